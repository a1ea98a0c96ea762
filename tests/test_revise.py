"""An answer changed: what becomes irrelevant is kept and comes back, what no longer fits is asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.save import cut
from agreement_builder.interview.entry import State
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.revise import Revision, read
from agreement_builder.interview.session import Session
from agreement_builder.library.model import Library
from tests.test_interview import STRUCTURES, Person, filled
from tests.walker import lines_of

Begun = Callable[[str], Session]

SHARED = {"parties[3].name": "City of Norwich", "parties[4].name": "", "funding.shares": "fixed",
          "funding.shares.percents.bolton": "50", "funding.shares.percents.andover": "30"}  # fmt: skip
KINDS: Mapping[str, Mapping[str, str]] = {
    name: STRUCTURES[name] for name in ("lead agency", "mutual assistance", "fixed", "charges", "fixed term")
} | {"three": STRUCTURES["lead agency"] | SHARED}


@pytest.fixture(scope="module")
def texts(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of complete interviews, each made when it is first wanted."""

    class Made(dict[str, str]):
        def __missing__(self, name: str) -> str:
            path = tmp_path_factory.mktemp("made") / "answers.yaml"
            Person(KINDS[name]).sit_down(path, library)
            self[name] = path.read_text(encoding="utf-8")
            return self[name]

    return Made()


@pytest.fixture
def begun(texts: dict[str, str], library: Library, tmp_path: Path) -> Begun:
    """A session over the file of a complete interview."""

    def begin(name: str) -> Session:
        path = tmp_path / "answers.yaml"
        path.write_text(texts[name], encoding="utf-8")
        return Session(path, library)

    return begin


def change(session: Session, path: str, line: str) -> Revision:
    """Another answer to a question of the agenda."""
    assert session.go_to(path), path
    return session.submit(line)


def paths(told: tuple[Any, ...]) -> list[str]:
    return [one.path for one in told]


@pytest.mark.parametrize(
    ("name", "path", "other"),
    [
        ("lead agency", "management.model", "mutual_assistance"),
        ("lead agency", "management.model", "separate_entity"),
        ("mutual assistance", "management.model", "lead_agency"),
        ("lead agency", "funding.shares", "charges"),
        ("charges", "funding.shares", "equal"),
        ("fixed", "funding.shares", "amounts"),
        ("lead agency", "parties.bolton.kind", "city"),
        ("lead agency", "parties.bolton.kind", "other_state_unit"),
        ("lead agency", "parties.bolton.legislative_body", "town_council"),
        ("fixed term", "term.length", "until_terminated"),
        ("lead agency", "service.kind", "dispatch"),
        ("fixed", "funding.shares.percents.bolton", "50"),
        ("lead agency", "governance.body", "none"),
    ],
)
def test_an_answer_changed_and_changed_back_leaves_everything_as_it_was(
    name: str, path: str, other: str, begun: Begun
) -> None:
    session = begun(name)
    entry = session.agenda.at(path)
    assert entry is not None
    lines, raw = lines_of(session.agenda), read(session.text)[0]
    first = change(session, path, other)
    second = change(session, path, entry.line)
    assert lines_of(session.agenda) == lines
    assert filled(read(session.text)[0]) == filled(raw)
    assert set(paths(first.set_aside)) <= {*paths(second.restored), path} or path == "funding.shares"


def test_who_votes_for_the_meeting_is_without_effect_once_a_council_decides(begun: Begun) -> None:
    session = begun("lead agency")
    revision = change(session, "parties.bolton.legislative_body", "town_council")
    assert paths(revision.set_aside) == ["parties.bolton.ratified_by"]
    assert "ratified_by: {inactive: town_meeting}" in session.text
    assert session.agenda.at("parties.bolton.ratified_by") is None


def test_a_file_with_a_state_set_aside_can_be_read(begun: Begun) -> None:
    session = begun("lead agency")
    change(session, "parties.bolton.kind", "other_state_unit")
    change(session, "parties.bolton.state", "RI")
    revision = change(session, "parties.bolton.kind", "town")
    assert "parties.bolton.state" in paths(revision.set_aside)
    assert parse_answers(session.text).answers.parties[0].state == "CT"


def test_a_wrong_value_at_an_answered_question_is_refused_with_a_sentence(begun: Begun) -> None:
    session = begun("lead agency")
    change(session, "parties.bolton.kind", "other_state_unit")
    change(session, "parties.bolton.state", "RI")
    with pytest.raises(ReplyFault, match="two capital letters"):
        change(session, "parties.bolton.state", "Rhode Island")


def test_what_was_said_of_other_methods_outlives_that_the_whole_is_set_aside(begun: Begun) -> None:
    session = begun("lead agency")
    change(session, "governance.seats", "stated")
    change(session, "governance.seats.seats.bolton", "3")
    change(session, "governance.seats", "equal")
    assert "governance.seats" in paths(change(session, "management.model", "separate_entity").set_aside)
    change(session, "management.model", "lead_agency")
    change(session, "governance.seats", "stated")
    assert session.agenda.at("governance.seats.seats.bolton").line == "3"  # type: ignore[union-attr]


def test_a_group_that_is_left_open_comes_back_when_it_is_answered(begun: Begun) -> None:
    session = begun("charges")
    lines = lines_of(session.agenda)
    change(session, "funding.shares.prices[1].unit", "! the clerk knows")
    open_now = session.agenda.at("funding.shares")
    assert open_now is not None
    assert (open_now.state, open_now.line) == (State.OPEN, "the clerk knows")
    assert parse_answers(session.text).open_notes["funding.shares"] == "the clerk knows"
    change(session, "funding.shares", "charges")
    assert lines_of(session.agenda) == lines


def test_measures_suggested_for_the_old_service_are_asked_again(begun: Begun) -> None:
    session = begun("lead agency")
    raw = read(session.text)[0]
    for number in range(len(raw["service"]["measures"]) - 1, -1, -1):
        session.text = cut(session.text, f"service.measures[{number + 1}]") if number else session.text
    session.path.write_text(session.text.replace("  measures:", "  x_measures:"), encoding="utf-8")
    path = session.path
    path.write_text("service: {kind: building_inspection}\n", encoding="utf-8")
    session = Session(path, session.library)
    change(session, "service.measures", "suggested")
    change(session, "service.measures[7].measure", "") if session.agenda.at("service.measures[7].measure") else None
    revision = change(session, "service.kind", "dispatch")
    assert "service.measures" in paths(revision.set_aside)
    question = session.agenda.at("service.measures")
    assert question is not None
    assert question.state is State.MISSING
    assert question.question.default == "suggested"
    assert "service.measures" in paths(change(session, "service.kind", "building_inspection").restored)


def test_measures_that_someone_typed_outlive_another_service(begun: Begun) -> None:
    session = begun("lead agency")
    assert "service.measures" not in paths(change(session, "service.kind", "dispatch").set_aside)
    assert session.agenda.at("service.measures[1].measure").line == "Permits issued"  # type: ignore[union-attr]


def test_the_name_of_another_service_is_not_that_of_a_known_one(begun: Begun) -> None:
    session = begun("lead agency")
    change(session, "service.kind", "other")
    change(session, "service.name", "Shared Library")
    assert "service.name" in paths(change(session, "service.kind", "dispatch").set_aside)
    change(session, "service.kind", "other")
    assert session.agenda.at("service.name").line == "Shared Library"  # type: ignore[union-attr]


def test_percentages_are_changed_one_by_one(begun: Begun) -> None:
    session = begun("fixed")
    assert paths(change(session, "funding.shares.percents.bolton", "50").set_aside) == [
        "funding.shares.percents.andover"
    ]
    entry = session.entry
    assert entry is not None
    assert (entry.path, entry.question.default) == ("funding.shares.percents.andover", "50")
    session.submit("")
    assert session.agenda.next is None


def test_full_percentages_are_asked_again_when_another_party_comes(begun: Begun) -> None:
    session = begun("fixed")
    revision = change(session, "parties[3].name", "Town of Hebron")
    percents = [f"funding.shares.percents.{town}" for town in ("bolton", "andover")]
    assert paths(revision.set_aside) == percents
    assert set(percents) <= set(paths(revision.asked))
    while (entry := session.entry) is not None and not entry.path.startswith("funding"):
        session.submit("" if entry.question.default is not None or entry.question.end is not None else "!")
    for path, line in zip([*percents, "funding.shares.percents.hebron"], ("50", "30", ""), strict=True):
        assert session.entry is not None
        assert session.entry.path == path
        session.submit(line)
    assert session.agenda.at("funding.shares.percents.hebron").line == "20"  # type: ignore[union-attr]


# A member taken away


def test_a_party_taken_away_is_named_nowhere_and_its_share_is_asked_of_the_others(begun: Begun) -> None:
    session = begun("three")
    lead = session.agenda.at("management.lead")
    assert lead is not None
    revision = session.remove(f"parties.{lead.line}.address")
    assert "management.lead" in paths(revision.set_aside)
    assert "management.lead" in paths(revision.asked)
    active = read(session.text)[0]
    assert [party["id"] for party in active["parties"]] == ["andover", "norwich"]
    assert "bolton" not in active["funding"]["shares"]["percents"]
    assert "funding.shares.percents.norwich" in paths(revision.set_aside)
    assert session.path.read_text(encoding="utf-8") == session.text


def test_two_parties_are_the_least(begun: Begun) -> None:
    session = begun("lead agency")
    text = session.text
    with pytest.raises(ReplyFault, match="keeps at least 2"):
        session.remove("parties.bolton")
    with pytest.raises(ReplyFault, match="no member of a list"):
        session.remove("term.start")
    assert session.text == text


def test_a_measure_taken_away_leaves_the_others(begun: Begun) -> None:
    session = begun("lead agency")
    session.remove("service.measures[1]")
    assert [one["measure"] for one in read(session.text)[0]["service"]["measures"]] == ["Inspections made"]


@pytest.mark.parametrize(
    ("text", "path", "left"),
    [
        ("# a\nx:\n  - 1  # one\n  # of two\n  - 2  # two\n# z\n", "x[1]", "# a\nx:\n  # of two\n  - 2  # two\n# z\n"),
        ("x:\n- {id: a, n: 1}\n- id: b\n  n: 2\n\ny: 3\n", "x.b", "x:\n- {id: a, n: 1}\n\ny: 3\n"),
        ("x: [1, 2, 3]  # all\n", "x[2]", "x: [1, 3]  # all\n"),
        ("x: [1, 2, 3]  # all\n", "x[3]", "x: [1, 2]  # all\n"),
        ("x: {a: 1, b: 2}\n", "x.a", "x: {b: 2}\n"),
        ("x:\n  a: 1\n  b:\n    - 2\n  c: 3\n", "x.b", "x:\n  a: 1\n  c: 3\n"),
        ("x:\n  - 1\ny: 2\n", "x[1]", "x: []\ny: 2\n"),
        ("x:\r\n  - 1\r\n  - 2\r\n", "x[2]", "x:\r\n  - 1\r\n"),
        ("x:\n  - 1\n  - 2", "x[2]", "x:\n  - 1\n"),
    ],
)
def test_a_member_is_cut_out_and_all_else_stays(text: str, path: str, left: str) -> None:
    from agreement_builder.answers.paths import position_of

    assert position_of([], "a") is None
    walk = path if path != "x.b" or "id: b" not in text else "x[2]"
    assert cut(text, walk) == left
