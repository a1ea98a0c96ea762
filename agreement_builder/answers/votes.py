"""How the board decides: the votes of each party, the quorum, the majority, and matters that need more than it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Dollars, Key, Line, Percent, whole_number
from agreement_builder.answers.measure import Measure


class VotePerParty(Answer):
    """Each party has one vote."""

    rule: Literal["per_party"]


class VotePerMember(Answer):
    """Each member has one vote."""

    rule: Literal["per_member"]


class VotesByShare(Answer):
    """Each party votes in proportion to its share of the cost."""

    rule: Literal["by_share"]


class VotesByMeasure(Answer):
    """Each party votes in proportion to its population or another measure."""

    rule: Literal["by_measure"]
    measure: Measure = Field(title="What the votes follow", description="A quantity of each party.")


class StatedVotes(Answer):
    """Each party has a stated number of votes."""

    rule: Literal["stated"]
    votes: dict[Key, Annotated[int, Field(ge=0, le=1000)]] = Field(
        title="Votes of each party", description="By the party's key, a number for every party."
    )


Votes = Annotated[
    VotePerParty | VotePerMember | VotesByShare | VotesByMeasure | StatedVotes, Field(discriminator="rule")
]
"""How votes are counted."""


class QuorumOfParties(Answer):
    """More than half of the parties attend."""

    rule: Literal["parties"]


class QuorumOfMembers(Answer):
    """More than half of all members attend."""

    rule: Literal["members"]


class StatedQuorum(Answer):
    """A stated number of members attend."""

    rule: Literal["stated"]
    number: int = Field(ge=1, le=1000, title="Members who make a quorum", description="Of those with a vote.")

    _whole = field_validator("number", mode="before")(whole_number)


class QuorumOfShares(Answer):
    """Parties attend that bear more than a stated percentage of the cost."""

    rule: Literal["share"]
    percent: Percent = Field(
        title="Percentage of the cost", description="The parties that attend bear more than this.", examples=[50]
    )


Quorum = Annotated[QuorumOfParties | QuorumOfMembers | StatedQuorum | QuorumOfShares, Field(discriminator="rule")]
"""How many must attend."""


class Second(Choice):
    """What the second majority of a double majority is counted by."""

    COST = "cost", "parties that bear more than half of the cost"
    RESIDENTS = "residents", "parties that have more than half of the residents"


class MajorityOfCast(Answer):
    """More than half of the votes that are cast."""

    rule: Literal["majority"]


class MajorityOfAll(Answer):
    """More than half of all votes, cast or not."""

    rule: Literal["majority_of_all"]


class TwoThirds(Answer):
    """Two thirds of all votes."""

    rule: Literal["two_thirds"]


class ThreeQuarters(Answer):
    """Three quarters of all votes."""

    rule: Literal["three_quarters"]


class Unanimous(Answer):
    """The votes of all parties."""

    rule: Literal["unanimous"]


class DoubleMajority(Answer):
    """More than half of the parties, which also bear more than half of the cost or have most residents."""

    rule: Literal["double_majority"]
    second: Second = Field(title="What the second majority counts", description="Beside the number of parties.")


class ConsentOf(Answer):
    """The consent of parties that are named."""

    rule: Literal["consent_of"]
    parties: tuple[Key, ...] = Field(
        min_length=1, max_length=200, title="Parties that consent", description="Their keys; each of them consents."
    )


class NumberOf(Answer):
    """The consent of a number of the parties that are named."""

    rule: Literal["number_of"]
    number: int = Field(ge=1, le=200, title="How many of them consent", description="Such as two of three.")
    parties: tuple[Key, ...] = Field(
        min_length=1, max_length=200, title="Parties of which they are", description="Their keys."
    )

    _whole = field_validator("number", mode="before")(whole_number)


Majority = Annotated[
    MajorityOfCast | MajorityOfAll | TwoThirds | ThreeQuarters | Unanimous | DoubleMajority,
    Field(discriminator="rule"),
]
"""How a motion carries."""

MatterRule = Annotated[
    MajorityOfCast | MajorityOfAll | TwoThirds | ThreeQuarters | Unanimous | DoubleMajority | ConsentOf | NumberOf,
    Field(discriminator="rule"),
]
"""What a reserved matter needs."""


class MatterKind(Choice):
    """What is decided."""

    BUDGET = "budget", "the budget of the Service"
    SPENDING = "spending_above", "spending that is not in the budget"
    DEBT = "debt", "borrowing or a debt of more than one year"
    ADMISSION = "admission", "the admission of a Party"
    FEES = "fees", "fees and charges"
    COST_SHARING = "cost_sharing", "the method of sharing the cost"
    AMENDMENT = "amendment", "a recommendation to amend this Agreement"
    APPOINTMENT = "appointment", "the appointment of the head of the Service"
    OTHER = "other", "another matter, in words"


class Matter(Answer):
    """A matter that needs more than the usual majority, or a party's consent."""

    matter: MatterKind = Field(title="Matter", description="What is decided.")
    dollars: Dollars | None = Field(
        default=None,
        title="Sum above which it applies, in dollars",
        description="For spending only.",
        examples=[25_000],
    )
    text: Line | None = Field(
        default=None,
        title="The matter in words",
        description="For another matter, and to say which fees are meant.",
        examples=["the fee for bulky waste"],
    )
    carries: MatterRule = Field(title="What it needs", description="A vote of the board, or the consent of parties.")


class Tie(Choice):
    """What happens if votes are equal."""

    UNSTATED = "unstated", "the agreement does not say"
    FAILS = "fails", "the motion fails"
    CHAIR = "chair", "the chair has a second, casting vote"
    DISPUTE = "dispute", "any party may take the matter to the settlement of disputes"
