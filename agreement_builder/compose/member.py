"""The costs and adjustments for each of which some topics are filled, and the section to which each goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.answers.members import adjustment_names, line_names, operating_cost
from agreement_builder.answers.model import Answers
from agreement_builder.library.outline import Each

ADJUSTMENTS = "cost-adjustments"
"""The topic whose section the adjustments of the operating cost continue."""


COST = "cost-line"
"""The topic with which the section of a cost begins."""


@dataclass(frozen=True, slots=True)
class Member:
    """One cost, or one adjustment of it; `path` is where the cost stands in the answers, `place` counts from 1."""

    each: Each
    section: str
    line: CostLine
    path: str
    adjustment: Adjustment | None = None
    place: int = 0

    @property
    def heading(self) -> str | None:
        """The heading of a section of its own; None where it continues one."""
        return self.line.name if self.each is Each.COST else None

    def names(self, facts: Facts, reading: Reading) -> Mapping[str, object]:
        """The facts of the cost, and of the adjustment."""
        answers = facts.answers
        names = line_names(answers, self.line, self.path, reading, facts.added.choices.get("entity") or "")
        if self.adjustment is None:
            return names
        path = f"{self.path}.adjustments[{self.place}]"
        return {**names, **adjustment_names(answers, self.line, self.adjustment, path, reading)}


def members(answers: Answers) -> Iterator[Member]:
    """Each adjustment of the operating cost; then each cost with a rule of its own, followed by its adjustments."""
    yield from _adjustments(operating_cost(answers), "funding", ADJUSTMENTS)
    for line in answers.funding.lines:
        path, section = f"funding.lines.{line.id}", f"cost-{line.id.replace('_', '-')}"
        yield Member(Each.COST, section, line, path)
        yield from _adjustments(line, path, section)


def _adjustments(line: CostLine, path: str, section: str) -> Iterator[Member]:
    for place, adjustment in enumerate(line.adjustments, 1):
        yield Member(Each.ADJUSTMENT, section, line, path, adjustment, place)
