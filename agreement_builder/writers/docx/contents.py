"""The table of contents, written out entry by entry.

Word fills a contents table only when its user asks, so the entries stand here ready, as links. They carry no
page numbers, which only a layout could tell: a number that is missing is better than one that is wrong, and
Update Field adds them.
"""

from __future__ import annotations

from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Document
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.body import TARGET
from agreement_builder.writers.docx.ooxml import Ids, Node
from agreement_builder.writers.docx.template import StyleIds

INSTRUCTION = r'TOC \o "1-2" \h \z \u'


def entries(document: Document, scheme: Scheme) -> list[tuple[int, str, str, str]]:
    """Level, label, heading and target of every entry: articles, sections, exhibits."""
    found = []
    for major, article in enumerate(document.articles, 1):
        found.append((1, scheme.own((major,)), article.heading, f"article:{article.id}"))
        for minor, clause in enumerate(article.clauses, 1):
            found.append((2, scheme.own((major, minor)), clause.heading, clause.topic))
    for number, exhibit in enumerate(document.exhibits, 1):
        found.append((1, scheme.exhibit_label(number), exhibit.heading, exhibit.id))
    return found


def write_contents(document: Document, scheme: Scheme, styles: StyleIds, ids: Ids) -> Node:
    """A container with the contents table in the wrapper that gives Word's user an Update button."""
    body = ooxml.body()
    found = entries(document, scheme)
    if not found:
        return body
    control = ooxml.child(body, "sdt")
    properties = ooxml.child(control, "sdtPr")
    ooxml.child(properties, "id", val=ids.control())
    part = ooxml.child(properties, "docPartObj")
    ooxml.child(part, "docPartGallery", val="Table of Contents")
    ooxml.child(part, "docPartUnique")
    content = ooxml.child(control, "sdtContent")
    for place, (level, label, heading, target) in enumerate(found):
        p = ooxml.paragraph(content, styles.contents1 if level == 1 else styles.contents2)
        if place == 0:
            ooxml.field_open(p, INSTRUCTION)
        link = ooxml.child(p, "hyperlink", anchor=ids.name(TARGET, target), history=1)
        ooxml.run(link, f"{label}  {heading}" if level == 1 else f"{label}\t{heading}")
        if place == len(found) - 1:
            ooxml.field_close(p)
    return body
