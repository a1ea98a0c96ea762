"""Equal answers, library, date and version give equal bytes; another date gives another draft."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agreement_builder.writers.docx.write import write_docx
from tests import drafts

Build = Callable[..., bytes]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The bytes that a process of its own writes for the Bolton answers."""
    count = 0

    def run(name: str, date: str | None, **environment: str) -> bytes:
        nonlocal count
        count += 1
        output = tmp_path / str(count) / name
        output.parent.mkdir()
        dated = ["--date", date] if date else []
        command = [sys.executable, "-m", "agreement_builder", "build", drafts.BOLTON, "-o", output, *dated]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment}, cwd=tmp_path)
        return output.read_bytes()

    return run


@pytest.mark.parametrize("name", ["draft.docx", "draft.txt"])
def test_processes_with_different_hash_seeds_write_equal_bytes(name: str, build: Build) -> None:
    first = build(name, "2026-11-23", PYTHONHASHSEED="1", TZ="UTC")
    assert first == build(name, "2026-11-23", PYTHONHASHSEED="2", TZ="Pacific/Kiritimati")
    assert first != build(name, "2026-11-24", PYTHONHASHSEED="1", TZ="UTC")


def test_a_process_writes_what_the_library_function_writes(build: Build) -> None:
    assert build("draft.docx", "2026-11-23") == drafts.word_of("bolton-building-inspection")


def test_source_date_epoch_sets_the_date(build: Build) -> None:
    assert build("draft.txt", None, SOURCE_DATE_EPOCH="1795392000") == build("draft.txt", "2026-11-23")


def test_a_second_draft_in_one_process_is_no_different() -> None:
    template = drafts.shipped_template()
    assert write_docx(drafts.make(), template) == write_docx(drafts.make(), template)


def test_the_id_tells_drafts_of_different_answers_or_dates_apart() -> None:
    other_day = drafts.make(date=drafts.DAY.replace(day=24))
    ids = {drafts.make().id, drafts.make("leaving.notice_months=18").id, other_day.id}
    assert len(ids) == 3
