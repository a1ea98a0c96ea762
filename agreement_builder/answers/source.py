"""The text of an answers file with its nodes: changed where an answer stands, and kept everywhere else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from agreement_builder.answers.inactive import kept_value
from agreement_builder.answers.load import COUNSEL, OPEN, open_note
from agreement_builder.answers.paths import position_of

_YEAR = re.compile(r"[12][0-9]{3}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Steps = list[str | int]
"""The way to an answer: keys, ids and positions from 0."""


def child_of(data: Any, step: str | int) -> Any:
    """The member of a group or list at this step (of a list: by its position or id); None if there is none."""
    if isinstance(data, list):
        place = step if isinstance(step, int) else position_of(data, step)
        return data[place] if place is not None and 0 <= place < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _scalar(value: object, *, flow: bool) -> str:
    """A single value on one line, quoted where it must be."""
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case Decimal():
            return format(value, "f")
        case str() if _DATE.match(value):
            return value
        case str():
            style = None if value.isprintable() else '"'
            holder: Any = [value] if flow else {"k": value}
            written: str = yaml.safe_dump(
                holder, allow_unicode=True, width=10**9, default_flow_style=flow, default_style=style
            )
            written = written.strip("\n")
            return written[1:-1] if flow else written[written.index(":") + 1 :].strip()
    return str(value)


def _key(key: object, *, flow: bool) -> str:
    """A key; keys are read as text, so that a year needs no quotes."""
    return str(key) if _YEAR.match(str(key)) else _scalar(key, flow=flow)


def _inline(value: Any, *, flow: bool = True) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key, flow=True)}: {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(member) for member in value) + "]"
    return _scalar(value, flow=flow)


def _in_lines(value: Any) -> bool:
    """Whether the value is written on lines of its own."""
    kept = kept_value(value)
    if kept is not None:
        return _in_lines(kept[0])
    return isinstance(value, dict | list) and bool(value) and open_note(value) is None


def _lines(value: Any, indent: int) -> list[str]:
    """A group or list, one entry a line."""
    pad = " " * indent
    found: list[str] = []
    for key in value if isinstance(value, dict) else range(len(value)):
        inner = value[key]
        lead = f"{pad}-" if isinstance(value, list) else f"{pad}{_key(key, flow=False)}:"
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


class Source:
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
            return self.joined(self.text[:start] + gap, _lines(wanted, 0), self.text[end:])
        for depth, step in enumerate(walk):
            place, wanted = self.member(node, step, wanted)
            if place is None:
                return self.insert(node, {step: wanted} if isinstance(node, yaml.MappingNode) else [wanted])
            key, child = node.value[place] if isinstance(node, yaml.MappingNode) else (None, node.value[place])
            if depth == len(walk) - 1 or not self.holds(child):
                return self.replace(node, key, child, wanted)
            node = child
        return self.text

    def cut_last(self, walk: Steps, data: Any) -> str:
        """The text, which holds `data`, without the last, empty member of the list at the end of the walk.

        The list has two members or more.
        """
        node = self.root
        for step in walk:
            place, data = self.member(node, step, data)
            node = node.value[place][1] if isinstance(node, yaml.MappingNode) else node.value[place]
        last, before = node.value[-1], node.value[-2]
        if node.flow_style is True:
            return self.text[: _end(before)] + self.text[int(last.end_mark.index) :]
        start = self.text.rfind("\n", 0, self.text.rindex("-", 0, int(last.start_mark.index))) + 1
        end = self.text.find("\n", start) + 1 or len(self.text)
        return self.text[:start] + self.text[end:]

    def cut(self, walk: Steps, data: Any) -> str:
        """The text, which holds `data`, without the member at the end of the walk; its group or list has others."""
        node: Any = yaml.SequenceNode("", [self.root])
        place: Any = 0
        for step in walk:
            node = node.value[place][1] if isinstance(node, yaml.MappingNode) else node.value[place]
            place, data = self.member(node, step, data)
        spans = [one if isinstance(one, tuple) else (one, one) for one in node.value]
        first, last = spans[place]
        if node.flow_style is True:
            if place + 1 < len(spans):
                return self.text[: first.start_mark.index] + self.text[spans[place + 1][0].start_mark.index :]
            return self.text[: _end(spans[place - 1][1])] + self.text[_end(last) :]
        begin = int(first.start_mark.index)
        if isinstance(node, yaml.SequenceNode):
            begin = self.text.rindex("-", 0, begin)
        start = self.text.rfind("\n", 0, begin) + 1
        return self.text[:start] + self.text[self.line_end(_end(last)) :].removeprefix("\r").removeprefix("\n")

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
        if isinstance(node, yaml.SequenceNode):
            return True
        # A topic and its blanks may be named counsel as well; what is left has a note, and no group.
        key, value = node.value[0]
        return key.value not in (OPEN, COUNSEL) or not isinstance(value, yaml.ScalarNode)

    def line_end(self, spot: int) -> int:
        """The end of the line on which `spot` stands, before its line end."""
        # A block scalar ends at the beginning of the next line.
        spot = len(self.text[:spot].rstrip("\r\n")) if self.text[:spot].endswith("\n") else spot
        found = self.text.find("\n", spot)
        if found < 0:
            return len(self.text)
        return found - 1 if self.text[found - 1] == "\r" else found

    def joined(self, before: str, lines: list[str], after: str) -> str:
        """The lines between what stands before and after them; a file ends with a line end."""
        return before + self.newline.join(lines) + (after or self.newline)

    def add(self, key: str, members: dict[str, Any]) -> str:
        """The text with further members at the end of the group of the first order at `key`, which has members."""
        return self.insert(next(value for name, value in self.root.value if name.value == key), members)

    def insert(self, node: Any, members: dict[Any, Any] | list[Any]) -> str:
        """The text with new members at the end of a group or list that has members."""
        keyed = isinstance(node, yaml.MappingNode)
        if node.flow_style is True:
            spot = _end(node.value[-1][1] if keyed else node.value[-1])
            return f"{self.text[:spot]}, {_inline(members)[1:-1]}{self.text[spot:]}"
        column = (node.value[0][0] if keyed else node).start_mark.column
        spot = self.line_end(_end(node))
        # Groups of the first order stand apart.
        groups = isinstance(members, dict) and any(isinstance(value, dict | list) for value in members.values())
        gap = self.newline if node is self.root and groups else ""
        return self.joined(self.text[:spot] + self.newline + gap, _lines(members, column), self.text[spot:])

    def replace(self, node: Any, key: Any, child: Any, value: Any) -> str:
        """The text with another value in the place of `child`."""
        text, start, end = self.text, child.start_mark.index, _end(child)
        if node.flow_style is True:
            gap = " " if text[start - 1] in ":," else ""
            return text[:start] + gap + _inline(value) + text[end:]
        if key is None:
            column = node.start_mark.column
            gap = "" if text[start - 1].isspace() else " "
            return text[:start] + gap + self.newline.join(_lines([value], column))[column + 2 :] + text[end:]
        colon = text.index(":", key.end_mark.index) + 1
        if "\n" in text[colon:start]:
            gap, remark = " ", text[colon : self.line_end(colon)]
        else:
            gap, line_end = text[colon:start] or " ", self.line_end(end)
            remark, end = text[end:line_end], line_end
        if not _in_lines(value):
            return f"{text[:colon]}{gap}{_inline(value, flow=False)}{remark}{text[end:]}"
        lines = _lines(value, key.start_mark.column + 2)
        return self.joined(text[:colon] + remark + self.newline, lines, text[end:])
