"""How the parties fund the service: shares, the first budget, fees, payment and settlement."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Dollars, Key, Line, Percent, Quantity, whole_number


class MeasureKind(Choice):
    """What a share may be measured by."""

    POPULATION = "population", "resident population"
    NET_GRAND_LIST = "net_grand_list", "net grand list"
    EQUALIZED_NET_GRAND_LIST = "equalized_net_grand_list", "equalized net grand list (§ 10-261a)"
    PERMITS = "permits", "permits issued"
    INSPECTIONS = "inspections", "inspections performed"
    CALLS = "calls", "calls for service"
    HOURS = "hours", "hours of service"
    ENROLLMENT = "enrollment", "pupils enrolled"
    TONNAGE = "tonnage", "tons delivered"
    ROAD_MILES = "road_miles", "miles of road"


class Measure(Answer):
    """A named quantity of each party, with its source."""

    of: MeasureKind = Field(title="What is measured", description="The quantity that the shares follow.")
    source: Line | None = Field(
        default=None,
        title="Source of the figures",
        description="The publication or record from which the figures are taken.",
        examples=["2020 Decennial Census"],
    )
    as_of: dt.date | None = Field(
        default=None,
        title="Date of the figures",
        description="The day, year-month-day, for which the figures hold.",
        examples=["2020-04-01"],
    )
    values: dict[Key, Quantity | None] = Field(
        title="Figure of each party",
        description="One figure for each party, by the party's key; a figure that is not known yet may be left open.",
    )


class Equal(Answer):
    """All parties pay the same."""

    method: Literal["equal"]


class Fixed(Answer):
    """Each party pays a percentage that the agreement states."""

    method: Literal["fixed"]
    percents: dict[Key, Percent] = Field(title="Percentage of each party", description="They add up to exactly 100.")


class ByMeasure(Answer):
    """Each party pays in proportion to one measure."""

    method: Literal["measure"]
    measure: Measure = Field(title="Measure", description="The quantity that the shares follow.")


class BlendPart(Answer):
    """One part of a blend: its weight, and the measure it follows (none: shared equally)."""

    weight: Percent = Field(title="Weight of the part", description="In percent; the weights add up to 100.")
    measure: Measure | None = Field(default=None, title="Measure", description="Left out, this part is shared equally.")


class Blend(Answer):
    """Each party pays by several measures, each with its weight."""

    method: Literal["blend"]
    parts: tuple[BlendPart, ...] = Field(
        min_length=2, max_length=12, title="Parts of the blend", description="Two or more, with weights."
    )


class Amounts(Answer):
    """Each party but the provider pays an amount that the agreement states."""

    method: Literal["amounts"]
    amounts: dict[Key, Dollars | None] = Field(
        title="Yearly amount of each paying party",
        description="In dollars, for the first fiscal year, by the party's key; the lead agency has none.",
    )
    increase: Percent = Field(
        default=Decimal(0), title="Yearly increase in percent", description="Zero if the amounts stay as they are."
    )


class Price(Answer):
    """One price: what is charged for, the unit, and the amount in dollars."""

    item: Line = Field(title="What is charged for", description="One thing or service.", examples=["Impoundment"])
    unit: Line = Field(title="Unit", description="What one price buys.", examples=["animal"])
    price: Dollars | None = Field(default=None, title="Price", description="In dollars for one unit.")


class Charges(Answer):
    """Each party but the provider pays for what it uses, by unit prices."""

    method: Literal["charges"]
    prices: tuple[Price, ...] = Field(
        min_length=1, max_length=60, title="Prices", description="What is charged for, by which unit, at what price."
    )


Shares = Annotated[Equal | Fixed | ByMeasure | Blend | Amounts | Charges, Field(discriminator="method")]

PRICED = ("amounts", "charges")
"""The methods under which the others pay the lead agency a price; there are no shares of a common cost."""

METHODS: dict[str, str] = {
    "equal": "all parties pay the same",
    "fixed": "each party pays a percentage that the agreement states",
    "measure": "each party pays in proportion to a measure, such as population",
    "blend": "several measures, each with its weight",
    "amounts": "each party but the provider pays a yearly amount that the agreement states",
    "charges": "each party but the provider pays unit prices for what it uses",
}
"""The methods of sharing, with their meaning in one line."""


class Fees(Choice):
    """What becomes of fees that the public pays for the service."""

    CREDITED = "credited", "fees of all parties are counted against the cost before it is shared"
    KEPT = "kept", "each party keeps the fees for work within it, and the full cost is shared"


class Frequency(Choice):
    """How often a party pays."""

    MONTHLY = "monthly", "twelve payments a year"
    QUARTERLY = "quarterly", "four payments a year"
    SEMIANNUAL = "semiannual", "two payments a year"
    ANNUAL = "annual", "one payment a year"


PAYMENTS: dict[Frequency, int] = {
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.SEMIANNUAL: 2,
    Frequency.ANNUAL: 1,
}
"""Payments in a fiscal year, by frequency."""


class Grant(Choice):
    """Whether a grant pays for the beginning."""

    NONE = "none", "no grant is counted on"
    RPIP = "rpip", "a Regional Performance Incentive Program grant (§ 4-124s), held by a council or service center"
    OTHER = "other", "another grant"


class Late(Choice):
    """What follows late payment."""

    INTEREST = "interest", "interest runs on the unpaid amount"
    SUSPENSION = "suspension", "service may be suspended after notice"


class Settlement(Choice):
    """What becomes of the difference between what was paid and what the year really cost."""

    CREDIT = "credit", "it is credited or added to next year's payments"
    CASH = "cash", "it is refunded or paid after the year closes"


class Funding(Answer):
    """Who pays what, and when."""

    shares: Shares | None = Field(
        default=None,
        title="Method of sharing the cost",
        description="How the yearly cost is divided; the exhibit shows the shares to the cent.",
    )
    first_budget: Dollars | None = Field(
        default=None,
        title="Net cost budgeted for the first fiscal year",
        description="In dollars. The finance officer of the lead agency knows. Left open, the exhibit shows "
        "what each party pays of every $100,000.",
        examples=["185000.00"],
    )
    first_fiscal_year: int | None = Field(
        default=None,
        ge=1990,
        le=2200,
        title="First fiscal year",
        description="The calendar year in which the first fiscal year begins, on July 1.",
        examples=[2027],
    )
    grant: Grant = Field(
        default=Grant.NONE,
        title="Grant for the start of the service",
        description="An incentive grant brings duties of its own: who may apply, what must be self-funded, notice "
        "to unions.",
    )
    fees: Fees | None = Field(
        default=None,
        title="Fees paid by the public",
        description="Permit, license and similar fees for work within each party.",
    )
    frequency: Frequency | None = Field(
        default=None, title="How often the parties pay", description="In equal parts of the yearly amount."
    )
    late: Late | None = Field(
        default=None,
        title="What follows late payment",
        description="It protects the party that pays the staff.",
    )
    settlement: Settlement | None = Field(
        default=None,
        title="Settlement at the end of the year",
        description="The budget is an estimate; this decides how it is set right.",
    )

    _whole = field_validator("first_fiscal_year", mode="before")(whole_number)
