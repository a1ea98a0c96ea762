"""The library: everything a draft is made of, by id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from agreement_builder.answers.origin import origins
from agreement_builder.answers.service import PerformanceMeasure, ServiceKind
from agreement_builder.answers.vocabulary import CHOICES, ROUTES, added_name, vocabulary
from agreement_builder.errors import LibraryRefusal, Where, error, nearest
from agreement_builder.library.clause import Clause
from agreement_builder.library.condition import Condition, parse_condition
from agreement_builder.library.law import (
    SECTION,
    Authority,
    AuthorityFile,
    CitationForm,
    CounselQuestion,
    Requirement,
    Route,
    RouteFile,
    ServiceStep,
)
from agreement_builder.library.outline import Outline
from agreement_builder.library.service import ChoiceSpec, ServiceFile

DEFINITIONS = "definitions"
"""The folder whose clauses define terms and are pulled in where a clause uses the term."""

_DEFINED = re.compile(r'\*\*["“]([^"”{}]+)["”]\*\*')


@dataclass(frozen=True)
class Library:
    """Everything a draft is made of, by id.

    `version` identifies the content of all files; `places` gives the place of each topic of the outline, and
    of each authority and requirement, by its name.
    """

    clauses: Mapping[str, Clause]
    outline: Outline
    outline_file: str
    template: Path
    authorities: Mapping[str, Authority]
    law: tuple[AuthorityFile, ...]
    requirements: Mapping[str, tuple[Requirement, ...]]
    routing: Mapping[str, RouteFile]
    counsel: Mapping[str, tuple[CounselQuestion, ...]]
    steps: Mapping[str, tuple[ServiceStep, ...]]
    services: tuple[ServiceFile, ...]
    citation_forms: tuple[CitationForm, ...]
    proper_names: frozenset[str]
    version: str
    places: Mapping[str, Where] = field(default_factory=dict)

    def where(self, name: str) -> Where:
        """The place of a topic of the outline, an authority or a requirement."""
        return self.places.get(name, Where(self.outline_file, field=name))

    @cached_property
    def topics(self) -> Mapping[str, tuple[Clause, ...]]:
        """The alternatives of each topic, by name."""
        topics: dict[str, list[Clause]] = {}
        for clause in self.clauses.values():
            topics.setdefault(clause.topic, []).append(clause)
        return {topic: tuple(alternatives) for topic, alternatives in topics.items()}

    @cached_property
    def definitions(self) -> Mapping[str, tuple[Clause, ...]]:
        """The clauses that define each term, of those in the folder `definitions`; each for other services or states.

        Those for certain services or states stand before those for all.
        """
        found: dict[str, list[Clause]] = {}
        for clause in self.topics.get(DEFINITIONS, ()):
            for term in _DEFINED.findall(clause.text):
                found.setdefault(term, []).append(clause)
        return {term: tuple(sorted(clauses, key=lambda c: -c.narrowness)) for term, clauses in found.items()}

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Every term that any clause defines."""
        return tuple(self.defined_in)

    @cached_property
    def defined_in(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the clauses that define each term, in alphabetical order of the terms."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            for term in _DEFINED.findall(clause.text):
                found.setdefault(term, []).append(clause.id)
        return {term: tuple(found[term]) for term in sorted(found)}

    @cached_property
    def checked(self) -> Mapping[str, str]:
        """The state of the law to which each authority was checked, by its id."""
        return {row.id: law.checked_through for law in self.law for row in law.authorities}

    def checked_through(self, jurisdiction: str) -> str:
        """The state of the law of a state to which its authorities were checked; `never` if there are none."""
        states = dict.fromkeys(law.checked_through for law in self.law if law.jurisdiction == jurisdiction)
        return "; ".join(states) or "never"

    @cached_property
    def sections(self) -> Mapping[str, tuple[Authority, ...]]:
        """The authorities by their bare section number, without subsections."""
        found: dict[str, list[Authority]] = {}
        for row in self.authorities.values():
            for number in SECTION.findall(row.section):
                found.setdefault(number, []).append(row)
        return {number: tuple(rows) for number, rows in found.items()}

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The conditions written in outline and requirements, by their text."""
        return {text: parse_condition(text) for text in texts_of_conditions(self)}

    @cached_property
    def behind(self) -> Mapping[str, frozenset[str]]:
        """The patterns of the answers on which each condition depends, by its text: of clauses and of all data."""
        written = {clause.condition.text: clause.condition for clause in self.clauses.values() if clause.condition}
        return {text: self._behind(condition) for text, condition in {**self.conditions, **written}.items()}

    def _behind(self, condition: Condition) -> frozenset[str]:
        """Those of the facts that it reads: of a route those that make it apply, of a choice also those it concerns."""
        found: set[str] = set()
        for fact in condition.facts():
            first, name = added_name(fact) or ("", "")
            if first != ROUTES:
                found |= origins(fact)
            inner = [self.choices[name].applies] if first == CHOICES and name in self.choices else []
            inner += [route.when for routing in self.routing.values() for route in routing.routes if route.id == name]
            found.update(*(self._behind(self.conditions[text]) for text in inner if text is not None))
        return frozenset(found)

    @cached_property
    def choices(self) -> Mapping[str, ChoiceSpec]:
        """Every choice, by its id."""
        return {choice.id: choice for file in self.services for choice in file.choices}

    @cached_property
    def requirement_ids(self) -> frozenset[str]:
        """The ids of all requirements."""
        return frozenset(r.id for requirements in self.requirements.values() for r in requirements)

    def added(self) -> Mapping[str, frozenset[str]]:
        """The names that the library adds to the facts: its routes and its choices."""
        routes = frozenset(route.id for routing in self.routing.values() for route in routing.routes)
        return {ROUTES: routes, CHOICES: frozenset(self.choices)}

    def vocabulary(self) -> Mapping[str, str]:
        """Every fact that clauses may use, by its path, with its question or meaning."""
        routes = {
            f"{ROUTES}.{route.id}": f"whether the route applies: {route.title}"
            for routing in self.routing.values()
            for route in routing.routes
        }
        choices = {f"{CHOICES}.{c.id}": f"{c.ask} ({', '.join(c.options)})" for c in self.choices.values()}
        return {**vocabulary(), **routes, **choices}

    def service(self, kind: ServiceKind) -> tuple[ServiceFile, ...]:
        """What is asked and suggested for a service: the file of all services, and its own."""
        return tuple(file for file in self.services if file.service in (None, kind))

    def measures(self, kind: ServiceKind) -> tuple[PerformanceMeasure, ...]:
        """The measures suggested for a service."""
        return tuple(measure for file in self.service(kind) for measure in file.measures)

    def routes(self, jurisdiction: str) -> tuple[Route, ...]:
        """The routes of a state."""
        routing = self.routing.get(jurisdiction)
        return routing.routes if routing is not None else ()


def clause_by_id(library: Library, clause_id: str) -> Clause:
    """The clause with this id; raises LibraryRefusal naming the nearest one."""
    clause = library.clauses.get(clause_id)
    if clause is None:
        message = f'There is no clause "{clause_id}".'
        raise LibraryRefusal([error("clause-unknown", Where(), message, nearest(clause_id, library.clauses))])
    return clause


def texts_of_conditions(library: Library) -> Iterator[str]:
    """The conditions written in outline, law and services, as they are written."""
    found = [exhibit.when for exhibit in library.outline.exhibits]
    for requirements in library.requirements.values():
        found += [text for r in requirements for text in (r.holds, r.applies)]
    found += [route.when for routing in library.routing.values() for route in routing.routes]
    found += [step.applies for steps in library.steps.values() for step in steps]
    found += [question.applies for questions in library.counsel.values() for question in questions]
    found += [choice.applies for choice in library.choices.values()]
    return (text for text in found if text is not None)
