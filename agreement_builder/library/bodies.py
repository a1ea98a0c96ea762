"""Bodies that may be parties, found by a name however it is typed: municipalities, their boards, regional bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from agreement_builder.answers.party import PartyKind
from agreement_builder.library.naming import bare, comparable
from agreement_builder.library.places import Municipality, Organization, Places, StatePlaces

MOST = 8
"""The most bodies that are offered for one name."""

_NEAR, _SPREAD, _LEAST = 0.8, 0.08, 3

_CONSOLIDATED = (PartyKind.CITY, PartyKind.BOROUGH)


@dataclass(frozen=True, eq=False)
class Body:
    """A body that may be a party, with the row that tells of it: for a board of education that of its municipality."""

    full_name: str
    kind: PartyKind
    place: StatePlaces
    row: Municipality | Organization

    @property
    def towns(self) -> tuple[str, ...]:
        """The municipalities of its area, by their bare names; empty where they are not known."""
        if isinstance(self.row, Organization):
            return self.row.members
        return (self.row.within or self.row.name,)

    @property
    def municipality(self) -> Municipality | None:
        """The row of a municipality, if it is one; None for its board of education and for a regional body."""
        return self.row if isinstance(self.row, Municipality) and self.kind is self.row.kind else None

    @property
    def board_of(self) -> Municipality | None:
        """The municipality whose own board of education it is; None if it is none."""
        return self.row if isinstance(self.row, Municipality) and self.kind is not self.row.kind else None

    @property
    def words(self) -> str:
        """What it is, in words: `a borough within the Town of Stonington`."""
        if self.board_of is not None:
            return f"the board of education of {self.board_of.name}"
        if (own := self.municipality) is None:
            return self.kind.meaning
        if own.within is not None:
            return f"a {own.kind} within the Town of {own.within}"
        return f"a consolidated town and {own.kind}" if own.kind in _CONSOLIDATED else f"a {own.kind}"

    @property
    def names(self) -> tuple[str, ...]:
        """Names that are right as they are: the full name, and for regional school districts with No. or Number."""
        number = self.row.number if isinstance(self.row, Organization) else None
        if number is None or self.kind is not PartyKind.REGIONAL_SCHOOL_DISTRICT:
            return (self.full_name,)
        return (self.full_name, *(f"Regional School District {word} {number}" for word in ("No.", "Number")))

    def may_be(self, kind: str) -> bool:
        """Whether it is of this kind; a consolidated city or borough is a town as well."""
        own = self.municipality
        consolidated = own is not None and own.within is None and own.kind in _CONSOLIDATED
        return kind == self.kind or (consolidated and kind == PartyKind.TOWN)


@dataclass(frozen=True)
class Bodies:
    """All bodies of some places, by the names that may be typed for them."""

    places: Places

    @cached_property
    def all(self) -> tuple[Body, ...]:
        """Every body, in the order of the files; a board of education follows all municipalities of its state."""
        return tuple(body for state in self.places.states.values() for body in _of_state(state))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Body, ...]]:
        return _grouped((name, body) for body in self.all for name in dict.fromkeys(_typed_for(body)))

    @cached_property
    def _by_bare_name(self) -> Mapping[str, tuple[Body, ...]]:
        return _grouped((bare(comparable(body.full_name))[0], body) for body in self.all)

    def find(self, name: str, kind: str | None = None, state: str | None = None) -> Body | None:
        """The one body that a name (with kind and state, if they are known) can only mean; None if none or several."""
        typed = comparable(name)
        found = self._by_name.get(typed, ())
        if kind is not None:
            of_kind = tuple(body for body in found if body.may_be(kind))
            found = of_kind or tuple(body for body in self._by_bare_name.get(typed, ()) if body.may_be(kind))
        if state is not None:
            found = tuple(body for body in found if body.place.state == state)
        return found[0] if len(found) == 1 else None

    def called(self, typed: str) -> tuple[Body, ...]:
        """The bodies of the name that was typed; several where a town and a borough in it have one name."""
        return self._by_name.get(comparable(typed), ())

    def meant(self, typed: str) -> tuple[Body, ...]:
        """The bodies that what was typed may mean, best first: of that name, beginning with it, or named nearly so."""
        name = comparable(typed)
        if exact := self._by_name.get(name, ()):
            areas = {town for body in exact for town in body.towns if isinstance(body.row, Municipality)}
            named = [body for body in self._beginning(f"{name} ") if areas.intersection(body.towns[:1])]
            return tuple(dict.fromkeys((*exact, *(b for b in named if isinstance(b.row, Municipality)))))[:MOST]
        if len(name) < _LEAST:
            return ()
        return tuple(dict.fromkeys((*self._beginning(name), *self._near(name))))[:MOST]

    def _beginning(self, start: str) -> Iterator[Body]:
        return (body for name, bodies in self._by_name.items() if name.startswith(start) for body in bodies)

    def _near(self, name: str) -> list[Body]:
        base, kind = bare(name)
        known = self._by_bare_name if kind is not None else self._by_name
        numbered = [other for other in known if _numbers(other) == _numbers(base)]
        scored = sorted(((_likeness(base, other), other) for other in numbered), key=lambda pair: -pair[0])
        best = scored[0][0] if scored else 0.0
        names = [other for score, other in scored if score >= max(_NEAR, best - _SPREAD)]
        found = [body for other in names for body in known[other]]
        of_kind = [body for body in found if kind is None or body.may_be(kind)]
        return of_kind or found


def _numbers(name: str) -> list[str]:
    """The numbers in a name: that of one district is never a misspelling of another's."""
    return [word for word in name.split() if word.isdigit()]


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR else 0.0


def _of_state(state: StatePlaces) -> Iterator[Body]:
    for town in state.municipalities:
        yield Body(town.full_name, town.kind, state, town)
    for town in state.municipalities:
        if town.own_board:
            yield Body(town.board_name, PartyKind.BOARD_OF_EDUCATION, state, town)
    for body in state.organizations:
        yield Body(body.full_name, body.kind, state, body)


def _typed_for(body: Body) -> Iterator[str]:
    """The names, in comparable form, by which a body may be called where no other is meant."""
    yield from map(comparable, body.names)
    row = body.row
    if isinstance(row, Organization):
        yield from _typed_for_organization(row)
        return
    name = comparable(row.name)
    if body.kind is PartyKind.BOARD_OF_EDUCATION:
        forms = ("", "town of ", "city of ", "the town of ", "the city of ")
        yield from (f"board of education of {form}{name}" for form in forms)
        yield from (f"{name} {word}" for word in ("public schools", "schools", "school district"))
        return
    yield from (name, f"{name} {body.kind}")
    if row.within is None:
        whole = ("town of", "town and city of", "city and town of", "town and borough of")
        yield from (f"{form} {name}" for form in whole if body.kind in _CONSOLIDATED)


def _typed_for_organization(row: Organization) -> Iterator[str]:
    name = comparable(row.name)
    if row.short_name is not None:
        # A short name such as MetroCOG is one word and stays one.
        yield comparable(row.short_name)
    if row.kind is PartyKind.COUNCIL_OF_GOVERNMENTS:
        yield name.removesuffix(" council of governments")
    if row.kind is PartyKind.REGIONAL_SCHOOL_DISTRICT:
        yield f"{name} board of education"


def _grouped(pairs: Iterator[tuple[str, Body]]) -> Mapping[str, tuple[Body, ...]]:
    found: dict[str, dict[Body, None]] = {}
    for name, body in pairs:
        found.setdefault(name, {})[body] = None
    return {name: tuple(bodies) for name, bodies in found.items()}
