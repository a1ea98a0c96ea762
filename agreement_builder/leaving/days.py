"""Days, months and fiscal years, exactly. A fiscal year runs from July 1 to June 30 and has the year of its July 1."""

from __future__ import annotations

import calendar
import datetime as dt

from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.withdrawal import AlwaysOpen, OpenEveryYear, OpenSomeYears

Window = AlwaysOpen | OpenEveryYear | OpenSomeYears


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day of that month where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def end_of_fiscal_year(year: int) -> dt.date:
    """The last day of a fiscal year."""
    return dt.date(year + 1, 6, 30)


def fiscal_year_end(day: dt.date) -> dt.date:
    """The first June 30 on or after a day."""
    return end_of_fiscal_year(fiscal_year(day))


def is_open(window: Window, day: dt.date) -> bool:
    """Whether notice of withdrawal may be given on a day."""
    match window:
        case AlwaysOpen():
            return True
        case OpenEveryYear(months=months):
            return day.month in months
        case OpenSomeYears(months=months, first_year=first, every=every):
            return day.month in months and day.year >= first and (day.year - first) % every == 0


def next_open(window: Window, day: dt.date) -> dt.date:
    """The first day, on or after `day`, on which notice of withdrawal may be given."""
    if isinstance(window, OpenSomeYears):
        day = max(day, dt.date(window.first_year, 1, 1))
    while not is_open(window, day):
        day = add_months(day.replace(day=1), 1)
    return day


def last_open(window: Window, day: dt.date) -> dt.date:
    """The last day of the window in which `day` lies; `day` itself where notice may be given always."""
    if isinstance(window, AlwaysOpen):
        return day
    while is_open(window, day):
        first = day.replace(day=1)
        day = add_months(first, 1)
    return day - dt.timedelta(days=1)
