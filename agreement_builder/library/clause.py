"""A clause: one Markdown file with front matter, one alternative for one topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agreement_builder.answers.base import Key
from agreement_builder.answers.service import ServiceKind
from agreement_builder.errors import Where
from agreement_builder.library.condition import Condition

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Knower = Annotated[str, StringConstraints(pattern=r"^[a-z].*[^.]$", max_length=120, strip_whitespace=True)]
"""Who usually knows an answer, as the end of a sentence: `the finance officer of each party`."""


class LibraryModel(BaseModel):
    """Base of all models of library files: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class BlankType(StrEnum):
    """What may be written into a blank."""

    TEXT = "text"
    INTEGER = "integer"
    DOLLARS = "dollars"
    PERCENT = "percent"
    DATE = "date"


class BlankSpec(LibraryModel):
    """A question that only one clause asks."""

    ask: Words = Field(title="Question", description="The question, as the planner reads it.")
    label: Words = Field(title="Label", description="What stands between the brackets while it is open.")
    type: BlankType = BlankType.TEXT
    help: str = ""
    knows: Knower | None = Field(
        default=None, title="Who knows", description="Left out, the one that the article of the outline names."
    )
    example: str = ""
    min: Decimal | None = None
    max: Decimal | None = None


class Status(StrEnum):
    """How far a clause has come; a retired clause is kept for old drafts and never chosen."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class FrontMatter(LibraryModel):
    """What stands above the text of a clause file."""

    title: Words
    summary: Words
    when: Words | None = None
    jurisdictions: tuple[str, ...] = ()
    services: tuple[ServiceKind, ...] = ()
    blanks: dict[Key, BlankSpec] = Field(default_factory=dict)
    satisfies: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    status: Status = Status.DRAFT
    note: str = ""
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")] = "1.0"


@dataclass(frozen=True, slots=True)
class Clause:
    """One alternative. `id` is `topic/name`; `line` is the line of `file` on which the text begins.

    `lines` gives the line of each entry of the front matter.
    """

    id: str
    topic: str
    meta: FrontMatter
    condition: Condition | None
    text: str
    file: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, entry: str) -> Where:
        """The place of an entry of the front matter, such as `when`."""
        return Where(self.file, self.lines.get(entry.split(".")[0]), field=entry)

    @property
    def title(self) -> str:
        """The heading of its section."""
        return self.meta.title

    @property
    def narrowness(self) -> int:
        """How narrow its use is: 0 for all services and states, up to 2 for one service in one state."""
        return bool(self.meta.services) + bool(self.meta.jurisdictions)

    def serves(self, jurisdiction: str, service: ServiceKind) -> bool:
        """Whether it may be chosen for this state and service at all."""
        meta = self.meta
        return (
            meta.status is not Status.RETIRED
            and (not meta.jurisdictions or jurisdiction in meta.jurisdictions)
            and (not meta.services or service in meta.services)
        )
