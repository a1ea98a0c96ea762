"""Tables: one of the old edition and one of the new as one with marked rows, and cells compared in pairs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from agreement_builder.redline.align import Pairs, Step, alike, by_key, filled, in_place, steps
from agreement_builder.redline.blocks import without_ids
from agreement_builder.redline.identity import Identity
from agreement_builder.redline.marks import Mark
from agreement_builder.redline.paragraphs import Pair, Paragraphs
from agreement_builder.writers.docx.ooxml import Element, w

_NOT_TOLD = frozenset(map(w, ("tblCaption", "tblDescription")))
"""What a table says of itself to those who do not see it."""


@dataclass(frozen=True)
class Row:
    """A row of a table with what identifies it."""

    identity: Identity
    element: Element
    marks: Paragraphs

    @cached_property
    def words(self) -> list[str]:
        """The words of all its cells."""
        return [word for p in self.element.iter(w("p")) for word in self.marks.content(p).words]


def same_columns(old: Element, new: Element) -> bool:
    """Whether rows of both can stand in one table: they have the same columns, and both or neither end with a sum."""
    return _frame(old) == _frame(new)


def _frame(table: Element) -> list[bytes]:
    properties = table.find(w("tblPr"))
    kept = [part for part in (properties if properties is not None else ()) if part.tag not in _NOT_TOLD]
    grid = table.find(w("tblGrid"))
    return [etree.tostring(part, method="c14n") for part in (*kept, *(() if grid is None else (grid,)))]


def pair(old: Element, new: Element, of_old: Identity, of_new: Identity, marks: Paragraphs) -> Pair:
    """Two tables with the same columns as one."""
    table = etree.Element(new.tag, nsmap=new.nsmap)
    table.extend(deepcopy(part) for part in new if part.tag in (w("tblPr"), w("tblGrid")))
    before, after = _rows(old, of_old, marks), _rows(new, of_new, marks)
    changed, only_refers = False, True
    names: dict[Identity, str] = {}
    for step in _aligned(before, after):
        if step.old is None or step.new is None:
            changed, only_refers = True, False
            _add_alone(table, step, names, marks)
            continue
        row, told, refers = _row(step.old.element, step.new.element, marks)
        table.append(row)
        changed, only_refers = changed or told, only_refers and (refers or not told)
    return Pair(table, changed, changed and only_refers)


def alone(table: Element, mark: Mark, marks: Paragraphs) -> Element:
    """A table of which every row came or went."""
    again = deepcopy(table)
    for row in again.findall(w("tr")):
        again.replace(row, whole(row, mark, marks))
    return again


def whole(row: Element, mark: Mark, marks: Paragraphs) -> Element:
    """A row that came or went."""
    again = etree.Element(row.tag, nsmap=row.nsmap)
    for part in row:
        again.append(_whole_cell(part, mark, marks) if part.tag == w("tc") else deepcopy(part))
    marks.whole.of_row(again, mark)
    return again


def _whole_cell(cell: Element, mark: Mark, marks: Paragraphs) -> Element:
    again = etree.Element(cell.tag, nsmap=cell.nsmap)
    *_, last = cell.findall(w("p"))
    for part in cell:
        # LibreOffice else leaves the row, empty: all ends are marked but the last.
        is_paragraph = part.tag == w("p")
        again.append(marks.alone(part, mark, ended=part is not last) if is_paragraph else deepcopy(part))
    return again


def _add_alone(table: Element, step: Step[Row], names: dict[Identity, str], marks: Paragraphs) -> None:
    """Add a row that came, went or moved; `names` are those of the moves so far."""
    given = step.new if step.new is not None else step.old
    if given is None:
        raise ValueError("a step has a row")
    gone = step.new is None
    mark = (Mark.MOVED_FROM if gone else Mark.MOVED_TO) if step.moved else (Mark.DELETED if gone else Mark.INSERTED)
    row = whole(given.element, mark, marks)
    if not step.moved:
        table.append(row)
        return
    if given.identity not in names:
        names[given.identity] = marks.whole.next_row()
    start, end = marks.whole.move(mark, names[given.identity])
    table.extend((start, row, end))


def _rows(table: Element, identity: Identity, marks: Paragraphs) -> list[Row]:
    """The rows; those before the ones that have an identity are headers."""
    rows = table.findall(w("tr"))
    heads = len(rows) - len(identity.rows)
    known = [Identity(identity.place, "header", str(place)) for place in range(heads)]
    return [Row(of, element, marks) for of, element in zip((*known, *identity.rows), rows, strict=True)]


def _aligned(old: list[Row], new: list[Row]) -> list[Step[Row]]:
    found = by_key([row.identity for row in old], [row.identity for row in new])
    fixed = in_place(found)
    moved = [(a, b) for a, b in found if (a, b) not in fixed and old[a].words == new[b].words]
    taken = {id(old[a]) for a, _ in moved} | {id(new[b]) for _, b in moved}

    def likeness(a: Row, b: Row) -> float:
        return 0.0 if id(a) in taken or id(b) in taken else alike(a.words, b.words)

    return list(steps(old, new, filled(old, new, fixed, likeness), moved))


def _row(old: Element, new: Element, marks: Paragraphs) -> tuple[Element, bool, bool]:
    """Two rows as one; whether anything in it bears a mark, and whether that concerns references only."""
    row = etree.Element(new.tag, nsmap=new.nsmap)
    before, after = old.findall(w("tc")), new.findall(w("tc"))
    row.extend(deepcopy(part) for part in new if part.tag == w("trPr"))
    changed, refers = False, True
    for was, now in zip(before, after, strict=True):
        found = Pair(deepcopy(now), False, False) if _says(was) == _says(now) else _cell(was, now, marks)
        row.append(found.element)
        changed, refers = changed or found.changed, refers and (found.refers or not found.changed)
    return row, changed, refers


def _says(part: Element) -> str:
    return without_ids(etree.tostring(part, encoding="unicode", with_tail=False))


def _cell(old: Element, new: Element, marks: Paragraphs) -> Pair:
    cell = etree.Element(new.tag, nsmap=new.nsmap)
    cell.extend(deepcopy(part) for part in new if part.tag == w("tcPr"))
    before, after = old.findall(w("p")), new.findall(w("p"))
    was, now = ([marks.content(p).words for p in some[:-1]] for some in (before, after))
    same = in_place(by_key(list(map(tuple, was)), list(map(tuple, now))))
    # The last paragraph of a cell cannot come or go.
    fixed: Pairs = [*filled(was, now, same, alike), (len(before) - 1, len(after) - 1)]
    changed, refers = False, True
    for step in steps(before, after, fixed):
        if step.old is None or step.new is None:
            changed, refers = True, False
            given = step.new if step.new is not None else step.old
            assert given is not None  # noqa: S101 - a step has one of both
            cell.append(marks.alone(given, Mark.INSERTED if step.old is None else Mark.DELETED))
            continue
        unchanged = _says(step.old) == _says(step.new)
        both = Pair(deepcopy(step.new), False, False) if unchanged else marks.pair(step.old, step.new)
        cell.append(both.element)
        changed, refers = changed or both.changed, refers and (both.refers or not both.changed)
    return Pair(cell, changed, refers)
