"""The table of shares on a terminal, in lines as wide as it allows."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.table import Table

from agreement_builder.cli.terminal.screen import Screen
from agreement_builder.interview.shares import HEAD, SharesSeen, moved, notes, shown_rows, title

LEAST_NAME = 12
"""Columns without which a name does not stand beside its figures."""


def table_lines(screen: Screen, before: SharesSeen | None, now: SharesSeen) -> list[str]:
    """Who pays what, with what each pays more or less than `before`."""
    rows = shown_rows(before, now)
    places = [place for place in (1, 2, 3) if any(row[place] for row in rows)]
    figures = sum(max(len(row[place]) for row in (HEAD, *rows)) + 2 for place in places)
    if screen.width - figures < LEAST_NAME:
        return list(moved(before, now, screen.width))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(HEAD[0], overflow="fold")
    for place in places:
        table.add_column(HEAD[place], justify="right", no_wrap=True)
    for row in rows:
        table.add_row(row[0], *(row[place] for place in places))
    page = Console(file=StringIO(), width=screen.width, no_color=True, highlight=False, markup=False, emoji=False)
    with page.capture() as taken:
        page.print(table)
    lines = [line.rstrip() for line in taken.get().splitlines()]
    return [*screen.broken(title(now)), *lines, *(piece for note in notes(now) for piece in screen.broken(note))]
