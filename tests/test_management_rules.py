"""Answers on management that contradict each other, or the parties and the structure."""

from __future__ import annotations

import pytest

from agreement_builder.answers.load import parse_answers
from agreement_builder.compose.levels import clock_words
from agreement_builder.errors import AnswersRefusal
from tests.samples import answers_text, make_answers

KEEPS = {"management.staff": "each_keeps"}


def told(overrides: dict[str, object], mutual: bool = False) -> list[tuple[str, str | None]]:
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(answers_text(overrides, mutual=mutual), "f.yaml")
    assert all(f.where.line and f.message.endswith(".") and f.hint for f in caught.value.findings)
    return [(finding.rule, finding.where.field) for finding in caught.value.findings]


def level(**given: object) -> dict[str, object]:
    return {"management.levels": [{"what": "Presence", **given}]}


def split(*percents: object, keys: tuple[str, str] = ("bolton", "andover")) -> dict[str, object]:
    parts = [{"party": key, "percent": percent} for key, percent in zip(keys, percents, strict=True)]
    return KEEPS | {"management.assignment": {"rule": "split", "positions": [{"title": "Assessor", "parts": parts}]}}


def function(**given: object) -> dict[str, object]:
    return {"function": "level 1", "rule": "party", "party": "andover", **given}


UNKNOWN = {
    "levels[1].parties[1]": level(rule="times", parties=["andver"]),
    "division[1].party": {"management.division": [function(party="andver")]},
    "division[1].successor": {"management.division": [function(rule="handed_over", successor="andver")]},
    "things[1].owner": {"management.things": [{"rule": "lent", "what": "a van", "owner": "andver"}]},
    "things[1].receiver": {"management.things": [{"rule": "lent", "what": "a van", "receiver": "andver"}]},
    "transfer.positions[1].employer": {
        "management.transfer": {"rule": "positions", "positions": [{"title": "Clerk", "employer": "andver"}]}
    },
    "transfer.employers[1]": {"management.transfer": {"rule": "whole_staff", "employers": ["andver"]}},
    "hiring.parties[1]": {"management.hiring": {"rule": "named_consent", "parties": ["andver"]}},
    "premises.owner": {"management.premises": {"rule": "license", "owner": "andver"}},
    "direction.party": {"management.direction": {"rule": "office", "party": "andver"}},
    "assignment.positions[1].party": KEEPS
    | {"management.assignment": {"rule": "lent", "positions": [{"title": "Clerk", "party": "andver"}]}},
    "assignment.positions[1].parts[2].party": split(50, 50, keys=("bolton", "andver")),
}


@pytest.mark.parametrize(("path", "overrides"), UNKNOWN.items(), ids=UNKNOWN.keys())
def test_a_key_that_is_no_party_is_told_where_it_stands(path, overrides):
    assert told(overrides) == [("party-unknown", f"management.{path}")]


