"""Terms and withdrawals that end within a fiscal year, for which budgets have been adopted."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.management import Model
from agreement_builder.answers.term import Length
from agreement_builder.answers.withdrawal import Withdrawal
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning
from agreement_builder.leaving.days import fiscal_year_end
from agreement_builder.leaving.payments import shares_cost


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    term = answers.term
    if term.length is Length.FIXED and term.end is not None and term.end != fiscal_year_end(term.end):
        message = f"The term ends on {term.end}, within a fiscal year for which every party has adopted a budget."
        hint = f"Let it end on {fiscal_year_end(term.end)}, or say how that year's payment is divided."
        yield warning("term-midyear", draft.file.where("term.end"), message, hint)
    if term.length is Length.FIXED and answers.management.model is Model.SEPARATE_ENTITY:
        message = "The agreement ends on a fixed day, but the separate body exists by law until it is dissolved."
        hint = "Set term.length to until_terminated, or ask counsel what binds the members after that day."
        yield warning("term-of-body", draft.file.where("term.length"), message, hint)
    if answers.leaving.withdrawal is Withdrawal.ANY_TIME and shares_cost(answers) and len(answers.parties) > 2:
        message = "A party may leave within a fiscal year, and its share of the adopted budget falls on the others."
        hint = "Set leaving.withdrawal to fiscal_year_end, or keep it and plan a reserve."
        yield warning("withdrawal-midyear", draft.file.where("leaving.withdrawal"), message, hint)


CHECK = Check(
    rules=("term-midyear", "term-of-body", "withdrawal-midyear"),
    explain="""A budget is adopted for a whole fiscal year, so what ends within one leaves a cost without a payer.

The fiscal year of municipalities in Connecticut runs from July 1 to June 30. A term that ends on another day leaves
open which part of the year's payment is owed (`term-midyear`). Where three or more parties share a cost, one that
leaves within the year leaves the rest of its share to the others, who have not budgeted it (`withdrawal-midyear`).
A separate body, such as a health district, lives by its statute; an agreement that ends before it leaves the members
without rules of their own (`term-of-body`).""",
    run=_run,
)
