"""What is drawn anew while a person types: a title, a list, one line to edit, what is told under it, and the keys.

It is erased when Enter is pressed; whoever ran it appends what is to stay.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from agreement_builder.cli.terminal.bindings import bindings
from agreement_builder.cli.terminal.keys import STOP, Key
from agreement_builder.cli.terminal.paste import notice, pasted
from agreement_builder.cli.terminal.rows import Rows
from agreement_builder.cli.terminal.screen import Screen
from agreement_builder.errors import Refusal

PATIENCE = 0.12
"""Seconds without a key before what would follow is worked out."""

LEAST_LIST = 3
"""Lines of a list, however low the terminal is."""

STYLE = Style.from_dict(
    {
        "title": "bold",
        "heading": "bold",
        "marked": "reverse",
        "fault": "bold ansired",
        "hint": "",
        "keys": "reverse",
        "selected": "reverse",
    }
)
Line = tuple[str, str]
"""A style and a line."""


class Live:
    """One line to edit, with a list of rows, until Enter, Esc or a key for a command."""

    prompt = "> "
    keys: tuple[Key, ...] = (STOP,)
    leaves = False
    """Whether Esc leaves it."""

    def __init__(self, screen: Screen, title: str, text: str = "", *, replaced: bool = False, fault: str = "") -> None:
        """`text` stands in the line; `replaced`: whatever is typed takes its place, as if it were marked.

        `fault` is told under the line until something is changed.
        """
        self.screen, self.title, self.fault, self.said = screen, title, fault, ""
        self.rows = Rows()
        self.buffer = Buffer(document=Document(text), multiline=False)
        if replaced and text:
            self.buffer.cursor_position = 0
            self.buffer.start_selection()
            if self.buffer.selection_state is not None:
                self.buffer.selection_state.enter_shift_mode()
            self.buffer.cursor_position = len(text)
        self.buffer.on_text_changed += lambda _: self._edited()
        self.buffer.on_cursor_position_changed += lambda _: self._touched()
        self.pressed: Key | None = None
        """The key by which it ended, if it was not Enter or Esc."""
        self._following: asyncio.Task[None] | None = None
        self._app: Application[str | None] = self._application()

    # What those who inherit say

    def edited(self) -> None:
        """The text of the line has changed."""

    def moved(self) -> None:
        """Another row was marked."""

    def entered(self) -> str | None:
        """What Enter gives; None if it gives nothing yet."""
        return self.text

    def look(self) -> None:
        """Works out what would follow from what is typed or marked; called when no key was pressed for a while."""

    def below(self) -> Iterator[Line]:
        """What is told under the line, with styles."""
        return iter(())

    def completed(self) -> str | None:
        """What Tab puts into the line."""
        return None

    # What they share

    @property
    def text(self) -> str:
        """The line without blanks around it."""
        return self.buffer.text.strip()

    def run(self) -> str | None:
        """What Enter gave, or the line of the key pressed (`pressed`); None: it was left.

        Raises KeyboardInterrupt on Ctrl-C, EOFError when nothing more can be read, Stopped on the key that stops.
        """
        return self._app.run(pre_run=self._follow, set_exception_handler=False)

    def press(self, key: Key) -> None:
        """Ends it by a key for a command."""
        self.pressed = key
        self._app.exit(result=key.line)

    def enter(self) -> None:
        """Ends it, if Enter gives something."""
        found = self.entered()
        if found is not None:
            self._app.exit(result=found)

    def mark(self, by: int) -> None:
        """Marks another row."""
        self.rows.move(by)
        self._touched()
        self.moved()
        self._follow()

    def insert(self, text: str) -> None:
        """Puts pasted text into the line, in place of what is marked in it."""
        line, count = pasted(text)
        if self.buffer.selection_state is not None:
            self.buffer.cut_selection()
        self.buffer.insert_text(line)
        self.said = notice(count)

    def complete(self) -> None:
        """Puts into the line what stands marked or first in the list."""
        found = self.completed()
        if found is None:
            self.mark(1)
        else:
            self.buffer.document = Document(found)

    def _edited(self) -> None:
        self._touched()
        self.edited()
        self._follow()

    def _touched(self) -> None:
        self.fault = self.said = ""

    def _follow(self) -> None:
        if not self._app.is_running:
            return
        if self._following is not None:
            self._following.cancel()
        self._following = self._app.create_background_task(self._looked())

    async def _looked(self) -> None:
        await asyncio.sleep(PATIENCE if self._app.render_counter else 0)
        try:
            self.look()
        except Refusal as refusal:
            self._app.exit(exception=refusal)
        self._app.invalidate()

    # How it is drawn

    def _application(self) -> Application[str | None]:
        self._drawn: tuple[int, dict[str, list[Line]]] = (-1, {})
        line = Window(
            BufferControl(self.buffer, input_processors=[BeforeInput(self.prompt)]),
            wrap_lines=True,
            dont_extend_height=True,
            height=lambda: Dimension.exact(self._line_height()),
        )
        title, listed, below, keys = map(self._window, ("title", "list", "below", "keys"))
        app: Application[str | None] = Application(
            layout=Layout(HSplit([title, listed, line, below, Window(), keys]), focused_element=line),
            key_bindings=bindings(self),
            style=STYLE,
            color_depth=self.screen.depth,
            input=self.screen.input,
            output=self.screen.output,
            erase_when_done=True,
        )
        # Esc is known for Esc at once where nothing follows it.
        app.ttimeoutlen = 0.05
        return app

    def _window(self, name: str) -> Window:
        def fragments() -> StyleAndTextTuples:
            lines = self._lines()[name]
            return [
                (style, f"{line}\n" if place < len(lines) else line) for place, (style, line) in enumerate(lines, 1)
            ]

        return Window(
            FormattedTextControl(fragments),
            height=lambda: Dimension.exact(len(self._lines()[name])),
            style="class:keys" if name == "keys" else "",
        )

    def _line_height(self) -> int:
        return (get_cwidth(self.prompt + self.buffer.text) + 1) // (self.screen.width + 1) + 1

    def _lines(self) -> dict[str, list[Line]]:
        """The lines of each part, with room for the keys and the line being edited before all else."""
        counter = self._app.render_counter
        if self._drawn[0] != counter or not self._drawn[1]:
            self._drawn = counter, self._divided()
        return self._drawn[1]

    def _divided(self) -> dict[str, list[Line]]:
        screen = self.screen
        keys = [("", line) for line in screen.joined([key.phrase for key in self.keys])]
        keys = keys[: max(screen.height // 4, 1)]
        title = [("", ""), *(("class:title", line) for line in screen.broken(self.title))]
        told = [("class:fault", self.fault)] if self.fault else [("class:hint", self.said)] if self.said else []
        below = [(style, piece) for style, line in (*told, *self.below()) for piece in screen.broken(line)]
        room = screen.height - len(keys) - self._line_height() - 1
        if len(title) > max(room - LEAST_LIST, 1):
            title = title[1:][: max(room - LEAST_LIST, 1)]
        room -= len(title)
        wanted = self.rows.height(screen.width, screen.broken)
        listed = min(wanted, max(room - len(below), room * 2 // 3, LEAST_LIST), max(room, 1))
        return {
            "title": title,
            "list": self.rows.shown(screen.width, listed, screen.broken) if wanted else [],
            "below": below[: max(room - (listed if wanted else 0), 1)],
            "keys": keys,
        }
