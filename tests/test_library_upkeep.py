"""The library in numbers, the page that lists everything, and one clause in Word."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import agreement_builder as ab
from agreement_builder.cli import library as command
from agreement_builder.compose.specimen import specimen
from agreement_builder.document.walk import block_runs, plain
from agreement_builder.library.model import Library
from agreement_builder.upkeep.counting import word_count
from tests import drafts, samples
from tests.command import call
from tests.test_library_new import names, refused
from tests.word_lint import lint as word_lint
from tests.wordfile import WordFile, text_of

# Numbers


def test_the_numbers_of_a_small_library(tmp_path: Path) -> None:
    days = {"days": {"ask": "How many?", "label": "days", "type": "integer"}}
    text = "{% if count > 2 %}\nThe parties' by-laws.\n{% endif %}\nIn {{ blanks.days }} days under [Section](#alpha)."
    library = samples.make_library(
        tmp_path,
        {
            "clauses/alpha/other.md": samples.clause_file(
                text, blanks=days, authorities=["good"], jurisdictions=["CT"]
            ),
            "clauses/beta/one.md": samples.clause_file("Old.", status="retired", services=["dispatch"]),
            "clauses/definitions/day.md": samples.clause_file('**"Day"** means a day.'),
        },
    )
    found = ab.library_stats(library)
    assert (found.topics, found.alternatives, found.definitions, found.blanks) == (5, 6, 1, 1)
    assert found.statuses == {"draft": 6, "retired": 1}
    assert found.services == {"dispatch": 1}
    assert found.jurisdictions == {"CT": 1}
    assert found.authorities == {"in force": 1, "repealed": 1}
    assert found.single == ("beta", "defined-terms", "parties", "signing")
    assert set(found.unsupported) == set(library.clauses) - {"alpha/other"}
    assert found.oldest_check == dt.date(2026, 1, 1)
    assert found.words == sum(map(word_count, library.clauses.values()))
    assert word_count(library.clauses["alpha/other"]) == 7
    assert word_count(library.clauses["definitions/day"]) == 4


def test_a_library_without_law_was_never_checked(tmp_path: Path) -> None:
    library = samples.make_library(tmp_path, {"clauses/authorities/ct.yaml": None})
    assert ab.library_stats(library).oldest_check is None


def test_the_numbers_add_up(library: Library) -> None:
    found = ab.library_stats(library)
    assert found.alternatives + found.definitions == len(library.clauses) == sum(found.statuses.values())
    assert sum(found.authorities.values()) == len(library.authorities)
    assert call("library", "stats", "--json").json == {**found.as_dict(), "single": list(found.single)} | {
        "unsupported": list(found.unsupported),
        "oldest_check": str(found.oldest_check),
    }


def test_the_numbers_on_the_screen_are_the_same(library: Library) -> None:
    out = call("library", "stats").out
    found = ab.library_stats(library)
    for number in (found.topics, found.alternatives, found.requirements):
        assert f" {number:,}\n" in out
    assert set(found.single) <= set(re.findall(r"[\w-]+", out))
    assert f"oldest check of law: {found.oldest_check}" in out


@pytest.mark.parametrize("verb", ["stats", "catalogue"])
def test_a_missing_library_is_refused(verb: str, tmp_path: Path) -> None:
    refused(call("library", verb, "--library", tmp_path / "none"), 4, "library-missing")


# The catalogue

PAGE = drafts.ROOT / "clauses" / "CATALOGUE.md"


def test_the_catalogue_is_that_of_the_library(library: Library) -> None:
    assert PAGE.read_text(encoding="utf-8") == ab.write_catalogue(library), (
        "renew it with: agreement-builder library catalogue > clauses/CATALOGUE.md"
    )


def test_the_command_prints_the_page_and_nothing_else(library: Library) -> None:
    assert call("library", "catalogue").out == ab.write_catalogue(library)


def test_everything_in_the_library_stands_on_the_page(library: Library) -> None:
    page = ab.write_catalogue(library)
    for clause in library.clauses.values():
        assert f"[{clause.id}]({clause.id}.md): " in page
        for name in clause.meta.blanks:
            assert f"`blanks.{clause.topic}.{name}`" in page
    for name in (
        *library.authorities,
        *(f"choices.{name}" for name in library.choices),
        *(row.id for rows in library.requirements.values() for row in rows),
        *(row.id for rows in library.counsel.values() for row in rows),
    ):
        assert f"`{name}`" in page
    for law in library.law:
        assert law.checked_through in page


def test_the_topics_stand_in_the_order_of_the_outline(library: Library) -> None:
    page = ab.write_catalogue(library)
    told = re.findall(r"^\*\*([\w-]+)\*\*", page, re.MULTILINE)
    assert told == [slot.topic for slot in library.outline.slots()]


def test_every_line_can_be_read_and_every_table_is_even(library: Library) -> None:
    rows: list[int] = []
    for line in ab.write_catalogue(library).splitlines():
        assert len(line) < 500
        assert line == line.rstrip()
        if line.startswith("|"):
            rows.append(len(re.findall(r"(?<!\\)\|", line)))
            assert rows[-1] == rows[0]
        else:
            rows.clear()


def test_signs_of_markdown_in_a_summary_are_only_words(tmp_path: Path) -> None:
    file = samples.clause_file("Text.", summary="A | b, <i>, *c*, [d](e) and `f`\n of two lines").replace(
        "For tests.", ""
    )
    library = samples.make_library(tmp_path, {"clauses/alpha/standard.md": file})
    assert r"A \| b, \<i\>, \*c\*, \[d\](e) and \`f\` of two lines" in ab.write_catalogue(library)


def test_when_a_clause_is_chosen_is_told(tmp_path: Path) -> None:
    first = samples.clause_file("One.", when="count > 2")
    library = samples.make_library(
        tmp_path,
        {
            "clauses/alpha/first.md": first,
            "clauses/beta/one.md": samples.clause_file("One.", status="retired"),
            "clauses/beta/two.md": samples.clause_file("Two."),
            "clauses/beta/three.md": samples.clause_file("Three.", services=["dispatch"]),
            "clauses/gamma/one.md": samples.clause_file("One."),
        },
    )
    page = ab.write_catalogue(library)
    told = dict(re.findall(r"^- \[([\w/-]+)\].*\n  - chosen (.*)$", page, re.MULTILINE))
    assert told == {
        "parties/standard": "always",
        "defined-terms/standard": "always",
        "alpha/first": "when `count > 2`",
        "alpha/standard": "where no other applies",
        "beta/one": "never, as it is retired",
        "beta/two": "only by hand",
        "beta/three": "for its services",
        "signing/standard": "always",
        "gamma/one": "never",
    }


# One clause


def test_every_clause_can_be_written_to_word_and_is_sound(library: Library) -> None:
    template = ab.read_template(library.template)
    for clause in library.clauses.values():
        content = ab.write_clause_docx(library, clause, template, drafts.DAY)
        file = WordFile(content)
        assert word_lint(content) == []
        assert clause.title in text_of(file.body)
        assert f"Clause {clause.id}, version {clause.meta.version}" in text_of(file.root("word/comments.xml"))


def test_the_note_is_a_comment_and_the_same_clause_is_the_same_file(library: Library) -> None:
    template = ab.read_template(library.template)
    clause = ab.clause_by_id(library, "withdrawal/fiscal-year-end")
    content = ab.write_clause_docx(library, clause, template, drafts.DAY)
    assert clause.meta.note
    assert clause.meta.note in text_of(WordFile(content).root("word/comments.xml"))
    assert content == ab.write_clause_docx(library, clause, template, drafts.DAY)


def test_blanks_conditions_and_other_sections_are_placeholders(tmp_path: Path) -> None:
    days = {"days": {"ask": "How many?", "label": "number of days", "type": "integer"}}
    text = (
        "{% if count > 2 %}\n1. *Notice.* In {{ blanks.days | number }} days{% if shared %}, paid"
        "{% else %}, free{% endif %}.\n"
        "{% endif %}\n1. Under [Section](#beta) and [Section](#alpha/notice), {{ leaving.notice_months }} months:\n"
        "{% for party in parties %}\n   1. {{ party.the_name }};\n{% endfor %}\n"
    )
    library = samples.make_library(tmp_path, {"clauses/alpha/standard.md": samples.clause_file(text, blanks=days)})
    words = [plain(content) for content in block_runs(specimen(library.clauses["alpha/standard"]))]
    assert words == [
        "[if count > 2:]",
        "Notice. In [number of days] days[if shared:], paid[otherwise:], free[end].",
        "[end]",
        "Under [beta] and [alpha/notice], [Months of notice before withdrawal] months:",
        "[for each of parties:] [name of the party]; [end]",
    ]
    content = ab.write_clause_docx(library, library.clauses["alpha/standard"], drafts.shipped_template(), drafts.DAY)
    shown = text_of(WordFile(content).body)
    assert "[Section: beta]" in shown
    assert "Section 1.1(a)" in shown


def test_a_clause_goes_into_the_file_that_is_named(tmp_path: Path) -> None:
    ran = call("library", "show", "purpose/standard", "-o", tmp_path / "clause.docx", "--date", "2026-11-23")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'clause.docx'}\n")
    assert (tmp_path / "clause.docx").read_bytes().startswith(b"PK")
    assert call("library", "show", "purpose/standard", "-o", tmp_path / "clause.docx").code == 0


def test_a_document_of_somebody_else_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "clause.docx").write_bytes(b"mine")
    refused(call("library", "show", "purpose/standard", "-o", tmp_path / "clause.docx"), 2, "output-edited")
    assert (tmp_path / "clause.docx").read_bytes() == b"mine"
    assert call("library", "show", "purpose/standard", "-o", tmp_path / "clause.docx", "--force").code == 0


@pytest.mark.parametrize(
    ("output", "rule"),
    [("a.pdf", "output-format"), ("a.txt", "output-format"), ("a", "output-format"), ("no/a.docx", "output-folder")],
)
def test_a_name_that_cannot_be_written_is_refused(output: str, rule: str, tmp_path: Path) -> None:
    refused(call("library", "show", "purpose/standard", "-o", tmp_path / output), 2, rule)
    assert names(tmp_path) == []


def test_an_unknown_clause_is_refused_and_nothing_written(tmp_path: Path) -> None:
    refused(call("library", "show", "purpose/standrd", "-o", tmp_path / "a.docx"), 4, "clause-unknown")
    assert names(tmp_path) == []


def test_a_clause_at_fault_is_refused(tmp_path: Path) -> None:
    (tmp_path / "purpose").mkdir()
    (tmp_path / "purpose" / "ours.md").write_text(samples.clause_file("# A heading"))
    ran = call("library", "show", "purpose/ours", "--library", tmp_path, "-o", tmp_path / "a.docx")
    refused(ran, 4, "clause-markup")
    assert not (tmp_path / "a.docx").exists()


# Documentation


def test_the_readme_names_every_verb_of_the_library() -> None:
    row = next(line for line in (drafts.ROOT / "README.md").read_text().splitlines() if line.startswith("| `library"))
    assert set(re.findall(r"`(?:library )?(\w+)`", row)) == set(command.command.commands)
