"""Which part of a draft each line of a file belongs to, whatever was done to the file since.

Bookmarks say it of the clauses. Of what stands outside of them, and of clauses that lost theirs, the words say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from agreement_builder.readers.docx.page import Line
from agreement_builder.verifying.expected import COVER, ENDINGS, HEADING, Expected, passed_over, said

T = TypeVar("T")

NEW = "new:"
"""How the names of paragraphs begin that belong to no part."""

_KIN = 0.6
"""How much two paragraphs must have in common to be the same one, changed."""

_TRIES = 20_000
"""How many pairs of paragraphs are compared at most, so that no file takes minutes."""


def placed(lines: Sequence[Line], expected: Expected, annexes: Sequence[str]) -> tuple[list[Line], list[Line]]:
    """The lines of the agreement, each with the name of its part in place of its bookmarks, and all others.

    The others are those of the table of contents and of the annex, whose headings are `annexes`.
    """
    end = _annex(lines, annexes)
    kept = [line for line in lines[:end] if not passed_over(line)]
    if kept and kept[-1].text in ENDINGS:
        kept.pop()
    ours = {id(line) for line in kept}
    names = _names(kept, expected)
    agreement = [replace(line, clauses=(name,)) for line, name in zip(kept, names, strict=True)]
    return agreement, [line for line in lines if id(line) not in ours]


def _annex(lines: Sequence[Line], annexes: Sequence[str]) -> int:
    """Where the annexes begin: at the last line that says the heading of the first, or nearly so."""
    alone = [place for place, line in enumerate(lines) if line.style == HEADING and not line.clauses]
    begins = [
        max((place for place in alone if _alike(heading, lines[place].text) > _KIN), default=len(lines))
        for heading in annexes
    ]
    return min(begins, default=len(lines))


def _alike(one: str, other: str) -> float:
    """How much two texts have in common word by word, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _names(lines: Sequence[Line], expected: Expected) -> list[str]:
    names = [expected.name(line) for line in lines]
    missing = _Missing(expected, frozenset(names))
    stand = [place for place, line in enumerate(lines) if names[place] or _stood(line)]
    old = [(name if name in expected.extents else "", name, line) for name, line in expected.lines]
    new = [(names[place], place, lines[place]) for place in stand]
    built, found = list(_tokens(old, expected)), list(_tokens(new, expected))
    matcher = SequenceMatcher(None, [token for token, _ in built], [token for token, _ in found], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        around = [name for _, name in built[i:j] if name not in expected.extents]
        for count, (_, place) in enumerate(found[k:m]):
            if names[place]:
                continue
            if kind == "equal":
                names[place] = built[i + count][1]
            else:
                names[place] = missing.kin(lines[place]) or (around[min(count, len(around) - 1)] if around else "")
    return _filled_up(lines, names, expected, missing)


def _stood(line: Line) -> bool:
    """Whether the line, or a part of it, stood there before all tracked changes."""
    return line.mark.before or any(piece.mark.before for piece in line.pieces)


def _tokens(named: Sequence[tuple[str, T, Line]], expected: Expected) -> Iterator[tuple[str, T]]:
    """What is aligned, each with what names it: the beginning of a clause, or a line outside of all clauses."""
    last = ""
    for clause, own, line in named:
        if not clause:
            before = replace(line, pieces=tuple(piece for piece in line.pieces if piece.mark.before))
            yield said(before, expected.labels), own
        elif clause != last:
            yield f"\0{clause}", own
        last = clause


def _filled_up(lines: Sequence[Line], names: list[str], expected: Expected, missing: _Missing) -> list[str]:
    """The names, with those of lines that nothing matched: of the part around them, or of new text."""
    found: list[str] = []
    last, count = COVER, 0
    for line, name in zip(lines, names, strict=True):
        named = name or missing.kin(line)
        if not named and (last in expected.roomy or last.startswith(NEW)):
            named = last
        if not named:
            count += 1
            named = f"{NEW}{count}"
        found.append(named)
        last = named
    return found


class _Missing:
    """The clauses whose bookmarks a file has not."""

    def __init__(self, expected: Expected, there: frozenset[str]) -> None:
        missing = [(name, line) for name, line in expected.lines if name in expected.extents and name not in there]
        self._exact = {said(line, expected.labels): name for name, line in reversed(missing)}
        self._labels, self._left = expected.labels, _TRIES

    def kin(self, line: Line) -> str:
        """The missing clause of which the line is a paragraph, most likely; empty if of none."""
        words = said(line, self._labels)
        if words in self._exact or not self._exact:
            return self._exact.get(words, "")
        best, most = "", _KIN
        for paragraph, name in self._exact.items():
            if self._left and 0.5 < (len(words) + 1) / (len(paragraph) + 1) < 2:
                self._left -= 1
                if (ratio := _alike(paragraph, words)) > most:
                    best, most = name, ratio
        return best
