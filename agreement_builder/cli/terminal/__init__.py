"""The questionnaire on a terminal with keys."""

from __future__ import annotations

from agreement_builder.interview.asker import Asker
from agreement_builder.interview.session import Session


class TerminalUnusable(Exception):
    """There is no terminal that can do more than lines."""


def start(_session: Session) -> Asker:
    """An asker on the terminal of this process; raises TerminalUnusable."""
    raise TerminalUnusable
