"""Law as data: authorities, what they demand of an agreement, and how other states' law is recognized."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from agreement_builder.answers.service import ServiceKind
from agreement_builder.errors import Severity
from agreement_builder.library.clause import LibraryModel, Words

SECTION = re.compile(r"[0-9]+[a-z]*-[0-9]+[a-z]*")
"""The number of a section, without its subsections."""


class AuthorityKind(StrEnum):
    """What an authority does for an agreement."""

    AUTHORITY = "authority"
    REQUIRED_CONTENT = "required-content"
    PROCESS = "process"
    RELATED = "related"


class AuthorityStatus(StrEnum):
    """Whether it may be cited."""

    IN_FORCE = "in force"
    REPEALED = "repealed"
    UNVERIFIED = "unverified"


class Confidence(StrEnum):
    """How surely the statement of law was read: high means in the text itself."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Authority(LibraryModel):
    """One section of a statute: `section` is its bare number, such as `7-339c`."""

    id: Words
    section: Words
    citation: Words
    title: Words
    says: tuple[Words, ...] = Field(min_length=1)
    services: tuple[ServiceKind, ...] = ()
    kind: AuthorityKind
    confidence: Confidence
    status: AuthorityStatus
    status_note: str = ""
    source: Words


class AuthorityFile(LibraryModel):
    """The authorities of one state, with the state of the law to which all of them were checked."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    checked_through: Words
    checked_on: dt.date
    authorities: tuple[Authority, ...]


class Route(StrEnum):
    """A way in which Connecticut law lets bodies share a service, by who the parties are."""

    MUNICIPALITIES = "A"
    TOWN_AND_ITS_BOARD = "B"
    BOARDS = "C"
    BOARDS_AND_SERVICE_CENTER = "D"
    COUNCIL_OF_GOVERNMENTS = "E"
    INCENTIVE_GRANT = "F"
    SEPARATE_ENTITY = "G"
    INTERSTATE = "H"


class Requirement(LibraryModel):
    """What the law demands; met by a clause that says `satisfies`, or by facts for which `holds` is true."""

    id: Words
    says: Words
    route: Route | None = None
    services: tuple[ServiceKind, ...] = ()
    severity: Severity
    authority: Words
    remedy: Words
    holds: Words | None = None
    applies: Words | None = None


class RequirementFile(LibraryModel):
    """What the law of one state demands of an agreement."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    requirements: tuple[Requirement, ...]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        raise ValueError(f"is not a regular expression: {fault}") from None
    return pattern


class CitationForm(LibraryModel):
    """How the law of one state is cited: `pattern` finds it; its first group, if any, is the section.

    Every citation in this form holds one of `marks`, which are looked for first: to find words takes a small
    part of the time that a pattern takes.
    """

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    marks: tuple[Words, ...] = Field(min_length=1)
    pattern: Annotated[str, AfterValidator(_compiles)]
    example: Words

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)

    def may_occur(self, text: str) -> bool:
        """Whether the text holds one of the marks."""
        return any(mark in text for mark in self.marks)


class CitationFormFile(LibraryModel):
    """The forms of citation that are recognized."""

    forms: tuple[CitationForm, ...]


class ProperNameFile(LibraryModel):
    """Capitalized words of clauses that are names, not defined terms."""

    names: tuple[Words, ...]
