"""The statutory checklist: what the law demands of this agreement, and which section of the draft meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreement_builder.answers.party import Party
from agreement_builder.compose.cases import Case, Cases, Option, in_words
from agreement_builder.compose.select import Chosen
from agreement_builder.library.law import CounselQuestion, Requirement, Step


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement that applies: the topics that meet it, or that the facts do (`by_facts`).

    `waiting`: it can be met only once an open decision is taken. `lacking` has the choices of counsel, in words,
    with which nothing would meet it.
    """

    requirement: Requirement
    topics: tuple[str, ...]
    by_facts: bool
    waiting: bool
    lacking: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the draft meets the requirement, whatever counsel chooses."""
        return not self.lacking and (self.by_facts or bool(self.topics))


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


def checklist(cases: Cases, chosen: Iterable[Chosen], undecided: Iterable[str]) -> Checklist:
    """The checklist of a draft that holds the clauses `chosen`, some of which are `undecided`."""
    library, answers = cases.library, cases.first.file.answers
    picked = tuple(chosen)
    waiting = {name for clause in undecided for name in library.clauses[clause].meta.satisfies}
    verdicts = tuple(
        _verdict(cases, requirement, picked, waiting=requirement.id in waiting) for requirement in _requirements(cases)
    )
    questions = tuple(
        question
        for question in library.counsel.get(answers.jurisdiction, ())
        if (not question.services or answers.service.kind in question.services) and _may_hold(cases, question.applies)
    )
    return Checklist(verdicts, tuple(_steps(cases)), questions)


def _may_hold(cases: Cases, condition: str | None) -> bool:
    """Whether a condition (none: always) holds, or would hold with a choice of counsel."""
    return condition is None or True in cases.truths(condition)


def _verdict(cases: Cases, requirement: Requirement, chosen: tuple[Chosen, ...], *, waiting: bool) -> Verdict:
    meeting = [one for one in chosen if one.clause is not None and requirement.id in one.clause.meta.satisfies]
    topics = tuple(dict.fromkeys(one.clause.topic for one in meeting if one.clause is not None))
    always = any(not one.follows for one in meeting)
    settled = [options for one in meeting for options in one.follows]

    def look(case: Case) -> tuple[bool, str | None]:
        for condition, wanted in ((requirement.applies, False), (requirement.holds, True)):
            verdict, read = (None, {}) if condition is None else case.base.weighing(condition)
            if condition is not None and verdict is wanted:
                return True, None
            if verdict is None and (path := cases.open_among(read.items())) is not None:
                return False, path
        return _settles(case, settled)

    by_facts = bool(cases.first.base.holds(requirement.holds))
    if always or by_facts:
        return Verdict(requirement, topics, by_facts, waiting)
    leaves = cases.leaves(look)
    lacking = tuple(in_words(leaf.case.settled) for leaf in leaves if not leaf.found and leaf.case.settled)
    return Verdict(requirement, topics, all(leaf.found for leaf in leaves) and not topics, waiting, lacking)


def _settles(case: Case, settled: Iterable[tuple[Option, ...]]) -> tuple[bool, str | None]:
    """Whether one of these sets of options is taken in a case; and a choice on which it still depends."""
    path: str | None = None
    for options in settled:
        left = [option for option in options if option not in case.settled]
        if not left:
            return True, None
        if not any(case.settles(option.path) for option in left):
            path = path or left[0].path
    return False, path


def _requirements(cases: Cases) -> Iterator[Requirement]:
    answers, routes = cases.first.file.answers, {found.route.id for found in cases.first.base.routes}
    for requirement in cases.library.requirements.get(answers.jurisdiction, ()):
        on_route = not requirement.routes or not routes.isdisjoint(requirement.routes)
        of_service = not requirement.services or answers.service.kind in requirement.services
        if on_route and of_service and _may_hold(cases, requirement.applies):
            yield requirement


def _steps(cases: Cases) -> Iterator[Todo]:
    """The steps of every route that applies, and then those that the service asks for."""
    answers, found = cases.first.file.answers, cases.first.base.routes
    steps = [(step, False) for one in found for step in one.route.approvals]
    steps += [(step, True) for one in found for step in one.route.filings]
    for own in cases.library.steps.get(answers.jurisdiction, ()):
        if answers.service.kind in own.services and _may_hold(cases, own.applies):
            steps.append((own, own.filing))
    for step, filing in steps:
        parties = tuple(p for p in answers.parties if not step.parties or p.kind in step.parties)
        if parties:
            yield Todo(step, parties, filing)
