"""The tree that `compose` makes and that checks, index and writers read.

It is frozen and holds no numbers: a stored number can be stale, one derived by the index cannot. Topics
identify sections, so a reference survives a change of the alternative that fills the topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the clause library."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """Words that come from the answers at `path`; printed literally whatever they contain."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for an answer not yet given: printed as `[label]`, highlighted, and listed as open."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term at the place of its definition; printed bold within quotation marks."""

    term: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a topic, to a captioned item (`topic/caption`) or to an exhibit.

    Printed as the label that the index computes for `target`.
    """

    target: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words; at the beginning of an item they are its caption."""

    content: tuple[Inline, ...]


Inline = Text | Value | Blank | Term | Reference | Emphasis


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without a number."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph, (a) or below it (i); `anchor` is the slug of its caption, if it has one."""

    content: tuple[Inline, ...]
    children: tuple[Item, ...] = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition pulled in because a term is used; `clause` is the id of its file."""

    clause: str
    version: str
    content: tuple[Inline, ...]


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the alignment of its cells and its share of the width (percent)."""

    heading: str
    align: Align
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table built by code from facts; a cell is a run of inlines. `total` marks the last row as a sum."""

    caption: str
    summary: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    total: bool = False


class Unit(StrEnum):
    """What the figures of a chart count."""

    DOLLARS = "dollars"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, one for each category of the chart in their order; `name` stands in its key."""

    name: str
    figures: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars built by code from facts, one for each category (a party's name).

    Several series are parts of one sum and are stacked in one bar. `summary` says in words what the chart shows,
    for those who do not see it.
    """

    caption: str
    summary: str
    unit: Unit
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What stands in the agreement if counsel takes certain options; `blocks` are empty where nothing stands then.

    `label` is its letter, `follows_from` the options in words, and `summary` says in one line what it does, where
    its neighbors do not do the same. `heading` is given where it is not that of the section.
    """

    label: str
    follows_from: str
    summary: str
    heading: str
    clause: str
    version: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Alternatives of which counsel keeps one: those of a choice, or of several, left open to it at `paths`."""

    paths: tuple[str, ...]
    question: str
    members: tuple[Alternative, ...]


Block = Paragraph | Item | Definition | Table | Chart | Alternatives


@dataclass(frozen=True, slots=True)
class Clause:
    """One section: the alternative `id` that fills `topic`, with its drafting note for the reviewer.

    `continued` are the further topics whose text stands in it; references to them lead to it.
    """

    topic: str
    id: str
    version: str
    heading: str
    blocks: tuple[Block, ...]
    note: str = ""
    continued: tuple[str, ...] = ()


class Opening(StrEnum):
    """How the paragraphs of an unnumbered opening part are set."""

    PARTIES = "parties"
    RECITALS = "recitals"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Front:
    """An opening part before the articles: the parties, the recitals, the words of agreement."""

    kind: Opening
    heading: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Article:
    """A group of sections under one heading."""

    id: str
    heading: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An exhibit, lettered in order; `id` is what references name."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """The block in which one party signs; each line is a label and what stands on it (empty: a rule)."""

    party: str
    name: tuple[Inline, ...]
    capacity: tuple[Inline, ...]
    lines: tuple[tuple[str, tuple[Inline, ...]], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole agreement; `annexes` are for its reviewer and no part of it, and have no letters."""

    title: tuple[Inline, ...]
    parties: tuple[tuple[Inline, ...], ...]
    service: tuple[Inline, ...]
    fronts: tuple[Front, ...]
    articles: tuple[Article, ...]
    closing: Clause | None
    signatures: tuple[Signature, ...]
    exhibits: tuple[Exhibit, ...]
    annexes: tuple[Exhibit, ...] = ()
