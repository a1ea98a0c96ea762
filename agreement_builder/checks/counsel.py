"""Answers left to counsel, with the alternatives that the draft carries for them."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.compose.counsel import LeftToCounsel
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning


def _run(draft: Draft) -> Iterator[Finding]:
    for left in draft.composition.counsel:
        listed = "; ".join(f"{option.value} ({option.meaning})" for option in left.options)
        answer = f"{left.path} with one of: {listed}" if listed else left.path
        keep = "Counsel keeps one alternative and strikes the rest in Word. Or a" if left.places else "A"
        hint = f"{keep}nswer {answer}; the next draft then has it."
        yield warning("counsel-decides", draft.file.where(left.path), " ".join(_told(draft, left)), hint)


def _told(draft: Draft, left: LeftToCounsel) -> Iterator[str]:
    """What is left to counsel, where the draft carries it, and what goes with it."""
    note = left.note.rstrip(".")
    yield f"“{left.question}” is left to counsel{f': {note}' if note else ''}."
    if left.places:
        yield f"There are alternatives in {', '.join(_named(draft, left.places))}."
    if left.blanks:
        yield f"A blank stands for it in {', '.join(_named(draft, left.blanks))}."
    if left.why_none and not left.places:
        yield left.why_none
    elif not left.places and not left.blanks:
        yield "No text of this draft depends on it."
    for option, why in left.barred:
        yield f"“{option.meaning}” is ruled out by the other answers: {why}"
    if terms := list(_terms(draft, left)):
        yield f"Strike the definition of {', '.join(terms)} if no alternative is kept that uses it."


def _named(draft: Draft, places: tuple[str, ...]) -> list[str]:
    return [section(draft, place).section or place for place in places]


def _terms(draft: Draft, left: LeftToCounsel) -> Iterator[str]:
    """The terms that only the alternatives use, and not all of them."""
    for term, uses in draft.index.uses.items():
        alone = term in draft.index.definitions and all(use.run.alternative for use in uses)
        if alone and any(use.run.place in left.places for use in uses):
            yield f"“{term}”"


CHECK = Check(
    rules=("counsel-decides",),
    explain="""A choice left to counsel stands in the draft as alternatives in brackets, each with what it follows from.

Write `{counsel: note}` where an answer to a closed choice would stand, and say in the note what there is to weigh.
Each section that depends on the choice then carries all alternatives, lettered and compared in one line; counsel
keeps one and strikes the rest, or tells you the option, which you then answer. A figure or a name left to counsel
is a blank. A final copy is refused while something is left to counsel, and `decision-open` tells what has no
alternatives and must be settled before a draft, such as the structure of the service.""",
    run=_run,
)
