"""The shipped library holds together whatever the parties choose: each alternative, and every pair of choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import get_args

import pytest

from agreement_builder.answers.base import Choice
from agreement_builder.answers.funding import METHODS
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import models_of
from agreement_builder.checks.run import check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Severity
from agreement_builder.library.clause import Clause
from agreement_builder.library.load import Library, load_library
from tests.samples import GONE, make_answers, make_draft, measure

LIBRARY = load_library()
ALTERNATIVES = sorted(set(LIBRARY.clauses) - {clause.id for clause in LIBRARY.definitions.values()})
BROKEN = {"reference-broken", "reference-ambiguous", "term-undefined", "term-twice", "section-empty"}
"""What would make a draft fall apart; clauses at fault raise."""

TWO = {"bolton": 3, "andover": 2}
SHARES: dict[str, dict[str, object]] = {
    "equal": {"method": "equal"},
    "fixed": {"method": "fixed", "percents": {"bolton": 60, "andover": 40}},
    "measure": {"method": "measure", "measure": measure(TWO)},
    "blend": {"method": "blend", "parts": [{"weight": 50}, {"weight": 50, "measure": measure(TWO)}]},
}
WITHOUT_LEAD = {
    "management.model": ["mutual_assistance"],
    "management.staff": ["each_keeps"],
    "management.equipment": ["each_owns"],
    "governance.votes": ["one_each"],
    "leaving.property": ["by_share"],
}
"""Where nobody leads, only these may be chosen; the rules of the answers refuse the others."""


def broken(draft: Draft) -> list[str]:
    return [str(f) for f in check(draft) if f.rule in BROKEN and f.severity is Severity.ERROR]


# Each alternative, chosen by hand


def fitting(clause: Clause) -> dict[str, object]:
    """Answers with which the clause makes sense: those that its condition asks for, and a service it is for."""
    wanted: dict[str, object] = {"service.measures": [{"measure": "Inspections made"}]}
    if clause.meta.services:
        wanted["service.kind"] = clause.meta.services[0]
    for path, word in clause.condition.comparisons() if clause.condition is not None else ():
        wanted |= {"funding.shares": SHARES[word]} if path == "funding.shares.method" else {path: word}
    if wanted.get("term.length") == "until_terminated":
        wanted["term.end"] = GONE
    return wanted


@pytest.mark.parametrize("clause_id", ALTERNATIVES)
def test_an_alternative_holds_together_with_the_rest(clause_id):
    clause = LIBRARY.clauses[clause_id]
    wanted = fitting(clause)
    mutual = wanted.get("management.model") == "mutual_assistance"
    by_hand = {f"clauses.{clause.topic}": {"use": clause_id, "reason": "For the test."}}
    draft = make_draft(LIBRARY, make_answers(wanted | by_hand, mutual=mutual))
    assert [c.clause.id for c in draft.composition.chosen if c.slot.topic == clause.topic and c.clause] == [clause_id]
    assert broken(draft) == []


# Every pair of choices


def choices() -> dict[str, list[str]]:
    """Every question of the model with a closed choice, by its path; the method of sharing among them."""
    found: dict[str, list[str]] = {"funding.shares": list(METHODS)}
    for group, info in Answers.model_fields.items():
        for model in models_of(info.annotation):
            for name, field in model.model_fields.items():
                for kind in (field.annotation, *get_args(field.annotation)):
                    if isinstance(kind, type) and issubclass(kind, Choice):
                        found[f"{group}.{name}"] = [str(member) for member in kind]
    return found


def pairwise(fields: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Rows in which every two values of different fields meet: take a pair not yet met, fill up greedily."""
    names = list(fields)
    pairs = [(a, x, b, y) for a, b in combinations(names, 2) for x in fields[a] for y in fields[b]]
    open_pairs = set(pairs)
    for first, value, second, other in pairs:
        if (first, value, second, other) not in open_pairs:
            continue
        row = {first: value, second: other}
        for name in names:
            if name not in row:
                row[name] = max(fields[name], key=lambda v, n=name: gain(row, n, v, open_pairs))
        open_pairs -= {(a, row[a], b, row[b]) for a, b in combinations(names, 2)}
        yield {name: row[name] for name in names}


def gain(row: Mapping[str, str], name: str, value: str, open_pairs: set[tuple[str, str, str, str]]) -> int:
    """How many open pairs the value would close."""
    return sum(
        (known, row[known], name, value) in open_pairs or (name, value, known, row[known]) in open_pairs
        for known in row
    )


def answers_of(row: Mapping[str, str]) -> dict[str, object]:
    """The row as overrides of complete answers; both parties are of the kind and body that it names."""
    wanted: dict[str, object] = {}
    for path, value in row.items():
        group, _, name = path.partition(".")
        if group != "parties":
            wanted[path] = SHARES[value] if path == "funding.shares" else value
        elif name != "ratified_by" or row["parties.legislative_body"] == "town_meeting":
            wanted |= {f"parties.{town}.{name}": value for town in TWO}
    if row["term.length"] == "until_terminated":
        wanted["term.end"] = GONE
    return wanted


CHOICES = choices()
LED = list(pairwise({**CHOICES, "management.model": ["lead_agency"]}))
UNLED = list(pairwise({**CHOICES, **WITHOUT_LEAD}))


@pytest.mark.parametrize("service", CHOICES["service.kind"])
@pytest.mark.parametrize(("rows", "mutual"), [(LED, False), (UNLED, True)], ids=["lead agency", "mutual assistance"])
def test_every_pair_of_choices_holds_together(rows, mutual, service):
    """The rows of one service; each fault is told with the first row that shows it."""
    faults: dict[str, dict[str, str]] = {}
    for row in (row for row in rows if row["service.kind"] == service):
        for fault in broken(make_draft(LIBRARY, make_answers(answers_of(row), mutual=mutual))):
            faults.setdefault(fault, row)
    assert faults == {}


@pytest.mark.parametrize(("rows", "fields"), [(LED, {**CHOICES, "management.model": ["lead_agency"]}),
                                              (UNLED, {**CHOICES, **WITHOUT_LEAD})], ids=["led", "unled"])  # fmt: skip
def test_the_rows_hold_every_pair_and_are_few(rows, fields):
    met = {(a, row[a], b, row[b]) for row in rows for a, b in combinations(fields, 2)}
    assert met == {(a, x, b, y) for a, b in combinations(fields, 2) for x in fields[a] for y in fields[b]}
    assert len(rows) < 400


def test_the_walk_knows_the_choices_of_the_model():
    assert {"service.kind", "parties.kind", "management.model", "risk.liability", "funding.shares"} <= set(CHOICES)
    assert len(CHOICES) >= 24


@pytest.mark.parametrize("term", sorted(LIBRARY.definitions))
def test_every_definition_of_the_library_is_pulled_in_by_some_draft(library: Library, term):
    clause = LIBRARY.definitions[term]
    kinds = clause.meta.services or ("building_inspection",)
    drafts = [make_draft(library, make_answers({"service.kind": kinds[0]}, mutual=mutual)) for mutual in (False, True)]
    assert any(clause in draft.composition.definitions for draft in drafts)
