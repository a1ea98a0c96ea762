"""The schedule of one cost in one fiscal year: what each party pays in the year and in each payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from agreement_builder.costs.apportion import apportion, installments
from agreement_builder.costs.line import LineYear


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One party: its percentage (two decimals; None under a price), its cents, and the cents of each payment."""

    party: str
    percent: Decimal | None
    cents: int
    payments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The parties that pay; `total` cents are paid, and `budgeted` says whether that rests on the parties' budget."""

    rows: tuple[ScheduleRow, ...]
    total: int
    budgeted: bool


def schedule(line: LineYear, payments: int = 1) -> Schedule | None:
    """The schedule of a cost with this number of payments a year; None while a figure of it is open."""
    if line.open:
        return None
    percents: Sequence[Decimal | None] = [None] * len(line.charges)
    if line.shares is not None and sum(line.shares.figures) == 1:
        percents = shown_percents(line.shares.figures)
    rows = tuple(
        ScheduleRow(party, percent, cents, tuple(installments(cents, payments)) if cents >= 0 else (cents,))
        for (party, cents), percent in zip(line.charges.items(), percents, strict=True)
    )
    return Schedule(rows, sum(line.charges.values()), not line.illustrated)


def shown_percents(shares: Sequence[Fraction]) -> list[Decimal]:
    """The shares as percentages with two decimals that add up to exactly 100.00 (largest remainder)."""
    return [Decimal(points).scaleb(-2) for points in apportion(10_000, shares)]


def in_cents(dollars: Decimal) -> int:
    """An amount in dollars with at most two decimals, in cents."""
    return int(dollars.scaleb(2))
