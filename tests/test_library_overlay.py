"""A folder of one's own, laid over the shipped library file by file."""

from __future__ import annotations

from pathlib import Path

from agreement_builder.library.load import load_library
from agreement_builder.linting.library import lint_library

MORE_LAW = """\
jurisdiction: CT
checked_through: a charter read in our own clerk's office
checked_on: 2026-11-01
authorities:
  - id: our-charter
    section: "99-1x"
    citation: Town Charter § 99-1x
    title: Contracts
    says: ["The council approves contracts of more than five years."]
    kind: process
    confidence: high
    status: in force
    source: the town clerk
"""
MORE_REQUIREMENTS = """\
jurisdiction: CT
requirements:
  - id: our-approval
    says: The council must approve a contract of more than five years.
    severity: warning
    authority: our-charter
    holds: count > 0
    remedy: Put it on the agenda of the council.
"""


def test_law_files_of_one_state_add_up(tmp_path: Path) -> None:
    (tmp_path / "authorities").mkdir()
    (tmp_path / "authorities" / "charter.yaml").write_text(MORE_LAW)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "charter.yaml").write_text(MORE_REQUIREMENTS)
    shipped, library = load_library(), load_library(tmp_path)
    assert set(library.authorities) == {*shipped.authorities, "our-charter"}
    assert len(library.requirements["CT"]) == len(shipped.requirements["CT"]) + 1
    assert "our own clerk's office" in library.checked_through("CT")
    assert library.checked_through("VT") == "never"
    assert lint_library(tmp_path)[1] == []


def test_a_file_of_the_same_name_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "clauses" / "assignment").mkdir(parents=True)
    (tmp_path / "clauses" / "assignment" / "none.md").write_text("---\ntitle: Our Own\nsummary: Ours.\n---\nNo.\n")
    library = load_library(tmp_path)
    assert library.clauses["assignment/none"].title == "Our Own"
    assert len(library.clauses) == len(load_library().clauses)
    assert library.version != load_library().version
