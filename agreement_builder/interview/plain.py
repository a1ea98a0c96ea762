"""The questionnaire in plain lines over two streams, appended only, for any console and for screen readers."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TextIO

from agreement_builder.interview import wording
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.question import Section
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import Review, review
from agreement_builder.interview.session import Session
from agreement_builder.interview.shares import SharesSeen, moved
from agreement_builder.library.model import Library


class Outcome(Enum):
    """How a sitting ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


class _Stopped(Exception):
    """The person stopped, or the reader ended."""


def ask_questions(path: Path, library: Library, reader: TextIO, writer: TextIO) -> Outcome:
    """Asks what the answers file at `path` does not hold yet, and saves each answer in it at once.

    The file is made with the first answer. FINISHED: every question is answered or left open. STOPPED: by
    `q`, by the end of `reader`, or by an interrupt. Raises AnswersRefusal if the file is at fault,
    OutputRefusal if it cannot be written, LibraryRefusal if the text of a clause is at fault.
    """
    return PlainAsker(Session(path, library), reader, writer).run()


class PlainAsker:
    """Asks the questions of a session line by line."""

    def __init__(self, session: Session, reader: TextIO, writer: TextIO, width: int = 80) -> None:
        """`width`: how many characters a line of a table may have."""
        self.session, self.reader, self.writer, self.width = session, reader, writer, width
        self.section: Section | None = None

    def run(self, *, reviewing: bool = False) -> Outcome:
        """Asks until nothing is left, or until told to stop; with `reviewing` it begins with the review."""
        path = str(self.session.path)
        begun = f"What {path} holds already is not asked again." if self.session.saved and not reviewing else ""
        self.tell(*filter(None, (begun, f"Every answer is saved in {path} at once.", wording.COMMANDS)))
        try:
            if reviewing:
                self.review()
            while (entry := self.session.entry) is not None:
                self.ask(entry)
        except _Stopped:
            return Outcome.STOPPED
        except KeyboardInterrupt:
            self.tell("")
            return Outcome.STOPPED
        self.tell(*wording.closing(path, self.session.agenda))
        return Outcome.FINISHED

    def ask(self, entry: Entry) -> None:
        """One question, until its answer is taken or another question comes up."""
        if entry.question.section != self.section:
            self.section = entry.question.section
            self.tell("", *wording.heading(self.section, self.session.agenda))
        self.tell("", *wording.shown(entry))
        while self.session.entry is entry:
            line = self.line()
            if self.command(entry, line):
                continue
            before, does = self.session.shares, self.session.consequence(line)
            try:
                revision = self.session.submit(line)
            except ReplyFault as fault:
                self.tell(wording.problem(entry.question, str(fault)))
                continue
            self.tell(*wording.revised(entry, line, revision))
            self.tell(*((f"In the draft: {does}",) if does else ()))
            self.show_shares(before)
            return

    def show_shares(self, before: SharesSeen | None) -> None:
        """Who pays what, if the answer has moved it."""
        now = self.session.shares
        if now is not None and now != before:
            self.tell(*moved(before, now, self.width))

    def command(self, entry: Entry, line: str) -> bool:
        """Whether the line is a command, which is then done."""
        match line[:1], line[1:].strip():
            case (("q" | "Q"), ""):
                raise _Stopped
            case "?", "":
                self.tell(*self.session.explain(), *wording.help_lines(entry.question))
            case "<", "":
                if not self.session.back():
                    self.tell("This is the first question.")
            case (("r" | "R"), ""):
                self.review()
            case ">", where:
                self.jump(where)
            case _:
                return False
        return True

    def jump(self, where: str) -> None:
        """To a part by its number, or the list of parts."""
        sections = self.session.agenda.sections
        if where.isdecimal() and 1 <= int(where) <= len(sections):
            if not self.session.go_to_part(int(where)):
                self.tell(f"Part {where} asks nothing so far.")
            return
        self.tell(*wording.parts(self.session.agenda))

    def review(self) -> None:
        """The review, until it is left: any answer can be picked by its number and changed."""
        self.session.review()
        self.section = None
        seen: Review | None = None
        while self.session.reviewing:
            if self.session.entry is not None:
                self.ask(self.session.entry)
                continue
            if seen is None or seen.agenda is not self.session.agenda:
                seen = review(self.session.agenda)
                self.tell("", *seen.overview())
            self.pick(seen, self.line())
            self.section = None

    def pick(self, seen: Review, line: str) -> None:
        """What a line means in the review."""
        match line[:1], line[1:].strip():
            case "", _:
                self.session.go_on()
            case (("q" | "Q"), ""):
                raise _Stopped
            case (("a" | "A"), ""):
                self.tell(*seen.everything())
            case ">", number if number.isdecimal() and 1 <= int(number) <= len(seen.groups):
                self.tell(*seen.group(int(number)))
            case _ if line.isdecimal() and 1 <= int(line) <= len(seen.numbered):
                self.session.go_to(seen.numbered[int(line) - 1].path)
            case _:
                self.tell(f'"{line}" is not understood here.', *seen.hints())

    def line(self) -> str:
        """The next line without blanks around it."""
        self.writer.write("> ")
        self.writer.flush()
        try:
            line = self.reader.readline()
        except UnicodeDecodeError:
            self.tell("", "What was typed is not text in UTF-8, so nothing more can be read.")
            raise _Stopped from None
        if not self.reader.isatty():
            # A terminal shows what is typed and ends the line; a transcript of a script must do so itself.
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        if not line:
            raise _Stopped
        return line.strip()

    def tell(self, *lines: str) -> None:
        """Writes whole lines."""
        self.writer.writelines(f"{line}\n" for line in lines)
