"""The calendar of payments: on which day of a fiscal year which cents of a yearly amount fall due.

A fiscal year is named by the calendar year in which it begins, on July 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agreement_builder.answers.payment import ActualCost, Installments, Payment, due_days
from agreement_builder.costs.apportion import installments

FIRST_MONTH = 7
"""The month in which every fiscal year of a Connecticut municipality begins."""


@dataclass(frozen=True, slots=True)
class Due:
    """One payment: its cents, the day of its invoice (None: there is none) and the day on which it is due.

    `due` is None while the days to pay an invoice are open; they run from the day of the invoice.
    """

    cents: int
    invoiced: dt.date | None
    due: dt.date | None


def day_in(fiscal_year: int, month_day: str) -> dt.date:
    """The day `MM-DD` that falls within the fiscal year."""
    month, day = int(month_day[:2]), int(month_day[3:])
    return dt.date(fiscal_year if month >= FIRST_MONTH else fiscal_year + 1, month, day)


def payments(payment: Payment, fiscal_year: int, cents: int) -> tuple[Due, ...] | None:
    """The payments of `cents` of a yearly amount, in order; they add up to it exactly.

    The actual cost of a period is invoiced on the day after it ends; as it is not known before, the cents are
    those of the budget. None while it is open how often the parties pay.
    """
    days = due_days(payment)
    if days is None:
        return None
    begins = [day_in(fiscal_year, day) for day in days]
    parts = installments(cents, len(begins))
    if isinstance(payment.basis, Installments):
        return tuple(Due(part, None, day) for part, day in zip(parts, begins, strict=True))
    if isinstance(payment.basis, ActualCost):
        begins = [*begins[1:], day_in(fiscal_year + 1, days[0])]
    wait = None if payment.invoice_days is None else dt.timedelta(days=payment.invoice_days)
    return tuple(Due(part, day, None if wait is None else day + wait) for part, day in zip(parts, begins, strict=True))
