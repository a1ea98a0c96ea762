"""Things that pass between parties for the service: lent, leased, sold, or placed with another party.

Part of the answers on management. Amounts are in dollars, between the owner and the receiver.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Dollars, Key, Line


class Holding(Answer):
    """What every such thing says: what it is, whose it is, and which party gets it."""

    what: Line = Field(
        title="Thing",
        description="As the words of a list, with number and kind.",
        examples=["two animal control vehicles"],
    )
    owner: Key | None = Field(default=None, title="Owner", description="The key of the party.", examples=["andover"])
    receiver: Key | None = Field(
        default=None, title="Party that gets it", description="The key of the party.", examples=["bolton"]
    )


class Lent(Holding):
    """The owner lends it without rent."""

    rule: Literal["lent"]


class Leased(Holding):
    """The owner leases it for a yearly rent."""

    rule: Literal["leased"]
    amount: Dollars | None = Field(
        default=None, title="Yearly rent", description="In dollars for one fiscal year.", examples=[20000]
    )


class Sold(Holding):
    """The owner sells it."""

    rule: Literal["sold"]
    amount: Dollars | None = Field(default=None, title="Price", description="In dollars.", examples=[7000])


class Placed(Holding):
    """The owner buys it up to a stated amount, places it with the other party and keeps it."""

    rule: Literal["placed"]
    amount: Dollars | None = Field(
        default=None,
        title="Most that the owner spends",
        description="In dollars, for all of it together.",
        examples=[20000],
    )


Thing = Annotated[Lent | Leased | Sold | Placed, Field(discriminator="rule")]
"""One thing, and how it passes between two parties."""
