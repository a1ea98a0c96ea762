"""One line of the agenda: a question with its answer so far."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from agreement_builder.answers.load import COUNSEL, OPEN, left_note
from agreement_builder.interview.lines import typed
from agreement_builder.interview.question import Question


class State(Enum):
    """How a question stands."""

    MISSING = "not answered"
    ANSWERED = "answered"
    OPEN = "left open"
    COUNSEL = "left to counsel"
    ENDED = "there are no more"
    OFFERED = "not said"


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
            case State.MISSING | State.ENDED | State.OFFERED:
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


def entry_at(question: Question, given: object) -> Entry:
    """The question with what stands at its place, a note of who will know or of what counsel weighs included."""
    left = left_note(given)
    return entry_of(question, given) if left is None else Entry(question, _LEFT[left[0]], left[1])


_LEFT = {OPEN: State.OPEN, COUNSEL: State.COUNSEL}


def entry_of(question: Question, given: object) -> Entry:
    """The question with the value that the data hold at its place (None: not answered)."""
    return Entry(question) if given is None else Entry(question, State.ANSWERED, typed(given) or "")
