"""What the others see and allow of the work of the one that provides the service: reports and subcontracts.

Part of the answers on management.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Dollars, Line, whole_number
from agreement_builder.answers.payment import Frequency


class Report(Answer):
    """A report beside the annual report."""

    name: Line = Field(
        title="Report", description="As it is named in a sentence.", examples=["a report on inspections"]
    )
    frequency: Frequency | None = Field(
        default=None, title="How often the report is made", description="For each such span of the fiscal year."
    )
    days: int | None = Field(
        default=None,
        ge=1,
        le=365,
        title="Days in which the report is sent",
        description="After the month, quarter, half-year or year ends.",
        examples=[30],
    )
    content: tuple[Line, ...] = Field(
        default=(),
        max_length=30,
        title="What the report states",
        description="Each as the words of a list.",
        examples=["the number of inspections, by party"],
    )

    _whole = field_validator("days", mode="before")(whole_number)


class FreeSubcontracts(Answer):
    """The lead agency may contract out part of the service within the budget or price."""

    rule: Literal["free"]


class ApprovedSubcontracts(Answer):
    """The lead agency may contract out part of the service with the approval of the other parties."""

    rule: Literal["approval"]
    above: Dollars = Field(
        default=Decimal(0),
        title="Yearly amount above which a contract needs approval",
        description="In dollars; zero if every contract needs it.",
        examples=[5000],
    )
    answer_days: int | None = Field(
        default=None,
        ge=3,
        le=60,
        title="Days to answer a request to contract out",
        description="Silence then counts as approval.",
        examples=[15],
    )

    _whole = field_validator("answer_days", mode="before")(whole_number)


class NoSubcontracts(Answer):
    """The lead agency may not contract out any part of the service."""

    rule: Literal["barred"]


Subcontracts = Annotated[FreeSubcontracts | ApprovedSubcontracts | NoSubcontracts, Field(discriminator="rule")]
"""Whether part of the service may be contracted out."""
