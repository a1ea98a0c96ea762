"""Budgets that carry over: whether their increase has a limit."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.budget import CarriedOver
from agreement_builder.answers.management import Model
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    fallback = answers.funding.budget.fallback
    if answers.management.model is not Model.LEAD_AGENCY or not isinstance(fallback, CarriedOver):
        return
    if fallback.cap is None:
        message = "If no budget is agreed, the last one carries over with increases that have no limit."
        hint = "Give funding.budget.fallback.cap: 0 if nothing may rise, or the usual rise of wages and insurance."
        where = draft.file.where("funding.budget.fallback")
        yield Finding("carried-over-uncapped", Severity.WARNING, where, message, hint)


CHECK = Check(
    rules=("carried-over-uncapped",),
    explain="""A budget that carries over without a vote needs a limit on its increase.

`carried-over-uncapped`: no percentage is stated. Then the party that gains from a higher budget gains by not
agreeing, since the last one carries over with every increase that some contract asks for.""",
    run=_run,
)
