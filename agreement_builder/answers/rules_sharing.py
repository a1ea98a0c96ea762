"""Rules of a method of sharing: figures for every party that pays, sums that are whole, lists without gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from agreement_builder.answers.fault import Fault, unknown_members, unknown_parties
from agreement_builder.answers.fiscal import fiscal_year_shown
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.pricing import (
    Amounts,
    Charges,
    CostPlus,
    Hourly,
    InKind,
    KeptFees,
    OwnCost,
    Rate,
    Stepped,
)
from agreement_builder.answers.sharing import Alternating, Blend, ByMeasure, Equal, Fixed, Formula, Shares


class Among(NamedTuple):
    """Among whom a cost is shared, the one that is paid, and its first and last fiscal year, if they are fixed."""

    parties: Collection[str]
    payee: str | None
    first: int | None
    last: int | None

    @property
    def paying(self) -> list[str]:
        """The parties that pay a price."""
        return [key for key in self.parties if key != self.payee]


def method_faults(shares: Shares, path: str, among: Among) -> Iterator[Fault]:
    """Every contradiction in a method that stands at `path`."""
    match shares:
        case Fixed(percents=percents):
            yield from _covers(percents, f"{path}.percents", among.parties)
            yield from _whole(sum(percents.values(), Decimal(0)), f"{path}.percents", "percentages", "part of the cost")
        case ByMeasure(measure=measure):
            yield from measure_faults(measure, f"{path}.measure", among.parties)
        case Blend(parts=parts):
            yield from _whole(
                sum((part.weight for part in parts), Decimal(0)), f"{path}.parts", "weights of the blend", ""
            )
            for place, part in enumerate(parts, 1):
                if part.measure is not None:
                    yield from measure_faults(part.measure, f"{path}.parts[{place}].measure", among.parties)
        case Formula(terms=terms):
            for place, term in enumerate(terms, 1):
                yield from measure_faults(term.measure, f"{path}.terms[{place}].measure", among.parties)
        case Alternating(order=order):
            yield from _turns(order, f"{path}.order", among.parties)
        case Equal() | OwnCost():
            return
        case _:
            yield from _price_faults(shares, path, among)


def _price_faults(shares: Shares, path: str, among: Among) -> Iterator[Fault]:
    match shares:
        case Amounts(amounts=amounts):
            yield from _paying(amounts, f"{path}.amounts", among)
        case Stepped():
            yield from _paying(shares.amounts, f"{path}.amounts", among)
            yield from _gaps(shares, path, among)
        case Rate(measure=measure, rates=rates):
            yield from measure_faults(measure, f"{path}.measure", among.paying, among.parties)
            yield from unknown_parties(rates, f"{path}.rates", among.paying)
        case Charges(prices=prices):
            for place, price in enumerate(prices, 1):
                yield from unknown_parties(price.quantities, f"{path}.prices[{place}].quantities", among.paying)
        case Hourly(rates=hourly):
            for place, rate in enumerate(hourly, 1):
                yield from unknown_parties(rate.hours, f"{path}.rates[{place}].hours", among.paying)
        case CostPlus(costs=costs):
            yield from unknown_parties(costs, f"{path}.costs", among.paying)
        case InKind(received=received):
            yield from unknown_parties(received, f"{path}.received", among.parties)
        case KeptFees():
            yield from _fees(shares, path, among)


def _covers(given: Collection[str], path: str, needed: Collection[str], known: Collection[str] = ()) -> Iterator[Fault]:
    yield from unknown_parties(given, path, known or needed)
    for key in needed:
        if key not in given:
            message = f'"{key}" has no figure here, so its share cannot be computed.'
            yield Fault(path, "share-missing", message, f"Add {key}: and its figure.")


def _whole(total: Decimal, path: str, what: str, lost: str) -> Iterator[Fault]:
    if total != 100:
        because = f", so {lost} would have no payer" if lost else ""
        message = f"The {what} add up to {total}, not to 100{because}."
        yield Fault(path, "shares-total", message, f"Change them by {100 - total:+} in all.")


def measure_faults(
    measure: Measure, path: str, needed: Collection[str], known: Collection[str] = ()
) -> Iterator[Fault]:
    """Contradictions in a measure that needs a figure of each party in `needed`; `known` may have one."""
    if measure.values and measure.years:
        message = "Figures are given both for one day and by year, so it is not clear which of them count."
        yield Fault(f"{path}.years", "measure", message, "Keep values or years, and remove the other.")
    for year, figures in measure.years.items():
        yield from _figures(figures, f"{path}.years.{year}", needed, known)
    if not measure.years:
        yield from _figures(measure.values, f"{path}.values", needed, known)
        if measure.average > 1:
            message = f"An average of {measure.average} years is asked for, but the figures are those of one day."
            yield Fault(f"{path}.average", "measure", message, "Give the figures by year under years, or remove it.")


def _figures(
    given: Mapping[str, Decimal | None], path: str, needed: Collection[str], known: Collection[str]
) -> Iterator[Fault]:
    yield from _covers(given, path, needed, known)
    figures = [figure for figure in given.values() if figure is not None]
    if len(figures) == len(given) and figures and not sum(figures):
        message = "All figures are zero, so they give no shares."
        yield Fault(path, "share-zero", message, "Enter the figures, or choose another method.")


def _turns(order: tuple[str, ...], path: str, parties: Collection[str]) -> Iterator[Fault]:
    yield from unknown_members(order, path, parties)
    for key in parties:
        if key not in order:
            message = f'"{key}" has no turn, so it would never pay.'
            yield Fault(path, "share-missing", message, f"Add {key} to the order, or leave it out of this cost.")


def _paying(amounts: Collection[str], path: str, among: Among) -> Iterator[Fault]:
    if among.payee in amounts:
        message = f"{among.payee} provides the service and is paid; it cannot also be one of those that pay."
        yield Fault(f"{path}.{among.payee}", "lead-contradiction", message, f"Remove {among.payee} here.")
    yield from _covers([key for key in amounts if key != among.payee], path, among.paying)


def _gaps(shares: Stepped, path: str, among: Among) -> Iterator[Fault]:
    """Fiscal years before the first stated one, between them, and after the last up to the end."""
    for key, listed in shares.amounts.items():
        here = f"{path}.amounts.{key}"
        if not listed:
            yield Fault(here, "years-unpriced", f'"{key}" has no amount for any fiscal year.', "Add a year: amount.")
            continue
        begins = min(listed) if among.first is None else min(among.first, min(listed))
        missing = [year for year in range(begins, max(listed)) if year not in listed]
        if missing:
            message = f'"{key}" has no amount for the fiscal year {_years(missing)}, before a year that has one.'
            yield Fault(here, "years-unpriced", message, "Add the amount of each, or {open: who will know}.")
        if among.last is not None and max(listed) < among.last and shares.afterwards is None:
            message = (
                f'The cost runs to the fiscal year {_years([among.last])}, but "{key}" has no amount for '
                f"{_years(list(range(max(listed) + 1, among.last + 1)))}, and nothing says what is paid then."
            )
            yield Fault(here, "years-unpriced", message, "Add the amounts, or answer afterwards beside them.")


def _years(years: list[int]) -> str:
    return ", ".join(map(fiscal_year_shown, years))


def _fees(shares: KeptFees, path: str, among: Among) -> Iterator[Fault]:
    yield from unknown_parties(shares.collected, f"{path}.collected", among.paying)
    limits = [tier.up_to for tier in shares.tiers]
    for place, (lower, upper) in enumerate(pairwise(limits), 2):
        if lower is None or (upper is not None and upper <= lower):
            message = (
                "The tiers do not follow one another: each must end above the one before, and only the last is open."
            )
            yield Fault(f"{path}.tiers[{place}]", "tiers", message, "Put the tiers in order of up_to.")
    if limits[-1] is not None:
        message = f"Fees above ${limits[-1]:,} belong to no tier, so nobody knows who gets them."
        yield Fault(f"{path}.tiers[{len(limits)}].up_to", "tiers", message, "Leave up_to out of the last tier.")
    for place, one in enumerate(shares.classes, 1):
        yield from unknown_parties(one.collected, f"{path}.classes[{place}].collected", among.paying)
