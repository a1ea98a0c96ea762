"""How one party leaves: when its notice may be given, when it takes effect, and whether it may be taken back.

Part of the answers on leaving (`answers/leaving.py`); `leaving/` computes days from it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agreement_builder.answers.base import Answer, Choice, whole_number


def rule_of(answer: Answer | None) -> str:
    """The rule of an answer with variants; empty where it was left open."""
    return str(getattr(answer, "rule", ""))


class Withdrawal(Choice):
    """When a withdrawal takes effect."""

    FISCAL_YEAR_END = "fiscal_year_end", "at the end of a fiscal year, after notice"
    ANY_TIME = "any_time", "on the day that the notice runs out"
    CONSENT = "consent", "only by an amendment that every other party ratifies, at the end of a fiscal year"


Years = Annotated[int, Field(ge=1, le=100), BeforeValidator(whole_number)]
"""A number of years."""

Month = Annotated[int, Field(ge=1, le=12), BeforeValidator(whole_number)]
"""A month of the year, from 1 (January) to 12 (December)."""

Months = Annotated[tuple[Month, ...], Field(min_length=1, max_length=11)]


class AlwaysOpen(Answer):
    """Notice may be given on any day."""

    rule: Literal["always"] = "always"


class OpenEveryYear(Answer):
    """Notice may be given only in stated months of each year."""

    rule: Literal["every_year"]
    months: Months = Field(
        title="Months in which notice may be given", description="By number; 12 is December.", examples=[[12]]
    )


class OpenSomeYears(Answer):
    """Notice may be given only in stated months of every second, third or later year."""

    rule: Literal["interval"]
    months: Months = Field(
        title="Months in which notice may be given", description="By number; 12 is December.", examples=[[12]]
    )
    first_year: Annotated[int, Field(ge=1900, le=2300), BeforeValidator(whole_number)] = Field(
        title="First calendar year in which notice may be given",
        description="The others are counted from it; an odd year and every second year after it are the odd years.",
        examples=[2029],
    )
    every: Annotated[int, Field(ge=2, le=30), BeforeValidator(whole_number)] = Field(
        default=2,
        title="Years from one window to the next",
        description="Two for every second year.",
        examples=[2],
    )


Window = Annotated[AlwaysOpen | OpenEveryYear | OpenSomeYears, Field(discriminator="rule")]


class LeaveFromStart(Answer):
    """A party may leave from the beginning."""

    rule: Literal["none"] = "none"


class BoundAtFirst(Answer):
    """No withdrawal takes effect in the first years of the service."""

    rule: Literal["effect"]
    years: Years = Field(title="Years without withdrawal", description="From the service date.")


class NoNoticeAtFirst(Answer):
    """No party may give notice in the first years of the service."""

    rule: Literal["notice"]
    years: Years = Field(title="Years without notice", description="From the service date.")


LockIn = Annotated[LeaveFromStart | BoundAtFirst | NoNoticeAtFirst, Field(discriminator="rule")]


class BackUnstated(Answer):
    """The agreement does not say whether a notice may be taken back."""

    rule: Literal["unstated"] = "unstated"


class NoticeFinal(Answer):
    """A notice stands once it is given."""

    rule: Literal["final"]


class BackWithin(Answer):
    """A party may take its notice back within some months."""

    rule: Literal["months"]
    months: Annotated[int, Field(ge=1, le=60), BeforeValidator(whole_number)] = Field(
        title="Months in which a notice may be taken back",
        description="Counted from the notice.",
        examples=[6],
    )


class BackByConsent(Answer):
    """A party may take its notice back if all others consent."""

    rule: Literal["consent"]


TakingBack = Annotated[BackUnstated | NoticeFinal | BackWithin | BackByConsent, Field(discriminator="rule")]
