"""Answers that contradict each other: parties, shares, lead agency, dates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.party import LegislativeBody, PartyKind
from agreement_builder.errors import AnswersRefusal, Finding
from tests.samples import GONE, POPULATION, answers_text, make_answers, measure


def refused(overrides: dict[str, object], parties: int = 2, mutual: bool = False) -> list[Finding]:
    with pytest.raises(AnswersRefusal) as caught:
        parse_answers(answers_text(overrides, parties, mutual), "f.yaml")
    found = list(caught.value.findings)
    assert all(finding.where.line and finding.message and finding.hint for finding in found)
    return found


def told(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.where.field) for finding in findings]


def fixed(**percents: object) -> dict[str, object]:
    return {"funding.shares": {"method": "fixed", "percents": percents}}


def by_measure(values: dict[str, object]) -> dict[str, object]:
    return {"funding.shares": {"method": "measure", "measure": measure(values)}}


def blend(*parts: dict[str, object]) -> dict[str, object]:
    return {"funding.shares": {"method": "blend", "parts": list(parts)}}


# Parties


def test_two_parties_of_one_name_are_told_at_both():
    found = refused({"parties.andover.name": "town of BOLTON"})
    assert told(found) == [("party-twice", "parties.bolton.name"), ("party-twice", "parties.andover.name")]


def test_two_parties_of_one_key_are_told_at_both():
    found = refused({"parties.andover.id": "bolton"})
    assert [finding.rule for finding in found] == ["party-twice", "party-twice"]
    assert len({finding.where.line for finding in found}) == 2


@pytest.mark.parametrize("body", [body for body in LegislativeBody if body is not LegislativeBody.TOWN_MEETING])
def test_only_a_town_meeting_leaves_its_vote_to_the_selectmen(body):
    choice = {"parties.bolton.legislative_body": body, "parties.bolton.ratified_by": "selectmen"}
    assert told(refused(choice)) == [("delegation", "parties.bolton.ratified_by")]


def test_a_town_meeting_may_leave_its_vote_to_the_selectmen():
    choice = {"parties.bolton.legislative_body": "town_meeting", "parties.bolton.ratified_by": "selectmen"}
    assert make_answers(choice).answers.parties[0].ratified_by == "selectmen"


@pytest.mark.parametrize("kind", list(PartyKind))
def test_every_kind_of_party_may_be_a_party(kind):
    assert make_answers({"parties.andover.kind": kind}).answers.parties[1].kind is kind


# The lead agency


def test_the_lead_agency_is_a_party():
    (finding,) = refused({"management.lead": "boltn"})
    assert (finding.rule, finding.where.field) == ("party-unknown", "management.lead")
    assert '"bolton"' in finding.hint


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("management.lead", "bolton"),
        ("management.staff", "lead_employs"),
        ("management.equipment", "lead_owns"),
        ("governance.votes.rule", "by_share"),
        ("governance.body", "committee"),
        ("governance.officers.rule", "lead"),
        ("leaving.property", "lead_keeps"),
    ],
)
def test_under_mutual_assistance_nobody_leads(path, value):
    assert told(refused({path: value}, mutual=True)) == [("lead-contradiction", path)]


def test_property_may_be_divided_by_share_under_mutual_assistance():
    assert make_answers({"leaving.property": "by_share"}, mutual=True).answers.leaving.property == "by_share"


# Shares


@pytest.mark.parametrize(("last", "missing"), [("39.5", "+0.5"), ("40.0001", "-0.0001"), ("0", "+40"), ("100", "-60")])
def test_percentages_that_do_not_add_up_tell_how_much_is_missing(last, missing):
    (finding,) = refused(fixed(bolton=60, andover=last))
    assert (finding.rule, finding.where.field) == ("shares-total", "funding.shares.percents")
    assert f" {missing} " in finding.hint


def test_weights_that_do_not_add_up_tell_how_much_is_missing():
    part = {"weight": 49.5, "measure": measure({"bolton": 1, "andover": 2})}
    (finding,) = refused(blend({"weight": 50}, part))
    assert (finding.rule, finding.where.field) == ("shares-total", "funding.shares.parts")
    assert " +0.5 " in finding.hint


@given(st.lists(st.integers(0, 1_000_000), min_size=4, max_size=4).filter(lambda parts: sum(parts) != 1_000_000))
def test_percentages_are_accepted_only_if_they_add_up_to_100(parts):
    percents = {key: Decimal(part).scaleb(-4) for key, part in zip(POPULATION, parts, strict=True)}
    (finding,) = refused(fixed(**percents), parties=4)
    missing = finding.hint.split()[3]
    assert sum(percents.values()) + Decimal(missing) == 100


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3).filter(lambda cuts: len(set(cuts)) == 3))
def test_percentages_that_add_up_to_100_are_accepted(cuts):
    marks = [0, *sorted(cuts), 10**6]
    percents = [Decimal(marks[n + 1] - marks[n]).scaleb(-4) for n in range(4)]
    file = make_answers(fixed(**dict(zip(POPULATION, percents, strict=True))), parties=4)
    assert sum(file.answers.funding.shares.percents.values()) == 100


def test_a_party_without_a_figure_is_named():
    (finding,) = refused(by_measure({"bolton": 4858}))
    assert (finding.rule, finding.where.field) == ("share-missing", "funding.shares.measure.values")
    assert '"andover"' in finding.message


def test_a_figure_of_nobody_is_told_with_the_nearest_party():
    (finding,) = refused(by_measure({"bolton": 1, "andover": 2, "andovr": 3}))
    assert (finding.rule, finding.where.field) == ("party-unknown", "funding.shares.measure.values.andovr")
    assert '"andover"' in finding.hint


def test_figures_that_are_all_zero_give_no_shares():
    zero = {"bolton": 0, "andover": 0}
    assert told(refused(by_measure(zero))) == [("share-zero", "funding.shares.measure.values")]
    part = {"weight": 50, "measure": measure(zero)}
    assert told(refused(blend({"weight": 50}, part))) == [("share-zero", "funding.shares.parts[2].measure.values")]


def test_a_single_zero_is_a_figure():
    shares = make_answers(by_measure({"bolton": 0, "andover": 2})).answers.funding.shares
    assert shares.measure.values["bolton"] == 0


def test_every_fault_of_the_shares_is_told():
    found = refused(fixed(bolton=50, andovr=40))
    assert sorted(finding.rule for finding in found) == ["party-unknown", "share-missing", "shares-total"]


# Dates


@pytest.mark.parametrize("end", ["2027-06-30", "2027-07-01"])
def test_a_term_ends_after_it_begins(end):
    assert told(refused({"term.end": end})) == [("dates", "term.end")]


def test_an_agreement_without_end_has_no_last_day():
    assert told(refused({"term.length": "until_terminated"})) == [("dates", "term.end")]
    assert make_answers({"term.length": "until_terminated", "term.end": GONE}).answers.term.end is None


@pytest.mark.parametrize(
    ("start", "year", "sound"),
    [
        ("2027-07-01", 2027, True),
        ("2027-07-01", 2026, False),
        ("2027-06-30", 2026, True),
        ("2027-06-30", 2025, False),
        ("2027-07-01", 2030, True),
    ],
)
def test_the_first_fiscal_year_is_not_over_before_service_begins(start, year, sound):
    overrides = {"term.start": start, "funding.first_fiscal_year": year}
    if sound:
        assert make_answers(overrides).answers.funding.first_fiscal_year == year
    else:
        assert told(refused(overrides)) == [("dates", "funding.first_fiscal_year")]


def test_all_contradictions_are_told_at_once():
    overrides = {
        "parties.andover.name": "Town of Bolton",
        "management.lead": "ashford",
        "term.end": "2020-01-01",
        **fixed(bolton=1, andover=2),
    }
    rules = {finding.rule for finding in refused(overrides)}
    assert rules == {"party-twice", "party-unknown", "dates", "shares-total"}
