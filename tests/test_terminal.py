"""The questionnaire on a terminal: keys bring a session to where plain lines bring it, and every screen can be read."""

from __future__ import annotations

import io
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth
from rich.console import Console

from agreement_builder.cli import terminal
from agreement_builder.cli.terminal import TerminalUnusable, live, start
from agreement_builder.cli.terminal.asker import TerminalAsker
from agreement_builder.cli.terminal.paste import pasted
from agreement_builder.cli.terminal.rows import Row, Rows
from agreement_builder.cli.terminal.screen import Screen
from agreement_builder.interview.asker import Outcome
from agreement_builder.interview.entry import State
from agreement_builder.interview.known import known
from agreement_builder.interview.question import Question
from agreement_builder.interview.session import Session
from agreement_builder.library.load_places import load_places
from agreement_builder.library.model import Library
from tests.test_interview import STRUCTURES, answered, likely

UP, DOWN, ESC, TAB, ENTER, END = "\x1b[A", "\x1b[B", "\x1b", "\t", "\r", "\x1b[F"
F1, F2, F3, F4, F5, F6, F10 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[21~"
CTRL_B, CTRL_C, CTRL_D, CTRL_Q = "\x02", "\x03", "\x04", "\x11"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
Step = tuple[str, str]
"""Words on the screen, and the keys pressed once they are there."""


class Glass(io.StringIO):
    """A screen that can be looked at, and the one who sits before it."""

    def __init__(self, columns: int, rows: int, press: Callable[[str], None]) -> None:
        super().__init__()
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self.stream = pyte.Stream(self.screen)
        self.pages: list[str] = []
        self.press = press

    def write(self, text: str) -> int:
        # A terminal puts the carriage return before the line feed itself.
        self.stream.feed(text.replace("\r\n", "\n").replace("\n", "\r\n"))
        return len(text)

    def flush(self) -> None:
        page = "\n".join(line.rstrip() for line in self.screen.display)
        if not self.pages or page != self.pages[-1]:
            self.pages.append(page)
        self.press(page)

    @property
    def history(self) -> str:
        """All that was appended, and what stands on the screen."""
        above = ["".join(line[x].data for x in range(self.screen.columns)) for line in self.screen.history.top]
        return "\n".join(line.rstrip() for line in [*above, *self.screen.display])


@contextmanager
def before(session: Session, press: Callable[[Any, str], None], columns: int, rows: int) -> Iterator[TerminalAsker]:
    def impatient(*_: object) -> None:
        pytest.fail(f"What was waited for is not on the screen:\n{glass.pages[-1]}", pytrace=False)

    with create_pipe_input() as keys:
        glass = Glass(columns, rows, lambda page: press(keys, page))
        output = Vt100_Output(glass, lambda: Size(rows, columns), term="xterm", enable_cpr=False)
        console = Console(file=glass, no_color=True, highlight=False, markup=False, emoji=False, force_terminal=True)
        asker = TerminalAsker(session, Screen(keys, output, console, colors=False))
        earlier = signal.signal(signal.SIGALRM, impatient)
        signal.alarm(60)
        try:
            yield asker
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, earlier)


def sit(
    session: Session, *steps: Step, columns: int = 80, rows: int = 24, reviewing: bool = False
) -> tuple[Outcome, Glass]:
    """Presses keys as their words come up, and then stops."""
    left = [*steps, ("", CTRL_C)]

    def press(keys: Any, page: str) -> None:
        while left and left[0][0] in page:
            if pressed := left.pop(0)[1]:
                keys.send_text(pressed)
                return

    with before(session, press, columns, rows) as asker:
        outcome = asker.run(reviewing=reviewing)
        glass = asker.screen.console.file
        assert isinstance(glass, Glass)
        assert left in ([], [("", CTRL_C)])
        return outcome, glass


@pytest.fixture
def session(tmp_path: Path, library: Library) -> Session:
    return Session(tmp_path / "answers.yaml", library)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, library: Library) -> str:
    """The answers of a finished interview."""
    path, _ = answered(tmp_path_factory.mktemp("whole"), library, STRUCTURES["blend"])
    return path.read_text(encoding="utf-8")


