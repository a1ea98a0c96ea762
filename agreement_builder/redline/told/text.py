"""A redline as plain text, for an e-mail or a screen: what was struck and added stands in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from agreement_builder.readers.docx.page import Mark, Page, Piece, text_of
from agreement_builder.redline.told.counted import beginning, counted, total, unchanged, unchanged_rows
from agreement_builder.redline.told.digest import Away, Block, Digest, Passage, Same, Section, digest
from agreement_builder.redline.told.kinds import Kind
from agreement_builder.redline.told.rows import Box, Causes, Row, Rows
from agreement_builder.writers.text import WIDTH

_INDENT = " " * 4
_ROW = {Kind.ROW_ADDED: ", added", Kind.ROW_STRUCK: ", struck"}


def redline_text(page: Page, *, title: str = "", old: str = "", new: str = "", whole: bool = False) -> str:
    """The redline that a page was read from, as text of `WIDTH` columns.

    Only what changed is shown, or, if `whole`, the whole agreement. `title` is that of the agreement; `old` and `new`
    say which drafts are compared.
    """
    made = digest(page, whole=whole)
    return "\n".join(_Text(page).document(made, title, old, new)).rstrip() + "\n"


class _Text:
    """Writes lines; `marks` are the brackets around what was struck and around what was added."""

    def __init__(self, page: Page) -> None:
        words = "\n".join(line.text for line in page.lines)
        dashes, pluses = "-", "+"
        # An agreement that itself has such brackets in its text gets longer ones, so that none can be mistaken.
        while any(mark in words for mark in (f"[{dashes}", f"{dashes}]", f"{{{pluses}", f"{pluses}}}")):
            dashes, pluses = dashes + "-", pluses + "+"
        self.struck = f"[{dashes}", f"{dashes}]"
        self.added = f"{{{pluses}", f"{pluses}}}"

    def document(self, made: Digest, title: str, old: str, new: str) -> Iterator[str]:
        yield from _wrapped(f"Changes to {title}".upper() if title else "CHANGES")
        if old and new:
            yield from _wrapped(f"From {old} to {new}.")
        yield ""
        yield from _wrapped(f"{'struck'.join(self.struck)} was struck and {'added'.join(self.added)} was added.")
        yield from _wrapped(total(made))
        if made.renumbered:
            yield from _wrapped(f"Only renumbered: {', '.join(made.renumbered)}.")
        yield ""
        for section in made.sections:
            yield from self.section(section)

    def section(self, section: Section) -> Iterator[str]:
        heading = self.words(section.heading, plain=section.kind is not Kind.REWORDED)
        what = f" ({section.what})" if section.what else ""
        if words := "  ".join(part for part in (section.label, heading) if part) + what:
            lines = list(_wrapped(words))
            yield from lines
            if section.level == 1:
                yield "=" * max(map(len, lines))
        if section.counted:
            yield from _wrapped(f"({counted(section.changes)})")
        yield ""
        if section.causes:
            yield from self.causes(section.causes)
            yield ""
        for block in section.blocks:
            yield from self.block(block)
            yield ""

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Same():
                yield f"{_INDENT}({unchanged(block)})"
                return
            case Away():
                what = "paragraph" if block.count == 1 else "paragraphs"
                yield from _wrapped(f"({block.count} {what} {block.moved}: {beginning(block.begins)})", _INDENT)
            case Rows():
                for row in block.rows:
                    yield from self.row(row)
            case Passage():
                yield from self.passage(block)
        yield from self.causes(block.causes)

    def passage(self, passage: Passage) -> Iterator[str]:
        if passage.notes:
            yield from _wrapped(f"({'; '.join(passage.notes)}{':' if passage.pieces else ''})", _INDENT)
        if not passage.pieces:
            return
        words = self.words(passage.pieces, plain=passage.kind is Kind.MOVED)
        label = f"{passage.label} " if passage.label else ""
        yield from _wrapped(label + words, _INDENT)

    def row(self, row: Row | int) -> Iterator[str]:
        if isinstance(row, int):
            yield f"{_INDENT}({unchanged_rows(row)})"
            return
        name = "Columns" if row.heading else f"Row {row.number}{_ROW.get(row.kind, '')}"
        cells = [cell for box in row.cells if (cell := self.box(box, row))]
        yield from _wrapped(f"{name}: {' | '.join(cells)}", _INDENT)

    def box(self, box: Box, row: Row) -> str:
        """The words of a cell below the heading of its column; in a long one, only how it begins and what changed."""
        paragraphs = [self.words(pieces) for pieces in box.paragraphs]
        if row.kind is Kind.ROW_REWORDED and len(paragraphs) > 1:
            changed = [any(piece.mark is not Mark.KEPT for piece in pieces) for pieces in box.paragraphs]
            kept = [words for place, words in enumerate(paragraphs) if place == 0 or changed[place]]
            paragraphs = [*kept, "..."] if len(kept) < len(paragraphs) else kept
        words = " / ".join(paragraphs)
        return f"{box.column}: {words}" if box.column and words and not row.heading else words

    def causes(self, causes: Causes) -> Iterator[str]:
        for cause in causes:
            for paragraph in filter(None, cause):
                yield from _wrapped(paragraph, _INDENT + "> ", _INDENT + "  ")

    def words(self, pieces: Iterable[Piece], *, plain: bool = False) -> str:
        """The words with brackets around what changed; `plain`: without those around what moved, came or went whole."""
        found = []
        for mark, group in groupby(pieces, key=lambda piece: piece.mark):
            words = text_of(group).replace("\n", " ").replace("\t", "  ")
            bare = mark is Mark.KEPT or (plain and mark in (Mark.MOVED_TO, Mark.MOVED_FROM))
            around = ("", "") if bare else self.struck if mark.before else self.added
            found.append(words.join(around))
        return "".join(found)


def _wrapped(words: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """The words in lines of `WIDTH` columns."""
    after = first if rest is None else rest
    yield from textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=after,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [first.rstrip()]
