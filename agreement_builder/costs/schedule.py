"""The schedule of the cost-share exhibit: what each party pays in a year and in each payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreement_builder.answers.funding import Funding
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.costs.apportion import apportion, installments
from agreement_builder.costs.shares import exact_shares, open_figures, shown_percents

ILLUSTRATION_CENTS = 100_000_00
"""The round sum that is divided where no budget is given: it states no figure of the parties."""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One party: its percentage (two decimals), its cents of the year, and the cents of each payment."""

    party: str
    percent: Decimal
    cents: int
    payments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """All parties; `total` cents are divided, and `budgeted` says whether that is the parties' budget."""

    rows: tuple[ScheduleRow, ...]
    total: int
    budgeted: bool


def cents(dollars: Decimal) -> int:
    """An amount in dollars with at most two decimals, in cents."""
    return int(dollars.scaleb(2))


def first_year(funding: Funding, parties: Sequence[str]) -> Schedule | None:
    """The schedule of the first fiscal year; None while the method of sharing, or a figure of it, is open.

    Payments are of the budget of the parties; while the frequency is open there is one.
    """
    if funding.shares is None or open_figures(funding.shares):
        return None
    shares = exact_shares(funding.shares, parties)
    budgeted = funding.first_budget is not None
    total = cents(funding.first_budget) if funding.first_budget is not None else ILLUSTRATION_CENTS
    count = PAYMENTS[funding.payment.frequency] if funding.payment.frequency is not None else 1
    amounts = apportion(total, shares)
    rows = tuple(
        ScheduleRow(party, percent, amount, tuple(installments(amount, count)))
        for party, percent, amount in zip(parties, shown_percents(shares), amounts, strict=True)
    )
    return Schedule(rows, total, budgeted)
