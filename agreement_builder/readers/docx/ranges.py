"""Ranges of a file that reach over paragraphs: our bookmarks, comments, and the two places of what was moved."""

from __future__ import annotations

from agreement_builder.writers.docx.body import CLAUSE
from agreement_builder.writers.docx.ooxml import ID, Element, w

_NAME = w("name")
_BOOKMARK, _COMMENT, _MOVE = "bookmark", "comment", "move"
_STARTS = {
    w("bookmarkStart"): _BOOKMARK,
    w("commentRangeStart"): _COMMENT,
    w("moveFromRangeStart"): _MOVE,
    w("moveToRangeStart"): _MOVE,
}
_ENDS = {
    w("bookmarkEnd"): _BOOKMARK,
    w("commentRangeEnd"): _COMMENT,
    w("moveFromRangeEnd"): _MOVE,
    w("moveToRangeEnd"): _MOVE,
}
TAGS = frozenset({*_STARTS, *_ENDS})
"""The elements that begin and end a range."""

_Key = tuple[str, str]


class Ranges:
    """Follows the ranges of a document while its lines are read in order.

    A range is widened to whole lines. One without an end is on the line on which it begins, and of two bookmarks of
    the same name the first counts.
    """

    def __init__(self, root: Element) -> None:
        self._closings = _closings(root)
        self._ended = frozenset(self._closings.values())
        self._open: dict[_Key, str] = {}
        self._pending: dict[_Key, str] = {}
        self._line: dict[_Key, str] | None = None
        self._covered: set[_Key] = set()
        self._names: set[str] = set()
        self.worded = False
        """Whether words of the line were read already; whoever reads them says so."""

    def mark(self, element: Element) -> None:
        """Take in the beginning or the end of a range."""
        tag, name = str(element.tag), element.get(ID) or ""
        if tag in _STARTS:
            self._start((_STARTS[tag], name), element.get(_NAME) or "")
            return
        key = self._closings.get((_ENDS[tag], name), (_ENDS[tag], name))
        self._open.pop(key, None)
        # Word ends a range over whole paragraphs at the beginning of the next one.
        if self._line is not None and not self.worded and key in self._covered:
            self._line.pop(key, None)

    def comment(self, name: str) -> None:
        """Take in the mark of a comment, which need not have a range."""
        if self._line is not None:
            self._line[_COMMENT, name] = name

    def begin(self) -> None:
        """Begin a line."""
        self._line, self._pending = self._open | self._pending, {}
        self.worded = False

    def end(self) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """End the line: the clauses and the comments on it, and the name of the move that it is in."""
        line, self._line = self._line or {}, None
        self._covered.update(line)
        clauses = tuple(name for (kind, _), name in line.items() if kind == _BOOKMARK)
        comments = tuple(name for (kind, _), name in line.items() if kind == _COMMENT)
        return clauses, comments, next((name for (kind, _), name in line.items() if kind == _MOVE), "")

    def _start(self, key: _Key, name: str) -> None:
        kind, number = key
        if kind == _BOOKMARK:
            if not name.startswith(CLAUSE) or name in self._names:
                return
            self._names.add(name)
        shown = number if kind == _COMMENT else name
        if key in self._ended:
            self._open[key] = shown
        if self._line is not None:
            self._line[key] = shown
        elif key not in self._ended:
            self._pending[key] = shown


def _closings(root: Element) -> dict[_Key, _Key]:
    """The beginning that each end belongs to, of the ranges that end after they begin.

    LibreOffice ends a bookmark over several paragraphs by beginning it once more, under another id.
    """
    begun: dict[_Key, _Key] = {}
    named: dict[str, _Key] = {}
    found: dict[_Key, _Key] = {}
    for element in root.iter(*TAGS):
        tag, number = str(element.tag), element.get(ID) or ""
        if tag not in _STARTS:
            key = _ENDS[tag], number
            if key in begun:
                found[key] = begun[key] if begun[key] not in found else key
            continue
        key = _STARTS[tag], number
        begun[key] = named.setdefault(element.get(_NAME) or "", key) if key[0] == _BOOKMARK else key
    return found
