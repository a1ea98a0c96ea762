"""Service levels: how much of the service each party gets, when, and how fast.

Part of the answers on management; an exhibit prints them, and rules across fields hold them against the parties
and the length of a week.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Key, Line, Quantity, whole_number


class Unit(Choice):
    """The unit in which a time is counted."""

    MINUTE = "minute", "minutes"
    HOUR = "hour", "hours"
    DAY = "day", "calendar days"
    BUSINESS_DAY = "business_day", "business days"


class Span(Choice):
    """The span in which a number of times is reached."""

    WEEK = "week", "a week"
    MONTH = "month", "a month"
    QUARTER = "quarter", "a quarter of the fiscal year"
    YEAR = "year", "a fiscal year"


class Weekday(Choice):
    """A day of the week."""

    MONDAY = "monday", "Monday"
    TUESDAY = "tuesday", "Tuesday"
    WEDNESDAY = "wednesday", "Wednesday"
    THURSDAY = "thursday", "Thursday"
    FRIDAY = "friday", "Friday"
    SATURDAY = "saturday", "Saturday"
    SUNDAY = "sunday", "Sunday"


WEEK_HOURS = 168
"""The hours of a week."""


def minutes_of(clock: str) -> int:
    """The minutes from midnight of a time of the day such as `08:30` (0 to 1440)."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _time_of_day(text: str) -> str:
    if minutes_of(text) > 24 * 60:
        raise ValueError("must not be later than 24:00")
    return text


Clock = Annotated[str, Field(pattern=r"^(?:[01][0-9]|2[0-4]):[0-5][0-9]$"), AfterValidator(_time_of_day)]
"""A time of the day from 00:00 to 24:00, as `08:30`."""


class Level(Answer):
    """What every service level says: what it concerns, and which parties it is promised to."""

    what: Line = Field(
        title="What the level concerns",
        description="A few words, as they stand in a table.",
        examples=["Building official present in the town hall"],
    )
    parties: tuple[Key, ...] = Field(
        default=(),
        max_length=200,
        title="Parties that have this level",
        description="Their keys; left out, every party that receives the service has it.",
        examples=["bolton"],
    )


class WeeklyHours(Level):
    """A number of hours a week."""

    rule: Literal["hours"]
    hours: Quantity | None = Field(
        default=None,
        title="Hours a week",
        description="At the least, for each party, counted over all persons.",
        examples=[12],
    )
    persons: int = Field(
        default=1,
        ge=1,
        le=1000,
        title="Number of persons who work these hours",
        description="It tells whether the hours fit into a week.",
        examples=[2],
    )

    _whole = field_validator("persons", mode="before")(whole_number)


class OpenHours(Level):
    """Stated hours on stated days."""

    rule: Literal["open"]
    days: tuple[Weekday, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=7,
        title="Days of the week",
        description="In lower case: monday, tuesday.",
        examples=["monday"],
    )
    opens: Clock | None = Field(
        default=None, title="Beginning of the hours", description="By the clock of 24 hours.", examples=["08:30"]
    )
    closes: Clock | None = Field(
        default=None, title="End of the hours", description="By the clock of 24 hours.", examples=["16:00"]
    )


class ResponseTime(Level):
    """A time within which something is done."""

    rule: Literal["response"]
    within: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        title="Time within which it is done",
        description="A number of the unit.",
        examples=[30],
    )
    unit: Unit = Field(
        default=Unit.MINUTE, title="Unit of the time", description="What the number counts.", examples=["minute"]
    )
    after: Line | None = Field(
        default=None,
        title="What the time runs from",
        description="As the end of the words: 30 minutes after ...",
        examples=["the call is received"],
    )

    _whole = field_validator("within", mode="before")(whole_number)


class Times(Level):
    """A number of times in a week, month, quarter or year."""

    rule: Literal["times"]
    number: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        title="Number of times",
        description="At the least, for each party.",
        examples=[4],
    )
    each: Span = Field(default=Span.YEAR, title="Span", description="In which the number is reached.")

    _whole = field_validator("number", mode="before")(whole_number)


ServiceLevel = Annotated[WeeklyHours | OpenHours | ResponseTime | Times, Field(discriminator="rule")]
"""One promise on quantity or time."""


def most_hours(level: WeeklyHours) -> Decimal:
    """The most hours that as many persons can work in a week."""
    return Decimal(WEEK_HOURS * level.persons)
