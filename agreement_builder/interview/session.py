"""One sitting of the questionnaire, whatever asks: where it stands, what an answer does, and the file behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from agreement_builder.answers.load import parse_answers, read_text
from agreement_builder.answers.paths import locate, named
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.consequences import Consequence, consequences, in_line
from agreement_builder.interview.entry import Entry, State
from agreement_builder.interview.explain import explained, explanation_lines
from agreement_builder.interview.known import Known
from agreement_builder.interview.needs import unsound, within
from agreement_builder.interview.prefill import with_suggestion, with_taken
from agreement_builder.interview.question import Question, Raw
from agreement_builder.interview.removal import without_member
from agreement_builder.interview.reply import NameUnclear, ReplyFault, chosen
from agreement_builder.interview.revise import Revision, answer, read
from agreement_builder.interview.shares import SharesSeen, shares_table
from agreement_builder.interview.written import written
from agreement_builder.library.model import Library
from agreement_builder.wholefile import write_whole
from agreement_builder.yamltext import read_yaml


class Session:
    """The questionnaire over one answers file, which is written whole after every answer.

    `entry` is the question on the screen, or None when nothing is left to ask. Nothing is asked, shown or waited
    for here: an asker does that, in plain lines or on a terminal.
    """

    def __init__(self, path: Path, library: Library, facts: Known | None = None) -> None:
        """`facts` are what is known already of parties, and what is usual. Raises AnswersRefusal if the file is at
        fault, with places in it.
        """
        self.path, self.library, self.facts = path, library, facts
        self.text = self.saved = read_text(path) if path.exists() else ""
        refuse_unsound(self.text, path)
        self.agenda: Agenda = agenda(read(self.text)[0], library)
        self.trail: list[str] = []
        self.at: str | None = None
        self.reviewing = self.jumped = False
        self.offered: tuple[str, ...] = ()
        """A name that was typed and the full names that it may stand for, until one of them is chosen."""
        self._shown: tuple[Entry, Entry] | None = None
        self._consequences: tuple[Question, Mapping[str, Consequence]] | None = None

    @property
    def entry(self) -> Entry | None:
        """The question on the screen, with its answer if it has one; None if nothing is left to ask.

        What is known already stands as its default, with its source.
        """
        found = self.agenda.at(self.at) if self.at is not None else None
        found = found or (None if self.reviewing else self.agenda.next)
        if found is None or self.facts is None or found.state is not State.MISSING:
            return found
        if self._shown is None or self._shown[0] is not found:
            self._shown = found, with_suggestion(found, self.facts, self.agenda.raw)
        return self._shown[1]

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
        if self.facts is not None and names_party(entry):
            wanted = self._meant_name(wanted, self.facts)
        revision = answer(self.text, self.agenda, entry, wanted, self.library)
        if self.facts is not None and within(entry.path, "parties"):
            revision = with_taken(revision, self.facts, self.library)
        self._save(revision.text, wanted)
        self.text, self.agenda = revision.text, revision.agenda
        self._go_on(entry.path)
        return revision

    def explain(self) -> Iterator[str]:
        """What there is to know of the question on the screen, in whole lines."""
        if self.entry is not None:
            yield from explanation_lines(explained(self.entry.question, self.agenda.raw, self.library))

    def consequence(self, line: str) -> str:
        """What a choice does to the draft, in one line; empty if nothing is known of it."""
        entry = self.entry
        if entry is None or not entry.question.options:
            return ""
        if self._consequences is None or self._consequences[0] is not entry.question:
            self._consequences = entry.question, consequences(entry.question, self.agenda.raw, self.library)
        try:
            found = self._consequences[1].get(chosen(entry.question.options, line).value)
        except ReplyFault:
            return ""
        return "" if found is None else in_line(found)

    @property
    def offers(self) -> tuple[Entry, ...]:
        """Of what more may be said, than the draft needs, in the part of the question on the screen."""
        entry = self.entry
        return () if entry is None else self.agenda.offers_in(entry.question.section)

    @property
    def shares(self) -> SharesSeen | None:
        """Who pays what of the operating cost, as far as the answers tell."""
        return shares_table(self.agenda.raw)

    def shares_with(self, line: str) -> SharesSeen | None:
        """The same, if the line were the answer to the question on the screen; None if it is no answer."""
        entry = self.entry
        if entry is None or not within(entry.path, "funding"):
            return None
        try:
            raw, _ = read(written(self.text, entry.question, line))
        except (ReplyFault, AnswersRefusal):
            return None
        return None if unsound(raw) else shares_table(raw)

    def leave_open(self, note: str = "") -> Revision:
        """Leaves the question on the screen open, with a note on who will know; raises as `submit`."""
        return self.submit(f"! {note}")

    def leave_to_counsel(self, note: str = "") -> Revision:
        """Leaves the choice on the screen to counsel, with a note on what there is to weigh; raises as `submit`."""
        return self.submit(f"!! {note}")

    def remove(self, path: str) -> Revision:
        """Takes away the member of a list in which the place at `path` is, such as `parties.andover`, and saves.

        Raises ReplyFault with a sentence if there is none there, or the list keeps too few; else as `submit`.
        """
        revision = without_member(self.text, self.agenda, path, self.library)
        self._save(revision.text, "")
        self.text, self.agenda, self.at = revision.text, revision.agenda, None
        self.trail = []
        return revision

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

    def _meant_name(self, line: str, facts: Known) -> str:
        """The full name that a line stands for: one of those offered, by its number, or the line typed again.

        Raises NameUnclear with the names to choose from.
        """
        offered, self.offered = self.offered, ()
        if offered and line.isdecimal() and 1 <= int(line) < len(offered):
            return offered[int(line)]
        if offered and line == offered[0]:
            return line
        names = [suggestion.line for suggestion in facts.name_suggestions(line)]
        if not names or line in names:
            return line
        self.offered = (line, *names)
        listed = "; ".join(f"{number}. {name}" for number, name in enumerate(names, 1))
        raise NameUnclear(f'"{line}" may stand for: {listed}. Type a number, or the same again to keep what you typed.')

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


def names_party(entry: Entry) -> bool:
    """Whether the question asks for the name of a party."""
    return within(entry.path, "parties") and entry.path.endswith(".name")


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
