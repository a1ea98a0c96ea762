"""The beginning of the service: which employees move to the lead agency, and what prepares the start.

Part of the answers on management.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Key, Line, whole_number


class NobodyMoves(Answer):
    """No employee moves to the lead agency."""

    rule: Literal["nobody"]


class OnServiceDate(Answer):
    """On the day on which the service begins."""

    rule: Literal["service_date"]


class Between(Answer):
    """On a day that the lead agency sets between two stated days."""

    rule: Literal["between"]
    first: dt.date | None = Field(
        default=None, title="First day of the transfer", description="Year-month-day.", examples=["2027-10-01"]
    )
    last: dt.date | None = Field(
        default=None, title="Last day of the transfer", description="Year-month-day.", examples=["2027-12-01"]
    )


TransferDay = Annotated[OnServiceDate | Between, Field(discriminator="rule")]
"""When employees move."""


class MovingPosition(Answer):
    """A position whose holders move."""

    title: Line = Field(title="Position", description="The title, not the person.", examples=["Dispatcher"])
    employer: Key | None = Field(
        default=None, title="Present employer", description="The key of the party.", examples=["andover"]
    )
    number: int | None = Field(
        default=None, ge=1, le=1000, title="Number of holders who move", description="One or more.", examples=[2]
    )

    _whole = field_validator("number", mode="before")(whole_number)


class Moving(Answer):
    """What every transfer of employees says."""

    day: TransferDay = Field(
        default=OnServiceDate(rule="service_date"),
        title="Day of the transfer",
        description="The beginning of the service, or a span.",
    )
    after_bargaining: bool = Field(
        default=True,
        title="Whether the transfer waits until bargaining is finished",
        description="Work that leaves a bargaining unit is bargained as to its effects.",
    )
    return_months: int = Field(
        default=0,
        ge=0,
        le=240,
        title="Months in which an employee may come back",
        description="If the agreement ends for the former employer; zero if there is no such right.",
        examples=[36],
    )

    _whole = field_validator("return_months", mode="before")(whole_number)


class PositionsMove(Moving):
    """The holders of stated positions are offered employment with the lead agency."""

    rule: Literal["positions"]
    positions: tuple[MovingPosition, ...] = Field(
        min_length=1,
        max_length=100,
        title="Positions whose holders move",
        description="Name them only after the personnel officers and the unions have been heard.",
    )


class WholeStaffMoves(Moving):
    """All employees of the present service of stated parties are offered employment with the lead agency."""

    rule: Literal["whole_staff"]
    employers: tuple[Key, ...] = Field(
        min_length=1, max_length=200, title="Present employers", description="Their keys.", examples=["andover"]
    )


Transfer = Annotated[NobodyMoves | PositionsMove | WholeStaffMoves, Field(discriminator="rule")]
"""Which employees of other parties move to the lead agency."""

# What prepares the beginning


class NoPlan(Answer):
    """Nothing prepares the beginning beyond the agreement itself."""

    rule: Literal["none"]


class Milestone(Answer):
    """One step of the beginning, with its day."""

    what: Line = Field(
        title="Step", description="As the subject of a sentence.", examples=["the transfer of the files"]
    )
    day: dt.date | None = Field(
        default=None, title="Day of the step", description="Year-month-day; the last day.", examples=["2027-06-01"]
    )


class Prepared(Answer):
    """What every preparation says."""

    milestones: tuple[Milestone, ...] = Field(
        default=(), max_length=60, title="Milestones", description="Steps that are fixed already, with their days."
    )


class StartPlan(Prepared):
    """A start-up plan with milestones of the first year prepares the beginning."""

    rule: Literal["plan"]
    days: int | None = Field(
        default=None,
        ge=14,
        le=365,
        title="Days before the start on which the start-up plan is sent",
        description="Long enough to hire and to equip.",
        examples=[90],
    )

    _whole = field_validator("days", mode="before")(whole_number)


class HandOver(Prepared):
    """Those who do the work now hand over work, records and contracts."""

    rule: Literal["hand_over"]
    list_days: int | None = Field(
        default=None,
        ge=14,
        le=365,
        title="Days before the start on which each party lists what it hands over",
        description="Pending work above all.",
        examples=[60],
    )
    meeting_months: int | None = Field(
        default=None,
        ge=1,
        le=12,
        title="Months to the meeting on what the hand-over has left open",
        description="After the start.",
        examples=[6],
    )

    _whole = field_validator("list_days", "meeting_months", mode="before")(whole_number)


StartUp = Annotated[NoPlan | StartPlan | HandOver, Field(discriminator="rule")]
"""What prepares the beginning of the service."""