@pytest.fixture
def finished(whole: str, tmp_path: Path, library: Library) -> Session:
    path = tmp_path / "answers.yaml"
    path.write_text(whole, encoding="utf-8")
    return Session(path, library)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would follow is worked out at once."""
    monkeypatch.setattr(live, "PATIENCE", 0)


def text(session: Session) -> str:
    return session.path.read_text(encoding="utf-8") if session.path.exists() else ""


def in_keys(question: Question, line: str) -> str:
    """The keys that a line takes: arrows down to a choice, letters for the rest."""
    if question.options and line:
        return DOWN * int(line) + ENTER if line.isdecimal() and question.default is None else line + ENTER
    return line + ENTER


def test_an_interview_by_keys_ends_with_the_file_that_plain_lines_make(whole: str, session: Session) -> None:
    lines = STRUCTURES["blend"]
    asked: list[str] = []

    def press(keys: Any, page: str) -> None:
        entry = session.entry
        if entry is None or entry.path in asked or "^Q" not in page:
            return
        asked.append(entry.path)
        keys.send_text(in_keys(entry.question, lines.get(entry.path, likely(entry.question))))

    with before(session, press, 40, 24) as asker:
        assert asker.run() is Outcome.FINISHED
    assert text(session) == whole
    glass = asker.screen.console.file
    assert isinstance(glass, Glass)
    assert "All questions are answered" in glass.history.replace("\n", " ")


def test_arrows_and_letters_mark_a_choice_and_enter_takes_it(session: Session) -> None:
    outcome, glass = sit(
        session,
        ("animal control", DOWN),
        (">  1. animal control", DOWN),
        (">  2. building inspection", "chi"),
        ("> 14. childcare", UP),
        ("> 13. water and wastewater", ENTER),
        ("Description of the service", CTRL_C),
    )
    assert outcome is Outcome.STOPPED
    assert "kind: water_wastewater" in text(session)
    assert "Service that the parties share\n> water and wastewater" in glass.history


def test_the_consequence_of_the_marked_choice_is_shown(session: Session) -> None:
    sit(session, ("animal control", "2"), ("In the draft: A building official", CTRL_C))


def test_a_refused_line_stays_for_editing_and_the_message_goes_as_it_is_edited(session: Session) -> None:
    sit(
        session,
        ("animal control", f"childcrae{ENTER}"),
        ('> childcrae\n"childcrae" is not one of the choices.', "\x7f" * 3),
        ("> childc\nIn the draft", "are"),
        ("> 14. childcare", ENTER),
        ("Description of the service", ""),
    )
    assert "kind: childcare" in text(session)


@pytest.mark.parametrize("back", [F2, CTRL_B, f"<{ENTER}"])
def test_back_has_the_old_answer_in_the_line_to_keep_or_replace(back: str, session: Session) -> None:
    begun = (("animal control", f"2{ENTER}"), ("Name of the first party", f"Town of Bolton{ENTER}"))
    again = ("Name of the party\n> Town of Bolton\nEnter keeps your answer", ENTER)
    sit(session, *begun, ("Kind of party", back), again, ("Town of Bolton: Kind of party", ""))
    assert "name: Town of Bolton" in text(session)
    change = ("Name of the party\n> Town of Bolton\nEnter keeps your answer", f"Town of Andover{ENTER}")
    sit(session, ("Kind of party", back), change, ("Town of Andover: Kind of party", ""))
    assert "name: Town of Andover" in text(session)
    edit = ("> Town of Andover\nEnter keeps your answer", f"{END}, Connecticut{ENTER}")
    sit(session, ("Kind of party", back), edit, ("Town of Andover, Connecticut: Kind", ""))


def test_a_key_leaves_an_answer_open_with_a_note(finished: Session) -> None:
    finished.go_to("term.start")
    sit(
        finished,
        ("Enter keeps your answer", F3),
        ("Who will know", ESC),
        ("Enter keeps your answer", F3),
        ("Who will know", f"Ann, in May{ENTER}"),
    )
    entry = finished.agenda.at("term.start")
    assert entry is not None
    assert (entry.state, entry.line) == (State.OPEN, "Ann, in May")


def test_a_key_lets_counsel_decide(finished: Session) -> None:
    finished.go_to("funding.shares")
    sit(finished, ("Enter keeps your answer", f"!!{ENTER}"), ("cannot be left to counsel", ""))
    finished.go_to("leaving.notice_months")
    _, glass = sit(finished, ("Enter keeps your answer", F4), ("What should counsel weigh?", f"Two years?{ENTER}"))
    entry = finished.agenda.at("leaving.notice_months")
    assert entry is not None
    assert (entry.state, entry.line) == (State.COUNSEL, "Two years?")
    assert "Left to counsel." in glass.history


def test_help_keeps_what_was_typed(session: Session) -> None:
    _, glass = sit(session, ("animal control", f"2{ENTER}"), ("first party", f"Town of B{F1}"), ("signature page", ""))
    assert "\n> Town of B\n" in glass.pages[-2]
    assert "The name in law, as it will stand on the signature page." in glass.history


def test_a_part_is_gone_to_from_the_list(session: Session) -> None:
    sit(session, ("animal control", F5), ("Who pays?", "5"), (">  5. Who pays?", ENTER), ("Part 5 of", ""))
    assert session.entry is not None
    assert session.entry.question.section.place == 5


def test_the_review_searches_goes_to_an_answer_and_comes_back(finished: Session) -> None:
    sit(finished, ("Review of all answers", "/nobody says this"), ("Nothing has", CTRL_C), reviewing=True)
    entry = finished.agenda.at("term.start")
    assert entry is not None
    title = entry.question.title[:20]
    outcome, _ = sit(
        finished,
        ("Review of all answers", title.upper()),
        (f"Search: {title.upper()}", ENTER),
        ("> 2027-07-01", ESC),
        ("Review of all answers", DOWN),
        ("Review of all answers", ESC),
        reviewing=True,
    )
    assert outcome is Outcome.FINISHED
    assert text(finished) == finished.text


def test_an_answer_is_changed_in_the_review_and_the_review_goes_on(finished: Session, whole: str) -> None:
    steps = ("Review of all answers", "notice"), ("Search: notice", ENTER), ("Enter keeps your answer", F6)
    sit(finished, *steps, ("Review of all answers", ""), reviewing=True)
    assert text(finished) == whole
    entry = finished.agenda.at("term.start")
    assert entry is not None
    steps = ("Review of all answers", entry.question.title), (f"Search: {entry.question.title[:9]}", ENTER)
    changed = ("> 2027-07-01", f"2027-08-01{ENTER}")
    outcome, glass = sit(finished, *steps, changed, ("Review of all answers", ESC), reviewing=True)
    assert outcome is Outcome.FINISHED
    assert "> 2027-08-01" in glass.history
    assert text(finished) == whole.replace("start: 2027-07-01", "start: 2027-08-01")


def test_pasted_lines_become_one_line_and_answer_nothing(session: Session) -> None:
    lines = "\r".join(f"Line {number}" for number in range(10))
    begun = ("animal control", f"2{ENTER}")
    _, glass = sit(
        session, begun, ("first party", f"{PASTE}{lines}\r{PASTED}"), ("10 pasted lines were put into one", "")
    )
    assert "> Line 0, Line 1, Line 2," in glass.pages[-2]
    assert "parties:" not in text(session)


def test_pasted_lines_become_one_line_where_the_terminal_does_not_tell_them_from_typed(session: Session) -> None:
    steps = ("animal control", f"2{ENTER}"), ("first party", "Town of Bolton\rTown of Andover\rTown of Hebron\r")
    sit(session, *steps, ("3 pasted lines were put into one", ENTER), ("Kind of party", ""))
    assert "name: Town of Bolton, Town of Andover, Town of Hebron" in text(session)


def test_of_lines_pasted_into_a_choice_the_first_is_taken(session: Session) -> None:
    sit(session, ("animal control", f"{PASTE}childcare\nTown of Bolton\n{PASTED}"), ("only the first was taken", ENTER))
    assert "kind: childcare" in text(session)


def test_an_address_of_three_lines_is_pasted_as_one() -> None:
    assert pasted("Town Hall,\r\n222 Bolton  Center Road\r\nBolton, CT 06043\r\n") == (
        "Town Hall, 222 Bolton Center Road, Bolton, CT 06043",
        3,
    )


def test_keys_typed_ahead_without_letters_are_not_taken_for_a_paste(session: Session) -> None:
    sit(
        session,
        ("animal control", f"2{ENTER}"),
        ("first party", f"Town of Bolton{ENTER}"),
        ("Kind of party", ENTER * 2),
        ("Title of the officer who signs", ""),
    )


@pytest.mark.parametrize("name", ["Peñarroya–Ville d’Été", "東京都の町 of Bolton"])
def test_names_in_any_letters_are_kept_and_shown(name: str, session: Session) -> None:
    _, glass = sit(
        session, ("animal control", f"2{ENTER}"), ("first party", name + ENTER), ("Kind of party", ""), columns=40
    )
    assert f"name: {name}" in text(session)
    assert name.replace(" ", "") in glass.history.replace(" ", "")


def test_names_are_completed(tmp_path: Path, library: Library) -> None:
    session = Session(tmp_path / "answers.yaml", library, known(load_places()))
    sit(
        session,
        ("animal control", f"2{ENTER}"),
        ("first party", "bolt"),
        ("  Town of Bolton", DOWN),
        ("> Town of Bolton", ENTER),
        ("Town of Bolton: Kind", ""),
    )
    assert "name: Town of Bolton" in text(session)


def test_a_name_that_may_stand_for_others_offers_them_in_a_list(tmp_path: Path, library: Library) -> None:
    session = Session(tmp_path / "answers.yaml", library, known(load_places()))
    begun = ("animal control", f"2{ENTER}"), ("first party", f"Bolton{ENTER}")
    sit(session, *begun, ("may stand for", DOWN), ("> Town of Bolton", ENTER), ("Town of Bolton: Kind", ""))
    assert "name: Town of Bolton\n" in text(session)


def test_the_table_of_shares_moves_as_a_figure_is_typed(finished: Session) -> None:
    finished.go_to("funding.first_budget")
    _, glass = sit(finished, ("Enter keeps", "200,000"), ("$200,000.00", ENTER))
    assert any("Change" in page and "> 200,000" in page for page in glass.pages)
    assert "What each party pays of the $200,000.00 of the first fiscal year" in glass.history
    assert finished.shares is not None
    assert finished.shares.cost == 20_000_000


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, CTRL_Q, F10, f"q{ENTER}"])
def test_every_way_to_stop_saves_and_stops(keys: str, session: Session) -> None:
    outcome, _ = sit(session, ("animal control", f"2{ENTER}"), ("Name of the first party", keys))
    assert outcome is Outcome.STOPPED
    assert "kind: building_inspection" in text(session)


def test_an_interrupt_from_outside_stops_as_ctrl_c_does(session: Session) -> None:
    def interrupt(_keys: Any, page: str) -> None:
        if "animal control" in page:
            raise KeyboardInterrupt

    with before(session, interrupt, 80, 24) as asker:
        assert asker.run() is Outcome.STOPPED


def test_no_line_is_wider_than_a_narrow_screen_and_no_word_is_cut(session: Session) -> None:
    _, glass = sit(session, ("animal control", F1), ("^Q", DOWN), ("> ", ""), columns=40, rows=24)
    shown = [" ".join(page.split()) for page in (*glass.pages, glass.history)]
    assert any("8. facilities and grounds maintenance" in page for page in shown)
    assert "Who usually knows:" in shown[-1]
    assert all(get_cwidth(line) <= 40 for line in glass.history.splitlines())


def test_a_choice_can_be_made_on_six_rows(session: Session) -> None:
    _, glass = sit(
        session, ("animal control", DOWN), (">  1. animal", DOWN), (">  2. building", ENTER), columns=30, rows=6
    )
    assert "kind: building_inspection" in text(session)
    assert not any("too small" in page for page in glass.pages)


def test_without_a_terminal_nothing_is_started(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(TerminalUnusable):
        start(session)


def test_a_console_that_cannot_be_started_is_told_before_anything_is_asked(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Console(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Console())
    monkeypatch.setattr("sys.stderr", shown := Console())
    with pytest.raises(TerminalUnusable):
        terminal.start(session)
    assert shown.getvalue() == ""


def test_the_marked_row_is_among_the_lines_shown() -> None:
    rows = Rows([Row("Heading"), *(Row(f"row {n} " * 5, str(n), n) for n in range(50))])

    def broken(line: str, width: int) -> Sequence[str]:
        return [line[at : at + width] for at in range(0, len(line), width)]

    for by in [1] * 60 + [-7] * 9 + [23, -11] * 4:
        rows.move(by)
        lines = rows.shown(30, 5, broken)
        assert len(lines) == 5
        assert any(style == "class:marked" and line.startswith("> ") for style, line in lines)
