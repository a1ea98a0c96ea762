"""What ends the agreement for all, and what becomes of what the parties own. Part of the answers on leaving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agreement_builder.answers.base import Answer, Choice, Key, Line, whole_number


class Termination(Choice):
    """Who can end the agreement for all."""

    ALL = "all", "the legislative bodies of all parties"
    MAJORITY = "majority", "the legislative bodies of a majority of the parties"


class Property(Choice):
    """How property bought with shared funds is divided at the end."""

    BY_SHARE = "by_share", "its value is divided in the shares in which it was paid for"
    LEAD_KEEPS = "lead_keeps", "the lead agency keeps it and credits the others with its value"
    EQUAL = "equal", "its value is divided in equal parts"
    APPRAISAL = "appraisal", "an independent appraiser values it, and the payments of recent years decide"


class Consequence(Choice):
    """What follows from an event that touches the whole agreement."""

    ENDS = "ends", "the agreement ends with the following fiscal year"
    RENEGOTIATE = "renegotiate", "the parties that remain negotiate anew; unless they agree, the agreement ends as well"


_THEN = Field(default=Consequence.ENDS, title="What follows", description="For the parties that remain.")


class LeastTwo(Answer):
    """The agreement goes on among any two parties."""

    rule: Literal["two"] = "two"


class LeastNumber(Answer):
    """The agreement goes on only among a stated number of parties."""

    rule: Literal["number"]
    parties: Annotated[int, Field(ge=3, le=200), BeforeValidator(whole_number)] = Field(
        title="Least number of parties", description="Fewer cannot carry the service.", examples=[3]
    )
    then: Consequence = _THEN


class LeastNamed(Answer):
    """The agreement goes on only while named parties take part."""

    rule: Literal["named"]
    parties: tuple[Key, ...] = Field(
        min_length=1,
        max_length=200,
        title="Parties without which it does not go on",
        description="By their keys, such as the one that owns the plant.",
    )
    then: Consequence = _THEN


LeastMembership = Annotated[LeastTwo | LeastNumber | LeastNamed, Field(discriminator="rule")]


class EventEffect(Choice):
    """What an event does to the agreement."""

    ENDS = "ends", "the agreement ends"
    PART_ENDS = "part_ends", "a part of the service ends and the rest goes on"


class EndingEvent(Answer):
    """One event, other than a vote or a withdrawal, that ends the agreement or a part of it."""

    id: Key = Field(title="Key", description="A short key, such as landfill_full.", examples=["landfill_full"])
    event: Line = Field(
        title="Event",
        description="As the end of a sentence that begins with when.",
        examples=["the Landfill stops accepting waste"],
    )
    effect: EventEffect = Field(
        default=EventEffect.ENDS, title="What it ends", description="The whole agreement, or a part of the service."
    )
    part: Line | None = Field(
        default=None,
        title="Part of the service that ends",
        description="As part of a sentence; only where a part ends.",
        examples=["the collection of bulky waste"],
    )
