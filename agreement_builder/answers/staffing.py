"""Staff: how it works for the service, who hires and directs it, and the person on whom the service rests.

Part of the answers on management.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Key, Line, Percent, Quantity, whole_number

# How the staff of the parties work for the service


class AssignedStaff(Answer):
    """Each party assigns some of its own staff and pays them itself."""

    rule: Literal["assigned"]


class LentPosition(Answer):
    """One position that a party lends."""

    title: Line = Field(title="Position", description="The title of the position.", examples=["Sanitarian"])
    party: Key | None = Field(
        default=None, title="Party that lends the position", description="The key of the party.", examples=["andover"]
    )
    percent: Percent | None = Field(
        default=None,
        title="Part of the working time",
        description="In percent of the position's working time; 100 for all of it.",
        examples=[40],
    )


class LentStaff(Answer):
    """Parties lend staff to the lead agency, which repays their cost."""

    rule: Literal["lent"]
    positions: tuple[LentPosition, ...] = Field(
        default=(),
        max_length=100,
        title="Positions that are lent",
        description="Those that are known; others are lent by a letter that both parties sign.",
    )
    bill_days: int | None = Field(
        default=None,
        ge=10,
        le=120,
        title="Days in which the cost of lent staff is repaid",
        description="After a bill.",
        examples=[30],
    )
    end_days: int | None = Field(
        default=None,
        ge=5,
        le=180,
        title="Days of notice that end a loan of staff before its term",
        description="Long enough for both parties to fill the gap.",
        examples=[30],
    )

    _whole = field_validator("bill_days", "end_days", mode="before")(whole_number)


class PartTime(Answer):
    """The part of a shared position that is worked for one party."""

    party: Key = Field(title="Party", description="The key of the party.", examples=["bolton"])
    percent: Percent | None = Field(
        default=None,
        title="Part of the working time",
        description="In percent of the position's working time; all parts add up to 100.",
        examples=[50],
    )


class SharedPosition(Answer):
    """One position that is divided among parties."""

    title: Line = Field(title="Position", description="The title of the position.", examples=["Assessor"])
    weekly_hours: Quantity | None = Field(
        default=None,
        title="Weekly hours of the position",
        description="With all parties together.",
        examples=[35],
    )
    parts: tuple[PartTime, ...] = Field(
        min_length=2, max_length=50, title="Parts of the position", description="For each party its part."
    )


class SplitPositions(Answer):
    """One person holds a part-time position with each of several parties."""

    rule: Literal["split"]
    positions: tuple[SharedPosition, ...] = Field(
        min_length=1, max_length=40, title="Shared positions", description="Each with the parts of the parties."
    )


Assignment = Annotated[AssignedStaff | LentStaff | SplitPositions, Field(discriminator="rule")]
"""How the staff whom each party keeps as employer work for the service."""

# Who chooses the head of the service


class LeadDecides(Answer):
    """The lead agency decides alone, under its own personnel rules."""

    rule: Literal["lead_decides"]


class PanelMembers(Answer):
    """Members of a panel who do not speak for a party."""

    who: Line = Field(title="Who they are", description="As the end of a sentence.", examples=["a fire chief"])
    members: int = Field(default=1, ge=1, le=20, title="Number of these members", description="One or more.")

    _whole = field_validator("members", mode="before")(whole_number)


class Panel(Answer):
    """A panel recommends, and the lead agency appoints."""

    rule: Literal["panel"]
    members_each: int = Field(
        default=1,
        ge=0,
        le=10,
        title="Panel members of each party",
        description="Zero if all members of the panel come from elsewhere.",
        examples=[1],
    )
    others: tuple[PanelMembers, ...] = Field(
        default=(),
        max_length=20,
        title="Other members of the panel",
        description="Such as a fire chief of another town.",
    )
    candidates: int | None = Field(
        default=None,
        ge=1,
        le=10,
        title="Largest number of candidates that the panel recommends",
        description="The lead agency appoints one of them.",
        examples=[3],
    )

    _whole = field_validator("members_each", "candidates", mode="before")(whole_number)


class MajorityConsent(Answer):
    """The lead agency appoints with the approval of a majority of the other parties."""

    rule: Literal["majority_consent"]
    answer_days: int | None = Field(
        default=None,
        ge=3,
        le=60,
        title="Days to answer, so that silence does not count as approval",
        description="The office is vacant meanwhile.",
        examples=[10],
    )

    _whole = field_validator("answer_days", mode="before")(whole_number)


class NamedConsent(Answer):
    """The lead agency appoints with the approval of parties that are named."""

    rule: Literal["named_consent"]
    parties: tuple[Key, ...] = Field(
        min_length=1, max_length=200, title="Parties that approve", description="Their keys.", examples=["andover"]
    )
    answer_days: int | None = Field(
        default=None,
        ge=3,
        le=60,
        title="Days to answer, so that silence does not count as approval",
        description="The office is vacant meanwhile.",
        examples=[10],
    )

    _whole = field_validator("answer_days", mode="before")(whole_number)


Hiring = Annotated[LeadDecides | Panel | MajorityConsent | NamedConsent, Field(discriminator="rule")]
"""Who has a say when the head of the service is hired."""

# Who directs the work


class EmployerDirects(Answer):
    """The employer directs and evaluates its own staff."""

    rule: Literal["employer"]


class ServedDirects(Answer):
    """The party for which work is done directs it from day to day, and the employer evaluates."""

    rule: Literal["served"]


class OfficeDirects(Answer):
    """A stated office directs the work from day to day, and the employer evaluates."""

    rule: Literal["office"]
    party: Key | None = Field(
        default=None, title="Party of the directing office", description="The key of the party.", examples=["bolton"]
    )
    office: Line | None = Field(
        default=None,
        title="Office that directs the daily work",
        description="The office, not the person.",
        examples=["Director of Public Works"],
    )


Direction = Annotated[EmployerDirects | ServedDirects | OfficeDirects, Field(discriminator="rule")]
"""Who directs the daily work and who evaluates it."""

# A person on whom the service rests


class AnyPerson(Answer):
    """Any qualified person may do the work."""

    rule: Literal["any"]


class NamedPerson(Answer):
    """A person who is named does the work."""

    rule: Literal["named"]
    name: Line | None = Field(
        default=None,
        title="Person who does the work",
        description="The full name, with the parties' leave to print it.",
    )
    post: Line | None = Field(
        default=None,
        title="Post of the person",
        description="As the end of a sentence.",
        examples=["director of human resources"],
    )
    replace_days: int | None = Field(
        default=None,
        ge=5,
        le=365,
        title="Days to find a successor whom the other parties approve",
        description="After them each of the others may end the agreement for itself.",
        examples=[60],
    )

    _whole = field_validator("replace_days", mode="before")(whole_number)


Person = Annotated[AnyPerson | NamedPerson, Field(discriminator="rule")]
"""Whether the service rests on one person."""
