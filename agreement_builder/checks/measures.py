"""Measures that nobody could look up again: without a source, or without the day for which the figures hold."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.pricing import Rate
from agreement_builder.answers.sharing import Blend, ByMeasure, Formula, Shares
from agreement_builder.checks.rule import Check
from agreement_builder.costs.terms import Terms, terms_of
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning


def _run(draft: Draft) -> Iterator[Finding]:
    for terms in terms_of(draft.file.answers):
        for method_path, method in methods(terms):
            for path, measure in _measures(method, method_path):
                yield from _unsourced(draft, path, measure)


def methods(terms: Terms) -> Iterator[tuple[str, Shares]]:
    """Every method in the terms of a cost, with its path: its own, and those of its adjustments."""
    if terms.shares is not None:
        yield f"{terms.path}.shares", terms.shares
    for place, one in enumerate(terms.adjustments, 1):
        for name in ("then", "before", "other"):
            method = getattr(one, name, None)
            if method is not None:
                yield f"{terms.path}.adjustments[{place}].{name}", method


def _measures(method: Shares, path: str) -> Iterator[tuple[str, Measure]]:
    match method:
        case ByMeasure(measure=measure) | Rate(measure=measure):
            yield f"{path}.measure", measure
        case Blend(parts=parts):
            yield from ((f"{path}.parts[{n}].measure", part.measure) for n, part in enumerate(parts, 1) if part.measure)
        case Formula(terms=terms):
            yield from ((f"{path}.terms[{n}].measure", term.measure) for n, term in enumerate(terms, 1))
        case _:
            return


def _unsourced(draft: Draft, path: str, measure: Measure) -> Iterator[Finding]:
    noted = draft.file.notes
    lacks = [] if measure.source or f"{path}.source" in noted else ["source"]
    if measure.as_of is None and not measure.years and f"{path}.as_of" not in noted:
        lacks.append("date")
    if lacks:
        message = f"The {measure.called} has no {' and no '.join(lacks)}, so the parties may take different figures."
        names = " and ".join({"source": "source:", "date": "as_of:"}[lack] for lack in lacks)
        yield warning("measure-unsourced", draft.file.where(path), message, f"Add {names} beside its figures.")


CHECK = Check(
    rules=("measure-unsourced",),
    explain="""A measure by which money is shared names its source and the day for which its figures hold.

Population, calls and grand lists are counted by several offices and published every year. An agreement that says
only "population" leaves open whose count decides, and of which year.""",
    run=_run,
)
