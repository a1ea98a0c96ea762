"""From which answers each fact of a clause follows, and the answers as one path each, whoever they are of.

The *pattern* of an answer is its written path without the keys and positions of members: `parties.address` stands
for `parties.bolton.address`, `funding.shares.parts.weight` for `funding.shares.parts[1].weight`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pydantic import BaseModel

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.derived import DERIVED_OF
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.answers.paths import models_of, steps
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.shape import Group, Many, Shape, Table, within
from agreement_builder.answers.vocabulary import GROUPS, KINDS

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "others": ("parties", "management.lead"),
    "lead": ("management.lead",),
    "count": ("parties",),
    "municipalities": ("parties.kind", "parties.state"),
    "boards": ("parties.kind", "parties.state"),
    "other_bodies": ("parties.kind", "parties.state"),
    "out_of_state": ("parties.kind", "parties.state"),
    "council_towns": ("parties.kind", "parties.state", "parties.legislative_body"),
    "effect_parties": ("term.effect_parties",),
    "least_parties": ("leaving.least.parties",),
    "turns": ("funding.shares.order",),
    "shared": ("funding.shares.method",),
    "payers": ("funding.lines.parties",),
    "each_payer": ("funding.lines.parties",),
    "payer_count": ("funding.lines.parties",),
    "payee": ("funding.lines.paid_to", "management.model"),
    "the_cost": (),
    "first_year": (),
    "other_rule": tuple(
        f"funding.{around}adjustments.{name}" for around in ("", "lines.") for name in ("then", "before", "other")
    ),
    "limited_to": ("funding.adjustments.party", "funding.lines.adjustments.party"),
}
"""The answers from which each fact of the whole agreement, and of one cost, follows."""

_PARTIES = ("party", "parties", "others", "effect_parties", "least_parties", "payers", "turns", "lead")
_OPERATING = {"shares": "shares", "adjustments": "adjustments", "cost": "first_budget"}
"""The fields of a cost line where it stands for the operating cost, with those of the group from which they come."""


@lru_cache(maxsize=4096)
def pattern_of(path: str) -> str:
    """The pattern of a written path; `choices.x` and `blanks.topic.x` are their own."""
    if path.partition(".")[0] in ("choices", "blanks", "clauses"):
        return path
    shapes: list[Shape] = [Group(model=Answers)]
    found: list[str] = []
    for step in steps(path):
        member = any(isinstance(shape, Many | Table) for shape in shapes)
        shapes = [inner for shape in shapes for inner in within(shape, step)]
        if not member:
            found.append(str(step))
    return ".".join(found)


@lru_cache(maxsize=4096)
def origins(fact: str) -> frozenset[str]:
    """The patterns of the answers from which a fact follows.

    Of a route (`routes.A`) only the library knows; it is its own origin, as `choices.x` and `blanks.x` are.
    """
    return frozenset(_origins(fact))


def _origins(fact: str) -> Iterator[str]:
    first, dot, rest = fact.partition(".")
    yield from FOLLOWS.get(first, ())
    if first in ROSTERS:
        yield ROSTERS[first].path
        model: type[BaseModel] | None = ROSTERS[first].model
        for name in rest.split(".") if rest else ():
            if model is Party:
                yield from _of(Party, "parties", name)
            info = model.model_fields.get(name) if model is not None else None
            model = next(models_of(info.annotation), None) if info is not None else None
    elif first in _PARTIES:
        yield from _of(Party, "parties", rest) if dot else ("parties",) if first == "parties" else ()
    elif first == KINDS:
        yield from ("parties.kind", "parties.state")
    elif first == "line":
        yield from _of(CostLine, "funding.lines", rest)
        name, more, inner = rest.partition(".")
        if name in _OPERATING:
            yield from _of(Funding, "funding", f"{_OPERATING[name]}{more}{inner}")
    elif first == "adjustment":
        for model in models_of(Adjustment):
            yield from _of(model, "funding.adjustments", rest)
            yield from _of(model, "funding.lines.adjustments", rest)
    elif first in GROUPS:
        (model,) = models_of(Answers.model_fields[first].annotation)
        yield from _of(model, first, rest)
    elif first not in FOLLOWS:
        yield fact


def _of(model: type[BaseModel], around: str, path: str) -> Iterator[str]:
    """The origins of a fact at `path` within a model that stands at the pattern `around`."""
    models, here = [model], around
    for name in path.split(".") if path else ():
        derived = [DERIVED_OF[m][name] for m in models if name in DERIVED_OF.get(m, {})]
        if derived:
            yield from (f"{here}.{field}" for one in derived for field in one.origins)
            return
        fields = [m.model_fields[name] for m in models if name in m.model_fields]
        models = [nested for info in fields for nested in models_of(info.annotation)]
        here = f"{here}.{name}"
    yield here
