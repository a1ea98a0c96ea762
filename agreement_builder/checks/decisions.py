"""Decisions that rest on an unanswered fact, and other findings made while composing."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks import routes
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding


def _run(draft: Draft) -> Iterator[Finding]:
    yield from (finding for finding in draft.composition.findings if finding.rule not in routes.RULES)


CHECK = Check(
    rules=(
        "decision-open",
        "selection-ambiguous",
        "topic-unfilled",
        "topic-unknown",
        "clause-unknown",
        "blank-value",
        "blank-unknown",
        "choice-value",
        "choice-unknown",
    ),
    explain="""Each topic is filled by one alternative, chosen by the facts; a fact that decides must be answered.

`decision-open`: a printed value that is missing becomes a blank, but a missing answer that chooses between
clauses cannot be bracketed. Answer it; `why` shows what it decides. Where counsel is to choose, write
`{counsel: note}` in its place, and the draft carries the alternatives. `selection-ambiguous`: two alternatives
apply; narrow their conditions or choose one in the answers under `clauses:`. `topic-unfilled`: nothing in the
library fits. `topic-unknown`, `clause-unknown`, `blank-unknown`, `choice-unknown`: a name in the answers matches
nothing in the library, so it would silently have no effect. `blank-value`: the value is not of the kind that the
clause asks; `choice-value`: it is none of the options of a choice that the library asks.""",
    run=_run,
)
