"""Who watches over the service: the board or the principals, its seats, votes, quorum, officers and meetings."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.appointment import Appointment, ElectedOfficers, Officers
from agreement_builder.answers.base import Answer, Choice
from agreement_builder.answers.meetings import Committee, Meetings, PrincipalsMeet, SpecialMeetings
from agreement_builder.answers.seats import FurtherSeat, Seats
from agreement_builder.answers.votes import Majority, MajorityOfCast, Matter, Quorum, QuorumOfParties, Tie, Votes


class Body(Choice):
    """The body that oversees the service."""

    ADVISORY_BOARD = "advisory_board", "a board of all parties that recommends and advises (§ 7-339d)"
    COMMITTEE = "committee", "a joint committee that the lead agency must hear before it decides (§ 7-339d)"
    GOVERNING_BOARD = "governing_board", "a board that decides, where a statute gives one (dispatch, § 7-148mm)"
    PRINCIPALS = "principals", "no board: the chief executive officers meet"
    NONE = "none", "no body and no meetings: the chief executive officers deal with each other as needed"


BOARDS = frozenset({Body.ADVISORY_BOARD, Body.COMMITTEE, Body.GOVERNING_BOARD})
"""Bodies that have seats and votes."""


class Governance(Answer):
    """How the parties stay in touch and decide."""

    body: Body | None = Field(
        default=None,
        title="Body that oversees the service",
        description="The general act gives a basis for advisory boards only; a board that decides needs another.",
    )
    seats: Seats | None = Field(
        default=None,
        title="Members of each party on the board",
        description="Every Connecticut party must be represented on the board (§ 7-339d).",
    )
    further_seats: tuple[FurtherSeat, ...] = Field(
        default=(),
        max_length=20,
        title="Further members of the board",
        description="Guests without a vote, and seats that begin or end with something that their holder does.",
    )
    appointment: Appointment = Field(
        default_factory=Appointment, title="Appointment of members", description="Who appoints, whom, for how long."
    )
    officers: Officers = Field(
        default=ElectedOfficers(rule="elected"),
        title="Officers of the board",
        description="How the board gets its chair.",
    )
    votes: Votes | None = Field(
        default=None, title="Votes of the board", description="How many votes a party or a member has."
    )
    quorum: Quorum = Field(
        default=QuorumOfParties(rule="parties"), title="Quorum", description="How many must attend for a vote to count."
    )
    majority: Majority = Field(
        default=MajorityOfCast(rule="majority"),
        title="Majority",
        description="A double majority protects both the small parties and those that pay most.",
    )
    tie: Tie = Field(
        default=Tie.UNSTATED, title="Equal votes", description="What happens if as many votes are for as against."
    )
    matters: tuple[Matter, ...] = Field(
        default=(),
        max_length=40,
        title="Matters that need more",
        description="Decisions that need a larger majority, or the consent of certain parties.",
    )
    meetings: Meetings | None = Field(
        default=None,
        title="Regular meetings",
        description="Regular meetings of the principals are what keeps a shared service alive.",
    )
    special: SpecialMeetings = Field(
        default=SpecialMeetings.CHAIR_OR_TWO,
        title="Special meetings of the board",
        description="Who may call one.",
    )
    principals_meet: PrincipalsMeet = Field(
        default=PrincipalsMeet.BOARD_ALONE,
        title="Meetings of the chief executive officers beside the board",
        description="Members change, and budgets are made by the chief executives.",
    )
    committees: tuple[Committee, ...] = Field(
        default=(),
        max_length=20,
        title="Groups that meet between the meetings",
        description="They prepare and advise; each kind of group needs people who have the time.",
    )
