"""The shipped library holds together whatever the parties choose: each alternative, and every pair of choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product
from typing import get_args

import pytest

from agreement_builder.answers.base import Choice
from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import choices_of, models_of
from agreement_builder.answers.rules import BY_SHARE_ONLY, ENTITY_BARS, LEAD_ONLY
from agreement_builder.answers.service import ServiceKind
from agreement_builder.answers.shape import options_at
from agreement_builder.answers.sharing import PRICED, WITHOUT_COST
from agreement_builder.answers.vocabulary import fact_annotation
from agreement_builder.checks.run import check
from agreement_builder.compose.ground import ground
from agreement_builder.drafting import Draft
from agreement_builder.errors import Severity
from agreement_builder.library.clause import Clause, Status
from agreement_builder.library.load import load_library
from tests.casts import CASTS, LISTS, STAFF, STRUCTURES, VARIANTS, rule_of, ruled, shares_of, variant
from tests.money import MONEY, OF_A_LEAD, OF_SHARES, money
from tests.samples import GONE, make_answers, make_draft

LIBRARY = load_library()
DEFINITIONS = {clause.id for group in LIBRARY.definitions.values() for clause in group}
FOR_EACH = {slot.topic for slot in LIBRARY.outline.slots() if slot.each is not None} | {"cost-adjustments"}
"""Topics that are filled once for each cost or adjustment; tests/test_cost_clauses.py composes their alternatives."""
ALTERNATIVES = sorted(
    c.id
    for c in LIBRARY.clauses.values()
    if c.meta.status is not Status.RETIRED and c.id not in DEFINITIONS and c.topic not in FOR_EACH
)
BROKEN = {"reference-broken", "reference-ambiguous", "term-undefined", "term-twice", "section-empty", "heading-twice",
          "selection-ambiguous", "topic-unfilled", "citation-repealed", "citation-foreign"}  # fmt: skip
"""What would make a draft fall apart; clauses at fault raise."""


def broken(draft: Draft) -> list[str]:
    return [str(f) for f in check(draft) if f.rule in BROKEN and f.severity is Severity.ERROR]


# Each alternative under answers that choose it


@cache
def setting(cast: str, structure: str, service: str, jurisdiction: str) -> tuple[dict[str, object], Facts]:
    """Answers of this cast under this structure, as overrides, and their facts."""
    state = {"jurisdiction": jurisdiction} if jurisdiction != "CT" else {}
    parties = [member | ({"state": jurisdiction} if state else {}) for member in CASTS[cast]]
    wanted = {"parties": parties, "service.kind": service, **STRUCTURES[structure], **state}
    wanted["service.measures"] = [{"measure": "Requests answered"}]
    return wanted, ground(LIBRARY, make_answers(wanted)).facts


METHODS = [method for method, _ in options_at(Answers, "funding.shares")]


def options(path: str) -> list[str]:
    """What a fact with closed choices may be."""
    choice = LIBRARY.choices.get(path.removeprefix("choices."))
    if choice is not None:
        return list(choice.options)
    if path == "funding.shares.method":
        return METHODS
    return [str(option) for annotation in fact_annotation(path) for option in choices_of(annotation)]


FIXED = ("service.kind", "management.model", "lead.kind", "choices.entity")
"""Facts that the setting gives."""


def fitting(clause: Clause) -> dict[str, object] | None:
    """Answers under which the clause is chosen or may be; None if there are none."""
    read = clause.condition.facts() if clause.condition is not None else ()
    services = [str(kind) for kind in clause.meta.services or (ServiceKind if "service.kind" in read else ["other"])]
    states = clause.meta.jurisdictions or (("CT", "NY") if "jurisdiction" in read else ("CT",))
    for jurisdiction, service, cast, structure in product(states, services, CASTS, STRUCTURES):
        wanted, facts = setting(cast, structure, service, jurisdiction)
        chosen = _deciding(clause, facts, service)
        if chosen is not None:
            keys = [str(member["id"]) for member in CASTS[cast]]
            return wanted | _answers(chosen, keys, mutual=structure == "mutual")
    return None


def _deciding(clause: Clause, facts: Facts, service: str) -> dict[str, str] | None:
    """Options of the condition's facts under which it holds, beside what the setting gives."""
    if clause.condition is None:
        return {}
    reading = Reading()
    names = facts.names(reading)
    asked = [path for path in clause.condition.facts() if path not in FIXED and options(path)]
    for values in product(*(options(path) for path in asked)):
        chosen = dict(zip(asked, values, strict=True))
        known: dict[str, object] = dict(chosen)
        if "funding.shares.method" in chosen:
            known["shared"] = chosen["funding.shares.method"] not in PRICED

        def lookup(path: str, known: Mapping[str, object] = known) -> object:
            return known[path] if path in known else facts.value(path, names, reading)

        if _possible(chosen, facts, service) and clause.condition.evaluate(lookup):
            return chosen
    return None


