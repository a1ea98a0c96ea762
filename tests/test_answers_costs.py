"""Terms of money that contradict each other: each rule is told at the answer that most likely causes it."""

from __future__ import annotations

import pytest

from agreement_builder.answers.rules_costs import last_fiscal_year
from agreement_builder.explanations import explanations
from tests.samples import GONE, make_answers, measure
from tests.test_answers_rules import refused, told

EQUAL = {"method": "equal"}
FEES = {"method": "fees", "applies": "part", "tiers": [{"kept": 100}]}
PEOPLE = {"bolton": 3, "andover": 1}


def shares(method: str, **terms: object) -> dict[str, object]:
    return {"shares": {"method": method, **terms}}


def adjusted(rule: str, method: dict[str, object] = EQUAL, **terms: object) -> dict[str, object]:
    return {"shares": method, "adjustments": [{"rule": rule, **terms}]}


def lines(*members: dict[str, object]) -> dict[str, object]:
    return {"lines": [{"id": "closing", "name": "Closing", "nature": "closing", "shares": EQUAL} | one
                      for one in members]}  # fmt: skip


def stepped(amounts: dict[int, object]) -> dict[str, object]:
    return shares("stepped", amounts={"andover": amounts})


def amounts(**paid: object) -> dict[str, object]:
    return shares("amounts", amounts=paid)


