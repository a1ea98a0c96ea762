"""Both editions laid out on one template, as blocks with their identities; the parts they need in one package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from lxml import etree

from agreement_builder.edition import Edition
from agreement_builder.redline.blocks import Block, block_of
from agreement_builder.redline.identity import CONTENTS as CONTENTS_PLACE
from agreement_builder.redline.identity import COVER, Identity, identities
from agreement_builder.writers.docx.body import BodyWriter
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.contents import entries, write_contents
from agreement_builder.writers.docx.lists import Lists
from agreement_builder.writers.docx.ooxml import Element, Ids, Node, w
from agreement_builder.writers.docx.placeholders import AGREEMENT, CONTENTS, stories
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import put_words


@dataclass(frozen=True, slots=True)
class Laid:
    """One edition on a template: the file with the words in their places, and the blocks of its body in order."""

    file: WordDocument
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """The two editions; both have their lists, charts and ids of the file of the new one."""

    old: Laid
    new: Laid
    ids: Ids


def lay_both(old: Edition, new: Edition, template: WordTemplate) -> Both:
    """Both editions on copies of one template."""
    before, after = template.open(), template.open()
    charts, lists, ids = Charts(after, template), Lists(after), Ids()
    laid = []
    # The new one first, so that its ids are those of a draft.
    for edition, file in ((new, after), (old, before)):
        body = BodyWriter(edition, template, charts, lists, None, {}, ids=ids).write()
        contents = write_contents(edition.document, template.scheme, template.styles, ids)
        named = put_words(file, edition, final=False)
        parts = {named[name]: part for name, part in ((AGREEMENT, body), (CONTENTS, contents)) if name in named}
        laid.append(Laid(file, tuple(_blocks(file, edition, parts, template))))
        lists.again()
    return Both(laid[1], laid[0], ids)


def _blocks(file: WordDocument, edition: Edition, parts: dict[bytes, Node], template: WordTemplate) -> Iterator[Block]:
    body: Element = file.element.body
    for element in body:
        if isinstance(element.tag, str):
            if element.tag != w("sectPr"):
                yield block_of(element, Identity(COVER, "paragraph", _words(element)))
            continue
        part = parts.get(etree.tostring(element, with_tail=False))
        if part is None:
            continue
        known = _entries(edition, template) if part.nodes[:1] and part.nodes[0].name == "sdt" else None
        for identity, node in zip(known or identities(edition.document), part.nodes, strict=True):
            yield Block(identity, node.name, node.xml, body.nsmap)


def _entries(edition: Edition, template: WordTemplate) -> list[Identity]:
    """The identity of the contents, whose entries go by what they lead to."""
    found = (target for *_, target in entries(edition.document, template.scheme))
    return [
        Identity(CONTENTS_PLACE, "contents", rows=tuple(Identity(CONTENTS_PLACE, "entry", target) for target in found))
    ]


def _words(element: Element) -> str:
    """A paragraph of the template goes by its words; one that ends a section of pages, by that too."""
    ends = " (end of section)" if next(element.iter(w("sectPr")), None) is not None else ""
    return "".join(text.text or "" for text in element.iter(w("t"))) + ends


def story_pairs(old: WordDocument, new: WordDocument) -> Iterable[tuple[Element, Element]]:
    """The headers and footers of both, in pairs."""
    return [(a, b) for (name, a), (_, b) in zip(stories(old), stories(new), strict=True) if name != "the body"]