BAD = {
    "moving from the lead to itself": (
        {"management.transfer": {"rule": "whole_staff", "employers": ["bolton"]}},
        "transfer", "transfer.employers[1]",
    ),
    "a position that moves from the lead to itself": (
        {"management.transfer": {"rule": "positions", "positions": [{"title": "Clerk", "employer": "bolton"}]}},
        "transfer", "transfer.positions[1].employer",
    ),
    "the lead lends to itself": (
        KEEPS | {"management.assignment": {"rule": "lent", "positions": [{"title": "Clerk", "party": "bolton"}]}},
        "transfer", "assignment.positions[1].party",
    ),
    "the lead approves its own appointment": (
        {"management.hiring": {"rule": "named_consent", "parties": ["bolton"]}}, "hiring", "hiring.parties[1]",
    ),
    "a panel without members": (
        {"management.hiring": {"rule": "panel", "members_each": 0}}, "hiring", "hiring.members_each",
    ),
    "hiring where each party keeps its staff": (
        KEEPS | {"management.hiring": {"rule": "majority_consent"}}, "staff-contradiction", "hiring",
    ),
    "a loan of staff who are the lead's own": (
        {"management.assignment": {"rule": "lent"}}, "staff-contradiction", "assignment",
    ),
    "direction of a contractor's workers": (
        {"management.staff": "contractor", "management.direction": {"rule": "served"}},
        "staff-contradiction", "direction",
    ),
    "subcontracts of a contractor": (
        {"management.staff": "contractor", "management.subcontracts": {"rule": "barred"}},
        "lead-contradiction", "subcontracts",
    ),
    "a function given twice": (
        {"management.division": [function(), function(function="LEVEL 1", party="bolton")]},
        "division", "division[2].function",
    ),
    "a function handed over to oneself": (
        {"management.division": [function(rule="handed_over", successor="andover")]},
        "division", "division[1].successor",
    ),
    "more hours than a week has": (level(rule="hours", hours=168.5), "level", "levels[1].hours"),
    "more hours than two persons can work": (level(rule="hours", hours=337, persons=2), "level", "levels[1].hours"),
    "hours that end before they begin": (
        level(rule="open", opens="16:00", closes="08:30"), "level", "levels[1].closes",
    ),
    "a day named twice": (level(rule="open", days=["monday", "monday"]), "level", "levels[1].days"),
    "parts of less than a whole": (split(50, 49.5), "position", "assignment.positions[1].parts"),
    "parts of more than a whole, one of them open": (split(101, None), "answer-value", None),
    "a party with two parts": (split(50, 50, keys=("bolton", "bolton")), "position", "assignment.positions[1].parts"),
    "a last day before the first": (
        {"management.transfer": {"rule": "whole_staff", "employers": ["andover"],
                                 "day": {"rule": "between", "first": "2027-12-01", "last": "2027-10-01"}}},
        "dates", "transfer.day.last",
    ),
    "a building leased to its owner": (
        {"management.premises": {"rule": "lease", "owner": "bolton"}}, "thing", "premises.owner",
    ),
    "a thing that passes to its owner": (
        {"management.things": [{"rule": "sold", "what": "a van", "owner": "andover", "receiver": "andover"}]},
        "thing", "things[1].receiver",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("overrides", "rule", "path"), BAD.values(), ids=BAD.keys())
def test_a_contradiction_is_told_once(overrides, rule, path):
    ((found, where),) = told(overrides)
    assert found == rule
    assert path is None or where == f"management.{path}"


@pytest.mark.parametrize("overrides", [
    level(rule="hours", hours=168), level(rule="hours", hours=336, persons=2), split(99.5, 0.5), split(60, None),
    {"management.hiring": {"rule": "panel", "members_each": 0, "others": [{"who": "a fire chief"}]}},
    {"management.division": [function(), function(function="level 2")]},
])  # fmt: skip
def test_what_only_comes_near_a_contradiction_is_none(overrides):
    assert make_answers(overrides).answers.management


@pytest.mark.parametrize(("name", "value"), [
    ("reports", [{"name": "a report"}]), ("person", {"rule": "named"}), ("start_up", {"rule": "plan"}),
    ("subcontracts", {"rule": "barred"}), ("premises", {"rule": "rented"}), ("premises", {"rule": "lease"}),
])  # fmt: skip
def test_what_speaks_of_a_lead_agency_has_no_effect_under_mutual_assistance(name, value):
    assert told({f"management.{name}": value}, mutual=True) == [("lead-contradiction", f"management.{name}")]


@pytest.mark.parametrize(("clock", "words"), [
    ("00:00", "midnight"), ("00:30", "12:30 a.m."), ("08:30", "8:30 a.m."), ("12:00", "noon"), ("12:15", "12:15 p.m."),
    ("16:00", "4:00 p.m."), ("24:00", "midnight"),
])  # fmt: skip
def test_a_time_of_the_day_is_written_as_americans_write_it(clock, words):
    assert clock_words(clock) == words


@pytest.mark.parametrize("clock", ["24:01", "25:00", "8:30", "08:60", "noon"])
def test_what_is_no_time_of_the_day_is_refused(clock):
    assert told(level(rule="open", opens=clock))
