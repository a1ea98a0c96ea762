"""What the law demands of the agreement, and which section meets it."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check
from agreement_builder.compose.annex import citation
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where


def _run(draft: Draft) -> Iterator[Finding]:
    checked = draft.library.checked_through(draft.file.answers.jurisdiction)
    for verdict in draft.composition.checklist.verdicts:
        if not verdict.met and not verdict.waiting:
            requirement = verdict.requirement
            law = citation(draft.library, requirement.authority)
            case = f" if counsel chooses this: {'; or this: '.join(verdict.lacking)}" if verdict.lacking else ""
            message = f"{requirement.says} Nothing in this draft does so{case} ({law}; checked: {checked})."
            where = Where(draft.file.file or None, field=requirement.id)
            yield Finding("requirement-unmet", requirement.severity, where, message, requirement.remedy)


CHECK = Check(
    rules=("requirement-unmet",),
    explain="""The statutes that authorize the agreement demand some contents; without them it may be void.

In Connecticut an interlocal agreement must establish a process for amendment, for termination and for
withdrawal (Conn. Gen. Stat. § 7-339c(a)); other requirements depend on the parties and the service. Each is
data under clauses/requirements, and a clause says in its front matter which of them it satisfies. Choose an
alternative that satisfies it. A warning marks what good practice or another statute asks for.""",
    run=_run,
)
