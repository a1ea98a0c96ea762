"""`costs`: who pays what, how it came about, and what a change would do; the same verbs in Python."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import agreement_builder as ab
from agreement_builder.answers.load import AnswersFile, revised
from agreement_builder.answers.sharing import Equal
from agreement_builder.costs.account import account
from agreement_builder.costs.fiscal import all_years, fiscal_year_of, fiscal_years
from agreement_builder.costs.sheet import Unit
from agreement_builder.costs.shown import cents_shown, difference_shown, figure_shown
from agreement_builder.costs.told import ROUNDING, Telling
from agreement_builder.costs.without import without_party
from agreement_builder.writers.costs.page import costs_page, party_names
from tests.command import Ran, call
from tests.costs_random import EVERY, agreement, random_agreement
from tests.samples import GONE, POPULATION, TOWNS, answers_text, make_answers, measure

README = Path(__file__).resolve().parent.parent / "README.md"
CALLS = {year: dict(zip(TOWNS, figures, strict=True)) for year, figures in {
    2009: (100, 500, 220, 77), 2010: (104, 510, 229, 57), 2011: (111, 499, 230, 70),
    2012: (98, 505, 217, 80), 2013: (141, 533, 217, 74),
}.items()}  # fmt: skip
DISPATCH: dict[str, object] = {
    "funding.shares": {
        "method": "measure",
        "measure": {"of": "calls", "source": "the call log", "years": CALLS, "average": 5},
    },
    "funding.first_budget": "869000.00",
    "funding.first_fiscal_year": 2014,
    "term.start": "2014-07-01",
    "term.end": "2019-06-30",
}
"""Four towns share a dispatch center by the average of five years of calls."""

FIXED: dict[str, object] = {
    "funding.shares": {"method": "fixed", "percents": {"bolton": 40, "andover": 30, "ashford": 20, "willington": 10}}
}


@pytest.fixture
def run(tmp_path: Path):
    """`costs` for complete answers of four towns with these overrides."""

    def command(overrides: dict[str, object], *arguments: str | Path) -> Ran:
        path = tmp_path / "answers.yaml"
        path.write_text(answers_text(overrides, parties=4))
        return call("costs", path, *arguments)

    return command


# The page


def test_the_page_begins_with_who_pays_what(run) -> None:
    ran = run(DISPATCH)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Fiscal year 2014-15 (July 1, 2014 to June 30, 2015)\n====")
    assert re.search(r"^Bolton +\$105,298\.77$", ran.out, re.MULTILINE)
    assert re.search(r"^Total +\$869,000\.00$", ran.out, re.MULTILINE)


def test_each_figure_can_be_followed_in_words(run) -> None:
    words = " ".join(run(DISPATCH).out.split())
    assert "Calls for service, average of 2009 to 2013: the mean of (1), (2), (3), (4) and (5)" in words
    assert "Share: (6) divided by the sum of (6), 914.4; for Bolton: 110.8 / 914.4 = 12.1172%." in words
    assert (
        "(7) of the cost of the fiscal year, $869,000.00, settled to the cent; for Bolton: 12.1172% of $869,000.00"
        in words
    )
    assert words.count(ROUNDING) == 1


def test_payments_of_the_operating_cost_differ_by_a_cent_at_most(run) -> None:
    assert re.search(r"^Bolton +1 of \$26,324\.70, 3 of \$26,324\.69$", run(DISPATCH).out, re.MULTILINE)


def test_a_rent_is_told_with_who_receives_it(run) -> None:
    shares = {"method": "amounts", "amounts": {"bolton": 20000}}
    rent = {"id": "rent", "name": "Rent of the garage", "nature": "rent", "paid_to": "ashford", "shares": shares}
    rent["parties"] = ["bolton", "ashford"]
    out = run({**FIXED, "funding.lines": [rent]}).out
    assert "Rent of the garage: paid to Ashford." in out
    assert re.search(r"^Ashford +\$20,000\.00 +\$20,000\.00 +\$20,000\.00 +\$0\.00$", out, re.MULTILINE)


def test_what_a_cap_leaves_to_the_party_that_is_paid_is_told(run) -> None:
    out = run({**FIXED, "funding.adjustments": [{"rule": "cap", "percent": 25, "excess": "provider"}]}).out
    assert "Operating cost: $20,000.00 more is borne by Bolton" in out


def test_no_line_is_too_wide_for_a_screen(run) -> None:
    lines = [{"id": f"cost_{n}", "name": f"Cost number {n} of several", "nature": "capital", "cost": 1000 + n,
              "shares": {"method": "equal"}} for n in range(12)]  # fmt: skip
    out = run({**DISPATCH, "funding.lines": lines}).out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(("method", "adjustment"), EVERY)
def test_every_method_and_adjustment_is_told_to_its_end(method: str, adjustment: str) -> None:
    file = agreement(method, adjustment)
    for year in (2027, 2029):
        found = account(file.answers, year)
        page = costs_page(file.answers, found)
        (line,) = found.lines
        told = Telling(line, party_names(file.answers)).steps
        assert told[-1].step == line.result
        for number in map(int, re.findall(r"\((\d+)\)", " ".join(one.words for one in told))):
            assert 1 <= number <= len(told)
        for one in told:
            earlier = map(int, re.findall(r"\((\d+)\)", one.words))
            assert all(number < one.number for number in earlier), one.words
            assert "()" not in one.words
        for cents in line.charges.values():
            assert cents_shown(cents) in page


# Open figures


def test_an_open_cost_is_illustrated_on_a_round_sum(run) -> None:
    ran = run({"funding.first_budget": {"open": "the finance officer"}})
    assert ran.code == 0
    assert "funding.first_budget is open" in ran.out
    assert "every $100,000.00" in ran.out.replace("\n  ", " ")


def test_open_figures_are_findings_with_their_place_and_who_will_know(run) -> None:
    shares = {"method": "measure", "measure": measure({**POPULATION, "ashford": {"open": "the town clerk"}})}
    ran = run({"funding.shares": shares})
    assert ran.code == 3
    assert re.search(r"answers.yaml:\d+:\d+, funding.shares.measure.values.ashford\n  error: .*\[cost-open\]", ran.err)
    assert "the town clerk" in ran.err
    assert "Who pays what" not in ran.out


def test_a_round_sum_is_told_apart_from_costs_that_are_known(run) -> None:
    line = {"id": "closing", "name": "Closing", "nature": "closing", "shares": {"method": "equal"}}
    out = run({**FIXED, "funding.lines": [line]}).out
    known, _, rest = out.partition("What each party pays of a round sum")
    assert re.search(r"^Total +\$100,000\.00$", known, re.MULTILINE)
    assert re.search(r"^Bolton +\$25,000\.00$", rest, re.MULTILINE)


def test_where_each_party_bears_its_own_cost_nothing_is_computed(run) -> None:
    ran = run({"management.model": "mutual_assistance", "management.lead": GONE, "management.staff": "each_keeps",
               "management.equipment": "each_owns", "funding.shares": {"method": "own"}, "leaving.property": GONE,
               "funding.first_budget": GONE, "funding.fees": GONE})  # fmt: skip
    assert "Operating cost: each party bears its own, and nobody pays another." in ran.out
    assert "Who pays what" not in ran.out


# Years


@pytest.mark.parametrize("text", ["2027", "2027-28", "2027–28", "FY2028", "fy28", "FY 2028", " 2027 "])
def test_a_fiscal_year_is_read_as_people_write_it(text: str) -> None:
    assert fiscal_year_of(text) == 2027


@pytest.mark.parametrize("text", ["", "28", "2027-2028", "2027-29", "2027-27", "next year", "20277", "FY", "2027..x"])
def test_a_year_that_can_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"may mean|is no fiscal year|longer than"):
        fiscal_years(text, make_answers().answers)


def test_a_refused_year_is_wrong_use(run) -> None:
    ran = run(FIXED, "--year", "2027-2029")
    assert ran.code == 2
    assert "2027..2029" in ran.err


def test_a_range_and_all_years_are_told_one_after_another(run) -> None:
    assert run(FIXED, "--year", "2027..2029").out.count("Who pays what") == 3
    assert run(FIXED, "--year", "all").out.count("Fiscal year 20") == 5  # a term of five years
    assert "ends before it begins" in run(FIXED, "--year", "2029..2027").err


def test_all_years_without_a_fixed_term_are_those_that_the_terms_speak_of() -> None:
    open_ended = {"term.length": "until_terminated", "term.end": GONE, "term.renewal": GONE}
    phases = {"rule": "phase_in", "before": {"method": "equal"}, "percents": [25, 50]}
    file = make_answers({**open_ended, "funding.adjustments": [phases]})
    assert all_years(file.answers) == (2027, 2028, 2029)
    assert all_years(make_answers({"funding.first_fiscal_year": None}).answers) == (None,)


# What if


def test_a_change_is_shown_before_after_and_as_a_difference(run) -> None:
    ran = run({**FIXED, "funding.first_budget": 100_000}, "--what-if", "funding.first_budget=110000")
    assert ran.code == 0
    assert "What if funding.first_budget=110000" in ran.out
    assert re.search(r"^Bolton +\$40,000\.00 +\$44,000\.00 +\+\$4,000\.00$", ran.out, re.MULTILINE)
    assert re.search(r"^Total +\$100,000\.00 +\$110,000\.00 +\+\$10,000\.00$", ran.out, re.MULTILINE)


def test_a_change_that_contradicts_the_rest_is_refused_with_its_place(run) -> None:
    ran = run(FIXED, "--what-if", "funding.shares.percents.bolton=41")
    assert ran.code == 3
    assert re.search(r"answers.yaml:\d+:\d+, funding.shares.percents\n  error: .*101", ran.err)


def test_a_change_that_leads_nowhere_names_its_option(run) -> None:
    ran = run(FIXED, "--what-if", "funding.first_budget.x=1", "--what-if", "nothing")
    assert ran.code == 3
    assert "--what-if, nothing" in ran.err
    assert "[set-form]" in ran.err


def test_an_amount_that_is_open_has_no_difference(run) -> None:
    shares = {"method": "measure", "measure": measure({**POPULATION, "ashford": {"open": "the town clerk"}})}
    ran = run({"funding.shares": shares}, "--what-if", "funding.shares.measure.values.ashford=4000")
    assert re.search(r"^Bolton +open +\$[\d,.]+ +open$", ran.out, re.MULTILINE)
    assert ran.code == 0


def test_what_if_tells_each_cost_that_changes_and_no_other(run) -> None:
    lines = [{"id": "closing", "name": "Closing", "nature": "closing", "cost": 5000, "shares": {"method": "equal"}}]
    out = run({**FIXED, "funding.lines": lines}, "--what-if", "funding.lines.closing.cost=6000").out
    assert "\nClosing\n" in out
    assert "\nOperating cost\n" not in out


@given(st.integers(0, 10_000))
def test_without_a_change_all_differences_are_zero(seed: int) -> None:
    compared = ab.compare_costs(random_agreement(seed), year=2028)
    assert all(compared.total(party).difference == 0 for party in compared.parties)
    assert not any(compared.changes(line) for line in compared.lines)


@given(st.integers(0, 10_000), st.integers(1, 10**9))
def test_the_differences_of_the_costs_add_up_to_that_of_the_whole(seed: int, cents: int) -> None:
    budget = Decimal(cents).scaleb(-2)
    compared = ab.compare_costs(random_agreement(seed), [f"funding.first_budget={budget}"])
    for party in compared.parties:
        parts = [compared.of_line(line, party).difference or 0 for line in compared.lines]
        assert sum(parts) == compared.total(party).difference


def test_further_settings_keep_the_notes_of_what_stays_open() -> None:
    file = make_answers({"funding.first_budget": {"open": "the finance officer"}, "term.start": {"open": "the clerk"}})
    changed = revised(file, ["funding.first_budget=5"], "--what-if")
    assert changed.answers.funding.first_budget == 5
    assert changed.open_notes == {"term.start": "the clerk"}
    assert file.answers.funding.first_budget is None


# Without a party


def test_without_a_party_the_others_bear_its_share_in_proportion(run) -> None:
    ran = run({**FIXED, "funding.first_budget": 100_000}, "--without", "ashford")
    assert ran.code == 0
    assert "Without ashford" in ran.out
    assert "raised in proportion to 100: bolton 40 to 50, andover 30 to 37.5, willington 10 to 12.5." in ran.out
    assert re.search(r"^Ashford +\$20,000\.00 +-\$20,000\.00$", ran.out, re.MULTILINE)
    assert re.search(r"^Bolton +\$40,000\.00 +\$50,000\.00 +\+\$10,000\.00$", ran.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("overrides", "party", "told"),
    [
        ({}, "hebron", "not the key of a party"),
        ({}, "boltn", 'Did you mean "bolton"'),
        ({}, "bolton", "lead agency"),
        ({"funding.shares": {"method": "measure", "measure": measure({**dict.fromkeys(TOWNS, 0), "ashford": 5})}},
         "ashford", "All figures are zero"),
        ({"funding.shares": {"method": "fixed", "percents": {**dict.fromkeys(TOWNS, 0), "ashford": 100}}},
         "ashford", "add up to 0"),
    ],
)  # fmt: skip
def test_an_agreement_that_cannot_do_without_the_party_says_why(run, overrides, party, told) -> None:
    ran = run(overrides, "--without", party)
    assert ran.code == 3
    assert told in ran.err
    assert ran.out == ""


def test_two_parties_cannot_become_one() -> None:
    with pytest.raises(ab.AnswersRefusal, match="One party would remain"):
        without_party(make_answers().answers, "andover")


@pytest.mark.parametrize(("method", "adjustment"), EVERY)
def test_a_party_leaves_every_mapping_and_list(method: str, adjustment: str) -> None:
    rest = without_party(agreement(method, adjustment).answers, "ashford").answers
    assert "ashford" not in json.dumps(rest.model_dump(mode="json", exclude={"service"}))
    for year in (2027, 2029):
        found = account(rest, year)
        assert found.open == ()
        assert set(found.paid) == {"bolton", "andover", "willington"}


def test_a_cost_in_which_nobody_remains_or_that_is_paid_to_the_party_is_gone() -> None:
    lines = [
        {"id": "own", "name": "Its own", "nature": "capital", "cost": 5, "parties": ["ashford"],
         "shares": {"method": "equal"}},
        {"id": "rent", "name": "Rent", "nature": "rent", "paid_to": "ashford", "cost": 5,
         "shares": {"method": "equal"}},
        {"id": "desk", "name": "Desk", "nature": "rent", "paid_to": "andover", "parties": ["ashford", "andover"],
         "shares": {"method": "amounts", "amounts": {"ashford": 5}}},
        {"id": "turns", "name": "Audit", "nature": "operating", "cost": 5, "parties": ["ashford", "andover"],
         "shares": {"method": "alternating", "order": ["ashford", "andover"]}},
    ]  # fmt: skip
    found = without_party(make_answers({"funding.lines": lines}, parties=4).answers, "ashford")
    assert [line.id for line in found.answers.funding.lines] == ["turns"]
    assert found.answers.funding.lines[0].shares == Equal(method="equal")
    assert any("pays in every fiscal year" in words for words in found.changes)


def test_keys_of_other_things_that_look_like_the_party_stay() -> None:
    lines = [{"id": "ashford", "name": "Ashford pound", "nature": "capital", "cost": 5, "shares": {"method": "equal"}}]
    overrides = {"funding.lines": lines, "blanks": {"withdrawal": {"ashford": "x"}}}
    rest = without_party(make_answers(overrides, parties=4).answers, "ashford").answers
    assert rest.funding.lines[0].id == "ashford"
    assert rest.blanks == {"withdrawal": {"ashford": "x"}}


# Plain data


def test_json_holds_every_step_with_its_exact_figures(run) -> None:
    data = run(DISPATCH, "--json").json
    (year,) = data["years"]
    (cost,) = year["costs"]
    assert (year["year"], year["fiscal_year"]) == (2014, "2014-15")
    assert sum(cost["charges_cents"].values()) == cost["cost_cents"] == 86_900_000
    steps = cost["steps"]
    assert [step["place"] for step in steps] == list(range(len(steps)))
    assert all(place < step["place"] for step in steps for place in step["operands"])
    assert sum(Fraction(share["exact"]) for share in cost["shares"].values()) == 1
    stated = next(step for step in steps if step["label"] == "Calls for service, 2009")
    assert stated["from"]["bolton"] == "funding.shares.measure.years.2009.bolton"


def test_json_of_a_change_holds_before_after_and_difference(run) -> None:
    data = run(FIXED, "--json", "--without", "ashford", "--what-if", "funding.first_budget=200000").json
    assert data["change"] == "What if funding.first_budget=200000, without ashford"
    assert data["years"][0]["parties"]["ashford"] == {
        "before_cents": 2_000_000, "after_cents": None, "difference_cents": -2_000_000,
        "costs": {"operating": {"before_cents": 2_000_000, "after_cents": None, "difference_cents": -2_000_000}},
    }  # fmt: skip


# The workbook


def test_the_workbook_is_written_and_one_that_was_edited_is_kept(run, tmp_path: Path) -> None:
    import openpyxl

    output = tmp_path / "costs.xlsx"
    ran = run(FIXED, "-o", output, "--date", "2026-11-23", "--year", "2027..2028")
    assert ran.code == 0
    assert str(output) in ran.err
    assert run(FIXED, "-o", output, "--date", "2026-11-23").code == 0
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == ["Summary", "Operating cost", "Read me"]
    book.properties.lastModifiedBy = "Somebody"
    book.save(output)
    assert "output-edited" in run(FIXED, "-o", output).err
    assert run(FIXED, "-o", output, "--force").code == 0


def test_a_workbook_needs_a_name_that_says_so(run, tmp_path: Path) -> None:
    ran = run(FIXED, "-o", tmp_path / "costs.csv")
    assert ran.code == 2
    assert "[output-format]" in ran.err


def test_the_workbook_of_a_change_holds_the_changed_costs(run, tmp_path: Path) -> None:
    import openpyxl

    run({**FIXED, "funding.first_budget": 100_000}, "--without", "ashford", "-o", tmp_path / "w.xlsx")
    summary = openpyxl.load_workbook(tmp_path / "w.xlsx", data_only=True)["Summary"]
    assert {row[0].value: row[1].value for row in summary.iter_rows(min_row=5, max_row=7)} == {
        "Bolton": 50_000, "Andover": 37_500, "Willington": 12_500,
    }  # fmt: skip


# Figures, verbs and documents


def test_the_readme_names_every_option() -> None:
    from agreement_builder.cli.costs import command

    row = next(line for line in README.read_text().splitlines() if line.startswith("| `costs"))
    for parameter in command.params:
        longest = max(parameter.opts, key=len)
        assert not longest.startswith("--") or longest in row or longest == "--output"


def test_figures_are_shown_exactly_where_that_is_short() -> None:
    assert [cents_shown(cents) for cents in (0, 5, -320, 123_456_789)] == ["$0.00", "$0.05", "-$3.20", "$1,234,567.89"]
    assert [difference_shown(cents) for cents in (-1, 0, 1)] == ["-$0.01", "$0.00", "+$0.01"]
    assert figure_shown(Fraction(1, 8), Unit.SHARE) == "12.50%"
    assert figure_shown(Fraction(1, 3), Unit.SHARE) == "33.3333%"
    assert figure_shown(Fraction(1200), Unit.FIGURE) == "1,200"
    assert figure_shown(Fraction(-5, 2), Unit.DOLLARS) == "-$2.50"


def test_the_verbs_do_what_the_command_does(run, tmp_path: Path) -> None:
    import datetime as dt

    run(FIXED, "-o", tmp_path / "w.xlsx", "--date", "2026-11-23")
    file: AnswersFile = ab.load_answers(tmp_path / "answers.yaml")
    assert sum(ab.costs_of(file).paid.values()) == 10_000_000
    assert ab.write_costs(file, dt.date(2026, 11, 23)) == (tmp_path / "w.xlsx").read_bytes()
    assert ab.compare_costs(file, without="ashford").total("ashford").after is None
