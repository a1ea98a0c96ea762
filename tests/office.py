"""What LibreOffice shows of Word files, in the reading in which all their changes stand, are accepted or rejected.

It reads, numbers and resolves references by code of its own. Needs `.ci/install-tools`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests import drafts
from tests.outside import need

SESSION = drafts.ROOT / "tests/office_session.py"
PYTHON = Path("/usr/bin/python3")
MARKED, ACCEPTED, REJECTED = "marked", "accepted", "rejected"


@dataclass(frozen=True)
class Seen:
    """A paragraph as LibreOffice shows it: in which cell it stands (empty: in none), style, number and words."""

    cell: str
    style: str
    number: str
    words: str


def seen(files: Iterable[tuple[bytes, str]], folder: Path) -> list[list[Seen]]:
    """What each file shows in its reading, all of them opened in one office.

    Where a paragraph before a table comes or goes, or the table with it, LibreOffice keeps an empty paragraph, which
    Word does not; so empty paragraphs outside of tables, of which our drafts have none, are left out, and so is the
    style of those in cells.
    """
    need(shutil.which("soffice") is not None, "LibreOffice")
    need(_has_uno(), "python3-uno")
    jobs = []
    for place, (content, reading) in enumerate(files):
        path = folder / f"{place}.docx"
        path.write_bytes(content)
        jobs.append({"path": str(path), "reading": reading})
    command = [PYTHON, SESSION, folder / "profile"]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=True, timeout=300)
    return [list(_paragraphs(parts, "")) for parts in json.loads(done.stdout)]


def _has_uno() -> bool:
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    )


def _paragraphs(parts: list[object], cell: str) -> Iterable[Seen]:
    tables = 0
    for part in parts:
        if isinstance(part, dict):
            tables += 1
            for name, inner in part["cells"].items():
                yield from _paragraphs(inner, f"{cell}{tables}:{name}")
        else:
            assert isinstance(part, list)
            style, number, words = part
            if words or cell:
                yield Seen(cell, style if words else "", number, words)
