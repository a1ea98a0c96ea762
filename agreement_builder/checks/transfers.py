"""Transfers of employees that come before the service, or contradict what is said of bargaining."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.handover import Between, NobodyMoves
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where, warning


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    transfer = answers.management.transfer
    if isinstance(transfer, NobodyMoves):
        return
    first, start = transfer.day.first if isinstance(transfer.day, Between) else None, answers.term.start
    if first and start and first < start:
        message = (
            f"Employees may move from {first}, before service begins on {start}; the agreement does not say who"
            " pays for their work until then."
        )
        hint = "Begin the span on that day or later, or let service begin earlier."
        yield warning("transfer-early", Where(field="management.transfer.day.first"), message, hint)
    bargaining = answers.choices.get("bargaining")
    if bargaining == "none_affected":
        message = "Employees move to the lead agency, but the section on labor says that no work of a unit is affected."
        hint = "Answer choices.bargaining with effects or before_start, unless nobody who moves belongs to a unit."
        yield warning("transfer-bargaining", Where(field="choices.bargaining"), message, hint)
    elif bargaining == "before_start" and not transfer.after_bargaining:
        message = "Employees may move before bargaining is finished, but no work of a unit moves until then."
        hint = "Set management.transfer.after_bargaining to true, or answer choices.bargaining with effects."
        yield warning("transfer-bargaining", Where(field="management.transfer.after_bargaining"), message, hint)


CHECK = Check(
    rules=("transfer-early", "transfer-bargaining"),
    explain="""A transfer of employees fits the beginning of the service and what the parties say of bargaining.

`transfer-early`: whoever moves before the service begins is paid by a lead agency that has no budget for the
service yet. `transfer-bargaining`: the sections on transfer and on labor are read together by the unions and the
labor board, so the two cannot say different things of the same work.""",
    run=_run,
)
