"""How many members each party has on the board: one of several rules, each with its own figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Key, Line, Quantity, whole_number
from agreement_builder.answers.measure import Measure

MOST_SEATS = 100
"""The highest number of members that one party may have."""

Count = Annotated[int, Field(ge=0, le=MOST_SEATS)]
"""A number of members."""


class EqualSeats(Answer):
    """Every party has the same number of members."""

    rule: Literal["equal"]
    each: int = Field(
        ge=1,
        le=15,
        title="Members of each party",
        description="Every Connecticut party must be represented on the board (§ 7-339d).",
        examples=[1],
    )

    _whole = field_validator("each", mode="before")(whole_number)


class SeatsByPopulation(Answer):
    """Every party has a first number of members, and larger ones have more, step by step."""

    rule: Literal["population"]
    first: int = Field(
        default=1,
        ge=1,
        le=15,
        title="Members of every party",
        description="What the smallest party has. A health district gives one (§ 19a-241).",
    )
    above: int = Field(
        default=10_000,
        ge=0,
        title="Size above which a party has more members",
        description="In what is measured, such as residents.",
    )
    step: int = Field(
        default=10_000,
        ge=1,
        title="Size of a step",
        description="One more member for each additional step or part of it.",
    )
    most: int = Field(
        default=5,
        ge=0,
        le=MOST_SEATS,
        title="Highest number of members of a party",
        description="No party has more; 0 sets no limit.",
    )
    measure: Measure = Field(
        title="What the steps follow", description="The population, or another quantity, of each party."
    )

    _whole = field_validator("first", "above", "step", "most", mode="before")(whole_number)


class SeatTier(Answer):
    """One tier: what a party has whose figure is above a size."""

    above: Quantity = Field(
        title="Size above which the tier begins", description="0 for the first tier.", examples=[10_000]
    )
    seats: int = Field(ge=1, le=MOST_SEATS, title="Members of a party in this tier", description="At least one.")

    _whole = field_validator("seats", mode="before")(whole_number)


class SeatsByTiers(Answer):
    """The members of a party follow tiers of its size."""

    rule: Literal["tiers"]
    measure: Measure = Field(
        title="What the tiers follow", description="The population, or another quantity, of each party."
    )
    tiers: tuple[SeatTier, ...] = Field(
        min_length=1, max_length=20, title="Tiers", description="From the smallest, the first of which is above 0."
    )


class StatedSeats(Answer):
    """Each party has a stated number of members."""

    rule: Literal["stated"]
    seats: dict[Key, Count] = Field(
        title="Members of each party", description="By the party's key, a number for every party."
    )


class Caucus(Answer):
    """Parties that choose members together."""

    name: Line = Field(title="Name of the group", description="As the agreement calls it.", examples=["Valley Towns"])
    parties: tuple[Key, ...] = Field(
        min_length=1, max_length=200, title="Parties of the group", description="The keys of its parties."
    )
    seats: int = Field(ge=1, le=MOST_SEATS, title="Members of the group", description="Chosen by its parties together.")

    _whole = field_validator("seats", mode="before")(whole_number)


class CaucusSeats(Answer):
    """Groups of parties share members."""

    rule: Literal["caucus"]
    caucuses: tuple[Caucus, ...] = Field(
        min_length=1, max_length=50, title="Groups", description="Every party is in one of them."
    )


Seats = Annotated[
    EqualSeats | SeatsByPopulation | SeatsByTiers | StatedSeats | CaucusSeats, Field(discriminator="rule")
]
"""How many members each party has."""


class Standing(Choice):
    """Whether a further member of the board votes."""

    VOTING = "voting", "with a vote, which counts as that of a member"
    NONVOTING = "nonvoting", "without a vote"


class Unconditional(Answer):
    """Nothing needs to happen."""

    rule: Literal["always"]


class Upon(Answer):
    """It depends on something that happens."""

    rule: Literal["event"]
    event: Line = Field(
        title="What happens",
        description="As part of a sentence that begins: the day on which ...",
        examples=["the University commits its solid waste to the Service in writing"],
    )


Event = Annotated[Unconditional | Upon, Field(discriminator="rule")]
"""On what the beginning or the end of a seat depends."""


class FurtherSeat(Answer):
    """A seat on the board that is not one of those of the parties as such."""

    holder: Line = Field(
        title="Who holds the seat",
        description="The key of a party, or words: the University, the director of health.",
        examples=["the University"],
    )
    seats: int = Field(default=1, ge=1, le=15, title="Number of seats", description="Usually one.")
    standing: Standing = Field(
        default=Standing.NONVOTING, title="Vote of the seat", description="Most guests of a board advise it only."
    )
    begins: Event = Field(
        default=Unconditional(rule="always"),
        title="Beginning of the seat",
        description="A seat may wait until its holder has done something.",
    )
    ends: Event = Field(
        default=Unconditional(rule="always"),
        title="End of the seat",
        description="A seat may be lost when its holder stops doing something.",
    )

    _whole = field_validator("seats", mode="before")(whole_number)
