"""What each key does while something is edited live; keys that are not named here edit the line as usual."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import suspend_to_background_supported

from agreement_builder.cli.terminal.keys import STOP, Key
from agreement_builder.interview.asker import Stopped

if TYPE_CHECKING:
    from agreement_builder.cli.terminal.live import Live

PAGE = 10
"""Rows that a page has."""

MOVES = (("up", -1), ("c-p", -1), ("down", 1), ("c-n", 1), ("pageup", -PAGE), ("pagedown", PAGE))


def bindings(live: Live) -> KeyBindings:
    """The keys of a live line."""
    found = KeyBindings()
    for name, by in MOVES:
        found.add(name, eager=True)(_moving(live, by))
    found.add("enter", eager=True)(_Entering(live))
    found.add(Keys.BracketedPaste, eager=True)(lambda event: live.insert(event.data))
    found.add("tab", eager=True)(lambda _: live.complete())
    for key in live.keys:
        for name in key.keys:
            if name != "escape":
                found.add(name, eager=True)(_pressing(live, key))
    found.add("escape", eager=True, filter=Condition(lambda: live.leaves))(lambda event: event.app.exit(result=None))
    _stopping(found, live)
    return found


def _stopping(found: KeyBindings, live: Live) -> None:
    @found.add("c-c", eager=True)
    @found.add(Keys.SIGINT)
    def _interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    # With something typed, Ctrl-D deletes the next letter, as in a shell.
    @found.add("c-d", eager=True, filter=Condition(lambda: not live.text or live.buffer.selection_state is not None))
    def _end(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    @found.add("c-z", filter=Condition(suspend_to_background_supported))
    def _suspend(event: KeyPressEvent) -> None:
        event.app.suspend_to_background()


def _moving(live: Live, by: int) -> Callable[[KeyPressEvent], None]:
    def move(_event: KeyPressEvent) -> None:
        live.mark(by)

    return move


def _pressing(live: Live, key: Key) -> Callable[[KeyPressEvent], None]:
    def press(event: KeyPressEvent) -> None:
        if key is STOP:
            event.app.exit(exception=Stopped())
        else:
            live.press(key)

    return press


class _Entering:
    """Enter, unless it comes with text that was pasted into a terminal which does not tell pasted from typed.

    Nobody types on within the moment in which keys are read, so an Enter with letters right behind it stands between
    pasted lines: they are put into one line as any pasted lines are, and no question is answered unseen.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self.lines: list[str] = []

    def __call__(self, event: KeyPressEvent) -> None:
        follows = any(len(press.key) == 1 for press in event.key_processor.input_queue)
        if not follows and not self.lines:
            self.live.enter()
            return
        if not self.lines:
            asyncio.get_running_loop().call_soon(self._ended)
        self.lines.append(self.live.buffer.text)
        self.live.buffer.text = ""

    def _ended(self) -> None:
        """All keys that were read at once are done."""
        text = "\n".join((*self.lines, self.live.buffer.text))
        self.lines.clear()
        self.live.buffer.text = ""
        self.live.insert(text)
