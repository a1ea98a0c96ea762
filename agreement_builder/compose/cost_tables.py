"""The tables of one cost: the figures on which its shares rest, the shares, the amounts and the payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import the_name
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.answers.phrases import sentence
from agreement_builder.answers.sharing import Blend, ByMeasure, Formula, Shares
from agreement_builder.compose.cells import Cell, given, name_of, text, widths
from agreement_builder.compose.words import dollars, figures, fiscal_year, long_date
from agreement_builder.costs.calendar import payments
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import Schedule, schedule
from agreement_builder.costs.shown import cents_shown
from agreement_builder.costs.terms import OPERATING, Terms
from agreement_builder.document.tree import Align, Blank, Block, Column, Inline, Paragraph, Table, Text, Value

ROUNDED_OTHERWISE = "Shares and amounts are rounded as the adjustments state, and otherwise to the cent."

AFTER = "The shares are those after the adjustments of shares, and the amounts those after all adjustments."
"""Where there are adjustments: the amounts need not be the shares of the cost that stands above them."""


def divided_blocks(answers: Answers, line: LineYear, name: str) -> Iterator[Block]:
    """The blocks of a cost that is divided; `name` is what the agreement calls the cost.

    The rule of rounding is said, and payments are shown, for the operating cost; other costs follow their invoices.
    """
    terms = line.terms
    if terms.shares is None:
        yield Paragraph((Blank(f"{terms.path}.shares", "Method of sharing the cost"),))
        return
    operating = terms.id == OPERATING
    rounding = f" {rounding_of((terms,))}" if operating else ""
    yield Paragraph(text(f"{_basis(terms.shares, name)}{rounding}"))
    found = schedule(line, _payments(answers) if operating else 1)
    if found is None:
        yield Paragraph(text("The shares are computed once every figure is known."))
        yield from _parts(terms.shares, f"{terms.path}.shares")
        yield _figure_table(answers, line)
        return
    yield Paragraph(_cost_of_year(line, found, name))
    yield from _parts(terms.shares, f"{terms.path}.shares")
    if terms.adjustments:
        yield Paragraph(text(AFTER))
    yield _share_table(answers, line, found, name)
    if line.borne > 0 and found.budgeted:
        yield Paragraph(
            text(f"{_bearer(answers, line)} also bears {cents_shown(line.borne)}, which is charged to no Party.")
        )
    yield from installment_table(answers, found)


def _bearer(answers: Answers, line: LineYear) -> str:
    """The one that is paid, which bears what is charged to nobody."""
    payee = party_by_id(answers, line.terms.payee)
    if payee is None:
        return "The body that is paid"
    name = the_name(payee)
    return "The Lead Agency" if payee.id == answers.management.lead else name[:1].upper() + name[1:]


def rounding_of(costs: Sequence[Terms]) -> str:
    """The rule of rounding of these costs."""
    adjustments = [one for terms in costs for one in terms.adjustments]
    rounded = any(one.rule == "rounding" for one in adjustments)
    return ROUNDED_OTHERWISE if rounded else _rounding_rule(adjusted=bool(adjustments))


def _rounding_rule(*, adjusted: bool) -> str:
    """How amounts are computed of shares; `adjusted` shares may have been rounded on purpose."""
    share = "the share after all adjustments" if adjusted else "the exact share"
    shown = "the percentage that a table shows" if adjusted else "the rounded percentage"
    return (
        f"Amounts are computed from {share}, not from {shown}. Each amount is first rounded down to"
        " the cent, and the cents left over go one each to the Parties with the largest remainders, so that the amounts"
        " add up to the whole."
    )


def _payments(answers: Answers) -> int:
    frequency = answers.funding.payment.frequency
    return PAYMENTS[frequency] if frequency is not None else 1


def _basis(shares: Shares, name: str) -> str:
    return {
        "equal": f"Each Party that takes part pays an equal share of {name}.",
        "fixed": f"Each Party pays the percentage of {name} that stands beside its name.",
        "measure": f"Each Party pays the share of {name} that its figure bears to the sum of all figures.",
        "blend": "Each Party pays the weighted sum of its shares under the measures below.",
        "formula": f"Each Party pays the share of {name} that its points bear to the sum of all points.",
        "alternating": f"The Party whose turn it is pays the whole of {name}.",
    }[shares.method]  # fmt: skip


def _cost_of_year(line: LineYear, found: Schedule, name: str) -> Cell:
    first, operating = line.year == line.terms.first, line.terms.id == OPERATING
    rises = any(one.rule == "escalator" for one in line.terms.adjustments)
    path = "funding.first_fiscal_year"
    label = fiscal_year(line.year) if line.year is not None else None
    budget = dollars(Decimal(line.cost).scaleb(-2)) if found.budgeted else None
    which = f"The first Fiscal Year {'' if operating else 'of this cost '}is "
    verb = "budgeted for it is" if operating else "for it is" if rises else "is estimated for it at"
    asked = "Net cost budgeted for the first fiscal year" if operating else f"Yearly cost, {line.terms.name}"
    words: list[Inline] = [
        Text(which if first else "The table is for the Fiscal Year "),
        given(label, path, "First fiscal year"),
        Text(f". {sentence(name)} {verb} "),
        given(budget, line.terms.cost_path, asked),
        Text("."),
    ]
    if not found.budgeted:
        words.append(
            Text(f" Until it is settled, the table shows what each Party pays of every {cents_shown(line.cost)}.")
        )
    return tuple(words)


# Figures


def measures_of(shares: Shares | None, path: str) -> Iterator[tuple[str, Measure]]:
    """The measures of a method with their paths in the answers."""
    match shares:
        case ByMeasure(measure=measure):
            yield f"{path}.measure", measure
        case Blend(parts=parts):
            for place, part in enumerate(parts, 1):
                if part.measure is not None:
                    yield f"{path}.parts[{place}].measure", part.measure
        case Formula(terms=terms):
            for place, term in enumerate(terms, 1):
                yield f"{path}.terms[{place}].measure", term.measure


def measure_words(measure: Measure) -> str:
    """The measure with its source: `resident population (2020 Decennial Census, as of April 1, 2020)`."""
    date = f"as of {long_date(measure.as_of)}" if measure.as_of else None
    average = f"average of the newest {measure.average} years" if measure.average > 1 else None
    details = [detail for detail in (measure.source, date, average) if detail]
    return f"{measure.called} ({', '.join(details)})" if details else measure.called


def _parts(shares: Shares, path: str) -> Iterator[Block]:
    """A line for each part of a blend or term of a formula."""
    match shares:
        case Blend(parts=parts):
            for place, part in enumerate(parts, 1):
                here = f"{path}.parts[{place}]"
                weight = Value(f"{part.weight}%", f"{here}.weight")
                if part.measure is None:
                    yield Paragraph((weight, Text(" in equal parts.")))
                else:
                    what = Value(measure_words(part.measure), f"{here}.measure")
                    yield Paragraph((weight, Text(" by "), what, Text(".")))
        case Formula(terms=terms):
            for place, term in enumerate(terms, 1):
                here = f"{path}.terms[{place}]"
                what = Value(measure_words(term.measure), f"{here}.measure")
                unit = (Text(", one point for every "), Value(figures(term.unit), f"{here}.unit"))
                yield Paragraph((Text("Points for "), what, *(unit if term.unit != 1 else ()), Text(".")))


def _heading(measure: Measure) -> str:
    words = measure.called[:1].upper() + measure.called[1:]
    return f"{words}, average" if measure.average > 1 else words


def _columns(line: LineYear) -> tuple[list[Column], list[tuple[str, Measure]]]:
    found = list(measures_of(line.terms.shares, f"{line.terms.path}.shares"))
    return [Column("Party", Align.LEFT, 0), *(Column(_heading(m), Align.RIGHT, 0) for _, m in found)], found


def _figure(answers: Answers, measure: Measure, path: str, party: str, line: LineYear) -> Cell:
    name = next(p.name for p in answers.parties if p.id == party)
    label = f"{measure.called[:1].upper()}{measure.called[1:]}, {name}"
    if measure.years:
        step = next((s for s in line.sheet.steps if s.label.startswith(f"{_heading(measure)} of ")), None)
        if step is not None:
            average = step.figures[line.terms.paying.index(party)]
            return (Text(figures(round(Decimal(average.numerator) / average.denominator, 2))),)
        newest = max(measure.years)
        value, path = measure.years[newest].get(party), f"{path}.years.{newest}"
    else:
        value, path = measure.values.get(party), f"{path}.values"
    return (given(figures(value) if value is not None else None, f"{path}.{party}", label),)


def _figure_table(answers: Answers, line: LineYear) -> Table:
    """The figures as far as they are known, where the shares cannot be computed yet."""
    columns, found = _columns(line)
    rows = tuple(
        (name_of(answers, party), *(_figure(answers, m, path, party, line) for path, m in found))
        for party in line.terms.paying
    )
    if not found:
        columns.append(Column("Share", Align.RIGHT, 0))
        rows = tuple((name_of(answers, party), text("")) for party in line.terms.paying)
    caption = f"Figures on which the shares rest: {'; '.join(measure_words(m) for _, m in found)}"
    summary = "For each Party its figures, with a blank for each that is not known yet."
    return Table(caption, summary, widths(columns, 32), rows)


def _share_table(answers: Answers, line: LineYear, found: Schedule, name: str) -> Table:
    columns, measures = _columns(line)
    columns += [
        Column("Share", Align.RIGHT, 0),
        Column("Amount" if line.terms.adjustments else f"Share of {cents_shown(line.cost)}", Align.RIGHT, 0),
    ]
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        values = [_figure(answers, m, path, row.party, line) for path, m in measures]
        share = f"{row.percent}%" if row.percent is not None else ""
        rows.append((name_of(answers, row.party), *values, text(share), text(cents_shown(row.cents))))
    totals = [text(_total(m)) for _, m in measures]
    percent = sum((row.percent for row in found.rows if row.percent is not None), Decimal(0))
    rows.append((text("Total"), *totals, text(f"{percent}%"), text(cents_shown(found.total))))
    year = f"Fiscal Year {fiscal_year(line.year)}" if line.year is not None else "First Fiscal Year"
    caption = f"{year}: shares of {name}" if found.budgeted else f"Shares of {name}"
    if isinstance(line.terms.shares, ByMeasure):
        caption += f", by {measure_words(measures[0][1])}"
    summary = "For each Party its figure, its share in percent, and its amount in dollars and cents."
    return Table(caption, summary, widths(columns, 32), tuple(rows), total=True)


def _total(measure: Measure) -> str:
    return "" if measure.years else figures(sum((v for v in measure.values.values() if v is not None), Decimal(0)))


def installment_table(answers: Answers, found: Schedule) -> Iterator[Table]:
    """Each payment of the year, where there is a budget and more than one payment."""
    count = max((len(row.payments) for row in found.rows), default=1)
    if not found.budgeted or count not in (2, 4):
        return
    columns = [
        Column("Party", Align.LEFT, 0),
        *(Column(name, Align.RIGHT, 0) for name in payment_names(answers, count)),
    ]
    paid = [(row, (*row.payments, *(0 for _ in range(count - len(row.payments))))) for row in found.rows]
    rows: list[tuple[Cell, ...]] = [
        (name_of(answers, row.party), *(text(cents_shown(payment)) for payment in payments)) for row, payments in paid
    ]
    rows.append((text("Total"), *(text(cents_shown(sum(p[n] for _, p in paid))) for n in range(count))))
    summary = "For each Party the amount of each payment of the first Fiscal Year."
    yield Table("Payments of the first Fiscal Year", summary, widths(columns, 28), tuple(rows), total=True)


def payment_names(answers: Answers, count: int) -> list[str]:
    """The day of each payment, where days are stated and the first fiscal year is known; its number otherwise."""
    funding = answers.funding
    year = funding.first_fiscal_year
    made = payments(funding.payment, year, 0) if year is not None else None
    days = [each.due for each in made or () if each.invoiced is None]
    return [long_date(day) for day in days] or [f"Payment {n}" for n in range(1, count + 1)]
