"""The annex: the statutory checklist and the questions for counsel, as tables beside the agreement.

It is for the attorney who reviews the draft. It is no part of the agreement, has no letter, and is left off the
copy that is signed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.answers.vocabulary import vocabulary
from agreement_builder.compose.cells import Cell, text
from agreement_builder.compose.checklist import Checklist, Todo, Verdict
from agreement_builder.compose.counsel import LeftToCounsel
from agreement_builder.compose.ground import RouteFound
from agreement_builder.compose.words import long_date
from agreement_builder.document.tree import (
    Align,
    Block,
    Column,
    Document,
    Exhibit,
    Inline,
    Paragraph,
    Reference,
    Table,
    Text,
)
from agreement_builder.errors import Severity
from agreement_builder.library.law import CounselQuestion
from agreement_builder.library.model import Library

ANNEX = "annex-checklist"
HEADING = "Annex for Review: Open Points, Statutory Checklist and Questions for Counsel"


def annexes(
    library: Library,
    answers: Answers,
    routes: tuple[RouteFound, ...],
    demanded: Checklist,
    left: tuple[LeftToCounsel, ...],
    document: Document,
) -> tuple[Exhibit, ...]:
    """The annex of a draft, in whose `document` counsel finds what is left to it."""
    blocks: list[Block] = [Paragraph(text(words)) for words in as_of(library, answers)]
    if left:
        blocks.append(_left(left, document))
    if routes:
        blocks.append(_routes(library, routes))
    if demanded.verdicts:
        blocks.append(_demands(library, demanded.verdicts))
    if demanded.steps:
        blocks.append(_steps(library, demanded.steps, answers.parties))
    if demanded.questions:
        blocks.append(_questions(library, demanded.questions))
    return (Exhibit(ANNEX, HEADING, tuple(blocks)),)


def as_of(library: Library, answers: Answers) -> Iterator[str]:
    """What the annex is, and how far the law in it was checked."""
    yield "This annex is for the reviewing attorney. It is not part of the Agreement and is taken off before signing."
    checked = sorted({law.checked_on for law in library.law if law.jurisdiction == answers.jurisdiction})
    on = f" (checked on {long_date(checked[0])})" if checked else ""
    yield f"Law as of: {library.checked_through(answers.jurisdiction)}{on}."
    routing = library.routing.get(answers.jurisdiction)
    if routing is not None and routing.experimental:
        yield (
            f"The law of {answers.jurisdiction} in this library is experimental: it has not been read in full, and "
            "nobody should rely on it without counsel."
        )


def citation(library: Library, authority: str) -> str:
    """The citation of an authority by its id."""
    row = library.authorities.get(authority)
    return row.citation if row is not None else authority


def why(found: RouteFound) -> str:
    """Why a route applies, in words: the facts that speak for it with their values, or the reason given by hand."""
    if found.by_hand:
        return f"Chosen by hand: {found.by_hand}"
    meanings = vocabulary()
    telling = ((path, value) for path, value in found.facts.items() if value not in (None, "0", "False"))
    return "; ".join(f"{meanings.get(path, path)}: {str(value).replace('_', ' ')}" for path, value in telling)


def _routes(library: Library, routes: tuple[RouteFound, ...]) -> Table:
    rows = tuple(
        (
            text(found.route.id),
            text(" ".join((f"{found.route.title}.", *found.route.notes))),
            text(why(found)),
            text("; ".join(citation(library, authority) for authority in found.route.authorities)),
        )
        for found in routes
    )
    columns = (
        Column("Route", Align.LEFT, 9),
        Column("What it is", Align.LEFT, 37),
        Column("Why it applies", Align.LEFT, 27),
        Column("Authority", Align.LEFT, 27),
    )
    summary = "For each route of authority its letter, what it is, the facts that make it apply, and its statutes."
    return Table("Routes of authority that these parties take", summary, columns, rows)


def _demands(library: Library, verdicts: tuple[Verdict, ...]) -> Table:
    ordered = sorted(verdicts, key=lambda verdict: verdict.requirement.severity is not Severity.ERROR)
    rows = tuple(
        (
            text("Must" if verdict.requirement.severity is Severity.ERROR else "Should"),
            text(f"{verdict.requirement.says} ({citation(library, verdict.requirement.authority)})"),
            _met(verdict),
        )
        for verdict in ordered
    )
    columns = (
        Column("Weight", Align.LEFT, 11),
        Column("What the law asks", Align.LEFT, 57),
        Column("Where this draft meets it", Align.LEFT, 32),
    )
    summary = "For each requirement its weight, what it asks with its citation, and the sections that meet it."
    return Table("Statutory checklist", summary, columns, rows)


def _met(verdict: Verdict) -> Cell:
    cell: list[Inline] = []
    for topic in verdict.topics:
        cell += [Text(", "), Reference(topic)] if cell else [Reference(topic)]
    if verdict.lacking:
        cell += text(f"{'; ' if cell else ''}MISSING if counsel chooses this: {'; or this: '.join(verdict.lacking)}")
    if cell:
        return tuple(cell)
    if verdict.by_facts:
        return text("Met by the answers")
    if verdict.waiting:
        return text("Waits for an open decision")
    return text(f"MISSING. {verdict.requirement.remedy}")


def _left(left: tuple[LeftToCounsel, ...], document: Document) -> Table:
    numbered = {clause.topic for article in document.articles for clause in article.clauses}
    numbered |= {exhibit.id for exhibit in document.exhibits}
    rows = tuple(
        (
            text(one.question),
            text(one.note or "No note was left."),
            _places(one, numbered) or text(one.why_none or "Nothing in this draft depends on it."),
        )
        for one in left
    )
    columns = (
        Column("Question", Align.LEFT, 36),
        Column("What there is to weigh", Align.LEFT, 32),
        Column("Where the draft carries it", Align.LEFT, 32),
    )
    summary = "For each question that the parties leave to counsel their note, and the sections that depend on it."
    return Table("Choices that the parties leave to counsel", summary, columns, rows)


def _places(one: LeftToCounsel, numbered: Container[str]) -> Cell:
    cell: list[Inline] = []
    for words, places in (("Alternatives in ", one.places), ("Blank in ", one.blanks)):
        for count, place in enumerate(places):
            between = ", " if count else f". {words}" if cell else words
            name = Reference(place) if place in numbered else Text(place.replace("-", " ").capitalize())
            cell += [Text(between), name]
    return tuple(cell)


def _questions(library: Library, questions: tuple[CounselQuestion, ...]) -> Table:
    rows = tuple(
        (
            text(str(place)),
            text(question.asks),
            text("; ".join(citation(library, authority) for authority in question.authorities)),
        )
        for place, question in enumerate(questions, 1)
    )
    columns = (
        Column("No.", Align.RIGHT, 7),
        Column("Question", Align.LEFT, 65),
        Column("Authority", Align.LEFT, 28),
    )
    return Table("Open questions for counsel", "Number, question and authority of each question.", columns, rows)


def _steps(library: Library, steps: tuple[Todo, ...], parties: tuple[Party, ...]) -> Table:
    rows = tuple(
        (
            text("Filing" if todo.filing else "Approval"),
            text("Every Party" if todo.parties == parties else "; ".join(party.name for party in todo.parties)),
            text(f"{todo.step.says} ({citation(library, todo.step.authority)})"),
        )
        for todo in steps
    )
    columns = (
        Column("Step", Align.LEFT, 13),
        Column("Who takes it", Align.LEFT, 30),
        Column("What is done", Align.LEFT, 57),
    )
    summary = "For each approval and filing the parties that take it, and what is done with its citation."
    return Table("Approvals and filings to collect", summary, columns, rows)
