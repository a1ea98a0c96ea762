"""How the law behind a draft is told: its routes, the statutory checklist, and how far the law was checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from agreement_builder.checks.rule import SCHEME
from agreement_builder.compose.annex import as_of, citation, why
from agreement_builder.errors import Severity

if TYPE_CHECKING:
    from agreement_builder.compose.checklist import Verdict
    from agreement_builder.drafting import Draft


def print_as_of(draft: Draft) -> None:
    """How far the law was checked, and whether the pack is experimental."""
    _, *lines = as_of(draft.library, draft.file.answers)
    for line in lines:
        click.echo(line)


def print_checklist(draft: Draft) -> None:
    """Each requirement with the section that meets it or what is missing; demands apart from good practice."""
    verdicts = draft.composition.checklist.verdicts
    click.echo("\nStatutory checklist")
    print_as_of(draft)
    for severity, heading in ((Severity.ERROR, "What the law demands:"), (Severity.WARNING, "What counsel expects:")):
        group = [
            verdict
            for verdict in verdicts
            if (verdict.requirement.severity is Severity.ERROR) == (severity is Severity.ERROR)
        ]
        if group:
            click.echo(f"\n{heading}")
        for verdict in group:
            for line in _verdict(draft, verdict):
                click.echo(line)
    questions = draft.composition.checklist.questions
    if questions:
        click.echo("\nOpen questions for counsel:")
    for question in questions:
        click.echo(f"  {question.asks}")


def _verdict(draft: Draft, verdict: Verdict) -> Iterator[str]:
    requirement = verdict.requirement
    law = citation(draft.library, requirement.authority)
    color = "green" if verdict.met else "red" if requirement.severity is Severity.ERROR else "yellow"
    yield f"  {click.style(f'{where_met(draft, verdict):<14}', fg=color)} {requirement.says} ({law})"
    if verdict.lacking:
        yield f"  {'':<14} Lacking if counsel chooses this: {'; or this: '.join(verdict.lacking)}."
    if not verdict.met and not verdict.waiting:
        yield f"  {'':<14} {requirement.remedy}"


def where_met(draft: Draft, verdict: Verdict) -> str:
    """`Section 6.5`, `the answers`, `waits` or `MISSING`."""
    if verdict.topics:
        return ", ".join(draft.index.where(topic, SCHEME) for topic in dict.fromkeys(verdict.topics))
    if verdict.by_facts:
        return "the answers"
    return "waits" if verdict.waiting else "MISSING"


def print_routes(draft: Draft) -> None:
    """The routes of authority with what makes each apply, what to recite, and the steps to take."""
    routes = draft.composition.routes
    for found in routes:
        click.echo(f"Route {found.route.id}: {found.route.title}")
        click.echo(f"  applies because  {why(found)}")
        click.echo(f"  authority        {'; '.join(citation(draft.library, name) for name in found.route.authorities)}")
        for note in found.route.notes:
            click.echo(f"  note             {note}")
    if not routes:
        click.echo("No route: nothing in the library authorizes these parties to share this service in this way.")
    steps = draft.composition.checklist.steps
    if steps:
        click.echo("\nApprovals and filings to collect")
    for todo in steps:
        names = "; ".join(party.name for party in todo.parties)
        click.echo(f"  {names}\n    {todo.step.says} ({citation(draft.library, todo.step.authority)})")
    click.echo()
    print_as_of(draft)


def law_data(draft: Draft) -> dict[str, object]:
    """Routes, steps, checklist and questions as plain data, for `--json`."""
    library, found = draft.library, draft.composition.checklist
    routing = library.routing.get(draft.file.answers.jurisdiction)
    return {
        "law_checked_through": library.checked_through(draft.file.answers.jurisdiction),
        "experimental": routing is not None and routing.experimental,
        "routes": [
            {
                "route": one.route.id,
                "title": one.route.title,
                "because": why(one),
                "by_hand": one.by_hand or None,
                "authorities": [citation(library, name) for name in one.route.authorities],
            }
            for one in draft.composition.routes
        ],
        "steps": [
            {
                "kind": "filing" if todo.filing else "approval",
                "parties": [party.id for party in todo.parties],
                "says": todo.step.says,
                "authority": citation(library, todo.step.authority),
            }
            for todo in found.steps
        ],
        "checklist": [_row(draft, verdict) for verdict in found.verdicts],
        "questions": [question.asks for question in found.questions],
    }


def _row(draft: Draft, verdict: Verdict) -> dict[str, object]:
    requirement = verdict.requirement
    return {
        "requirement": requirement.id,
        "severity": str(requirement.severity),
        "says": requirement.says,
        "authority": citation(draft.library, requirement.authority),
        "met": verdict.met,
        "lacking_if_counsel_chooses": list(verdict.lacking),
        "where": where_met(draft, verdict),
        "remedy": None if verdict.met else requirement.remedy,
    }
