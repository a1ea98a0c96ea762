"""`check`: what is open or wrong in a draft."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from agreement_builder.cli import options
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings, print_json


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
    from agreement_builder.ledger.ledger import dismissal_findings, ledger_of
    from agreement_builder.ledger.words import counted, still_told

    draft = options.make_draft(answers, library, settings, date)
    with progress("Checking the draft"):
        found = check(draft)
        ledger = ledger_of(draft, found)
        findings = [*still_told(found, ledger), *dismissal_findings(draft, ledger)]
    if as_json:
        print_json(
            {
                "draft": draft.id,
                "open_points": len(ledger.open),
                "dismissed": len(ledger.dismissed),
                **law_data(draft),
                "findings": [finding.as_dict() for finding in findings],
            }
        )
    else:
        print_findings(findings, to_stdout=True)
        print_checklist(draft)
        click.echo(f"\n{draft.id}: {counted(ledger)}.")
    return exit_code(findings)
