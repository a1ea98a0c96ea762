"""The answers as they would be with one more, and what their draft may hold as far as they tell."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.origin import pattern_of
from agreement_builder.answers.paths import steps
from agreement_builder.compose.cases import Cases
from agreement_builder.compose.ground import Ground, ground
from agreement_builder.compose.select import Chosen, select
from agreement_builder.interview.needs import supposed
from agreement_builder.interview.question import Question, Raw
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.outline import Each


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the draft of unfinished answers is made on: the answers with what is missing supposed, and its ground."""

    library: Library
    file: AnswersFile
    base: Ground

    def chosen(self, only: Container[str] | None = None) -> tuple[Chosen, ...]:
        """What fills the topics of the outline, or those in `only`, as far as the answers tell."""
        return select(Cases(self.library, self.file, self.base), only).chosen

    def possible(self) -> Iterator[Clause]:
        """The clauses that the draft may hold: those it would have now, and those that wait for an answer."""
        for one in self.chosen():
            if one.clause is not None:
                yield one.clause
            yield from (
                weighed.clause for weighed in one.considered if weighed.verdict is None and weighed.clause != one.clause
            )
        yield from self._of_costs()

    def _of_costs(self) -> Iterator[Clause]:
        """The clauses on costs and adjustments, where a list of them has just been begun."""
        given = self.file.answers.funding
        wanted = {each for each, given in ((Each.COST, given.lines), (Each.ADJUSTMENT, given.adjustments)) if not given}
        answers = self.file.answers
        for slot in self.library.outline.slots():
            if slot.each in wanted:
                for clause in self.library.topics.get(slot.topic, ()):
                    if clause.serves(answers.jurisdiction, answers.service.kind):
                        yield clause


def outlook(raw: Raw, library: Library) -> Outlook | None:
    """The outlook of answers; None if they contradict themselves."""
    data, notes = supposed(raw)
    try:
        file = AnswersFile(Answers.model_validate(data), notes)
    except ValidationError:
        return None
    return Outlook(library, file, ground(library, file))


def patterns(question: Question) -> frozenset[str]:
    """The patterns of the answers that a question settles: its own, and that there is a list to which it adds."""
    own = pattern_of(question.path)
    tag = f"{own}.{question.tag}" if question.tag else own
    return frozenset({own, tag, *((pattern_of(question.listed),) if question.listed else ())})


def undone(raw: Raw, question: Question) -> Raw:
    """The answers without that to the question."""
    undone: Raw = raw if question.at else _placed(raw, steps(question.path), None)
    return undone


def with_answer(raw: Raw, question: Question, value: object) -> Raw:
    """The answers with this one to the question."""
    given: Raw = _placed(raw, steps(question.at or question.path), question.form(value))
    return given


def _placed(around: Any, way: list[str | int], value: object) -> Any:
    """A copy with the value at the end of the way; lists grow by the member that is missing."""
    if not way:
        return value
    step, *rest = way
    if isinstance(around, list):
        place = step if isinstance(step, int) else _position(around, step)
        if place >= len(around):
            return [*around, _placed(None, rest, value)]
        return [_placed(member, rest, value) if n == place else member for n, member in enumerate(around)]
    if isinstance(step, int):
        return [_placed(None, rest, value)]
    group = around if isinstance(around, Mapping) else {}
    return {**group, step: _placed(group.get(step), rest, value)}


def _position(members: list[Any], key: str) -> int:
    found = (n for n, member in enumerate(members) if isinstance(member, Mapping) and member.get("id") == key)
    return next(found, len(members))
