"""Paths to answers as people write them: `parties.bolton.address`, `blanks.withdrawal.notice_days`.

A member of a list is named by its `id` or by its position from 1 (`parties[2].address`).
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from agreement_builder.yamltext import Path

_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def steps(path: str) -> list[str | int]:
    """The steps of a written path; positions count from 0 in the result."""
    return [int(match[2]) - 1 if match[2] else match[1] for match in _STEP.finditer(path)]


def locate(raw: object, path: str) -> Path:
    """The path in raw data (keys and positions from 0), as far as it goes; ids of list members resolved."""
    found: list[str | int] = []
    for step in steps(path):
        if isinstance(raw, list):
            position = step if isinstance(step, int) else position_of(raw, step)
            if position is None or position >= len(raw):
                break
            found.append(position)
            raw = raw[position]
        else:
            found.append(str(step))
            raw = raw.get(str(step)) if isinstance(raw, dict) else None
    return tuple(found)


def position_of(members: list[object], key: str) -> int | None:
    """The position of the member whose `id` is `key`."""
    for position, member in enumerate(members):
        if isinstance(member, dict) and member.get("id") == key:
            return position
    return None


def named(raw: object, path: Path) -> str:
    """The written form of a raw path, with ids in place of positions where members have them."""
    words = ""
    for step in path:
        member = None
        if isinstance(step, int) and isinstance(raw, list) and 0 <= step < len(raw):
            member = raw[step]
            key = member.get("id") if isinstance(member, dict) else None
            words += f".{key}" if isinstance(key, str) else f"[{step + 1}]"
        else:
            member = raw.get(step) if isinstance(raw, dict) else None
            words += f".{step}" if words else str(step)
        raw = member
    return words.removeprefix(".")


def models_of(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field's annotation admits: of unions, lists, tables and optional fields alike."""
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif origin is Annotated:
        yield from models_of(get_args(annotation)[0])
    elif origin in (Union, types.UnionType, tuple, list, dict):
        for part in get_args(annotation):
            yield from models_of(part)


def field_at(model: type[BaseModel], path: str) -> FieldInfo | None:
    """The model field that a written path names; None if there is none or it lies in free-form keys."""
    models: list[type[BaseModel]] = [model]
    info: FieldInfo | None = None
    in_list = False
    for step in steps(path):
        if in_list:
            in_list = False
            continue
        info = next((m.model_fields[str(step)] for m in models if str(step) in m.model_fields), None)
        if info is None:
            return None
        models = list(models_of(info.annotation))
        in_list = is_list(info.annotation) or (bool(models) and is_table(info.annotation))
    return info


def is_list(annotation: object) -> bool:
    """Whether a field holds a list."""
    if get_origin(annotation) in (Annotated, Union, types.UnionType):
        return any(is_list(part) for part in get_args(annotation))
    return get_origin(annotation) in (tuple, list)


def is_table(annotation: object) -> bool:
    """Whether a field holds a mapping from keys that are data, such as those of the parties."""
    if get_origin(annotation) in (Annotated, Union, types.UnionType):
        return any(is_table(part) for part in get_args(annotation))
    return get_origin(annotation) is dict


def choices_of(annotation: object) -> Iterator[object]:
    """The values of a closed choice that an annotation admits: members of enumerations, or literals."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from annotation
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in (Annotated, Union, types.UnionType):
        for part in get_args(annotation):
            yield from choices_of(part)
