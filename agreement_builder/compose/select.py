"""Selection: which alternative fills each topic, and which facts decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from agreement_builder.answers.facts import Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.ground import Ground
from agreement_builder.compose.member import ADJUSTMENTS, COST, Member, members
from agreement_builder.errors import Finding, Where, error, nearest
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.outline import Slot


class Reason(StrEnum):
    """Why an alternative was chosen."""

    CONDITION = "its condition holds"
    DEFAULT = "it is the default of the outline"
    BY_HAND = "it was chosen by hand"
    ONLY = "no alternative competes with it"
    NONE = "no alternative applies and the topic is optional"


@dataclass(frozen=True, slots=True)
class Considered:
    """One alternative as it was weighed: the verdict, and the facts read with their values as text."""

    clause: Clause
    verdict: bool | None
    facts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What fills a topic, why, and what was not chosen.

    `section` is the key of the section to which it goes: its topic, or that of the cost of which it speaks.
    `about` is what it is filled for, where a topic is filled once for each cost or adjustment.
    """

    slot: Slot
    clause: Clause | None
    reason: Reason
    considered: tuple[Considered, ...]
    by_hand: str = ""
    section: str = ""
    about: Member | None = None

    @property
    def place(self) -> str:
        """The key of its section."""
        return self.section or self.slot.topic

    @property
    def facts(self) -> Mapping[str, str | None]:
        """The facts that decided."""
        mine = [c for c in self.considered if self.clause is not None and c.clause.id == self.clause.id and c.facts]
        return mine[0].facts if mine else {k: v for c in self.considered for k, v in c.facts.items()}

    @property
    def rejected(self) -> tuple[Considered, ...]:
        """The alternatives not chosen."""
        return tuple(c for c in self.considered if self.clause is None or c.clause.id != self.clause.id)


@dataclass(frozen=True, slots=True)
class Selection:
    """What fills each topic of the outline, in order; the findings of choosing, and what could not be decided."""

    chosen: tuple[Chosen, ...]
    findings: tuple[Finding, ...]
    open: OpenDecisions


def select(library: Library, file: AnswersFile, base: Ground) -> Selection:
    """The alternatives that the facts choose."""
    work = _Selecting(library, file, base)
    slots = tuple(library.outline.slots())
    waiting = list(members(file.answers))
    chosen: list[Chosen] = []
    for slot in slots:
        if slot.each is None:
            chosen.append(replace(work.choose(slot), section=_begun(slot, chosen)))
            continue
        # What continues a section stands after it; the sections of costs, where these begin.
        here = [member for member in waiting if slot.topic == COST or (chosen and member.section == chosen[-1].place)]
        waiting = [member for member in waiting if member not in here]
        chosen += [
            replace(work.choose(part, member), section=member.section, about=member)
            for member in here
            for part in slots
            if part.each is member.each
        ]
    return Selection(tuple(chosen), (*work.findings, *_unplaced(waiting, file), *work.strays()), work.open)


def _unplaced(left: Iterable[Member], file: AnswersFile) -> Iterator[Finding]:
    """One finding for each cost of which the outline has no place to speak."""
    for path, member in {member.path: member for member in reversed(tuple(left))}.items():
        own = member.section != ADJUSTMENTS
        topic, what = (COST, f'the cost "{member.line.name}"') if own else (ADJUSTMENTS, "the adjustments of the cost")
        message = f'The outline has no topic "{topic}", so the draft would say nothing of {what}.'
        hint = f"Add the topic {topic} to the outline, or take this out of the answers."
        yield error("topic-unfilled", file.where(path if own else "funding.adjustments"), message, hint)


def _begun(slot: Slot, chosen: list[Chosen]) -> str:
    """The topic whose section a slot continues; empty where it begins one."""
    filled = any(one.slot.topic == slot.under and one.clause is not None for one in chosen)
    return slot.under if slot.under is not None and filled else ""


def _narrowest(holding: list[Considered]) -> list[Considered]:
    """Those written for this service or state alone, where there are any: they stand in place of general ones."""
    most = max((c.clause.narrowness for c in holding), default=0)
    return [c for c in holding if c.clause.narrowness == most]


