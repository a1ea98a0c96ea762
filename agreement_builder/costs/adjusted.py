"""The adjustments of one cost, each worked as steps of its sheet; `line` says in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from agreement_builder.answers.adjustment import (
    Bearer,
    Cap,
    Credit,
    Escalator,
    Floor,
    LesserOf,
    Minimum,
    PhaseIn,
    RoundedTo,
    Rounding,
    Threshold,
    Trigger,
)
from agreement_builder.answers.sharing import Shares
from agreement_builder.costs.figures import OpenFigures
from agreement_builder.costs.prices import PricedMethod, cent, priced, to_cents
from agreement_builder.costs.shares import DividingMethod, divided
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit
from agreement_builder.costs.terms import Terms


def _numbered(terms: Terms) -> Iterator[tuple[str, object]]:
    for place, adjustment in enumerate(terms.adjustments, 1):
        yield f"{terms.path}.adjustments[{place}]", adjustment


# The cost or price


def escalated(sheet: Sheet, terms: Terms, price: Step, year: int | None, since: int | None) -> Step:
    """The cost or price of the fiscal year `since` as the escalators raise it, rounded to the cent in each year."""
    if since is None or year is None:
        return price
    for path, one in _numbered(terms):
        if isinstance(one, Escalator):
            for raised_in in range(since + 1, year + 1):
                price = _raised(sheet, price, one, path, raised_in)
    return price


def _raised(sheet: Sheet, price: Step, rule: Escalator, path: str, year: int) -> Step:
    label = f"Increase for the fiscal year from July 1, {year}"
    percent = sheet.stated(label, Unit.SHARE, rule.percent / 100, f"{path}.percent")
    if rule.index is not None:
        change = rule.changes.get(year)
        if change is None:
            raise OpenFigures(f"{path}.changes.{year}")
        index = sheet.stated("Change of the index", Unit.SHARE, change / 100, f"{path}.changes.{year}")
        percent = sheet.work(label, Unit.SHARE, Op.ADD, index, percent)
    if rule.least is not None:
        least = sheet.stated("Least increase", Unit.SHARE, rule.least / 100, f"{path}.least")
        percent = sheet.work(label, Unit.SHARE, Op.GREATER, percent, least)
    if rule.most is not None:
        most = sheet.stated("Largest increase", Unit.SHARE, rule.most / 100, f"{path}.most")
        percent = sheet.work(label, Unit.SHARE, Op.LESSER, percent, most)
    more = sheet.work("Increase in dollars", Unit.DOLLARS, Op.MULTIPLY, price, percent)
    return to_cents(sheet, price.label, sheet.work("Raised", Unit.DOLLARS, Op.ADD, price, more))


# The shares


def adjusted_shares(sheet: Sheet, terms: Terms, shares: Step, cost: Step, year: int | None) -> Step:
    """The shares past thresholds, phases and rounding, in the order given; they still add up to 1."""
    elapsed = terms.elapsed(year)
    for path, one in _numbered(terms):
        match one:
            case Threshold():
                other = divided(sheet, one.then, f"{path}.then", year, elapsed)
                shares = _past(sheet, one, path, shares, other, cost)
            case PhaseIn() if elapsed < len(one.percents):
                before = divided(sheet, one.before, f"{path}.before", year, elapsed)
                weight = one.percents[elapsed] / 100
                new = sheet.stated("Weight of the new rule", Unit.SHARE, weight, f"{path}.percents[{elapsed + 1}]")
                shares = _mixed(sheet, shares, before, new)
            case Rounding(of=RoundedTo.SHARES):
                whole = sheet.stated("The whole", Unit.SHARE, 1)
                unit = sheet.stated(
                    "Shares are rounded to", Unit.SHARE, Fraction(1, 10 ** (one.places + 2)), f"{path}.places"
                )
                shares = sheet.work("Rounded share", Unit.SHARE, Op.DISTRIBUTE, whole, shares, unit)
    return shares


def _past(sheet: Sheet, rule: Threshold, path: str, shares: Step, other: Step, cost: Step) -> Step:
    if rule.watches is Trigger.SHARE:
        largest = sheet.work("Largest share", Unit.SHARE, Op.LARGEST, shares)
        limit = sheet.stated("Threshold", Unit.SHARE, rule.above / 100, f"{path}.above")
        return sheet.work("Share past the threshold", Unit.SHARE, Op.IF_ABOVE, largest, limit, other, shares)
    limit = sheet.stated("Threshold", Unit.DOLLARS, rule.above, f"{path}.above")
    if not rule.excess_only:
        return sheet.work("Share past the threshold", Unit.SHARE, Op.IF_ABOVE, cost, limit, other, shares)
    below = sheet.work("Cost up to the threshold", Unit.DOLLARS, Op.LESSER, cost, limit)
    part = sheet.work("Part of the cost up to it", Unit.SHARE, Op.DIVIDE, below, cost) if cost.figure else None
    return shares if part is None else _mixed(sheet, shares, other, part)


def _mixed(sheet: Sheet, one: Step, other: Step, weight: Step) -> Step:
    rest = sheet.work("Rest", Unit.SHARE, Op.SUBTRACT, sheet.stated("The whole", Unit.SHARE, 1), weight)
    first = sheet.work("Weighted share", Unit.SHARE, Op.MULTIPLY, one, weight)
    second = sheet.work("Weighted share of the other rule", Unit.SHARE, Op.MULTIPLY, other, rest)
    return sheet.work("Share", Unit.SHARE, Op.ADD, first, second)


# Floors and caps


def bounded(
    sheet: Sheet, terms: Terms, shares: Step, cost: Step, before: Mapping[str, int] | None
) -> tuple[Step, Step | None]:
    """The shares with all floors and caps met whose rest the others bear.

    The second result is the part of the cost that no bound lets a party bear; None where there is none.
    """
    rules = [(path, one) for path, one in _numbered(terms) if isinstance(one, Floor | Cap) and _others_bear(one)]
    if not rules or not cost.figure:
        return shares, None
    unbounded = shares
    low, high = sheet.stated("No floor", Unit.SHARE, 0), sheet.stated("No cap", Unit.SHARE, 1)
    for path, rule in rules:
        for limit in _limits(sheet, rule, path, cost, cost, before):
            share = sheet.work("Limit as a share", Unit.SHARE, Op.DIVIDE, limit, cost)
            applies = _applies(sheet, rule.party)
            if isinstance(rule, Floor):
                share = sheet.work("Floor", Unit.SHARE, Op.MULTIPLY, share, applies)
                low = sheet.work("Least share", Unit.SHARE, Op.GREATER, low, share)
            else:
                none = sheet.stated("None", Unit.FIGURE, 0)
                share = sheet.work("Cap", Unit.SHARE, Op.IF_ABOVE, applies, none, share, high)
                high = sheet.work("Largest share", Unit.SHARE, Op.LESSER, high, share)
    zero = sheet.given("Least share before floors", Unit.SHARE, [0] * len(sheet.parties))
    low = sheet.work("Least share", Unit.SHARE, Op.GREATER, low, zero)
    high = sheet.work("Largest share that applies", Unit.SHARE, Op.GREATER, high, low)
    shares = sheet.work("Share within its bounds", Unit.SHARE, Op.BOUND, shares, low, high)
    total = sheet.work("Sum of the shares", Unit.SHARE, Op.SUM, shares)
    if total.figure == 1:
        return shares, None
    if not total.figure:
        return unbounded, sheet.work("Cost that no party may be charged", Unit.DOLLARS, Op.ADD, cost)
    scaled = sheet.work("Share of what is divided", Unit.SHARE, Op.DIVIDE, shares, total)
    if total.figure > 1:
        return scaled, None
    covered = to_cents(
        sheet, "Cost that the bounds allow", sheet.work("Covered", Unit.DOLLARS, Op.MULTIPLY, cost, total)
    )
    return scaled, sheet.work("Cost that no party may be charged", Unit.DOLLARS, Op.SUBTRACT, cost, covered)


def _others_bear(rule: Floor | Cap) -> bool:
    return isinstance(rule, Floor) or rule.excess is Bearer.OTHERS


def _applies(sheet: Sheet, party: str | None) -> Step:
    """One for each party that is meant, zero for the others."""
    return sheet.given("Applies to", Unit.FIGURE, [int(party in (None, key)) for key in sheet.parties])


def _limits(
    sheet: Sheet, rule: Floor | Cap, path: str, whole: Step, unlimited: Step, before: Mapping[str, int] | None
) -> Iterator[Step]:
    """The bounds that the rule sets, in dollars; `unlimited` where an increase has nothing to be measured by."""
    if rule.percent is not None:
        percent = sheet.stated("Limit in percent", Unit.SHARE, rule.percent / 100, f"{path}.percent")
        yield sheet.work("Limit", Unit.DOLLARS, Op.MULTIPLY, whole, percent)
    if rule.dollars is not None:
        yield sheet.stated("Limit", Unit.DOLLARS, rule.dollars, f"{path}.dollars")
    if isinstance(rule, Cap) and rule.growth is not None and before is not None:
        amounts = [Fraction(before.get(key, 0), 100) for key in sheet.parties]
        last = sheet.given("Amount of the year before", Unit.DOLLARS, amounts)
        factor = sheet.stated("Largest increase, as a factor", Unit.FIGURE, 1 + rule.growth / 100, f"{path}.growth")
        limit = sheet.work("Limit of the increase", Unit.DOLLARS, Op.MULTIPLY, last, factor)
        nothing = sheet.stated("Nothing", Unit.DOLLARS, 0)
        yield sheet.work("Limit", Unit.DOLLARS, Op.IF_ABOVE, last, nothing, limit, unlimited)


# The amounts


def rounding_unit(sheet: Sheet, terms: Terms) -> Step:
    """The unit, in dollars, of which amounts are multiples."""
    for path, one in _numbered(terms):
        if isinstance(one, Rounding) and one.of is RoundedTo.AMOUNTS:
            return sheet.stated("Amounts are multiples of", Unit.DOLLARS, one.to, f"{path}.to")
    return cent(sheet)


def adjusted_amounts(
    sheet: Sheet, terms: Terms, amounts: Step, shares: Step | None, year: int | None, before: Mapping[str, int] | None
) -> Step:
    """The amounts after credits, lesser-of, minimums, and the bounds whose rest the party that is paid bears."""
    for path, one in _numbered(terms):
        match one:
            case Credit():
                amounts = _credited(sheet, one, path, amounts, shares)
            case LesserOf(other=other):
                rival = _under(sheet, terms, other, f"{path}.other", year, amounts)
                amounts = sheet.work("Lesser amount", Unit.DOLLARS, Op.LESSER, amounts, rival)
            case Minimum(dollars=dollars, party=party):
                least = _for_party(sheet, "Minimum", party, dollars, Decimal(0), f"{path}.dollars")
                amounts = sheet.work("Amount, at least the minimum", Unit.DOLLARS, Op.GREATER, amounts, least)
            case Floor() | Cap() if shares is None or not _others_bear(one):
                amounts = _limited(sheet, one, path, amounts, before)
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


def _limited(sheet: Sheet, rule: Floor | Cap, path: str, amounts: Step, before: Mapping[str, int] | None) -> Step:
    """The amounts within bounds whose rest nobody else bears but the party that is paid."""
    op, label = (
        (Op.GREATER, "Amount, at least its floor")
        if isinstance(rule, Floor)
        else (Op.LESSER, "Amount, at most its cap")
    )
    whole = sheet.work("Sum of the amounts", Unit.DOLLARS, Op.SUM, amounts)
    for limit in list(_limits(sheet, rule, path, whole, amounts, before)):
        limit = to_cents(sheet, "Limit", limit)
        none = sheet.stated("None", Unit.FIGURE, 0)
        limit = sheet.work("Limit", Unit.DOLLARS, Op.IF_ABOVE, _applies(sheet, rule.party), none, limit, amounts)
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
