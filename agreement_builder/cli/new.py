"""`new`: the questionnaire in plain lines, and then the draft."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import CLEAN, INTERRUPTED


@click.command()
@click.argument("answers", type=click.Path(path_type=Path), default=Path("answers.yaml"))
@options.LIBRARY
def command(answers: Path, library: Path | None) -> int:
    """Ask the questions one by one and save every answer in ANSWERS.

    Stop at any time and call it again: it goes on where it stopped.
    """
    from agreement_builder.interview.plain import Outcome, ask_questions
    from agreement_builder.library.load import load_library

    outcome = ask_questions(answers, load_library(library), sys.stdin, sys.stderr)
    if outcome is Outcome.FINISHED:
        click.echo(f"Make the draft with: agreement-builder build {answers} -o {answers.stem}.docx", err=True)
        click.echo(str(answers.resolve()))
        return CLEAN
    click.echo(
        f"Saved. Go on with: agreement-builder new {answers}" if answers.exists() else "Nothing to save.", err=True
    )
    return INTERRUPTED
