"""The shipped library is without a fault; each fault that can be made is found by its rule, file and line.

Every folder of tests/fixtures/bad_library holds one broken file, laid over the shipped library. A fault is
named like its rule; words after the rule (`clause-markup-table`) tell its kinds apart.
"""

import shutil
from functools import cache
from pathlib import Path

import pytest

from agreement_builder.errors import Finding, LibraryRefusal, Severity
from agreement_builder.explanations import explanations
from agreement_builder.library.load import load_library
from agreement_builder.linting.library import lint_library
from tests import drafts, sources
from tests.command import call

FOLDER = drafts.ROOT / "tests" / "fixtures" / "bad_library"
FAULTS = sorted(path.name for path in FOLDER.iterdir())
CLAUSE, OUTLINE, LAW = "purpose/broken.md", "templates/interlocal/outline.yaml", "requirements/more.yaml"
CHOICES = "services/more.yaml"
LINES: dict[str, tuple[str, int | None]] = {
    "answer-missing": (CLAUSE, None),
    "authority-status": ("authorities/more.yaml", 12),
    "character": (CLAUSE, 7),
    "citation-foreign": (CLAUSE, 8),
    "citation-form": ("citation-forms.yaml", 2),
    "citation-repealed": (CLAUSE, 8),
    "citation-unknown": (CLAUSE, 8),
    "choice-condition": (CHOICES, 3),
    "choice-default": (CHOICES, 3),
    "clause-blank": (CLAUSE, 7),
    "clause-empty": (CLAUSE, 5),
    "clause-fact": (CLAUSE, 7),
    "clause-fact-choice": (CLAUSE, 6),
    "clause-fill-lead": (CLAUSE, 7),
    "clause-fill-parties": (CLAUSE, 7),
    "clause-fill-shares": (CLAUSE, 7),
    "clause-filter": (CLAUSE, 7),
    "clause-forbidden-assignment": (CLAUSE, 5),
    "clause-forbidden-call": (CLAUSE, 7),
    "clause-forbidden-include": (CLAUSE, 6),
    "clause-forbidden-internals": (CLAUSE, 7),
    "clause-forbidden-loops": (CLAUSE, 7),
    "clause-forbidden-words": (CLAUSE, 5),
    "clause-front-matter": (CLAUSE, 1),
    "clause-front-matter-unclosed": (CLAUSE, 1),
    "clause-markup-after-tags": (CLAUSE, 13),
    "clause-markup-deep": (CLAUSE, 9),
    "clause-markup-second-paragraph": (CLAUSE, 9),
    "clause-reference": (CLAUSE, 7),
    "clause-reference-caption": (CLAUSE, 7),
    "clause-syntax": (CLAUSE, 8),
    "clause-topic": ("purpos/broken.md", 1),
    "clause-jurisdiction": (CLAUSE, 2),
    "law-authority": ("counsel/more.yaml", 3),
    "law-twice": (CHOICES, 3),
    "outline-choice": (OUTLINE, 11),
    "outline-condition": (OUTLINE, 11),
    "outline-default": (OUTLINE, 8),
    "outline-topic": (OUTLINE, 8),
    "outline-twice": (OUTLINE, 8),
    "outline-unknown-key": (OUTLINE, 10),
    "prose-archaic-note": (CLAUSE, 4),
    "requirement-authority": (LAW, 3),
    "requirement-condition": (LAW, 8),
    "requirement-orphan": (LAW, 3),
    "requirement-route": (LAW, 3),
    "route-unknown-key": ("routes/more.yaml", 8),
    "term-twice": ("definitions/year-of-taxes.md", 7),
    "yaml-syntax": (CLAUSE, 5),
}
"""The file at fault and the line; a fault of front matter that is not named here stands on line 4."""

RULES = {
    "authority-status": "answer-choice",
    "choice-condition": "condition-fact",
    "choice-default": "answer-value",
    "citation-form": "answer-value",
    "condition-option": "condition-choice",
    "condition-route": "condition-fact",
    "outline-choice": "condition-choice",
    "outline-condition": "condition-fact",
    "outline-unknown-key": "answer-unknown",
    "requirement-condition": "condition-fact",
    "route-unknown-key": "answer-unknown",
}
"""The rule of a fault that is not named like it."""

WITH_MORE = {"clause-choice"}
"""Faults that need a second file beside the clause."""

WARNINGS = {
    "blank-unused",
    "citation-unknown",
    "clause-topic",
    "prose-long-sentence",
    "prose-number",
    "prose-will",
}


