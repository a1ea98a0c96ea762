"""`demo`: the draft of the shipped example."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from agreement_builder.cli import options
from agreement_builder.cli.build import finish
from agreement_builder.cli.files import kind_of, may_write

EXAMPLE = "bolton-building-inspection"


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(f"{EXAMPLE}.docx"),
    help="The file to write.",
)
@options.DATE
@click.option("--force", is_flag=True, help="Overwrite a file that was edited since.")
def command(output: Path, date: dt.datetime | None, force: bool) -> int:
    """Make the draft in which Bolton inspects buildings for Andover, Ashford and Willington."""
    from agreement_builder.library.place import shipped

    kind = kind_of(output, None)
    may_write(output, force=force)
    answers = shipped("examples") / EXAMPLE / "answers.yaml"
    click.echo(f"Answers: {answers}", err=True)
    return finish(options.make_draft(answers, None, (), date), output, kind, final=False, dry_run=False)
