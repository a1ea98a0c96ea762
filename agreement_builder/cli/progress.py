"""A line on stderr for whatever lasts longer than a second, and silence for the rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

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
