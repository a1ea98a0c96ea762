"""The adjustments of a cost, its price and its shares, as steps of its sheet; `line` says in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from agreement_builder.answers.adjustment import (
    Bearer,
    Cap,
    Escalator,
    Floor,
    PhaseIn,
    RoundedTo,
    Rounding,
    Threshold,
    Trigger,
)
from agreement_builder.costs.figures import OpenFigures
from agreement_builder.costs.prices import to_cents
from agreement_builder.costs.shares import divided
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit
from agreement_builder.costs.terms import Terms


def numbered(terms: Terms) -> Iterator[tuple[str, object]]:
    """Each adjustment with its path in the answers."""
    for place, adjustment in enumerate(terms.adjustments, 1):
        yield f"{terms.path}.adjustments[{place}]", adjustment


# The cost or price


def escalated(sheet: Sheet, terms: Terms, price: Step, year: int | None, since: int | None) -> Step:
    """The cost or price of the fiscal year `since` as the escalators raise it, rounded to the cent in each year."""
    if since is None or year is None:
        return price
    for path, one in numbered(terms):
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
    for path, one in numbered(terms):
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
    rules = [(path, one) for path, one in numbered(terms) if isinstance(one, Floor | Cap) and others_bear(one)]
    if not rules or not cost.figure:
        return shares, None
    unbounded = shares
    low, high = sheet.stated("No floor", Unit.SHARE, 0), sheet.stated("No cap", Unit.SHARE, 1)
    for path, rule in rules:
        for limit in limits(sheet, rule, path, cost, cost, before):
            share = sheet.work("Limit as a share", Unit.SHARE, Op.DIVIDE, limit, cost)
            meant = applies(sheet, rule.party)
            if isinstance(rule, Floor):
                share = sheet.work("Floor", Unit.SHARE, Op.MULTIPLY, share, meant)
                low = sheet.work("Least share", Unit.SHARE, Op.GREATER, low, share)
            else:
                none = sheet.stated("None", Unit.FIGURE, 0)
                share = sheet.work("Cap", Unit.SHARE, Op.IF_ABOVE, meant, none, share, high)
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


def others_bear(rule: Floor | Cap) -> bool:
    """Whether the others bear, or gain, what the limit changes."""
    return isinstance(rule, Floor) or rule.excess is Bearer.OTHERS


def applies(sheet: Sheet, party: str | None, spared: str | None = None) -> Step:
    """One for each party that is meant, zero for the others."""
    return sheet.given(
        "Applies to", Unit.FIGURE, [int(party in (None, key) and key != spared) for key in sheet.parties]
    )


def limits(
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
