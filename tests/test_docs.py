"""What the documentation says of the program is what the program says of itself."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from agreement_builder.answers.model import Answers
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.service import ServiceKind
from agreement_builder.answers.shape import options_at
from agreement_builder.answers.vocabulary import MEMBER_FACTS
from agreement_builder.checks.run import CHECKS
from agreement_builder.cli import COMMANDS
from agreement_builder.cli.ending import ANSWERS, CLEAN, FINDINGS, INTERRUPTED, LIBRARY, USAGE
from agreement_builder.compose.words import FILTERS
from agreement_builder.library.clause import BlankSpec, BlankType, FrontMatter
from agreement_builder.library.load import load_library
from agreement_builder.upkeep.catalogue_terms import terms
from agreement_builder.version import VERSION
from agreement_builder.writers.docx import placeholders
from tests.command import call

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
GRAMMAR = (ROOT / "clauses" / "README.md").read_text()
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
PAGES = sorted(path for path in ROOT.glob("**/*.md") if not {".venv", ".tools", "fixtures"} & set(path.parts))


def test_the_readme_lists_exactly_the_commands() -> None:
    assert re.findall(r"^\| `(\w+)", README, re.MULTILINE) == list(COMMANDS)


def test_the_readme_names_every_option_of_build() -> None:
    from agreement_builder.cli.build import command

    row = next(line for line in README.splitlines() if line.startswith("| `build"))
    for parameter in command.params:
        longest = max(parameter.opts, key=len)
        if longest.startswith("--") and longest != "--output":
            assert longest in row


def test_the_readme_lists_every_service_and_links_every_example() -> None:
    for kind in ServiceKind:
        assert f"| {kind.meaning} |" in README
    for path in sorted((ROOT / "examples").iterdir()):
        assert not path.is_dir() or f"(examples/{path.name}" in README


def test_the_readme_gives_every_exit_code() -> None:
    told = README[README.index("Exit codes:") :].split("\n\n")[0]
    assert [int(code) for code in re.findall(r"(?:^|[:;] |\n)(\d+) ", told)] == [
        CLEAN,
        FINDINGS,
        USAGE,
        ANSWERS,
        LIBRARY,
        INTERRUPTED,
    ]


def test_the_readme_names_every_placeholder() -> None:
    known = {*placeholders.WORDS, placeholders.PARTIES, placeholders.CONTENTS, placeholders.AGREEMENT}
    assert set(re.findall(r"`\{\{ (\w+) \}\}`", README)) == known


def test_the_grammar_names_every_filter() -> None:
    listed = GRAMMAR[GRAMMAR.index("Filters:") :].split("What is not answered")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(FILTERS)


def test_the_grammar_names_every_entry_of_the_front_matter() -> None:
    table = GRAMMAR[GRAMMAR.index("| entry") : GRAMMAR.index("A condition compares")]
    listed = {
        name for cell in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    assert listed == set(FrontMatter.model_fields)
    assert all(f"`{name}`" in table for name in BlankSpec.model_fields)
    assert all(str(kind) in table for kind in BlankType)


def test_the_example_of_the_grammar_is_a_clause_without_a_fault(tmp_path: Path) -> None:
    from agreement_builder.linting.library import lint_library

    example = re.search(r"```markdown\n(.*?)```", GRAMMAR, re.DOTALL)
    assert example is not None
    (tmp_path / "withdrawal").mkdir()
    (tmp_path / "withdrawal" / "of-the-readme.md").write_text(example.group(1))
    assert lint_library(tmp_path)[1] == []


def test_every_floor_of_the_architecture_exists() -> None:
    table = ARCHITECTURE[ARCHITECTURE.index("| floor") : ARCHITECTURE.index("## How a value")]
    for name in re.findall(r"`([\w/]+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if "|" in line)):
        path = ROOT / "agreement_builder" / name.rstrip("/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), name


def test_the_recipes_are_there() -> None:
    assert re.findall(r"^## Recipe: (.*)$", CONTRIBUTING, re.MULTILINE) == [
        "add a clause",
        "add a question",
        "add a check",
        "add a method of sharing",
        "add an adjustment",
    ]


def test_every_file_that_a_recipe_names_exists() -> None:
    recipes = CONTRIBUTING[CONTRIBUTING.index("## Recipe: add a method") : CONTRIBUTING.index("## Golden files")]
    for name in re.findall(r"`([\w/.-]+/[\w.-]*)`", recipes):
        if not name.endswith("NAME.md"):
            assert (ROOT / name).exists() or (ROOT / "agreement_builder" / name).exists(), name


def test_the_money_of_the_readme_gives_the_table_beside_it(tmp_path: Path) -> None:
    section = README[README.index("### Money") : README.index("### The services")]
    stated, table = re.findall(r"```(?:yaml|text)\n(.*?)```", section, re.DOTALL)
    answers = yaml.safe_load((ROOT / "examples" / "bolton-building-inspection" / "answers.yaml").read_text())
    answers["funding"] |= yaml.safe_load(stated)["funding"]
    (tmp_path / "answers.yaml").write_text(yaml.safe_dump(answers))
    ran = call("costs", tmp_path / "answers.yaml")
    assert ran.code == CLEAN
    assert table in ran.out


@pytest.mark.parametrize("name", ["check", "costs", "exit"])
def test_the_readme_names_every_option_of_what_tells_of_money(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{name} "))
    for parameter in import_module(f"agreement_builder.cli.{name}").command.params:
        longest = max(parameter.opts, key=len)
        if longest.startswith("--") and longest not in ("--output", "--library", "--set", "--date", "--help"):
            assert longest in row, longest


def test_the_grammar_names_the_facts_of_a_cost_and_every_list_of_parties() -> None:
    table = GRAMMAR[GRAMMAR.index("## Topics that are filled") : GRAMMAR.index("## Beside the clauses")]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(MEMBER_FACTS) | {"turns"}
    assert all(f"`{name}`" in GRAMMAR for name in ROSTERS)
    each = {slot.topic for slot in load_library().outline.slots() if slot.each is not None}
    assert all(f"`{topic}`" in table for topic in each)


def test_the_catalogue_lists_every_form_of_a_method_and_an_adjustment() -> None:
    page = "\n".join(terms(load_library()))
    for path in ("funding.shares", "governance.seats", "leaving.window"):
        for value, meaning in options_at(Answers, path):
            assert f"| `{value}` | {meaning} |" in page
    assert "`excess` Who bears the rest" in page
    assert "**`funding.lines[].shares`**: Method of sharing, as in `funding.shares`" in page


def test_the_changelog_tells_clauses_from_program() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"## {VERSION}" in changelog
    assert "### Clauses" in changelog
    assert "### Program" in changelog


def test_no_rule_belongs_to_two_checks() -> None:
    rules = [rule for check in CHECKS for rule in check.rules]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if "://" not in target and not target.startswith("cite:"):
            assert (page.parent / target).exists(), target


def test_the_two_versions_agree() -> None:
    import tomllib

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


def test_the_shipped_schema_is_the_schema_of_the_model() -> None:
    import json

    from agreement_builder.answers.schema import answers_schema

    shipped = json.loads((ROOT / "examples" / "answers.schema.json").read_text())
    assert shipped == json.loads(json.dumps(answers_schema())), (
        "agreement-builder schema > examples/answers.schema.json"
    )


def test_every_example_of_a_citation_holds_a_mark_and_is_found() -> None:
    for form in load_library().citation_forms:
        assert form.may_occur(form.example), form.jurisdiction
        assert form.regex.search(form.example), form.jurisdiction
