"""Floors and caps met together: shares scaled by one factor, and no further than their bounds allow.

What a bounded party pays more or less is borne by the others in proportion to their shares. The result is the
one set of parts that adds up to 1, keeps every bound, and leaves the proportions of the unbounded as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from agreement_builder.costs.apportion import exact_sum


def clamp(shares: Sequence[Fraction], least: Sequence[Fraction], most: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The shares within their bounds.

    They add up to 1, unless the bounds do not allow it: then every share is at the bound that stands in the way.
    A party without a share stays at its floor, since nothing can be in proportion to it.
    """
    most = [high if share else low for share, low, high in zip(shares, least, most, strict=True)]
    if exact_sum(most) <= 1:
        return tuple(most)
    if exact_sum(least) >= 1:
        return tuple(least)
    factor = _factor(shares, least, most)
    return tuple(_within(factor * share, low, high) for share, low, high in zip(shares, least, most, strict=True))


def _within(figure: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return low if figure < low else min(figure, high)


def _factor(shares: Sequence[Fraction], least: Sequence[Fraction], most: Sequence[Fraction]) -> Fraction:
    """The factor at which the bounded shares add up to 1.

    The sum grows with the factor along straight lines that bend where a party leaves its floor or meets its cap.
    """
    bends = sorted(
        (
            bend
            for share, low, high in zip(shares, least, most, strict=True)
            if share
            for bend in ((low / share, share), (high / share, -share))
        ),
        key=_order,
    )
    total = exact_sum(least)
    slope, at = Fraction(0), Fraction(0)
    for bend, change in bends:
        reached = total + slope * (bend - at)
        if reached >= 1 and slope:
            break
        total, at, slope = reached, bend, slope + change
    return at + (1 - total) / slope if slope else at


def _order(bend: tuple[Fraction, Fraction]) -> tuple[int, Fraction, Fraction]:
    """By size; whole numbers, which are quick to compare, decide where they differ."""
    at, change = bend
    return (at.numerator << 64) // at.denominator, at, change
