"""What changes the result of a method of sharing: limits, phases, credits, increases, rounding.

Adjustments of one cost are worked in three stages, whatever their order in the answers: an escalator changes the
cost or the price; phase-in, threshold and rounding of shares change the shares, in the order given; floors and
caps of all kinds are then met together; the rest changes the amounts, in the order given.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import (
    NOT_ASKED,
    Answer,
    Choice,
    Dollars,
    Key,
    Line,
    Percent,
    Quantity,
    whole_number,
)
from agreement_builder.answers.sharing import Dividing, Shares


class Bearer(Choice):
    """Who bears what another party does not pay."""

    OTHERS = "others", "the other parties, in proportion to their shares"
    PROVIDER = "provider", "the party that is paid"


class Floor(Answer):
    """A party pays at least a stated part or amount."""

    rule: Literal["floor"]
    party: Key | None = Field(default=None, title="Party", description="Its key; left out, every party.")
    percent: Percent | None = Field(default=None, title="Least share", description="In percent of the cost.")
    dollars: Dollars | None = Field(default=None, title="Least amount", description="In dollars a year.")


class Cap(Answer):
    """A party pays at most a stated part, amount or yearly increase."""

    rule: Literal["cap"]
    party: Key | None = Field(default=None, title="Party", description="Its key; left out, every party.")
    percent: Percent | None = Field(default=None, title="Largest share", description="In percent of the cost.")
    dollars: Dollars | None = Field(default=None, title="Largest amount", description="In dollars a year.")
    growth: Percent | None = Field(
        default=None, title="Largest increase", description="In percent over the amount of the fiscal year before."
    )
    excess: Bearer = Field(
        default=Bearer.OTHERS, title="Who bears the rest", description="What the party does not pay because of the cap."
    )


class Trigger(Choice):
    """What a threshold watches."""

    SHARE = "share", "the largest share of a party, in percent"
    COST = "cost", "the cost of the year, in dollars"


class Threshold(Answer):
    """Past a stated share or cost another rule applies."""

    rule: Literal["threshold"]
    watches: Trigger = Field(title="What the threshold watches", description="A share, or the cost itself.")
    above: Quantity = Field(title="Threshold", description="In percent for a share, in dollars for a cost.")
    then: Dividing = Field(title="Rule past the threshold", description="How the cost is divided then.")
    excess_only: bool = Field(
        default=False,
        title="Whether only the cost above the threshold follows the other rule",
        description="For a threshold of cost; the cost up to it is then divided as before.",
    )


class PhaseIn(Answer):
    """The rule comes in over several years, from another one."""

    rule: Literal["phase_in"]
    before: Dividing = Field(title="Rule before", description="How the cost was divided until now.")
    percents: tuple[Percent, ...] = Field(
        min_length=1,
        max_length=20,
        title="Weight of the new rule by fiscal year",
        description="In percent, for the first fiscal year and those after it; past the last it counts in full.",
        examples=["25, 50, 75"],
    )


class Credit(Answer):
    """A stated amount is credited to a party."""

    rule: Literal["credit"]
    party: Key = Field(title="Party", description="Its key.")
    dollars: Dollars = Field(title="Credit", description="In dollars a year, at most what the party would pay.")
    reason: Line = Field(title="Reason", description="What it is given for.", examples=["use of its garage"])
    borne_by: Bearer = Field(default=Bearer.OTHERS, title="Who bears it", description="Who pays in its place.")


class Escalator(Answer):
    """The cost or price rises each year by a percentage or an index."""

    rule: Literal["escalator"]
    percent: Percent = Field(
        default=Decimal(0),
        title="Percentage",
        description="Each year after the first; with an index, the points that are added to it.",
    )
    index: Line | None = Field(
        default=None,
        title="Index",
        description="Its full name and publisher; left out, the percentage alone counts.",
        examples=["Consumer Price Index for All Urban Consumers, Northeast, of the Bureau of Labor Statistics"],
    )
    changes: dict[int, Annotated[Decimal, Field(ge=-50, le=100, decimal_places=4)] | None] = Field(
        default_factory=dict,
        title="Change of the index by fiscal year",
        description="In percent, for the fiscal year that it raises; one that is not known yet may be left open.",
        json_schema_extra=NOT_ASKED,
    )
    least: Percent | None = Field(
        default=None, title="Least yearly increase", description="In percent.", json_schema_extra=NOT_ASKED
    )
    most: Percent | None = Field(
        default=None, title="Largest yearly increase", description="In percent.", json_schema_extra=NOT_ASKED
    )


class Minimum(Answer):
    """A party that pays prices pays at least a stated amount."""

    rule: Literal["minimum"]
    party: Key | None = Field(default=None, title="Party", description="Its key; left out, every party that pays.")
    dollars: Dollars = Field(title="Least amount", description="In dollars a year.")


class LesserOf(Answer):
    """A party pays the lesser of two rules."""

    rule: Literal["lesser_of"]
    other: Shares = Field(title="Other rule", description="What each party would pay under it is compared.")


class RoundedTo(Choice):
    """What is rounded."""

    SHARES = "shares", "the shares, before amounts are computed"
    AMOUNTS = "amounts", "the yearly amounts"


class Rounding(Answer):
    """Shares or amounts are rounded."""

    rule: Literal["rounding"]
    of: RoundedTo = Field(title="What is rounded", description="Shares in percent, or amounts in dollars.")
    places: int = Field(
        default=1,
        ge=0,
        le=6,
        title="Decimal places of the shares",
        description="One gives shares such as 17.6 percent.",
    )
    to: Dollars = Field(default=Decimal(1), gt=0, title="Amounts are multiples of", description="In dollars.")

    _whole = field_validator("places", mode="before")(whole_number)


Adjustment = Annotated[
    Floor | Cap | Threshold | PhaseIn | Credit | Escalator | Minimum | LesserOf | Rounding,
    Field(discriminator="rule"),
]
"""Every kind of adjustment."""
