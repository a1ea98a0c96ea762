"""Ways through the tree: every clause, every block, every inline, and the plain words of a run of inlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.document.tree import (
    Alternatives,
    Blank,
    Block,
    Chart,
    Clause,
    Document,
    Emphasis,
    Inline,
    Item,
    Reference,
    Table,
    Term,
    Text,
    Value,
)


@dataclass(frozen=True, slots=True)
class Run:
    """One paragraph's inlines and the place they stand in: a topic, an exhibit id, `title` or `signatures`.

    `inlines` are those of `content` with emphasis opened. `alternative` is the letter of the alternative in which
    it stands, or empty.
    """

    place: str
    content: tuple[Inline, ...]
    inlines: tuple[Inline, ...]
    alternative: str = ""


def run_of(place: str, content: tuple[Inline, ...], alternative: str = "") -> Run:
    """The run of these inlines."""
    return Run(place, content, flat(content), alternative)


def clauses(document: Document) -> Iterator[Clause]:
    """Every clause in reading order: fronts, sections of the articles, closing words."""
    for front in document.fronts:
        yield front.clause
    for article in document.articles:
        yield from article.clauses
    if document.closing is not None:
        yield document.closing


def block_runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    """The inlines of each paragraph, item, definition and table cell, in reading order; a chart has none."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row
        elif isinstance(block, Alternatives):
            for member in block.members:
                yield from block_runs(member.blocks)
        elif not isinstance(block, Chart):
            yield block.content
            if isinstance(block, Item):
                yield from block_runs(block.children)


def _runs(place: str, blocks: tuple[Block, ...], alternative: str = "") -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Alternatives):
            for member in block.members:
                yield from _runs(place, member.blocks, member.label)
        else:
            for content in block_runs((block,)):
                yield run_of(place, content, alternative)


def items_in(block: Block) -> int:
    """How far a block carries the count of items in its section: of alternatives, as far as the first does."""
    if isinstance(block, Alternatives):
        return sum(items_in(inner) for inner in block.members[0].blocks)
    return int(isinstance(block, Item))


def alternatives(document: Document) -> Iterator[tuple[str, Alternatives]]:
    """Everything of which counsel keeps one alternative, with the place in which it stands: a topic, an exhibit id."""
    parts = [(clause.topic, clause.blocks) for clause in clauses(document)]
    parts += [(exhibit.id, exhibit.blocks) for exhibit in document.exhibits]
    for place, blocks in parts:
        yield from ((place, block) for block in blocks if isinstance(block, Alternatives))


def runs(document: Document) -> Iterator[Run]:
    """Every paragraph of the document with its place, in reading order."""
    yield run_of("title", document.title)
    for clause in clauses(document):
        yield from _runs(clause.topic, clause.blocks)
    for signature in document.signatures:
        yield run_of("signatures", signature.name)
        yield run_of("signatures", signature.capacity)
        for _, content in signature.lines:
            yield run_of("signatures", content)
    for exhibit in document.exhibits:
        yield from _runs(exhibit.id, exhibit.blocks)


def flat(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines with emphasis opened, in order."""
    for inline in content:
        if isinstance(inline, Emphasis):
            break
    else:
        return content
    found: list[Inline] = []
    for inline in content:
        if isinstance(inline, Emphasis):
            found += flat(inline.content)
        else:
            found.append(inline)
    return tuple(found)


def plain(content: tuple[Inline, ...], labels: dict[str, str] | None = None) -> str:
    """The words of `content`: blanks as `[label]`, terms quoted, references by `labels` or as `[target]`."""
    words: list[str] = []
    for inline in flat(content):
        match inline:
            case Text(text) | Value(text, _):
                words.append(text)
            case Blank(_, label):
                words.append(f"[{label}]")
            case Term(term):
                words.append(f"“{term}”")
            case Reference(target):
                words.append((labels or {}).get(target, f"[{target}]"))
            case Emphasis():
                raise AssertionError("flat() opens emphasis")
    return "".join(words)
