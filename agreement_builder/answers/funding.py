"""How the parties fund the service: shares, the first budget, fees, payment and settlement."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.base import NOT_ASKED, Answer, Choice, Dollars, whole_number
from agreement_builder.answers.budget import Budget, BudgetShows, CostRules
from agreement_builder.answers.capital import Capital, CapitalInBudget, NoReserve, Reserve
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.grants import Grant
from agreement_builder.answers.payment import LateStage, Payment
from agreement_builder.answers.settlement import Settlement
from agreement_builder.answers.sharing import Shares


class Fees(Choice):
    """What becomes of fees that the public pays for the service."""

    CREDITED = "credited", "fees of all parties are counted against the cost before it is shared"
    KEPT = "kept", "each party keeps the fees for work within it, and the full cost is shared"


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
        json_schema_extra=NOT_ASKED,
    )
    adjustments: tuple[Adjustment, ...] = Field(
        default=(),
        max_length=20,
        title="Adjustments of the shares or prices",
        description="Limits, phases, credits, increases and rounding.",
        json_schema_extra=NOT_ASKED,
    )
    lines: tuple[CostLine, ...] = Field(
        default=(),
        max_length=60,
        title="Costs with a rule of their own",
        description="Capital, start-up, closing, a second service, a rent: what is not shared like the operating cost.",
        json_schema_extra=NOT_ASKED,
    )
    first_fiscal_year: int | None = Field(
        default=None,
        ge=1990,
        le=2200,
        title="First fiscal year",
        description="The calendar year in which the first fiscal year begins, on July 1.",
        examples=[2027],
    )
    fees: Fees | None = Field(
        default=None,
        title="Fees paid by the public",
        description="Permit, license and similar fees for work within each party.",
    )
    budget: Budget = Field(
        default_factory=Budget, title="Budget", description="From the proposal of a budget to its adoption."
    )
    cost_rules: CostRules = Field(
        default=BudgetShows(rule="budget"),
        title="What may be charged to the service",
        description="Rent and pay that a provider charged to a common fund have been the quarrel elsewhere.",
    )
    capital: Capital = Field(
        default=CapitalInBudget(rule="in_budget"),
        title="How large purchases are paid for",
        description="Running cost follows use, while capacity is bought for all.",
    )
    reserve: Reserve = Field(
        default=NoReserve(rule="none"),
        title="Money put aside",
        description="Ask the finance officer whether the lead agency may carry such money from year to year.",
    )
    payment: Payment = Field(
        default_factory=Payment, title="Payment", description="When the parties pay, and on what basis."
    )
    late: tuple[LateStage, ...] | None = Field(
        default=(),
        max_length=8,
        title="Stages of what follows late payment",
        description="It protects the party that pays the staff. Left out, nothing is said on late payment.",
        json_schema_extra={"asked": True},
    )
    settlement: Settlement = Field(
        default_factory=Settlement, title="Settlement of each year", description="After the end of each fiscal year."
    )
    grants: tuple[Grant, ...] = Field(
        default=(), max_length=12, title="Grants", description="The grants that the parties count on."
    )

    _whole = field_validator("first_fiscal_year", mode="before")(whole_number)
