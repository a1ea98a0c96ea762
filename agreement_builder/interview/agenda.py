"""The agenda: every question that the draft of the answers so far needs, in order, each with its answer.

Nothing is stored: the agenda follows from the answers alone, so a questionnaire that was broken off goes on where
it stopped, and what is answered, or left open on purpose, is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import Needs, around, needs, within
from agreement_builder.interview.question import Question, Raw, Section
from agreement_builder.interview.questions import PARTS, Asking
from agreement_builder.interview.relevance import offered
from agreement_builder.library.model import Library


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions with their answers; `offers` are those of which more may be said than the draft needs, and
    `needs` is what the draft of these answers lacks.
    """

    raw: Raw
    entries: tuple[Entry, ...]
    needs: Needs
    offers: tuple[Entry, ...] = ()

    def missing(self) -> Iterator[Entry]:
        """What is not answered yet, in order."""
        return (entry for entry in self.entries if entry.state is State.MISSING)

    @property
    def next(self) -> Entry | None:
        """The first question that is not answered yet."""
        return next(self.missing(), None)

    def after(self, path: str) -> Entry | None:
        """The next question not answered yet after the one at a path, and from the beginning if none follows."""
        place = next((n for n, entry in enumerate(self.entries) if entry.path == path), -1)
        later = (entry for entry in self.entries[place + 1 :] if entry.state is State.MISSING)
        return next(later, self.next)

    def before(self, path: str) -> Entry | None:
        """The question that stands before the one at a path."""
        found = None
        for entry in self.entries:
            if entry.path == path:
                return found
            found = entry
        return None

    def at(self, path: str) -> Entry | None:
        """The question at a path."""
        return next((entry for entry in (*self.entries, *self.offers) if entry.path == path), None)

    def part(self, number: int) -> tuple[Entry, ...]:
        """The questions of one part, by its number from 1."""
        return tuple(entry for entry in self.entries if entry.question.section.place == number)

    def offers_in(self, section: Section) -> tuple[Entry, ...]:
        """Of what more may be said in one part."""
        return tuple(entry for entry in self.offers if entry.question.section == section)

    @property
    def sections(self) -> tuple[Section, ...]:
        """All parts, those that ask nothing so far included."""
        return tuple(Section(name, place, len(PARTS)) for place, (name, _) in enumerate(PARTS, 1))

    def needed(self, entry: Entry) -> bool:
        """Whether a draft would lack the answer, if nothing were said."""
        question = entry.question
        if question.end is not None:
            return False
        if question.default is None or entry.path in around(self.needs.missing):
            return True
        return question.open_path is None and within(entry.path, "parties")


def agenda(raw: Raw, library: Library) -> Agenda:
    """The agenda of these answers, sound as far as they go.

    Raises LibraryRefusal if the text of a clause is at fault.
    """
    lacking = needs(raw, library)
    found = [
        _settled(entry, raw, lacking)
        for place, (name, part) in enumerate(PARTS, 1)
        for entry in part(Asking(raw, lacking, Section(name, place, len(PARTS))))
    ]
    entries = tuple(entry for entry in found if entry.state is not State.OFFERED)
    return Agenda(raw, entries, lacking, tuple(entry for entry in found if entry.state is State.OFFERED))


def _settled(entry: Entry, raw: Raw, lacking: Needs) -> Entry:
    """The entry with only those options that have a meaning with these answers."""
    question = entry.question
    options = offered(question.path, question.options, raw)
    if question.tag:
        options = offered(f"{question.path}.{question.tag}", options, raw)
    default = options[0].value if len(options) == 1 else question.default
    decides = question.open_path in lacking.deciding
    return replace(entry, question=replace(question, decides=decides, options=options, default=default))


def next_question(raw: Raw, library: Library) -> Question | None:
    """The question that comes next, or None if all are answered or left open; raises as `agenda`."""
    found = agenda(raw, library).next
    return None if found is None else found.question
