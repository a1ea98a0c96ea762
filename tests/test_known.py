"""What is known before anybody answers: each town suggests its own facts, with a source that is words, and no more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import agreement_builder as ab
from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import Single, shape_at
from agreement_builder.interview.known import Known, known
from agreement_builder.interview.profile import parse_profile
from agreement_builder.interview.usual import unknown_choices
from agreement_builder.library.load_places import load_places
from tests import drafts

PLACES = load_places()
EXAMPLE = drafts.ROOT / "examples" / "profiles" / "capitol-region.yaml"
SHIPPED = known(PLACES)
TOWNS = tuple(PLACES.states["CT"].towns.values())
MEASURES = (
    "funding.shares.measure",
    "funding.shares.parts[1].measure",
    "funding.shares.terms[1].measure",
    "governance.seats.measure",
    "governance.votes.measure",
    "funding.lines.vehicle.shares.measure",
)


def party(name: str, **more: object) -> dict[str, object]:
    return {"id": re.sub("[^a-z]+", "_", name.lower())[:40].strip("_"), "name": name} | more


def raw(*parties: dict[str, object], **groups: object) -> dict[str, Any]:
    return {"parties": list(parties), **groups}


def by_population(*parties: dict[str, object], **measure: object) -> dict[str, Any]:
    return raw(*parties, funding={"shares": {"method": "measure", "measure": {"of": "population"} | measure}})


def line(suggestion: ab.Suggestion | None) -> str | None:
    return suggestion.line if suggestion is not None else None


# Parties


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_each_municipality_suggests_its_own_facts_and_nothing_that_is_empty(town) -> None:  # type: ignore[no-untyped-def]
    answers = by_population(party(town.full_name))
    key = answers["parties"][0]["id"]
    found = {
        path: SHIPPED.suggest(path, answers)
        for path in (
            *(f"parties.{key}.{f}" for f in ab.Answers.model_fields["parties"].annotation.__args__[0].model_fields),
            f"funding.shares.measure.values.{key}",
        )  # type: ignore[union-attr]
    }
    given = {path.removeprefix(f"parties.{key}."): line(suggestion) for path, suggestion in found.items()}
    figure = given.pop(f"funding.shares.measure.values.{key}")
    assert given.pop("chief_executive") is None or town.form_of_government is not None
    assert figure == str(town.population)
    assert given == {
        "id": None, "name": None, "kind": str(town.kind), "state": "CT", "ratified_by": None, "address": None,
        "legislative_body": town.legislative_body and str(town.legislative_body),
    }  # fmt: skip
    for path, suggestion in found.items():
        if suggestion is not None:
            assert re.search(r"\((undated|.*[0-9]{4}).*\)", suggestion.source), suggestion
            assert "http" not in suggestion.source
            shape = shape_at(Answers, path)
            assert isinstance(shape, Single)
            assert not shape.options or suggestion.line in dict(shape.options)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Town of Bolton", "First Selectman"),
        ("Town of Greenwich", "First Selectman"),
        ("Town of Mansfield", "Town Manager"),
        ("City of Norwich", "City Manager"),
        ("City of Bridgeport", "Mayor"),
        ("Town of Branford", None),
        ("Town of Vernon", None),
    ],
)
def test_the_officer_follows_from_the_form_of_government_and_is_never_sure(name: str, title: str | None) -> None:
    found = SHIPPED.suggest("parties[1].chief_executive", raw(party(name)))
    assert line(found) == title
    if found is not None:
        assert not found.sure
        assert found.source.startswith("by its form of government, ")


def test_a_form_that_is_only_probable_is_told_so() -> None:
    found = SHIPPED.suggest("parties[1].chief_executive", raw(party("City of Derby")))
    assert found is not None
    assert "probable" in found.source


def test_a_legislative_body_is_for_the_charter_to_decide() -> None:
    found = SHIPPED.suggest("parties.bolton.legislative_body", raw(party("Bolton", kind="town")))
    assert found is not None
    assert (found.line, found.sure) == ("town_meeting", False)
    assert found.source.endswith("the charter decides")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bolton Board of Education", "board_of_education"),
        ("RSD 8", "regional_school_district"),
        ("CRCOG", "council_of_governments"),
        ("EASTCONN", "regional_educational_service_center"),
        ("Uncas Health District", "health_district"),
    ],
)
def test_a_board_or_regional_body_has_its_kind_and_its_governing_board(name: str, kind: str) -> None:
    assert line(SHIPPED.suggest("parties[1].kind", raw(party(name)))) == kind
    found = SHIPPED.suggest("parties[1].legislative_body", raw(party(name, kind=kind)))
    assert (line(found), found and found.sure) == ("governing_board", True)
    assert SHIPPED.suggest("parties[1].chief_executive", raw(party(name, kind=kind))) is None


def test_without_any_places_only_what_follows_from_the_kind_is_known() -> None:
    nothing = Known()
    assert nothing.suggest("parties[1].kind", raw(party("Town of Bolton"))) is None
    assert line(nothing.suggest("parties[1].legislative_body", raw(party("Any", kind="health_district"))))
    assert nothing.completions() == ()
    assert nothing.name_suggestions("Bolton") == ()
    assert nothing.taken(raw(party("Town of Bolton"))) == ()


@pytest.mark.parametrize(
    "given",
    [
        party("Groton"),
        party("Town of Bolton", kind="city"),
        party("Town of Canaan", state="NY"),
        party("Hill Fire District"),
        {"id": "x"},
        {"name": {"open": "who?"}},
    ],
)
def test_nothing_is_suggested_for_a_party_that_cannot_be_told(given: dict[str, object]) -> None:
    assert SHIPPED.suggest("parties[1].chief_executive", raw(given)) is None
    assert SHIPPED.suggest("parties[2].kind", raw(given)) is None


# Names


def test_a_bare_name_stands_for_the_town_and_for_its_board() -> None:
    assert [s.line for s in SHIPPED.name_suggestions("Bolton")] == ["Town of Bolton", "Bolton Board of Education"]
    assert [s.sure for s in SHIPPED.name_suggestions("Bolton")] == [True, False]


def test_a_name_that_several_bodies_bear_is_sure_for_none() -> None:
    found = SHIPPED.name_suggestions("Groton")
    assert [s.line for s in found] == [
        "Town of Groton", "City of Groton", "Groton Long Point", "Groton Board of Education"
    ]  # fmt: skip
    assert not any(s.sure for s in found)
    assert found[1].source.startswith("a city within the Town of Groton; 2020 Decennial Census")


@pytest.mark.parametrize(
    ("typed", "full"), [("CRCOG", "Capitol Region Council of Governments"), ("town of bolton", "Town of Bolton")]
)
def test_a_short_or_small_name_gives_the_full_one(typed: str, full: str) -> None:
    assert [(s.line, s.sure) for s in SHIPPED.name_suggestions(typed)] == [(full, True)]


@pytest.mark.parametrize("typed", ["Town of Bolton", "Regional School District No. 8", "Hill Fire District", "", "Zz"])
def test_a_full_name_or_one_near_to_none_is_left_alone(typed: str) -> None:
    assert SHIPPED.name_suggestions(typed) == ()


def test_no_completion_is_offered_another_name() -> None:
    assert len(SHIPPED.completions()) == 374
    assert [name for name in SHIPPED.completions() if SHIPPED.name_suggestions(name)] == []


# Figures


@pytest.mark.parametrize("path", MEASURES)
def test_residents_are_known_wherever_a_measure_may_stand(path: str) -> None:
    from agreement_builder.answers.load import put
    from agreement_builder.errors import Where

    answers = raw(party("Town of Bolton"), party("Town of Andover"))
    answers |= {
        "funding": {"shares": {"parts": [{}], "terms": [{}]}, "lines": [{"id": "vehicle"}]},
        "governance": {"seats": {"rule": "population"}, "votes": {"rule": "by_measure"}},
    }
    assert put(answers, path, {"of": "population"}, Where()) == []
    found = SHIPPED.suggest(f"{path}.values.town_of_bolton", answers)
    assert line(found) == "4858"
    assert found is not None
    assert found.sure == (not path.startswith("governance."))
    assert line(SHIPPED.suggest(f"{path}.source", answers)) == "2020 Decennial Census"
    assert line(SHIPPED.suggest(f"{path}.as_of", answers)) == "2020-04-01"


@pytest.mark.parametrize("name", sorted(drafts.EXAMPLES))
def test_the_figures_of_the_examples_are_those_that_are_suggested(name: str) -> None:
    file = ab.load_answers(drafts.EXAMPLES[name])
    data = file.yaml.value
    assert isinstance(data, dict)
    for path, measure in measures(data, ""):
        if measure.get("of") == "population" and measure.get("as_of") == "2020-04-01":
            for key, value in measure["values"].items():
                serves = key in ("crcog", "neccog")
                assert not serves or SHIPPED.suggest(f"{path}.values.{key}", data) is None
                if value is not None and not serves:
                    assert line(SHIPPED.suggest(f"{path}.values.{key}", data)) == str(value), (path, key)
            assert line(SHIPPED.suggest(f"{path}.source", data)) == measure["source"]


def measures(data: Any, path: str) -> list[tuple[str, Any]]:
    """Every group with a quantity and figures, by its path."""
    if isinstance(data, list):
        return [found for n, member in enumerate(data, 1) for found in measures(member, f"{path}[{n}]")]
    if not isinstance(data, dict):
        return []
    mine = [(path, data)] if "of" in data and "values" in data else []
    return mine + [m for key, value in data.items() for m in measures(value, f"{path}.{key}".removeprefix("."))]


def test_figures_of_another_day_or_quantity_are_not_the_census() -> None:
    path = "funding.shares.measure.values.town_of_bolton"
    bolton = party("Town of Bolton")
    assert SHIPPED.suggest(path, by_population(bolton, as_of="2025-07-01")) is None
    assert SHIPPED.suggest(path, by_population(bolton, of="permits")) is None
    assert SHIPPED.suggest(path, by_population(bolton, of=None)) is None
    assert SHIPPED.suggest("funding.shares.measure.years.2024.town_of_bolton", by_population(bolton)) is None
    named = SHIPPED.suggest(path, by_population(bolton, name="customers"))
    assert named is not None
    assert not named.sure


def test_the_source_is_not_suggested_for_figures_that_the_census_does_not_have() -> None:
    path = "funding.shares.measure.source"
    unknown = by_population(party("Town of Bolton"), party("Hill Fire District"))
    assert SHIPPED.suggest(path, unknown) is None
    board = by_population(party("Town of Bolton"), party("Bolton Board of Education"))
    assert SHIPPED.suggest(path, board) is None
    assert SHIPPED.suggest(path, by_population(party("Town of Bolton"), as_of="2025-07-01")) is None
    assert SHIPPED.suggest("service.measures[1].source", unknown) is None


def test_residents_of_a_district_are_the_sum_of_its_members_and_never_sure() -> None:
    answers = by_population(party("RSD 8"), party("Bolton Board of Education"), party("CREC"))
    found = SHIPPED.suggest("funding.shares.measure.values.rsd", answers)
    assert found is not None
    assert (found.line, found.sure) == ("18382", False)
    assert "the sum of its 3 member municipalities" in found.source
    board = SHIPPED.suggest("funding.shares.measure.values.bolton_board_of_education", answers)
    assert board is not None
    assert (board.line, board.sure) == ("4858", False)
    assert "the residents of Town of Bolton" in board.source
    assert SHIPPED.suggest("funding.shares.measure.values.crec", answers) is None


def test_residents_are_not_counted_twice_for_a_town_and_what_serves_it() -> None:
    path = "funding.shares.measure.values"
    answers = by_population(party("Town of Bolton"), party("Bolton Board of Education"), party("EHHD"))
    assert line(SHIPPED.suggest(f"{path}.town_of_bolton", answers)) == "4858"
    assert SHIPPED.suggest(f"{path}.bolton_board_of_education", answers) is None
    assert SHIPPED.suggest(f"{path}.ehhd", answers) is None


# Councils of governments


def test_the_council_in_whose_area_all_lie_is_told_with_the_law() -> None:
    told = SHIPPED.council_of(raw(party("Bolton"), party("Hebron Board of Education"), party("RSD 8")))
    assert told is not None
    assert "Capitol Region Council of Governments (CRCOG)" in told
    library = ab.load_library()
    cited = re.findall(r"\((Conn\. Gen\. Stat\. § [^)]+)\)", told)
    assert cited == ["Conn. Gen. Stat. § 8-31b", "Conn. Gen. Stat. § 4-124s"]
    assert set(cited) <= {row.citation for row in library.authorities.values()}


@pytest.mark.parametrize("others", [["Ashford"], ["CRCOG"], ["Hill Fire District"], ["LEARN"], []])
def test_no_council_is_told_where_none_serves_all_or_it_is_a_party(others: list[str]) -> None:
    assert SHIPPED.council_of(raw(party("Bolton"), *map(party, others))) is None


# Profiles

PROFILE = """
profile: Hill Towns
parties:
  - name: Town of Bolton
    kind: town
    legislative_body: town_council
    chief_executive: Town Administrator
    address: 1 Hill Road
    figures:
      population: {value: 5000, source: State estimate, as_of: 2025-07-01}
      permits: {value: 120, source: Permit log, as_of: 2025-12-31}
  - name: Hill Fire District
    kind: district
    state: CT
    legislative_body: town_meeting
    ratified_by: selectmen
    figures:
      permits: {value: 7, source: Permit log, as_of: 2025-12-31}
