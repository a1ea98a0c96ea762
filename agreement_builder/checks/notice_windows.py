"""Windows for notice of withdrawal that hold a party longer than the notice says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from agreement_builder.answers.withdrawal import AlwaysOpen, Withdrawal
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning
from agreement_builder.leaving.days import add_months, fiscal_year_end, last_open, next_open

LONGEST = 24
"""Months from the latest day of a window to the effect, beyond which a party should know how long it waits."""


def _run(draft: Draft) -> Iterator[Finding]:
    leaving = draft.file.answers.leaving
    window, months = leaving.window, leaving.notice_months
    stated = leaving.withdrawal is Withdrawal.FISCAL_YEAR_END and months is not None
    if window is None or isinstance(window, AlwaysOpen) or not stated or months is None:
        return
    waits = [_wait(last_open(window, next_open(window, day)), months) for day in _year(draft.date)]
    if min(waits) > LONGEST:
        message = (
            f"A notice of {months} months that can be given only in this window always takes effect more than "
            f"{min(waits) - 1} months later, since no such notice ends with a fiscal year."
        )
        hint = "Choose months whose notice ends in June, shorten the notice, or keep it knowingly."
        yield warning("notice-window", draft.file.where("leaving.window"), message, hint)


def _year(day: dt.date) -> list[dt.date]:
    """The first days of twelve months."""
    first = day.replace(day=1)
    return [add_months(first, months) for months in range(12)]


def _wait(notice: dt.date, months: int) -> int:
    """Whole months, rounded up, from a notice to the end of the fiscal year in which it takes effect."""
    effect = fiscal_year_end(add_months(notice, months))
    waited = (effect.year - notice.year) * 12 + effect.month - notice.month
    return waited if add_months(notice, waited) >= effect else waited + 1


CHECK = Check(
    rules=("notice-window",),
    explain="""A party that may give notice only in some months can be held much longer than its notice says.

A withdrawal that takes effect at the end of a fiscal year waits for June 30. A notice of twenty-four months given
in December runs out in December and holds the party for thirty months. A legislative body should know the real
length when it votes.""",
    run=_run,
)
