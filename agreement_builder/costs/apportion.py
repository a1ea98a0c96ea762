"""Dividing a whole number of units in given proportions, so that the parts add up to the whole.

Method: largest remainder (Hamilton). Each part is first rounded down; the units left over go one each to
the largest remainders, a tie to the part that comes first. No part differs from its exact share by one unit
or more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction


def apportion(total: int, shares: Sequence[Fraction]) -> list[int]:
    """`total` units divided by `shares`; the result has the sum `total` exactly.

    Raises ValueError if a share is negative, `total` is negative, or the shares do not add up to 1.
    """
    # Over one denominator all of it is arithmetic of whole numbers, which is many times as fast.
    whole = math.lcm(*(share.denominator for share in shares))
    parts_of_whole = [share.numerator * (whole // share.denominator) for share in shares]
    if total < 0 or any(part < 0 for part in parts_of_whole):
        raise ValueError("totals and shares are not negative")
    if sum(parts_of_whole) != whole:
        raise ValueError("shares add up to 1")
    parts, remainders = [], []
    for part in parts_of_whole:
        down, rest = divmod(total * part, whole)
        parts.append(down)
        remainders.append(rest)
    by_remainder = sorted(range(len(parts)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def exact_sum(figures: Iterable[Fraction]) -> Fraction:
    """The sum of the figures, added up over one denominator."""
    given = list(figures)
    whole = math.lcm(*(figure.denominator for figure in given))
    return Fraction(sum(figure.numerator * (whole // figure.denominator) for figure in given), whole)


def installments(total: int, count: int) -> list[int]:
    """`total` cents in `count` payments that differ by a cent at most; the first ones carry the odd cents."""
    return apportion(total, [Fraction(1, count)] * count)
