"""Rows of a ledger: blanks of one kind for many parties share one, so that hundreds of points are read in minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agreement_builder.answers.origin import pattern_of
from agreement_builder.ledger.point import Kind, Point

ALIKE = 5
"""So many blanks of one kind in one place stand in rows of their own; if there are more, they share rows."""

ROW = 25
"""As many blanks as share one row: a row is not torn apart at the foot of a page."""


def rows_of(points: Iterable[Point]) -> Iterator[list[Point]]:
    """The points of each row: one, or blanks alike in one place where there are many."""
    alike: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        key = pattern_of(point.path) if point.kind is Kind.BLANK else point.key
        alike.setdefault((point.place, key), []).append(point)
    for group in alike.values():
        size = ROW if len(group) > ALIKE else 1
        yield from (group[start : start + size] for start in range(0, len(group), size))


def said_by_row(row: Sequence[Point]) -> str:
    """What the points of a row say: of several blanks their labels, with what they have in common said once."""
    if len(row) == 1:
        return row[0].says
    labels = [point.says.partition("]")[0].removeprefix("[") for point in row]
    asked, comma, _ = labels[0].partition(", ")
    if not comma or not all(label.startswith(f"{asked}, ") for label in labels):
        return "; ".join(labels)
    return f"{asked}: {'; '.join(label.removeprefix(f'{asked}, ') for label in labels)}"


def numbers_of(row: Sequence[Point], dash: str = "–") -> str:
    """`12`, `12–36`; `12, 14` where numbers lie between that are not of the row."""
    numbers = [point.number for point in row]
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 1 and last - first == len(numbers) - 1:
        return f"{first}{dash}{last}"
    return ", ".join(map(str, numbers))
