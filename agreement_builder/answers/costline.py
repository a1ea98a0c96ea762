"""A cost with a rule of its own, beside the operating cost: capital, start-up, closing, a second service, a rent."""

from __future__ import annotations

from pydantic import Field, field_validator

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.base import NOT_ASKED, Answer, Choice, Dollars, Key, Line, whole_number
from agreement_builder.answers.fiscal import fiscal_year_shown
from agreement_builder.answers.sharing import Shares


class Nature(Choice):
    """What kind of cost it is."""

    OPERATING = "operating", "the yearly cost of a service"
    CAPITAL = "capital", "large purchases and works"
    START_UP = "start_up", "the cost of beginning"
    CLOSING = "closing", "closing a facility, and what follows it"
    DEBT = "debt", "debt and its interest"
    RENT = "rent", "rent or another payment from one party to another"


class CostLine(Answer):
    """One cost with its own rule: who takes part, how it is divided or priced, and who is paid."""

    id: Key = Field(title="Key of the cost", description="A short key for commands.", examples=["closing"])
    name: Line = Field(
        title="Name of the cost", description="As the agreement calls it.", examples=["Closing and monitoring"]
    )
    covers: Line | None = Field(
        default=None,
        title="What the cost covers",
        description="Words that complete: this section applies to the cost of ...; for a rent, what is paid for.",
        examples=["closing the landfill, and monitoring it afterward"],
    )
    nature: Nature = Field(title="Kind of cost", description="It decides what becomes of the cost when a party leaves.")
    service: Line | None = Field(
        default=None,
        title="Service to which it belongs",
        description="Where the parties share several services; left out, the service of the agreement.",
        json_schema_extra=NOT_ASKED,
    )
    parties: tuple[Key, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        title="Parties that take part",
        description="Their keys; left out, all.",
    )
    shares: Shares | None = Field(
        default=None, title="Method of sharing", description="How the cost is divided, or which price is paid."
    )
    cost: Dollars | None = Field(
        default=None,
        title="Yearly cost",
        description="In dollars, where a common cost is divided; the finance officers know.",
    )
    costs: dict[int, Dollars | None] = Field(
        default_factory=dict,
        title="Cost of single fiscal years",
        description="In dollars, by the year in which the fiscal year begins, where it is not the yearly cost.",
        json_schema_extra=NOT_ASKED,
    )
    first: int | None = Field(
        default=None,
        ge=1950,
        le=2300,
        title="First fiscal year of the cost",
        description="Left out, the first fiscal year of the agreement.",
        json_schema_extra=NOT_ASKED,
    )
    last: int | None = Field(
        default=None,
        ge=1950,
        le=2300,
        title="Last fiscal year of the cost",
        description="Left out, it has no end of its own.",
        json_schema_extra=NOT_ASKED,
    )
    paid_to: Key | None = Field(
        default=None,
        title="Party that is paid",
        description="Left out, the lead agency or the separate body.",
        json_schema_extra=NOT_ASKED,
    )
    adjustments: tuple[Adjustment, ...] = Field(
        default=(),
        max_length=20,
        title="Adjustments",
        description="Limits, phases, credits, increases and rounding.",
        json_schema_extra=NOT_ASKED,
    )

    _whole = field_validator("first", "last", mode="before")(whole_number)


def cost_time(line: CostLine) -> str:
    """The fiscal years of a cost in words."""
    if line.first is None and line.last is None:
        return "in each Fiscal Year"
    if line.first is not None and line.first == line.last:
        return f"in the Fiscal Year {fiscal_year_shown(line.first)}"
    begin = f" from {fiscal_year_shown(line.first)}" if line.first is not None else ""
    end = f" to {fiscal_year_shown(line.last)}" if line.last is not None else " on" if begin else ""
    return f"in each Fiscal Year{begin}{end}"