YEARS = {2024: PEOPLE, 2025: PEOPLE}
HERE = "funding.shares"
RULE = "funding.adjustments[1]"
LINE = "funding.lines.closing"
BAD = {
    "a percentage is missing": ("share-missing", f"{HERE}.percents", shares("fixed", percents={"bolton": 100})),
    "percentages lose a part": ("shares-total", f"{HERE}.percents",
                                shares("fixed", percents={"bolton": 1, "andover": 2})),
    "weights are too many": ("shares-total", f"{HERE}.parts", shares("blend", parts=[{"weight": 60}, {"weight": 60}])),
    "a part of a blend is nobody's": (
        "party-unknown", f"{HERE}.parts[2].measure.values.ashford",
        shares("blend", parts=[{"weight": 60}, {"weight": 40, "measure": measure(PEOPLE | {"ashford": 1})}])),
    "figures are all zero": ("share-zero", f"{HERE}.measure.values",
                             shares("measure", measure=measure({"bolton": 0, "andover": 0}))),
    "figures of a day and of years": ("measure", f"{HERE}.measure.years",
                                      shares("measure", measure={**measure(PEOPLE), "years": YEARS})),
    "an average of one day": ("measure", f"{HERE}.measure.average",
                              shares("measure", measure={**measure(PEOPLE), "average": 5})),
    "a year lacks a party": ("share-missing", f"{HERE}.measure.years.2024",
                             shares("measure", measure={"of": "calls", "years": {2024: {"bolton": 1}}})),
    "a term lacks a party": ("share-missing", f"{HERE}.terms[2].measure.values",
                             shares("formula", terms=[{"measure": measure(one)} for one in (PEOPLE, {"bolton": 1})])),
    "a party has no turn": ("share-missing", f"{HERE}.order", shares("alternating", order=["bolton", "bolton"])),
    "a stranger has a turn": ("party-unknown", f"{HERE}.order[3]",
                              shares("alternating", order=["bolton", "andover", "nobody"])),
    "the lead agency pays itself": ("lead-contradiction", f"{HERE}.amounts.bolton", amounts(bolton=1, andover=1)),
    "a party has no amount": ("share-missing", f"{HERE}.amounts", amounts()),
    "a stranger has an amount": ("party-unknown", f"{HERE}.amounts.nobody", amounts(andover=1, nobody=1)),
    "a stranger uses": ("party-unknown", f"{HERE}.prices[1].quantities.bolton",
                        shares("charges", prices=[{"item": "A", "unit": "b", "quantities": {"bolton": 2}}])),
    "a stranger has hours": ("party-unknown", f"{HERE}.rates[1].hours.nobody",
                             shares("hourly", rates=[{"work": "A", "hours": {"nobody": 2}}])),
    "a stranger has a cost": ("party-unknown", f"{HERE}.costs.nobody", shares("cost_plus", costs={"nobody": 2})),
    "a stranger is served": ("party-unknown", f"{HERE}.received.nobody", shares("in_kind", received={"nobody": 2})),
    "a stranger has a rate": ("party-unknown", f"{HERE}.rates.nobody",
                              shares("rate", measure=measure({"andover": 1}), rates={"nobody": 2})),
    "a party has no year": ("years-unpriced", f"{HERE}.amounts.andover", stepped({})),
    "a year between is free": ("years-unpriced", f"{HERE}.amounts.andover",
                               stepped({2027: 1, 2028: 1, 2030: 1, 2031: 1})),
    "a term is longer than its prices": ("years-unpriced", f"{HERE}.amounts.andover", stepped({2027: 1, 2028: 1})),
    "prices begin late": ("years-unpriced", f"{HERE}.amounts.andover", stepped({2030: 1, 2031: 1})),
    "tiers cross": ("tiers", f"{HERE}.tiers[2]",
                    shares("fees", tiers=[{"up_to": 9, "kept": 1}, {"up_to": 9, "kept": 2}, {"kept": 3}])),
    "an open tier comes first": ("tiers", f"{HERE}.tiers[2]", shares("fees", tiers=[{"kept": 1}, {"kept": 3}])),
    "the last tier ends": ("tiers", f"{HERE}.tiers[1].up_to", shares("fees", tiers=[{"up_to": 9, "kept": 1}])),
    "a stranger has fees": ("party-unknown", f"{HERE}.collected.nobody",
                            shares("fees", tiers=[{"kept": 1}], collected={"nobody": 1})),
    "a stranger has a class": ("party-unknown", f"{HERE}.classes[1].collected.nobody",
                               shares("fees", tiers=[{"kept": 1}],
                                      classes=[{"name": "A", "kept": 1, "collected": {"nobody": 1}}])),
    "a budget of the first year": ("dates", "funding.budgets.2027", {"budgets": {2027: 1}}),
    "a cost ends early": ("dates", f"{LINE}.last", lines({"first": 2030, "last": 2029})),
    "a cost of no year": ("dates", f"{LINE}.costs.2031", lines({"first": 2028, "last": 2030, "costs": {2031: 1}})),
    "a cost of a year before": ("dates", f"{LINE}.costs.2027", lines({"first": 2028, "costs": {2027: 1}})),
    "a cost called operating": ("line-twice", "funding.lines.operating.id", lines({"id": "operating"})),
    "a stranger takes part": ("party-unknown", f"{LINE}.parties[2]", lines({"parties": ["bolton", "nobody"]})),
    "a party takes part twice": ("party-twice", f"{LINE}.parties", lines({"parties": ["bolton", "bolton", "andover"]})),
    "a stranger is paid": ("party-unknown", f"{LINE}.paid_to", lines({"paid_to": "nobody"})),
    "an owner pays itself": ("payer-missing", f"{LINE}.parties", lines({"nature": "rent", "parties": ["bolton"]})),
    "a line shares badly": ("shares-total", f"{LINE}.shares.percents",
                            lines(shares("fixed", percents={"bolton": 1, "andover": 2}))),
    "a line is adjusted badly": ("adjustment", f"{LINE}.adjustments[1]",
                                 lines({"adjustments": [{"rule": "floor"}]})),
    "a stranger has a cap": ("party-unknown", f"{RULE}.party", adjusted("cap", party="nobody", percent=5)),
    "a cap on the one that bears the rest": ("adjustment", RULE,
                                             adjusted("cap", party="bolton", percent=50, excess="provider")),
    "a credit to the one that bears it": ("adjustment", RULE, adjusted(
        "credit", party="bolton", dollars=5, reason="a garage", borne_by="provider")),
    "a floor without a limit": ("adjustment", RULE, adjusted("floor")),
    "a cap with two limits": ("adjustment", RULE, adjusted("cap", percent=50, growth=3)),
    "a phase of prices": ("adjustment", RULE, adjusted("phase_in", FEES, before=EQUAL, percents=[50])),
    "a threshold of prices": ("adjustment", RULE, adjusted("threshold", FEES, watches="share", above=9, then=EQUAL)),
    "rounded shares of prices": ("adjustment", RULE, adjusted("rounding", FEES, of="shares")),
    "a minimum of a share": ("adjustment", RULE, adjusted("minimum", dollars=9)),
    "an escalator of fees": ("adjustment", RULE, adjusted("escalator", FEES, percent=2)),
    "limits of a percentage": ("adjustment", RULE, adjusted("escalator", percent=2, most=4)),
    "an escalator of nothing": ("adjustment", RULE, adjusted("escalator")),
    "a threshold above the whole": (
        "adjustment", f"{RULE}.above", adjusted("threshold", watches="share", above=101, then=EQUAL)),
    "an excess of a share": ("adjustment", f"{RULE}.excess_only",
                             adjusted("threshold", watches="share", above=70, then=EQUAL, excess_only=True)),
    "a rule past a threshold": ("shares-total", f"{RULE}.then.percents", adjusted(
        "threshold", watches="share", above=70, then={"method": "fixed", "percents": {"bolton": 1, "andover": 2}})),
    "a rule before": ("share-missing", f"{RULE}.before.percents", adjusted(
        "phase_in", before={"method": "fixed", "percents": {"bolton": 100}}, percents=[50])),
    "the lesser of a bad rule": ("share-missing", f"{RULE}.other.amounts",
                                 adjusted("lesser_of", other={"method": "amounts", "amounts": {}})),
    "increases that cross": ("cap-below-floor", f"{RULE}.least", adjusted("escalator", index="CPI", least=3, most=1)),
    "floors of more than the whole": ("cap-below-floor", "funding.adjustments", adjusted("floor", percent=51)),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "funding"), BAD.values(), ids=BAD.keys())
