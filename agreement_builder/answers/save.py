"""Saving: one answer set, left open or removed in the text of an answers file, and the file written whole.

The text is changed where the answer stands and nowhere else, so comments, order, indentation, quotes and
line ends are kept byte for byte. Each result is read again before it is returned: it holds the answers that
were there, with the one change.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from agreement_builder.answers.load import OPEN, open_note
from agreement_builder.answers.paths import position_of, steps
from agreement_builder.errors import AnswersRefusal, OutputRefusal, Where, error
from agreement_builder.yamltext import read_yaml

HEADER = """\
# What the parties agree. The agreement is drafted from these answers.
#
# Change an answer here, or let the program ask for what is missing: agreement-builder new
# To leave an answer open, say who will know it:  address: {open: the town clerk knows}
# Lines that begin with # are remarks; they are kept, and not printed.
# yaml-language-server: $schema=answers.schema.json
"""
"""The remarks with which a new answers file begins."""

Steps = list[str | int]


def set_value(text: str, path: str, value: object) -> str:
    """`text` with `value` (text, number, date, or dict and list of these) at the written path.

    Groups on the way are made; a position one past the end of a list adds to it; an empty `text` begins with
    HEADER. Raises AnswersRefusal if the text is not YAML, the path leads nowhere, or the value cannot be
    printed.
    """
    source = text if text.strip() else HEADER
    walk = steps(path)
    wanted = _placed(_data(source), walk, _plain(value), path)
    return _checked(_Source(source).put(walk, wanted), wanted, path)


def leave_open(text: str, path: str, note: str = "") -> str:
    """`text` with the answer at the written path left open, and the note on who will know it."""
    return set_value(text, path, {OPEN: note})


def remove_value(text: str, path: str) -> str:
    """`text` without the answer at the written path; unchanged if it is not there."""
    walk, data = steps(path), _data(text)
    around: Any = data
    for step in walk[:-1]:
        around = _child(around, step)
    if _child(around, walk[-1], missing=_MISSING) is _MISSING:
        return text
    if len(around) == 1 and len(walk) > 1:
        return set_value(text, path[: path.rindex("[" if isinstance(walk[-1], int) else ".")], type(around)())
    return _checked(_Source(text).drop(walk), _dropped(data, walk), path)


def save_text(path: Path, text: str) -> None:
    """Writes `text` to the file at `path` whole or not at all; a file that was there keeps its permissions.

    Raises OutputRefusal if it cannot be written; the old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with unfinished.open("xb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as fault:
        message = f"The answers cannot be saved: {fault.strerror or fault}."
        hint = "Check that the folder exists and may be written to, and that the disk is not full."
        raise OutputRefusal([error("answers-unsaved", Where(str(path)), message, hint)]) from None


_MISSING = object()


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


def _child(data: Any, step: str | int, missing: object = None) -> Any:
    if isinstance(data, list):
        place = step if isinstance(step, int) else position_of(data, step)
        return data[place] if place is not None and 0 <= place < len(data) else missing
    return data.get(step, missing) if isinstance(data, dict) else missing


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
        return [*data[:place], _placed(_child(data, place), rest, value, path), *data[place + 1 :]]
    if not isinstance(data, dict) or isinstance(step, int):
        message = f'"{path}" leads into a single value.'
        raise AnswersRefusal([error("set-path", Where(field=path), message, "Check the path.")])
    return {**data, step: _placed(data.get(step), rest, value, path)}


def _dropped(data: Any, walk: Steps) -> Any:
    """A copy of `data` without what stands at the end of the walk."""
    step, *rest = walk
    if isinstance(data, list):
        place = step if isinstance(step, int) else position_of(data, step)
        inner = [_dropped(_child(data, place or 0), rest)] if rest else []
        return [*data[:place], *inner, *data[(place or 0) + 1 :]]
    kept = {key: inner for key, inner in data.items() if key != step or rest}
    return {key: _dropped(inner, rest) if key == step else inner for key, inner in kept.items()}


# The text as it should be


def _scalar(value: object, *, flow: bool) -> str:
    """A single value on one line, quoted where it must be."""
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case Decimal():
            return format(value, "f")
        case str():
            style = None if value.isprintable() else '"'
            holder: Any = [value] if flow else {"k": value}
            written: str = yaml.safe_dump(
                holder, allow_unicode=True, width=10**9, default_flow_style=flow, default_style=style
            )
            written = written.strip("\n")
            return written[1:-1] if flow else written[written.index(":") + 1 :].strip()
    return str(value)


def _inline(value: Any, *, flow: bool = True) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, flow=True)}: {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(member) for member in value) + "]"
    return _scalar(value, flow=flow)


def _in_lines(value: Any) -> bool:
    """Whether the value is written on lines of its own."""
    return isinstance(value, dict | list) and bool(value) and open_note(value) is None


def _lines(value: Any, indent: int) -> list[str]:
    """A group or list, one entry a line."""
    pad = " " * indent
    found: list[str] = []
    for key in value if isinstance(value, dict) else range(len(value)):
        inner = value[key]
        lead = f"{pad}-" if isinstance(value, list) else f"{pad}{_scalar(key, flow=False)}:"
        if not _in_lines(inner):
            found.append(f"{lead} {_inline(inner, flow=False)}")
            continue
        below = _lines(inner, indent + 2)
        if isinstance(value, list):
            below[0] = f"{lead} {below[0].lstrip()}"
        else:
            found.append(lead)
        found += below
    return found


def _end(node: yaml.Node) -> int:
    """Where the value ends; marks of block collections run on into what follows them."""
    if node.value and isinstance(node, yaml.CollectionNode) and node.flow_style is not True:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


