"""Ways through the tree: every clause, every block, every inline, and the plain words of a run of inlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.document.tree import (
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

    `inlines` are those of `content` with emphasis opened.
    """

    place: str
    content: tuple[Inline, ...]
    inlines: tuple[Inline, ...]


def run_of(place: str, content: tuple[Inline, ...]) -> Run:
    """The run of these inlines."""
    return Run(place, content, flat(content))


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
        elif not isinstance(block, Chart):
            yield block.content
            if isinstance(block, Item):
                yield from block_runs(block.children)


def runs(document: Document) -> Iterator[Run]:
    """Every paragraph of the document with its place, in reading order."""
    yield run_of("title", document.title)
    for clause in clauses(document):
        for content in block_runs(clause.blocks):
            yield run_of(clause.topic, content)
    for signature in document.signatures:
        yield run_of("signatures", signature.name)
        yield run_of("signatures", signature.capacity)
        for _, content in signature.lines:
            yield run_of("signatures", content)
    for exhibit in document.exhibits:
        for content in block_runs(exhibit.blocks):
            yield run_of(exhibit.id, content)


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
