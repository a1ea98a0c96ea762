"""The body: a document's tree as paragraphs and tables on the template's styles.

Numbers are Word's own: a heading or item carries none, and a reference is a field to a hidden bookmark whose
cached result is the label that our index computes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from agreement_builder.document.brackets import END, lead, opening
from agreement_builder.document.index import Index
from agreement_builder.document.tree import (
    Alternatives,
    Blank,
    Block,
    Chart,
    Clause,
    Definition,
    Document,
    Emphasis,
    Front,
    Inline,
    Item,
    Opening,
    Paragraph,
    Reference,
    Table,
    Term,
    Text,
    Value,
)
from agreement_builder.document.walk import items_in
from agreement_builder.ledger.point import Point
from agreement_builder.writers.docx import ooxml, tables
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.lists import Lists
from agreement_builder.writers.docx.notes import Notes
from agreement_builder.writers.docx.ooxml import Ids, Node
from agreement_builder.writers.docx.placed_notes import BEGINNING, SIGNATURES, PlacedNotes
from agreement_builder.writers.docx.template import WordTemplate

CLAUSE = "_ila_"
"""Prefix of the hidden bookmark over a whole clause, by topic or definition."""

TARGET = "_Ref_"
"""Prefix of the hidden bookmark that references and the contents lead to."""


def _heads(paragraph: Paragraph) -> bool:
    """Whether the paragraph is the name of a part of an exhibit: emphasized words and nothing else."""
    return bool(paragraph.content) and all(isinstance(inline, Emphasis) for inline in paragraph.content)


class Indexed(Protocol):
    """A document with its index: a draft, or one clause by itself."""

    @property
    def document(self) -> Document:
        """The agreement."""

    @property
    def index(self) -> Index:
        """Its numbers, references and blanks."""


class BodyWriter:
    """Writes one draft's body; `charts` takes in the charts, and `lists` the lists that begin anew.

    `notes` collects the comments, and without them there is no annex either: `texts` are those on sections, by their
    keys, and `points` those on open points.
    """

    def __init__(
        self,
        draft: Indexed,
        template: WordTemplate,
        charts: Charts,
        lists: Lists,
        notes: Notes | None,
        texts: dict[str, list[str]],
        points: Iterable[Point] = (),
        ids: Ids | None = None,
    ) -> None:
        self.draft, self.styles, self.width = draft, template.styles, template.width
        self.charts, self.lists, self.annex = charts, lists, notes is not None
        self.notes = PlacedNotes(draft.document, draft.index, notes, texts, points)
        self.place, self.ids, self.scheme = "", ids or Ids(), template.scheme
        self.targets = {use.what for use in draft.index.references}
        # Alternatives may have the same definitions and captions; a bookmark has its name alone.
        self.anchored: set[str] = set()
        self.item = self.styles.item
        self.begin: int | None = None
        self.numbering: str | None = None

    def write(self) -> Node:
        """A container with all paragraphs and tables of the agreement."""
        body = ooxml.body()
        document = self.draft.document
        for front in document.fronts:
            self._front(body, front)
        for article in document.articles:
            p = ooxml.paragraph(body, self.styles.article)
            self.target(p, f"article:{article.id}", article.heading)
            for clause in article.clauses:
                self._section(body, clause)
        if document.closing is not None or document.signatures:
            self._signing(body, document)
        for exhibit in document.exhibits:
            p = ooxml.paragraph(body, self.styles.exhibit)
            self.target(p, exhibit.id, exhibit.heading)
            self.notes.head(p, exhibit.id)
            self._blocks(body, exhibit.blocks, exhibit.id)
        for annex in document.annexes if self.annex else ():
            p = ooxml.paragraph(body, self.styles.heading)
            ooxml.child(ooxml.properties(p), "pageBreakBefore")
            ooxml.run(p, annex.heading)
            self._blocks(body, annex.blocks, annex.id)
        if body.content and ooxml.last(body).name != "p":
            # Word adds an empty paragraph where a document ends with a table; words are better than that.
            p = ooxml.paragraph(body, self.styles.cover)
            ooxml.child(ooxml.properties(p), "spacing", before=360)
            ooxml.run(p, "End of Annex" if self.annex and document.annexes else "End of Agreement")
        self.notes.head(next(body.all("p")), BEGINNING)
        return body

    # Parts

    def _front(self, body: Node, front: Front) -> None:
        if front.heading:
            ooxml.run(ooxml.paragraph(body, self.styles.heading), front.heading)
        styles = {Opening.PARTIES: self.styles.party, Opening.RECITALS: self.styles.recital}
        first = len(body.content)
        self.item = styles.get(front.kind, self.styles.item)
        self._blocks(body, front.clause.blocks, front.clause.topic)
        self.item = self.styles.item
        if len(body.content) > first:
            self.anchor(body, body.nodes[first], front.clause.topic, note=True)

    def _section(self, body: Node, clause: Clause) -> None:
        p = ooxml.paragraph(body, self.styles.section)
        led = [self.ids.bookmark() for _ in clause.continued]
        for number, topic in zip(led, clause.continued, strict=True):
            ooxml.bookmark_start(p, number, self.ids.name(TARGET, topic))
        self.target(p, clause.topic, clause.heading)
        for number in led:
            ooxml.bookmark_end(p, number)
        self._blocks(body, clause.blocks, clause.topic)
        self.anchor(body, p, clause.topic, note=True)

    def _signing(self, body: Node, document: Document) -> None:
        p = ooxml.paragraph(body, self.styles.heading)
        ooxml.run(p, "Signatures")
        self.notes.head(p, SIGNATURES)

        def words(cell: Node) -> None:
            closing, first = document.closing, len(cell.content)
            self._blocks(cell, closing.blocks if closing is not None else (Paragraph(()),), SIGNATURES)
            for p in cell.nodes:
                if p.name == "p":
                    ooxml.keep_with_next(p)
            if closing is not None and len(cell.content) > first:
                self.anchor(cell, cell.nodes[first], closing.topic, note=False)

        tables.signatures(body, document.signatures, self.styles, self.width, self.inlines, words)

    def _blocks(self, body: Node, blocks: tuple[Block, ...], place: str) -> None:
        self.place = place
        self.begin = self.numbering = None
        self._some(body, blocks, place)
        self.begin = self.numbering = None

    def _some(self, body: Node, blocks: tuple[Block, ...], place: str, count: int = 0) -> None:
        """Blocks of one place, before which `count` items stand."""
        for before, block in zip((None, *blocks), blocks, strict=False):
            if isinstance(block, Alternatives):
                self._alternatives(body, block, place, count)
            else:
                self._block(body, block, place)
            count += items_in(block)
            if isinstance(block, Paragraph):
                p = ooxml.last(body)
                if isinstance(before, Table | Chart):
                    # A table ends without space below; words would stick to its last rule.
                    ooxml.child(ooxml.properties(p), "spacing", before=200)
                if _heads(block):
                    ooxml.keep_with_next(p)

    def _alternatives(self, body: Node, block: Alternatives, place: str, count: int) -> None:
        """Each alternative between lines in brackets, its items numbered as if it stood alone."""
        self._bracket(body, opening(block))
        self.notes.bracket(ooxml.last(body), place, block.paths)
        for member in block.members:
            self._bracket(body, lead(member))
            self._some(body, member.blocks, place, count)
            self.begin = count + 1
        self._bracket(body, END, keep=False)
        self.begin = count + items_in(block) + 1

    def _bracket(self, body: Node, words: str, *, keep: bool = True) -> None:
        p = ooxml.paragraph(body, self.styles.text)
        ooxml.run(p, words, self.styles.blank)
        if keep:
            ooxml.keep_with_next(p)

    def _block(self, body: Node, block: Block, place: str) -> None:
        match block:
            case Paragraph(content):
                self.inlines(ooxml.paragraph(body, self.styles.text), content)
            case Definition(clause, _, content):
                p = ooxml.paragraph(body, self.styles.definition)
                self.inlines(p, content)
                self.anchor(body, p, clause, note=False)
            case Item():
                self._item(body, block, place)
            case Table():
                tables.schedule(body, block, self.styles, self.width, self.inlines)
            case Chart():
                self.charts.draw(body, block)

    def _item(self, body: Node, item: Item, place: str, *, below: bool = False) -> None:
        style = self.styles.subitem if below else self.item
        p = ooxml.paragraph(body, style)
        if self.begin is not None:
            self.numbering, self.begin = self.lists.begun_at(style, self.begin), None
        if self.numbering is not None:
            self.lists.count(p, style, self.numbering)
        if item.children:
            ooxml.keep_with_next(p)
        target = f"{place}/{item.anchor}"
        if item.anchor is not None and target in self.targets and target not in self.anchored:
            self.anchored.add(target)
            number = self.ids.bookmark()
            ooxml.bookmark_start(p, number, self.ids.name(TARGET, target))
            self.inlines(p, item.content)
            ooxml.bookmark_end(p, number)
        else:
            self.inlines(p, item.content)
        for child in item.children:
            self._item(body, child, place, below=True)

    # Marks

    def target(self, p: Node, key: str, heading: str) -> None:
        """The heading's words within the bookmark that references and the contents lead to."""
        number = self.ids.bookmark()
        ooxml.bookmark_start(p, number, self.ids.name(TARGET, key))
        ooxml.run(p, heading)
        ooxml.bookmark_end(p, number)

    def anchor(self, body: Node, first: Node, key: str, *, note: bool) -> None:
        """The hidden bookmark over the paragraphs from `first` on, and the note on `first`."""
        if note:
            self.notes.head(first, key)
        if key in self.anchored:
            return
        self.anchored.add(key)
        number = self.ids.bookmark()
        ooxml.bookmark_start(first, number, self.ids.name(CLAUSE, key), first=True)
        ooxml.bookmark_end(ooxml.last(body), number)

    # Inlines

    def inlines(self, p: Node, content: tuple[Inline, ...]) -> None:
        """The runs of a paragraph; neighboring words become one run, so that Word's user edits whole text."""
        words: list[str] = []
        for inline in content:
            if isinstance(inline, (Text, Value)):
                words.append(inline.text)
                continue
            if words:
                ooxml.run(p, "".join(words))
                words.clear()
            self._inline(p, inline)
        if words:
            ooxml.run(p, "".join(words))

    def _inline(self, p: Node, inline: Inline) -> None:
        match inline:
            case Blank(path, label):
                with self.notes.around(p, self.place, path):
                    ooxml.blank_control(p, self.ids, path, label, self.styles.blank)
            case Term(term):
                ooxml.run(p, "“")
                ooxml.run(p, term, self.styles.term)
                ooxml.run(p, "”")
            case Reference(target) if target in self.draft.index.numbers:
                label = self.draft.index.label(target, self.scheme)
                ooxml.field(p, f"REF {self.ids.name(TARGET, target)} \\w \\h", label)
            case Reference(target):
                ooxml.blank_control(p, self.ids, target, f"reference to {target}, which is not here", self.styles.blank)
            case Emphasis(inner):
                for part in inner:
                    if isinstance(part, (Text, Value)):
                        ooxml.run(p, part.text, italic=True)
                    else:
                        self._inline(p, part)
            case Text() | Value():
                ooxml.run(p, inline.text)
