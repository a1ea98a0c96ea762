"""How numbers are written: the formats of Word's multilevel lists, and a scheme of levels.

A Word template may number in its own way; the writer reads the scheme from it, so that the labels quoted
in cross-references are those that Word will show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """The lower-case roman numeral of a number from 1."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """a, b, ... z, aa, bb, ...: Word repeats the letter instead of counting on with ab."""
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
"""Word's `w:numFmt` values that a template may use, with the writing of each."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format and its text with `%1`, `%2` for the numbers of the levels.

    `legal` is Word's `w:isLgl`: numbers inherited from levels above are shown in arabic figures.
    """

    format: str
    text: str
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """The levels of articles, sections, items and subitems, and the one of exhibits."""

    levels: tuple[Level, ...] = (
        Level("decimal", "Article %1"),
        Level("decimal", "Section %1.%2"),
        Level("lowerLetter", "(%3)"),
        Level("lowerRoman", "(%4)"),
    )
    exhibit: Level = Level("upperLetter", "Exhibit %1")

    def own(self, number: tuple[int, ...]) -> str:
        """What Word shows at the paragraph itself: `(b)` for the item 7, 2, 2."""
        level = self.levels[len(number) - 1]
        text = level.text
        for place, value in enumerate(number):
            inherited = place != len(number) - 1
            shown = "decimal" if level.legal and inherited else self.levels[place].format
            text = text.replace(f"%{place + 1}", FORMATS[shown](value))
        return text

    def full(self, number: tuple[int, ...]) -> str:
        """What a reference shows from anywhere (`REF \\w`): `Section 7.2(b)` for the item 7, 2, 2."""
        if len(number) <= 2:
            return self.own(number)
        return self.full(number[:-1]) + self.own(number)

    def exhibit_label(self, number: int) -> str:
        """`Exhibit A` for the first exhibit."""
        return self.exhibit.text.replace("%1", FORMATS[self.exhibit.format](number))
