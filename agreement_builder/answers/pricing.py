"""The methods that set a price: what each party pays the one that provides, by the year, the unit or the hour."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from agreement_builder.answers.base import (
    NOT_ASKED,
    Answer,
    Choice,
    Dollars,
    Hours,
    Key,
    Line,
    MonthDay,
    Percent,
    Quantity,
)
from agreement_builder.answers.measure import Measure


class Amounts(Answer):
    """Each party but the provider pays a yearly amount that the agreement states."""

    method: Literal["amounts"]
    amounts: dict[Key, Dollars | None] = Field(
        title="Yearly amount of each paying party",
        description="In dollars, for the first fiscal year, by the party's key; the lead agency has none.",
    )
    increase: Percent = Field(
        default=Decimal(0), title="Yearly increase in percent", description="Zero if the amounts stay as they are."
    )


class Afterwards(Choice):
    """What is paid in a fiscal year for which no amount is stated."""

    LAST = "last", "the amount of the last fiscal year continues"
    AGREED = "agreed", "the parties agree on an amount, and until then the last one continues"
    SERVICE_STOPS = "service_stops", "no service is owed until an amount is agreed"


class Stepped(Answer):
    """The amount of each fiscal year is stated in a list."""

    method: Literal["stepped"]
    amounts: dict[Key, dict[int, Dollars | None]] = Field(
        title="Amount of each paying party by fiscal year",
        description="In dollars, by the party's key and the year in which the fiscal year begins.",
    )
    afterwards: Afterwards | None = Field(
        default=None,
        title="Fiscal years without an amount",
        description="A term longer than the list leaves a gap, which must be explained.",
    )


class Rate(Answer):
    """Each party but the provider pays a stated price for each unit of a measure, such as each resident."""

    method: Literal["rate"]
    measure: Measure = Field(title="Measure", description="The quantity for whose units the price is paid.")
    rate: Dollars | None = Field(
        default=None, title="Price of one unit", description="In dollars a year.", examples=["3.15"]
    )
    rates: dict[Key, Dollars] = Field(
        default_factory=dict,
        title="Prices of single parties",
        description="In dollars a year, where a party pays another price than the rest.",
        json_schema_extra=NOT_ASKED,
    )


class Time(Choice):
    """When a priced service is given."""

    ANY = "any", "at any time"
    BUSINESS_HOURS = "business_hours", "in business hours"
    AFTER_HOURS = "after_hours", "outside business hours"


class Price(Answer):
    """One price: what is charged for, the unit, and the amount in dollars."""

    item: Line = Field(title="What is charged for", description="One thing or service.", examples=["Impoundment"])
    unit: Line = Field(title="Unit", description="What one price buys.", examples=["animal"])
    price: Dollars | None = Field(
        default=None, title="Price", description="In dollars for one unit.", examples=["85.00"]
    )
    time: Time = Field(
        default=Time.ANY,
        title="Time of day",
        description="Where the price differs by the time at which the service is given.",
        json_schema_extra=NOT_ASKED,
    )
    quantities: dict[Key, Quantity | None] = Field(
        default_factory=dict,
        title="Units that each party expects to use in a year",
        description="For the worked example; nothing is owed for what is not used.",
        json_schema_extra=NOT_ASKED,
    )


class Charges(Answer):
    """Each party but the provider pays unit prices for what it uses."""

    method: Literal["charges"]
    prices: tuple[Price, ...] = Field(
        min_length=1, max_length=60, title="Prices", description="What is charged for, by which unit, at what price."
    )


class HourlyRate(Answer):
    """The hour of one kind of work, and its price in dollars."""

    work: Line = Field(title="Kind of work", description="A position or a task.", examples=["Building inspector"])
    rate: Dollars | None = Field(
        default=None, title="Price of an hour", description="In dollars, before overhead.", examples=["62.50"]
    )
    hours: dict[Key, Quantity | None] = Field(
        default_factory=dict,
        title="Hours that each party expects to use in a year",
        description="For the worked example; only hours worked are owed.",
        json_schema_extra=NOT_ASKED,
    )


class Hourly(Answer):
    """Each party but the provider pays for the hours worked for it, with a percentage for overhead."""

    method: Literal["hourly"]
    rates: tuple[HourlyRate, ...] = Field(
        min_length=1, max_length=60, title="Hourly prices", description="One for each kind of work."
    )
    overhead: Percent = Field(
        default=Decimal(0), title="Overhead in percent", description="Added to the price of the hours; zero if none."
    )
    block: Hours | None = Field(
        default=None,
        title="Hours bought in advance as one block",
        description="Left out, hours are paid after they are worked.",
        json_schema_extra=NOT_ASKED,
    )
    carried_over: bool = Field(
        default=False,
        title="Whether unused hours of a block carry over",
        description="From one month or year to the next.",
        json_schema_extra=NOT_ASKED,
    )


class CostPlus(Answer):
    """Each party but the provider repays the actual cost of its work, with a percentage on top."""

    method: Literal["cost_plus"]
    percent: Percent = Field(
        default=Decimal(0), title="Percentage on top", description="For administration; zero if only cost is repaid."
    )
    costs: dict[Key, Dollars | None] = Field(
        default_factory=dict,
        title="Cost expected for each party in the first fiscal year",
        description="In dollars, for the worked example; the actual cost is owed.",
    )


class FeeTier(Answer):
    """One tier of the fees collected in a year: up to where it runs, and what the provider keeps of it."""

    up_to: Dollars | None = Field(
        default=None, title="Upper limit of the tier", description="In dollars a year; left out for the last tier."
    )
    kept: Percent = Field(title="Percentage that the provider keeps", description="The party receives the rest.")


class FeeClass(Answer):
    """A class of fees that is divided in a way of its own."""

    name: Line = Field(title="Class of fees", description="As the fee schedule calls it.", examples=["Redevelopment"])
    kept: Percent = Field(title="Percentage that the provider keeps", description="The party receives the rest.")
    collected: dict[Key, Dollars | None] = Field(
        default_factory=dict,
        title="Fees of the class expected in the territory of each party",
        description="In dollars a year, for the worked example.",
        json_schema_extra=NOT_ASKED,
    )


class TierBasis(Choice):
    """Which part of the fees a tier's percentage applies to."""

    PART = "part", "to the part of the fees that lies in the tier"
    WHOLE = "whole", "to all fees of the year, once they reach the tier"


