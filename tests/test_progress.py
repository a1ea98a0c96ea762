"""What lasts longer than a moment is announced on stderr, and what does not is silent."""

from __future__ import annotations

import threading

import pytest

from agreement_builder.cli import progress


def test_what_lasts_is_announced_once_on_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, bool]] = []
    announced = threading.Event()

    def echo(text: str, *, err: bool) -> None:
        said.append((text, err))
        announced.set()

    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    monkeypatch.setattr("agreement_builder.cli.progress.click.echo", echo)
    with progress.progress("Counting"):
        assert announced.wait(30)
    assert said == [("Counting ...", True)]


def test_what_is_quick_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.progress("Counting"):
        pass
    assert capsys.readouterr() == ("", "")
