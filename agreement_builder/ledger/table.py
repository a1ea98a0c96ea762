"""The ledger as tables, which stand first in the annex for review: what is open, kind by kind, and what was dismissed.

Blanks of one kind for many parties share rows, so that a ledger of hundreds of points is read in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from agreement_builder.compose.cells import Cell, text
from agreement_builder.document.tree import Align, Block, Column, Document, Exhibit, Paragraph, Reference, Table
from agreement_builder.drafting import Draft
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.ledger.point import Kind, Ledger, Point
from agreement_builder.ledger.rows import numbers_of, rows_of, said_by_row
from agreement_builder.ledger.words import WORDS, counted, grouped


def with_ledger(document: Document, ledger: Ledger) -> Document:
    """The document with the ledger in its annex, after the words with which that begins; as it is without an annex."""
    if not document.annexes:
        return document
    annex, *others = document.annexes
    words = tuple(takewhile(lambda block: isinstance(block, Paragraph), annex.blocks))
    blocks = (*words, *_blocks(ledger, _Names(document)), *annex.blocks[len(words) :])
    return replace(document, annexes=(Exhibit(annex.id, annex.heading, blocks), *others))


def annotated(draft: Draft, ledger: Ledger | None = None) -> Draft:
    """The draft with the ledger in its annex, that of the draft if none is given; as it is without an annex."""
    if not draft.document.annexes:
        return draft
    document = with_ledger(draft.document, ledger_of(draft) if ledger is None else ledger)
    return replace(draft, composition=replace(draft.composition, document=document))


class _Names:
    """How the places of a document are named: by a reference where they have a number, else by their heading."""

    def __init__(self, document: Document) -> None:
        self.numbered = {clause.topic for article in document.articles for clause in article.clauses}
        self.numbered |= {exhibit.id for exhibit in document.exhibits}
        self.headings = {"": "The whole agreement", "title": "Title", "signatures": "Signatures"}
        for clause in (*(f.clause for f in document.fronts), *((document.closing,) if document.closing else ())):
            self.headings[clause.topic] = clause.heading

    def cell(self, place: str) -> Cell:
        return (Reference(place),) if place in self.numbered else text(self.headings.get(place, place))


def _blocks(ledger: Ledger, names: _Names) -> Iterator[Block]:
    told = counted(ledger)
    ends = "; a final copy is made once none is left" if ledger.open else ""
    yield Paragraph(text(f"{told[:1].upper()}{told[1:]}{ends}."))
    for kind, points in grouped(ledger.open):
        if WORDS[kind].together:
            yield Paragraph(text(f"{WORDS[kind].heading}. {WORDS[kind].together}"))
        yield _table(kind, points, names)
    if ledger.dismissed:
        yield _dismissed(ledger, names)


def _table(kind: Kind, points: Sequence[Point], names: _Names) -> Table:
    words = WORDS[kind]
    caption = f"Open points: {words.heading} ({len(points)})"
    rows = tuple(
        (text(numbers_of(row)), text(said_by_row(row)), names.cell(row[0].place), text(row[0].settle))
        for row in rows_of(points)
    )
    if not words.together:
        columns = (_NUMBER, Column("What is open", Align.LEFT, 38), _WHERE, Column("What to do", Align.LEFT, 34))
        return Table(caption, "For each point its number, what is open, where, and what to do.", columns, rows)
    three = (_NUMBER, Column("What is open", Align.LEFT, 72), _WHERE)
    short = tuple((number, says, where) for number, says, where, _ in rows)
    return Table(caption, "For each point its number, what is open, and where.", three, short)


_NUMBER, _WHERE = Column("No.", Align.RIGHT, 11), Column("Where", Align.LEFT, 17)


def _dismissed(ledger: Ledger, names: _Names) -> Table:
    # Points set aside together, for the same reason, are read together.
    reasons: dict[tuple[str, Kind], list[Point]] = {}
    for one in ledger.dismissed:
        reasons.setdefault((one.reason, one.point.kind), []).append(one.point)
    rows = tuple(
        (text(said_by_row(row)), names.cell(row[0].place), text(reason))
        for (reason, _), points in reasons.items()
        for row in rows_of(points)
    )
    columns = (Column("Point", Align.LEFT, 49), _WHERE, Column("Why it was dismissed", Align.LEFT, 34))
    summary = "For each point that was dismissed what it said, where it stands, and the reason."
    return Table(f"Points that were dismissed ({len(ledger.dismissed)})", summary, columns, rows)
