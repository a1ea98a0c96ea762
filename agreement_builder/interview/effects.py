"""Which answers a change deprives of their effect on the draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from agreement_builder.answers.origin import pattern_of
from agreement_builder.answers.paths import steps
from agreement_builder.answers.source import child_of
from agreement_builder.compose.readings import readings
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import around, within
from agreement_builder.interview.place import places
from agreement_builder.interview.question import Raw
from agreement_builder.interview.questions import MEASURES
from agreement_builder.interview.relevance import STRUCTURE
from agreement_builder.library.model import Library

KIND = "service.kind"


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of an answer to the question of `entry`; `before` is the agenda without it."""

    library: Library
    before: Agenda
    entry: Entry

    def not_of_party(self, now: Agenda) -> list[str]:
        """The answers that were asked of the party, and are not asked of what it is now."""
        party = ".".join(self.entry.path.split(".")[:2])
        asked = {entry.path for entry in now.entries}
        settled = (State.ANSWERED, State.OPEN, State.COUNSEL)
        given = [e.path for e in self.before.entries if within(e.path, party) and e.state in settled]
        gone = [path for path in given if path not in asked and value_at(now.raw, path) is not None]
        return gone if within(party, "parties") else []

    def needless(self, now: Agenda) -> list[str]:
        """The answers that the change has deprived of their effect, and that would not be asked for."""
        # What is asked in any case never goes without an effect.
        given = [p for p in _given(now.raw) if not within(self.entry.path, p) and p not in (KIND, STRUCTURE)]
        silent = [path for path in given if path not in around(now.needs.spoken)]
        gone = self.before.needs.read - now.needs.read | self.before.needs.spoken - now.needs.spoken
        sure = [path for path in silent if path in around(gone)]
        if now.needs.clauses == self.before.needs.clauses or not self.entry.question.options:
            silent = []
        else:
            linked = self._linked(now)
            silent = [path for path in silent if pattern_of(path) in around(linked)]
        if self.entry.path in (KIND, STRUCTURE):
            # These print what is given though they would not ask for it.
            silent += [path for path in given if within(path, "service") or within(path, "parties")]
            silent = [path for path in silent if path != MEASURES]
        found = self.unasked(list(dict.fromkeys([*sure, *silent])), now.raw)
        doubtful = [path for path in found if path not in sure]
        if doubtful:
            # What was not asked for before either, someone has written by hand.
            never = self.unasked(doubtful, self.before.raw)
            found = [path for path in found if path not in never]
        return found

    def _linked(self, now: Agenda) -> frozenset[str]:
        """The patterns of the answers whose effect may hang on what has changed.

        Some condition goes by both, or a clause that reads them has come or gone.
        """
        changed = {pattern_of(self.entry.path)} | {
            pattern_of(path)
            for path in {*_given(now.raw), *_given(self.before.raw)}
            if value_at(now.raw, path) != value_at(self.before.raw, path)
        }
        found: set[str] = set()
        wider = around(frozenset(changed))
        for behind in self.library.behind.values():
            if not wider.isdisjoint(behind) or not changed.isdisjoint(around(behind)):
                found |= behind
        came, went = ({clause.id for clause in one.needs.clauses} for one in (now, self.before))
        for clause_id in came ^ went:
            read = readings(self.library.clauses[clause_id])
            found |= read.decided | read.printed
        return frozenset(found)

    def unasked(self, paths: list[str], raw: Raw) -> list[str]:
        """Those answers that would not be asked for if they were missing."""
        while paths:
            # Without all at once, one may not be asked only because another is missing that decides on it.
            missing = around(frozenset(e.path for e in agenda(_without(raw, paths), self.library).missing()))
            left = [path for path in paths if path not in missing]
            if left == paths:
                break
            paths = left
        return paths

    def suggested(self, now: Agenda) -> list[str]:
        """The measures, if they are just those suggested for the service that it was before."""
        measures = [member for member in now.raw.get("service", {}).get("measures") or () if member is not None]
        old = self.before.needs.suggested
        if self.entry.path != KIND or not measures or old == now.needs.suggested:
            return []
        return [MEASURES] if measures == [measure.model_dump(exclude_none=True) for measure in old] else []


def value_at(raw: object, path: str) -> object:
    """What the data hold at a written path; None if there is nothing."""
    for step in steps(path):
        raw = child_of(raw, step)
    return raw


def _without(raw: Raw, paths: Iterable[str]) -> Raw:
    """The data without the answers at these places."""
    data = deepcopy(dict(raw))
    for path in paths:
        *way, last = steps(path)
        around: Any = data
        for step in way:
            around = child_of(around, step)
        if isinstance(around, dict):
            around.pop(str(last), None)
    return data


def _given(raw: Raw) -> Iterator[str]:
    """The places of questions at which there is an answer."""
    for path in places(raw):
        if value_at(raw, path) is not None:
            yield path
