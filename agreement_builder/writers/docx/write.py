"""A draft as a Word file: the template's copy, filled."""

from __future__ import annotations

import datetime as dt

from docx.document import Document as WordDocument

from agreement_builder.compose.words import long_date
from agreement_builder.document.walk import plain
from agreement_builder.drafting import Draft
from agreement_builder.edition import Edition, edition_of
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.ledger.point import Ledger, Point
from agreement_builder.ledger.table import annotated
from agreement_builder.record.record import record_facts, record_xml
from agreement_builder.version import VERSION
from agreement_builder.writers.docx.body import BodyWriter
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.contents import write_contents
from agreement_builder.writers.docx.kept import add_record
from agreement_builder.writers.docx.lists import Lists
from agreement_builder.writers.docx.notes import AUTHOR, Notes
from agreement_builder.writers.docx.ooxml import ID
from agreement_builder.writers.docx.package import add_comments, comments_part, package_bytes
from agreement_builder.writers.docx.passport import clause_passports
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


def write_docx(
    draft: Draft, template: WordTemplate, *, final: bool = False, ledger: Ledger | None = None, passports: bool = True
) -> bytes:
    """The draft as the bytes of a .docx; `final` leaves out the watermark, all comments and the annex.

    The file holds the record of what it was made of. Each open point of the `ledger`, that of the draft if none is
    given, has a comment at its place and a row in the annex. Each section has a comment on its clauses, unless
    `passports` leaves these out. Equal drafts on equal templates give equal bytes.
    """
    points: tuple[Point, ...] = ()
    if not final:
        ledger = ledger_of(draft) if ledger is None else ledger
        draft, points = annotated(draft, ledger), ledger.open
    edition, document = edition_of(draft), template.open()
    notes = (
        None
        if final
        else Notes(template.styles.comment_text, template.styles.comment_mark, draft.date, next_comment(document))
    )
    told = clause_passports(draft) if passports and not final else {}
    writer = BodyWriter(draft, template, Charts(document, template), Lists(document), notes, told, points)
    blocks = _placed(document, writer, template, edition, final=final)
    if notes is not None:
        add_comments(document, notes.comments)
        add_watermark(document, "DRAFT")
    annexes = [] if final else [annex.heading for annex in draft.document.annexes]
    record = record_xml(edition, final=final, annexes=annexes, template=template.id)
    add_record(document, record, record_facts(edition))
    return package_bytes(document, blocks)


def write_edition(edition: Edition, template: WordTemplate, *, final: bool = False) -> bytes:
    """An edition as the bytes of a .docx, for comparison with a file that was made of it.

    It says what that file says, without notes, annex, watermark and record.
    """
    document = template.open()
    writer = BodyWriter(edition, template, Charts(document, template), Lists(document), None, {})
    return package_bytes(document, _placed(document, writer, template, edition, final=final))


def _placed(
    document: WordDocument, writer: BodyWriter, template: WordTemplate, edition: Edition, *, final: bool
) -> dict[bytes, str]:
    """Fill the template's places; the blocks of XML that come in place of marks."""
    body = writer.write()
    contents = write_contents(edition.document, template.scheme, template.styles, writer.ids)
    marks = put_words(document, edition, final=final)
    describe(document, plain(edition.document.title), edition.id, edition.library, edition.date)
    return {marks[name]: part.inner for name, part in ((AGREEMENT, body), (CONTENTS, contents)) if name in marks}


def put_words(document: WordDocument, edition: Edition, *, final: bool) -> dict[str, bytes]:
    """Put an edition's words in the places of the template; the marks left for agreement and contents, by name."""
    # All places are found before any words are put in, so that no answer can be taken for a placeholder.
    places = {name: block_places(document, name) for name in (PARTIES, CONTENTS, AGREEMENT)}
    replace_words(document, _words(edition, final=final))
    repeat_parties(places[PARTIES], [plain(name) for name in edition.document.parties])
    return {name: leave_mark(place, name) for name in (AGREEMENT, CONTENTS) for place in places[name][:1]}


def _words(edition: Edition, *, final: bool) -> dict[str, str]:
    date = long_date(edition.date)
    return {
        "title": plain(edition.document.title),
        "service": plain(edition.document.service),
        "between": "between" if len(edition.document.parties) == 2 else "among",
        "status": date if final else f"Draft of {date}, for review by counsel",
        "date": date,
        "document_id": edition.id,
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
