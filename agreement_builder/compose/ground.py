"""The ground of a draft: which routes of authority apply, what the library's choices are, and the facts so far.

It stands before selection: clauses ask for `routes.A` and `choices.shelter` as for any other fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.facts import Added, Facts, Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import in_state
from agreement_builder.answers.vocabulary import CHOICES, ROUTES
from agreement_builder.errors import Finding, Severity, error, nearest
from agreement_builder.library.law import Route
from agreement_builder.library.model import Library
from agreement_builder.library.service import ChoiceSpec


@dataclass(frozen=True, slots=True)
class RouteFound:
    """A route that applies, with the facts that decided; `by_hand` is the reason of one chosen by hand."""

    route: Route
    facts: Mapping[str, str | None]
    by_hand: str = ""


class Weighing:
    """Evaluates conditions of the library's data on one set of facts."""

    def __init__(self, library: Library, facts: Facts) -> None:
        self._conditions, self._facts = library.conditions, facts
        self._reading = Reading()
        self._names = facts.names(self._reading)

    def __call__(self, text: str) -> tuple[bool | None, Mapping[str, str | None]]:
        """Whether the condition holds (None: an unanswered fact decides), and the facts that it read."""
        self._reading.facts = {}
        return self._conditions[text].evaluate(self._lookup), self._reading.facts

    def _lookup(self, path: str) -> object:
        return self._facts.value(path, self._names, self._reading)


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts of a draft, the routes that apply in their order, and what is wrong with routes and choices.

    `waiting` holds the first open fact of each route that could not be decided.
    """

    facts: Facts
    weighing: Weighing
    routes: tuple[RouteFound, ...]
    waiting: tuple[str, ...]
    findings: tuple[Finding, ...]

    def holds(self, text: str | None) -> bool | None:
        """Whether a condition of the library's data holds; None where an unanswered fact decides."""
        return None if text is None else self.weighing(text)[0]


def ground(library: Library, file: AnswersFile) -> Ground:
    """The ground on which clauses are selected."""
    answers = file.answers
    # A choice depends on the answers alone, and a route may depend on a choice.
    waits = dict(_waiting(library, file)) if file.counsel_notes else {}
    choices = dict(_choices(library, file)) | dict.fromkeys(waits)
    asks = {choice.id: choice.ask for choice in library.choices.values()}
    weigh = Weighing(library, Facts(answers, Added(choices=choices, asks=asks, waits=waits)))
    weighed = [(route, *weigh(route.when)) for route in library.routes(answers.jurisdiction)]
    found = tuple(RouteFound(route, read) for route, verdict, read in weighed if verdict)
    if answers.routes is not None:
        found = tuple(
            RouteFound(route, {}, answers.routes.reason) for route, _, _ in weighed if route.id in answers.routes.use
        )
    truths = dict.fromkeys(library.added()[ROUTES], False) | {one.route.id: True for one in found}
    waiting = tuple(
        next((path for path, value in read.items() if value is None), "") for _, verdict, read in weighed
        if verdict is None and answers.routes is None
    )  # fmt: skip
    findings = (*_route_findings(library, file, found), *_choice_findings(library, file))
    facts = Facts(answers, Added(truths, choices, asks, waits))
    return Ground(facts, Weighing(library, facts), found, waiting, findings)


def suggested(library: Library, file: AnswersFile) -> AnswersFile:
    """The answers, with the measures that the library suggests where they give none."""
    service = file.answers.service
    if service.measures is not None:
        return file
    filled = service.model_copy(update={"measures": library.measures(service.kind)})
    return replace(file, answers=file.answers.model_copy(update={"service": filled}))


def concerning(library: Library, answers: Answers) -> Iterator[ChoiceSpec]:
    """The choices of this service that concern this agreement, as far as the answers tell."""
    weigh = Weighing(library, Facts(answers))
    for file in library.service(answers.service.kind):
        for choice in file.choices:
            if choice.applies is None or weigh(choice.applies)[0] is True:
                yield choice


def _choices(library: Library, file: AnswersFile) -> Iterator[tuple[str, str | None]]:
    """Each choice with its option, None where it is open, and `` where it does not concern the agreement.

    What is left to counsel is open, whatever the default.
    """
    yield from dict.fromkeys(library.choices, "").items()
    for choice in concerning(library, file.answers):
        given = file.answers.choices.get(choice.id)
        left = left_around(f"{CHOICES}.{choice.id}", file.counsel_notes) is not None
        yield choice.id, given if given in choice.options else None if left else choice.default


def _waiting(library: Library, file: AnswersFile) -> Iterator[tuple[str, str]]:
    """The choices of which counsel decides whether they are to be made, with the path of what it decides."""
    weigh = Weighing(library, Facts(file.answers))
    for spec in library.service(file.answers.service.kind):
        for choice in spec.choices:
            verdict, read = (True, {}) if choice.applies is None else weigh(choice.applies)
            open_facts = (path for path, value in read.items() if value is None) if verdict is None else ()
            left = next((path for path in open_facts if left_around(path, file.counsel_notes) is not None), None)
            if left is not None:
                yield choice.id, left


def _choice_findings(library: Library, file: AnswersFile) -> Iterator[Finding]:
    known = library.choices
    for name, value in file.answers.choices.items():
        where = file.where(f"choices.{name}")
        if name not in known:
            message = f'The library has no choice "{name}", so this answer has no effect.'
            yield error("choice-unknown", where, message, nearest(name, known))
        elif value is not None and value not in known[name].options:
            options = "; ".join(f"{option} ({meaning})" for option, meaning in known[name].options.items())
            message = f'"{value}" is not an option of {name}: {known[name].ask}'
            yield error("choice-value", where, message, f"Answer with one of: {options}.")


def _route_findings(library: Library, file: AnswersFile, found: tuple[RouteFound, ...]) -> Iterator[Finding]:
    answers = file.answers
    routes = {route.id: route for route in library.routes(answers.jurisdiction)}
    for place, name in enumerate(answers.routes.use if answers.routes is not None else (), 1):
        if name not in routes:
            message = f'The law of {answers.jurisdiction} has no route "{name}".'
            hint = "Routes are: " + "; ".join(f"{r.id} ({r.title})" for r in routes.values()) + "."
            yield error("route-unknown", file.where(f"routes.use[{place}]"), message, hint)
    if answers.routes is not None:
        message = f"The routes {', '.join(answers.routes.use)} were chosen by hand: {answers.routes.reason}"
        hint = "Remove routes: from the answers to have them worked out from the parties."
        yield Finding("route-by-hand", Severity.NOTE, file.where("routes"), message, hint)
    if not routes:
        states = ", ".join(sorted(library.routing)) or "none"
        message = (
            f"The library has no law of {answers.jurisdiction}, so nothing here tells whether the parties may agree."
        )
        yield error("route-none", file.where("jurisdiction"), message, f"It has law of: {states}.")
        return
    covered = {kind for one in found for kind in one.route.covers}
    for party in answers.parties:
        if party.kind not in covered and in_state(party, answers.jurisdiction):
            message = (
                f"No statute in the library authorizes {party.name} ({party.kind.meaning}) to share this service "
                "with these parties in this way."
            )
            hint = "Ask counsel; if another statute does, name its route and the reason under routes: in the answers."
            yield error("route-none", file.where(f"parties.{party.id}.kind"), message, hint)
