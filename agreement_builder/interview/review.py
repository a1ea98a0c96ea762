"""The review: every answer, grouped as the agreement is, with what is not settled before all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agreement_builder.compose.compose import Composition
from agreement_builder.document.tree import Blank, Block, Clause, Value
from agreement_builder.document.walk import block_runs, flat
from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import within
from agreement_builder.interview.wording import NO_NOTE

ELSEWHERE = "Of no single article"
"""The heading of answers that no article prints or asks for."""


@dataclass(frozen=True)
class Group:
    """Answers under one heading, each with its number in the review."""

    heading: str
    members: tuple[tuple[int, Entry], ...]


@dataclass(frozen=True)
class Review:
    """All answers of an agenda. `numbered` are in the order of the agreement; a number counts from 1."""

    agenda: Agenda
    numbered: tuple[Entry, ...]
    headings: tuple[str, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The answers by article."""
        found: dict[str, list[tuple[int, Entry]]] = {}
        for number, (heading, entry) in enumerate(zip(self.headings, self.numbered, strict=True), 1):
            found.setdefault(heading, []).append((number, entry))
        return tuple(Group(heading, tuple(members)) for heading, members in found.items())

    @cached_property
    def unsettled(self) -> tuple[Group, ...]:
        """What is not answered, left open or to counsel, or answered by default."""
        numbered = tuple(enumerate(self.numbered, 1))

        def of(*states: State) -> tuple[tuple[int, Entry], ...]:
            return tuple((number, entry) for number, entry in numbered if entry.state in states)

        groups = (
            Group("Not answered yet", of(State.MISSING)),
            Group("Left open", of(State.OPEN)),
            Group("Left to counsel", of(State.COUNSEL)),
            Group("Answered by default", tuple((n, entry) for n, entry in numbered if entry.is_default)),
        )
        return tuple(group for group in groups if group.members)

    def overview(self) -> Iterator[str]:
        """What is not settled, and the headings of the rest."""
        yield "Review of all answers"
        yield from self.unsettled_lines()
        yield "All answers, by article:"
        for number, group in enumerate(self.groups, 1):
            count = sum(entry.state is not State.ENDED for _, entry in group.members)
            yield f"  > {number}. {group.heading} ({count} answer{'' if count == 1 else 's'})"
        yield from self.hints()

    def unsettled_lines(self) -> Iterator[str]:
        """What is not settled."""
        for group in self.unsettled:
            yield f"{group.heading}:"
            for number, entry in group.members:
                yield f"  {number:>3}. {unsettled_line(entry)}"

    def hints(self) -> Iterator[str]:
        """What can be typed."""
        yield (
            "Type the number of an answer to look at it or change it, a greater-than sign (>) and a number to see one "
            "article, a for all answers, a hyphen (-) and a number to take away the party or other member of a list to "
            "which that answer belongs. An empty line leaves the review; q stops, and nothing is lost."
        )

    def group(self, number: int) -> Iterator[str]:
        """The answers of one group, by its number from 1."""
        yield from _lines(self.groups[number - 1])

    def everything(self) -> Iterator[str]:
        """All answers."""
        for group in self.groups:
            yield from _lines(group)


def review(agenda: Agenda) -> Review:
    """The review of an agenda."""
    homes = _homes(agenda.needs.composition)
    order = list(dict.fromkeys(homes.values()))
    placed = list(zip(_placed(agenda.entries, homes), agenda.entries, strict=True))
    placed.sort(key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    return Review(agenda, tuple(entry for _, entry in placed), tuple(heading for heading, _ in placed))


def unsettled_line(entry: Entry) -> str:
    """An answer that is not settled, under a heading that says in which way."""
    noted = entry.state in (State.OPEN, State.COUNSEL)
    return entry.question.answered((entry.line or NO_NOTE) if noted else entry.words)


def _lines(group: Group) -> Iterator[str]:
    yield f"{group.heading}:"
    yield from (f"  {number:>3}. {entry.question.answered(entry.words)}" for number, entry in group.members)


def _homes(composition: Composition) -> Mapping[str, str]:
    """The article of each answer: the first that prints it, else whose text or choice depends on it."""
    document = composition.document
    parts: list[tuple[str, tuple[Clause, ...]]] = [
        *((front.heading or "Parties", (front.clause,)) for front in document.fronts)
    ]
    parts += [(article.heading, article.clauses) for article in document.articles]
    chosen = {one.place: one for one in composition.chosen}
    exhibits = [(f"Exhibit, {exhibit.heading}", exhibit.blocks) for exhibit in document.exhibits]
    printed: dict[str, str] = {}
    depends: dict[str, str] = {}
    for heading, clauses in parts:
        for clause in clauses:
            for path in _printed(clause.blocks):
                printed.setdefault(path, heading)
            for path in composition.read.get(clause.id, {}):
                depends.setdefault(path, heading)
            for path in chosen[clause.topic].facts if clause.topic in chosen else ():
                depends.setdefault(path, heading)
    for heading, blocks in exhibits:
        for path in _printed(blocks):
            printed.setdefault(path, heading)
    found = {**depends, **printed}
    order = [heading for heading, _ in (*parts, *exhibits)]
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[1])))


def _printed(blocks: tuple[Block, ...]) -> Iterator[str]:
    for content in block_runs(blocks):
        yield from (inline.path for inline in flat(content) if isinstance(inline, Value | Blank))


def _placed(entries: Sequence[Entry], homes: Mapping[str, str]) -> Iterator[str]:
    """The heading for each entry; one without a home stands with its neighbors of the same part."""
    found = [_home(entry.path, homes) for entry in entries]
    parties = next(iter(homes.values()), ELSEWHERE)
    for place, entry in enumerate(entries):
        if within(entry.path, "parties"):
            yield parties
            continue
        mine = [found[n] for n, other in enumerate(entries) if other.question.section == entry.question.section]
        before = [found[n] for n in range(place + 1) if entries[n].question.section == entry.question.section]
        yield next((heading for heading in (*reversed(before), *mine) if heading), ELSEWHERE)


def _home(path: str, homes: Mapping[str, str]) -> str:
    """The heading for an answer: of its own path, of a part of it, or of what it is part of; empty if none has."""
    while path:
        if path in homes:
            return homes[path]
        inner = next((homes[one] for one in homes if within(one, path)), None)
        if inner is not None and "." in path:
            return inner
        path = path.rpartition(".")[0]
    return ""
