"""What is known before anybody answers: facts of profiles, shipped facts, usual choices; each with its source.

Nothing here asks or writes. The questionnaire offers what `suggest` returns as the answer to a question, and may
write what `taken` returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from agreement_builder.answers.party import LegislativeBody, Party
from agreement_builder.answers.paths import locate, steps
from agreement_builder.interview.figures import figure_suggestion, is_figure, measure_suggestion
from agreement_builder.interview.lines import typed
from agreement_builder.interview.profile import PartyFacts, Profile
from agreement_builder.interview.register import Register, parties_in
from agreement_builder.interview.standing import council_sentence, shipped_line
from agreement_builder.interview.suggestion import Suggestion
from agreement_builder.interview.usual import usual_line
from agreement_builder.library.bodies import Body
from agreement_builder.library.naming import comparable
from agreement_builder.library.places import Places

Taken = tuple[str, str, str]
"""Written path, value and source in words."""


def known(
    places: Places | None = None, party_profiles: Iterable[Profile] = (), profiles: Iterable[Profile] = ()
) -> Known:
    """What places and profiles tell: of `party_profiles` the parties, of `profiles` the usual choices and the parties.

    The parties of a finished answers file given among `profiles` are left out. Later profiles go before earlier
    ones, and party profiles before others.
    """
    usual = tuple(profiles)
    return Known(places, (*(profile for profile in usual if profile.service is None), *party_profiles), usual)


@dataclass(frozen=True)
class Known:
    """What is known: places (None: nothing is shipped), profiles with facts about parties, and with usual choices."""

    places: Places | None = None
    party_profiles: tuple[Profile, ...] = ()
    usual: tuple[Profile, ...] = ()

    @cached_property
    def register(self) -> Register:
        """The parties that are known."""
        return Register(self.places or Places(), self.party_profiles)

    def suggest(self, question_path: str, raw: Mapping[str, Any]) -> Suggestion | None:
        """What is known of the answer to the question at a written path, given the answers so far; or None."""
        walk = steps(question_path)
        if walk[:1] == ["parties"]:
            return self._of_party(question_path, raw) if len(walk) == 3 else None
        if is_figure(question_path):
            return figure_suggestion(self.register, question_path, raw)
        usual, measured = self._usual(question_path, raw), measure_suggestion(self.register, question_path, raw)
        return usual if usual is not None and (measured is None or measured.line != usual.line) else measured

    def taken(self, raw: Mapping[str, Any]) -> tuple[Taken, ...]:
        """The facts of party profiles that the parties in `raw` lack, in the order of the model."""
        return tuple(taken for place, party in parties_in(raw) for taken in self._taken(place, party))

    def name_suggestions(self, typed_name: str) -> tuple[Suggestion, ...]:
        """The full names for which what was typed as a party's name may stand, best first.

        Empty if it is a full name as it is, or nothing is near.
        """
        bodies = self.register.bodies
        meant = bodies.meant(typed_name)
        if typed_name in self.completions() or any(typed_name in body.names for body in meant):
            return ()
        ours = [(comparable(party.name), party, p) for p in reversed(self.party_profiles) for party in p.parties]
        near = get_close_matches(comparable(typed_name), [name for name, _, _ in ours], n=5, cutoff=0.85)
        found: dict[str, Suggestion] = {}
        for name, party, profile in sorted((row for row in ours if row[0] in near), key=lambda row: near.index(row[0])):
            sure = name == comparable(typed_name)
            found.setdefault(party.name, Suggestion(party.name, profile.called, sure))
        only = bodies.find(typed_name)
        for body in meant:
            found.setdefault(body.full_name, Suggestion(body.full_name, _described(body), sure=body is only))
        return tuple(found.values())

    def completions(self) -> tuple[str, ...]:
        """The full names of all parties of profiles and of all bodies, in alphabetical order."""
        return self._completions

    @cached_property
    def _completions(self) -> tuple[str, ...]:
        ours = {party.name for profile in self.party_profiles for party in profile.parties}
        return tuple(sorted(ours | {body.full_name for body in self.register.bodies.all}))

    def council_of(self, raw: Mapping[str, Any]) -> str | None:
        """The council of governments in whose area all parties lie, and what the law lets it do for them, in words.

        None if there is no such council, it is a party itself, or the place of a party is not known.
        """
        parties = [party for _, party in parties_in(raw)]
        bodies = [body for party in parties if (body := self.register.body_of(party)) is not None]
        return council_sentence(bodies) if bodies and len(bodies) == len(parties) else None

    def _of_party(self, path: str, raw: Mapping[str, Any]) -> Suggestion | None:
        place = locate(raw, path)
        party = raw["parties"][place[1]] if len(place) == 3 else None
        field = str(steps(path)[2])
        if not isinstance(party, Mapping) or field in ("id", "name") or field not in Party.model_fields:
            return None
        for profile, facts in self.register.facts_of(party):
            if (value := _fact(facts, field)) is not None:
                return Suggestion(value, profile.called, sure=True)
        return shipped_line(self.register.body_of(party), party, field)

    def _taken(self, place: int, party: Mapping[str, Any]) -> Iterator[Taken]:
        key = party.get("id")
        base = f"parties.{key}" if isinstance(key, str) else f"parties[{place}]"
        now = dict(party)
        for field in Party.model_fields:
            if field in ("id", "name") or now.get(field) is not None:
                continue
            if field == "ratified_by" and now.get("legislative_body") != LegislativeBody.TOWN_MEETING:
                continue
            found = ((profile, _fact(facts, field)) for profile, facts in self.register.facts_of(now))
            profile, value = next(((p, value) for p, value in found if value is not None), (None, None))
            if profile is not None and value is not None:
                now[field] = value
                yield f"{base}.{field}", value, profile.called

    def _usual(self, path: str, raw: Mapping[str, Any]) -> Suggestion | None:
        service = raw.get("service")
        kind = service.get("kind") if isinstance(service, Mapping) else None
        for profile in reversed(self.usual):
            if path == "service.kind" or (path.startswith("service.") and profile.service not in (None, kind)):
                continue
            line = usual_line(profile.usual or {}, raw, path)
            if line is not None:
                return Suggestion(line, f"usual in {profile.name}", sure=False)
        return None


def _fact(facts: PartyFacts, field: str) -> str | None:
    """A fact as it would be typed; the state only where the profile states it."""
    return typed(getattr(facts, field)) if field in facts.model_fields_set else None


def _described(body: Body) -> str:
    """What a body is, where it lies, and how that is known."""
    region = body.municipality.planning_region if body.municipality is not None else None
    words = f"{body.words} in the {region} planning region" if region is not None else body.words
    fact = "own_board" if body.board_of is not None else "name"
    sources = "; ".join(source.words for source in body.place.sources_of(body.row, fact))
    return f"{words}; {sources}" if sources else words
