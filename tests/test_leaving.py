"""When a party leaves, what it pays, and what no rule covers: days exact, amounts to the cent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.withdrawal import AlwaysOpen, OpenEveryYear, OpenSomeYears, Withdrawal
from agreement_builder.errors import AnswersRefusal
from agreement_builder.leaving.days import (
    add_months,
    end_of_fiscal_year,
    fiscal_year_end,
    is_open,
    last_open,
    next_open,
)
from agreement_builder.leaving.departure import EXPIRED, Departure, leave
from agreement_builder.leaving.effect import effect
from agreement_builder.leaving.terms import LeavingTerms
from tests.casts import CASTS, NOBODY
from tests.command import call
from tests.samples import GONE, answers_text, make_answers

D = dt.date
DAYS = st.dates(D(1990, 1, 1), D(2090, 12, 31))
MONTHS = st.integers(1, 60)
OPEN_MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=11, unique=True).map(tuple)
WINDOWS = st.one_of(
    st.just(AlwaysOpen()),
    st.builds(OpenEveryYear, rule=st.just("every_year"), months=OPEN_MONTHS),
    st.builds(
        OpenSomeYears, rule=st.just("interval"), months=OPEN_MONTHS, first_year=st.integers(1985, 2100),
        every=st.integers(2, 7),
    ),
)  # fmt: skip
TERMS = st.builds(
    LeavingTerms, withdrawal=st.sampled_from([Withdrawal.FISCAL_YEAR_END, Withdrawal.ANY_TIME]), months=MONTHS,
    days=st.just(0), window=WINDOWS, no_notice_before=st.none() | DAYS, no_effect_before=st.none() | DAYS,
    source=st.just("the test"),
)  # fmt: skip


# Days


@pytest.mark.parametrize(("day", "months", "later"), [
    (D(2027, 12, 31), 6, D(2028, 6, 30)), (D(2027, 1, 31), 1, D(2027, 2, 28)), (D(2028, 1, 31), 1, D(2028, 2, 29)),
    (D(2027, 7, 1), 12, D(2028, 7, 1)), (D(2027, 6, 30), 24, D(2029, 6, 30)),
])  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert add_months(day, months) == later


@given(DAYS)
def test_a_fiscal_year_ends_on_the_first_june_30_from_a_day_on(day):
    end = fiscal_year_end(day)
    assert (end.month, end.day) == (6, 30)
    assert 0 <= (end - day).days <= 365
    assert fiscal_year(day) == fiscal_year(end)


@given(WINDOWS, DAYS)
def test_the_next_open_day_is_open_and_none_before_it_is(window, day):
    found = next_open(window, day)
    assert found >= day
    assert is_open(window, found)
    before = [found - dt.timedelta(days=n) for n in range(1, min((found - day).days, 800) + 1)]
    assert not any(is_open(window, each) for each in before)


@given(WINDOWS, DAYS)
def test_the_last_open_day_ends_its_window(window, day):
    last = last_open(window, next_open(window, day))
    assert is_open(window, last)
    assert isinstance(window, AlwaysOpen) or not is_open(window, last + dt.timedelta(days=1))


# The effect


@given(TERMS, DAYS)
def test_a_withdrawal_never_takes_effect_before_its_notice_has_run(terms, notice):
    found = effect(terms, notice)
    assert found.day is not None
    assert found.counted >= notice
    assert is_open(terms.window, found.counted)
    assert found.day >= add_months(found.counted, terms.months)
    assert terms.no_effect_before is None or found.day >= terms.no_effect_before
    assert terms.no_notice_before is None or found.counted >= terms.no_notice_before


@given(TERMS, DAYS)
def test_a_withdrawal_at_the_end_of_a_fiscal_year_is_on_a_june_30_and_on_the_first_that_will_do(terms, notice):
    found = effect(terms, notice)
    if terms.withdrawal is Withdrawal.FISCAL_YEAR_END:
        assert found.day is not None
        assert (found.day.month, found.day.day) == (6, 30)
        earlier = end_of_fiscal_year(found.day.year - 2)
        floor = terms.no_effect_before or earlier
        assert earlier < max(add_months(found.counted, terms.months), floor) or earlier < floor


@given(TERMS, DAYS, st.integers(0, 900))
def test_a_later_notice_never_leads_to_an_earlier_day(terms, notice, more):
    first, second = effect(terms, notice), effect(terms, notice + dt.timedelta(days=more))
    assert first.day is not None
    assert second.day is not None
    assert first.day <= second.day


@given(TERMS, DAYS)
def test_the_last_step_that_moves_a_day_leads_to_the_day(terms, notice):
    found = effect(terms, notice)
    assert [step.day for step in found.steps if step.day][-1] == found.day


# Real agreements


def three(overrides: Mapping[str, object] | None = None) -> AnswersFile:
    """Four towns of which the first leads and all pay the same of $100,000."""
    return make_answers(overrides, parties=4)


def left(overrides: Mapping[str, object], notice: dt.date, party: str = "andover") -> Departure:
    return leave(three({"term.length": "until_terminated", "term.end": GONE, **overrides}), party, notice)


CENTENNIAL: Mapping[str, object] = {
    "leaving.notice_months": 24,
    "leaving.window": {"rule": "interval", "months": [12], "first_year": 1993},
    "leaving.taking_back": {"rule": "months", "months": 6},
    "leaving.payment": {"rule": "percent", "percent": 30, "due": "notice"},
    "leaving.exit_property": {"rule": "appraisal", "contribution_years": 10},
    "leaving.further_years": 2,
}


def test_notice_in_december_of_odd_years_takes_two_years_and_the_rest_of_the_fiscal_year():
    found = left(CENTENNIAL, D(2029, 12, 15))
    assert (found.notice_in_time, found.day) == (True, D(2032, 6, 30))


@pytest.mark.parametrize(("notice", "next_day"), [
    (D(1992, 12, 1), D(1993, 12, 1)), (D(2028, 12, 5), D(2029, 12, 1)), (D(2029, 11, 30), D(2029, 12, 1)),
    (D(2030, 1, 1), D(2031, 12, 1)),
])  # fmt: skip
def test_a_notice_outside_the_window_names_the_next_day_for_one(notice, next_day):
    found = left(CENTENNIAL, notice)
    assert (found.notice_in_time, found.counted) == (False, next_day)


def test_thirty_percent_of_the_last_payment_is_divided_by_what_those_that_stay_pay():
    percents = {"bolton": 50, "andover": 25, "ashford": 15, "willington": 10}
    found = left({**CENTENNIAL, "funding.shares": {"method": "fixed", "percents": percents}}, D(2029, 12, 15))
    (owed,) = found.sums
    assert (owed.cents, owed.due) == (7_500_00, D(2029, 12, 15))
    assert owed.to == {"bolton": 5_000_00, "ashford": 1_500_00, "willington": 1_000_00}
    assert {"notice taken back", "assets", "debt"} & {gap.event for gap in found.gaps} == set()


def test_a_party_pays_every_fiscal_year_to_the_last():
    found = left({}, D(2028, 8, 1))
    assert found.day == D(2030, 6, 30)
    assert [(year.year, year.cents, year.until) for year in found.years] == [(2028, 25_000_00, None),
                                                                             (2029, 25_000_00, None)]  # fmt: skip


def test_falling_payments_follow_the_last_fiscal_year():
    found = left({"leaving.payment": {"rule": "step_down", "percents": [67, 33], "to": "equally"}}, D(2028, 6, 30))
    assert found.day == D(2029, 6, 30)
    assert [(owed.cents, owed.due) for owed in found.sums] == [(16_750_00, D(2030, 6, 30)), (8_250_00, D(2031, 6, 30))]
    assert all(sum(owed.to.values()) == owed.cents for owed in found.sums)


@given(st.integers(1, 10**9), st.integers(1, 10_000), st.sampled_from(["by_share", "equally", "lead"]))
def test_what_is_paid_on_leaving_is_divided_to_the_cent(budget, points, to):
    payment = {"rule": "percent", "percent": points / 100, "to": to}
    found = left({"leaving.payment": payment, "funding.first_budget": budget / 100}, D(2029, 1, 1))
    (owed,) = found.sums
    assert owed.cents is not None
    assert not owed.to or sum(owed.to.values()) == owed.cents


def test_half_of_closing_and_thirty_years_of_monitoring_outlast_the_use_of_a_landfill():
    liabilities = [
        {"id": "closing", "kind": "closing", "words": "the landfill", "share": {"rule": "equal"},
         "estimate": 7_000_000},
        {"id": "monitoring", "kind": "monitoring", "words": "the landfill", "share": {"rule": "equal"},
         "until": {"rule": "years_after_closing", "years": 30}, "estimate": 350_000},
    ]  # fmt: skip
    found = leave(make_answers({"leaving.liabilities": liabilities}), "andover", D(2028, 1, 15))
    closing, monitoring = found.tails[-2:]
    assert (closing.cents, closing.until) == (3_500_000_00, "until it is paid in full")
    assert (monitoring.cents, monitoring.until) == (175_000_00, "each year, for 30 years after the closing")
    assert any("Fewer than two" in sentence for sentence in found.follows)


def test_where_every_other_party_must_consent_no_day_is_fixed_and_debt_goes_on():
    found = left({"leaving.withdrawal": "consent", "leaving.notice_months": GONE}, D(2029, 3, 1))
    assert (found.day, found.years, found.sums) == (None, (), ())
    assert [tail.share for tail in found.tails] == ["its share, as if it had not left"]


def test_thirty_days_notice_ends_on_the_thirtieth_day():
    days = {"leaving.withdrawal": "any_time", "leaving.notice_months": GONE, "leaving.notice_days": 30}
    found = left(days, D(2028, 9, 1))
    assert found.day == D(2028, 10, 1)
    assert [year.until for year in found.years] == [D(2028, 10, 1)]
    assert "part of a year" in {gap.event for gap in found.gaps}


def test_a_year_of_notice_given_in_an_evergreen_contract():
    found = leave(make_answers({"leaving.withdrawal": "any_time", "term.length": "until_terminated",
                                "term.end": GONE}), "andover", D(2028, 3, 15))  # fmt: skip
    assert found.day == D(2029, 3, 15)


@pytest.mark.parametrize(("rule", "notice", "counted", "day"), [
    ("effect", D(2027, 8, 1), D(2027, 8, 1), D(2029, 6, 30)),
    ("notice", D(2027, 8, 1), D(2029, 7, 1), D(2031, 6, 30)),
    ("effect", D(2030, 1, 1), D(2030, 1, 1), D(2031, 6, 30)),
])  # fmt: skip
def test_the_first_years_hold_a_party(rule, notice, counted, day):
    found = left({"leaving.lock_in": {"rule": rule, "years": 2}}, notice)
    assert (found.counted, found.day) == (counted, day)


def test_the_first_years_of_a_later_party_are_its_own():
    file = three({"leaving.lock_in": {"rule": "effect", "years": 3}, "term.length": "until_terminated",
                  "term.end": GONE})  # fmt: skip
    assert leave(file, "andover", D(2027, 8, 1), D(2030, 7, 1)).day == D(2033, 6, 30)


def entity(kind: str, **more: object) -> AnswersFile:
    return three({"management.model": "separate_entity", **NOBODY, "choices.entity": kind, "leaving.property": GONE,
                  "term.length": "until_terminated", "term.end": GONE, **more})  # fmt: skip


@pytest.mark.parametrize(("vote", "counted", "day"), [
    (D(2030, 12, 31), D(2030, 12, 31), D(2031, 6, 30)), (D(2031, 1, 1), D(2031, 1, 1), D(2032, 6, 30)),
    (D(2028, 3, 1), D(2029, 7, 1), D(2030, 6, 30)),
])  # fmt: skip
def test_a_member_leaves_a_health_district_as_its_statute_says(vote, counted, day):
    found = leave(entity("health_district"), "andover", vote)
    assert (found.counted, found.day) == (counted, day)


def test_a_member_leaves_a_municipal_district_six_months_after_its_vote():
    found = leave(entity("municipal_district"), "andover", D(2028, 10, 15))
    assert found.day == D(2029, 4, 15)
    assert "share of debt" in found.tails[0].says


def test_a_member_leaves_a_resource_recovery_authority_on_its_terms():
    assert leave(entity("resource_recovery_authority"), "andover", D(2028, 10, 15)).day is None


def test_a_term_that_ends_earlier_ends_the_membership():
    found = leave(three({}), "andover", D(2031, 9, 1))
    assert found.day == D(2032, 6, 30)
    assert "not renewed" in found.steps[-1].says


def test_where_the_term_ends_first_nobody_withdraws_and_nothing_is_paid_for_it():
    found = leave(three({"leaving.payment": {"rule": "percent", "percent": 30}}), "bolton", D(2031, 9, 1))
    assert found.sums == ()
    assert found.follows == (EXPIRED,)
    assert found.gets is not None
    assert found.gets.startswith("the agreement ends")


def test_a_board_of_education_is_told_of_its_right_by_statute():
    file = make_answers({"parties": CASTS["town and board"], "service.kind": "it_support"})
    assert any("one year's notice" in step.says for step in leave(file, "andover", D(2029, 1, 1)).steps)
    assert not any("one year's notice" in step.says for step in leave(file, "bolton", D(2029, 1, 1)).steps)


def test_a_separate_body_outlives_the_term_of_its_agreement():
    fixed = {"term.length": "fixed", "term.end": "2029-06-30"}
    assert leave(entity("health_district", **fixed), "andover", D(2030, 8, 1)).day == D(2031, 6, 30)


def test_a_member_of_a_municipal_district_owes_the_whole_last_year():
    found = leave(entity("municipal_district"), "andover", D(2028, 10, 15))
    assert [year.until for year in found.years] == [None]


@pytest.mark.parametrize("kind", ["health_district", "municipal_district"])
def test_a_member_of_a_district_leaves_by_a_vote_and_no_notice_runs(kind):
    found = leave(entity(kind), "andover", D(2030, 10, 15))
    assert found.act == "vote"
    assert found.steps[0].says.startswith("The legislative body of the party votes")
    assert not any("notice runs" in step.says for step in found.steps)


def test_too_few_parties_end_the_agreement_with_the_fiscal_year_that_follows():
    found = left({"leaving.least": {"rule": "number", "parties": 4}}, D(2029, 1, 1))
    assert found.day == D(2030, 6, 30)
    assert "June 30, 2031" in found.follows[0]


@pytest.mark.parametrize(("least", "party", "told"), [
    ({"rule": "number", "parties": 4}, "andover", "falls short"),
    ({"rule": "named", "parties": ["ashford"]}, "ashford", "falls short"),
    ({"rule": "named", "parties": ["ashford"]}, "andover", "goes on"),
    ({"rule": "two"}, "bolton", "lead agency leaves"),
])  # fmt: skip
def test_what_a_departure_means_for_the_others(least, party, told):
    found = left({"leaving.least": least}, D(2029, 1, 1), party)
    assert any(told in sentence for sentence in found.follows)


def test_the_same_amount_rises_each_year():
    shares = {"method": "amounts", "amounts": {"andover": 1000, "ashford": 500, "willington": 500}, "increase": 10}
    priced = {"funding.shares": shares, "leaving.property": "lead_keeps"}
    assert [year.cents for year in left(priced, D(2028, 8, 1)).years] == [1_100_00, 1_210_00]


@pytest.mark.parametrize(("window", "words"), [
    ({"rule": "every_year", "months": [12]}, "only in December of a year; the next day"),
    ({"rule": "every_year", "months": [1, 7, 12]}, "only in January, July or December of a year; the next day"),
    ({"rule": "interval", "months": [7, 12], "first_year": 2029}, "in July or December of 2029 and of every second"),
    ({"rule": "interval", "months": [12], "first_year": 2029, "every": 5}, "of 2029 and of every 5th year after it"),
])  # fmt: skip
def test_the_months_for_a_notice_are_told(window, words):
    assert any(words in step.says for step in left({"leaving.window": window}, D(2029, 2, 1)).steps)


def test_what_is_paid_to_the_lead_agency_is_lost_if_the_lead_agency_leaves():
    rule = {"leaving.payment": {"rule": "percent", "percent": 10, "to": "lead"}}
    (owed,) = left(rule, D(2029, 1, 1)).sums
    assert (owed.to, owed.receivers) == ({"bolton": 2_500_00}, "the lead agency, for the cost of the service")
    (own,) = left(rule, D(2029, 1, 1), "bolton").sums
    assert (own.cents, own.to) == (2_500_00, {})


def test_the_only_other_party_gets_all_and_is_named():
    rule = {"leaving.payment": {"rule": "amount", "amount": 1000}, "term.length": "until_terminated", "term.end": GONE}
    found = leave(make_answers(rule), "andover", D(2029, 1, 1))
    (owed,) = found.sums
    assert (owed.cents, owed.to, owed.receivers) == (1_000_00, {"bolton": 1_000_00}, "Town of Bolton")
    assert (
        found.gets
        == "the agreement ends, and what was bought together is divided in the shares in which it was paid for"
    )
    assert found.follows == ("Fewer than two parties remain, so the agreement ends on that day.",)


@pytest.mark.parametrize(("share", "cents", "says"), [
    ({"rule": "percent", "percent": 50}, 500_00, "50% of it"), ({"rule": "equal"}, 250_00, "an equal part"),
    ({"rule": "as_before"}, 400_00, "in the share of its last fiscal year"),
])  # fmt: skip
def test_the_part_of_a_liability_follows_its_rule(share, cents, says):
    percents = {"bolton": 30, "andover": 40, "ashford": 20, "willington": 10}
    found = left({"leaving.liabilities": [{"id": "tail", "kind": "claims", "words": "work", "share": share,
                                           "estimate": 1000}],
                  "funding.shares": {"method": "fixed", "percents": percents}}, D(2029, 1, 1))  # fmt: skip
    assert found.tails[-1].cents == cents
    assert says in found.tails[-1].share


def test_nothing_is_a_percentage_of_a_year_that_never_was():
    rule = {"leaving.withdrawal": "any_time", "leaving.notice_months": 6,
            "leaving.payment": {"rule": "percent", "percent": 10}}  # fmt: skip
    (none,) = left(rule, D(2027, 8, 1)).sums
    assert (none.cents, "its last payment" in none.says) == (None, True)
    (first,) = left(rule, D(2028, 1, 1)).sums
    assert (first.cents, "the fiscal year 2027-28" in first.says) == (2_500_00, True)


def test_a_party_that_was_paid_owes_no_percentage_and_gets_no_part():
    credit = {"rule": "credit", "dollars": 30_000, "reason": "its garage", "borne_by": "provider"}
    rule = {
        "leaving.payment": {"rule": "percent", "percent": 10},
        "funding.adjustments": [{**credit, "party": "ashford"}],
    }
    assert left(rule, D(2029, 1, 1), "ashford").sums[0].cents == 0
    assert left(rule, D(2029, 1, 1), "andover").sums[0].to["ashford"] == 0


def test_the_others_compute_their_shares_again_only_where_they_share_a_cost():
    priced = {"funding.shares": {"method": "amounts", "amounts": {"andover": 1, "ashford": 1, "willington": 1}},
              "leaving.property": "lead_keeps"}  # fmt: skip
    assert left({}, D(2029, 1, 1)).follows == (
        "The agreement goes on among the other 3 parties; their shares are computed again.",)  # fmt: skip
    assert left(priced, D(2029, 1, 1)).follows == ("The agreement goes on among the other 3 parties.",)
    exactly = left({"leaving.least": {"rule": "number", "parties": 3}}, D(2029, 1, 1))
    assert "goes on" in exactly.follows[0]


def test_a_commission_for_economic_development_is_left_after_the_notice_that_is_stated():
    months = entity("economic_development_commission", **{"leaving.notice_months": 6})
    assert leave(months, "andover", D(2028, 10, 15)).day == D(2029, 6, 30)
    days = entity("economic_development_commission", **{"leaving.notice_months": GONE, "leaving.notice_days": 300})
    assert leave(days, "andover", D(2028, 10, 15)).day == D(2030, 6, 30)


def test_joint_property_is_nobodys_where_no_cost_is_shared():
    priced = {"funding.shares": {"method": "amounts", "amounts": {"andover": 1, "ashford": 1, "willington": 1}},
              "leaving.property": "lead_keeps"}  # fmt: skip
    assert left(priced, D(2029, 1, 1)).gets == "each party keeps its own property"
    assert left({**priced, "choices.equipment_joint": "joint_register"}, D(2029, 1, 1)).gets is None


# Refusals


@pytest.mark.parametrize(("renewal", "notice", "refused"), [
    ("none", D(2032, 7, 1), True), ("none", D(2032, 6, 30), False), ("by_vote", D(2032, 7, 1), False),
])  # fmt: skip
def test_nobody_leaves_an_agreement_that_has_ended(renewal, notice, refused):
    file, found = three({"term.renewal": renewal}), []
    try:
        leave(file, "andover", notice)
    except AnswersRefusal as refusal:
        found = [(finding.rule, finding.where.field) for finding in refusal.findings]
    assert found == ([("dates", "term.end")] if refused else [])


def told(file: AnswersFile, party: str = "andover") -> list[tuple[str, str | None]]:
    with pytest.raises(AnswersRefusal) as caught:
        leave(file, party, D(2029, 1, 1))
    return [(finding.rule, finding.where.field) for finding in caught.value.findings]


def test_every_missing_answer_on_which_the_day_depends_is_told_at_once():
    missing = {"leaving.withdrawal": GONE, "leaving.notice_months": GONE, "term.start": GONE}
    found = told(three({**missing, "leaving.lock_in": {"rule": "notice", "years": 2}}))
    assert found == [("decision-open", path) for path in ("leaving.withdrawal", "leaving.notice_months", "term.start")]


@pytest.mark.parametrize("path", ["leaving.window", "leaving.lock_in"])
def test_a_rule_on_notice_that_is_left_open_is_asked_for(path):
    assert told(three({path: {"open": "counsel"}})) == [("decision-open", path)]


@pytest.mark.parametrize(("path", "event"), [
    ("leaving.payment", "payment on leaving"), ("leaving.exit_property", "assets"),
    ("leaving.taking_back", "notice taken back"),
])  # fmt: skip
def test_what_is_left_open_is_an_event_without_a_rule(path, event):
    assert event in {gap.event for gap in left({path: {"open": "counsel"}}, D(2029, 1, 1)).gaps}


def test_only_a_party_can_leave():
    assert told(three(), "andovre") == [("party-unknown", None)]


PRICES = {"method": "charges", "prices": [{"item": "Use", "unit": "visit", "price": 100}]}


@pytest.mark.parametrize(("answers", "found"), [
    ({"leaving.notice_days": 30}, ("exit-contradiction", "leaving.notice_days")),
    ({"leaving.withdrawal": "consent", "leaving.window": {"rule": "every_year", "months": [12]}},
     ("exit-contradiction", "leaving.window")),
    ({"leaving.withdrawal": "consent", "leaving.lock_in": {"rule": "notice", "years": 2}},
     ("exit-contradiction", "leaving.lock_in")),
    ({"leaving.payment": {"rule": "percent", "percent": 30, "due": "notice"}, "leaving.taking_back": {"rule": "final"}},
     ("exit-contradiction", "leaving.payment.due")),
    ({"leaving.payment": {"rule": "step_down", "percents": [33, 67]}},
     ("exit-contradiction", "leaving.payment.percents")),
    ({"leaving.payment": {"rule": "amount", "amount": 100}, "funding.shares": PRICES, "leaving.property": "lead_keeps"},
     ("exit-contradiction", "leaving.payment.to")),
    ({"leaving.exit_property": {"rule": "paid_out", "years": 3}}, ("exit-contradiction", "leaving.exit_property")),
    ({"term.buy_in": {"rule": "share_of_value"}, "funding.shares": PRICES, "leaving.property": "lead_keeps"},
     ("exit-contradiction", "term.buy_in")),
    ({"leaving.least": {"rule": "number", "parties": 3}}, ("membership", "leaving.least.parties")),
    ({"leaving.least": {"rule": "named", "parties": ["bolton", "vernon"]}},
     ("party-unknown", "leaving.least.parties[2]")),
    ({"leaving.liabilities": [{"id": "tail", "kind": "other"}]}, ("words-missing", "leaving.liabilities.tail.words")),
    ({"leaving.liabilities": [{"id": "tail", "kind": "debt"}], "funding.shares": PRICES,
      "leaving.property": "lead_keeps"}, ("exit-contradiction", "leaving.liabilities.tail.share")),
    ({"leaving.events": [{"id": "end", "event": "it ends"}, {"id": "end", "event": "it stops"}]},
     ("key-twice", "leaving.events")),
    ({"term.length": "until_terminated", "term.end": GONE, "term.holdover_days": 30}, ("dates", "term.holdover_days")),
])  # fmt: skip
def test_answers_on_leaving_that_contradict_each_other_are_refused(answers, found):
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(answers_text(answers), "f.yaml")
    assert [(finding.rule, finding.where.field) for finding in caught.value.findings] == [found]
    assert all(finding.message and finding.hint and finding.where.line for finding in caught.value.findings)


@pytest.mark.parametrize(("name", "value"), [
    ("least", {"rule": "named", "parties": ["bolton"]}), ("events", [{"id": "end", "event": "it ends"}]),
])  # fmt: skip
def test_a_separate_body_ends_only_as_its_statute_says(name, value):
    with pytest.raises(AnswersRefusal) as caught:
        entity("health_district", **{f"leaving.{name}": value})
    assert [finding.where.field for finding in caught.value.findings] == [f"leaving.{name}"]


def test_a_payment_on_leaving_needs_a_lead_agency_that_collects_it():
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(answers_text({"leaving.payment": {"rule": "percent", "percent": 30}}, mutual=True), "f.yaml")
    assert [finding.where.field for finding in caught.value.findings] == ["leaving.payment"]


# The command


@pytest.fixture
def centennial(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(answers_text({**CENTENNIAL, "term.length": "until_terminated", "term.end": GONE}, parties=4))
    return path


def test_exit_tells_the_day_the_steps_and_the_amounts(centennial):
    ran = call("exit", centennial, "--party", "andover", "--notice", "2028-12-05")
    assert ran.code == 0
    assert "Town of Andover leaves at the end of June 30, 2032." in ran.out
    assert "the next can be given on December 1, 2029" in ran.out
    assert "30% of what it paid for the fiscal year 2028-29: $7,500.00" in ran.out


def test_exit_as_json_is_the_account_as_plain_data(centennial):
    data = call("exit", centennial, "--party", "andover", "--notice", "2029-12-05", "--json").json
    assert (data["day"], data["notice_in_time"]) == ("2032-06-30", True)
    assert [payment["year"] for payment in data["years"]] == [2029, 2030, 2031]
    assert data["sums"][0]["cents"] == sum(data["sums"][0]["to"].values()) == 7_500_00


def test_exit_of_no_party_ends_as_invalid_answers(centennial):
    ran = call("exit", centennial, "--party", "andovr", "--notice", "2029-12-05")
    assert (ran.code, ran.out) == (3, "")
    assert '"andover"' in ran.err
