"""The questionnaire in plain lines, over two streams: asks, tells what is wrong, and saves every answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TextIO

from agreement_builder.answers.load import parse_answers, read_text
from agreement_builder.answers.paths import locate
from agreement_builder.answers.save import end_list, leave_open, set_value, with_room
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.interview import wording
from agreement_builder.interview.needs import supposed, unsound
from agreement_builder.interview.question import Question, Raw, Section
from agreement_builder.interview.questions import next_question
from agreement_builder.interview.reply import ReplyFault, in_full, read_reply
from agreement_builder.library.model import Library
from agreement_builder.wholefile import write_whole
from agreement_builder.yamltext import read_yaml


class Outcome(Enum):
    """How a questionnaire ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


class Move(Enum):
    """What follows a question."""

    ON = "on"
    BACK = "back"
    STOP = "stop"


def ask_questions(path: Path, library: Library, reader: TextIO, writer: TextIO) -> Outcome:
    """Asks what the answers file at `path` does not hold yet, and saves each answer in it at once.

    The file is made with the first answer. FINISHED: every question is answered or left open. STOPPED: by
    `q`, by the end of `reader`, or by an interrupt. Raises AnswersRefusal if the file is at fault,
    OutputRefusal if it cannot be written, LibraryRefusal if the text of a clause is at fault.
    """
    text = read_text(path) if path.exists() else ""
    _refuse_unsound(text, path)
    try:
        return _Session(path, library, reader, writer, text).run()
    except KeyboardInterrupt:
        writer.write("\n")
        return Outcome.STOPPED


def _raw(text: str) -> Raw:
    value = read_yaml(text, "answers", AnswersRefusal).value
    return value if isinstance(value, dict) else {}


def _refuse_unsound(text: str, path: Path) -> None:
    """Raises AnswersRefusal, with places in the file, if an answer given is wrong."""
    yaml = read_yaml(text, str(path), AnswersRefusal)
    if not isinstance(yaml.value, dict | None):
        parse_answers(text, str(path))
    found = []
    for fault in unsound(_raw(text)):
        spot = yaml.where(str(path), locate(yaml.value, fault.where.field or ""))
        where = Where(spot.file, spot.line, spot.column, field=fault.where.field)
        found.append(replace(fault, where=where))
    if found:
        raise AnswersRefusal(found)


@dataclass(frozen=True, slots=True)
class _Step:
    """A question answered: the text and the list in hand before it was, and the line that answered it."""

    path: str
    before: str
    adding: str
    line: str


