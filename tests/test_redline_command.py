"""`redline`: what its sides may be, what it writes, and what it says where it cannot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from agreement_builder.cli.ending import ANSWERS, CLEAN, LIBRARY, USAGE
from agreement_builder.library import load
from agreement_builder.library.model import Library
from agreement_builder.readers.docx.read import read_page
from agreement_builder.readers.docx.record import record_of
from tests import drafts
from tests.command import Ran, call
from tests.test_redline_library import LIBRARIES
from tests.wordfile import BODY, W, pack, unpack

NOTICE = "leaving.notice_months=18"
DATED = ("--date", "2026-11-23")


@pytest.fixture(autouse=True)
def _loaded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped library is loaded once."""
    real = load.load_library
    monkeypatch.setattr(load, "load_library", lambda *given: real(*given) if any(given) else library)


def redline(*arguments: str | Path, cwd: Path | None = None) -> Ran:
    return call("redline", *arguments, *DATED, cwd=cwd)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Bolton's draft, as it was built."""
    path = tmp_path / "bolton.docx"
    path.write_bytes(drafts.word(drafts.make()))
    return path


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A library in which one clause has other words."""
    for name, text in LIBRARIES["a clause edited"].items():
        path = tmp_path / "ours" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "ours"


def marks(content: bytes) -> set[tuple[str | None, str | None]]:
    """Author and day of every tracked change in the body."""
    body = etree.fromstring(unpack(content)[BODY])
    found = body.iter(W + "ins", W + "del")
    return {(mark.get(W + "author"), (mark.get(W + "date") or "")[:10]) for mark in found}


def edited(content: bytes) -> bytes:
    """The file with a word changed in it as by hand, without tracking."""
    parts = unpack(content)
    assert parts[BODY].count(b"Winding Up</w:t>") >= 1
    parts[BODY] = parts[BODY].replace(b"<w:t>Severability</w:t>", b"<w:t>Partial Validity</w:t>")
    return pack(parts)


# What the sides may be


def test_answers_are_compared_with_answers_in_which_one_is_set(tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "-o", target)
    assert (ran.code, ran.last_line) == (CLEAN, target)
    assert "from 12 to 18 (leaving.notice_months)" in ran.err
    assert record_of(target.read_bytes()).file.answers.leaving.notice_months == 18


def test_a_draft_built_earlier_is_compared_by_what_it_holds(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.txt"
    ran = redline(draft, drafts.BOLTON, "--set", NOTICE, "-o", target)
    assert ran.code == CLEAN
    assert "[-twelve (12)-]{+eighteen (18)+}" in target.read_text()
    assert f"From draft {drafts.make().id} of November 23, 2026" in target.read_text()


def test_a_draft_and_a_library_are_the_answers_of_the_draft_with_that_library(
    draft: Path, overlay: Path, tmp_path: Path
) -> None:
    target = tmp_path / "r.docx"
    ran = redline(draft, overlay, "-o", target)
    assert ran.code == CLEAN
    assert "notices/exhibit is now version 1.2 (was 1.1)" in ran.err
    assert record_of(target.read_bytes()).file.answers == drafts.answers().answers


def test_two_libraries_are_compared_by_answers_that_are_named(overlay: Path, tmp_path: Path) -> None:
    ran = redline("shipped", overlay, "--answers", drafts.BOLTON, "-o", tmp_path / "r.docx")
    assert ran.code == CLEAN
    assert "notices/exhibit is now version 1.2 (was 1.1)" in ran.err


def test_nothing_is_marked_between_a_draft_and_itself(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    ran = redline(draft, draft, "-o", target)
    assert ran.code == CLEAN
    assert "Nothing differs" in ran.err
    assert marks(target.read_bytes()) == set()


def test_a_draft_that_somebody_edited_is_compared_as_it_was_built(draft: Path, tmp_path: Path) -> None:
    draft.write_bytes(edited(draft.read_bytes()))
    ran = redline(draft, drafts.BOLTON, "-o", tmp_path / "r.docx")
    assert ran.code == CLEAN
    assert "was edited since it was built (1 part)" in ran.err
    assert "agreement-builder verify" in ran.err
    assert "Nothing differs" in ran.err


# What it writes


def test_without_a_name_the_redline_is_named_like_the_new_side(tmp_path: Path) -> None:
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, cwd=tmp_path)
    assert ran.last_line == tmp_path / "answers-redline.docx"
    assert read_page(ran.last_line.read_bytes()).comments


def test_text_without_a_name_goes_to_the_screen() -> None:
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "--format", "text")
    assert ran.out.startswith("CHANGES TO INTERLOCAL AGREEMENT FOR BUILDING INSPECTION SERVICES\n")
    assert "Severability" not in ran.out


def test_the_whole_is_printed_where_it_is_asked_for() -> None:
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "--format", "text", "--whole")
    assert "Severability" in ran.out


def test_html_names_both_drafts_and_may_be_written_again(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    for _ in range(2):
        assert redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "-o", target).code == CLEAN
    assert drafts.make().id in target.read_text()
    target.write_text(target.read_text().replace("generator", "keywords"))
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "-o", target)
    assert (ran.code, "output-edited" in ran.err) == (USAGE, True)


def test_changes_bear_the_author_and_the_day_that_are_given(tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    call("redline", drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "-o", target, "--author", "The Clerk & Co.",
         "--date", "2027-01-02")  # fmt: skip
    assert marks(target.read_bytes()) == {("The Clerk & Co.", "2027-01-02")}
    assert record_of(target.read_bytes()).date == dt.date(2027, 1, 2)


def test_equal_sides_give_equal_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for target in (first, second):
        redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "-o", target)
    assert first.read_bytes() == second.read_bytes()


def test_another_title_names_the_service_as_its_cause_and_nothing_else() -> None:
    ran = redline(drafts.BOLTON, drafts.BOLTON, "--set", NOTICE, "--set", "service.name=Permits", "--format", "text")
    cover = ran.out[ran.out.index("Title and opening") : ran.out.index("Article 6")]
    assert "(service.name)" in cover
    assert "leaving.notice_months" not in cover


# What it says where it cannot


def test_two_libraries_without_answers_are_refused(overlay: Path) -> None:
    ran = redline("shipped", overlay)
    assert (ran.code, "redline-sides" in ran.err, "--answers" in ran.err) == (ANSWERS, True, True)


def test_what_is_wrong_with_both_sides_is_told_at_once(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("service: {kind: nothing}\n")
    ran = redline(tmp_path / "none.yaml", bad)
    assert ran.code == ANSWERS
    assert "none.yaml" in ran.err
    assert "bad.yaml:1" in ran.err


@pytest.mark.parametrize(("content", "rule"), [(b"no zip", "word-file"), (None, "record-missing")])
def test_a_word_file_that_is_none_of_ours_is_refused_by_name(content: bytes | None, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "theirs.docx"
    path.write_bytes(content if content is not None else drafts.shipped_template().content)
    ran = redline(path, drafts.BOLTON)
    assert (ran.code, rule in ran.err, "theirs.docx" in ran.err) == (USAGE, True, True)


def test_a_library_at_fault_is_refused(tmp_path: Path) -> None:
    clause = tmp_path / "clauses" / "notices" / "exhibit.md"
    clause.parent.mkdir(parents=True)
    clause.write_text("no front matter\n")
    assert redline(drafts.BOLTON, tmp_path).code == LIBRARY


def test_a_draft_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ran = redline(tmp_path / "none.docx", drafts.BOLTON)
    assert (ran.code, "none.docx" in ran.err) == (USAGE, True)


def test_a_name_that_says_nothing_of_the_format_is_refused(tmp_path: Path) -> None:
    ran = redline(drafts.BOLTON, drafts.BOLTON, "-o", tmp_path / "r.pdf")
    assert (ran.code, ".html for HTML" in ran.err) == (USAGE, True)
