"""For every rule of the checks on money a draft that breaks it and one that does not."""

from __future__ import annotations

from tests.check_cases import Case, Side, W
from tests.samples import GONE


def money(**funding: object) -> Side:
    return Side(answers={f"funding.{name}": value for name, value in funding.items()} | {"leaving.property": GONE})


def adjusted(rule: str, method: object = "equal", **terms: object) -> Side:
    shares = method if isinstance(method, dict) else {"method": method}
    return money(shares=shares, adjustments=[{"rule": rule, **terms}])


def capital(**terms: object) -> Side:
    line = {"id": "truck", "name": "Truck", "nature": "capital", "shares": {"method": "equal"}, "cost": 100}
    return money(lines=[{**line, **terms}])


def counted(**details: object) -> Side:
    return money(shares={"method": "measure", "measure": {
        "of": "calls", "values": {"bolton": 3, "andover": 1}, **details}})  # fmt: skip


SOURCED = {"source": "The records", "as_of": "2026-06-30"}
EQUALLY = {"method": "equal"}
FEES = {"method": "fees", "tiers": [{"kept": 100}], "minimum": 900, "collected": {"andover": 1}}
STEPPED = {"method": "stepped", "amounts": {"andover": {2027: 5, 2028: 6}}}
ENDLESS = {"term.length": "until_terminated", "term.end": GONE}

MONEY = {
    "a measure without a source": Case(
        "measure-unsourced", W, "funding.shares.measure", counted(as_of="2026-06-30"), counted(**SOURCED)
    ),
    "a measure without a day": Case(
        "measure-unsourced", W, "funding.shares.measure", counted(source="The records"),
        money(shares={"method": "measure", "measure": {
            "of": "calls", "source": "The records", "years": {2025: {"bolton": 3, "andover": 1}}}}),
    ),
    "a part of a blend without a source": Case(
        "measure-unsourced", W, "funding.shares.parts[2].measure",
        money(shares={"method": "blend", "parts": [{"weight": 50}, {"weight": 50, "measure": {
            "of": "calls", "values": {"bolton": 3, "andover": 1}}}]}),
        money(shares={"method": "blend", "parts": [{"weight": 50}, {"weight": 50, "measure": {
            "of": "calls", "values": {"bolton": 3, "andover": 1}, **SOURCED}}]}),
    ),
    "the rule of old without a source": Case(
        "measure-unsourced", W, "funding.adjustments[1].before.measure",
        adjusted("phase_in", percents=[50], before={"method": "measure", "measure": {
            "of": "calls", "values": {"bolton": 3, "andover": 1}}}),
        adjusted("phase_in", percents=[50], before=EQUALLY),
    ),
    "a term of a formula without a source": Case(
        "measure-unsourced", W, "funding.shares.terms[2].measure",
        money(shares={"method": "formula", "terms": [{"measure": {
            "of": "calls", "values": {"bolton": 3, "andover": 1}, **more}} for more in (SOURCED, {})]}),
        money(shares={"method": "formula", "terms": [{"measure": {
            "of": "calls", "values": {"bolton": 3, "andover": 1}, **SOURCED}}] * 2}),
    ),
    "caps that leave a part unpaid": Case(
        "limit-unmet", W, "funding.adjustments", adjusted("cap", percent=40), adjusted("cap", percent=50)
    ),
    "caps in dollars that leave a part unpaid": Case(
        "limit-unmet", W, "funding.adjustments",
        adjusted("cap", dollars=40_000), adjusted("cap", dollars=40_000, excess="provider"),
    ),
    "floors above the cost": Case(
        "limit-unmet", W, "funding.adjustments[1]", adjusted("floor", dollars=60_000), adjusted("floor", dollars=50_000)
    ),
    "a threshold of cost passed": Case(
        "threshold-passed", W, "funding.adjustments[1]",
        adjusted("threshold", watches="cost", above=99_999, then=EQUALLY),
        adjusted("threshold", watches="cost", above=100_000, then=EQUALLY),
    ),
    "a threshold of excess passed": Case(
        "threshold-passed", W, "funding.adjustments[1]",
        adjusted("threshold", watches="cost", above=99_999, then=EQUALLY, excess_only=True),
        adjusted("threshold", watches="cost", above=100_000, then=EQUALLY, excess_only=True),
    ),
    "a threshold of share passed": Case(
        "threshold-passed", W, "funding.adjustments[1]",
        adjusted("threshold", watches="share", above=49, then=EQUALLY),
        adjusted("threshold", watches="share", above=50, then=EQUALLY),
    ),
    "a credit beyond what is paid": Case(
        "credit-unused", W, "funding.adjustments[1]",
        adjusted("credit", party="andover", dollars=50_001, reason="Its garage"),
        adjusted("credit", party="andover", dollars=50_000, reason="Its garage", borne_by="provider"),
    ),
    "a credit to the party that is paid": Case(
        "credit-unused", W, "funding.adjustments[1]",
        adjusted("credit", {"method": "amounts", "amounts": {"andover": 9}}, party="bolton", dollars=1, reason="Room"),
        adjusted("credit", {"method": "amounts", "amounts": {"andover": 9}}, party="andover", dollars=1, reason="Room"),
    ),
    "a party that pays nothing": Case(
        "party-unpaying", W, "parties.andover",
        money(shares={"method": "fixed", "percents": {"bolton": 100, "andover": 0}}),
        money(shares={"method": "fixed", "percents": {"bolton": 99, "andover": 1}}),
    ),
    "a party that pays no price": Case(
        "party-unpaying", W, "parties.andover",
        money(shares={"method": "amounts", "amounts": {"andover": 0}}),
        money(shares={"method": "charges", "prices": [
            {"item": "Use", "unit": "visit", "price": 5, "quantities": {"andover": 0}}]}),
    ),
    "a turn that is still to come": Case(
        "party-unpaying", W, "parties.andover",
        money(shares={"method": "fixed", "percents": {"bolton": 100, "andover": 0}}),
        money(shares={"method": "alternating", "order": ["bolton", "andover"]}),
    ),
    "a shared cost paid outside": Case(
        "payee-outside", W, "funding.lines.truck.paid_to",
        capital(parties=["andover"], paid_to="bolton"), capital(parties=["andover"]),
    ),
    "a rent paid outside": Case(
        "payee-outside", W, "funding.lines.truck.paid_to",
        capital(parties=["andover"], paid_to="bolton"), capital(parties=["andover"], paid_to="bolton", nature="rent"),
    ),
    "amounts that end": Case(
        "price-gap", W, "funding.shares",
        Side(answers=money(shares=STEPPED).answers | ENDLESS),
        Side(answers=money(shares={**STEPPED, "afterwards": "last"}).answers | ENDLESS),
    ),
    "costs of some years": Case(
        "price-gap", W, "funding.lines.truck.costs",
        capital(cost=None, costs={2027: 5, 2029: 6}), capital(costs={2027: 5, 2029: 6}),
    ),
    "costs of all years": Case(
        "price-gap", W, "funding.lines.truck.costs",
        capital(cost=None, costs={2027: 5, 2028: 6}), capital(cost=None, costs={2027: 5, 2028: 6}, last=2028),
    ),
    "a minimum without a day": Case(
        "minimum-undated", W, "funding.shares.minimum",
        money(shares=FEES), money(shares={**FEES, "minimum_due": "12-01"}),
    ),
}  # fmt: skip
