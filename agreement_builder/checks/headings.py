"""Headings that occur twice, and sections without text."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.document.walk import block_runs, clauses, plain
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where, error, warning


def _run(draft: Draft) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    numbered = [clause for article in draft.document.articles for clause in article.clauses]
    for clause in numbered:
        heading = clause.heading.casefold()
        if heading in seen:
            message = (
                f"“{clause.heading}” is the heading of two sections ({section(draft, seen[heading])} is the other)."
            )
            yield warning("heading-twice", section(draft, clause.topic), message, "Give one of them another title.")
        seen.setdefault(heading, clause.topic)
    for clause in clauses(draft.document):
        if not any(plain(content).strip() for content in block_runs(clause.blocks)):
            message = f"The section “{clause.heading}” has no text."
            yield error("section-empty", section(draft, clause.topic), message, f"Look at {clause.id}.")
    for article in draft.document.articles:
        if not article.clauses:
            where = Where(section=f"Article {draft.index.articles[article.id]}")
            message = f"The article “{article.heading}” has no sections with these answers."
            yield error("section-empty", where, message, "Answer what its topics need, or change the outline.")


CHECK = Check(
    rules=("heading-twice", "section-empty"),
    explain="""Each heading names one section, and each section says something.

Two sections under one heading cannot be told apart in talk or in the contents. A section or article that came
out empty (every `if` in it was false, or no alternative applied) looks like a page lost.""",
    run=_run,
)
