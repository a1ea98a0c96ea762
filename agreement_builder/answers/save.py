"""Saving: one answer set, left open, left to counsel or removed in the text of an answers file.

The text is changed where the answer stands and nowhere else, so comments, order, indentation, quotes and
line ends are kept byte for byte. Each result is read again before it is returned: it holds the answers that
were there, with the one change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from agreement_builder.answers.load import COUNSEL, OPEN, open_note
from agreement_builder.answers.paths import position_of, steps
from agreement_builder.answers.source import Source, Steps, child_of
from agreement_builder.errors import AnswersRefusal, Where, error
from agreement_builder.yamltext import dotted, read_yaml

HEADER = """\
# What the parties agree. The agreement is drafted from these answers.
#
# Change an answer here, or let the program ask for what is missing: agreement-builder new
# To leave an answer open, say who will know it:  address: {open: the town clerk knows}
# To leave a choice to counsel, say what to weigh:  disputes: {counsel: the insurers prefer mediation}
# Lines that begin with # are remarks; they are kept, and not printed.
# yaml-language-server: $schema=answers.schema.json
"""
"""The remarks with which a new answers file begins."""


_LAST = re.compile(r"(\.?[^.\[\]]+|\[[0-9]+\])\Z")


def set_value(text: str, path: str, value: object) -> str:
    """`text` with `value` (text, number, date, or dict and list of these) at the written path.

    Groups on the way are made; a position one past the end of a list adds to it; an empty `text` begins with
    HEADER. Raises AnswersRefusal if the text is not YAML, the path leads nowhere, or the value cannot be
    printed.
    """
    return set_at(text, steps(path), value)


def set_at(text: str, walk: Steps, value: object) -> str:
    """As `set_value`, at the end of a walk, whose keys may hold what has a meaning in a written path."""
    source, path = text if text.strip() else HEADER, dotted(tuple(walk))
    wanted = _placed(_data(source), walk, _plain(value), path)
    return _checked(Source(source).put(walk, wanted), wanted, path)


def add_members(text: str, group: str, members: Mapping[str, object]) -> str:
    """`text` with members at the end of a group of the first order, whose keys may hold anything; those there stay.

    Raises AnswersRefusal as `set_value`.
    """
    data, new = _data(text), {key: _plain(value) for key, value in members.items()}
    given = data.get(group) if isinstance(data, dict) else None
    there = given if isinstance(given, dict) else {}
    if not there or open_note(there) is not None:
        return set_at(text, [group], new)
    for key in there.keys() & new.keys():
        text = set_at(text, [group, key], new.pop(key))
    wanted = {**_data(text), group: {**_data(text)[group], **new}}
    return _checked(Source(text).add(group, new), wanted, group) if new else text


def leave_open(text: str, path: str, note: str = "") -> str:
    """`text` with the answer at the written path left open, and the note on who will know it."""
    return set_value(text, path, {OPEN: note})


def leave_to_counsel(text: str, path: str, note: str = "") -> str:
    """`text` with the choice at the written path left to counsel, and the note on what there is to weigh."""
    return set_value(text, path, {COUNSEL: note})


def end_list(text: str, path: str) -> str:
    """`text` without the empty member with which the list at the written path ends; an empty list if it is not there.

    A list that ends with no empty member stays as it is.
    """
    data = _data(text)
    value: Any = data
    for step in steps(path):
        value = child_of(value, step)
    if not isinstance(value, list):
        return set_value(text, path, [])
    if value == [None]:
        return set_value(text, path, [])
    if not value or value[-1] is not None:
        return text
    return _checked(Source(text).cut_last(steps(path), data), _placed(data, steps(path), value[:-1], path), path)


def cut(text: str, path: str) -> str:
    """`text` without the member of a list, or the row of a table, at the written path; all other remarks stay."""
    data = _data(text)
    *around, last = steps(path)
    holder: Any = data
    for step in around:
        holder = child_of(holder, step)
    if isinstance(holder, dict) and last in holder:
        left: Any = {key: value for key, value in holder.items() if key != last}
    elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        left = [*holder[:last], *holder[last + 1 :]]
    else:
        raise AnswersRefusal([error("set-path", Where(field=path), f'"{path}" names nothing.', "Check the path.")])
    if not left:
        return set_value(text, path.removesuffix(_LAST.search(path)[0]), left)  # type: ignore[index]
    wanted = _placed(data, around, left, path)
    return _checked(Source(text).cut(steps(path), data), wanted, path)


def with_room(text: str, path: str) -> str:
    """`text` with an empty member at the end of the list at the written path: the list is not finished."""
    value: Any = _data(text)
    for step in steps(path):
        value = child_of(value, step)
    return set_value(text, f"{path}[{len(value) + 1}]", None)


def _data(text: str) -> Any:
    value = read_yaml(text, "answers", AnswersRefusal).value
    return {} if value is None else value


def _checked(text: str, wanted: object, path: str) -> str:
    """`text`, once it is seen to hold what was wanted."""
    if _data(text) != wanted:
        message = f"{path} cannot be written into this file without disturbing what stands around it."
        hint = "Write the answer into the file by hand; plain lines of name: value are always understood."
        raise AnswersRefusal([error("answer-placement", Where(field=path), message, hint)])
    return text


# The data as it should be


def _plain(value: Any) -> Any:
    """The value as YAML gives it back: dates and choices as text, tuples as lists."""
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(member) for member in value]
        case dt.date():
            return value.isoformat()
        case str():
            return str(value)
    return value


def _placed(data: Any, walk: Steps, value: Any, path: str) -> Any:
    """A copy of `data` with the value at the end of the walk."""
    if not walk:
        return value
    step, *rest = walk
    if not data or open_note(data) is not None:
        data = [] if isinstance(step, int) else {}
    if isinstance(data, list):
        place = step if isinstance(step, int) else position_of(data, step)
        if place is None or not 0 <= place <= len(data):
            message = f'"{path}" names no member of the list.'
            raise AnswersRefusal([error("set-path", Where(field=path), message, "Use its id, or [1].")])
        return [*data[:place], _placed(child_of(data, place), rest, value, path), *data[place + 1 :]]
    if not isinstance(data, dict) or isinstance(step, int):
        message = f'"{path}" leads into a single value.'
        raise AnswersRefusal([error("set-path", Where(field=path), message, "Check the path.")])
    return {**data, step: _placed(data.get(step), rest, value, path)}
