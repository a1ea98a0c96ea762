"""What each choice does to the draft, found by choosing the clauses anew under every option of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agreement_builder.answers.phrases import small
from agreement_builder.compose.select import Chosen, Reason
from agreement_builder.interview.given import Outlook, outlook, patterns, undone, with_answer
from agreement_builder.interview.question import Option, Question, Raw
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.outline import ExhibitOutline

SERVICE = "service.kind"
LINE = 90
"""The length of a consequence in one line, where its words allow."""

MANY = 8
"""More clauses than this are counted, for no single one says what the option does."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the draft has under one option and not under every other, the most telling first.

    `clauses`: those that it chooses. `maybe`: those that it makes possible, where other answers decide too.
    `without`: the titles of sections that others bring and it does not. `exhibits`: the headings of exhibits.
    `about`: what the library says of a service.
    """

    clauses: tuple[Clause, ...] = ()
    maybe: tuple[Clause, ...] = ()
    without: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one option brings: the clauses by the section that they fill, those undecided, the exhibits."""

    clauses: Mapping[str, Clause]
    waiting: Mapping[str, Clause]
    exhibits: frozenset[str]


def consequences(question: Question, raw: Raw, library: Library) -> Mapping[str, Consequence]:
    """By the word of each option, what it does to the draft; empty where the options differ in nothing."""
    if len(question.options) < 2:
        return {}
    if question.path == SERVICE:
        return _services(library)
    own = patterns(question)
    topics = _topics(own, library)
    exhibits = [e for e in library.outline.exhibits if e.when is not None and own & library.behind[e.when]]
    if not topics and not exhibits:
        return {}
    before = undone(raw, question)
    outcomes: dict[str, _Outcome] = {}
    for option in question.options:
        view = outlook(with_answer(before, question, option.value), library)
        if view is not None:
            outcomes[option.value] = _outcome(view, topics, exhibits)
    return {value: _compared(value, outcomes, own, library) for value in outcomes}


def _services(library: Library) -> Mapping[str, Consequence]:
    """What each service is, as the library says; its clauses are too many to tell."""
    return {str(file.service): Consequence(about=file.about) for file in library.services if file.service is not None}


def consequence(question: Question, option: Option, raw: Raw, library: Library) -> str:
    """What an option does to the draft, in one line; empty where nothing can be said.

    For several options of one question, `consequences` and `in_line` take the time of one.
    """
    found = consequences(question, raw, library).get(option.value)
    return in_line(found) if found is not None else ""


def in_line(found: Consequence) -> str:
    """A consequence in one line of at most LINE characters, where its words allow."""
    if found.about:
        return _cut(found.about.rstrip("."))
    if len(found.clauses) > MANY:
        titles = list(dict.fromkeys(clause.title for clause in found.clauses))
        return f"It chooses {len(found.clauses)} sections, such as {titles[0]} and {titles[1]}."
    if found.clauses:
        return shortened(found.clauses[0])
    if found.exhibits:
        return f"Adds the exhibit {found.exhibits[0]}."
    if found.without:
        return f"The draft has no section {found.without[0]}."
    if found.maybe:
        return shortened(found.maybe[0])
    return ""


def shortened(clause: Clause) -> str:
    """The title and summary of a clause; the summary alone, or its first part, where both are too long."""
    summary = clause.meta.summary.rstrip(".")
    whole = f"{clause.title}: {small(summary)}."
    if len(whole) <= LINE:
        return whole
    return _cut(summary)


def _cut(words: str) -> str:
    """The words as a sentence, up to the last semicolon within a line; all where there is none."""
    first = words if len(words) < LINE else words[: LINE - 1].rpartition(";")[0]
    return f"{first or words}."


def _topics(own: frozenset[str], library: Library) -> frozenset[str]:
    """The topics whose alternatives are chosen by the answers in `own`."""
    return frozenset(
        clause.topic
        for clause in library.clauses.values()
        if clause.condition is not None and own & library.behind[clause.condition.text]
    )


def _outcome(view: Outlook, topics: frozenset[str], exhibits: list[ExhibitOutline]) -> _Outcome:
    clauses: dict[str, Clause] = {}
    waiting: dict[str, Clause] = {}
    for one in view.chosen(topics):
        if (clause := _decided(one)) is not None:
            clauses[clause.id] = clause
        waiting |= {weighed.clause.id: weighed.clause for weighed in one.considered if weighed.verdict is None}
    return _Outcome(clauses, waiting, frozenset(e.heading for e in exhibits if view.base.holds(e.when)))


def _decided(one: Chosen) -> Clause | None:
    """The clause that fills a topic, if no open answer could put another in its place."""
    waiting = [weighed.clause for weighed in one.considered if weighed.verdict is None]
    if one.clause is not None and one.reason is Reason.CONDITION:
        # What is written for the service or state alone takes the place of what holds for all.
        waiting = [clause for clause in waiting if clause.narrowness > one.clause.narrowness]
    return one.clause if not waiting else None


def _compared(value: str, outcomes: Mapping[str, _Outcome], own: frozenset[str], library: Library) -> Consequence:
    mine, others = outcomes[value], [outcome for other, outcome in outcomes.items() if other != value]
    how_many = Counter(name for outcome in outcomes.values() for name in outcome.clauses)
    brought = [c for name, c in mine.clauses.items() if how_many[name] < len(outcomes)]
    possible = [c for name, c in mine.waiting.items() if not any(name in {*o.waiting, *o.clauses} for o in others)]
    filled = {clause.topic for clause in (*mine.clauses.values(), *mine.waiting.values())}
    usual = Counter(topic for o in others for topic in {clause.topic for clause in o.clauses.values()})
    lacking = [
        c for o in others for c in o.clauses.values() if c.topic not in filled and usual[c.topic] * 2 > len(others)
    ]
    exhibits = sorted(name for name in mine.exhibits if not all(name in o.exhibits for o in others))
    telling = _telling(outcomes, own, library)
    return Consequence(
        tuple(sorted(brought, key=telling)),
        tuple(sorted(possible, key=telling)),
        tuple(dict.fromkeys(clause.title for clause in sorted(lacking, key=telling))),
        tuple(exhibits),
    )


def _telling(
    outcomes: Mapping[str, _Outcome], own: frozenset[str], library: Library
) -> Callable[[Clause], tuple[int, ...]]:
    """A key by which clauses stand first that say most of an option.

    These are clauses which it alone chooses, in the article that treats of the question, by few facts beside it.
    """
    found = {c.id: c for outcome in outcomes.values() for c in outcome.clauses.values()}
    how_many = Counter(name for outcome in outcomes.values() for name in outcome.clauses)
    rivals = Counter(clause.topic for clause in found.values())
    front = {slot.topic for slot in library.outline.front}
    groups = {path.partition(".")[0] for path in own}
    near = {slot.topic for article in library.outline.articles if article.id in groups for slot in article.topics}
    order = {slot.topic: place for place, slot in enumerate(library.outline.slots())}

    def key(clause: Clause) -> tuple[int, ...]:
        facts = library.behind[clause.condition.text] if clause.condition is not None else frozenset()
        due = (not own & facts, how_many[clause.id], clause.topic in front, clause.topic not in near)
        return (*due, clause.narrowness, len(facts), -rivals[clause.topic], order.get(clause.topic, len(order)))

    return key
