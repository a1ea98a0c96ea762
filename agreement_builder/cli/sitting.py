"""A sitting of the questionnaire: on what it begins, who asks, how it is broken off, and the draft at its end."""

from __future__ import annotations

import datetime as dt
import os
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import INTERRUPTED

if TYPE_CHECKING:
    from agreement_builder.interview.asker import Asker
    from agreement_builder.interview.known import Known
    from agreement_builder.interview.session import Session
    from agreement_builder.library.model import Library

PROFILES = (
    click.option(
        "--party-profile", "party_profiles", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help="What is known of parties: a profile, or the answers of an earlier agreement; may be repeated.",
    ),
    click.option(
        "--profile", "profiles", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help="What is usual, such as in a council's agreements; offered, not taken. May be repeated.",
    ),
)  # fmt: skip


def _without_colors(ctx: click.Context, _param: click.Parameter, plain: bool) -> bool:
    if plain:
        ctx.color = ctx.find_root().color = False
    return plain


PLAIN = click.option(
    "--plain",
    is_flag=True,
    callback=_without_colors,
    help="Ask in plain lines, for any console and for screen readers (also: ACCESSIBLE=1).",
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The draft; if not given, a .docx named like the answers."
)
PASTING = 0.03
"""Seconds within which pasted lines follow each other, and typed ones do not."""

FORCE = click.option("--force", is_flag=True, help="Overwrite a draft that was edited since.")


def asked(function: options.F) -> options.F:
    """The options of every command that asks."""
    for option in (*PROFILES, PLAIN, options.LIBRARY, options.DATE, OUTPUT, FORCE):
        function = option(function)
    return function


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """The options of a sitting."""

    answers: Path
    library: Path | None = None
    party_profiles: tuple[Path, ...] = ()
    profiles: tuple[Path, ...] = ()
    plain: bool = False
    output: Path | None = None
    date: dt.datetime | None = None
    force: bool = False

    def ask(self, *, reviewing: bool = False) -> int:
        """Asks, and makes the draft when nothing is left; the exit code."""
        from agreement_builder.interview.asker import Outcome
        from agreement_builder.interview.session import Session
        from agreement_builder.library.load import load_library

        library = load_library(self.library)
        session = Session(self.answers, library, self.facts(library))
        with interruptible():
            outcome = self.asker(session).run(reviewing=reviewing)
        if outcome is Outcome.FINISHED:
            return self.finish()
        again = f"Saved. Go on with: agreement-builder resume {quoted(self.answers)}"
        try:
            click.echo(again if self.answers.exists() else "Nothing to save.", err=True)
        except OSError:
            # The terminal is gone; what is still to be shown shall not end in a fault.
            for stream in (sys.stdout, sys.stderr):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return INTERRUPTED

    def facts(self, library: Library) -> Known:
        """What is known already; tells what a profile names and the library does not have."""
        from agreement_builder.cli.report import print_findings
        from agreement_builder.interview.known import known
        from agreement_builder.interview.profile import load_profile
        from agreement_builder.interview.usual import unknown_choices
        from agreement_builder.library.load_places import load_places

        profiles = [load_profile(path) for path in self.profiles]
        print_findings(finding for profile in profiles for finding in unknown_choices(profile, library))
        of_parties = [load_profile(path) for path in self.party_profiles]
        return known(load_places(self.library), of_parties, profiles)

    def asker(self, session: Session) -> Asker:
        """Who asks: the terminal with its keys where there is one, else plain lines."""
        from agreement_builder.interview.plain import PlainAsker

        if not self.plain and _has_keys():
            from agreement_builder.cli.terminal import TerminalUnusable, start

            with suppress(TerminalUnusable):
                return start(session)
        width = shutil.get_terminal_size().columns if sys.stderr.isatty() else None
        return PlainAsker(session, _reader(), sys.stderr, width)

    def finish(self) -> int:
        """The draft of the answers, its findings, and what to do next; the exit code is that of `build`."""
        from agreement_builder.cli.build import finish
        from agreement_builder.cli.files import kind_of, may_write

        target = self.output or Path(f"{self.answers.stem}.docx")
        kind = kind_of(target, None)
        may_write(target, force=self.force)
        draft = options.make_draft(self.answers, self.library, (), self.date)
        name = quoted(self.answers)
        click.echo("", err=True)
        return finish(draft, target, kind, final=False, dry_run=False, before_path=(
            "What to do next:",
            f"  Look at what is open, or change an answer: agreement-builder review {name}",
            f"  See everything open or wrong, and what the law demands: agreement-builder check {name}",
            f"  See who pays what: agreement-builder costs {name}",
            "  Give the draft to counsel: it says in its margin why each clause is there.",
        ))  # fmt: skip


def quoted(path: Path) -> str:
    """A path as it is typed on a command line."""
    return f'"{path}"' if any(letter in str(path) for letter in " ()'&;") else str(path)


@contextmanager
def interruptible() -> Iterator[None]:
    """Within the block, a request to end or a closed terminal interrupts as Ctrl-C does, so that the end is told."""

    def interrupt(_number: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _has_keys() -> bool:
    """Whether there is a terminal that can do more than lines, and nobody has asked for lines."""
    if os.environ.get("ACCESSIBLE", "") not in ("", "0") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


class TypedLines:
    """Lines of a terminal. Lines that come together were pasted, and are one, with their line ends within it."""

    def __init__(self, *, edited: bool) -> None:
        """`edited`: by the terminal's own keys, of which the arrow up brings back what was typed before."""
        self.prompts = edited

    def isatty(self) -> bool:
        """It is a terminal."""
        return True

    def readline(self) -> str:
        """The next line; empty at the end."""
        from agreement_builder.interview.wording import PROMPT

        lines = [self._line(PROMPT)]
        while lines[-1] and _more_is_there():
            lines.append(self._line(""))
        return "".join(lines)

    def _line(self, prompt: str) -> str:
        if not self.prompts:
            return sys.stdin.readline()
        try:
            return f"{input(prompt)}\n"
        except EOFError:
            return ""


def _more_is_there() -> bool:
    """Whether another line comes sooner than a person can type one."""
    if sys.platform == "win32":
        import msvcrt

        time.sleep(PASTING)
        return msvcrt.kbhit()
    return bool(select.select([sys.stdin], [], [], PASTING)[0])


def _reader() -> Any:
    """Where the lines come from."""
    if not sys.stdin.isatty():
        return sys.stdin
    with suppress(ImportError):
        import readline  # noqa: F401 (its import gives `input` its keys; Windows has its own)
    return TypedLines(edited=sys.stdout.isatty())
