"""Two texts compared word by word, in plain lines: `ninety [-days'-] {+days+} notice`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r"\n|[^\s]+")


def word_diff(old: str, new: str) -> tuple[str, ...]:
    """The lines that differ, with what went as `[-old-]` and what came as `{+new+}`; empty if no word differs."""
    if old.split() == new.split():
        return ()
    before, after = _lines(old), _lines(new)
    found: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _differing("\n".join(before[i:j]), "\n".join(after[k:m]))
    return tuple(found)


def _lines(text: str) -> list[str]:
    """The lines that hold words, with single spaces between them."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _differing(old: str, new: str) -> list[str]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if [word for word in before if word != "\n"] == [word for word in after if word != "\n"]:
        return []
    pieces: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces += before[i:j]
        else:
            pieces += [*_marked(before[i:j], "[-", "-]"), *_marked(after[k:m], "{+", "+}")]
    lines = [" ".join(line.split()) for line in " ".join(pieces).split("\n")]
    return [line for line in lines if line]


def _marked(words: list[str], opening: str, closing: str) -> Iterator[str]:
    """The words within one pair of marks on each line."""
    for place, line in enumerate(" ".join(words).split("\n")):
        if place:
            yield "\n"
        if line.strip():
            yield f"{opening}{line.strip()}{closing}"
