"""The columns of a table of answers: each names the path of an answer, and is known or refused with the nearest one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import steps
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of, within
from agreement_builder.answers.spreadsheet import spot
from agreement_builder.errors import Finding, error
from agreement_builder.yamltext import dotted

DRAFT, FROM = "draft", "from"
"""The columns that answer nothing: the name of the draft, and the answers file with which the row begins."""

OF_LIBRARY = ("blanks", "choices", "clauses")
"""The groups of which the library alone knows what they may hold."""

_PATH = re.compile(r"[^.\[\]]+(?:\.[^.\[\]]+|\[[1-9][0-9]{0,5}\])*\Z")
_DEEP = 6
"""How many steps are looked into for the path nearest to one that is not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 0, the path of its answers, and their shape."""

    place: int
    path: str
    shape: Shape


def columns_of(
    names: tuple[str, ...], known: Mapping[str, Single] | None, file: str
) -> tuple[list[Column], list[Finding]]:
    """The columns of answers among those named, and a finding for each name that is not known.

    `known` has the answers that only the library knows, by path; None takes any path within OF_LIBRARY.
    """
    columns, found = [], []
    for place, name in enumerate(names):
        if not name or name.casefold() in (DRAFT, FROM):
            continue
        shape = _shape(name, known)
        if shape is not None:
            columns.append(Column(place, name, shape))
            continue
        hint = nearest_path(name, known) or "agreement-builder check prints the path of each answer that is open."
        message = f'"{name}" is not the path of an answer, so its cells would have no effect.'
        found.append(error("table-column", spot(file, 1, place), message, hint))
    return columns, found


def _shape(path: str, known: Mapping[str, Single] | None) -> Shape | None:
    """The shape of the answer at a path; None if there can be none."""
    if not _PATH.match(path):
        return None
    if known is not None and path.partition(".")[0] in OF_LIBRARY:
        if path in known or path in OF_LIBRARY or any(one.startswith(f"{path}.") for one in known):
            return known.get(path) or _first(_at(path))
        return None
    return _first(_at(path))


def _first(shapes: list[Shape]) -> Shape | None:
    return shapes[0] if shapes else None


def _at(path: str) -> list[Shape]:
    """Every shape that may stand at a path; a position stands in lists alone, and a name in all but plain values."""
    shapes: list[Shape] = [Group(model=Answers)]
    for step in steps(path):
        open_to = [shape for shape in shapes if isinstance(step, str) or isinstance(shape, Many)]
        shapes = [inner for shape in open_to for inner in within(shape, step)]
    return shapes


def nearest_path(path: str, known: Mapping[str, Single] | None) -> str:
    """`Did you mean "leaving.notice_months"?`, or nothing if no path is near."""
    by_end = [one for one in _paths() if one.rpartition(".")[2] == path.strip().casefold().replace(" ", "_")]
    if len(by_end) == 1:
        return f'Did you mean "{by_end[0]}"?'
    near = _corrected(path, known) or _first_near(path, [*_paths(), *(known or ()), DRAFT, FROM])
    return f'Did you mean "{near}"?' if near else ""


def _corrected(path: str, known: Mapping[str, Single] | None) -> str:
    """The path with its first wrong step corrected, where what comes of it is a path."""
    if path.partition(".")[0] in OF_LIBRARY or not (walk := steps(path)):
        return ""
    shapes: list[Shape] = [Group(model=Answers)]
    for place, step in enumerate(walk):
        inside = [inner for shape in shapes for inner in within(shape, step)]
        if not inside:
            near = _first_near(str(step), [name for shape in shapes for name in _names(shape)])
            corrected = dotted((*walk[:place], near, *walk[place + 1 :])) if near else ""
            return corrected if corrected and _shape(corrected, known) is not None else ""
        shapes = inside
    return ""


def _first_near(word: str, words: list[str]) -> str:
    return next(iter(get_close_matches(word, words, n=1, cutoff=0.6)), "")


def _names(shape: Shape) -> list[str]:
    match shape:
        case Group(model=model):
            return list(model.model_fields)
        case OneOf(tag=tag, members=members):
            return [tag, *(name for member in members.values() for name in member.model_fields)]
    return []


@lru_cache(maxsize=1)
def _paths() -> tuple[str, ...]:
    """The paths of the model, less those within lists and tables."""

    def visit(shape: Shape, here: str, depth: int) -> Iterator[str]:
        if here:
            yield here
        if depth == _DEEP or isinstance(shape, Many | Table | Single):
            return
        models = [shape.model] if isinstance(shape, Group) else list(shape.members.values())
        for model in models:
            for name, inner in fields_of(model).items():
                yield from visit(inner, f"{here}.{name}".removeprefix("."), depth + 1)

    return tuple(dict.fromkeys(visit(Group(model=Answers), "", 0)))
