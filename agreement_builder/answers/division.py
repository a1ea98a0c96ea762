"""The division of one service between the parties: who performs which function.

Part of the answers on management. A service may be divided by level or by function, as where a town's inspector
does the easier inspections and the county's the others, and some functions may be kept out of it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Key, Line


class Function(Answer):
    """What every function of a divided service says: which work it is."""

    function: Line = Field(
        title="Function",
        description="A piece of the work, as the beginning of a list: inspections of occupancies of level 1.",
        examples=["inspections of occupancies of level 1"],
    )


class PartysFunction(Function):
    """One party performs it."""

    rule: Literal["party"]
    party: Key | None = Field(
        default=None,
        title="Party that performs it",
        description="The key of the party, which may be the lead agency.",
        examples=["andover"],
    )


class KeptFunction(Function):
    """Each party keeps it for itself."""

    rule: Literal["kept"]


class HandedOver(Function):
    """One party performs it until another is ready to take it over."""

    rule: Literal["handed_over"]
    party: Key | None = Field(
        default=None,
        title="Party that performs it at first",
        description="The key of the party.",
        examples=["bolton"],
    )
    successor: Key | None = Field(
        default=None, title="Party that takes it over", description="The key of the party.", examples=["andover"]
    )
    ready: Line | None = Field(
        default=None,
        title="What makes the other party ready",
        description="As the end of a sentence that begins with when.",
        examples=["its inspector is certified for level 3"],
    )


DividedFunction = Annotated[PartysFunction | KeptFunction | HandedOver, Field(discriminator="rule")]
"""One function and who performs it."""
