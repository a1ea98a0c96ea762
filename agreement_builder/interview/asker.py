"""Who asks the questions of a session: what is done with each line, on plain streams and on a terminal alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from enum import Enum

from agreement_builder.interview import wording
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.question import Section
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import Review, review
from agreement_builder.interview.revise import Revision
from agreement_builder.interview.session import Session
from agreement_builder.interview.shares import SharesSeen


class Outcome(Enum):
    """How a sitting ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


class Stopped(Exception):
    """The person stopped, or nothing more can be read."""


class Command(Enum):
    """What a line may mean besides an answer, by the sign with which it begins."""

    STOP = "q"
    HELP = "?"
    BACK = "<"
    REVIEW = "r"
    PARTS = ">"
    MORE = "+"


def command_in(line: str) -> Command | None:
    """The command that a line without blanks around it gives; None if it is an answer, or leaves one open."""
    found = next((command for command in Command if command.value == line[:1].casefold()), None)
    return found if found in (Command.PARTS, Command.MORE) or len(line) == 1 else None


class Asker(ABC):
    """Asks the questions of a session; how lines come and go is left to those who inherit."""

    hints: str = wording.COMMANDS
    """What is told at the beginning of the ways to answer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.section: Section | None = None

    @abstractmethod
    def tell(self, *lines: str) -> None:
        """Shows whole lines, for good."""

    @abstractmethod
    def line(self) -> str:
        """The next line, without blanks around it; raises Stopped if there is none."""

    @abstractmethod
    def show(self, entry: Entry) -> None:
        """Shows a question that comes up."""

    @abstractmethod
    def refuse(self, entry: Entry, fault: ReplyFault) -> None:
        """Tells what is wrong with the last line."""

    @abstractmethod
    def show_shares(self, before: SharesSeen | None, now: SharesSeen) -> None:
        """Shows who pays what, once an answer has moved it."""

    @abstractmethod
    def pick(self, seen: Review) -> None:
        """One choice from the review: an answer to go to, or the end of the review."""

    def run(self, *, reviewing: bool = False) -> Outcome:
        """Asks until nothing is left, or until told to stop; with `reviewing` it begins with the review."""
        path = str(self.session.path)
        begun = f"What {path} holds already is not asked again." if self.session.saved and not reviewing else ""
        self.tell(*filter(None, (begun, f"Every answer is saved in {path} at once.", self.hints)))
        try:
            if reviewing:
                self.review()
            while (entry := self.session.entry) is not None:
                self.ask(entry)
        except Stopped:
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
            self.show_part(self.section)
        self.show(entry)
        while self.session.entry is entry:
            line = self.line()
            if not self.command(entry, line) and self.answer(entry, line):
                return

    def answer(self, entry: Entry, line: str) -> bool:
        """Whether the line is taken as the answer; if so, what follows from it is told."""
        before, does = self.session.shares, self.session.consequence(line)
        try:
            revision = self.session.submit(line)
        except ReplyFault as fault:
            self.refuse(entry, fault)
            return False
        self.show_answer(entry, line, revision)
        self.tell(*((f"In the draft: {does}",) if does else ()))
        now = self.session.shares
        if now is not None and now != before:
            self.show_shares(before, now)
        return True

    def show_part(self, section: Section) -> None:
        """Shows that another part begins, with how far the whole has come."""
        self.tell("", *wording.heading(section, self.session.agenda))

    def show_answer(self, entry: Entry, line: str, revision: Revision) -> None:
        """Shows what followed from an answer that was taken."""
        self.tell(*wording.revised(entry, line, revision))

    def command(self, entry: Entry, line: str) -> bool:
        """Whether the line is a command, which is then done."""
        match command_in(line):
            case Command.STOP:
                raise Stopped
            case Command.HELP:
                self.tell(*self.session.explain(), *wording.help_lines(entry.question))
            case Command.BACK:
                if not self.session.back():
                    self.tell("This is the first question.")
            case Command.REVIEW:
                self.review()
            case Command.PARTS:
                self.jump(line[1:].strip())
            case Command.MORE:
                self.say_more(line[1:].strip())
            case None:
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
                self.show(here)
            return
        self.show_parts()

    def say_more(self, number: str) -> None:
        """To one of the things of which more may be said in this part, by its number, or the list of them."""
        offers = self.session.offers
        if number.isdecimal() and 1 <= int(number) <= len(offers):
            self.session.go_to(offers[int(number) - 1].path)
            return
        self.show_offers(offers)

    def show_offers(self, offers: tuple[Entry, ...]) -> None:
        """Shows of what more may be said in this part."""
        self.tell(*wording.offers(offers))

    def show_parts(self) -> None:
        """Shows the parts, with what is answered in each."""
        self.tell(*wording.parts(self.session.agenda))

    def take_away(self, path: str) -> None:
        """The member of a list in which an answer is, such as a party, goes; or it is told why it cannot."""
        entry = self.session.agenda.at(path)
        name = "" if entry is None else entry.question.about or entry.words
        try:
            revision = self.session.remove(path)
        except ReplyFault as fault:
            self.tell(str(fault))
        else:
            self.tell(f"Taken away: {name}.", *wording.followed(revision))

    def review(self) -> None:
        """The review, until it is left: any answer can be picked and changed."""
        self.session.review()
        self.section = None
        seen: Review | None = None
        while self.session.reviewing:
            if self.session.entry is not None:
                self.ask(self.session.entry)
                continue
            if seen is None or seen.agenda is not self.session.agenda:
                seen = review(self.session.agenda)
                self.show_review(seen)
            self.pick(seen)
            self.section = None

    def show_review(self, seen: Review) -> None:
        """Shows the review when it begins, and after each change."""
        self.tell("", *seen.overview())
