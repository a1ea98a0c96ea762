"""`exit`: what follows if a party leaves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.answers.fiscal import fiscal_year_shown
from agreement_builder.cli import options
from agreement_builder.cli.report import print_json

if TYPE_CHECKING:
    from agreement_builder.answers.load import AnswersFile
    from agreement_builder.leaving.departure import Departure

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@options.ANSWERS
@click.option("--party", required=True, metavar="KEY", help="Key of the party that leaves.")
@click.option("--notice", required=True, type=DAY, help="Day on which the last other party receives its notice.")
@click.option("--agreed-since", "since", type=DAY, help="Day from which it has been bound; else the service date.")
@options.SETTINGS
@options.JSON
def command(
    answers: Path,
    party: str,
    notice: dt.datetime,
    since: dt.datetime | None,
    settings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tell what follows if a party of ANSWERS leaves.

    The day on which the withdrawal takes effect with every step to it, what the party still pays, what it gets,
    and which events of leaving no rule covers.
    """
    from agreement_builder.answers.load import load_answers
    from agreement_builder.leaving.departure import leave

    file = load_answers(answers, settings)
    departure = leave(file, party, notice.date(), since.date() if since is not None else None)
    if as_json:
        print_json(departure.as_dict())
    else:
        _print(departure, file)


def _print(departure: Departure, file: AnswersFile) -> None:
    names = {party.id: party.name for party in file.answers.parties}
    if departure.day is None:
        click.echo(f"{names[departure.party]} leaves on a day that no rule fixes beforehand.")
    else:
        click.echo(f"{names[departure.party]} leaves at the end of {_long(departure.day)}.")
    if not departure.notice_in_time:
        click.echo(
            f"Its {departure.act} of {_long(departure.notice)} has no effect; the next can be "
            f"{'taken' if departure.act == 'vote' else 'given'} on {_long(departure.counted)}."
        )
    click.echo("\nHow the day is found:")
    for step in departure.steps:
        click.echo(f"  {step.says}{f': {_long(step.day)}' if step.day else ''}")
    _print_payments(departure, names)
    click.echo(f"\nWhat it gets:\n  {departure.gets or 'No rule says so.'}")
    click.echo("\nWhat follows for the agreement:")
    for sentence in departure.follows:
        click.echo(f"  {sentence}")
    if departure.gaps:
        click.echo("\nEvents without a rule:")
        for gap in departure.gaps:
            click.echo(f"  {gap.event}: {gap.says} {gap.hint}")


def _print_payments(departure: Departure, names: dict[str, str]) -> None:
    click.echo("\nWhat it still pays:")
    for payment in departure.years:
        until = f", of which its membership covers the part to {_long(payment.until)}" if payment.until else ""
        click.echo(f"  for the fiscal year {fiscal_year_shown(payment.year)}: {_money(payment.cents)}{until}")
    for owed in departure.sums:
        due = f", due {_long(owed.due)}" if owed.due else ""
        click.echo(f"  {owed.says}: {_money(owed.cents)}{due}, to {owed.receivers}")
        for key, cents in owed.to.items():
            click.echo(f"    {names[key]}: {_money(cents)}")
    for tail in departure.tails:
        amount = f" (estimated: {_money(tail.cents)})" if tail.cents is not None else ""
        click.echo(f"  {tail.says}: {tail.share}, {tail.until}{amount}")
    if not (departure.years or departure.sums or departure.tails):
        click.echo("  nothing that the answers fix")
    elif sum(payment.cents is not None for payment in departure.years) > 1:
        click.echo("  (Later years are taken as the first; each budget changes them.)")


def _money(cents: int | None) -> str:
    from agreement_builder.costs.shown import cents_shown

    if cents is None:
        return "an amount that the answers do not fix"
    return cents_shown(cents) if cents else "nothing"


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
