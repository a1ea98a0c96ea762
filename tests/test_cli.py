"""Each command does what its help says: data on stdout, the rest on stderr, and its documented exit code."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import Mock

import pytest

from agreement_builder.cli import COMMANDS, cli
from agreement_builder.cli.ending import run
from agreement_builder.explanations import explanations
from agreement_builder.writers.text import write_text
from tests import drafts
from tests.command import call
from tests.wordfile import WordFile, pack, text_of, unpack

BOLTON = drafts.BOLTON
DATED = ("--date", "2026-11-23")
COMPLETE = tuple(part for setting in drafts.completing() for part in ("--set", setting))
SHOUT = "---\ntitle: Purpose\nsummary: Our own.\n---\nThis Agreement is about {{ service.kind | meaning }}.\n"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# demo and build


def test_demo_writes_a_draft_and_prints_its_path_alone(tmp_path: Path) -> None:
    ran = call("demo", *DATED, cwd=tmp_path)
    assert ran.code == 0
    assert ran.out == f"{tmp_path / 'bolton-building-inspection.docx'}\n"
    assert ran.last_line.read_bytes() == drafts.word_of("bolton-building-inspection")
    assert "61 open points: 18 blanks, 2 assumptions, 41 defaults." in ran.err


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "agreement_builder", "demo", "-o", "out.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == tmp_path / "out.docx"
    assert files(tmp_path) == ["out.docx"]


def test_build_writes_a_docx_named_like_the_answers(tmp_path: Path) -> None:
    ran = call("build", BOLTON, *DATED, cwd=tmp_path)
    assert ran.code == 0
    assert ran.out == f"{tmp_path / 'answers.docx'}\n"
    assert files(tmp_path) == ["answers.docx"]


def test_build_writes_the_file_that_output_names(tmp_path: Path) -> None:
    output = tmp_path / "draft of ours.docx"
    assert call("build", BOLTON, "-o", output, *DATED).last_line == output
    assert output.read_bytes() == drafts.word_of("bolton-building-inspection")


def test_text_goes_to_stdout_and_nothing_else_does(tmp_path: Path) -> None:
    ran = call("build", BOLTON, "--format", "text", *DATED, cwd=tmp_path)
    assert ran.out == write_text(drafts.make())
    assert files(tmp_path) == []


def test_text_goes_to_a_file_that_ends_with_txt(tmp_path: Path) -> None:
    ran = call("build", BOLTON, "-o", tmp_path / "draft.txt", *DATED)
    assert ran.last_line.read_text() == write_text(drafts.make())
    assert call("build", BOLTON, "-o", tmp_path / "draft.txt", *DATED).code == 0


def test_a_dry_run_tells_what_would_be_chosen_and_writes_nothing(tmp_path: Path) -> None:
    ran = call("build", BOLTON, "--dry-run", "-o", tmp_path / "draft.docx", cwd=tmp_path)
    assert ran.code == 0
    assert files(tmp_path) == []
    assert str(tmp_path / "draft.docx") in ran.out
    version = drafts.shipped_library().clauses["withdrawal/fiscal-year-end"].meta.version
    assert f"withdrawal/fiscal-year-end {version}: its condition holds (leaving.withdrawal is fiscal" in ran.out
    for path in drafts.open_paths(drafts.make()):
        assert path in ran.out


def test_a_final_copy_is_refused_with_every_open_point(tmp_path: Path) -> None:
    ran = call("build", BOLTON, "--final", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out == ""
    assert files(tmp_path) == []
    for path in drafts.open_paths(drafts.make()):
        assert f"Answer {path}," in ran.err
    assert "[final-open]" in ran.err


@pytest.mark.parametrize("name", ["final.docx", "final.txt"])
def test_a_final_copy_is_made_of_complete_answers(name: str, tmp_path: Path) -> None:
    ran = call("build", BOLTON, "--final", "-o", tmp_path / name, *DATED, *COMPLETE)
    assert ran.code == 0
    content = ran.last_line.read_bytes()
    wanted = (
        drafts.word_of("complete", final=True) if name.endswith("docx") else write_text(drafts.complete(), final=True)
    )
    assert content == (wanted if isinstance(wanted, bytes) else wanted.encode())
    assert b"Draft of" not in content


def test_set_changes_an_answer_for_this_run(tmp_path: Path) -> None:
    before = BOLTON.read_bytes()
    ran = call(
        "build", BOLTON, "--format", "text", "--set", "leaving.notice_months=18", "--set", "parties[2].name=Town of X"
    )
    assert "eighteen (18)" in ran.out
    assert "TOWN OF X\n" in ran.out
    assert BOLTON.read_bytes() == before


def test_a_library_of_ones_own_replaces_one_file_and_keeps_the_rest(tmp_path: Path) -> None:
    clause = tmp_path / "clauses" / "purpose" / "standard.md"
    clause.parent.mkdir(parents=True)
    clause.write_text(SHOUT)
    ran = call("build", BOLTON, "--format", "text", "--library", tmp_path)
    assert ran.code == 0
    assert "This Agreement is about building inspection.\n" in ran.out
    assert "Section 1.3  Authority" in ran.out
    assert str(clause) in call("why", BOLTON, "purpose", "--library", tmp_path, "--json").json["file"]


def test_a_folder_with_a_template_and_an_outline_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    shipped = drafts.ROOT / "templates" / "interlocal"
    (folder / "agreement.docx").write_bytes((shipped / "agreement.docx").read_bytes())
    outline = (shipped / "outline.yaml").read_text(encoding="utf-8")
    (folder / "outline.yaml").write_text(outline.replace("heading: Funding", "heading: Money"), encoding="utf-8")
    told = call("build", BOLTON, "--template", folder, "--format", "text")
    assert told.code == 0
    assert "MONEY" in told.out


def test_a_template_of_ones_own_is_used(tmp_path: Path) -> None:
    parts = unpack(drafts.shipped_template().content)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{ between }} the", b"by and between")
    (tmp_path / "ours.docx").write_bytes(pack(parts))
    ran = call("build", BOLTON, "--template", tmp_path / "ours.docx", cwd=tmp_path)
    assert "by and between" in [text_of(p) for p in WordFile(ran.last_line.read_bytes()).paragraphs]


# check, why, explain


def test_check_lists_every_finding_on_stdout() -> None:
    ran = call("check", BOLTON)
    assert ran.code == 0
    assert all(path in ran.out for path in drafts.open_paths(drafts.make()))
    assert ran.out.endswith(": 61 open points: 18 blanks, 2 assumptions, 41 defaults.\n")


def test_check_as_json_is_the_same_as_data() -> None:
    ran = call("check", BOLTON, "--json", *DATED)
    assert ran.json["draft"] == drafts.make().id
    assert "2024" in ran.json["law_checked_through"]
    for finding in ran.json["findings"]:
        assert set(finding) == {"rule", "severity", "where", "message", "hint"}
        assert finding["where"]["file"] == str(BOLTON)
    assert len(ran.json["findings"]) == len(drafts.open_paths(drafts.make()))


@pytest.mark.parametrize("section", ["6.7", "Section 6.7", "section 6.7", "withdrawal", "Withdrawal"])
def test_why_takes_a_number_or_a_topic(section: str) -> None:
    numbers = drafts.make().index.numbers["withdrawal"]
    ran = call("why", BOLTON, section.replace("6.7", ".".join(map(str, numbers))))
    assert ran.code == 0
    for words in (
        "withdrawal/fiscal-year-end",
        "When a withdrawal takes effect: at the end of a fiscal year, after notice (leaving.withdrawal)",
        "withdrawal/any-time",
        "If: When a withdrawal takes effect: on the day that the notice runs out",
        "§ 7-339c",
    ):
        assert words in ran.out


def test_why_as_json_names_clause_facts_alternatives_and_law() -> None:
    told = call("why", BOLTON, "withdrawal", "--json").json
    assert told["clause"] == "withdrawal/fiscal-year-end"
    assert told["decided_by"]["leaving.withdrawal"] == "fiscal_year_end"
    assert told["filled_by"]["leaving.notice_months"] == "12"
    assert told["in_words"]["leaving.notice_months"] == "Months of notice before withdrawal: 12"
    alternatives = {other["clause"] for other in told["alternatives"]}
    assert {"withdrawal/any-time", "withdrawal/window"} <= alternatives
    assert "withdrawal/fiscal-year-end" not in alternatives
    assert told["authorities"][0]["citation"].startswith("Conn. Gen. Stat. §")


def test_why_names_the_further_clauses_of_a_section_with_their_topics() -> None:
    told = call("why", BOLTON, "quorum").out
    assert "Also in this section" in told
    assert "votes: votes/per-party" in told
    assert "majority: majority/simple" in told


@pytest.mark.parametrize("section", ["99.1", "purr", "", "1", "../x"])
def test_why_refuses_a_section_that_is_not_there(section: str) -> None:
    ran = call("why", BOLTON, section)
    assert ran.code == 3
    assert ran.out == ""
    assert "Sections are 1.1 to 1." in ran.err


def test_explain_tells_every_rule_and_lists_them_all() -> None:
    listed = call("explain")
    for rule, text in explanations().items():
        ran = call("explain", rule)
        assert ran.code == 0
        as_of = f"\nLaw as of: {drafts.shipped_library().checked_through('CT')}.\n" if "§" in text else ""
        assert ran.out == f"{rule}: {text}\n{as_of}"
        assert f"{rule} " in listed.out


def test_explain_names_the_nearest_rule_to_an_unknown_one() -> None:
    ran = call("explain", "blank-opne")
    assert ran.code == 4
    assert 'Did you mean "blank-open"?' in ran.err


# library and schema


def test_library_list_names_every_clause_with_its_summary() -> None:
    library = drafts.shipped_library()
    ran, data = call("library", "list"), call("library", "list", "--json").json
    assert all(clause.id in ran.out and clause.meta.summary in ran.out for clause in library.clauses.values())
    assert [clause["id"] for clause in data["clauses"]] == list(library.clauses)
    assert data["version"] == library.version


def test_library_list_of_a_topic_names_its_alternatives_only() -> None:
    data = call("library", "list", "--topic", "withdrawal", "--json").json
    assert {clause["topic"] for clause in data["clauses"]} == {"withdrawal"}
    ran = call("library", "list", "--topic", "withdrawl")
    assert ran.code == 4
    assert 'Did you mean "withdrawal"?' in ran.err


def test_library_show_tells_what_a_clause_is_for_and_its_text() -> None:
    clause = drafts.shipped_library().clauses["withdrawal/fiscal-year-end"]
    ran = call("library", "show", clause.id)
    for words in (clause.meta.summary, str(clause.meta.when), clause.meta.note, clause.text.strip()):
        assert words in ran.out
    assert call("library", "show", clause.id, "--json").json["text"] == clause.text
    unknown = call("library", "show", "withdrawal/fiscal-year")
    assert unknown.code == 4
    assert "withdrawal/fiscal-year-end" in unknown.err


def test_library_lint_counts_the_clauses_and_finds_nothing() -> None:
    ran = call("library", "lint")
    assert (ran.code, ran.out) == (0, f"{len(drafts.shipped_library().clauses)} clauses: no errors, no warnings.\n")
    assert call("library", "lint", "--json").json == {"findings": []}


def test_library_facts_lists_every_fact_that_conditions_read() -> None:
    facts = call("library", "facts", "--json").json
    listed = call("library", "facts").out
    for clause in drafts.shipped_library().clauses.values():
        for path in clause.condition.facts() if clause.condition else ():
            assert facts[path]
            assert path in listed


def test_schema_prints_a_json_schema() -> None:
    ran = call("schema")
    assert ran.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert ran.json["required"] == ["service", "parties"]


# The program as a whole


def test_help_names_every_command_and_exit_code() -> None:
    ran = call("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)
    assert "130  interrupted" in ran.out


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["library", "lint"]], ids=" ".join)
def test_help_waits_for_no_heavy_library(command: list[str]) -> None:
    code = f"""
