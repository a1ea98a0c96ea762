"""Answers behind a part of a draft as its trace and the library tell, where not all is or can be tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from agreement_builder.answers.origin import origins, pattern_of
from agreement_builder.answers.vocabulary import ROUTES
from agreement_builder.compose.readings import readings, title_readings
from agreement_builder.edition import Trace
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.library.outline import ExhibitKind
from agreement_builder.redline.causes.differences import Difference

_POSITION = re.compile(r"\[[0-9]+\]")

_COSTS = ("parties", "management", "funding")
_EXHIBITS = (*_COSTS, "service")
_SIGNATURES = ("parties", "jurisdiction")
_STRUCTURE = ("jurisdiction", "service.kind", "parties", "management.lead", "funding.shares.method")
_TELLS: Mapping[ExhibitKind, tuple[str, ...]] = {
    ExhibitKind.COST_SHARES: _COSTS,
    ExhibitKind.PRICES: _COSTS,
    ExhibitKind.COST_LINES: _COSTS,
    ExhibitKind.SERVICE_LEVELS: ("parties", "management"),
    ExhibitKind.PERFORMANCE_MEASURES: ("service",),
    ExhibitKind.NOTICE_ADDRESSES: ("parties",),
}
"""The groups of the answers of which each kind of exhibit tells."""

_ALWAYS = ("jurisdiction", "service.kind")
"""By these clauses are told apart before their conditions."""

_OF_ROUTES = frozenset({"jurisdiction", "service.kind", "parties", "management.model", "choices", "routes"})
"""The patterns of the answers by which routes of authority apply, as far as any library has asked."""


def behind(differences: Iterable[Difference], old: Trace | None, new: Trace | None) -> tuple[Difference, ...]:
    """Those differences that concern the facts that have another value; where there are none, any that were read."""
    among = tuple(differences)
    read = {**(old.facts if old is not None else {}), **(new.facts if new is not None else {})}
    return concerning(among, old, new) or tuple(one for one in among if _concerns(one, read))


def concerning(
    differences: Iterable[Difference], old: Trace | None, new: Trace | None, paths: tuple[str, ...] = ()
) -> tuple[Difference, ...]:
    """Those differences that concern the values and blanks at `paths`, and the facts that have another value."""
    before, after = (dict(trace.facts) if trace is not None else {} for trace in (old, new))
    other = [fact for fact in before if fact in after and before[fact] != after[fact]]
    # A fact that was read on one side alone is another where its own answer differs.
    alone = before.keys() ^ after.keys()
    return tuple(one for one in differences if _concerns(one, (*paths, *other)) or _at(one, alone))


def of_code(differences: Iterable[Difference], place: str, paths: tuple[str, ...]) -> tuple[Difference, ...]:
    """Those differences of which a part may tell that code builds from answers: an exhibit, title or signatures."""
    among = tuple(differences)
    groups = {"title": ("service",), "signatures": _SIGNATURES}.get(place, _EXHIBITS)
    shown = tuple(one for one in among if _at(one, paths))
    if shown and (place in ("title", "signatures") or not within(among, _COSTS)):
        return shown
    return within(among, groups)


def structural(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those differences that a text may go by without a trace of it, such as the number of the parties."""
    return within(differences, _STRUCTURE)


def written(place: str, clauses: Iterable[str], library: Library) -> frozenset[str]:
    """The patterns of the answers by which a section, definition or exhibit may go, as the library is written.

    Those of the conditions of all alternatives of its topics, and of the texts of the `clauses` that stand in it.
    """
    exhibit = next((one for one in library.outline.exhibits if one.id == place), None)
    if exhibit is not None:
        return frozenset(_TELLS[exhibit.kind]) | (library.behind[exhibit.when] if exhibit.when else frozenset())
    own = [clause for name in clauses if (clause := library.clauses.get(name)) is not None]
    if place == "title":
        return title_readings(library) | {"service.kind"}
    if place == "signatures":
        return frozenset(_SIGNATURES)
    topics = {place, *(clause.topic for clause in own)} - {DEFINITIONS}
    found = {*_ALWAYS, *(f"clauses.{topic}" for topic in topics)}
    for topic in topics:
        for clause in library.topics.get(topic, ()):
            found |= library.behind[clause.condition.text] if clause.condition is not None else set()
    for clause in own:
        read = readings(clause)
        found |= read.decided | read.printed
    return frozenset(found)


def within(differences: Iterable[Difference], patterns: Iterable[str]) -> tuple[Difference, ...]:
    """Those differences that concern an answer of one of these patterns."""
    known = tuple(patterns)
    return tuple(
        one
        for one in differences
        if one.edits[1:] or any(_around(pattern_of(path), other) for path in _paths(one) for other in known)
    )


def _concerns(one: Difference, facts: Iterable[str]) -> bool:
    patterns = {pattern_of(path) for path in _paths(one)}
    for fact in facts:
        if _at(one, (fact,)):
            return True
        of_fact = origins(_POSITION.sub("", fact)) if not fact.startswith(f"{ROUTES}.") else _OF_ROUTES
        known = fact.partition(".")[0] == "parties" and fact.count(".") > 1
        if not known and any(_around(a, b) for a in patterns for b in of_fact):
            return True
    return False


def _at(one: Difference, paths: Iterable[str]) -> bool:
    """Whether a difference is at one of these paths, or around it."""
    return any(_around(own, path) for own in _paths(one) for path in paths)


def _paths(one: Difference) -> Iterator[str]:
    yield one.path
    yield from (member.path for member in one.members)


def _around(one: str, other: str) -> bool:
    """Whether one of two written paths is the other or leads to it."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith((f"{short}.", f"{short}["))
