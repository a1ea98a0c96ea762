"""`explain`: what a rule means."""

from __future__ import annotations

import click


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Tell what RULE (the word in brackets after a finding) means; without RULE, list all rules."""
    from agreement_builder.explanations import explain, explanations

    if rule is None:
        for name in sorted(explanations()):
            click.echo(f"{name:24} {explanations()[name].splitlines()[0]}")
    else:
        text = explain(rule)
        click.echo(f"{rule}: {text}")
        if "§" in text:
            from agreement_builder.library.load import load_library

            click.echo(f"\nLaw as of: {load_library().checked_through('CT')}.")
