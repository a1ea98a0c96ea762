"""The shape of an answer: what the annotation of a field admits, as the questionnaire, faults and lists read it.

A shape is one value, a group of answers, one of several groups told apart by a tag, a list, or a table by key.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from agreement_builder.answers.base import Choice, Means
from agreement_builder.answers.paths import steps

Options = tuple[tuple[str, str], ...]
"""The values of a closed choice, each with its meaning in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One value. `kind`: text, integer, number, dollars, percent, date, month_day, key, yes_no or choice.

    `least` and `most` bound a figure; `optional`: None may stand for it.
    """

    kind: str = "text"
    options: Options = ()
    least: Decimal | None = None
    most: Decimal | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A nested model."""

    model: type[BaseModel]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """A tagged union: one of several models, told apart by the field `tag`."""

    tag: str
    members: Mapping[str, type[BaseModel]]
    optional: bool = False

    @property
    def options(self) -> Options:
        """The tags, with what each means."""
        return tuple((tag, meaning_of(model)) for tag, model in self.members.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A list of `least` to `most` members."""

    member: Shape
    least: int = 0
    most: int | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A mapping from keys (of the parties, of a choice, fiscal years, text) to values of one shape."""

    key: Single
    value: Shape
    optional: bool = False


Shape = Single | Group | OneOf | Many | Table


def meaning_of(model: type[BaseModel]) -> str:
    """The first line of the model's docstring as the meaning of an option: small, without its period."""
    line = (model.__doc__ or model.__name__).strip().partition("\n")[0].removesuffix(".")
    return line[:1].lower() + line[1:]


@lru_cache(maxsize=512)
def fields_of(model: type[BaseModel]) -> Mapping[str, Shape]:
    """The shape of each field of a model."""
    return {name: shape_of(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()}


def shape_of(annotation: object, metadata: tuple[object, ...] = ()) -> Shape:
    """The shape that an annotation admits; `metadata` is what pydantic took from it or from around it."""
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = (*more, *metadata)
    metadata = tuple(_flat(metadata))
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _of_union(parts, metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Group(model=annotation)
    if origin in (tuple, list, frozenset, set):
        least, most = _bound(metadata, "min_length"), _bound(metadata, "max_length")
        return Many(
            member=shape_of(parts[0]), least=int(least or 0), most=int(most) if most is not None else None
        )  # fmt: skip
    if origin in (dict, Mapping) or getattr(origin, "__name__", "") == "Mapping":
        key = shape_of(parts[0])
        return Table(key=key if isinstance(key, Single) else Single(), value=shape_of(parts[1]))
    return _single(annotation, metadata)


def _flat(metadata: tuple[object, ...]) -> Iterator[object]:
    for part in metadata:
        yield from part.metadata if isinstance(part, FieldInfo) else (part,)


def _of_union(parts: tuple[object, ...], metadata: tuple[object, ...]) -> Shape:
    given = [part for part in parts if part is not types.NoneType]
    optional = len(given) < len(parts)
    if len(given) == 1:
        inner = shape_of(given[0], metadata)
        return replace(inner, optional=optional or inner.optional)
    models = [part for part in map(_bare, given) if isinstance(part, type) and issubclass(part, BaseModel)]
    tag = _tag(models) if len(models) == len(given) else None
    if tag is not None:
        members = {str(value): m for m in models for value in get_args(m.model_fields[tag].annotation)}
        return OneOf(tag=tag, members=members, optional=optional)
    # Values of several types, such as the blanks of clauses: a line of text.
    return Single(optional=optional)


def _bare(annotation: object) -> object:
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _tag(models: list[Any]) -> str | None:
    """The field that tells the models apart: a literal in each of them."""
    for name in models[0].model_fields if models else ():
        if all(name in m.model_fields and get_origin(m.model_fields[name].annotation) is Literal for m in models):
            return str(name)
    return None


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "yes_no"), (int, "integer"), (Decimal, "number"), (float, "number"), (dt.date, "date")
)  # fmt: skip


def _single(annotation: object, metadata: tuple[object, ...]) -> Single:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return Single(kind="choice", options=tuple((str(member), member.meaning) for member in annotation))
    if get_origin(annotation) is Literal:
        values = [str(value) for value in get_args(annotation)]
        return Single(kind="choice", options=tuple((value, value.replace("_", " ")) for value in values))
    word = next((part.word for part in metadata if isinstance(part, Means)), None)
    kind = word or next((kind for known, kind in _KINDS if annotation is known), "text")
    # A bound that is not itself allowed is taken a step further in, which is as good for a stand-in.
    least = _bound(metadata, "ge")
    most = _bound(metadata, "le")
    above, below = _bound(metadata, "gt"), _bound(metadata, "lt")
    least = above + 1 if least is None and above is not None else least
    most = below - 1 if most is None and below is not None else most
    return Single(kind=kind, least=least, most=most)


def _bound(metadata: tuple[object, ...], name: str) -> Decimal | None:
    found = (getattr(part, name, None) for part in metadata)
    return next((Decimal(str(value)) for value in found if value is not None), None)


def within(shape: Shape, step: str | int) -> list[Shape]:
    """The shapes that stand at one step (a field, a key, a position, or the tag of a member) within a shape."""
    match shape:
        case Group(model=model):
            return [fields_of(model)[str(step)]] if step in model.model_fields else []
        case OneOf(tag=tag, members=members):
            if step == tag:
                return [Single(kind="choice", options=shape.options)]
            return [fields_of(m)[str(step)] for m in members.values() if step in m.model_fields]
        case Many(member=member):
            return [member]
        case Table(value=value):
            return [value]
    return []


def shape_at(model: type[BaseModel], path: str) -> Shape | None:
    """The shape of the answer at a written path, whichever member of the unions on the way has it; or None."""
    shapes: list[Shape] = [Group(model=model)]
    for step in steps(path):
        shapes = [inner for shape in shapes for inner in within(shape, step)]
    return shapes[0] if shapes else None


def options_at(model: type[BaseModel], path: str) -> Options:
    """The options of a closed choice or of a tagged union at a written path; empty where there are none."""
    shape = shape_at(model, path)
    return shape.options if isinstance(shape, Single | OneOf) else ()


def is_nested(shape: Shape) -> bool:
    """Whether more than one line is needed to answer: anything but one value or a list of single values."""
    return not isinstance(shape.member if isinstance(shape, Many) else shape, Single)
