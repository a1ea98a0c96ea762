"""Edits of typed answers: what has to be put at a place so that one set of answers becomes another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from agreement_builder.answers.model import Answers

Way = tuple[str | int, ...]
"""Fields, keys of tables and members (by key, or by position from 0) that lead to an answer."""


class _Absent:
    """Stands for a member that a list or table does not have."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at a place in the old and in the new answers.

    `after` has the keys of the members or entries before one that a list or table does not have on both sides.
    """

    way: Way
    old: object
    new: object
    after: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of the members of a list or table, in the order of the old and of the new answers."""

    way: Way
    old: tuple[Any, ...]
    new: tuple[Any, ...]


def put_back(answers: Answers, edits: Iterable[Edit | Order]) -> Answers:
    """The new answers with the old ones at the places of these edits."""
    for edit in edits:
        answers = _put(answers, edit.way, edit, edit.old)
    return answers


def put_forward(answers: Answers, edits: Iterable[Edit | Order]) -> Answers:
    """The old answers with the new ones at the places of these edits."""
    for edit in edits:
        answers = _put(answers, edit.way, edit, edit.new)
    return answers


def place_of(members: tuple[Any, ...], key: str | int) -> int | None:
    """The position of a member: that with this key, the key itself, or that which is of this party."""
    if isinstance(key, int) and not (members and isinstance(members[0], int)):
        return key
    return next((place for place, one in enumerate(members) if key in (one, *_keys(one))), None)


def member_at(members: tuple[Any, ...], key: str | int) -> object:
    """The member with this key, or ABSENT."""
    place = place_of(members, key)
    return ABSENT if place is None else members[place]


def key_of(member: object) -> str | int:
    """The key of a member, that of the party which it is of, or itself where it is a key."""
    if isinstance(member, str | int):
        return member
    return str(next((key for key in _keys(member) if key is not None), ""))


def _keys(member: object) -> tuple[object, ...]:
    if not isinstance(member, BaseModel):
        return ()
    return getattr(member, "id", None), getattr(member, "party", None)


def _put(held: Any, way: Way, edit: Edit | Order, value: Any) -> Any:
    if not way:
        return _ordered(held, value) if isinstance(edit, Order) else value
    first, *rest = way
    match held:
        case BaseModel():
            return held.model_copy(update={str(first): _put(getattr(held, str(first)), tuple(rest), edit, value)})
        case tuple():
            place = place_of(held, first)
            at = place if place is not None else _place_after(held, edit)
            end = at if place is None else at + 1
            if not rest and value is ABSENT:
                return (*held[:at], *held[end:])
            return (*held[:at], _put(held[at] if place is not None else None, tuple(rest), edit, value), *held[end:])
        case dict():
            if not rest and value is ABSENT:
                return {key: one for key, one in held.items() if key != first}
            made = {**held, first: _put(held.get(first), tuple(rest), edit, value)}
            return made if first in held else _ordered(made, _with_key(tuple(held), first, edit))
    return _put({}, way, edit, value)


def _place_after(held: tuple[Any, ...], edit: Edit | Order) -> int:
    """Where a member goes that a list does not have yet: behind the last of those that stand before it."""
    after = edit.after if isinstance(edit, Edit) else ()
    return max((place + 1 for key in after if (place := place_of(held, key)) is not None), default=0)


def _with_key(keys: tuple[Any, ...], key: str | int, edit: Edit | Order) -> tuple[Any, ...]:
    at = _place_after(keys, edit)
    return (*keys[:at], key, *keys[at:])


def _ordered(held: Any, keys: tuple[Any, ...]) -> Any:
    """The members in the order of their keys, what is not among these last."""
    if isinstance(held, dict):
        return {key: held[key] for key in (*(key for key in keys if key in held), *held)}
    known = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(held, key=lambda member: known.get(member.id, len(known))))
