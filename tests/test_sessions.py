"""Sittings in real terminals, in plain lines: whole interviews, every way of breaking off, and scripts."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from agreement_builder.errors import AnswersRefusal
from agreement_builder.yamltext import read_yaml
from tests.drafts import ROOT
from tests.sittings import SERVICES, Interview, interview

pexpect = pytest.importorskip("pexpect", reason="sittings need a pseudo-terminal")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="sittings need a pseudo-terminal")

if os.name == "posix":
    from tests.terminals import ENVIRONMENT, PROGRAM, Sitting, Terminals, spawn

DATE = ("--date", "2026-11-23")
GOLDEN = ROOT / "tests" / "golden" / "interview.txt"
AGAIN = "Saved. Go on with: agreement-builder resume answers.yaml"


@pytest.fixture(scope="module")
def terminals() -> Iterator[Terminals]:
    found = Terminals()
    yield found
    found.stop()


def fresh() -> list[object]:
    """The settings of a new terminal."""
    ours, theirs = os.openpty()
    settings = termios.tcgetattr(theirs)
    os.close(ours)
    os.close(theirs)
    return settings


def answered_all(sitting: Sitting, held: Interview) -> int:
    """Answers every question, each under its title; the exit code."""
    shown = sitting.until_asked()
    for step in held.steps[:-1]:
        assert step.question.full_title in shown
        shown = sitting.answer(step.line)
    return sitting.end(held.steps[-1].line)


# From empty to draft


@pytest.mark.parametrize("service", SERVICES)
def test_a_whole_interview_ends_with_the_draft_of_its_answers(
    service: str, terminals: Terminals, tmp_path: Path
) -> None:
    held = interview(service)
    sitting = terminals.begin(tmp_path, "new", "answers.yaml", "--plain", *DATE, columns=200)
    code = answered_all(sitting, held)
    assert (tmp_path / "answers.yaml").read_bytes() == held.data
    assert sitting.seen.splitlines()[-1] == str(tmp_path / "answers.docx")
    again = terminals.begin(tmp_path, "build", "answers.yaml", "-o", "built.docx", *DATE)
    assert again.end() == code == 0
    assert (tmp_path / "answers.docx").read_bytes() == (tmp_path / "built.docx").read_bytes()
    assert "Traceback" not in sitting.seen
    assert "\x1b" not in sitting.seen


def test_the_program_itself_goes_from_the_last_question_to_the_draft(tmp_path: Path) -> None:
    held = interview("animal control")
    (tmp_path / "answers.yaml").write_bytes(held.steps[-1].before)
    sitting = spawn(tmp_path, "resume", "answers.yaml", "--plain", *DATE)
    assert held.steps[-1].question.full_title in sitting.until_asked()
    assert sitting.end(held.steps[-1].line) == 0
    assert sitting.seen.splitlines()[-1] == str(tmp_path / "answers.docx")
    assert (tmp_path / "answers.docx").exists()


# Broken off


def break_off(sitting: Sitting, way: str) -> int:
    """Ends a sitting while it waits; the exit code."""
    match way:
        case "Ctrl-C":
            sitting.screen.send("\x03")
        case "Ctrl-D":
            sitting.screen.send("\x04")
        case "SIGTERM":
            sitting.signal(signal.SIGTERM)
        case "SIGKILL":
            sitting.signal(signal.SIGKILL)
        case "closed":
            return sitting.close()
    return sitting.end()


WAYS = ("Ctrl-C", "Ctrl-D", "SIGTERM", "SIGKILL", "closed")


def told_at_the_end(sitting: Sitting, way: str, *, saved: bool) -> None:
    assert "Traceback" not in sitting.seen
    if way not in ("SIGKILL", "closed"):
        assert sitting.seen.splitlines()[-1] == (AGAIN if saved else "Nothing to save.")
        assert sitting.left == fresh()


@pytest.mark.parametrize("way", WAYS)
def test_broken_off_at_every_question_in_turn_it_comes_to_the_same_answers(
    way: str, terminals: Terminals, tmp_path: Path
) -> None:
    held, path = interview("animal control"), tmp_path / "answers.yaml"
    for number, step in enumerate(held.steps):
        sitting = terminals.begin(tmp_path, "resume" if number > 1 else "new", "answers.yaml", "--plain", columns=200)
        if number:
            before = held.steps[number - 1]
            assert before.question.full_title in sitting.until_asked()
            sitting.screen.send(f"{before.line}\r")
        assert step.question.full_title in sitting.until_asked()
        assert break_off(sitting, way) == (-signal.SIGKILL if way == "SIGKILL" else 130)
        told_at_the_end(sitting, way, saved=number > 0)
        assert (path.read_bytes() if path.exists() else b"") == step.before
        assert sorted(entry.name for entry in tmp_path.iterdir()) == (["answers.yaml"] if number else [])
    last = terminals.begin(tmp_path, "resume", "answers.yaml", "--plain", *DATE)
    last.until_asked()
    assert last.end(held.steps[-1].line) == 0
    assert path.read_bytes() == held.data


@pytest.mark.parametrize("way", WAYS)
def test_the_program_itself_is_broken_off(way: str, tmp_path: Path) -> None:
    held = interview("animal control")
    (tmp_path / "answers.yaml").write_bytes(held.steps[20].before)
    sitting = spawn(tmp_path, "resume", "answers.yaml", "--plain")
    assert held.steps[20].question.full_title in sitting.until_asked()
    break_off(sitting, way)
    told_at_the_end(sitting, way, saved=True)
    assert (tmp_path / "answers.yaml").read_bytes() == held.steps[20].before


def test_a_pipe_that_ends_is_a_sitting_broken_off(tmp_path: Path) -> None:
    lines = "".join(f"{step.line}\n" for step in interview("animal control").steps[:9])
    ended = run(tmp_path, "new", "answers.yaml", "--plain", stdin=lines)
    assert ended.returncode == 130
    assert ended.stderr.splitlines()[-1] == AGAIN
    assert (tmp_path / "answers.yaml").read_bytes() == interview("animal control").steps[9].before


# Back, over, open, changed


def resumed(terminals: Terminals, folder: Path, service: str, at: int, **more: int) -> Sitting:
    """A sitting that has come to a question of an interview."""
    (folder / "answers.yaml").write_bytes(interview(service).steps[at].before)
    return terminals.begin(folder, "resume", "answers.yaml", "--plain", **more)  # type: ignore[arg-type]


def at(service: str, path: str) -> int:
    """The place of a question in an interview."""
    return [step.question.path for step in interview(service).steps].index(path)


def test_back_across_a_branch_and_forward_again_gives_the_same_answers(terminals: Terminals, tmp_path: Path) -> None:
    held, place = interview("building inspection"), at("building inspection", "management.official")
    before = held.steps[place].before
    sitting = resumed(terminals, tmp_path, "building inspection", place)
    sitting.until_asked()
    assert sitting.answer(">3").startswith(">3\n\nAppointment of the shared official\n")
    while "Structure of the service" not in sitting.seen.rpartition("\n\n")[2]:
        sitting.answer("<")
    changed = sitting.answer("mutual assistance")
    assert "Without effect now, and kept in the file as inactive:\n  Lead agency: Town of Bolton" in changed
    while "Structure of the service" not in sitting.seen.rpartition("\n\n")[2]:
        sitting.answer("<")
    back = sitting.answer("lead agency")
    assert "In effect again:\n  Lead agency: Town of Bolton" in back
    assert sitting.end("q") == 130
    assert (
        read_yaml((tmp_path / "answers.yaml").read_text(), "a", AnswersRefusal).value
        == read_yaml(before.decode(), "a", AnswersRefusal).value
    )


def test_a_part_is_jumped_to_and_the_parts_are_listed(terminals: Terminals, tmp_path: Path) -> None:
    sitting = resumed(terminals, tmp_path, "animal control", 13)
    sitting.until_asked()
    assert "   2. With whom? 12 of 13 answered" in sitting.answer(">")
    assert "Part 9 of 10: Who bears the risk?" in sitting.answer(">9")


def test_an_answer_left_open_with_a_note_is_kept_with_it(terminals: Terminals, tmp_path: Path) -> None:
    place = at("animal control", "term.start")
    sitting = resumed(terminals, tmp_path, "animal control", place)
    sitting.until_asked()
    sitting.answer("! the finance officers will agree on it")
    assert sitting.end("q") == 130
    assert "start: {open: the finance officers will agree on it}" in (tmp_path / "answers.yaml").read_text()


def test_a_refused_line_is_told_and_asked_again(terminals: Terminals, tmp_path: Path) -> None:
    sitting = resumed(terminals, tmp_path, "animal control", at("animal control", "term.start"))
    sitting.until_asked()
    told = sitting.answer("next summer")
    assert '"next summer" stands where a date (year-month-day) is needed. For example: 2027-07-01.' in told
    assert "Length of the term" in sitting.answer("July 1, 2027")


def test_in_the_review_an_answer_is_changed_by_its_number(terminals: Terminals, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(interview("animal control").data)
    sitting = terminals.begin(tmp_path, "review", "answers.yaml", "--plain", *DATE)
    assert "Review of all answers" in sitting.until_asked()
    everything = sitting.answer("a")
    number = re.search(r"([0-9]+)\. Months of notice before withdrawal: 12", everything)
    assert number is not None
    assert "An empty line keeps your answer: 12." in sitting.answer(number[1])
    assert "Review of all answers" in sitting.answer("18")
    assert sitting.end("") == 0
    assert "notice_months: 18" in (tmp_path / "answers.yaml").read_text()


# The width of the screen, pastes, letters, and signs that no screen reader speaks


def test_on_40_columns_no_line_is_longer_and_no_word_is_cut(terminals: Terminals, tmp_path: Path) -> None:
    held = interview("building inspection")
    sitting = terminals.begin(tmp_path, "new", "answers.yaml", "--plain", *DATE, columns=40)
    sitting.until_asked()
    for step in held.steps[:-1]:
        sitting.answer("?")
        sitting.answer(step.line)
    asked = sitting.seen
    sitting.answer("r")
    sitting.answer("a")
    long = [line for line in sitting.seen.splitlines() if len(line) > 40 and not line.startswith("Answer: ")]
    assert [line for line in long if " " in line.strip()] == []
    words = set(re.findall(r"[A-Za-z]{4,}", held.transcript))
    assert {"consolidated", "encyclopedia", "municipalities"} <= words & set(re.findall(r"[A-Za-z]{4,}", asked))


def test_ten_pasted_lines_are_one_answer_to_a_question_of_text(terminals: Terminals, tmp_path: Path) -> None:
    place = at("animal control", "parties.lebanon.address")
    sitting = resumed(terminals, tmp_path, "animal control", place)
    sitting.until_asked()
    lines = ["579 Exeter Road,", "", *(f"Floor {number}" for number in range(1, 8)), "Lebanon, CT 06249"]
    sitting.screen.send("".join(f"{line}\r" for line in lines))
    sitting.screen.expect("Several lines came at once and are taken as one answer")
    assert "Name of the second party" in sitting.until_asked()
    sitting.end("q")
    written = read_yaml((tmp_path / "answers.yaml").read_text(), "a", AnswersRefusal).value
    whole = "579 Exeter Road, Floor 1, Floor 2, Floor 3, Floor 4, Floor 5, Floor 6, Floor 7, Lebanon, CT 06249"
    assert written["parties"][0]["address"] == whole  # type: ignore[index,call-overload]


def test_ten_pasted_lines_are_refused_where_one_is_wanted(terminals: Terminals, tmp_path: Path) -> None:
    sitting = resumed(terminals, tmp_path, "animal control", at("animal control", "management.model"))
    before = (tmp_path / "answers.yaml").read_bytes()
    sitting.until_asked()
    sitting.screen.send("1\r" * 10)
    sitting.screen.expect("only one can be taken")
    sitting.until_asked()
    assert sitting.end("q") == 130
    assert (tmp_path / "answers.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["Ville de Québec", "東京都", "Kyōto 🦊"])
def test_any_letters_are_kept_as_they_are_typed(name: str, terminals: Terminals, tmp_path: Path) -> None:
    sitting = resumed(terminals, tmp_path, "animal control", at("animal control", "parties[2].name"))
    sitting.until_asked()
    assert f"{name}: Kind of party" in sitting.answer(name)
    sitting.end("q")
    assert f"name: {name}\n" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_in_a_locale_without_such_letters_nothing_is_lost(locale: Mapping[str, str], tmp_path: Path) -> None:
    place = at("animal control", "parties[2].name")
    before = interview("animal control").steps[place].before
    (tmp_path / "answers.yaml").write_bytes(before)
    sitting = spawn(tmp_path, "resume", "answers.yaml", "--plain", env=locale)
    sitting.until_asked()
    sitting.answer("Ville de Québec")
    assert sitting.end("q") == 130
    assert "Traceback" not in sitting.seen
    assert "fault of the program" not in sitting.seen
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert text == before.decode() or "name: Ville de Québec\n" in text


@pytest.mark.parametrize(
    ("options", "env"),
    [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"}), (["--plain"], {"NO_COLOR": "1"})],
)
def test_plain_lines_have_no_escape_sequences(
    options: list[str], env: Mapping[str, str], terminals: Terminals, tmp_path: Path
) -> None:
    held = interview("animal control")
    (tmp_path / "answers.yaml").write_bytes(held.steps[-1].before)
    sitting = terminals.begin(tmp_path, "resume", "answers.yaml", *options, *DATE, columns=60, env=env)
    sitting.until_asked()
    for line in ("?", "nonsense", "r", "a", ""):
        sitting.answer(line)
    assert sitting.end(held.steps[-1].line) == 0
    assert "\x1b" not in sitting.seen
    (tmp_path / "answers.yaml").write_text("service: {kind: 5}\n")
    refused = terminals.begin(tmp_path, "resume", "answers.yaml", *options, env=env)
    assert refused.end() == 3
    assert "\x1b" not in refused.seen


def test_the_transcript_of_an_interview_is_the_golden_file() -> None:
    text = interview("building inspection").transcript
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text.split("\n") == GOLDEN.read_text(encoding="utf-8").split("\n"), "renew it with UPDATE_GOLDEN=1"


def test_the_transcript_has_no_signs_that_are_read_badly() -> None:
    for line in interview("building inspection").transcript.splitlines():
        if not line.startswith("Answer: "):
            assert not re.search(r"[.:;?!][.:;]|\b(\w+) \1\b|_|[|*~^\\{}\[\]=`]", line), line


# Scripts


def run(
    folder: Path, *argv: str, stdin: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The program itself, with a pipe for its stdin; fails on a traceback."""
    done = subprocess.run(
        [PROGRAM, *argv], cwd=folder, input=stdin, capture_output=True, text=True, timeout=60,
        env=ENVIRONMENT | dict(env or {}), check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "fault of the program" not in done.stderr
    return done


SETTINGS = ("--set", "service.kind=animal_control", "--set", "management.model=mutual_assistance")


@pytest.mark.parametrize("options", [[], ["--no-input"]])
def test_without_a_terminal_nothing_is_asked_and_everything_missing_is_listed(
    options: list[str], tmp_path: Path
) -> None:
    done = run(tmp_path, "new", "answers.yaml", *options, stdin="building inspection\nTown of Bolton\n")
    assert done.returncode == 3
    assert done.stdout == ""
    assert not (tmp_path / "answers.yaml").exists()
    assert "“Service that the parties share” is not answered." in done.stderr
    assert "The second party is not named." in done.stderr
    assert "Answer:" not in done.stderr


def test_no_input_asks_nothing_on_a_terminal_either(terminals: Terminals, tmp_path: Path) -> None:
    sitting = terminals.begin(tmp_path, "new", "answers.yaml", "--no-input", *SETTINGS)
    assert sitting.end() == 3
    assert "Answer:" not in sitting.seen
    assert "is not answered." in sitting.seen


def test_what_is_missing_and_what_is_wrong_are_listed_at_once(tmp_path: Path) -> None:
    done = run(tmp_path, "new", "a.yaml", "--no-input", *SETTINGS, "--set", "leaving.notice_months=soon")
    assert done.returncode == 3
    assert done.stderr.count("[answer-missing]") > 5
    assert "leaving.notice_months" in done.stderr
    assert done.stderr.count(": error") + done.stderr.count("  error") > 6


def test_a_script_that_answers_everything_gets_the_draft(tmp_path: Path) -> None:
    held = interview("animal control")
    (tmp_path / "given.yaml").write_bytes(held.data)
    done = run(tmp_path, "new", "answers.yaml", "--answers", "given.yaml", *DATE, "--set", "leaving.notice_months=18")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'answers.docx'}\n"
    assert "notice_months: 18" in (tmp_path / "answers.yaml").read_text()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("leaving.notice_months", '"leaving.notice_months" does not say what to set.'),
        ("leaving.notice_month=18", "notice_month"),
        ("=18", '"=18" does not say what to set.'),
        ("parties.nowhere.address=here", "nowhere"),
    ],
)
def test_a_setting_that_cannot_be_is_told(setting: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(interview("animal control").data)
    before = (tmp_path / "answers.yaml").read_bytes()
    done = run(tmp_path, "new", "answers.yaml", "--no-input", "--set", setting)
    assert done.returncode == 3
    assert told in done.stderr
    assert not (tmp_path / "answers.docx").exists()
    assert (tmp_path / "answers.yaml").read_bytes() == before


@pytest.mark.parametrize("given", ["- a list\n", "service: {kind: [\n", "service: {kind: nonsense}\n"])
@pytest.mark.parametrize("options", [["--no-input"], ["--plain"]])
def test_given_answers_at_fault_are_told_and_no_file_is_begun(given: str, options: list[str], tmp_path: Path) -> None:
    (tmp_path / "given.yaml").write_text(given)
    done = run(tmp_path, "new", "answers.yaml", "--answers", "given.yaml", *options)
    assert done.returncode == 3
    assert done.stderr
    assert not (tmp_path / "answers.yaml").exists()


def test_new_begins_with_an_example_or_an_old_file_and_takes_no_place(tmp_path: Path) -> None:
    first = run(tmp_path, "new", "a.yaml", "--from", "bolton-building-inspection", *DATE)
    assert (tmp_path / "a.yaml").exists(), first.stderr
    assert first.stdout == f"{tmp_path / 'a.docx'}\n"
    second = run(tmp_path, "new", "b.yaml", "--from", "a.yaml", *DATE)
    assert second.returncode == first.returncode
    assert (tmp_path / "b.yaml").read_bytes() == (tmp_path / "a.yaml").read_bytes()
    third = run(tmp_path, "new", "a.yaml", "--from", "b.yaml")
    assert third.returncode == 2
    assert "agreement-builder resume a.yaml" in third.stderr
    unknown = run(tmp_path, "new", "c.yaml", "--from", "bolton-building")
    assert unknown.returncode == 3
    assert 'Did you mean "bolton-building-inspection"?' in unknown.stderr
    assert not (tmp_path / "c.yaml").exists()


def test_a_profile_offers_its_choices_with_its_name_as_the_source(terminals: Terminals, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / "profiles" / "capitol-region.yaml")
    (tmp_path / "answers.yaml").write_text("service: {kind: building_inspection}\n")
    sitting = terminals.begin(tmp_path, "resume", "answers.yaml", "--plain", "--profile", profile, columns=300)
    sitting.until_asked()
    sitting.answer("Town of Mansfield")
    sitting.answer("Town of Bolton")
    sitting.answer(">7")
    sitting.answer("")
    while "Length of the term" not in sitting.seen:
        sitting.answer("")
    assert "An empty line takes: until terminated" in sitting.seen
    assert "Source: usual in Towns of the Capitol Region." in sitting.seen
    assert sitting.end("q") == 130


def test_the_facts_of_a_party_profile_are_taken_and_told(terminals: Terminals, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / "profiles" / "capitol-region.yaml")
    (tmp_path / "answers.yaml").write_text("service: {kind: building_inspection}\n")
    sitting = terminals.begin(tmp_path, "resume", "answers.yaml", "--plain", "--party-profile", profile, columns=300)
    sitting.until_asked()
    told = sitting.answer("Town of Mansfield")
    assert "Known already, and taken:" in told
    assert "Address for notices: Audrey P. Beck Municipal Building" in told
    assert "Name of the second party" in told
    assert sitting.end("q") == 130


def test_a_review_without_a_terminal_is_printed(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(interview("building inspection").data)
    done = run(tmp_path, "review", "answers.yaml")
    assert done.returncode == 0
    assert "Left open:" in done.stdout
    assert "the insurance agent knows" in done.stdout
    assert done.stderr == ""


def test_a_file_changed_meanwhile_is_left_and_told(terminals: Terminals, tmp_path: Path) -> None:
    sitting = resumed(terminals, tmp_path, "animal control", 5)
    sitting.until_asked()
    other = (tmp_path / "answers.yaml").read_bytes() + b"# another hand\n"
    (tmp_path / "answers.yaml").write_bytes(other)
    assert sitting.end("Lebanon Town Hall") == 3
    assert "changed by another program" in sitting.seen
    assert "Lebanon Town Hall" in sitting.seen
    assert "agreement-builder resume answers.yaml" in sitting.seen
    assert (tmp_path / "answers.yaml").read_bytes() == other


def test_a_folder_that_is_not_there_is_told(terminals: Terminals, tmp_path: Path) -> None:
    sitting = terminals.begin(tmp_path, "new", "nowhere/answers.yaml", "--plain")
    sitting.until_asked()
    assert sitting.end("animal control") == 2
    assert "The file cannot be written" in sitting.seen


@pytest.mark.parametrize("command", ["new", "resume", "review"])
def test_answers_at_fault_are_told_with_their_place_before_anything_is_asked(
    command: str, terminals: Terminals, tmp_path: Path
) -> None:
    (tmp_path / "answers.yaml").write_text("service:\n  kind: building_inspectoin\n")
    sitting = terminals.begin(tmp_path, command, "answers.yaml", "--plain")
    assert sitting.end() == 3
    assert "answers.yaml:2:" in sitting.seen
    assert "Answer:" not in sitting.seen


def test_resume_of_no_file_is_told(terminals: Terminals, tmp_path: Path) -> None:
    sitting = terminals.begin(tmp_path, "resume", "answers.yaml", "--plain")
    assert sitting.end() == 3
    assert "answers.yaml" in sitting.seen
    assert "Answer:" not in sitting.seen
