"""Open points in words, for all who list them: what kinds are called, what to do about each, how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreement_builder.errors import Finding, error, warning
from agreement_builder.ledger.point import Kind, Ledger, Point


@dataclass(frozen=True, slots=True)
class KindWords:
    """What points of one kind are called: one, several, the heading over them, and what to do about all of them.

    `together` is empty where each point says for itself what to do.
    """

    one: str
    several: str
    heading: str
    together: str


WORDS: Mapping[Kind, KindWords] = {
    Kind.ERROR: KindWords("error", "errors", "Errors", ""),
    Kind.WARNING: KindWords("warning", "warnings", "Warnings", ""),
    Kind.COUNSEL: KindWords("choice for counsel", "choices for counsel", "Left to counsel", ""),
    Kind.BLANK: KindWords(
        "blank",
        "blanks",
        "Blanks",
        "Answer each, or dismiss those that are filled by hand at signing: the draft then has a rule to write on.",
    ),
    Kind.ASSUMPTION: KindWords("assumption", "assumptions", "Assumptions", ""),
    Kind.DEFAULT: KindWords(
        "default",
        "defaults",
        "Defaults taken",
        "Nobody answered these questions, and the draft says what is usual. Confirm each, or answer it.",
    ),
}
"""The words of each kind, in the order in which kinds are listed: the gravest first."""


def counted(ledger: Ledger) -> str:
    """`31 open points: 2 warnings, 18 blanks, 11 defaults; 3 dismissed`."""
    total = len(ledger.open)
    by_kind = Counter(point.kind for point in ledger.open)
    parts = [number(by_kind[kind], words.one, words.several) for kind, words in WORDS.items() if by_kind[kind]]
    told = f"{number(total, 'open point', 'open points')}{': ' if parts else ''}{', '.join(parts)}"
    return f"{told}; {len(ledger.dismissed)} dismissed" if ledger.dismissed else told


def number(count: int, one: str, several: str) -> str:
    """`1 blank`, `no blanks`."""
    return f"{count or 'no'} {one if count == 1 else several}"


def grouped(points: Iterable[Point]) -> list[tuple[Kind, list[Point]]]:
    """The points of each kind in their order, the gravest kind first; kinds without points are left out."""
    found: dict[Kind, list[Point]] = {kind: [] for kind in WORDS}
    for point in points:
        found[point.kind].append(point)
    return [(kind, group) for kind, group in found.items() if group]


def finding_of(point: Point) -> Finding:
    """The finding that a point is, for those who list all that is in the way of a final copy."""
    about = (point.where, point.says, point.settle)
    match point.kind:
        case Kind.BLANK:
            return warning("blank-open", *about)
        case Kind.COUNSEL:
            return warning("counsel-decides", *about)
        case Kind.ASSUMPTION:
            return warning("assumption-made", *about)
        case Kind.DEFAULT:
            return warning("default-taken", *about)
    rule, _, _ = point.key.partition(":")
    return error(rule, *about) if point.kind is Kind.ERROR else warning(rule, *about)


def still_told(findings: Iterable[Finding], ledger: Ledger) -> list[Finding]:
    """The findings without those that were dismissed as open points."""
    gone = {(one.point.where, one.point.says) for one in ledger.dismissed}
    return [one for one in findings if (one.where, one.message) not in gone]
