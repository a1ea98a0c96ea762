"""Municipalities and regional bodies, as data files describe them, and where each fact comes from.

Nothing of a draft is made of these: they fill in answers, which a person confirms, so `Library.version` leaves
them out, and only what asks for them reads them (`load_places`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from agreement_builder.answers.base import Choice
from agreement_builder.answers.party import LegislativeBody, PartyKind
from agreement_builder.library.clause import LibraryModel, Words


class FormOfGovernment(Choice):
    """How a municipality is governed."""

    SELECTMEN_TOWN_MEETING = "selectmen_town_meeting", "selectmen and a town meeting"
    SELECTMEN_RTM = "selectmen_representative_town_meeting", "selectmen and a representative town meeting"
    REPRESENTATIVE_TOWN_MEETING = "representative_town_meeting", "a representative town meeting"
    COUNCIL_MANAGER = "council_manager", "a council and a manager"
    MAYOR_COUNCIL = "mayor_council", "a mayor and a council"


def _parts(text: object) -> object:
    """The members of a cell: `Bolton; Andover`."""
    return [part.strip() for part in text.split(";") if part.strip()] if isinstance(text, str) else text


def _yes_no(text: object) -> object:
    return {"yes": True, "no": False}.get(text, text) if isinstance(text, str) else text


Several = Annotated[tuple[Words, ...], BeforeValidator(_parts)]
"""Words with semicolons between them."""

Persons = Annotated[int, Field(ge=0, le=100_000_000, examples=[4858])]
Ordinal = Annotated[int, Field(ge=1, le=999, examples=[8])]

_FORMS = {PartyKind.CITY: "City of", PartyKind.BOROUGH: "Borough of", PartyKind.VILLAGE: "Village of"}


class Municipality(LibraryModel):
    """A town, city or borough; `within` is the town in which it lies, if it is a separate body in it."""

    name: Words
    kind: PartyKind
    legal_name: Words | None = None
    within: Words | None = None
    county: Words | None = None
    planning_region: Words | None = None
    population: Persons | None = None
    form_of_government: FormOfGovernment | None = None
    legislative_body: LegislativeBody | None = None
    own_board: Annotated[bool, BeforeValidator(_yes_no)] = False
    note: str = ""
    sources: Several = ()

    @property
    def full_name(self) -> str:
        """The name in law: `Town of Bolton`."""
        if self.legal_name is not None:
            return self.legal_name
        return f"{self.name} County" if self.kind is PartyKind.COUNTY else f"{self._form} {self.name}"

    @property
    def _form(self) -> str:
        return _FORMS.get(self.kind, "Town of")

    @property
    def board_name(self) -> str:
        """The name of its own board of education: `Bolton Board of Education`."""
        return f"{self.name} Board of Education"


class Organization(LibraryModel):
    """A regional body; `members` are names of municipalities of its state."""

    kind: PartyKind
    name: Words
    short_name: Words | None = None
    number: Ordinal | None = None
    member_count: Ordinal | None = None
    members: Several = ()
    grades: Words | None = None
    office: Words | None = None
    note: str = ""
    as_of: Words | None = None
    sources: Several = ()

    @property
    def full_name(self) -> str:
        """The name in law."""
        return self.name


FACTS = frozenset((*Municipality.model_fields, *Organization.model_fields)) - {"sources", "as_of", "legal_name"}
"""The facts for which a source may be named."""


class FactSource(LibraryModel):
    """A source in words, its date in words, and the facts that it tells (none: all of a row).

    `confirm`: it is a copy or an encyclopedia, so what it tells should be confirmed.
    """

    name: Words
    as_of: Words = "undated"
    confirm: bool = False
    tells: tuple[Words, ...] = ()

    @property
    def words(self) -> str:
        """`2020 Decennial Census, U.S. Census Bureau (April 1, 2020)`."""
        return f"{self.name} ({self.as_of})"


class Count(LibraryModel):
    """The count of residents from which all populations of a state are taken."""

    source: Words
    publisher: Words
    as_of: dt.date

    @property
    def words(self) -> str:
        """`2020 Decennial Census, U.S. Census Bureau (April 1, 2020)`."""
        return f"{self.source}, {self.publisher} ({self.as_of:%B} {self.as_of.day}, {self.as_of.year})"


class CouncilNote(LibraryModel):
    """What the law lets a council of governments do for its members, with its citation."""

    says: Words
    citation: Words


class SourcesFile(LibraryModel):
    """The sources of the facts of one state, by their keys."""

    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    population: Count
    councils: tuple[CouncilNote, ...] = ()
    sources: Mapping[str, FactSource]


@dataclass(frozen=True)
class StatePlaces:
    """The places of one state. Without a file of sources, `sources` is None and no fact has a source."""

    state: str
    municipalities: tuple[Municipality, ...] = ()
    organizations: tuple[Organization, ...] = ()
    sources: SourcesFile | None = None

    @cached_property
    def towns(self) -> Mapping[str, Municipality]:
        """The municipalities that lie in no other, by their bare names."""
        return {place.name: place for place in self.municipalities if place.within is None}

    def sources_of(self, row: Municipality | Organization, fact: str) -> tuple[FactSource, ...]:
        """Where a fact of a row comes from: of its sources those that tell it, or all if none says that it does."""
        known = self.sources.sources if self.sources is not None else {}
        mine = [known[key] for key in row.sources if key in known]
        telling = [source for source in mine if fact in source.tells]
        return tuple(dict.fromkeys(telling or [source for source in mine if not source.tells] or mine))

    def population(self, row: Municipality | Organization) -> int | None:
        """The residents of a municipality, or of all members of a regional body; None if any is not known."""
        if isinstance(row, Municipality):
            return row.population
        counts = [town.population if (town := self.towns.get(name)) else None for name in row.members]
        return sum(count or 0 for count in counts) if counts and None not in counts else None

    def bodies_with(self, town: str) -> Iterator[Organization]:
        """The regional bodies of which a municipality is a member."""
        return (body for body in self.organizations if town in body.members)


@dataclass(frozen=True)
class Places:
    """The places of all states that the library knows, by the letters of the state."""

    states: Mapping[str, StatePlaces] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[StatePlaces, Municipality | Organization]]:
        """Every municipality and every regional body, with its state, in the order of the files."""
        for state in self.states.values():
            yield from ((state, town) for town in state.municipalities)
            yield from ((state, body) for body in state.organizations)
