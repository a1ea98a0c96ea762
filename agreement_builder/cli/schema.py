"""`schema`: the JSON Schema of an answers file."""

from __future__ import annotations

import click

from agreement_builder.cli.report import print_json


@click.command()
def command() -> None:
    """Print the JSON Schema of an answers file, for editors that complete and check it."""
    from agreement_builder.answers.schema import answers_schema

    print_json(answers_schema())
