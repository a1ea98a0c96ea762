"""How one party leaves, how the agreement is changed and ended, and what becomes of its property."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, whole_number
from agreement_builder.answers.settling import ExitPayment, ExitProperty, LastingLiability, NothingMore, PropertyStays
from agreement_builder.answers.windup import EndingEvent, LeastMembership, LeastTwo, Property, Termination
from agreement_builder.answers.withdrawal import (
    AlwaysOpen,
    BackUnstated,
    LeaveFromStart,
    LockIn,
    TakingBack,
    Window,
    Withdrawal,
)


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
    notice_days: int = Field(
        default=0,
        ge=0,
        le=720,
        title="Days of notice before withdrawal",
        description="In place of months, for a contract that ends on short notice; zero where months are given.",
        examples=[30],
    )
    window: Window | None = Field(
        default_factory=AlwaysOpen,
        title="When notice of withdrawal may be given",
        description="A window helps where stations, vehicles or debt need years to plan.",
    )
    lock_in: LockIn | None = Field(
        default_factory=LeaveFromStart,
        title="Years in which no party leaves",
        description="Needed only where the first years carry the cost of the beginning.",
    )
    taking_back: TakingBack | None = Field(
        default_factory=BackUnstated,
        title="Taking a notice of withdrawal back",
        description="The others plan on a notice; say whether it may still be undone.",
    )
    payment: ExitPayment | None = Field(
        default_factory=NothingMore,
        title="What a party that leaves pays beyond what it owes",
        description="Debt that it agreed to goes on in every case.",
    )
    exit_property: ExitProperty | None = Field(
        default_factory=PropertyStays,
        title="Its part of shared property when one party leaves",
        description="Where three or more share the cost; between two, leaving is the end.",
    )
    liabilities: tuple[LastingLiability, ...] = Field(
        default=(),
        max_length=30,
        title="Liabilities that outlive membership",
        description="What a party bears after it has left, such as closing and monitoring a landfill.",
    )
    least: LeastMembership | None = Field(
        default_factory=LeastTwo,
        title="Least membership",
        description="How many parties, or which, the agreement needs to go on.",
    )
    termination: Termination | None = Field(
        default=None,
        title="Who can end the agreement for all",
        description="A process for termination must be in the agreement (§ 7-339c(a)).",
    )
    further_years: int = Field(
        default=0,
        ge=0,
        le=10,
        title="Fiscal years of going on after a vote to end",
        description="Beside the time that the section on termination gives anyway; all keep paying and taking part.",
        examples=[2],
    )
    events: tuple[EndingEvent, ...] = Field(
        default=(),
        max_length=30,
        title="Events that end the agreement",
        description="Beside votes and withdrawals, such as a facility that closes.",
    )
    property: Property | None = Field(
        default=None,
        title="Division of shared property",
        description="What was bought with shared funds must go somewhere when the agreement ends.",
    )
    contribution_years: int | None = Field(
        default=None,
        ge=1,
        le=30,
        title="Fiscal years of payments that count in the division",
        description="Where an appraiser values the property; about as long as it lasts.",
        examples=[10],
    )
    amendment: Amendment | None = Field(
        default=None,
        title="Who can change the agreement",
        description="A process for amendment must be in the agreement (§ 7-339c(a)).",
    )

    _whole = field_validator("notice_months", "notice_days", "further_years", "contribution_years", mode="before")(
        whole_number
    )
