"""The tables of one cost for which a price is paid: amounts by year, unit prices, tiers of fees, and an example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.answers.pricing import (
    Amounts,
    Charges,
    CostPlus,
    Hourly,
    InKind,
    KeptFees,
    OwnCost,
    Price,
    Rate,
    Stepped,
    Time,
)
from agreement_builder.compose.cells import Cell, given, name_of, text, widths
from agreement_builder.compose.cost_tables import measure_words
from agreement_builder.compose.words import dollars, figures, fiscal_year
from agreement_builder.costs.apportion import installments
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import in_cents
from agreement_builder.costs.shown import cents_shown
from agreement_builder.costs.terms import OPERATING
from agreement_builder.document.tree import Align, Blank, Block, Column, Paragraph, Table, Text, Value

EXAMPLE = "The table is an example and binds no Party. It shows what the figures that the Parties expect would come to."


def priced_blocks(answers: Answers, line: LineYear) -> Iterator[Block]:
    """The blocks of a cost for which prices are paid."""
    path = f"{line.terms.path}.shares"
    match line.terms.shares:
        case Amounts() as amounts:
            yield from _amount_blocks(answers, amounts, line)
        case Stepped() as stepped:
            yield _stepped_table(answers, stepped, line, path)
        case Rate() as rate:
            yield _rate_table(rate, path)
            yield from _example(answers, line)
        case Charges(prices=prices):
            yield _price_table(prices, path)
            yield from _example(answers, line)
        case Hourly() as hourly:
            yield _hourly_table(hourly, path)
            yield from _example(answers, line)
        case KeptFees() as fees:
            yield _tier_table(fees, path)
            yield from _example(answers, line)
        case OwnCost():
            yield Paragraph(text("No Party pays another for it."))
        case CostPlus() | InKind():
            yield from _example(answers, line)
        case _:
            yield Paragraph((Blank(path, "Method of sharing the cost"),))


def _amount_blocks(answers: Answers, amounts: Amounts, line: LineYear) -> Iterator[Block]:
    funding = answers.funding
    operating = line.terms.id == OPERATING
    year = fiscal_year(line.terms.first) if line.terms.first is not None else None
    first = given(year, "funding.first_fiscal_year", "First fiscal year")
    count = PAYMENTS[funding.payment.frequency] if funding.payment.frequency is not None and operating else 1
    paying = [key for key in line.terms.paying if key in amounts.amounts]
    count = count if any(amount is not None for amount in amounts.amounts.values()) else 1
    rows = [(name_of(answers, key), *_amount_cells(answers, amounts, line, key, count)) for key in paying]
    known = [amount for amount in amounts.amounts.values() if amount is not None]
    total = len(known) == len(amounts.amounts)
    if total:
        whole = cents_shown(sum(in_cents(amount) for amount in known))
        rows.append((text("Total"), text(whole), *((text(""),) if count > 1 else ())))
    columns = [Column("Party", Align.LEFT, 0), Column("Yearly amount", Align.RIGHT, 0)]
    columns += [Column("Payments", Align.RIGHT, 0)] if count > 1 else []
    summary = "For each paying Party its amount in dollars and cents."
    yield Paragraph((Text(f"The first Fiscal Year {'' if operating else 'of this payment '}is "), first, Text(".")))
    caption = "Amounts for the first Fiscal Year"
    caption += ", before adjustments" if line.terms.adjustments else ""
    yield Table(caption, summary, widths(columns, 34), tuple(rows), total=total)


def _amount_cells(answers: Answers, amounts: Amounts, line: LineYear, party: str, count: int) -> tuple[Cell, ...]:
    """The stated amount and, where there are several, the payments of what is owed in the first fiscal year."""
    amount, path = amounts.amounts[party], f"{line.terms.path}.shares"
    name = next(one.name for one in answers.parties if one.id == party)
    shown = cents_shown(in_cents(amount)) if amount is not None else None
    cell = (given(shown, f"{path}.amounts.{party}", f"Yearly amount, {name}"),)
    if count == 1:
        return (cell,)
    stated = in_cents(amount) if amount is not None and not line.terms.adjustments else -1
    owed = line.charges.get(party, stated)
    return cell, text("; ".join(_counted(installments(owed, count))) if owed >= 0 else "")


def _counted(payments: Sequence[int]) -> list[str]:
    """`3 of $2,500.25` and `1 of $2,500.24` for payments in cents."""
    return [f"{number} of {cents_shown(payment)}" for payment, number in Counter(payments).items()]


def _stepped_table(answers: Answers, stepped: Stepped, line: LineYear, path: str) -> Table:
    """Fiscal years down, parties across."""
    paying = [key for key in line.terms.paying if key in stepped.amounts]
    names = {party.id: party.name for party in answers.parties}
    columns = [Column("Fiscal Year", Align.LEFT, 0), *(Column(names[key], Align.RIGHT, 0) for key in paying)]
    rows = []
    for year in sorted({year for listed in stepped.amounts.values() for year in listed}):
        cells = []
        for key in paying:
            amount = stepped.amounts[key].get(year)
            listed = year in stepped.amounts[key]
            label = f"Amount for {fiscal_year(year)}, {names[key]}"
            shown = dollars(amount) if amount is not None else None
            cells.append((given(shown, f"{path}.amounts.{key}.{year}", label),) if listed else text("none"))
        rows.append((text(fiscal_year(year)), *cells))
    summary = "For each Fiscal Year the amount that each paying Party pays, in dollars and cents."
    return Table("Amounts by Fiscal Year", summary, widths(columns, 22), tuple(rows))


_PRICES = (Column("Charge", Align.LEFT, 50), Column("Unit", Align.LEFT, 25), Column("Price", Align.RIGHT, 25))
_UNIT_PRICES = "For each charge its unit and its price in dollars and cents."


def _rate_table(rate: Rate, path: str) -> Table:
    shown = dollars(rate.rate) if rate.rate is not None else None
    price = given(shown, f"{path}.rate", "Price of one unit")
    row = ((Value(measure_words(rate.measure), f"{path}.measure"),), text("one, for a year"), (price,))
    return Table("Price for each unit", _UNIT_PRICES, _PRICES, (row,))


def _price_table(prices: tuple[Price, ...], path: str) -> Table:
    rows = tuple(
        (
            (Value(f"{price.item}{_time(price)}", f"{path}.prices[{place}].item"),),
            (Value(price.unit, f"{path}.prices[{place}].unit"),),
            (_price(price.price, f"{path}.prices[{place}].price", f"Price, {price.item}"),),
        )
        for place, price in enumerate(prices, 1)
    )
    return Table("Unit prices", _UNIT_PRICES, _PRICES, rows)


def _time(price: Price) -> str:
    return "" if price.time is Time.ANY else f", {price.time.meaning}"


def _price(price: Decimal | None, path: str, label: str) -> Value | Blank:
    return Value(dollars(price), path) if price is not None else Blank(path, label)


def _hourly_table(hourly: Hourly, path: str) -> Table:
    rows = tuple(
        (
            (Value(rate.work, f"{path}.rates[{place}].work"),),
            text("hour"),
            (_price(rate.rate, f"{path}.rates[{place}].rate", f"Price of an hour, {rate.work}"),),
        )
        for place, rate in enumerate(hourly.rates, 1)
    )
    return Table("Hourly prices", _UNIT_PRICES, _PRICES, rows)


def _tier_table(fees: KeptFees, path: str) -> Table:
    rows = []
    lower = Decimal(0)
    for place, tier in enumerate(fees.tiers, 1):
        begin = f"Above {dollars(lower)}" if lower else "Fees"
        end = f" up to {dollars(tier.up_to)}" if tier.up_to is not None else ""
        rows.append((text(f"{begin}{end}" or "All fees"), *_divided(tier.kept, f"{path}.tiers[{place}].kept")))
        lower = tier.up_to or lower
    for place, one in enumerate(fees.classes, 1):
        name = (Value(one.name, f"{path}.classes[{place}].name"),)
        rows.append((name, *_divided(one.kept, f"{path}.classes[{place}].kept")))
    columns = (Column("Fees of a Fiscal Year", Align.LEFT, 50), Column("Kept", Align.RIGHT, 25),
               Column("Passed on", Align.RIGHT, 25))  # fmt: skip
    summary = "For each tier and class of fees the percentage that is kept and the percentage that is passed on."
    return Table("Division of the fees", summary, columns, tuple(rows))


def _divided(kept: Decimal, path: str) -> tuple[Cell, Cell]:
    return (Value(f"{figures(kept)}%", path),), text(f"{figures(100 - kept)}%")


def _example(answers: Answers, line: LineYear) -> Iterator[Block]:
    """What the expected use comes to in the year, where it is known."""
    if line.open or not line.charges:
        return
    used = [(key, cents) for key, cents in line.charges.items() if cents or not isinstance(line.terms.shares, Charges)]
    if not any(cents for _, cents in used):
        return
    year = f" in the Fiscal Year {fiscal_year(line.year)}" if line.year is not None else " in the first Fiscal Year"
    owed = " An amount in parentheses is owed to the Party." if any(cents < 0 for _, cents in used) else ""
    yield Paragraph(text(f"{EXAMPLE}{owed}"))
    rows = [(name_of(answers, key), text(_signed(cents))) for key, cents in used]
    rows.append((text("Total"), text(_signed(sum(cents for _, cents in used)))))
    columns = (Column("Party", Align.LEFT, 60), Column("Owes", Align.RIGHT, 40))
    summary = "For each Party what it would owe; an amount in parentheses would be owed to it."
    yield Table(f"Example of amounts{year}", summary, columns, tuple(rows), total=True)


def _signed(cents: int) -> str:
    return cents_shown(cents) if cents >= 0 else f"({cents_shown(-cents)})"
