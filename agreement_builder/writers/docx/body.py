"""The body: a document's tree as paragraphs and tables on the template's styles.

Numbers are Word's own: a heading or item carries none, and a reference is a field to a hidden bookmark whose
cached result is the label that our index computes.
"""

from __future__ import annotations

from typing import Protocol

from agreement_builder.document.index import Index
from agreement_builder.document.tree import (
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
from agreement_builder.writers.docx import ooxml, tables
from agreement_builder.writers.docx.chart import Charts
from agreement_builder.writers.docx.notes import Notes
from agreement_builder.writers.docx.ooxml import Ids, Node
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
    """Writes one draft's body; `charts` takes in the charts.

    `notes` collects the comments, and without them there is no annex either.
    """

    def __init__(
        self,
        draft: Indexed,
        template: WordTemplate,
        charts: Charts,
        notes: Notes | None,
        texts: dict[str, list[str]],
    ) -> None:
        self.draft, self.styles, self.width = draft, template.styles, template.width
        self.charts, self.notes, self.note_texts = charts, notes, texts
        self.annex = notes is not None
        self.ids = Ids()
        self.scheme = template.scheme
        self.targets = {use.what for use in draft.index.references}

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
        return body

    # Parts

    def _front(self, body: Node, front: Front) -> None:
        if front.heading:
            ooxml.run(ooxml.paragraph(body, self.styles.heading), front.heading)
        styles = {Opening.PARTIES: self.styles.party, Opening.RECITALS: self.styles.recital}
        first = len(body.content)
        for block in front.clause.blocks:
            if isinstance(block, Item):
                p = ooxml.paragraph(body, styles.get(front.kind, self.styles.item))
                self.inlines(p, block.content)
            else:
                self._block(body, block, front.clause.topic)
        if len(body.content) > first:
            self.anchor(body, body.nodes[first], front.clause.topic, note=True)

    def _section(self, body: Node, clause: Clause) -> None:
        p = ooxml.paragraph(body, self.styles.section)
        self.target(p, clause.topic, clause.heading)
        self._blocks(body, clause.blocks, clause.topic)
        self.anchor(body, p, clause.topic, note=True)

    def _signing(self, body: Node, document: Document) -> None:
        p = ooxml.paragraph(body, self.styles.heading)
        ooxml.run(p, "Signatures")

        def words(cell: Node) -> None:
            closing, first = document.closing, len(cell.content)
            self._blocks(cell, closing.blocks if closing is not None else (Paragraph(()),), "signatures")
            for p in cell.nodes:
                if p.name == "p":
                    ooxml.keep_with_next(p)
            if closing is not None and len(cell.content) > first:
                self.anchor(cell, cell.nodes[first], closing.topic, note=False)

        tables.signatures(body, document.signatures, self.styles, self.width, self.inlines, words)

    def _blocks(self, body: Node, blocks: tuple[Block, ...], place: str) -> None:
        for before, block in zip((None, *blocks), blocks, strict=False):
            self._block(body, block, place)
            if isinstance(block, Paragraph):
                p = ooxml.last(body)
                if isinstance(before, Table | Chart):
                    # A table ends without space below; words would stick to its last rule.
                    ooxml.child(ooxml.properties(p), "spacing", before=200)
                if _heads(block):
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
        p = ooxml.paragraph(body, self.styles.subitem if below else self.styles.item)
        if item.children:
            ooxml.keep_with_next(p)
        target = f"{place}/{item.anchor}"
        if item.anchor is not None and target in self.targets:
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
        if note and self.notes is not None and key in self.note_texts:
            self.notes.anchor(first, self.note_texts[key])
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
