"""Odd but valid terms of money, each with what must come out, and terms that only seem valid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules import faults
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule
from agreement_builder.costs.terms import terms_of
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
    assert (dict(line.charges), line.borne) == ({"bolton": 500_00, "andover": 60_50}, 439_50)


def test_a_cap_in_percent_is_of_the_whole_cost_whatever_was_taken_off_before():
    caps = [{"rule": "credit", "party": "andover", "dollars": 20, "reason": "a garage", "borne_by": "provider"},
            {"rule": "cap", "party": "andover", "percent": 25, "excess": "provider"}]  # fmt: skip
    line = operating(shares=EQUAL, first_budget=100, adjustments=caps)
    assert (dict(line.charges), line.borne) == ({"bolton": 50_00, "andover": 25_00}, 25_00)


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


# Schedules and terms


def test_a_schedule_has_percentages_where_a_cost_is_divided_and_none_under_a_price():
    divided, paid = operating(shares=EQUAL, first_budget=100), operating(shares=charge(andover=0))
    percents = [[str(row.percent) for row in schedule(line, 4).rows] for line in (divided, paid)]
    assert percents == [["50.00", "50.00"], ["None"]]
    assert [row.payments for row in schedule(paid, 4).rows] == [(0, 0, 0, 0)]
    assert [row.payments for row in schedule(divided, 4).rows] == [(12_50,) * 4] * 2


def test_what_a_party_receives_is_paid_at_once():
    fees = {"method": "fees", "tiers": [{"kept": 40}], "collected": {"andover": 100}}
    (row,) = schedule(operating(shares=fees), 4).rows
    assert (row.cents, row.payments) == (-60_00, (-60_00,))


def test_while_a_figure_is_open_there_is_no_schedule():
    assert (
        schedule(worked(shares={"method": "rate", "measure": {"of": "calls", "values": {"andover": 1}}}).lines[0])
        is None
    )


def test_the_terms_of_a_cost_beside_the_operating_cost_are_its_own():
    line = rent(costs={FIRST + 1: 30}, first=FIRST - 2, last=FIRST + 9, adjustments=[{"rule": "floor", "percent": 1}])
    answers = Answers.model_validate(with_funding(3, shares=EQUAL, lines=[line]))
    operating_terms, terms = terms_of(answers)
    given = answers.funding.lines[0]
    assert (terms.id, terms.name, terms.nature) == ("rent", "Rent", given.nature)
    assert (terms.path, terms.cost_path) == ("funding.lines.rent", "funding.lines.rent.cost")
    assert (terms.parties, terms.payee, terms.shares) == (("andover",), "bolton", given.shares)
    assert (terms.adjustments, terms.cost, terms.costs) == (given.adjustments, given.cost, given.costs)
    assert (terms.first, terms.last, terms.yearly) == (FIRST - 2, FIRST + 9, True)
    assert (operating_terms.payee, operating_terms.first, operating_terms.yearly) == ("bolton", FIRST, False)
    assert operating_terms.cost_path == "funding.first_budget"
    assert [terms.runs(year) for year in (None, FIRST - 3, FIRST - 2, FIRST + 9, FIRST + 10)] == [
        True, False, True, True, False]  # fmt: skip
    assert [terms.elapsed(year) for year in (None, FIRST - 3, FIRST)] == [0, 0, 2]
    assert worked(FIRST + 1, 3, shares=EQUAL, lines=[line]).lines[1].charges == {"andover": 30_00}


# Measures of several years


def by_years(average: int, lag: int, *years: int) -> dict[str, object]:
    counted = {year: {"bolton": 2 ** (year - 2020), "andover": 1000 - 2 ** (year - 2020)} for year in years}
    return {"method": "measure", "measure": {"of": "calls", "average": average, "lag": lag, "years": counted}}


@pytest.mark.parametrize(
    ("average", "lag", "bolton"),
    [(1, 1, 64), (1, 0, 128), (1, 2, 32), (2, 1, 48), (3, 0, Fraction(224, 3)), (9, 1, Fraction(126, 6))],
)
def test_the_newest_years_that_lie_far_enough_back_count(average, lag, bolton):
    line = operating(shares=by_years(average, lag, *range(2021, 2029)), first_budget=1)
    assert line.shares.figures[0] == Fraction(bolton, 1000)


def test_where_records_begin_late_the_oldest_count():
    line = operating(shares=by_years(2, 1, 2027, 2028, 2029), first_budget=1)
    assert line.shares.figures[0] == Fraction(128 + 256, 2000)


def test_where_no_year_is_known_the_newest_figures_count():
    funding = with_funding(2, shares=by_years(2, 1, 2021, 2022, 2023), first_budget=1)
    funding["funding"]["first_fiscal_year"] = None
    assert account(Answers.model_validate(funding)).lines[0].shares.figures[0] == Fraction(4 + 8, 2000)


def test_an_unknown_figure_is_named_by_its_place():
    measure = {"of": "calls", "years": {2026: {"bolton": 1, "andover": None}}}
    assert worked(shares={"method": "measure", "measure": measure}).open == (
        "funding.shares.measure.years.2026.andover",)  # fmt: skip
    blend = {"method": "blend", "parts": [{"weight": 50}, {"weight": 50, "measure": {"of": "calls", "values": {
        "bolton": 1, "andover": None}}}]}  # fmt: skip
    assert worked(shares=blend).open == ("funding.shares.parts[2].measure.values.andover",)


@pytest.mark.parametrize(
    ("shares", "path"),
    [
        ({"method": "rate", "measure": {"of": "calls", "values": {"andover": 1}}}, "rate"),
        (
            {"method": "charges", "prices": [{"item": "A", "unit": "b", "quantities": {"andover": 1}}]},
            "prices[1].price",
        ),
        ({"method": "charges", "prices": [{"item": "A", "unit": "b", "price": 1}]}, "prices[1].quantities"),
        ({"method": "hourly", "rates": [{"work": "A", "hours": {"andover": 1}}]}, "rates[1].rate"),
        ({"method": "cost_plus"}, "costs.andover"),
        ({"method": "in_kind"}, "hours"),
        ({"method": "fees", "tiers": [{"kept": 1}]}, "collected.andover"),
        ({"method": "fees", "tiers": [{"up_to": 9, "kept": 1}, {"kept": 1}], "collected": {"andover": 1}}, "applies"),
        ({"method": "stepped", "amounts": {"andover": {FIRST: None}}}, f"amounts.andover.{FIRST}"),
    ],
)
def test_an_open_price_is_named_by_its_place(shares, path):
    assert worked(shares=shares).open == (f"funding.shares.{path}",)


def test_a_price_of_one_party_stands_beside_that_of_the_others():
    rate = {"method": "rate", "measure": {"of": "calls", "values": {"andover": 10, "ashford": 10}}, "rate": 3}
    line = operating(parties=3, shares={**rate, "rates": {"ashford": "1.25"}})
    assert line.charges == {"andover": 30_00, "ashford": 12_50}


def test_hours_bear_overhead_and_hours_beyond_those_without_charge_are_paid():
    hourly = {"method": "hourly", "rates": [{"work": "A", "rate": 60, "hours": {"andover": "2.5"}}], "overhead": 12}
    assert operating(shares=hourly).charges == {"andover": 168_00}
    in_kind = {"method": "in_kind", "hours": 120, "rate": 50, "received": {"andover": 130, "ashford": 100}}
    assert operating(parties=3, shares=in_kind).charges == {"andover": 500_00, "ashford": 0}


def test_amounts_rise_from_the_second_year_and_cost_bears_its_percentage():
    rising = {**charge(andover="100.10"), "increase": 5}
    assert [operating(FIRST + years, shares=rising).charges["andover"] for years in range(3)] == [
        100_10,
        105_11,
        110_37,
    ]
    assert operating(shares={"method": "cost_plus", "costs": {"andover": 10}, "percent": 15}).charges == {
        "andover": 11_50
    }


# Credits, minimums and rounding


def test_a_credit_is_borne_by_the_others_in_proportion_or_by_the_party_that_is_paid():
    shares = {"method": "fixed", "percents": {"bolton": 60, "andover": 10, "ashford": 30}}
    credit = {"rule": "credit", "party": "ashford", "dollars": 14, "reason": "Its garage"}
    line = operating(parties=3, shares=shares, first_budget=100, adjustments=[credit])
    assert (line.charges, line.borne) == ({"bolton": 72_00, "andover": 12_00, "ashford": 16_00}, 0)
    credit["borne_by"] = "provider"
    line = operating(parties=3, shares=shares, first_budget=100, adjustments=[credit])
    assert (line.charges, line.borne) == ({"bolton": 60_00, "andover": 10_00, "ashford": 16_00}, 14_00)


def test_where_the_others_have_no_share_they_bear_a_credit_equally():
    shares = {"method": "fixed", "percents": {"bolton": 0, "andover": 0, "ashford": 100}}
    credit = {"rule": "credit", "party": "ashford", "dollars": 140, "reason": "Its garage"}
    line = operating(parties=3, shares=shares, first_budget=100, adjustments=[credit])
    assert line.charges == {"bolton": 50_00, "andover": 50_00, "ashford": 0}


def test_a_minimum_binds_one_party_or_all_of_them():
    for party, owed in (("ashford", [5_00, 20_00]), (None, [20_00, 20_00])):
        least = {"rule": "minimum", "dollars": 20, "party": party}
        line = operating(parties=3, shares=charge(andover=5, ashford=7), adjustments=[least])
        assert list(line.charges.values()) == owed


def test_prices_are_capped_floored_and_rounded():
    def paid(**rule: object) -> list[int]:
        return list(operating(parties=3, shares=charge(andover=30, ashford=70), adjustments=[rule]).charges.values())

    assert paid(rule="cap", dollars=40) == [30_00, 40_00]
    assert paid(rule="cap", percent=60) == [30_00, 60_00]
    assert paid(rule="floor", party="andover", dollars=40) == [40_00, 70_00]
    assert paid(rule="floor", percent=40) == [40_00, 70_00]
    assert paid(rule="rounding", of="amounts", to=20) == [40_00, 80_00]
    assert paid(rule="rounding", of="amounts", to="0.01") == [30_00, 70_00]


def test_divided_amounts_are_multiples_and_the_largest_share_takes_the_rest():
    rule = {"rule": "rounding", "of": "amounts", "to": 10}
    shares = {"method": "fixed", "percents": {"bolton": 34, "andover": 66}}
    assert operating(shares=shares, first_budget="105.50", adjustments=[rule]).charges == {
        "bolton": 30_00,
        "andover": 75_50,
    }


def test_rounded_shares_still_add_up():
    rule = {"rule": "rounding", "of": "shares", "places": 0}
    line = operating(parties=3, shares=EQUAL, first_budget=100, adjustments=[rule])
    assert line.charges == {"bolton": 34_00, "andover": 33_00, "ashford": 33_00}


def test_only_the_excess_over_a_threshold_follows_the_other_rule():
    fixed = {"method": "fixed", "percents": {"bolton": 80, "andover": 20}}
    rule = {"rule": "threshold", "watches": "cost", "above": 60, "then": EQUAL}
    all_of_it = operating(shares=fixed, first_budget=100, adjustments=[rule]).charges
    excess = operating(shares=fixed, first_budget=100, adjustments=[{**rule, "excess_only": True}]).charges
    below = operating(shares=fixed, first_budget=60, adjustments=[rule]).charges
    assert (all_of_it, excess, below) == (
        {"bolton": 50_00, "andover": 50_00}, {"bolton": 68_00, "andover": 32_00}, {"bolton": 48_00, "andover": 12_00}
    )  # fmt: skip


# Rules in later years


def test_a_price_by_a_measure_of_several_years_takes_the_newest_that_count():
    measure = {"of": "calls", "years": {2025: {"andover": 10}, 2026: {"andover": 20}, 2027: {"andover": 40}}}
    rate = {"method": "rate", "measure": measure, "rate": 3}
    assert [operating(FIRST + years, shares=rate).charges["andover"] for years in (0, 1)] == [60_00, 120_00]


def test_an_increase_is_raised_to_its_least_and_lowered_to_its_most():
    index = {"rule": "escalator", "index": "An index", "least": 2, "most": 5}
    changes = {FIRST + 1: 1, FIRST + 2: 9, FIRST + 3: 3}
    rule = {**index, "changes": changes}
    paid = [sum(operating(FIRST + years, shares=EQUAL, first_budget=100, adjustments=[rule]).charges.values())
            for years in range(4)]  # fmt: skip
    assert paid == [100_00, 102_00, 107_10, 110_31]


def test_the_other_rule_of_two_counts_the_years_too():
    turns = {"rule": "lesser_of", "other": {"method": "alternating", "order": ["bolton", "andover"]}}
    budgets = {FIRST + 1: 100}
    line = operating(FIRST + 1, shares=EQUAL, first_budget=100, budgets=budgets, adjustments=[turns])
    assert (line.charges, line.borne) == ({"bolton": 50_00, "andover": 50_00}, 0)
    price = [{"rule": "escalator", "percent": 10}, {"rule": "lesser_of", "other": charge(andover=30)}]
    line = operating(FIRST + 1, shares=EQUAL, first_budget=100, adjustments=price)
    assert line.charges == {"bolton": 55_00, "andover": 33_00}


def test_while_the_first_fiscal_year_is_open_the_first_stated_amounts_count():
    funding = with_funding(2, shares={"method": "stepped", "amounts": {"andover": {2028: 7, 2029: 9}}})
    funding["funding"]["first_fiscal_year"] = None
    assert account(Answers.model_validate(funding)).paid == {"bolton": 0, "andover": 7_00}


def test_what_a_cap_of_prices_leaves_the_party_that_is_paid_bears():
    line = operating(shares=charge(andover=70), adjustments=[{"rule": "cap", "dollars": 40}])
    assert (line.charges, line.cost, line.borne, line.uncovered) == ({"andover": 40_00}, 70_00, 30_00, 0)
    raised = operating(shares=charge(andover=70), adjustments=[{"rule": "floor", "dollars": 80}])
    assert (raised.charges, raised.cost, raised.borne) == ({"andover": 80_00}, 70_00, 0)


def test_what_caps_leave_over_is_told_apart_from_what_the_party_that_is_paid_bears():
    caps = [{"rule": "cap", "percent": 40}, {"rule": "credit", "party": "andover", "dollars": 5, "reason": "Room",
                                             "borne_by": "provider"}]  # fmt: skip
    line = operating(shares=EQUAL, first_budget=100, adjustments=caps)
    assert (line.charges, line.uncovered, line.borne) == ({"bolton": 40_00, "andover": 35_00}, 20_00, 25_00)
