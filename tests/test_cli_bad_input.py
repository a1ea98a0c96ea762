"""Whatever is typed or given: what is wrong and what to do, the documented exit code, no traceback, no file left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agreement_builder.errors import OutputRefusal
from agreement_builder.wholefile import write_whole
from tests import drafts
from tests.command import Ran, call
from tests.wordfile import pack, unpack

BOLTON = drafts.BOLTON
HEAD = "service: {kind: building_inspection}\nparties:\n"
TWO = HEAD + "  - {id: a, name: Town of A, kind: town}\n  - {id: b, name: Town of B, kind: town}\n"
SAME = HEAD + "  - {id: a, name: Town of A, kind: town}\n  - {id: b, name: town of a, kind: town}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
BAD_ANSWERS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "answer-missing"),
    "not yaml": (b"service: [unclosed\nparties: }{\n", "yaml-syntax"),
    "a tab": (b"service:\n\tkind: x\n", "yaml-syntax"),
    "a word": (b"hello\n", "answer-type"),
    "a list": (b"- a\n- b\n", "answer-type"),
    "two documents": (TWO.encode() + b"---\n" + TWO.encode(), "yaml-documents"),
    "wrong types": (b"service: 7\nparties: {a: b}\n", "answer-type"),
    "unknown key": (f"{TWO}leavng: {{}}\n".encode(), "answer-unknown"),
    "key twice": (f"{TWO}service: {{kind: dispatch}}\n".encode(), "yaml-duplicate"),
    "two parties of one name": (SAME.encode(), "party-twice"),
    "one party": (f"{HEAD}  - {{id: a, name: A, kind: town}}\n".encode(), "answer-value"),
    "shares not adding up": (
        f"{TWO}funding: {{shares: {{method: fixed, percents: {{a: 50, b: 49}}}}}}\n".encode(),
        "shares-total",
    ),
    "contradictory dates": (f"{TWO}term: {{start: 2027-07-01, length: fixed, end: 2027-06-30}}\n".encode(), "dates"),
    "no such date": (f"{TWO}term: {{start: 2027-02-30}}\n".encode(), "answer-type"),
    "a lead that is no party": (f"{TWO}management: {{model: lead_agency, lead: c}}\n".encode(), "party-unknown"),
    "name of control characters": (TWO.replace("Town of B", '"Town\\x07"').encode(), "character"),
    "name turned around": (TWO.replace("Town of B", "Town \u202egnp.exe").encode(), "character"),
    "name of lines": (TWO.replace("Town of B", '"Town\\nof B"').encode(), "answer-value"),
    "endless name": (TWO.replace("Town of B", "B" * 5000).encode(), "answer-value"),
    "a python object": (b"service: !!python/object/apply:os.system ['touch pwned']\n", "yaml-tag"),
    "a tag": (f"{TWO}term: !!timestamp 2027\n".encode(), "yaml-tag"),
    "a bomb of aliases": (BOMB.encode(), "yaml-anchor"),
    "endless nesting": (b"[" * 100_000, "yaml-depth"),
    "nested maps": (b"{a: " * 5000, "yaml-depth"),
    "ten megabytes": (b"x: " + b"y" * 10_000_000, "yaml-size"),
    "a word document": (drafts.shipped_template().content, "file-encoding"),
    "utf-16": (TWO.encode("utf-16"), "file-encoding"),
    "a null byte": (TWO.encode() + b"\0", "yaml-character"),
    "a huge number": (f"{TWO}leaving: {{notice_months: 1{'0' * 400}}}\n".encode(), "answer-value"),
    "an infinite number": (f"{TWO}funding: {{first_budget: .inf}}\n".encode(), "answer-type"),
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(ran: Ran, code: int, rule: str) -> None:
    """The call ended with `code`, told `rule` with its hint, and printed no data."""
    assert (ran.code, ran.out) == (code, "")
    assert f"[{rule}]" in ran.err


def clause(folder: Path, text: str, front: str = "") -> Path:
    """A library of one's own in which the clause on the purpose has this text."""
    path = folder / "library" / "purpose" / "standard.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\ntitle: Purpose\nsummary: Broken.\n{front}---\n{text}\n")
    return folder / "library"


