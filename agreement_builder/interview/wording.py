"""How a question, and what an answer did, are put into plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.question import Kind, Question, Section
from agreement_builder.interview.reply import NameUnclear, ReplyFault
from agreement_builder.interview.revise import Revision, Told
from agreement_builder.interview.written import COUNSEL_SIGN, OPEN_SIGN

PROMPT = "Answer: "
"""What stands before the place where a line is typed."""

COMMANDS = (
    "In place of an answer you can type: a question mark (?) to have the question explained; an exclamation mark (!) "
    "to leave it open, and after it, if you like, who will know; two of them (!!) to let counsel decide; a less-than "
    "sign (<) to go back; a greater-than sign (>) and a number to go to another part; a plus sign (+) to see what more "
    "can be said; r to review all answers; q to stop, and nothing is lost."
)

PASTED_AND_REFUSED = "Several lines came at once, and here only one can be taken, so nothing was. Type one line."
"""What is told of several lines pasted where they cannot be the answer."""


NO_NOTE = "nobody is named who will know"
"""What is told of an answer left open without a note."""


BY_HAND = (
    "Some things are never asked: floors, caps, credits and increases, and costs with a rule of their own. README.md "
    "shows under Money how to write them into the file, and the command agreement-builder questions lists them all.",
)
"""What is told at the end of what only the file can say."""


def heading(section: Section, agenda: Agenda) -> Iterator[str]:
    """The lines above the questions of a section, with how far the whole has come."""
    yield f"Part {section.place} of {section.of}: {section.name}"
    offered = len(agenda.offers_in(section))
    more = f" A plus sign (+) lists {offered} more that can be said in this part." if offered else ""
    yield f"{progress(agenda)}{more}"


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
        hints.append(example(question))
    hints.append(empty_line(entry))
    yield " ".join(hints)


def empty_line(entry: Entry, way: str = "An empty line") -> str:
    """What an empty line does; `way` is how it is given."""
    question = entry.question
    if entry.state is State.OFFERED:
        return f"{way} says nothing of it, and goes on."
    if entry.state is not State.MISSING:
        return f"{way} keeps your answer: {entry.words}."
    if question.default is not None:
        source = f" Source: {question.source}." if question.source else ""
        return f"{way} takes: {question.in_words(question.default)}.{source}"
    if question.end is not None:
        return f"{way} if there is none."
    if question.may_be_open:
        return f"{way} leaves it open."
    return "An answer is needed."


def problem(question: Question, fault: ReplyFault) -> str:
    """What is wrong with a line, with an example."""
    shown = question.example and not question.options and not isinstance(fault, NameUnclear)
    return f"{fault} {example(question)}" if shown else str(fault)


def in_one_line(pasted: str) -> str:
    """The lines of a paste as one, with commas between them."""
    lines = filter(None, (line.strip().rstrip(",") for line in pasted.splitlines()))
    return ", ".join(lines)


def pasted(line: str) -> str:
    """What is told of several lines that were taken as one."""
    return f"Several lines came at once and are taken as one answer: {line}"


def example(question: Question) -> str:
    """The example, in a sentence."""
    return f"For example: {question.example.removesuffix('.')}."


def revised(entry: Entry, line: str, revision: Revision) -> Iterator[str]:
    """What is told of an answer: that it was left open, and what it made irrelevant, brought back or newly asks."""
    now = revision.agenda.at(entry.path)
    if now is not None and now.state is State.COUNSEL and line.startswith(COUNSEL_SIGN):
        yield from counsel_lines(entry.question)
    elif line.startswith(OPEN_SIGN) or (not line and entry.state is State.MISSING and _is_open(entry, revision)):
        yield from open_lines(entry.question)
    yield from _told("Known already, and taken:", map(_answer, revision.taken))
    yield from followed(revision)


def followed(revision: Revision) -> Iterator[str]:
    """What an answer left without effect, brought back or newly asks."""
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


def offers(entries: Sequence[Entry]) -> Iterator[str]:
    """Of what more may be said in a part, numbered."""
    if not entries:
        yield "In this part nothing more can be said, as things stand."
        return
    yield "More that can be said in this part, and that no draft needs:"
    yield from (f"  {number:>2}. {entry.question.full_title}" for number, entry in enumerate(entries, 1))
    yield "Type a plus sign (+) and a number to say it."


def parts(agenda: Agenda) -> Iterator[str]:
    """The parts of the questionnaire with what is answered in each."""
    yield "The parts are:"
    for section in agenda.sections:
        yield f"  {section.place:>2}. {part_words(agenda, section)}"
    yield "Type a greater-than sign (>) and the number of a part to go there."


def part_words(agenda: Agenda, section: Section) -> str:
    """A part with what is answered in it."""
    part = [entry for entry in agenda.part(section.place) if entry.state is not State.ENDED]
    done = sum(entry.state is not State.MISSING for entry in part)
    name = section.name if section.name.endswith("?") else f"{section.name}:"
    return f"{name} {done} of {len(part)} answered" if part else f"{name} nothing asked so far"


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


def counsel_lines(question: Question) -> Iterator[str]:
    """What is told when an answer was left to counsel."""
    if question.options:
        yield "Left to counsel. Sections that depend on it carry the alternatives, in brackets and compared."
    else:
        yield "Left to counsel. The draft has a marked blank that says so."


def open_lines(question: Question) -> Iterator[str]:
    """What is told when an answer was left open."""
    if not question.may_be_open:
        yield f"Left open as a whole: {question.open_path}."
    elif question.decides:
        yield "Left open. Until it is answered, the draft cannot choose the sections that depend on it."


def closing(path: str, agenda: Agenda) -> Iterator[str]:
    """What is told at the end."""
    yield ""
    yield from BY_HAND
    yield ""
    if not agenda.needs.notes:
        yield f"All questions are answered. The answers are in {path}."
        return
    yield f"There are no more questions. The answers are in {path}."
    for state, head in ((State.OPEN, "Left open:"), (State.COUNSEL, "Left to counsel:")):
        left = [entry for entry in agenda.entries if entry.state is state]
        yield from _told(head, (entry.question.answered(entry.line or NO_NOTE) for entry in left))
