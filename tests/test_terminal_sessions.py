"""Whole sittings with keys and lists in real pseudo-terminals, seen as a person sees the screen."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.sittings import SERVICES, Step, interview
from tests.terminals import Sitting, Terminals

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sittings need a pseudo-terminal")

DATE = ("--date", "2026-11-23")
PATIENCE = 30.0
"""Seconds before a test gives up waiting for the screen."""

RICH = {"TERM": "xterm-256color"}
KEYS = "^Q q save and quit"
"""Stands below every question."""

HELP, BACK = "\x1bOP", "\x02"


@pytest.fixture(scope="module")
def terminals() -> Iterator[Terminals]:
    held = Terminals()
    yield held
    held.stop()


class Screen:
    """What a sitting shows, on an emulated screen of 200 columns."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.screen = pyte.Screen(200, 40)
        self.stream = pyte.Stream(self.screen)
        self.ended = False

    def read(self) -> str:
        """The screen as it is once nothing more comes for a moment."""
        try:
            self.stream.feed(self.sitting.screen.read_nonblocking(65536, 0.02))
        except pexpect.TIMEOUT:
            pass
        except (pexpect.EOF, OSError):
            self.ended = True
        return self.shown

    @property
    def shown(self) -> str:
        """The screen as far as it was read."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, words: str) -> str:
        """The screen once the words stand on it, with the keys below a question."""
        until = time.monotonic() + PATIENCE
        while words not in (shown := self.read()) or KEYS not in shown:
            assert time.monotonic() < until, shown
            assert not self.ended, shown
        return shown

    def end(self) -> int:
        """The exit code, once the program has ended."""
        until = time.monotonic() + PATIENCE
        while not self.ended:
            shown = self.read()
            assert time.monotonic() < until, shown
        return self.sitting.wait()


def saved(path: Path, data: bytes) -> None:
    """Waits until the file holds just this."""
    until = time.monotonic() + PATIENCE
    while (path.read_bytes() if path.exists() else b"") != data:
        assert time.monotonic() < until, path.read_text(encoding="utf-8")
        time.sleep(0.005)


def answer(screen: Screen, path: Path, step: Step, after: bytes) -> None:
    """Types the line of a step where its question stands, and waits until it is saved."""
    screen.until(step.question.full_title)
    screen.sitting.screen.send(f"{step.line}\r")
    saved(path, after)


@pytest.mark.parametrize("service", SERVICES)
def test_a_whole_interview_by_keys_ends_with_the_same_file_as_in_plain_lines_and_with_its_draft(
    service: str, terminals: Terminals, tmp_path: Path
) -> None:
    held, path = interview(service), tmp_path / "answers.yaml"
    screen = Screen(terminals.begin(tmp_path, "new", "answers.yaml", *DATE, columns=200, env=RICH))
    following = [step.before for step in held.steps[1:]] + [held.data]
    for step, after in zip(held.steps, following, strict=True):
        answer(screen, path, step, after)
    assert screen.end() == 0
    assert "answers.docx" in screen.shown
    assert (tmp_path / "answers.docx").exists()


def test_killed_and_begun_again_with_keys_it_goes_on_at_the_same_question(terminals: Terminals, tmp_path: Path) -> None:
    held, path = interview("animal control"), tmp_path / "answers.yaml"
    for place in range(0, len(held.steps) - 1, 9):
        step, after = held.steps[place], held.steps[place + 1].before
        if step.before:
            path.write_bytes(step.before)
        sitting = terminals.begin(tmp_path, "new", "answers.yaml", columns=200, env=RICH)
        screen = Screen(sitting)
        answer(screen, path, step, after)
        screen.until(held.steps[place + 1].question.full_title)
        sitting.signal((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[place // 9 % 3])
        code = screen.end()
        assert code in (130, -signal.SIGKILL)
        assert path.read_bytes() == after


def test_help_and_the_way_back_by_keys(terminals: Terminals, tmp_path: Path) -> None:
    held, path = interview("animal control"), tmp_path / "answers.yaml"
    sitting = terminals.begin(tmp_path, "new", "answers.yaml", columns=200, env=RICH)
    screen = Screen(sitting)
    answer(screen, path, held.steps[0], held.steps[1].before)
    screen.until(held.steps[1].question.full_title)
    sitting.screen.send(HELP)
    screen.until("Who usually knows: ")
    sitting.screen.send(BACK)
    screen.until("keeps your answer: animal control")
    sitting.screen.send("\x11")
    assert screen.end() == 130
    assert "agreement-builder resume answers.yaml" in screen.shown