# Answers


@pytest.mark.parametrize("fault", BAD_ANSWERS)
def test_bad_answers_are_refused_and_nothing_is_written(fault: str, tmp_path: Path) -> None:
    content, rule = BAD_ANSWERS[fault]
    (tmp_path / "answers.yaml").write_bytes(content)
    refused(call("build", "answers.yaml", cwd=tmp_path), 3, rule)
    assert names(tmp_path) == ["answers.yaml"]


def test_every_fault_of_the_answers_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = f"{SAME}leavng: {{}}\nrisk: {{liability: nobody}}\nfunding: {{first_budget: lots}}\n"
    (tmp_path / "answers.yaml").write_text(text)
    ran = call("check", "answers.yaml", cwd=tmp_path)
    assert ran.code == 3
    for place in ("answers.yaml:3:", "answers.yaml:5:", "answers.yaml:6:", "answers.yaml:7:"):
        assert place in ran.err


@pytest.mark.parametrize("name", ["none.yaml", ".", "x" * 300 + ".yaml", "answers.yaml/more"])
def test_answers_that_cannot_be_read_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(TWO)
    ran = call("check", name, cwd=tmp_path)
    assert ran.code == 3
    assert "[file-" in ran.err


@pytest.mark.parametrize(
    "setting", ["nonsense", "=5", "parties[9].name=X", "parties.bolton.name.x=5", "leaving.notice_months=["]
)
def test_a_setting_that_leads_nowhere_is_refused(setting: str, tmp_path: Path) -> None:
    ran = call("build", BOLTON, "--set", setting, cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert names(tmp_path) == []


def test_hostile_names_make_a_draft(tmp_path: Path) -> None:
    name = '../../x "; rm -rf / # <script> {{ 7*7 }} ' + "é🏛️עיר"
    ran = call("build", BOLTON, "--set", f"parties.bolton.name='{name}'", cwd=tmp_path)
    assert ran.code == 0
    assert names(tmp_path) == ["answers.docx"]


# Clauses and templates from strangers

ESCAPES = (
    "{{ ''.__class__.__mro__ }}",
    "{{ service.__class__ }}",
    "{{ service._model }}",
    "{{ parties[0] }}",
    "{{ service|attr('kind') }}",
    "{{ range(10) }}",
    "{{ cycler.__init__.__globals__.os.system('touch pwned') }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% set x = 1 %}",
    "{% macro x() %}{{ x() }}{% endmacro %}",
    "{% for a in range(999999999) %}x{% endfor %}",
    "{% for a in parties recursive %}{{ loop(parties) }}{% endfor %}",
    "{% for a in parties %}{% for b in parties %}{% for c in parties %}x{% endfor %}{% endfor %}{% endfor %}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_clause_that_reaches_beyond_facts_is_refused(text: str, tmp_path: Path) -> None:
    library = clause(tmp_path, text)
    ran = call("build", BOLTON, "--library", library, cwd=tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert f"{library / 'purpose' / 'standard.md'}:5: " in ran.err.replace("md:5\n", "md:5: \n")
    assert names(tmp_path) == ["library"]


CONDITIONS = ("__import__('os')", "9**9**9 == 1", "(" * 300 + "x" + ")" * 300, "count == count()", "not " * 5000 + "x")


@pytest.mark.parametrize("when", CONDITIONS, ids=range(len(CONDITIONS)))
def test_a_condition_that_is_more_than_a_comparison_is_refused(when: str, tmp_path: Path) -> None:
    ran = call("check", BOLTON, "--library", clause(tmp_path, "Text.", f'when: "{when}"\n'))
    refused(ran, 4, "condition-syntax")


def test_a_missing_library_is_refused(tmp_path: Path) -> None:
    refused(call("check", BOLTON, "--library", tmp_path / "none"), 4, "library-missing")
    refused(call("library", "lint", tmp_path / "none"), 4, "library-missing")


@pytest.mark.parametrize(
    "content", [b"words", b"", b"%PDF-1.7", pack({"a.txt": b""})], ids=["text", "empty", "pdf", "zip"]
)
def test_a_template_that_is_no_docx_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "ours.docx").write_bytes(content)
    refused(call("build", BOLTON, "--template", "ours.docx", cwd=tmp_path), 4, "template-file")
    assert names(tmp_path) == ["ours.docx"]


# Output


@pytest.mark.parametrize(
    ("output", "rule"),
    [
        (".", "output-format"),
        ("folder.docx", "output-folder"),
        ("none/draft.docx", "output-folder"),
        ("answers.yaml/draft.docx", "output-folder"),
        ("x" * 300 + ".docx", "output-unwritable"),
        ("draft.pdf", "output-format"),
        ("draft", "output-format"),
        ("device.txt", "output-unwritable"),
        ("/proc/draft.docx", "output-unwritable"),
    ],
    ids=lambda value: value[:30],
)
def test_an_output_that_cannot_be_written_is_refused(output: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes(BOLTON.read_bytes())
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "device.txt").symlink_to("/dev/null")
    before = names(tmp_path)
    refused(call("build", "answers.yaml", "-o", output, cwd=tmp_path), 2, rule)
    assert names(tmp_path) == before
    assert (tmp_path / "answers.yaml").read_bytes() == BOLTON.read_bytes()


def test_a_read_only_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write into any folder, so the system's answer is put into its mouth.
    monkeypatch.setattr("agreement_builder.cli.files.os.access", lambda _, mode: mode != os.W_OK)
    refused(call("build", BOLTON, "-o", tmp_path / "draft.docx"), 2, "output-unwritable")


def test_a_name_and_a_format_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    refused(call("build", BOLTON, "-o", tmp_path / "a.docx", "--format", "text"), 2, "output-format")
    refused(call("demo", "-o", tmp_path / "a.pdf"), 2, "output-format")


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "draft.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputRefusal, match="No space left"):
        write_whole(target, b"new")
    assert names(tmp_path) == ["draft.docx"]
    assert target.read_bytes() == b"old"


def saved_by_word(path: Path) -> bytes:
    """The draft as Word leaves it after a save: somebody's name in its properties."""
    parts = unpack(path.read_bytes())
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace(b"ModifiedBy>Agreement Builder<", b"ModifiedBy>Ann Attorney<")
    assert parts["docProps/core.xml"] != core
    path.write_bytes(pack(parts))
    return path.read_bytes()


def test_a_draft_changed_in_word_is_kept_unless_forced(tmp_path: Path) -> None:
    draft = call("build", BOLTON, cwd=tmp_path).last_line
    assert call("build", BOLTON, cwd=tmp_path).code == 0
    changed = saved_by_word(draft)
    refused(call("build", BOLTON, cwd=tmp_path), 2, "output-edited")
    assert draft.read_bytes() == changed
    assert call("build", BOLTON, "--force", cwd=tmp_path).code == 0
    assert draft.read_bytes() != changed
    assert names(tmp_path) == ["answers.docx"]


@pytest.mark.parametrize("name", ["other.docx", "notes.txt"])
def test_a_file_that_is_no_draft_is_kept(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("My notes on Bolton.\n" * 9)
    refused(call("build", BOLTON, "-o", tmp_path / name), 2, "output-edited")
    assert (tmp_path / name).read_text().startswith("My notes")


def test_the_answers_are_never_overwritten_by_a_draft(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_bytes(BOLTON.read_bytes())
    refused(call("build", answers, "-o", answers, "--format", "text"), 2, "output-edited")
    assert answers.read_bytes() == BOLTON.read_bytes()


# Use of the command


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build"],
        ["build", "a.yaml", "--formt", "text"],
        ["build", "a.yaml", "--format", "pdf"],
        ["build", "a.yaml", "--date", "tomorrow"],
        ["library", "lst"],
        ["why", "a.yaml"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_with_exit_code_2(arguments: list[str]) -> None:
    ran = call(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_an_unknown_command_names_the_nearest_one() -> None:
    assert 'Did you mean "build"?' in call("biuld").err


def test_the_process_ends_with_the_code_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(BOMB)
    command = [sys.executable, "-m", "agreement_builder", "build", "answers.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == ["answers.yaml"]
