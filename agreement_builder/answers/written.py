"""From typed answers back to the text of a file: what a draft was made from, written out anew without its remarks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agreement_builder.answers.load import COUNSEL, OPEN, AnswersFile, put
from agreement_builder.answers.source import yaml_lines
from agreement_builder.errors import Where

LEFT_OUT = "left out of the public copy"
"""What stands in place of a reason that the public need not read, where the answers demand one."""

_REASONED = ("clauses", "dismissed")
"""Groups whose members each give a reason."""


def written(file: AnswersFile) -> str:
    """The answers as YAML that reads back to the same answers and the same notes of what is left.

    What was set on the command line is in it; remarks, quotes and the order of groups that were made on the way
    are not those of the file.
    """
    data = _data(file)
    for key, notes in ((OPEN, file.open_notes), (COUNSEL, file.counsel_notes)):
        for path, note in notes.items():
            put(data, path, {key: note}, Where())
    return _text(data)


def written_for_the_public(file: AnswersFile) -> str:
    """As `written`, without the notes on what is left and the reasons given for choices made by hand."""
    data = _data(file)
    routes = data.get("routes")
    reasoned = [member for group in _REASONED for member in _members(data.get(group))]
    for one in [*reasoned, *([routes] if isinstance(routes, dict) else [])]:
        one["reason"] = LEFT_OUT
        one.pop("said", None)
    return _text(data)


def says_more_than_the_public_reads(file: AnswersFile) -> bool:
    """Whether `written_for_the_public` leaves anything out."""
    return bool(file.notes) or _text(_data(file)) != written_for_the_public(file)


def _data(file: AnswersFile) -> dict[str, Any]:
    """The raw data of the file; of answers that no file gave, what they set."""
    raw = file.yaml.value
    if not isinstance(raw, dict):
        raw = file.answers.model_dump(exclude_unset=True)
    data: dict[str, Any] = _plain(raw)
    return data


def _plain(value: Any) -> Any:
    """A copy of which nothing is shared, in the kinds of value that YAML has."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _members(group: object) -> list[dict[str, Any]]:
    return [member for member in group.values() if isinstance(member, dict)] if isinstance(group, dict) else []


def _text(data: dict[str, Any]) -> str:
    return "\n".join(yaml_lines(data)) + "\n"
