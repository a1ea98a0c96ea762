"""Two sets of answers compared: each answer that differs, once, in the order of the questionnaire.

What follows from one answer is one difference: a party that was added, with its figures in every table and its turn in
every list; a method that was changed, whatever its fields; the figures of one table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.load import COUNSEL, OPEN, AnswersFile
from agreement_builder.answers.model import Answers, ClauseChoice
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.compose.ground import suggested
from agreement_builder.library.model import Library
from agreement_builder.redline.causes.edits import ABSENT, Edit, Order, Way, key_of, member_at, place_of

PARTIES = "parties"


class How(StrEnum):
    """In which way an answer differs. `marked`: only whether, and to whom, it is left."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REORDERED = "reordered"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Left:
    """That an answer is left open, or to counsel (`to`), with the note."""

    to: str
    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What was left at a written path, and what is left there now; None: nothing is."""

    path: str
    before: Left | None
    after: Left | None


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """One answer that differs. `old` and `new` are its values; ABSENT where a list or table has no such member.

    `way` leads to it and `path` is the written form. `edits` make the old answers of the new ones. `members` are the
    entries of a table that differ, where there are several. `marks` are those that changed at it and within it.
    """

    way: Way
    path: str
    how: How
    old: object
    new: object
    edits: tuple[Edit | Order, ...]
    in_table: bool = False
    members: tuple[Difference, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def before(self) -> Left | None:
        """How it was left; None if it was not."""
        return next((mark.before for mark in self.marks if mark.path == self.path), None)

    @property
    def after(self) -> Left | None:
        """How it is left; None if it is not."""
        return next((mark.after for mark in self.marks if mark.path == self.path), None)

    def holds(self, path: str) -> bool:
        """Whether a written path is that of the answer, or of a part of it that differs with it."""
        if self.members:
            return any(member.holds(path) for member in self.members)
        return path == self.path or path.startswith((f"{self.path}.", f"{self.path}["))

    @property
    def group(self) -> str:
        """The group of the answers to which it belongs."""
        return str(self.way[0])


@dataclass(frozen=True, slots=True)
class Compared:
    """Two answers files, with what the library adds to each where the other one says it itself; what differs."""

    old: AnswersFile
    new: AnswersFile
    differences: tuple[Difference, ...] = field(default=())


def compared(old: AnswersFile, new: AnswersFile, library: Library | None = None) -> Compared:
    """What differs between two answers files; `library` is that of the new one, if it is at hand."""
    if library is not None:
        old, new = _with_defaults(old, new, library), _with_defaults(new, old, library)
    found = list(_answers(old.answers, new.answers))
    found = list(_with_tables(_with_parties(found)))
    found = list(_with_marks(found, _marks(old), _marks(new)))
    order = list(Answers.model_fields)
    found.sort(key=lambda one: order.index(one.group) if one.group in order else len(order))
    return Compared(old, new, tuple(found))


def _with_defaults(file: AnswersFile, other: AnswersFile, library: Library) -> AnswersFile:
    """The answers with the measures and choices that hold without being given, where the other file gives them."""
    if other.answers.service.measures is not None:
        file = suggested(library, file)
    marked = _marks(file)
    choices = dict(file.answers.choices)
    for name in other.answers.choices:
        choice = library.choices.get(name)
        if choices.get(name) is None and choice is not None and f"{CHOICES}.{name}" not in marked:
            choices[name] = choice.default
    return replace(file, answers=file.answers.model_copy(update={CHOICES: choices}))


def _marks(file: AnswersFile) -> dict[str, Left]:
    left = {path: Left(OPEN, note) for path, note in file.open_notes.items()}
    return left | {path: Left(COUNSEL, note) for path, note in file.counsel_notes.items()}


# One answer after the other


def _answers(old: BaseModel, new: BaseModel, way: Way = (), path: str = "") -> Iterator[Difference]:
    for name in type(old).model_fields:
        yield from _values(getattr(old, name), getattr(new, name), (*way, name), f"{path}.{name}".removeprefix("."))


def _values(old: Any, new: Any, way: Way, path: str) -> Iterator[Difference]:
    if isinstance(old, BaseModel) and type(old) is type(new) and not isinstance(old, ClauseChoice):
        yield from _answers(old, new, way, path)
    elif isinstance(old, tuple) and isinstance(new, tuple) and _keyed((*old, *new)):
        yield from _members(old, new, way, path)
    elif isinstance(old, tuple) and isinstance(new, tuple) and _alike(old, new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _values(one, other, (*way, place), f"{path}[{place + 1}]")
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _entries(old, new, way, path)
    elif not _same(old, new):
        yield Difference(way, path, How.CHANGED, old, new, (Edit(way, old, new),))


def _same(old: object, new: object) -> bool:
    """Whether two values are printed alike: 12 and 12.0 are not."""
    return old == new and repr(old) == repr(new)


def _keyed(members: tuple[Any, ...]) -> bool:
    return bool(members) and all(isinstance(getattr(one, "id", None), str) for one in members)


def _alike(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether the members of two lists can be compared in pairs: groups of one form each, not in another order."""
    pairs = list(zip(old, new, strict=False))
    if len(old) != len(new) or not all(isinstance(a, BaseModel) and type(a) is type(b) for a, b in pairs):
        return False
    return old == new or sorted(map(repr, old)) != sorted(map(repr, new))


