"""Writing, the workbook: places of figures on a sheet, and names that a workbook accepts for its sheets."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from xlsxwriter.utility import xl_col_to_name

LONGEST_NAME = 31
"""The most characters of a sheet's name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of every party: a column of a sheet, from row `first` to row `last` (from 0)."""

    sheet: str
    col: int
    first: int
    last: int

    def at(self, place: int = 0) -> str:
        """The cell of the party in this place: `F7`."""
        return f"{xl_col_to_name(self.col)}{self.first + place + 1}"

    @property
    def all(self) -> str:
        """The cells of all parties, for every row the same: `$F$7:$F$10`."""
        name = xl_col_to_name(self.col)
        return f"${name}${self.first + 1}:${name}${self.last + 1}"

    def until(self, place: int) -> str:
        """The cells from the first party to the one in this place."""
        name = xl_col_to_name(self.col)
        return f"${name}${self.first + 1}:${name}{self.first + place + 1}"

    def elsewhere(self, place: int = 0) -> str:
        """The cell as another sheet names it: `'Closing'!F7`."""
        return f"{quoted(self.sheet)}!{self.at(place)}"


@dataclass(frozen=True, slots=True)
class Single:
    """One figure for all parties: one cell of a sheet (row and column from 0)."""

    sheet: str
    row: int
    col: int

    def at(self, place: int = 0) -> str:  # noqa: ARG002
        """The cell, for every party the same: `$B$5`."""
        return f"${xl_col_to_name(self.col)}${self.row + 1}"

    def elsewhere(self, place: int = 0) -> str:  # noqa: ARG002
        """The cell as another sheet names it."""
        return f"{quoted(self.sheet)}!{self.at()}"


Cells = Column | Single

Figures = tuple[Fraction, ...]


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def sheet_name(wanted: str, suffix: str, taken: Collection[str]) -> str:
    """A name that a workbook accepts and that no other sheet has; `suffix` stays whole."""
    bare = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", wanted).strip(" '") or "Cost"
    known = {name.casefold() for name in taken} | {"history"}
    number = 1
    while True:
        end = suffix + (f" ({number})" if number > 1 else "")
        name = bare[: LONGEST_NAME - len(end)].rstrip(" '") + end
        if name.casefold() not in known:
            return name
        number += 1
