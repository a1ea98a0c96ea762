"""The asker on a terminal: the same session as in plain lines, with keys, lists and a line to edit."""

from __future__ import annotations

from contextlib import suppress

from agreement_builder.cli.terminal.keys import TAKE_AWAY, Key
from agreement_builder.cli.terminal.lists import ReviewList, offers_list, parts_list
from agreement_builder.cli.terminal.question import Begun, NoteLine, QuestionLine
from agreement_builder.cli.terminal.screen import GONE, Screen
from agreement_builder.cli.terminal.table import table_lines
from agreement_builder.interview import wording
from agreement_builder.interview.asker import Asker, Command, Outcome, Stopped
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.question import Section
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.review import Review
from agreement_builder.interview.revise import Revision
from agreement_builder.interview.session import Session
from agreement_builder.interview.shares import SharesSeen

HINTS = (
    "The keys are shown below each question. Where a key is missing, the sign beside it is typed, and Enter pressed. "
    "Ctrl-C stops, and nothing is lost."
)


class TerminalAsker(Asker):
    """Asks the questions of a session on a screen."""

    hints = HINTS

    def __init__(self, session: Session, screen: Screen) -> None:
        super().__init__(session)
        self.screen = screen
        self.entry: Entry | None = None
        self.begun: Begun | None = None
        self.marked: tuple[int, str] | None = None
        self.looking = False

    def run(self, *, reviewing: bool = False) -> Outcome:
        """Asks until nothing is left, or until told to stop; with `reviewing` it begins with the review.

        The terminal is as it was before, however it ends.
        """
        try:
            # Between two questions, too, keys are kept and not echoed.
            with self.screen.input.raw_mode():
                return super().run(reviewing=reviewing)
        except KeyboardInterrupt:
            return Outcome.STOPPED
        except GONE:
            # Whatever was answered is saved.
            return Outcome.STOPPED

    def tell(self, *lines: str) -> None:
        """Whole lines, broken between words."""
        self.screen.tell(*lines)

    def show_part(self, section: Section) -> None:
        """The heading of a part."""
        first, *rest = wording.heading(section, self.session.agenda)
        self.tell("")
        self.screen.tell(first, style="bold underline")
        self.tell(*rest)

    def show(self, entry: Entry) -> None:
        """The question that the next lines answer; it is drawn with each."""
        self.entry = entry

    def line(self) -> str:
        """The line of the question, typed, chosen or by a key."""
        if self.entry is None:
            raise Stopped
        begun = self.begun if self.begun is not None and self.begun.path == self.entry.path else None
        self.begun = None
        live = QuestionLine(self.screen, self.session, self.entry, begun)
        line = live.run()
        if line is None:
            return Command.REVIEW.value
        self.begun = live.begun
        if live.pressed is not None and live.pressed.noted and self.entry.question.open_path is not None:
            return self._noted(live.pressed, self.entry)
        if live.pressed is None and live.is_command:
            self.begun = None
        return line

    def refuse(self, entry: Entry, fault: ReplyFault) -> None:
        """What is wrong is told under the line, where the text stays for editing."""
        typed = self.begun or Begun(entry.path)
        self.begun = Begun(entry.path, typed.text, typed.row, wording.problem(entry.question, fault))

    def show_answer(self, entry: Entry, line: str, revision: Revision) -> None:
        """The question with its answer, which stay in the history of the terminal, and what followed."""
        self.begun = None
        now = self.session.agenda.at(self.session.trail[-1]) if self.session.trail else None
        ended = now is None or now.state is State.MISSING
        self.tell("")
        self.screen.tell(entry.question.full_title, style="bold")
        self.tell(f"> {line if now is None or ended else now.words}")
        super().show_answer(entry, line, revision)

    def show_shares(self, before: SharesSeen | None, now: SharesSeen) -> None:
        """Who pays what, as a table."""
        self.screen.console.print("\n".join(table_lines(self.screen, before, now)), soft_wrap=True)

    def command(self, entry: Entry, line: str) -> bool:
        """As in plain lines; what is explained stands under the title of its question."""
        if line == Command.HELP.value:
            self.tell("")
            self.screen.tell(entry.question.full_title, style="bold")
        return super().command(entry, line)

    def show_parts(self) -> None:
        """The parts as a list, of which one may be gone to."""
        place = parts_list(self.screen, self.session.agenda).run()
        if place is not None:
            self.jump(place)

    def show_offers(self, offers: tuple[Entry, ...]) -> None:
        """What more may be said as a list, of which one may be gone to."""
        place = offers_list(self.screen, offers).run() if offers else None
        if place is not None:
            self.say_more(place)
        elif not offers:
            super().show_offers(offers)

    def review(self) -> None:
        """The review; from an answer that is looked at, back to it."""
        if self.looking:
            self.session.review()
            return
        self.looking = True
        super().review()
        self.looking = False

    def show_review(self, seen: Review) -> None:
        """Nothing: the list is drawn while an answer is picked."""

    def pick(self, seen: Review) -> None:
        """The answer under the cursor, or the end of the review."""
        shown = ReviewList(self.screen, seen, self.marked)
        path = shown.run()
        if shown.pressed is TAKE_AWAY:
            if (marked := shown.rows.current) is not None and marked.value is not None:
                self.take_away(marked.value)
            return
        if path is None or shown.pressed is not None:
            self.session.go_on()
            return
        with suppress(ValueError):
            self.marked = (shown.all.index(shown.rows.current), path) if shown.rows.current else None
        self.session.go_to(path)

    def _noted(self, key: Key, entry: Entry) -> str:
        """The line of a key with a note; without it, the question is asked again."""
        note = NoteLine(self.screen, key, entry).run()
        return self.line() if note is None else f"{key.line} {note}".strip()
