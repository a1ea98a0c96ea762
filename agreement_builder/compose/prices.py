"""The exhibit of prices: the yearly amounts, or the unit prices, that the others pay the lead agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.answers.sharing import Amounts, Charges, Price
from agreement_builder.compose.cells import Cell, given, name_of, text, widths
from agreement_builder.compose.words import dollars, fiscal_year, money
from agreement_builder.costs.apportion import installments
from agreement_builder.costs.schedule import cents
from agreement_builder.document.tree import Align, Blank, Block, Column, Paragraph, Table, Text, Value


def price_blocks(answers: Answers) -> tuple[Block, ...]:
    """The blocks of the exhibit; a blank while the method of sharing is open."""
    match answers.funding.shares:
        case Amounts() as amounts:
            return _amount_blocks(answers, amounts)
        case Charges(prices=prices):
            return (_price_table(prices),)
    return (Paragraph((Blank("funding.shares", "Method of sharing the cost"),)),)


def _amount_blocks(answers: Answers, amounts: Amounts) -> tuple[Block, ...]:
    funding = answers.funding
    year = fiscal_year(funding.first_fiscal_year) if funding.first_fiscal_year is not None else None
    first = given(year, "funding.first_fiscal_year", "First fiscal year")
    count = PAYMENTS[funding.payment.frequency] if funding.payment.frequency is not None else 1
    paying = [party for party in answers.parties if party.id in amounts.amounts]
    count = count if any(amount is not None for amount in amounts.amounts.values()) else 1
    rows = [(name_of(answers, party.id), *_amount_cells(amounts, party, count)) for party in paying]
    known = [amount for amount in amounts.amounts.values() if amount is not None]
    total = len(known) == len(amounts.amounts)
    if total:
        whole = money(sum(cents(amount) for amount in known))
        rows.append((text("Total"), text(whole), *((text(""),) if count > 1 else ())))
    columns = [Column("Party", Align.LEFT, 0), Column("Yearly amount", Align.RIGHT, 0)]
    columns += [Column("Payments", Align.RIGHT, 0)] if count > 1 else []
    table = Table(
        "Amounts for the first Fiscal Year",
        "For each paying Party its amount in dollars and cents.",
        widths(columns, 34),
        tuple(rows),
        total=total,
    )
    return (Paragraph((Text("The first Fiscal Year is "), first, Text("."))), table)


def _amount_cells(amounts: Amounts, party: Party, count: int) -> tuple[Cell, ...]:
    amount = amounts.amounts[party.id]
    shown = money(cents(amount)) if amount is not None else None
    cell = (given(shown, f"funding.shares.amounts.{party.id}", f"Yearly amount, {party.name}"),)
    if count == 1:
        return (cell,)
    return cell, text("; ".join(_counted(installments(cents(amount), count))) if amount is not None else "")


def _counted(payments: Sequence[int]) -> list[str]:
    """`3 of $2,500.25` and `1 of $2,500.24` for payments in cents."""
    return [f"{number} of {money(payment)}" for payment, number in Counter(payments).items()]


def _price_table(prices: tuple[Price, ...]) -> Table:
    rows = tuple(
        (
            (Value(price.item, f"funding.shares.prices[{place}].item"),),
            (Value(price.unit, f"funding.shares.prices[{place}].unit"),),
            (
                given(
                    dollars(price.price) if price.price is not None else None,
                    f"funding.shares.prices[{place}].price",
                    f"Price, {price.item}",
                ),
            ),
        )
        for place, price in enumerate(prices, 1)
    )
    columns = (Column("Charge", Align.LEFT, 50), Column("Unit", Align.LEFT, 25), Column("Price", Align.RIGHT, 25))
    return Table("Unit prices", "For each charge its unit and its price in dollars and cents.", columns, rows)
