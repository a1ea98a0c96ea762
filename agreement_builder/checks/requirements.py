"""What the law demands of the agreement, and which section meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.checks.rule import Check
from agreement_builder.document.walk import clauses
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where
from agreement_builder.library.law import Requirement


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement that applies: the topics that meet it, or that the facts do (`by_facts`)."""

    requirement: Requirement
    topics: tuple[str, ...]
    by_facts: bool

    @property
    def met(self) -> bool:
        """Whether the draft meets the requirement."""
        return self.by_facts or bool(self.topics)


def verdicts(draft: Draft) -> list[Verdict]:
    """Every requirement of the governing law that applies to these answers, with how it is met."""
    answers = draft.file.answers
    facts, reading = Facts(answers), Reading()
    names = facts.names(reading)

    def holds(text: str | None) -> bool:
        if text is None:
            return False
        return draft.library.conditions[text].evaluate(lambda path: facts.value(path, names, reading)) is True

    found = []
    for requirement in draft.library.requirements.get(answers.jurisdiction, ()):
        if requirement.services and answers.service.kind not in requirement.services:
            continue
        if requirement.applies is not None and not holds(requirement.applies):
            continue
        topics = tuple(
            clause.topic
            for clause in clauses(draft.document)
            if requirement.id in draft.library.clauses[clause.id].meta.satisfies
        )
        found.append(Verdict(requirement, topics, holds(requirement.holds)))
    return found


def _run(draft: Draft) -> Iterator[Finding]:
    waiting = {name for clause in draft.composition.undecided for name in draft.library.clauses[clause].meta.satisfies}
    for verdict in verdicts(draft):
        if not verdict.met and verdict.requirement.id not in waiting:
            requirement = verdict.requirement
            authority = draft.library.authorities.get(requirement.authority)
            citation = authority.citation if authority is not None else requirement.authority
            checked = draft.library.checked_through(draft.file.answers.jurisdiction)
            message = f"{requirement.says} Nothing in this draft does so ({citation}; checked: {checked})."
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
