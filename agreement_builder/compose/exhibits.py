"""Exhibits: tables that the program builds from facts, placed by the outline."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import label
from agreement_builder.answers.sharing import Amounts, Blend, ByMeasure, Charges, Equal, Fixed
from agreement_builder.compose.cells import Cell, given, name_of, text, widths
from agreement_builder.compose.prices import price_blocks
from agreement_builder.compose.words import dollars, figures, fiscal_year, long_date, money
from agreement_builder.costs.calendar import payments
from agreement_builder.costs.schedule import Schedule, first_year
from agreement_builder.document.tree import (
    Align,
    Blank,
    Block,
    Column,
    Exhibit,
    Inline,
    Paragraph,
    Table,
    Text,
    Value,
)
from agreement_builder.library.outline import ExhibitKind, ExhibitOutline


def build_exhibit(outline: ExhibitOutline, answers: Answers) -> Exhibit:
    """The exhibit of this kind."""
    return Exhibit(outline.id, outline.heading, BUILDERS[outline.kind](answers))


# Cost shares


def _cost_shares(answers: Answers) -> tuple[Block, ...]:
    schedule = first_year(answers.funding, [party.id for party in answers.parties])
    if answers.funding.shares is None:
        return (Paragraph((Blank("funding.shares", "Method of sharing the cost"),)),)
    if schedule is None:
        words = "The shares are computed once every figure is known."
        return (Paragraph(text(_rounding_rule(answers))), Paragraph(text(words)), *_figure_tables(answers))
    return (
        Paragraph(text(_rounding_rule(answers))),
        Paragraph(_first_year(answers, schedule)),
        *_measure_tables(answers),
        _share_table(answers, schedule),
        *_installment_table(answers, schedule),
    )


def _first_year(answers: Answers, schedule: Schedule) -> Cell:
    funding = answers.funding
    year = fiscal_year(funding.first_fiscal_year) if funding.first_fiscal_year is not None else None
    budget = dollars(funding.first_budget) if funding.first_budget is not None else None
    words: list[Inline] = [
        Text("The first Fiscal Year is "),
        given(year, "funding.first_fiscal_year", "First fiscal year"),
        Text(". The Net Cost budgeted for it is "),
        given(budget, "funding.first_budget", "Net cost budgeted for the first fiscal year"),
        Text("."),
    ]
    if not schedule.budgeted:
        words.append(
            Text(f" Until it is settled, the table shows what each Party pays of every {money(schedule.total)}.")
        )
    return tuple(words)


def _rounding_rule(answers: Answers) -> str:
    basis = {
        "equal": "Each Party pays an equal share of the Net Cost.",
        "fixed": "Each Party pays the percentage of the Net Cost that stands beside its name.",
        "measure": "Each Party pays the share of the Net Cost that its figure bears to the sum of all figures.",
        "blend": "Each Party pays the weighted sum of its shares under the measures below.",
    }
    shares = answers.funding.shares
    words = basis[shares.method] if shares is not None else ""
    words += (
        " Amounts are computed from the exact share, not from the rounded percentage. Each amount is first rounded"
        " down to the cent, and the cents left over go one each to the Parties with the largest remainders, so that"
        " the amounts add up to the whole."
    )
    return words


def _measures(answers: Answers) -> list[tuple[str, Decimal | None, Measure | None]]:
    """Each part of the sharing: its path in the answers, its weight and its measure."""
    match answers.funding.shares:
        case ByMeasure(measure=measure):
            return [("funding.shares", None, measure)]
        case Blend(parts=parts):
            return [(f"funding.shares.parts[{n}]", part.weight, part.measure) for n, part in enumerate(parts, 1)]
        case Equal() | Fixed() | Amounts() | Charges() | None:
            return []


def measure_words(measure: Measure) -> str:
    """The measure with its source: `resident population (2020 Decennial Census, as of April 1, 2020)`."""
    name = measure.of.meaning.split(" (")[0]
    details = [
        detail for detail in (measure.source, f"as of {long_date(measure.as_of)}" if measure.as_of else None) if detail
    ]
    return f"{name} ({', '.join(details)})" if details else name


def _measure_tables(answers: Answers) -> tuple[Block, ...]:
    if answers.funding.shares is None or answers.funding.shares.method != "blend":
        return ()
    lines = []
    for path, weight, measure in _measures(answers):
        share = Value(f"{weight}%", f"{path}.weight")
        if measure is None:
            lines.append(Paragraph((share, Text(" in equal parts."))))
        else:
            what = Value(measure_words(measure), f"{path}.measure")
            lines.append(Paragraph((share, Text(" by "), what, Text("."))))
    return tuple(lines)


def _figure(answers: Answers, measure: Measure, path: str, party: str) -> Cell:
    value = measure.values[party]
    name = next(p.name for p in answers.parties if p.id == party)
    label = f"{measure.of.meaning.split(' (')[0].capitalize()}, {name}"
    return (given(figures(value) if value is not None else None, f"{path}.measure.values.{party}", label),)


def _figure_tables(answers: Answers) -> tuple[Block, ...]:
    """The figures as far as they are known, where the shares cannot be computed yet."""
    measures = [(path, measure) for path, _, measure in _measures(answers) if measure is not None]
    columns = [Column("Party", Align.LEFT, 0)]
    columns += [Column(measure.of.meaning.split(" (")[0].capitalize(), Align.RIGHT, 0) for _, measure in measures]
    rows = tuple(
        (name_of(answers, party.id), *(_figure(answers, measure, path, party.id) for path, measure in measures))
        for party in answers.parties
    )
    caption = f"Figures on which the shares rest: {'; '.join(measure_words(measure) for _, measure in measures)}"
    summary = "For each Party its figures, with a blank for each that is not known yet."
    return (*_measure_tables(answers), Table(caption, summary, widths(columns, 32), rows))


def _share_table(answers: Answers, schedule: Schedule) -> Table:
    funding = answers.funding
    measures = [(path, measure) for path, _, measure in _measures(answers) if measure is not None]
    year = f"Fiscal Year {fiscal_year(funding.first_fiscal_year)}" if funding.first_fiscal_year else "First Fiscal Year"
    amount = f"Share of {money(schedule.total)}"
    columns = [Column("Party", Align.LEFT, 0)]
    columns += [Column(measure.of.meaning.split(" (")[0].capitalize(), Align.RIGHT, 0) for _, measure in measures]
    columns += [Column("Share", Align.RIGHT, 0), Column(amount, Align.RIGHT, 0)]
    rows: list[tuple[Cell, ...]] = []
    for row in schedule.rows:
        values = [_figure(answers, measure, path, row.party) for path, measure in measures]
        rows.append((name_of(answers, row.party), *values, text(f"{row.percent}%"), text(money(row.cents))))
    totals = [text(figures(sum((v for v in m.values.values() if v is not None), Decimal(0)))) for _, m in measures]
    percent = sum((row.percent for row in schedule.rows), Decimal(0))
    total_row = (
        text("Total"),
        *totals,
        text(f"{percent}%"),
        text(money(sum(row.cents for row in schedule.rows))),
    )
    caption = f"{year}: shares of the Net Cost" if schedule.budgeted else "Shares of the Net Cost"
    if len(measures) == 1:
        caption += f", by {measure_words(measures[0][1])}"
    return Table(
        caption=caption,
        summary="For each Party its figure, its share in percent, and its amount in dollars and cents.",
        columns=widths(columns, 32),
        rows=(*rows, total_row),
        total=True,
    )


def _installment_table(answers: Answers, schedule: Schedule) -> tuple[Block, ...]:
    """Each payment of the first year, where there is a budget and more than one payment."""
    count = len(schedule.rows[0].payments)
    if not schedule.budgeted or count not in (2, 4):
        return ()
    columns = [
        Column("Party", Align.LEFT, 0),
        *(Column(name, Align.RIGHT, 0) for name in _payment_names(answers, count)),
    ]
    rows: list[tuple[Cell, ...]] = [
        (name_of(answers, row.party), *(text(money(payment)) for payment in row.payments)) for row in schedule.rows
    ]
    sums = [sum(row.payments[n] for row in schedule.rows) for n in range(count)]
    rows.append((text("Total"), *(text(money(amount)) for amount in sums)))
    summary = "For each Party the amount of each payment of the first Fiscal Year."
    return (Table("Payments of the first Fiscal Year", summary, widths(columns, 28), tuple(rows), total=True),)


def _payment_names(answers: Answers, count: int) -> list[str]:
    """The day of each payment, where days are stated and the first fiscal year is known; its number otherwise."""
    funding = answers.funding
    year = funding.first_fiscal_year
    made = payments(funding.payment, year, 0) if year is not None else None
    days = [each.due for each in made or () if each.invoiced is None]
    return [long_date(day) for day in days] or [f"Payment {n}" for n in range(1, count + 1)]


# Performance measures and notice addresses


def _performance_measures(answers: Answers) -> tuple[Block, ...]:
    rows = tuple(
        (
            text(str(place)),
            (Value(measure.measure, f"service.measures[{place}].measure"),),
            (given(measure.target, f"service.measures[{place}].target", f"Target of measure {place}"),),
        )
        for place, measure in enumerate(answers.service.measures or (), 1)
    )
    columns = (
        Column("No.", Align.RIGHT, 8),
        Column("Measure", Align.LEFT, 67),
        Column("Target", Align.LEFT, 25),
    )
    return (
        Table(
            "Measures reported for each Fiscal Year",
            "Number, measure and target of each measure.",
            columns,
            rows,
        ),
    )


def _notice_addresses(answers: Answers) -> tuple[Block, ...]:
    rows = []
    for party in answers.parties:
        office = given(
            party.chief_executive,
            f"parties.{party.id}.chief_executive",
            label(party, "chief_executive"),
        )
        address = given(party.address, f"parties.{party.id}.address", label(party, "address"))
        rows.append((name_of(answers, party.id), (office,), (address,)))
    columns = (
        Column("Party", Align.LEFT, 30),
        Column("Officer", Align.LEFT, 25),
        Column("Address", Align.LEFT, 45),
    )
    return (
        Table(
            "Where notices are sent",
            "For each Party the officer and the address for notices.",
            columns,
            tuple(rows),
        ),
    )


BUILDERS: dict[ExhibitKind, Callable[[Answers], tuple[Block, ...]]] = {
    ExhibitKind.COST_SHARES: _cost_shares,
    ExhibitKind.PRICES: price_blocks,
    ExhibitKind.PERFORMANCE_MEASURES: _performance_measures,
    ExhibitKind.NOTICE_ADDRESSES: _notice_addresses,
}
"""The builder of each kind of exhibit."""
