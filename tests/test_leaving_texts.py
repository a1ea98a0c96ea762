"""What real agreements say on coming in, staying and leaving, printed from answers as clear prose."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from agreement_builder.compose.words import month_names, ordinal
from agreement_builder.writers.text import write_text
from tests.casts import LISTS, VARIANTS, variant
from tests.samples import GONE, make_answers, make_draft


def text(library, overrides: Mapping[str, object], parties: int = 4) -> str:
    """The draft on one line."""
    return " ".join(write_text(make_draft(library, make_answers(overrides, parties))).split())


CASES: Mapping[str, tuple[Mapping[str, object], str]] = {
    "any two of those that accept": (
        {"term.effect": "number", "term.effect_count": 2},
        "on the day on which two (2) of the Parties, one of them the Lead Agency, have done so",
    ),
    "any three of four named towns": (
        {"term.effect": "number", "term.effect_count": 3, "leaving.least": {"rule": "number", "parties": 3}},
        "If fewer remain, this Agreement terminates at the end of the Fiscal Year that follows",
    ),
    "not before bargaining is over": (
        {"term.conditions": [{"id": "union", "kind": "bargaining", "words": "the police union"}]},
        "bargaining on the effects of this Agreement has ended with the police union",
    ),
    "in force only when the conditions are met": (
        {"term.conditions": [{"id": "budget", "kind": "budget"}]},
        "or on the later day on which the last of the conditions in Section 6.3 is met (the “Effective Date”)",
    ),
    "acts before ratification": (
        {"term.retroactive": {"rule": "date", "date": "2026-07-01"}},
        "also approves what the Parties have done under its terms from July 1, 2026 on",
    ),
    "notice in December of odd years": (
        {"leaving.window": variant("leaving.window", "interval"), "leaving.notice_months": 24},
        "may give notice of withdrawal only in December of 2029 and of every second year after that year",
    ),
    "two years of notice in a window": (
        {"leaving.window": variant("leaving.window", "interval"), "leaving.notice_months": 24},
        "at the end of the first Fiscal Year that ends at least twenty-four (24) months after",
    ),
    "damages that come back within six months": (
        {"leaving.payment": {"rule": "percent", "percent": 30, "due": "notice"},
         "leaving.taking_back": variant("leaving.taking_back", "months")},
        "The payment is due with the notice of withdrawal. It is refunded only if the notice is taken back",
    ),
    "damages to those that stay by what they pay": (
        {"leaving.payment": {"rule": "percent", "percent": 30}},
        "divided among the other Parties in proportion to their own payments",
    ),
    "a falling payment": (
        {"leaving.payment": {"rule": "step_down", "percents": [67, 33], "to": "equally"}},
        "for the first Fiscal Year after it leaves, 67%; (ii) for the second Fiscal Year after it leaves, 33%.",
    ),
    "all pay for two more years": (
        {"leaving.further_years": 2},
        "two (2) years after the end of the Fiscal Year in which the last of these votes is taken. Until then every "
        "Party shall go on taking part in the Service and paying for it",
    ),
    "an appraiser, debts first, ten years of payments": (
        {"leaving.exit_property": variant("leaving.exit_property", "appraisal")},
        "the proportion of its own payments for the Service to those of all Parties in the last ten (10) Fiscal Years",
    ),
    "consent of all others": (
        {"leaving.withdrawal": "consent", "leaving.notice_months": GONE},
        "shall, after a vote of its Legislative Body, propose an amendment to every other Party",
    ),
    "debt as if it had not left": ({}, "as if it had not left, until that debt is paid"),
    "an equal part of closing": (
        LISTS, "an equal part, by the number of Parties just before it leaves, of the cost of closing the plant, until"
    ),
    "thirty years of monitoring": (LISTS, "for thirty (30) years after the closing"),
    "a part of the service ends": (LISTS, "the following part of the Service ends, and this Agreement continues"),
    "thirty days": (
        {"leaving.withdrawal": "any_time", "leaving.notice_months": GONE, "leaving.notice_days": 30},
        "The withdrawal takes effect thirty (30) days after the last Party receives the notice.",
    ),
    "an amount on joining": ({"term.buy_in": variant("term.buy_in", "amount")}, "the new Party shall pay $1,000.00"),
    "the first fiscal year that will do": (
        {}, "at the end of the first Fiscal Year that ends at least twelve (12) months after the last Party receives"
    ),
    "a falling payment has its day": (
        {"leaving.payment": variant("leaving.payment", "step_down")}, "Each payment is due at the end of its Fiscal"
    ),
    "a notice is not taken back after the end": (
        {"leaving.taking_back": variant("leaving.taking_back", "months")}, "and before the withdrawal takes effect."
    ),
    "what a statute gives is kept beside first years": (
        {"leaving.lock_in": {"rule": "notice", "years": 2}}, "limits no right to withdraw that a statute gives a Party."
    ),
    "nobody leaves faster after a vote to end": (
        {"leaving.further_years": 2}, "only a notice of withdrawal that was given before that vote has effect"
    ),
    "debt is not deducted and paid as well": (
        {"leaving.exit_property": variant("leaving.exit_property", "paid_out")},
        "Debt on it is deducted, except debt of which that Party goes on paying its share.",
    ),
    "obligations bind those that stay to the end": (LISTS, "each Party that is then a Party bears these obligations"),
    "a lead agency leaves by consent": (
        {"leaving.withdrawal": "consent", "leaving.notice_months": GONE},
        "the amendment names the Party that takes its place",
    ),
    "a second try of the term ends by a vote": (
        {"term.holdover_days": 90}, "no Legislative Body has rejected it by then, this Agreement continues"
    ),
    "no withdrawal in the first years": (
        {"leaving.lock_in": {"rule": "effect", "years": 5}}, "before five (5) years have passed, counted from and"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("overrides", "words"), CASES.values(), ids=CASES.keys())
def test_a_term_of_a_real_agreement_is_printed(library, overrides, words):
    assert words in text(library, overrides)


def test_what_is_not_agreed_is_not_printed(library):
    plain = text(library, {})
    for words in ("Taking back.", "First years.", "Window.", "Buy-in.", "Least Membership", "Outlast", "Holdover."):
        assert words not in plain


@pytest.mark.parametrize(("path", "rule"), [(path, rule) for path, rules in VARIANTS.items() for rule in rules])
def test_each_rule_leaves_a_draft_without_braces_or_blanks_of_its_own(library, path, rule):
    drafted = text(library, {path: variant(path, rule)})
    assert "{" not in drafted
    title = {"leaving.window": "Months in which", "leaving.payment": "Percentage of"}.get(path, "Years")
    assert f"[{title}" not in drafted


@pytest.mark.parametrize(("months", "words"), [
    ((12,), "December"), ((7, 12), "July or December"), ((1, 2, 3), "January, February or March"),
])  # fmt: skip
def test_months_are_named(months, words):
    assert month_names(months) == words


@pytest.mark.parametrize(("number", "words"), [(2, "second"), (20, "twentieth"), (21, "21st"), (22, "22nd"),
                                               (23, "23rd"), (30, "30th"), (111, "111th")])  # fmt: skip
def test_a_place_in_a_row_is_an_ordinal(number, words):
    assert ordinal(number) == words


def test_a_party_that_is_named_is_printed_by_its_name(library):
    drafted = text(library, {"leaving.least": {"rule": "named", "parties": ["ashford"]}})
    assert "depends on each of these Parties: (i) the Town of Ashford." in drafted
