"""What a batch remembers of each draft, in a folder beside the drafts: what it was made of, and what was found.

Each draft has a file of its own, written whole after it is made; so a batch that is broken off at any point goes on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agreement_builder.answers.batch import BatchRow
from agreement_builder.errors import Finding, Severity, Where
from agreement_builder.wholefile import write_whole

FOLDER = ".batch"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one draft; `digest` is empty while it is being made.

    `ours` has the digests of the bytes that the program has written, or was about to write, under its names, and
    `draft` that of the draft.
    """

    digest: str
    date: str
    findings: tuple[Finding, ...]
    ours: tuple[str, ...] = ()
    draft: str = ""


def digest_of(made_of: str, base: str, row: BatchRow) -> str:
    """What a draft is made of, in one digest; its date is not part of it."""
    cells = [[column.path, cell] for column, cell in row.cells]
    return hashlib.sha256(json.dumps([made_of, base, cells]).encode()).hexdigest()


def read_record(folder: Path, draft: str) -> Record | None:
    """The record of a draft; None if there is none that can be read."""
    try:
        data = json.loads((folder / FOLDER / f"{draft}.json").read_bytes())
        findings = tuple(_finding(one) for one in data["findings"])
        return Record(str(data["digest"]), str(data["date"]), findings, tuple(data["ours"]), str(data["draft"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(folder: Path, draft: str, record: Record) -> None:
    """Write the record of a draft whole; raises OutputRefusal."""
    data = {
        "digest": record.digest,
        "date": record.date,
        "ours": list(record.ours),
        "draft": record.draft,
        "findings": [finding.as_dict() for finding in record.findings],
    }
    write_whole(folder / FOLDER / f"{draft}.json", json.dumps(data, ensure_ascii=False, indent=1).encode())


def _finding(data: Mapping[str, Any]) -> Finding:
    where, severity = Where(**data["where"]), Severity(data["severity"])
    return Finding(rule=data["rule"], severity=severity, where=where, message=data["message"], hint=data["hint"])
