"""Seats by rule: exact numbers from the figure of each party."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil


def stepped(figure: Decimal | int, *, first: int, above: int, step: int, most: int) -> int:
    """`first` seats, and one more for each `step`, or part of it, by which `figure` exceeds `above`.

    No more than `most`, where that is not 0, but always `first` at least (Conn. Gen. Stat. § 19a-241: 1, 10,000,
    10,000, 5; § 7-330: 2, 5,000, 5,000 and no limit).
    """
    over = max(Fraction(figure) - above, Fraction(0))
    seats = first + ceil(over / step)
    return max(first, min(seats, most)) if most else seats


def tiered(figure: Decimal | int, tiers: Sequence[tuple[Decimal, int]]) -> int:
    """The seats of the highest tier, each given as (above, seats) from the lowest, whose size `figure` exceeds.

    A figure that exceeds none has those of the first tier.
    """
    seats = tiers[0][1]
    for above, number in tiers:
        if figure > above:
            seats = number
    return seats
