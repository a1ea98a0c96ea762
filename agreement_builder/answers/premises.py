"""The building from which the service is provided: whose it is, and on what terms it is used.

Part of the answers on management. Rent is in dollars for a fiscal year, paid to the owner.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from agreement_builder.answers.base import Answer, Dollars, Key, Line, whole_number
from agreement_builder.answers.payment import Frequency


class OwnBuilding(Answer):
    """The provider works from its own building, at no separate charge."""

    rule: Literal["own"]


class Building(Answer):
    """What every use of another building says."""

    building: Line | None = Field(
        default=None,
        title="Building or rooms",
        description="Name, street and rooms, as the end of a sentence.",
    )


class PartysBuilding(Building):
    """What every use of a party's building says."""

    owner: Key | None = Field(
        default=None, title="Party that owns the building", description="The key of the party.", examples=["andover"]
    )
    leave_days: int | None = Field(
        default=None,
        ge=1,
        le=365,
        title="Days to clear the building",
        description="After its use ends.",
        examples=[60],
    )

    _whole_days = field_validator("leave_days", mode="before")(whole_number)


class LicensedBuilding(PartysBuilding):
    """The provider uses a building of a party, without rent."""

    rule: Literal["license"]
    notice_months: int | None = Field(
        default=None,
        ge=1,
        le=36,
        title="Months of notice with which the owner may move the service to other rooms",
        description="Long enough to plan the move.",
        examples=[6],
    )

    _whole = field_validator("notice_months", mode="before")(whole_number)


class LeasedBuilding(PartysBuilding):
    """The provider leases a building of a party, for rent."""

    rule: Literal["lease"]
    amount: Dollars | None = Field(
        default=None,
        title="Yearly rent",
        description="In dollars for one fiscal year. Ask what the building costs its owner, debt included, and what "
        "the market asks.",
        examples=[20000],
    )
    frequency: Frequency | None = Field(
        default=None, title="How often rent is paid", description="In equal parts of the yearly rent."
    )


class RentedBuilding(Building):
    """The provider rents a building from someone who is not a party."""

    rule: Literal["rented"]
    move_days: int | None = Field(
        default=None,
        ge=10,
        le=365,
        title="Days of notice before the service moves to another place",
        description="The others tell their residents.",
        examples=[60],
    )

    _whole = field_validator("move_days", mode="before")(whole_number)


class JointBuilding(Building):
    """The parties share the cost of a building to which the lead agency holds title."""

    rule: Literal["joint"]
    years: int | None = Field(
        default=None,
        ge=1,
        le=60,
        title="Years over which the payments for the building are written off",
        description="The finance officers know the life of the building or of the bonds.",
        examples=[20],
    )

    _whole = field_validator("years", mode="before")(whole_number)


Premises = Annotated[
    OwnBuilding | LicensedBuilding | LeasedBuilding | RentedBuilding | JointBuilding, Field(discriminator="rule")
]
"""From whose building the service is provided."""
