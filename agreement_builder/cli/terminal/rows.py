"""A list of rows of which one is marked, as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MARK = "> "
"""Before the marked row; as many blanks stand before all others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `value` is what is taken with it, None for a heading. `number` stands before its words."""

    words: str
    value: str | None = None
    number: int | None = None

    @property
    def line(self) -> str:
        """The row in one line."""
        return self.words if self.number is None else f"{self.number:>2}. {self.words}"


class Rows:
    """Rows in order; `at` is the place of the marked row, None if none is."""

    def __init__(self, rows: Sequence[Row] = (), at: int | None = None) -> None:
        self.rows: tuple[Row, ...] = tuple(rows)
        self.at = at
        self._top = 0
        self._lines: tuple[object, int, list[list[str]]] | None = None

    @property
    def current(self) -> Row | None:
        """The marked row."""
        return self.rows[self.at] if self.at is not None else None

    def renew(self, rows: Sequence[Row], at: int | None) -> None:
        """Other rows in place of these."""
        self.rows, self.at, self._lines = tuple(rows), at, None

    def place_of(self, value: str | None) -> int | None:
        """The place of the first row with a value."""
        return next((place for place, row in enumerate(self.rows) if value is not None and row.value == value), None)

    def move(self, by: int) -> None:
        """Marks the row that stands so many before or after, or the last there is on the way; headings do not count."""
        places = [place for place, row in enumerate(self.rows) if row.value is not None]
        if not places:
            return
        if self.at is None:
            self.at = places[0] if by > 0 else places[-1]
            return
        here = places.index(self.at)
        self.at = places[max(0, min(len(places) - 1, here + by))]

    def height(self, width: int, broken: Callable[[str, int], list[str]]) -> int:
        """Lines of all rows."""
        return sum(map(len, self._broken(width, broken)))

    def shown(self, width: int, height: int, broken: Callable[[str, int], list[str]]) -> list[tuple[str, str]]:
        """At most `height` lines with their styles, the marked row among them; the last tells if there are more."""
        lines, first, last = list[tuple[str, str]](), 0, 0
        for place, (row, pieces) in enumerate(zip(self.rows, self._broken(width, broken), strict=True)):
            style = "class:heading" if row.value is None else "class:marked" if place == self.at else ""
            if place == self.at:
                first, last = len(lines), len(lines) + len(pieces)
                # The heading of the first row is seen with it.
                first -= place > 0 and self.rows[place - 1].value is None
            marks = (MARK if place == self.at else " " * len(MARK), *[" " * len(MARK)] * len(pieces))
            lines += [(style, f"{mark}{piece}") for mark, piece in zip(marks, pieces, strict=False)]
        if len(lines) <= height:
            return lines
        room = max(height - 1, 1)
        top = max(min(self._top, first), last - room)
        self._top = max(0, min(top, len(lines) - room))
        more = [way for way, is_more in (("above", self._top), ("below", len(lines) - room - self._top)) if is_more]
        return [*lines[self._top : self._top + room], ("class:hint", f"{' ' * len(MARK)}(more {' and '.join(more)})")]

    def _broken(self, width: int, broken: Callable[[str, int], list[str]]) -> list[list[str]]:
        if self._lines is None or self._lines[:2] != (self.rows, width):
            self._lines = self.rows, width, [broken(row.line, width - len(MARK)) for row in self.rows]
        return self._lines[2]
