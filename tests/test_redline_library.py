"""Redlines between versions of the clause library: clauses edited, added and left out, and sections that moved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from agreement_builder.drafting import Draft, draft
from tests import drafts, samples
from tests.redlined import changes, faults, redline
from tests.wordfile import W, unpack

NOTICES = "clauses/notices/exhibit.md"
OUTLINE = "templates/interlocal/outline.yaml"
OURS = samples.clause_file("Nobody shall be late.", title="Events Beyond Control", services=["building_inspection"])


def shipped(name: str, *swaps: tuple[str, str]) -> str:
    """A file of the shipped library with other words in it."""
    text = (drafts.ROOT / name).read_text(encoding="utf-8")
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def exchanged(first: str, second: str, after: str) -> str:
    """The outline with two articles that follow each other in the other order; `after` begins what follows them."""
    text = shipped(OUTLINE)
    starts = [text.index(f"  - id: {name}\n") for name in (first, second)]
    end = text.index(after)
    return text[: starts[0]] + text[starts[1] : end] + "\n" + text[starts[0] : starts[1]].rstrip() + "\n" + text[end:]


LIBRARIES: Mapping[str, Mapping[str, str]] = {
    "a clause edited": {
        NOTICES: shipped(
            NOTICES, ('"1.1"', '"1.2"'), ("must be in writing.", "must be in writing and signed."),
            ("1. *Electronic mail.* Electronic mail is enough for invoices, reports and daily business, and not for"
             " notices of default, withdrawal or dispute.\n", ""),
        )
    },
    "a clause added": {"clauses/force-majeure/ours.md": OURS},
    "a section left out": {OUTLINE: shipped(OUTLINE, ("      - severability\n", ""))},
    "a section moved within its article": {
        OUTLINE: shipped(OUTLINE, ("      - insurance\n      - liability\n", "      - liability\n      - insurance\n"))
    },
    "a section moved to another article": {
        OUTLINE: shipped(
            OUTLINE, ("      - disputes\n", ""), ("      - notices\n", "      - notices\n      - disputes\n")
        )
    },
    "an article renamed": {OUTLINE: shipped(OUTLINE, ("heading: Risk and Records", "heading: Risks"))},
    "two articles exchanged": {OUTLINE: exchanged("risk", "general", "\nclosing:")},
}  # fmt: skip
"""Files laid over the shipped library."""


def other(folder: Path, name: str) -> Draft:
    """Bolton's draft of the library with the files of this name laid over it."""
    library = samples.make_library(folder, LIBRARIES[name], overlay=True)
    return draft(library, drafts.answers(), drafts.DAY)


def said(content: bytes) -> list[str]:
    """What the comments say, a paragraph each."""
    comments = etree.fromstring(unpack(content)["word/comments.xml"])
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in comments.iter(f"{W}p")]


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_redline_between_libraries_holds_both_drafts(name: str, tmp_path: Path) -> None:
    old, new = drafts.make(), other(tmp_path, name)
    assert faults(redline(old, new), old, new) == []


def test_the_change_of_a_clause_names_its_versions(tmp_path: Path) -> None:
    causes = [line for line in said(redline(drafts.make(), other(tmp_path, "a clause edited"))) if "notices/" in line]
    assert causes
    assert all("1.1" in line and "1.2" in line for line in causes)


@pytest.mark.parametrize("name", ["a section moved within its article", "a section moved to another article"])
def test_a_section_that_moved_is_told_as_moved(name: str, tmp_path: Path) -> None:
    content = redline(drafts.make(), other(tmp_path, name))
    names = {etree.QName(change).localname for change in changes(content)}
    assert {"moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"} <= names
    assert any(line.startswith("Moved: this was Section") for line in said(content))
