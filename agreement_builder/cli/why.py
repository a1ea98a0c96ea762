"""`why`: the clause behind a section, and the facts that chose it and filled it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.report import print_json

if TYPE_CHECKING:
    from agreement_builder.accounts import Why
    from agreement_builder.compose.fact_words import FactWords


@click.command()
@options.ANSWERS
@click.argument("section")
@options.shared
@options.JSON
def command(
    answers: Path,
    section: str,
    library: Path | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    as_json: bool,
) -> None:
    """Tell which clause is behind SECTION (such as 7.2, or a topic such as withdrawal), and why."""
    from agreement_builder.accounts import why

    account = why(options.make_draft(answers, library, settings, date), section)
    if as_json:
        print_json(account.as_dict())
    else:
        _print(account)


def _print(account: Why) -> None:
    from agreement_builder.compose.select import Reason

    meta = account.clause.meta
    click.echo(f"{account.label}  {meta.title}")
    click.echo(f"  {account.clause.id}, version {meta.version} ({meta.status}): {meta.summary}")
    click.echo(f"\nChosen because {account.chosen.reason}.")
    if account.chosen.by_hand:
        click.echo(f"  Reason given: {account.chosen.by_hand}")
    if account.alternatives:
        click.echo("\nLeft to counsel; this is one of the alternatives:")
        for one in account.alternatives:
            says = f"{one.clause.id}: {one.clause.meta.summary}" if one.clause is not None else "nothing stands here"
            click.echo(f"  {one.label}  {says}\n     if {one.only_if}")
    decided = "Facts that decided" if account.chosen.reason is Reason.CONDITION else "Facts on which the others depend"
    _facts(decided, account.decided, account.words)
    _facts("Facts in its text", account.filled, account.words)
    _clauses_beside(account)
    if account.authorities:
        click.echo(f"\nLaw (checked: {'; '.join(account.checked)}):")
        for row in account.authorities:
            click.echo(f"  {row.citation}, {row.title}: {'; '.join(row.says)}")
    if account.definitions:
        click.echo("\nDefinitions, pulled in where a clause uses the term:")
        for clause in account.definitions:
            click.echo(f"  {clause.id}, version {clause.meta.version}")
    if meta.note:
        click.echo(f"\nDrafting note: {meta.note}")


def _clauses_beside(account: Why) -> None:
    """What else there is: the alternatives that were not chosen, and the further clauses of the section."""
    if account.others:
        click.echo("\nNot chosen:")
        for other in account.others:
            click.echo(f"  {other.clause.id}: {other.clause.meta.summary}")
            if applies := account.applies.get(other.clause.id):
                click.echo(f"    If: {applies}")
    if account.beside:
        click.echo("\nAlso in this section, each with an account under its topic:")
        for clause in account.beside:
            click.echo(f"  {clause.topic}: {clause.id}, version {clause.meta.version}: {clause.meta.summary}")


def _facts(heading: str, facts: Mapping[str, str | None], words: FactWords) -> None:
    if facts:
        click.echo(f"\n{heading}:")
        for path, value in facts.items():
            click.echo(f"  {words.fact(path, value)} ({path})")
