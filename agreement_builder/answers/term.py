"""When the agreement begins, who joins it later, how long it lasts, and how it is renewed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.admission import Admission, BuyIn, BuyInCase, Joining
from agreement_builder.answers.base import Answer, Choice, Key, Line, whole_number


class Length(Choice):
    """How long the agreement lasts."""

    UNTIL_TERMINATED = "until_terminated", "it continues until the parties end it"
    FIXED = "fixed", "it ends on a stated day unless it is renewed"


class Renewal(Choice):
    """What happens at the end of a fixed term."""

    NONE = "none", "it ends"
    AUTOMATIC = "automatic", "it is renewed for like terms unless a party gives notice"
    BY_VOTE = "by_vote", "it is renewed if the legislative bodies of the parties vote so"


class Effect(Choice):
    """Whose approval brings the agreement into force."""

    ALL = "all", "it takes effect when every party has approved it"
    NUMBER = "number", "it takes effect among those that have approved it once a stated number has"
    NAMED = "named", "it takes effect once the parties that are named have approved it"


class PreconditionKind(Choice):
    """What must have happened before the agreement takes effect."""

    BARGAINING = "bargaining", "bargaining with the unions concerned has ended"
    BUDGET = "budget", "every party has budgeted its first payment"
    FILING = "filing", "a copy has been filed with the clerk of every party"
    GRANT = "grant", "a grant has been awarded"
    STATE_APPROVAL = "state_approval", "a state agency has approved it"
    OTHER = "other", "something else, described in words"


class Precondition(Answer):
    """One condition that comes before the effective date."""

    id: Key = Field(title="Key", description="A short key, such as union.", examples=["union"])
    kind: PreconditionKind = Field(title="What must have happened", description="Beside the approvals of the parties.")
    words: Line | None = Field(
        default=None,
        title="The condition in words",
        description="Which grant, agency or union; for something else, the whole condition as a clause.",
        examples=["the Department of Public Health"],
    )


class FromRatification(Answer):
    """It covers only what is done after it takes effect."""

    rule: Literal["none"] = "none"


class FromEarlier(Answer):
    """It also covers what was done from an earlier day on."""

    rule: Literal["date"]
    date: dt.date = Field(
        title="Earlier day from which it applies",
        description="Year-month-day; counsel must confirm that earlier acts may be approved.",
        examples=["2026-07-01"],
    )


Retroactive = Annotated[FromRatification | FromEarlier, Field(discriminator="rule")]


class Term(Answer):
    """Beginning, later parties, length and renewal."""

    start: dt.date | None = Field(
        default=None,
        title="Day on which service begins",
        description="Year-month-day; July 1 fits the fiscal year. It cannot come before ratification.",
        examples=["2027-07-01"],
    )
    effect: Effect | None = Field(
        default=None,
        title="Whose approval brings the agreement into force",
        description="All parties, any stated number of them, or those without whom it makes no sense.",
    )
    effect_count: int | None = Field(
        default=None,
        ge=2,
        le=200,
        title="Number of parties whose approval brings the agreement into force",
        description="Two or more; the others join when they approve.",
        examples=[3],
    )
    effect_parties: tuple[Key, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        title="Parties whose approval brings the agreement into force",
        description="The keys of the parties without which the agreement does not begin.",
    )
    conditions: tuple[Precondition, ...] = Field(
        default=(),
        max_length=20,
        title="Conditions of taking effect",
        description="What must have happened beside the approvals, such as the end of bargaining.",
    )
    retroactive: Retroactive | None = Field(
        default_factory=FromRatification,
        title="Acts before the effective date",
        description="Where the parties have already begun under the same terms.",
    )
    admission: Admission | None = Field(
        default=Admission.EVERY_PARTY,
        title="Who decides on a new party",
        description="Counsel should confirm that each party may approve later parties beforehand, before one of the "
        "last two is chosen.",
    )
    joining: Joining | None = Field(
        default=Joining.FISCAL_YEAR,
        title="From when a new party takes part",
        description="A fiscal year fits the budget.",
    )
    buy_in: BuyIn | None = Field(
        default_factory=BuyInCase,
        title="What a new party pays on joining",
        description="For property that the others have built up together.",
    )
    length: Length | None = Field(
        default=None, title="Length of the term", description="Open-ended, or to a stated day."
    )
    end: dt.date | None = Field(
        default=None,
        title="Last day of the fixed term",
        description="Year-month-day; June 30 fits the fiscal year.",
        examples=["2032-06-30"],
    )
    renewal: Renewal | None = Field(
        default=None, title="Renewal of a fixed term", description="What happens when the fixed term ends."
    )

    holdover_days: int = Field(
        default=0,
        ge=0,
        le=365,
        title="Days of holdover after a fixed term",
        description="They bridge a late vote on renewal; zero where the agreement ends on its last day.",
        examples=[90],
    )

    _whole = field_validator("effect_count", "holdover_days", mode="before")(whole_number)
