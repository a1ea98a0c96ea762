"""Usual choices: what a profile says at the place of a question, as far as the answers so far lead there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from agreement_builder.answers.load import open_note
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import position_of, steps
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, within
from agreement_builder.errors import Finding, nearest, warning
from agreement_builder.interview.lines import typed
from agreement_builder.interview.profile import Profile
from agreement_builder.library.model import Library


def usual_line(usual: Mapping[str, Any], raw: Mapping[str, Any], path: str) -> str | None:
    """The usual answer to the question at a written path, as it would be typed; None where there is none.

    There is none where another method or rule was chosen on the way, and for a party that is none of `raw`.
    """
    shape: Shape = Group(model=Answers)
    said: Any = usual
    given: Any = raw
    for step in steps(path):
        if isinstance(shape, OneOf):
            member = _member(shape, said, given)
            if member is None:
                return None
            shape = member
        inner = within(shape, step)
        if not inner:
            return None
        shape, said, given = inner[0], _at(said, step), _at(given, step)
    return _line(shape, said, _keys(raw)) if steps(path)[-1] != "id" else None


def _member(union: OneOf, said: Any, given: Any) -> Group | None:
    """The member of a union that the usual choice takes; None if the answers take another."""
    tag = said.get(union.tag) if isinstance(said, Mapping) else None
    chosen = given.get(union.tag) if isinstance(given, Mapping) else None
    model = union.members.get(str(tag)) if chosen in (None, tag) else None
    return Group(model=model) if model is not None else None


def _at(value: Any, step: str | int) -> Any:
    if isinstance(value, list):
        place = step if isinstance(step, int) else position_of(value, step)
        return value[place] if place is not None and place < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def _line(shape: Shape, said: Any, keys: Collection[str]) -> str | None:
    if said is None or open_note(said) is not None:
        return None
    match shape:
        case OneOf(tag=tag):
            return typed(said.get(tag)) if isinstance(said, Mapping) else None
        case Single(kind="key"):
            return str(said) if said in keys else None
        case Many(member=Single(kind="key")):
            return typed(said) if isinstance(said, Sequence) and set(said) <= set(keys) else None
        case Single() | Many(member=Single()):
            return typed(said)
    return None


def _keys(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of the parties named so far."""
    parties = raw.get("parties")
    members = parties if isinstance(parties, list) else []
    return tuple(str(party["id"]) for party in members if isinstance(party, Mapping) and party.get("id") is not None)


def unknown_choices(profile: Profile, library: Library) -> Iterator[Finding]:
    """A warning for each usual choice or blank that the library does not have, since it would have no effect."""
    usual = profile.usual or {}
    for name, option in _mapping(usual.get("choices")).items():
        choice = library.choices.get(name)
        if choice is None:
            message = f'The library has no choice "{name}", so this has no effect.'
            yield warning("choice-unknown", profile.where("choices", name), message, nearest(name, library.choices))
        elif option is not None and option not in choice.options:
            message = f'"{option}" is no option of the choice "{name}", so this has no effect.'
            hint = nearest(str(option), choice.options)
            yield warning("choice-value", profile.where("choices", name), message, hint)
    for topic, blanks in _mapping(usual.get("blanks")).items():
        asked = {name for clause in library.topics.get(topic, ()) for name in clause.meta.blanks}
        for name in _mapping(blanks):
            if name not in asked:
                message = f'No clause on "{topic}" asks for "{name}", so this has no effect.'
                hint = nearest(name, asked) if asked else nearest(topic, library.topics)
                yield warning("blank-unknown", profile.where("blanks", topic, name), message, hint)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
