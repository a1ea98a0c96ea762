"""An editor that validates by the printed JSON Schema accepts the examples and marks what the program refuses."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from agreement_builder.errors import AnswersRefusal
from agreement_builder.yamltext import read_yaml
from tests import drafts
from tests.command import call

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "minLength": lambda value, bound: len(value) >= bound,
    "maxLength": lambda value, bound: len(value) <= bound,
    "minItems": lambda value, bound: len(value) >= bound,
    "maxItems": lambda value, bound: len(value) <= bound,
    "pattern": lambda value, bound: re.search(bound, value) is not None,
}
_OF_TYPE = {"minimum": (int, float), "maximum": (int, float), "exclusiveMinimum": (int, float)}
_OF_TYPE |= {"minLength": (str,), "maxLength": (str,), "pattern": (str,), "minItems": (list,), "maxItems": (list,)}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = call("schema").json
    return found


def accepts(schema: dict[str, Any], part: Any, value: Any) -> bool:
    """Whether `part` of a schema accepts a value: as much of JSON Schema 2020-12 as the printed schema uses."""
    if isinstance(part, bool):
        return part
    if "$ref" in part and not accepts(schema, schema["$defs"][part["$ref"].removeprefix("#/$defs/")], value):
        return False
    types = part.get("type", [])
    if types and not any(_TYPES[kind](value) for kind in ([types] if isinstance(types, str) else types)):
        return False
    for keyword, holds in _BOUNDS.items():
        if keyword in part and isinstance(value, _OF_TYPE[keyword]) and not holds(value, part[keyword]):
            return False
    chosen = value in part.get("enum", [value]) and value == part.get("const", value)
    one_of = sum(accepts(schema, option, value) for option in part.get("oneOf", ())) == 1 or "oneOf" not in part
    any_of = any(accepts(schema, option, value) for option in part.get("anyOf", (True,)))
    return chosen and one_of and any_of and _members(schema, part, value)


def _members(schema: dict[str, Any], part: dict[str, Any], value: Any) -> bool:
    if isinstance(value, list):
        return all(accepts(schema, part.get("items", True), member) for member in value)
    if not isinstance(value, dict):
        return True
    if not set(part.get("required", ())) <= set(value):
        return False
    for key, member in value.items():
        of_pattern = [s for pattern, s in part.get("patternProperties", {}).items() if re.search(pattern, key)]
        named = [part["properties"][key]] if key in part.get("properties", {}) else []
        rules = named + of_pattern or [part.get("additionalProperties", True)]
        if not all(accepts(schema, rule, member) for rule in rules):
            return False
    return True


def as_json(text: str) -> Any:
    """The answers as an editor sees them: decimals as numbers."""
    return json.loads(json.dumps(read_yaml(text, "answers.yaml", AnswersRefusal).value, default=float))


@pytest.mark.parametrize("name", drafts.EXAMPLES)
def test_the_schema_accepts_each_example_with_its_open_answers(name: str, schema: dict[str, Any]) -> None:
    assert accepts(schema, schema, as_json(drafts.EXAMPLES[name].read_text()))


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown question": lambda answers: answers.update(servce={}),
    "an unknown question in a group": lambda answers: answers["leaving"].update(notice_month=6),
    "a choice that is none": lambda answers: answers["risk"].update(liability="nobody"),
    "text for a number": lambda answers: answers["leaving"].update(notice_months="twelve"),
    "a number out of bounds": lambda answers: answers["leaving"].update(notice_months=61),
    "one party": lambda answers: answers.update(parties=answers["parties"][:1]),
    "a party without a name": lambda answers: answers["parties"][0].pop("name"),
    "an unknown method": lambda answers: answers["funding"].update(shares={"method": "dice"}),
    "no service": lambda answers: answers.pop("service"),
    "a capital in a key": lambda answers: answers["parties"][0].update(id="Bolton"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_the_schema_marks_what_the_program_refuses(fault: str, schema: dict[str, Any]) -> None:
    answers = copy.deepcopy(as_json(drafts.BOLTON.read_text()))
    WRONG[fault](answers)
    assert not accepts(schema, schema, answers)


def test_every_definition_of_the_schema_is_there_and_used(schema: dict[str, Any]) -> None:
    text = json.dumps(schema)
    used = set(re.findall(r'"#/\$defs/(\w+)"', text))
    assert used == set(schema["$defs"])


def test_the_shipped_schema_is_the_printed_one() -> None:
    assert json.loads((drafts.ROOT / "examples" / "answers.schema.json").read_text()) == call("schema").json


def test_the_tag_of_each_member_of_a_union_is_told_as_the_member_is(schema: dict[str, Any]) -> None:
    for union in ("Equal", "Fixed", "Charges"):
        model = schema["$defs"][union]
        assert model["properties"]["method"]["description"] == model["description"]


def test_the_facts_list_tells_the_options_of_a_union_and_what_a_list_holds() -> None:
    facts = call("library", "facts", "--json").json
    assert facts["funding.shares.method"].startswith(
        "Method of sharing the cost: equal (all parties pay the same); fixed (each party pays a percentage"
    )
    assert facts["funding.shares.prices"] == "Prices: a list, of each item, unit, price, time, quantities"
    assert facts["funding.shares.measure.values"] == "Figure of each party: by party"
