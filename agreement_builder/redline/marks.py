"""Marks: what Word writes to say that text, a paragraph or a row was added, removed or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from enum import StrEnum
from itertools import count, groupby

from lxml import etree

from agreement_builder.redline.tokens import Token, flat, run_of
from agreement_builder.writers.docx.ooxml import NAMESPACE, Element, w

_IDS_FROM = 500_001
"""Ids of marks begin above those of bookmarks and controls."""

_DELETED = ((w("t"), w("delText")), (w("instrText"), w("delInstrText")))


class Mark(StrEnum):
    """A mark by the name of its element."""

    INSERTED = "ins"
    DELETED = "del"
    MOVED_FROM = "moveFrom"
    MOVED_TO = "moveTo"

    @property
    def gone(self) -> bool:
        """Whether what bears it is not in the new edition."""
        return self in (Mark.DELETED, Mark.MOVED_FROM)


class Marker:
    """Makes the marks of one document, all by one author at one time (`2026-11-23T00:00:00Z`)."""

    def __init__(self, author: str, date: str) -> None:
        self.author, self.date = author, date
        self._ids = count(_IDS_FROM)
        self._rows = count(1)

    def at(self, date: str) -> Marker:
        """Makes the marks of the same document at another time."""
        other = Marker(self.author, date)
        other._ids, other._rows = self._ids, self._rows
        return other

    def mark(self, kind: str, **more: str) -> Element:
        """An empty element `w:kind` with an id, the author and the date."""
        values = {"id": str(next(self._ids)), "author": self.author, "date": self.date, **more}
        return etree.Element(w(kind), {w(key): value for key, value in values.items()}, nsmap={"w": NAMESPACE})

    def of_paragraph(self, p: Element, mark: Mark) -> None:
        """Mark the end of a paragraph: the paragraph itself came, went or moved."""
        properties = p.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            p.insert(0, properties)
        look = properties.find(w("rPr"))
        if look is None:
            look = etree.Element(w("rPr"))
            after = next((part for part in properties if part.tag in (w("sectPr"), w("pPrChange"))), None)
            if after is None:
                properties.append(look)
            else:
                after.addprevious(look)
        look.insert(0, self.mark(mark))

    def of_row(self, row: Element, mark: Mark) -> None:
        """Mark a row; Word knows no rows that moved."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        properties.append(self.mark(Mark.DELETED if mark.gone else Mark.INSERTED))

    def move(self, mark: Mark, name: str) -> tuple[Element, Element]:
        """The beginning and the end of the range of a move called `name`, to stand around what moved."""
        start = self.mark(f"{mark}RangeStart", name=name)
        return start, etree.Element(w(f"{mark}RangeEnd"), {w("id"): start.get(w("id"), "")}, nsmap={"w": NAMESPACE})

    def next_row(self) -> str:
        """A name for the move of a row."""
        return f"row{next(self._rows)}"

    def runs(self, tokens: Iterable[Token], mark: Mark | None) -> Iterator[Element]:
        """The tokens as they stand in a paragraph: links, and in them what bears the mark."""
        for link, linked in groupby(tokens, key=lambda token: token.look[1]):
            inner = self._within(list(linked), mark)
            if not link:
                yield from inner
                continue
            around = etree.fromstring(link)
            around.extend(inner)
            yield around

    def _within(self, tokens: list[Token], mark: Mark | None) -> Iterator[Element]:
        # LibreOffice shows all that follows a tracked control as changed; a blank that comes or goes has none.
        plain = tokens if mark is None else [part for token in tokens for part in flat(token)]
        for kind, group in groupby(plain, key=_kind):
            if kind == "as it is":
                # The end of a field that begins elsewhere stays, or the field would have none.
                yield from (deepcopy(run) for token in group for run in token.runs)
            elif mark is None:
                yield from _runs(group, mark)
            else:
                around = self.mark(mark)
                around.extend(_runs(group, mark))
                yield around


def _kind(token: Token) -> str:
    return "as it is" if token.says[0] in ("fixed", "control") else "run"


def _runs(tokens: Iterable[Token], mark: Mark | None) -> Iterator[Element]:
    """Neighboring words of one look as one run; fields and drawings as they are."""
    for (word, look), group in groupby(tokens, key=lambda token: (token.says[0] == "word", token.look[0])):
        if word:
            yield run_of("".join(token.words for token in group), look, deleted=mark is Mark.DELETED)
        else:
            yield from (_as(mark, run) for token in group for run in token.runs)


def _as(mark: Mark | None, run: Element) -> Element:
    """A copy of a run; in what was deleted, and not in what moved, Word has other elements for text."""
    again = deepcopy(run)
    if mark is Mark.DELETED:
        for kind, deleted in _DELETED:
            for part in again.iter(kind):
                part.tag = deleted
    return again
