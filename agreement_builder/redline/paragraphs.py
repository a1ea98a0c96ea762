"""Paragraphs: one of the old edition and one of the new as one with marks, or one that came, went or moved."""

from __future__ import annotations

from collections.abc import Container
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from agreement_builder.redline.marks import Mark, Marker
from agreement_builder.redline.tokens import Content, content_of
from agreement_builder.redline.words import edits
from agreement_builder.writers.docx.ooxml import PPR, VAL, Element, w

_TRACKED = frozenset(map(w, ("pStyle", "numPr", "jc", "ind", "pageBreakBefore")))
"""Properties whose change is tracked. Those that only keep paragraphs on one page are taken from the new edition:
Word would tell each of them in a balloon of its own."""

_NOT_WAS = frozenset(map(w, ("rPr", "sectPr", "pPrChange")))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two paragraphs as one: `changed` says whether it bears any mark, `refers` whether only references changed."""

    element: Element
    changed: bool
    refers: bool


class Paragraphs:
    """Marks paragraphs. `kept` are the ids of those bookmarks of the old edition that stay beside those of the new.

    `marker` marks words, and `whole` paragraphs and rows. `lettered` is the style of the headings of exhibits, and
    `plain` one without numbers.
    """

    def __init__(
        self, marker: Marker, whole: Marker, kept: Container[str], lettered: str = "", plain: str = ""
    ) -> None:
        self.marker, self.whole, self.kept = marker, whole, kept
        self.lettered, self.plain = lettered, plain
        self._contents: dict[Element, Content] = {}

    def content(self, p: Element) -> Content:
        """The parts of a paragraph, which are read once: those of tables are compared again and again."""
        if p not in self._contents:
            self._contents[p] = content_of(p)
        return self._contents[p]

    def pair(self, old: Element, new: Element) -> Pair:
        """Both as one paragraph."""
        before, after = self.content(old), self.content(new)
        p = _bare(new)
        tracked = self._properties(p, before, after)
        p.extend([*self._of_old(before.starts), *map(deepcopy, after.starts)])
        found = edits(before.cut, after.cut)
        for edit in found:
            if edit.kept:
                p.extend(self.marker.runs(edit.new, None))
            else:
                p.extend(self.marker.runs([token for token in edit.old if not token.fixed], Mark.DELETED))
                p.extend(self.marker.runs(edit.new, Mark.INSERTED))
        p.extend([*map(deepcopy, after.ends), *self._of_old(before.ends)])
        changes = [token for edit in found if not edit.kept for token in (*edit.old, *edit.new) if not token.fixed]
        refers = bool(changes) and all(token.refers for token in changes) and not tracked
        return Pair(p, bool(changes) or tracked, refers)

    def alone(self, p: Element, mark: Mark, *, ended: bool = True) -> Element:
        """A paragraph that stands in one edition only; `ended`: its end is marked as well.

        The end of the last paragraph of a cell is never marked: the cell could not be without it.
        """
        content = self.content(p)
        again = _bare(p)
        if content.properties is not None:
            again.append(deepcopy(content.properties))
        if ended:
            self.whole.of_paragraph(again, mark)
            self._let_go(again, mark)
        again.extend(self._of_old(content.starts) if mark.gone else map(deepcopy, content.starts))
        tokens = [token for token in content.tokens if not (token.fixed and mark.gone)]
        again.extend(self.whole.runs(tokens, mark))
        again.extend(self._of_old(content.ends) if mark.gone else map(deepcopy, content.ends))
        return again

    def _properties(self, p: Element, before: Content, after: Content) -> bool:
        """Give the paragraph its new properties, and tell the old ones where they were others."""
        properties = etree.Element(PPR) if after.properties is None else deepcopy(after.properties)
        tracked = _telling(before.properties) != _telling(after.properties)
        if tracked:
            change = self.marker.mark("pPrChange")
            was = etree.SubElement(change, PPR)
            if before.properties is not None:
                was.extend(deepcopy(part) for part in before.properties if part.tag not in _NOT_WAS)
            properties.append(change)
        if len(properties):
            p.append(properties)
        return tracked

    def _let_go(self, p: Element, mark: Mark) -> None:
        """Let the heading of a new exhibit say that it had no letter before.

        Where a table follows, LibreOffice leaves the heading, empty, when the exhibit is rejected; it would count.
        """
        style = p.find(f"{PPR}/{w('pStyle')}")
        properties = p.find(PPR)
        if mark.gone or not self.lettered or style is None or properties is None or style.get(VAL) != self.lettered:
            return
        change = self.whole.mark("pPrChange")
        was = etree.SubElement(change, PPR)
        etree.SubElement(was, w("pStyle"), {VAL: self.plain})
        properties.append(change)

    def _of_old(self, marks: list[Element]) -> list[Element]:
        return [deepcopy(mark) for mark in marks if mark.get(w("id")) in self.kept]


def _telling(properties: Element | None) -> list[bytes]:
    if properties is None:
        return []
    return [etree.tostring(part, method="c14n") for part in properties if part.tag in _TRACKED]


def _bare(p: Element) -> Element:
    """A paragraph like this one with nothing in it."""
    again = etree.Element(p.tag, nsmap=p.nsmap)
    again.attrib.update(p.attrib)
    return again


def same_words(old: Element, new: Element) -> bool:
    """Whether two paragraphs say the same in the same look, whatever the numbers in their references are."""
    return _apart_from_numbers(old) == _apart_from_numbers(new)


def _apart_from_numbers(p: Element) -> list[tuple[str, ...]]:
    tokens = content_of(p).tokens
    return [("field", *token.look) if token.refers else (*token.says, *token.look) for token in tokens]


def words_of(p: Element) -> list[str]:
    """The words that a paragraph shows, for a comparison of how alike two are."""
    return content_of(p).words
