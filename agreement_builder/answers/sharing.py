"""The methods of sharing a cost: what each party pays of it, or which price.

A method either *divides* a common cost among the parties (`Dividing`), or *prices* what each of them pays to the
one that provides (`PRICED`). Each may be used for the operating cost and for every cost line beside it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Key, Percent, Quantity, whole_number
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.pricing import (
    Amounts,
    Charges,
    CostPlus,
    Hourly,
    InKind,
    KeptFees,
    OwnCost,
    Rate,
    Stepped,
)


class Equal(Answer):
    """All parties pay the same."""

    method: Literal["equal"]


class Fixed(Answer):
    """Each party pays a percentage that the agreement states."""

    method: Literal["fixed"]
    percents: dict[Key, Percent] = Field(title="Percentage of each party", description="They add up to exactly 100.")


class ByMeasure(Answer):
    """Each party pays in proportion to a measure, such as population."""

    method: Literal["measure"]
    measure: Measure = Field(title="Measure", description="The quantity that the shares follow.")


class BlendPart(Answer):
    """One part of a blend: its weight, and the measure it follows (none: shared equally)."""

    weight: Percent = Field(title="Weight of the part", description="In percent; the weights add up to 100.")
    measure: Measure | None = Field(default=None, title="Measure", description="Left out, this part is shared equally.")


class Blend(Answer):
    """Several measures count, each with its weight."""

    method: Literal["blend"]
    parts: tuple[BlendPart, ...] = Field(
        min_length=2, max_length=12, title="Parts of the blend", description="Two or more, with weights."
    )


class FormulaTerm(Answer):
    """One term of a formula: a measure, and how many of its units make one point."""

    measure: Measure = Field(title="Measure", description="The quantity that the term counts.")
    unit: Quantity = Field(
        default=Decimal(1),
        gt=0,
        title="Units that make one point",
        description="100 counts population in hundreds; 1,000,000 counts a grand list in millions of dollars.",
        examples=["100"],
    )


class Formula(Answer):
    """Points from several measures in their own units are added up."""

    method: Literal["formula"]
    terms: tuple[FormulaTerm, ...] = Field(
        min_length=2, max_length=12, title="Terms of the formula", description="Two or more, added up for each party."
    )


class Alternating(Answer):
    """The parties take turns, and one pays the whole cost of its fiscal year."""

    method: Literal["alternating"]
    order: tuple[Key, ...] = Field(
        min_length=2,
        max_length=500,
        title="Order of the payers",
        description="The keys of the parties; after the last the first pays again.",
    )
    years_each: int = Field(
        default=1, ge=1, le=10, title="Fiscal years of each turn", description="One, if the payer changes every year."
    )

    _whole = field_validator("years_each", mode="before")(whole_number)


Dividing = Annotated[Equal | Fixed | ByMeasure | Blend | Formula | Alternating, Field(discriminator="method")]
"""The methods that divide a common cost."""

Shares = Annotated[
    Equal
    | Fixed
    | ByMeasure
    | Blend
    | Formula
    | Alternating
    | Amounts
    | Stepped
    | Rate
    | Charges
    | Hourly
    | CostPlus
    | KeptFees
    | InKind
    | OwnCost,
    Field(discriminator="method"),
]
"""Every method."""

PRICED = ("amounts", "stepped", "rate", "charges", "hourly", "cost_plus", "fees", "in_kind", "own")
"""The methods under which the others pay the provider a price; there are no shares of a common cost."""

WITHOUT_COST = ("own", "in_kind")
"""The methods under which no cost is divided and no price is set: those that fit mutual assistance."""
