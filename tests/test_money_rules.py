"""Answers on budget, payment and grants that contradict each other."""

from __future__ import annotations

import pytest

from agreement_builder.answers.rules import faults
from agreement_builder.explanations import explanations
from tests.money import MONEY
from tests.samples import make_answers
from tests.test_answers_rules import refused, told

BODY = {"governance.body": "principals", "governance.seats": None, "governance.votes": None}
ENTITY = {"management": {"model": "separate_entity"}, "leaving.property": "by_share"}


def stage(after_days: int, rule: str, **more: object) -> dict[str, object]:
    return {"after_days": after_days, "then": {"rule": rule, **more}}


FAULTS = {
    "a review before the proposal": (
        {"funding.budget": {"proposed_by": "01-31", "reviewed_by": "10-01"}},
        [("budget-days", "funding.budget.reviewed_by")],
    ),
    "an adoption on the day of the proposal": (
        {"funding.budget": {"proposed_by": "01-31", "adopted_by": "01-31"}},
        [("budget-days", "funding.budget.adopted_by")],
    ),
    "an adoption after the year has begun": (
        {"funding.budget": {"proposed_by": "01-31", "adopted_by": "07-15"}},
        [("budget-days", "funding.budget.adopted_by")],
    ),
    "a second try before the first": (
        {
            "funding.budget": {
                "adoption": "unanimous",
                "adopted_by": "03-01",
                "second_try": {"rule": "meeting", "meet_by": "02-01"},
            }
        },
        [("budget-days", "funding.budget.second_try.meet_by")],
    ),
    "a board that proposes where there is none": (
        {"funding.budget.proposer": "board", **BODY},
        [("budget-body", "funding.budget.proposer")],
    ),
    "an advisory board that adopts": (
        {"funding.budget.adoption": "board"},
        [("budget-body", "funding.budget.adoption")],
    ),
    "a second try at what is not tried": (
        {"funding.budget.second_try": {"rule": "meeting", "meet_by": "05-01"}},
        [("budget-body", "funding.budget.second_try")],
    ),
    "a surplus for no reserve": (
        {"funding.settlement.surplus": "reserve"},
        [("surplus-reserve", "funding.settlement.surplus")],
    ),
    "fewer days than payments": (
        {"funding.payment": {"frequency": "quarterly", "basis": {"rule": "installments", "due": ["07-31"]}}},
        [("payment-count", "funding.payment.basis.due")],
    ),
    "days out of order": (
        {"funding.payment": {"frequency": "semiannual", "basis": {"rule": "installments", "due": ["01-31", "07-31"]}}},
        [("payment-days", "funding.payment.basis.due[2]")],
    ),
    "a day that comes twice": (
        {"funding.payment": {"frequency": "semiannual", "basis": {"rule": "installments", "due": ["07-31", "07-31"]}}},
        [("payment-days", "funding.payment.basis.due[2]")],
    ),
    "actual cost where a price is paid": (
        {
            "funding.shares": {"method": "charges", "prices": [{"item": "Use", "unit": "hour"}]},
            "funding.payment.basis": {"rule": "actual_cost"},
            "leaving.property": "lead_keeps",
        },
        [("payment-basis", "funding.payment.basis")],
    ),
    "an estimate for a body of its own": (
        {**ENTITY, "funding.payment.basis": {"rule": "estimate"}},
        [("payment-basis", "funding.payment.basis")],
    ),
    "stages out of order": (
        {"funding.late": [stage(60, "loss_of_vote"), stage(0, "interest")]},
        [("late-order", "funding.late[2].after_days")],
    ),
    "a consequence that comes twice": (
        {"funding.late": [stage(0, "interest", rate=6), stage(30, "interest", rate=9)]},
        [("late-order", "funding.late[2].then")],
    ),
    "a vote lost where nobody votes": (
        {"funding.late": [stage(60, "loss_of_vote")], **BODY},
        [("late-body", "funding.late[1].then")],
    ),
    "a vote lost in a separate body": (
        {"funding.late": [stage(60, "loss_of_vote")], **ENTITY},
        [("late-body", "funding.late[1].then")],
    ),
    "suspension on a notice before the payment is late": (
        {"funding.late": [stage(30, "suspension", notice_days=60)]},
        [("late-notice", "funding.late[1].after_days")],
    ),
    "a grant for nobody": (
        {"funding.grants": [{"program": "other", "applicant": "boltn"}]},
        [("party-unknown", "funding.grants[1].applicant")],
    ),
    "a self-funded share that falls": (
        {"funding.grants": [{"program": "other", "applicant": "bolton", "self_funded": [50, 25]}]},
        [("grant-taper", "funding.grants[1].self_funded[2]")],
    ),
    "an incentive grant that ends below half": (
        {"funding.grants": [{"program": "rpip", "applicant": "bolton", "self_funded": [0, 49]}]},
        [("grant-taper", "funding.grants[1].self_funded")],
    ),
}


@pytest.mark.parametrize("overrides", [case[0] for case in FAULTS.values()], ids=FAULTS)
def test_every_contradiction_is_told_with_what_to_do(overrides):
    assert all(finding.rule in explanations() for finding in refused(overrides))


@pytest.mark.parametrize(("overrides", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_contradiction_is_told_once_at_its_place(overrides, expected):
    assert told(refused(overrides)) == expected


@pytest.mark.parametrize("path", MONEY)
def test_sound_terms_are_accepted(path):
    for name, value in MONEY[path].items():
        reserve = {"funding.reserve": MONEY["funding.reserve"]["replacement"]} if name == "reserve" else {}
        board = {"governance.body": "governing_board"} if name == "board" else {}
        assert faults(make_answers({path: value, **reserve, **board}).answers) == []


@pytest.mark.parametrize("day", ["02-29", "02-30", "13-01", "00-10", "04-31", "1-1", "July 1", "2027-07-01"])
def test_a_day_of_every_year_is_one_that_every_year_has(day):
    (finding,) = refused({"funding.budget.proposed_by": day})
    assert finding.where.field == "funding.budget.proposed_by"


def test_under_mutual_assistance_terms_of_payment_say_nothing():
    overrides = {"funding.late": [stage(60, "loss_of_vote")], "funding.payment.basis": {"rule": "actual_cost"}}
    assert make_answers({**overrides, **BODY}, mutual=True).answers.management.model == "mutual_assistance"
