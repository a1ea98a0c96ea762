"""The statutory checklist: what the law demands of this agreement, and which section of the draft meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.compose.ground import Ground
from agreement_builder.library.clause import Clause
from agreement_builder.library.law import CounselQuestion, Requirement, Step
from agreement_builder.library.model import Library


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement that applies: the topics that meet it, or that the facts do (`by_facts`).

    `waiting`: it can be met only once an open decision is taken.
    """

    requirement: Requirement
    topics: tuple[str, ...]
    by_facts: bool
    waiting: bool

    @property
    def met(self) -> bool:
        """Whether the draft meets the requirement."""
        return self.by_facts or bool(self.topics)


@dataclass(frozen=True, slots=True)
class Todo:
    """A step to take outside the text, and the parties that take it: a vote (`filing` false) or a filing."""

    step: Step
    parties: tuple[Party, ...]
    filing: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the law demands, the steps it asks of the parties, and what only counsel can settle."""

    verdicts: tuple[Verdict, ...]
    steps: tuple[Todo, ...]
    questions: tuple[CounselQuestion, ...]


def checklist(
    library: Library, answers: Answers, base: Ground, chosen: Iterable[Clause], undecided: Iterable[str]
) -> Checklist:
    """The checklist of a draft that holds the clauses `chosen`, some of which are `undecided`."""
    clauses = tuple(chosen)
    waiting = {name for clause in undecided for name in library.clauses[clause].meta.satisfies}
    verdicts = tuple(
        Verdict(
            requirement,
            tuple(clause.topic for clause in clauses if requirement.id in clause.meta.satisfies),
            bool(base.holds(requirement.holds)),
            requirement.id in waiting,
        )
        for requirement in _requirements(library, answers, base)
    )
    questions = tuple(
        question
        for question in library.counsel.get(answers.jurisdiction, ())
        if (not question.services or answers.service.kind in question.services)
        and (question.applies is None or base.holds(question.applies))
    )
    return Checklist(verdicts, tuple(_steps(library, answers, base)), questions)


def _requirements(library: Library, answers: Answers, base: Ground) -> Iterator[Requirement]:
    routes = {found.route.id for found in base.routes}
    for requirement in library.requirements.get(answers.jurisdiction, ()):
        on_route = not requirement.routes or not routes.isdisjoint(requirement.routes)
        of_service = not requirement.services or answers.service.kind in requirement.services
        if on_route and of_service and (requirement.applies is None or base.holds(requirement.applies)):
            yield requirement


def _steps(library: Library, answers: Answers, base: Ground) -> Iterator[Todo]:
    """The steps of every route that applies, and then those that the service asks for."""
    steps = [(step, False) for found in base.routes for step in found.route.approvals]
    steps += [(step, True) for found in base.routes for step in found.route.filings]
    for own in library.steps.get(answers.jurisdiction, ()):
        if answers.service.kind in own.services and (own.applies is None or base.holds(own.applies)):
            steps.append((own, own.filing))
    for step, filing in steps:
        parties = tuple(p for p in answers.parties if not step.parties or p.kind in step.parties)
        if parties:
            yield Todo(step, parties, filing)
