"""Reserves: whether a fund that the parties pay into has a cap."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.capital import NoReserve
from agreement_builder.answers.management import Model
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    reserve = answers.funding.reserve
    if isinstance(reserve, NoReserve) or answers.management.model is not Model.LEAD_AGENCY:
        return
    if reserve.cap is None and "funding.reserve.cap" not in draft.file.notes:
        message = "The parties pay into a fund that has no cap, so it can grow without end."
        hint = "Give funding.reserve.cap, such as the cost of what the fund is to pay for."
        yield Finding("reserve-uncapped", Severity.WARNING, draft.file.where("funding.reserve"), message, hint)


CHECK = Check(
    rules=("reserve-uncapped",),
    explain="""A fund for replacements or for closing needs a cap.

`reserve-uncapped`: no cap is stated, nor left open with a note. Money in a fund is money that taxpayers have paid and
nobody has spent. A cap
ties it to its purpose, and it says when the yearly payments stop.""",
    run=_run,
)
