"""A page as it was read: lines of a Word file with every mark of tracked changes on them, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """What tracked changes say of a piece of text, a paragraph or a row."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"
    PASSING = "inserted and deleted again"

    @property
    def before(self) -> bool:
        """Whether what is marked stands with all changes rejected."""
        return self not in (Mark.INSERTED, Mark.MOVED_TO, Mark.PASSING)

    @property
    def after(self) -> bool:
        """Whether what is marked stands with all changes accepted."""
        return self not in (Mark.DELETED, Mark.MOVED_FROM, Mark.PASSING)

    def within(self, outer: Mark) -> Mark:
        """The mark of what is marked so, and stands in something marked `outer`."""
        if outer is Mark.KEPT or self is outer:
            return self
        if self is Mark.KEPT:
            return outer
        return self if self.before == outer.before and self.after == outer.after else Mark.PASSING


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are marked alike.

    `author` made the change, if there is one; the last of them, where one changed what another had changed. `control`
    is the tag of the content control in which the words stand (`blank:path` for a blank of ours), and `target` the
    bookmark of the cross-reference that they are the shown result of; both may be empty. `bold` and `italic` are what
    the run itself asks for, or its character style.
    """

    text: str
    mark: Mark = Mark.KEPT
    author: str = ""
    control: str = ""
    target: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table: the table, its row and its cell, each counted from 1 in the story.

    `row_mark` is what is tracked of the whole row (or of the cell alone). `columns` is the number of columns that the
    cell takes, and `heading` says that its row is repeated on each page. Of nested tables it is the inner one.
    """

    table: int
    row: int
    cell: int
    row_mark: Mark = Mark.KEPT
    columns: int = 1
    heading: bool = False

    @property
    def place(self) -> tuple[int, int, int]:
        """Which cell it is."""
        return self.table, self.row, self.cell


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    `style` is the name of its style (not its id, which LibreOffice renames), in lower case, and `former` the one that
    it had before a tracked change of it, else empty. `before` and `after` are the numbers that Word would show at it
    with all changes rejected and with all accepted, empty where it has none or does not stand there. `mark` is that
    of the paragraph itself: an inserted one was not there before. `author` made that change. `clauses` are the names
    of our hidden bookmarks (`_ila_...`) that reach into it. `comments` are the ids of the comments on it. `move` is
    the name that a moved paragraph shares with the place it was moved from or to.
    """

    style: str
    pieces: tuple[Piece, ...]
    before: str = ""
    after: str = ""
    mark: Mark = Mark.KEPT
    clauses: tuple[str, ...] = ()
    cell: Cell | None = None
    comments: tuple[str, ...] = ()
    former: str = ""
    author: str = ""
    move: str = ""

    @property
    def text(self) -> str:
        """All its words, those deleted too."""
        return text_of(self.pieces)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the file by its id: who wrote it when, in paragraphs."""

    id: str
    author: str
    date: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a file: its lines in order and its comments by id."""

    lines: tuple[Line, ...]
    comments: dict[str, Comment]


def text_of(pieces: Iterable[Piece]) -> str:
    """The words of some pieces."""
    return "".join([piece.text for piece in pieces])


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbors put together that differ in nothing but their words."""
    found: list[Piece] = []
    for piece in pieces:
        if found and replace(found[-1], text=piece.text) == piece:
            found[-1] = replace(piece, text=found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)
