"""A page as it was read: lines of a Word file with every mark of tracked changes on them, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What tracked changes say of a piece of text, a paragraph or a row."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are marked alike.

    `author` made the change, if there is one. `control` is the tag of the content control in which the words stand
    (`blank:path` for a blank of ours), and `target` the bookmark of the cross-reference that they are the shown
    result of; both may be empty. `bold` and `italic` are what the run itself asks for, or its character style.
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

    `row_mark` is what is tracked of the whole row.
    """

    table: int
    row: int
    cell: int
    row_mark: Mark = Mark.KEPT


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    `style` is the name of its style (not its id, which LibreOffice renames), in lower case. `before` and `after` are
    the numbers that Word would show at it with all changes rejected and with all accepted, empty where it has none or
    does not stand there. `mark` is that of the paragraph itself: an inserted one was not there before. `clauses` are
    the names of our hidden bookmarks (`_ila_...`) that reach into it. `comments` are the ids of the comments on it.
    """

    style: str
    pieces: tuple[Piece, ...]
    before: str = ""
    after: str = ""
    mark: Mark = Mark.KEPT
    clauses: tuple[str, ...] = ()
    cell: Cell | None = None
    comments: tuple[str, ...] = ()


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
