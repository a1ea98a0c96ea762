"""Answers left open with a note, and answers set from outside the file."""

from __future__ import annotations

import json

import pytest

from agreement_builder.answers.load import open_note, parse_answers, revised
from agreement_builder.answers.model import Answers
from agreement_builder.errors import AnswersRefusal, Finding
from tests.samples import OPTIONAL, answers_data, answers_text, make_answers, measure

BLEND = {
    "method": "blend",
    "parts": [{"weight": 50}, {"weight": 50, "measure": measure({"bolton": 1, "andover": 1})}],
}


def refused(*settings: str) -> list[Finding]:
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(answers_text(), "f.yaml", settings)
    return list(caught.value.findings)


def set_in(*settings: str) -> Answers:
    return parse_answers(answers_text(), "f.yaml", settings).answers


# Left open


OF_A_PARTY = ("legislative_body", "ratified_by", "chief_executive", "address")
MAY_BE_OPEN = [*OPTIONAL, *(f"parties.bolton.{name}" for name in OF_A_PARTY), "blanks.review.years"]


def value_at(file, path: str):
    if path.startswith("blanks."):
        return file.answers.blanks["review"]["years"]
    first, *_, name = path.split(".")
    return getattr(file.answers.parties[0] if first == "parties" else getattr(file.answers, first), name)


@pytest.mark.parametrize("path", MAY_BE_OPEN)
def test_any_optional_answer_may_be_left_open_with_a_note(path):
    file = make_answers({path: {"open": "the clerk will know"}})
    assert dict(file.open_notes) == {path: "the clerk will know"}
    assert value_at(file, path) is None


@pytest.mark.parametrize("path", ["source", "as_of"])
def test_a_detail_within_the_shares_may_be_left_open(path):
    shares = {"method": "measure", "measure": measure({"bolton": 1, "andover": 1}) | {path: {"open": "n"}}}
    file = make_answers({"funding.shares": shares})
    assert dict(file.open_notes) == {f"funding.shares.measure.{path}": "n"}


def test_a_detail_within_a_list_may_be_left_open():
    shares = json.loads(json.dumps(BLEND))
    shares["parts"][1]["measure"]["source"] = {"open": "n"}
    assert dict(make_answers({"funding.shares": shares}).open_notes) == {"funding.shares.parts[2].measure.source": "n"}


def test_the_target_of_a_measure_may_be_left_open():
    file = make_answers({"service.measures": [{"measure": "x", "target": {"open": "n"}}]})
    assert dict(file.open_notes) == {"service.measures[1].target": "n"}


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("{open: the clerk}", "the clerk"),
        ("{open: the clerk, the manager, or counsel}", "the clerk, the manager, or counsel"),
        ('{open: "a, b: c"}', "a, b: c"),
        ("{open: }", ""),
        ("{open}", ""),
    ],
)
def test_a_note_is_read_with_its_commas_quoted_or_not(written, note):
    text = answers_text().replace('"notice_months": 12', f'"notice_months": {written}')
    assert dict(parse_answers(text).open_notes) == {"leaving.notice_months": note}


@pytest.mark.parametrize("path", MAY_BE_OPEN)
def test_any_optional_answer_may_be_left_to_counsel_and_is_told_apart_from_open_ones(path):
    file = make_answers({path: {"counsel": "which is safer"}})
    assert (dict(file.open_notes), dict(file.counsel_notes)) == ({}, {path: "which is safer"})
    assert value_at(file, path) is None
    assert file.notes == {path: "which is safer"}


def test_a_note_to_counsel_is_read_with_its_commas():
    text = answers_text().replace('"notice_months": 12', '"notice_months": {counsel: long, or short}')
    assert dict(parse_answers(text).counsel_notes) == {"leaving.notice_months": "long, or short"}


def test_a_topic_named_counsel_keeps_its_blanks():
    assert make_answers({"blanks.counsel": {"days": 5}}).answers.blanks == {"counsel": {"days": 5}}


def test_a_setting_may_leave_to_counsel_what_the_file_leaves_open_and_the_other_way_round():
    text = answers_text({"risk.disputes": {"open": "a"}, "risk.liability": {"counsel": "b"}})
    file = parse_answers(text, "f.yaml", ["risk.disputes={counsel: c}", "risk.liability={open: d}"])
    assert (dict(file.open_notes), dict(file.counsel_notes)) == ({"risk.liability": "d"}, {"risk.disputes": "c"})
    changed = revised(file, ["risk.disputes={open: e}", "risk.liability=each_own"], "--what-if")
    assert (dict(changed.open_notes), dict(changed.counsel_notes)) == ({"risk.disputes": "e"}, {})
    assert dict(revised(file, ["service.name=X"], "--what-if").counsel_notes) == {"risk.disputes": "c"}