def test_a_contradiction_in_the_money_is_told(rule, path, funding):
    changed = {f"funding.{name}": value for name, value in funding.items()}
    found = told(refused(changed | {"leaving.property": GONE}))
    assert (rule, path) in found
    assert len(found) == 1 or rule == "party-unknown"
    assert rule in explanations()


@pytest.mark.parametrize("unit", ["percent", "dollars"])
def test_a_cap_below_a_floor_is_told_of_each_party_that_it_binds(unit):
    rules = [{"rule": "floor", unit: 30}, {"rule": "cap", "party": "andover", unit: 20}]
    (finding,) = refused({"funding.adjustments": rules})
    assert (finding.rule, finding.where.field) == ("cap-below-floor", "funding.adjustments")
    assert "andover" in finding.message
    assert make_answers({"funding.adjustments": [rules[0], {**rules[1], unit: 30}]})


def test_two_costs_of_one_key_are_told_once():
    assert [rule for rule, _ in told(refused({"funding." + "lines": lines({}, {})["lines"]}))] == ["line-twice"]


def test_a_rent_needs_somebody_who_is_paid():
    found = refused({"funding.lines": lines({"nature": "rent"})["lines"], "management.lead": GONE})
    assert ("payee-missing", LINE) in told(found)
    assert make_answers({"funding.lines": lines({"nature": "rent"})["lines"]})


@pytest.mark.parametrize(
    ("end", "year"), [("2032-06-30", 2031), ("2032-07-01", 2032), ("2031-12-31", 2031), (GONE, None)]
)
def test_a_term_ends_in_a_fiscal_year(end, year):
    length = {"term.length": "fixed", "term.end": end}
    assert last_fiscal_year(make_answers(length).answers) == year
