"""Selection: which alternative fills each topic, why, and what is said where none or several could."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agreement_builder.answers.load import parse_answers
from agreement_builder.checks.run import check
from agreement_builder.compose.select import Chosen, Reason
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, LibraryRefusal
from agreement_builder.library.model import Library
from tests.samples import GONE, answers_text, clause_file, make_answers, make_draft

Maker = Callable[..., Library]
CREDITED = 'funding.fees == "credited"'
KEPT = 'funding.fees == "kept"'


OUTLINE = """\
id: mini
title: T
definitions: defined-terms
front: []
articles:
  - {id: one, heading: First, topics: TOPICS}
closing: signing
"""


def outline(topics: str) -> str:
    return OUTLINE.replace("TOPICS", topics)


def alphas(topics: str = "[alpha]", **clauses: str | None) -> dict[str, str | None]:
    """A library with these alternatives of the topic alpha, by name."""
    files: dict[str, str | None] = {f"clauses/alpha/{name}.md": text for name, text in clauses.items()}
    return {"clauses/alpha/standard.md": None, "templates/interlocal/outline.yaml": outline(topics), **files}


def chosen(draft: Draft, topic: str = "alpha") -> Chosen:
    (found,) = [c for c in draft.composition.chosen if c.slot.topic == topic]
    return found


def picked(draft: Draft, topic: str = "alpha") -> str | None:
    clause = chosen(draft, topic).clause
    return clause.id if clause is not None else None


def told(draft: Draft, rule: str) -> list[Finding]:
    found = [finding for finding in check(draft) if finding.rule == rule]
    assert all(finding.message and finding.hint for finding in found)
    return found


def by_hand(use: str, topic: str = "alpha") -> dict[str, object]:
    return {f"clauses.{topic}": {"use": use, "reason": "Counsel prefers it."}}


BOTH = {"credited": clause_file("Credited.", when=CREDITED), "kept": clause_file("Kept.", when=KEPT)}
WITH_DEFAULT = "[{topic: alpha, default: alpha/plain}]"
OPTIONAL = "[{topic: alpha, optional: true}]"


@pytest.mark.parametrize("fees", ["credited", "kept"])
def test_the_alternative_whose_condition_holds_is_chosen_with_the_facts_that_decided(make_library: Maker, fees):
    draft = make_draft(make_library(alphas(**BOTH)), make_answers({"funding.fees": fees}))
    assert (picked(draft), chosen(draft).reason) == (f"alpha/{fees}", Reason.CONDITION)
    assert dict(chosen(draft).facts) == {"funding.fees": fees}
    (other,) = chosen(draft).rejected
    assert (other.clause.id.removeprefix("alpha/") != fees, other.verdict) == (True, False)


def test_where_no_condition_holds_the_default_is_chosen(make_library: Maker):
    files = alphas(WITH_DEFAULT, plain=clause_file("Plain."), kept=clause_file("Kept.", when=KEPT))
    draft = make_draft(make_library(files), make_answers())
    assert (picked(draft), chosen(draft).reason) == ("alpha/plain", Reason.DEFAULT)


def test_a_condition_that_holds_goes_before_the_default(make_library: Maker):
    files = alphas(WITH_DEFAULT, plain=clause_file("Plain."), credited=BOTH["credited"])
    assert picked(make_draft(make_library(files), make_answers())) == "alpha/credited"


def test_an_alternative_without_rival_is_chosen_as_the_only_one(make_library: Maker):
    draft = make_draft(make_library(alphas(plain=clause_file("Plain."))), make_answers())
    assert (picked(draft), chosen(draft).reason) == ("alpha/plain", Reason.ONLY)


def test_the_one_without_condition_fills_a_topic_that_must_be_filled(make_library: Maker):
    files = alphas(plain=clause_file("Plain."), kept=clause_file("Kept.", when=KEPT))
    assert picked(make_draft(make_library(files), make_answers())) == "alpha/plain"


def test_an_alternative_for_the_service_goes_before_one_for_every_service(make_library: Maker):
    files = alphas(WITH_DEFAULT, plain=clause_file("Plain."), dogs=clause_file("Dogs.", services=["animal_control"]))
    library = make_library(files)
    assert picked(make_draft(library, make_answers({"service.kind": "animal_control"}))) == "alpha/dogs"
    assert picked(make_draft(library, make_answers())) == "alpha/plain"


@pytest.mark.parametrize(
    "front", [{"status": "retired"}, {"jurisdictions": ["MA"]}, {"services": ["dispatch"]}], ids=str
)
def test_what_does_not_serve_is_never_chosen_by_the_facts(make_library: Maker, front):
    files = alphas(plain=clause_file("Plain."), unfit=clause_file("Unfit.", when=CREDITED, **front))
    draft = make_draft(make_library(files), make_answers())
    assert picked(draft) == "alpha/plain"
    assert chosen(draft).rejected == ()


# By hand


def test_a_choice_by_hand_goes_before_every_condition_and_keeps_its_reason(make_library: Maker):
    draft = make_draft(make_library(alphas(**BOTH)), make_answers(by_hand("alpha/kept")))
    assert (picked(draft), chosen(draft).reason) == ("alpha/kept", Reason.BY_HAND)
    assert chosen(draft).by_hand == "Counsel prefers it."


@pytest.mark.parametrize("use", ["alpha/credit", "parties/standard", "nothing"])
def test_a_choice_by_hand_of_what_is_no_alternative_is_told_with_the_nearest(make_library: Maker, use):
    text = answers_text(by_hand(use))
    draft = make_draft(make_library(alphas(**BOTH)), parse_answers(text, "f.yaml"))
    (finding,) = told(draft, "clause-unknown")
    assert '"use"' in text.splitlines()[finding.where.line - 1]
    assert "alpha/credited" in finding.hint


def test_a_choice_for_a_topic_that_the_outline_lacks_is_told_with_the_nearest(make_library: Maker):
    draft = make_draft(make_library(), make_answers(by_hand("alpha/standard", topic="alfa")))
    (finding,) = told(draft, "topic-unknown")
    assert (finding.where.field, '"alpha"' in finding.hint) == ("clauses.alfa", True)


# What is left open


def test_two_alternatives_that_both_apply_are_told(make_library: Maker):
    files = alphas(a=clause_file("A.", when=CREDITED), b=clause_file("B.", when="count == 2"))
    draft = make_draft(make_library(files), make_answers())
    (finding,) = told(draft, "selection-ambiguous")
    assert "alpha/a" in finding.message
    assert "alpha/b" in finding.message
    assert picked(draft) == "alpha/a"


def test_a_topic_that_nothing_fills_is_told(make_library: Maker):
    draft = make_draft(make_library(alphas(kept=BOTH["kept"])), make_answers())
    (finding,) = told(draft, "topic-unfilled")
    assert finding.where.field == "alpha"
    assert picked(draft) is None


def test_an_optional_topic_that_nothing_fills_is_left_out(make_library: Maker):
    draft = make_draft(make_library(alphas(OPTIONAL, kept=BOTH["kept"])), make_answers())
    assert (picked(draft), chosen(draft).reason) == (None, Reason.NONE)
    assert not told(draft, "topic-unfilled")


@pytest.mark.parametrize("topics", ["[alpha]", OPTIONAL, WITH_DEFAULT])
def test_an_undecided_condition_names_the_question_and_what_waits_for_it(make_library: Maker, topics):
    plain = {"plain": clause_file("Plain.")} if topics == WITH_DEFAULT else {}
    draft = make_draft(make_library(alphas(topics, **BOTH, **plain)), make_answers({"funding.fees": GONE}))
    (finding,) = told(draft, "decision-open")
    assert finding.where.field == "funding.fees"
    assert "alpha" in finding.message
    assert "funding.fees" in finding.hint
    assert not told(draft, "topic-unfilled")


def test_an_open_decision_is_told_at_its_line(make_library: Maker):
    text = answers_text({"funding.fees": {"open": "later"}})
    draft = make_draft(make_library(alphas(**BOTH)), parse_answers(text, "f.yaml"))
    (finding,) = told(draft, "decision-open")
    assert '"fees"' in text.splitlines()[finding.where.line - 1]


@pytest.mark.parametrize("condition", ["lead", "not lead", 'lead.short == "Bolton"'])
def test_an_open_lead_agency_is_asked_for_by_its_question(make_library: Maker, condition):
    files = alphas(a=clause_file("A.", when=condition))
    draft = make_draft(make_library(files), make_answers({"management.lead": GONE}))
    assert [finding.where.field for finding in told(draft, "decision-open")] == ["management.lead"]


def test_an_open_answer_that_cannot_matter_is_not_asked_for(make_library: Maker):
    files = alphas(credited=BOTH["credited"], kept=clause_file("K.", when=f"{KEPT} and leaving.termination == 'all'"))
    draft = make_draft(make_library(files), make_answers({"leaving.termination": GONE}))
    assert picked(draft) == "alpha/credited"
    assert not told(draft, "decision-open")


def test_one_open_answer_is_told_once_however_much_waits_for_it(make_library: Maker):
    files = alphas("[alpha, beta]", **BOTH)
    files |= {f"clauses/beta/{name}.md": text for name, text in BOTH.items()}
    draft = make_draft(make_library(files), make_answers({"funding.fees": GONE}))
    (finding,) = told(draft, "decision-open")
    assert "alpha" in finding.message
    assert "beta" in finding.message


# Conditions of the library


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ("fees()", "condition-syntax"),
        ("fundng.fees", "condition-fact"),
        ("funding.fee", "condition-fact"),
        ("funding", "condition-fact"),
        ("party.name", "condition-fact"),
        ("lead.short.upper", "condition-fact"),
    ],
)
def test_a_condition_at_fault_is_refused_when_the_library_is_loaded(make_library: Maker, condition, rule):
    with pytest.raises(LibraryRefusal) as caught:
        make_library(alphas(a=clause_file("A.", when=condition)))
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.line) == (rule, 4)
    assert finding.hint


def test_a_condition_of_the_outline_at_fault_is_refused_when_the_library_is_loaded(make_library: Maker):
    exhibits = "exhibits: [{id: e, kind: notice-addresses, heading: E, when: service.measure}]\n"
    with pytest.raises(LibraryRefusal) as caught:
        make_library({"templates/interlocal/outline.yaml": outline("[alpha]") + exhibits})
    assert [finding.rule for finding in caught.value.findings] == ["condition-fact"]


RENT = {
    "id": "rent",
    "name": "Rent",
    "nature": "rent",
    "covers": "the use of the shelter",
    "paid_to": "bolton",
    "shares": {"method": "equal"},
    "adjustments": [{"rule": "floor", "dollars": 10}],
}


def test_a_cost_of_which_the_outline_cannot_speak_is_told_once(make_library: Maker):
    files = alphas(standard=clause_file("The parties agree."))
    (finding,) = told(make_draft(make_library(files), make_answers({"funding.lines": [RENT]})), "topic-unfilled")
    assert finding.where.field == "funding.lines.rent"
    assert 'no topic "cost-line"' in finding.message
    assert '"Rent"' in finding.message


def test_adjustments_of_which_the_outline_cannot_speak_are_told(make_library: Maker):
    files = alphas(standard=clause_file("The parties agree."))
    adjusted = make_answers({"funding.adjustments": [{"rule": "floor", "dollars": 10}]})
    (finding,) = told(make_draft(make_library(files), adjusted), "topic-unfilled")
    assert '"cost-adjustments"' in finding.message
