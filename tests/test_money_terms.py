"""Terms on money of real agreements, stated as answers and printed as clauses."""

from __future__ import annotations

import pytest

from agreement_builder.checks.run import check
from agreement_builder.errors import Severity
from agreement_builder.library.load import load_library
from agreement_builder.library.model import Library
from agreement_builder.writers.text import write_text
from tests.samples import make_answers, make_draft


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library()


def text(library: Library, answers: dict[str, object]) -> str:
    """The draft of complete answers with these terms, on one line; it has no errors."""
    draft = make_draft(library, make_answers(answers))
    assert [str(finding) for finding in check(draft) if finding.severity is Severity.ERROR] == []
    return " ".join(write_text(draft).split())


CENTENNIAL = {
    "funding.budget": {
        "proposer": "head",
        "proposed_by": "07-01",
        "reviewed_by": "10-01",
        "adoption": "unanimous",
        "adopted_by": "11-30",
        "second_try": {"rule": "meeting", "meet_by": "02-01", "agree_by": "03-15"},
        "fallback": {"rule": "carried_over", "cap": 0},
    },
    "funding.payment": {
        "frequency": "quarterly",
        "basis": {"rule": "installments", "due": ["07-31", "10-31", "01-31", "04-30"]},
    },
}
STORMWATER = {
    "funding.payment": {"frequency": "quarterly", "basis": {"rule": "installments"}},
    "funding.settlement": {"stated_by": "10-31", "surplus": "credited", "deficit": "paid", "pay_days": 60},
}
SHARED_ATTORNEY = {
    "funding.payment": {"frequency": "monthly", "basis": {"rule": "actual_cost"}, "invoice_days": 30},
    "funding.cost_rules": {"rule": "listed", "overhead": 0, "forbidden": ["travel"]},
}
HOST_FUND = {
    "funding.shares": {"method": "charges", "prices": [{"item": "Waste", "unit": "ton", "price": 68}]},
    "leaving.property": "lead_keeps",
    "funding.reserve": {
        "rule": "closing",
        "inflow": {"rule": "dollars", "amount": 1500000},
        "cap": 24000000,
        "site": "the old yard",
        "allowed": ["the final cover", "monitoring for thirty years"],
        "forbidden": ["rent of vehicles"],
    },
}
INDEXED = {
    "funding.budget.limit": {"rule": "index", "index": "Consumer Price Index, Northeast", "points": 2},
    "funding.late": [
        {"after_days": 0, "then": {"rule": "interest", "rate": 6}},
        {"after_days": 60, "then": {"rule": "loss_of_vote"}},
        {"after_days": 90, "then": {"rule": "suspension", "notice_days": 30}},
        {"after_days": 365, "then": {"rule": "deemed_withdrawal"}},
    ],
    "funding.reserve": {
        "rule": "replacement",
        "inflow": {"rule": "percent", "percent": 3},
        "cap": 100000,
        "uses": ["the replacement of vehicles", "the replacement of radios"],
    },
    "funding.settlement": {
        "stated_by": "09-30",
        "surplus": "reserve",
        "deficit": "added",
        "limit": {"rule": "limited", "percent": 5},
    },
    "funding.capital": {"rule": "consent", "cost": 20000, "life": 5},
}
GRANTS = {
    "funding.grants": [
        {
            "program": "other",
            "applicant": "andover",
            "name": "the Safe Homes Grant",
            "amount": 5000,
            "if_ends": "shared",
        },
        {"program": "other", "applicant": "bolton", "name": "the Small Town Grant", "amount": 7500},
    ]
}
TERMS = {
    "a fire district with a budget of two tries": (
        CENTENNIAL,
        [
            "By July 1 of each year the head of the Service shall send the Board and every Party",
            "when, by November 30, the Principals of all Parties have accepted it in writing",
            "shall have their Principals meet on a revised proposal by February 1",
            "agreed in the same way until March 15",
            "and by no more than 0% in all",
            "Payment is due on July 31, October 31, January 31 and April 30 of each Fiscal Year",
        ],
    ),
    "stormwater paid on the first day of each quarter and set right in cash": (
        STORMWATER,
        [
            "Payment is due on July 1, October 1, January 1 and April 1 of each Fiscal Year",
            "pay what it has underpaid within sixty (60) days after receiving the statement",
        ],
    ),
    "an attorney whose real cost is repaid each month": (
        SHARED_ATTORNEY,
        [
            "After the end of each month the Lead Agency shall send every Party a statement",
            "overhead of up to 0% of the other costs",
            "pay of its other departments, travel and transfers to its other funds may not be charged",
        ],
    ),
    "a host's fund that bears only listed charges": (
        HOST_FUND,
        [
            "shall keep a fund for closing the old yard and for its care afterward",
            "shall pay up to $1,500,000.00 into the fund in each Fiscal Year",
            "(i) the final cover; and (ii) monitoring for thirty years.",
            "pay of its own employees, rent of vehicles or overhead",
        ],
    ),
    "stages of late payment, a limit by an index, a reserve": (
        INDEXED,
        [
            "the index in the last calendar year, plus two (2) percentage points",
            "A payment that is late bears simple interest at 6% a year from its due date.",
            "While a payment that a Party owes is more than sixty (60) days late, the members of that Party",
            "at least thirty (30) days have passed since the Lead Agency gave the Recipient Party written notice",
            "the arrears count as notice of withdrawal",
            "up to 3% of the rest of the Net Cost in a Fiscal Year for the reserve",
            "(i) the replacement of vehicles; and (ii) the replacement of radios.",
            "the Parties bear the difference in their Cost Shares up to 5% of the Net Cost in the budget.",
            "if it costs more than $20,000.00",
        ],
    ),
    "two grants of two parties": (
        GRANTS,
        [
            "The Parties count on the Safe Homes Grant, of up to $5,000.00. The applicant is the Town of Andover",
            "The Parties count on the Small Town Grant, of up to $7,500.00. The applicant is the Town of Bolton",
            "If the Safe Homes Grant is refused or ends early, the Service goes on",
        ],
    ),
}


@pytest.mark.parametrize(("answers", "sentences"), TERMS.values(), ids=TERMS)
def test_terms_of_a_real_agreement_are_stated_as_answers_and_printed(shipped, answers, sentences):
    shown = text(shipped, answers)
    assert [words for words in sentences if words not in shown] == []


def test_an_open_figure_of_a_stage_or_a_fund_is_a_blank_by_its_path(shipped):
    answers = make_answers(
        {
            "funding.late": [
                {"after_days": 0, "then": {"rule": "interest", "rate": {"open": "the boards will agree"}}}
            ],
            "funding.reserve": {"rule": "replacement", "uses": ["the replacement of vehicles"]},
        }
    )
    draft = make_draft(shipped, answers)
    open_paths = {blank.path for blank, _ in draft.index.blanks}
    assert {"funding.late[1].then.rate", "funding.reserve.cap", "funding.reserve.inflow.amount"} <= open_paths


def test_the_day_of_payment_in_the_exhibit_is_that_of_the_calendar(shipped):
    shown = text(shipped, {**CENTENNIAL, "funding.first_budget": 100_000, "funding.first_fiscal_year": 2027})
    assert "January 31, 2028" in shown
