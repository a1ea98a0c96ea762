"""`library new`: a skeleton that is valid as it stands, changes no draft, and never takes the place of words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

import agreement_builder as ab
from agreement_builder.library.clause import BlankSpec, FrontMatter
from agreement_builder.library.load import split_front_matter
from agreement_builder.library.model import Library
from agreement_builder.linting.library import lint, lint_library
from agreement_builder.upkeep.skeleton import ENTRIES
from tests import drafts, samples
from tests.command import Ran, call
from tests.test_library_lint import own
from tests.test_library_overlay import MORE_LAW


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def refused(ran: Ran, code: int, rule: str) -> None:
    assert (ran.code, ran.out) == (code, "")
    assert f"[{rule}]" in ran.err
    assert len(ran.err.splitlines()) >= 2


def overlaid(library: Library, clause_id: str, folder: Path) -> Library:
    """The library with the skeleton of this clause in it."""
    path = folder / "clauses" / f"{clause_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ab.new_clause(library, clause_id).text)
    return ab.load_library(clauses=folder / "clauses", templates=folder / "templates")


# The skeleton


def test_every_entry_of_the_front_matter_is_explained_and_shown(library: Library) -> None:
    head, _, _ = split_front_matter(ab.new_clause(library, "parking/shared-lot").text)
    assert set(ENTRIES) == set(FrontMatter.model_fields)
    assert head is not None
    for name in (*FrontMatter.model_fields, *BlankSpec.model_fields):
        assert f"{name}:" in head


def test_with_every_remark_made_an_entry_it_is_still_front_matter(library: Library) -> None:
    head, _, _ = split_front_matter(ab.new_clause(library, "parking/shared-lot").text)
    assert head is not None
    entries = [line.removeprefix("# ") for line in head.split("\n") if line.split(":")[0].lstrip("# ") in ENTRIES]
    given = {
        name: value for entry in entries for name, value in (yaml.safe_load(entry) or {}).items() if name != "blanks"
    }
    assert FrontMatter.model_validate(given).services == ("building_inspection",)


@pytest.mark.parametrize("clause_id", ["alpha/other", "beta/first", "definitions/our-term", "alpha/true", "true/null"])
def test_a_skeleton_has_no_fault_but_a_topic_without_a_place(clause_id: str, tmp_path: Path) -> None:
    mini = samples.make_library(tmp_path)
    laid = overlaid(mini, clause_id, tmp_path)
    faults = [
        finding.rule for finding in lint(laid) if "alpha" in str(finding.where) or clause_id in str(finding.where)
    ]
    placed = clause_id.startswith(("alpha", "beta", "definitions"))
    assert faults == ([] if placed else ["clause-topic"])
    assert ab.new_clause(mini, clause_id).placed == placed


def test_a_topic_without_a_place_gets_its_line_of_the_outline(tmp_path: Path) -> None:
    mini = samples.make_library(tmp_path)
    line = ab.new_clause(mini, "parking/shared-lot").advice[1]
    outline = tmp_path / "templates" / "interlocal" / "outline.yaml"
    text = outline.read_text().replace("topics: [defined-terms,", f"topics: [defined-terms, {line.strip(' -')},")
    outline.write_text(text)
    assert [f for f in lint(overlaid(mini, "parking/shared-lot", tmp_path)) if "parking" in str(f.where)] == []


def test_a_second_alternative_changes_no_draft(tmp_path: Path) -> None:
    mini = samples.make_library(tmp_path)
    before = ab.write_text(samples.make_draft(mini, samples.make_answers()))
    after = ab.write_text(samples.make_draft(overlaid(mini, "alpha/other", tmp_path), samples.make_answers()))
    assert after.splitlines()[3:] == before.splitlines()[3:]


def test_the_only_alternative_of_an_optional_topic_is_to_become_its_default(tmp_path: Path) -> None:
    mini = samples.make_library(tmp_path, {"clauses/beta/first.md": samples.clause_file("One.", title="Beta")})
    advice = " ".join(ab.new_clause(mini, "beta/second").advice)
    assert "{topic: beta, optional: true, default: beta/first}" in advice


def test_a_definition_defines_its_name(library: Library) -> None:
    assert '**"Service Area"** means' in ab.new_clause(library, "definitions/service-area").text


# The command


def test_it_is_written_beside_ones_own_clauses(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    ran = call("library", "new", "alpha/ours", "--library", tmp_path)
    assert (ran.code, ran.last_line) == (0, tmp_path / "clauses" / "alpha" / "ours.md")
    assert names(tmp_path) == ["clauses/alpha/ours.md"]
    assert "- alpha" in ran.err
    assert f"copy {drafts.shipped_library().outline_file} to {tmp_path}/templates/interlocal/outline.yaml" in ran.err


def test_it_is_written_among_topics_where_the_folder_holds_them(tmp_path: Path) -> None:
    (tmp_path / "purpose").mkdir()
    (tmp_path / "purpose" / "ours.md").write_text(samples.clause_file("We agree."))
    (tmp_path / "authorities").mkdir()
    (tmp_path / "authorities" / "charter.yaml").write_text(MORE_LAW)
    assert call("library", "new", "purpose/second", "--library", tmp_path).last_line == tmp_path / "purpose/second.md"
    assert "Move the topics" in call("library", "new", "alpha/ours", "--library", tmp_path).err


def test_without_a_folder_it_goes_into_this_one(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.md").write_text("# Notes\n")
    assert call("library", "new", "purpose/ours", cwd=tmp_path).code == 0
    assert names(tmp_path) == ["clauses/purpose/ours.md", "notes/mine.md"]


def test_what_was_written_lints_clean(tmp_path: Path) -> None:
    for clause_id in ("purpose/ours", "definitions/service-area"):
        assert call("library", "new", clause_id, "--library", tmp_path).code == 0
    assert own(ab.lint_library(tmp_path)[1], tmp_path) == []


BAD_IDS = (
    "x",
    "",
    "/",
    "Fees/waived",
    "fees/Waived",
    "../fees/x",
    "fees/../../x",
    "fees/x.md",
    "fees/x/y",
    "fees/ x",
    "fees/é",
    "fees/x\n",
    f"fees/{'x' * 300}",
    "authorities/mine",
    "requirements/mine",
)


@pytest.mark.parametrize("clause_id", BAD_IDS, ids=range(len(BAD_IDS)))
def test_an_id_that_can_be_none_is_refused(clause_id: str, tmp_path: Path) -> None:
    refused(call("library", "new", "--library", tmp_path, "--", clause_id), 2, "clause-id")
    assert list(tmp_path.iterdir()) == []


def test_a_shipped_clause_is_not_hidden(tmp_path: Path) -> None:
    refused(call("library", "new", "purpose/standard", "--library", tmp_path), 2, "clause-exists")
    assert names(tmp_path) == []


@pytest.mark.parametrize("content", [b"---\nbroken", b"\xff\xfe\x00", b""], ids=["broken", "binary", "empty"])
def test_an_existing_file_is_kept(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "clauses" / "purpose" / "ours.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    refused(call("library", "new", "purpose/ours", "--library", tmp_path), 2, "clause-exists")
    assert path.read_bytes() == content


def test_a_dangling_link_is_kept(tmp_path: Path) -> None:
    (tmp_path / "clauses" / "purpose").mkdir(parents=True)
    (tmp_path / "clauses" / "purpose" / "ours.md").symlink_to(tmp_path / "nowhere")
    refused(call("library", "new", "purpose/ours", "--library", tmp_path), 2, "clause-exists")


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / "purpose").write_text("not a folder")
    refused(call("library", "new", "purpose/ours", "--library", tmp_path), 2, "output-unwritable")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    ran = call("library", "new", "purpose/ours", "--library", tmp_path / "own")
    assert ran.code == 0
    assert ran.last_line == tmp_path / "own" / "clauses" / "purpose" / "ours.md"
    assert lint_library(tmp_path / "own")[1] == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(call("library", "new", "purpose/ours", "--library", tmp_path / "file"), 4, "library-missing")
    assert names(tmp_path) == ["file"]


def test_a_broken_outline_is_told(tmp_path: Path) -> None:
    path = tmp_path / "templates" / "interlocal" / "outline.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: [\n")
    refused(call("library", "new", "purpose/ours", "--library", tmp_path), 4, "yaml-syntax")


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, os.strerror(28))))
    refused(call("library", "new", "purpose/ours", "--library", tmp_path), 2, "output-unwritable")
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_library_can_be_added_to_in_a_checkout(tmp_path: Path) -> None:
    for folder in ("clauses", "templates"):
        shutil.copytree(drafts.ROOT / folder, tmp_path / folder)
    assert call("library", "new", "purpose/ours", cwd=tmp_path).last_line == tmp_path / "clauses/purpose/ours.md"
