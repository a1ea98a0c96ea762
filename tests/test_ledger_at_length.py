"""A ledger of more than five hundred open points is still read by people: in the Word annex, as text, on a terminal."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from agreement_builder.drafting import Draft
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.ledger.point import Ledger
from agreement_builder.library import load
from agreement_builder.library.model import Library
from agreement_builder.writers.text import write_text
from tests import drafts
from tests.command import call
from tests.word_lint import lint
from tests.wordfile import Element, W, WordFile, text_of

TOWNS = 120
LETTERS = 58
"""As many letters as a line of a cell has in the widest column."""

LINES = 14
"""As many lines as a row may have: a quarter of a page, as rows are not torn apart."""


@lru_cache(maxsize=1)
def settings() -> tuple[str, ...]:
    """An agreement of many towns, of which next to nothing is known."""
    keys = [f"town_{number}" for number in range(1, TOWNS + 1)]
    parties = [{"id": key, "name": f"Town of Place Number {n}", "kind": "town"} for n, key in enumerate(keys, 1)]
    shares = {"method": "measure", "measure": {"of": "population", "values": dict.fromkeys(keys)}}
    return f"parties={json.dumps(parties)}", f"management.lead={keys[0]}", f"funding.shares={json.dumps(shares)}"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return drafts.make(*settings())


@pytest.fixture(scope="module")
def ledger(draft: Draft) -> Ledger:
    return ledger_of(draft)


@pytest.fixture(scope="module")
def tables(draft: Draft) -> dict[str, Element]:
    """The tables of the ledger in the Word file by their captions."""
    content = drafts.word(draft)
    assert lint(content) == []
    found, caption = {}, ""
    for block in WordFile(content).body:
        if block.tag == f"{W}p":
            caption = text_of(block)
        elif block.tag == f"{W}tbl" and caption.startswith("Open points"):
            found[caption] = block
    return found


def test_the_ledger_is_that_long_and_grouped_by_kind(ledger: Ledger, tables: dict[str, Element]) -> None:
    assert len(ledger.open) > 500
    kinds = Counter(str(point.kind) for point in ledger.open)
    assert [int(caption.rpartition("(")[2].rstrip(")")) for caption in tables] == [
        kinds[kind] for kind in ("error", "warning", "counsel", "blank", "assumption", "default") if kind in kinds
    ]


def test_each_table_says_on_every_page_what_its_columns_are(tables: dict[str, Element]) -> None:
    for table in tables.values():
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)


def test_no_row_is_higher_than_a_quarter_of_a_page(tables: dict[str, Element]) -> None:
    for table in tables.values():
        for row in table.iter(f"{W}tr"):
            assert max(len(text_of(cell)) for cell in row.iter(f"{W}tc")) <= LETTERS * LINES


def test_hundreds_of_blanks_alike_are_few_rows_in_which_each_is_named(
    ledger: Ledger, tables: dict[str, Element]
) -> None:
    rows = [row for table in tables.values() for row in table.iter(f"{W}tr")]
    assert len(rows) < 100
    words = "".join(map(text_of, rows))
    assert all(words.count(f"Town of Place Number {n};") >= 3 for n in range(2, TOWNS) if n % 25)


def test_as_text_no_line_is_longer_than_a_page_is_wide(draft: Draft) -> None:
    lines = write_text(draft).splitlines()
    start = next(place for place, line in enumerate(lines) if line.strip().startswith("Open points"))
    assert max(map(len, lines[start:])) <= 100


def test_on_a_terminal_every_point_is_found_by_its_number_within_a_few_screens(
    ledger: Ledger, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "load_library", lambda *_: library)
    laid = [part for setting in settings() for part in ("--set", setting)]
    lines = call("points", Path(drafts.BOLTON), "--date", str(drafts.DAY), *laid).out.splitlines()
    told = [match for line in lines if (match := re.match(r" *(\d+)(?:-(\d+))?  \S", line))]
    numbers = [n for match in told for n in range(int(match[1]), int(match[2] or match[1]) + 1)]
    assert sorted(numbers) == [point.number for point in ledger.open]
    assert max(len(line) for line in lines if "agreement-builder points" not in line) <= 96
    assert len(lines) <= 400
