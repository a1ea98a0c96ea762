"""The vocabulary of facts: every name that a condition or a text of a clause may use, and what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from pydantic import BaseModel

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.derived import DERIVED_OF
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import (
    Party,
    PartyKind,
)
from agreement_builder.answers.paths import models_of
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Table, fields_of

GROUPS = ("service", "management", "funding", "governance", "term", "leaving", "risk")
"""The groups of the answers that clauses read by name."""

ROUTES, CHOICES, KINDS = "routes", "choices", "kinds"
"""Names under which the library's routes and choices, and the number of parties of each kind, are read."""


DERIVED: dict[str, str] = {
    "parties": "all parties, in order, for a loop",
    "lead": "the lead agency",
    "others": "the parties other than the lead agency (all, where none leads)",
    "count": "the number of parties",
    "municipalities": "the number of parties that are municipalities of the governing state",
    "boards": "the number of boards of education and regional school districts",
    "out_of_state": "the number of parties of another state",
    "other_bodies": "the number of parties of the governing state that are not municipalities",
    "council_towns": "the number of towns whose legislative body is said to be a council or board",
    "effect_parties": "the parties whose approval brings the agreement into force, where they are named",
    "turns": "the parties in the order in which they pay by turns, for a loop",
    "least_parties": "the parties without which the agreement does not go on, where they are named",
    "shared": "whether the parties pay shares of a common cost (no amounts or unit prices are set)",
    "jurisdiction": "the state whose law governs",
    **{name: roster.meaning for name, roster in ROSTERS.items()},
}
"""Facts of the whole agreement beyond the groups."""


MEMBERS: dict[str, tuple[object, ...]] = {"line": (CostLine,), "adjustment": (Adjustment,)}
"""What the clauses of one cost, and of one adjustment of it, speak of."""

MEMBER_FACTS: dict[str, str] = {
    "line": "the cost of which the section speaks",
    "adjustment": "the adjustment of which the item speaks",
    "payers": "the parties that pay the cost, for a loop",
    "each_payer": "those that pay as the subject of a sentence: Each Party",
    "payer_count": "the number of parties that pay the cost",
    "payee": "the one that is paid: the Lead Agency",
    "the_cost": "the cost as a sentence names it: the Net Cost, or this cost",
    "first_year": "the first fiscal year of the cost: the first Fiscal Year, or the first Fiscal Year of this cost",
    "other_rule": "the other rule that an adjustment names, as a phrase: in equal shares",
    "limited_to": "those to which the adjustment applies, as the subject of a sentence: Each Party",
}
"""Facts of one cost and of one adjustment, in the topics that are filled for each."""

_POSITION = re.compile(r"\[[0-9]+\]")


@lru_cache(maxsize=1024)
def fact_exists(path: str) -> bool:
    """Whether a dotted path is in the vocabulary of conditions (of a party: `lead.name`, `parties` alone)."""
    return path in DERIVED or path in MEMBER_FACTS or (not path.startswith("party.") and bool(fact_annotation(path)))


def added_name(path: str) -> tuple[str, str] | None:
    """`("choices", "shelter")` for a path that only the library can know; None for any other."""
    first, dot, name = path.partition(".")
    return (first, name) if first in (ROUTES, CHOICES) and dot and "." not in name else None


def fact_annotation(path: str) -> tuple[object, ...]:
    """The annotations of the model fields that a path names; empty where it names none."""
    first, *rest = _POSITION.sub("", path).split(".")
    if first in GROUPS:
        models = list(models_of(Answers.model_fields[first].annotation))
    elif first in ROSTERS:
        models = [ROSTERS[first].model]
    elif first in ("lead", "party"):
        models = [Party]
    elif first in MEMBERS:
        models = [model for annotation in MEMBERS[first] for model in models_of(annotation)]
    elif first == KINDS and rest and rest[0] in PartyKind.__members__.values():
        return (int,) if len(rest) == 1 else ()
    else:
        return ()
    found: tuple[object, ...] = ()
    for name in rest:
        fields = [m.model_fields[name] for m in models if name in m.model_fields]
        found = tuple(info.annotation for info in fields)
        if not fields and any(name in DERIVED_OF.get(model, {}) for model in models):
            found = (object,)
        models = [nested for info in fields for nested in models_of(info.annotation)]
    return found


@cache
def vocabulary() -> Mapping[str, str]:
    """Every fact that clauses may use, by its path, with its question or meaning."""
    found = DERIVED | MEMBER_FACTS
    for name, info in Party.model_fields.items():
        found[f"lead.{name}"] = info.title or name
    found |= {f"lead.{name}": derived.meaning for name, derived in DERIVED_OF[Party].items()}
    found |= {f"{KINDS}.{kind}": f"the number of parties that are {kind.meaning}" for kind in PartyKind}
    for member, kinds in MEMBERS.items():
        for model in models_of(kinds[0]):
            _describe(model, member, found)
    for group in GROUPS:
        for model in models_of(Answers.model_fields[group].annotation):
            _describe(model, group, found)
    return MappingProxyType(found)


def _describe(model: type[BaseModel], path: str, found: dict[str, str]) -> None:
    """The facts of a model: of a union also its tag with the options, and the fields of every member."""
    for name, shape in fields_of(model).items():
        here, title = f"{path}.{name}", model.model_fields[name].title or name
        found.setdefault(here, f"{title}{_held(shape)}")
        match shape:
            case Group(model=nested):
                _describe(nested, here, found)
            case OneOf(tag=tag, members=members):
                listed = "; ".join(f"{value} ({meaning})" for value, meaning in shape.options)
                found.setdefault(f"{here}.{tag}", f"{title}: {listed}")
                for member in members.values():
                    _describe(member, here, found)
    for name, derived in DERIVED_OF.get(model, {}).items():
        found.setdefault(f"{path}.{name}", derived.meaning)


def _held(shape: Shape) -> str:
    """What a list or table holds, after the title of its question."""
    match shape:
        case Many(member=Group(model=model)):
            return f": a list, of each {', '.join(model.model_fields)}"
        case Many(member=OneOf(tag=tag, members=members)):
            kinds = "; ".join(f"{value}: {', '.join(n for n in m.model_fields)}" for value, m in members.items())
            return f": a list, of each {tag} ({kinds})"
        case Many():
            return ": a list"
        case Table(key=key):
            return {"key": ": by party", "integer": ": by year"}.get(key.kind, ": a table")
    return ""
