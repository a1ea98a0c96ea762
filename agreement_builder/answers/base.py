"""What every model of answers shares: strictness, kinds of value, and choices that explain themselves.

A field's `title` is the question's short name (and the label of its blank), its `description` the help.
A field that may be left open is optional; None always means "not answered", never "no".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from agreement_builder.yamltext import unprintable


class Answer(BaseModel):
    """Base of all models of answers: frozen, and strict about unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class Choice(StrEnum):
    """A closed choice whose members say in one line what each does to the agreement."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """A member with its line of meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


@dataclass(frozen=True, slots=True)
class Means:
    """What a value is to the person who gives it, where its type alone does not say: a figure of dollars, a key."""

    word: str


ASKED: dict[str, Any] = {"asked": True}
"""As `json_schema_extra` of a field of a group that has a default: it is asked where the draft reads it, and the
default is offered. Without the mark such a field is for those who write it by hand.
"""

NOT_ASKED: dict[str, Any] = {"asked": False}
"""As `json_schema_extra` of a field within a nested model: it is never asked. Without the mark it is."""


def _printable(text: str) -> str:
    if bad := unprintable(text):
        raise ValueError(f"holds the character {bad}, which no agreement can print")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


def _plain_number(value: object) -> object:
    """`$1,250.00` and `27.5%` are read as people write them."""
    if isinstance(value, str):
        bare = value.strip().removeprefix("$").removesuffix("%").replace(",", "").strip()
        try:
            return Decimal(bare)
        except InvalidOperation:
            return value
    return value


def _month_day(text: str) -> str:
    """Raises ValueError for what is no day of every year (also February 29)."""
    try:
        # Other forms than figures are known to fromisoformat, such as weeks.
        dt.date.fromisoformat(f"2001-{text}" if text[:1].isdecimal() else text)
    except ValueError:
        raise ValueError("is no day that every year has; write month and day, such as 12-01") from None
    return text


def whole_number(value: object) -> object:
    """A value for a whole number; `true` is not one, though Python counts with it."""
    return str(value).lower() if isinstance(value, bool) else value


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    AfterValidator(_one_line),
    AfterValidator(_printable),
]
"""One line of text."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=5000), AfterValidator(_printable)]
"""Text of one or more lines."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$"), Means("key")]
"""A short key of lower-case letters, figures and underscores, such as `west_hartford`. A field named `id` gives
its model a key; in any other field a key names a party.
"""

MonthDay = Annotated[str, AfterValidator(_month_day), Means("month_day")]
"""A day of every year, as `12-01` for December 1."""

Dollars = Annotated[
    Decimal, Field(ge=0, max_digits=14, decimal_places=2), BeforeValidator(_plain_number), Means("dollars")
]
"""An amount in dollars, to the cent."""

Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4), BeforeValidator(_plain_number), Means("percent")]
"""A percentage from 0 to 100."""

Quantity = Annotated[Decimal, Field(ge=0, max_digits=18), BeforeValidator(_plain_number)]
"""A measured quantity: persons, permits, dollars of grand list."""