def rule_of(fault: str) -> str:
    return RULES.get(fault) or next(
        rule for rule in sorted(explanations(), key=len, reverse=True) if fault.startswith(rule)
    )


def place_of(fault: str) -> tuple[str, int | None]:
    return LINES.get(fault, (CLAUSE, 7 if fault.startswith(("clause-markup", "prose-")) else 4))


SINGLE = [fault for fault in FAULTS if place_of(fault)[0] == CLAUSE and fault not in WITH_MORE]
"""Faults that one broken clause makes."""


def own(findings: list[Finding], folder: Path) -> list[Finding]:
    """The findings in the files of a folder."""
    return [finding for finding in findings if (finding.where.file or "").startswith(str(folder))]


@cache
def linted(fault: str) -> list[Finding]:
    return lint_library(FOLDER / fault)[1]


def test_the_shipped_library_has_no_fault() -> None:
    library, findings = lint_library()
    assert findings == []
    assert library is not None
    assert len(library.clauses) > 600


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_rule_file_and_line(fault: str) -> None:
    (found,) = own(linted(fault), FOLDER / fault)
    file, line = place_of(fault)
    assert (found.rule, found.where.file, found.where.line) == (rule_of(fault), str(FOLDER / fault / file), line)
    assert (found.severity is Severity.WARNING) == (found.rule in WARNINGS)
    assert found.message
    assert found.hint


@pytest.mark.parametrize("fault", [f for f in FAULTS if not f.startswith(("outline", "requirement", "authority"))])
def test_a_broken_clause_lays_no_blame_on_other_files(fault: str) -> None:
    assert linted(fault) == own(linted(fault), FOLDER / fault)


def test_the_command_tells_the_faults_on_stdout_with_exit_code_4() -> None:
    for fault in FAULTS[::24]:
        ran = call("library", "lint", FOLDER / fault)
        assert ran.code == (0 if rule_of(fault) in WARNINGS else 4)
        assert f"[{rule_of(fault)}]" in ran.out
        assert ran.err.strip() in ("", "Testing every clause ...")
    found = call("library", "lint", FOLDER / "clause-fact", "--json").json["findings"]
    assert [(finding["rule"], finding["where"]["line"]) for finding in found] == [("clause-fact", 7)]


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / CLAUSE
    path.parent.mkdir()
    path.write_bytes("---\ntitle: Größe\nsummary: In Latin-1.\n---\nText.\n".encode("latin-1"))
    (found,) = lint_library(tmp_path)[1]
    assert (found.rule, found.where.file) == ("library-file", str(path))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Every broken clause at once, as alternatives of one topic."""
    for fault in FAULTS:
        if fault in SINGLE:
            (tmp_path / "purpose").mkdir(exist_ok=True)
            shutil.copy(FOLDER / fault / CLAUSE, tmp_path / "purpose" / f"{fault}.md")
    return tmp_path


def test_several_bad_files_are_all_reported_at_once(many: Path) -> None:
    _, findings = lint_library(many)
    wanted = sorted((f"{many}/purpose/{f}.md", rule_of(f)) for f in SINGLE)
    assert sorted((str(finding.where.file), finding.rule) for finding in findings) == wanted


def test_a_draft_is_refused_with_every_file_that_cannot_be_read(many: Path) -> None:
    with pytest.raises(LibraryRefusal) as caught:
        load_library(many)
    rules = {finding.rule for finding in caught.value.findings}
    assert rules >= {
        "clause-front-matter",
        "yaml-syntax",
        "yaml-tag",
        "answer-missing",
        "condition-syntax",
    }


def test_findings_stand_in_the_order_of_files_and_lines(many: Path) -> None:
    _, findings = lint_library(many)
    places = [(finding.where.file or "", finding.where.line or 0) for finding in findings]
    assert places == sorted(places)


def test_every_rule_of_the_library_has_its_broken_file() -> None:
    modules = (
        "library/load.py",
        "library/model.py",
        "linting/library.py",
        "linting/prose.py",
        "compose/fill.py",
        "compose/compose.py",
    )
    made = {rule for module in modules for rule in sources.rules(module)}
    of_whole_folders_or_answers = {
        "library-missing",
        "library-file",
        "outline-missing",
        "clause-unknown",
        "clause-fill",
    }
    assert made - {rule_of(fault) for fault in FAULTS} <= of_whole_folders_or_answers
