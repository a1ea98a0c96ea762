"""The questionnaire in plain lines over two streams, appended only, for any console and for screen readers."""

from __future__ import annotations

import re
import textwrap
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, Protocol, TextIO

from agreement_builder.interview import wording
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.question import Kind, Section
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import Review, review
from agreement_builder.interview.session import Session
from agreement_builder.interview.shares import SharesSeen, moved
from agreement_builder.library.model import Library

TABLE_WIDTH = 80
"""Characters of a line of a table, where the width of the screen is not known."""


class Outcome(Enum):
    """How a sitting ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


class Asker(Protocol):
    """Whoever asks the questions of a session."""

    def run(self, *, reviewing: bool = False) -> Outcome:
        """Asks until nothing is left, or until told to stop; with `reviewing` it begins with the review."""
        ...


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

    def __init__(self, session: Session, reader: Any, writer: TextIO, width: int | None = None) -> None:
        """`reader` has `readline` and `isatty`; one with `prompts` writes the prompt itself, and its keys bring back
        what was typed. A line with line ends within it was pasted at once. `width`: at how many characters lines are
        broken between words (None: not at all).
        """
        self.session, self.reader, self.writer, self.width = session, reader, writer, width
        self.prompts = bool(getattr(reader, "prompts", False))
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
            with suppress(OSError):
                self.tell("")
            return Outcome.STOPPED
        except OSError:
            # The terminal is gone; whatever was answered is saved.
            return Outcome.STOPPED
        self.tell(*wording.closing(path, self.session.agenda))
        return Outcome.FINISHED

    def ask(self, entry: Entry) -> None:
        """One question, until its answer is taken or another question comes up."""
        if entry.question.section != self.section and not self.session.reviewing:
            self.section = entry.question.section
            self.tell("", *wording.heading(self.section, self.session.agenda))
        self.tell("", *wording.shown(entry))
        while self.session.entry is entry:
            line = self.line()
            if "\n" in line:
                if entry.question.kind is not Kind.TEXT:
                    self.tell(wording.PASTED_AND_REFUSED)
                    continue
                line = wording.in_one_line(line)
                self.tell(wording.pasted(line))
            elif self.command(entry, line):
                continue
            before, does = self.session.shares, self.session.consequence(line)
            try:
                revision = self.session.submit(line)
            except ReplyFault as fault:
                self.tell(wording.problem(entry.question, fault))
                if self.prompts:
                    self.tell("The arrow up brings back what you typed.")
                continue
            self.tell(*wording.revised(entry, line, revision))
            self.tell(*((f"In the draft: {does}",) if does else ()))
            self.show_shares(before)
            return

    def show_shares(self, before: SharesSeen | None) -> None:
        """Who pays what, if the answer has moved it."""
        now = self.session.shares
        if now is not None and now != before:
            self.tell(*moved(before, now, self.width or TABLE_WIDTH))

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
            here = self.session.entry
            if not self.session.go_to_part(int(where)):
                self.tell(f"Part {where} asks nothing so far.")
            elif here is not None and self.session.entry is here:
                self.tell("", *wording.shown(here))
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
            line = self.line()
            if "\n" in line:
                self.tell(wording.PASTED_AND_REFUSED)
            else:
                self.pick(seen, line)
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
        """The next line, or what was pasted at once, without blanks around it."""
        if not self.prompts:
            self.writer.write(wording.PROMPT)
        self.writer.flush()
        try:
            line = self.reader.readline()
        except UnicodeDecodeError:
            self.tell("", "What was typed is not text in UTF-8, so nothing more can be read.")
            raise _Stopped from None
        if not line or not self.reader.isatty():
            # A terminal shows what is typed and ends the line, unless the input ends; for a script it is done here.
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        if not line:
            raise _Stopped
        return str(line).strip()

    def tell(self, *lines: str) -> None:
        """Writes whole lines."""
        for line in lines:
            self.writer.write(f"{line if self.width is None else broken(line, self.width)}\n")
        self.writer.flush()


def broken(line: str, width: int) -> str:
    """A line broken between words, with what follows set under the words of a list."""
    indent = len(line) - len(line.lstrip())
    numbered = re.match(r" *[0-9]+\. ", line)
    under = " " * min(numbered.end() if numbered else indent, width // 2)
    if line.count("  ", indent) and not numbered:
        # The columns of a table are not words.
        return line
    return textwrap.fill(line, width, subsequent_indent=under, break_on_hyphens=False)
