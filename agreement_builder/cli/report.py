"""How findings are told: on stderr for a person, as JSON on stdout for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import click

from agreement_builder.cli.ending import ANSWERS, CLEAN, FINDINGS
from agreement_builder.errors import Finding, Severity

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_findings(findings: Iterable[Finding], *, to_stdout: bool = False) -> None:
    """One finding a paragraph: the place, what is wrong, what to do."""
    for finding in findings:
        place = str(finding.where)
        if place:
            click.echo(place, err=not to_stdout)
        kind = click.style(f"  {finding.severity}", fg=_COLORS[finding.severity])
        click.echo(f"{kind}: {finding.message} [{finding.rule}]", err=not to_stdout)
        if finding.hint:
            click.echo(f"  {finding.hint}", err=not to_stdout)


def print_json(value: object) -> None:
    """Plain data as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def summary(findings: Iterable[Finding]) -> str:
    """`no errors, 3 warnings`."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(_count(counts[one], str(one)) for one in (Severity.ERROR, Severity.WARNING))


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def exit_code(findings: Iterable[Finding]) -> int:
    """3 if a decision waits for an answer, else 1 if any finding is of severity error, else 0."""
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    if "decision-open" in errors:
        return ANSWERS
    return FINDINGS if errors else CLEAN
