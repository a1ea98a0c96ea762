"""The calendar of payments: the days within the fiscal year, and cents that add up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.answers.payment import PAYMENTS, Frequency, Payment, due_days
from agreement_builder.costs.calendar import day_in, payments

CENTENNIAL = {"rule": "installments", "due": ["07-31", "10-31", "01-31", "04-30"]}


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("annual", ("07-01",)),
        ("semiannual", ("07-01", "01-01")),
        ("quarterly", ("07-01", "10-01", "01-01", "04-01")),
    ],
)
def test_without_stated_days_payment_is_on_the_first_day_of_each_period(frequency, days):
    assert due_days(Payment(frequency=frequency)) == days


def test_monthly_payment_follows_the_months_from_july():
    days = due_days(Payment(frequency="monthly"))
    assert [day[:2] for day in days] == ["07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05", "06"]


def test_while_the_frequency_is_open_there_is_no_calendar():
    assert due_days(Payment()) is None
    assert payments(Payment(), 2027, 100) is None


def test_stated_days_fall_in_their_fiscal_year():
    made = payments(Payment(frequency="quarterly", basis=CENTENNIAL), 2027, 100_000_01)
    assert [each.due for each in made] == [
        dt.date(2027, 7, 31), dt.date(2027, 10, 31), dt.date(2028, 1, 31), dt.date(2028, 4, 30),
    ]  # fmt: skip
    assert [each.cents for each in made] == [25_000_01, 25_000_00, 25_000_00, 25_000_00]
    assert {each.invoiced for each in made} == {None}


def test_an_invoice_is_due_after_its_days():
    first = payments(Payment(frequency="quarterly", invoice_days=60), 2027, 4)[0]
    assert (first.invoiced, first.due) == (dt.date(2027, 7, 1), dt.date(2027, 8, 30))
    assert payments(Payment(frequency="quarterly"), 2027, 4)[0].due is None


def test_actual_cost_is_invoiced_when_its_period_has_ended():
    made = payments(Payment(frequency="quarterly", basis={"rule": "actual_cost"}, invoice_days=30), 2027, 4)
    assert [each.invoiced for each in made] == [
        dt.date(2027, 10, 1), dt.date(2028, 1, 1), dt.date(2028, 4, 1), dt.date(2028, 7, 1),
    ]  # fmt: skip


@given(
    frequency=st.sampled_from(list(Frequency)),
    rule=st.sampled_from(["on_invoice", "installments", "actual_cost", "estimate"]),
    year=st.integers(1990, 2200),
    cents=st.integers(0, 10**12),
)
def test_payments_add_up_and_come_in_order(frequency, rule, year, cents):
    made = payments(Payment(frequency=frequency, basis={"rule": rule}, invoice_days=30), year, cents)
    assert sum(each.cents for each in made) == cents
    assert len(made) == PAYMENTS[frequency]
    assert max(each.cents for each in made) - min(each.cents for each in made) <= 1
    days = [each.due for each in made]
    assert days == sorted(set(days))
    assert days[0] >= dt.date(year, 7, 1)


@given(st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31)), st.integers(1990, 2200))
def test_every_day_has_one_place_in_a_fiscal_year(day, year):
    placed = day_in(year, f"{day:%m-%d}")
    assert (placed.month, placed.day) == (day.month, day.day)
    assert dt.date(year, 7, 1) <= placed <= dt.date(year + 1, 6, 30)
