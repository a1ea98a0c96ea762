"""A line on stderr for whatever lasts longer than a second, and silence for the rest."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds before a person is told what is going on."""


@contextmanager
def progress(what: str) -> Iterator[None]:
    """While the block runs, say `what` once if it lasts longer than PATIENCE."""
    timer = threading.Timer(PATIENCE, lambda: click.echo(f"{what} ...", err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def bar(what: str, items: Sequence[T]) -> Iterator[Iterable[T]]:
    """The items, with a bar on stderr that moves as they are taken, where a terminal can show one.

    On a pipe nothing is shown; on a terminal that cannot move back, and for screen readers, a line as of `progress`.
    """
    if not sys.stderr.isatty():
        yield items
    elif os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE"):
        with progress(what):
            yield items
    else:
        with click.progressbar(items, label=what, file=sys.stderr, show_pos=True) as shown:
            yield shown
