"""Places of a redline: how its sections and paragraphs are called, before and after, and where what moved went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreement_builder.readers.docx.page import Line, Mark, text_of

_ITEM, _SUBITEM = "agreement item", "agreement subitem"
_PARTS = ("agreement exhibit", "agreement heading")
_OPENING = "the opening"


def both_numbers(before: str, after: str) -> str:
    """A number with the one it had: `Section 7.3 (was 7.2)`."""
    if not before or not after or before == after:
        return after or before
    word = after[: after.rfind(" ") + 1]
    return f"{after} (was {before.removeprefix(word)})"


def _level(line: Line) -> int | None:
    if line.cell is not None:
        return None
    if line.style.startswith("heading "):
        return 1 if line.style == "heading 1" else 2
    return 1 if line.style in _PARTS else None


class Places:
    """The places of some lines; `levels` are those of the headings by the place of the line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.levels = {place: level for place, line in enumerate(lines) if (level := _level(line)) is not None}
        self._section: list[int | None] = []
        self._item: list[Line | None] = []
        self._other = dict(_partners(lines))
        section, item = None, None
        for place, line in enumerate(lines):
            if place in self.levels:
                section, item = place, None
            elif line.style == _ITEM:
                item = line
            self._section.append(section)
            self._item.append(item if line.style == _SUBITEM else None)

    def spans(self) -> Iterator[range]:
        """The lines of each section: from its heading to the next, and first those before any heading."""
        starts = sorted({0, *self.levels})
        for start, end in zip(starts, (*starts[1:], len(self._lines)), strict=True):
            if start < end:
                yield range(start, end)

    def label(self, place: int) -> str:
        """The number of a line, both where they differ; a subitem is called by the item above it too."""
        line, item = self._lines[place], self._item[place]
        before, after = self._before(place), self._after(place)
        if item is not None and line.before:
            before = item.before + before
        if item is not None and line.after:
            after = item.after + after
        if before and not after and line.mark.after and place not in self._other:
            return f"(was {before})"
        return both_numbers(before, after)

    def moved(self, place: int) -> str:
        """Where a line that moved came from, or where it went."""
        line, other = self._lines[place], self._other.get(place)
        here = line.mark.after
        if other is None:
            return "moved here" if here else "moved away"
        section = self._section[other]
        if place in self.levels:
            name = self._name(other, after=not here)
        else:
            name = _OPENING if section is None else self._name(section, after=not here)
        return f"moved here from {name}" if here else f"moved to {name}"

    def _before(self, place: int) -> str:
        line, other = self._lines[place], self._other.get(place)
        return line.before if other is None or not line.mark.after else self._lines[other].before

    def _after(self, place: int) -> str:
        return self._lines[place].after

    def _name(self, place: int, *, after: bool) -> str:
        line = self._lines[place]
        return (line.after if after else line.before) or line.before or line.after or text_of(line.pieces)


def _partners(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The other place of each line that moved: those that moved together keep their order."""
    left: dict[str, list[int]] = {}
    came: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if line.move and line.mark in (Mark.MOVED_FROM, Mark.DELETED):
            left.setdefault(line.move, []).append(place)
        elif line.move and line.mark in (Mark.MOVED_TO, Mark.INSERTED):
            came.setdefault(line.move, []).append(place)
    for name, origins in left.items():
        for origin, place in zip(origins, came.get(name, ()), strict=False):
            yield from ((origin, place), (place, origin))
