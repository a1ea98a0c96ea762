"""A redline as text: what changed, where, from which number to which, and why.

`tests/golden/redline.txt` is the text of a redline by hand. Renew it after a change that is meant, and read the diff:

    UPDATE_GOLDEN=1 pytest tests/test_redline_text.py
"""

import os
import re
from functools import lru_cache

import pytest

from agreement_builder.edition import edition_of
from agreement_builder.readers.docx.page import Page
from agreement_builder.readers.docx.read import read_page
from agreement_builder.readers.docx.readings import accepted, rejected
from agreement_builder.redline.causes.causes import Causes
from agreement_builder.redline.told.text import redline_text
from agreement_builder.redline.write import redline_docx
from agreement_builder.writers.text import WIDTH
from tests import drafts
from tests.marked import change, docx, gone, p, r
from tests.redlines import by_hand

GOLDEN = drafts.ROOT / "tests" / "golden" / "redline.txt"
PAIRS = {
    "notice": ("leaving.notice_months=18", "risk.liability=indemnity"),
    "other choices": drafts.VARIANTS["other choices"],
    "mutual assistance": drafts.VARIANTS["mutual assistance"],
}


@lru_cache(maxsize=8)
def redline_of(name: str) -> Page:
    """The page of the redline of Bolton's draft to one with other answers."""
    old, new = edition_of(drafts.make()), edition_of(drafts.make(*PAIRS[name]))
    causes = Causes(old, new, drafts.shipped_library())
    return read_page(redline_docx(old, new, causes, drafts.shipped_template()))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_redline_by_hand_is_the_golden_file() -> None:
    text = redline_text(by_hand(), title="Agreement for Inspection", old="draft AB-1", new="draft AB-2")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text.split("\n") == GOLDEN.read_text(encoding="utf-8").split("\n"), "renew it with UPDATE_GOLDEN=1"


def test_a_section_that_moved_bears_both_numbers_and_both_places() -> None:
    text = redline_text(by_hand())
    assert "Section 1.3  Records (moved to Section 2.2)" in text
    assert "Section 2.2 (was 1.3)  Records (moved here from Section 1.3)" in text
    assert "Only renumbered: Section 2.3 (was 2.2)." in text


def test_words_that_moved_are_shown_once_and_not_as_added() -> None:
    assert redline_text(by_hand()).count("shall keep the records") == 1
    assert "{+The Lead Agency" not in redline_text(by_hand())


def test_a_cause_stands_below_its_change() -> None:
    lines = redline_text(by_hand()).split("\n")
    place = next(place for place, line in enumerate(lines) if "[-five-]{+ten+}" in line)
    assert [line.strip() for line in lines[place + 1 : place + 3]] == [
        "> This was changed.",
        "> Days to inspect: 10 (was 5).",
    ]


def test_neighbors_with_the_same_cause_tell_it_once() -> None:
    text = squeezed(redline_text(redline_of("notice")))
    assert text.count(squeezed("(risk.liability)")) == 1


def test_what_did_not_change_is_only_counted_and_stands_in_the_whole() -> None:
    text, whole = redline_text(by_hand()), redline_text(by_hand(), whole=True)
    assert "(3 paragraphs unchanged)" in text
    assert "First." not in text
    assert "Paid in July." not in text
    assert "First." in whole
    assert "Paid in July." in whole
    assert "unchanged" not in whole


def test_the_contents_are_left_out_as_they_follow_the_headings() -> None:
    assert "Old entry" not in redline_text(by_hand(), whole=True)
    assert "Contents" not in redline_text(by_hand(), whole=True)


def test_a_redline_without_changes_says_so() -> None:
    text = redline_text(read_page(drafts.word_of("bolton-building-inspection", final=True)))
    assert "Nothing changed: the two drafts say the same." in text
    assert len(text.split("\n")) < 8


def test_the_summary_counts_paragraphs_and_rows() -> None:
    text = squeezed(redline_text(by_hand()))
    paragraphs = "1 paragraph reworded, 1 added, 2 struck, 2 moved, 1 set in another form"
    assert squeezed(f"In 4 sections: {paragraphs}; 1 row reworded, 1 row added, 1 row struck.") in text


def test_brackets_are_longer_where_the_agreement_has_such_brackets_itself() -> None:
    page = read_page(docx(p("AgreementText", r("a [-b-] "), change("del", gone("c")), change("ins", r("d")))))
    assert "a [-b-] [--c--]{++d++}" in redline_text(page)
    assert "[--struck--] was struck and {++added++} was added." in redline_text(page)


def test_parted_and_joined_paragraphs_say_so() -> None:
    page = read_page(docx(p("AgreementText", r("one"), mark="ins"), p("AgreementText", r("two"), mark="del"),
                          p("AgreementText", r("three"))))  # fmt: skip
    text = redline_text(page)
    assert "(parted from the next paragraph:)\n    one" in text
    assert "(joined with the next paragraph:)\n    two" in text


def test_a_moved_paragraph_that_has_no_other_place_is_told_all_the_same() -> None:
    page = read_page(docx(p("AgreementText", change("moveTo", r("one")), mark="moveTo"),
                          p("AgreementText", change("moveFrom", r("two")), mark="moveFrom")))  # fmt: skip
    text = redline_text(page)
    assert "(moved here:)\n    one" in text
    assert "(1 paragraph moved away: “two”)" in text


@pytest.mark.parametrize("name", PAIRS)
def test_no_line_of_a_redline_is_wider_than_the_page(name: str) -> None:
    text = redline_text(redline_of(name), whole=True)
    assert max(map(len, text.split("\n"))) <= WIDTH


@pytest.mark.parametrize("name", PAIRS)
def test_each_draft_can_be_read_from_the_whole_redline(name: str) -> None:
    """Without what was added it has every paragraph of the old draft, and without what was struck of the new one."""
    page = redline_of(name)
    text = redline_text(page, whole=True)
    for reading, drop, around in ((rejected, r"\{\+.*?\+\}", r"\[-|-\]"), (accepted, r"\[-.*?-\]", r"\{\+|\+\}")):
        words = squeezed(re.sub(around, "", re.sub(drop, "", text, flags=re.DOTALL)))
        lines = [line for line in reading(page).lines if not line.style.startswith("toc ") and line.text != "Contents"]
        long = [line.text for line in lines if line.cell is None and line.style != "title"]
        assert [one for one in long if squeezed(one) not in words] == []


@pytest.mark.parametrize("name", PAIRS)
def test_every_cause_of_the_file_is_told(name: str) -> None:
    page = redline_of(name)
    text = squeezed(redline_text(page))
    listed = {name for line in page.lines if line.style.startswith("toc ") for name in line.comments}
    told = [squeezed(says) for id_, one in page.comments.items() if id_ not in listed for says in one.paragraphs]
    assert told
    assert [says for says in told if says not in text.replace(">", "")] == []
