"""The place of an answer: its shape, the field that asks for it, and what may be left open with it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from agreement_builder.answers.shape import Shape, fields_of
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
