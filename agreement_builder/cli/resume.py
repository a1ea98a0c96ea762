"""`resume`: the questionnaire goes on where it stopped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from agreement_builder.cli.new import without_input
from agreement_builder.cli.sitting import Sitting, asked


@click.command()
@click.argument("answers", type=click.Path(path_type=Path))
@asked
def command(answers: Path, **more: Any) -> int:
    """Ask what ANSWERS does not hold yet, and make the draft."""
    from agreement_builder.answers.load import read_text

    read_text(answers)
    sitting = Sitting(answers=answers, **more)
    return sitting.ask() if sys.stdin.isatty() or sitting.plain else without_input(sitting)
