"""Pairs of drafts, an old and a new one, that differ by a few changes of every kind that people make.

A seed and an example name a pair, so that a failing one is named by them; `Pair.told` says what differs as settings
(`path=value`), by which it is made again in the shell.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from agreement_builder.answers.load import AnswersFile, left_note, parse_answers, read_text
from agreement_builder.drafting import Draft, draft
from agreement_builder.errors import AnswersRefusal, LibraryRefusal
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml
from tests import drafts
from tests.changes import CHANGES

DAYS = (dt.date(2026, 11, 23), dt.date(2027, 2, 1))
TRIES = 60
"""How many changes are drawn until one is taken; most are refused because they contradict other answers."""

Raw = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """An old and a new draft; `old_told` and `told` are the settings that make the old of the example, and the new
    of the old.
    """

    example: str
    old: Draft
    new: Draft
    old_told: tuple[str, ...]
    told: tuple[str, ...]

    def __str__(self) -> str:
        return "\n   ".join([self.example, *self.old_told, "changed by", *self.told])


def pair(example: str, seed: object, changes: int | None = None) -> Pair:
    """The pair of an example and a seed, with one to four changes where their number is not given."""
    rng = Random(f"{example} {seed}")
    library = drafts.shipped_library()
    first = raw_answers(example)
    before, old = changed(first, rng, library, rng.choice([0, 0, 1, 2]), DAYS[0])
    day = rng.choice(DAYS)
    after, new = changed(before, rng, library, changes or rng.randint(1, 4), day)
    return Pair(example, old, new, tuple(settings(first, before)), tuple(settings(before, after)))


@cache
def _text(example: str) -> str:
    return read_text(drafts.EXAMPLES[example])


def raw_answers(example: str) -> Raw:
    """The data of an example's file, its notes with it."""
    value = read_yaml(_text(example), "answers.yaml", AnswersRefusal).value
    assert isinstance(value, dict)
    return value


def parsed(raw: Raw) -> AnswersFile:
    """The answers in raw data; raises AnswersRefusal."""
    return parse_answers(json.dumps(raw, default=str, ensure_ascii=False))


def changed(raw: Raw, rng: Random, library: Library, changes: int, day: dt.date) -> tuple[Raw, Draft]:
    """The data after some changes, and its draft; a change that the rules of the answers refuse is not made."""
    now = draft(library, parsed(raw), day, annex=False)
    for _ in range(changes):
        for _ in range(TRIES):
            wanted = deepcopy(raw)
            change: Callable[..., bool] = rng.choice(CHANGES)
            if not change(wanted, rng, now) or wanted == raw:
                continue
            try:
                now = draft(library, parsed(wanted), day, annex=False)
            except (AnswersRefusal, LibraryRefusal):
                continue
            raw = wanted
            break
    return raw, now


def settings(old: object, new: object, path: str = "") -> Iterator[str]:
    """What makes the new data of the old, as settings; a list is told whole, and what is gone is null."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and None in (left_note(old), left_note(new)):
        for key in dict.fromkeys([*old, *new]):
            yield from settings(old.get(key), new.get(key), f"{path}.{key}".removeprefix("."))
    else:
        yield f"{path}={json.dumps(new, default=str, ensure_ascii=False)}"
