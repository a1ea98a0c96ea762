"""One contradiction between answers, as every rule that crosses fields tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
