"""When the agreement begins, how long it lasts, and how it is renewed."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Key, whole_number


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


class Term(Answer):
    """Beginning, length and renewal."""

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

    _whole = field_validator("effect_count", mode="before")(whole_number)
