"""`batch`: a draft for each row, one bad row that stops no other, and a second call that makes only what it must."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from agreement_builder.answers.load import load_answers
from agreement_builder.cli import batch_row, progress
from agreement_builder.cli.batch_report import HEAD, MOST_SHOWN, Outcome, Report, Result
from agreement_builder.cli.ending import ANSWERS, CLEAN, FINDINGS, LIBRARY, USAGE
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where, error
from agreement_builder.library import load
from agreement_builder.library.model import Library
from tests import drafts
from tests.command import Ran, call
from tests.wordfile import WordFile, pack, text_of, unpack

EXAMPLE = drafts.BOLTON.parent
NAMES = ["bolton-andover", "bolton-ashford", "bolton-willington"]
DATED = ("--date", "2026-11-23")
Call = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _loaded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped library is loaded once."""
    real = load.load_library
    monkeypatch.setattr(load, "load_library", lambda *given: real(*given) if any(given) else library)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with the table and the base of the shipped example."""
    for name in ("members.csv", "one-town.yaml"):
        shutil.copy(EXAMPLE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def batch(town: Path) -> Call:
    """Calls `batch` in that folder; answers end up in `out`."""

    def run(*more: str | Path, table: str | Path = "members.csv", date: tuple[str, ...] = DATED) -> Ran:
        return call("batch", table, "--from", "one-town.yaml", "-o", "out", *date, *more, cwd=town)

    return run


def write(
    town: Path, *rows: str, columns: str = "draft,parties.member.name,funding.shares.measure.values.member"
) -> None:
    (town / "members.csv").write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")


def report(town: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((town / "out" / "report.csv").read_text(encoding="utf-8-sig"))))


def results(town: Path) -> list[str]:
    return [row["result"] for row in report(town)]


def stamps(town: Path) -> dict[str, tuple[int, bytes]]:
    """When each draft and answers file was written, and what is in it."""
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in (town / "out").glob("bolton-*")}


# The example


def test_the_example_makes_a_draft_and_an_answers_file_for_each_town(town: Path, batch: Call) -> None:
    ran = batch()
    assert ran.code == CLEAN
    assert ran.out == f"{town / 'out' / 'report.csv'}\n"
    assert "3 made." in ran.err
    for name in NAMES:
        short = name.removeprefix("bolton-").capitalize()
        text = text_of(WordFile((town / "out" / f"{name}.docx").read_bytes()).body)
        assert f"Town of {short}" in text
        answers = load_answers(town / "out" / f"{name}.yaml").answers
        assert [party.name for party in answers.parties] == ["Town of Bolton", f"Town of {short}"]
    assert report(town) == [
        {"row": str(row), "draft": name, "result": "made", "date": "2026-11-23", "errors": "0", "warnings": "0",
         "open blanks": blanks, "first message": ""}
        for row, name, blanks in zip((2, 3, 4), NAMES, ("16", "15", "15"), strict=True)
    ]  # fmt: skip


def test_a_draft_of_a_batch_is_the_draft_that_build_makes_of_its_answers(town: Path, batch: Call) -> None:
    batch("--no-annex")
    call("build", "out/bolton-ashford.yaml", "-o", "alone.docx", "--no-annex", *DATED, cwd=town)
    assert (town / "alone.docx").read_bytes() == (town / "out" / "bolton-ashford.docx").read_bytes()


def test_equal_input_gives_equal_bytes(town: Path, batch: Call) -> None:
    batch()
    first = {path.name: path.read_bytes() for path in (town / "out").glob("[!.]*")}
    shutil.rmtree(town / "out")
    batch()
    assert {path.name: path.read_bytes() for path in (town / "out").glob("[!.]*")} == first


def test_text_is_made_where_it_is_asked_for(town: Path, batch: Call) -> None:
    batch("--format", "text")
    assert "TOWN OF ANDOVER" in (town / "out" / "bolton-andover.txt").read_text(encoding="utf-8")


def test_a_program_gets_the_findings_of_every_row(town: Path, batch: Call) -> None:
    data = batch("--json").json
    assert data["results"] == {"made": 3}
    assert [row["answers"] for row in data["rows"]] == [str(Path("out") / f"{name}.yaml") for name in NAMES]
    assert data["rows"][0]["open_blanks"] == len(data["rows"][0]["findings"]) == 16
    assert batch("--json").json["rows"][0]["findings"] == data["rows"][0]["findings"]


@pytest.mark.parametrize(("text", "rule"), [("- a\n", "answer-type"), ("a: [\n", "yaml-syntax")])
def test_a_base_that_holds_no_answers_is_told_once(text: str, rule: str, town: Path, batch: Call) -> None:
    (town / "one-town.yaml").write_text(text)
    ran = batch()
    assert (ran.code, ran.err.count(f"[{rule}]")) == (ANSWERS, 1)
    write(town, "a,one-town.yaml,Town of A,1", columns="draft,from,parties.member.name,leaving.notice_months")
    ran = call("batch", "members.csv", "-o", "out", cwd=town)
    assert (ran.code, ran.err.count(f"[{rule}]")) == (ANSWERS, 1)


def test_a_row_may_name_its_base_beside_the_table(town: Path) -> None:
    (town / "bases").mkdir()
    shutil.copy(drafts.BOLTON, town / "bases" / "four.yaml")
    (town / "bases" / "t.csv").write_text("draft,from,leaving.notice_months\na,four.yaml,18\nb,none.yaml,6\n")
    ran = call("batch", "bases/t.csv", "-o", "out", *DATED, cwd=town)
    assert ran.code == ANSWERS
    assert results(town) == ["made", "refused"]
    assert "none.yaml" in ran.err


# Rows that cannot be made


def test_a_bad_row_stops_no_other(town: Path, batch: Call) -> None:
    write(town, "a,Town of Andover,3151", "b,,oops", "../c,Town of X,1", "d,Town of Ashford,4191", "e,Y,1,2,3")
    ran = batch()
    assert ran.code == ANSWERS
    assert results(town) == ["made", "refused", "refused", "made", "refused"]
    assert "members.csv, row 3, column C, funding.shares.measure.values.member" in ran.err
    assert [row["first message"][:30] for row in report(town)][2] == "members.csv, row 4, column A, "
    assert sorted(path.name for path in (town / "out").glob("*.docx")) == ["a.docx", "d.docx"]
    assert not (town / "c.docx").exists()


def test_a_row_with_an_error_in_its_draft_is_made_and_told(town: Path, batch: Call) -> None:
    write(town, "a,Town of Andover,90", columns="draft,parties.member.name,blanks.after-leaving.days")
    (town / "one-town.yaml").write_text(
        (town / "one-town.yaml")
        .read_text()
        .replace("{bolton: 4858}", "{bolton: 4858, member: 1}")
        .replace("  withdrawal: fiscal", "  withdrawal: fiscal")
        .replace("\nblanks:\n", "\nblanks:\n  nowhere: {days: 5}\n")
    )
    ran = batch()
    assert (ran.code, results(town)) == (FINDINGS, ["made with errors"])
    assert batch().code == FINDINGS
    assert (results(town), report(town)[0]["errors"]) == (["unchanged"], "1")


def test_an_open_decision_makes_the_draft_and_counts_as_incomplete(town: Path, batch: Call) -> None:
    write(town, "a,Town of Andover,!", columns="draft,parties.member.name,leaving.withdrawal")
    base = town / "one-town.yaml"
    base.write_text(base.read_text().replace("{bolton: 4858}", "{bolton: 4858, member: 1}"))
    assert (batch().code, results(town)) == (ANSWERS, ["made with errors"])


def test_a_refused_row_whose_draft_is_there_from_before_says_so(town: Path, batch: Call) -> None:
    batch()
    before = stamps(town)
    write(town, "bolton-andover,Town of Andover,many")
    assert "[batch-stale]" in batch().err
    assert stamps(town) == before


def test_a_fault_of_the_library_in_one_row_stops_no_other_and_weighs_most(town: Path, batch: Call) -> None:
    clause = town / "own" / "clauses" / "withdrawal" / "fiscal-year-end.md"
    clause.parent.mkdir(parents=True)
    shipped = (drafts.ROOT / "clauses" / "withdrawal" / "fiscal-year-end.md").read_text(encoding="utf-8")
    clause.write_text(f"{shipped}\n{{{{ leaving.notice_months | nothing }}}}\n", encoding="utf-8")
    columns = "draft,parties.member.name,leaving.withdrawal,funding.shares.measure.values.member"
    write(town, "a,Town of A,fiscal_year_end,3151", "b,Town of A,no,3151", "c,Town of A,any_time,3151", columns=columns)
    ran = batch("--library", "own")
    assert (ran.code, results(town)) == (LIBRARY, ["refused", "refused", "made"])


def test_a_fault_of_the_program_in_one_row_stops_no_other(
    town: Path, batch: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch_row.check

    def broken(draft: Draft) -> list[Finding]:
        if "ashford" in draft.file.file:
            raise ZeroDivisionError("by zero")
        return real(draft)

    monkeypatch.setattr(batch_row, "check", broken)
    with pytest.raises(AssertionError, match="fault of the program itself: ZeroDivisionError: by zero"):
        batch()
    assert results(town) == ["made", "refused", "made"]


# Called again


def test_called_again_it_leaves_what_is_unchanged_untouched(town: Path, batch: Call) -> None:
    batch()
    before = stamps(town)
    ran = batch()
    assert (ran.code, results(town)) == (CLEAN, ["unchanged"] * 3)
    assert stamps(town) == before
    assert [row["open blanks"] for row in report(town)] == ["16", "15", "15"]


def test_only_the_row_that_changed_is_made_again(town: Path, batch: Call) -> None:
    batch()
    before = stamps(town)
    text = (town / "members.csv").read_text()
    (town / "members.csv").write_text(text.replace("4191", "4192"))
    batch()
    assert results(town) == ["unchanged", "made", "unchanged"]
    changed = {name for name, stamp in stamps(town).items() if stamp != before[name]}
    assert changed == {"bolton-ashford.docx", "bolton-ashford.yaml"}


@pytest.mark.parametrize("changed", ["base", "annex", "library", "template"])
def test_all_is_made_again_when_what_it_is_made_of_changes(changed: str, town: Path, batch: Call) -> None:
    batch()
    more: tuple[str, ...] = ()
    match changed:
        case "base":
            base = town / "one-town.yaml"
            base.write_text(base.read_text().replace("notice_months: 12", "notice_months: 18"))
        case "annex":
            more = ("--no-annex",)
        case "library":
            (town / "own" / "clauses").mkdir(parents=True)
            shutil.copytree(drafts.ROOT / "clauses" / "purpose", town / "own" / "clauses" / "purpose")
            path = next((town / "own" / "clauses" / "purpose").glob("*.md"))
            path.write_text(path.read_text() + "\n")
            more = ("--library", "own")
        case "template":
            parts = unpack(drafts.shipped_template().content)
            parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"</Properties>", b" </Properties>")
            (town / "t.docx").write_bytes(pack(parts))
            more = ("--template", "t.docx")
    batch(*more)
    assert results(town) == ["made"] * 3


def test_a_draft_keeps_its_date_unless_another_is_asked_for(town: Path, batch: Call) -> None:
    batch()
    batch(date=())
    assert [(row["result"], row["date"]) for row in report(town)] == [("unchanged", "2026-11-23")] * 3
    batch(date=("--date", "2026-11-24"))
    assert [(row["result"], row["date"]) for row in report(town)] == [("made", "2026-11-24")] * 3


def test_a_draft_that_is_gone_is_made_again(town: Path, batch: Call) -> None:
    batch()
    (town / "out" / "bolton-andover.docx").unlink()
    (town / "out" / "bolton-ashford.yaml").unlink()
    batch()
    assert results(town) == ["made", "made", "unchanged"]


def edit(path: Path) -> None:
    """As Word leaves a draft that somebody has edited."""
    parts = unpack(path.read_bytes())
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"Agreement Builder</cp:l", b"A Clerk</cp:l")
    path.write_bytes(pack(parts))


@pytest.mark.parametrize("edited", ["bolton-andover.docx", "bolton-andover.yaml"])
def test_what_somebody_has_edited_is_left_unless_forced(edited: str, town: Path, batch: Call) -> None:
    batch()
    path = town / "out" / edited
    if path.suffix == ".docx":
        edit(path)
    else:
        path.write_text(path.read_text() + "# by hand\n")
    before = stamps(town)
    (town / "members.csv").write_text((town / "members.csv").read_text().replace("3151", "3152"))
    ran = batch()
    assert (ran.code, results(town)) == (USAGE, ["refused", "unchanged", "unchanged"])
    assert "[output-edited]" in ran.err
    assert stamps(town) == before
    assert batch("--force").code == CLEAN
    assert results(town) == ["made", "unchanged", "unchanged"]


def test_an_edited_draft_of_an_unchanged_row_is_told_as_well(town: Path, batch: Call) -> None:
    batch()
    edit(town / "out" / "bolton-andover.docx")
    assert (batch().code, results(town)) == (USAGE, ["refused", "unchanged", "unchanged"])


def test_answers_edited_beside_an_unchanged_row_are_kept_and_told(town: Path, batch: Call) -> None:
    batch()
    answers = town / "out" / "bolton-andover.yaml"
    answers.write_text(answers.read_text() + "# by hand\n")
    before = stamps(town)
    assert (batch().code, results(town)) == (CLEAN, ["unchanged"] * 3)
    assert [row["warnings"] for row in report(town)] == ["1", "0", "0"]
    assert "agreement-builder build" in report(town)[0]["first message"]
    assert stamps(town) == before


def test_a_draft_built_by_hand_from_edited_answers_is_not_lost(town: Path, batch: Call) -> None:
    batch()
    answers = town / "out" / "bolton-andover.yaml"
    answers.write_text(answers.read_text().replace("notice_months: 12", "notice_months: 24"))
    call("build", "out/bolton-andover.yaml", "-o", "out/bolton-andover.docx", cwd=town)
    before = stamps(town)
    assert batch().code == USAGE
    assert stamps(town) == before


def test_the_base_and_the_table_are_never_written_over(town: Path) -> None:
    before = (town / "one-town.yaml").read_bytes()
    (town / "t.csv").write_text(
        "draft,from,parties.member.name,funding.shares.measure.values.member\none-town,one-town.yaml,Town of X,3\n"
    )
    ran = call("batch", "t.csv", "-o", ".", "--force", cwd=town)
    assert ran.code == USAGE
    assert (town / "one-town.yaml").read_bytes() == before


def test_rows_that_are_gone_are_told_and_their_drafts_kept(town: Path, batch: Call) -> None:
    batch()
    write(town, "bolton-ashford,Town of Ashford,4191")
    assert "in no row any more: bolton-andover, bolton-willington." in batch().err
    assert (town / "out" / "bolton-andover.docx").exists()


# Broken off


def test_an_interrupt_keeps_what_is_made_and_the_next_call_goes_on(
    town: Path, batch: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = batch()
    assert whole.code == CLEAN
    wanted = {name: data for name, (_, data) in stamps(town).items()}
    shutil.rmtree(town / "out")
    real, made = batch_row.draft, []

    def interrupted(*given: object, **more: object) -> object:
        made.append(1)
        if len(made) == 2:
            raise KeyboardInterrupt
        return real(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(batch_row, "draft", interrupted)
        ran = batch()
    assert ran.code == 130
    assert "Call it again to go on" in ran.err
    assert results(town) == ["made", "not reached", "not reached"]
    assert batch().code == CLEAN
    assert results(town) == ["unchanged", "made", "made"]
    assert {name: data for name, (_, data) in stamps(town).items()} == wanted


@pytest.mark.parametrize("at", range(1, 5))
def test_a_failure_at_any_write_loses_nothing_and_the_next_call_goes_on(
    at: int, town: Path, batch: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is killed stops between two writes, each of which is whole or not at all."""
    batch()
    (town / "members.csv").write_text((town / "members.csv").read_text().replace("3151", "3152"))
    real, count = batch_row.write_whole, []

    def killed(path: Path, content: bytes) -> None:
        count.append(path)
        if len(count) == at:
            raise KeyboardInterrupt
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(batch_row, "write_whole", killed)
        patch.setattr("agreement_builder.cli.batch_record.write_whole", killed)
        assert batch().code == 130
    # What the row says changes once more before the next call.
    (town / "members.csv").write_text((town / "members.csv").read_text().replace("3152", "3153"))
    assert (batch().code, results(town)) == (CLEAN, ["made", "unchanged", "unchanged"])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_killed_for_real_it_goes_on(town: Path) -> None:
    write(town, *(f"town-{n},Town of Place {n},{n + 1}" for n in range(12)))
    command = [
        sys.executable,
        "-m",
        "agreement_builder",
        "batch",
        "members.csv",
        "--from",
        "one-town.yaml",
        "-o",
        "out",
    ]
    running = subprocess.Popen(command, cwd=town, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not list(town.glob("out/*.docx")) and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    kept = len(list(town.glob("out/.batch/*.json")))
    assert kept >= 1
    ran = call(*command[3:], cwd=town)
    assert ran.code == CLEAN
    assert len(list(town.glob("out/*.docx"))) == 12
    assert results(town).count("unchanged") >= kept - 1


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none.csv", "--from", "one-town.yaml", "-o", "out"), "[table-unreadable]"),
        ((".", "--from", "one-town.yaml", "-o", "out"), "[table-unreadable]"),
        (("members.csv", "--from", "one-town.yaml"), "Missing option '-o'"),
        (("members.csv", "-o", "out"), "[table-base]"),
        (("members.csv", "--from", "one-town.yaml", "-o", "no/out"), "[output-folder]"),
        (("members.csv", "--from", "one-town.yaml", "-o", "members.csv"), "[output-folder]"),
        (("one-town.yaml", "--from", "one-town.yaml", "-o", "out"), "[table-"),
        (("bad.csv", "--from", "one-town.yaml", "-o", "out"), 'Did you mean "leaving.notice_months"?'),
    ],
)
def test_wrong_use_is_told_and_nothing_is_made(arguments: tuple[str, ...], told: str, town: Path) -> None:
    (town / "bad.csv").write_text("draft,leaving.notice_month\na,12\n")
    before = sorted(town.iterdir())
    ran = call("batch", *arguments, cwd=town)
    assert (ran.code, ran.out) == (USAGE, "")
    assert told in ran.err
    assert sorted(town.iterdir()) == before


