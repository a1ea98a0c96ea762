"""A redline as its reader goes through it: section by section, what changed and why, and what did not.

It is made of the page that was read from the Word file of the redline, so that its text and its HTML say what the
file says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agreement_builder.readers.docx.page import Line, Page, Piece, text_of
from agreement_builder.redline.told.kinds import Kind, kind_of, shown_pieces
from agreement_builder.redline.told.places import Places
from agreement_builder.redline.told.rows import Causes, Rows, rows_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in full: its number (both, where they differ), its words with their marks, and what happened to it.

    `notes` say what no mark of words shows; `causes` are the comments on it, each in its paragraphs.
    """

    label: str
    pieces: tuple[Piece, ...]
    kind: Kind
    notes: tuple[str, ...] = ()
    causes: Causes = ()


@dataclass(frozen=True, slots=True)
class Away:
    """Paragraphs that stood here and were moved as they are; they are shown where they stand now."""

    count: int
    moved: str
    begins: str
    causes: Causes = ()


@dataclass(frozen=True, slots=True)
class Same:
    """Paragraphs and tables in which nothing changed and that are not shown."""

    paragraphs: int
    tables: int


Block = Passage | Rows | Away | Same


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading.

    `level` is 1 for an article, exhibit or other part, and 2 for a section. `label` is its number, both where they
    differ. `kind` and `what` say what happened to the heading, and so to the section; `changes` count what happened
    in it.
    """

    level: int
    label: str
    heading: tuple[Piece, ...]
    kind: Kind
    what: str
    blocks: tuple[Block, ...]
    changes: Mapping[Kind, int]
    causes: Causes = ()

    @property
    def changed(self) -> bool:
        """Whether anything in it changed."""
        return bool(self.changes)

    @property
    def counted(self) -> bool:
        """Whether anything happened to it that is not told at another place too."""
        return any(not kind.at_origin for kind in self.changes)

    @property
    def name(self) -> str:
        """Its number and heading in words, without what was struck unless all was."""
        words = text_of(p for p in self.heading if p.mark.after) or text_of(self.heading)
        return "  ".join(part for part in (self.label, words.strip()) if part)


@dataclass(frozen=True, slots=True)
class Digest:
    """The sections in order, and the labels of those that only got another number."""

    sections: tuple[Section, ...]
    renumbered: tuple[str, ...]

    @property
    def changes(self) -> Counter[Kind]:
        """How often what happened, in all sections."""
        found: Counter[Kind] = Counter()
        for section in self.sections:
            found.update({kind: count for kind, count in section.changes.items() if not kind.at_origin})
        return found


def digest(page: Page, *, whole: bool = False) -> Digest:
    """The digest of a redline: of what changed and where, or, if `whole`, of everything.

    The table of contents is left out: it follows the headings.
    """
    lines = _without_contents(page.lines)
    told = _Told(page, lines, whole=whole)
    sections = [told.section(span) for span in told.places.spans()]
    renumbered = [s.label for s in sections if not s.changed and "(was " in s.label]
    return Digest(tuple(sections if whole else _telling(sections)), tuple(renumbered))


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without the table of contents and the heading that stands over it."""
    listed = [line.style.startswith("toc ") for line in lines]
    over = {place - 1 for place, one in enumerate(listed) if one and lines[place - 1].style == "agreement heading"}
    return [line for place, line in enumerate(lines) if not listed[place] and place not in over]


