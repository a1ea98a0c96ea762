"""`points`: the open points listed, and settled in the answers file; what that does to `build --final` and `check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agreement_builder.cli.ending import ANSWERS, CLEAN, FINDINGS, USAGE
from agreement_builder.library import load
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml
from tests import drafts
from tests.command import Ran, call

DATED = ("--date", "2026-11-23")
BY_HAND = ("--reason", "filled by hand at signing")


@pytest.fixture(autouse=True)
def _loaded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped library is loaded once."""
    real = load.load_library
    monkeypatch.setattr(load, "load_library", lambda *given: real(*given) if any(given) else library)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the Bolton answers that may be changed."""
    return Path(shutil.copy(drafts.BOLTON, tmp_path / "answers.yaml"))


def points(file: Path, *more: str) -> Ran:
    return call("points", file, *DATED, *more)


def settle(file: Path, *more: str) -> Ran:
    return call("points", file, *more)


def data(file: Path) -> dict:
    return read_yaml(file.read_text(), "answers", ValueError).value  # type: ignore[arg-type, return-value]


def keys(file: Path) -> list[str]:
    return [point["key"] for point in points(file, "--json").json["points"]]


# Listed


def test_the_points_are_listed_kind_by_kind_and_counted(file: Path) -> None:
    ran = points(file)
    assert ran.code == CLEAN
    assert [line for line in ran.out.splitlines() if line[:1].isupper() and line.endswith(")")] == [
        "Blanks (18)", "Assumptions (2)", "Defaults taken (41)",
    ]  # fmt: skip
    assert "61 open points: 18 blanks, 2 assumptions, 41 defaults.\n" in ran.out
    assert all(key in ran.out for key in keys(file))
    assert max(map(len, ran.out.splitlines()[:-2])) <= 96


def test_errors_and_choices_for_counsel_say_for_themselves_what_to_do(file: Path) -> None:
    ran = points(file, "--set", "risk.disputes={counsel: n}", "--set", "leaving.withdrawal={open: n}")
    assert ran.code == CLEAN
    assert ran.out.startswith("Errors (1)")
    assert "counsel:risk.disputes" in ran.out
    assert "Answer leaving.withdrawal with one of: fiscal_year_end" in " ".join(ran.out.split())


def test_one_kind_may_be_asked_for(file: Path) -> None:
    ran = points(file, "--kind", "assumption")
    assert "Assumptions (2)" in ran.out
    assert "Blanks (" not in ran.out
    assert {p["kind"] for p in points(file, "--kind", "blank", "--json").json["points"]} == {"blank"}


def test_as_json_each_point_has_its_number_key_place_and_words(file: Path) -> None:
    told = points(file, "--json").json
    assert told["open"] == len(told["points"]) == 61
    assert told["dismissed"] == []
    (first, *_) = told["points"]
    assert set(first) == {"number", "key", "kind", "where", "place", "path", "says", "settle"}
    assert first["where"]["file"] == str(file)


def test_dismissed_points_are_listed_with_their_reasons(file: Path) -> None:
    settle(file, "--dismiss", "assumption:routes", "--reason", "counsel has looked")
    ran = points(file, "--dismissed")
    assert "assumption:routes" in ran.out
    assert "Dismissed: counsel has looked" in ran.out
    assert "blank:term.start" not in ran.out
    (told,) = points(file, "--json").json["dismissed"]
    assert told["reason"] == "counsel has looked"


def test_a_dismissal_of_nothing_is_noted(file: Path) -> None:
    file.write_text(f"{file.read_text()}\ndismissed: {{'blank:parties.nobody.address': {{reason: x}}}}\n")
    for command in ("points", "check"):
        ran = call(command, file, *DATED)
        assert "[dismissal-idle]" in ran.out + ran.err
        assert ran.code == CLEAN


# Dismissed


def test_a_point_is_dismissed_by_number_key_range_or_kind(file: Path) -> None:
    before = keys(file)
    assert (
        settle(file, "--dismiss", "1", "--dismiss", "4-6", "--dismiss", before[9], *BY_HAND, "--accept", "9").code == 0
    )
    assert keys(file) == [key for key in before if key not in (before[0], *before[3:6], before[8], before[9])]
    settle(file, "--dismiss", "blanks", *BY_HAND)
    assert not [key for key in keys(file) if key.startswith("blank:")]
    settle(file, "--dismiss", "assumption", *BY_HAND)
    assert {key.partition(":")[0] for key in keys(file)} == {"default"}


def test_what_is_recorded_says_what_the_point_said_and_keeps_every_other_line(file: Path) -> None:
    before = file.read_text().splitlines()
    ran = settle(file, "--dismiss", "blank:term.start", "--reason", "the mayor: [fills] #it in")
    assert ran.out.startswith("Dismissed blank:term.start: the mayor: [fills] #it in\n")
    after = file.read_text().splitlines()
    assert after[: len(before)] == before
    entry = data(file)["dismissed"]["blank:term.start"]
    assert entry["reason"] == "the mayor: [fills] #it in"
    assert entry["said"].startswith("[Day on which service begins] is not filled: a July 1")


def test_a_point_that_is_open_again_is_dismissed_anew_with_what_it_says_now(file: Path) -> None:
    key = "default:governance.quorum"
    settle(file, "--dismiss", key, "--reason", "fine")
    file.write_text(file.read_text().replace("more than half of the parties attend", "nobody attends"))
    assert key in keys(file)
    settle(file, "--dismiss", key, "--reason", "seen again")
    assert data(file)["dismissed"][key] == {
        "reason": "seen again", "said": "Quorum. The default was taken: more than half of the parties attend.",
    }  # fmt: skip
    assert key not in keys(file)


def test_each_point_may_have_a_reason_of_its_own(file: Path) -> None:
    settle(
        file, "--dismiss", "blank:term.start", "--reason", "one", "--dismiss", "assumption:routes", "--reason", "two"
    )
    found = {key: entry["reason"] for key, entry in data(file)["dismissed"].items()}
    assert found == {"blank:term.start": "one", "assumption:routes": "two"}


@pytest.mark.parametrize(
    "wrong",
    [
        ("--dismiss", "1"),
        ("--dismiss", "1", "--dismiss", "2", "--dismiss", "3", "--reason", "a", "--reason", "b"),
        ("--dismiss", "1", "--reason", "a", "--reason", "b"),
        ("--reason", "a"),
        ("--dismiss", "1", *BY_HAND, "--set", "term.start=2027-07-01"),
        ("--accept", "defaults", "--json"),
        ("--kind", "blanks"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(file: Path, wrong: tuple[str, ...]) -> None:
    before = file.read_bytes()
    assert settle(file, *wrong).code == USAGE
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "rule", "says"),
    [
        (("--dismiss", "900", *BY_HAND), "point-unknown", "They are numbered from 1 to 61."),
        (("--dismiss", "blank:term.strat", *BY_HAND), "point-unknown", 'Did you mean "blank:term.start"?'),
        (("--dismiss", "errors", *BY_HAND), "point-unknown", "No open point is called"),
        (("--dismiss", "2", "--reason", " "), "dismissal-reason", "is dismissed without a reason"),
        (("--accept", "blank:term.start"), "point-accept", "Answer term.start."),
    ],
)
def test_one_wrong_point_changes_nothing_and_is_told_with_what_to_do(
    file: Path, wrong: tuple[str, ...], rule: str, says: str
) -> None:
    before = file.read_bytes()
    right = ("--accept", "default:governance.quorum")
    ran = settle(file, *right, *wrong)
    assert ran.code == ANSWERS
    assert f"[{rule}]" in ran.err
    assert says in ran.err
    assert file.read_bytes() == before


def test_all_wrong_points_are_told_at_once(file: Path) -> None:
    ran = settle(file, "--dismiss", "900", *BY_HAND, "--accept", "blank:term.start", "--accept", "nonsense")
    assert ran.err.count("[point-unknown]") == 2
    assert "[point-accept]" in ran.err


def test_an_error_and_a_choice_for_counsel_cannot_be_dismissed(file: Path) -> None:
    text = file.read_text().replace("disputes: mediation", "disputes: {counsel: the insurers differ}")
    file.write_text(text.replace("withdrawal: fiscal_year_end", "withdrawal: {open: the councils}"))
    ran = settle(file, "--dismiss", "counsel:risk.disputes", "--dismiss", "errors", *BY_HAND)
    assert ran.code == ANSWERS
    assert ran.err.count("[dismissal-firm]") == 2
    assert "nswer risk.disputes with one of" in ran.err


def test_a_point_that_is_dismissed_already_is_not_dismissed_again(file: Path) -> None:
    settle(file, "--dismiss", "assumption:routes", "--reason", "one")
    ran = settle(file, "--dismiss", "assumption:routes", "--reason", "two")
    assert ran.code == ANSWERS
    assert "is dismissed already" in ran.err


@pytest.mark.parametrize(
    "entry", ["{}", "{reason: ''}", "{reason: x, until: y}", "text", "{reason: [x]}"],
)  # fmt: skip
def test_an_entry_without_a_proper_reason_is_refused_with_its_line(file: Path, entry: str) -> None:
    file.write_text(f"{file.read_text()}\ndismissed:\n  blank:term.start: {entry}\n")
    ran = points(file)
    assert ran.code == ANSWERS
    line = len(file.read_text().splitlines())
    assert f"{file}:{line}" in ran.err or f"{file}:{line - 1}" in ran.err


# Accepted


def test_an_accepted_default_is_an_answer_and_the_agreement_stays_as_it_is(file: Path, tmp_path: Path) -> None:
    call("build", file, "--no-annex", "-o", tmp_path / "before.txt", *DATED)
    ran = settle(file, "--accept", "defaults")
    assert ran.out.count("Accepted ") == 41
    assert data(file)["governance"]["officers"] == {"rule": "elected", "years": 1}
    assert data(file)["choices"]["insurance"] == "own"
    call("build", file, "--no-annex", "-o", tmp_path / "after.txt", *DATED)
    before, after = ((tmp_path / name).read_text().splitlines() for name in ("before.txt", "after.txt"))
    assert before[2:] == after[2:]
    assert not [key for key in keys(file) if key.startswith("default:")]


# What follows


def test_a_final_copy_is_made_once_every_point_is_settled(file: Path, tmp_path: Path) -> None:
    refused = call("build", file, "--final", "-o", tmp_path / "final.txt", *DATED)
    assert refused.code == FINDINGS
    for rule in ("blank-open", "default-taken", "assumption-made", "final-open"):
        assert f"[{rule}]" in refused.err
    assert "61 points are open" in refused.err
    settle(file, "--accept", "defaults", "--dismiss", "blanks", "--dismiss", "assumptions", *BY_HAND)
    made = call("build", file, "--final", "-o", tmp_path / "final.txt", *DATED)
    assert made.code == CLEAN
    assert made.err.endswith(": no open points; 20 dismissed.\n")
    text = (tmp_path / "final.txt").read_text()
    assert "The Service begins on _______________ or on" in " ".join(text.split())
    assert "[" not in text


def test_check_tells_a_dismissed_warning_no_more_and_says_how_many_there_are(tmp_path: Path) -> None:
    file = Path(shutil.copy(drafts.EXAMPLES["crcog-rpip-it"], tmp_path / "answers.yaml"))
    assert "[payer-outvoted]" in call("check", file, *DATED).out
    settle(file, "--dismiss", "warnings", "--reason", "the towns know it")
    ran = call("check", file, *DATED)
    assert "[payer-outvoted]" not in ran.out
    assert ran.out.endswith("; 1 dismissed.\n")
    told = call("check", file, "--json", *DATED).json
    assert told["dismissed"] == 1
    assert "payer-outvoted" not in {finding["rule"] for finding in told["findings"]}


def test_build_leads_to_the_list_of_open_points(file: Path, tmp_path: Path) -> None:
    ran = call("build", file, "-o", tmp_path / "draft.txt", *DATED)
    assert f"For the list: agreement-builder points {file}\n" in ran.err
    settled = call("build", file, "--dry-run", *DATED)
    assert settled.out.rstrip().endswith(": 61 open points: 18 blanks, 2 assumptions, 41 defaults.")
