"""A typed line read as the answer to a question."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from agreement_builder.compose.blanks import BlankFault, read_blank
from agreement_builder.errors import nearest
from agreement_builder.interview.question import Kind, Option, Question
from agreement_builder.yamltext import unprintable

_NUMBER = re.compile(r"-?\$?\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,9})?|\.[0-9]{1,9})\s*%?\Z")
_AMERICAN = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})\Z")
_WRITTEN = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})\Z")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WANTED = {
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.DOLLARS: "an amount in dollars",
    Kind.PERCENT: "a percentage",
    Kind.DATE: "a date (year-month-day)",
    Kind.MONTH_DAY: "a day of every year (month-day)",
}


class ReplyFault(ValueError):
    """A line that does not answer the question; the message is a sentence."""


def read_reply(question: Question, line: str) -> object:
    """The answer that the line gives, of the question's kind; raises ReplyFault."""
    if bad := unprintable(line):
        raise ReplyFault(f"The line holds the character {bad}, which no agreement can print.")
    value = _value(question, line)
    if question.spec is None:
        return value
    try:
        return read_blank(question.spec, value)
    except BlankFault as fault:
        raise ReplyFault(f'"{line}" {fault}.') from None


def _value(question: Question, line: str) -> object:
    match question.kind:
        case Kind.TEXT:
            return line
        case Kind.CHOICE:
            return chosen(question.options, line).value
        case Kind.DATE:
            value: object = _date(line)
        case Kind.MONTH_DAY:
            value = _month_day(line)
        case _:
            value = _number(line, whole=question.kind is Kind.INTEGER)
    if value is None:
        raise ReplyFault(f'"{line}" stands where {_WANTED[question.kind]} is needed.')
    return value


def chosen(options: tuple[Option, ...], line: str) -> Option:
    """The option that the line names by number, by its words or by their beginning; raises ReplyFault."""
    if re.fullmatch("[0-9]{1,4}", line):
        if 1 <= int(line) <= len(options):
            return options[int(line) - 1]
        raise ReplyFault(f"There is no choice {line}; the choices are numbered from 1 to {len(options)}.")
    word = re.sub(r"[\s_]+", "_", line.casefold())
    exact = [option for option in options if word in (option.value, option.meaning.casefold().replace(" ", "_"))]
    begun = exact or [option for option in options if option.value.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise ReplyFault(f'"{line}" may mean {" or ".join(option.value for option in begun)}; type the number.')
    near = nearest(word, [option.value for option in options])
    hint = near if near.startswith("Did you mean") else f"Type a number from 1 to {len(options)}."
    raise ReplyFault(f'"{line}" is not one of the choices. {hint}')


def _number(line: str, *, whole: bool) -> int | Decimal | None:
    if not (match := _NUMBER.match(line)):
        return None
    number = Decimal(match[1].replace(",", "")) * (-1 if line.startswith("-") else 1)
    is_whole = number == number.to_integral_value()
    if whole and not is_whole:
        return None
    return int(number) if is_whole and (whole or "." not in line) else number


def _date(line: str) -> dt.date | None:
    """A day written as 2027-07-01, 7/1/2027 or July 1, 2027."""
    try:
        if match := _AMERICAN.match(line):
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := _WRITTEN.match(line):
            months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].casefold())]
            return dt.date(int(match["year"]), months[0], int(match["day"])) if len(months) == 1 else None
        return dt.date.fromisoformat(line) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", line) else None
    except ValueError:
        return None


def _month_day(line: str) -> str | None:
    """A day of every year, written as 12-01, 12/1 or December 1, as `12-01`; not February 29."""
    plain = re.sub("^([0-9]{1,2})[-/]([0-9]{1,2})$", r"\1/\2/2001", line)
    day = _date(plain if plain != line else f"{line}, 2001")
    return day.isoformat()[5:] if day is not None else None