class _Source:
    """The text of an answers file with its nodes: what stands where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        # Not the C loader: for empty values its marks differ.
        self.root: Any = yaml.compose(text, Loader=yaml.SafeLoader)

    def put(self, walk: Steps, wanted: Any) -> str:
        """The text with the value that `wanted` has at the end of the walk."""
        node = self.root
        if not isinstance(node, yaml.CollectionNode) or not node.value:
            start, end = (node.start_mark.index, node.end_mark.index) if node is not None else (len(self.text),) * 2
            gap = self.newline if self.text[:start].strip() else ""
            return self.joined(self.text[:start] + gap, _lines(wanted, 0), self.text[end:].lstrip("\r\n"))
        for depth, step in enumerate(walk):
            place, wanted = self.member(node, step, wanted)
            if place is None:
                return self.insert(node, step, wanted)
            key, child = node.value[place] if isinstance(node, yaml.MappingNode) else (None, node.value[place])
            if depth == len(walk) - 1 or not self.holds(child):
                return self.replace(node, key, child, wanted)
            node = child
        return self.text

    @staticmethod
    def member(node: Any, step: str | int, wanted: Any) -> tuple[int | None, Any]:
        """The place of a step among the members of the node (None: not there), and what is wanted there."""
        if isinstance(node, yaml.MappingNode):
            places = [place for place, (key, _) in enumerate(node.value) if key.value == step]
            return (places[0] if places else None), wanted[step]
        place = step if isinstance(step, int) else position_of(wanted, step)
        return (place if place is not None and place < len(node.value) else None), wanted[place]

    @staticmethod
    def holds(node: Any) -> bool:
        """Whether the node is a group or list that goes on holding what it holds."""
        if not isinstance(node, yaml.CollectionNode) or not node.value:
            return False
        return isinstance(node, yaml.SequenceNode) or node.value[0][0].value != OPEN

    def line_end(self, spot: int) -> int:
        """The end of the line on which `spot` stands, before its line end."""
        # A block scalar ends at the beginning of the next line.
        spot = len(self.text[:spot].rstrip("\r\n")) if self.text[:spot].endswith("\n") else spot
        found = self.text.find("\n", spot)
        if found < 0:
            return len(self.text)
        return found - 1 if self.text[found - 1] == "\r" else found

    def joined(self, before: str, lines: list[str], after: str) -> str:
        return before + self.newline.join(lines) + (after if after.strip() else self.newline + after.lstrip("\r\n"))

    def insert(self, node: Any, step: str | int, value: Any) -> str:
        """The text with a new member at the end of a group or list that has members."""
        keyed = isinstance(node, yaml.MappingNode)
        if node.flow_style is True:
            spot = _end(node.value[-1][1] if keyed else node.value[-1])
            name = f"{_scalar(step, flow=True)}: " if keyed else ""
            return f"{self.text[:spot]}, {name}{_inline(value)}{self.text[spot:]}"
        column = (node.value[0][0] if keyed else node).start_mark.column
        spot = self.line_end(_end(node))
        lines = _lines({step: value} if keyed else [value], column)
        return self.joined(self.text[:spot] + self.newline, lines, self.text[spot:])

    def replace(self, node: Any, key: Any, child: Any, value: Any) -> str:
        """The text with another value in the place of `child`."""
        text, start, end = self.text, child.start_mark.index, _end(child)
        if node.flow_style is True:
            gap = " " if text[start - 1] in ":," else ""
            return text[:start] + gap + _inline(value) + text[end:]
        if key is None:
            lines = _lines([value], node.start_mark.column)
            gap = "" if text[start - 1].isspace() else " "
            return text[:start] + gap + self.newline.join(lines).lstrip(" -") + text[end:]
        colon = text.index(":", key.end_mark.index) + 1
        remark = ""
        if "\n" in text[colon:start]:
            remark = text[colon : self.line_end(colon)]
        elif start > colon:
            remark = text[end : self.line_end(end)]
            end = self.line_end(end)
        else:
            remark, end = text[colon : self.line_end(colon)], self.line_end(colon)
        if not _in_lines(value):
            return f"{text[:colon]} {_inline(value, flow=False)}{remark}{text[end:]}"
        lines = _lines(value, key.start_mark.column + 2)
        return self.joined(text[:colon] + remark + self.newline, lines, text[end:])

    def drop(self, walk: Steps) -> str:
        """The text without the member at the end of the walk, which is not the only one."""
        node, data = self.root, _data(self.text)
        for step in walk[:-1]:
            place, _ = self.member(node, step, data)
            node = node.value[place][1] if isinstance(node, yaml.MappingNode) else node.value[place]
            data = _child(data, step)
        place, _ = self.member(node, walk[-1], data)
        spans = [
            (first.start_mark.index, _end(last))
            for first, last in (pair if isinstance(pair, tuple) else (pair, pair) for pair in node.value)
        ]
        start, end = spans[place or 0]
        if node.flow_style is True:
            start, end = (spans[place - 1][1], end) if place else (start, spans[1][0])
            return self.text[:start] + self.text[end:]
        if isinstance(node, yaml.SequenceNode):
            start = self.text.rindex("-", 0, start + 1)
        line = self.text.rfind("\n", 0, start) + 1
        following = min(self.line_end(end) + len(self.newline), len(self.text))
        if not self.text[line:start].strip():
            return self.text[:line] + self.text[following:]
        rest = self.text[following:]
        return self.text[:start] + rest.lstrip(" ")
