"""The JSON Schema of an answers file, in which any answer that may be missing may be left open or to counsel."""

from __future__ import annotations

from typing import Any

from agreement_builder.answers.load import COUNSEL, OPEN
from agreement_builder.answers.model import Answers


def _left(key: str, title: str, description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "description": description,
        "properties": {key: {"type": ["string", "null"]}},
        "required": [key],
        "additionalProperties": False,
    }


_LEFT = {
    "LeftOpen": _left(OPEN, "Left open", "Who will know the answer."),
    "LeftToCounsel": _left(
        COUNSEL, "Left to counsel", "What there is to weigh. The draft carries the alternatives of a closed choice."
    ),
}
"""What may stand in the place of an answer, by its name among the definitions."""


def answers_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) as plain data."""
    schema = Answers.model_json_schema()
    _leave_open(schema)
    for model in schema["$defs"].values():
        _tell_tag(model)
    _drop_marks(schema)
    schema["$defs"] |= _LEFT
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers of an interlocal agreement",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _leave_open(part: object) -> None:
    """Wherever nothing may stand for an answer, a note may stand too."""
    if isinstance(part, dict):
        choices = part.get("anyOf")
        if isinstance(choices, list) and {"type": "null"} in choices:
            choices += [{"$ref": f"#/$defs/{name}"} for name in _LEFT]
        for inner in part.values():
            _leave_open(inner)
    elif isinstance(part, list):
        for inner in part:
            _leave_open(inner)


def _tell_tag(model: dict[str, Any]) -> None:
    """The tag of a member of a union is told as the member is, so that an editor shows the meaning of each."""
    for field in model.get("properties", {}).values():
        if "const" in field:
            field["description"] = model.get("description", "").partition("\n")[0]


def _drop_marks(part: object) -> None:
    """What marks a field for the questionnaire is no keyword of JSON Schema."""
    if isinstance(part, dict):
        if "title" in part and isinstance(part.get("asked"), bool):
            del part["asked"]
        for inner in part.values():
            _drop_marks(inner)
    elif isinstance(part, list):
        for inner in part:
            _drop_marks(inner)