def _possible(chosen: Mapping[str, str], facts: Facts, service: str) -> bool:
    """Whether the rules of the answers, and the questions of the service, admit these options."""
    shares = facts.answers.funding.shares
    method = chosen.get("funding.shares.method", shares.method if shares is not None else "equal")
    model = facts.answers.management.model
    barred = LEAD_ONLY if model == "mutual_assistance" else ENTITY_BARS if model == "separate_entity" else {}
    if model == "mutual_assistance" and method not in WITHOUT_COST:
        return False
    staff = chosen.get("management.staff", str(facts.answers.management.staff))
    if any(path.startswith("management.") and STAFF.get(value, staff) != staff for path, value in chosen.items()):
        return False
    body = chosen.get("governance.body", facts.answers.governance.body)
    if chosen.get("funding.budget.adoption") == "board" and model == "lead_agency" and body != "governing_board":
        return False
    asked = {choice.id for file in LIBRARY.service(ServiceKind(service)) for choice in file.choices}
    return all(
        value not in barred.get(path, ())
        and (method not in PRICED or value not in BY_SHARE_ONLY.get(path, ()))
        and (not path.startswith("choices.") or path.removeprefix("choices.") in asked)
        for path, value in chosen.items()
    )


def _answers(chosen: Mapping[str, str], keys: list[str], *, mutual: bool) -> dict[str, object]:
    """Options of facts as overrides of answers."""
    found: dict[str, object] = {}
    for path, value in chosen.items():
        owner = path.removesuffix(".rule")
        if path == "funding.shares.method":
            found["funding.shares"] = shares_of(value, keys)
        else:
            found |= {owner: variant(owner, value)} if owner in VARIANTS else {path: value}
        if path.startswith(("management.", "governance.")) and path.endswith(".rule"):
            of = ruled(value, keys) if path.startswith("management.") else rule_of(path, value, keys)
            found |= {path.removesuffix(".rule"): of}
            del found[path]
        if path == "funding.shares.method" and value in PRICED and not mutual:
            found.setdefault("leaving.property", "lead_keeps")
    if "leaving.withdrawal" in found and found["leaving.withdrawal"] == "consent":
        found = {path: value for path, value in found.items() if path != "leaving.window"}
    if found.get("term.length") == "until_terminated":
        found["term.end"] = GONE
    if chosen.get("governance.seats.rule") == "caucus":
        found["governance.votes"] = {"rule": "per_member"}
    if found.get("term.effect") == "named":
        found["term.effect_parties"] = keys[:1]
    if found.get("term.effect") == "number":
        found["term.effect_count"] = 2
    return found


@pytest.mark.parametrize("clause_id", ALTERNATIVES)
def test_an_alternative_is_of_use_and_holds_together_with_the_rest(clause_id):
    """Some answers choose it, so that it is no dead letter; and the draft of those answers is whole."""
    clause = LIBRARY.clauses[clause_id]
    wanted = fitting(clause)
    assert wanted is not None, "no answers make this clause apply"
    by_hand = {f"clauses.{clause.topic}": {"use": clause_id, "reason": "For the test."}}
    draft = make_draft(LIBRARY, make_answers(wanted | by_hand))
    assert [c.clause.id for c in draft.composition.chosen if c.slot.topic == clause.topic and c.clause] == [clause_id]
    assert broken(draft) == []


# Every pair of choices


