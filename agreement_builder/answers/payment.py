"""When and on what basis the parties pay, and what follows if one pays late."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Choice, MonthDay, Percent, whole_number


class Frequency(Choice):
    """How often a party pays."""

    MONTHLY = "monthly", "twelve payments a year"
    QUARTERLY = "quarterly", "four payments a year"
    SEMIANNUAL = "semiannual", "two payments a year"
    ANNUAL = "annual", "one payment a year"


PAYMENTS: dict[Frequency, int] = {
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.SEMIANNUAL: 2,
    Frequency.ANNUAL: 1,
}
"""Payments in a fiscal year, by frequency."""


class OnInvoice(Answer):
    """The budget is paid in installments, each invoiced at the beginning of its period."""

    rule: Literal["on_invoice"]


class Installments(Answer):
    """The budget is paid in installments on stated days, without invoices."""

    rule: Literal["installments"]
    due: tuple[MonthDay, ...] = Field(
        default=(),
        max_length=12,
        title="Days on which the installments are due",
        description="Months and days in the order of the fiscal year, one for each payment. Left out, each "
        "installment is due on the first day of its period.",
        examples=["07-31"],
    )


class ActualCost(Answer):
    """The actual cost of each period is invoiced after it ends."""

    rule: Literal["actual_cost"]


class Estimate(Answer):
    """An estimate is invoiced for each period and set right against its actual cost."""

    rule: Literal["estimate"]
    true_up_days: int | None = Field(
        default=None,
        ge=10,
        le=180,
        title="Days after a period in which its actual cost is stated",
        description="The difference goes into the next invoice.",
        examples=[45],
    )

    _whole = field_validator("true_up_days", mode="before")(whole_number)


Basis = Annotated[OnInvoice | Installments | ActualCost | Estimate, Field(discriminator="rule")]

OF_ACTUAL_COST = ("actual_cost", "estimate")
"""Bases that mean nothing where a price is paid and no cost is shared."""


class Payment(Answer):
    """When the parties pay, and on what basis."""

    frequency: Frequency | None = Field(
        default=None, title="How often the parties pay", description="In equal parts of the yearly amount."
    )
    basis: Basis = Field(
        default=OnInvoice(rule="on_invoice"),
        title="What the parties pay in each period",
        description="The budget in installments lets the provider meet its payroll; the actual cost afterward lets "
        "the others pay nothing ahead.",
        json_schema_extra={"asked": True},
    )
    invoice_days: int | None = Field(
        default=None,
        ge=10,
        le=120,
        title="Days to pay an invoice",
        description="From the day on which it is received.",
        examples=[30],
    )

    _whole = field_validator("invoice_days", mode="before")(whole_number)


def due_days(payment: Payment) -> tuple[str, ...] | None:
    """The days (MM-DD) on which installments fall due or are invoiced, in the order of the fiscal year.

    Those that are stated, or the first day of each period; None while the frequency is open and no day is stated.
    """
    if isinstance(payment.basis, Installments) and payment.basis.due:
        return payment.basis.due
    if payment.frequency is None:
        return None
    step = 12 // PAYMENTS[payment.frequency]
    return tuple(f"{(6 + place) % 12 + 1:02d}-01" for place in range(0, 12, step))


class Interest(Answer):
    """Interest runs on the unpaid amount."""

    rule: Literal["interest"]
    rate: Percent | None = Field(
        default=None,
        title="Yearly rate of interest on late payments in percent",
        description="No Connecticut statute was found that sets a rate between municipalities; agree on one.",
        examples=["6"],
    )


class LossOfVote(Answer):
    """The party in arrears loses its vote on the board until it has paid."""

    rule: Literal["loss_of_vote"]


class Suspension(Answer):
    """Service to the party in arrears may be suspended after notice."""

    rule: Literal["suspension"]
    notice_days: int | None = Field(
        default=None,
        ge=10,
        le=180,
        title="Days of written notice before service is suspended",
        description="A municipality keeps its duties under statute meanwhile, so it must be able to find other staff.",
        examples=[60],
    )

    _whole = field_validator("notice_days", mode="before")(whole_number)


class CountedWithdrawal(Answer):
    """The arrears count as a notice of withdrawal."""

    rule: Literal["deemed_withdrawal"]


Consequence = Annotated[Interest | LossOfVote | Suspension | CountedWithdrawal, Field(discriminator="rule")]


class LateStage(Answer):
    """One stage of what follows late payment."""

    after_days: int = Field(
        ge=0,
        le=730,
        title="Days after which the stage begins",
        description="Counted from the day on which the payment was due; 0 for that day itself.",
        examples=[60],
    )
    then: Consequence = Field(title="What follows", description="One consequence; a later stage adds to it.")

    _whole = field_validator("after_days", mode="before")(whole_number)


def suspends(stages: tuple[LateStage, ...] | None) -> bool | None:
    """Whether one of the stages suspends the service; None while the stages are open."""
    return None if stages is None else any(isinstance(stage.then, Suspension) for stage in stages)
