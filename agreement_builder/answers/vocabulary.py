"""The vocabulary of facts: every name that a condition or a text of a clause may use, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.adjustment import Adjustment, Cap, Escalator, Floor, PhaseIn
from agreement_builder.answers.costline import CostLine, Nature, cost_time
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import BOARDS, Governance
from agreement_builder.answers.grants import Program
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.management import Management, hands_over, leases, lends, sells
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.meetings import FinanceCommittee, WorkingGroup
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
from agreement_builder.answers.payment import Payment, due_days, suspends
from agreement_builder.answers.pricing import Hourly, InKind, KeptFees, Stepped
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.service import Service, service_title
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Table, fields_of
from agreement_builder.answers.sharing import PRICED, BlendPart
from agreement_builder.answers.term import Term

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


def limit_unit(limit: Floor | Cap) -> str:
    """The unit in which a floor or cap is stated."""
    return next((u for u in ("percent", "dollars", "growth") if getattr(limit, u, None) is not None), "none")


def _range(rule: Escalator) -> str:
    given = [name for name in ("least", "most") if getattr(rule, name) is not None]
    return "both" if len(given) == 2 else (given or ["none"])[0]


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
    CostLine: {
        "time": Derived(cost_time, "the fiscal years in which the cost arises: in each Fiscal Year"),
        "priced": Derived(
            lambda line: None if line.shares is None else line.shares.method in PRICED,
            "whether a price is paid, and no common cost is divided",
            "shares",
        ),
        "rises": Derived(
            lambda line: any(one.rule == "escalator" for one in line.adjustments),
            "whether the cost or price rises by a percentage or an index",
        ),
        "adjustment_count": Derived(lambda line: len(line.adjustments), "the number of its adjustments"),
    },
    Measure: {"called": Derived(lambda measure: measure.called, "the quantity as the agreement calls it")},
    Stepped: {"explained": Derived(lambda one: one.afterwards is not None, "whether it is said what follows the list")},
    Hourly: {"in_blocks": Derived(lambda one: one.block is not None, "whether hours are bought in blocks")},
    InKind: {"paid_beyond": Derived(lambda one: one.rate is not None, "whether hours beyond the free ones are paid")},
    KeptFees: {
        "guaranteed": Derived(lambda one: one.minimum is not None, "whether a minimum is guaranteed"),
        "by_class": Derived(lambda one: bool(one.classes), "whether classes of fees have a division of their own"),
    },
    BlendPart: {"measured": Derived(lambda part: part.measure is not None, "whether the part follows a measure")},
    PhaseIn: {"stages": Derived(lambda one: len(one.percents), "the number of fiscal years of the phase-in")},
    Floor: {"unit": Derived(limit_unit, "the unit of the limit: percent or dollars")},
    Cap: {"unit": Derived(limit_unit, "the unit of the limit: percent, dollars or growth")},
    Escalator: {
        "by": Derived(lambda one: "percent" if one.index is None else "index", "percent, or index"),
        "range": Derived(_range, "the limits of the yearly increase: none, least, most or both"),
    },
    Management: {
        "sells": Derived(sells, "whether a party sells something to another"),
        "leases": Derived(leases, "whether a party leases something to another"),
        "lends": Derived(lends, "whether a party has something that stays another's"),
        "hands_over": Derived(hands_over, "whether a function passes to another party later"),
    },
    Funding: {
        "closing": Derived(
            lambda funding: any(line.nature is Nature.CLOSING for line in funding.lines),
            "whether a cost of closing is shared by a rule of its own",
        ),
        "rents": Derived(
            lambda funding: any(line.nature is Nature.RENT for line in funding.lines),
            "whether one party pays another a rent",
        ),
        "suspends": Derived(
            lambda funding: suspends(funding.late), "whether late payment may suspend the service", "late"
        ),
        "stages": Derived(
            lambda funding: None if funding.late is None else len(funding.late),
            "the number of stages of what follows late payment",
            "late",
        ),
        "charges_interest": Derived(
            lambda funding: any(stage.then.rule == "interest" for stage in funding.late or ()),
            "whether a late payment bears interest",
            "late",
        ),
        "arrears": Derived(
            lambda funding: any(
                stage.then.rule in ("loss_of_vote", "deemed_withdrawal") for stage in funding.late or ()
            ),
            "whether arrears cost a party its vote or its place",
            "late",
        ),
        "rpip": Derived(
            lambda funding: any(grant.program is Program.RPIP for grant in funding.grants),
            "whether an incentive grant (§ 4-124s) is counted on",
        ),
        "adjustment_count": Derived(lambda funding: len(funding.adjustments), "how many adjustments there are"),
        "other_grants": Derived(
            lambda funding: sum(grant.program is Program.OTHER for grant in funding.grants),
            "the number of grants beside incentive grants",
        ),
    },
    Payment: {"due_days": Derived(due_days, "the days of the payments in the order of the fiscal year", "frequency")},
    Service: {"title": Derived(service_title, "the service as a title names it: Building Inspection Services", "name")},
    Leaving: {
        "liability_count": Derived(lambda leaving: len(leaving.liabilities), "how many liabilities outlive membership"),
        "event_count": Derived(lambda leaving: len(leaving.events), "how many events end the agreement or a part"),
    },
    Term: {
        "condition_count": Derived(lambda term: len(term.conditions), "how many conditions precede the effective date"),
    },
    Governance: {
        "board": Derived(
            lambda governance: None if governance.body is None else governance.body in BOARDS,
            "whether the parties have a board or committee, with seats and votes",
            "body",
        ),
        "working_group": Derived(
            lambda governance: any(isinstance(one, WorkingGroup) for one in governance.committees),
            "whether a working group of staff meets",
        ),
        "finance_committee": Derived(
            lambda governance: any(isinstance(one, FinanceCommittee) for one in governance.committees),
            "whether the finance officers meet as a committee",
        ),
    },
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


def vocabulary() -> dict[str, str]:
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
