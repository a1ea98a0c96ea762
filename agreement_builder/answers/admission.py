"""How another public body joins, and what it pays for what the others have built up. Part of the answers on term."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Dollars


class Admission(Choice):
    """Who decides on a new party."""

    EVERY_PARTY = "every_party", "every party, by amendment"
    TWO_THIRDS = "two_thirds", "the legislative bodies of two-thirds of the parties"
    COUNTERPART = "counterpart", "nobody but the provider; a body of a stated kind joins by signing the same text"


class Joining(Choice):
    """From which day a new party takes part."""

    FISCAL_YEAR = "fiscal_year", "from the beginning of a fiscal year"
    ANY_DAY = "any_day", "from the day that its admission names"


class BuyInCase(Answer):
    """What a new party pays for shared property is settled when it joins."""

    rule: Literal["case_by_case"] = "case_by_case"


class NoBuyIn(Answer):
    """A new party pays nothing for what the others have built up."""

    rule: Literal["none"]


class BuyInValue(Answer):
    """A new party pays its share of the present value of shared property."""

    rule: Literal["share_of_value"]


class BuyInAmount(Answer):
    """A new party pays a stated amount."""

    rule: Literal["amount"]
    amount: Dollars = Field(gt=0, title="Amount paid on joining", description="In dollars.", examples=["10000.00"])


BuyIn = Annotated[BuyInCase | NoBuyIn | BuyInValue | BuyInAmount, Field(discriminator="rule")]
