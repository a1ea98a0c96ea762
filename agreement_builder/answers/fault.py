"""One contradiction between answers, as every rule that crosses fields tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agreement_builder.answers.model import Answers
from agreement_builder.errors import nearest


class Fault(NamedTuple):
    """One contradiction, at the written path of the answer that most likely causes it."""

    path: str
    rule: str
    message: str
    hint: str


def unknown_parties(given: Iterable[str], path: str, keys: Iterable[str]) -> Iterator[Fault]:
    """A fault for each key in a mapping at `path` that is none of the parties `keys`."""
    known = list(keys)
    for key in given:
        if key not in known:
            message = f'"{key}" is not the key of a party that takes part here.'
            yield Fault(f"{path}.{key}", "party-unknown", message, nearest(key, known) or "Remove it.")


def unknown_members(given: Iterable[str], path: str, keys: Iterable[str]) -> Iterator[Fault]:
    """As `unknown_parties`, for a list of keys."""
    known = list(keys)
    for place, key in enumerate(given, 1):
        if key not in known:
            message = f'"{key}" is not the key of a party that takes part here.'
            yield Fault(f"{path}[{place}]", "party-unknown", message, nearest(key, known) or "Remove it.")


def no_parties(answers: Answers, keys: Iterable[str], path: str) -> Iterator[Fault]:
    """A fault for each of the keys that names no party; `path` has `{}` where the key, or its place from 1, stands."""
    known = [party.id for party in answers.parties]
    for place, key in enumerate(keys, 1):
        if key not in known:
            message = f'"{key}" is not the key of a party.'
            yield Fault(path.format(place, key=key), "party-unknown", message, nearest(key, known))


def missing_parties(answers: Answers, keys: Iterable[str], path: str, what: str) -> Iterator[Fault]:
    """A fault for each party that has no figure under `keys`; `what` says what cannot be told without it."""
    given = set(keys)
    for party in answers.parties:
        if party.id not in given:
            message = f'"{party.id}" has no figure here, so {what} cannot be told.'
            yield Fault(path, "figure-missing", message, f"Add {party.id}: and its figure.")
