"""The place of an answer: its shape, the field that asks for it, and what may be left open with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.answers.shape import Group, Shape, fields_of
from agreement_builder.answers.vocabulary import CHOICES, GROUPS
from agreement_builder.interview.particulars import Field


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands, and what is known of it.

    `open_path`: what is left open with it (itself, or the answer around it); None if nothing may be. `of`: the
    field that asks. `default`: what the model supposes (PydanticUndefined: nothing). `rest`: the figure that
    would complete a whole.
    """

    path: str
    shape: Shape
    info: FieldInfo
    of: Field
    about: str = ""
    title: str = ""
    open_path: str | None = None
    default: object = PydanticUndefined
    rest: str | None = None


def field_place(model: type[BaseModel], name: str, around: str, about: str = "", open_path: str | None = None) -> Place:
    """The place of a field of the group at the path `around`."""
    info, shape, path = model.model_fields[name], fields_of(model)[name], f"{around}.{name}"
    default = info.get_default(call_default_factory=True, validated_data={})
    return Place(path, shape, info, (model, name), about, "", path if shape.optional else open_path, default)


def marked(info: FieldInfo) -> bool | None:
    """Whether the field is marked as asked or not; None if it bears no mark."""
    extra = info.json_schema_extra
    found = extra.get("asked") if isinstance(extra, dict) else None
    return found if isinstance(found, bool) else None


def places(raw: Mapping[str, Any]) -> Iterator[str]:
    """The places of the answers that stand for themselves: each field of a group, of a part that is always there, of
    a party, each choice of the library and each blank.
    """
    for group in GROUPS:
        model = fields_of(Answers)[group]
        if isinstance(model, Group):
            yield from _fields_in(model.model, group)
    for party in raw.get("parties") or ():
        if isinstance(party, Mapping) and isinstance(key := party.get("id"), str):
            yield from (f"parties.{key}.{name}" for name, info in Party.model_fields.items() if not info.is_required())
    yield from (f"{CHOICES}.{key}" for key in raw.get(CHOICES) or ())
    for topic, blanks in (raw.get("blanks") or {}).items():
        yield from (f"blanks.{topic}.{name}" for name in blanks or ())


def _fields_in(model: type[BaseModel], around: str) -> Iterator[str]:
    for name in model.model_fields:
        place = field_place(model, name, around)
        if isinstance(place.shape, Group) and isinstance(place.default, BaseModel):
            yield from _fields_in(place.shape.model, place.path)
        elif marked(place.info) is not False:
            yield place.path
