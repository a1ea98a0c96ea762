"""The list of all questions: that it holds what is really asked, and nothing that no answer could be."""

from __future__ import annotations

import re

import pytest

import agreement_builder as ab
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.answers.service import ServiceKind
from agreement_builder.answers.shape import shape_at
from agreement_builder.interview.catalogue import ALWAYS, LISTINGS, PARTY_FIELD_WHEN, listed_for
from agreement_builder.interview.listing import BY_HAND, QuestionListed
from agreement_builder.interview.question import Kind
from agreement_builder.interview.questions import PARTS
from agreement_builder.interview.relevance import PARTY_FIELD_IF
from agreement_builder.library.model import Library
from tests.command import call
from tests.interviews import HELD, LIBRARY, asked

LISTED = ab.list_questions(LIBRARY)
HELD_BY = re.compile(r"when the draft holds (\S+) \(")


@pytest.mark.parametrize("structure", HELD)
def test_every_question_that_is_asked_is_listed_with_its_kind_choices_and_part(structure: str) -> None:
    for question, _ in asked(structure):
        found = [one for one in listed_for(question.path, LISTED) if one.asked and one.kind is question.kind]
        assert found, question.path
        options = {option.value for option in question.options}
        fits = [one for one in found if one.type == "party" or options <= {choice.value for choice in one.choices}]
        assert fits, (question.path, options)
        assert any(one.part == question.section.name for one in fits), question.path
        # The measures that are suggested, and the first question of a part of a blend, have a help of their own.
        own = question.path == "service.measures" or "parts[" in question.path
        assert own or any(one.help == question.help for one in fits), question.path
        assert not question.may_be_open or any(one.may_be_open for one in fits), question.path


@pytest.mark.parametrize("structure", HELD)
def test_a_question_of_one_member_of_a_union_is_asked_only_where_the_member_was_chosen(structure: str) -> None:
    tagged = re.compile(r"when (\S+) is (.+)")
    for question, raw in asked(structure):
        listings = [one for one in listed_for(question.path, LISTED) if one.asked]
        for match in (tagged.fullmatch(told) for one in listings[:1] for told in one.when if len(listings) == 1):
            if match and not re.search(r"[<\[]", match[1]):
                given: object = raw
                for step in match[1].split("."):
                    given = given.get(step) if isinstance(given, dict) else None
                assert given in match[2].split(" or "), question.path


def test_every_listed_path_is_one_that_the_answers_take(library: Library) -> None:
    for one in LISTED:
        first, *rest = one.path.split(".")
        if first == "blanks":
            topic, name = rest
            assert any(name in clause.meta.blanks for clause in library.topics[topic]), one.path
        elif first == "choices":
            assert rest[0] in library.choices
        else:
            path = re.sub(r"<([a-z]+)>", r"\1", one.path).replace("[n]", "[1]")
            assert shape_at(Answers, path) is not None, one.path


def test_every_choice_and_blank_of_the_library_is_listed(library: Library) -> None:
    paths = {one.path for one in LISTED}
    assert {f"choices.{name}" for name in library.choices} <= paths
    assert {f"blanks.{c.topic}.{name}" for c in library.clauses.values() for name in c.meta.blanks} <= paths
    assert {"funding.lines[n].name", "funding.shares.measure.values.<party>", "parties.<party>.ratified_by"} <= paths


def test_each_question_tells_who_knows_and_when_it_is_asked() -> None:
    for one in LISTED:
        assert one.knows, one.path
        assert one.title, one.path
        assert one.asked or one.when == (BY_HAND,)
        assert one.when or one.path in ALWAYS or one.path.startswith("choices."), one.path
        assert bool(one.choices) >= (one.type == "choice")


def test_a_blank_names_the_clauses_that_ask_for_it(library: Library) -> None:
    (one,) = [q for q in LISTED if q.path == "blanks.default.percent"]
    assert one.when == (f"when the draft holds default/step-up (when {library.clauses['default/step-up'].meta.when})",)
    for question in LISTED:
        if match := HELD_BY.match(question.when[0] if question.when else ""):
            assert question.path.split(".")[2] in library.clauses[match[1]].meta.blanks


def test_the_rules_on_parties_are_those_of_the_questionnaire() -> None:
    assert set(PARTY_FIELD_WHEN) == set(PARTY_FIELD_IF) | {"id"}
    for field, told in PARTY_FIELD_WHEN.items():
        if field != "id":
            path, value = told.removeprefix("when parties.<party>.").split(" is ")
            assert path in Party.model_fields
            assert PARTY_FIELD_IF[field]({path: value})
            assert not PARTY_FIELD_IF[field]({path: "another"})


def test_parts_stand_in_the_order_of_the_questionnaire() -> None:
    assert len(LISTINGS) == len(PARTS) + 1
    assert list(dict.fromkeys(one.part for one in LISTED))[: len(PARTS)] == [name for name, _ in PARTS]


def test_of_one_service_only_its_questions_are_listed(library: Library) -> None:
    some = ab.list_questions(library, ServiceKind.DISPATCH)
    assert {one.path for one in some} < {one.path for one in LISTED}
    assert "choices.dispatch_answering" in {one.path for one in some}
    assert not any(one.path.startswith("choices.animal") for one in some)


def test_the_command_lists_every_question_in_eighty_columns() -> None:
    ran = call("questions")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line for line in lines if len(line) > 80 and " " in line.strip()] == []
    assert {one.path for one in LISTED if one.asked} <= set(lines)
    assert all(name in lines for name, _ in PARTS)


def test_the_command_prints_objects_with_the_same_keys() -> None:
    rows = call("questions", "--service", "dispatch", "--json").json
    assert {tuple(row) for row in rows} == {tuple(QuestionListed("", "", "", Kind.TEXT).as_dict())}
    (kind,) = [row for row in rows if row["path"] == "service.kind"]
    assert kind["choices"]["dispatch"] == "emergency dispatch"
    assert kind["when"] == ["always"]


def test_an_unknown_service_is_refused_with_the_nearest() -> None:
    ran = call("questions", "--service", "dispach")
    assert ran.code == 2
    assert "dispatch" in ran.err
