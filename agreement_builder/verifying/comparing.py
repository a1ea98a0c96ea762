"""One part of a file against what its answers give: the same, its blanks filled, changed, or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from agreement_builder.readers.docx.page import Line, Mark, Piece
from agreement_builder.verifying.expected import Expected, said, shown
from agreement_builder.verifying.verification import Filled, Part, State


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one part: as they should be, as the file has them with every mark, and in both readings."""

    built: Sequence[Line]
    marked: Sequence[Line]
    before: Sequence[Line]
    after: Sequence[Line]


def compared(part: Part, lines: Lines, expected: Expected, *, redline: bool) -> Part:
    """The part with its state; in a redline of ours, tracked changes are as they should be if the end result is."""
    built, now = _texts(lines.built, expected), _texts(lines.after, expected)
    was_built = redline or _texts(lines.before, expected) == built
    if now == built and was_built:
        return part
    filled = _filled(lines.built, now, expected)
    before = [] if was_built else _filled(lines.built, _texts(lines.before, expected), expected)
    tracked = not redline and before is not None and bool(authors_of(lines.marked))
    authors = authors_of(lines.marked) if not redline else ()
    if filled:
        tracked = tracked and was_built
        return replace(part, state=State.FILLED, tracked=tracked, authors=authors, filled=tuple(filled))
    if now == built:
        now = _texts(lines.before, expected)
    was, reads = _differing(built, now)
    return replace(
        part,
        state=State.CHANGED if now else State.DELETED,
        tracked=tracked,
        authors=authors,
        filled=tuple(_by_control(lines, expected)),
        was=was,
        now=reads,
    )


def authors_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """Who made the tracked changes of these lines, in the order of the names."""
    found = {piece.author for line in lines for piece in line.pieces if piece.mark is not Mark.KEPT}
    found |= {line.author for line in lines if line.mark is not Mark.KEPT}
    found |= {"" for line in lines if line.cell is not None and line.cell.row_mark is not Mark.KEPT}
    return tuple(sorted(author or "somebody unnamed" for author in found))


def _texts(lines: Sequence[Line], expected: Expected) -> list[str]:
    return [words for line in lines if (words := said(line, expected.labels))]


def _filled(built: Sequence[Line], now: Sequence[str], expected: Expected) -> list[Filled] | None:
    """What was written into blanks if nothing else differs; None if something else does."""
    if len(built) != len(now):
        return None
    found: list[Filled] = []
    for line, words in zip(built, now, strict=True):
        if said(line, expected.labels) == words:
            continue
        blanks = _blanks(line, expected)
        written = _between(_literals(line, expected), words) if blanks else None
        if written is None:
            return None
        pairs = zip(blanks, written, strict=True)
        found += [Filled(path, text.strip()) for (path, shown), text in pairs if text != shown]
    return found


def _literals(line: Line, expected: Expected) -> list[str]:
    """The words before, between and after the blanks of a line."""
    groups: list[list[Piece]] = [[]]
    for piece in line.pieces:
        if piece.control in expected.paths:
            groups.append([])
        else:
            groups[-1].append(piece)
    words = [shown(group, expected.labels) for group in groups]
    return [words[0].lstrip(), *words[1:-1], words[-1].rstrip()]


def _between(literals: Sequence[str], words: str) -> list[str] | None:
    """What stands in `words` between the literals, each found as early as can be; None if one is not there."""
    first, *inner, last = literals
    end = len(words) - len(last)
    if not words.startswith(first) or not words.endswith(last):
        return None
    found: list[str] = []
    spot = len(first)
    for literal in inner:
        at = words.find(literal, spot + 1, end)
        if at < 0:
            return None
        found.append(words[spot:at])
        spot = at + len(literal)
    return [*found, words[spot:end]] if spot < end else None


def _blanks(line: Line, expected: Expected) -> list[tuple[str, str]]:
    """The path of each blank of the line and what it shows unfilled."""
    return [(expected.paths[piece.control], piece.text) for piece in line.pieces if piece.control in expected.paths]


def _by_control(lines: Lines, expected: Expected) -> list[Filled]:
    """What was written into blanks that kept their control, whatever was changed around them."""
    unfilled = {path: shown for line in lines.built for path, shown in _blanks(line, expected)}
    found = [blank for line in lines.after for blank in _blanks(line, expected)]
    return [Filled(path, text.strip()) for path, text in dict.fromkeys(found) if text != unfilled.get(path, text)]


def _differing(built: list[str], now: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    was, reads = [], []
    for kind, i, j, k, m in SequenceMatcher(None, built, now, autojunk=False).get_opcodes():
        if kind != "equal":
            was += built[i:j]
            reads += now[k:m]
    return tuple(was), tuple(reads)
