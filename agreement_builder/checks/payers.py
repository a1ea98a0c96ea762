"""Costs without somebody who clearly pays: parties that bear nothing, payments outside, years and days left open."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.adjustment import Credit
from agreement_builder.answers.costline import Nature
from agreement_builder.answers.party import Party, PartyKind
from agreement_builder.answers.pricing import KeptFees, Stepped
from agreement_builder.answers.rules_costs import last_fiscal_year
from agreement_builder.checks.limits import first_years
from agreement_builder.checks.measures import methods
from agreement_builder.checks.rule import Check
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.terms import Terms, terms_of
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning

IN_OTHER_WAYS = frozenset({"alternating", "charges", "hourly", "fees", "in_kind", "own"})
"""Methods under which a party may well pay nothing in a year."""


PROVIDERS_ONLY = frozenset({PartyKind.COUNCIL_OF_GOVERNMENTS, PartyKind.SERVICE_CENTER})
"""Kinds of party that have no territory of their own to be served: they provide, and need not bear a share."""


def _run(draft: Draft) -> Iterator[Finding]:
    yield from _unpaying(draft)
    yield from _outside(draft)
    for terms in terms_of(draft.file.answers):
        for path, method in methods(terms):
            if isinstance(method, Stepped):
                yield from _stepped(draft, terms, method, path)
            if isinstance(method, KeptFees) and method.minimum is not None and method.minimum_due is None:
                message = f"A minimum of ${method.minimum:,} is guaranteed, but no day is named on which it is due."
                hint = "Add minimum_due: and a month and day, such as 12-01."
                yield warning("minimum-undated", draft.file.where(f"{path}.minimum"), message, hint)
        yield from _years(draft, terms)


def _unpaying(draft: Draft) -> Iterator[Finding]:
    lines = list(first_years(draft.file.answers))
    if any(line.open for line in lines):
        return
    for party in draft.file.answers.parties:
        if all(_bears_nothing(line, party) for line in lines):
            message = f"{party.name} takes part in no cost and is paid for none: it would have the service for nothing."
            hint = "Give it a share or a price, or say what it gives in kind."
            yield warning("party-unpaying", draft.file.where(f"parties.{party.id}"), message, hint)


def _bears_nothing(line: LineYear, party: Party) -> bool:
    terms = line.terms
    provides = terms.priced or party.id not in terms.parties or party.kind in PROVIDERS_ONLY
    if terms.payee == party.id and provides:
        return False
    if any(isinstance(one, Credit) and one.party == party.id for one in terms.adjustments):
        return False
    by_use = terms.shares is not None and terms.shares.method in IN_OTHER_WAYS
    return not line.charges.get(party.id) and not (by_use and party.id in terms.paying)


def _outside(draft: Draft) -> Iterator[Finding]:
    """A divided cost that is paid to a party without a part in it."""
    for terms, line in zip(terms_of(draft.file.answers)[1:], draft.file.answers.funding.lines, strict=True):
        divided = terms.shares is not None and not terms.priced and terms.nature is not Nature.RENT
        if divided and line.paid_to is not None and line.paid_to not in terms.parties:
            message = (
                f"{line.name} is paid to {line.paid_to}, which takes no part in it and could keep what is left over."
            )
            hint = "Let it take part, or state a rent or a price, which it may keep."
            yield warning("payee-outside", draft.file.where(f"{terms.path}.paid_to"), message, hint)


def _stepped(draft: Draft, terms: Terms, method: Stepped, path: str) -> Iterator[Finding]:
    """Amounts that end while the agreement goes on; up to the end of a fixed term their absence is a contradiction."""
    if method.afterwards is None and terms.last is None and last_fiscal_year(draft.file.answers) is None:
        message = "Amounts are stated for some fiscal years, but the agreement has no last one."
        hint = "Add afterwards: and say what is paid in a year without an amount."
        yield warning("price-gap", draft.file.where(path), message, hint)


def _years(draft: Draft, terms: Terms) -> Iterator[Finding]:
    """Fiscal years of a cost for which nothing says how large it is, where single years say it."""
    if not terms.yearly or terms.priced or terms.cost is not None or not terms.costs or terms.first is None:
        return
    ends = [year for year in (terms.last, last_fiscal_year(draft.file.answers)) if year is not None]
    missing = [year for year in range(terms.first, min(ends, default=max(terms.costs)) + 1) if year not in terms.costs]
    if missing:
        message = f"{terms.name} has a cost for some fiscal years, but none for {', '.join(map(str, missing))}."
        hint = "Add the cost of each, or a yearly cost: for all others."
        yield warning("price-gap", draft.file.where(f"{terms.path}.costs"), message, hint)


CHECK = Check(
    rules=("party-unpaying", "payee-outside", "price-gap", "minimum-undated"),
    explain="""Money is owed by everybody who is served, to somebody, for every year, on a day.

`party-unpaying`: a party bears no cost and is paid for none; a reader will ask why. `payee-outside`: a shared cost
goes to a party that has no part in it, so nothing keeps it low; a rent or a price says openly what it may keep.
`price-gap`: amounts or costs are stated for some years only. `minimum-undated`: a guaranteed minimum without a day
on which the shortfall is due cannot be late.""",
    run=_run,
)
