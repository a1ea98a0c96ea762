"""The questionnaire on a terminal with keys: it drives the same session as plain lines do.

What is asked and answered is appended to the terminal's own history; only the line being edited, the list under it
and the keys are drawn anew.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agreement_builder.interview.asker import Asker
    from agreement_builder.interview.session import Session


class TerminalUnusable(Exception):
    """There is no terminal that can do more than lines; nothing has been asked or shown."""


def start(session: Session) -> Asker:
    """An asker on the terminal of this process; raises TerminalUnusable.

    Keys come from stdin; the screen is written through stderr, so that stdout is left to the result.
    """
    streams = (sys.stdin, sys.stderr)
    if any(stream is None or not stream.isatty() for stream in streams):
        raise TerminalUnusable("Keys need a terminal on stdin and on stderr.")
    try:
        from agreement_builder.cli.terminal.asker import TerminalAsker
        from agreement_builder.cli.terminal.screen import screen_on

        screen = screen_on(sys.stdin, sys.stderr, colors=not os.environ.get("NO_COLOR"))
    except Exception as fault:
        # Whatever fails in a console that is none, plain lines do.
        raise TerminalUnusable(str(fault)) from fault
    return TerminalAsker(session, screen)
