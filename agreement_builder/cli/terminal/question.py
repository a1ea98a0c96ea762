"""A question on the terminal: its choices or the names known in a list, its answer in a line to edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.cli.terminal.keys import QUESTION_KEYS, Key
from agreement_builder.cli.terminal.live import Line, Live
from agreement_builder.cli.terminal.rows import Row
from agreement_builder.cli.terminal.screen import Screen
from agreement_builder.cli.terminal.table import table_lines
from agreement_builder.interview import wording
from agreement_builder.interview.asker import Command, command_in
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import within
from agreement_builder.interview.reply import ReplyFault, chosen
from agreement_builder.interview.session import Session, meant, names_party
from agreement_builder.interview.shares import SharesSeen
from agreement_builder.interview.written import COUNSEL_SIGN, OPEN_SIGN, for_counsel

MOST_NAMES = 6
"""Names that are offered at once."""

DOES = {
    Command.STOP: "Enter saves and quits.",
    Command.HELP: "Enter explains the question.",
    Command.BACK: "Enter goes back to the question before.",
    Command.REVIEW: "Enter shows all answers.",
    Command.PARTS: "Enter goes to the part of this number, or lists the parts.",
    Command.MORE: "Enter goes to the one of this number, or lists what more can be said in this part.",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """What was typed so far, or the row that was marked, when something else came between."""

    path: str
    text: str = ""
    row: str | None = None
    fault: str = ""


class QuestionLine(Live):
    """The question of a session. Enter gives what would be typed in plain lines."""

    def __init__(self, screen: Screen, session: Session, entry: Entry, begun: Begun | None = None) -> None:
        question = entry.question
        self.session, self.entry = session, entry
        kept = entry.line if entry.state is State.ANSWERED else (question.default or "")
        if entry.state not in (State.ANSWERED, State.MISSING):
            kept = ""
        self.kept = kept
        """What an empty line keeps or takes."""
        self.leaves = session.reviewing
        self.keys = tuple(key for key in QUESTION_KEYS if not key.noted or _may(key, entry))
        self.effect, self.shares, self.chose = "", session.shares, False
        prefilled = "" if question.options else kept
        super().__init__(
            screen,
            question.full_title,
            begun.text if begun else prefilled,
            replaced=begun is None or bool(session.offered) or (begun.text == prefilled and not begun.fault),
            fault=begun.fault if begun else "",
        )
        self.edited()
        if begun is not None and begun.row is not None:
            self.rows.at = self.rows.place_of(begun.row)
            self.chose = self.rows.at is not None

    @property
    def begun(self) -> Begun:
        """What there is so far, to go on with it later."""
        marked = self.rows.current if self.chose else None
        return Begun(self.entry.path, self.buffer.text, marked.value if marked else None)

    @property
    def is_command(self) -> bool:
        """Whether the line is a command, or leaves the answer open."""
        return command_in(self.text) is not None or self.text.startswith(OPEN_SIGN)

    def edited(self) -> None:
        """The row that the text names is marked; without text, what is kept."""
        options = self.entry.question.options
        self.chose = False
        if options:
            rows = [Row(option.words, str(number), number) for number, option in enumerate(options, 1)]
            self.rows.renew(rows, self._named())
        else:
            self.rows.renew([Row(name, name) for name in self._names()], None)

    def moved(self) -> None:
        """What was typed gives way to the row."""
        self.chose = self.rows.at is not None
        if self.entry.question.options and self.text:
            at = self.rows.at
            self.buffer.text = ""
            self.rows.at, self.chose = at, True

    def completed(self) -> str | None:
        """The name that is marked or the first."""
        if self.entry.question.options or not self.rows.rows:
            return None
        return (self.rows.current or self.rows.rows[0]).value

    def entered(self) -> str:
        """The line that would be typed in plain lines."""
        if self.is_command:
            return self.text
        marked = self.rows.current
        if marked is not None and marked.value is not None and (self.chose or self.text):
            return marked.value
        return "" if self.text == self.kept else self.text

    def insert(self, text: str) -> None:
        """As any line, but of several lines pasted into a choice the first is taken."""
        lines = text.strip().splitlines()
        if not self.entry.question.options or len(lines) < 2:
            super().insert(text)
            return
        super().insert(lines[0])
        self.said = "Of the pasted lines only the first was taken. Look at it, then press Enter."

    def look(self) -> None:
        """What the choice does to the draft, and who would pay what."""
        self.effect = ""
        if self.is_command:
            return
        line = meant(self.entry, self.entered())
        self.effect = self.session.consequence(self.kept if line is None else line)
        found = self.session.shares if line is None else self.session.shares_with(line)
        self.shares = found or self.session.shares

    def below(self) -> Iterator[Line]:
        """What Enter does, what the choice does, and the table of shares."""
        if self.is_command:
            command = command_in(self.text)
            yield "", DOES[command] if command else f"Enter leaves it {_to(self.text)}, with these words as a note."
            return
        if not self.fault and not self.said and self.entered() == "":
            question = self.entry.question
            shown = question.example and not question.options and not self.kept
            yield "", f"{wording.example(question)} " * bool(shown) + wording.empty_line(self.entry, "Enter")
        if self.effect:
            yield "", f"In the draft: {self.effect}"
        if within(self.entry.path, "funding") and self.shares is not None:
            yield from (("", line) for line in table_lines(self.screen, self._standing, self.shares))

    @property
    def _standing(self) -> SharesSeen | None:
        return self.session.shares

    def _named(self) -> int | None:
        """The place of the option that the text names, or that stands without any."""
        options = self.entry.question.options
        if self.is_command:
            return None
        line = self.text or self.kept
        if not line:
            return None
        try:
            return options.index(chosen(options, line))
        except ReplyFault:
            begun = [n for n, option in enumerate(options) if option.words.casefold().startswith(line.casefold())]
            return begun[0] if len(begun) == 1 else None

    def _names(self) -> list[str]:
        """Names that the text may be the beginning of, or that were offered in its place."""
        if self.session.facts is None or not names_party(self.entry):
            return []
        if self.session.offered and self.text == self.session.offered[0]:
            return list(self.session.offered[1:])
        typed = self.text.casefold()
        if len(typed) < 2 or self.text == self.kept:
            return []
        found = [name for name in self.session.facts.completions() if f" {typed}" in f" {name.casefold()}"]
        # The shortest first: a town before its board of education.
        return [] if found == [self.text] else sorted(found, key=len)[:MOST_NAMES]


def _to(line: str) -> str:
    return "to counsel" if line.startswith(COUNSEL_SIGN) else "open"


def _may(key: Key, entry: Entry) -> bool:
    """Whether the answer may be left open, or to counsel."""
    if key.line == OPEN_SIGN:
        return entry.question.open_path is not None
    try:
        for_counsel(entry.question)
    except ReplyFault:
        return False
    return True


class NoteLine(Live):
    """A line for a note on an answer that is left open, or to counsel."""

    leaves = True

    def __init__(self, screen: Screen, key: Key, entry: Entry) -> None:
        super().__init__(screen, entry.question.full_title)
        self.counsel = key.line == COUNSEL_SIGN

    def below(self) -> Iterator[Line]:
        """What the note is for."""
        whole = (
            "Left to counsel. What should counsel weigh?" if self.counsel else "Left open. Who will know, or by when?"
        )
        yield "", f"{whole} Enter without words leaves no note; Esc goes back to the question."
