"""A member of a list taken away: a party, a measure, a price. What named it is set aside, and asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agreement_builder.answers.inactive import INACTIVE
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import locate, named
from agreement_builder.answers.save import cut, set_value
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of, is_nested, shape_at
from agreement_builder.answers.source import child_of
from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.effects import value_at
from agreement_builder.interview.entry import State
from agreement_builder.interview.needs import unsound, within
from agreement_builder.interview.question import Raw
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.revise import Revision, Told, read, told, told_of
from agreement_builder.library.model import Library
from agreement_builder.yamltext import Path

LEAST_PARTIES = 2


def member_around(raw: Raw, path: str) -> str | None:
    """The innermost member of a list in which a place is: `parties.bolton` for `parties.bolton.address`."""
    found: str | None = None
    value: Any = raw
    place = locate(raw, path)
    for depth, step in enumerate(place):
        is_list = isinstance(value, list)
        value = child_of(value, step)
        if value is None:
            break
        if is_list and isinstance(value, Mapping):
            found = named(raw, place[: depth + 1])
    return found


def without_member(text: str, now: Agenda, path: str, library: Library) -> Revision:
    """The answers without the member of a list in which the place at `path` is.

    What is said of a party elsewhere goes with it; other answers that name it are set aside. Raises ReplyFault with
    a sentence if nothing can be taken away there.
    """
    member = member_around(now.raw, path)
    if member is None:
        raise ReplyFault("This is no member of a list, so it cannot be taken away; another answer can be given.")
    around, place = _list_of(now.raw, member)
    _see_enough(now.raw, around)
    key = value_at(now.raw, f"{member}.id")
    rows, names = [], []
    if isinstance(key, str):
        found = list(_naming(now.raw, key))
        rows = [one for one, is_row in found if is_row and not within(one, member)]
        names = [one for one, is_row in found if not is_row and not within(one, member)]
    aside: dict[str, Told] = {}
    try:
        for one in dict.fromkeys(names):
            aside[one] = told_of(now, one, value_at(now.raw, one))
            text = set_value(text, one, {INACTIVE: value_at(now.raw, one)})
        for one in rows:
            text = cut(text, one)
        text = cut(text, f"{around}[{place + 1}]")
    except AnswersRefusal as refusal:
        raise ReplyFault(told(refusal.findings[0])) from None
    text = _fitting(text, now, library, aside)
    after = agenda(read(text)[0], library)
    known = {entry.path for entry in now.entries}
    asked = tuple(entry for entry in after.missing() if entry.path in aside or entry.path not in known)
    return Revision(text, after, tuple(aside.values()), asked=asked)


def _list_of(raw: Raw, member: str) -> tuple[str, int]:
    """The list of which a place is a member, and its position from 0."""
    *way, place = locate(raw, member)
    return named(raw, tuple(way)), int(place)


def _see_enough(raw: Raw, around: str) -> None:
    """Raises ReplyFault if the list keeps too few."""
    shape = shape_at(Answers, around)
    least = LEAST_PARTIES if around == "parties" else shape.least if isinstance(shape, Many) else 0
    members = [one for one in value_at(raw, around) or () if one is not None]  # type: ignore[attr-defined]
    if len(members) <= least:
        raise ReplyFault(f"This list keeps at least {least}: add another first, or change this one.")


def _fitting(text: str, now: Agenda, library: Library, aside: dict[str, Told]) -> str:
    """The text once those answers are set aside that do not hold without the member."""
    for _ in range(len(now.entries)):
        raw, _kept = read(text)
        if not (problems := unsound(raw)):
            return text
        fault = problems[0].where.field or ""
        given = [e.path for e in agenda(raw, library).entries if e.state is State.ANSWERED]
        near = [one for one in given if within(one, fault) or within(fault, one)]
        if not near:
            raise ReplyFault(told(problems[0]))
        other = near[-1]
        aside[other] = told_of(now, other, value_at(raw, other))
        text = set_value(text, other, {INACTIVE: value_at(raw, other)})
    return text


def _naming(raw: Raw, key: str) -> Iterator[tuple[str, bool]]:
    """The places at which a member is named by its key; of rows of tables, that they are rows."""
    for name, shape in fields_of(Answers).items():
        for place, is_row in _named_in(shape, raw.get(name), (name,), key, name):
            yield named(raw, place), is_row


def _named_in(shape: Shape, given: Any, here: Path, key: str, name: str) -> Iterator[tuple[Path, bool]]:
    match shape:
        case Single(kind="key") if given == key and name != "id":
            yield here, False
        case Many(member=Single(kind="key")) if isinstance(given, list) and key in given:
            yield here, False
        case Group(model=model) if isinstance(given, Mapping):
            for inner, its in fields_of(model).items():
                yield from _named_in(its, given.get(inner), (*here, inner), key, inner)
        case OneOf(tag=tag, members=members) if isinstance(given, Mapping) and given.get(tag) in members:
            yield from _named_in(Group(model=members[str(given[tag])]), given, here, key, name)
        case Many() if is_nested(shape) and isinstance(given, list):
            for place, member in enumerate(given):
                yield from _named_in(shape.member, member, (*here, place), key, "")
        case Table() if isinstance(given, Mapping):
            for row, value in given.items():
                if shape.key.kind == "key" and row == key:
                    yield (*here, row), True
                else:
                    yield from _named_in(shape.value, value, (*here, row), key, "")
