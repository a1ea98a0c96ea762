"""Defaults taken: answers that nobody gave, and that the draft goes by as the models or the library suppose them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from agreement_builder.answers.base import NOT_ASKED, Choice
from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.shape import Group, fields_of, meaning_of
from agreement_builder.answers.vocabulary import CHOICES, GROUPS
from agreement_builder.compose.ground import concerning
from agreement_builder.drafting import Draft
from agreement_builder.ledger.places import Places


@dataclass(frozen=True, slots=True)
class Default:
    """A default that was taken: the path of the answer, its question, what the default means, and its value.

    `value` is as it would be written in the answers file, and `place` the first that goes by it.
    """

    path: str
    asks: str
    meaning: str
    value: object
    place: str


def defaults_of(draft: Draft, places: Places) -> Iterator[Default]:
    """The defaults on which the words of the draft depend, in the order of the answers.

    A figure of zero is none of them, nor what the kind of a party says already (its state).
    """
    for path, asks, meaning, value in (*_of_models(draft), *_of_library(draft)):
        place = places.that_reads(path)
        if place is not None and left_around(path, draft.file.notes) is None:
            yield Default(path, asks, meaning, value, place)


Found = tuple[str, str, str, object]
"""Path, question, meaning and value."""


def _of_models(draft: Draft) -> Iterator[Found]:
    for group in GROUPS:
        yield from _in_group(getattr(draft.file.answers, group), group, "")


def _of_library(draft: Draft) -> Iterator[Found]:
    answers = draft.file.answers
    for choice in concerning(draft.library, answers):
        if choice.default is not None and answers.choices.get(choice.id) is None:
            yield f"{CHOICES}.{choice.id}", choice.ask, choice.options[choice.default], choice.default


def _in_group(model: BaseModel, around: str, about: str) -> Iterator[Found]:
    shapes = fields_of(type(model))
    for name, info in type(model).model_fields.items():
        value, path = getattr(model, name), f"{around}.{name}"
        if name in model.model_fields_set:
            yield from _in_given(value, path, about, info)
        elif isinstance(shapes[name], Group) and isinstance(value, BaseModel):
            yield from _in_group(value, path, about)
        elif _is_default(value, info):
            title = info.title or name
            yield path, f"{about}: {title}" if about else title, _meaning(value), written(value)


def _in_given(value: object, path: str, about: str, info: FieldInfo) -> Iterator[Found]:
    """The defaults within an answer that was given: of its members, where it has any."""
    match value:
        case BaseModel():
            yield from _in_group(value, path, about)
        case tuple():
            for number, member in enumerate(value, 1):
                key = getattr(member, "id", None)
                name = getattr(member, "name", None) or f"{info.title or path}, no. {number}"
                yield from _in_given(member, f"{path}.{key}" if key else f"{path}[{number}]", str(name), info)
        case dict():
            for key, member in value.items():
                yield from _in_given(member, f"{path}.{key}", f"{info.title or path}, {key}", info)


def _is_default(value: object, info: FieldInfo) -> bool:
    """Whether the field has a default that says something, and is one that is asked or written by hand."""
    if info.is_required() or value is None or value in ((), {}) or info.json_schema_extra == NOT_ASKED:
        return False
    return isinstance(value, bool) or not (isinstance(value, int | Decimal) and value == 0)


def _meaning(value: object) -> str:
    match value:
        case Choice():
            return value.meaning
        case BaseModel():
            return meaning_of(type(value))
        case bool():
            return "yes" if value else "no"
    return str(value)


def written(value: Any) -> object:
    """A default as it is written into an answers file, with all that it supposes in turn."""
    if isinstance(value, BaseModel):
        given = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: written(inner) for name, inner in given if inner is not None and inner not in ((), {})}
    if isinstance(value, tuple):
        return [written(member) for member in value]
    return str(value) if isinstance(value, Choice) else value
