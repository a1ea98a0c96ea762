"""The questionnaire in plain lines over two streams, appended only, for any console and for screen readers."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any, TextIO

from agreement_builder.interview import wording
from agreement_builder.interview.asker import Asker, Outcome, Stopped
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.question import Kind
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import Review
from agreement_builder.interview.session import Session
from agreement_builder.interview.shares import SharesSeen, moved
from agreement_builder.library.model import Library

TABLE_WIDTH = 80
"""Characters of a line of a table, where the width of the screen is not known."""


def ask_questions(path: Path, library: Library, reader: TextIO, writer: TextIO) -> Outcome:
    """Asks what the answers file at `path` does not hold yet, and saves each answer in it at once.

    The file is made with the first answer. FINISHED: every question is answered or left open. STOPPED: by
    `q`, by the end of `reader`, or by an interrupt. Raises AnswersRefusal if the file is at fault,
    OutputRefusal if it cannot be written, LibraryRefusal if the text of a clause is at fault.
    """
    return PlainAsker(Session(path, library), reader, writer).run()


class PlainAsker(Asker):
    """Asks the questions of a session line by line."""

    def __init__(self, session: Session, reader: Any, writer: TextIO, width: int | None = None) -> None:
        """`reader` has `readline` and `isatty`; one with `prompts` writes the prompt itself, and its keys bring back
        what was typed. A line with line ends within it was pasted at once. `width`: at how many characters lines are
        broken between words (None: not at all).
        """
        super().__init__(session)
        self.reader, self.writer, self.width = reader, writer, width
        self.prompts = bool(getattr(reader, "prompts", False))

    def show(self, entry: Entry) -> None:
        """The question in lines, its choices numbered."""
        self.tell("", *wording.shown(entry))

    def refuse(self, entry: Entry, fault: ReplyFault) -> None:
        """What is wrong with a line, with an example."""
        self.tell(wording.problem(entry.question, fault))
        if self.prompts:
            self.tell("The arrow up brings back what you typed.")

    def show_shares(self, before: SharesSeen | None, now: SharesSeen) -> None:
        """Who pays what, as a table."""
        self.tell(*moved(before, now, self.width or TABLE_WIDTH))

    def pick(self, seen: Review) -> None:
        """What a line means in the review."""
        line = self.line()
        match line[:1], line[1:].strip():
            case "", _:
                self.session.go_on()
            case (("q" | "Q"), ""):
                raise Stopped
            case (("a" | "A"), ""):
                self.tell(*seen.everything())
            case ">", number if number.isdecimal() and 1 <= int(number) <= len(seen.groups):
                self.tell(*seen.group(int(number)))
            case "-", number if number.isdecimal() and 1 <= int(number) <= len(seen.numbered):
                self.take_away(seen.numbered[int(number) - 1].path)
            case _ if line.isdecimal() and 1 <= int(line) <= len(seen.numbered):
                self.session.go_to(seen.numbered[int(line) - 1].path)
            case _:
                self.tell(f'"{line}" is not understood here.', *seen.hints())

    def line(self) -> str:
        """The next line without blanks around it; lines pasted at once are one answer in words, and no other."""
        while "\n" in (line := self._typed()):
            entry = self.session.entry
            if entry is not None and entry.question.kind is Kind.TEXT:
                line = wording.in_one_line(line)
                self.tell(wording.pasted(line))
                break
            self.tell(wording.PASTED_AND_REFUSED)
        return line

    def _typed(self) -> str:
        """What is typed next; raises Stopped at the end."""
        if not self.prompts:
            self.writer.write(wording.PROMPT)
        self.writer.flush()
        try:
            line = self.reader.readline()
        except UnicodeDecodeError:
            self.tell("", "What was typed is not text in UTF-8, so nothing more can be read.")
            raise Stopped from None
        if not line or not self.reader.isatty():
            # A terminal shows what is typed and ends the line, unless the input ends; for a script it is done here.
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        if not line:
            raise Stopped
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
