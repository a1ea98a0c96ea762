"""Terms on money that have no effect under the structure of the service."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.budget import BudgetShows, LastBudget, NoLimit
from agreement_builder.answers.capital import CapitalInBudget, ClosingFund, NoReserve
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.sharing import PRICED
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity


def _because(answers: Answers) -> str:
    """Why terms on a budget that is shared have no effect; empty if they have."""
    shares, model = answers.funding.shares, answers.management.model
    if model is Model.MUTUAL_ASSISTANCE:
        return "no cost is shared under mutual assistance"
    if model is Model.SEPARATE_ENTITY:
        return "the statutes on a body of its own take their place"
    if shares is not None and shares.method in PRICED:
        return f"the others pay {shares.method} and not a share of a cost"
    return ""


def _terms(funding: Funding, model: Model | None) -> Iterator[str]:
    """The paths of the terms that are given and speak of a budget that is shared."""
    closing = isinstance(funding.reserve, ClosingFund) and model is Model.LEAD_AGENCY
    given = {
        "budget.fallback": not isinstance(funding.budget.fallback, LastBudget),
        "budget.limit": not isinstance(funding.budget.limit, NoLimit),
        "cost_rules": not isinstance(funding.cost_rules, BudgetShows),
        "capital": not isinstance(funding.capital, CapitalInBudget),
        "reserve": not isinstance(funding.reserve, NoReserve) and not closing,
    }
    yield from (f"funding.{name}" for name, is_given in given.items() if is_given)


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    because = _because(answers)
    for path in _terms(answers.funding, answers.management.model) if because else ():
        message = f"What is answered under {path} has no effect in this draft: {because}."
        hint = f"Remove {path}, or change the structure of the service or the method of sharing."
        yield Finding("term-idle", Severity.WARNING, draft.file.where(path), message, hint)


CHECK = Check(
    rules=("term-idle",),
    explain="""A term that no section prints binds nobody.

`term-idle`: rules on the budget, on what may be charged to it, on large purchases and on a reserve speak of a cost
that the parties share. Where the others pay a price, or a body of its own has its budget under statute, no section
states them. Whoever relies on such an answer should see that it is not in the draft.""",
    run=_run,
)
