"""Cells of the tables that the program builds: words, answers or their blanks, names of parties."""

from __future__ import annotations

from agreement_builder.answers.model import Answers
from agreement_builder.document.tree import Blank, Column, Inline, Text, Value

Cell = tuple[Inline, ...]


def text(words: str) -> Cell:
    """A cell with the program's own words."""
    return (Text(words),)


def given(text: str | None, path: str, label: str) -> Inline:
    """The answer at `path`, or its blank."""
    return Value(text, path) if text is not None else Blank(path, label)


def name_of(answers: Answers, party: str) -> Cell:
    """The name of a party by its key."""
    name = next(p.name for p in answers.parties if p.id == party)
    return (Value(name, f"parties.{party}.name"),)


def widths(columns: list[Column], first: int) -> tuple[Column, ...]:
    """The columns with about `first` percent for the first one and the rest in equal parts; all add up to 100."""
    rest = (100 - first) // (len(columns) - 1)
    first = 100 - rest * (len(columns) - 1)
    return tuple(
        Column(column.heading, column.align, first if place == 0 else rest) for place, column in enumerate(columns)
    )