class _Selecting:
    """One selection over one set of answers."""

    def __init__(self, library: Library, file: AnswersFile, base: Ground) -> None:
        self.library, self.file = library, file
        self.facts = base.facts
        self.reading = Reading()
        self.names = self.facts.names(self.reading)
        self.plain = self.names
        self.findings: list[Finding] = []
        self.open = OpenDecisions()

    def choose(self, slot: Slot, member: Member | None = None) -> Chosen:
        answers = self.file.answers
        self.names = self.plain if member is None else {**self.plain, **member.names(self.facts, self.reading)}
        alternatives = self.library.topics.get(slot.topic, ())
        considered = tuple(
            self.consider(clause)
            for clause in alternatives
            if clause.serves(answers.jurisdiction, answers.service.kind)
        )
        if slot.topic in answers.clauses:
            return self.by_hand(slot, considered)
        holding = _narrowest([c for c in considered if c.verdict is True])
        if len(holding) > 1:
            names = " and ".join(c.clause.id for c in holding)
            hint = f"Narrow their conditions, or choose one under clauses: {slot.topic}: in the answers."
            self.findings.append(
                error(
                    "selection-ambiguous",
                    Where(holding[0].clause.file, field=slot.topic),
                    f"{names} both apply to this topic; the first is used.",
                    hint,
                )
            )
        if holding:
            return Chosen(slot, holding[0].clause, Reason.CONDITION, considered)
        return self.fall_back(slot, considered)

    def consider(self, clause: Clause) -> Considered:
        if clause.condition is None:
            return Considered(clause, bool(clause.meta.services), {})
        self.reading.facts = {}
        verdict = clause.condition.evaluate(lambda path: self.facts.value(path, self.names, self.reading))
        return Considered(clause, verdict, self.reading.facts)

    def fall_back(self, slot: Slot, considered: tuple[Considered, ...]) -> Chosen:
        for weighed in considered:
            if weighed.verdict is None:
                # The first open fact is asked for; whether a later one matters depends on its answer.
                path = next(path for path, value in weighed.facts.items() if value is None)
                self.open.add(path, slot.topic, weighed.clause.id)
        unconditional = _narrowest([c for c in considered if c.clause.condition is None])
        if slot.default is not None:
            chosen = next((c.clause for c in considered if c.clause.id == slot.default), None)
            if chosen is not None:
                only = len(considered) == 1
                return Chosen(slot, chosen, Reason.ONLY if only else Reason.DEFAULT, considered)
        elif len(unconditional) == 1 and (len(considered) == 1 or not slot.optional):
            only = len(considered) == 1
            return Chosen(slot, unconditional[0].clause, Reason.ONLY if only else Reason.DEFAULT, considered)
        undecided = any(c.verdict is None for c in considered)
        if not slot.optional and not undecided:
            message = f'No clause of the library fits the topic "{slot.topic}" with these answers.'
            hint = "Choose one under clauses: in the answers, or add an alternative to the library."
            self.findings.append(error("topic-unfilled", self.library.where(slot.topic), message, hint))
        return Chosen(slot, None, Reason.NONE, considered)

    def by_hand(self, slot: Slot, considered: tuple[Considered, ...]) -> Chosen:
        choice = self.file.answers.clauses[slot.topic]
        clause = self.library.clauses.get(choice.use)
        if clause is None or clause.topic != slot.topic:
            ids = [c.id for c in self.library.topics.get(slot.topic, ())]
            message = f'"{choice.use}" is not an alternative for {slot.topic}.'
            where = self.file.where(f"clauses.{slot.topic}.use")
            self.findings.append(error("clause-unknown", where, message, nearest(choice.use, ids)))
            return self.fall_back(slot, considered)
        return Chosen(slot, clause, Reason.BY_HAND, considered, choice.reason)

    def strays(self) -> Iterator[Finding]:
        known = {slot.topic for slot in self.library.outline.slots()}
        for topic in self.file.answers.clauses:
            if topic not in known:
                message = f'The outline has no topic "{topic}", so this choice has no effect.'
                yield error("topic-unknown", self.file.where(f"clauses.{topic}"), message, nearest(topic, known))
