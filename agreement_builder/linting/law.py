"""Faults of the library that concern law and names: what rests on what is not there, and what is there twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agreement_builder.answers.vocabulary import CHOICES, ROUTES
from agreement_builder.checks.citations import forms_in
from agreement_builder.errors import Finding, Where, error, nearest
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import DEFINITIONS, Library

_READ = re.compile(rf"\b({ROUTES}|{CHOICES})\.([A-Za-z0-9_]+)")


def law_findings(library: Library) -> Iterator[Finding]:
    """Every fault of authorities, requirements, routes, questions for counsel, choices and definitions."""
    yield from _requirements(library)
    for routing in library.routing.values():
        for route in routing.routes:
            steps = (step.authority for step in (*route.approvals, *route.filings))
            yield from _authorities(library, (*route.authorities, *steps), library.where(route.id))
    for demanded in library.steps.values():
        for own in demanded:
            yield from _authorities(library, (own.authority,), library.where(own.says))
    for questions in library.counsel.values():
        for question in questions:
            yield from _authorities(library, question.authorities, library.where(question.id))
    for clause in library.clauses.values():
        yield from _of_a_state(clause, library)
        yield from _read_names(clause, library)
    yield from _twice(library)
    yield from _terms(library)


def _requirements(library: Library) -> Iterator[Finding]:
    satisfied = {name for clause in library.clauses.values() for name in clause.meta.satisfies}
    for jurisdiction, requirements in library.requirements.items():
        routes = {route.id for route in library.routes(jurisdiction)}
        for requirement in requirements:
            where = library.where(requirement.id)
            if requirement.authority not in library.authorities:
                message = f'There is no authority "{requirement.authority}".'
                hint = nearest(requirement.authority, library.authorities)
                yield error("requirement-authority", where, message, hint)
            if requirement.holds is None and requirement.id not in satisfied:
                message = "No clause satisfies this requirement, so no draft could meet it."
                hint = "Name it under satisfies in the clause that meets it."
                yield error("requirement-orphan", where, message, hint)
            for route in requirement.routes:
                if route not in routes:
                    message = f'The law of {jurisdiction} has no route "{route}".'
                    yield error("requirement-route", where, message, nearest(route, routes))


def _authorities(library: Library, names: Iterable[str], where: Where) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if name not in library.authorities:
            message = f'There is no authority "{name}".'
            yield error("law-authority", where, message, nearest(name, library.authorities))


def _of_a_state(clause: Clause, library: Library) -> Iterator[Finding]:
    """A clause that cites or rests on the law of one state is for that state only."""
    if len(library.routing) < 2:
        return
    offered = clause.meta.jurisdictions
    text = f"{clause.text}\n{clause.meta.note}"
    cited = {form.jurisdiction for form in forms_in(text, library) if form.regex.search(text)} & set(library.routing)
    if cited and not offered:
        states = ", ".join(sorted(cited))
        message = f"The clause cites the law of {states}, and it is offered in every state."
        hint = f"Add jurisdictions: [{states}] to the front matter, or leave the citation out."
        yield error("clause-jurisdiction", clause.where("title"), message, hint)
    rests = {law.jurisdiction for law in library.law for row in law.authorities if row.id in clause.meta.authorities}
    if offered and not rests <= set(offered):
        message = f"The clause rests on the law of {', '.join(sorted(rests - set(offered)))}, and is not offered there."
        hint = "Correct jurisdictions or authorities in the front matter."
        yield error("clause-jurisdiction", clause.where("jurisdictions"), message, hint)


def _read_names(clause: Clause, library: Library) -> Iterator[Finding]:
    """Routes and choices that the text reads, and choices of another service than the clause's."""
    known = library.added()
    for place, line in enumerate(clause.text.split("\n")):
        for first, name in _READ.findall(line):
            if name not in known[first]:
                message = f'The text reads "{first}.{name}", and the library has no such {first.removesuffix("s")}.'
                where = Where(clause.file, clause.line + place)
                yield error("clause-fact", where, message, nearest(name, known[first]))
    condition = clause.condition.facts() if clause.condition is not None else ()
    read = {path.removeprefix(f"{CHOICES}.") for path in condition if path.startswith(f"{CHOICES}.")}
    read |= {name for first, name in _READ.findall(clause.text) if first == CHOICES}
    for file in library.services:
        for choice in file.choices:
            if choice.id in read and file.service is not None and set(clause.meta.services) != {file.service}:
                message = f"The choice {choice.id} is asked for {file.service} only, and the clause is for others too."
                hint = f"Add services: [{file.service}] to the front matter, or move the choice to general.yaml."
                yield error("clause-choice", clause.where("when"), message, hint)


def _twice(library: Library) -> Iterator[Finding]:
    """Choices and routes of one name."""
    routes = [route.id for routing in library.routing.values() for route in routing.routes]
    choices = [choice.id for file in library.services for choice in file.choices]
    for kind, names in (("route", routes), ("choice", choices)):
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = f'There are two of the {kind} "{name}", so that a condition cannot tell them apart.'
            yield error("law-twice", library.where(name), message, "Give each a name of its own.")


def _terms(library: Library) -> Iterator[Finding]:
    defined: dict[str, list[Clause]] = {}
    for clause in library.topics.get(DEFINITIONS, ()):
        for term in re.findall(r'\*\*"([^"]+)"\*\*', clause.text):
            for other in defined.setdefault(term, []):
                if _may_meet(clause, other):
                    line = next(n for n, text in enumerate(clause.text.split("\n")) if f'"{term}"' in text)
                    message = f"“{term}” is defined here and in {other.id}."
                    where = Where(clause.file, clause.line + line)
                    yield error("term-twice", where, message, "Keep one definition of each term.")
            defined[term].append(clause)


def _may_meet(one: Clause, other: Clause) -> bool:
    """Whether two definitions may be wanted in the same draft, neither narrower than the other."""
    states, services = (set(one.meta.jurisdictions), set(one.meta.services))
    apart = (states and other.meta.jurisdictions and states.isdisjoint(other.meta.jurisdictions)) or (
        services and other.meta.services and services.isdisjoint(other.meta.services)
    )
    return not apart and one.narrowness == other.narrowness
