"""`review`: all answers, what is not settled first, and any of them changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from agreement_builder.cli.sitting import Sitting, asked


@click.command()
@click.argument("answers", type=click.Path(path_type=Path))
@asked
def command(answers: Path, **more: Any) -> int:
    """Show every answer in ANSWERS, grouped as the agreement is, and change any of them.

    Where no terminal asks, the review is printed, unless --plain is given.
    """
    from agreement_builder.answers.load import read_text

    read_text(answers)
    sitting = Sitting(answers=answers, **more)
    if sys.stdin.isatty() or sitting.plain:
        return sitting.ask(reviewing=True)
    return _printed(sitting)


def _printed(sitting: Sitting) -> int:
    from agreement_builder.cli.ending import CLEAN
    from agreement_builder.interview.review import review
    from agreement_builder.interview.session import Session
    from agreement_builder.library.load import load_library

    seen = review(Session(sitting.answers, load_library(sitting.library)).agenda)
    for line in (*seen.unsettled_lines(), *seen.everything()):
        click.echo(line)
    return CLEAN
