"""Law as data: authorities, what they demand of an agreement, and how other states' law is recognized."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from agreement_builder.answers.party import PartyKind
from agreement_builder.answers.service import ServiceKind
from agreement_builder.errors import Severity
from agreement_builder.library.clause import LibraryModel, Words

T = TypeVar("T")

SECTION = re.compile(r"[0-9]+[a-z]*-(?:[0-9]+[a-z]*|[a-z]\b)")
"""The number of a section, without its subsections: `7-339c`, or `119-o` of another state."""


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


class Step(LibraryModel):
    """A step outside the text, such as a vote or a filing, and the kinds of party that take it (none: all)."""

    says: Words
    parties: tuple[PartyKind, ...] = ()
    authority: Words


class Route(LibraryModel):
    """A way in which the law lets bodies share a service; it applies where `when` holds of the parties.

    `covers` are the kinds of party that it reaches, `authorities` what the agreement recites, `approvals` and
    `filings` the steps to take, and `notes` what counsel should know.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]{0,7}$")]
    title: Words
    when: Words
    covers: tuple[PartyKind, ...] = Field(min_length=1)
    authorities: tuple[Words, ...] = Field(min_length=1)
    approvals: tuple[Step, ...] = ()
    filings: tuple[Step, ...] = ()
    notes: tuple[Words, ...] = ()


class RouteFile(LibraryModel):
    """The routes of one state. An experimental pack is one on which nobody should rely without counsel."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    experimental: bool = False
    routes: tuple[Route, ...] = Field(min_length=1)


class Requirement(LibraryModel):
    """What the law demands, by route (none: of all) and service (none: of all).

    It is met by a clause that says `satisfies`, or by facts for which `holds` is true.
    """

    id: Words
    says: Words
    routes: tuple[Words, ...] = ()
    services: tuple[ServiceKind, ...] = ()
    severity: Severity
    authority: Words
    remedy: Words
    holds: Words | None = None
    applies: Words | None = None


class ServiceStep(Step):
    """A step that the statutes of a service ask for, where `applies` holds (none: always)."""

    services: tuple[ServiceKind, ...] = Field(min_length=1)
    filing: bool = False
    applies: Words | None = None


class RequirementFile(LibraryModel):
    """What the law of one state demands of an agreement, and the steps that services ask for beside it."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    requirements: tuple[Requirement, ...] = ()
    steps: tuple[ServiceStep, ...] = ()


class CounselQuestion(LibraryModel):
    """What only counsel can settle, asked where `applies` holds (none: always)."""

    id: Words
    asks: Words
    services: tuple[ServiceKind, ...] = ()
    applies: Words | None = None
    authorities: tuple[Words, ...] = ()


class CounselFile(LibraryModel):
    """The open questions of the law of one state."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    questions: tuple[CounselQuestion, ...]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        raise ValueError(f"is not a regular expression: {fault}") from None
    return pattern


class CitationForm(LibraryModel):
    """How the law of one state is cited: `pattern` finds it; its groups, if any, are sections.

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


def by_state(files: Iterable[tuple[str, tuple[T, ...]]]) -> dict[str, tuple[T, ...]]:
    """The rows of all files of each state, in the order of the files."""
    found: dict[str, tuple[T, ...]] = {}
    for jurisdiction, rows in files:
        found[jurisdiction] = (*found.get(jurisdiction, ()), *rows)
    return found
