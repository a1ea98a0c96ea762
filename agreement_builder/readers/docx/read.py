"""Reading a Word file: its body as lines, with every mark of tracked changes and the numbers of both readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agreement_builder.readers.docx.fields import Fields
from agreement_builder.readers.docx.lists import Count, Lists, Place
from agreement_builder.readers.docx.package import Package, unreadable
from agreement_builder.readers.docx.page import Cell, Comment, Line, Mark, Page, merged, text_of
from agreement_builder.readers.docx.ranges import TAGS, Ranges
from agreement_builder.readers.docx.readings import paragraphs
from agreement_builder.readers.docx.styles import Styles, child, number, switch, val
from agreement_builder.readers.docx.words import AUTHOR, MARKS, SDT, Around, Words, alternative, paragraph_change
from agreement_builder.writers.docx.ooxml import ID, PPR, Element, w

_P, _TBL, _TR, _TC, _TRPR, _TCPR = w("p"), w("tbl"), w("tr"), w("tc"), w("trPr"), w("tcPr")
_CELL_MARKS = {w("cellIns"): Mark.INSERTED, w("cellDel"): Mark.DELETED}
_GROUPS = frozenset({w("sdtContent"), w("customXml"), *MARKS})


def read_page(content: bytes) -> Page:
    """The body of a .docx and its comments; raises DraftRefusal if the bytes are not a Word file."""
    package = Package(content)
    styles = Styles(package.related("styles"))
    lists = Lists(package.related("numbering"), styles)
    body = package.document.find(w("body"))
    if body is None:
        unreadable("The file has no document in it.", "Open it in Word and save it as Word Document (.docx).")
    try:
        reader = _Reader(styles, lists, package.document)
        reader.blocks(body, Around())
        lines = _numbered(reader.lines, reader.places, lists)
        return Page(tuple(lines), _comments(package.related("comments"), styles))
    except RecursionError:
        message = "The file holds tables or groups within each other hundreds of times over, and cannot be read."
        unreadable(message, "Ask for the file again: no agreement is made so.")


class _Reader:
    """Walks through the blocks of a document and collects its lines, and where each is counted in both readings."""

    def __init__(self, styles: Styles, lists: Lists, root: Element) -> None:
        self._styles, self._lists = styles, lists
        self._ranges, self._fields = Ranges(root), Fields()
        self._tables, self._cell = 0, None
        self.lines: list[Line] = []
        self.places: list[tuple[Place | None, Place | None]] = []

    _cell: Cell | None

    def blocks(self, parent: Element, around: Around) -> None:
        """Take in the paragraphs and tables of a container."""
        for element, inner in self._within(parent, around, _P, _TBL):
            if element.tag == _P:
                self._paragraph(element, inner)
            else:
                self._table(element, inner)

    def _within(self, parent: Element, around: Around, *tags: str) -> Iterator[tuple[Element, Around]]:
        """The elements of some tags in a container, also within controls and other groups."""
        for given in parent:
            for element in alternative(given):
                if element.tag in tags:
                    yield element, around
                elif element.tag in TAGS:
                    self._ranges.mark(element)
                elif element.tag == SDT:
                    yield from self._within(element, around.controlled(element), *tags)
                elif element.tag in _GROUPS:
                    yield from self._within(element, around.changed(element), *tags)

    def _paragraph(self, p: Element, around: Around) -> None:
        properties = p.find(PPR)
        mark, author = paragraph_change(properties)
        words = Words(self._styles, self._fields, self._ranges)
        self._ranges.begin()
        words.read(p, around)
        self._fields.end_paragraph()
        clauses, comments, move = self._ranges.end()
        was = _former(properties)
        style, former = (self._styles.name(self._styles.of(one)) for one in (properties, was))
        self.places.append((self._lists.place(was), self._lists.place(properties)))
        line = Line(
            style=style,
            pieces=merged(words.pieces),
            mark=mark.within(around.mark),
            clauses=clauses,
            cell=self._cell,
            comments=comments,
            former=former if former != style else "",
            author=author or around.author,
        )
        changed = line.mark is not Mark.KEPT or any(piece.mark is not Mark.KEPT for piece in line.pieces)
        self.lines.append(replace(line, move=move) if changed else line)
        for box, inner in words.boxes:
            self.blocks(box, inner)

    def _table(self, table: Element, around: Around) -> None:
        self._tables += 1
        outer, this = self._cell, self._tables
        for row, (tr, inner) in enumerate(self._within(table, around, _TR), 1):
            properties = tr.find(_TRPR)
            mark = _changed(properties, MARKS).within(outer.row_mark if outer is not None else Mark.KEPT)
            heading = switch(properties, "tblHeader") or False
            for cell, (tc, within) in enumerate(self._within(tr, inner, _TC), 1):
                own = tc.find(_TCPR)
                cell_mark = _changed(own, _CELL_MARKS).within(mark)
                columns = max(1, number(val(own, "gridSpan"), 1))
                self._cell = Cell(this, row, cell, cell_mark, columns, heading)
                self.blocks(tc, within)
        self._cell = outer


def _former(properties: Element | None) -> Element | None:
    """The properties that a paragraph had before a tracked change of them; else those that it has."""
    change = child(properties, w("pPrChange"))
    return properties if change is None else change.find(PPR)


def _changed(properties: Element | None, marks: dict[str, Mark]) -> Mark:
    found = Mark.KEPT
    for element in () if properties is None else properties:
        if (mark := marks.get(str(element.tag))) is not None:
            found = mark.within(found)
    return found


def _numbered(lines: list[Line], places: list[tuple[Place | None, Place | None]], lists: Lists) -> list[Line]:
    """The lines with the numbers that are counted at them in each reading."""
    found = list(lines)
    for after in (False, True):
        count = Count(lists)
        for joined in paragraphs(lines, after=after):
            place = places[joined[-1]][after]
            if place is not None:
                shown = count.next(place)
                line = found[joined[-1]]
                found[joined[-1]] = replace(line, after=shown) if after else replace(line, before=shown)
    return found


def _comments(root: Element | None, styles: Styles) -> dict[str, Comment]:
    found: dict[str, Comment] = {}
    for comment in () if root is None else root.iterchildren(w("comment")):
        name = comment.get(ID) or ""
        texts = tuple(_told(p, styles) for p in comment.iter(_P))
        found.setdefault(name, Comment(name, comment.get(AUTHOR) or "", comment.get(w("date")) or "", texts))
    return found


def _told(p: Element, styles: Styles) -> str:
    words = Words(styles, Fields(), None)
    words.read(p, Around())
    return text_of(piece for piece in words.pieces if piece.mark.after)
