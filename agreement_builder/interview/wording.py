"""How a question, and what an answer did, are put into plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.question import Kind, Question, Section
from agreement_builder.interview.reply import NameUnclear, ReplyFault
from agreement_builder.interview.revise import Revision, Told

PROMPT = "Answer: "
"""What stands before the place where a line is typed."""

COMMANDS = (
    "In place of an answer you can type: a question mark (?) to have the question explained; an exclamation mark (!) "
    "to leave it open, and after it, if you like, who will know; a less-than sign (<) to go back; a greater-than sign "
    "(>) and a number to go to another part; r to review all answers; q to stop, and nothing is lost."
)

PASTED_AND_REFUSED = "Several lines came at once, and here only one can be taken, so nothing was. Type one line."
"""What is told of several lines pasted where they cannot be the answer."""


BY_HAND = (
    "More can be said than is asked: floors, caps, credits and increases, costs with a rule of their own, a reserve, "
    "a quorum, windows for leaving. The command agreement-builder questions lists what is written into the file by "
    "hand, and README.md shows under Money how.",
)
"""What is told at the end of what only the file can say."""


def heading(section: Section, agenda: Agenda) -> Iterator[str]:
    """The lines above the questions of a section, with how far the whole has come."""
    yield f"Part {section.place} of {section.of}: {section.name}"
    yield progress(agenda)


def progress(agenda: Agenda) -> str:
    """How many questions are answered; what the others ask, and whether more follow, depends on their answers."""
    waiting = sum(1 for _ in agenda.missing())
    done = sum(entry.state is not State.ENDED for entry in agenda.entries) - waiting
    return f"{done} answered, {waiting}{' or more' if agenda.needs.deciding else ''} to come."


def shown(entry: Entry) -> Iterator[str]:
    """The lines of a question."""
    question = entry.question
    yield question.full_title
    for number, option in enumerate(question.options, 1):
        yield f"  {number:>2}. {option.words}"
    hints = []
    if question.options:
        hints.append("Type a number.")
    elif question.example and question.default is None:
        hints.append(_example(question))
    hints.append(empty_line(entry))
    yield " ".join(hints)


def empty_line(entry: Entry) -> str:
    """What an empty line does."""
    question = entry.question
    if entry.state is not State.MISSING:
        return f"An empty line keeps your answer: {entry.words}."
    if question.default is not None:
        source = f" Source: {question.source}." if question.source else ""
        return f"An empty line takes: {question.in_words(question.default)}.{source}"
    if question.end is not None:
        return "An empty line if there is none."
    if question.may_be_open:
        return "An empty line leaves it open."
    return "An answer is needed."


def problem(question: Question, fault: ReplyFault) -> str:
    """What is wrong with a line, with an example."""
    shown = question.example and not question.options and not isinstance(fault, NameUnclear)
    return f"{fault} {_example(question)}" if shown else str(fault)


def in_one_line(pasted: str) -> str:
    """The lines of a paste as one, with commas between them."""
    lines = filter(None, (line.strip().rstrip(",") for line in pasted.splitlines()))
    return ", ".join(lines)


def pasted(line: str) -> str:
    """What is told of several lines that were taken as one."""
    return f"Several lines came at once and are taken as one answer: {line}"


def _example(question: Question) -> str:
    return f"For example: {question.example.removesuffix('.')}."


def revised(entry: Entry, line: str, revision: Revision) -> Iterator[str]:
    """What is told of an answer: that it was left open, and what it made irrelevant, brought back or newly asks."""
    if line.startswith("!") or (not line and entry.state is State.MISSING and _is_open(entry, revision)):
        yield from open_lines(entry.question)
    yield from _told("Known already, and taken:", map(_answer, revision.taken))
    yield from _told("Without effect now, and kept in the file as inactive:", map(_answer, revision.set_aside))
    yield from _told("In effect again:", map(_answer, revision.restored))
    yield from _told("To be answered now:", (entry.question.full_title for entry in revision.asked))


def _told(head: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"  {line}" for line in lines]
    if listed:
        yield from (head, *listed)


def _answer(told: Told) -> str:
    return f"{told.title}{'' if told.title.endswith('?') else ':'} {told.words}"


def _is_open(entry: Entry, revision: Revision) -> bool:
    now = revision.agenda.at(entry.path)
    return now is not None and now.state is State.OPEN


def parts(agenda: Agenda) -> Iterator[str]:
    """The parts of the questionnaire with what is answered in each."""
    yield "The parts are:"
    for section in agenda.sections:
        part = [entry for entry in agenda.part(section.place) if entry.state is not State.ENDED]
        done = sum(entry.state is not State.MISSING for entry in part)
        name = section.name if section.name.endswith("?") else f"{section.name}:"
        state = f"{done} of {len(part)} answered" if part else "nothing asked so far"
        yield f"  {section.place:>2}. {name} {state}"
    yield "Type a greater-than sign (>) and the number of a part to go there."


def help_lines(question: Question) -> Iterator[str]:
    """How the question may be answered, for the end of what `?` shows."""
    if question.kind is Kind.CHOICE:
        yield "Type the number of a choice, or its first words."
    if question.may_be_open:
        yield "It may be left open: the draft then has a marked blank, or says what it cannot decide."
    elif question.open_path is not None:
        yield "It cannot be left open by itself. An exclamation mark leaves open the question to which it belongs."
    yield COMMANDS
    yield f"The question again: {question.full_title}"


def open_lines(question: Question) -> Iterator[str]:
    """What is told when an answer was left open."""
    if not question.may_be_open:
        yield f"Left open as a whole: {question.open_path}."
    elif question.decides:
        yield "Left open. Until it is answered, the draft cannot choose the sections that depend on it."


def closing(path: str, agenda: Agenda) -> Iterator[str]:
    """What is told at the end."""
    notes = agenda.needs.notes
    yield ""
    yield from BY_HAND
    yield ""
    if not notes:
        yield f"All questions are answered. The answers are in {path}."
        return
    left = "One answer is" if len(notes) == 1 else f"{len(notes)} answers are"
    yield f"There are no more questions. {left} left open in {path}:"
    for path, note in notes.items():
        entry = agenda.at(path)
        if entry is None or not note:
            yield f"  {path if entry is None else entry.question.full_title}{f': {note}' if note else ''}"
        else:
            yield f"  {entry.question.answered(note)}"
