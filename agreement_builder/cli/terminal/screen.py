"""The terminal of a sitting: where keys come from, where whole lines go, and how lines are broken between words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from prompt_toolkit.input import DummyInput, Input, create_input
from prompt_toolkit.output import ColorDepth, DummyOutput, Output, create_output
from prompt_toolkit.output.plain_text import PlainTextOutput
from prompt_toolkit.output.vt100 import Vt100_Output
from rich.console import Console
from rich.text import Text

try:
    import termios
except ImportError:  # Windows
    GONE: tuple[type[Exception], ...] = (OSError, EOFError)
else:
    GONE = (OSError, EOFError, termios.error)
"""What is raised once the terminal is gone."""

LEAST_WIDTH = 20
"""Columns for which lines are broken, however narrow the terminal is."""

_LEAD = re.compile(r" *(?:[0-9]+\. )?")


@dataclass(frozen=True)
class Screen:
    """A terminal; `colors`: whether it may show any."""

    input: Input
    output: Output
    console: Console
    colors: bool = True

    @property
    def width(self) -> int:
        """Columns, of which the last is left free: some terminals break a line that reaches it."""
        return max(self.output.get_size().columns - 1, LEAST_WIDTH)

    @property
    def height(self) -> int:
        """Rows."""
        return self.output.get_size().rows

    @property
    def depth(self) -> ColorDepth | None:
        """The colors that may be shown; None: whatever the terminal can."""
        return None if self.colors else ColorDepth.DEPTH_1_BIT

    def tell(self, *lines: str, style: str = "") -> None:
        """Appends whole lines, each broken between words."""
        for line in lines:
            for piece in self.broken(line):
                self.console.print(Text(piece, style=style), width=self.width + 1, soft_wrap=True)

    def broken(self, line: str, width: int | None = None) -> list[str]:
        """The line in pieces of at most `width` columns, with what follows set under the words of a list."""
        width = width or self.width
        found = _LEAD.match(line)
        lead = min(found.end() if found else 0, width // 2)
        pieces = Text(line[lead:]).wrap(self.console, width - lead)
        return [f"{' ' * lead if place else line[:lead]}{piece.plain}" for place, piece in enumerate(pieces)] or [""]

    def joined(self, words: Sequence[str]) -> list[str]:
        """Phrases in as few lines as hold them, none broken that fits a line."""
        lines: list[str] = []
        for phrase in words:
            if lines and len(lines[-1]) + 2 + len(phrase) <= self.width:
                lines[-1] += f"  {phrase}"
            else:
                lines.append(phrase)
        return lines


def screen_on(stdin: TextIO, stream: TextIO, *, colors: bool) -> Screen:
    """The terminal on two streams; raises OSError, or what the console raises, if it is none."""
    output = create_output(stream)
    if isinstance(output, Vt100_Output):
        # Where the cursor stands need not be known, and some terminals do not answer when asked.
        output.enable_cpr = False
    keys = create_input(stdin)
    if isinstance(keys, DummyInput) or isinstance(output, DummyOutput | PlainTextOutput):
        raise OSError("The streams are no terminal.")
    with keys.raw_mode():
        output.get_size()
    console = Console(file=stream, no_color=not colors, highlight=False, markup=False, emoji=False)
    return Screen(keys, output, console, colors)
