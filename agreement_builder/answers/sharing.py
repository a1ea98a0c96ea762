"""The methods of sharing a cost: what each party pays of it, or which price."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Dollars, Key, Line, Percent
from agreement_builder.answers.measure import Measure


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
