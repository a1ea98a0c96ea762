"""What each party pays in a year under a method that sets a price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from agreement_builder.answers.pricing import (
    Afterwards,
    Amounts,
    Charges,
    CostPlus,
    Hourly,
    InKind,
    KeptFees,
    OwnCost,
    Rate,
    Stepped,
    TierBasis,
)
from agreement_builder.costs.figures import OpenFigures, known, measured
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit

PricedMethod = Amounts | Stepped | Rate | Charges | Hourly | CostPlus | KeptFees | InKind | OwnCost

Raised = Callable[[Step], Step]
"""A price of the first fiscal year, as it stands in the year that is computed."""


def priced(sheet: Sheet, method: PricedMethod, path: str, year: int | None, elapsed: int, raised: Raised) -> Step:
    """What each party owes in dollars; below zero, what it is paid. The parties of the sheet are those that pay.

    Where usage decides, it is that which the parties expect; raises OpenFigures if that, or a price, is not known.
    """
    match method:
        case Amounts(amounts=amounts, increase=increase):
            amount = raised(known(sheet, "Yearly amount", amounts, f"{path}.amounts", Unit.DOLLARS))
            return increased(sheet, amount, increase, f"{path}.increase", elapsed)
        case Stepped():
            return _stepped(sheet, method, path, year)
        case Rate():
            return _rate(sheet, method, path, year, raised)
        case Charges(prices=prices):
            lines = [(f"{p.item}, {p.unit}", p.price, p.quantities, f"{path}.prices[{n}]", "price", "quantities")
                     for n, p in enumerate(prices, 1)]  # fmt: skip
            return _by_quantity(sheet, lines, raised)
        case Hourly(rates=rates, overhead=overhead):
            lines = [(f"{r.work}, hour", r.rate, r.hours, f"{path}.rates[{n}]", "rate", "hours")
                     for n, r in enumerate(rates, 1)]  # fmt: skip
            return _on_top(sheet, _by_quantity(sheet, lines, raised), overhead, f"{path}.overhead", "Overhead")
        case CostPlus(costs=costs, percent=percent):
            cost = raised(known(sheet, "Cost expected", costs, f"{path}.costs", Unit.DOLLARS))
            return _on_top(sheet, cost, percent, f"{path}.percent", "Percentage on top")
        case KeptFees():
            return _fees(sheet, method, path)
        case OwnCost():
            return sheet.given("Nothing is paid", Unit.DOLLARS, [0] * len(sheet.parties))
        case InKind():
            return _in_kind(sheet, method, path, raised)


def increased(sheet: Sheet, amount: Step, percent: Decimal, path: str, years: int) -> Step:
    """The amount raised by a yearly percentage, rounded to the cent in each year."""
    if not percent or not years:
        return amount
    factor = sheet.stated("Factor of the yearly increase", Unit.FIGURE, 1 + percent / 100, path)
    for _ in range(years):
        amount = to_cents(sheet, amount.label, sheet.work("Raised", Unit.DOLLARS, Op.MULTIPLY, amount, factor))
    return amount


def to_cents(sheet: Sheet, label: str, amount: Step) -> Step:
    """Each amount rounded to the nearest cent, half a cent upward."""
    return sheet.work(label, Unit.DOLLARS, Op.ROUND, amount, cent(sheet))


def cent(sheet: Sheet) -> Step:
    """One cent, in dollars."""
    return sheet.stated("One cent", Unit.DOLLARS, Decimal("0.01"))


def _stepped(sheet: Sheet, method: Stepped, path: str, year: int | None) -> Step:
    """The amounts of the year; past the list, those of its last year, or nothing where no service is owed."""
    amounts: dict[str, tuple[Decimal | None, str]] = {}
    missing = []
    for party in sheet.parties:
        if party == sheet.unpriced:
            continue
        listed = method.amounts.get(party, {})
        counted = max((one for one in listed if year is None or one <= year), default=None)
        counted = min(listed, default=None) if year is None else counted
        if counted is None or listed[counted] is None:
            missing.append(f"{path}.amounts.{party}" + (f".{counted}" if counted else ""))
        elif year is not None and counted < year and method.afterwards in (None, Afterwards.SERVICE_STOPS):
            amounts[party] = (Decimal(0), f"{path}.amounts.{party}.{counted}")
        else:
            amounts[party] = (listed[counted], f"{path}.amounts.{party}.{counted}")
    if missing:
        raise OpenFigures(*missing)
    figures = [amounts[party][0] or Decimal(0) if party in amounts else Decimal(0) for party in sheet.parties]
    return sheet.given(
        "Amount of the fiscal year", Unit.DOLLARS, figures, {p: path for p, (_, path) in amounts.items()}
    )


def _rate(sheet: Sheet, method: Rate, path: str, year: int | None, raised: Raised) -> Step:
    if method.rate is None and any(party not in method.rates for party in sheet.parties if party != sheet.unpriced):
        raise OpenFigures(f"{path}.rate")
    figures = measured(sheet, method.measure, f"{path}.measure", year)
    if method.rates:
        rates = [method.rates.get(party, method.rate or Decimal(0)) for party in sheet.parties]
        paths = {p: f"{path}.rates.{p}" if p in method.rates else f"{path}.rate" for p in sheet.parties}
        rate = raised(sheet.given("Price of one unit", Unit.DOLLARS, rates, paths))
    else:
        rate = raised(sheet.stated("Price of one unit", Unit.DOLLARS, method.rate or 0, f"{path}.rate"))
    return to_cents(sheet, "Amount", sheet.work("Price times figure", Unit.DOLLARS, Op.MULTIPLY, figures, rate))


Priced = tuple[str, Decimal | None, dict[str, Decimal | None], str, str, str]


def _by_quantity(sheet: Sheet, lines: Sequence[Priced], raised: Raised) -> Step:
    """Prices times quantities. A party that no line names uses nothing; quantities of no party at all are open."""
    missing = [f"{path}.{price_name}" for _, price, _, path, price_name, _ in lines if price is None]
    if not any(quantities for _, _, quantities, _, _, _ in lines):
        missing += [f"{lines[0][3]}.{lines[0][5]}"]
    if missing:
        raise OpenFigures(*missing)
    amounts = []
    for label, price, quantities, path, price_name, quantity_name in lines:
        used = known(sheet, f"{label}: quantity", quantities, f"{path}.{quantity_name}", needed=False)
        each = raised(sheet.stated(f"{label}: price", Unit.DOLLARS, price or 0, f"{path}.{price_name}"))
        amount = sheet.work("Price times quantity", Unit.DOLLARS, Op.MULTIPLY, used, each)
        amounts.append(to_cents(sheet, f"{label}: amount", amount))
    return amounts[0] if len(amounts) == 1 else sheet.work("Amount", Unit.DOLLARS, Op.ADD, *amounts)


def _on_top(sheet: Sheet, amount: Step, percent: Decimal, path: str, label: str) -> Step:
    if not percent:
        return amount
    part = sheet.stated(label, Unit.SHARE, percent / 100, path)
    more = to_cents(sheet, f"{label}, in dollars", sheet.work(label, Unit.DOLLARS, Op.MULTIPLY, amount, part))
    return sheet.work("Amount with it", Unit.DOLLARS, Op.ADD, amount, more)


def _fees(sheet: Sheet, method: KeptFees, path: str) -> Step:
    """What a party owes for a shortfall, less what it receives of the fees."""
    collected = known(sheet, "Fees collected", method.collected, f"{path}.collected", Unit.DOLLARS)
    kept = to_cents(sheet, "Kept by the provider", _kept(sheet, method, path, collected))
    passed_on = sheet.work("Passed on to the party", Unit.DOLLARS, Op.SUBTRACT, collected, kept)
    for place, one in enumerate(method.classes, 1):
        here = f"{path}.classes[{place}]"
        fees = known(sheet, one.name, one.collected, f"{here}.collected", Unit.DOLLARS, needed=False)
        part = sheet.stated(f"{one.name}: part passed on", Unit.SHARE, 1 - one.kept / 100, f"{here}.kept")
        label = f"{one.name}: passed on"
        more = to_cents(sheet, label, sheet.work(label, Unit.DOLLARS, Op.MULTIPLY, fees, part))
        passed_on = sheet.work("Passed on in all", Unit.DOLLARS, Op.ADD, passed_on, more)
    if method.minimum is None:
        nothing = sheet.stated("Nothing", Unit.DOLLARS, 0)
        return sheet.work("Owed, less what is passed on", Unit.DOLLARS, Op.SUBTRACT, nothing, passed_on)
    least = sheet.stated("Guaranteed minimum", Unit.DOLLARS, method.minimum, f"{path}.minimum")
    short = sheet.work("Minimum less kept fees", Unit.DOLLARS, Op.SUBTRACT, least, kept)
    short = sheet.work("Shortfall", Unit.DOLLARS, Op.GREATER, short, sheet.stated("Nothing", Unit.DOLLARS, 0))
    return sheet.work("Owed, less what is passed on", Unit.DOLLARS, Op.SUBTRACT, short, passed_on)


def _kept(sheet: Sheet, method: KeptFees, path: str, collected: Step) -> Step:
    if method.applies is None and len(method.tiers) > 1:
        raise OpenFigures(f"{path}.applies")
    nothing = sheet.stated("Nothing", Unit.DOLLARS, 0)
    lower, kept = nothing, nothing
    for place, tier in enumerate(method.tiers, 1):
        part = sheet.stated(f"Tier {place}: part kept", Unit.SHARE, tier.kept / 100, f"{path}.tiers[{place}].kept")
        if method.applies is TierBasis.WHOLE:
            whole = sheet.work(f"Tier {place}: kept of all fees", Unit.DOLLARS, Op.MULTIPLY, collected, part)
            kept = sheet.work("Kept so far", Unit.DOLLARS, Op.IF_ABOVE, collected, lower, whole, kept)
        else:
            within = collected
            if tier.up_to is not None:
                limit = sheet.stated(f"Tier {place}: limit", Unit.DOLLARS, tier.up_to, f"{path}.tiers[{place}].up_to")
                within = sheet.work(f"Fees up to tier {place}", Unit.DOLLARS, Op.LESSER, collected, limit)
            above = sheet.work("Above the tier before", Unit.DOLLARS, Op.SUBTRACT, within, lower)
            in_tier = sheet.work(f"Fees in tier {place}", Unit.DOLLARS, Op.GREATER, above, nothing)
            more = sheet.work(f"Tier {place}: kept", Unit.DOLLARS, Op.MULTIPLY, in_tier, part)
            kept = sheet.work("Kept so far", Unit.DOLLARS, Op.ADD, kept, more)
        if tier.up_to is not None:
            lower = sheet.stated("Limit of the tier", Unit.DOLLARS, tier.up_to, f"{path}.tiers[{place}].up_to")
    return kept


def _in_kind(sheet: Sheet, method: InKind, path: str, raised: Raised) -> Step:
    if method.hours is None:
        raise OpenFigures(f"{path}.hours")
    received = known(sheet, "Hours expected", method.received, f"{path}.received", needed=False)
    free = sheet.stated("Hours without charge", Unit.FIGURE, method.hours, f"{path}.hours")
    over = sheet.work("Hours above or below them", Unit.FIGURE, Op.SUBTRACT, received, free)
    over = sheet.work("Hours beyond", Unit.FIGURE, Op.GREATER, over, sheet.stated("None", Unit.FIGURE, 0))
    price = raised(sheet.stated("Price of an hour beyond", Unit.DOLLARS, method.rate or 0, f"{path}.rate"))
    return to_cents(sheet, "Amount", sheet.work("Price times hours", Unit.DOLLARS, Op.MULTIPLY, over, price))
