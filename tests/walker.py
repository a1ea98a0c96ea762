"""Someone who wanders through the questionnaire: answers, goes back, changes, leaves open, breaks off and comes again.

Equal seeds give equal walks. What must be true at every step is asserted here; what must be true at the end, by
the tests that let it walk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from agreement_builder.answers.inactive import INACTIVE
from agreement_builder.answers.paths import locate, named, steps
from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.particulars import EQUALLY
from agreement_builder.interview.question import Kind, Question
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import review
from agreement_builder.interview.revise import Revision, read
from agreement_builder.interview.session import Session
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml
from tests.test_interview import filled, likely

TOWNS = ("Bolton", "Andover", "Coventry", "Hebron")

Lines = list[tuple[str, State, str]]
Leaves = dict[tuple[str, ...], object]


def lines_of(agenda: Agenda) -> Lines:
    """Each question with how it stands and its answer."""
    return [(entry.path, entry.state, entry.line) for entry in agenda.entries]


def leaves(text: str) -> Leaves:
    """Every value in a file, those set aside at the place from which they were taken."""
    found: Leaves = {}

    def visit(value: Any, here: tuple[str, ...]) -> None:
        if isinstance(value, dict) and INACTIVE in value:
            kept = value[INACTIVE]
            alone = set(value) == {INACTIVE}
            for inner in (kept,) if alone or "open" in value else kept.values():
                visit(inner, here)
            value = {} if alone else {key: inner for key, inner in value.items() if key != INACTIVE}
        if isinstance(value, dict):
            for key, inner in value.items():
                visit(inner, (*here, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                visit(inner, (*here, str(number)))
        elif value is not None:
            found.setdefault(here, set()).add(str(value))  # type: ignore[attr-defined]

    visit(read_yaml(text, "answers", ValueError).value, ())  # type: ignore[arg-type]
    return found


def without_inactive(text: str) -> Mapping[str, Any]:
    """The data of a file as if nothing had ever been set aside."""
    return read(text)[0]


class Walker:
    """Wanders through the questionnaire over one file; `told` is the way, for reading when a test fails."""

    def __init__(self, path: Path, library: Library, rng: Random, usual: Mapping[str, str]) -> None:
        """`usual`: lines given to the questions on which the kind of agreement depends, for the most part."""
        self.path, self.library, self.rng, self.usual = path, library, rng, usual
        self.session = Session(path, library)
        self.given: dict[str, str] = {}
        self.told: list[str] = []

    def step(self, *, wild: bool = True) -> None:
        """One thing that someone at the questionnaire does."""
        rng, session = self.rng, self.session
        self.see_nothing_lost(session.text)
        if not wild or (session.entry is not None and rng.random() < 0.5):
            if session.entry is not None:
                self.reply()
            return
        match rng.randrange(9):
            case 0:
                self.told.append("back")
                session.back()
            case 8 if answered := [e for e in session.agenda.entries if e.state is State.ANSWERED and e.line]:
                self.there_and_back(rng.choice(answered))
            case 1 | 2 | 3 if session.agenda.entries:
                self.pick(rng.choice(session.agenda.entries))
            case 4:
                number = rng.randrange(1, 11)
                self.told.append(f"part {number}")
                session.go_to_part(number)
            case 5 if seen := review(session.agenda).numbered:
                session.review()
                self.pick(rng.choice(seen))
                session.go_on()
            case 6:
                self.resume()
            case _ if session.entry is not None and session.entry.question.may_be_open:
                self.say(f"! note {rng.randrange(9)}")

    def pick(self, entry: Entry) -> None:
        """Goes to a question and gives another answer."""
        assert self.session.go_to(entry.path)
        self.told.append(f"pick {entry.path}")
        self.reply()

    def there_and_back(self, entry: Entry) -> None:
        """Changes an answer and changes it back: everything is as it was."""
        raw, lines = read(self.session.text)[0], lines_of(self.session.agenda)
        self.pick(entry)
        self.told.append(f"and back to {entry.line}")
        if not self.session.go_to(entry.path):
            return
        assert self.say(entry.line) is not None, f"{entry.line} is not accepted any more at {entry.path}"
        assert lines_of(self.session.agenda) == lines
        assert filled(read(self.session.text)[0]) == filled(raw)

    def resume(self) -> None:
        """Breaks off and comes back: everything is as it was."""
        before = self.session
        self.told.append("resume")
        self.session = Session(self.path, self.library)
        assert self.session.text == before.text
        assert lines_of(self.session.agenda) == lines_of(before.agenda)

    def see_nothing_lost(self, text: str) -> None:
        """The file on disk is that of the session, and its agenda that of the answers alone."""
        assert (self.path.read_text(encoding="utf-8") if self.path.exists() else "") == text

    def reply(self) -> None:
        """Answers the question on the screen, with something that is taken."""
        entry = self.session.entry
        assert entry is not None
        for line in candidates(entry.question, self.rng, self.usual):
            if self.say(line) is not None:
                return
        assert entry.state is not State.MISSING, f"nothing is accepted at {entry.path}"

    def say(self, line: str) -> Revision | None:
        """Gives a line in answer; None if it is refused, and then nothing has changed."""
        session, entry = self.session, self.session.entry
        assert entry is not None
        text, agenda = session.text, session.agenda
        try:
            revision = session.submit(line)
        except ReplyFault:
            assert (session.text, session.agenda, session.entry) == (text, agenda, entry)
            return None
        self.told.append(f"{entry.path} = {line!r}" + "".join(f"; aside {one.path}" for one in revision.set_aside)
                         + "".join(f"; back {one.path}" for one in revision.restored))  # fmt: skip
        lost = list(self.lost(text, session.text, entry))
        assert not lost, lost
        return revision

    @staticmethod
    def lost(before: str, after: str, entry: Entry) -> Iterator[tuple[str, ...]]:
        """The places of values which a step took out of the file, other than the answer that it changed."""
        place = ".".join(keyless(before, entry))
        now = leaves(after)
        for path, values in leaves(before).items():
            where = ".".join(path)
            if not where.startswith(place) and not values <= now.get(path, set()):  # type: ignore[operator]
                yield path

    def finish(self) -> None:
        """Answers what is left, without wandering."""
        self.session.go_on()
        for _ in range(600):
            if self.session.entry is None:
                return
            self.reply()
        raise AssertionError("the questions do not end")


def keyless(text: str, entry: Entry) -> tuple[str, ...]:
    """The place of an answer in the data, as text."""
    found = locate(read_yaml(text, "answers", ValueError).value, entry.path)  # type: ignore[arg-type]
    return tuple(str(step) for step in found)


def candidates(question: Question, rng: Random, usual: Mapping[str, str]) -> Iterator[str]:
    """Lines in answer to a question, the last of which should be taken."""
    if question.path in usual and rng.random() < 0.6:
        yield usual[question.path]
    if question.end is not None and rng.random() < 0.7:
        yield ""
    yield from _names(question, rng)
    if question.options:
        yield from (option.value for option in rng.sample(question.options, len(question.options)))
    elif question.kind in (Kind.PERCENT, Kind.INTEGER, Kind.NUMBER, Kind.DOLLARS):
        yield str(rng.choice([1, 2, 3, 10, 25, 40, 50, 60, 100]))
    elif question.kind is Kind.TEXT and not question.example:
        yield f"Text {rng.randrange(3)}"
    yield from (line for line in (question.default, question.example, likely(question)) if line)
    yield from ("0", "1", "5", "2030-06-30", "2027")
    if question.end is not None:
        yield ""
    if question.open_path is not None:
        yield "!"


def _names(question: Question, rng: Random) -> Iterator[str]:
    """Names of parties; a new name gives the same key."""
    if question.path.startswith("parties.") and question.path.endswith(".name"):
        yield f"{rng.choice(['Town', 'City', 'Borough'])} of {question.path.split('.')[1].split('_')[0].title()}"
    elif question.path.startswith("parties") and question.path.endswith(".name"):
        yield from (f"Town of {name}" for name in rng.sample(TOWNS, len(TOWNS)))
    if question.path.endswith(".state"):
        yield "RI"


def replayed(final: Agenda, path: Path, library: Library) -> Session:
    """An interview in an empty file in which each question gets the answer that it has at the end of a walk."""
    session = Session(path, library)
    for _ in range(600):
        if (entry := session.entry) is None:
            return session
        found = final.at(named(final.raw, tuple(steps(entry.path)))) or final.at(entry.path)
        if entry.path == "service.measures" and (found is None or found.state is not State.OPEN):
            session.submit("own")
        elif found is None and EQUALLY in entry.question.options:
            session.submit(EQUALLY.value)
        elif found is None:
            # Asked while it could still matter, as it does no longer.
            assert entry.question.open_path is not None, f"{entry.path} is asked in vain"
            session.submit("!")
        elif found.state is State.OPEN:
            session.submit(f"! {found.line}")
        else:
            assert found.state is not State.MISSING
            session.submit(found.line or "none")
    raise AssertionError("the questions do not end")
