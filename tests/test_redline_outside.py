"""Redlines in the hands of three programs that are not ours: Docxodus, LibreOffice and the Open XML SDK validator.

LibreOffice 25 has one fault that no redline can get round: when an exhibit that ends with a chart comes or goes whole,
the heading after it takes the style of the chart's paragraph. The pairs here have none.

Without them these tests are skipped; where CI is set, they fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from agreement_builder.drafting import Draft
from tests import drafts, oracle
from tests.office import ACCEPTED, MARKED, REJECTED, Seen, seen
from tests.outside import errors
from tests.pairs import pair
from tests.redlined import plain, redline
from tests.resolved import Reading, resolved
from tests.wordfile import BODY, pack, unpack

PAIRS: Mapping[str, int] = {
    "bolton-building-inspection": 1,
    "crcog-rpip-it": 0,
    "kent-sharon-canaan-town-attorney": 1,
    "winchester-waste": 1,
}
"""Examples with the seeds of their pairs: a new cost with its exhibit, parties in another order, another service."""


def drawn(name: str) -> tuple[Draft, Draft]:
    """The old and the new draft of this name: of an example, or of Bolton with these settings."""
    if name in PAIRS:
        made = pair(name, PAIRS[name])
        return made.old, made.new
    return drafts.make(), drafts.named(name)


# The Open XML SDK


@pytest.mark.word
@pytest.mark.parametrize("name", [*PAIRS, "twelve parties", "left to counsel"])
def test_the_validator_finds_no_error_in_a_redline(name: str, tmp_path: Path) -> None:
    assert errors(redline(*drawn(name)), tmp_path) == []


# Docxodus


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine is unpacked."""
    return tmp_path_factory.mktemp("docxodus")


@pytest.mark.oracle
@pytest.mark.parametrize("name", PAIRS)
def test_another_engine_sees_no_other_words_in_a_redline_accepted_or_rejected(name: str, unpacked: Path) -> None:
    old, new = drawn(name)
    content = redline(old, new)
    assert oracle.revisions(content, plain(new), unpacked) == []
    assert oracle.revisions(resolved(content, Reading.REJECTED), plain(old), unpacked) == []


@pytest.mark.oracle
def test_the_other_engine_does_see_a_word_too_many(unpacked: Path) -> None:
    parts = unpack(plain(drafts.make()))
    parts[BODY] = parts[BODY].replace(b"The Parties agree as follows.", b"The Parties all agree as follows.", 1)
    assert oracle.revisions(plain(drafts.make()), pack(parts), unpacked) == ["ins: all "]


# LibreOffice


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Seen]]:
    """What LibreOffice shows of each redline accepted and rejected, and of the drafts themselves."""
    files: dict[tuple[str, str], tuple[bytes, str]] = {}
    for name in OPENED:
        old, new = drawn(name)
        content = redline(old, new)
        files |= {(name, ACCEPTED): (content, ACCEPTED), (name, REJECTED): (content, REJECTED)}
        files |= {(name, "new"): (plain(new), MARKED), (name, "old"): (plain(old), MARKED)}
    found = seen(files.values(), tmp_path_factory.mktemp("office"))
    return dict(zip(files, found, strict=True))


OPENED = (
    "bolton-building-inspection",
    "crcog-rpip-it",
    "kent-sharon-canaan-town-attorney",
    "left to counsel",
    "twelve parties",
)


@pytest.mark.office
@pytest.mark.parametrize("name", OPENED)
def test_libreoffice_accepts_to_the_new_draft(name: str, shown: dict[tuple[str, str], list[Seen]]) -> None:
    """In words, styles, numbers and references, all of which it computes by itself."""
    assert shown[name, ACCEPTED] == shown[name, "new"]


@pytest.mark.office
@pytest.mark.parametrize("name", OPENED)
def test_libreoffice_rejects_to_the_old_draft(name: str, shown: dict[tuple[str, str], list[Seen]]) -> None:
    assert shown[name, REJECTED] == shown[name, "old"]