usual:
  management: {lead: bolton, staff: lead_employs}
  funding:
    shares: {method: measure, measure: {of: population}}
    late: [{after_days: 30, then: {rule: interest, rate: 6}}]
  leaving: {notice_months: 24}
  risk: {liability: {open: counsel}}
"""
HILL = parse_profile(PROFILE)
BOLTON = {"id": "bolton", "name": "bolton"}
FIRE = {"id": "fire", "name": "Hill Fire District"}


def test_a_profile_goes_before_the_shipped_facts_and_is_sure() -> None:
    found = known(PLACES, [HILL]).suggest("parties.bolton.legislative_body", raw(BOLTON))
    assert found == ab.Suggestion("town_council", "the party profile Hill Towns", sure=True)
    assert line(known(PLACES, [HILL]).suggest("parties.bolton.state", raw(BOLTON))) == "CT"


def test_a_later_profile_goes_before_an_earlier_one() -> None:
    later = parse_profile("profile: Later\nparties: [{name: Bolton, chief_executive: Mayor}]\n")
    both = known(PLACES, [HILL, later])
    assert line(both.suggest("parties.bolton.chief_executive", raw(BOLTON))) == "Mayor"
    assert line(both.suggest("parties.bolton.address", raw(BOLTON))) == "1 Hill Road"


def test_a_party_is_taken_as_soon_as_it_is_named_and_only_where_it_is_not_answered() -> None:
    facts = known(PLACES, [HILL])
    answered = raw({**BOLTON, "chief_executive": {"open": "the clerk"}}, FIRE)
    assert [(path, value) for path, value, _ in facts.taken(answered)] == [
        ("parties.bolton.kind", "town"),
        ("parties.bolton.legislative_body", "town_council"),
        ("parties.bolton.address", "1 Hill Road"),
        ("parties.fire.kind", "district"),
        ("parties.fire.state", "CT"),
        ("parties.fire.legislative_body", "town_meeting"),
        ("parties.fire.ratified_by", "selectmen"),
    ]
    assert {source for *_, source in facts.taken(answered)} == {"the party profile Hill Towns"}
    written = raw(*(dict(p) for p in answered["parties"]))
    for path, value, _ in facts.taken(answered):
        _, key, field = path.split(".")
        next(p for p in written["parties"] if p["id"] == key)[field] = value
    assert facts.taken(written) == ()
    assert facts.taken(raw({"name": "Bolton"}))[0][0] == "parties[1].kind"


def test_who_votes_for_the_town_meeting_is_not_taken_where_there_is_none() -> None:
    answered = raw({**FIRE, "legislative_body": "district_committee"})
    assert "ratified_by" not in str(known(PLACES, [HILL]).taken(answered))


def test_a_bare_name_finds_its_facts_in_a_profile_only_if_no_other_body_bears_it() -> None:
    towns = parse_profile(
        "profile: P\nparties: [{name: Town of Groton, kind: town}, {name: Village of Rye, kind: village}]\n"
    )
    facts = known(PLACES, [towns])
    assert line(facts.suggest("parties[1].kind", raw({"name": "Rye"}))) == "village"
    assert facts.taken(raw({"name": "Groton"})) == ()
    assert facts.suggest("parties[1].kind", raw({"name": "Groton"})) is None


def test_a_party_of_another_kind_is_another_party() -> None:
    assert known(PLACES, [HILL]).taken(raw({"id": "x", "name": "Bolton", "kind": "board_of_education"})) == ()


def test_figures_of_a_profile_count_for_their_own_day() -> None:
    facts = known(PLACES, [HILL])
    path = "funding.shares.measure.values.bolton"
    assert line(facts.suggest(path, by_population(BOLTON))) == "5000"
    assert line(facts.suggest(path, by_population(BOLTON, as_of="2025-07-01"))) == "5000"
    assert line(facts.suggest(path, by_population(BOLTON, as_of="2020-04-01"))) == "4858"
    permits = by_population(BOLTON, FIRE, of="permits")
    found = facts.suggest("funding.shares.measure.values.fire", permits)
    assert found == ab.Suggestion("7", "the party profile Hill Towns: Permit log, December 31, 2025", sure=True)
    assert line(facts.suggest("funding.shares.measure.source", permits)) == "Permit log"
    assert line(facts.suggest("funding.shares.measure.as_of", permits)) == "2025-12-31"
    assert facts.suggest("funding.shares.measure.source", by_population(BOLTON, FIRE)) is None


def test_a_usual_choice_is_suggested_where_the_answers_lead_to_it() -> None:
    usual = known(PLACES, profiles=[HILL])
    assert usual.suggest("leaving.notice_months", raw(BOLTON)) == ab.Suggestion("24", "usual in Hill Towns", sure=False)
    assert line(usual.suggest("funding.shares", raw(BOLTON))) == "measure"
    assert line(usual.suggest("funding.shares.measure.of", raw(BOLTON))) == "population"
    assert line(usual.suggest("funding.late[1].then", raw(BOLTON))) == "interest"
    assert line(usual.suggest("funding.late[1].then.rate", raw(BOLTON))) == "6"
    equal = raw(BOLTON, funding={"shares": {"method": "rate"}, "late": [{"then": {"rule": "suspend"}}]})
    assert usual.suggest("funding.shares.measure.of", equal) is None
    assert usual.suggest("funding.late[1].then.rate", equal) is None
    assert usual.suggest("funding.late[2].after_days", raw(BOLTON)) is None
    assert usual.suggest("risk.liability", raw(BOLTON)) is None
    assert usual.suggest("no.such.path", raw(BOLTON)) is None


def test_a_usual_choice_of_a_party_counts_only_if_it_is_one() -> None:
    usual = known(PLACES, profiles=[HILL])
    assert line(usual.suggest("management.lead", raw(BOLTON))) == "bolton"
    assert usual.suggest("management.lead", raw(FIRE)) is None


def test_the_usual_choices_of_a_party_profile_are_left_out() -> None:
    assert known(PLACES, [HILL]).suggest("leaving.notice_months", raw(BOLTON)) is None
    assert line(known(PLACES, profiles=[HILL]).suggest("parties.bolton.address", raw(BOLTON))) == "1 Hill Road"


def test_names_of_profiles_are_offered() -> None:
    facts = known(PLACES, [HILL])
    assert "Hill Fire District" in facts.completions()
    assert facts.name_suggestions("Hill Fire District") == ()
    assert facts.name_suggestions("hill fire distrct")[0].line == "Hill Fire District"
    assert facts.name_suggestions("HILL FIRE DISTRICT")[0] == ab.Suggestion(
        "Hill Fire District", "the party profile Hill Towns", sure=True
    )


# Finished answers as a profile


def test_finished_answers_are_a_party_profile_with_the_figures_of_their_measures() -> None:
    old = ab.load_profile(drafts.EXAMPLES["bolton-building-inspection"])
    facts = known(None, [old])
    found = facts.suggest("funding.shares.measure.values.bolton", by_population(BOLTON))
    assert line(found) == "4858"
    assert found is not None
    assert found.source.startswith(
        "the agreement on Building Inspection Services (answers.yaml): 2020 Decennial Census"
    )
    assert line(facts.suggest("parties.bolton.chief_executive", raw(BOLTON))) == "First Selectman"
    assert facts.suggest("parties.bolton.address", raw(BOLTON)) is None, "it was left open"
    assert facts.suggest("leaving.notice_months", raw(BOLTON)) is None


def test_finished_answers_are_usual_choices_without_their_parties_and_service() -> None:
    old = known(None, profiles=[ab.load_profile(drafts.EXAMPLES["bolton-building-inspection"])])
    other = raw(BOLTON, service={"kind": "it_support"})
    same = raw(BOLTON, service={"kind": "building_inspection"})
    assert line(old.suggest("leaving.withdrawal", other)) == "fiscal_year_end"
    assert line(old.suggest("choices.building_records", other)) == "one_system"
    assert line(old.suggest("blanks.records.pass_days", other)) == "3"
    assert old.suggest("service.name", other) is None
    assert line(old.suggest("service.name", same)) == "Building Inspection Services"
    assert old.suggest("service.kind", raw()) is None
    assert old.suggest("parties.bolton.chief_executive", raw(BOLTON)) is None
    assert old.taken(raw(BOLTON)) == ()


@pytest.mark.parametrize("name", sorted(drafts.EXAMPLES))
def test_every_example_is_a_profile_that_gives_its_own_answers_back(name: str) -> None:
    path = drafts.EXAMPLES[name]
    answers, profile = ab.load_answers(path).answers, ab.load_profile(path)
    facts = known(None, [profile])
    for member in answers.parties:
        named = raw({"id": member.id, "name": member.name, "kind": str(member.kind)})
        for field in ("legislative_body", "chief_executive", "address"):
            want = getattr(member, field)
            assert line(facts.suggest(f"parties.{member.id}.{field}", named)) == (None if want is None else str(want))


def test_the_example_profile_and_its_choices_make_sound_answers() -> None:
    profile = ab.load_profile(EXAMPLE)
    assert [p.name for p in profile.parties] == [
        "Town of Bolton", "Town of Willington", "Town of Mansfield", "Town of Plainville"
    ]  # fmt: skip
    for facts in profile.parties:
        (figure,) = facts.figures.values()
        shipped = SHIPPED.suggest("funding.shares.measure.values.x", by_population({"id": "x", "name": facts.name}))
        assert line(shipped) == str(figure.value)
        for field in ("legislative_body", "chief_executive"):
            found = SHIPPED.suggest(f"parties.x.{field}", raw({"id": "x", "name": facts.name, "kind": "town"}))
            assert found is None or found.line == str(getattr(facts, field))
    head = "service: {kind: it_support}\nparties: [{id: a, name: A, kind: town}, {id: b, name: B, kind: town}]\n"
    usual = EXAMPLE.read_text(encoding="utf-8").partition("usual:\n")[2]
    text = head + "\n".join(row.removeprefix("  ") for row in usual.splitlines())
    text = text.replace("as_of: 2020-04-01}", "as_of: 2020-04-01, values: {a: 1, b: 2}}")
    assert parse_answers(text).answers.leaving.notice_months == 12


# Faults of profiles


@pytest.mark.parametrize(
    ("text", "rule", "line_of", "said"),
    [
        ("usual: {}\n", "answer-missing", None, "profile"),
        ("profile: P\npartys: []\n", "answer-unknown", 2, 'Did you mean "parties"?'),
        ("profile: P\nparties:\n  - kind: town\n", "answer-missing", 3, "name"),
        ("profile: P\nparties:\n  - name: A\n    kind: twon\n", "answer-choice", 4, 'Did you mean "town"?'),
        ("profile: P\nparties:\n  - name: A\n    adress: x\n", "answer-unknown", 4, 'Did you mean "address"?'),
        ("profile: P\nparties:\n  - name: A\n    figures: {populaton: {value: 1}}\n", "answer-choice", 4, "population"),
        ("profile: P\nparties:\n  - name: A\n    figures: {population: {value: x}}\n", "answer-type", 4, "number"),
        ("profile: P\nparties:\n  - name: A\n    figures: {population: 12}\n", "answer-type", 4, "group"),
        ("profile: P\nparties:\n  - name: A\n    figures: {other: {value: 1}}\n", "profile-figure", 4, "quantity"),
        ("profile: P\nparties:\n  - name: Town of A\n  - name: town of a\n", "profile-twice", 4, "twice"),
        ("profile: P\nusual:\n  parties: []\n", "profile-usual", 3, "parties:"),
        ("profile: P\nusual:\n  service: {kind: dispatch}\n", "profile-usual", 3, "service.kind"),
        ("profile: P\nusual:\n  leavin: {}\n", "answer-unknown", 3, 'Did you mean "leaving"?'),
        ("profile: P\nusual:\n  leaving:\n    notice_months: soon\n", "answer-type", 4, "whole number"),
        ("profile: P\nusual:\n  risk: {liability: each_on}\n", "answer-choice", 3, 'Did you mean "each_own"?'),
        ("profile: P\nusual:\n  funding: {shares: {method: equl}}\n", "answer-choice", 3, 'Did you mean "equal"?'),
        ("profile: P\nusual: 12\n", "answer-type", 2, "usual"),
        ("profile: [\n", "yaml-syntax", 2, "YAML"),
        ("profile: P\nprofile: Q\n", "yaml-duplicate", 2, "twice"),
        ("just words\n", "answer-type", 1, "does not hold answers"),
        ("partis: []\n", "answer-unknown", 1, 'Did you mean "parties"?'),
    ],
)
def test_a_fault_of_a_profile_is_a_finding_with_its_line(text: str, rule: str, line_of: int | None, said: str) -> None:
    with pytest.raises(ab.AnswersRefusal) as caught:
        parse_profile(text)
    found = [f for f in caught.value.findings if f.rule == rule]
    assert found, caught.value.findings
    assert line_of is None or found[0].where.line == line_of
    assert said in f"{found[0].where} {found[0].message} {found[0].hint}"


def test_all_faults_of_a_profile_are_told_at_once() -> None:
    with pytest.raises(ab.AnswersRefusal) as caught:
        parse_profile("profile: P\nparties: [{name: A, kind: x}]\nusual: {leavin: {}, risk: {liability: y}}\n")
    assert len(caught.value.findings) == 3


def test_a_profile_that_is_not_there_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(ab.AnswersRefusal) as caught:
        ab.load_profile(tmp_path / "none.yaml")
    assert "a profile is a file of YAML" in caught.value.findings[0].hint


def test_usual_choices_may_be_given_in_part() -> None:
    profile = parse_profile("profile: P\nusual: {funding: {shares: {method: measure}}, term: {start: {open: later}}}\n")
    assert line(known(profiles=[profile]).suggest("funding.shares", {})) == "measure"
    assert known(profiles=[profile]).suggest("term.start", {}) is None


def test_usual_choices_that_the_library_does_not_have_are_warned_of() -> None:
    text = """profile: P
usual:
  choices:
    building_record: one_system
    building_records: one_sistem
    building_reviewers: allowed
  blanks:
    records: {pass_dys: 3}
    recrds: {pass_days: 3}
    wind-up: {account_days: 120}
"""
    found = list(unknown_choices(parse_profile(text), drafts.shipped_library()))
    assert [(f.rule, f.where.line, f.severity) for f in found] == [
        ("choice-unknown", 4, ab.Severity.WARNING),
        ("choice-value", 5, ab.Severity.WARNING),
        ("blank-unknown", 8, ab.Severity.WARNING),
        ("blank-unknown", 9, ab.Severity.WARNING),
    ]
    assert [f.hint for f in found] == [
        f'Did you mean "{word}"?' for word in ("building_records", "one_system", "pass_days", "records")
    ]


@pytest.mark.parametrize("path", [*drafts.EXAMPLES.values(), EXAMPLE])
def test_the_examples_hold_no_choice_that_the_library_does_not_have(path: Path) -> None:
    assert list(unknown_choices(ab.load_profile(path), drafts.shipped_library())) == []
