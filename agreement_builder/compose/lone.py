"""A section with one item: it is set as a plain paragraph, since a letter (a) without a (b) counts nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from agreement_builder.document.tree import (
    Alternatives,
    Block,
    Clause,
    Emphasis,
    Inline,
    Item,
    Paragraph,
    Reference,
    Text,
)
from agreement_builder.document.walk import block_runs, flat


def referred(clauses: Iterable[Clause]) -> frozenset[str]:
    """Every target that the texts of the clauses name."""
    return frozenset(
        inline.target
        for clause in clauses
        for content in block_runs(clause.blocks)
        for inline in flat(content)
        if isinstance(inline, Reference)
    )


def without_lone_item(clause: Clause, targets: Collection[str]) -> Clause:
    """The section, its only item as a paragraph without its caption; unless a reference names the item.

    So with each alternative, where the section consists of alternatives.
    """
    blocks = _without(clause.blocks, clause.topic, targets)
    return clause if blocks is clause.blocks else replace(clause, blocks=blocks)


def _without(blocks: tuple[Block, ...], topic: str, targets: Collection[str]) -> tuple[Block, ...]:
    match blocks:
        case (Item(content, (), anchor),) if f"{topic}/{anchor}" not in targets:
            return (Paragraph(_uncaptioned(content)),)
        case (Alternatives(members=members) as several,):
            shortened = (replace(one, blocks=_without(one.blocks, topic, targets)) for one in members)
            return (replace(several, members=tuple(shortened)),)
    return blocks


def _uncaptioned(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words without the caption at their beginning, which would repeat the heading."""
    if len(content) < 2 or not isinstance(content[0], Emphasis):
        return content
    first, *rest = content[1:]
    return (Text(first.text.lstrip()) if isinstance(first, Text) else first, *rest)