class KeptFees(Answer):
    """The provider lives on the fees of the public: it keeps a part by tiers, with a guaranteed minimum."""

    method: Literal["fees"]
    tiers: tuple[FeeTier, ...] = Field(
        min_length=1,
        max_length=12,
        title="Tiers of the fees",
        description="In order of their upper limits; the last has none.",
    )
    applies: TierBasis | None = Field(
        default=None,
        title="What a tier's percentage applies to",
        description="Say it, or the parties will read it differently.",
    )
    minimum: Dollars | None = Field(
        default=None,
        title="Yearly amount that is guaranteed to the provider for each party",
        description="In dollars; the party pays what the kept fees fall short of it. Left out, nothing is guaranteed.",
        json_schema_extra=NOT_ASKED,
    )
    minimum_due: MonthDay | None = Field(
        default=None,
        title="Day on which a shortfall is due",
        description="Month-day after the end of the year.",
        examples=["12-01"],
        json_schema_extra=NOT_ASKED,
    )
    classes: tuple[FeeClass, ...] = Field(
        default=(),
        max_length=12,
        title="Classes of fees divided in a way of their own",
        description="They count neither toward the tiers nor toward the minimum.",
        json_schema_extra=NOT_ASKED,
    )
    collected: dict[Key, Dollars | None] = Field(
        default_factory=dict,
        title="Fees expected in the territory of each party",
        description="In dollars a year, for the worked example.",
    )


class OwnCost(Answer):
    """Each party bears its own cost, and nobody pays another."""

    method: Literal["own"]


class InKind(Answer):
    """The parties serve each other without charge, up to a yearly number of hours."""

    method: Literal["in_kind"]
    hours: Quantity | None = Field(
        default=None, title="Hours a year without charge", description="That each party may have from each other."
    )
    rate: Dollars | None = Field(
        default=None,
        title="Price of an hour beyond them",
        description="In dollars. Left out, no party need give more hours.",
        json_schema_extra=NOT_ASKED,
    )
    received: dict[Key, Quantity | None] = Field(
        default_factory=dict,
        title="Hours that each party expects to receive in a year",
        description="For the worked example.",
        json_schema_extra=NOT_ASKED,
    )
