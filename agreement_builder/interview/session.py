"""One sitting of the questionnaire, whatever asks: where it stands, what an answer does, and the file behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from agreement_builder.answers.load import parse_answers, read_text
from agreement_builder.answers.paths import locate, named
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.needs import unsound
from agreement_builder.interview.question import Raw
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.revise import Revision, answer, read
from agreement_builder.library.model import Library
from agreement_builder.wholefile import write_whole
from agreement_builder.yamltext import read_yaml


class Session:
    """The questionnaire over one answers file, which is written whole after every answer.

    `entry` is the question on the screen, or None when nothing is left to ask. Nothing is asked, shown or waited
    for here: an asker does that, in plain lines or on a terminal.
    """

    def __init__(self, path: Path, library: Library, text: str | None = None) -> None:
        """Raises AnswersRefusal if the file is at fault, with places in it.

        With `text`, the answers begin with it instead, and the file is made with the first answer.
        """
        self.path, self.library = path, library
        self.saved = read_text(path) if path.exists() else ""
        self.text = self.saved if text is None else text
        refuse_unsound(self.text, path)
        self.agenda: Agenda = agenda(read(self.text)[0], library)
        self.trail: list[str] = []
        self.at: str | None = None
        self.reviewing = self.jumped = False

    @property
    def entry(self) -> Entry | None:
        """The question on the screen, with its answer if it has one; None if nothing is left to ask."""
        found = self.agenda.at(self.at) if self.at is not None else None
        return found or (None if self.reviewing else self.agenda.next)

    def submit(self, line: str) -> Revision:
        """Takes a line, without blanks around it, as the answer to the question on the screen, and saves it.

        An empty line keeps an answer that there is, takes the default, ends a list, or leaves the answer open.
        Raises ReplyFault with a sentence if it is no answer; then nothing has changed. Raises AnswersRefusal if
        another program has changed the file, OutputRefusal if it cannot be written.
        """
        entry = self.entry
        if entry is None:
            raise ReplyFault("Nothing is asked.")
        wanted = meant(entry, line)
        if wanted is None:
            self._go_on(entry.path)
            return Revision(self.text, self.agenda)
        revision = answer(self.text, self.agenda, entry, wanted, self.library)
        self._save(revision.text, wanted)
        self.text, self.agenda = revision.text, revision.agenda
        self._go_on(entry.path)
        return revision

    def leave_open(self, note: str = "") -> Revision:
        """Leaves the question on the screen open, with a note on who will know; raises as `submit`."""
        return self.submit(f"! {note}")

    def back(self) -> bool:
        """To the question asked before this one, or that stands before it; whether there is one."""
        here = self.entry
        while self.trail:
            path = self.trail.pop()
            if self.agenda.at(path) is not None and (here is None or path != here.path):
                self.at = path
                return True
        before = self.agenda.before(here.path) if here is not None else next(reversed(self.agenda.entries), None)
        if before is None:
            return False
        self.at = before.path
        return True

    def go_to(self, path: str) -> bool:
        """To the question at a path; whether there is one."""
        if self.agenda.at(path) is None:
            return False
        self.at = path
        return True

    def go_to_part(self, number: int) -> bool:
        """To the first question of a part that is not answered, else to its first; whether it asks anything yet."""
        part = self.agenda.part(number)
        missing = (entry for entry in part if entry.state is State.MISSING)
        found = next(missing, next(iter(part), None))
        if found is None:
            return False
        self.at, self.jumped = found.path, True
        return True

    def go_on(self) -> None:
        """To the first question that is not answered."""
        self.at, self.reviewing, self.jumped = None, False, False

    def review(self) -> None:
        """To no question: one is picked from the whole, and after its answer another may be."""
        self.at, self.reviewing = None, True

    def _go_on(self, answered: str) -> None:
        self.trail.append(_settled(self.agenda.raw, answered))
        # What an answer brings up may stand before it, so the first question is the next; after a jump, the following.
        following = self.agenda.after(self.trail[-1]) if self.jumped and not self.reviewing else None
        self.at = None if following is None else following.path

    def _save(self, text: str, line: str) -> None:
        on_disk = read_text(self.path) if self.path.exists() else ""
        if on_disk != self.saved:
            raise AnswersRefusal([_changed(self.path, line)])
        if text != on_disk:
            write_whole(self.path, text.encode("utf-8"))
            self.saved = text


def meant(entry: Entry, line: str) -> str | None:
    """The line with what an empty one stands for; None where it keeps the answer that there is."""
    question = entry.question
    if question.end is not None and line.casefold() in ("no", "none"):
        return None if entry.state is State.ENDED else ""
    if line:
        return line
    if entry.state is not State.MISSING:
        return None
    if question.default is not None:
        return question.default
    return "!" if question.may_be_open and question.end is None else ""


def refuse_unsound(text: str, path: Path) -> None:
    """Raises AnswersRefusal, with places in the file, if an answer given is wrong."""
    yaml = read_yaml(text, str(path), AnswersRefusal)
    if not isinstance(yaml.value, dict | None):
        parse_answers(text, str(path))
    found = []
    for fault in unsound(read(text)[0]):
        spot = yaml.where(str(path), locate(yaml.value, fault.where.field or ""))
        found.append(replace(fault, where=Where(spot.file, spot.line, spot.column, field=fault.where.field)))
    if found:
        raise AnswersRefusal(found)


def _settled(raw: Raw, path: str) -> str:
    """The path with the member of a list named by its key, if it has one by now."""
    return named(raw, locate(raw, path))


def _changed(path: Path, line: str) -> Finding:
    message = "The file was changed by another program while its questions were asked, so this answer is not saved"
    message += f': "{line}".' if line else "."
    return error("answers-changed", Where(str(path)), message, f"Go on with: agreement-builder resume {path}")
