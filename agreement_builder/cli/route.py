"""`route`: which statutes authorize the agreement, and which approvals they ask for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import CLEAN, FINDINGS
from agreement_builder.cli.report import print_findings, print_json


@click.command()
@options.ANSWERS
@options.shared
@options.JSON
def command(
    answers: Path, library: Path | None, settings: tuple[str, ...], date: dt.datetime | None, as_json: bool
) -> int:
    """Tell by which routes of law the parties of ANSWERS may agree, and what to collect.

    The routes are worked out from the parties and what they share. To choose them by hand, write routes: with
    use: and reason: in the answers.
    """
    from agreement_builder.cli.law import law_data, print_routes

    draft = options.make_draft(answers, library, settings, date)
    wrong = [finding for finding in draft.composition.findings if finding.rule.startswith("route-")]
    if as_json:
        print_json({**law_data(draft), "findings": [finding.as_dict() for finding in wrong]})
    else:
        print_routes(draft)
        print_findings(wrong)
    return FINDINGS if any(finding.rule != "route-by-hand" for finding in wrong) else CLEAN
