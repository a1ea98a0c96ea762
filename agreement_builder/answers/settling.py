"""What a party that leaves still pays, what it keeps bearing, and what it gets.

Part of the answers on leaving (`answers/leaving.py`). Percentages are of one yearly payment; sums are in dollars.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Dollars, Key, Line, Percent
from agreement_builder.answers.withdrawal import Years


class Receiver(Choice):
    """Who gets what a party pays on leaving."""

    BY_SHARE = "by_share", "the parties that stay, in proportion to their own payments"
    EQUALLY = "equally", "the parties that stay, in equal parts"
    LEAD = "lead", "the lead agency, for the cost of the service"


class Due(Choice):
    """When a payment on leaving falls due."""

    LEAVING = "leaving", "when the party leaves"
    NOTICE = "notice", "with the notice, and it comes back if the notice is taken back in time"


_TO = Field(
    default=Receiver.BY_SHARE, title="Who gets the payment", description="Where one other party stays, it gets all."
)


class NothingMore(Answer):
    """A party that leaves pays nothing beyond what it owes."""

    rule: Literal["none"] = "none"


class PercentOnLeaving(Answer):
    """A party that leaves pays a percentage of its last yearly payment, as estimated damages."""

    rule: Literal["percent"]
    percent: Percent = Field(
        gt=0,
        title="Percentage of the last yearly payment",
        description="A fair estimate of what the others lose; keep the computation.",
        examples=[30],
    )
    to: Receiver = _TO
    due: Due = Field(default=Due.LEAVING, title="When it is due", description="With the notice, or on leaving.")


class StepDown(Answer):
    """A party that leaves pays a falling part of its last yearly payment for some more years."""

    rule: Literal["step_down"]
    percents: tuple[Percent, ...] = Field(
        min_length=1,
        max_length=10,
        title="Percentages of the fiscal years after leaving",
        description="One a year, from the first fiscal year after the party has left.",
        examples=[[67, 33]],
    )
    to: Receiver = _TO


class AmountOnLeaving(Answer):
    """A party that leaves pays a stated amount, as estimated damages."""

    rule: Literal["amount"]
    amount: Dollars = Field(
        gt=0,
        title="Amount paid on leaving",
        description="In dollars; a fair estimate of what the others lose.",
        examples=["25000.00"],
    )
    to: Receiver = _TO
    due: Due = Field(default=Due.LEAVING, title="When it is due", description="With the notice, or on leaving.")


ExitPayment = Annotated[NothingMore | PercentOnLeaving | StepDown | AmountOnLeaving, Field(discriminator="rule")]


class PropertyStays(Answer):
    """Its part of shared property stays with the service without payment."""

    rule: Literal["stays"] = "stays"


class PaidOut(Answer):
    """The others pay for its part of shared property within stated years."""

    rule: Literal["paid_out"]
    years: Years = Field(title="Years to pay out the property", description="After it leaves.")


class AppraisedOnLeaving(Answer):
    """An appraiser values shared property, debts come first, and payments of recent years decide its part."""

    rule: Literal["appraisal"]
    contribution_years: Years = Field(
        title="Fiscal years of payments that count",
        description="About as long as the property lasts.",
        examples=[10],
    )
    years: Years = Field(default=1, title="Years to pay out the property", description="After it leaves.")


class OwnPiecesBack(Answer):
    """It takes the pieces that it paid for alone, and the rest stays without payment."""

    rule: Literal["own_pieces"]


ExitProperty = Annotated[PropertyStays | PaidOut | AppraisedOnLeaving | OwnPiecesBack, Field(discriminator="rule")]


class LiabilityKind(Choice):
    """What a party keeps bearing after it has left."""

    DEBT = "debt", "principal and interest of a debt made for the service"
    CLOSING = "closing", "the cost of closing a facility of the service"
    MONITORING = "monitoring", "the cost of monitoring and maintaining a facility after it is closed"
    PENSION = "pension", "pension and retirement cost earned while it was a party"
    CLAIMS = "claims", "claims that arise from the time in which it was a party"
    OTHER = "other", "another liability, described in words"


class ShareAsBefore(Answer):
    """It bears the share of the cost that it bore in its last fiscal year."""

    rule: Literal["as_before"] = "as_before"


class ShareEqual(Answer):
    """All parties bear equal parts, and so does the one that has left."""

    rule: Literal["equal"]


class ShareStated(Answer):
    """It bears a stated percentage."""

    rule: Literal["percent"]
    percent: Percent = Field(gt=0, title="Percentage borne", description="Of the whole liability.", examples=[50])


class UntilSettled(Answer):
    """It bears it until it is paid in full."""

    rule: Literal["settled"] = "settled"


class YearsAfterLeaving(Answer):
    """It bears it for stated years after leaving."""

    rule: Literal["years_after_leaving"]
    years: Years = Field(title="Years after leaving", description="Counted from the last day.")


class YearsAfterClosing(Answer):
    """It bears it for stated years after the facility has closed."""

    rule: Literal["years_after_closing"]
    years: Years = Field(title="Years after closing", description="Thirty is common for landfills.")


class LastingLiability(Answer):
    """One liability that outlives membership."""

    id: Key = Field(title="Key", description="A short key, such as closing.", examples=["closing"])
    kind: LiabilityKind = Field(title="What it is", description="The clause on it follows the kind.")
    words: Line | None = Field(
        default=None,
        title="The liability in words",
        description="As part of a sentence: what exactly is borne, such as the bonds or the facility.",
        examples=["the landfill on Huckleberry Road"],
    )
    share: Annotated[ShareAsBefore | ShareEqual | ShareStated, Field(discriminator="rule")] = Field(
        default_factory=ShareAsBefore, title="Share that a former party bears", description="Of the whole liability."
    )
    until: Annotated[UntilSettled | YearsAfterLeaving | YearsAfterClosing, Field(discriminator="rule")] = Field(
        default_factory=UntilSettled, title="How long", description="Until it is paid, or for stated years."
    )
    estimate: Dollars | None = Field(
        default=None,
        title="Estimate of the liability",
        description="In dollars: of the whole if it lasts until it is paid, else of one year.",
        examples=["7000000.00"],
    )
