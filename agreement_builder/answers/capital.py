"""How large purchases are paid for, and what is put aside for replacements or for closing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Dollars, Line, Percent, whole_number


class _Threshold(Answer):
    """From when on a purchase is large."""

    cost: Dollars | None = Field(
        default=None,
        title="Least cost of a capital item in dollars",
        description="The lead agency's own threshold for fixed assets serves well.",
        examples=["10000"],
    )
    life: int | None = Field(
        default=None,
        ge=1,
        le=50,
        title="Least number of years that a capital item serves",
        description="What wears out sooner is part of the running cost.",
        examples=[5],
    )

    _whole_life = field_validator("life", mode="before")(whole_number)


class CapitalInBudget(Answer):
    """Large purchases are paid for like everything else in the budget."""

    rule: Literal["in_budget"]


class CapitalOwnSplit(_Threshold):
    """Large purchases are paid for in shares of their own."""

    rule: Literal["own_split"]


class CapitalConsent(_Threshold):
    """Large purchases are paid for in the ordinary shares, after the consent of all."""

    rule: Literal["consent"]


class CapitalPlan(_Threshold):
    """Large purchases are paid for in the ordinary shares, by a plan for several years."""

    rule: Literal["plan"]
    years: int | None = Field(
        default=None,
        ge=2,
        le=30,
        title="Number of years of the capital plan",
        description="How far ahead the plan looks; it rolls on every year.",
        examples=[5],
    )

    _whole_years = field_validator("years", mode="before")(whole_number)


Capital = Annotated[CapitalInBudget | CapitalOwnSplit | CapitalConsent | CapitalPlan, Field(discriminator="rule")]


class PaidIn(Answer):
    """A stated sum of dollars, at most, is paid in each year."""

    rule: Literal["dollars"]
    amount: Dollars | None = Field(
        default=None,
        title="Largest yearly payment into the fund in dollars",
        description="Named in the budget each year.",
        examples=["15000"],
    )


class PercentPaidIn(Answer):
    """A stated percentage of the budget, at most, is paid in each year."""

    rule: Literal["percent"]
    percent: Percent | None = Field(
        default=None,
        title="Largest yearly payment into the fund in percent of the net cost",
        description="Of the net cost in the budget of the same year.",
        examples=["3"],
    )


Inflow = Annotated[PaidIn | PercentPaidIn, Field(discriminator="rule")]


class _Fund(Answer):
    """What every fund has: payments in, a cap, and charges that are forbidden."""

    inflow: Inflow = Field(
        default=PaidIn(rule="dollars"),
        title="Yearly payment into the fund",
        description="In dollars, or in percent of the budget.",
    )
    cap: Dollars | None = Field(
        default=None,
        title="Cap of the fund in dollars",
        description="While the fund holds as much, nothing more is paid in.",
        examples=["100000"],
    )
    forbidden: tuple[Line, ...] = Field(
        default=(),
        max_length=20,
        title="Further charges that the fund may not bear",
        description="Beside rent, wages and overhead of the lead agency, which are excluded unless the list of uses "
        "names them.",
        examples=["fuel"],
    )


class NoReserve(Answer):
    """Nothing is put aside."""

    rule: Literal["none"]


class ReplacementFund(_Fund):
    """A reserve with stated uses and a cap pays for replacements."""

    rule: Literal["replacement"]
    uses: tuple[Line, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=20,
        title="Uses of the reserve",
        description="A closed list, each use in a few words.",
        examples=["the replacement of vehicles"],
    )


class ClosingFund(_Fund):
    """A restricted fund, with a list of allowed charges, pays for closing a site and for its care afterward."""

    rule: Literal["closing"]
    site: Line | None = Field(
        default=None,
        title="Site whose closing the fund pays for",
        description="As the sentence needs it, with its article.",
        examples=["the landfill on Huckleberry Road"],
    )
    allowed: tuple[Line, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=20,
        title="Charges that the fund may bear",
        description="A closed list, each charge in a few words. Rent and pay of the host belong in it only if all "
        "agree; elsewhere they have been the quarrel.",
        examples=["the final cover"],
    )


Reserve = Annotated[NoReserve | ReplacementFund | ClosingFund, Field(discriminator="rule")]
