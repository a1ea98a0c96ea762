"""A typed line read as the answer to a question."""

from __future__ import annotations

import re
from decimal import Decimal

from agreement_builder.answers.days import day_in, day_of_every_year
from agreement_builder.compose.blanks import BlankFault, read_blank
from agreement_builder.errors import nearest
from agreement_builder.interview.question import Kind, Option, Question
from agreement_builder.yamltext import unprintable

_NUMBER = re.compile(r"-?\$?\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,9})?|\.[0-9]{1,9})\s*%?\Z")
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


class NameUnclear(ReplyFault):
    """A name that may stand for others, which the message offers."""


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
            value: object = day_in(line)
        case Kind.MONTH_DAY:
            value = day_of_every_year(line)
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
