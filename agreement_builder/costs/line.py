"""What each party pays of one cost in one fiscal year: the method, then its adjustments, settled to the cent.

Stages: an escalator raises the cost or the price; thresholds, phases and rounding change the shares in the order
given; floors and caps are met together (`bounds`); amounts are settled by largest remainder; credits, lesser-of
and minimums change amounts in the order given. What a cap or a lesser amount leaves unpaid and the other parties do
not bear, the party that is paid bears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from agreement_builder.costs.adjusted import adjusted_shares, bounded, escalated
from agreement_builder.costs.amounts import adjusted_amounts, rounding_unit
from agreement_builder.costs.figures import OpenFigures
from agreement_builder.costs.prices import PricedMethod, priced
from agreement_builder.costs.shares import DividingMethod, divided
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit
from agreement_builder.costs.terms import Terms

ILLUSTRATION = Decimal(100_000)
"""The round sum, in dollars, that is divided where no cost is given: it states no figure of the parties."""


@dataclass(frozen=True, slots=True)
class LineYear:
    """One cost in one fiscal year.

    `charges` has the cents that each party owes (below zero: is owed); empty where figures are `open`, whose
    paths are listed. `shares` are the final shares of a divided cost. `cost` is the cost in cents, `borne` the
    cents that the party that is paid bears itself, `uncovered` those of them that caps left over although the other
    parties should have borne them. `illustrated`: the cost is not known, and a round sum is
    divided in its place. `result` is the step of the sheet that holds the charges.
    """

    terms: Terms
    year: int | None
    sheet: Sheet
    charges: Mapping[str, int]
    shares: Step | None = None
    result: Step | None = None
    cost: int = 0
    borne: int = 0
    uncovered: int = 0
    illustrated: bool = False
    open: tuple[str, ...] = ()


def line_year(terms: Terms, year: int | None, before: Mapping[str, int] | None = None) -> LineYear:
    """The cost in the fiscal year; `before` has the charges of the year before, in cents, for caps on growth."""
    sheet = Sheet(terms.paying)
    if terms.shares is None:
        return LineYear(terms, year, sheet, {}, open=(f"{terms.path}.shares",))
    try:
        if isinstance(terms.shares, DividingMethod):
            return _divided(terms, terms.shares, year, sheet, before)
        return _priced(terms, terms.shares, year, sheet, before)
    except OpenFigures as needed:
        return LineYear(terms, year, Sheet(terms.paying), {}, open=needed.paths)


def _divided(
    terms: Terms, method: DividingMethod, year: int | None, sheet: Sheet, before: Mapping[str, int] | None
) -> LineYear:
    cost, illustrated = _cost(terms, year, sheet)
    elapsed = terms.elapsed(year)
    shares = divided(sheet, method, f"{terms.path}.shares", year, elapsed)
    shares = adjusted_shares(sheet, terms, shares, cost, year)
    shares, borne = bounded(sheet, terms, shares, cost, before)
    divided_cost = cost if borne is None else sheet.work("Cost that is divided", Unit.DOLLARS, Op.SUBTRACT, cost, borne)
    amounts = sheet.work("Amount", Unit.DOLLARS, Op.DISTRIBUTE, divided_cost, shares, rounding_unit(sheet, terms))
    amounts = adjusted_amounts(sheet, terms, amounts, (cost, shares), year, before)
    charges = _cents(sheet, amounts)
    total = int(cost.figure * 100)
    left = total - sum(charges.values())
    uncovered = int(borne.figure * 100) if borne is not None else 0
    return LineYear(terms, year, sheet, charges, shares, amounts, total, left, uncovered, illustrated)


def _priced(
    terms: Terms, method: PricedMethod, year: int | None, sheet: Sheet, before: Mapping[str, int] | None
) -> LineYear:
    elapsed = terms.elapsed(year)

    def raised(price: Step) -> Step:
        return escalated(sheet, terms, price, year, terms.first)

    amounts = priced(sheet, method, f"{terms.path}.shares", year, elapsed, raised)
    unbounded = sum(_cents(sheet, amounts).values())
    amounts = adjusted_amounts(sheet, terms, amounts, None, year, before)
    charges = _cents(sheet, amounts)
    borne = max(unbounded - sum(charges.values()), 0)
    return LineYear(terms, year, sheet, charges, None, amounts, unbounded, borne)


def _cost(terms: Terms, year: int | None, sheet: Sheet) -> tuple[Step, bool]:
    """The cost of the year in dollars, and whether it is only an illustration."""
    if year in terms.costs and year is not None:
        stated = terms.costs[year]
        if stated is not None:
            return sheet.stated("Cost of the fiscal year", Unit.DOLLARS, stated, stated_at(terms, year)), False
    elif (base := _base(terms, year)) is not None:
        since, stated, path = base
        return escalated(
            sheet, terms, sheet.stated("Cost of the fiscal year", Unit.DOLLARS, stated, path), year, since
        ), False
    return sheet.stated("Round sum in place of the cost", Unit.DOLLARS, ILLUSTRATION), True


def _base(terms: Terms, year: int | None) -> tuple[int | None, Decimal, str] | None:
    """The cost from which that of the year follows: the year for which it is stated, the dollars, and their place.

    A yearly cost holds for every year. A budget holds for its year alone, unless an escalator raises it from there.
    """
    rises = any(one.rule == "escalator" for one in terms.adjustments)
    if not terms.yearly and rises and year is not None:
        budgets = {one: cost for one, cost in terms.costs.items() if one < year and cost is not None}
        if budgets:
            last = max(budgets)
            return last, budgets[last], stated_at(terms, last)
    if terms.cost is None or not (terms.yearly or rises or not terms.elapsed(year)):
        return None
    return terms.first, terms.cost, terms.cost_path


def stated_at(terms: Terms, year: int) -> str:
    """Where the cost of this single fiscal year stands in the answers, or would stand."""
    if not terms.yearly and not terms.elapsed(year):
        return terms.cost_path
    return f"{terms.path}.{'costs' if terms.yearly else 'budgets'}.{year}"


def _cents(sheet: Sheet, amounts: Step) -> dict[str, int]:
    return {party: int(amount * 100) for party, amount in zip(sheet.parties, amounts.figures, strict=True)}
