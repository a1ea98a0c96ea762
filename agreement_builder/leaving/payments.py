"""What a party that leaves still pays: each fiscal year to the last, the payment on leaving, and lasting liabilities.

Amounts are whole cents; None stands for an amount that the answers do not fix, with the reason beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from agreement_builder.answers.fiscal import fiscal_year, fiscal_year_shown
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.settling import (
    AmountOnLeaving,
    LastingLiability,
    LiabilityKind,
    NothingMore,
    PercentOnLeaving,
    Receiver,
    ShareEqual,
    ShareStated,
    StepDown,
    UntilSettled,
    YearsAfterClosing,
)
from agreement_builder.answers.sharing import PRICED
from agreement_builder.costs.account import account
from agreement_builder.costs.apportion import apportion
from agreement_builder.costs.schedule import in_cents
from agreement_builder.leaving.days import end_of_fiscal_year
from agreement_builder.leaving.effect import counted
from agreement_builder.leaving.terms import entity_of


@dataclass(frozen=True, slots=True)
class YearPayment:
    """The payment for one fiscal year in cents; `until` is the last day of membership where it ends within the year."""

    year: int
    cents: int | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class ExitSum:
    """One sum that is owed because the party leaves: for what, how much, when, and who gets how much of it."""

    says: str
    cents: int | None
    due: dt.date | None
    to: Mapping[str, int]
    receivers: str


@dataclass(frozen=True, slots=True)
class Tail:
    """One liability that goes on: what, in which share, how long, and its part of the estimate in cents."""

    says: str
    share: str
    until: str
    cents: int | None


def yearly_payment(answers: Answers, party: str, year: int) -> int | None:
    """What a party pays for a fiscal year for all costs in which it takes part, in cents; None while it is not fixed.

    Where the cost of the year is not known yet, that of the first fiscal year stands for it.
    """
    first = account(answers)
    paid = 0
    for line in account(answers, year).lines:
        if party not in line.terms.paying:
            continue
        if line.open or line.illustrated:
            found = next((one for one in first.lines if one.terms.id == line.terms.id), line)
            if found.open or found.illustrated:
                return None
            line = found
        paid += line.charges[party]
    return paid


def years_to_pay(answers: Answers, party: str, notice: dt.date, last: dt.date) -> tuple[YearPayment, ...]:
    """The fiscal years from that of the notice to that of the last day, none before the first of the service.

    A member of a municipal district owes the last of them in whole, as the section on its withdrawal says.
    """
    first = max(fiscal_year(notice), answers.funding.first_fiscal_year or 0)
    found = []
    for year in range(first, fiscal_year(last) + 1):
        whole = last == end_of_fiscal_year(year) or entity_of(answers) == "municipal_district"
        until = last if last < end_of_fiscal_year(year) and not whole else None
        found.append(YearPayment(year, yearly_payment(answers, party, year), until))
    return tuple(found)


def _part(amount: int | None, percent: Decimal) -> int | None:
    """A percentage of what was paid, to the nearest cent; nothing of what was received."""
    if amount is None:
        return None
    return int((Decimal(max(amount, 0)) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def last_full_year(answers: Answers, day: dt.date) -> int | None:
    """The last fiscal year that is over by the end of a day; None where service has had no full year by then."""
    year = fiscal_year(day) if day == end_of_fiscal_year(fiscal_year(day)) else fiscal_year(day) - 1
    first = answers.funding.first_fiscal_year
    return year if first is None or year >= first else None


def exit_sums(answers: Answers, party: str, notice: dt.date, last: dt.date) -> tuple[ExitSum, ...]:
    """What the party owes because it leaves, beyond its payments as a party."""
    payment = answers.leaving.payment
    if answers.management.model is not Model.LEAD_AGENCY or payment is None or isinstance(payment, NothingMore):
        return ()
    day = notice - dt.timedelta(days=1) if not isinstance(payment, StepDown) and payment.due == "notice" else last
    year = last_full_year(answers, day)
    base = yearly_payment(answers, party, year) if year is not None else None
    of = f"what it paid for the fiscal year {fiscal_year_shown(year)}" if year is not None else "its last payment"
    sums: list[tuple[str, int | None, dt.date]]
    match payment:
        case AmountOnLeaving(amount=amount, due=due):
            sums = [("on leaving, as stated", in_cents(amount), notice if due == "notice" else last)]
        case PercentOnLeaving(percent=percent, due=due):
            says = f"on leaving, {percent.normalize():f}% of {of}"
            sums = [(says, _part(base, percent), notice if due == "notice" else last)]
        case StepDown(percents=percents):
            sums = [
                (
                    f"for the fiscal year {fiscal_year_shown(fiscal_year(last) + n)}, {percent.normalize():f}% of {of}",
                    _part(base, percent),
                    end_of_fiscal_year(fiscal_year(last) + n),
                )
                for n, percent in enumerate(percents, 1)
            ]
    return tuple(
        ExitSum(says, amount, due, _divided(answers, party, amount, year), _receivers(answers, party))
        for says, amount, due in sums
    )


def _receiver(answers: Answers) -> Receiver | None:
    payment = answers.leaving.payment
    return None if payment is None or isinstance(payment, NothingMore) else payment.to


def _receivers(answers: Answers, party: str) -> str:
    others = [each for each in answers.parties if each.id != party]
    if len(others) == 1:
        return others[0].name
    receiver = _receiver(answers)
    return receiver.meaning if receiver is not None else ""


def _divided(answers: Answers, party: str, amount: int | None, year: int | None) -> dict[str, int]:
    """The cents that each other party gets; empty where that is not fixed."""
    others = [each.id for each in answers.parties if each.id != party]
    if amount is None:
        return {}
    if len(others) == 1:
        return {others[0]: amount}
    receiver, lead = _receiver(answers), answers.management.lead
    if receiver is Receiver.LEAD:
        return {lead: amount} if lead is not None and lead != party else {}
    if receiver is Receiver.EQUALLY:
        return _proportional(amount, others, [1] * len(others))
    paid = [yearly_payment(answers, other, year) for other in others] if year is not None else []
    known = [max(each, 0) for each in paid if each is not None]
    total = sum(known)
    return _proportional(amount, others, known) if total and len(known) == len(others) else {}


def _proportional(amount: int, keys: Sequence[str], weights: Sequence[int]) -> dict[str, int]:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    return dict(zip(keys, apportion(amount, shares), strict=True))


def tails(answers: Answers, party: str) -> tuple[Tail, ...]:
    """The liabilities that go on after the party has left."""
    found = [_tail(answers, party, liability) for liability in answers.leaving.liabilities]
    named = {liability.kind for liability in answers.leaving.liabilities}
    if shares_cost(answers) and LiabilityKind.DEBT not in named:
        says = "principal and interest of debt made for the service with its consent before the notice"
        found.insert(0, Tail(says, "its share, as if it had not left", "until it is paid in full", None))
    if entity_of(answers) == "municipal_district":
        says = "liabilities that it incurred as a member, with its share of debt (§ 7-332)"
        found.insert(0, Tail(says, "its share", "until they are paid in full", None))
    return tuple(found)


_TAILS = {
    LiabilityKind.DEBT: "principal and interest of {}",
    LiabilityKind.CLOSING: "the cost of closing {}",
    LiabilityKind.MONITORING: "the cost of monitoring and maintaining {} after it is closed",
    LiabilityKind.PENSION: "pensions and other retirement benefits of {}",
    LiabilityKind.CLAIMS: "claims from the time of its membership out of {}",
}
"""Each kind of liability, with its words, in the account of a departure."""


def _tail(answers: Answers, party: str, liability: LastingLiability) -> Tail:
    says = _TAILS.get(liability.kind, "{}").format(liability.words or "(not described yet)")
    fraction: Fraction | None
    match liability.share:
        case ShareEqual():
            fraction, share = Fraction(1, len(answers.parties)), "an equal part with the parties of that day"
        case ShareStated(percent=percent):
            fraction, share = Fraction(percent) / 100, f"{percent.normalize():f}% of it"
        case _:
            fraction, share = _own_share(answers, party), "in the share of its last fiscal year"
    match liability.until:
        case UntilSettled():
            until = "until it is paid in full"
        case YearsAfterClosing(years=years):
            until = f"each year, for {counted(years, 'year')} after the closing"
        case _:
            until = f"each year, for {counted(liability.until.years, 'year')} after it leaves"
    estimate = in_cents(liability.estimate) if liability.estimate is not None else None
    amount = round(estimate * fraction) if estimate is not None and fraction is not None else None
    return Tail(says, share, until, amount)


def _own_share(answers: Answers, party: str) -> Fraction | None:
    line = account(answers).lines[0]
    if line.shares is None or line.open or not shares_cost(answers):
        return None
    return line.shares.figures[line.sheet.parties.index(party)]


def shares_cost(answers: Answers) -> bool:
    """Whether a lead agency shares a common cost with the others, rather than being paid a price."""
    shares = answers.funding.shares
    return answers.management.model is Model.LEAD_AGENCY and (shares is None or shares.method not in PRICED)
