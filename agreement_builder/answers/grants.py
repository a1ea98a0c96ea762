"""The grants that the parties count on, and what they fund themselves while a grant is paid."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Dollars, Key, Line, Percent, whole_number


class Program(Choice):
    """The kind of grant."""

    RPIP = "rpip", "a Regional Performance Incentive Program grant (§ 4-124s), held by a council or service center"
    OTHER = "other", "another grant"


class GrantEnd(Choice):
    """What follows when a grant is refused or ends early."""

    DECIDED = "decided", "the principals decide whether and how the service goes on"
    SHARED = "shared", "the parties carry the whole cost in the same way as the rest"
    REDUCED = "reduced", "the service is reduced to what the parties have appropriated"


class Grant(Answer):
    """One grant for the service."""

    program: Program = Field(
        title="Program of the grant",
        description="An incentive grant brings duties of its own: who may apply, what must be self-funded, notice to "
        "unions.",
    )
    applicant: Key = Field(
        title="Party that applies for the grant",
        description="The key of the party that applies for the grant and holds it.",
        examples=["crcog"],
    )
    name: Line | None = Field(
        default=None,
        title="Name of the grant",
        description="As the grantor calls it, with its article.",
        examples=["the Emergency Management Performance Grant"],
    )
    amount: Dollars | None = Field(
        default=None, title="Amount of the grant in dollars", description="For all years.", examples=["150000"]
    )
    first_year: int | None = Field(
        default=None,
        ge=1990,
        le=2200,
        title="First fiscal year of the grant",
        description="The calendar year in which it begins, on July 1.",
        examples=[2027],
    )
    self_funded: tuple[Percent, ...] = Field(
        default=(),
        max_length=20,
        title="Percentage that the parties fund themselves in each year of the grant",
        description="One percentage for each fiscal year in which the grant is paid, in order. Under § 4-124s it "
        "reaches half by the end of the grant, and all of the cost after it.",
        examples=[0, 25, 50],
    )
    if_ends: GrantEnd = Field(
        default=GrantEnd.DECIDED,
        title="What follows when the grant is refused or ends early",
        description="A grant is never certain; the vote on the agreement should know what then happens.",
    )

    _whole = field_validator("first_year", mode="before")(whole_number)
