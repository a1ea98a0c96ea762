"""The parties that are known: those of party profiles, and the bodies of the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agreement_builder.interview.profile import PartyFacts, Profile
from agreement_builder.library.bodies import Bodies, Body
from agreement_builder.library.naming import comparable
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
        name, kind, body = _text(party.get("name")), _text(party.get("kind")), self.body_of(party)
        for profile in reversed(self.profiles) if name is not None else ():
            for facts in profile.parties:
                if kind is not None and facts.kind is not None and kind != facts.kind:
                    continue
                same = comparable(facts.name) == comparable(name or "")
                if same or (body is not None and self.bodies.find(facts.name, kind or facts.kind) is body):
                    yield profile, facts


def parties_in(raw: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The parties in the answers so far, with their places from 1."""
    parties = raw.get("parties")
    for place, party in enumerate(parties if isinstance(parties, list) else [], 1):
        if isinstance(party, Mapping):
            yield place, party


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
