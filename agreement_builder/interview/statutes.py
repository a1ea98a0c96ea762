"""What the statutes say on a question: those behind the sections and requirements that depend on its answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreement_builder.interview.given import patterns
from agreement_builder.interview.question import Question
from agreement_builder.interview.uses import Uses
from agreement_builder.library.law import SECTION, Authority, AuthorityStatus, Requirement
from agreement_builder.library.model import Library

MOST = 3
"""So many statutes are told at most."""

SENTENCES = 2
FEW = 2
"""Where more sections than these print an answer, the law behind them is not about it."""

SEVERAL = 6
"""Where more sections or demands of law than these turn on an answer, none of them is about it."""

_WORD = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True, slots=True)
class Statute:
    """What one section says: its citation, up to two sentences in our words, and how far it was checked."""

    citation: str
    title: str
    says: tuple[str, ...]
    checked: str
    verified: bool


def statutes(question: Question, found: Uses, state: str, service: str | None, library: Library) -> tuple[Statute, ...]:
    """The statutes of the state on a question, at most MOST, the most specific first; of a service those for it."""
    mine = {
        row.id: row
        for law in library.law
        if law.jurisdiction == state
        for row in law.authorities
        if not row.services or service in row.services
    }
    cited = Counter(name for clause in library.clauses.values() for name in clause.meta.authorities)
    ranks: dict[str, int] = {}
    for rank, names in enumerate(_named(question, found, state, service, library)):
        for name in names:
            ranks.setdefault(name, rank)
    usable = [name for name in ranks if name in mine and mine[name].status is not AuthorityStatus.REPEALED]
    usable.sort(key=lambda name: (ranks[name], cited[name]))
    words = _words(" ".join((question.title, question.help, *(option.meaning for option in question.options))))
    return tuple(_told(mine[name], words, library) for name in usable[:MOST])


def _named(
    question: Question, found: Uses, state: str, service: str | None, library: Library
) -> Iterator[Iterable[str]]:
    """The ids of authorities, the most specific first.

    Those that the question itself cites; of what the law demands and counsel asks by the answer; the first of each
    route; of the sections that it chooses; of the few whose words go by it or that print it.
    """
    yield _cited(" ".join((question.help, *(option.meaning for option in question.options))), library)
    demands = [r for r in library.requirements.get(state, ()) if not r.services or service in r.services]
    turning = _turning(patterns(question), demands, state, service, library)
    yield turning if len(set(turning)) <= SEVERAL else ()
    if found.route:
        yield from (route.authorities[:1] for route in library.routes(state))
    by_id = {requirement.id: requirement.authority for requirement in demands}
    few = (clauses for clauses in (found.words, found.prints) if len(clauses) <= FEW)
    for clauses in (found.chooses if len(found.chooses) <= SEVERAL else (), *few):
        yield [by_id[name] for clause in clauses for name in clause.meta.satisfies if name in by_id]
        yield [name for clause in clauses for name in clause.meta.authorities]


def _cited(text: str, library: Library) -> list[str]:
    """The authorities that a text cites: by subsection, where it names one."""
    rows = [row for number in SECTION.findall(text) for row in library.sections.get(number, ())]
    exact = [row for row in rows if row.section in text]
    return [row.id for row in exact or rows]


def _turning(
    own: frozenset[str], demands: Iterable[Requirement], state: str, service: str | None, library: Library
) -> list[str]:
    """The authorities of requirements, steps and questions for counsel that turn on the answer."""
    steps = [step for step in library.steps.get(state, ()) if service in step.services]
    asked = [one for one in library.counsel.get(state, ()) if not one.services or service in one.services]
    found = [(r.authority, text) for r in demands for text in (r.applies, r.holds)]
    found += [(step.authority, step.applies) for step in steps]
    found += [(name, one.applies) for one in asked for name in one.authorities]
    return [name for name, text in found if text is not None and own & library.behind[text]]


def _told(row: Authority, words: frozenset[str], library: Library) -> Statute:
    """What a section says, by the sentences that share most words with the question; the first ones if none does."""
    places = range(len(row.says))
    nearest = sorted(places, key=lambda place: (-len(words & _words(row.says[place])), place))[:SENTENCES]
    said = tuple(row.says[place] for place in sorted(nearest))
    return Statute(row.citation, row.title, said, library.checked[row.id], row.status is not AuthorityStatus.UNVERIFIED)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
