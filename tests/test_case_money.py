"""The terms of money of real agreements, as answers: they hold together, and give the figures that were reported."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from agreement_builder.answers.load import load_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.costs.account import account
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule, shown_percents
from agreement_builder.errors import AnswersRefusal

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))
NUMBERED = [path.stem for path in FILES if path.stem[:2].isdigit()]


def read(name: str, *settings: str) -> Answers:
    (path,) = [path for path in FILES if path.stem.startswith(name)]
    return load_answers(path, settings).answers


def line(answers: Answers, key: str = "operating", year: int | None = None) -> LineYear:
    (found,) = [one for one in account(answers, year).lines if one.terms.id == key]
    return found


def paid(answers: Answers, key: str = "operating", year: int | None = None) -> dict[str, str]:
    """What each party owes of a cost, in dollars."""
    found = line(answers, key, year)
    assert found.open == ()
    assert not found.illustrated
    return {party: str(Decimal(cents).scaleb(-2)) for party, cents in found.charges.items()}


def shown(answers: Answers) -> dict[str, str]:
    shares = line(answers).shares
    assert shares is not None
    return dict(zip(line(answers).charges, map(str, shown_percents(shares.figures)), strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_terms_of_a_real_agreement_are_stated_without_contradiction(path):
    answers = load_answers(path).answers
    worked = account(answers)
    assert worked.lines
    for one in worked.lines:
        assert one.open or one.charges


def test_the_cases_are_there():
    assert len(NUMBERED) == len(set(NUMBERED)) == 39


# Figures that were reported: the case, what is set beside it, the cost, the fiscal year, and what each party owes

REPORTED = [
    ("02", [], "membership", None, {"norwich": "126393.75"}),
    ("02", [], "kennel", None, {"neccog": "20000.00"}),
    ("02", [], "vehicles", None, {"neccog": "7000.00"}),
    ("02", ["funding.shares.prices[1].price=0", "funding.shares.prices[2].quantities={griswold: 3}"], "operating", None,
     {"norwich": "0.00", "griswold": "165.00"}),
    ("03", [], "operating", None, {"chapel_hill": "91285.00"}),
    ("03", ["funding.shares.costs={chapel_hill: 99000}"], "operating", None, {"chapel_hill": "91285.00"}),
    ("03", ["funding.shares.costs={chapel_hill: 85143}"], "operating", None, {"chapel_hill": "85143.00"}),
    ("03", ["funding.lines.licenses.shares.collected={chapel_hill: 1000}"], "licenses", None,
     {"chapel_hill": "-900.00"}),
    ("05", [], "operating", None, {"mendham_borough": "8965.00", "chester_township": "14107.00"}),
    ("07", ["funding.shares.prices[1].quantities={monroe: 4}", "funding.shares.prices[2].quantities={monroe: 1}",
            "funding.shares.prices[4].quantities={monroe: 12}"], "operating", None, {"monroe": "1250.00"}),
    ("08", [], "operating", None, {"swansea": "62000.00", "somerset": "62000.00"}),
    ("08", ["funding.shares.percents={swansea: 60, somerset: 40}"], "operating", None,
     {"swansea": "74400.00", "somerset": "49600.00"}),
    ("08", [], "building", None, {"somerset": "0.00"}),
    ("11", [], "operating", None, {"hubbardston": "24000.00"}),
    ("20", [], "operating", None, {"hillsborough": "0.00"}),
    ("26", [], "monitoring", 2014, {"windsor": "175000.00", "bloomfield": "175000.00"}),
    ("26", [], "closing", 2014, {"windsor": "3500000.00", "bloomfield": "3500000.00"}),
    ("26", ["funding.shares.prices[1].quantities={bloomfield: 2.5}"], "operating", None, {"bloomfield": "170.00"}),
    ("36", [], "operating", None, {"orange": "0.00", "hillsborough": "80700.00"}),
    ("38", [], "operating", 2017, {"tamarac": "12988.00"}),
    ("38", [], "operating", 2019, {"tamarac": "13645.00"}),
    ("38", [], "operating", 2021, {"tamarac": "14336.00"}),
    ("39", ["funding.shares.rate=5"], "operating", None,
     {"mansfield": "129460.00", "bolton": "24290.00", "coventry": "61175.00"}),
    ("42", ["funding.shares.measure.values={everett: 0, marysville: 1, monroe: 18120}"], "operating", None,
     {"everett": "0.00", "marysville": "2.00", "monroe": "18120.00"}),
    ("43", ["funding.shares.rates[1]={work: Inspector, rate: 60, hours: {first_town: 10}}",
            "funding.shares.rates[2]={work: Nurse, rate: 50, hours: {first_town: 2, second_town: 4}}"],
     "operating", None, {"first_town": "700.00", "second_town": "200.00"}),
    ("46", [], "operating", 2018, {"vtmua": "50490.00"}),
    ("46", [], "operating", 2019, {"vtmua": "51500.00"}),
    ("46", [], "operating", 2020, {"vtmua": "51500.00"}),
    ("50", ["funding.shares.costs={san_rafael: 60000, azusa: 45000}"], "operating", None,
     {"san_rafael": "60000.00", "azusa": "40000.00"}),
    ("54", ["funding.lines.equipment.shares.costs={carrboro: 25000}"], "equipment", None, {"carrboro": "20000.00"}),
    ("54", ["funding.lines.equipment.shares.costs={carrboro: 18000}"], "equipment", None, {"carrboro": "18000.00"}),
    ("63", [], "operating", None, {"gainesville": "75000.00"}),
    ("64", ["funding.first_budget=9000.01"], "operating", None,
     {"nanticoke": "3000.01", "maine": "3000.00", "barker": "3000.00"}),
    ("bolton-lakes", ["funding.first_budget=1000"], "operating", None, {"bolton": "710.00", "vernon": "290.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "settings", "key", "year", "expected"), REPORTED)
def test_the_amounts_are_those_that_were_reported(name, settings, key, year, expected):
    assert paid(read(name, *settings), key, year) == expected


PERCENTS = {
    "01": {"bozrah": "16.87", "franklin": "12.94", "lebanon": "49.59", "sprague": "20.60"},
    "bolton-lakes": {"bolton": "71.00", "vernon": "29.00"},
    "bolton-four": {"bolton": "27.34", "andover": "17.74", "ashford": "23.59", "willington": "31.33"},
    "windsor": {"windsor": "57.80", "bloomfield": "42.20"},
}


@pytest.mark.parametrize(("name", "expected"), PERCENTS.items())
def test_the_percentages_are_those_that_were_reported(name, expected):
    assert shown(read(name)) == expected


INSTALLMENTS = {"03": ("22821.25", 4), "11": ("2000.00", 12), "36": ("20175.00", 4)}


@pytest.mark.parametrize(("name", "expected"), INSTALLMENTS.items())
def test_the_installments_are_those_that_were_reported(name, expected):
    answers = read(name)
    assert answers.funding.payment.frequency is not None
    found = schedule(line(answers), PAYMENTS[answers.funding.payment.frequency])
    assert found is not None
    row = found.rows[-1]
    amount, count = expected
    assert row.payments == (int(Decimal(amount) * 100),) * count


def test_rent_and_sale_run_against_the_membership():
    worked = account(
        read("02", "funding.shares.prices[1].price=0", "funding.shares.prices[2].quantities={griswold: 1}")
    )
    assert worked.paid == {"neccog": 27_000_00, "norwich": 126_393_75, "griswold": 55_00}
    assert worked.net["norwich"] == 126_393_75 - 27_000_00
    assert account(read("02"), 2022).net["norwich"] == 126_393_75 - 20_000_00


def test_the_lead_agency_bears_what_the_stated_amounts_leave_of_the_price():
    answers = read("05")
    assert answers.funding.first_budget == 33636
    received = account(answers).received["mendham_township"]
    assert int(answers.funding.first_budget * 100) - received == 10564_00


@pytest.mark.parametrize(
    ("collected", "part", "whole"),
    [
        (12000, 3000_00, 3000_00),
        (15000, 0, 0),
        (20000, 0, 0),
        (30000, -5000_00, -15000_00),
        (24000, -2000_00, -9000_00),
    ],
)
def test_both_readings_of_a_threshold_of_fees(collected, part, whole):
    for applies, owed in (("part", part), ("whole", whole)):
        answers = read("09", f"funding.shares.applies={applies}", f"funding.shares.collected={{netcong: {collected}}}")
        assert line(answers).charges == {"netcong": owed}


def test_fees_of_redevelopment_are_divided_in_their_own_way():
    answers = read("09", "funding.shares.applies=part", "funding.shares.collected={netcong: 15000}",
                   "funding.shares.classes[1].collected={netcong: 10000}")  # fmt: skip
    assert line(answers).charges == {"netcong": -1500_00}


def test_until_the_reading_is_settled_the_fees_are_open():
    answers = read("09", "funding.shares.collected={netcong: 30000}")
    assert line(answers).open == ("funding.shares.applies",)


def test_thirty_years_of_monitoring_are_borne_equally():
    answers = read("26")
    years = [
        year for year in range(2000, 2060) if any(one.terms.id == "monitoring" for one in account(answers, year).lines)
    ]
    assert len(years) == 30
    assert sum(line(answers, "monitoring", year).charges["bloomfield"] for year in years) == 350_000_00 * 30 // 2


def test_the_stepped_amounts_are_an_increase_of_two_and_a_half_percent():
    stepped = read("38")
    rising = read("38", "funding.shares={method: amounts, amounts: {tamarac: 12988}, increase: 2.5}")
    for year in range(2017, 2022):
        difference = line(rising, year=year).charges["tamarac"] - line(stepped, year=year).charges["tamarac"]
        assert 0 <= difference < 100
    assert line(stepped, year=2022).charges == {"tamarac": 0}


def test_a_term_longer_than_its_prices_is_refused_until_it_says_what_is_paid_then():
    with pytest.raises(AnswersRefusal) as caught:
        read("46", "funding.shares.afterwards=null")
    (finding,) = caught.value.findings
    assert finding.rule == "years-unpriced"
    assert "2020-21" in finding.message


# The formula of the fire district

PAID_2014 = {"centerville": 123_500, "circle_pines": 153_000, "lino_lakes": 593_000}
"""What each city paid, in dollars."""

VALUES = {"centerville": 400_000_000, "circle_pines": 500_000_000, "lino_lakes": 2_000_000_000}
PEOPLE = {"centerville": 4000, "circle_pines": 5000, "lino_lakes": 20_000}
CALLS = {2008: (900, 0, 0), 2009: (90, 98, 420), 2010: (100, 110, 400), 2011: (110, 92, 380),
         2012: (95, 105, 410), 2013: (105, 95, 390)}  # fmt: skip
"""Figures for the test: the real ones were not reported."""


def centennial(*settings: str) -> Answers:
    cities = list(PAID_2014)
    calls = {year: dict(zip(cities, counts, strict=True)) for year, counts in CALLS.items()}
    measures = [f"funding.shares.terms[1].measure.years={calls}",
                f"funding.shares.terms[2].measure.values={PEOPLE}",
                f"funding.shares.terms[3].measure.values={VALUES}"]  # fmt: skip
    return read("18", *measures, *settings)


def test_points_of_calls_people_and_value_make_shares_of_one_decimal_place():
    points = [100 + 40 + 400, 100 + 50 + 500, 400 + 200 + 2000]
    found = line(centennial())
    assert found.shares is not None
    for share, own in zip(found.shares.figures, points, strict=True):
        assert share * 1000 == int(share * 1000)
        assert abs(share - Fraction(own, sum(points))) < Fraction(1, 1000)
    assert sum(found.charges.values()) == 869_500_00


def test_a_rolling_average_drops_the_oldest_year():
    found = line(centennial())
    calls = next(step for step in found.sheet.steps if step.label == "Calls for service, average of 2009 to 2013")
    assert calls.figures == (100, 100, 400)


def test_the_payments_of_2014_have_shares_of_one_decimal_place():
    total = sum(PAID_2014.values())
    percents = {city: round(Decimal(amount * 100) / total, 1) for city, amount in PAID_2014.items()}
    assert {city: str(share) for city, share in percents.items()} == {
        "centerville": "14.2", "circle_pines": "17.6", "lino_lakes": "68.2"}  # fmt: skip
    stated = read("18", f"funding.shares={{method: fixed, percents: {{{_pairs(percents)}}}}}")
    for city, cents in line(stated).charges.items():
        assert abs(cents - PAID_2014[city] * 100) < 50_00


def test_past_seventy_percent_another_rule_applies():
    rule = "funding.adjustments=[{rule: threshold, watches: share, above: 70, then: {method: equal}}]"
    plain, more = "funding.adjustments=[]", "funding.shares.terms[3].measure.values.lino_lakes=3000000000"
    assert line(centennial(rule)).charges == line(centennial(plain)).charges
    assert Fraction(line(centennial(plain, more)).charges["lino_lakes"], 869_500_00) > Fraction(7, 10)
    assert sorted(line(centennial(rule, more)).charges.values()) == [28_983_333, 28_983_333, 28_983_334]


def _pairs(percents: dict[str, Decimal]) -> str:
    return ", ".join(f"{city}: {percent}" for city, percent in percents.items())
