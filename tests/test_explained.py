"""What `?` tells: that it is true of the library and of the answers so far, and that every question has its answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from agreement_builder.answers.derived import DERIVED_OF
from agreement_builder.answers.load import AnswersFile, load_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.origin import FOLLOWS, origins, pattern_of
from agreement_builder.answers.paths import locate
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.shape import shape_at
from agreement_builder.answers.vocabulary import DERIVED, MEMBER_FACTS
from agreement_builder.compose.readings import readings
from agreement_builder.document.tree import Blank, Value
from agreement_builder.document.walk import block_runs, flat
from agreement_builder.drafting import draft
from agreement_builder.interview.consequences import LINE, consequence, consequences, in_line
from agreement_builder.interview.explain import Explanation, explained, explanation_lines
from agreement_builder.interview.knowing import FALLBACK, KNOWS, knows
from agreement_builder.interview.needs import supposed
from agreement_builder.interview.question import Option, Question, Section
from agreement_builder.interview.statutes import MOST
from agreement_builder.interview.uses import EXHIBITS, uses
from agreement_builder.library.clause import BlankSpec
from agreement_builder.library.law import AuthorityStatus
from agreement_builder.library.model import Library
from tests.interviews import HELD, LIBRARY, asked

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/answers.yaml"))
ROSTER_PATHS = frozenset(roster.path for roster in ROSTERS.values())
DAY = dt.date(2026, 11, 23)


def question(path: str, structure: str = "lead agency") -> tuple[Question, Any]:
    """A question of an interview, with the answers before it."""
    return next((one, raw) for one, raw in asked(structure) if one.path == path)


def as_file(raw: Any) -> AnswersFile:
    """Answers with what is missing supposed, as a file."""
    data, notes = supposed(raw)
    return AnswersFile(Answers.model_validate(data), notes)


def located(raw: Any, one: Question) -> str:
    """The word of the option that was taken in answer to a question."""
    for step in locate(raw, one.path):
        raw = raw[step] if isinstance(raw, list) else raw.get(step, {})
    found = raw.get(one.tag) if one.tag and isinstance(raw, dict) else raw
    return found if isinstance(found, str) else ""


@cache
def explanations(structure: str) -> tuple[tuple[Question, Any, Explanation], ...]:
    """Every question of an interview with the answers before it and its explanation."""
    return tuple((one, raw, explained(one, raw, LIBRARY)) for one, raw in asked(structure))


def of(path: str) -> Explanation:
    return next(found for one, _, found in explanations("lead agency") if one.path == path)


@pytest.mark.parametrize("structure", HELD)
def test_of_every_question_it_is_told_who_knows_and_what_the_draft_does_with_it(structure: str) -> None:
    silent = {"parties.id"}
    for one, _, explanation in explanations(structure):
        assert explanation.knows, one.path
        assert explanation.why or pattern_of(one.path) in silent, one.path
        lines = list(explanation_lines(explanation))
        assert all(line.strip() == line and "\n" not in line for line in lines), one.path
        assert all(line.endswith((".", "?", ":")) and ".." not in line for line in lines), lines


@pytest.mark.parametrize("structure", HELD)
def test_the_law_told_is_of_the_state_and_in_force_and_as_the_library_says_it(structure: str, library: Library) -> None:
    rows = {row.citation: row for row in library.authorities.values() if row.id.startswith("ct-")}
    told = 0
    for _, raw, explanation in explanations(structure):
        assert len(explanation.statutes) <= MOST
        for statute in explanation.statutes:
            row, told = rows[statute.citation], told + 1
            assert set(statute.says) <= set(row.says)
            assert row.status is not AuthorityStatus.REPEALED
            assert not row.services or raw["service"]["kind"] in row.services
    assert told > 10


def test_a_question_that_cites_a_subsection_is_explained_by_it_first() -> None:
    told = of("leaving.withdrawal")
    assert told.statutes[0].citation == "Conn. Gen. Stat. § 7-339c(a)"
    assert any("withdrawal" in words for words in told.statutes[0].says)


def test_nothing_of_connecticut_is_told_in_another_state(library: Library) -> None:
    one, raw = question("leaving.withdrawal")
    told = explained(one, {**raw, "jurisdiction": "NY"}, library).statutes
    assert not [statute for statute in told if statute.citation.startswith("Conn.")]


def test_choices_of_withdrawal_tell_the_clause_that_each_chooses(library: Library) -> None:
    one, raw = question("leaving.withdrawal")
    found = consequences(one, raw, library)
    for option, clause in (("fiscal_year_end", "fiscal-year-end"), ("any_time", "any-time"), ("consent", "by-consent")):
        assert library.clauses[f"withdrawal/{clause}"] in found[option].clauses, option
    assert consequence(one, one.options[0], raw, library) == in_line(found[one.options[0].value])
    assert in_line(found["fiscal_year_end"]).startswith("Withdrawal: a party leaves at the end of a fiscal year")


def test_an_option_that_leaves_a_section_out_says_so(library: Library) -> None:
    one, raw = question("funding.budget.limit")
    assert in_line(consequences(one, raw, library)["none"]) == "The draft has no section Limit on the Budget."


@pytest.mark.parametrize("structure", HELD)
def test_what_is_told_as_certain_stands_in_the_finished_draft(structure: str, library: Library) -> None:
    """The clauses of the option taken are chosen whatever was answered later."""
    last = asked(structure)[-1][1]
    chosen = {c.clause.id for c in draft(library, as_file(last), DAY).composition.chosen if c.clause is not None}
    wrong = []
    for one, raw in asked(structure):
        effects = consequences(one, raw, library) if one.path != "service.kind" else {}
        given = located(last, one)
        wrong += [(one.path, c.id) for c in effects[given].clauses if c.id not in chosen] if given in effects else []
    assert wrong == []


@pytest.mark.parametrize("structure", HELD)
def test_consequences_are_of_the_service_and_most_fit_on_a_line(structure: str, library: Library) -> None:
    lengths = []
    for one, raw in asked(structure)[::2]:
        effects = consequences(one, raw, library) if one.path != "service.kind" else {}
        for option, found in effects.items():
            assert option in {o.value for o in one.options}
            assert not {c.id for c in found.clauses} & {c.id for c in found.maybe}
            state = raw.get("service", {}).get("kind")
            assert all(not c.meta.services or state in c.meta.services for c in found.clauses), one.path
            lengths.append(len(in_line(found)))
    assert sum(length <= LINE for length in lengths) > 0.9 * len(lengths)


def test_a_given_answer_is_explained_as_if_it_were_open(library: Library) -> None:
    one, raw = question("leaving.withdrawal")
    given = {**raw, "leaving": {**raw.get("leaving", {}), "withdrawal": "consent"}}
    assert explained(one, given, library) == explained(one, raw, library)


def test_clauses_that_the_answers_rule_out_are_not_told(library: Library) -> None:
    lead, mutual = question("risk.liability"), question("risk.liability", "mutual assistance")
    for one, raw in (lead, mutual):
        other = {lead[1]["management"]["model"], mutual[1]["management"]["model"]} - {raw["management"]["model"]}
        for clause in uses(one, raw, library).clauses:
            assert clause.meta.when != f'management.model == "{other}"'
            assert clause.serves("CT", raw["service"]["kind"])


def test_who_knows_the_figures_of_a_measure_depends_on_what_is_measured(library: Library) -> None:
    assert "clerks" in (knows("funding.shares.measure.values.bolton", library, "population") or "")
    assert "assessors" in (knows("funding.shares.measure.values.bolton", library, "net_grand_list") or "")


def test_who_knows_is_said_of_every_choice_and_blank_of_the_library(library: Library) -> None:
    paths = [f"choices.{name}" for name in library.choices]
    paths += [f"blanks.{c.topic}.{name}" for c in library.clauses.values() for name in c.meta.blanks]
    assert [path for path in paths if not knows(path, library)] == []
    assert knows("choices.animal_officer", library) == "counsel"
    assert knows("blanks.withdrawal.no_such", library) is None
    assert FALLBACK


def test_every_path_of_the_table_of_who_knows_is_an_answer() -> None:
    assert [path for path in KNOWS if "." in path and shape_at(Answers, path.replace("parties.", "parties.x.")
            .replace("lines.", "lines.x.")) is None] == []  # fmt: skip


@pytest.mark.parametrize("words", ["The clerk", "the clerk.", ""])
def test_who_knows_must_be_the_end_of_a_sentence(words: str) -> None:
    with pytest.raises(ValidationError):
        BlankSpec(ask="How long?", label="years", knows=words)


def test_options_that_differ_in_nothing_have_no_consequence(library: Library) -> None:
    one = Question("parties.bolton.chief_executive", "Who signs", Section("", 1, 1), options=(Option("a", "a"),) * 2)
    assert consequences(one, {}, library) == {}


# What the explanation rests on: from which answers facts follow, and what texts read.


def test_every_fact_of_the_vocabulary_has_an_origin_among_the_answers(library: Library) -> None:
    known = set(FOLLOWS) | {"parties", "line", "adjustment", "jurisdiction"}
    assert {name for name in (*DERIVED, *MEMBER_FACTS) if "." not in name} - known == {
        "opening_seats", "stated_votes", "shared_seats", "guests", "reserved_votes", "reserved_consents",
        "stated_committees",
    }  # fmt: skip
    for clause in library.clauses.values():
        for pattern in readings(clause).decided | readings(clause).printed:
            group = pattern.partition(".")[0]
            if group in Answers.model_fields and group not in ("choices", "blanks", "routes"):
                path = pattern.replace("parties.", "parties.x.")
                assert pattern == "parties" or _stands(path), (clause.id, pattern)


def _stands(path: str) -> bool:
    """Whether some answer has this pattern: keys and positions may be missing after a list or a table."""
    ways = [""]
    for name in path.split("."):
        ways = [f"{way}.{step}".lstrip(".") for way in ways for step in (name, f"x.{name}")]
        ways = [way for way in ways if shape_at(Answers, way) is not None]
    return bool(ways)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_facts_follow_from_the_answers_that_are_named_as_their_origins(path: Path) -> None:
    for model in _models(load_answers(path).answers):
        for name, derived in DERIVED_OF.get(type(model), {}).items():
            watched = _Watched(model)
            derived.of(watched)
            fields = set(type(model).model_fields)
            assert watched.seen & fields <= set(derived.origins), (type(model).__name__, name)


class _Watched:
    """Stands for a model and notes which of its attributes are read."""

    def __init__(self, model: BaseModel) -> None:
        self.model, self.seen = model, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        found = getattr(type(self.model), name, None)
        return found.fget(self) if isinstance(found, property) else getattr(self.model, name)


def _models(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _models(member)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_what_a_draft_reads_is_what_its_texts_may_read(path: Path, library: Library) -> None:
    made = draft(library, load_answers(path), DAY)
    for clause_id, read in made.composition.read.items():
        clause = library.clauses[clause_id]
        may = readings(clause).decided | readings(clause).printed
        for fact in read:
            pattern = pattern_of(fact)
            # The operating cost stands in the answers as the group, and is read as a cost.
            origin = origins(pattern) | origins(pattern.replace("funding.", "line.", 1))
            of_roster = any(path.startswith(f"{one}.") for path in origin for one in ROSTER_PATHS & may)
            assert origin & may or of_roster, (clause_id, fact)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_exhibits_print_only_the_answers_that_are_named_for_them(path: Path, library: Library) -> None:
    made = draft(library, load_answers(path), DAY)
    kinds = {exhibit.id: exhibit.kind for exhibit in library.outline.exhibits}
    for exhibit in made.document.exhibits:
        named = EXHIBITS[kinds[exhibit.id]]
        for content in block_runs(exhibit.blocks):
            for inline in flat(content):
                if isinstance(inline, Value | Blank) and inline.path:
                    pattern = pattern_of(inline.path)
                    assert any(pattern == one or pattern.startswith(f"{one}.") for one in named), (exhibit.id, pattern)
