"""Each file of one's own is told for what it does to the shipped library: adds, replaces, lags behind, or nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import agreement_builder as ab
from agreement_builder.errors import Severity
from agreement_builder.library.load import load_library
from agreement_builder.library.place import shipped
from agreement_builder.linting.nearness import nearly_same
from tests import drafts, samples
from tests.command import call

BROKEN = "---\ntitle: [\n---\nText.\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> dict[str, str]:
    """The rule told of each file or folder, by its path in the folder."""
    found = ab.lint_overlay(folder)
    paths = [Path(str(finding.where.file)).relative_to(folder).as_posix() for finding in found]
    assert max(Counter(paths).values(), default=1) == 1
    for finding in found:
        assert (finding.severity is Severity.NOTE) == (finding.rule in ("overlay-adds", "overlay-replaces"))
        assert finding.message
        assert finding.hint or finding.severity is Severity.NOTE
    return {path: finding.rule for path, finding in zip(paths, found, strict=True)}


ORIGINAL = (shipped("clauses") / "purpose" / "standard.md").read_text(encoding="utf-8")


def test_each_file_is_told_for_what_it_does(tmp_path: Path) -> None:
    clause = samples.clause_file("Ours.")
    write(
        tmp_path,
        {
            "clauses/purpose/standard.md": ORIGINAL,
            "clauses/purpose/ours.md": clause,
            "clauses/withdrawl/fiscal-year-end.md": clause,
            "clauses/Withdrawal/any_time.md": clause,
            "clauses/withdrawals/our-way.md": clause,
            "clauses/parking/shared-lot.md": clause,
            "clauses/purpose/notes.txt": "notes",
            "clauses/purpose/standard.MD": clause,
            "clauses/loose.md": clause,
            "clauses/README.md": "Ours.",
            "clauses/authorities/mine.md": clause,
            "clauses/authorities/ca.yaml": samples.AUTHORITIES,
            "clauses/authorities/ct.yaml": samples.AUTHORITIES.replace("2026-01-01", "1999-01-01"),
            "clauses/proper-names.yaml": "names: [Ours]\n",
            "clauses/unknown.yaml": "a: b\n",
            "templates/interlocal/outline.yaml": samples.OUTLINE,
            "templates/interlocal/other.docx": "",
            "templates/outline.yaml": samples.OUTLINE,
            "purpose/beside.md": clause,
            "LICENSE": "Ours.",
            "answers.yaml": "a: b\n",
            ".git/config": "hidden",
        },
    )
    assert told(tmp_path) == {
        "answers.yaml": "overlay-ignored",
        "clauses/Withdrawal/any_time.md": "overlay-near",
        "clauses/authorities/ca.yaml": "overlay-adds",
        "clauses/authorities/ct.yaml": "overlay-behind",
        "clauses/authorities/mine.md": "overlay-ignored",
        "clauses/loose.md": "overlay-ignored",
        "clauses/parking/shared-lot.md": "overlay-adds",
        "clauses/proper-names.yaml": "overlay-replaces",
        "clauses/purpose/notes.txt": "overlay-ignored",
        "clauses/purpose/ours.md": "overlay-adds",
        "clauses/purpose/standard.MD": "overlay-ignored",
        "clauses/purpose/standard.md": "overlay-replaces",
        "clauses/unknown.yaml": "overlay-ignored",
        "clauses/withdrawals/our-way.md": "overlay-near",
        "clauses/withdrawl/fiscal-year-end.md": "overlay-near",
        "purpose": "overlay-ignored",
        "templates/interlocal/other.docx": "overlay-ignored",
        "templates/interlocal/outline.yaml": "overlay-replaces",
        "templates/outline.yaml": "overlay-ignored",
    }


def test_a_folder_of_topics_is_told_too(tmp_path: Path) -> None:
    write(
        tmp_path, {"purpose/ours.md": samples.clause_file("Ours."), "Clauses/fees/a.md": samples.clause_file("Ours.")}
    )
    found = told(tmp_path)
    assert found["Clauses"] == "overlay-near"
    assert found["purpose/ours.md"] == "overlay-adds"


PURPOSE = load_library().clauses["purpose/standard"].meta.version


@pytest.mark.parametrize(
    ("version", "rule"), [("0.9", "overlay-behind"), (PURPOSE, "overlay-replaces"), ("99.0", "overlay-replaces")]
)
def test_a_shipped_clause_that_has_moved_on_is_a_warning(version: str, rule: str, tmp_path: Path) -> None:
    write(tmp_path, {"purpose/standard.md": samples.clause_file("Ours.", version=version)})
    (finding,) = ab.lint_overlay(tmp_path)
    assert finding.rule == rule
    assert (
        f"version {drafts.shipped_library().clauses['purpose/standard'].meta.version}; yours is version {version}"
        in (finding.message)
    )


def test_the_same_words_are_told_to_be_of_no_use(tmp_path: Path) -> None:
    write(tmp_path, {"purpose/standard.md": ORIGINAL})
    (finding,) = ab.lint_overlay(tmp_path)
    assert "the same words" in finding.message
    assert finding.hint.startswith("Delete it")


@pytest.mark.parametrize("content", [BROKEN.encode(), b"\xff\xfe\x00", b""], ids=["broken", "binary", "empty"])
def test_a_file_that_cannot_be_read_is_still_told(content: bytes, tmp_path: Path) -> None:
    write(tmp_path, {"purpose/standard.md": "", "authorities/ct.yaml": ""})
    for name in ("purpose/standard.md", "authorities/ct.yaml"):
        (tmp_path / name).write_bytes(content)
    assert set(told(tmp_path).values()) == {"overlay-replaces"}


def test_the_shipped_folder_replaces_nothing_by_itself(tmp_path: Path) -> None:
    for name in ("clauses", "templates"):
        (tmp_path / name).symlink_to(shipped(name))
    assert set(told(tmp_path).values()) <= {"overlay-ignored"}
    assert not [path for path in told(tmp_path) if path.startswith("templates/")]


def test_lint_tells_notes_apart_from_faults(tmp_path: Path) -> None:
    write(tmp_path, {"purpose/ours.md": samples.clause_file("Ours.", when="count < 2"), "purpose/a.txt": "notes"})
    for arguments in ((tmp_path,), ("--library", tmp_path), (tmp_path, "--library", tmp_path)):
        out = call("library", "lint", *arguments).out
        assert "note: This file adds purpose/ours.md to the shipped library. [overlay-adds]" in out
        assert "[overlay-ignored]" in out
    found = call("library", "lint", tmp_path, "--json").json
    assert [finding["rule"] for finding in found["overlay"]] == ["overlay-adds"]
    assert "overlay-ignored" in [finding["rule"] for finding in found["findings"]]
    assert "overlay" not in call("library", "lint", "--json").json


def test_two_folders_at_once_are_wrong_use(tmp_path: Path) -> None:
    assert call("library", "lint", tmp_path, "--library", tmp_path.parent).code == 2


def test_a_new_topic_is_told_its_line_of_the_outline(tmp_path: Path) -> None:
    write(tmp_path, {"parking/lot.md": samples.clause_file("Ours.")})
    (finding,) = [f for f in ab.lint_library(tmp_path)[1] if f.rule == "clause-topic"]
    assert "- parking" in finding.hint
    assert "outline.yaml" in finding.hint


def test_names_that_are_nearly_the_same() -> None:
    known = ["withdrawal/any-time.md", "votes/by-share.md", "authorities/ct.yaml"]
    near = {
        "withdrawl/any-time.md": known[0],
        "withdrawal/anytime.md": known[0],
        "Withdrawal/Any_Time.md": known[0],
        "wihtdrawal/any-time.md": known[0],
        "withdrawal/any-tme.md": known[0],
        "votes/by-shares.md": known[1],
        "voted/mine.md": "votes/mine.md",
        "withdrawal/some-time.md": None,
        "authorities/ca.yaml": None,
        "parking/lot.md": None,
    }
    assert {name: nearly_same(name, known) for name in near} == near
