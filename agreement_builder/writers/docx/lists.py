"""Lists that begin anew: each alternative for counsel is numbered as if it stood alone.

A list of Word's begins anew where its paragraphs name another numbering (`w:num`) of the same list, which
overrides the number with which a level starts.
"""

from __future__ import annotations

from collections import Counter

from docx.document import Document as WordDocument
from lxml import etree

from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import VAL, Node, w
from agreement_builder.writers.docx.template import level_of, numbering_of


class Lists:
    """Takes numberings into an open document."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._levels: dict[str, tuple[str, int] | None] = {}
        self._begun: dict[tuple[str, int], list[str]] = {}
        self._counts: Counter[tuple[str, int]] = Counter()

    def again(self) -> None:
        """Let a second agreement begin in the document, with the numberings of the first as far as they are alike."""
        self._counts.clear()

    def begun_at(self, style: str, start: int) -> str | None:
        """The id of a numbering of its own in which the paragraphs of a style begin with this number.

        None if the style is bound to no list.
        """
        begun, place = self._begun.setdefault((style, start), []), self._counts[style, start]
        self._counts[style, start] += 1
        if place == len(begun) and (made := self._make(style, start)) is not None:
            begun.append(made)
        return begun[place] if place < len(begun) else None

    def _make(self, style: str, start: int) -> str | None:
        bound, numbering = self._bound(style), numbering_of(self._document)
        if bound is None or numbering is None:
            return None
        abstract, level = bound
        numbers = [int(num.get(w("numId")) or 0) for num in numbering.findall(w("num"))]
        num = etree.SubElement(numbering, w("num"), {w("numId"): str(max(numbers, default=0) + 1)})
        etree.SubElement(num, w("abstractNumId"), {VAL: abstract})
        override = etree.SubElement(num, w("lvlOverride"), {w("ilvl"): str(level)})
        etree.SubElement(override, w("startOverride"), {VAL: str(start)})
        cleanup = numbering.find(w("numIdMacAtCleanup"))
        if cleanup is not None:
            numbering.append(cleanup)
        return str(num.get(w("numId")))

    def count(self, p: Node, style: str, number: str) -> None:
        """Count a paragraph of a style in the numbering with this id."""
        bound = self._bound(style)
        if bound is not None:
            numbered = ooxml.element("numPr")
            ooxml.child(numbered, "ilvl", val=bound[1])
            ooxml.child(numbered, "numId", val=number)
            ooxml.properties(p).content.insert(1, numbered)

    def _bound(self, style: str) -> tuple[str, int] | None:
        """The list and the level to which a style is bound."""
        if style not in self._levels:
            found = level_of(self._document.styles.element, numbering_of(self._document), style)
            self._levels[style] = found[:2] if found is not None else None
        return self._levels[style]
