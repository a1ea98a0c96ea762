"""The adjustments of amounts: rounding, credits, lesser amounts, minimums, and limits whose rest the one paid bears.

Each is worked as steps of the sheet, after the shares are settled (`adjusted`); `line` says in which order.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from agreement_builder.answers.adjustment import (
    Bearer,
    Cap,
    Credit,
    Floor,
    LesserOf,
    Minimum,
    RoundedTo,
    Rounding,
)
from agreement_builder.answers.sharing import Shares
from agreement_builder.costs.adjusted import applies, escalated, limits, numbered, others_bear
from agreement_builder.costs.prices import PricedMethod, cent, priced, to_cents
from agreement_builder.costs.shares import DividingMethod, divided
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit
from agreement_builder.costs.terms import Terms


def rounding_unit(sheet: Sheet, terms: Terms) -> Step:
    """The unit, in dollars, of which amounts are multiples."""
    for path, one in numbered(terms):
        if isinstance(one, Rounding) and one.of is RoundedTo.AMOUNTS:
            return sheet.stated("Amounts are multiples of", Unit.DOLLARS, one.to, f"{path}.to")
    return cent(sheet)


def adjusted_amounts(
    sheet: Sheet,
    terms: Terms,
    amounts: Step,
    shared: tuple[Step, Step] | None,
    year: int | None,
    before: Mapping[str, int] | None,
) -> Step:
    """The amounts after credits, lesser-of, minimums, and the bounds whose rest the party that is paid bears.

    `shared` are the cost and the shares of a divided cost: percentages are of that cost, whatever comes before.
    """
    cost, shares = shared or (None, None)
    for path, one in numbered(terms):
        match one:
            case Credit():
                amounts = _credited(sheet, one, path, amounts, shares)
            case LesserOf(other=other):
                rival = _under(sheet, terms, other, f"{path}.other", year, amounts)
                spared = shares is not None and isinstance(other, DividingMethod)
                amounts = _lesser(sheet, terms, amounts, rival, spared)
            case Minimum(dollars=dollars, party=party):
                least = _for_party(sheet, "Minimum", party, dollars, Decimal(0), f"{path}.dollars")
                amounts = sheet.work("Amount, at least the minimum", Unit.DOLLARS, Op.GREATER, amounts, least)
            case Floor() | Cap() if shares is None or not others_bear(one):
                bearer = terms.payee if shares is not None else None
                amounts = _limited(sheet, one, path, (amounts, cost), before, bearer)
            case Rounding(of=RoundedTo.AMOUNTS, to=to) if shares is None:
                unit = sheet.stated("Amounts are multiples of", Unit.DOLLARS, to, f"{path}.to")
                amounts = sheet.work("Rounded amount", Unit.DOLLARS, Op.ROUND, amounts, unit)
    return amounts


def _for_party(sheet: Sheet, label: str, party: str | None, figure: Decimal, rest: Decimal, path: str) -> Step:
    figures = [figure if party in (None, key) else rest for key in sheet.parties]
    return sheet.given(label, Unit.DOLLARS, figures, {key: path for key in sheet.parties if party in (None, key)})


def _credited(sheet: Sheet, rule: Credit, path: str, amounts: Step, shares: Step | None) -> Step:
    credit = _for_party(sheet, "Credit", rule.party, rule.dollars, Decimal(0), f"{path}.dollars")
    positive = sheet.work(
        "Amount to credit against", Unit.DOLLARS, Op.GREATER, amounts, sheet.stated("Nothing", Unit.DOLLARS, 0)
    )
    credit = sheet.work("Credit, at most the amount", Unit.DOLLARS, Op.LESSER, credit, positive)
    less = sheet.work("Amount less the credit", Unit.DOLLARS, Op.SUBTRACT, amounts, credit)
    others = [key for key in sheet.parties if key != rule.party]
    if rule.borne_by is not Bearer.OTHERS or shares is None or not others:
        return less
    bearers = sheet.given("Bears the credit", Unit.FIGURE, [int(key != rule.party) for key in sheet.parties])
    other = sheet.work("Shares of the others", Unit.SHARE, Op.MULTIPLY, shares, bearers)
    if not sum(other.figures):
        other = bearers
    ratio = sheet.work("Part of the credit", Unit.SHARE, Op.DIVIDE, other, sheet.work("Sum", other.unit, Op.SUM, other))
    total = sheet.work("Credit in all", Unit.DOLLARS, Op.SUM, credit)
    borne = sheet.work("Borne of the credit", Unit.DOLLARS, Op.DISTRIBUTE, total, ratio, cent(sheet))
    return sheet.work("Amount with the credit", Unit.DOLLARS, Op.ADD, less, borne)


def _lesser(sheet: Sheet, terms: Terms, amounts: Step, rival: Step, spared: bool) -> Step:
    """The lesser amount; where `spared`, not for the party that is paid, which bears the difference."""
    lesser = sheet.work("Lesser amount", Unit.DOLLARS, Op.LESSER, amounts, rival)
    if not spared or terms.payee not in sheet.parties:
        return lesser
    none = sheet.stated("None", Unit.FIGURE, 0)
    return sheet.work(
        "Amount to pay", Unit.DOLLARS, Op.IF_ABOVE, applies(sheet, None, terms.payee), none, lesser, amounts
    )


def _limited(
    sheet: Sheet,
    rule: Floor | Cap,
    path: str,
    limited: tuple[Step, Step | None],
    before: Mapping[str, int] | None,
    spared: str | None,
) -> Step:
    """The amounts within bounds whose rest nobody bears but the party that is paid: `spared`, which none limits."""
    amounts, cost = limited
    floor = isinstance(rule, Floor)
    op, label = (Op.GREATER, "Amount, at least its floor") if floor else (Op.LESSER, "Amount, at most its cap")
    whole = cost or sheet.work("Sum of the amounts", Unit.DOLLARS, Op.SUM, amounts)
    for limit in list(limits(sheet, rule, path, whole, amounts, before)):
        limit = to_cents(sheet, "Limit", limit)
        none = sheet.stated("None", Unit.FIGURE, 0)
        meant = applies(sheet, rule.party, spared)
        limit = sheet.work("Limit", Unit.DOLLARS, Op.IF_ABOVE, meant, none, limit, amounts)
        amounts = sheet.work(label, Unit.DOLLARS, op, amounts, limit)
    return amounts


def _under(sheet: Sheet, terms: Terms, other: Shares, path: str, year: int | None, amounts: Step) -> Step:
    """What each party would pay under another method."""
    elapsed = terms.elapsed(year)
    if not isinstance(other, DividingMethod):
        return _under_price(sheet, terms, other, path, year, amounts)
    ratio = divided(sheet, other, path, year, elapsed)
    total = sheet.work("Sum of the amounts", Unit.DOLLARS, Op.SUM, amounts)
    total = sheet.work("Sum to divide", Unit.DOLLARS, Op.GREATER, total, sheet.stated("Nothing", Unit.DOLLARS, 0))
    return sheet.work("Amount under the other rule", Unit.DOLLARS, Op.DISTRIBUTE, total, ratio, cent(sheet))


def _under_price(sheet: Sheet, terms: Terms, other: PricedMethod, path: str, year: int | None, amounts: Step) -> Step:
    """What each party would pay under a price; the party that is paid has none, and pays what it did."""
    sheet.unpriced = terms.payee

    def raised(price: Step) -> Step:
        return escalated(sheet, terms, price, year, terms.first)

    rival = priced(sheet, other, path, year, terms.elapsed(year), raised)
    sheet.unpriced = None
    if terms.payee not in sheet.parties:
        return rival
    pays = sheet.given("Pays a price", Unit.FIGURE, [int(key != terms.payee) for key in sheet.parties])
    none = sheet.stated("None", Unit.FIGURE, 0)
    return sheet.work("Amount under the other rule", Unit.DOLLARS, Op.IF_ABOVE, pays, none, rival, amounts)
