"""Dividing a whole number of units in given proportions, so that the parts add up to the whole.

Method: largest remainder (Hamilton). Each part is first rounded down; the units left over go one each to
the largest remainders, a tie to the part that comes first. No part differs from its exact share by one unit
or more.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def apportion(total: int, shares: Sequence[Fraction]) -> list[int]:
    """`total` units divided by `shares`; the result has the sum `total` exactly.

    Raises ValueError if a share is negative, `total` is negative, or the shares do not add up to 1.
    """
    if total < 0 or any(share < 0 for share in shares):
        raise ValueError("totals and shares are not negative")
    if sum(shares) != 1:
        raise ValueError("shares add up to 1")
    exact = [total * share for share in shares]
    parts = [int(amount) for amount in exact]
    left = total - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:left]:
        parts[place] += 1
    return parts


def installments(total: int, count: int) -> list[int]:
    """`total` cents in `count` payments that differ by a cent at most; the first ones carry the odd cents."""
    return apportion(total, [Fraction(1, count)] * count)
