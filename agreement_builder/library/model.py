"""The library: everything a draft is made of, by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from agreement_builder.errors import LibraryRefusal, Where, error, nearest
from agreement_builder.library.clause import Clause
from agreement_builder.library.condition import Condition, parse_condition
from agreement_builder.library.law import SECTION, Authority, AuthorityFile, CitationForm, Requirement
from agreement_builder.library.outline import Outline

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
    def definitions(self) -> Mapping[str, Clause]:
        """The clause that defines each term, of those in the folder `definitions`."""
        found: dict[str, Clause] = {}
        for clause in self.topics.get(DEFINITIONS, ()):
            for term in _DEFINED.findall(clause.text):
                found.setdefault(term, clause)
        return found

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
        texts = [exhibit.when for exhibit in self.outline.exhibits]
        for requirements in self.requirements.values():
            texts += [text for r in requirements for text in (r.holds, r.applies)]
        return {text: parse_condition(text) for text in texts if text is not None}


def clause_by_id(library: Library, clause_id: str) -> Clause:
    """The clause with this id; raises LibraryRefusal naming the nearest one."""
    clause = library.clauses.get(clause_id)
    if clause is None:
        message = f'There is no clause "{clause_id}".'
        raise LibraryRefusal([error("clause-unknown", Where(), message, nearest(clause_id, library.clauses))])
    return clause
