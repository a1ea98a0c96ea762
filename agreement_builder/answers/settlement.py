"""How a fiscal year is settled: the difference between what was paid and what the year really cost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, MonthDay, Percent, whole_number


class Surplus(Choice):
    """What becomes of what a party has overpaid."""

    CREDITED = "credited", "it is credited to the next payment"
    REFUNDED = "refunded", "it is refunded after the year closes"
    RESERVE = "reserve", "it goes into the reserve"


class Deficit(Choice):
    """How a party makes good what it has underpaid."""

    ADDED = "added", "it is added to a later payment"
    PAID = "paid", "it is paid after the year closes"


class FullDeficit(Answer):
    """The parties make good a deficit of any size."""

    rule: Literal["full"]


class LimitedDeficit(Answer):
    """The parties make good a deficit up to a percentage of the budget, and more only if they consented."""

    rule: Literal["limited"]
    percent: Percent | None = Field(
        default=None,
        title="Largest deficit that the parties make good, in percent of the budget",
        description="The lead agency bears the rest, so it will budget with care.",
        examples=["5"],
    )


DeficitLimit = Annotated[FullDeficit | LimitedDeficit, Field(discriminator="rule")]


class Settlement(Answer):
    """How a fiscal year is settled after June 30."""

    stated_by: MonthDay | None = Field(
        default=None,
        title="Day by which the actual cost of the last fiscal year is stated",
        description="Month and day after June 30. The books are seldom closed before September.",
        examples=["10-31"],
    )
    surplus: Surplus | None = Field(
        default=None,
        title="What becomes of a surplus",
        description="The budget is an estimate; this decides how it is set right.",
    )
    deficit: Deficit | None = Field(
        default=None,
        title="How a deficit is made good",
        description="What is paid in cash must be found in a budget that was made before.",
    )
    pay_days: int | None = Field(
        default=None,
        ge=10,
        le=120,
        title="Days after the statement in which a difference is paid",
        description="For what is refunded or paid, and not credited or added.",
        examples=[45],
    )
    limit: DeficitLimit = Field(
        default=FullDeficit(rule="full"),
        title="Limit of a deficit",
        description="A limit makes the budget a promise.",
    )

    _whole = field_validator("pay_days", mode="before")(whole_number)
