"""Two libraries compared: everything that differs is named, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import agreement_builder as ab
from agreement_builder.library.model import Library
from agreement_builder.library.place import shipped
from agreement_builder.upkeep.comparing import Comparison, Entry, number
from agreement_builder.upkeep.worddiff import word_diff
from tests import samples
from tests.command import call
from tests.test_library_new import refused

ALPHA = "clauses/alpha/standard.md"
OTHER = "clauses/alpha/other.md"
OUTLINE = "templates/interlocal/outline.yaml"
LAW = "clauses/authorities/ct.yaml"
RULES = "clauses/requirements/ct.yaml"
DEMAND = """\
jurisdiction: CT
requirements:
  - {id: must, says: It must., severity: error, authority: good, remedy: Do it., holds: count > 0}
"""


Files = Mapping[str, str | None]
Pair = Callable[[Files, Files], tuple[Library, Library]]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two small libraries with these files, in the folders old and new."""

    def make(old: Files, new: Files) -> tuple[Library, Library]:
        return samples.make_library(tmp_path / "old", old), samples.make_library(tmp_path / "new", new)

    return make


def changed(comparison: Comparison, kind: str) -> dict[str, tuple[Entry, ...]]:
    return {change.id: change.entries for change in comparison.part(kind).changed}


# What differs


def test_a_library_does_not_differ_from_itself(library: Library) -> None:
    comparison = ab.compare_libraries(library, library)
    assert comparison.same
    assert comparison.findings == ()


def test_added_and_removed_clauses_are_named(pair: Pair) -> None:
    old, new = pair({OTHER: samples.clause_file("Else.")}, {"clauses/beta/one.md": samples.clause_file("One.")})
    part = ab.compare_libraries(old, new).part("clauses")
    assert (part.added, part.removed, part.changed) == (("beta/one",), ("alpha/other",), ())


def test_a_changed_clause_tells_its_entries_and_its_words(pair: Pair) -> None:
    days = {"days": {"ask": "How many?", "label": "days", "type": "integer"}}
    old, new = pair(
        {ALPHA: samples.clause_file("The parties agree to {{ blanks.days }} days.", blanks=days)},
        {
            ALPHA: samples.clause_file(
                "The parties agree to {{ blanks.days }} full days.",
                blanks={"days": {**days["days"], "ask": "How many days?"}},
                version="1.1",
                when="count > 2",
            )
        },
    )
    comparison = ab.compare_libraries(old, new)
    (change,) = comparison.part("clauses").changed
    assert set(change.entries) == {
        Entry("blanks.days.ask", "How many?", "How many days?"),
        Entry("version", "1.0", "1.1"),
        Entry("when", None, "count > 2"),
    }
    assert change.text == ("The parties agree to {{ blanks.days }} {+full+} days.",)
    assert comparison.findings == ()


@pytest.mark.parametrize(
    ("version", "told"),
    [("1.0", True), ("1.1", False), ("2.0", False), ("0.9", True)],
)
def test_words_changed_under_the_same_version_are_a_finding(version: str, told: bool, pair: Pair) -> None:
    text = samples.clause_file("The parties agree fully.", version=version)
    old, new = pair({ALPHA: samples.clause_file("The parties agree.", version="1.0")}, {ALPHA: text})
    findings = ab.compare_libraries(old, new).findings
    assert [finding.rule for finding in findings] == (["version-kept"] if told else [])
    assert all(finding.where.file == new.clauses["alpha/standard"].file for finding in findings)
    assert all(finding.hint for finding in findings)


def test_a_changed_heading_is_words_and_a_changed_note_is_not(pair: Pair) -> None:
    old, new = pair({ALPHA: samples.clause_file("A.", title="One")}, {ALPHA: samples.clause_file("A.", title="Two")})
    assert len(ab.compare_libraries(old, new).findings) == 1
    old, new = pair({ALPHA: samples.clause_file("A.", note="One")}, {ALPHA: samples.clause_file("A.", note="Two")})
    assert ab.compare_libraries(old, new).findings == ()


def test_spaces_and_line_ends_are_no_words(pair: Pair) -> None:
    old, new = pair(
        {ALPHA: samples.clause_file("The  parties agree.\n")}, {ALPHA: samples.clause_file("The parties agree.")}
    )
    assert ab.compare_libraries(old, new).same


def test_versions_are_numbers() -> None:
    assert number("1.10") > number("1.9")


def test_law_that_differs_is_told(pair: Pair) -> None:
    old, new = pair({RULES: DEMAND}, {LAW: samples.AUTHORITIES.replace("repealed in 2011", "repealed in 2012")})
    comparison = ab.compare_libraries(old, new)
    assert comparison.part("requirements").removed == ("must",)
    assert changed(comparison, "authorities") == {
        "gone": (Entry("status_note", "repealed in 2011", "repealed in 2012"),)
    }


