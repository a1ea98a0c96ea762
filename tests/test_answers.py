"""Answers: what a file may say, and how each fault of it is told."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Literal, get_origin

import pytest

from agreement_builder.answers.load import AnswersFile, load_answers, parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import models_of
from agreement_builder.answers.schema import answers_schema
from agreement_builder.errors import AnswersRefusal, Finding
from tests.samples import GONE, answers_text, make_answers, measure

HEAD = """\
service: {kind: building_inspection}
parties:
  - {id: a, name: Town of A, kind: town}
  - {id: b, name: Town of B, kind: town}
"""


def refused(text: str, *settings: str) -> list[Finding]:
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(text, "f.yaml", settings)
    return list(caught.value.findings)


def test_the_least_that_is_needed_is_a_service_and_two_parties():
    answers = parse_answers(HEAD).answers
    assert [party.id for party in answers.parties] == ["a", "b"]
    assert answers.jurisdiction == "CT"
    assert answers.management.model is None


def test_the_shipped_example_is_read(bolton):
    assert [party.id for party in bolton.answers.parties] == ["bolton", "andover", "ashford", "willington"]
    assert bolton.open_notes["funding.first_budget"]


def test_complete_answers_are_read(make_answers):
    assert len(make_answers(parties=4).answers.parties) == 4
    assert make_answers(mutual=True).answers.management.lead is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("$1,250.00", "1250.00"), ("1250", "1250"), (1250.5, "1250.5"), ("185000.00", "185000.00")],
)
def test_an_amount_is_read_as_people_write_it(written, meant):
    assert make_answers({"funding.first_budget": written}).answers.funding.first_budget == Decimal(meant)


def test_a_percentage_may_bear_its_sign():
    shares = {"method": "fixed", "percents": {"bolton": "27.5%", "andover": 72.5}}
    fixed = make_answers({"funding.shares": shares}).answers.funding.shares
    assert fixed.percents == {"bolton": Decimal("27.5"), "andover": Decimal("72.5")}


def test_text_is_read_without_the_spaces_around_it():
    assert make_answers({"service.name": "  Inspections \n"}).answers.service.name == "Inspections"


# Faults of single answers

FAULTS = {
    "an unknown question": ({"leaving.notice_month": 6}, "answer-unknown", "leaving.notice_month", '"notice_months"'),
    "an unknown group": ({"leavin": {}}, "answer-unknown", "leavin", '"leaving"'),
    "an unknown question of a party": ({"parties.andover.adress": "x"}, "answer-unknown", "parties.andover.adress",
                                       '"address"'),
    "an unknown choice": ({"management.model": "lead_agncy"}, "answer-choice", "management.model", '"lead_agency"'),
    "a choice like none": ({"management.model": "zzz"}, "answer-choice", "management.model", "mutual_assistance"),
    "an unknown method": ({"funding.shares": {"method": "fixd"}}, "answer-choice", "funding.shares", "fixed"),
    "no method": ({"funding.shares": {}}, "answer-choice", "funding.shares", "blend"),
    "text for a number": ({"leaving.notice_months": "soon"}, "answer-type", "leaving.notice_months", "12"),
    "a broken number": ({"leaving.notice_months": 12.5}, "answer-type", "leaving.notice_months", "12"),
    "true for a number": ({"leaving.notice_months": True}, "answer-type", "leaving.notice_months", "12"),
    "true for a year": ({"funding.first_fiscal_year": True}, "answer-type", "funding.first_fiscal_year", "2027"),
    "true for seats": ({"governance.seats.each": True}, "answer-type", "governance.seats.each", "1"),
    "true for an amount": ({"funding.first_budget": True}, "answer-type", "funding.first_budget", "185000.00"),
    "text for an amount": ({"funding.first_budget": "much"}, "answer-type", "funding.first_budget", "185000.00"),
    "a number for text": ({"service.name": 5}, "answer-type", "service.name", "Building Inspection Services"),
    "a list for text": ({"service.name": ["x"]}, "answer-type", "service.name", "Building Inspection Services"),
    "a group for text": ({"parties.bolton.name": {"a": 1}}, "answer-type", "parties.bolton.name", "Town of Bolton"),
    "text for a group": ({"funding.shares": "equal"}, "answer-type", "funding.shares", ""),
    "text for a list": ({"service.measures": "x"}, "answer-type", "service.measures", ""),
    "a day that is none": ({"term.start": "2027-02-30"}, "answer-type", "term.start", "2027-07-01"),
    "a year for a day": ({"term.start": 2027}, "answer-type", "term.start", "2027-07-01"),
    "too little": ({"leaving.notice_months": 0}, "answer-value", "leaving.notice_months", "12"),
    "too much": ({"leaving.notice_months": 61}, "answer-value", "leaving.notice_months", "12"),
    "a negative amount": ({"funding.first_budget": -1}, "answer-value", "funding.first_budget", ""),
    "parts of a cent": ({"funding.first_budget": 1.005}, "answer-value", "funding.first_budget", ""),
    "not a number": ({"funding.first_budget": "NaN"}, "answer-value", "funding.first_budget", ""),
    "without end": ({"funding.first_budget": "Infinity"}, "answer-value", "funding.first_budget", ""),
    "a monstrous number": ({"funding.first_budget": "1e5000000"}, "answer-value", "funding.first_budget", ""),
    "an empty name": ({"parties.bolton.name": " "}, "answer-value", "parties.bolton.name", "Town of Bolton"),
    "a name of two lines": ({"parties.bolton.name": "A\nB"}, "answer-value", "parties.bolton.name", ""),
    "a name too long": ({"parties.bolton.name": "A" * 301}, "answer-value", "parties.bolton.name", ""),
    "a state spelled out": ({"jurisdiction": "Connecticut"}, "answer-value", "jurisdiction", ""),
    "one part in a blend": ({"funding.shares": {"method": "blend", "parts": [{"weight": 100}]}}, "answer-value",
                            "funding.shares.parts", ""),
    "a group in a blank": ({"blanks": {"review": {"years": {"a": 1}}}}, "answer-type", "blanks.review.years",
                           ""),
    "a list in a blank": ({"blanks": {"review": {"years": [1]}}}, "answer-type", "blanks.review.years", ""),
    "a blank's name in capitals": ({"blanks": {"payment": {"DUE": 1}}}, "answer-value", "blanks.payment.DUE", ""),
    "blanks of no topic": ({"blanks": {"payment": 3}}, "answer-type", "blanks.payment", ""),
    "a choice by hand without reason": ({"clauses": {"board": {"use": "board/principals"}}}, "answer-missing",
                                        "clauses.board.reason", "clauses.board.reason"),
    "no service": ({"service": GONE}, "answer-missing", "service", "service"),
    "no kind": ({"service.kind": GONE}, "answer-missing", "service.kind", "service.kind"),
    "no parties": ({"parties": GONE}, "answer-missing", "parties", "parties"),
}  # fmt: skip


@pytest.mark.parametrize(("overrides", "rule", "field", "hint"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_once_with_its_field_and_a_way_out(overrides, rule, field, hint):
    (finding,) = refused(answers_text(overrides))
    assert (finding.rule, finding.where.field) == (rule, field)
    assert finding.where.file == "f.yaml"
    assert finding.message
    assert finding.hint
    assert hint in finding.hint


def test_a_fault_is_told_with_its_line_and_column():
    (finding,) = refused(HEAD + "leaving:\n  amendment: legislative\n  notice_months: soon\n")
    assert (finding.where.line, finding.where.column) == (7, 3)


def test_one_party_is_too_few():
    (finding,) = refused(answers_text(parties=1, overrides={"management.lead": "bolton"}))
    assert (finding.rule, finding.where.field) == ("answer-value", "parties")


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_its_lines():
    text = (
        "service: {kind: police}\n"
        "parties:\n"
        "  - {id: a, name: Town of A, kind: town}\n"
        "  - {id: a, name: Town of A, kind: twon}\n"
        "management: {lead: c}\n"
        "term:\n  start: 2027-07-01\n  end: 2026-06-30\n"
        "leaving: {notice_months: soon}\n"
        "x: 1\n"
    )
    found = refused(text)
    assert [(finding.rule, finding.where.line) for finding in found] == [
        ("answer-choice", 1),
        ("answer-choice", 4),
        ("answer-type", 9),
        ("answer-unknown", 10),
    ]


def test_contradictions_are_told_beside_faults_of_single_answers():
    text = HEAD + "management: {lead: c}\nterm: {start: 2027-07-01, end: 2026-06-30}\nleaving: {notice_months: soon}\n"
    assert [finding.rule for finding in refused(text)] == ["party-unknown", "dates", "answer-type"]


def test_what_only_follows_from_a_fault_is_not_told_as_another():
    shares = {"method": "measure", "measure": measure({"bolton": "many", "andover": 3})}
    (finding,) = refused(answers_text({"funding.shares": shares}))
    assert finding.where.field == "funding.shares.measure.values.bolton"


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "5\n"])
def test_a_file_that_holds_no_names_and_values_is_refused(text):
    (finding,) = refused(text)
    assert (finding.rule, finding.where.line) == ("answer-type", 1)
    assert finding.hint


def test_an_empty_file_lacks_the_service_and_the_parties():
    assert {finding.where.field for finding in refused("")} == {"service", "parties"}


# Files

BAD_FILES = {
    "not UTF-8": (b"\xff\xfe\x00s", "file-encoding"),
    "a Word file": (b"PK\x03\x04\x14\x00\xb2", "file-encoding"),
    "ten megabytes": (b"#" * 10_000_000, "yaml-size"),
}


@pytest.mark.parametrize(("content", "rule"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_cannot_be_answers_is_refused(tmp_path, content, rule):
    path = tmp_path / "answers.yaml"
    path.write_bytes(content)
    with pytest.raises(AnswersRefusal) as caught:
        load_answers(path)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.file) == (rule, str(path))
    assert finding.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, rule in ((tmp_path / "none.yaml", "file-missing"), (tmp_path, "file-unreadable")):
        with pytest.raises(AnswersRefusal) as caught:
            load_answers(path)
        assert [finding.rule for finding in caught.value.findings] == [rule]
        assert caught.value.findings[0].hint


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert load_answers(path).answers == parse_answers(HEAD).answers


def test_an_answer_knows_where_it_stands_in_its_file():
    file: AnswersFile = parse_answers(HEAD + "leaving: {notice_months: 6}\n", "f.yaml")
    assert (file.where("leaving.notice_months").line, file.where("parties.b.name").line) == (5, 4)
    assert file.where("leaving.property").line == 5
    assert file.where("risk.liability").field == "risk.liability"


# The JSON Schema

KEYWORDS = frozenset([
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "oneOf", "const",
    "default", "description", "discriminator", "enum", "examples", "exclusiveMinimum", "format", "items",
    "maximum", "maxItems", "maxLength", "minimum", "minItems", "minLength", "pattern",
    "patternProperties", "properties", "required", "title", "type",
])  # fmt: skip


def keywords(part: object, names: bool = False) -> set[str]:
    """The keywords of a schema; the keys of `properties` and the like are names, not keywords."""
    if isinstance(part, list):
        return {word for inner in part for word in keywords(inner)}
    if not isinstance(part, dict):
        return set()
    found = set() if names else set(part)
    for key, inner in part.items():
        if names or key not in ("discriminator", "default", "examples", "enum", "const"):
            found |= keywords(inner, not names and key in ("properties", "patternProperties", "$defs"))
    return found


def test_the_schema_is_json_and_uses_only_keywords_of_json_schema():
    schema = json.loads(json.dumps(answers_schema()))
    assert schema["type"] == "object"
    assert keywords(schema) <= KEYWORDS


def all_models() -> list[type]:
    found: list[type] = [Answers]
    for model in found:
        for info in model.model_fields.values():
            found += [nested for nested in models_of(info.annotation) if nested not in found]
    return found


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.__name__)
def test_the_schema_names_every_question_with_its_help(model):
    schema = answers_schema()
    properties = schema["properties"] if model is Answers else schema["$defs"][model.__name__]["properties"]
    for name, info in model.model_fields.items():
        asked = {**schema["$defs"].get(properties[name].get("$ref", "").rpartition("/")[2], {}), **properties[name]}
        if get_origin(info.annotation) is not Literal:
            assert info.title
            assert info.description
            assert asked["description"] == info.description


def test_the_schema_bounds_numbers_where_the_questions_do():
    months = answers_schema()["$defs"]["Leaving"]["properties"]["notice_months"]["anyOf"][0]
    assert (months["minimum"], months["maximum"]) == (1, 60)
    budget = answers_schema()["$defs"]["Funding"]["properties"]["first_budget"]["anyOf"][0]
    assert budget["minimum"] == 0


def test_the_schema_lets_blanks_and_optional_answers_be_left_open():
    left_open = {"$ref": "#/$defs/LeftOpen"}
    schema = answers_schema()
    (values,) = schema["properties"]["blanks"]["additionalProperties"]["patternProperties"].values()
    assert left_open in values["anyOf"]
    assert left_open in schema["$defs"]["Term"]["properties"]["start"]["anyOf"]
    assert "anyOf" not in schema["$defs"]["Party"]["properties"]["name"]


def test_dates_are_dates():
    assert make_answers().answers.term.start == dt.date(2027, 7, 1)
