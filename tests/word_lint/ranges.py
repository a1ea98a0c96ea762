"""Ranges marked by a start and an end element that share an id, as bookmarks and comments are."""

from dataclasses import dataclass, field

from tests.word_lint.package import Element, attr, w


@dataclass
class Range:
    """Where in document order an id is opened and closed; a sound range has one of each."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def is_paired(self) -> bool:
        return len(self.starts) == len(self.ends)

    @property
    def is_reversed(self) -> bool:
        return any(end < start for start, end in zip(self.starts, self.ends, strict=False))


def ranges_by_id(story: Element, start: str, end: str) -> dict[str, Range]:
    """Collect the ranges of one story from its start and end elements."""
    found: dict[str, Range] = {}
    for position, mark in enumerate(story.iter(w(start), w(end))):
        marked = found.setdefault(attr(mark, "id"), Range())
        (marked.starts if mark.tag == w(start) else marked.ends).append(position)
    return found
