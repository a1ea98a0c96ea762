"""The lists of a file, and the numbers that Word counts in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agreement_builder.document.numbering import FORMATS
from agreement_builder.readers.docx.styles import Styles, child, number, switch, val
from agreement_builder.writers.docx.ooxml import Element, w

DEEPEST = 8
"""The place of the last level, counted from 0."""

MOST = 9_999
"""Numbers beyond this are written as figures, however the list writes them: letters and numerals would not end."""

_PLACE = re.compile(r"%([1-9])")

Place = tuple[str, int]
"""Where a paragraph is counted: the id of a numbering, and the level."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list: how it is written, from where it counts, after which level it begins anew (0: never)."""

    format: str
    text: str
    legal: bool
    start: int
    restart: int | None
    style: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """One use of a list (`w:num`): the id of the list, its levels, and the starts that it sets for itself."""

    list: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]


class Lists:
    """The numberings by their ids, of a file that may have none."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._numberings: dict[str, Numbering] = {}
        if root is None:
            return
        self._lists = {one.get(w("abstractNumId")) or "": one for one in root.iterchildren(w("abstractNum"))}
        uses = {use.get(w("numId")) or "": use for use in root.iterchildren(w("num"))}
        for name, use in uses.items():
            self._numberings[name] = self._numbering(use, uses)

    def numbering(self, name: str) -> Numbering | None:
        """The numbering of an id; None if the file has no such."""
        return self._numberings.get(name)

    def place(self, properties: Element | None) -> Place | None:
        """Where a paragraph with these properties is counted; None if it has no number."""
        own = child(properties, w("numPr"))
        name, level, holder = self._styles.bound(self._styles.of(properties))
        if (own_level := val(own, "ilvl")) is not None:
            level = number(own_level)
        if (own_name := val(own, "numId")) is not None:
            name, level, holder = own_name, number(own_level), ""
        numbering = self._numberings.get(name or "")
        if numbering is None or name is None:
            return None
        if level is None:
            level = next((place for place, one in numbering.levels.items() if holder and one.style == holder), 0)
        return (name, level) if level in numbering.levels else None

    def _numbering(self, use: Element, uses: Mapping[str, Element]) -> Numbering:
        name = val(use, "abstractNumId") or ""
        levels, starts = self._levels(self._list(name, uses)), {}
        for override in use.iterchildren(w("lvlOverride")):
            place = number(override.get(w("ilvl")))
            if (own := override.find(w("lvl"))) is not None:
                levels[place] = _level(own)
            if (start := val(override, "startOverride")) is not None:
                starts[place] = number(start, 1)
        return Numbering(name, {place: one for place, one in levels.items() if 0 <= place <= DEEPEST}, starts)

    def _list(self, name: str, uses: Mapping[str, Element]) -> Element | None:
        """The list of an id, or the one that the style names to which it only points."""
        found = self._lists.get(name)
        linked = val(found, "numStyleLink")
        if linked is None:
            return found
        use = uses.get(self._styles.bound(linked)[0] or "")
        return self._lists.get(val(use, "abstractNumId") or "")

    @staticmethod
    def _levels(found: Element | None) -> dict[int, ListLevel]:
        levels = () if found is None else found.iterchildren(w("lvl"))
        return {number(level.get(w("ilvl"))): _level(level) for level in levels}


def _level(level: Element) -> ListLevel:
    restart = val(level, "lvlRestart")
    return ListLevel(
        val(level, "numFmt") or "decimal",
        val(level, "lvlText") or "",
        switch(level, "isLgl") or False,
        number(val(level, "start"), 0),
        None if restart is None else number(restart),
        val(level, "pStyle") or "",
    )


@dataclass(slots=True)
class Count:
    """The numbers of one reading of a file, counted paragraph by paragraph.

    Numberings of the same list count on together; a start that one of them sets for itself holds once.
    """

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[Place] = field(default_factory=set)

    def next(self, place: Place) -> str:
        """What Word shows at the next paragraph that is counted at this place."""
        name, level = place
        numbering = self.lists.numbering(name)
        if numbering is None:
            return ""
        counts = self._counts.setdefault(numbering.list, {})
        if level in numbering.starts and place not in self._begun:
            self._begun.add(place)
            counts[level] = numbering.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else numbering.levels[level].start
        for below in [below for below in counts if below > level]:
            restart = numbering.levels[below].restart if below in numbering.levels else None
            if restart is None or level < restart:
                del counts[below]
        return _shown(numbering, level, counts)


def _shown(numbering: Numbering, level: int, counts: Mapping[int, int]) -> str:
    own = numbering.levels[level]
    if own.format == "bullet":
        return "•" if own.text else ""

    def written(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        one = numbering.levels.get(place)
        if one is None or place > level:
            return ""
        value = counts.get(place, one.start)
        return _written(value, "decimal" if own.legal and place != level else one.format)

    return _PLACE.sub(written, own.text)


def _written(value: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02}"
    return FORMATS.get(form, str)(value) if 0 < value <= MOST else str(value)