def model_choices() -> dict[str, list[str]]:
    """Every question of the model with a closed choice, by its path, but those of the cast and the structure."""
    found: dict[str, list[str]] = {}
    for group, info in Answers.model_fields.items():
        for model in models_of(info.annotation):
            for name, field in model.model_fields.items():
                for kind in (field.annotation, *get_args(field.annotation)):
                    if isinstance(kind, type) and issubclass(kind, Choice) and group != "parties":
                        found[f"{group}.{name}"] = [str(member) for member in kind]
    return {path: values for path, values in found.items() if path not in ("service.kind", "management.model")}


CHOICES = model_choices()
GENERAL = [file for file in LIBRARY.services if file.service is None]
STRUCTURED = ("shared", "priced", "mutual", *(name for name in STRUCTURES if name in LIBRARY.choices["entity"].options))


def fields(structure: str, service: str, *, general: bool) -> dict[str, list[str]]:
    """The questions of a service under a structure with their options; `general` with those of every service."""
    answers = STRUCTURES[structure]
    barred = {"mutual": LEAD_ONLY, "shared": {}}.get(structure, {} if structure == "priced" else ENTITY_BARS)
    found = {"cast": list(CASTS), "shares": [m for m in METHODS if (m in PRICED) == (structure == "priced")]}
    if structure not in ("shared", "priced"):
        found |= {"shares": list(WITHOUT_COST) if structure == "mutual" else ["equal", "measure"]}
    files = [file for file in LIBRARY.services if str(file.service) == service] + (GENERAL if general else [])
    found |= {f"choices.{c.id}": list(c.options) for file in files for c in file.choices if c.id != "entity"}
    without = OF_SHARES if structure == "priced" else {} if structure in ("shared", "mutual") else OF_A_LEAD
    for path, alternatives in MONEY.items() if general else ():
        found[path] = [name for name in alternatives if name not in without.get(path, ())]
    for path, values in CHOICES.items():
        if path in answers and answers[path] is GONE:
            continue
        allowed = [v for v in values if v not in barred.get(path, ())]
        if structure == "priced":
            allowed = [v for v in allowed if v not in BY_SHARE_ONLY.get(path, ())]
        if general or path in KEYS:
            found[path] = allowed
    if general:
        found |= {path: list(rules) for path, rules in VARIANTS.items()} | {"lists": ["none", "all"]}
    return found


KEYS = ("management.staff", "management.equipment", "management.official", "governance.body", "funding.fees",
        "leaving.property", "leaving.withdrawal", "risk.liability")  # fmt: skip
"""Facts of the model on which the clauses of single services depend."""


