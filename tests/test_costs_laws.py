"""Laws of the costs: sums, shares, limits and prices hold for random terms, and odd ones are refused politely."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules import faults
from agreement_builder.checks.run import check
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule
from agreement_builder.costs.sheet import WORK, Op, Sheet
from agreement_builder.errors import AnswersRefusal, Finding
from tests.costs_samples import DIVIDING, FIRST, LAST, SEEDS, method, operating, random_answers, random_terms, spoiled
from tests.samples import TOWNS, make_draft
from tests.test_costs import line_of

LEAD = TOWNS[0]
CENT = Decimal("0.01")


def valid(seed: int) -> Answers:
    answers = Answers.model_validate(random_terms(seed))
    assert faults(answers) == [], seed
    return answers


def first_line(data: dict[str, object], year: int = FIRST) -> LineYear:
    answers = Answers.model_validate(data)
    assert faults(answers) == []
    return account(answers, year).lines[0]


def with_funding(parties: int = 4, **funding: object) -> dict[str, object]:
    """Complete answers, in which only the money is given: enough to work a cost."""
    return {
        "service": {"kind": "dispatch"},
        "parties": [{"id": key, "name": key, "kind": "town"} for key in TOWNS[:parties]],
        "management": {"lead": LEAD},
        "funding": {"first_fiscal_year": FIRST, **funding},
    }


# Whatever is agreed


def keeps_the_laws(worked: YearAccount) -> None:
    for line in worked.lines:
        if line.open:
            assert line.charges == {}
            continue
        assert set(line.charges) == set(line.terms.paying)
        assert all(isinstance(cents, int) for cents in line.charges.values())
        if not line.terms.priced:
            assert sum(line.charges.values()) + line.borne == line.cost
            assert line.shares is not None
            assert sum(line.shares.figures) == 1
            assert all(0 <= share <= 1 for share in line.shares.figures)
        found = schedule(line, 4)
        assert found is not None
        assert all(sum(row.payments) == row.cents for row in found.rows)
        assert found.total == sum(line.charges.values())


def follows(sheet: Sheet) -> bool:
    """Whether each step is what its formula makes of those before it."""
    return all(
        step.figures == WORK[step.op](*(sheet.steps[place].figures for place in step.operands))
        and all(place < step.place for place in step.operands)
        for step in sheet.steps
        if step.op is not Op.GIVEN
    )


def test_ten_thousand_random_terms_are_worked_without_error_and_keep_the_laws():
    for seed in range(10_000):
        answers = valid(seed)
        try:
            keeps_the_laws(account(answers, FIRST + seed % 4))
        except Exception as fault:
            raise AssertionError(f"seed {seed}: {fault!r}") from fault


def findings(text: str) -> tuple[Finding, ...]:
    try:
        parse_answers(text)
    except AnswersRefusal as refusal:
        return tuple(refusal.findings)
    return ()


def test_ten_thousand_spoiled_answers_are_refused_with_a_place_and_a_hint():
    refused = 0
    for seed in range(10_000):
        found = findings(json.dumps(spoiled(random_terms(seed), Random(seed)), indent=1))
        assert all(str(finding.where) and finding.message and finding.hint for finding in found), seed
        refused += bool(found)
    assert refused > 6_000


def test_torn_files_are_refused_with_a_place_and_a_hint():
    for seed in range(300):
        rng, text = Random(seed), json.dumps(random_terms(seed), indent=1)
        place = rng.randrange(len(text))
        torn = text[:place] + rng.choice(['"', "{", ":", "\n", "", "- ", "&a", "\t"]) + text[place + rng.randrange(3) :]
        assert all(str(finding.where) and finding.hint for finding in findings(torn)), seed


def test_a_hundred_and_fifty_random_terms_are_drafted_and_checked(library):
    for seed in range(150):
        made = make_draft(library, parse_answers(json.dumps(random_answers(seed), indent=1)))
        assert made.document.articles, seed
        assert all(finding.hint for finding in check(made)), seed


@given(SEEDS)
def test_every_step_follows_from_those_before_it(seed):
    assert all(follows(line.sheet) for line in account(valid(seed), FIRST + 2).lines)


@given(SEEDS)
def test_while_nothing_is_changed_nothing_changes(seed):
    one, other = account(valid(seed), FIRST + 1), account(valid(seed), FIRST + 1)
    assert (one.paid, one.received, one.net, one.open) == (other.paid, other.received, other.net, other.open)


@given(SEEDS)
def test_what_is_received_was_paid(seed):
    worked = account(valid(seed), FIRST)
    to_a_party = [line for line in worked.counted if line.terms.payee is not None]
    assert sum(worked.received.values()) == sum(
        cents for line in to_a_party for key, cents in line.charges.items() if key != line.terms.payee
    )


@given(SEEDS, st.permutations(TOWNS))
def test_no_share_depends_on_the_order_of_the_parties(seed, order):
    data = with_funding(**operating(Random(seed), TOWNS, LEAD, list(DIVIDING)))
    turned = {**data, "parties": sorted(data["parties"], key=lambda party: order.index(party["id"]))}
    one, other = first_line(data), first_line(turned)
    assert one.shares is not None
    assert other.shares is not None
    assert dict(zip(TOWNS, one.shares.figures, strict=True)) == dict(zip(order, other.shares.figures, strict=True))


# Methods


@given(SEEDS, st.sampled_from(["measure", "blend", "formula"]), st.integers(0, 3), st.integers(1, 10**6))
def test_who_has_more_of_a_measure_never_pays_a_smaller_share(seed, kind, place, more):
    terms = method(Random(seed), TOWNS, LEAD, [kind])
    before = line_of(shares=terms).shares
    figures: list[dict[str, int]] = []

    def find(value: object) -> None:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and key == "values":
                figures.append(inner)
            elif isinstance(inner, dict | list):
                find(inner)

    find(terms)
    for one in figures:
        one[TOWNS[place]] += more
    after = line_of(shares=terms).shares
    assert before is not None
    assert after is not None
    assert after.figures[place] >= before.figures[place]


@given(SEEDS, st.integers(0, 40), st.integers(1, 3))
def test_the_parties_take_turns(seed, years, each):
    order = Random(seed).sample(TOWNS, 4)
    shares = {"method": "alternating", "order": order, "years_each": each}
    line = first_line(with_funding(shares=shares, first_budget=900, budgets={FIRST + years: 900} if years else {}),
                      FIRST + years)  # fmt: skip
    assert [key for key, cents in line.charges.items() if cents] == [order[years // each % 4]]
    assert line.charges[order[years // each % 4]] == 900_00


@given(st.integers(0, 10**9), st.lists(st.integers(0, 2000), min_size=1, max_size=6), st.booleans())
def test_escalators_compound_to_the_cent(cents, rates, index):
    percents = [Decimal(rate).scaleb(-2) for rate in rates]
    if index:
        rule = {"index": "An index", "changes": {FIRST + n: str(one) for n, one in enumerate(percents, 1)}}
    else:
        percents = [max(percents[0], CENT)] * len(percents)
        rule = {"percent": str(percents[0])}
    amount = expected = Decimal(cents).scaleb(-2)
    for one in percents:
        expected = (expected * (1 + one / 100)).quantize(CENT, ROUND_HALF_UP)
    year = FIRST + len(percents)
    given_by_year = {"funding": {"adjustments": [{"rule": "escalator", **rule}]}}["funding"]
    divided = first_line(with_funding(2, shares={"method": "equal"}, first_budget=str(amount), **given_by_year), year)
    priced = {"method": "amounts", "amounts": {TOWNS[1]: str(amount)}}
    paid = first_line(with_funding(2, shares=priced, **given_by_year), year)
    assert sum(divided.charges.values()) == paid.charges[TOWNS[1]] == int(expected * 100)


def test_an_index_is_kept_between_its_least_and_its_most():
    changes = {FIRST + 1: "-3", FIRST + 2: "9.5", FIRST + 3: "2.25"}
    rule = {"rule": "escalator", "index": "An index", "changes": changes, "percent": "0.5", "least": 0, "most": 4}
    data = with_funding(2, shares={"method": "equal"}, first_budget=1000, adjustments=[rule])
    paid = [sum(first_line(data, FIRST + years).charges.values()) for years in range(4)]
    assert paid == [1000_00, 1000_00, 1040_00, 1068_60]
    assert first_line(data, FIRST + 4).open == (f"funding.adjustments[1].changes.{FIRST + 4}",)


def test_a_later_budget_is_that_from_which_the_next_year_rises():
    rule = {"rule": "escalator", "percent": 10}
    data = with_funding(2, shares={"method": "equal"}, first_budget=100, budgets={FIRST + 1: 200}, adjustments=[rule])
    paid = [sum(first_line(data, FIRST + years).charges.values()) for years in range(4)]
    assert paid == [100_00, 200_00, 220_00, 242_00]


@given(SEEDS)
def test_a_phase_in_ends_at_the_new_rule(seed):
    rng = Random(seed)
    new, old = (method(rng, TOWNS, LEAD, list(set(DIVIDING) - {"alternating"})) for _ in range(2))
    rule = {"rule": "phase_in", "before": old, "percents": ["25", "50", "75"]}

    def shares(years: int, shares: object, *adjustments: object) -> tuple[Fraction, ...]:
        step = first_line(with_funding(shares=shares, adjustments=adjustments), FIRST + years).shares
        assert step is not None
        return step.figures

    assert shares(3, new, rule) == shares(3, new)
    for years in range(3):
        weight = Fraction(years + 1, 4)
        mixed = zip(shares(years, new), shares(years, old), strict=True)
        assert shares(years, new, rule) == tuple(one * weight + other * (1 - weight) for one, other in mixed)


TIERS = st.lists(st.integers(1, 60_000), max_size=3, unique=True).map(sorted)


@given(TIERS, st.lists(st.integers(0, 100), min_size=4, max_size=4), st.integers(0, 9_000_000), st.integers(0, 30_000))
def test_what_is_kept_of_the_fees_and_what_is_passed_on_are_the_fees(limits, kept, cents, least):
    tiers = [{"up_to": limit, "kept": part} for limit, part in zip(limits, kept, strict=False)]
    shares = {"method": "fees", "tiers": [*tiers, {"kept": kept[3]}], "applies": "part", "minimum": least,
              "collected": {TOWNS[1]: str(Decimal(cents).scaleb(-2))}}  # fmt: skip
    charge = first_line(with_funding(2, shares=shares)).charges[TOWNS[1]]
    hundredths, lower = 0, 0
    for limit, part in [*zip((limit * 100 for limit in limits), kept, strict=False), (10**12, kept[3])]:
        hundredths += max(min(cents, limit) - lower, 0) * part
        lower = limit
    provider_keeps = (hundredths + 50) // 100
    passed_on = cents - provider_keeps
    assert charge == max(least * 100 - provider_keeps, 0) - passed_on
    assert provider_keeps + max(charge + passed_on, 0) >= least * 100


# Limits

FIGURES = st.lists(st.integers(1, 10**6), min_size=4, max_size=4)
BOUNDS = st.lists(
    st.tuples(st.sampled_from(TOWNS), st.sampled_from(["floor", "cap"]), st.integers(0, 100)), min_size=1, max_size=5
)


def bounds_of(rules: list[dict[str, object]]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """The least and the largest share of each party."""
    least, most = dict.fromkeys(TOWNS, Fraction(0)), dict.fromkeys(TOWNS, Fraction(1))
    for one in rules:
        key, limit = str(one["party"]), Fraction(int(str(one["percent"])), 100)
        if one["rule"] == "floor":
            least[key] = max(least[key], limit)
        else:
            most[key] = min(most[key], limit)
    return least, most


@settings(max_examples=200)
@given(FIGURES, BOUNDS, st.integers(1, 10**10))
def test_floors_and_caps_hold_whenever_they_can_be_met(figures, bounds, cents):
    rules = [{"rule": rule, "party": party, "percent": limit} for party, rule, limit in bounds]
    least, most = bounds_of(rules)
    if any(least[key] > most[key] for key in TOWNS) or sum(least.values()) > 1:
        return
    measured = {"method": "measure", "measure": {"of": "calls", "values": dict(zip(TOWNS, figures, strict=True))}}
    line = line_of(shares=measured, adjustments=rules, first_budget=str(Decimal(cents).scaleb(-2)))
    paid = {key: Fraction(amount, cents) for key, amount in line.charges.items()}
    cent = Fraction(1, cents)
    assert all(least[key] - cent < paid[key] < most[key] + cent for key in TOWNS)
    if sum(most.values()) >= 1:
        assert line.borne == 0
    assert line.shares is not None
    if not line.borne:
        shares = dict(zip(TOWNS, line.shares.figures, strict=True))
        free = [place for place, key in enumerate(TOWNS) if least[key] < shares[key] < most[key]]
        factors = {line.shares.figures[place] / figures[place] for place in free}
        assert len(factors) <= 1


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(0, 20))
def test_an_increase_is_at_most_the_largest_one(first, second, growth):
    rules = [{"rule": "cap", "growth": growth, "excess": "provider"}]
    data = with_funding(2, shares={"method": "equal"}, adjustments=rules, first_budget=str(Decimal(first).scaleb(-2)),
                        budgets={FIRST + 1: str(Decimal(second).scaleb(-2))})  # fmt: skip
    before, after = first_line(data), first_line(data, FIRST + 1)
    for key, cents in after.charges.items():
        if before.charges[key] and key != after.terms.payee:
            assert cents <= before.charges[key] * Fraction(100 + growth, 100) + Fraction(1, 2)
    assert sum(after.charges.values()) + after.borne == second


@pytest.mark.parametrize("year", [FIRST, LAST])
def test_a_sample_of_every_method_and_adjustment_is_drawn(year):
    found = {line.terms.shares.method for seed in range(400) for line in account(valid(seed), year).lines
             if line.terms.shares}  # fmt: skip
    rules = {one.rule for seed in range(400) for line in account(valid(seed), year).lines
             for one in line.terms.adjustments}  # fmt: skip
    assert (len(found), len(rules)) == (15, 9)