import sys
sys.argv = ["agreement-builder", *{command!r}, "--help"]
from agreement_builder.cli import cli
from agreement_builder.cli.ending import run
assert run(cli) == 0
print(sorted({{"docx", "pydantic", "lxml", "yaml", "jinja2", "markdown_it"}} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "Usage:" in done.stdout


def test_the_reader_of_a_pipe_may_leave_early() -> None:
    command = f"{sys.executable} -m agreement_builder library list | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_json_is_the_only_thing_on_stdout_even_where_there_are_errors() -> None:
    ran = call("check", BOLTON, "--json", "--set", "management.model={open: nobody}")
    assert ran.code == 3
    assert "decision-open" in {finding["rule"] for finding in json.loads(ran.out)["findings"]}


@pytest.mark.parametrize(("fault", "code"), [(KeyboardInterrupt(), 130), (RuntimeError("boom"), 1)])
def test_what_nobody_foresaw_ends_in_words(fault: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreement_builder.answers.load.load_answers", Mock(side_effect=fault))
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "argv", ["agreement-builder", "check", str(BOLTON)])
    with redirect_stdout(out), redirect_stderr(err):
        assert run(cli) == code
    assert "Interrupted" in err.getvalue() or "Please report it" in err.getvalue()
    assert out.getvalue() == ""
