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
    """Tell everything that is open or wrong in the draft of ANSWERS, with the statutory checklist.

    `agreement-builder explain RULE` tells what a rule in brackets means.
    """
    from agreement_builder.checks.run import check
    from agreement_builder.cli.law import law_data, print_checklist

    draft = options.make_draft(answers, library, settings, date)
    with progress("Checking the draft"):
        findings = check(draft)
    if as_json:
        print_json(
            {
                "draft": draft.id,
                **law_data(draft),
                "findings": [finding.as_dict() for finding in findings],
            }
        )
    else:
        print_findings(findings, to_stdout=True)
        print_checklist(draft)
        click.echo(f"\n{summary(findings)}.")
    return exit_code(findings)
