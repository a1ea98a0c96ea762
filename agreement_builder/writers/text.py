"""Plain text: the draft with its numbers, for a screen, an e-mail, or a comparison of two drafts."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from agreement_builder.document.brackets import END, lead, opening
from agreement_builder.document.figures import figures_table
from agreement_builder.document.index import Index
from agreement_builder.document.numbering import FORMATS, Scheme
from agreement_builder.document.tree import (
    Align,
    Alternatives,
    Block,
    Chart,
    Column,
    Definition,
    Item,
    Opening,
    Paragraph,
    Signature,
    Table,
    Text,
)
from agreement_builder.document.walk import items_in, plain
from agreement_builder.drafting import Draft
from agreement_builder.ledger.point import Ledger
from agreement_builder.ledger.table import annotated

WIDTH = 92
BAR = 30
"""The length of the longest bar of a chart."""


def write_text(draft: Draft, scheme: Scheme | None = None, *, final: bool = False, ledger: Ledger | None = None) -> str:
    """The whole agreement as text of `WIDTH` columns; `final` leaves out the annex and the word draft.

    The annex holds the `ledger`, that of the draft if none is given.
    """
    shown = draft if final else annotated(draft, ledger)
    return "\n".join(_Text(draft.index, scheme or Scheme()).document(shown, final=final)) + "\n"


def clause_text(blocks: tuple[Block, ...], labels: dict[str, str] | None = None) -> str:
    """The blocks of one clause as text; references show their targets where `labels` has no label."""
    return "\n".join(_Text(None, Scheme(), labels).blocks(blocks, (1, 1))).rstrip() + "\n"


class _Text:
    """Writes lines; `labels` are what references print."""

    def __init__(self, index: Index | None, scheme: Scheme, labels: dict[str, str] | None = None) -> None:
        self.scheme = scheme
        self.labels = index.labels(scheme) if index is not None else (labels or {})

    def document(self, draft: Draft, *, final: bool) -> Iterator[str]:
        document = draft.document
        yield plain(document.title).upper()
        yield f"{'' if final else 'Draft of '}{draft.date.isoformat()}   {draft.id}"
        yield ""
        for front in document.fronts:
            if front.heading:
                yield from (front.heading.upper(), "")
            yield from self.front(front.kind, front.clause.blocks)
        for major, article in enumerate(document.articles, 1):
            yield from (f"{self.scheme.own((major,)).upper()}  {article.heading.upper()}", "")
            for minor, clause in enumerate(article.clauses, 1):
                yield from (f"{self.scheme.own((major, minor))}  {clause.heading}", "")
                yield from self.blocks(clause.blocks, (major, minor))
        if document.closing is not None:
            yield from ("SIGNATURES", "")
            yield from self.blocks(document.closing.blocks, (0, 0))
        for signature in document.signatures:
            yield from self.signature(signature)
        for number, exhibit in enumerate(document.exhibits, 1):
            yield from (f"{self.scheme.exhibit_label(number).upper()}  {exhibit.heading.upper()}", "")
            yield from self.blocks(exhibit.blocks, (0, 0))
        for annex in () if final else document.annexes:
            yield from (annex.heading.upper(), "")
            yield from self.blocks(annex.blocks, (0, 0))

    def front(self, kind: Opening, blocks: tuple[Block, ...], count: int = 0) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Alternatives):
                yield from self.alternatives(block, partial(self.front, kind, count=count))
                count += items_in(block)
            elif isinstance(block, Item):
                count += 1
                mark = f"({count})" if kind is Opening.PARTIES else f"{FORMATS['upperLetter'](count)}."
                yield from self.paragraph(plain(block.content, self.labels), mark, 0)
            else:
                yield from self.block(block, (0, 0), 0)

    def blocks(self, blocks: tuple[Block, ...], number: tuple[int, ...], count: int = 0) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Alternatives):
                yield from self.alternatives(block, partial(self.blocks, number=number, count=count))
            count += items_in(block)
            yield from self.block(block, number, count)

    def alternatives(self, block: Alternatives, within: Callable[[tuple[Block, ...]], Iterator[str]]) -> Iterator[str]:
        """Each alternative between lines in brackets, its items numbered as if it stood alone."""
        yield from self.paragraph(opening(block), "", 0)
        for member in block.members:
            yield from self.paragraph(lead(member), "", 0)
            yield from within(member.blocks)
        yield from self.paragraph(END, "", 0)

    def block(self, block: Block, number: tuple[int, ...], count: int) -> Iterator[str]:
        match block:
            case Paragraph(content) | Definition(content=content):
                yield from self.paragraph(plain(content, self.labels), "", len(number) - 2)
            case Item(content, children):
                own = (*number, count)
                yield from self.paragraph(plain(content, self.labels), self.scheme.own(own), len(number) - 2)
                for place, child in enumerate(children, 1):
                    yield from self.block(child, own, place)
            case Table():
                yield from self.table(block)
            case Chart():
                yield from self.table(_bars(block))

    def paragraph(self, text: str, mark: str, depth: int) -> Iterator[str]:
        indent = " " * (5 * depth)
        first = f"{indent}{mark:<4} " if mark else indent
        rest = indent + (" " * 5 if mark else "")
        for line in text.split("\n"):
            yield from textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
            first = rest
        yield ""

    def table(self, table: Table) -> Iterator[str]:
        cells = [[column.heading for column in table.columns]]
        cells += [[plain(cell, self.labels) for cell in row] for row in table.rows]
        widths = _widths(cells)
        yield from textwrap.wrap(table.caption, WIDTH)
        for count, row in enumerate(cells):
            if count == 1 or (table.total and count == len(cells) - 1):
                yield "  ".join("-" * width for width in widths)
            wrapped = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
            for pieces in zip_longest(*wrapped, fillvalue=""):
                yield "  ".join(
                    piece.rjust(width) if column.align is Align.RIGHT else piece.ljust(width)
                    for piece, width, column in zip(pieces, widths, table.columns, strict=True)
                ).rstrip()
        yield ""

    def signature(self, signature: Signature) -> Iterator[str]:
        yield plain(signature.name).upper()
        yield plain(signature.capacity)
        for label, content in signature.lines:
            yield f"  {label}: {plain(content) or '_' * 40}"
        yield ""


def _bars(chart: Chart) -> Table:
    """The figures of a chart, and bars beside them where it has one series and nothing below zero."""
    table = figures_table(chart)
    figures = chart.series[0].figures if len(chart.series) == 1 else ()
    longest = max(figures, default=0)
    if longest <= 0 or min(figures) < 0:
        return table
    bars = ((Text("#" * round(BAR * figure / longest)),) for figure in figures)
    rows = tuple((*row, bar) for row, bar in zip(table.rows, bars, strict=True))
    return replace(table, columns=(*table.columns, Column("", Align.LEFT, 0)), rows=rows)


def _widths(cells: list[list[str]]) -> list[int]:
    """The widths of the columns: as wide as their cells, the widest made narrower until the row fits the page."""
    widths = [max(max(map(len, column)), 1) for column in zip(*cells, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > WIDTH and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths
