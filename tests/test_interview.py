"""The questionnaire: what it asks, what it refuses, and that it can be broken off and gone back over."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from agreement_builder.answers.base import Key
from agreement_builder.answers.inactive import lift_inactive
from agreement_builder.answers.keys import key_of
from agreement_builder.answers.load import load_answers, parse_answers
from agreement_builder.answers.sharing import Blend
from agreement_builder.drafting import draft
from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.agenda import next_question
from agreement_builder.interview.needs import unsound
from agreement_builder.interview.plain import Outcome, PlainAsker, ask_questions
from agreement_builder.interview.question import Kind, Question
from agreement_builder.interview.questions import PARTS
from agreement_builder.interview.revise import read
from agreement_builder.interview.session import Session
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml

TWO_TOWNS = {
    "parties[1].name": "Town of Bolton",
    "parties[2].name": "Town of Andover",
    "parties[3].name": "",
    "service.measures[1].measure": "Permits issued",
    "service.measures[2].measure": "Inspections made",
    "service.measures[3].measure": "",
    "service.measures": "own",
    "service.kind": "building inspection",
    "management.model": "lead agency",
    "funding.shares": "measure",
    "term.start": "2027-07-01",
    "term.end": "2032-06-30",
    "funding.first_fiscal_year": "2027",
}
"""Lines for questions on which a test depends; to others `likely` gives a plausible one."""

LEAD, MUTUAL = TWO_TOWNS, TWO_TOWNS | {"management.model": "mutual assistance", "funding.shares": "own"}


def likely(question: Question) -> str:
    """A plausible line in answer to any question."""
    if question.default is not None:
        return ""
    if re.fullmatch("[0-9]{2}-[0-9]{2}", question.example):
        return question.example
    least = question.spec.min if question.spec is not None and question.spec.min is not None else None
    return {
        Kind.TEXT: f"What is said on {question.path}",
        Kind.INTEGER: str(least or 12),
        Kind.NUMBER: "1,250",
        Kind.DOLLARS: "$185,000.00",
        Kind.PERCENT: str(least or 6),
        Kind.DATE: "July 1, 2027",
        Kind.MONTH_DAY: "July 1",
        Kind.CHOICE: "1",
    }[question.kind]


def filled(value: Any) -> Any:
    """The data without what is not answered."""
    if isinstance(value, dict):
        return {key: inner for key, given in value.items() if (inner := filled(given)) not in (None, {})}
    return [filled(member) for member in value] if isinstance(value, list) else value


def raw(path: Path) -> Mapping[str, object]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return read_yaml(text, "answers", AnswersRefusal).value or {}  # type: ignore[return-value]


class Person(io.StringIO):
    """Answers the question that is on the screen, until it has answered `most`."""

    def __init__(self, answers: Mapping[str, str], most: int = 1000) -> None:
        super().__init__()
        self.answers, self.most = answers, most
        self.asked: list[Question] = []
        self.lines: list[str] = []
        self.session: Session | None = None

    def sit_down(self, path: Path, library: Library, writer: TextIO | None = None) -> Outcome:
        """One sitting over the file at `path`."""
        self.session = Session(path, library)
        return PlainAsker(self.session, self, writer or io.StringIO()).run()

    def readline(self, _: int = -1, /) -> str:
        assert self.session is not None
        assert self.session.entry is not None
        question = self.session.entry.question
        if len(self.lines) == self.most:
            return ""
        line = self.answers[question.path] if question.path in self.answers else likely(question)
        self.asked.append(question)
        self.lines.append(line)
        return f"{line}\n"


@pytest.fixture
def sit(tmp_path: Path, library: Library) -> Callable[..., tuple[Outcome, str]]:
    """Answers with the lines given, in a file of the test's own: how it ended, and what was shown."""

    def sitting(*lines: str, name: str = "answers.yaml") -> tuple[Outcome, str]:
        writer = io.StringIO()
        outcome = ask_questions(tmp_path / name, library, io.StringIO("".join(f"{x}\n" for x in lines)), writer)
        return outcome, writer.getvalue()

    return sitting


def answered(tmp_path: Path, library: Library, answers: Mapping[str, str]) -> tuple[Path, Person]:
    """A file made by answering everything."""
    path = tmp_path / "answers.yaml"
    person = Person(answers)
    assert person.sit_down(path, library) is Outcome.FINISHED
    return path, person


WITH_BLEND = """\
service: {kind: building_inspection}
parties:
  - {id: a, name: A, kind: town, legislative_body: {open: }, chief_executive: {open: }, address: {open: }}
  - {id: b, name: B, kind: town, legislative_body: {open: }, chief_executive: {open: }, address: {open: }}
management: {model: lead_agency, lead: a, official: joint, staff: lead_employs, equipment: lead_owns}
choices: {building_fee_schedule: own, building_records: one_system, building_reviewers: allowed}
funding: {shares: {method: blend, parts: [{measure: {of: population}}]}}
"""

STRUCTURES = {
    "lead agency": LEAD,
    "mutual assistance": MUTUAL,
    "fixed": LEAD | {"funding.shares": "fixed", "funding.shares.percents.bolton": "60%"},
    "equal": LEAD | {"funding.shares": "equal", "service.measures[1].measure": ""},
    "blend": LEAD | {"funding.shares": "blend", "funding.shares.parts[1].weight": "60",
                     "funding.shares.parts[2].measure.of": "equally"},
    "fixed term": LEAD | {"term.length": "fixed", "term.renewal": "automatic"},
    "principals": LEAD | {"governance.body": "principals", "service.kind": "emergency dispatch"},
    "amounts": LEAD | {"funding.shares": "amounts", "funding.shares.amounts.andover": "$75,000"},
    "charges": LEAD | {"funding.shares": "charges", "funding.shares.prices[1].item": "Inspection",
                       "funding.shares.prices[2].item": ""},
    "any two of three": LEAD | {"term.effect": "number", "term.effect_count": "2"},
    "named parties": LEAD | {"term.effect": "named", "term.effect_parties": "bolton, andover"},
    "another service": MUTUAL | {"service.kind": "other"},
    "three parties": LEAD | {"parties[3].name": "City of Norwich", "parties[4].name": "Town of Preston",
                             "parties[5].name": "", "parties.norwich.legislative_body": "city council"},
}  # fmt: skip


@dataclass(frozen=True)
class Finished:
    """What answering everything gave: the file, the questions asked, the lines typed."""

    data: bytes
    asked: dict[str, Question]
    lines: list[str]


@pytest.fixture(scope="session")
def finished(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Finished]:
    """Everything answered for one of the structures; done once for each."""

    @cache
    def finish(structure: str) -> Finished:
        path, person = answered(tmp_path_factory.mktemp("finished"), library, STRUCTURES[structure])
        asked = {question.path: question for question in person.asked}
        assert len(asked) == len(person.asked), "a question was asked twice"
        return Finished(path.read_bytes(), asked, person.lines)

    return finish


@pytest.mark.parametrize("structure", STRUCTURES)
def test_answering_everything_gives_a_draft_with_nothing_undecided_or_blank(
    structure: str, finished: Callable[[str], Finished], library: Library
) -> None:
    made = draft(library, parse_answers(finished(structure).data.decode()), dt.date(2026, 11, 23))
    assert [str(finding) for finding in made.composition.findings] == []
    assert [blank.path for blank, _ in made.index.blanks] == []


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_questions_come_part_by_part(structure: str, finished: Callable[[str], Finished]) -> None:
    sections = [question.section for question in finished(structure).asked.values()]
    assert [section.place for section in sections] == sorted(section.place for section in sections)
    assert {section.of for section in sections} == {len(PARTS)}


def test_mutual_assistance_asks_less_and_nothing_of_a_lead_agency(finished: Callable[[str], Finished]) -> None:
    lead, mutual = finished("lead agency").asked, finished("mutual assistance").asked
    assert len(mutual) < len(lead) - 10
    assert "management.lead" in lead
    assert [path for path in mutual if path.startswith(("management.lead", "funding."))] == ["funding.shares"]
    assert [option.value for option in mutual["management.staff"].options] == ["each_keeps"]
    assert [option.value for option in lead["management.lead"].options] == ["bolton", "andover"]


def test_only_what_applies_is_asked(finished: Callable[[str], Finished]) -> None:
    paths = {name: set(finished(name).asked) for name in STRUCTURES}
    assert {"term.renewal", "term.end"} <= paths["fixed term"]
    assert not {"term.renewal", "term.end"} & paths["lead agency"]
    assert {"governance.seats.each", "governance.votes"} <= paths["lead agency"]
    assert not {"governance.seats.each", "governance.votes"} & paths["principals"]
    assert [name for name, asked in paths.items() if "service.description" in asked] == ["another service"]
    assert "parties.bolton.ratified_by" in paths["three parties"]
    assert "parties.norwich.ratified_by" not in paths["three parties"]
    assert not [path for asked in paths.values() for path in asked if path.endswith(".state")]


def test_a_party_of_another_state_is_asked_for_its_state(sit: Callable[..., tuple[Outcome, str]]) -> None:
    _, shown = sit("2", "Town of Westerly", "other state unit", "RI")
    assert "Town of Westerly: State\n" in shown


def test_one_sitting_for_each_answer_gives_the_same_file_as_one_sitting_for_all(
    tmp_path: Path, library: Library, finished: Callable[[str], Finished]
) -> None:
    whole, path = finished("three parties"), tmp_path / "answers.yaml"
    for line in whole.lines[:-1]:
        assert ask_questions(path, library, io.StringIO(f"{line}\nq\n"), io.StringIO()) is Outcome.STOPPED
    assert ask_questions(path, library, io.StringIO(whole.lines[-1] + "\n"), io.StringIO()) is Outcome.FINISHED
    assert path.read_bytes() == whole.data


@pytest.mark.parametrize("structure", ["blend", "charges", "mutual assistance"])
def test_stopped_by_the_end_of_input_it_goes_on_there(
    structure: str, tmp_path: Path, library: Library, finished: Callable[[str], Finished]
) -> None:
    whole, path = finished(structure), tmp_path / "answers.yaml"
    for count in range(0, len(whole.lines), 31):
        path.unlink(missing_ok=True)
        for lines in (whole.lines[:count], whole.lines[count:]):
            outcome = ask_questions(path, library, io.StringIO("".join(f"{x}\n" for x in lines)), io.StringIO())
        assert outcome is Outcome.FINISHED
        assert path.read_bytes() == whole.data


def test_an_interrupt_stops_and_keeps_what_was_answered(tmp_path: Path, library: Library) -> None:
    class Interrupting(io.StringIO):
        def readline(self, _: int = -1, /) -> str:
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    path = tmp_path / "answers.yaml"
    assert ask_questions(path, library, Interrupting("dispatch\n"), io.StringIO()) is Outcome.STOPPED
    assert "kind: dispatch" in path.read_text(encoding="utf-8")


def test_stopping_before_any_answer_makes_no_file(tmp_path: Path, sit: Callable[..., tuple[Outcome, str]]) -> None:
    assert sit("q")[0] is Outcome.STOPPED
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_is_asked_nothing_and_stays_as_it_is(tmp_path: Path, library: Library) -> None:
    text = (Path(__file__).parent.parent / "examples/bolton-building-inspection/answers.yaml").read_bytes()
    path = tmp_path / "answers.yaml"
    path.write_bytes(text)
    writer = io.StringIO()
    assert ask_questions(path, library, io.StringIO(), writer) is Outcome.FINISHED
    assert path.read_bytes() == text
    assert "There are no more questions. " in writer.getvalue()
    assert "Left open:\n" in writer.getvalue()
    bolton = "  Town of Bolton: Address for notices: the street address of the Town Hall, from the town clerk\n"
    assert bolton in writer.getvalue()


def test_remarks_and_order_of_a_file_begun_by_hand_are_kept(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(
        "# ours\nparties:   # two\n- {id: a, name: Town of A, kind: town}\n- id: b  # the second\n  name: Town of B\n"
        "\n# what\nservice: {kind: dispatch}\n",
        encoding="utf-8",
    )
    answered(tmp_path, library, LEAD)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\nparties:   # two\n- {id: a, name: Town of A, kind: town, legislative_body: ")
    assert "\n- id: b  # the second\n  name: Town of B\n  kind: town\n" in text
    assert "\n# what\nservice: {kind: dispatch, " in text
    assert not draft(library, load_answers(path), dt.date(2026, 11, 23)).index.blanks


def test_the_first_line_of_a_part_names_it_and_choices_are_numbered_with_their_meaning(
    sit: Callable[..., tuple[Outcome, str]],
) -> None:
    _, shown = sit("2", "Town of Bolton")
    assert f"\nPart 1 of {len(PARTS)}: What do you share?\n" in shown
    assert f"\nPart 2 of {len(PARTS)}: With whom?\n" in shown
    assert "\nTown of Bolton: Kind of party\n   1. a town\n   2. a city, or a consolidated town and city\n" in shown
    assert "Type a number. An empty line takes: a town.\nAnswer: " in shown


def test_a_question_mark_shows_help_and_an_example(sit: Callable[..., tuple[Outcome, str]]) -> None:
    _, shown = sit("2", "?")
    told = shown.partition("signature page.\n")[2]
    assert "Who usually knows: the clerk of the party" in told
    assert "\nFor example: Town of Bolton.\n" in told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("99",), "There is no choice 99; the choices are numbered from 1 to 16."),
        (("childcrae",), '"childcrae" is not one of the choices. Did you mean "childcare"?'),
        (("f",), '"f" may mean financial_management or fire_prevention or facilities_grounds; type the number.'),
        (("",), "An answer is needed here."),
        (("2", ""), "An answer is needed here. For example: Town of Bolton."),
        (("2", "a\u202eb"), "The line holds the character U+202E, which no agreement can print."),
        (("2", "x" * 301), "it is longer than 300"),
        (("2", "A", "1", "", "", "", "a"), 'Two parties have the name "A"'),
    ],
)
def test_a_bad_answer_is_told_in_a_sentence_and_asked_again(
    lines: tuple[str, ...], told: str, tmp_path: Path, sit: Callable[..., tuple[Outcome, str]]
) -> None:
    _, shown = sit(*lines)
    assert told in shown
    assert shown.rstrip().endswith("Answer:")
    assert not (tmp_path / "answers.yaml").exists() or lines[-1] not in raw(tmp_path / "answers.yaml").values()


@pytest.mark.parametrize(
    ("path", "lines", "told"),
    [
        ("term.start", ["soon", "2027-02-30"], "a date (year-month-day) is needed. For example: 2027-07-01."),
        ("leaving.notice_months", ["twelve", "1.5"], "stands where a whole number is needed. For example: 12."),
        ("leaving.notice_months", ["0", "61"], "cannot be used: it should be"),
        ("funding.first_budget", ["1.234"], "cannot be used"),
        ("funding.first_budget", ["nan", "1e9", "1,2", "$"], "stands where an amount in dollars is needed."),
        ("term.end", ["2027-06-30"], "which is not after its beginning on 2027-07-01. Correct one of the two dates."),
        ("funding.shares.percents.andover", ["39.9"], "The percentages add up to 99.9, not to 100"),
        ("funding.payment.invoice_days", ["5"], "cannot be used"),
        ("funding.payment.invoice_days", ["130"], "cannot be used"),
    ],
)  # fmt: skip
def test_a_bad_value_is_told_and_nothing_is_saved_of_it(
    path: str, lines: list[str], told: str, tmp_path: Path, library: Library
) -> None:
    file = tmp_path / "answers.yaml"

    class Careless(Person):
        def readline(self, _: int = -1, /) -> str:
            assert self.session is not None
            if self.session.entry is not None and self.session.entry.path == path:
                self.before = file.read_bytes()
                return lines.pop() + "\n" if lines else ""
            return super().readline()

    answers = STRUCTURES["fixed"] | {"term.length": "fixed", "term.renewal": "none"}
    reader, writer = Careless(answers), io.StringIO()
    count = len(lines)
    assert reader.sit_down(file, library, writer) is Outcome.STOPPED
    assert not lines
    assert file.read_bytes() == reader.before
    told_last = writer.getvalue().split("\nAnswer: ")[-count - 1 : -1]
    assert all(told in shown for shown in told_last), told_last


def test_percentages_are_asked_until_they_add_up_and_the_last_is_proposed(
    finished: Callable[[str], Finished],
) -> None:
    whole = finished("fixed")
    assert whole.asked["funding.shares.percents.bolton"].default is None
    assert whole.asked["funding.shares.percents.andover"].default == "40"
    assert "    percents:\n      bolton: 60\n      andover: 40\n" in whole.data.decode()


def test_a_blend_goes_on_until_its_weights_add_up(finished: Callable[[str], Finished]) -> None:
    shares = parse_answers(finished("blend").data.decode()).answers.funding.shares
    assert isinstance(shares, Blend)
    assert [part.weight for part in shares.parts] == [60, 40]
    assert shares.parts[0].measure is not None
    assert set(shares.parts[0].measure.values) == {"bolton", "andover"}
    assert shares.parts[1].measure is None
    assert not [path for path in finished("blend").asked if "parts[3]" in path]


def test_one_part_of_a_blend_is_not_the_whole(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(WITH_BLEND, encoding="utf-8")
    writer = io.StringIO()
    ask_questions(path, library, io.StringIO("100\n"), writer)
    assert "A blend has two parts or more, so the first weighs less than 100 percent. For" in writer.getvalue()
    assert path.read_text(encoding="utf-8") == WITH_BLEND


def test_prices_are_asked_until_there_is_none_and_nothing_is_left_of_the_asking(
    finished: Callable[[str], Finished],
) -> None:
    whole = finished("charges")
    asked = [path for path in whole.asked if path.startswith("funding.shares")]
    assert asked == ["funding.shares", *(f"funding.shares.prices[1].{name}" for name in ("item", "unit", "price")),
                     "funding.shares.prices[2].item"]  # fmt: skip
    assert "null" not in whole.data.decode()
    assert "      - item: Inspection\n        unit: " in whole.data.decode()


def test_what_stand_ins_make_unsound_does_not_stop_the_questions(library: Library) -> None:
    text = "service: {kind: dispatch}\nterm: {effect: number, effect_count: 1}\n"
    assert next_question(read_yaml(text, "answers", AnswersRefusal).value, library) is not None  # type: ignore[arg-type]


def test_a_figure_may_be_left_open_by_itself(tmp_path: Path, library: Library) -> None:
    figures = LEAD | {"funding.shares.measure.values.andover": "!the assessor of Andover"}
    path, person = answered(tmp_path, library, figures)
    notes = load_answers(path).open_notes
    assert notes["funding.shares.measure.values.andover"] == "the assessor of Andover"
    assert "funding.shares" not in notes
    assert "funding.fees" in {question.path for question in person.asked}


def test_an_answer_left_open_is_noted_and_not_asked_again(tmp_path: Path, library: Library) -> None:
    answers = LEAD | {
        "parties.bolton.address": "!the clerk: knows",
        "parties.andover.address": "",
        "risk.disputes": "!",
    }
    path, person = answered(tmp_path, library, answers)
    assert load_answers(path).open_notes == {
        "parties.bolton.address": "the clerk: knows",
        "parties.andover.address": "",
        "risk.disputes": "",
    }
    decides = {question.path: question.decides for question in person.asked}
    assert decides["risk.disputes"]
    assert not decides["parties.bolton.address"]


def test_leaving_open_what_decides_says_what_follows(sit: Callable[..., tuple[Outcome, str]]) -> None:
    _, shown = sit("dispatch", "", *["Town of A", "1", "", "", "", "Town of B", "1", "", "", "", "", "", "!"])
    assert "Left open. Until it is answered, the draft cannot choose the sections that depend on it.\n" in shown


def test_the_last_answer_can_be_gone_back_to_and_kept(sit: Callable[..., tuple[Outcome, str]], tmp_path: Path) -> None:
    _, shown = sit("other", "Shared Library", "Desc", "Town of A", "<", "", "1", "2", "<", "", "q")
    assert shown.count("An empty line keeps your answer: Town of A.") == 1
    assert shown.count("An empty line keeps your answer: the representative town meeting.") == 1
    assert raw(tmp_path / "answers.yaml")["parties"][0]["legislative_body"] == (  # type: ignore[index]
        "representative_town_meeting"
    )


def test_there_is_nothing_before_the_first_question(sit: Callable[..., tuple[Outcome, str]]) -> None:
    assert "This is the first question.\n" in sit("<")[1]


def test_going_back_keeps_the_answers_that_followed(
    tmp_path: Path, library: Library, finished: Callable[[str], Finished]
) -> None:
    whole, path = finished("lead agency"), tmp_path / "answers.yaml"
    lines = [*whole.lines[:-1], *["<"] * (len(whole.lines) - 1), "", whole.lines[-1]]
    writer = io.StringIO()
    reader = io.StringIO("".join(f"{line}\n" for line in lines))
    assert ask_questions(path, library, reader, writer) is Outcome.FINISHED
    assert "An empty line keeps your answer: building inspection." in writer.getvalue()
    assert path.read_bytes() == whole.data


def test_changing_an_earlier_answer_is_as_if_it_had_been_given_so_at_once(
    tmp_path: Path, library: Library, finished: Callable[[str], Finished]
) -> None:
    lead, mutual, path = finished("lead agency"), finished("mutual assistance"), tmp_path / "answers.yaml"
    there = list(lead.asked).index("management.model")
    lines = [*lead.lines[: there + 9], *["<"] * 9, "2"]

    class Undecided(Person):
        def readline(self, _: int = -1, /) -> str:
            return f"{lines.pop(0)}\n" if lines else super().readline()

    assert Undecided(MUTUAL).sit_down(path, library) is Outcome.FINISHED
    kept, now = raw(path), read(mutual.data.decode())[0]
    assert lift_inactive(kept)["management.lead"] == "bolton"
    assert filled(kept) == filled(now)


def test_an_option_no_longer_offered_is_asked_again_and_not_taken_for_another(tmp_path: Path, library: Library) -> None:
    path, writer = tmp_path / "answers.yaml", io.StringIO()
    before = [*["2", "Town of A", "1", "!", "!", "!", "Town of B", "1", "!", "!", "!", ""], "1", "1", "1", "1", "1"]
    lines = [*before, "<", "<", "<", "<", "<", "2", "", "", "", ""]
    ask_questions(path, library, io.StringIO("".join(f"{line}\n" for line in lines)), writer)
    shown = writer.getvalue()
    assert "Employer of the staff\n   1. each keeps: " in shown
    assert "An empty line takes: each keeps: each party stays the employer" in shown
    management = raw(path)["management"]
    assert management["lead"] == {"inactive": "a"}  # type: ignore[index]
    assert management["staff"] == "each_keeps"  # type: ignore[index]
    assert "kept in the file as inactive:\n  Employer of the staff: lead employs: " in shown
    assert "\n  Lead agency: Town of A\nTo be answered now:\n  Employer of the staff\n" in shown


def test_input_that_is_not_text_stops_and_is_told(tmp_path: Path, library: Library) -> None:
    reader, writer = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), encoding="utf-8"), io.StringIO()
    assert ask_questions(tmp_path / "answers.yaml", library, reader, writer) is Outcome.STOPPED
    assert "not text in UTF-8" in writer.getvalue()


