"""The outline: the order of topics in an agreement, its articles, exhibits and opening parts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from pydantic import Field, model_validator

from agreement_builder.document.tree import Opening
from agreement_builder.library.clause import Knower, LibraryModel, Words


class Each(StrEnum):
    """Of what a topic is filled once for each: its clauses then speak of `line`, and of `adjustment`."""

    COST = "cost"
    ADJUSTMENT = "adjustment"


class Slot(LibraryModel):
    """A topic's place. `default` names the alternative used where no condition holds.

    `each`: filled once for each cost line, or for each adjustment of a cost; what is filled for one cost is one
    section. `under`: an earlier topic of the article, whose section this one continues, so that short rules which
    belong together are read together; where that topic is left out, it is a section of its own. The section then has
    this `heading`, if one is given.
    """

    topic: Words
    default: Words | None = None
    optional: bool = False
    each: Each | None = None
    under: Words | None = None
    heading: str = ""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"topic": value} if isinstance(value, str) else value


class FrontSlot(Slot):
    """A topic that opens the agreement, before the articles."""

    kind: Opening


class ArticleOutline(LibraryModel):
    """An article: its heading and its topics; `knows` is who usually knows what their clauses ask."""

    id: Words
    heading: Words
    knows: Knower | None = None
    topics: tuple[Slot, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _continued(self) -> ArticleOutline:
        begun: set[str] = set()
        for slot in self.topics:
            if slot.under is not None and slot.under not in begun:
                raise ValueError(f"{slot.topic} stands under {slot.under}, which begins no earlier section here")
            if slot.under is None:
                begun.add(slot.topic)
        return self


class ExhibitKind(StrEnum):
    """The exhibits that the program builds from facts."""

    COST_SHARES = "cost-shares"
    PRICES = "prices"
    COST_LINES = "cost-lines"
    SERVICE_LEVELS = "service-levels"
    PERFORMANCE_MEASURES = "performance-measures"
    NOTICE_ADDRESSES = "notice-addresses"


class ExhibitOutline(LibraryModel):
    """An exhibit, present where its condition holds (none: always)."""

    id: Words
    kind: ExhibitKind
    heading: Words
    when: Words | None = None


class Outline(LibraryModel):
    """A kind of agreement."""

    id: Words
    title: Words
    front: tuple[FrontSlot, ...]
    definitions: Words
    articles: tuple[ArticleOutline, ...] = Field(min_length=1)
    closing: Slot
    exhibits: tuple[ExhibitOutline, ...] = ()

    def slots(self) -> Iterator[Slot]:
        """Every topic's place, in reading order."""
        yield from self.front
        for article in self.articles:
            yield from article.topics
        yield self.closing

    @cached_property
    def topics(self) -> frozenset[str]:
        """The names of all topics."""
        return frozenset(slot.topic for slot in self.slots())

    def targets(self) -> frozenset[str]:
        """Every id that a reference may name: topics and exhibits."""
        return self.topics | {exhibit.id for exhibit in self.exhibits}
