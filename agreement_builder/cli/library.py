"""`library`: list, show and lint the clauses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import CLEAN, LIBRARY
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings, print_json, summary

if TYPE_CHECKING:
    from agreement_builder.library.clause import Clause


@click.group()
def command() -> None:
    """List, show and lint the clauses, and list the facts that they may use."""


@command.command("list")
@click.option("--topic", help="Only the alternatives of this topic.")
@options.LIBRARY
@options.JSON
def list_clauses(topic: str | None, library: Path | None, as_json: bool) -> None:
    """List the clauses by topic, with what each is for."""
    from agreement_builder.errors import LibraryRefusal, Where, error, nearest
    from agreement_builder.library.load import load_library

    loaded = load_library(library)
    if topic is not None and topic not in loaded.topics:
        raise LibraryRefusal(
            [error("clause-unknown", Where(), f'There is no topic "{topic}".', nearest(topic, loaded.topics))]
        )
    clauses = [c for c in loaded.clauses.values() if topic in (None, c.topic)]
    if as_json:
        print_json({"version": loaded.version, "clauses": [_summary(clause) for clause in clauses]})
        return
    last = ""
    for clause in clauses:
        if clause.topic != last:
            click.echo(("\n" if last else "") + clause.topic)
            last = clause.topic
        click.echo(f"  {clause.id:44} {clause.meta.summary}")
    click.echo(f"\n{len(clauses)} clauses over {len({c.topic for c in clauses})} topics, library {loaded.version}")


def _summary(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "topic": clause.topic,
        "title": clause.meta.title,
        "summary": clause.meta.summary,
        "version": clause.meta.version,
        "status": str(clause.meta.status),
        "when": clause.meta.when,
        "services": [str(service) for service in clause.meta.services],
        "blanks": {name: spec.ask for name, spec in clause.meta.blanks.items()},
        "authorities": list(clause.meta.authorities),
        "satisfies": list(clause.meta.satisfies),
    }


@command.command("show")
@click.argument("clause_id")
@options.LIBRARY
@options.JSON
def show_clause(clause_id: str, library: Path | None, as_json: bool) -> None:
    """Show one clause: what it is for, what it asks, the law behind it, and its text."""
    from agreement_builder.library.load import load_library
    from agreement_builder.library.model import clause_by_id

    loaded = load_library(library)
    clause = clause_by_id(loaded, clause_id)
    if as_json:
        print_json({**_summary(clause), "note": clause.meta.note, "text": clause.text, "file": clause.file})
        return
    meta = clause.meta
    click.echo(f"{clause.id}, version {meta.version} ({meta.status})\n{meta.title}: {meta.summary}")
    if meta.when:
        click.echo(f"Applies when {meta.when}")
    for name, spec in meta.blanks.items():
        click.echo(f"Asks ({name}): {spec.ask}")
    for name in meta.authorities:
        if (row := loaded.authorities.get(name)) is not None:
            click.echo(f"Law: {row.citation}, {row.title}, {row.status} (checked: {loaded.checked[name]})")
    if meta.note:
        click.echo(f"Note: {meta.note}")
    click.echo(f"\n{clause.text.strip()}")


@command.command("lint")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@options.JSON
def lint_command(folder: Path | None, as_json: bool) -> int:
    """Test every file of the library; FOLDER is one of your own, laid over the shipped one."""
    from agreement_builder.linting.library import lint_library

    with progress("Testing every clause"):
        library, findings = lint_library(folder)
    if as_json:
        print_json({"findings": [finding.as_dict() for finding in findings]})
    else:
        print_findings(findings, to_stdout=True)
        count = len(library.clauses) if library is not None else 0
        click.echo(f"{count} clauses: {summary(findings).removesuffix(', no open blanks')}.")
    return LIBRARY if exit_code(findings) else CLEAN


@command.command("facts")
@options.JSON
def facts_command(as_json: bool) -> None:
    """List the facts that conditions and texts of clauses may use."""
    from agreement_builder.answers.facts import vocabulary

    facts = vocabulary()
    if as_json:
        print_json(facts)
    else:
        for path, meaning in facts.items():
            click.echo(f"{path:36} {meaning}")
