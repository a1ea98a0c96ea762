"""Comments: beside each change what caused it; one for all neighbors in a section that have the same causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Reference
from agreement_builder.document.walk import flat, plain
from agreement_builder.edition import Edition
from agreement_builder.redline.causes.causes import Cause, CauseKind, Causes
from agreement_builder.redline.identity import CONTENTS, COVER, SIGNATURES
from agreement_builder.redline.marks import Mark
from agreement_builder.redline.merge import Entry
from agreement_builder.redline.paragraphs import Paragraphs
from agreement_builder.redline.show import Shown
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import NAMESPACE, PPR, Element, Node, w
from agreement_builder.writers.docx.template import StyleIds

MOST = 6
"""As many causes as a comment tells; the rest it counts."""

_TABLES = ("table", "chart")

_WHOLE = tuple(w(mark) for mark in Mark)


class Comments:
    """Writes the comments of one redline; `written` are their bodies."""

    def __init__(
        self,
        styles: StyleIds,
        marks: Paragraphs,
        causes: Causes,
        old: Edition,
        new: Edition,
        first: int,
        scheme: Scheme,
    ) -> None:
        self.styles, self.marks, self.causes = styles, marks, causes
        self.old, self.new = old, new
        self.scheme = scheme
        self.next = first
        self.written: list[Node] = []

    def add_to(self, body: list[Shown]) -> None:
        """Put a comment on every change."""
        renumbered = self.renumbering(body)
        for place, of_place in groupby(body, key=lambda one: one.entry.place):
            section = [one for one in of_place if one.changed]
            happened = self.of_section(place, section)
            told = [(one, self.why(one, renumbered)) for one in section]
            for causes, group in groupby(told, key=lambda pair: pair[1]):
                changed = [one for one, _ in group]
                self.write(changed, (happened or self.happened(changed), *_listed(causes)))

    # What happened

    def of_section(self, place: str, changed: list[Shown]) -> str:
        """What happened to the whole of a section, if anything did."""
        heading = next((one.entry for one in changed if one.entry.identity.kind == "heading"), None)
        if heading is None or (heading.old is not None and heading.new is not None):
            return ""
        before, after = self.label(self.old, place), self.label(self.new, place)
        if heading.move:
            return f"Moved: this was {before}." if heading.new is not None else f"Moved: this is now {after}."
        return f"{after} is new." if heading.new is not None else f"{before} was taken out."

    def label(self, edition: Edition, place: str) -> str:
        """How the edition calls a place."""
        if place.startswith("article:"):
            number = edition.index.articles.get(place.removeprefix("article:"))
            return self.scheme.own((number,)) if number is not None else "the article"
        return edition.index.where(place, self.scheme)

    def happened(self, changed: list[Shown]) -> str:
        """What happened to some paragraphs and tables of a section."""
        if changed[0].entry.place == CONTENTS:
            return "The table of contents follows the changes below."
        if all(one.refers for one in changed):
            return "The numbers of sections in it changed."
        found = {_what(one.entry) for one in changed}
        return found.pop() if len(found) == 1 else f"{_counted(changed)} changed here."

    # Why

    def why(self, one: Shown, renumbered: tuple[Cause, ...]) -> tuple[Cause, ...]:
        """The causes of one change; of numbers alone, what came, went or moved among the sections."""
        if one.entry.place == CONTENTS:
            return renumbered or self.causes.all
        if one.refers:
            return self.of_numbers(one.entry) or renumbered or self.causes.all
        return self.of(one.entry) or self.causes.all

    def of_numbers(self, entry: Entry) -> tuple[Cause, ...]:
        """Why the sections to which a paragraph refers have other numbers."""
        content = entry.identity.content or ()
        targets = dict.fromkeys(inline.target for inline in flat(content) if isinstance(inline, Reference))
        found = [cause for target in targets if self.renumbered(target) for cause in self.causes.of_number(target)]
        return tuple(dict.fromkeys(cause for cause in found if cause.kind is not CauseKind.SECTION))

    def renumbered(self, target: str) -> bool:
        """Whether both editions have what is referred to, under different numbers."""
        old, new = (edition.index.numbers.get(target) for edition in (self.old, self.new))
        return None not in (old, new) and old != new

    def of(self, entry: Entry) -> tuple[Cause, ...]:
        """The causes of what happened to the words of an entry."""
        place, causes = entry.place, self.causes
        paths = tuple(dict.fromkeys(path for block in entry.blocks for path in block.identity.paths))
        old = entry.old.identity.content if entry.old is not None else None
        new = entry.new.identity.content if entry.new is not None else None
        if entry.identity.kind == "definition":
            return causes.of_definition(entry.identity.words, paths, old=old, new=new)
        if place == SIGNATURES or (place == COVER and self.names_party(entry)):
            return causes.of_parties(paths)
        if place == COVER:
            return causes.of_title(paths)
        if place.startswith("article:"):
            return causes.of_article(place.removeprefix("article:"))
        exhibits = {exhibit.id for edition in (self.old, self.new) for exhibit in edition.document.exhibits}
        of = causes.of_exhibit if place in exhibits else causes.of_section
        return of(place, paths, old=old, new=new)

    def names_party(self, entry: Entry) -> bool:
        """Whether a paragraph of the cover is the name of a party."""
        names = {plain(name) for edition in (self.old, self.new) for name in edition.document.parties}
        return any(block.identity.words in names for block in entry.blocks)

    def renumbering(self, body: Iterable[Shown]) -> tuple[Cause, ...]:
        """The causes of all that came, went or moved and so changed the numbers of other sections."""
        entries = (one.entry for one in body if one.changed and one.entry.place != CONTENTS)
        found = (self.of(entry) for entry in entries if entry.old is None or entry.new is None)
        return tuple(dict.fromkeys(cause for causes in found for cause in causes))

    # Writing

    def write(self, changed: list[Shown], paragraphs: tuple[str, ...]) -> None:
        """Put a comment with these paragraphs over everything from the first to the last of what changed."""
        first, last = _marked(changed[0])[0], _marked(changed[-1])[-1]
        number = str(self.next)
        self.next += 1
        start = etree.Element(w("commentRangeStart"), {w("id"): number})
        properties = first.find(PPR)
        first.insert(0 if properties is None else 1, start)
        last.append(etree.Element(w("commentRangeEnd"), {w("id"): number}))
        self._refer(last, self._reference(number))
        self.written.append(self._comment(number, paragraphs))

    def _refer(self, p: Element, run: Element) -> None:
        """Put the mark of a comment at the end of a paragraph; it goes with one that comes or goes as a whole."""
        look = p.find(f"{PPR}/{w('rPr')}")
        whole = None if look is None else next((mark for mark in Mark if look.find(w(mark)) is not None), None)
        if whole is None:
            p.append(run)
        else:
            around = self.marks.whole.mark(whole)
            around.append(run)
            p.append(around)

    def _reference(self, number: str) -> Element:
        run = etree.Element(w("r"), nsmap={"w": NAMESPACE})
        look = etree.SubElement(run, w("rPr"))
        etree.SubElement(look, w("rStyle"), {w("val"): self.styles.comment_mark})
        etree.SubElement(run, w("commentReference"), {w("id"): number})
        return run

    def _comment(self, number: str, paragraphs: tuple[str, ...]) -> Node:
        author, date = self.marks.marker.author, self.marks.marker.date
        initials = "".join(word[0] for word in author.split()[:3]).upper()
        comment = ooxml.element("comment", id=number, author=author, initials=initials, date=date)
        for place, text in enumerate(paragraphs):
            p = ooxml.paragraph(comment, self.styles.comment_text)
            if place == 0:
                mark = f"<w:rPr>{ooxml.style_mark('rStyle', self.styles.comment_mark)}</w:rPr><w:annotationRef/>"
                p.content.append(f"<w:r>{mark}</w:r>")
            ooxml.run(p, text)
        return comment


def _what(entry: Entry) -> str:
    """What happened to a paragraph or table."""
    what = "table" if entry.identity.kind in ("table", "chart", "caption") else "paragraph"
    if entry.move:
        return f"This {what} stood elsewhere." if entry.new is not None else f"This {what} now stands elsewhere."
    if entry.old is None:
        return f"This {what} is new."
    return f"This {what} was taken out." if entry.new is None else "This was changed."


def _counted(changed: list[Shown]) -> str:
    """How many paragraphs and tables there are; a table with its caption is one."""
    kinds = [one.entry.identity.kind for one in changed]
    tables = sum(kind in _TABLES for kind in kinds)
    paragraphs = sum(kind not in (*_TABLES, "caption") for kind in kinds)
    said = [f"{paragraphs} paragraph{'' if paragraphs == 1 else 's'}"] if paragraphs else []
    said += ["1 table or chart" if tables == 1 else f"{tables} tables or charts"] if tables else []
    return " and ".join(said)


def _listed(causes: tuple[Cause, ...]) -> Iterator[str]:
    yield from (cause.says for cause in causes[:MOST])
    if len(causes) > MOST:
        yield f"And {len(causes) - MOST} more changes of the answers or the library."


def _marked(one: Shown) -> list[Element]:
    """The paragraphs in what is shown that bear marks."""
    if one.element is None:
        raise ValueError("what changed is an element")
    paragraphs = [one.element] if one.element.tag == w("p") else list(one.element.iter(w("p")))
    changes = {*_WHOLE, w("pPrChange")}
    marked = [p for p in paragraphs if any(part.tag in changes for part in p.iter()) or _in_marked_row(p)]
    return marked or paragraphs


def _in_marked_row(p: Element) -> bool:
    rows = (row.find(w("trPr")) for row in p.iterancestors(w("tr")))
    return any(row is not None and any(part.tag in _WHOLE for part in row) for row in rows)