def _telling(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections in which something changed, each below the article that it stands in."""
    above: Section | None = None
    for section in sections:
        if section.level == 1:
            above = section
        if section.changed:
            if above is not None and above is not section:
                # Of the article only the heading is shown: what stands under it before its sections did not change.
                yield replace(above, blocks=())
            above = None
            yield section


class _Told:
    """Makes the sections and blocks of one page."""

    def __init__(self, page: Page, lines: Sequence[Line], *, whole: bool) -> None:
        self.page, self.lines, self.whole = page, lines, whole
        self.places = Places(lines)

    def section(self, span: range) -> Section:
        """The section of some lines, of which the first may be a heading."""
        start = span.start
        changes = Counter(self._counted(span))
        level = self.places.levels.get(start)
        if level is None:
            opening = (Piece("Title and opening"),) if self.places.levels else ()
            return Section(1, "", opening, Kind.SAME, "", _once(self.blocks(span)), changes)
        heading = self.lines[start]
        kind, causes = kind_of(heading), self.causes(heading)
        moved = self.places.moved(start) if heading.move else ""
        blocks = self.blocks(span[1:])
        if kind.at_origin and all(isinstance(block, Away) for block in blocks):
            blocks = ()
        what = moved or {Kind.ADDED: "new", Kind.STRUCK: "struck"}.get(kind, "")
        # Of a section that moved as a whole, its heading tells where from.
        blocks = tuple(
            replace(block, notes=()) if isinstance(block, Passage) and block.notes == (moved,) else block
            for block in blocks
        )
        label = self.places.label(start)
        return Section(level, label, shown_pieces(heading), kind, what, _once(blocks, causes), changes, causes)

    def blocks(self, span: Iterable[int]) -> tuple[Block, ...]:
        """The blocks of some lines that follow each other."""
        found: list[Block] = []
        waiting: list[tuple[int, ...]] = []
        for together in self._groups(span):
            if not self.whole and all(kind_of(self.lines[place]) is Kind.SAME for place in together):
                waiting.append(together)
                continue
            caption = waiting.pop() if waiting and self._introduces(waiting[-1], together) else ()
            found += self._same(waiting)
            found += [self._passage(place) for place in caption]
            found.append(self._block(together))
            waiting = []
        return (*found, *self._same(waiting))

    def causes(self, line: Line) -> Causes:
        """The comments on a line."""
        return tuple(self.page.comments[name].paragraphs for name in line.comments if name in self.page.comments)

    def _counted(self, span: Iterable[int]) -> Iterator[Kind]:
        """What happened in some lines: to each paragraph, and to each row of a table."""
        rows: dict[tuple[int, int], Kind] = {}
        for place in span:
            line, kind = self.lines[place], kind_of(self.lines[place])
            if kind is Kind.SAME:
                continue
            if line.cell is None:
                yield kind
            else:
                rows[line.cell.place[:2]] = kind if kind in (Kind.ROW_ADDED, Kind.ROW_STRUCK) else Kind.ROW_REWORDED
        yield from rows.values()

    def _groups(self, span: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Lines that are told together: those of a table, and those moved away to one place."""
        for _, group in groupby(span, key=self._together):
            yield tuple(group)

    def _together(self, place: int) -> tuple[str, int | str]:
        line = self.lines[place]
        if line.cell is not None:
            return "table", line.cell.table
        return ("away", self.places.moved(place)) if kind_of(line) is Kind.AWAY else ("line", place)

    def _introduces(self, one: tuple[int, ...], table: tuple[int, ...]) -> bool:
        """Whether the one is the caption of the other."""
        return self.lines[one[0]].style.endswith("caption") and self.lines[table[0]].cell is not None

    def _same(self, groups: list[tuple[int, ...]]) -> list[Block]:
        tables = sum(self.lines[group[0]].cell is not None for group in groups)
        worded = sum(self.lines[group[0]].cell is None and bool(self.lines[group[0]].text.strip()) for group in groups)
        return [Same(worded, tables)] if tables or worded else []

    def _block(self, together: tuple[int, ...]) -> Block:
        lines = [self.lines[place] for place in together]
        if lines[0].cell is not None:
            return rows_of(lines, self.causes, whole=self.whole)
        if kind_of(lines[0]) is Kind.AWAY:
            causes = tuple(dict.fromkeys(cause for line in lines for cause in self.causes(line)))
            return Away(len(lines), self.places.moved(together[0]), lines[0].text.strip(), causes)
        return self._passage(together[0])

    def _passage(self, place: int) -> Passage:
        line = self.lines[place]
        kind = kind_of(line)
        causes = self.causes(line) if kind is not Kind.SAME else ()
        return Passage(self.places.label(place), shown_pieces(line), kind, tuple(self._notes(place)), causes)

    def _notes(self, place: int) -> Iterator[str]:
        line, kind = self.lines[place], kind_of(self.lines[place])
        if line.move or kind in (Kind.MOVED, Kind.AWAY, Kind.AWAY_REWORDED):
            reworded = kind in (Kind.MOVED_REWORDED, Kind.AWAY_REWORDED)
            yield self.places.moved(place) + (", and reworded" if reworded else "")
        if kind is Kind.REWORDED and not line.mark.after:
            yield "joined with the next paragraph"
        if kind is Kind.REWORDED and not line.mark.before:
            yield "parted from the next paragraph"
        if line.former:
            yield f"set as “{line.style}”, before as “{line.former}”"
        if kind is not Kind.SAME and not line.pieces:
            yield f"a chart or picture {'was ' if kind in (Kind.ADDED, Kind.STRUCK) else ''}{kind}"


def _once(blocks: Sequence[Block], above: Causes = ()) -> tuple[Block, ...]:
    """The blocks with each cause told once where several in a row have it: with the heading, or with the last."""
    found: list[Block] = []
    below: Causes = ()
    for block in reversed(blocks):
        if isinstance(block, Same) or not block.causes:
            found.append(block)
            continue
        found.append(replace(block, causes=()) if block.causes in (below, above) else block)
        below = block.causes
    return tuple(reversed(found))
