"""Identity: which part of the agreement a paragraph is, from one edition to the next, whatever its answers are.

A paragraph is known by the place in which it stands and by the words of the library in it. Values, blanks and
references stand in that by their names, so an answer that changes leaves the paragraph what it is. First step of a
redline: each paragraph and table that the writer makes of a document gets its identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from agreement_builder.document.tree import (
    Alternatives,
    Blank,
    Block,
    Chart,
    Definition,
    Document,
    Exhibit,
    Inline,
    Item,
    Paragraph,
    Reference,
    Table,
    Term,
    Text,
    Value,
)
from agreement_builder.document.walk import flat

COVER, CONTENTS, SIGNATURES = "cover", "contents", "signatures"
"""Places that are no section."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paragraph, table or row is. Two are the same if their `place`, `kind` and `words` are equal.

    `place` is a topic, the id of an exhibit, `article:id` or one of the above. `paths` are those of the values and
    blanks in it; `definition` is the id of the clause where it is one; `rows` are those of a table below its header.
    """

    place: str
    kind: str
    words: str = ""
    paths: tuple[str, ...] = field(default=(), compare=False)
    content: tuple[Inline, ...] | None = field(default=None, compare=False)
    rows: tuple[Identity, ...] = field(default=(), compare=False)
    chart: Chart | None = field(default=None, compare=False)


def identities(document: Document) -> Iterator[Identity]:
    """The identity of each paragraph and table that the Word writer makes of a document without annex, in order."""
    last: Identity | None = None
    for found in _identities(document):
        yield found
        last = found
    if last is not None and last.kind == "table":
        yield Identity("end", "end")


def _identities(document: Document) -> Iterator[Identity]:
    for front in document.fronts:
        if front.heading:
            yield Identity(front.clause.topic, "heading")
        yield from _blocks(front.clause.topic, front.clause.blocks)
    for article in document.articles:
        yield Identity(f"article:{article.id}", "heading")
        for clause in article.clauses:
            yield Identity(clause.topic, "heading")
            yield from _blocks(clause.topic, clause.blocks)
    if document.closing is not None or document.signatures:
        yield Identity(SIGNATURES, "heading")
        yield Identity(SIGNATURES, "table", paths=tuple(_signing(document)))
    for exhibit in document.exhibits:
        yield from _exhibit(exhibit)


def _exhibit(exhibit: Exhibit) -> Iterator[Identity]:
    yield Identity(exhibit.id, "heading")
    yield from _blocks(exhibit.id, exhibit.blocks)


def _signing(document: Document) -> Iterator[str]:
    """The paths of the values and blanks in the signature blocks."""
    for signature in document.signatures:
        for content in (signature.name, signature.capacity, *(content for _, content in signature.lines)):
            yield from _paths(content)


def _blocks(place: str, blocks: tuple[Block, ...]) -> Iterator[Identity]:
    for block in blocks:
        match block:
            case Paragraph(content):
                yield _words(place, "paragraph", content)
            case Definition(clause, _, content):
                yield Identity(place, "definition", clause, _paths(content), content)
            case Item():
                yield from _item(place, block)
            case Table():
                yield from _table(place, block)
            case Chart():
                yield Identity(place, "caption", "chart")
                yield Identity(place, "chart", chart=block)
            case Alternatives():
                yield from _alternatives(place, block)


def _item(place: str, item: Item, kind: str = "item") -> Iterator[Identity]:
    found = _words(place, kind, item.content)
    yield replace(found, words=f"caption {item.anchor}") if item.anchor is not None else found
    for child in item.children:
        yield from _item(place, child, "subitem")


def _table(place: str, table: Table) -> Iterator[Identity]:
    headings = "|".join(column.heading for column in table.columns)
    rows = tuple(_row(place, row) for row in table.rows)
    paths = tuple(dict.fromkeys(path for row in rows for path in row.paths))
    yield Identity(place, "caption", headings, paths)
    yield Identity(place, "table", headings, paths, rows=rows)


def _row(place: str, row: tuple[tuple[Inline, ...], ...]) -> Identity:
    """A row goes by its first cell that is more than a number."""
    cells = [_words(place, "row", cell) for cell in row]
    first = next((cell for cell in cells if not cell.words.isdecimal()), cells[0])
    return Identity(place, "row", first.words, tuple(path for cell in cells for path in cell.paths))


def _alternatives(place: str, block: Alternatives) -> Iterator[Identity]:
    of = ", ".join(block.paths)
    yield Identity(place, "bracket", of, block.paths)
    for member in block.members:
        yield Identity(place, "bracket", f"{of}: {member.follows_from}", block.paths)
        yield from _blocks(place, member.blocks)
    yield Identity(place, "bracket", f"{of}: end", block.paths)


def _words(place: str, kind: str, content: tuple[Inline, ...]) -> Identity:
    return Identity(place, kind, "".join(map(_name, flat(content))), _paths(content), content)


def _paths(content: tuple[Inline, ...]) -> tuple[str, ...]:
    return tuple(inline.path for inline in flat(content) if isinstance(inline, Value | Blank))


def _name(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Value(path=path) | Blank(path=path):
            return f"{{{path}}}"
        case Reference(target):
            return f"{{{target}}}"
        case Term(term):
            return f"“{term}”"
        case _:
            raise AssertionError("flat() opens emphasis")
