"""Selection: which alternative fills each topic, and which facts decided it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.cases import Case, Cases, Option, in_words
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.member import ADJUSTMENTS, COST, Member, members
from agreement_builder.errors import Finding, Severity, Where, error, nearest
from agreement_builder.library.clause import Clause
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
    `about` is what it is filled for, where a topic is filled once for each cost or adjustment. `case` is that in
    which it was chosen. Of a topic with alternatives for counsel there is one for each: `label` is its letter, and
    `follows` has the options, of one choice or of several, from which it follows.
    """

    slot: Slot
    clause: Clause | None
    reason: Reason
    considered: tuple[Considered, ...]
    by_hand: str = ""
    section: str = ""
    about: Member | None = None
    case: Case | None = None
    follows: tuple[tuple[Option, ...], ...] = ()
    label: str = ""

    @property
    def only_if(self) -> str:
        """With which choices of counsel it stands, in words; empty where it stands in any case."""
        return "; or ".join(map(in_words, self.follows))

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


def select(cases: Cases, only: Container[str] | None = None) -> Selection:
    """The alternatives that the facts choose, for all topics or for those in `only`.

    In each case of counsel, where a topic depends on it.
    """
    work = _Selecting(cases)
    slots = tuple(slot for slot in cases.library.outline.slots() if only is None or slot.topic in only)
    waiting = list(members(cases.first.file.answers))
    chosen: list[Chosen] = []
    for slot in slots:
        if slot.each is None:
            chosen += work.choose(slot, _begun(slot, chosen))
            continue
        # What continues a section stands after it; the sections of costs, where these begin.
        here = [member for member in waiting if slot.topic == COST or (chosen and member.section == chosen[-1].place)]
        waiting = [member for member in waiting if member not in here]
        chosen += [
            one
            for member in here
            for part in slots
            if part.each is member.each
            for one in work.choose(part, member.section, member)
        ]
    unplaced = _unplaced(waiting, cases.first.file)
    return Selection(tuple(chosen), (*work.findings, *unplaced, *work.strays()), work.open)


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


def _in_case(case: Case, found: Finding) -> Finding:
    """The finding; of a case that counsel may bring about, a warning that says so."""
    if not case.settled:
        return found
    message = f"{found.message} This is so if counsel chooses this: {case.words}."
    return replace(found, severity=Severity.WARNING, message=message)


class _Selecting:
    """One selection over one set of answers and its cases."""

    def __init__(self, cases: Cases) -> None:
        self.cases, self.library, self.file = cases, cases.library, cases.first.file
        self.findings: list[Finding] = []
        self.open = OpenDecisions()

    def choose(self, slot: Slot, section: str, member: Member | None = None) -> Iterator[Chosen]:
        """What fills the topic: once, or in each case on which it depends."""

        def look(case: Case) -> tuple[tuple[Considered, ...], str | None]:
            considered = self.considered(case, slot, member)
            by_hand = slot.topic in self.file.answers.clauses
            return considered, self.waits_for(considered) if self.file.counsel_notes and not by_hand else None

        for leaf in self.cases.leaves(look):
            one = self.concluded(leaf.case, slot, leaf.found)
            yield replace(one, section=section, about=member, case=leaf.case)

    def considered(self, case: Case, slot: Slot, member: Member | None) -> tuple[Considered, ...]:
        answers = case.file.answers
        names = case.names if member is None else {**case.names, **member.names(case.facts, case.reading)}
        return tuple(
            self.consider(case, clause, names)
            for clause in self.library.topics.get(slot.topic, ())
            if clause.serves(answers.jurisdiction, answers.service.kind)
        )

    def consider(self, case: Case, clause: Clause, names: Mapping[str, object]) -> Considered:
        if clause.condition is None:
            return Considered(clause, bool(clause.meta.services), {})
        case.reading.facts = {}
        verdict = clause.condition.evaluate(lambda path: case.facts.value(path, names, case.reading))
        return Considered(clause, verdict, case.reading.facts)

    def waits_for(self, considered: tuple[Considered, ...]) -> str | None:
        """The first choice left to counsel on which it depends what fills the topic."""
        least = max((c.clause.narrowness for c in considered if c.verdict is True), default=0)
        undecided = [c for c in considered if c.verdict is None and c.clause.narrowness >= least]
        return self.cases.open_among(fact for c in undecided for fact in c.facts.items())

    def concluded(self, case: Case, slot: Slot, considered: tuple[Considered, ...]) -> Chosen:
        """What fills the topic in one case, as it was considered there."""
        if slot.topic in self.file.answers.clauses:
            return self.by_hand(case, slot, considered)
        holding = _narrowest([c for c in considered if c.verdict is True])
        if len(holding) > 1:
            names = " and ".join(c.clause.id for c in holding)
            hint = f"Narrow their conditions, or choose one under clauses: {slot.topic}: in the answers."
            message = f"{names} both apply to this topic; the first is used."
            where = Where(holding[0].clause.file, field=slot.topic)
            self.findings.append(_in_case(case, error("selection-ambiguous", where, message, hint)))
        if holding:
            return Chosen(slot, holding[0].clause, Reason.CONDITION, considered)
        return self.fall_back(case, slot, considered)

    def fall_back(self, case: Case, slot: Slot, considered: tuple[Considered, ...]) -> Chosen:
        for weighed in considered:
            if weighed.verdict is None:
                # The first open fact is asked for; whether a later one matters depends on its answer.
                path = next(path for path, value in weighed.facts.items() if value is None)
                self.open.add(path, slot.topic, weighed.clause.id, case.words)
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
            found = error("topic-unfilled", self.library.where(slot.topic), message, hint)
            self.findings.append(_in_case(case, found))
        return Chosen(slot, None, Reason.NONE, considered)

    def by_hand(self, case: Case, slot: Slot, considered: tuple[Considered, ...]) -> Chosen:
        choice = self.file.answers.clauses[slot.topic]
        clause = self.library.clauses.get(choice.use)
        if clause is None or clause.topic != slot.topic:
            ids = [c.id for c in self.library.topics.get(slot.topic, ())]
            message = f'"{choice.use}" is not an alternative for {slot.topic}.'
            where = self.file.where(f"clauses.{slot.topic}.use")
            self.findings.append(error("clause-unknown", where, message, nearest(choice.use, ids)))
            return self.fall_back(case, slot, considered)
        return Chosen(slot, clause, Reason.BY_HAND, considered, choice.reason)

    def strays(self) -> Iterator[Finding]:
        known = {slot.topic for slot in self.library.outline.slots()}
        for topic in self.file.answers.clauses:
            if topic not in known:
                message = f'The outline has no topic "{topic}", so this choice has no effect.'
                yield error("topic-unknown", self.file.where(f"clauses.{topic}"), message, nearest(topic, known))