def test_going_back_and_stopping_loses_nothing(sit: Callable[..., tuple[Outcome, str]], tmp_path: Path) -> None:
    sit("other", "Shared Library", "Desc", "Town of A", "1", "<", "<", "q")
    assert raw(tmp_path / "answers.yaml")["parties"] == [
        {"id": "a", "name": "Town of A", "kind": "town"},
        None,
    ]


def test_a_file_changed_meanwhile_is_not_written_over(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "answers.yaml"

    class Other(io.StringIO):
        def readline(self, _: int = -1, /) -> str:
            if path.exists():
                path.write_text("service: {kind: childcare}\n", encoding="utf-8")
            return super().readline()

    with pytest.raises(AnswersRefusal, match="changed by another program"):
        ask_questions(path, library, Other("dispatch\nDesc\n"), io.StringIO())
    assert path.read_text(encoding="utf-8") == "service: {kind: childcare}\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("service:\n  kind: castle\n", "answers.yaml:2:3"),
        ("term:\n  start: soon\n", "answers.yaml:2:3"),
        ("service: [\n", "answers.yaml:"),
        ("- a\n", "answers.yaml:1"),
        ("funding:\n  shares:\n    method: fixed\n    percents: {a: 60, b: 60}\n", "answers.yaml:4:1"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place_before_anything_is_asked(
    text: str, place: str, tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    writer = io.StringIO()
    with pytest.raises(AnswersRefusal) as refusal:
        ask_questions(path, library, io.StringIO("q\n"), writer)
    assert any(place in str(finding) for finding in refusal.value.findings)
    assert all(finding.rule != "answer-missing" for finding in refusal.value.findings)
    assert writer.getvalue() == ""


def test_what_no_draft_lacks_is_not_asked_but_measures_are(library: Library, bolton: object) -> None:
    finished = raw(Path(__file__).parent.parent / "examples/bolton-building-inspection/answers.yaml")
    assert next_question(finished, library) is None
    service = {name: value for name, value in finished["service"].items() if name != "measures"}  # type: ignore[attr-defined]
    question = next_question(finished | {"service": service}, library)  # type: ignore[operator]
    assert question is not None
    assert question.path == "service.measures"
    assert question.default == "suggested"


def test_questions_are_put_in_whole_plain_lines(tmp_path: Path, library: Library) -> None:
    path, writer = tmp_path / "answers.yaml", io.StringIO()
    Person(LEAD).sit_down(path, library, writer)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]| \n(?<!Answer: \n)", writer.getvalue())


@given(st.text(max_size=80), st.lists(st.sampled_from(["bolton", "bolton_2", "party_3"]), unique=True))
def test_a_key_is_made_of_any_name_and_is_not_taken(name: str, taken: list[str]) -> None:
    key = key_of(name, taken)
    assert TypeAdapter(Key).validate_python(key) == key
    assert key not in taken


def test_a_key_is_the_name_without_its_form() -> None:
    assert key_of("Town of Bolton", []) == "bolton"
    assert key_of("Town and City of Norwich", ["bolton"]) == "norwich"
    assert key_of("Groton Long Point Association", []) == "groton_long_point_association"
    assert key_of("Ville de Québec", []) == "ville_de_quebec"


def test_the_questionnaire_knows_no_terminal_and_no_command_line() -> None:
    folder = Path(__file__).parent.parent / "agreement_builder" / "interview"
    for file in folder.glob("*.py"):
        assert not re.search(r"\b(click|sys|print\(|input\()", file.read_text(encoding="utf-8").split('"""', 2)[2])


def example_raw(name: str) -> dict[str, Any]:
    """The answers of an example as they stand in its file."""
    path = Path(__file__).parent.parent / "examples" / name / "answers.yaml"
    raw = read_yaml(path.read_text(encoding="utf-8"), "answers", AnswersRefusal).value
    assert isinstance(raw, dict)
    return raw


def test_what_is_written_by_hand_is_neither_asked_on_nor_made_unsound(library: Library) -> None:
    raw = example_raw("four-towns-fire-marshal")
    price = {"item": "Use", "unit": "visit", "price": 4, "quantities": {"bolton": 200}}
    some = {"of": "calls", "source": "The records", "as_of": "2026-06-30", "values": {"bolton": 3, "coventry": 1}}
    raw["funding"]["lines"] += [
        {"id": "desk", "name": "Desk", "nature": "operating", "shares": {"method": "charges", "prices": [price]}},
        {"id": "calls", "name": "Calls", "nature": "operating", "parties": ["bolton", "coventry"],
         "shares": {"method": "measure", "measure": some}},
    ]  # fmt: skip
    assert unsound(raw) == []
    question = next_question(raw, library)
    assert question is None or not question.path.startswith(("funding.lines", "funding.adjustments"))


def test_a_rate_asks_for_the_figures_of_those_that_pay(library: Library) -> None:
    raw = example_raw("neccog-animal-control")
    del raw["funding"]["shares"]["measure"]["values"]["norwich"]
    question = next_question(raw, library)
    assert question is not None
    assert question.path == "funding.shares.measure.values.norwich"
