"""Checks: each rule is told where it is broken, and only there."""

from __future__ import annotations

import pytest

from agreement_builder.checks.run import CHECKS, check
from agreement_builder.errors import Severity
from tests import check_cases
from tests.check_cases import KEPT, E, Side, W, alpha, beta
from tests.check_cases_money import MONEY
from tests.samples import GONE, make_answers, make_draft

CASES = check_cases.CASES | MONEY
RULES = [rule for each in CHECKS for rule in each.rules]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_draft_that_breaks_a_rule_is_told_so_once(case, tmp_path):
    found = case.bad.findings(tmp_path)
    assert {finding.rule for finding in found} == {case.rule} | case.also
    (finding,) = [finding for finding in found if finding.rule == case.rule]
    assert finding.severity is case.severity
    assert case.where in str(finding.where)
    assert finding.message.endswith((".", "?"))
    assert finding.hint


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_draft_that_keeps_the_rule_is_not(case, tmp_path):
    assert case.good.findings(tmp_path) == []


def test_every_rule_of_every_check_has_a_case():
    assert {case.rule for case in CASES.values()} == set(RULES)


def test_no_rule_belongs_to_two_checks():
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.rules[0])
def test_a_check_explains_itself(each):
    first, _, rest = each.explain.partition("\n")
    assert len(first) > 20
    assert all(rule in each.explain or rule.split("-")[0] in each.explain.lower() for rule in each.rules)
    assert rest.strip() or first.endswith(".")


def test_findings_are_told_once_and_errors_first(tmp_path):
    text = "It is a Grand Widget under [Section](#beta). {{ service.name }} rests on section 9-999 and section 7-339f."
    side = Side(alpha(text) | beta("It.", when=KEPT), {"service.name": GONE, "funding.fees": "credited"})
    found = side.findings(tmp_path)
    assert len(set(found)) == len(found) == 5
    weights = [finding.severity for finding in found]
    assert weights == sorted(weights, key=[E, W].index)


def test_an_open_blank_tells_its_note_and_every_place(tmp_path):
    side = Side(
        alpha("It is {{ service.name }}.") | beta("It is {{ service.name }} again."),
        {"service.name": {"open": "the clerk knows"}},
    )
    (finding,) = side.findings(tmp_path)
    assert "the clerk knows" in finding.message
    assert finding.where.section == "Section 1.2, Section 1.3"
    assert finding.where.line


def test_the_shipped_example_has_no_errors(library, bolton):
    assert {finding.severity for finding in check(make_draft(library, bolton))} <= {Severity.WARNING, Severity.NOTE}


@pytest.mark.parametrize("mutual", [False, True], ids=["lead agency", "mutual assistance"])
@pytest.mark.parametrize("parties", [2, 4])
def test_complete_answers_leave_no_error(library, parties, mutual):
    found = check(make_draft(library, make_answers(parties=parties, mutual=mutual)))
    assert [str(finding) for finding in found if finding.severity is Severity.ERROR] == []
