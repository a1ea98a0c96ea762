"""An answer given or changed: the text that follows, and what it makes irrelevant, brings back or newly asks.

No answer is thrown away. One that no longer has a meaning, or no longer fits, is marked inactive where it stands
(`answers.inactive`) and comes back when it is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from agreement_builder.answers.inactive import INACTIVE, lift_inactive
from agreement_builder.answers.paths import locate
from agreement_builder.answers.save import set_value
from agreement_builder.errors import AnswersRefusal, Finding
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.effects import Effects, value_at
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import unsound, within
from agreement_builder.interview.question import Raw
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.wholes import crowding_out, table_of, together
from agreement_builder.interview.written import written
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml

MOST_ROUNDS = 6
"""How often what follows from a change is looked for again; each round settles what the one before brought up."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is told: the short name of its question, and the answer in words."""

    path: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The text after an answer, with its agenda.

    `set_aside`: answers that no longer have an effect. `restored`: those that have one again. `asked`: questions
    that a changed answer newly asks. `taken`: answers known from a party profile.
    """

    text: str
    agenda: Agenda
    set_aside: tuple[Told, ...] = ()
    restored: tuple[Told, ...] = ()
    asked: tuple[Entry, ...] = ()
    taken: tuple[Told, ...] = ()


def read(text: str) -> tuple[Raw, dict[str, Any]]:
    """The data of an answers file without what is inactive, and what is, by written path."""
    value = _data(text)
    raw = deepcopy(value) if isinstance(value, dict) else {}
    return raw, lift_inactive(raw)


def answer(text: str, now: Agenda, entry: Entry, line: str, library: Library) -> Revision:
    """The answers after a line has answered the question of `entry`; raises ReplyFault with a sentence if it cannot."""
    try:
        changed = written(text, entry.question, line)
    except AnswersRefusal as refusal:
        raise ReplyFault(told(refusal.findings[0])) from None
    if changed == text:
        return Revision(text, now)
    return _Revising(library, now, entry, changed).revision()


def told(finding: Finding) -> str:
    """A finding in one or two sentences."""
    return f"{finding.message} {finding.hint}".strip()


@dataclass
class _Revising:
    """What follows from one answer."""

    library: Library
    before: Agenda
    entry: Entry
    text: str
    aside: dict[str, Told] = field(default_factory=dict)
    restored: dict[str, Told] = field(default_factory=dict)
    idle: set[str] = field(default_factory=set)
    """What was set aside for want of an effect alone."""
    quiet: Agenda | None = None
    """The agenda in which nothing more is to be set aside."""

    @property
    def effects(self) -> Effects:
        """What the change does to other answers."""
        return Effects(self.library, self.before, self.entry)

    def revision(self) -> Revision:
        raw, _ = read(self.text)
        problems = unsound(raw)
        # A further party, too, may contradict what was said of all parties.
        is_change = self.entry.state is State.ANSWERED or self.entry.question.listed == "parties"
        refused = list(filter(self.is_own, problems)) if is_change else problems
        if refused:
            raise ReplyFault(told(refused[0]))
        now = self.settled(agenda(raw, self.library))
        if problems := unsound(now.raw):
            now = self.fitting(problems)
        if crowding := crowding_out(now, self.before):
            now = self.put_aside(crowding, now)
        for _ in range(MOST_ROUNDS):
            again = self.with_restored(self.settled(now))
            if again is now:
                break
            now = again
        known = {entry.path for entry in self.before.entries}
        newly = self.entry.state is not State.MISSING
        asked = tuple(e for e in now.missing() if e.path in self.aside or (newly and e.path not in known))
        return Revision(self.text, now, tuple(self.aside.values()), tuple(self.restored.values()), asked)

    def is_own(self, problem: Finding) -> bool:
        """Whether the answer is wrong by itself, whatever the others are."""
        raw, _ = read(self.text)
        # A member that was just added is named by its key in one path, and by its place in the other.
        own = locate(raw, problem.where.field or "") == locate(raw, self.entry.path)
        return own and not self.entry.question.tag and problem.rule.startswith("answer-")

    def settled(self, now: Agenda) -> Agenda:
        """The agenda once what has no effect any more is set aside."""
        mine = now.at(self.entry.path)
        while now is not self.quiet and (mine is None or mine.state in (State.ANSWERED, State.ENDED)):
            stale = [path for path in _not_offered(now) if path != self.entry.path]
            stale += self.effects.not_of_party(now)
            idle = [path for path in self.effects.needless(now) if not any(within(path, one) for one in stale)]
            stale += self.effects.suggested(now)
            if not stale and not idle:
                break
            self.idle.update(idle)
            now = self.put_aside([*stale, *idle], now)
        self.quiet = now
        return now

    def put_aside(self, paths: Iterable[str], now: Agenda) -> Agenda:
        for path in paths:
            value = value_at(now.raw, path)
            if value is not None and value not in ({}, []):
                self.aside[path] = told_of(self.before, path, value)
            # As it stands, with what it keeps itself.
            self.text = set_value(self.text, path, {INACTIVE: value_at(_data(self.text), path)})
        return agenda(read(self.text)[0], self.library)

    def fitting(self, problems: list[Finding]) -> Agenda:
        """The agenda once those other answers are set aside that the changed one contradicts."""
        now = agenda(read(self.text)[0], self.library)
        for _ in range(len(now.entries)):
            if not problems:
                return now
            other = _in_the_way(problems[0].where.field or "", self.entry.path, now)
            if other is None:
                raise ReplyFault(told(problems[0]))
            now = self.put_aside([other], now)
            problems = unsound(now.raw)
        return now

    def with_restored(self, now: Agenda) -> Agenda:
        """The agenda once what is asked for again has come back, as far as it fits."""
        _, kept = read(self.text)
        for paths in together(kept):
            # What has no effect may have one again, once others have come back.
            if any(path in self.aside and path not in self.idle for path in paths):
                continue
            if not all(any(within(entry.path, path) for entry in now.missing()) for path in paths):
                continue
            text = self.text
            for path in paths:
                text = set_value(text, path, kept[path])
            raw, _ = read(text)
            if unsound(raw):
                continue
            again = agenda(raw, self.library)
            parts = table_of(paths[0])
            if parts and any(within(entry.path, parts) for entry in again.missing()):
                continue
            if not any(within(one, path) for one in _not_offered(again) for path in paths):
                self.text, now = text, again
                for path in paths:
                    if self.aside.pop(path, None) is None:
                        self.restored[path] = told_of(again, path, kept[path])
        return now


def _data(text: str) -> object:
    return read_yaml(text, "answers", AnswersRefusal).value


def _not_offered(now: Agenda) -> list[str]:
    """The closed choices whose answer is no longer among what is offered."""
    return [
        entry.path
        for entry in now.entries
        if entry.state is State.ANSWERED
        and entry.question.options
        and entry.line not in [option.value for option in entry.question.options]
    ]


def _in_the_way(fault: str, path: str, now: Agenda) -> str | None:
    """Another answer whose absence may mend a fault; the nearest after the one at `path`, else before it."""
    answered = [e.path for e in now.entries if e.state is State.ANSWERED and not within(e.path, "parties")]
    if fault == path or (path not in answered and not within(path, "parties")):
        return None
    place = answered.index(path) if path in answered else -1
    others = [*answered[place + 1 :], *reversed(answered[: max(place, 0)])]
    near = [one for one in others if within(one, fault) or within(fault, one)]
    return near[0] if near else None


def told_of(known: Agenda, path: str, value: object) -> Told:
    """An answer in words, by the first question at its place."""
    found = next((entry for entry in known.entries if within(entry.path, path)), None)
    if found is None:
        return Told(path, path, str(value))
    return Told(path, found.question.full_title, found.words)
