"""The rows of a table in a redline, each with what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from agreement_builder.readers.docx.page import Line, Piece
from agreement_builder.redline.told.kinds import Kind, kind_of, shown_pieces

Causes = tuple[tuple[str, ...], ...]
"""Comments, each in its paragraphs."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: the heading of its column, its paragraphs, and the number of columns it takes."""

    column: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number from 1, what happened to it, its cells, and whether it heads the columns."""

    number: int
    kind: Kind
    cells: tuple[Box, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its rows, and in the place of rows without changes that are not shown, how many they are."""

    rows: tuple[Row | int, ...]
    causes: Causes = ()


def rows_of(lines: Iterable[Line], causes: Callable[[Line], Causes], *, whole: bool) -> Rows:
    """The rows of one table from its lines: those that changed and those that head the columns, or all if `whole`."""
    grouped = [list(group) for _, group in groupby(lines, key=lambda line: line.cell.row if line.cell else 0)]
    columns: dict[int, str] = {}
    found: list[Row | int] = []
    told: dict[tuple[str, ...], None] = {}
    for group in grouped:
        row = _row(group, columns)
        if row.heading:
            columns |= {place: _words(box) for place, box in enumerate(row.cells)}
        if row.kind is not Kind.SAME:
            told |= dict.fromkeys(cause for line in group if kind_of(line) is not Kind.SAME for cause in causes(line))
        if whole or row.kind is not Kind.SAME or row.heading:
            found.append(row)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return Rows(tuple(found), tuple(told))


def _row(lines: list[Line], columns: dict[int, str]) -> Row:
    first = lines[0].cell
    kinds = [kind for line in lines if (kind := kind_of(line)) is not Kind.SAME]
    whole = next((kind for kind in kinds if kind in (Kind.ROW_ADDED, Kind.ROW_STRUCK)), None)
    kind = whole or (Kind.ROW_REWORDED if kinds else Kind.SAME)
    return Row(
        first.row if first is not None else 0,
        kind,
        tuple(_boxes(lines, columns)),
        first is not None and first.heading,
    )


def _boxes(lines: list[Line], columns: dict[int, str]) -> Iterator[Box]:
    for place, (_, group) in enumerate(groupby(lines, key=lambda line: line.cell.cell if line.cell else 0)):
        inside = list(group)
        cell = inside[0].cell
        paragraphs = tuple(pieces for line in inside if (pieces := shown_pieces(line)))
        yield Box(columns.get(place, ""), paragraphs, cell.columns if cell is not None else 1)


def _words(box: Box) -> str:
    """What a heading says with all changes accepted."""
    words = (
        "".join(p.text for p in pieces if p.mark.after) or "".join(p.text for p in pieces) for pieces in box.paragraphs
    )
    return " ".join(words)
