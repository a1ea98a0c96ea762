"""A membership that one departure would bring below what the agreement needs."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.management import Model
from agreement_builder.answers.term import Effect
from agreement_builder.answers.windup import LeastNumber, LeastTwo
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    term, least, count = answers.term, answers.leaving.least, len(answers.parties)
    if isinstance(least, LeastNumber) and least.parties == count:
        message = f"The agreement needs all of its {count} parties to go on, so any one of them can end it by leaving."
        hint = "Give a smaller number, or keep it and choose a longer notice."
        yield warning("membership-fragile", draft.file.where("leaving.least"), message, hint)
    if count == 2 or answers.management.model is Model.SEPARATE_ENTITY or not isinstance(least, LeastTwo):
        return
    if term.effect is Effect.NUMBER and (term.effect_count or 0) > 2:
        message = f"The agreement needs {term.effect_count} parties to begin, and nothing says what follows with fewer."
        hint = f"Answer leaving.least: number, {term.effect_count} parties, and what follows."
        yield warning("membership-unsaid", draft.file.where("term.effect_count"), message, hint)
    others = [key for key in term.effect_parties or () if key != answers.management.lead]
    if term.effect is Effect.NAMED and others:
        names = ", ".join(party.name for party in answers.parties if party.id in others)
        message = f"The agreement cannot begin without {names}, and nothing says what follows if such a party leaves."
        hint = "Answer leaving.least: named, these parties, and what follows."
        yield warning("membership-unsaid", draft.file.where("term.effect_parties"), message, hint)


CHECK = Check(
    rules=("membership-unsaid", "membership-fragile"),
    explain="""A service that needs a number of parties, or certain ones, needs them later as well as at the beginning.

`membership-unsaid`: the agreement waits for some parties before it takes effect, but says nothing on what follows
when they leave; with fewer the cost of each may be more than it can bear. `membership-fragile`: it needs every party
that it has, so each of them holds the others in its hand.""",
    run=_run,
)
