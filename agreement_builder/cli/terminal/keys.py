"""The keys of the questionnaire, each with the line that does the same when it is typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A command: the keys for it, as prompt_toolkit names them, its name, and how it stands in the list of keys.

    `line` is what may be typed instead; empty where nothing may. `noted`: a note is asked for first.
    """

    keys: tuple[str, ...]
    name: str
    shown: str
    line: str = ""
    noted: bool = False

    @property
    def phrase(self) -> str:
        """How it is shown: `F2 < back`, with the key, what may be typed instead, and what it does."""
        return " ".join(filter(None, (self.shown, self.line, self.name)))


STOP = Key(("f10", "c-q"), "save and quit", "^Q", "q")
LEAVE = Key(("escape", "f2", "c-b"), "leave this list", "Esc")

TAKE_AWAY = Key(("delete",), "take away from its list", "Del")

QUESTION_KEYS = (
    Key(("f1",), "help", "F1", "?"),
    Key(("f2", "c-b"), "back", "F2", "<"),
    Key(("f3",), "open", "F3", "!", noted=True),
    Key(("f4",), "counsel", "F4", "!!", noted=True),
    Key(("f5",), "parts", "F5", ">"),
    Key(("f6",), "review", "F6", "r"),
    Key(("f7",), "say more", "F7", "+"),
    STOP,
)
"""At a question. The keys F1 to F7 are missing on some keyboards, and then the line is typed."""
