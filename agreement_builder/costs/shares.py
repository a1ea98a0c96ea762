"""The exact share of each party under a method of sharing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from agreement_builder.answers.sharing import Amounts, Blend, ByMeasure, Charges, Equal, Fixed, Shares
from agreement_builder.costs.apportion import apportion


def exact_shares(method: Shares, parties: Sequence[str]) -> list[Fraction]:
    """The share of each party, in order of `parties`; they add up to exactly 1.

    `method` has a figure for each party, and none of them is open (`open_figures`).
    """
    match method:
        case Equal():
            return [Fraction(1, len(parties))] * len(parties)
        case Fixed(percents=percents):
            return [Fraction(percents[party]) / 100 for party in parties]
        case ByMeasure(measure=measure):
            return _proportions(measure.values, parties)
        case Blend(parts=parts):
            totals = [Fraction(0)] * len(parties)
            for part in parts:
                weight = Fraction(part.weight) / 100
                inner = (
                    _proportions(part.measure.values, parties)
                    if part.measure is not None
                    else [Fraction(1, len(parties))] * len(parties)
                )
                totals = [total + weight * share for total, share in zip(totals, inner, strict=True)]
            return totals
        case Amounts(amounts=amounts):
            return _proportions({party: amounts.get(party) for party in parties}, parties)
        case Charges():
            raise ValueError("unit prices give no shares")


def open_figures(method: Shares) -> bool:
    """Whether a figure on which the shares rest is not known yet."""
    match method:
        case ByMeasure(measure=measure):
            return None in measure.values.values()
        case Blend(parts=parts):
            return any(part.measure is not None and None in part.measure.values.values() for part in parts)
        case Amounts(amounts=amounts):
            return None in amounts.values()
        case Charges():
            return True
        case Equal() | Fixed():
            return False


def _proportions(values: Mapping[str, Decimal | None], parties: Sequence[str]) -> list[Fraction]:
    figures = [Fraction(values[party] or 0) for party in parties]
    total = sum(figures)
    return [figure / total for figure in figures]


def shown_percents(shares: Sequence[Fraction]) -> list[Decimal]:
    """The shares as percentages with two decimals that add up to exactly 100.00 (largest remainder)."""
    return [Decimal(points).scaleb(-2) for points in apportion(10_000, shares)]
