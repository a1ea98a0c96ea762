"""References that lead nowhere, or to two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.document.tree import Item
from agreement_builder.document.walk import clauses
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, error, nearest


def _run(draft: Draft) -> Iterator[Finding]:
    twice = _captions_used_twice(draft)
    undecided = {clause.split("/")[0] for clause in draft.composition.undecided}
    for use in draft.index.references:
        if use.what not in draft.index.numbers and use.what.split("/")[0] in undecided:
            continue
        if use.what not in draft.index.numbers:
            message = f'A reference leads to "{use.what}", which is not in this agreement.'
            hint = nearest(use.what, draft.index.numbers) + " Or choose the alternative that has it."
            yield error("reference-broken", section(draft, use.run.place), message, hint)
        elif use.what in twice:
            message = f'A reference leads to "{use.what}", and two items have that caption.'
            where = section(draft, use.run.place)
            yield error("reference-ambiguous", where, message, "Give the items different captions.")


def _captions_used_twice(draft: Draft) -> set[str]:
    seen: Counter[str] = Counter()
    for clause in clauses(draft.document):
        for item in (block for block in clause.blocks if isinstance(block, Item)):
            for anchor in (item.anchor, *(child.anchor for child in item.children)):
                if anchor is not None:
                    seen[f"{clause.topic}/{anchor}"] += 1
    return {target for target, count in seen.items() if count > 1}


CHECK = Check(
    rules=("reference-broken", "reference-ambiguous"),
    explain="""A cross-reference must lead to exactly one section, item or exhibit of this draft.

References name topics, so they survive a change of the alternative that fills a topic; but a topic may be
left out, and an item caption exists only in the alternative that has it. A reader who follows a broken
reference finds nothing, and a court may find an ambiguity. Choose the alternative that has the target, or
change the clause that refers to it.""",
    run=_run,
)
