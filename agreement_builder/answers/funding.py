"""How the parties fund the service: shares, the first budget, fees, payment and settlement."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.base import Answer, Choice, Dollars, whole_number
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.sharing import Shares


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
    budgets: dict[int, Dollars | None] = Field(
        default_factory=dict,
        title="Net cost of later fiscal years",
        description="In dollars, by the year in which the fiscal year begins, as far as it is budgeted or planned.",
        json_schema_extra={"asked": False},
    )
    adjustments: tuple[Adjustment, ...] = Field(
        default=(),
        max_length=20,
        title="Adjustments of the shares or prices",
        description="Limits, phases, credits, increases and rounding.",
        json_schema_extra={"asked": False},
    )
    lines: tuple[CostLine, ...] = Field(
        default=(),
        max_length=60,
        title="Costs with a rule of their own",
        description="Capital, start-up, closing, a second service, a rent: what is not shared like the operating cost.",
        json_schema_extra={"asked": False},
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