@pytest.mark.parametrize(
    ("more", "code"),
    [(("--from", "none.yaml"), ANSWERS), (("--library", "none"), LIBRARY), (("--template", "none.docx"), LIBRARY)],
)
def test_a_base_or_library_that_is_not_there_is_told(more: tuple[str, ...], code: int, town: Path) -> None:
    ran = call("batch", "members.csv", "--from", "one-town.yaml", "-o", "out", *more, cwd=town)
    assert ran.code == code
    assert len(ran.err.splitlines()) <= 3
    assert not list(town.glob("out/*.docx"))


def test_a_report_takes_the_place_of_no_other_file(town: Path) -> None:
    shutil.copy(town / "members.csv", town / "report.csv")
    ran = call("batch", "report.csv", "--from", "one-town.yaml", "-o", ".", "--force", cwd=town)
    assert (ran.code, "[output-edited]" in ran.err) == (USAGE, True)
    assert call("batch", "members.csv", "--from", "one-town.yaml", "-o", ".", cwd=town).code == USAGE


# The report


def test_a_report_holds_nothing_that_a_spreadsheet_takes_for_a_formula(town: Path, batch: Call) -> None:
    write(town, "=1+1,Town of Andover,3151", "@x,Town of Ashford,-5")
    batch()
    assert [row["draft"] for row in report(town)] == ["'=1+1", "'@x"]
    assert (town / "out" / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfrow,draft,result,")


def test_of_many_rows_the_screen_shows_those_that_need_somebody() -> None:
    bad = (error("table-cell", Where("t.csv", section="row 2"), "No.", "Mend it."),)
    few = [Outcome(row, f"d{row}", Result.MADE) for row in range(2, 500)]
    shown = list(Report(Path("out"), "t.csv", (*few, Outcome(500, "bad", Result.REFUSED, "", bad, ANSWERS))).lines())
    assert len(shown) == 5
    assert shown[2].split()[:3] == ["500", "bad", "refused"]
    assert shown[3] == "Of 499 rows, 1 that need somebody are shown; report.csv has all."
    assert list(Report(Path("out"), "t.csv", tuple(few)).lines()) == ["498 made."]
    assert len(list(Report(Path("out"), "t.csv", tuple(few[:MOST_SHOWN])).lines())) == MOST_SHOWN + 3


def test_the_batch_ends_with_the_heaviest_code_of_its_rows() -> None:
    rows = [Outcome(2, "x", Result.REFUSED, code=code) for code in (CLEAN, FINDINGS, USAGE, ANSWERS, LIBRARY)]
    for count in range(1, len(rows) + 1):
        assert Report(Path("out"), "t.csv", tuple(rows[:count])).code == rows[count - 1].code
    assert HEAD[0] == "row"


# The bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "variables", "moves"),
    [(Terminal, {}, True), (Terminal, {"NO_COLOR": "1"}, True), (Terminal, {"TERM": "dumb"}, False),
     (Terminal, {"ACCESSIBLE": "1"}, False), (io.StringIO, {}, False)],
)  # fmt: skip
def test_a_bar_moves_on_terminals_that_can_show_one_only(
    stream: type[io.StringIO], variables: dict[str, str], moves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen = stream()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.bar("Making", ["a", "b"]) as items:
        assert list(items) == ["a", "b"]
    assert ("\r" in screen.getvalue()) == moves
    assert "\033[3" not in screen.getvalue()
    if not moves:
        assert screen.getvalue() == ""
