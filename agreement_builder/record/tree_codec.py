"""The tree of a document as plain data for JSON, and back.

A node is a list: its kind, then its fields in their order, without those at the end that have their default. The
kinds and the types of their fields are read from the tree itself. What is read back comes from strangers, so every
kind, type and character is checked, and nothing is built that a writer could not print.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from agreement_builder.document.tree import Alternatives, Chart, Document, Table

MAX_DEPTH = 60
"""How deep lists may lie within each other; those of the deepest agreement lie half as deep."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?(E[+-]?[0-9]{1,2})?\Z")


class UnfitTree(Exception):
    """Data that is no tree of an agreement; the text says why."""


def document_json(document: Document) -> str:
    """The document as JSON in ASCII, without needless white space."""
    # json calls back for each node, and goes through tuples and texts by itself, which is many times faster.
    return json.dumps(document, default=_node_data, separators=(",", ":"))


def document_of(data: object) -> Document:
    """The document of data that `document_json` wrote; raises UnfitTree for any other data."""
    if _deeper(data, MAX_DEPTH):
        raise UnfitTree("it is nested too deeply")
    document = _reader(Document)(data)
    assert isinstance(document, Document)  # noqa: S101 - what the reader of a kind returns
    return document


# Writing


def _node_data(node: Any) -> object:
    if isinstance(node, Decimal):
        return str(node)
    shape, least = _shape(node.__class__)
    values = [type(node).__name__, *[getattr(node, name) for name, _ in shape]]
    while len(values) > least and values[-1] == shape[len(values) - 2][1]:
        values.pop()
    return values


@cache
def _shape(kind: type) -> tuple[tuple[tuple[str, Any], ...], int]:
    """The fields of a kind in their order, each with its default, and how long its data are at least."""
    shape = tuple((field.name, field.default) for field in fields(kind))
    return shape, 1 + sum(default is MISSING for _, default in shape)


# Reading


def _deeper(data: object, limit: int) -> bool:
    """Whether lists lie deeper within each other than the limit."""
    level = [data]
    for _ in range(limit):
        level = [inner for value in level if isinstance(value, list) for inner in value]
        if not level:
            return False
    return True


@cache
def _reader(hint: Any) -> Callable[[object], Any]:
    """What reads a value of this type, or raises UnfitTree."""
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin in (Union, types.UnionType):
        return _union(get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return _node({hint.__name__: hint})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint)
    return _SINGLE[hint]


def _tuple(parts: tuple[Any, ...]) -> Callable[[object], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        member = _reader(parts[0])

        def read_any(data: object) -> Any:
            return tuple(map(member, _listed(data)))

        return read_any
    members = [_reader(part) for part in parts]

    def read(data: object) -> Any:
        values = _listed(data)
        if len(values) != len(members):
            raise UnfitTree(f"{len(values)} values stand where there should be {len(members)}")
        return tuple(reader(value) for reader, value in zip(members, values, strict=True))

    return read


def _union(parts: tuple[Any, ...]) -> Callable[[object], Any]:
    kinds = {part.__name__: part for part in parts if is_dataclass(part) and isinstance(part, type)}
    others = [part for part in parts if part.__name__ not in kinds and part is not type(None)]
    reader = _reader(others[0]) if others else _node(kinds)
    if type(None) not in parts:
        return reader
    return lambda data: None if data is None else reader(data)


def _node(kinds: dict[str, type]) -> Callable[[object], Any]:
    """What reads a node that is of one of these kinds."""
    readers: dict[str, list[Callable[[object], Any]]] = {}

    def read(data: object) -> Any:
        name, *values = _listed(data) or [None]
        if not isinstance(name, str) or name not in kinds:
            raise UnfitTree(f"{str(name)[:40]!r} is no kind of node that can stand there")
        kind = kinds[name]
        if name not in readers:
            hints = get_type_hints(kind)
            readers[name] = [_reader(hints[field]) for field, _ in _shape(kind)[0]]
        shape, least = _shape(kind)
        if not least <= len(values) + 1 <= len(shape) + 1:
            raise UnfitTree(f"a {name} has {len(values)} fields, and should have {len(shape)}")
        node = kind(*(reader(value) for reader, value in zip(readers[name], values, strict=False)))
        for flaw in _flaws(node):
            raise UnfitTree(flaw)
        return node

    return read


def _choice(hint: type[Enum]) -> Callable[[object], Any]:
    choices = {member.value: member for member in hint}

    def read(data: object) -> Any:
        if not isinstance(data, str) or data not in choices:
            raise UnfitTree(f"{str(data)[:40]!r} is no {hint.__name__}")
        return choices[data]

    return read


def _flaws(node: Any) -> Iterator[str]:
    """What the types do not say and every writer relies on."""
    match node:
        case Table(columns=columns, rows=rows) if not columns or any(len(row) != len(columns) for row in rows):
            yield "a row of a table has other cells than the table has columns"
        case Table(columns=columns) if any(not 0 < column.width <= 100 for column in columns):
            yield "the columns of a table have no width"
        case Chart(categories=categories, series=series) if (
            not categories or not series or any(len(one.figures) != len(categories) for one in series)
        ):
            yield "a chart has other figures than categories"
        case Alternatives(members=()):
            yield "alternatives are none"


def _listed(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise UnfitTree(f"{str(data)[:40]!r} stands where there should be a list")
    return data


def _words(data: object) -> str:
    if not isinstance(data, str) or _NOT_XML.search(data):
        raise UnfitTree(f"{str(data)[:40]!r} stands where there should be words")
    return data


def _switch(data: object) -> bool:
    if not isinstance(data, bool):
        raise UnfitTree(f"{str(data)[:40]!r} is neither true nor false")
    return data


def _whole(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or abs(data) >= 10**9:
        raise UnfitTree(f"{str(data)[:40]!r} is no whole number")
    return data


def _figure(data: object) -> Decimal:
    if not isinstance(data, str) or not _NUMBER.match(data):
        raise UnfitTree(f"{str(data)[:40]!r} is no figure")
    return Decimal(data)


_SINGLE: dict[Any, Callable[[object], Any]] = {str: _words, bool: _switch, int: _whole, Decimal: _figure}
