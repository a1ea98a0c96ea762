"""A draft as a Word file: the template's copy, filled."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from docx.document import Document as WordDocument

from agreement_builder.compose.words import long_date
from agreement_builder.document.tree import Document
from agreement_builder.document.walk import plain
from agreement_builder.drafting import Draft
from agreement_builder.version import VERSION
from agreement_builder.writers.docx.body import BodyWriter
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.contents import write_contents
from agreement_builder.writers.docx.lists import Lists
from agreement_builder.writers.docx.notes import AUTHOR, Notes, clause_notes
from agreement_builder.writers.docx.ooxml import ID
from agreement_builder.writers.docx.package import add_comments, comments_part, package_bytes
from agreement_builder.writers.docx.placeholders import (
    AGREEMENT,
    CONTENTS,
    PARTIES,
    block_places,
    leave_mark,
    repeat_parties,
    replace_words,
)
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.watermark import add_watermark


def write_docx(draft: Draft, template: WordTemplate, *, final: bool = False) -> bytes:
    """The draft as the bytes of a .docx; `final` leaves out the watermark, the drafting notes and the annex.

    Equal drafts on equal templates give equal bytes.
    """
    document = template.open()
    notes = (
        None
        if final
        else Notes(template.styles.comment_text, template.styles.comment_mark, draft.date, next_comment(document))
    )
    told = {} if final else clause_notes(draft)
    writer = BodyWriter(draft, template, Charts(document, template), Lists(document), notes, told)
    body = writer.write()
    contents = write_contents(draft.document, template.scheme, template.styles, writer.ids)
    marks = put_words(document, draft, final=final)
    blocks = {marks[name]: part.inner for name, part in ((AGREEMENT, body), (CONTENTS, contents)) if name in marks}
    if notes is not None:
        add_comments(document, notes.comments)
        add_watermark(document, "DRAFT")
    describe(document, plain(draft.document.title), draft.id, draft.library.version, draft.date)
    return package_bytes(document, blocks)


class Dated(Protocol):
    """A document with the day and the id that it bears: a draft, or an edition."""

    @property
    def document(self) -> Document:
        """The agreement."""

    @property
    def date(self) -> dt.date:
        """Its day."""

    @property
    def id(self) -> str:
        """Its id."""


def put_words(document: WordDocument, draft: Dated, *, final: bool) -> dict[str, bytes]:
    """Put a draft's words in the places of the template; the marks left for the agreement and the contents, by name."""
    # All places are found before any words are put in, so that no answer can be taken for a placeholder.
    places = {name: block_places(document, name) for name in (PARTIES, CONTENTS, AGREEMENT)}
    replace_words(document, _words(draft, final=final))
    repeat_parties(places[PARTIES], [plain(name) for name in draft.document.parties])
    return {name: leave_mark(place, name) for name in (AGREEMENT, CONTENTS) for place in places[name][:1]}


def _words(draft: Dated, *, final: bool) -> dict[str, str]:
    date = long_date(draft.date)
    return {
        "title": plain(draft.document.title),
        "service": plain(draft.document.service),
        "between": "between" if len(draft.document.parties) == 2 else "among",
        "status": date if final else f"Draft of {date}, for review by counsel",
        "date": date,
        "document_id": draft.id,
    }


def next_comment(document: WordDocument) -> int:
    """The number of the next comment, after those that the template has."""
    part = comments_part(document)
    if part is None:
        return 0
    return 1 + max((int(comment.get(ID)) for comment in part.element), default=-1)  # type: ignore[attr-defined]


def describe(document: WordDocument, title: str, identifier: str, library: str, date: dt.date) -> None:
    """Give the file its properties: nothing of the time or the machine, so that equal drafts are equal bytes."""
    properties = document.core_properties
    stamp = dt.datetime.combine(date, dt.time())
    properties.title = title
    properties.author = properties.last_modified_by = AUTHOR
    properties.identifier = identifier
    properties.version = f"{VERSION}, library {library}"
    properties.language = "en-US"
    properties.created = properties.modified = stamp
    properties.revision = 1
