"""How one party leaves, how the agreement is changed and ended, and what becomes of its property."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, whole_number


class Withdrawal(Choice):
    """When a withdrawal takes effect."""

    FISCAL_YEAR_END = "fiscal_year_end", "at the end of a fiscal year, after notice"
    ANY_TIME = "any_time", "on the day that the notice runs out"


class Termination(Choice):
    """Who can end the agreement for all."""

    ALL = "all", "the legislative bodies of all parties"
    MAJORITY = "majority", "the legislative bodies of a majority of the parties"


class Property(Choice):
    """How property bought with shared funds is divided at the end."""

    BY_SHARE = "by_share", "its value is divided in the shares in which it was paid for"
    LEAD_KEEPS = "lead_keeps", "the lead agency keeps it and credits the others with its value"


class Amendment(Choice):
    """Who can change the agreement."""

    LEGISLATIVE = "legislative", "the legislative bodies of all parties"
    LEGISLATIVE_AND_EXHIBITS = (
        "legislative_and_exhibits",
        "the legislative bodies; the chief executive officers alone may bring figures in exhibits up to date",
    )


class Leaving(Answer):
    """Amendment, withdrawal, termination and winding up."""

    withdrawal: Withdrawal | None = Field(
        default=None,
        title="When a withdrawal takes effect",
        description="A process for withdrawal must be in the agreement (§ 7-339c(a)).",
    )
    notice_months: int | None = Field(
        default=None,
        ge=1,
        le=60,
        title="Months of notice before withdrawal",
        description="Twelve months ending on June 30 let every party budget for the change.",
        examples=[12],
    )
    termination: Termination | None = Field(
        default=None,
        title="Who can end the agreement for all",
        description="A process for termination must be in the agreement (§ 7-339c(a)).",
    )
    property: Property | None = Field(
        default=None,
        title="Division of shared property",
        description="What was bought with shared funds must go somewhere when the agreement ends.",
    )
    amendment: Amendment | None = Field(
        default=None,
        title="Who can change the agreement",
        description="A process for amendment must be in the agreement (§ 7-339c(a)).",
    )

    _whole = field_validator("notice_months", mode="before")(whole_number)
