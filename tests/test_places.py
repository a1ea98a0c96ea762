"""The shipped facts about municipalities and regional bodies: whole, sourced, found by any name, read strictly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import agreement_builder as ab
from agreement_builder.answers.party import PartyKind
from agreement_builder.library.bodies import Bodies
from agreement_builder.library.load_places import load_places, read_places
from agreement_builder.library.naming import bare, comparable
from agreement_builder.library.place import shipped
from agreement_builder.library.told import facts
from agreement_builder.linting.library import lint_library
from tests.command import call

PLACES = load_places()
CT = PLACES.states["CT"]
BODIES = Bodies(PLACES)
ORGANIZATIONS = {body.short_name or body.name: body for body in CT.organizations}

COUNTIES = {
    "Fairfield": 957_419, "Hartford": 899_498, "Litchfield": 185_186, "Middlesex": 164_245,
    "New Haven": 864_835, "New London": 268_555, "Tolland": 149_788, "Windham": 116_418,
}  # fmt: skip
COUNCILS = {
    "CRCOG": 976_248, "MetroCOG": 325_778, "RiverCOG": 174_225, "NVCOG": 450_376, "NECCOG": 95_348,
    "NHCOG": 112_503, "SCRCOG": 570_487, "SCCOG": 280_430, "WestCOG": 620_549,
}  # fmt: skip


# Whole


def test_every_town_of_connecticut_is_there_once() -> None:
    assert len(CT.towns) == 169
    assert Counter(town.kind for town in CT.towns.values()) == {"town": 149, "city": 19, "borough": 1}
    assert len({body.full_name for body in BODIES.all}) == len(BODIES.all) == 169 + 10 + 148 + 47


def test_the_residents_add_up_to_the_census_of_the_state_and_of_each_county() -> None:
    assert sum(town.population or 0 for town in CT.towns.values()) == 3_605_944
    by_county: Counter[str] = Counter()
    for town in CT.towns.values():
        by_county[town.county or ""] += town.population or 0
    assert by_county == COUNTIES


def test_every_town_lies_in_one_council_whose_residents_are_the_sum() -> None:
    assert {name: CT.population(ORGANIZATIONS[name]) for name in COUNCILS} == COUNCILS
    for name in CT.towns:
        kinds = Counter(body.kind for body in CT.bodies_with(name))
        assert kinds[PartyKind.COUNCIL_OF_GOVERNMENTS] == 1
        assert max(kinds.values()) == 1, "no town is in two bodies of one kind"


def test_the_regional_bodies_are_47_of_four_kinds() -> None:
    assert Counter(str(body.kind) for body in CT.organizations) == {
        "council_of_governments": 9,
        "regional_educational_service_center": 6,
        "regional_school_district": 17,
        "health_district": 15,
    }


def test_a_town_without_a_board_of_its_own_is_in_a_district_for_all_grades() -> None:
    districts = [body for body in CT.organizations if body.kind is PartyKind.REGIONAL_SCHOOL_DISTRICT]
    whole = {name for body in districts if body.grades == "K-12" for name in body.members}
    assert {name for name, town in CT.towns.items() if not town.own_board} == whole


# Sourced


@pytest.mark.parametrize("body", BODIES.all, ids=lambda body: body.full_name)
def test_every_fact_has_a_source_in_words_with_its_date(body) -> None:  # type: ignore[no-untyped-def]
    told = list(facts(body, BODIES))
    assert told
    for fact in told:
        assert fact.value not in (None, "", [], ())
        assert fact.sources or fact.name in ("note", "as_of"), fact
        for source in fact.sources:
            assert source.endswith(")"), source
            assert not set(source) & set("/_@"), f"an address or a key stands where words should: {source}"


def test_no_shipped_file_holds_an_address_of_the_web() -> None:
    for path in (shipped("clauses") / "places").glob("ct-*"):
        assert "http" not in path.read_text(encoding="utf-8")
        assert "www." not in path.read_text(encoding="utf-8")


def test_no_source_is_described_without_being_used() -> None:
    assert CT.sources is not None
    used = {key for row in (*CT.municipalities, *CT.organizations) for key in row.sources}
    assert used == set(CT.sources.sources)


def test_what_an_encyclopedia_says_is_to_be_confirmed() -> None:
    assert CT.sources is not None
    for source in CT.sources.sources.values():
        assert source.confirm or "encyclopedia" not in source.name


# Found by any name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bolton", "Town of Bolton"),
        ("town of bolton", "Town of Bolton"),
        ("The Town of Bolton, Connecticut", "Town of Bolton"),
        ("Bolton, CT", "Town of Bolton"),
        ("N. Stonington", "Town of North Stonington"),
        ("Hartford", "City of Hartford"),
        ("Town and City of Hartford", "City of Hartford"),
        ("Town of Groton", "Town of Groton"),
        ("Groton Long Point", "Groton Long Point"),
        ("Jewett City", "Borough of Jewett City"),
        ("Bolton BOE", "Bolton Board of Education"),
        ("Board of Education of the Town of Bolton", "Bolton Board of Education"),
        ("Bolton Public Schools", "Bolton Board of Education"),
        ("RSD 8", "Regional School District 8"),
        ("rsd#08", "Regional School District 8"),
        ("Region 8", "Regional School District 8"),
        ("Regional School District No. 8", "Regional School District 8"),
        ("Regional School District Number 18", "Regional School District 18"),
        ("CRCOG", "Capitol Region Council of Governments"),
        ("Capitol Region COG", "Capitol Region Council of Governments"),
        ("metrocog", "Connecticut Metropolitan Council of Governments"),
        ("EHHD", "Eastern Highlands Health District"),
        ("eastconn", "Eastern Connecticut Regional Educational Service Center"),
    ],
)
def test_a_body_is_found_however_its_name_is_typed(typed: str, meant: str) -> None:
    found = BODIES.find(typed)
    assert found is not None
    assert found.full_name == meant


@pytest.mark.parametrize("typed", ["Groton", "Stonington", "Litchfield", "Newtown", "", "  ", "Nowhere", "RSD 99", "é"])
def test_a_name_of_several_bodies_or_of_none_finds_none(typed: str) -> None:
    assert BODIES.find(typed) is None


def test_the_kind_tells_bodies_of_one_name_apart() -> None:
    assert [BODIES.find("Groton", kind).full_name for kind in ("town", "city")] == ["Town of Groton", "City of Groton"]  # type: ignore[union-attr]
    assert BODIES.find("Bolton", "board_of_education").full_name == "Bolton Board of Education"  # type: ignore[union-attr]
    assert BODIES.find("Town of Hartford", "town").full_name == "City of Hartford"  # type: ignore[union-attr]
    assert BODIES.find("Town of Bolton", "city") is None
    assert BODIES.find("Town of Bolton", "town", "NY") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Wilington", "Town of Willington"),
        ("Town of Wilington", "Town of Willington"),
        ("Mansfeild Board of Education", "Mansfield Board of Education"),
        ("Naugatuk", "Borough of Naugatuck"),
        ("Eastern Highland Health District", "Eastern Highlands Health District"),
        ("Torrington Area", "Torrington Area Health District"),
    ],
)
def test_a_name_that_is_nearly_right_is_understood(typed: str, first: str) -> None:
    assert BODIES.find(typed) is None
    assert BODIES.meant(typed)[0].full_name == first


def test_the_number_of_a_district_is_never_taken_for_a_misspelling() -> None:
    assert BODIES.meant("RSD 99") == ()


@given(st.text(max_size=60))
def test_any_text_may_be_typed_as_a_name(text: str) -> None:
    once = comparable(text)
    assert comparable(once.removeprefix("the ")) in (once, comparable(once))
    assert bare(once)[0] if once else not once
    assert len(BODIES.meant(text)) <= 8


@given(st.sampled_from(BODIES.all), st.sampled_from([str.upper, str.lower, lambda name: f"the {name}, Conn."]))
def test_a_full_name_finds_its_body_in_any_case(body, change) -> None:  # type: ignore[no-untyped-def]
    assert BODIES.find(change(body.full_name)) is body


# Read strictly

HEAD = "name,kind,population,sources\n"
SOURCES = """jurisdiction: NY
population: {source: 2020 Decennial Census, publisher: U.S. Census Bureau, as_of: 2020-04-01}
sources:
  own: {name: the village's own web site}
"""


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    """A folder of one's own with files of places, named as `ny_municipalities`; the sources are whole unless given."""
    places = tmp_path / "clauses" / "places"
    places.mkdir(parents=True)
    (tmp_path / "clauses" / "README.md").write_text("Ours.")
    for name, text in ({"ny_sources": SOURCES} | files).items():
        path = places / f"{name.replace('_', '-')}.{'yaml' if name.endswith('sources') else 'csv'}"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "rule", "line", "said"),
    [
        (HEAD + "Rye,town,12,own\nRye,town,13,own\n", "places-twice", 3, "line 2"),
        (HEAD + "Rye,twon,12,own\n", "answer-choice", 2, 'Did you mean "town"?'),
        (HEAD + "Rye,town,many,own\n", "answer-type", 2, "a whole number"),
        (HEAD + "Rye,town,-1,own\n", "answer-value", 2, "-1"),
        (HEAD + ",town,12,own\n", "answer-missing", 2, "name"),
        (HEAD + "Rye,town,12\n", "table-row", 2, "3 cells"),
        (HEAD + "Rye,town,12,own,more\n", "table-row", 2, "5 cells"),
        (HEAD + "Rye,town,12,onw\n", "places-source", 2, 'Did you mean "own"?'),
        (HEAD + '\nRye,town,12,"own\n', "table-syntax", 3, "comma-separated"),
        (HEAD + "R\u202eye,town,12,own\n", "character", 2, "U+202E"),
        ("name,kind,populaton\nRye,town,12\n", "table-column", 1, 'Did you mean "population"?'),
        ("name,kind,kind\nRye,town,town\n", "table-column", 1, "twice"),
        ("name\nRye\n", "table-column", 1, '"kind" is missing'),
        ("", "table-column", 1, '"name" is missing'),
        (HEAD.encode() + b"R\xffe,town,12,own\n", "library-file", None, "UTF-8"),
        (HEAD + "Rye,town,12,own\n" * 70_000, "library-file", None, "limit"),
    ],
)
def test_a_fault_of_a_table_is_a_finding_with_its_line(
    tmp_path: Path, text: str | bytes, rule: str, line: int | None, said: str
) -> None:
    _, findings = read_places(folder(tmp_path, ny_municipalities=text))
    found = [finding for finding in findings if finding.rule == rule]
    assert found, findings
    assert found[0].where.file == str(tmp_path / "clauses" / "places" / "ny-municipalities.csv")
    assert found[0].where.line == line
    assert said in f"{found[0].message} {found[0].hint}"
    with pytest.raises(ab.LibraryRefusal):
        load_places(tmp_path)