def pairwise(domains: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Rows in which every two values of different fields meet: take a pair not yet met, fill up greedily."""
    names = list(domains)
    pairs = [(a, x, b, y) for a, b in combinations(names, 2) for x in domains[a] for y in domains[b]]
    open_pairs = set(pairs)
    for first, value, second, other in pairs:
        if (first, value, second, other) not in open_pairs:
            continue
        row = {first: value, second: other}
        for name in names:
            if name not in row:
                row[name] = max(domains[name], key=lambda v, n=name: gain(row, n, v, open_pairs))
        open_pairs -= {(a, row[a], b, row[b]) for a, b in combinations(names, 2)}
        yield {name: row[name] for name in names}


def gain(row: Mapping[str, str], name: str, value: str, open_pairs: set[tuple[str, str, str, str]]) -> int:
    """How many open pairs the value would close."""
    return sum(
        (known, row[known], name, value) in open_pairs or (name, value, known, row[known]) in open_pairs
        for known in row
    )


def answers_of(row: Mapping[str, str], structure: str, service: str) -> dict[str, object]:
    """The row as overrides of complete answers."""
    cast = CASTS[row["cast"]]
    keys = [str(member["id"]) for member in cast]
    wanted: dict[str, object] = {"parties": cast, "service.kind": service, **STRUCTURES[structure]}
    wanted["funding.shares"] = shares_of(row["shares"], keys)
    plain = {path: value for path, value in row.items() if path not in ("cast", "shares", "lists", *VARIANTS, *MONEY)}
    wanted |= plain | {path: variant(path, row[path]) for path in possible(row, structure, len(keys))}
    wanted |= money(row)
    wanted |= LISTS if row.get("lists") == "all" else {}
    if structure in LIBRARY.choices["entity"].options:
        wanted["leaving.events"] = []
    elif structure != "shared":
        wanted["leaving.liabilities"] = []
    if structure == "priced" and row.get("leaving.payment", "none") != "none":
        wanted["leaving.payment"] = variant("leaving.payment", row["leaving.payment"]) | {"to": "lead"}
    if row.get("term.length") == "until_terminated":
        wanted["term.end"] = GONE
    if row.get("term.length") == "until_terminated":
        wanted["term.holdover_days"] = 0
    return wanted | {"term.effect_parties": keys[:1], "term.effect_count": 2}


def possible(row: Mapping[str, str], structure: str, parties: int) -> list[str]:
    """The paths of variants which the rest of the row admits."""
    found = [path for path in VARIANTS if path in row]
    barred: set[str] = set()
    if row.get("leaving.withdrawal") == "consent":
        barred |= {"leaving.window", "leaving.lock_in", "leaving.taking_back"}
    if structure not in ("shared", "priced"):
        barred |= {"leaving.payment"}
    if structure != "shared":
        barred |= {"leaving.exit_property"}
        barred |= {"term.buy_in"} if row.get("term.buy_in") == "share_of_value" else set()
    if structure in LIBRARY.choices["entity"].options:
        barred |= {"leaving.least"}
    if parties == 2:
        barred |= {"leaving.exit_property"} | ({"leaving.least"} if row.get("leaving.least") == "number" else set())
    return [path for path in found if path not in barred]


def faults_of(structure: str, service: str, *, general: bool) -> dict[str, dict[str, str]]:
    """Each fault with the first row that shows it."""
    found: dict[str, dict[str, str]] = {}
    for row in pairwise(fields(structure, service, general=general)):
        for fault in broken(make_draft(LIBRARY, make_answers(answers_of(row, structure, service)))):
            found.setdefault(fault, row)
    return found


@pytest.mark.parametrize("structure", STRUCTURED)
def test_every_pair_of_general_choices_holds_together(structure):
    assert faults_of(structure, "other", general=True) == {}


SERVICES = [str(kind) for kind in ServiceKind if kind is not ServiceKind.OTHER]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("structure", ["shared", "priced", "mutual"])
def test_every_pair_of_choices_of_a_service_holds_together(service, structure):
    assert faults_of(structure, service, general=False) == {}


@pytest.mark.parametrize(("service", "structure"), [
    ("public_health", "health_district"), ("waste_management", "resource_recovery_authority"),
    ("waste_management", "municipal_district"), ("water_wastewater", "municipal_district"),
    ("economic_development", "economic_development_commission"), ("fire_prevention", "municipal_district"),
])  # fmt: skip
def test_every_pair_of_choices_of_a_service_of_a_separate_body_holds_together(service, structure):
    assert faults_of(structure, service, general=False) == {}


@pytest.mark.parametrize("structure", STRUCTURED)
def test_the_rows_hold_every_pair_and_are_few(structure):
    domains = fields(structure, "other", general=True)
    rows = list(pairwise(domains))
    met = {(a, row[a], b, row[b]) for row in rows for a, b in combinations(domains, 2)}
    assert met == {(a, x, b, y) for a, b in combinations(domains, 2) for x in domains[a] for y in domains[b]}
    assert len(rows) < 200


def test_the_walk_knows_the_choices_of_the_model():
    assert {"governance.body", "management.staff", "risk.liability", "term.effect"} <= set(CHOICES)
    assert len(CHOICES) >= 12


@pytest.mark.parametrize("clause_id", sorted(DEFINITIONS))
def test_every_definition_of_the_library_is_used_by_some_clause(clause_id):
    """A clause that may stand in the same draft uses the term."""
    definition = LIBRARY.clauses[clause_id]
    terms = [term for term, group in LIBRARY.definitions.items() if definition in group]
    states, services = set(definition.meta.jurisdictions), set(definition.meta.services)
    users = [
        clause for clause in LIBRARY.clauses.values()
        if clause.id != clause_id and any(term in clause.text for term in terms)
        and (not states or not clause.meta.jurisdictions or states & set(clause.meta.jurisdictions))
        and (not services or not clause.meta.services or services & set(clause.meta.services))
    ]  # fmt: skip
    assert users
