"""Pydantic's errors told as findings: what, where, why it matters and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from agreement_builder.answers.paths import named
from agreement_builder.answers.shape import Group, OneOf, Shape, within
from agreement_builder.errors import Finding, Where, error, nearest
from agreement_builder.yamltext import Path, Yaml

_SHAPES = {
    "model_type": "a group of answers (name: value, each on its line)",
    "model_attributes_type": "a group of answers (name: value, each on its line)",
    "dict_type": "a group of values (name: value, each on its line)",
    "tuple_type": "a list (each member on a line that begins with -)",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "date_type": "a date",
    "date_from_datetime_parsing": "a date",
    "date_from_datetime_inexact": "a date",
    "date_parsing": "a date",
    "bool_type": "one value (text, a number or a date)",
}


_FIGURES = "Write figures alone; leave open what is not known yet, as {open: who will know}."


@dataclass(frozen=True, slots=True)
class _Place:
    """A fault's place: its path in the file, the shapes that the model has there, and the group around it."""

    path: Path
    shapes: tuple[Shape, ...]
    around: tuple[Shape, ...]


def data_path(raw: object, details: ErrorDetails, model: type[BaseModel]) -> Path:
    """The path in the file for pydantic's location, which also names the members of unions it tried."""
    return _place(raw, details, model).path


def _place(raw: object, details: ErrorDetails, model: type[BaseModel]) -> _Place:
    path: list[str | int] = []
    shapes: tuple[Shape, ...] = (Group(model=model),)
    around = shapes
    location = details["loc"]
    for place, step in enumerate(location):
        tagged = [shape.members[str(step)] for shape in shapes if isinstance(shape, OneOf) and step in shape.members]
        if tagged:
            shapes = tuple(Group(model=member) for member in tagged)
            continue
        inside = tuple(inner for shape in shapes for inner in within(shape, step))
        here = isinstance(raw, dict) and str(step) in raw
        there = isinstance(raw, list) and isinstance(step, int) and step < len(raw)
        last = place == len(location) - 1
        if here or there:
            raw = raw[str(step) if here else step]  # type: ignore[index]
        elif not (last and details["type"] == "missing"):
            # The name of a type that was tried, or the mark of a faulty key.
            continue
        path.append(step)
        shapes, around = inside, shapes
    return _Place(tuple(path), shapes, around)


def findings(fault: ValidationError, model: type[BaseModel], yaml: Yaml, file: str) -> list[Finding]:
    """One finding for each place at fault; a value that no member of a union accepts is told once."""
    told: dict[Path, Finding] = {}
    for details in fault.errors(include_url=False):
        place = _place(yaml.value, details, model)
        if place.path not in told and not _consequence(details):
            told[place.path] = _finding(details, place, yaml, file)
    return list(told.values())


def _consequence(details: ErrorDetails) -> bool:
    """Whether a list counts as too short only because members of it are at fault themselves."""
    given = details["input"]
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= int(least)


def _finding(details: ErrorDetails, place: _Place, yaml: Yaml, file: str) -> Finding:
    where = yaml.where(file, place.path)
    name = named(yaml.value, place.path)
    where = type(where)(where.file, where.line, where.column, name or None)
    kind, context = details["type"], details.get("ctx", {})
    shown = _shown(details["input"])
    example = _example(place)
    match kind:
        case "missing":
            hint = f"Add {name}{example or '.'}"
            return error("answer-missing", where, f"{_title(place)} is not given.", hint)
        case "extra_forbidden":
            message = f'"{place.path[-1]}" is not known here, so it would have no effect.'
            return error("answer-unknown", where, message, nearest(str(place.path[-1]), _known(place)))
        case "enum" | "literal_error":
            choices = _choices(str(context.get("expected", "")))
            message = f"{shown} is not one of the choices."
            return error("answer-choice", where, message, _choose(_bare(details["input"]), choices))
        case "union_tag_invalid" | "union_tag_not_found":
            return _tag_fault(details["input"], place, where)
        case _ if kind in _SHAPES:
            message = f"{shown} stands where {_SHAPES[kind]} is needed."
            return error("answer-type", where, message, _form(kind, details["input"], place))
    hint = _sentence(example) or "Correct the value."
    return error("answer-value", where, f"{shown} cannot be used: {_reason(details)}.", hint)


def _form(kind: str, given: object, place: _Place) -> str:
    """How to write a value that has another form than is needed."""
    example = _sentence(_example(place))
    if kind.startswith("int"):
        told = next((info.description for info in _infos(place) if info.description), "")
        return f"{example or _FIGURES} {told}".strip()
    if example:
        return example
    if kind.startswith("decimal"):
        return _FIGURES
    if kind.startswith("date_"):
        return "Write year, month and day: 2027-07-01."
    if kind.startswith("model") and isinstance(given, list):
        return "Take the dash away; there is only one here."
    if kind == "tuple_type" and isinstance(given, Mapping):
        return "Begin each member with a dash, also if there is only one."
    return "Write it in that form."


def _sentence(example: str) -> str:
    words = example.removeprefix(", ")
    return words[:1].upper() + words[1:]


def _reason(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "value_error":
            return f"it {context.get('error')}"
        case "string_pattern_mismatch":
            return "it must be a short key (small letters, figures and _), or two capital letters for a state"
        case "too_short":
            return f"at least {context.get('min_length')} are needed"
        case "string_too_long" | "too_long":
            return f"it is longer than {context.get('max_length')}"
        case "string_too_short":
            return "it is empty"
    message = details["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return f"it {message}" if message.startswith("should") else message


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "A group of answers"
    if isinstance(value, (list, tuple)):
        return "A list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _bare(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _choices(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",") if word.strip()]


def _choose(given: str, choices: list[str]) -> str:
    near = nearest(given, choices)
    listed = f"The choices are: {', '.join(choices)}."
    return f"{near} {listed}" if near.startswith("Did you mean") else listed


def _tag_fault(given: object, place: _Place, where: Where) -> Finding:
    """The tag of a union is missing or names none of its members."""
    union = next(shape for shape in place.shapes if isinstance(shape, OneOf))
    tag = given.get(union.tag) if isinstance(given, Mapping) else None
    message = f"The {union.tag} {_shown(tag)} is not known." if tag else f"The {union.tag} is not given."
    near = nearest(str(tag), list(union.members)) if tag else ""
    listed = "; ".join(f"{value} ({meaning})" for value, meaning in union.options)
    hint = f"Write {union.tag}: followed by one of: {listed}."
    return error("answer-choice", where, message, f"{near} {hint}" if near.startswith("Did you mean") else hint)


def _known(place: _Place) -> list[str]:
    """The names that the group around may hold."""
    return [name for shape in place.around if isinstance(shape, Group) for name in shape.model.model_fields]


def _infos(place: _Place) -> Iterator[FieldInfo]:
    """The fields that may stand at the place."""
    for shape in place.around:
        if isinstance(shape, Group) and (info := shape.model.model_fields.get(str(place.path[-1]))) is not None:
            yield info


def _title(place: _Place) -> str:
    return next((info.title for info in _infos(place) if info.title), str(place.path[-1]))


def _example(place: _Place) -> str:
    examples = next((info.examples for info in _infos(place) if info.examples), None) if place.path else None
    return f", for example {examples[0]}." if examples else ""
