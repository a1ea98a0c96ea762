"""A library in numbers, and where it is thin."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from agreement_builder.library.clause import Clause
from agreement_builder.library.model import DEFINITIONS, Library

_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\]\(#[^)]*\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Stats:
    """The numbers of a library.

    `alternatives` are its clauses without the definitions; `services` and `jurisdictions` count the clauses that
    are for these alone; `single` are the topics with one alternative; `unsupported` the clauses that name no
    authority; `oldest_check` is the day of the longest-standing check of any file of law.
    """

    topics: int
    alternatives: int
    definitions: int
    blanks: int
    words: int
    requirements: int
    authorities: Mapping[str, int]
    statuses: Mapping[str, int]
    services: Mapping[str, int]
    jurisdictions: Mapping[str, int]
    single: tuple[str, ...]
    unsupported: tuple[str, ...]
    oldest_check: dt.date | None

    def as_dict(self) -> dict[str, object]:
        """The numbers as plain data, for `--json`."""
        return asdict(self)


def library_stats(library: Library) -> Stats:
    """The numbers of a library."""
    clauses = list(library.clauses.values())
    topics = {topic: found for topic, found in library.topics.items() if topic != DEFINITIONS}
    return Stats(
        topics=len(topics),
        alternatives=sum(len(found) for found in topics.values()),
        definitions=len(library.topics.get(DEFINITIONS, ())),
        blanks=len({(clause.topic, name) for clause in clauses for name in clause.meta.blanks}),
        words=sum(word_count(clause) for clause in clauses),
        requirements=sum(len(rows) for rows in library.requirements.values()),
        authorities=_counted(str(row.status) for row in library.authorities.values()),
        statuses=_counted(str(clause.meta.status) for clause in clauses),
        services=_counted(str(service) for clause in clauses for service in clause.meta.services),
        jurisdictions=_counted(state for clause in clauses for state in clause.meta.jurisdictions),
        single=tuple(topic for topic, found in topics.items() if len(found) == 1),
        unsupported=tuple(clause.id for clause in clauses if not clause.meta.authorities),
        oldest_check=min((law.checked_on for law in library.law), default=None),
    )


def word_count(clause: Clause) -> int:
    """The number of words that the clause itself says, in all its branches and without any fact."""
    return len(_WORD.findall(_MARKUP.sub(" ", clause.text)))


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
