"""Pydantic's errors told as findings: what, where, why it matters and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from agreement_builder.answers.paths import models_of, named
from agreement_builder.answers.sharing import METHODS
from agreement_builder.errors import Finding, error, nearest
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


def data_path(raw: object, details: ErrorDetails) -> Path:
    """The path in the file for pydantic's location, which also names the members of unions it tried."""
    path: list[str | int] = []
    location = details["loc"]
    for place, step in enumerate(location):
        here = isinstance(raw, dict) and step in raw
        there = isinstance(raw, list) and isinstance(step, int) and step < len(raw)
        if here or there:
            raw = raw[step]  # type: ignore[index]
            path.append(step)
        elif place == len(location) - 1 and details["type"] == "missing":
            path.append(step)
    return tuple(path)


def findings(fault: ValidationError, model: type[BaseModel], yaml: Yaml, file: str) -> list[Finding]:
    """One finding for each place at fault; a value that no member of a union accepts is told once."""
    told: dict[Path, Finding] = {}
    for details in fault.errors(include_url=False):
        path = data_path(yaml.value, details)
        if path not in told and not _consequence(details):
            told[path] = _finding(details, path, model, yaml, file)
    return list(told.values())


def _consequence(details: ErrorDetails) -> bool:
    """Whether a list counts as too short only because members of it are at fault themselves."""
    given = details["input"]
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= int(least)


def _finding(details: ErrorDetails, path: Path, model: type[BaseModel], yaml: Yaml, file: str) -> Finding:
    where = yaml.where(file, path)
    name = named(yaml.value, path)
    where = type(where)(where.file, where.line, where.column, name or None)
    kind, context = details["type"], details.get("ctx", {})
    shown = _shown(details["input"])
    example = _example(model, details["loc"])
    match kind:
        case "missing":
            hint = f"Add {name}{example or '.'}"
            return error("answer-missing", where, f"{_title(model, details['loc'])} is not given.", hint)
        case "extra_forbidden":
            known = _known(model, details["loc"])
            message = f'"{path[-1]}" is not known here, so it would have no effect.'
            return error("answer-unknown", where, message, nearest(str(path[-1]), known))
        case "enum" | "literal_error":
            choices = _choices(str(context.get("expected", "")))
            message = f"{shown} is not one of the choices."
            return error("answer-choice", where, message, _choose(_bare(details["input"]), choices))
        case "union_tag_invalid" | "union_tag_not_found":
            given = details["input"].get("method") if isinstance(details["input"], Mapping) else None
            message = f"The method {_shown(given)} is not known." if given else "The method is not given."
            hint = "Write method: followed by one of: " + "; ".join(f"{k} ({v})" for k, v in METHODS.items()) + "."
            return error("answer-choice", where, message, hint)
        case _ if kind in _SHAPES:
            message = f"{shown} stands where {_SHAPES[kind]} is needed."
            return error("answer-type", where, message, _sentence(example) or "Write it in that form.")
    hint = _sentence(example) or "Correct the value."
    return error("answer-value", where, f"{shown} cannot be used: {_reason(details)}.", hint)


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


def _models_around(model: type[BaseModel], location: Sequence[str | int]) -> list[type[BaseModel]]:
    models = [model]
    for step in location[:-1]:
        nested = [
            found for m in models if step in m.model_fields for found in models_of(m.model_fields[str(step)].annotation)
        ]
        tagged = [
            m for m in models if str(getattr(m.model_fields.get("method"), "annotation", "")).endswith(f"['{step}']")
        ]
        models = nested or tagged or models
    return models


def _known(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    return [name for m in _models_around(model, location) for name in m.model_fields]


def _title(model: type[BaseModel], location: Sequence[str | int]) -> str:
    for m in _models_around(model, location):
        if (info := m.model_fields.get(str(location[-1]))) is not None and info.title:
            return info.title
    return str(location[-1])


def _example(model: type[BaseModel], location: Sequence[str | int]) -> str:
    for m in _models_around(model, location) if location else ():
        info: Any = m.model_fields.get(str(location[-1]))
        if info is not None and info.examples:
            return f", for example {info.examples[0]}."
    return ""
