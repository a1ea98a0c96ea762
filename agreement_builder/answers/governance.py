"""Who watches over the service: the board or the principals, their meetings and votes."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, whole_number


class Body(Choice):
    """The body that oversees the service."""

    ADVISORY_BOARD = "advisory_board", "a board of all parties that recommends and advises (§ 7-339d)"
    GOVERNING_BOARD = "governing_board", "a board that decides, where a statute gives one (dispatch, § 7-148mm)"
    PRINCIPALS = "principals", "no board: the chief executive officers meet"


class Votes(Choice):
    """How the board counts votes."""

    ONE_EACH = "one_each", "each party has one vote"
    BY_SHARE = "by_share", "each party votes in proportion to its share of the cost"


class Meetings(Choice):
    """How often the body meets."""

    MONTHLY = "monthly", "twelve times a year"
    QUARTERLY = "quarterly", "four times a year"
    SEMIANNUAL = "semiannual", "twice a year"
    ANNUAL = "annual", "once a year"


class Governance(Answer):
    """How the parties stay in touch and decide."""

    body: Body | None = Field(
        default=None,
        title="Body that oversees the service",
        description="The general act gives a basis for advisory boards only; a board that decides needs another.",
    )
    seats_each: int | None = Field(
        default=None,
        ge=1,
        le=15,
        title="Seats of each party",
        description="Every Connecticut party must be represented on the board (§ 7-339d).",
        examples=[1],
    )
    votes: Votes | None = Field(
        default=None, title="Votes of the board", description="How recommendations are carried."
    )
    meetings: Meetings | None = Field(
        default=None,
        title="Regular meetings",
        description="Regular meetings of the principals are what keeps a shared service alive.",
    )

    _whole = field_validator("seats_each", mode="before")(whole_number)
