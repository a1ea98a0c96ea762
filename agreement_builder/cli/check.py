"""`check`: what is open or wrong in a draft."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from agreement_builder.cli import options
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings, print_json, summary


@click.command()
@options.ANSWERS
@options.shared
@options.JSON
def command(
    answers: Path, library: Path | None, settings: tuple[str, ...], date: dt.datetime | None, as_json: bool
) -> int:
    """Tell everything that is open or wrong in the draft of ANSWERS.

    `agreement-builder explain RULE` tells what a rule in brackets means.
    """
    from agreement_builder.checks.run import check

    draft = options.make_draft(answers, library, settings, date)
    with progress("Checking the draft"):
        findings = check(draft)
    if as_json:
        print_json(
            {
                "draft": draft.id,
                "law_checked_through": draft.library.checked_through(draft.file.answers.jurisdiction),
                "findings": [finding.as_dict() for finding in findings],
            }
        )
    else:
        print_findings(findings, to_stdout=True)
        click.echo(f"{summary(findings)}.")
    return exit_code(findings)
