"""Real agreements as answers: all their terms stated, drafted, computed, and asked what follows if a party leaves.

A file of tests/cases states what was heard of one agreement. `{open: ...}` stands where a term is known to exist and
was not heard; what nobody spoke of is left out. The amounts of money are held against the reports in
`test_case_money.py`; here are seats, votes, staff, days and what outlasts a membership. The states whose law the
library does not have are drafted under the law of Connecticut. `test_the_table_of_the_cases_is_true` keeps this table:

case  states
01    money seats staff term
02    money staff term
03    money staff term leaving
05    money staff term
07    money staff term
08    money staff term
09    money staff term
11    money staff term
12    staff
14    money staff term
16    seats
18    money seats votes term leaving
20    money staff term
21    seats
22    money seats leaving
25    seats term
26    money seats staff leaving
30    money term leaving
32    money seats votes staff term leaving
33    term
36    money staff term
38    money term
39    money seats term
40    seats term
41    seats term
42    money term
43    money seats votes staff term
46    money term
50    money staff term
51    staff term
52    money staff
53    money staff
54    money staff
55    money term leaving
61    money staff term
62    money staff
63    money staff
64    money staff term
66    staff term
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path

import pytest

from agreement_builder.answers.load import AnswersFile, load_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.rosters import seats_at_start
from agreement_builder.checks.run import check
from agreement_builder.costs.account import account
from agreement_builder.drafting import Draft
from agreement_builder.errors import AnswersRefusal, Severity
from agreement_builder.leaving.departure import Departure, leave
from agreement_builder.library.load import load_library
from agreement_builder.writers.text import write_text
from tests.samples import make_draft

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))
NAMES = [path.stem for path in FILES]
LAW = ("CT", "NY")
"""States of whose law the library has something."""
ALLOWED = {
    "decision-open": "a term was not heard",
    "route-none": "the parties of another state, or a special act, are no route of Connecticut",
    "requirement-unmet": "the law of Connecticut asks for what another state does not",
}
"""Rules whose findings the agreements cannot help, and why."""
D = dt.date


@lru_cache(maxsize=64)
def read(name: str, *settings: str) -> AnswersFile:
    (path,) = [path for path in FILES if path.stem.startswith(name)]
    file = load_answers(path, settings)
    if file.answers.jurisdiction in LAW:
        return file
    return load_answers(path, (*settings, "jurisdiction=CT"))


@lru_cache(maxsize=64)
def drafted(name: str, *settings: str) -> Draft:
    return make_draft(load_library(), read(name, *settings))


def printed(name: str, *settings: str) -> str:
    """The draft on one line."""
    return " ".join(write_text(drafted(name, *settings)).split())


def left(name: str, party: str, notice: dt.date, *settings: str, since: dt.date | None = None) -> Departure:
    return leave(read(name, *settings), party, notice, since)


# Every case


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_drafted_without_errors_of_the_program_or_the_library(name):
    errors = [finding for finding in check(drafted(name)) if finding.severity is Severity.ERROR]
    assert {finding.rule for finding in errors} <= set(ALLOWED)
    assert all(finding.message and finding.hint for finding in errors)


@pytest.mark.parametrize("name", NAMES)
def test_the_costs_of_a_case_are_worked_or_say_which_figure_is_open(name):
    for line in account(read(name).answers).lines:
        assert line.open or line.charges
        assert line.terms.priced or line.open or sum(line.charges.values()) + line.borne == line.cost


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_what_follows_if_any_party_leaves_or_what_must_be_answered(name):
    file = read(name)
    for party in file.answers.parties:
        notice, missing = file.answers.term.start or D(2029, 12, 5), []
        try:
            found = leave(file, party.id, notice)
        except AnswersRefusal as refusal:
            missing = [finding.rule for finding in refusal.findings]
        else:
            assert found.day is None or found.day >= notice
            assert found.follows
        assert set(missing) <= {"decision-open"}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_states_its_terms_as_answers_and_not_as_text(name):
    answers = read(name).answers
    assert answers.clauses == {}
    assert not any(isinstance(value, str) for values in answers.blanks.values() for value in values.values())


def states(answers: Answers) -> list[str]:
    """The subjects on which an agreement says something."""
    governance, management, leaving = answers.governance, answers.management, answers.leaving
    given = {
        "money": answers.funding.shares is not None or answers.funding.grants,
        "seats": governance.seats is not None,
        "votes": governance.votes is not None or governance.matters,
        "staff": management.staff is not None or management.levels or management.division,
        "term": answers.term.model_fields_set,
        "leaving": leaving.withdrawal is not None or leaving.liabilities or leaving.events or leaving.amendment,
    }
    return [name for name, stated in given.items() if stated]


def test_the_table_of_the_cases_is_true():
    rows = re.findall(r"^(\d\d)    (.+)$", __doc__ or "", re.MULTILINE)
    found = {name[:2]: " ".join(states(read(name).answers)) for name in NAMES if name[:2].isdigit()}
    assert dict(rows) == found
    assert len(rows) == 39


# Seats

SEATS = {
    "01": {"bozrah": 1, "franklin": 1, "lebanon": 1, "sprague": 1},
    "16": {"cohasset": 1, "hingham": 1, "hull": 1, "norwell": 1},
    "18": {"centerville": 2, "circle_pines": 2, "lino_lakes": 2},
    "21": {"amherst": 5, "pelham": 2, "leverett": 1, "shutesbury": 1},
    "22": {"barnstable": 2, "orleans": 2, "yarmouth": 2},
    "26": {"windsor": 3, "bloomfield": 3},
    "32": {"orange": 2, "chapel_hill": 2, "carrboro": 2, "hillsborough": 2},
    "39": {"mansfield": 3, "bolton": 1, "coventry": 2},
    "40": {"southbury": 2, "woodbury": 1},
    "43": {"commission": 0, "first_town": 1, "second_town": 1},
}


@pytest.mark.parametrize(("name", "seats"), SEATS.items())
def test_the_seats_at_the_start_are_those_that_were_reported(name, seats):
    assert seats_at_start(read(name).answers) == seats


def test_the_seats_of_a_health_district_wait_for_the_estimate_and_stop_at_five():
    assert seats_at_start(read("41").answers) is None
    values = "governance.seats.measure.values={wethersfield: 10001, rocky_hill: 10000, berlin: 90000}"
    assert seats_at_start(read("41", values).answers) == {"wethersfield": 2, "rocky_hill": 1, "berlin": 5}


# Words

WORDS = {
    "01": ["appoints its Principal to the Board", "A report on calls"],
    "03": ["thirty (30) days after"],
    "09": ["no added cost"],
    "11": ["also approves what the Parties have done under its terms from December 1, 2018 on"],
    "12": ["as far as its own needs allow"],
    "18": [
        "joint committee for the Service",
        "Each member has one vote.",
        "Each Party has two (2) members",
        "may give notice of withdrawal only in December of 1993 and of every second year after that year",
        "divided among the other Parties in proportion to their own payments",
        "It is refunded only if the notice is taken back",
        "two (2) years after the end of the Fiscal Year in which the last of these votes is taken",
        "arbitrator",
    ],
    "20": [
        "inspections of levels 1 and 2: the Town of Hillsborough",
        "until the Town of Hillsborough takes it over when its inspector is certified for that level",
    ],
    "26": [
        "one half of the cost of closing the landfill",
        "for thirty (30) years after the closing",
        "the following part of the Service ends, and this Agreement continues",
        "rent for the site",
        "joint meeting",
    ],
    "32": [
        "No more than one of the members for a Party may be an elected official.",
        "from the day on which it commits its solid waste",
        "certain classes of fees: the consent of at least two (2) of the Town of Chapel Hill, the Town of Carrboro and",
        "no earlier than October 1, 1999 and no later than December 1, 1999",
        "the collection of waste",
    ],
    "36": ["legal work: each Party for itself", "ninety (90) days"],
    "43": ["for a town, by its board of health", "with one (1) member without a vote"],
    "50": ["do the work of director of human resources"],
    "52": ["the separation of the domain, mail and archive"],
    "55": ["twelve (12) months"],
    "61": ["lends to the City of Corpus Christi for the Service, without rent: furniture and televisions"],
}


SETTLED = {"18": ("management.lead=circle_pines",), "26": ("risk.disputes=mediation",)}
"""What was not heard, and must be answered before the words can be printed."""


@pytest.mark.parametrize(("name", "words"), WORDS.items())
def test_the_terms_of_a_case_are_printed(name, words):
    text = printed(name, *SETTLED.get(name, ()))
    assert [phrase for phrase in words if phrase not in text] == []


def test_members_who_are_appointed_within_ten_days_are_printed_where_a_board_is_made():
    board = ("management={model: lead_agency, lead: amherst}",)
    assert "members appointed within ten (10) days after the Effective Date" in printed("21", *board)
    assert "from among its own" in printed("21", *board)


# Leaving

CALLS = {year: {"centerville": 100, "circle_pines": 100, "lino_lakes": 400} for year in range(2009, 2014)}
SHARES = (
    "funding.shares={method: fixed, percents: {centerville: 14.2, circle_pines: 17.6, lino_lakes: 68.2}}",
    "management.lead=circle_pines",
)
"""The shares of the fire district in 2014, as they were paid."""


@pytest.mark.parametrize(
    ("notice", "counted", "day"),
    [
        (D(2029, 12, 5), D(2029, 12, 5), D(2032, 6, 30)),
        (D(2028, 12, 5), D(2029, 12, 1), D(2032, 6, 30)),
        (D(2030, 1, 1), D(2031, 12, 1), D(2034, 6, 30)),
        (D(2013, 12, 31), D(2013, 12, 31), D(2016, 6, 30)),
    ],
)
def test_a_city_leaves_the_fire_district_by_notice_in_december_of_an_odd_year(notice, counted, day):
    found = left("18", "lino_lakes", notice)
    assert (found.counted, found.day) == (counted, day)


def test_thirty_percent_goes_to_the_cities_that_stay_by_what_they_pay():
    (owed,) = left("18", "lino_lakes", D(2029, 12, 5), *SHARES).sums
    assert owed.due == D(2029, 12, 5)
    assert owed.cents == 869_500_00 * 682 * 3 // 10_000
    assert owed.to["circle_pines"] * 142 == pytest.approx(owed.to["centerville"] * 176, abs=200)
    assert sum(owed.to.values()) == owed.cents
    assert set(owed.to) == {"centerville", "circle_pines"}


LANDFILL = ("leaving.withdrawal=any_time", "leaving.notice_days=90")


@pytest.mark.parametrize("party", ["windsor", "bloomfield"])
def test_half_of_closing_and_thirty_years_of_monitoring_are_owed_after_leaving(party):
    found = left("26", party, D(1997, 7, 1), *LANDFILL)
    assert found.day == D(1997, 9, 29)
    closing, monitoring = found.tails[-2:]
    assert (closing.cents, closing.until) == (3_500_000_00, "until it is paid in full")
    assert (monitoring.cents, monitoring.until) == (175_000_00, "each year, for 30 years after the closing")


def test_a_school_district_is_left_only_by_consent_and_its_debt_goes_on():
    lead = ("management={model: lead_agency, lead: yarmouth}",)
    found = left("22", "orleans", D(2029, 12, 5), *lead)
    assert found.day is None
    assert found.tails[-1].says == "principal and interest of the bonds of the district"
    text = printed("22", *lead)
    assert "after a vote of its Legislative Body, propose an amendment" in text
    assert "as if it had not left, until that debt is paid" in text


@pytest.mark.parametrize(
    ("vote", "day"),
    [(D(1999, 12, 31), D(2000, 6, 30)), (D(2000, 1, 1), D(2001, 6, 30)), (D(1998, 3, 1), D(2000, 6, 30))],
)
def test_a_town_leaves_the_health_district_after_two_years_on_a_first_of_july(vote, day):
    assert left("39", "coventry", vote, since=D(1997, 7, 1)).day == day


def test_an_evergreen_contract_ends_after_a_year_of_notice():
    assert left("55", "chapel_hill", D(2023, 3, 15)).day == D(2024, 3, 15)


def test_thirty_days_end_a_yearly_contract_but_not_later_than_its_term():
    assert left("03", "chapel_hill", D(2018, 9, 1)).day == D(2018, 10, 1)
    assert left("03", "chapel_hill", D(2019, 6, 15)).day == D(2019, 6, 30)
    with pytest.raises(AnswersRefusal, match="not renewed"):
        left("03", "chapel_hill", D(2019, 7, 1))


def test_a_member_of_a_refuse_district_leaves_six_months_after_its_vote():
    assert left("30", "winchester", D(2028, 10, 15)).day == D(2029, 4, 15)
