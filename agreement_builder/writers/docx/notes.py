"""Word comments: on clauses and on open points, each kind under an author of its own, so that it goes in one step.

In Word that is Review, Show Markup, Specific People, and then Delete All Comments Shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agreement_builder.ledger.point import Point
from agreement_builder.ledger.words import WORDS
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import Node

AUTHOR = "Agreement Builder"
"""The author of the files."""


@dataclass(frozen=True, slots=True)
class Author:
    """Whose a comment is: all comments of one author can be shown, hidden or deleted together."""

    name: str
    initials: str


CLAUSES = Author(f"{AUTHOR}: clauses", "ABC")
POINTS = Author(f"{AUTHOR}: open points", "ABP")

_MARKS = ("<w:bookmarkStart ", "<w:commentRangeStart ")


def point_words(point: Point) -> list[str]:
    """The paragraphs of the comment on an open point."""
    return [f"Open point {point.number} ({WORDS[point.kind].one}): {point.says}", f"What to do: {point.settle}"]


class Notes:
    """The comments of one document, in the order in which they are anchored."""

    def __init__(self, style: str, mark_style: str, date: dt.date, first: int = 0) -> None:
        self.style, self.mark_style, self.date, self.next = style, mark_style, date, first
        self.comments: list[Node] = []

    def anchor(self, p: Node, paragraphs: list[str], author: Author = CLAUSES) -> None:
        """Put a comment with these paragraphs on the whole text of `p`, after those that are on it."""
        number = self._begun(paragraphs, author)
        place = 1
        while place < len(p.content) and isinstance(mark := p.content[place], str) and mark.startswith(_MARKS):
            place += 1
        p.content.insert(place, _start(number))
        p.content.append(self._end(number))

    def begin(self, p: Node, points: Iterable[Point]) -> list[int]:
        """Begin a comment for each open point at the end of what `p` holds so far; their numbers, for `end`."""
        numbers = [self._begun(point_words(point), POINTS) for point in points]
        p.content += [_start(number) for number in numbers]
        return numbers

    def end(self, p: Node, numbers: Iterable[int]) -> None:
        """End comments that were begun in `p`."""
        p.content += [self._end(number) for number in numbers]

    def anchor_points(self, p: Node, points: Iterable[Point]) -> None:
        """Put a comment for each open point on the whole text of `p`."""
        for point in points:
            self.anchor(p, point_words(point), POINTS)

    def _begun(self, paragraphs: list[str], author: Author) -> int:
        number = self.next
        self.next += 1
        self.comments.append(self._comment(number, paragraphs, author))
        return number

    def _comment(self, number: int, paragraphs: list[str], author: Author) -> Node:
        date = f"{self.date.isoformat()}T00:00:00Z"
        comment = ooxml.element("comment", id=number, author=author.name, initials=author.initials, date=date)
        for place, text in enumerate(paragraphs):
            p = ooxml.paragraph(comment, self.style)
            if place == 0:
                p.content.append(self._marked("<w:annotationRef/>"))
            ooxml.run(p, text)
        return comment

    def _end(self, number: int) -> str:
        mark = self._marked(f'<w:commentReference w:id="{number}"/>')
        return f'<w:commentRangeEnd w:id="{number}"/>{mark}'

    def _marked(self, mark: str) -> str:
        return f"<w:r><w:rPr>{ooxml.style_mark('rStyle', self.mark_style)}</w:rPr>{mark}</w:r>"


def _start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'
