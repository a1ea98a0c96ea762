"""Property and debt for which the agreement has no rule when one party leaves."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning
from agreement_builder.leaving.gaps import buys_together, gaps


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    if not buys_together(answers):
        return
    for gap in gaps(answers):
        if gap.event in ("assets", "debt"):
            yield warning("exit-gap", draft.file.where("leaving"), gap.says, gap.hint)


CHECK = Check(
    rules=("exit-gap",),
    explain="""One party may leave while the others go on, and no rule says what becomes of property or debt.

Parties that buy together own together. If the agreement is silent, a party that leaves keeps its part of every
vehicle, and nobody knows who pays the rest of a loan. `agreement-builder exit` lists every event without a rule.""",
    run=_run,
)
