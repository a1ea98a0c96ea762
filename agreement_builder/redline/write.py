"""A redline as a Word file: the new edition with every change from the old one as a tracked change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from docx.document import Document as WordDocument
from lxml import etree

from agreement_builder.document.walk import plain
from agreement_builder.edition import Edition
from agreement_builder.record.record import record_facts, record_xml
from agreement_builder.redline.causes.causes import Causes
from agreement_builder.redline.comments import Comments
from agreement_builder.redline.laid import Both, lay_both, story_pairs
from agreement_builder.redline.marks import Marker
from agreement_builder.redline.merge import kept_bookmarks, merged, with_names_of_moved
from agreement_builder.redline.paragraphs import Paragraphs
from agreement_builder.redline.show import Shown, shown, with_moves, xml_of
from agreement_builder.writers.docx.kept import add_record
from agreement_builder.writers.docx.notes import AUTHOR
from agreement_builder.writers.docx.ooxml import Element, w
from agreement_builder.writers.docx.package import add_comments, package_bytes
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.watermark import add_watermark
from agreement_builder.writers.docx.write import describe, next_comment

_CHART = "/chart"


def redline_docx(
    old: Edition,
    new: Edition,
    causes: Causes,
    template: WordTemplate,
    *,
    author: str = AUTHOR,
    date: dt.date | None = None,
) -> bytes:
    """The bytes of a .docx in which accepting all changes gives the new edition and rejecting all the old one.

    The changes and their comments are by `author`, on `date` (that of the new edition if not given). Equal editions
    on equal templates give equal bytes.
    """
    both = lay_both(old, new, template)
    # LibreOffice takes neighboring changes of one author in one minute for one, and joins their paragraphs.
    day = (date or new.date).isoformat()
    marker = Marker(author, f"{day}T00:00:00Z")
    entries = merged(both.old.blocks, both.new.blocks)
    with_names_of_moved(entries)
    styles = template.styles
    marks = Paragraphs(marker, marker.at(f"{day}T00:02:00Z"), kept_bookmarks(entries), styles.exhibit, styles.text)
    body = shown(entries, marks)
    file = both.new.file
    comments = Comments(styles, marks, causes, old, new, next_comment(file), template.scheme)
    comments.add_to(body)
    with_moves(body, marks)
    _mark_stories(both, marks)
    add_watermark(file, "DRAFT")
    add_comments(file, comments.written)
    title = plain(new.document.title)
    describe(file, f"{title}: changes from {old.id} to {new.id}", new.id, new.library, new.date)
    filled = _filled(file, body)
    add_record(file, record_xml(new, redline_of=old.id, template=template.id, author=author), record_facts(new))
    return package_bytes(file, filled)


def _mark_stories(both: Both, marks: Paragraphs) -> None:
    """Mark what differs in headers and footers; Word has no comments there."""
    for old, new in story_pairs(both.old.file, both.new.file):
        for before, after in zip(list(old.iter(w("p"))), list(new.iter(w("p"))), strict=True):
            found = marks.pair(before, after)
            around = after.getparent()
            if found.changed and around is not None:
                around.replace(after, found.element)


def _filled(file: WordDocument, body: Iterable[Shown]) -> dict[bytes, str]:
    """The XML of the body by the mark that is left in its place; parts that it does not need are dropped."""
    xml = "".join(map(xml_of, body))
    for name, relation in list(file.part.rels.items()):
        if relation.reltype.endswith(_CHART) and f'r:id="{name}"' not in xml:
            file.part.rels.pop(name)
    root: Element = file.element.body
    for part in list(root):
        if part.tag != w("sectPr"):
            root.remove(part)
    mark = etree.Comment("agreement-builder redline")
    root.insert(0, mark)
    return {etree.tostring(mark, with_tail=False): xml}
