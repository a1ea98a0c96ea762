"""Showing: each entry of a merge as the element that a Word file holds, with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from agreement_builder.redline import tables
from agreement_builder.redline.align import by_key, in_place, steps
from agreement_builder.redline.blocks import Block
from agreement_builder.redline.marks import Mark
from agreement_builder.redline.merge import Entry
from agreement_builder.redline.paragraphs import Pair, Paragraphs, same_words
from agreement_builder.writers.docx.ooxml import Element, w


@dataclass(eq=False, slots=True)
class Shown:
    """An entry as it is shown: as XML where nothing changed, else as an element, with what stands around it.

    `changed`: whether it bears any mark; `refers`: whether only references in it changed.
    """

    entry: Entry
    xml: str = ""
    element: Element | None = None
    changed: bool = False
    refers: bool = False
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)


def shown(entries: Iterable[Entry], marks: Paragraphs) -> list[Shown]:
    """Every entry as it is shown, in order."""
    work = _Showing(marks)
    return [work.show(entry) for entry in entries]


class _Showing:
    """One redline."""

    def __init__(self, marks: Paragraphs) -> None:
        self.marks = marks

    def show(self, entry: Entry) -> Shown:
        old, new = entry.old, entry.new
        if old is not None and new is not None:
            return self.both(entry, old, new)
        block = new if new is not None else old
        if block is None:
            raise ValueError("an entry has a block")
        if entry.move and block.name == "p":
            return Shown(entry, element=self.of_move(entry, block), changed=True)
        mark = Mark.DELETED if new is None else Mark.INSERTED
        return Shown(entry, element=self.alone(block, mark), changed=True)

    def both(self, entry: Entry, old: Block, new: Block) -> Shown:
        # What a chart shows is not in its paragraph, and its ids are others in any case.
        drawn = new.identity.chart
        if old.says == new.says or (drawn is not None and old.identity.chart == drawn):
            return Shown(entry, new.xml)
        if new.name == "sdt":
            found = self.contents(old, new)
        elif new.name == "tbl":
            found = tables.pair(old.element, new.element, old.identity, new.identity, self.marks)
        else:
            found = self.marks.pair(old.element, new.element)
        return Shown(entry, _unchanged(found, new), found.element, found.changed, found.refers)

    def alone(self, block: Block, mark: Mark) -> Element:
        if block.name == "tbl":
            return tables.alone(block.element, mark, self.marks)
        if block.name == "p":
            return self.marks.alone(block.element, mark)
        again = deepcopy(block.element)
        for p in list(again.iter(w("p"))):
            around = p.getparent()
            if around is not None:
                around.replace(p, self.marks.alone(p, mark))
        return again

    def of_move(self, entry: Entry, block: Block) -> Element:
        """A paragraph that moved; one that was edited as well is struck and written anew."""
        gone, other = entry.new is None, entry.other
        facing = None if other is None else other.new if gone else other.old
        if facing is not None and not same_words(block.element, facing.element):
            return self.marks.alone(block.element, Mark.DELETED if gone else Mark.INSERTED)
        return self.marks.alone(block.element, Mark.MOVED_FROM if gone else Mark.MOVED_TO)

    def contents(self, old: Block, new: Block) -> Pair:
        """The table of contents, entry by entry; the last stays the last, since the field ends in it."""
        again = deepcopy(new.element)
        inner = again.find(w("sdtContent"))
        before, after = _entries(old.element), _entries(new.element)
        if inner is None or not before or not after:
            return Pair(again, False, False)
        inner[:] = []
        fixed = in_place(by_key(old.identity.rows[:-1], new.identity.rows[:-1]))
        changed = False
        for step in steps(before, after, [*fixed, (len(before) - 1, len(after) - 1)]):
            if step.old is not None and step.new is not None:
                both = self.marks.pair(step.old, step.new)
                inner.append(both.element)
                changed = changed or both.changed
            elif step.old is not None:
                inner.append(self.marks.alone(step.old, Mark.DELETED))
            elif step.new is not None:
                inner.append(self.marks.alone(step.new, Mark.INSERTED))
            changed = changed or step.old is None or step.new is None
        return Pair(again, changed, changed)


def _unchanged(found: Pair, new: Block) -> str:
    """The XML of what bears no mark: that of the new edition, with the bookmarks to which only the old one refers."""
    if found.changed:
        return ""
    bookmarks = sum(1 for _ in found.element.iter(w("bookmarkStart")))
    if bookmarks == new.xml.count("<w:bookmarkStart "):
        return new.xml
    etree.cleanup_namespaces(found.element)
    return etree.tostring(found.element, encoding="unicode", with_tail=False)


def _entries(contents: Element) -> list[Element]:
    return list(contents.iter(w("p")))


def with_moves(all_shown: list[Shown], marks: Paragraphs) -> None:
    """Put the range of its move around the neighbors that moved together."""
    for run in _together(all_shown):
        mark = Mark.MOVED_TO if run[0].entry.new is not None else Mark.MOVED_FROM
        start, end = marks.whole.move(mark, run[0].entry.move)
        run[0].before.append(start)
        run[-1].after.append(end)


def _together(all_shown: list[Shown]) -> Iterator[list[Shown]]:
    run: list[Shown] = []
    for one in all_shown:
        move = (one.entry.move, one.entry.new is None)
        if run and move != (run[0].entry.move, run[0].entry.new is None):
            yield run
            run = []
        if one.entry.move:
            run.append(one)
    if run:
        yield run


def xml_of(one: Shown) -> str:
    """The XML of what is shown, with what stands around it."""
    if one.element is None or not one.changed:
        return one.xml
    parts = (*one.before, one.element, *one.after)
    for part in parts:
        etree.cleanup_namespaces(part)
    return "".join(etree.tostring(part, encoding="unicode", with_tail=False) for part in parts)
