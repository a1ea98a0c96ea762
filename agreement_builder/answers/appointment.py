"""How members come to the board and how long they stay: who appoints, from whom, for which term, and who leads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, Line, whole_number
from agreement_builder.answers.party import PartyKind

Years = Annotated[int, Field(ge=1, le=10)]
"""A number of years of office."""


class ByLegislativeBody(Answer):
    """The legislative body of each party appoints its members, or says who does."""

    rule: Literal["legislative_body"]


class Appointer(Answer):
    """Who appoints for parties of one kind."""

    kind: PartyKind = Field(title="Kind of party", description="Towns, cities, boards of education and so on.")
    by: Line = Field(
        title="Who appoints",
        description="The body or officer, with the article.",
        examples=["the board of selectmen", "the mayor"],
    )


class ByKind(Answer):
    """A body or officer that is stated for each kind of party appoints."""

    rule: Literal["by_kind"]
    appointers: tuple[Appointer, ...] = Field(
        min_length=1, max_length=20, title="Who appoints for which kind of party", description="Each kind once."
    )
    otherwise: Line = Field(
        default="its Legislative Body",
        title="Who appoints for any other party",
        description="For kinds that are not listed, now or after another body has joined.",
    )


class ByOffice(Answer):
    """The chief executive officer of each party is its member by office."""

    rule: Literal["principals"]


Appointing = Annotated[ByLegislativeBody | ByKind | ByOffice, Field(discriminator="rule")]
"""Who appoints the members of a party."""


class Eligible(Choice):
    """From which persons a party's members are taken."""

    ANYONE = "anyone", "any person whom the party chooses"
    ELECTED = "elected", "elected officials of the party only"
    ONE_ELECTED = "one_elected", "at most one elected official of each party"
    OWN_MEMBERS = "own_members", "members of the body that appoints"


class SeatWaits(Answer):
    """The seat stays empty."""

    rule: Literal["waits"]


class PrincipalServes(Answer):
    """The chief executive officer of the party serves after a number of days."""

    rule: Literal["principal_serves"]
    days: int = Field(
        ge=1, le=365, title="Days until the chief executive officer serves", description="Counted from the vacancy.",
        examples=[30],
    )  # fmt: skip

    _whole = field_validator("days", mode="before")(whole_number)


Unfilled = Annotated[SeatWaits | PrincipalServes, Field(discriminator="rule")]
"""What happens if nobody is appointed."""


class OwnTerms(Answer):
    """Each party sets the terms of its own members."""

    rule: Literal["own"]


class FixedTerms(Answer):
    """Members serve for a number of years."""

    rule: Literal["years"]
    years: Years = Field(title="Years of a member's term", description="The same for all.", examples=[3])
    first: tuple[Years, ...] = Field(
        default=(),
        max_length=10,
        title="Years of the first terms",
        description="In the order of the members of each party, so that terms do not end together (one and three); "
        "a party without as many members takes them from the last. Empty: as all others.",
    )

    _whole = field_validator("years", mode="before")(whole_number)


class WhileInOffice(Answer):
    """A member serves as long as the office lasts from which it was appointed."""

    rule: Literal["office"]


Terms = Annotated[OwnTerms | FixedTerms | WhileInOffice, Field(discriminator="rule")]
"""How long a member serves."""


class NoAbsenceRule(Answer):
    """Absence has no consequence."""

    rule: Literal["none"]


class SeatVacated(Answer):
    """A member who misses a number of meetings in a row loses the seat."""

    rule: Literal["vacated"]
    meetings: int = Field(
        ge=2, le=24, title="Meetings missed in a row", description="Regular meetings, without excuse.", examples=[3]
    )

    _whole = field_validator("meetings", mode="before")(whole_number)


Absence = Annotated[NoAbsenceRule | SeatVacated, Field(discriminator="rule")]
"""What follows if a member stays away."""


class Appointment(Answer):
    """How members come to the board, and how long they stay."""

    by: Appointing = Field(
        default=ByLegislativeBody(rule="legislative_body"),
        title="Who appoints the members of a party",
        description="The interlocal act leaves it to each legislative body (§ 7-339d).",
    )
    eligible: Eligible = Field(
        default=Eligible.ANYONE, title="Who may be a member", description="From which persons a party chooses."
    )
    within_days: int = Field(
        default=0,
        ge=0,
        le=365,
        title="Days in which members are appointed",
        description="From the effective date, and from each vacancy; 0 if no time is set.",
        examples=[10],
    )
    unfilled: Unfilled = Field(
        default=SeatWaits(rule="waits"),
        title="If nobody is appointed",
        description="A seat left empty can cost a quorum.",
    )
    terms: Terms = Field(
        default=OwnTerms(rule="own"),
        title="Terms of members",
        description="The interlocal act lets each party set them.",
    )
    absence: Absence = Field(
        default=NoAbsenceRule(rule="none"),
        title="If a member stays away",
        description="Whether a seat is lost by absence.",
    )

    _whole = field_validator("within_days", mode="before")(whole_number)


class ElectedOfficers(Answer):
    """The board elects its officers."""

    rule: Literal["elected"]
    years: Years = Field(default=1, title="Years of an officer's term", description="Usually one.")

    _whole = field_validator("years", mode="before")(whole_number)


class RotatingChair(Answer):
    """The chair passes from party to party every year."""

    rule: Literal["rotating"]


class LeadChairs(Answer):
    """A member of the lead agency chairs the board."""

    rule: Literal["lead"]


Officers = Annotated[ElectedOfficers | RotatingChair | LeadChairs, Field(discriminator="rule")]
"""How the board gets its chair."""
