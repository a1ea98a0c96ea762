"""The parties that are known: those of party profiles, and the bodies of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agreement_builder.interview.profile import PartyFacts, Profile
from agreement_builder.library.bodies import Bodies, Body
from agreement_builder.library.naming import bare, comparable
from agreement_builder.library.places import Places


@dataclass(frozen=True)
class Register:
    """The parties that places and profiles know of; later profiles go before earlier ones."""

    places: Places
    profiles: tuple[Profile, ...] = ()

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies of the places, by their names."""
        return Bodies(self.places)

    def body_of(self, party: Mapping[str, Any]) -> Body | None:
        """The body that a party in the answers can only be, by its name, kind and state."""
        name, kind, state = (_text(party.get(field)) for field in ("name", "kind", "state"))
        return self.bodies.find(name, kind, state) if name is not None else None

    def facts_of(self, party: Mapping[str, Any]) -> Iterator[tuple[Profile, PartyFacts]]:
        """What the profiles know of a party in the answers, the profile that goes before others first."""
        name, kind = _text(party.get("name")), _text(party.get("kind"))
        if name is None:
            return
        body = self.body_of(party)
        for profile in reversed(self.profiles):
            facts = [facts for facts in profile.parties if None in (kind, facts.kind) or kind == facts.kind]
            mine = [f for f in facts if comparable(f.name) == comparable(name)]
            mine = mine or [f for f in facts if body is not None and self.bodies.find(f.name, kind or f.kind) is body]
            if not mine and not self.bodies.called(name):
                named = [f for f in facts if bare(comparable(f.name))[0] == comparable(name)]
                mine = named if len(named) == 1 else []
            yield from ((profile, found) for found in mine)


def parties_in(raw: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The parties in the answers so far, with their places from 1."""
    parties = raw.get("parties")
    for place, party in enumerate(parties if isinstance(parties, list) else [], 1):
        if isinstance(party, Mapping):
            yield place, party


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
