"""Lists to choose from on the terminal: the review, the parts of the questionnaire, and what more can be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreement_builder.cli.terminal.keys import LEAVE, STOP, TAKE_AWAY, Key
from agreement_builder.cli.terminal.live import Line, Live
from agreement_builder.cli.terminal.rows import Row
from agreement_builder.cli.terminal.screen import Screen
from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.review import Review, unsettled_line
from agreement_builder.interview.wording import part_words


class ListLine(Live):
    """A list of which a row is taken with Enter; what is typed searches it, or names a row by its number."""

    prompt = "Search: "
    keys: tuple[Key, ...] = (LEAVE, STOP)
    leaves = True

    def __init__(self, screen: Screen, title: str, rows: list[Row], at: int | None = None) -> None:
        self.all = rows
        super().__init__(screen, title)
        self.rows.renew(rows, at)
        if at is None:
            self.rows.move(1)

    @property
    def sought(self) -> str:
        """What is searched for; the sign / may stand before it."""
        return self.text.removeprefix("/").strip().casefold()

    def edited(self) -> None:
        """The rows with the text in them; of a number, all rows, with its own marked."""
        numbered = [place for place, row in enumerate(self.all) if str(row.number) == self.sought]
        self.rows.renew(self.all if numbered else list(self._found()), numbered[0] if numbered else None)
        if self.rows.at is None:
            self.rows.move(1)

    def entered(self) -> str | None:
        """The value of the marked row; nothing while no row is left."""
        marked = self.rows.current
        return marked.value if marked is not None else None

    def below(self) -> Iterator[Line]:
        """What can be done."""
        if not self.rows.rows:
            yield "", "Nothing has these words. Delete some, or press Esc."
        else:
            yield "", "Arrows move, Enter takes, and what you type is searched for, or a number."

    def _found(self) -> Iterator[Row]:
        heading: Row | None = None
        whole = False
        for row in self.all:
            if row.value is None:
                heading, whole = row, self.sought in row.words.casefold()
            elif whole or self.sought in row.words.casefold():
                if heading is not None:
                    yield heading
                    heading = None
                yield row


class ReviewList(ListLine):
    """All answers, what is not settled before the rest; Enter goes to the one that is marked."""

    keys = (LEAVE, TAKE_AWAY, STOP)

    def __init__(self, screen: Screen, seen: Review, before: tuple[int, str] | None) -> None:
        """`before`: the place and the path of the answer that was marked the last time."""
        rows: list[Row] = []
        for group in seen.unsettled:
            rows.append(Row(group.heading))
            rows += [Row(unsettled_line(entry), entry.path, number) for number, entry in group.members]
        for group in seen.groups:
            rows.append(Row(group.heading))
            rows += [Row(entry.question.answered(entry.words), entry.path, number) for number, entry in group.members]
        super().__init__(screen, "Review of all answers", rows, _again(rows, before))

    def below(self) -> Iterator[Line]:
        """What can be done."""
        if self.rows.rows:
            yield "", "Enter changes an answer. Arrows move; what you type is searched for. Esc leaves the review."
        else:
            yield from super().below()


def _again(rows: list[Row], before: tuple[int, str] | None) -> int | None:
    """The place of the row marked before, of several with its path the nearest."""
    if before is None:
        return None
    place, path = before
    same = [n for n, row in enumerate(rows) if row.value == path]
    others = [n for n, row in enumerate(rows) if row.value is not None]
    return min(same or others, key=lambda n: abs(n - place), default=None)


def parts_list(screen: Screen, agenda: Agenda) -> ListLine:
    """The parts, of which one may be gone to."""
    rows = [Row(part_words(agenda, part), str(part.place), part.place) for part in agenda.sections]
    return ListLine(screen, "The parts of the questionnaire", rows)


def offers_list(screen: Screen, offers: Sequence[Entry]) -> ListLine:
    """Of what more may be said in a part, of which one may be gone to."""
    rows = [Row(entry.question.full_title, str(number), number) for number, entry in enumerate(offers, 1)]
    return ListLine(screen, "More that can be said in this part", rows)
