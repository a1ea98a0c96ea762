"""What the draft does with an answer: the sections that it chooses, those that go by it, and those that print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreement_builder.compose.readings import readings
from agreement_builder.interview.consequences import SERVICE
from agreement_builder.interview.given import outlook, patterns, undone
from agreement_builder.interview.question import Question, Raw
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.library.outline import ExhibitKind

EXHIBITS: Mapping[ExhibitKind, tuple[str, ...]] = {
    ExhibitKind.COST_SHARES: (
        "parties.name", "funding.shares", "funding.first_budget", "funding.budgets", "funding.adjustments",
        "funding.first_fiscal_year",
    ),
    ExhibitKind.PRICES: (
        "parties.name", "funding.shares", "funding.first_budget", "funding.budgets", "funding.adjustments",
        "funding.first_fiscal_year",
    ),
    ExhibitKind.COST_LINES: ("parties.name", "funding.lines", "funding.first_fiscal_year"),
    ExhibitKind.SERVICE_LEVELS: ("management.levels",),
    ExhibitKind.PERFORMANCE_MEASURES: ("service.measures",),
    ExhibitKind.NOTICE_ADDRESSES: ("parties.name", "parties.chief_executive", "parties.address"),
}  # fmt: skip
"""What the exhibits that the program builds are made of: patterns of answers, each with all that lies within it."""

SIGNATURES = frozenset(
    {"parties.name", "parties.kind", "parties.state", "parties.chief_executive", "parties.legislative_body",
     "parties.ratified_by"}
)  # fmt: skip
"""The answers that the signature blocks go by."""


@dataclass(frozen=True, slots=True)
class Uses:
    """The clauses that an answer chooses, whose words go by it, and that print it, in reading order.

    `has_exhibits` are the headings of exhibits that are there or not by it, `in_exhibits` of those made of it.
    `route`: the statutes on which the agreement rests depend on it. `asks`: the questions of the library that do.
    """

    chooses: tuple[Clause, ...]
    words: tuple[Clause, ...]
    prints: tuple[Clause, ...]
    has_exhibits: tuple[str, ...]
    in_exhibits: tuple[str, ...]
    signatures: bool
    route: bool
    asks: tuple[str, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses that depend on the answer, those that it chooses first."""
        return (*self.chooses, *self.words, *self.prints)


def uses(question: Question, raw: Raw, library: Library) -> Uses:
    """What the draft of these answers does, or may do, with the answer to a question."""
    own = patterns(question)
    view = outlook(undone(raw, question), library)
    possible = tuple(dict.fromkeys(c.id for c in view.possible())) if view is not None else ()
    clauses = [library.clauses[name] for name in possible]
    clauses += _definitions(clauses, own, library)
    chooses = [c for c in clauses if c.condition is not None and own & library.behind[c.condition.text]]
    if SERVICE in own:
        chooses = [c for c in library.clauses.values() if c.topic == "scope" and c.meta.services]
    read = {clause.id: readings(clause) for clause in clauses}
    words = [c for c in clauses if own & read[c.id].decided and c not in chooses]
    prints = [c for c in clauses if own & read[c.id].printed and c not in words and c not in chooses]
    there = {e.id for e in library.outline.exhibits if e.when is not None and own & library.behind[e.when]}
    jurisdiction = view.file.answers.jurisdiction if view is not None else "CT"
    standing = [
        e for e in library.outline.exhibits if view is None or view.base.holds(e.when) is not False or not e.when
    ]
    return Uses(
        tuple(chooses),
        tuple(words),
        tuple(prints),
        tuple(e.heading for e in library.outline.exhibits if e.id in there),
        tuple(e.heading for e in standing if e.id not in there and _made_of(EXHIBITS[e.kind], own)),
        bool(own & SIGNATURES),
        any(own & library.behind[route.when] for route in library.routes(jurisdiction)),
        tuple(_asked(own, view.file.answers.service.kind if view is not None else None, library)),
    )


def _made_of(beginnings: Iterable[str], own: frozenset[str]) -> bool:
    return any(path == start or path.startswith(f"{start}.") for path in own for start in beginnings)


def _asked(own: frozenset[str], service: object, library: Library) -> Iterable[str]:
    """The questions of the library that concern an agreement by this answer."""
    if SERVICE in own:
        return
    for file in library.services:
        if file.service in (None, service):
            yield from (c.ask for c in file.choices if c.applies is not None and own & library.behind[c.applies])


def _definitions(clauses: list[Clause], own: frozenset[str], library: Library) -> list[Clause]:
    """The definitions that read the answer, of terms that one of the clauses uses."""
    found = []
    for clause in library.topics.get(DEFINITIONS, ()):
        read = readings(clause)
        if own & (read.decided | read.printed):
            terms = [term for term, ids in library.defined_in.items() if clause.id in ids]
            if any(term in other.text for term in terms for other in clauses):
                found.append(clause)
    return found
