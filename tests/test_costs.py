"""Shares, cents and payments: nothing is lost, nothing is made up, and nobody is favoured."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreement_builder.answers.costline import Nature
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.payment import PAYMENTS, Frequency
from agreement_builder.costs.apportion import apportion, installments
from agreement_builder.costs.line import ILLUSTRATION, LineYear, line_year
from agreement_builder.costs.schedule import Schedule, in_cents, schedule, shown_percents
from agreement_builder.costs.terms import Terms
from tests.samples import POPULATION, TOWNS, measure

TOTALS = st.integers(0, 10**12)
FIGURES = st.lists(st.integers(0, 10**9), min_size=2, max_size=12).filter(any)
BOLTON = {"bolton": "27.34", "andover": "17.74", "ashford": "23.59", "willington": "31.33"}
"""The percentages of the four towns by the census of 2020."""


def shares_of(figures: list[int]) -> list[Fraction]:
    return [Fraction(figure, sum(figures)) for figure in figures]


def funding(**answers: object) -> Funding:
    return Funding.model_validate(answers)


def by_population() -> dict[str, object]:
    return {"method": "measure", "measure": measure(POPULATION)}


def line_of(parties: Sequence[str] = TOWNS, **answers: object) -> LineYear:
    given = funding(**answers)
    terms = Terms(
        "operating", "Operating cost", Nature.OPERATING, "funding", tuple(parties), None, given.shares,
        given.adjustments, given.first_budget, "funding.first_budget", given.budgets, given.first_fiscal_year, None,
        False,
    )  # fmt: skip
    return line_year(terms, given.first_fiscal_year)


def exact_shares(method: object, parties: Sequence[str]) -> list[Fraction]:
    shares = line_of(parties, shares=method).shares
    assert shares is not None
    return list(shares.figures)


def schedule_of(**answers: object) -> Schedule:
    frequency = answers.pop("frequency", None)
    found = schedule(line_of(**answers), PAYMENTS[Frequency(str(frequency))] if frequency else 1)
    assert found is not None
    return found


# Apportionment


@given(TOTALS, FIGURES)
def test_the_parts_add_up_to_the_whole(total, figures):
    assert sum(apportion(total, shares_of(figures))) == total


@given(TOTALS, FIGURES)
def test_no_part_is_off_by_a_unit_or_more(total, figures):
    shares = shares_of(figures)
    for part, share in zip(apportion(total, shares), shares, strict=True):
        assert abs(part - total * share) < 1


@given(TOTALS, FIGURES)
def test_a_larger_share_never_pays_less(total, figures):
    parts = apportion(total, shares_of(figures))
    ordered = sorted(zip(figures, parts, strict=True))
    assert all(less[1] <= more[1] for less, more in pairwise(ordered) if less[0] < more[0])


@given(TOTALS, FIGURES)
def test_equal_parties_pay_the_same_up_to_a_unit_and_the_first_pays_the_odd_one(total, figures):
    parts = apportion(total, shares_of(figures))
    for figure in set(figures):
        equal = [part for part, own in zip(parts, figures, strict=True) if own == figure]
        assert max(equal) - min(equal) <= 1
        assert equal == sorted(equal, reverse=True)


@given(TOTALS, FIGURES)
def test_who_has_no_share_pays_nothing(total, figures):
    parts = apportion(total, shares_of([*figures, 0]))
    assert parts[-1] == 0


@given(TOTALS, FIGURES)
def test_only_a_tie_depends_on_the_order_of_the_parties(total, figures):
    shares = shares_of(figures)
    remainders = [total * share % 1 for share in shares]
    assume(len(set(remainders)) == len(remainders))
    assert apportion(total, shares[::-1]) == apportion(total, shares)[::-1]


def test_a_tie_goes_to_the_part_that_comes_first():
    assert apportion(100, [Fraction(1, 3)] * 3) == [34, 33, 33]
    assert apportion(101, [Fraction(1, 3)] * 3) == [34, 34, 33]


def test_the_largest_remainder_gets_the_unit_left_over():
    assert apportion(10, [Fraction(14, 100), Fraction(28, 100), Fraction(58, 100)]) == [1, 3, 6]


@pytest.mark.parametrize(
    ("total", "shares"),
    [(-1, [1]), (1, [2, -1]), (1, [Fraction(1, 2)]), (1, [Fraction(1, 2), Fraction(2, 3)]), (1, [])],
)
def test_what_cannot_be_divided_is_refused(total, shares):
    with pytest.raises(ValueError, match=r"shares|negative"):
        apportion(total, [Fraction(share) for share in shares])


# Payments


@given(TOTALS, st.sampled_from(list(PAYMENTS.values())))
def test_the_payments_add_up_and_differ_by_a_cent_at_most(total, count):
    payments = installments(total, count)
    assert (len(payments), sum(payments)) == (count, total)
    assert payments == sorted(payments, reverse=True)
    assert payments[0] - payments[-1] <= 1


# Shares by method

WEIGHTS = st.integers(1, 999_999).map(lambda weight: Decimal(weight).scaleb(-4))


@st.composite
def methods(draw) -> dict[str, object]:
    def a_measure() -> dict[str, object]:
        figures = draw(st.lists(st.integers(0, 10**9), min_size=4, max_size=4).filter(any))
        return measure(dict(zip(TOWNS, figures, strict=True)))

    kind = draw(st.sampled_from(["equal", "fixed", "measure", "blend"]))
    if kind == "measure":
        return {"method": kind, "measure": a_measure()}
    weight = draw(WEIGHTS)
    if kind == "fixed":
        percents = dict(zip(TOWNS, [weight, 100 - weight, Decimal(0), Decimal(0)], strict=True))
        return {"method": kind, "percents": percents}
    if kind == "blend":
        rest = {"weight": 100 - weight} | ({"measure": a_measure()} if draw(st.booleans()) else {})
        return {"method": kind, "parts": [{"weight": weight, "measure": a_measure()}, rest]}
    return {"method": kind}


@given(methods())
def test_the_shares_of_every_method_add_up_to_the_whole(method):
    shares = exact_shares(method, TOWNS)
    assert sum(shares) == 1
    assert all(share >= 0 for share in shares)


@given(methods())
def test_the_percentages_shown_add_up_to_100(method):
    shown = shown_percents(exact_shares(method, TOWNS))
    assert sum(shown) == Decimal("100.00")
    assert all(percent.as_tuple().exponent == -2 for percent in shown)


def test_fixed_shares_are_the_percentages_themselves():
    method = {"method": "fixed", "percents": {"bolton": "71", "andover": "29"}}
    assert exact_shares(method, ("bolton", "andover")) == [Fraction(71, 100), Fraction(29, 100)]


def test_a_blend_weighs_its_parts_and_shares_a_part_without_measure_equally():
    part = {"weight": 40, "measure": measure({"a": 1, "b": 3})}
    method = {"method": "blend", "parts": [{"weight": 60}, part]}
    assert exact_shares(method, ("a", "b")) == [Fraction(40, 100), Fraction(60, 100)]


def test_shares_follow_the_order_of_the_parties_not_of_the_figures():
    method = {"method": "measure", "measure": measure({"b": 3, "a": 1})}
    assert exact_shares(method, ("a", "b")) == [Fraction(1, 4), Fraction(3, 4)]


# The four towns around Bolton


def test_the_four_towns_share_by_population_as_the_census_counts():
    shown = shown_percents(exact_shares(by_population(), TOWNS))
    assert {town: str(percent) for town, percent in zip(TOWNS, shown, strict=True)} == BOLTON


def test_without_a_budget_the_schedule_divides_a_round_sum():
    found = schedule_of(shares=by_population())
    assert (found.total, found.budgeted) == (ILLUSTRATION * 100, False)
    assert [row.cents for row in found.rows] == [2_734_437, 1_773_612, 2_359_000, 3_132_951]
    assert sum(row.cents for row in found.rows) == ILLUSTRATION * 100


def test_the_schedule_of_a_budget_has_its_payments():
    found = schedule_of(shares=by_population(), first_budget="185000.01", frequency="quarterly")
    assert (found.total, found.budgeted) == (18_500_001, True)
    assert [row.party for row in found.rows] == list(TOWNS)
    for row in found.rows:
        assert (len(row.payments), sum(row.payments)) == (4, row.cents)
    assert sum(row.cents for row in found.rows) == found.total


def test_while_the_method_is_open_there_is_no_schedule():
    assert schedule(line_of(first_budget=100)) is None


def test_while_the_frequency_is_open_there_is_one_payment():
    assert all(len(row.payments) == 1 for row in schedule_of(shares={"method": "equal"}).rows)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_every_frequency_has_its_payments(frequency):
    found = schedule_of(shares={"method": "equal"}, first_budget=1, frequency=frequency)
    assert {len(row.payments) for row in found.rows} == {PAYMENTS[frequency]}


@given(st.integers(0, 10**14 - 1), methods(), st.sampled_from(list(Frequency)))
def test_every_cent_of_a_budget_is_paid_once(total, method, frequency):
    budget = Decimal(total).scaleb(-2)
    found = schedule_of(shares=method, first_budget=budget, frequency=frequency)
    assert sum(payment for row in found.rows for payment in row.payments) == total


@given(st.integers(0, 10**14 - 1))
def test_dollars_and_cents_are_exact(total):
    assert in_cents(Decimal(total).scaleb(-2)) == total
