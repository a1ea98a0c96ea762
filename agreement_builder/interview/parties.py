"""The questions of the parties: name, what it is in law, which body binds it, where notice reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agreement_builder.answers.keys import key_of
from agreement_builder.answers.party import Party
from agreement_builder.interview.entry import Entry, State, entry_at
from agreement_builder.interview.needs import Needs
from agreement_builder.interview.question import Question, Section, field_question
from agreement_builder.interview.relevance import PARTY_FIELD_IF, PARTY_FIELDS_SUPPOSED
from agreement_builder.library.naming import kind_in

MOST_PARTIES = 200
LEAST_PARTIES = 2


def party_entries(parties: Sequence[Any], needs: Needs, section: Section) -> Iterator[Entry]:
    """The questions of the parties; a list that ends with an empty member is still being made."""
    named = [party for party in parties if isinstance(party, Mapping)]
    for place, party in enumerate(named, 1):
        yield from _of_party(party, place, named, needs, section)
    if len(named) < MOST_PARTIES:
        adds = len(named) < LEAST_PARTIES or parties[-1] is None
        yield Entry(_another(named, section), State.MISSING if adds else State.ENDED)


def _of_party(
    party: Mapping[str, Any], place: int, parties: Sequence[Any], needs: Needs, section: Section
) -> Iterator[Entry]:
    key = party.get("id")
    base = f"parties.{key}" if isinstance(key, str) else f"parties[{place}]"
    name = str(party.get("name") or f"Party {place}")
    for field, info in Party.model_fields.items():
        path, given = f"{base}.{field}", party.get(field)
        wanted = info.is_required() or field in needs.of_parties or field in PARTY_FIELDS_SUPPOSED
        test = PARTY_FIELD_IF.get(field)
        if not wanted or not (test is None or test(party)) or (field == "id" and given is not None):
            continue
        default = PARTY_FIELDS_SUPPOSED.get(field)
        if field == "kind":
            said = kind_in(name)
            default = None if said is None else str(said)
        elif field == "id" and party.get("name"):
            default = key_of(name, _keys(parties))
        open_path = path if info.default is None else None
        about = name if field != "name" else ""
        question = field_question(info, path, section, about=about, default=default, open_path=open_path)
        yield entry_at(question, given)


def _another(parties: Sequence[Any], section: Section) -> Question:
    place = len(parties) + 1
    title = (
        ("Name of the first party", "Name of the second party")[place - 1] if place <= 2 else "Name of another party"
    )
    keys = _keys(parties)
    return field_question(
        Party.model_fields["name"],
        f"parties[{place}].name",
        section,
        title=title,
        at=f"parties[{place}]",
        form=lambda name: {"id": key_of(name, keys), "name": name},
        end=() if place > LEAST_PARTIES else None,
        listed="parties",
    )


def _keys(parties: Sequence[Any]) -> list[str]:
    return [str(party.get("id")) for party in parties if isinstance(party, Mapping)]