class _Session:
    """One sitting."""

    def __init__(self, path: Path, library: Library, reader: TextIO, writer: TextIO, text: str) -> None:
        self.path, self.library, self.reader, self.writer = path, library, reader, writer
        self.text = self.saved = text
        self.adding = ""
        self.section: Section | None = None
        self.steps: list[_Step] = []
        self.given: dict[str, str] = {}
        """Lines that answered questions which were gone back over, by path."""
        self.again = ""

    def run(self) -> Outcome:
        """Asks until nothing is left, or until told to stop."""
        begun = f"What {self.path} holds already is not asked again." if self.saved else ""
        self.tell(*filter(None, (begun, f"Every answer is saved in {self.path} at once.", wording.COMMANDS)))
        while (question := self.next()) is not None:
            match self.ask(question):
                case Move.BACK:
                    self.back()
                case Move.STOP:
                    return Outcome.STOPPED
        self.tell(*wording.closing(str(self.path), supposed(_raw(self.text))[1]))
        return Outcome.FINISHED

    def next(self) -> Question | None:
        """The next question; those gone back over are answered again as they were, as far as they still come."""
        kept = False
        while (question := next_question(_raw(self.text), self.library, self.adding)) is not None:
            if question.path == self.again or question.path not in self.given:
                break
            if self.accept(question, self.given[question.path]):
                del self.given[question.path]
                break
            kept = True
        self.tell(*(("The answers that followed are kept.",) if kept else ()))
        return question

    def ask(self, question: Question) -> Move:
        """One question, asked until it is answered."""
        if question.section != self.section:
            self.section = question.section
            self.tell("", wording.heading(question.section))
        kept = self.given.get(question.path)
        self.tell("", *wording.shown(question, kept))
        while True:
            line = self.line()
            match line:
                case None | "q" | "Q":
                    return Move.STOP
                case "<":
                    if self.steps:
                        return Move.BACK
                    self.tell("This is the first question of this sitting. Earlier answers can be changed in the file.")
                    continue
                case "?":
                    self.tell(*wording.help_lines(question))
                    continue
            line = _meant(question, line, kept)
            if not (problem := self.accept(question, line)):
                self.tell(*(wording.open_lines(question) if line.startswith("!") else ()))
                return Move.ON
            self.tell(problem)

    def line(self) -> str | None:
        """The next line without blanks around it; None at the end of the reader."""
        self.writer.write("> ")
        self.writer.flush()
        try:
            line = self.reader.readline()
        except UnicodeDecodeError:
            self.tell("", "What was typed is not text in UTF-8, so nothing more can be read.")
            return None
        if not self.reader.isatty():
            # A terminal shows what is typed and ends the line; a transcript of a script must do so itself.
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        return line.strip() if line else None

    def tell(self, *lines: str) -> None:
        """Writes whole lines."""
        self.writer.writelines(f"{line}\n" for line in lines)

    def accept(self, question: Question, line: str) -> str:
        """Saves the answer that a line gives; what is wrong with it in a sentence, or nothing."""
        try:
            text = written(self.text, question, line)
        except ReplyFault as fault:
            return f"{fault}{_example(question)}"
        except AnswersRefusal as refusal:
            return _told(refusal.findings[0])
        if problems := unsound(_raw(text)):
            return _told(problems[0])
        self.steps.append(_Step(question.path, self.text, self.adding, in_full(question, line)))
        self.text, self.again = text, ""
        self.given.pop(question.path, None)
        self.adding = question.path.partition("[")[0] if question.end is not None and line else ""
        self.save()
        return ""

    def back(self) -> None:
        """To the question before this one; what followed it is remembered."""
        step = self.steps.pop()
        self.text, self.adding, self.again = step.before, step.adding, step.path
        self.given[step.path] = step.line

    def save(self) -> None:
        """Writes the answers, unless another program has changed the file meanwhile."""
        on_disk = read_text(self.path) if self.path.exists() else ""
        if on_disk != self.saved:
            raise AnswersRefusal([_changed(self.path)])
        write_whole(self.path, self.text.encode("utf-8"))
        self.saved = self.text


def written(text: str, question: Question, line: str) -> str:
    """The text of the answers with the answer that a line gives; raises ReplyFault or AnswersRefusal."""
    if not line and question.end is not None:
        text = end_list(text, question.listed) if question.listed else text
        for path, value in question.end:
            # A group that has been begun by hand stays as it is.
            text = text if path in _raw(text) else set_value(text, path, value)
        return text
    left_open = line.startswith("!")
    if not line or (left_open and question.open_path is None):
        raise ReplyFault("An answer is needed here.")
    if left_open and question.open_path is not None:
        return leave_open(text, question.open_path, line[1:].strip())
    text = set_value(text, question.at or question.path, question.form(read_reply(question, line)))
    return with_room(text, question.listed) if question.listed else text


def _meant(question: Question, line: str, kept: str | None) -> str:
    """The line with what an empty one stands for: `!` leaves open, and nothing ends a list."""
    if question.end is not None and line.casefold() in ("no", "none"):
        return ""
    usual = question.default if question.default is not None else "!" if question.may_be_open else ""
    return line or (usual if kept is None else kept)


def _example(question: Question) -> str:
    return f" For example: {question.example}." if question.example and not question.options else ""


def _told(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".strip()


def _changed(path: Path) -> Finding:
    message = "The file was changed by another program while its questions were asked; this answer is not saved."
    return error(
        "answers-changed", Where(str(path)), message, "Go on with: agreement-builder new, which reads it anew."
    )
