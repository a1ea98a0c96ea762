"""The vocabulary of facts: every name that a condition or a text of a clause may use, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import (
    BOARD_KINDS,
    MUNICIPAL_KINDS,
    Party,
    PartyKind,
    Ratifier,
    short_name,
    the_name,
)
from agreement_builder.answers.paths import models_of
from agreement_builder.answers.service import Service, service_title
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Table, fields_of

GROUPS = ("service", "management", "funding", "governance", "term", "leaving", "risk")
"""The groups of the answers that clauses read by name."""

ROUTES, CHOICES, KINDS = "routes", "choices", "kinds"
"""Names under which the library's routes and choices, and the number of parties of each kind, are read."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from the answers: how, and what it is; `asks` is the question where it has no value."""

    of: Callable[[Any], object]
    meaning: str
    asks: str = ""


DERIVED_OF: dict[type[BaseModel], dict[str, Derived]] = {
    Party: {
        "short": Derived(short_name, "the name without its form: Bolton"),
        "the_name": Derived(the_name, "the name as it stands in a sentence: the Town of Bolton"),
        "municipal": Derived(
            lambda party: party.kind in MUNICIPAL_KINDS, "whether it is a municipality or other local unit"
        ),
        "board": Derived(lambda party: party.kind in BOARD_KINDS, "whether it is a board of education"),
        "delegated": Derived(
            lambda party: party.ratified_by is Ratifier.SELECTMEN, "whether selectmen vote by delegation"
        ),
    },
    Service: {"title": Derived(service_title, "the service as a title names it: Building Inspection Services", "name")},
}
"""Facts of one model beyond its fields."""

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
    "shared": "whether the parties pay shares of a common cost (no amounts or unit prices are set)",
    "jurisdiction": "the state whose law governs",
}
"""Facts of the whole agreement beyond the groups."""


@lru_cache(maxsize=1024)
def fact_exists(path: str) -> bool:
    """Whether a dotted path is in the vocabulary of conditions (of a party: `lead.name`, `parties` alone)."""
    return path in DERIVED or (not path.startswith("party.") and bool(fact_annotation(path)))


def added_name(path: str) -> tuple[str, str] | None:
    """`("choices", "shelter")` for a path that only the library can know; None for any other."""
    first, dot, name = path.partition(".")
    return (first, name) if first in (ROUTES, CHOICES) and dot and "." not in name else None


def fact_annotation(path: str) -> tuple[object, ...]:
    """The annotations of the model fields that a path names; empty where it names none."""
    first, *rest = path.split(".")
    if first in GROUPS:
        models = list(models_of(Answers.model_fields[first].annotation))
    elif first in ("lead", "party"):
        models = [Party]
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


def vocabulary() -> dict[str, str]:
    """Every fact that clauses may use, by its path, with its question or meaning."""
    found = dict(DERIVED)
    for name, info in Party.model_fields.items():
        found[f"lead.{name}"] = info.title or name
    found |= {f"lead.{name}": derived.meaning for name, derived in DERIVED_OF[Party].items()}
    found |= {f"service.{name}": derived.meaning for name, derived in DERIVED_OF[Service].items()}
    found |= {f"{KINDS}.{kind}": f"the number of parties that are {kind.meaning}" for kind in PartyKind}
    for group in GROUPS:
        for model in models_of(Answers.model_fields[group].annotation):
            _describe(model, group, found)
    return found


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
