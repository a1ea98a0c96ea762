"""The meetings of the board or the principals, and groups that meet between them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Line


class Meetings(Choice):
    """How often the body meets."""

    MONTHLY = "monthly", "twelve times a year"
    QUARTERLY = "quarterly", "four times a year"
    SEMIANNUAL = "semiannual", "twice a year"
    ANNUAL = "annual", "once a year"


class SpecialMeetings(Choice):
    """Who may call a special meeting of the board."""

    CHAIR_OR_TWO = "chair_or_two", "the chair, or the members of two parties"
    CHAIR = "chair", "the chair alone"
    ANY_PARTY = "any_party", "the members of any party"


class PrincipalsMeet(Choice):
    """Whether the chief executive officers meet beside the board."""

    BOARD_ALONE = "board_alone", "the board alone meets"
    WITH_PRINCIPALS = "with_principals", "they meet once a year with the chair of the board"


class WorkingGroup(Answer):
    """A working group of staff who deal with the service day by day."""

    rule: Literal["working_group"]


class FinanceCommittee(Answer):
    """The finance officers, who look at the money before the others do."""

    rule: Literal["finance"]


class StatedCommittee(Answer):
    """A committee that is described in words."""

    rule: Literal["stated"]
    name: Line = Field(title="Name of the committee", description="With the article.", examples=["the fleet committee"])
    members: Line = Field(
        title="Members of the committee",
        description="As the end of a sentence that begins: Its members are ...",
        examples=["one mechanic of each Party"],
    )
    task: Line = Field(
        title="Task of the committee",
        description="As the end of a sentence that begins: It ...",
        examples=["advises on repairs and on the replacement of vehicles"],
    )


Committee = Annotated[WorkingGroup | FinanceCommittee | StatedCommittee, Field(discriminator="rule")]
"""A group that meets between the meetings."""