def _members(old: tuple[Any, ...], new: tuple[Any, ...], way: Way, path: str) -> Iterator[Difference]:
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    for key, member in after.items():
        here = ((*way, key), f"{path}.{key}")
        if key in before:
            yield from _values(before[key], member, *here)
        else:
            yield Difference(*here, How.ADDED, ABSENT, member, (Edit(here[0], ABSENT, member, _before(after, key)),))
    for key, member in before.items():
        if key not in after:
            here = ((*way, key), f"{path}.{key}")
            yield Difference(*here, How.REMOVED, member, ABSENT, (Edit(here[0], member, ABSENT, _before(before, key)),))
    yield from _order(tuple(before), tuple(after), way, path)


def _before(keys: Iterable[Any], key: object) -> tuple[Any, ...]:
    """The keys before one of them."""
    listed = tuple(keys)
    return listed[: listed.index(key)]


def _order(old: tuple[Any, ...], new: tuple[Any, ...], way: Way, path: str) -> Iterator[Difference]:
    kept = tuple(key for key in old if key in new), tuple(key for key in new if key in old)
    if kept[0] != kept[1]:
        yield Difference(way, path, How.REORDERED, old, new, (Order(way, old, new),))


def _entries(old: Mapping[Any, Any], new: Mapping[Any, Any], way: Way, path: str) -> Iterator[Difference]:
    # What clauses ask for, and choices of the library, are questions of their own, not the figures of a table.
    in_table = way[0] not in ("blanks", "clauses", CHOICES)
    for key in {**new, **old}:
        here = ((*way, key), f"{path}.{key}")
        if key not in old or key not in new:
            before, after = old.get(key, ABSENT), new.get(key, ABSENT)
            how = How.ADDED if before is ABSENT else How.REMOVED
            if before is None or after is None:
                # An entry that holds no value says as little as one that is missing.
                continue
            if isinstance(after if before is ABSENT else before, dict) and way == ("blanks",):
                yield from _entries(old.get(key, {}), new.get(key, {}), *here)
                continue
            edit = Edit(here[0], before, after, _before(old if key in old else new, key))
            yield Difference(*here, how, before, after, (edit,), in_table)
        else:
            yield from (replace(one, in_table=in_table) for one in _values(old[key], new[key], *here))
    if in_table:
        yield from _order(tuple(old), tuple(new), way, path)


# What belongs together


def _with_parties(found: list[Difference]) -> Iterator[Difference]:
    """The differences; what a party that was added or removed has in tables and lists is part of that one."""
    parties: dict[str, list[Edit | Order]] = {str(one.way[1]): [] for one in found if _is_party(one)}
    others: list[Difference] = []
    for one in found:
        belongs = {} if one.group == PARTIES else dict(_of_parties(one, parties))
        for key, edits in belongs.items():
            parties[key] += edits
        if not belongs:
            others.append(one)
    for one in others:
        yield replace(one, edits=(*one.edits, *parties[str(one.way[1])])) if _is_party(one) else one


def _is_party(one: Difference) -> bool:
    return one.group == PARTIES and len(one.way) == 2 and one.how in (How.ADDED, How.REMOVED)


def _of_parties(one: Difference, keys: Collection[str]) -> Iterator[tuple[str, tuple[Edit | Order, ...]]]:
    """The edits of a difference that is but a part of parties having come or gone, by their keys."""
    if one.in_table and one.how in (How.ADDED, How.REMOVED) and str(one.way[-1]) in keys:
        yield str(one.way[-1]), one.edits
    elif isinstance(one.old, tuple) and isinstance(one.new, tuple) and one.how is How.CHANGED:
        places = [{key: place_of(held, key) for key in keys} for held in (one.old, one.new)]
        rest = [
            tuple(member for place, member in enumerate(held) if place not in of.values())
            for held, of in zip((one.old, one.new), places, strict=True)
        ]
        if _same(*rest):
            for key in keys:
                old, new = member_at(one.old, key), member_at(one.new, key)
                if old is not ABSENT or new is not ABSENT:
                    held, of = next(
                        pair for pair in zip((one.new, one.old), places[::-1], strict=True) if pair[1][key] is not None
                    )
                    after = tuple(key_of(member) for member in held[: of[key]])
                    yield key, (Edit((*one.way, key), old, new, after),)


def _with_tables(found: Iterable[Difference]) -> Iterator[Difference]:
    """The differences, those of one table as one."""
    for (way, in_table), group in groupby(found, key=lambda one: (one.way[:-1], one.in_table)):
        members = tuple(group)
        if not in_table or len(members) == 1:
            yield from members
            continue
        path = members[0].path.rpartition(".")[0]
        edits = tuple(edit for one in members for edit in one.edits)
        yield Difference(way, path, How.CHANGED, None, None, edits, members=members)


def _with_marks(found: list[Difference], old: Mapping[str, Left], new: Mapping[str, Left]) -> Iterator[Difference]:
    """The differences with what was left before and is left now, and what differs in nothing else."""
    changed = [Mark(path, old.get(path), new.get(path)) for path in {**new, **old} if old.get(path) != new.get(path)]
    for one in found:
        mine = tuple(mark for mark in changed if one.holds(mark.path)) if one.how is not How.REORDERED else ()
        yield replace(one, marks=mine)
        changed = [mark for mark in changed if mark not in mine]
    for mark in changed:
        yield Difference(tuple(mark.path.split(".")), mark.path, How.MARKED, None, None, (), marks=(mark,))
