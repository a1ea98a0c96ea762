"""The answers in a record against those of a file: whether they still say the same, and of what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.paths import named
from agreement_builder.answers.written import written_for_the_public
from agreement_builder.record.record import Record
from agreement_builder.yamltext import Path

_NOWHERE = object()


def differing_answers(record: Record, file: AnswersFile) -> list[str]:
    """The written paths of the answers, and of the notes on what is left, that are not the same, in order.

    Against a record from which notes and reasons were left out, they do not count.
    """
    old, new = record.edition.file, file
    if record.shortened:
        new = parse_answers(written_for_the_public(file), file.file)
    one, other = old.answers.model_dump(mode="json"), new.answers.model_dump(mode="json")
    paths = [named(one if _holds(one, path) else other, path) for path in _differing(one, other, ())]
    notes = old.notes.items() ^ new.notes.items()
    return list(dict.fromkeys([*paths, *sorted({path for path, _ in notes})]))


def _differing(one: Any, other: Any, here: Path) -> Iterator[Path]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _differing(one.get(key), other.get(key), (*here, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (member, its) in enumerate(zip(one, other, strict=True)):
            yield from _differing(member, its, (*here, place))
    elif one != other:
        yield here


def _holds(raw: Any, path: Path) -> bool:
    for step in path:
        if isinstance(raw, dict):
            raw = raw.get(step, _NOWHERE)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return False
    return raw is not _NOWHERE
