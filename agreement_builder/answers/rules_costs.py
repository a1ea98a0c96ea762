"""Rules of costs and their adjustments: who takes part, which adjustment fits which method, bounds that can be met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from agreement_builder.answers.adjustment import (
    Adjustment,
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
from agreement_builder.answers.costline import CostLine, Nature
from agreement_builder.answers.fault import Fault, unknown_members
from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules_sharing import Among, method_faults
from agreement_builder.answers.sharing import PRICED, Shares
from agreement_builder.errors import nearest

UNRAISED = ("stepped", "fees", "own")
"""Methods with nothing that an escalator could raise: each year's amount is stated, or the public's fees decide."""

RESERVED = "operating"
"""The key under which the operating cost is known."""


def cost_faults(answers: Answers) -> Iterator[Fault]:
    """Every contradiction in the costs."""
    funding, keys = answers.funding, [party.id for party in answers.parties]
    among = Among(keys, answers.management.lead, funding.first_fiscal_year, last_fiscal_year(answers))
    if funding.shares is not None:
        yield from method_faults(funding.shares, "funding.shares", among)
    yield from _adjustments(funding.adjustments, "funding", funding.shares, among)
    for year in funding.budgets:
        if funding.first_fiscal_year is not None and year <= funding.first_fiscal_year:
            message = f"{year} is not after the first fiscal year, whose budget is funding.first_budget."
            yield Fault(f"funding.budgets.{year}", "dates", message, "Remove it, or correct the year.")
    names = Counter(line.id for line in funding.lines)
    for key in names:
        if names[key] > 1 or key == RESERVED:
            message = f'The key "{key}" is used for another cost, so a command could not tell them apart.'
            yield Fault(f"funding.lines.{key}.id", "line-twice", message, "Give each cost its own key.")
    for line in funding.lines:
        yield from _line(line, answers, keys)


def _line(line: CostLine, answers: Answers, keys: list[str]) -> Iterator[Fault]:
    path = f"funding.lines.{line.id}"
    if line.parties is not None:
        yield from unknown_members(line.parties, f"{path}.parties", keys)
        for key, times in Counter(line.parties).items():
            if times > 1:
                yield Fault(f"{path}.parties", "party-twice", f'"{key}" takes part twice.', "Name each party once.")
    if line.paid_to is not None and line.paid_to not in keys:
        message = f'"{line.paid_to}" is not the key of a party.'
        yield Fault(f"{path}.paid_to", "party-unknown", message, nearest(line.paid_to, keys))
    if line.nature is Nature.RENT and (line.paid_to or answers.management.lead) is None:
        message = "A rent is paid to somebody, but no party is named and none leads."
        yield Fault(path, "payee-missing", message, "Add paid_to: and the key of the party that is paid.")
    if line.first is not None and line.last is not None and line.last < line.first:
        message = f"The cost would end in {line.last}, before it begins in {line.first}."
        yield Fault(f"{path}.last", "dates", message, "Correct one of the two years.")
    for year in line.costs:
        if (line.first or year) > year or (line.last or year) < year:
            message = f"{year} lies outside the fiscal years in which this cost arises."
            yield Fault(f"{path}.costs.{year}", "dates", message, "Correct the year, or first and last.")
    among = _among(line, answers, keys)
    yield from _payer(line, path, among)
    if line.shares is not None and among.parties:
        yield from method_faults(line.shares, f"{path}.shares", among)
    yield from _adjustments(line.adjustments, path, line.shares, among)


def _among(line: CostLine, answers: Answers, keys: list[str]) -> Among:
    first = line.first if line.first is not None else answers.funding.first_fiscal_year
    ends = [year for year in (line.last, last_fiscal_year(answers)) if year is not None]
    parties = [key for key in line.parties or keys if key in keys]
    return Among(parties, line.paid_to or answers.management.lead, first, min(ends, default=None))


def last_fiscal_year(answers: Answers) -> int | None:
    """The fiscal year in which a fixed term ends; None while no end is fixed."""
    end = answers.term.end
    return None if end is None else fiscal_year(end)


def _payer(line: CostLine, path: str, among: Among) -> Iterator[Fault]:
    """A price and a rent are paid by somebody else than the one that is paid."""
    method = line.shares.method if line.shares is not None else None
    bought = line.nature is Nature.RENT or (method in PRICED and method != "own")
    if bought and among.parties and not among.paying:
        message = f"{among.payee} is paid, and no other party takes part in this cost, so nobody pays it."
        yield Fault(f"{path}.parties", "payer-missing", message, "Name the parties that pay, or correct paid_to.")


def _adjustments(
    adjustments: tuple[Adjustment, ...], path: str, shares: Shares | None, among: Among
) -> Iterator[Fault]:
    for place, one in enumerate(adjustments, 1):
        here = f"{path}.adjustments[{place}]"
        yield from _fits(one, here, shares)
        party = getattr(one, "party", None)
        if party is not None and party not in among.parties:
            message = f'"{party}" is not the key of a party that takes part here.'
            yield Fault(f"{here}.party", "party-unknown", message, nearest(party, among.parties) or "Remove it.")
        if party is not None and party == among.payee and _provider_bears(one):
            message = f"{party} is paid for this cost and would bear itself what it does not pay, so nothing changes."
            yield Fault(here, "adjustment", message, "Remove it, or let the others bear the rest.")
        yield from _one(one, here, among, shares is not None and shares.method in PRICED)
    yield from _bounds(adjustments, path, shares, among)


def _provider_bears(one: Adjustment) -> bool:
    """Whether the party that is paid bears what another does not pay because of the adjustment."""
    if isinstance(one, Cap):
        return one.excess is Bearer.PROVIDER
    return isinstance(one, Credit) and one.borne_by is Bearer.PROVIDER


def _fits(one: Adjustment, path: str, shares: Shares | None) -> Iterator[Fault]:
    """Adjustments of shares need shares; a minimum needs a price."""
    if shares is None:
        return
    priced = shares.method in PRICED
    of_shares = isinstance(one, Threshold | PhaseIn) or (isinstance(one, Rounding) and one.of is RoundedTo.SHARES)
    if priced and of_shares:
        message = f"{one.rule} changes shares, but under the method {shares.method} there are none."
        yield Fault(path, "adjustment", message, "Remove it, or choose a method that divides a cost.")
    if not priced and isinstance(one, Minimum):
        message = f"minimum belongs to a price; under {shares.method} a floor says what a party pays at least."
        yield Fault(path, "adjustment", message, "Write rule: floor in its place.")
    if isinstance(one, Escalator) and shares.method in UNRAISED:
        message = f"escalator raises a cost or a price, but under the method {shares.method} there is none to raise."
        yield Fault(path, "adjustment", message, "Remove it, or choose another method.")
    if isinstance(one, Cap) and one.growth is not None and shares.method == "alternating":
        message = "Under turns a party pays the whole cost after years without any, so no largest increase can hold."
        yield Fault(f"{path}.growth", "adjustment", message, "Remove the cap, or choose another method.")


def _one(one: Adjustment, path: str, among: Among, priced: bool) -> Iterator[Fault]:
    match one:
        case Floor() | Cap():
            given = [name for name in ("percent", "dollars", "growth") if getattr(one, name, None) is not None]
            if len(given) != 1:
                kinds = "percent or dollars" if isinstance(one, Floor) else "percent, dollars or growth"
                told = "no limit" if not given else f"{len(given)} limits ({', '.join(given)})"
                message = f"The {one.rule} has {told}, so it is not clear what it means."
                yield Fault(path, "adjustment", message, f"Give one of {kinds}, and use one adjustment for each.")
        case Threshold():
            yield from method_faults(one.then, f"{path}.then", among)
            if one.watches is Trigger.SHARE and one.above > 100:
                message = f"A share never exceeds 100 percent, so a threshold of {one.above} is never passed."
                yield Fault(f"{path}.above", "adjustment", message, "Give the threshold in percent, up to 100.")
            if one.watches is Trigger.SHARE and one.excess_only:
                message = "excess_only speaks of the cost above a threshold, but this one watches a share."
                yield Fault(f"{path}.excess_only", "adjustment", message, "Remove it, or watch the cost.")
        case PhaseIn(before=before):
            yield from method_faults(before, f"{path}.before", among)
        case LesserOf(other=other):
            # Under a price, what is divided by the other rule is what the others pay; the one that is paid has no part.
            divides = priced and other.method not in PRICED
            those = Among(among.paying, None, among.first, among.last) if divides else among
            yield from method_faults(other, f"{path}.other", those)
        case Escalator():
            yield from _escalator(one, path)
        case Credit() | Minimum() | Rounding():
            return


def _escalator(one: Escalator, path: str) -> Iterator[Fault]:
    """An increase that changes nothing, or whose limits cannot apply."""
    if one.index is None and not one.percent:
        message = "The escalator has neither a percentage nor an index, so it changes nothing."
        yield Fault(path, "adjustment", message, "Add percent: or index:, or remove it.")
    if one.index is None and (one.least is not None or one.most is not None):
        message = "Limits of the increase mean nothing for a stated percentage, which never changes."
        yield Fault(path, "adjustment", message, "Remove least and most, or name an index.")
    if one.least is not None and one.most is not None and one.least > one.most:
        message = f"The least increase ({one.least}) is above the largest ({one.most}): no increase meets both."
        yield Fault(f"{path}.least", "cap-below-floor", message, "Correct one of the two.")


def _bounds(adjustments: tuple[Adjustment, ...], path: str, shares: Shares | None, among: Among) -> Iterator[Fault]:
    """Floors and caps in one unit that cannot all be met."""
    for unit, shown in (("percent", "%"), ("dollars", " dollars")):
        floors = {key: _limit(adjustments, Floor, unit, key) for key in among.parties}
        caps = {key: _limit(adjustments, Cap, unit, key) for key in among.parties}
        for key in among.parties:
            low, high = floors[key], caps[key]
            if low is not None and high is not None and high < low:
                message = f"The cap of {key} ({high}{shown}) is below its floor ({low}{shown}): no amount meets both."
                yield Fault(f"{path}.adjustments", "cap-below-floor", message, "Raise the cap or lower the floor.")
    if shares is None or shares.method in PRICED:
        return
    least = sum((_limit(adjustments, Floor, "percent", key) or Decimal(0) for key in among.parties), Decimal(0))
    if least > 100:
        message = f"The floors add up to {least}% of the cost, more than there is to pay."
        yield Fault(f"{path}.adjustments", "cap-below-floor", message, "Lower the floors to 100% in all.")


def _limit(adjustments: tuple[Adjustment, ...], kind: type[Floor] | type[Cap], unit: str, key: str) -> Decimal | None:
    """The strictest limit of a kind in a unit for a party."""
    limits = [
        getattr(one, unit)
        for one in adjustments
        if isinstance(one, kind) and one.party in (None, key) and getattr(one, unit) is not None
    ]
    return (max if kind is Floor else min)(limits) if limits else None
