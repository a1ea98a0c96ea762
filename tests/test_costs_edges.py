"""Odd but valid terms of money, each with what must come out, and terms that only seem valid."""

from __future__ import annotations

import pytest

from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules import faults
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule
from tests.costs_samples import FIRST
from tests.test_costs_laws import with_funding

EQUAL = {"method": "equal"}


def charge(**prices: object) -> dict[str, object]:
    return {"method": "amounts", "amounts": prices}


def worked(year: int = FIRST, parties: int = 2, **funding: object) -> YearAccount:
    answers = Answers.model_validate(with_funding(parties, **funding))
    assert faults(answers) == []
    return account(answers, year)


def operating(year: int = FIRST, parties: int = 2, **funding: object) -> LineYear:
    line = worked(year, parties, **funding).lines[0]
    assert line.open == ()
    return line


def told(parties: int = 2, **funding: object) -> list[tuple[str, str]]:
    return [(fault.rule, fault.path) for fault in faults(Answers.model_validate(with_funding(parties, **funding)))]


# Limits


def test_caps_of_nothing_leave_the_whole_cost_to_the_party_that_is_paid():
    line = operating(shares=EQUAL, first_budget=100, adjustments=[{"rule": "cap", "percent": 0}])
    assert (dict(line.charges), line.borne) == ({"bolton": 0, "andover": 0}, 100_00)
    assert schedule(line) is not None


def test_caps_that_cannot_be_met_leave_the_rest_to_the_party_that_is_paid():
    line = operating(shares=EQUAL, first_budget=100, adjustments=[{"rule": "cap", "percent": 30}])
    assert (dict(line.charges), line.borne) == ({"bolton": 30_00, "andover": 30_00}, 40_00)


def test_floors_above_the_cost_are_met_in_proportion():
    floors = [
        {"rule": "floor", "party": "bolton", "dollars": 300},
        {"rule": "floor", "party": "andover", "dollars": 100},
    ]
    line = operating(shares=EQUAL, first_budget=100, adjustments=floors)
    assert dict(line.charges) == {"bolton": 75_00, "andover": 25_00}


def test_a_cost_of_nothing_is_divided_whatever_the_limits():
    rules = [{"rule": "floor", "dollars": 300}, {"rule": "threshold", "watches": "cost", "above": 0, "then": EQUAL,
                                                 "excess_only": True}]  # fmt: skip
    assert dict(operating(shares=EQUAL, first_budget=0, adjustments=rules).charges) == {"bolton": 0, "andover": 0}


def test_a_largest_increase_over_nothing_is_no_limit():
    growth = [{"rule": "cap", "growth": 5}]
    line = operating(FIRST + 1, shares=EQUAL, first_budget=0, budgets={FIRST + 1: 500}, adjustments=growth)
    assert (sum(line.charges.values()), line.borne) == (500_00, 0)


def test_a_largest_increase_over_a_year_without_a_budget_waits_for_that_budget():
    growth = [{"rule": "cap", "growth": 5}]
    line = worked(FIRST + 2, shares=EQUAL, first_budget=100, budgets={FIRST + 2: 500}, adjustments=growth).lines[0]
    assert (line.open, line.charges) == ((f"funding.budgets.{FIRST + 1}",), {})
    without = worked(FIRST + 2, shares=EQUAL, budgets={FIRST + 1: 5, FIRST + 2: 500}, adjustments=growth)
    assert without.lines[0].charges == {"bolton": 2_63, "andover": 2_62}
    assert worked(FIRST + 1, shares=EQUAL, budgets={FIRST + 1: 5}, adjustments=growth).open == ("funding.first_budget",)


def test_a_largest_increase_counts_from_the_year_before():
    growth = [{"rule": "cap", "growth": 10, "excess": "provider"}]
    budgets = {FIRST + 1: 1000, FIRST + 2: 1000}
    line = operating(FIRST + 2, shares=EQUAL, first_budget=100, budgets=budgets, adjustments=growth)
    assert (dict(line.charges), line.borne) == ({"bolton": 60_50, "andover": 60_50}, 879_00)


# The lesser of two rules


def test_a_share_may_be_limited_by_a_price_which_the_party_that_is_paid_does_not_pay():
    other = {"rule": "lesser_of", "other": charge(andover=30)}
    line = operating(shares=EQUAL, first_budget=100, adjustments=[other])
    assert (dict(line.charges), line.borne) == ({"bolton": 50_00, "andover": 30_00}, 20_00)


@pytest.mark.parametrize(
    "other",
    [
        {"method": "stepped", "amounts": {"andover": {FIRST: 30}}, "afterwards": "last"},
        {"method": "rate", "measure": {"of": "calls", "values": {"andover": 10}}, "rate": 3},
        {"method": "rate", "measure": {"of": "calls", "values": {"andover": 10}}, "rates": {"andover": 3}},
    ],
)
def test_every_price_may_limit_a_share(other):
    line = operating(shares=EQUAL, first_budget=100, adjustments=[{"rule": "lesser_of", "other": other}])
    assert (dict(line.charges), line.borne) == ({"bolton": 50_00, "andover": 30_00}, 20_00)


def test_prices_may_be_limited_by_what_those_that_pay_would_share():
    shared = {"method": "fixed", "percents": {"andover": 20, "ashford": 80}}
    line = operating(
        parties=3, shares=charge(andover=60, ashford=40), adjustments=[{"rule": "lesser_of", "other": shared}]
    )
    assert dict(line.charges) == {"andover": 20_00, "ashford": 40_00}


