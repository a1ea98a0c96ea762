"""The worked example of a cost and the chart of what each party pays, in the exhibits on costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import short_name
from agreement_builder.answers.phrases import joined
from agreement_builder.compose.cells import text
from agreement_builder.compose.words import fiscal_year
from agreement_builder.costs.account import YearAccount
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.shown import figure_shown
from agreement_builder.costs.terms import OPERATING
from agreement_builder.costs.told import Telling, Told
from agreement_builder.document.tree import Align, Block, Chart, Column, Paragraph, Series, Table, Unit

ORDER = "The adjustments are worked in the order that the Agreement states."

PLAIN_STEPS = 3
"""Up to so many steps the table of shares tells the whole computation."""

MOST_PARTIES = 4
"""With more parties a table of steps would not fit the page, and the first party stands for all."""


def worked_blocks(answers: Answers, line: LineYear) -> Iterator[Block]:
    """The computation of the year step by step, where the table of shares does not tell it all."""
    names = {party.id: short_name(party) for party in answers.parties}
    told = Telling(line, names).steps if line.charges else ()
    if len(told) <= PLAIN_STEPS:
        return
    if len(line.terms.adjustments) > 1:
        yield Paragraph(text(ORDER))
    shown = line.sheet.parties if len(line.sheet.parties) <= MOST_PARTIES else line.sheet.parties[:1]
    columns = (
        Column("No.", Align.RIGHT, 7),
        Column("Step", Align.LEFT, 93 - 15 * len(shown)),
        *(Column(names[party], Align.RIGHT, 15) for party in shown),
    )
    rows = tuple(
        (text(f"({one.number})"), text(_step(one)), *(text(_figure(one, place)) for place in range(len(shown))))
        for one in told
    )
    year = f"Fiscal Year {fiscal_year(line.year)}" if line.year is not None else "the first Fiscal Year"
    of = "" if len(shown) == len(line.sheet.parties) else f", for {names[shown[0]]}"
    caption = f"Worked example: {_name(line)} in {year}{of}"
    summary = "For each step what it is and the figure of each Party; a number in parentheses names a step."
    yield Table(caption, summary, columns, rows)


def _name(line: LineYear) -> str:
    """The cost as the agreement calls it."""
    if line.terms.id != OPERATING:
        return line.terms.name
    return "Net Cost" if line.shares is not None else "Price of the Service"


def _step(one: Told) -> str:
    return f"{one.label}: {one.how}" if one.how else one.label


def _figure(one: Told, place: int) -> str:
    return figure_shown(one.step.figures[0 if one.step.single else place], one.step.unit)


# The chart


def chart_blocks(answers: Answers, account: YearAccount) -> Iterator[Chart]:
    """What each party pays of each cost, where there are enough bars to compare; shares where no budget is known."""
    lines = [line for line in account.lines if line.charges and min(line.charges.values()) >= 0]
    known = [line for line in lines if not line.illustrated and any(line.charges.values())]
    names = {party.id: short_name(party) for party in answers.parties}
    year = f"Fiscal Year {fiscal_year(account.year)}" if account.year is not None else "the first Fiscal Year"
    if known and known[0] is account.lines[0]:
        parties = [party for party in account.parties if any(line.charges.get(party) for line in known)]
        series = tuple(Series(_name(line), _dollars(line, parties)) for line in known)
        left_out = [_name(line) for line in account.lines if line not in known]
        without = f", without {joined(left_out)}" if left_out else ""
        caption, unit = f"What each Party pays in {year}{without}", Unit.DOLLARS
    else:
        operating = next((line for line in lines if line.shares is not None and line.illustrated), None)
        if operating is None or operating.shares is None:
            return
        parties = list(operating.sheet.parties)
        percents = tuple(round(Decimal(s.numerator * 100) / s.denominator, 2) for s in operating.shares.figures)
        series = (Series("Share of the cost", percents),)
        caption, unit = f"Share of each Party in {year}", Unit.PERCENT
    if len(parties) < 3 and len(series) < 2:
        return
    summary = f"{caption}: " + "; ".join(
        f"{names[party]} {_said(sum(one.figures[place] for one in series), unit)}"
        for place, party in enumerate(parties)
    )
    yield Chart(caption, f"{summary}.", unit, tuple(names[party] for party in parties), series)


def _dollars(line: LineYear, parties: list[str]) -> tuple[Decimal, ...]:
    return tuple(Decimal(line.charges.get(party, 0)).scaleb(-2) for party in parties)


def _said(figure: Decimal | int, unit: Unit) -> str:
    return f"${figure:,.2f}" if unit is Unit.DOLLARS else f"{figure}%"
