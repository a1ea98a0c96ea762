"""Values in words: the filters that a clause may use.

Every filter leaves an unanswered value as it is, so that it becomes a blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import wraps

from jinja2 import pass_context
from jinja2.runtime import Context

from agreement_builder.answers.base import Choice
from agreement_builder.answers.facts import Unanswered
from agreement_builder.answers.fiscal import fiscal_year_shown

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_words(number: int) -> str:
    """A whole number from 0 to 999,999 in words, as American contracts write it: `one hundred five`."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {in_words(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{in_words(thousands)} thousand" + (f" {in_words(rest)}" if rest else "")


def number(value: object) -> str:
    """`thirty (30)`; figures alone from one thousand, and for what is not a whole number."""
    if isinstance(value, (int, Decimal)) and value == int(value) and 0 <= value < 1000:
        return f"{in_words(int(value))} ({int(value)})"
    return figures(value)


def figures(value: object) -> str:
    """`12,500`: figures with thousands set off."""
    return f"{value:,}" if isinstance(value, (int, Decimal)) else str(value)


def dollars(value: object) -> str:
    """`$1,250.00` for a number of dollars."""
    return f"${Decimal(str(value)):,.2f}"


def percent(value: object) -> str:
    """`12.5%`: as many decimals as were given."""
    return f"{value}%"


def long_date(value: object) -> str:
    """`July 1, 2027`."""
    if isinstance(value, str):
        value = dt.date.fromisoformat(value)
    if not isinstance(value, dt.date):
        return str(value)
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def month_day(value: object) -> str:
    """`December 1` for the day `12-01` of every year."""
    month, _, day = str(value).partition("-")
    return f"{_MONTHS[int(month) - 1]} {int(day)}"


def month_names(value: object) -> str:
    """`December`; `July, August or December` for several months."""
    months = [value] if isinstance(value, int) else list(value)  # type: ignore[call-overload]
    names = [_MONTHS[month - 1] for month in months]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def ordinal(value: object) -> str:
    """`second` for 2; `21st` from twenty on."""
    count = int(str(value))
    if count < len(_ORDINALS):
        return _ORDINALS[count]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10 if count // 10 % 10 != 1 else 0, "th")
    return f"{count}{ending}"


def fiscal_year(value: object) -> str:
    """`2027-28` for the fiscal year that begins on July 1, 2027."""
    return fiscal_year_shown(int(str(value)))


def words(value: object) -> str:
    """A choice as words: `town meeting` for `town_meeting`."""
    return str(value).replace("_", " ")


def title_words(value: object) -> str:
    """A choice as capitalized words: `Town Meeting` for `town_meeting`."""
    return words(value).title().replace(" Of ", " of ")


def meaning(value: object) -> str:
    """A choice in the words of its meaning: `the town meeting`."""
    return value.meaning if isinstance(value, Choice) else words(value)


def sentence(value: object) -> str:
    """The words with a capital at the beginning, for the start of a sentence."""
    text = str(value)
    return text[:1].upper() + text[1:]


_HOW_OFTEN = {
    "monthly": "at least once in each month",
    "quarterly": "at least once in each quarter of the Fiscal Year",
    "semiannual": "at least twice in each Fiscal Year",
    "annual": "at least once in each Fiscal Year",
}
_INSTALMENTS = {
    "monthly": "twelve equal monthly installments",
    "quarterly": "four equal quarterly installments",
    "semiannual": "two equal semiannual installments",
    "annual": "one annual installment",
}


def how_often(value: object) -> str:
    """`at least once in each quarter of the Fiscal Year` for quarterly meetings."""
    return _HOW_OFTEN[str(value)]


def installment_words(value: object) -> str:
    """`four equal quarterly installments` for quarterly payment."""
    return _INSTALMENTS[str(value)]


def _counted(value: object, noun: str) -> str:
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def days(value: object) -> str:
    """`thirty (30) days`, `one (1) day`."""
    return _counted(value, "day")


def months(value: object) -> str:
    """`twelve (12) months`, `one (1) month`."""
    return _counted(value, "month")


def years(value: object) -> str:
    """`five (5) years`, `one (1) year`."""
    return _counted(value, "year")


def members(value: object) -> str:
    """`two (2) members`, `one (1) member`."""
    return _counted(value, "member")


def votes(value: object) -> str:
    """`five (5) votes`, `one (1) vote`."""
    return _counted(value, "vote")


_PERIODS = {"monthly": "month", "quarterly": "quarter", "semiannual": "half-year", "annual": "year"}


def period(value: object) -> str:
    """`quarter` for quarterly payment."""
    return _PERIODS[str(value)]


@pass_context
def party(context: Context, key: object) -> object:
    """The party with this key, as it stands in a sentence: `the Town of Bolton`."""
    if isinstance(key, Unanswered):
        return key
    return next((each.the_name for each in context["parties"] if each.id == key), key)


def _open_stays_open(function: Callable[..., str]) -> Callable[..., object]:
    @wraps(function)
    def filled(value: object, *rest: object) -> object:
        return value if isinstance(value, Unanswered) else function(value, *rest)

    return filled


FILTERS: dict[str, Callable[..., object]] = {
    name: _open_stays_open(function)
    for name, function in {
        "number": number,
        "figures": figures,
        "dollars": dollars,
        "percent": percent,
        "long_date": long_date,
        "month_day": month_day,
        "fiscal_year": fiscal_year,
        "words": words,
        "title_words": title_words,
        "meaning": meaning,
        "sentence": sentence,
        "how_often": how_often,
        "installments": installment_words,
        "period": period,
        "days": days,
        "months": months,
        "month_names": month_names,
        "ordinal": ordinal,
        "years": years,
        "members": members,
        "votes": votes,
    }.items()
} | {"party": party}
"""The filters by the name that clauses use."""
