"""A page in one reading of its tracked changes: as it was before them, or as it is with all of them accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agreement_builder.readers.docx.page import Cell, Line, Mark, Page, merged


def accepted(page: Page) -> Page:
    """The page that the file would be read as with all changes accepted."""
    return Page(tuple(_lines(page.lines, after=True)), page.comments)


def rejected(page: Page) -> Page:
    """The page that the file would be read as with all changes rejected."""
    return Page(tuple(_lines(page.lines, after=False)), page.comments)


def stands(mark: Mark, *, after: bool) -> bool:
    """Whether what is so marked stands in the reading after all changes, or before."""
    return mark.after if after else mark.before


def paragraphs(lines: Sequence[Line], *, after: bool) -> list[tuple[int, ...]]:
    """The paragraphs of a reading, each as the places of the lines that it consists of.

    The last line is the one whose style and number the paragraph has: where the end of a paragraph does not stand,
    its words go on in the next one of the same cell.
    """
    found: list[tuple[int, ...]] = []
    filled: set[tuple[int, int, int] | None] = set()
    carried: list[int] = []
    for place, line in enumerate(lines):
        if line.cell is not None and not stands(line.cell.row_mark, after=after):
            continue
        if carried and _cell(lines[carried[-1]]) != _cell(line):
            found += _alone(lines, carried, filled, after=after)
            carried = []
        carried.append(place)
        if stands(line.mark, after=after):
            found.append((*_worded(lines, carried[:-1], after=after), place))
            filled.add(_cell(line))
            carried = []
    return found + _alone(lines, carried, filled, after=after)


def _alone(
    lines: Sequence[Line], carried: list[int], filled: set[tuple[int, int, int] | None], *, after: bool
) -> list[tuple[int, ...]]:
    """Lines that end nowhere: a paragraph if they have words, or if their cell has no other."""
    worded = _worded(lines, carried, after=after)
    if worded:
        return [worded]
    needed = carried and (cell := _cell(lines[carried[-1]])) is not None and cell not in filled
    return [(carried[-1],)] if needed else []


def _worded(lines: Sequence[Line], places: Iterable[int], *, after: bool) -> tuple[int, ...]:
    return tuple(p for p in places if any(stands(piece.mark, after=after) for piece in lines[p].pieces))


def _cell(line: Line) -> tuple[int, int, int] | None:
    return None if line.cell is None else line.cell.place


def _lines(lines: Sequence[Line], *, after: bool) -> Iterator[Line]:
    cells = _Cells()
    for places in paragraphs(lines, after=after):
        joined = [lines[place] for place in places]
        last = joined[-1]
        number = last.after if after else last.before
        pieces = (piece for line in joined for piece in line.pieces if stands(piece.mark, after=after))
        yield Line(
            style=last.style if after else last.former or last.style,
            pieces=merged(replace(piece, mark=Mark.KEPT, author="") for piece in pieces),
            before=number,
            after=number,
            clauses=tuple(dict.fromkeys(name for line in joined for name in line.clauses)),
            cell=cells.counted(last.cell),
            comments=tuple(dict.fromkeys(name for line in joined for name in line.comments)),
        )


class _Cells:
    """Counts tables, rows and cells anew, as some do not stand."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], dict[int, int]] = {}

    def counted(self, cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        table, row, place = (
            self._place(above, own)
            for above, own in (((), cell.table), ((cell.table,), cell.row), ((cell.table, cell.row), cell.cell))
        )
        return replace(cell, table=table, row=row, cell=place, row_mark=Mark.KEPT)

    def _place(self, above: tuple[int, ...], own: int) -> int:
        known = self._known.setdefault(above, {})
        return known.setdefault(own, len(known) + 1)
