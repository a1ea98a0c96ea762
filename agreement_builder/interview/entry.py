"""One line of the agenda: a question with its answer so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from agreement_builder.answers.load import open_note
from agreement_builder.interview.lines import typed
from agreement_builder.interview.question import Question


class State(Enum):
    """How a question stands."""

    MISSING = "not answered"
    ANSWERED = "answered"
    OPEN = "left open"
    COUNSEL = "left to counsel"
    ENDED = "there are no more"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its state; `line` is the answer as it would be typed, or the note of one left open."""

    question: Question
    state: State = State.MISSING
    line: str = ""

    @property
    def path(self) -> str:
        """The written path of the answer."""
        return self.question.path

    @property
    def words(self) -> str:
        """The answer in words."""
        match self.state:
            case State.MISSING | State.ENDED:
                return str(self.state.value)
            case State.OPEN | State.COUNSEL:
                return f"{self.state.value} ({self.line})" if self.line else self.state.value
        if not self.line:
            return "there is none"
        return self.question.in_words(self.line)

    @property
    def is_default(self) -> bool:
        """Whether it is answered with what an empty line takes."""
        return self.state is State.ANSWERED and bool(self.line) and self.line == self.question.default


def entry_at(question: Question, given: object, notes: Mapping[str, str]) -> Entry:
    """As `entry_of`, of an answer that may be left open by itself."""
    note = open_note(given)
    if note is None:
        note = notes.get(question.path)
    return entry_of(question, given) if note is None else Entry(question, State.OPEN, note)


def entry_of(question: Question, given: object) -> Entry:
    """The question with the value that the data hold at its place (None: not answered)."""
    return Entry(question) if given is None else Entry(question, State.ANSWERED, typed(given) or "")
