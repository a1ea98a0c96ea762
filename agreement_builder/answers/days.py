"""Days as people write them: 2027-07-01, 7/1/2027, July 1, 2027 or 1-Jul-2027; days of every year likewise."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\Z")
_AMERICAN = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})\Z")
_WRITTEN = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})\Z")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[- ](?P<month>[A-Za-z]{3,9})\.?[- ](?P<year>[0-9]{4})\Z")
_FORMS = (_ISO, _AMERICAN, _WRITTEN, _DAY_FIRST)
_COMMON_YEAR = "2001"

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def day_in(text: str) -> dt.date | None:
    """The day that a text writes in a form that means one day only; None if it writes none."""
    found = next((match for form in _FORMS if (match := form.match(text))), None)
    if found is None:
        return None
    word = found["month"].casefold()
    months = [int(word)] if word.isdecimal() else [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)]
    try:
        return dt.date(int(found["year"]), months[0], int(found["day"])) if len(months) == 1 else None
    except ValueError:
        return None


def day_of_every_year(text: str) -> str | None:
    """The day of every year as `12-01`, where it is written as 12-01, 12/1, 1-Dec or December 1; not February 29."""
    plain = re.sub("^([0-9]{1,2})[-/]([0-9]{1,2})$", rf"\1/\2/{_COMMON_YEAR}", text)
    plain = re.sub("^([0-9]{1,2})[- ]([A-Za-z]{3,9})$", rf"\1-\2-{_COMMON_YEAR}", plain)
    day = day_in(plain if plain != text else f"{text}, {_COMMON_YEAR}")
    return day.isoformat()[5:] if day is not None else None
