"""How figures of costs are written: dollars, percentages and counts, exact where that is short."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from agreement_builder.costs.sheet import Unit


def cents_shown(cents: int) -> str:
    """`$1,250.00`, `-$3.20`, for a number of cents."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def difference_shown(cents: int) -> str:
    """`+$1,250.00`, `-$3.20`, `$0.00`, for a difference in cents."""
    return f"+{cents_shown(cents)}" if cents > 0 else cents_shown(cents)


def figure_shown(figure: Fraction, unit: Unit) -> str:
    """A figure in its unit: `$112,719.51`, `12.9708%`, `8,577.2`; no more than four decimals are shown."""
    if unit is Unit.DOLLARS:
        sign = "-" if figure < 0 else ""
        return f"{sign}${_rounded(abs(figure), 2, 4)}"
    if unit is Unit.SHARE:
        return f"{_rounded(figure * 100, 2, 4)}%"
    if unit is Unit.PERCENT:
        return f"{_rounded(figure, 0, 4)}%"
    return _rounded(figure, 0, 4)


def _rounded(figure: Fraction, least: int, most: int) -> str:
    """The figure with thousands set off, and between `least` and `most` decimals, without idle zeros."""
    scaled = (Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(
        Decimal(1).scaleb(-most), ROUND_HALF_UP
    )  # fmt: skip
    words = f"{scaled:,.{most}f}"
    whole, _, decimals = words.partition(".")
    kept = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{kept}" if kept else whole