def test_under_a_price_the_party_that_is_paid_has_no_part_in_the_other_rule():
    shared = {"method": "fixed", "percents": {"bolton": 100, "andover": 0}}
    found = told(shares=charge(andover=60), adjustments=[{"rule": "lesser_of", "other": shared}])
    assert ("party-unknown", "funding.adjustments[1].other.percents.bolton") in found


def test_what_is_passed_on_of_fees_is_never_more_under_a_rule_of_sharing():
    fees = {"method": "fees", "tiers": [{"kept": 40}], "collected": {"andover": 100}}
    line = operating(shares=fees, adjustments=[{"rule": "lesser_of", "other": EQUAL}])
    assert dict(line.charges) == {"andover": -60_00}


# Who pays whom


def rent(**changes: object) -> dict[str, object]:
    line = {"id": "rent", "name": "Rent", "nature": "rent", "parties": ["andover"], "paid_to": "bolton", "cost": 20}
    return {**line, "shares": EQUAL, **changes}


def test_a_rent_is_received_by_its_owner():
    found = worked(shares=EQUAL, first_budget=100, lines=[rent()])
    assert (found.paid, found.received) == ({"bolton": 50_00, "andover": 70_00}, {"bolton": 70_00, "andover": 0})
    assert found.net == {"bolton": 30_00, "andover": 70_00}


def test_an_owner_that_takes_part_bears_its_own_part_of_a_rent():
    assert worked(shares=EQUAL, first_budget=0, lines=[rent(parties=None)]).net == {"bolton": -10_00, "andover": 10_00}


def test_one_party_may_bear_a_cost_alone():
    line = rent(nature="capital", parties=["bolton"], paid_to=None)
    assert worked(shares=EQUAL, first_budget=0, lines=[line]).net == {"bolton": 20_00, "andover": 0}


@pytest.mark.parametrize("line", [rent(parties=["bolton"]), rent(parties=["bolton"], nature="debt", shares=charge())])
def test_nobody_pays_itself_a_price_or_a_rent(line):
    assert told(shares=EQUAL, lines=[line]) == [("payer-missing", "funding.lines.rent.parties")]


# Years


def stepped(*years: int, afterwards: str | None = None) -> dict[str, object]:
    return {"method": "stepped", "amounts": {"andover": dict.fromkeys(years, 100)}, "afterwards": afterwards}


def test_a_cost_that_ends_before_the_term_needs_no_amounts_after_its_end():
    line = rent(shares=stepped(FIRST, FIRST + 1), last=FIRST + 1)
    answers = {**with_funding(shares=EQUAL, lines=[line]), "term": {"length": "fixed", "end": "2040-06-30"}}
    assert faults(Answers.model_validate(answers)) == []


def test_amounts_begin_in_the_first_fiscal_year():
    assert told(shares=stepped(FIRST + 1, FIRST + 2)) == [("years-unpriced", "funding.shares.amounts.andover")]


def test_where_service_stops_after_the_last_amount_nothing_continues():
    stops, last = stepped(FIRST, afterwards="service_stops"), stepped(FIRST, afterwards="agreed")
    assert worked(FIRST + 1, shares=stops).lines[0].charges == {"andover": 0}
    assert worked(FIRST + 1, shares=last).lines[0].charges == {"andover": 100_00}


def test_a_cost_that_began_before_the_agreement_has_risen_since():
    line = rent(first=FIRST - 2, adjustments=[{"rule": "escalator", "percent": 10}])
    assert worked(shares=EQUAL, first_budget=0, lines=[line]).lines[1].charges == {"andover": 24_20}


def test_while_the_first_fiscal_year_is_open_the_first_amounts_count():
    funding = with_funding(2, shares=EQUAL, first_budget=100, adjustments=[{"rule": "escalator", "percent": 10}])
    funding["funding"]["first_fiscal_year"] = None
    assert account(Answers.model_validate(funding)).paid == {"bolton": 50_00, "andover": 50_00}


# Adjustments that fit no method


@pytest.mark.parametrize("shares", [stepped(FIRST), {"method": "fees", "tiers": [{"kept": 100}]}])
def test_an_escalator_needs_something_to_raise(shares):
    rule = {"rule": "escalator", "percent": 2}
    assert told(shares=shares, adjustments=[rule]) == [("adjustment", "funding.adjustments[1]")]


def test_no_largest_increase_holds_where_the_parties_take_turns():
    turns = {"method": "alternating", "order": ["bolton", "andover"]}
    found = told(shares=turns, adjustments=[{"rule": "cap", "growth": 3}])
    assert found == [("adjustment", "funding.adjustments[1].growth")]


def test_a_round_sum_is_not_added_to_known_costs():
    line = rent(nature="capital", parties=None, paid_to=None)
    assert worked(shares=EQUAL, lines=[line]).paid == {"bolton": 10_00, "andover": 10_00}
    assert worked(shares=EQUAL).paid == {"bolton": 50_000_00, "andover": 50_000_00}
    open_price = rent(shares={"method": "amounts", "amounts": {"andover": None}})
    found = worked(shares=EQUAL, lines=[open_price])
    assert (found.paid["bolton"], found.open) == (50_000_00, ("funding.lines.rent.shares.amounts.andover",))
