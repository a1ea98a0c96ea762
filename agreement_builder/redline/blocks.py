"""Blocks: the paragraphs and tables of one edition, each with its identity and its XML.

They are read as elements only where something changed: most of a redline is what did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from agreement_builder.redline.identity import Identity
from agreement_builder.redline.paragraphs import words_of
from agreement_builder.writers.docx.ooxml import NAMESPACE, Element, w

_IDS = re.compile(r' w:id="[^"]*"|<w:id w:val="[^"]*"/>')


@dataclass(eq=False, slots=True)
class Block:
    """One paragraph or table, or the contents in their wrapper; `name` is `p`, `tbl` or `sdt`."""

    identity: Identity
    name: str
    xml: str
    nsmap: Mapping[str | None, str]
    _element: Element | None = field(default=None, init=False)
    _words: list[str] | None = field(default=None, init=False)

    @property
    def element(self) -> Element:
        """It as an element; the same one each time."""
        if self._element is None:
            self._element = parsed(self.xml, self.nsmap)
        return self._element

    @property
    def words(self) -> list[str]:
        """The words that it shows; of a table those of all its cells."""
        if self._words is None:
            self._words = [word for p in self.element.iter(w("p")) for word in words_of(p)]
        return self._words

    @property
    def says(self) -> str:
        """Its XML but for ids, which are counted through each file: equal where nothing changed."""
        return without_ids(self.xml)

    def elsewhere(self, identity: Identity) -> Block:
        """The same block with another identity."""
        return replace(self, identity=identity)


def without_ids(xml: str) -> str:
    """The XML without the ids that are counted through each file."""
    return _IDS.sub("", xml)


def parsed(xml: str, nsmap: Mapping[str | None, str]) -> Element:
    """The element that the XML writes, with the prefixes of a document."""
    declared = "".join(f' xmlns{f":{prefix}" if prefix else ""}="{uri}"' for prefix, uri in nsmap.items())
    if "w" not in nsmap:
        declared += f' xmlns:w="{NAMESPACE}"'
    (element,) = etree.fromstring(f"<_{declared}>{xml}</_>")
    return element


def block_of(element: Element, identity: Identity) -> Block:
    """The block of an element."""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    return Block(identity, etree.QName(element).localname, xml, element.nsmap)


@dataclass(frozen=True, slots=True)
class Group:
    """The blocks of one place in a row: a section, an exhibit, an opening part."""

    place: str
    blocks: tuple[Block, ...]


def groups(blocks: Iterable[Block]) -> list[Group]:
    """The blocks by their places."""
    return [Group(place, tuple(found)) for place, found in groupby(blocks, key=lambda block: block.identity.place)]
