"""The statutory checklist: what the law demands, where the draft meets it, and what is left to do and to ask."""

from __future__ import annotations

import pytest

from agreement_builder.checks.rule import SCHEME
from agreement_builder.cli.law import where_met
from agreement_builder.compose.annex import ANNEX
from agreement_builder.compose.checklist import Verdict
from agreement_builder.document.tree import Reference, Table
from agreement_builder.document.walk import block_runs, plain
from agreement_builder.drafting import Draft, draft
from agreement_builder.writers.text import write_text
from tests import drafts
from tests.command import call
from tests.samples import DATE, make_answers, make_draft

BOLTON = drafts.ROOT / "examples" / "bolton-building-inspection" / "answers.yaml"


@pytest.fixture(scope="module")
def bolton() -> Draft:
    return drafts.named("bolton-building-inspection")


def verdict(made: Draft, requirement: str) -> Verdict:
    (found,) = [v for v in made.composition.checklist.verdicts if v.requirement.id == requirement]
    return found


@pytest.mark.parametrize(
    ("requirement", "topic"),
    [
        ("ct-amendment-process", "amendment"),
        ("ct-termination-process", "termination"),
        ("ct-withdrawal-process", "withdrawal"),
        ("ct-ratification", "approvals"),
        ("ct-board-seats", "board"),
    ],
)
def test_a_demand_is_met_by_the_section_whose_clause_says_so(bolton: Draft, requirement, topic):
    met = verdict(bolton, requirement)
    assert met.met
    assert met.topics == (topic,)
    assert where_met(bolton, met) == bolton.index.label(topic, SCHEME)


def test_a_demand_of_another_route_or_service_is_not_made(bolton: Draft):
    demanded = {v.requirement.id for v in bolton.composition.checklist.verdicts}
    assert not demanded & {"ct-town-board-approval", "ct-council-vote", "ct-rpip-unions"}


def test_a_demand_that_waits_for_a_decision_is_not_called_missing(library):
    made = make_draft(library, make_answers({"leaving.withdrawal": None}))
    waiting = verdict(made, "ct-withdrawal-process")
    assert not waiting.met
    assert waiting.waiting
    assert where_met(made, waiting) == "waits"


def test_the_repealed_list_of_contents_and_the_five_year_review_are_demanded_by_nothing(library):
    """§ 7-339f was repealed in 2011, and § 7-148cc asks for no review since then."""
    demands = library.requirements["CT"]
    assert "ct-7-339f" not in {demand.authority for demand in demands}
    assert not [demand.id for demand in demands if "review" in demand.says and "five" in demand.says]
    assert "ct-7-339f" not in {name for clause in library.clauses.values() for name in clause.meta.authorities}


def test_a_town_meeting_is_not_asked_about_as_a_council_is(library):
    asked = {q.id for q in make_draft(library, make_answers()).composition.checklist.questions}
    meeting = {f"parties.{town}.legislative_body": "town_meeting" for town in ("bolton", "andover")}
    not_asked = {q.id for q in make_draft(library, make_answers(meeting)).composition.checklist.questions}
    assert asked - not_asked == {"legislative-body"}


# The annex


def test_the_annex_refers_to_the_sections_that_meet_each_demand(bolton: Draft):
    (annex,) = bolton.document.annexes
    assert annex.id == ANNEX
    targets = {i.target for run in block_runs(annex.blocks) for i in run if isinstance(i, Reference)}
    assert targets == {topic for v in bolton.composition.checklist.verdicts for topic in v.topics}


def test_the_annex_says_how_far_the_law_was_checked_and_has_every_demand_step_and_question(bolton: Draft):
    (annex,) = bolton.document.annexes
    words = "\n".join(plain(run) for run in block_runs(annex.blocks))
    assert f"Law as of: {bolton.library.checked_through('CT')}" in words
    found = bolton.composition.checklist
    for said in (*(v.requirement.says for v in found.verdicts), *(t.step.says for t in found.steps)):
        assert said in words
    assert all(question.asks in words for question in found.questions)


def test_what_must_be_stands_before_what_should_be(bolton: Draft):
    (annex,) = bolton.document.annexes
    (table,) = [b for b in annex.blocks if isinstance(b, Table) and b.caption == "Statutory checklist"]
    weights = [plain(row[0]) for row in table.rows]
    assert weights == sorted(weights)
    assert set(weights) == {"Must", "Should"}


def test_the_annex_can_be_left_off_and_changes_no_word_of_the_agreement(bolton: Draft):
    without = draft(bolton.library, bolton.file, bolton.date, annex=False)
    assert without.document.annexes == ()
    assert write_text(bolton).startswith(write_text(without).rstrip())


def test_a_final_copy_has_no_annex(bolton: Draft):
    assert "ANNEX" not in write_text(bolton, final=True)


# The commands


def test_check_prints_the_checklist_with_the_sections_and_the_date_of_the_law():
    ran = call("check", BOLTON, "--date", str(DATE))
    assert "What the law demands:" in ran.out
    assert ran.out.index("What the law demands:") < ran.out.index("What counsel expects:")
    assert "Law as of: " in ran.out
    assert "MISSING" not in ran.out
    told = call("check", BOLTON, "--json").json
    assert {row["requirement"] for row in told["checklist"]} >= {"ct-amendment-process", "ct-labor"}
    assert all(row["met"] and row["where"] for row in told["checklist"])


def test_check_says_what_is_missing_and_what_to_do(tmp_path):
    overlay = tmp_path / "requirements"
    overlay.mkdir()
    (overlay / "ours.yaml").write_text(
        "jurisdiction: CT\nrequirements:\n  - {id: ours, says: The council wants a picnic., severity: error, "
        "authority: ct-7-148cc, holds: count > 99, remedy: Add one.}\n"
    )
    ran = call("check", BOLTON, "--library", tmp_path)
    assert ran.code == 1
    assert "MISSING        The council wants a picnic." in ran.out


def test_route_shows_the_routes_the_steps_and_the_date_of_the_law():
    ran = call("route", BOLTON)
    assert ran.code == 0
    assert "Route A: Interlocal agreement among municipalities" in ran.out
    assert "Town of Bolton; Town of Andover" in ran.out
    assert "Law as of: " in ran.out
    assert [row["route"] for row in call("route", BOLTON, "--json").json["routes"]] == ["A"]


def test_route_refuses_a_party_without_one():
    ran = call("route", BOLTON, "--set", "parties.ashford.kind=health_district")
    assert ran.code == 1
    assert "[route-none]" in ran.err


def test_build_leaves_the_annex_off_when_told(tmp_path):
    call("build", BOLTON, "-o", tmp_path / "a.txt", "--no-annex")
    call("build", BOLTON, "-o", tmp_path / "b.txt")
    assert "ANNEX" not in (tmp_path / "a.txt").read_text()
    assert "ANNEX FOR REVIEW" in (tmp_path / "b.txt").read_text()
