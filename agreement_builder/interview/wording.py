"""How a question is put into plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agreement_builder.interview.question import Kind, Option, Question, Section
from agreement_builder.interview.reply import chosen

COMMANDS = (
    "? explains a question. ! leaves it open; after ! you may say who will know. < goes back. q stops, and "
    "nothing is lost."
)


BY_HAND = (
    "Not asked here: floors, caps, credits and increases (funding.adjustments), and costs with a rule of",
    "their own (funding.lines). README.md shows under Money how to write them into the file.",
)
"""What is told at the end of what only the file can say."""


def heading(section: Section) -> str:
    """The line above the questions of a section."""
    return f"Part {section.place} of {section.of}: {section.name}"


def shown(question: Question, kept: str | None) -> Iterator[str]:
    """The lines of a question; `kept` is the line with which it was answered before."""
    yield f"{question.about}: {question.title}" if question.about else question.title
    for number, option in enumerate(question.options, 1):
        yield f"  {number:>2}. {option_words(option)}"
    hints = []
    if question.options:
        hints.append("Type a number.")
    elif question.example and question.default is None:
        hints.append(f"For example: {question.example}.")
    hints.append(empty_line(question, kept))
    yield " ".join(hints)


def option_words(option: Option) -> str:
    """An option in one line: its meaning, with its word before it unless the meaning says it."""
    word = option.value.replace("_", " ")
    said = re.search(rf"\b{re.escape(word)}\b", option.meaning.casefold())
    return option.meaning if said else f"{word}: {option.meaning}"


def empty_line(question: Question, kept: str | None) -> str:
    """What an empty line does."""
    if kept is not None:
        return f"An empty line keeps your answer: {answer_words(question, kept)}."
    if question.default is not None:
        return f"An empty line takes: {answer_words(question, question.default)}."
    if question.end is not None:
        return "An empty line if there is none."
    if question.may_be_open:
        return "An empty line leaves it open."
    return "An answer is needed."


def answer_words(question: Question, line: str) -> str:
    """A typed line in words."""
    if line.startswith("!"):
        return f"left open ({line[1:].strip()})" if line[1:].strip() else "left open"
    if not line:
        return "there is none"
    return option_words(chosen(question.options, line)) if question.options else line


def help_lines(question: Question) -> Iterator[str]:
    """What `?` shows."""
    if question.help:
        yield question.help
    if question.example:
        yield f"For example: {question.example}."
    if question.kind is Kind.CHOICE:
        yield "Type the number of a choice, or its first words."
    if question.may_be_open:
        yield "It may be left open: the draft then has a marked blank, or says what it cannot decide."
    elif question.open_path is not None:
        yield "It cannot be left open by itself. ! leaves open the question to which it belongs."
    yield COMMANDS


def open_lines(question: Question) -> Iterator[str]:
    """What is told when an answer was left open."""
    if not question.may_be_open:
        yield f"Left open as a whole: {question.open_path}."
    elif question.decides:
        yield "Left open. Until it is answered, the draft cannot choose the sections that depend on it."


def closing(path: str, notes: Mapping[str, str]) -> Iterator[str]:
    """What is told at the end."""
    yield ""
    yield from BY_HAND
    yield ""
    if not notes:
        yield f"All questions are answered. The answers are in {path}."
        return
    count = "One answer is" if len(notes) == 1 else f"{len(notes)} answers are"
    yield f"There are no more questions. {count} left open in {path}:"
    for name, note in notes.items():
        yield f"  {name}: {note}" if note else f"  {name}"
