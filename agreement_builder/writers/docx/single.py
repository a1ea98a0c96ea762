"""One clause by itself as a Word file, for its reviewer: numbered, with blanks, and with its note as a comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document as WordDocument

from agreement_builder.compose.specimen import specimen
from agreement_builder.compose.words import long_date
from agreement_builder.document import tree
from agreement_builder.document.index import Index, build_index
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.writers.docx.body import BodyWriter
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.lists import Lists
from agreement_builder.writers.docx.notes import Notes
from agreement_builder.writers.docx.ooxml import w
from agreement_builder.writers.docx.package import add_comments, package_bytes
from agreement_builder.writers.docx.placeholders import AGREEMENT, block_places, leave_mark, replace_words
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import describe, next_comment


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A document that holds one clause, with its index."""

    document: tree.Document
    index: Index


def write_clause_docx(library: Library, clause: Clause, template: WordTemplate, date: dt.date) -> bytes:
    """The clause as the bytes of a .docx in the look of the template, without its cover and contents.

    Facts and conditions stand in it as blanks, and so do references to other topics. Raises LibraryRefusal if the
    text of the clause is at fault.
    """
    document = template.open()
    place = block_places(document, AGREEMENT)[0]
    _keep_only(document, place)
    notes = Notes(template.styles.comment_text, template.styles.comment_mark, date, next_comment(document))
    sheet = _sheet(library, clause)
    account = {clause.topic: list(clause_account(library, clause))}
    body = BodyWriter(sheet, template, Charts(document, template), Lists(document), notes, account).write()
    identifier = f"{clause.id}, version {clause.meta.version}"
    words = {
        "title": clause.title,
        "service": "",
        "between": "",
        "status": str(clause.meta.status),
        "date": long_date(date),
    }
    replace_words(document, words | {"document_id": identifier})
    blocks = {leave_mark(place, AGREEMENT): body.inner}
    add_comments(document, notes.comments)
    describe(document, clause.title, identifier, library.version, date)
    return package_bytes(document, blocks)


def clause_account(library: Library, clause: Clause) -> Iterator[str]:
    """What a reviewer should know of a clause, in paragraphs: its note, when it applies, what it asks, the law."""
    meta = clause.meta
    if meta.note:
        yield meta.note
    yield f"Clause {clause.id}, version {meta.version} ({meta.status}): {meta.summary}"
    if meta.when:
        yield f"Applies when {meta.when}."
    for spec in meta.blanks.values():
        yield f"Asks for [{spec.label}]: {spec.ask}"
    for name in meta.authorities:
        if (row := library.authorities.get(name)) is not None:
            yield f"Law: {row.citation} ({row.title}), {row.status}. Checked: {library.checked[name]}."


def _sheet(library: Library, clause: Clause) -> _Sheet:
    blocks = tuple(_block(block, clause, library) for block in specimen(clause))
    section = tree.Clause(clause.topic, clause.id, clause.meta.version, clause.title, blocks, clause.meta.note)
    document = tree.Document(
        title=(tree.Text(clause.title),),
        parties=(),
        service=(),
        fronts=(),
        articles=(tree.Article("article", _heading(library, clause), (section,)),),
        closing=None,
        signatures=(),
        exhibits=(),
    )
    return _Sheet(document, build_index(document))


def _heading(library: Library, clause: Clause) -> str:
    """The heading of the article in which the clause stands, or what else it is a part of."""
    for article in library.outline.articles:
        if any(slot.topic == clause.topic for slot in article.topics):
            return article.heading
    return "Definitions" if clause.topic == DEFINITIONS else "Opening and Closing Parts"


def _block(block: tree.Block, clause: Clause, library: Library) -> tree.Block:
    match block:
        case tree.Paragraph(content):
            return tree.Paragraph(_inlines(content, clause, library))
        case tree.Item(content, children):
            inner = (_block(child, clause, library) for child in children)
            items = tuple(child for child in inner if isinstance(child, tree.Item))
            return replace(block, content=_inlines(content, clause, library), children=items)
    return block


def _inlines(content: tuple[tree.Inline, ...], clause: Clause, library: Library) -> tuple[tree.Inline, ...]:
    """The inlines, with a reference to another topic as a blank that names it."""
    found: list[tree.Inline] = []
    for inline in content:
        match inline:
            case tree.Reference(target) if target.partition("/")[0] != clause.topic:
                found.append(tree.Blank(target, _target(library, target)))
            case tree.Emphasis(inner):
                found.append(tree.Emphasis(_inlines(inner, clause, library)))
            case _:
                found.append(inline)
    return tuple(found)


def _target(library: Library, target: str) -> str:
    topic, _, caption = target.partition("/")
    for exhibit in library.outline.exhibits:
        if exhibit.id == target:
            return f"Exhibit: {exhibit.heading}"
    alternatives = library.topics.get(topic, ())
    heading = alternatives[0].title if alternatives else topic
    return f"Section: {heading}, {caption.replace('-', ' ')}" if caption else f"Section: {heading}"


def _keep_only(document: WordDocument, place: object) -> None:
    """Leave in the body nothing but the paragraph of the agreement and what the last section is like."""
    body = document.element.body
    for part in list(body):
        if part.tag != w("sectPr") and place not in part.iter():
            body.remove(part)
