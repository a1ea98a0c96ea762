"""Choices left to counsel: which of them have options that a draft can carry, and the answers under one option."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import position_of, steps
from agreement_builder.answers.shape import OneOf, Options, Single, shape_at

SHAPING = ("service.kind", "management.model")
"""Choices on which most articles rest; a draft with all of their alternatives would be several drafts in one."""

_YES_NO: Options = (("true", "yes"), ("false", "no"))


def left_around(path: str, left: Iterable[str]) -> str | None:
    """The written path among `left` that is `path` or of which it is part; None if there is none."""
    return next((one for one in left if path == one or path.startswith((f"{one}.", f"{one}["))), None)


def options_of(path: str) -> Options:
    """The options of a closed choice of the models, of which a draft can carry the alternatives; otherwise none."""
    shape = shape_at(Answers, path)
    if not isinstance(shape, Single) or path in SHAPING or path.startswith("parties"):
        return ()
    return _YES_NO if shape.kind == "yes_no" else shape.options


def why_none(path: str) -> str:
    """Why a draft cannot carry the alternatives of an answer of the models that has no options."""
    shape = shape_at(Answers, path)
    if path in SHAPING:
        return "Most of the agreement rests on it, so no alternatives can be worked out within one draft."
    if path.startswith("parties"):
        return "It is a fact of the party, and not an option that could be weighed."
    if isinstance(shape, OneOf):
        return "Each of its forms asks for terms of its own, so no alternatives can be worked out."
    return "It is no choice among fixed options, so no alternatives can be worked out."


def with_answer(answers: Answers, path: str, value: object) -> Answers:
    """The answers with another value at a written path; raises ValidationError if its group cannot hold it."""
    changed: Answers = _with(answers, steps(path), value)
    return changed


def _with(held: Any, walk: list[str | int], value: object) -> Any:
    if not walk:
        return value
    first, *rest = walk
    match held:
        case BaseModel():
            given = {name: getattr(held, name) for name in held.model_fields_set}
            name = str(first)
            return type(held).model_validate({**given, name: _with(getattr(held, name, None), rest, value)})
        case tuple():
            place = first if isinstance(first, int) else position_of([{"id": _id(one)} for one in held], first)
            return tuple(_with(one, rest, value) if here == place else one for here, one in enumerate(held))
        case _:
            return {**(held or {}), str(first): _with((held or {}).get(first), rest, value)}


def _id(member: object) -> object:
    return getattr(member, "id", None)
