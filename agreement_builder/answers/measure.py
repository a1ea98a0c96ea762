"""The measures that shares may follow: a quantity of each party, with its source and its date."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Key, Line, Quantity


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


class Measure(Answer):
    """A named quantity of each party, with its source."""

    of: MeasureKind = Field(title="What is measured", description="The quantity that the shares follow.")
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
        title="Figure of each party",
        description="One figure for each party, by the party's key; a figure that is not known yet may be left open.",
    )
