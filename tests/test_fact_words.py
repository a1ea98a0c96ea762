"""Facts in words: the question of an answer with what it says, for people who never see a path."""

import re

import pytest

from agreement_builder.compose.fact_words import FactWords
from tests.drafts import named, shipped_library

CASES = {
    (
        "leaving.withdrawal",
        "fiscal_year_end",
    ): "When a withdrawal takes effect: at the end of a fiscal year, after notice",
    (
        "management.model",
        "lead_agency",
    ): "Structure of the service: one party provides the service to all, with its own staff",
    ("leaving.payment.rule", "none"): (
        "What a party that leaves pays beyond what it owes: a party that leaves pays nothing beyond what it owes"
    ),
    ("leaving.notice_months", "18"): "Months of notice before withdrawal: 18",
    ("shared", "False"): "Parties pay shares of a common cost: no",
    ("municipalities", "3"): "Number of parties that are municipalities of the governing state: 3",
    ("routes.A", "True"): "Route A of authority (Interlocal agreement among municipalities): applies",
    ("choices.waste_flow", "own"): (
        "Does each party commit its waste to the shared place? each party sends what it collects itself"
    ),
    ("choices.entity", ""): "Which kind of separate body provides the service? does not arise here",
    ("term.end", "2032-06-30"): "Last day of the fixed term: June 30, 2032",
    ("funding.settlement.stated_by", "10-31"): (
        "Day by which the actual cost of the last fiscal year is stated: October 31"
    ),
    ("funding.first_budget", "185000.01"): "Net cost budgeted for the first fiscal year: $185,000.01",
    ("leaving.payment.percent", "30"): "Percentage of the last yearly payment: 30%",
    ("management.lead", "bolton"): "Lead agency: Town of Bolton",
    ("parties.bolton.address", None): "Town of Bolton: Address for notices: not answered",
    ("parties.bolton.municipal", "True"): "Town of Bolton is a municipality or other local unit: yes",
    ("funding.late[1].then.rate", "6"): (
        "Stages of what follows late payment, no. 1: Yearly rate of interest on late payments in percent: 6%"
    ),
    ("funding.late[1].then.rule", "interest"): (
        "Stages of what follows late payment, no. 1: What follows: interest runs on the unpaid amount"
    ),
    ("funding.adjustments[1].rule", "rounding"): (
        "Adjustments of the shares or prices, no. 1: shares or amounts are rounded"
    ),
    ("lead.kind", "town"): "Lead agency: Kind of party: a town",
    ("line.nature", "rent"): "Kind of cost: rent or another payment from one party to another",
}


@pytest.mark.parametrize(("path", "value"), CASES)
def test_a_fact_is_said_as_question_and_answer(path: str, value: str | None) -> None:
    told = FactWords(shipped_library(), named("bolton-building-inspection").file.answers)
    assert told.fact(path, value) == CASES[path, value]


@pytest.mark.parametrize(
    "name", ["bolton-building-inspection", "crcog-rpip-it", "costs of their own", "nothing decided"]
)
def test_no_fact_of_a_draft_is_said_by_its_path(name: str) -> None:
    draft = named(name)
    told = FactWords(draft.library, draft.file.answers)
    read = [facts for one in draft.composition.chosen for facts in (weighed.facts for weighed in one.considered)]
    read += draft.composition.read.values()
    said = {told.question(path) for facts in read for path in facts}
    assert {words for words in said if re.search("[a-z]_[a-z]|[a-z][.][a-z]", words)} == set()
    assert all(words and words[0] == words[0].upper() for words in said)
