"""What the draft does with an answer: the sections that it chooses, those that go by it, and those that print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreement_builder.compose.readings import readings, title_readings
from agreement_builder.interview.consequences import SERVICE, Consequence
from agreement_builder.interview.given import Outlook, outlook, patterns, undone
from agreement_builder.interview.question import Question, Raw
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.library.outline import ExhibitKind, ExhibitOutline

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
    `signatures`, `title`: the signature blocks and the title of the agreement go by it. `route`: the statutes on
    which the agreement rests depend on it. `asks`: the questions of the library that do.
    """

    chooses: tuple[Clause, ...]
    words: tuple[Clause, ...]
    prints: tuple[Clause, ...]
    has_exhibits: tuple[str, ...]
    in_exhibits: tuple[str, ...]
    signatures: bool
    title: bool
    route: bool
    asks: tuple[str, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses that depend on the answer, those that it chooses first."""
        return (*self.chooses, *self.words, *self.prints)


def uses(question: Question, raw: Raw, library: Library, effects: Mapping[str, Consequence] | None = None) -> Uses:
    """What the draft of these answers does, or may do, with the answer to a question.

    `effects` are the consequences of its options: where the model supposes one, others bring further sections.
    """
    own = patterns(question)
    view = outlook(undone(raw, question), library)
    answers = view.file.answers if view is not None else None
    brought = (clause for effect in (effects or {}).values() for clause in (*effect.clauses, *effect.maybe))
    clauses = _in_order((*(view.possible() if view is not None else ()), *brought), library)
    clauses += _definitions(clauses, own, library)
    chooses = [c for c in clauses if c.condition is not None and own & library.behind[c.condition.text]]
    if SERVICE in own:
        chooses = [c for c in library.clauses.values() if c.topic == "scope" and c.meta.services]
    others = [(clause, readings(clause)) for clause in clauses if clause not in chooses]
    there = tuple(e for e in library.outline.exhibits if e.when is not None and own & library.behind[e.when])
    routes = library.routes(answers.jurisdiction) if answers is not None else ()
    return Uses(
        chooses=tuple(chooses),
        words=tuple(clause for clause, read in others if own & read.decided),
        prints=tuple(clause for clause, read in others if own & read.printed and not own & read.decided),
        has_exhibits=tuple(exhibit.heading for exhibit in there),
        in_exhibits=tuple(e.heading for e in library.outline.exhibits if e not in there and _made_of(e, own, view)),
        signatures=bool(own & SIGNATURES),
        title=bool(own & title_readings(library)),
        route=any(own & library.behind[route.when] for route in routes),
        asks=tuple(_asked(own, answers.service.kind if answers is not None else None, library)),
    )


def _in_order(clauses: Iterable[Clause], library: Library) -> list[Clause]:
    """Each clause once, in reading order."""
    order = {slot.topic: place for place, slot in enumerate(library.outline.slots())}
    return sorted({c.id: c for c in clauses}.values(), key=lambda clause: order.get(clause.topic, len(order)))


def _made_of(exhibit: ExhibitOutline, own: frozenset[str], view: Outlook | None) -> bool:
    """Whether the exhibit is made of the answer, and may be in the draft."""
    made = any(path == start or path.startswith(f"{start}.") for path in own for start in EXHIBITS[exhibit.kind])
    if not made or exhibit.when is None or view is None or view.base.holds(exhibit.when) is not False:
        return made
    # An exhibit of a list that has no member yet comes with the first.
    lists = view.library.behind[exhibit.when]
    return any(path.startswith(f"{around}.") for path in own for around in lists)


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
