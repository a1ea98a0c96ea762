"""One cell of a table read as an answer: by the shape of what is asked, in the forms that spreadsheets give it.

Excel turns a day into `7/1/2027` and a day of every year into `1-Jul`, and writes figures with commas; a cell is
read as what was meant, or refused where it may mean two things. What it cannot tell, the models tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from agreement_builder.answers.days import day_in, day_of_every_year
from agreement_builder.answers.shape import Many, OneOf, Options, Shape, Single
from agreement_builder.errors import AnswersRefusal
from agreement_builder.yamltext import read_yaml

_FIGURE = re.compile(r"-?\$?\s*([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?\s*%?\Z")
_COMMA = re.compile(r"[$\s-]*[0-9][0-9.]*,[0-9]*\s*%?\Z")


class CellFault(ValueError):
    """A cell that cannot be read as an answer; the message is a sentence on it and one on what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message, self.hint = message, hint


def read_cell(shape: Shape, text: str) -> object:
    """The answer in a cell that is not empty; a text as it stands where it has none of the forms of the shape.

    Lists, tables and groups are written as in an answers file (`[bolton, andover]`); single values of a list also
    with commas or semicolons between them, and a method by its name alone. Raises CellFault.
    """
    if isinstance(shape, Single):
        return _choice(shape.options, text) if shape.options else _READERS.get(shape.kind, str)(text)
    try:
        value = read_yaml(text, "cell", AnswersRefusal).value
    except AnswersRefusal as refusal:
        hint = "Write it as in an answers file, such as [bolton, andover] or {method: equal}."
        raise CellFault(refusal.findings[0].message, hint) from None
    if isinstance(shape, OneOf) and isinstance(value, str):
        word = _choice(shape.options, value)
        return {shape.tag: word} if word in shape.members else value
    if isinstance(shape, Many) and not isinstance(value, list | Mapping) and isinstance(shape.member, Single):
        member = shape.member
        return [read_cell(member, piece.strip()) for piece in re.split("[,;]", text) if piece.strip()]
    return value


def _choice(options: Options, text: str) -> str:
    """The option that a text names, however it is spaced and capitalized; else the text."""
    word = re.sub(r"[\s_-]+", "_", text.casefold())
    return next((value for value, meaning in options if word == value or text.casefold() == meaning.casefold()), text)


def _figure(text: str) -> Decimal | str:
    if found := _FIGURE.match(text):
        figure = Decimal(found[1].replace(",", "") + (found[2] or ""))
        return -figure if text.startswith("-") else figure
    if _COMMA.match(text):
        # Otherwise 27,5 would be read as 275.
        message = f'"{text}" may mean two figures, since its comma does not set off thousands.'
        raise CellFault(message, "Write a point before decimals, and commas between thousands only: 1,250.50.")
    return text


def _integer(text: str) -> int | Decimal | str:
    figure = _figure(text)
    return int(figure) if isinstance(figure, Decimal) and figure == int(figure) else figure


def _yes_no(text: str) -> bool | str:
    words: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}
    return words.get(text.casefold(), text)


def _date(text: str) -> str:
    """The day as 2027-07-01, where it is written in a form that means one day only."""
    day = day_in(text)
    return text if day is None else day.isoformat()


def _month_day(text: str) -> str:
    """The day of every year as 12-01."""
    return day_of_every_year(text) or text


_READERS: Mapping[str, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _figure,
    "dollars": _figure,
    "percent": _figure,
    "date": _date,
    "month_day": _month_day,
    "yes_no": _yes_no,
}
"""How a single value is read, by its kind; of any other kind it is the text."""
