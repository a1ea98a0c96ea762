"""The answers in the catalogue that take one of several forms, such as methods, by the words of the models."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Table, fields_of, meaning_of
from agreement_builder.library.model import Library
from agreement_builder.upkeep.tables import code, said, table

Place = tuple[str, str, OneOf]
"""The path of an answer, the title of its question, and the forms that it may have."""


def terms(_: Library) -> Iterator[str]:
    """Each answer with several forms, with a table of them; forms that were told before are not told again."""
    yield "`[]` stands for each member of a list, `{}` for each entry of a table."
    told: dict[frozenset[type[BaseModel]], str] = {}
    places = {path: (title, union) for path, title, union in _places(Answers, "", ())}
    for path, (title, union) in places.items():
        members = frozenset(union.members.values())
        yield from ("", f"**{code(path)}**: {said(title)}{', as in ' + code(told[members]) if members in told else ''}")
        if members not in told:
            told[members] = path
            yield ""
            yield from table([code(union.tag), "meaning", "asks"], _rows(union))


def _rows(union: OneOf) -> Iterator[tuple[str, str, str]]:
    for value, model in union.members.items():
        asked = [
            f"{code(name)} {said(info.title or '')}" for name, info in model.model_fields.items() if name != union.tag
        ]
        yield code(value), said(meaning_of(model)), "; ".join(asked)


def _places(model: type[BaseModel], path: str, around: tuple[type[BaseModel], ...]) -> Iterator[Place]:
    """The places of a model and all within it, each model once on the way down."""
    if model in around:
        return
    for name, shape in fields_of(model).items():
        title = model.model_fields[name].title or name
        yield from _within(shape, f"{path}.{name}".lstrip("."), title, (*around, model))


def _within(shape: Shape, path: str, title: str, around: tuple[type[BaseModel], ...]) -> Iterator[Place]:
    match shape:
        case Group(model=model):
            yield from _places(model, path, around)
        case OneOf(members=members):
            yield path, title, shape
            for member in members.values():
                yield from _places(member, path, around)
        case Many(member=member):
            yield from _within(member, f"{path}[]", title, around)
        case Table(value=value):
            yield from _within(value, f"{path}{{}}", title, around)