@pytest.mark.parametrize(
    "value",
    [
        {"open": 5},
        {"open": ["x"]},
        {"counsel": 5},
        {"counsel": "x", "y": 1},
        {"open": "x", "y": 1},
        {"y": 1, "open": "x"},
        "x",
        None,
    ],
)
def test_what_is_not_a_note_is_not_read_as_one(value):
    assert open_note(value) is None


@pytest.mark.parametrize("path", ["service.kind", "parties.bolton.name", "parties.bolton.id", "parties.bolton.kind"])
def test_what_a_draft_cannot_do_without_cannot_be_left_open_or_to_counsel(path):
    told = []
    for key in ("open", "counsel"):
        with pytest.raises(AnswersRefusal) as caught:
            make_answers({path: {key: "later"}})
        told.append([(finding.where.field, finding.message) for finding in caught.value.findings])
    assert told[0] == told[1]
    assert told[0][0][0] is not None


# Set from outside


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("leaving.notice_months=18", ("leaving", "notice_months"), 18),
        ("  leaving.notice_months =18", ("leaving", "notice_months"), 18),
        ("service.name=[", ("service", "name"), "["),
        ("service.name=*all*", ("service", "name"), "*all*"),
        ("service.name=no", ("service", "name"), "no"),
        ("service.name=a=b", ("service", "name"), "a=b"),
        ("term.renewal=by_vote", ("term", "renewal"), "by_vote"),
        ("risk.liability=", ("risk", "liability"), None),
    ],
)
def test_a_setting_lies_over_the_file(setting, path, value):
    group, name = path
    assert getattr(getattr(set_in(setting), group), name) == value


@pytest.mark.parametrize("path", ["parties.andover.name", "parties[2].name"])
def test_a_member_of_a_list_is_set_by_key_or_position(path):
    assert set_in(f"{path}=Town of X").parties[1].name == "Town of X"


def test_a_group_that_the_file_lacks_is_made():
    assert set_in("blanks.review.years=45").blanks == {"review": {"years": 45}}


def test_a_later_setting_wins():
    assert set_in("leaving.notice_months=18", "leaving.notice_months=24").leaving.notice_months == 24


def test_a_setting_may_leave_an_answer_open():
    file = parse_answers(answers_text(), "f.yaml", ["leaving.notice_months={open: counsel, soon}"])
    assert file.answers.leaving.notice_months is None
    assert dict(file.open_notes) == {"leaving.notice_months": "counsel, soon"}


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ("leaving.notice_months", "set-form"),
        ("=18", "set-form"),
        ("...=18", "set-form"),
        ("[]=18", "set-form"),
        ("parties[3].name=X", "set-path"),
        ("parties[0].name=X", "set-path"),
        ("parties.ashford.name=X", "set-path"),
        ("leaving.notice_months=soon", "answer-type"),
        ("leaving.notice_months=99", "answer-value"),
        ("leaving.notice_month=9", "answer-unknown"),
        ("leavng.notice_months=9", "answer-unknown"),
        ("service.kind.x=1", "answer-choice"),
        ("service.name=Animal: Control", "answer-type"),
        ("service.name=\x07", "answer-value"),
        ("service.name=\u202e", "answer-value"),
        ("parties=none", "answer-type"),
    ],
)
def test_a_setting_at_fault_is_told_with_a_way_out(setting, rule):
    (finding,) = refused(setting)
    assert finding.rule == rule
    assert finding.where.field
    assert finding.hint


def test_a_position_is_told_as_it_was_written():
    assert "[3]" in refused("parties[3].name=X")[0].message


def test_all_settings_at_fault_are_told_at_once():
    rules = sorted(finding.rule for finding in refused("x", "parties[9].name=X", "leaving.notice_months=soon"))
    assert rules == ["answer-type", "set-form", "set-path"]


def test_a_setting_leaves_the_rest_as_it_was():
    changed, data = set_in("leaving.notice_months=18"), answers_data({"leaving.notice_months": 18})
    assert changed == parse_answers(json.dumps(data)).answers


@pytest.mark.parametrize("group", ["risk:", "risk: {open: later}"])
def test_a_group_left_empty_or_open_is_a_group_without_answers(group: str) -> None:
    file = parse_answers(
        "service: {kind: other}\nparties:\n  - {id: a, name: A, kind: town}\n  - {id: b, name: B, kind: town}\n" + group
    )
    assert file.answers.risk.liability is None
    assert dict(file.open_notes) == ({"risk": "later"} if "open" in group else {})