def test_a_member_or_a_surrounding_town_that_does_not_exist_is_a_finding(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        ny_municipalities=HEAD + "Rye,town,12,own\n",
        ny_boroughs="name,kind,within\nPort,village,Ryee\n",
        ny_organizations="kind,name,members\nhealth_district,Shore,Rye; Rye; Ry\n",
    )
    found = {(f.rule, Path(f.where.file or "").name, f.where.line, f.where.field) for f in read_places(own)[1]}
    assert found == {
        ("places-unknown", "ny-boroughs.csv", 2, "within"),
        ("places-unknown", "ny-organizations.csv", 2, "members"),
        ("places-twice", "ny-organizations.csv", 2, "members"),
    }


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("jurisdiction: NY", "jurisdiction: NJ"), "places-state"),
        (("web site}", "web site, tells: [populaton]}"), "places-source"),
        (("as_of: 2020-04-01", "as_of: April"), "answer-type"),
        (("{name: the", "{nam: the"), "answer-unknown"),
        (("sources:", "sources: ["), "yaml-syntax"),
    ],
)
def test_a_fault_of_the_sources_is_a_finding_with_its_line(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    findings = read_places(folder(tmp_path, ny_sources=SOURCES.replace(*change)))[1]
    assert rule in {finding.rule for finding in findings}
    assert all(finding.where.line for finding in findings)


def test_all_faults_are_told_at_once_and_by_the_lint(tmp_path: Path) -> None:
    own = folder(tmp_path, ny_municipalities=HEAD + "Rye,twon,12,own\nPort,town,x,own\n")
    assert [f.where.line for f in read_places(own)[1]] == [2, 3]
    assert [f.where.line for f in lint_library(own)[1]] == [2, 3]
    ran = call("library", "lint", "--library", own)
    assert ran.code == 4
    assert "ny-municipalities.csv:3" in ran.out + ran.err


def test_the_shipped_places_have_no_fault() -> None:
    assert read_places()[1] == []


def test_another_state_may_be_added_and_a_shipped_table_replaced(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        ny_municipalities=HEAD + "Rye,village,12,own\n",
        ct_organizations="kind,name,members\nhealth_district,Hill Towns Health District,Bolton; Andover\n",
    )
    places = ab.load_places(own)
    assert Bodies(places).find("Village of Rye").place.state == "NY"  # type: ignore[union-attr]
    assert [body.name for body in places.states["CT"].organizations] == ["Hill Towns Health District"]
    assert len(places.states["CT"].towns) == 169
    rules = {Path(f.where.file or "").name: f.rule for f in ab.lint_overlay(own)}
    assert rules["ny-municipalities.csv"] in ("overlay-adds", "overlay-near")
    assert rules["ct-organizations.csv"] == "overlay-replaces"
    assert ab.load_library(own).version == ab.load_library().version, "places change no draft"


def test_a_file_that_nothing_reads_is_told(tmp_path: Path) -> None:
    own = folder(tmp_path, connecticut=HEAD)
    told = {Path(f.where.file or "").name: f for f in ab.lint_overlay(own)}
    assert told["connecticut.csv"].rule == "overlay-ignored"
    assert "named for their state" in told["connecticut.csv"].hint


def test_a_draft_does_not_wait_for_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("places were read")

    monkeypatch.setattr("agreement_builder.library.load_places.read_table", never)
    assert ab.load_library().clauses
    with pytest.raises(AssertionError, match="places were read"):
        ab.load_places()


# The command


def test_the_command_tells_facts_with_sources_and_dates() -> None:
    out = call("places", "bolton").out
    assert "Town of Bolton: a town" in out
    assert "Residents: 4,858\n    from 2020 Decennial Census, U.S. Census Bureau (April 1, 2020)\n" in out
    assert "please confirm" in out
    assert "Eastern Highlands Health District" in out


def test_the_command_tells_all_bodies_of_a_name() -> None:
    names = [body["name"] for body in call("places", "Groton", "--json").json]
    assert names == ["Town of Groton", "City of Groton"]


def test_the_command_gives_data_for_scripts() -> None:
    (body,) = call("places", "RSD 19", "--json").json
    assert (body["name"], body["kind"], body["state"]) == (
        "Regional School District 19",
        "regional_school_district",
        "CT",
    )
    assert body["facts"]["members"]["value"] == ["Ashford", "Mansfield", "Willington"]
    assert body["facts"]["population"]["value"] == 4_191 + 25_892 + 5_566


def test_without_a_name_all_bodies_are_listed() -> None:
    assert len(call("places").out.splitlines()) == len(BODIES.all) == len(call("places", "--json").json)


def test_a_name_that_is_not_known_is_refused_with_the_nearest() -> None:
    ran = call("places", "Wilington")
    assert ran.code == 2
    assert "Did you mean: Town of Willington?" in ran.err
    assert "listed by" in call("places", "zzz").err
