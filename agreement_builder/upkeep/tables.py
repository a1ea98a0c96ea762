"""Words and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def said(text: str) -> str:
    """Words as Markdown prints them, on one line, whatever signs they hold."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Words as code, on one line; in a table too."""
    return f"`{' '.join(text.split())}`".replace("|", "\\|")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; none if it has no row."""
    found = list(rows)
    if found:
        yield _row(columns)
        yield _row(["---"] * len(columns))
        yield from map(_row, found)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
