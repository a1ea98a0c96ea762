"""The first payment: whether one falls due before the service begins."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.management import Model
from agreement_builder.checks.rule import Check
from agreement_builder.compose.words import long_date
from agreement_builder.costs.calendar import payments
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    funding, start = answers.funding, answers.term.start
    if answers.management.model not in (Model.LEAD_AGENCY, Model.SEPARATE_ENTITY):
        return
    if start is None or funding.first_fiscal_year is None:
        return
    made = payments(funding.payment, funding.first_fiscal_year, 0) or ()
    early = [day for each in made if (day := each.due or each.invoiced) is not None and day < start]
    if early:
        message = (
            f"In the first fiscal year {len(early)} of {len(made)} payments fall due before the service begins on "
            f"{long_date(start)}, the first on {long_date(early[0])}."
        )
        hint = "Let the service begin on July 1, or make the first fiscal year the one after."
        where = draft.file.where("funding.payment")
        yield Finding("payment-before-start", Severity.WARNING, where, message, hint)


CHECK = Check(
    rules=("payment-before-start",),
    explain="""Nobody should owe a payment for a time before the service begins.

`payment-before-start`: the calendar of payments of the first fiscal year holds a day before the first day of
service. Payments are counted for a whole fiscal year from July 1; a service that begins later needs a first year of
its own, or a first amount that is computed for the months that are left.""",
    run=_run,
)