def test_topics_that_come_go_move_or_become_optional_are_told(pair: Pair) -> None:
    gamma = {"clauses/gamma/one.md": samples.clause_file("One.")}
    outline = samples.OUTLINE.replace("alpha, {topic: beta, optional: true}", "gamma, {topic: alpha, optional: true}")
    old, new = pair({}, {OUTLINE: outline, **gamma})
    comparison = ab.compare_libraries(old, new)
    part = comparison.part("topics")
    assert (part.added, part.removed) == (("gamma",), ("beta",))
    assert changed(comparison, "topics") == {"alpha": (Entry("optional", False, True),)}
    moved = samples.OUTLINE.replace("[defined-terms, alpha,", "[alpha, defined-terms,")
    old, new = pair({}, {OUTLINE: moved, **gamma})
    assert [
        entry.name for entries in changed(ab.compare_libraries(old, new), "topics").values() for entry in entries
    ] == ["after"]


# Words


def test_words_are_marked_line_by_line() -> None:
    assert word_diff("a b c\nsame\nd e", "a x c\nsame\nd e f") == ("a [-b-] {+x+} c", "d e {+f+}")
    assert word_diff("one\ntwo", "one") == ("[-two-]",)
    assert word_diff("", "new\nlines") == ("{+new+}", "{+lines+}")


LINES = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=6).map(" ".join), max_size=5).map("\n".join)


@given(LINES, LINES)
def test_the_marks_hold_exactly_the_words_that_differ(old: str, new: str) -> None:
    text = "\n".join(word_diff(old, new))
    gone = Counter(" ".join(re.findall(r"\[-(.*?)-\]", text)).split())
    come = Counter(" ".join(re.findall(r"\{\+(.*?)\+\}", text)).split())
    assert gone <= Counter(old.split())
    assert come <= Counter(new.split())
    assert Counter(old.split()) - gone == Counter(new.split()) - come
    assert (text == "") == (old.split() == new.split())


# Folders


def test_a_folder_is_a_library_by_itself_or_laid_over_the_shipped_one(tmp_path: Path, library: Library) -> None:
    samples.make_library(tmp_path / "whole")
    assert set(ab.load_folder(tmp_path / "whole").topics) == {"parties", "defined-terms", "alpha", "signing"}
    (tmp_path / "own" / "purpose").mkdir(parents=True)
    (tmp_path / "own" / "purpose" / "ours.md").write_text(samples.clause_file("Ours."))
    assert set(ab.load_folder(tmp_path / "own").clauses) == {*library.clauses, "purpose/ours"}
    assert ab.load_folder("shipped").version == library.version


def test_the_command_tells_an_overlay_from_the_shipped_library(tmp_path: Path) -> None:
    (tmp_path / "clauses" / "purpose").mkdir(parents=True)
    (tmp_path / "clauses" / "purpose" / "standard.md").write_text(samples.clause_file("Ours alone.", title="Our Aim"))
    (tmp_path / "clauses" / "purpose" / "ours.md").write_text(samples.clause_file("Ours.", when="count < 2"))
    ran = call("library", "diff", "shipped", tmp_path)
    assert ran.code == 0
    assert "  added: purpose/ours (For tests.)" in ran.out
    assert "  changed: purpose/standard" in ran.out
    assert "{+Ours alone.+}" in ran.out
    assert "[version-kept]" in ran.out
    told = call("library", "diff", "shipped", tmp_path, "--json").json
    assert told["clauses"]["added"] == ["purpose/ours"]
    assert [finding["rule"] for finding in told["findings"]] == ["version-kept"]
    assert set(told) >= {"authorities", "requirements", "topics"}


def test_the_command_says_so_if_nothing_differs() -> None:
    assert "same clauses, law and outline" in call("library", "diff", "shipped", "shipped").out


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("notes")
    (tmp_path / "file").write_bytes(b"\x00")
    for name in ("none", "empty", "notes", "file"):
        refused(call("library", "diff", "shipped", tmp_path / name), 4, "library-missing")
        refused(call("library", "diff", tmp_path / name, "shipped"), 4, "library-missing")


def test_a_library_at_fault_is_refused_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "purpose").mkdir()
    (tmp_path / "purpose" / "ours.md").write_bytes(b"---\ntitle: \xff\xfe\n")
    ran = call("library", "diff", "shipped", tmp_path)
    refused(ran, 4, "library-file")
    assert str(tmp_path / "purpose" / "ours.md") in ran.err


def test_a_whole_library_at_fault_is_refused(tmp_path: Path) -> None:
    samples.make_library(tmp_path)
    (tmp_path / OTHER).write_text("no front matter")
    refused(call("library", "diff", tmp_path, "shipped"), 4, "clause-front-matter")


def test_a_changed_step_or_suggested_measure_is_told(tmp_path: Path) -> None:
    for name, old, new in (
        ("requirements/ct-dispatch.yaml", "Obtain approval of", "Obtain the approval of"),
        ("services/dispatch.yaml", "measures:\n", "measures:\n  - measure: Calls answered twice\n"),
    ):
        text = (shipped("clauses") / name).read_text()
        assert old in text
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace(old, new, 1))
    found = ab.compare_libraries(ab.load_library(), ab.load_library(tmp_path))
    assert [len(found.part("steps").added), len(found.part("steps").removed)] == [1, 1]
    assert [change.id for change in found.part("measures").changed] == ["dispatch"]
