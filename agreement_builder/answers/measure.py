"""The measures that shares may follow: a quantity of each party, with its source and its date."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, field_validator

from agreement_builder.answers.base import NOT_ASKED, Answer, Choice, Key, Line, MonthDay, Quantity, whole_number


class MeasureKind(Choice):
    """What a share may be measured by."""

    POPULATION = "population", "resident population"
    NET_GRAND_LIST = "net_grand_list", "net grand list"
    EQUALIZED_NET_GRAND_LIST = "equalized_net_grand_list", "equalized net grand list (§ 10-261a)"
    PERMITS = "permits", "permits issued"
    INSPECTIONS = "inspections", "inspections performed"
    CALLS = "calls", "calls for service"
    HOURS = "hours", "hours of service"
    ENROLLMENT = "enrollment", "pupils enrolled"
    TONNAGE = "tonnage", "tons delivered"
    ROAD_MILES = "road_miles", "miles of road"
    GRAND_LIST = "grand_list", "grand list before exemptions"
    FLOW = "flow", "gallons of flow"
    FLOOR_AREA = "floor_area", "square feet of floor area"
    USERS = "users", "users and devices supported"
    EMPLOYEES = "employees", "employees"
    CASES = "cases", "cases handled"
    OTHER = "other", "another quantity, which the agreement names"


class Measure(Answer):
    """A named quantity of each party, with its source; the figures of one day, or of several years."""

    of: MeasureKind = Field(title="What is measured", description="The quantity that the shares follow.")
    name: Line | None = Field(
        default=None,
        title="Name of the quantity",
        description="Where it is none of those listed, or should be called by another name.",
        examples=["sewer connections"],
        json_schema_extra=NOT_ASKED,
    )
    source: Line | None = Field(
        default=None,
        title="Source of the figures",
        description="The publication or record from which the figures are taken.",
        examples=["2020 Decennial Census"],
    )
    as_of: dt.date | None = Field(
        default=None,
        title="Date of the figures",
        description="The day, year-month-day, for which the figures hold.",
        examples=["2020-04-01"],
    )
    values: dict[Key, Quantity | None] = Field(
        default_factory=dict,
        title="Figure of each party",
        description="One figure for each party, by the party's key; a figure that is not known yet may be left open.",
    )
    years: dict[int, dict[Key, Quantity | None]] = Field(
        default_factory=dict,
        title="Figures of single years",
        description="By year and party, in place of one figure for each party, where an average of years counts.",
        json_schema_extra=NOT_ASKED,
    )
    average: int = Field(
        default=1,
        ge=1,
        le=30,
        title="Years of the rolling average",
        description="One takes the figure of a single year.",
        examples=[5],
        json_schema_extra=NOT_ASKED,
    )
    lag: int = Field(
        default=1,
        ge=0,
        le=10,
        title="Years between the newest figure and the fiscal year",
        description="With one, the fiscal year that begins in 2027 uses figures up to those of 2026.",
        json_schema_extra=NOT_ASKED,
    )
    renewed_on: MonthDay | None = Field(
        default=None,
        title="Day by which the shares are computed again",
        description="Month-day; before the budget is proposed.",
        examples=["12-01"],
        json_schema_extra=NOT_ASKED,
    )

    _whole = field_validator("average", "lag", mode="before")(whole_number)

    @property
    def called(self) -> str:
        """The quantity as the agreement calls it: `resident population`."""
        return self.name or self.of.meaning.split(" (")[0]
