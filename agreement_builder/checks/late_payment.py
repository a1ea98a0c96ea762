"""Late payment: whether anything follows when a party pays late."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.management import Model
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    if answers.management.model in (Model.LEAD_AGENCY, Model.SEPARATE_ENTITY) and answers.funding.late == ():
        message = "Nothing follows if a party pays late, so whoever pays the staff bears the risk."
        hint = "State the stages under funding.late, such as interest from the first day and suspension after notice."
        yield Finding("late-unstated", Severity.WARNING, draft.file.where("funding.late"), message, hint)


CHECK = Check(
    rules=("late-unstated",),
    explain="""The agreement should say what follows late payment.

`late-unstated`: the parties pay, but no stage of late payment is stated. The provider must meet its payroll all the
same. Interest makes good what it loses; later stages (loss of the vote, suspension after notice, arrears that count
as a notice of withdrawal) make a party pay. Agree on them while nobody is late.""",
    run=_run,
)
