"""`points`: the open points of a draft, listed, dismissed with a reason, or settled by accepting a default."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import CLEAN
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import print_findings, print_json
from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from agreement_builder.drafting import Draft
    from agreement_builder.ledger.point import Dismissed, Ledger, Point

WIDTH = 96
KINDS = ("error", "warning", "counsel", "blank", "assumption", "default")


@click.command()
@options.ANSWERS
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="List this kind only; may be repeated.")
@click.option("--dismissed", "away", is_flag=True, help="List the points that were dismissed, with their reasons.")
@click.option("--dismiss", multiple=True, metavar="POINT", help="Set a point aside; needs --reason. May be repeated.")
@click.option("--reason", "reasons", multiple=True, help="Why: one for all points dismissed, or one for each in turn.")
@click.option("--accept", multiple=True, metavar="POINT", help="Write a default that was taken into ANSWERS.")
@options.shared
@options.JSON
def command(
    answers: Path,
    kinds: tuple[str, ...],
    away: bool,
    dismiss: tuple[str, ...],
    reasons: tuple[str, ...],
    accept: tuple[str, ...],
    library: Path | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    as_json: bool,
) -> int:
    """List everything in the draft of ANSWERS that somebody has to settle before it is signed.

    POINT is the number of a point, several (12-18), its key, or a kind (defaults). What is dismissed or accepted is
    written into ANSWERS, and is not open in the next draft. An error and a choice for counsel cannot be dismissed.
    """
    from agreement_builder.checks.run import check
    from agreement_builder.ledger.ledger import dismissal_findings, ledger_of

    pairs = _reasoned(dismiss, reasons)
    if (dismiss or accept) and (settings or as_json or kinds or away):
        raise click.UsageError("--dismiss and --accept change the file, and take none of the other options of a list.")
    draft = options.make_draft(answers, library, settings, date)
    with progress("Checking the draft"):
        ledger = ledger_of(draft, check(draft))
    if dismiss or accept:
        _settle(answers, draft, ledger, pairs, accept)
        return CLEAN
    idle = list(dismissal_findings(draft, ledger))
    if as_json:
        print_json(_data(draft, ledger, kinds))
        return CLEAN
    for line in _dismissed_lines(ledger) if away else _lines(ledger, kinds):
        click.echo(line)
    print_findings(idle)
    for line in _ending(ledger, answers, away=away):
        click.echo(line)
    return CLEAN


def _reasoned(dismiss: tuple[str, ...], reasons: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each point to dismiss with its reason; raises UsageError if they do not go together."""
    if dismiss and not reasons:
        raise click.UsageError('--dismiss needs a reason: --reason "filled by hand at signing".')
    if len(reasons) > max(len(dismiss), 0) or 1 < len(reasons) < len(dismiss):
        raise click.UsageError(f"{len(dismiss)} --dismiss and {len(reasons)} --reason do not go together.")
    return list(zip(dismiss, reasons if len(reasons) > 1 else reasons * len(dismiss), strict=True))


def _settle(
    answers: Path, draft: Draft, ledger: Ledger, dismiss: list[tuple[str, str]], accept: tuple[str, ...]
) -> None:
    from agreement_builder.answers.load import read_text
    from agreement_builder.ledger.settling import Settling, settled

    done = settled(read_text(answers), draft, ledger, Settling(dismiss, accept))
    write_whole(answers, done.text.encode())
    for point, reason in done.dismissed:
        click.echo(f"Dismissed {point.key}: {reason}")
    for point in done.accepted:
        click.echo(f"Accepted {point.path}: {point.says}")
    click.echo(f"Recorded in {answers}. The points that are left have new numbers.")


def _lines(ledger: Ledger, kinds: tuple[str, ...]) -> Iterator[str]:
    from agreement_builder.ledger.rows import rows_of
    from agreement_builder.ledger.words import WORDS, grouped

    for kind, points in grouped(ledger.open):
        if kinds and kind not in kinds:
            continue
        words = WORDS[kind]
        yield click.style(f"{words.heading} ({len(points)})", bold=True)
        if words.together:
            yield from textwrap.wrap(words.together, WIDTH)
        yield ""
        for row in rows_of(points):
            yield from _point(row[0], settle=not words.together) if len(row) == 1 else _row(row)
        yield ""


def _point(point: Point, *, settle: bool) -> Iterator[str]:
    """A point on the lines that it takes: what it says, where it stands and its key, and what to do."""
    pad = " " * 7
    says = textwrap.wrap(point.says, WIDTH, initial_indent=f"{point.number:>5}  ", subsequent_indent=pad)
    yield from says
    place = point.where.section
    yield f"{pad}{f'{place}  ' if place else ''}{click.style(point.key, dim=True)}"
    if settle and point.settle:
        yield from textwrap.wrap(point.settle, WIDTH, initial_indent=pad, subsequent_indent=pad)


def _row(row: Sequence[Point]) -> Iterator[str]:
    """Blanks alike: their numbers, as `--dismiss` takes them, what they ask and of whom, and where they stand."""
    from agreement_builder.ledger.rows import numbers_of, said_by_row

    says = f"{numbers_of(row, '-')}  {said_by_row(row)}"
    yield from textwrap.wrap(says, WIDTH, initial_indent="  ", subsequent_indent=" " * 7)
    if row[0].where.section:
        yield f"{' ' * 7}{row[0].where.section}"


def _dismissed_lines(ledger: Ledger) -> Iterator[str]:
    pad = " " * 7
    for one in ledger.dismissed:
        yield from _point(one.point, settle=False)
        yield from textwrap.wrap(f"Dismissed: {one.reason}", WIDTH, initial_indent=pad, subsequent_indent=pad)
    if ledger.dismissed:
        yield ""


def _ending(ledger: Ledger, answers: Path, *, away: bool) -> Iterator[str]:
    from agreement_builder.ledger.words import counted

    yield f"{counted(ledger)[:1].upper()}{counted(ledger)[1:]}."
    if away and ledger.dismissed:
        yield "To open a point again, take its entry out of dismissed: in the answers file."
    elif not away and ledger.open:
        yield f'To set one aside: agreement-builder points {answers} --dismiss NUMBER --reason "..."'
        if any(point.kind == "default" for point in ledger.open):
            yield f"To accept the defaults: agreement-builder points {answers} --accept defaults"


def _data(draft: Draft, ledger: Ledger, kinds: tuple[str, ...]) -> dict[str, object]:
    shown = [point for point in ledger.open if not kinds or point.kind in kinds]
    return {
        "draft": draft.id,
        "open": len(ledger.open),
        "points": [_point_data(point) for point in shown],
        "dismissed": [_dismissed_data(one) for one in ledger.dismissed if not kinds or one.point.kind in kinds],
    }


def _point_data(point: Point) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(point), "where": {name: v for name, v in asdict(point.where).items() if v is not None}}


def _dismissed_data(one: Dismissed) -> dict[str, object]:
    return {**_point_data(one.point), "reason": one.reason}
