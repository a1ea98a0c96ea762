"""Fields while a paragraph is read: whether words are shown, and which bookmark they refer to."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r'\s*REF\s+"?([^\s"\\]+)', re.IGNORECASE)


class Fields:
    """The fields that are open, outermost first, each with its instruction and whether its result has begun."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self.shown = True
        self.target = ""

    def mark(self, kind: str) -> None:
        """Take in a `w:fldChar` of a kind: begin, separate, end."""
        if kind == "begin":
            self._open.append(("", False))
        elif kind == "separate" and self._open:
            self._open[-1] = (self._open[-1][0], True)
        elif kind == "end" and self._open:
            self._open.pop()
        self._settle()

    def instruct(self, words: str) -> None:
        """Take in words of an instruction."""
        if self._open and not self._open[-1][1]:
            self._open[-1] = (self._open[-1][0] + words, False)

    def begin(self, instruction: str) -> None:
        """Begin a field whose result follows at once (`w:fldSimple`)."""
        self._open.append((instruction, True))
        self._settle()

    def end_paragraph(self) -> None:
        """Forget fields without a result: what follows a broken one is words, and better shown than lost."""
        if not self.shown:
            self._open = [one for one in self._open if one[1]]
            self._settle()

    def _settle(self) -> None:
        self.shown = all(begun for _, begun in self._open)
        found = [match[1] for instruction, _ in self._open if (match := _REFERENCE.match(instruction))]
        self.target = found[-1] if found else ""
