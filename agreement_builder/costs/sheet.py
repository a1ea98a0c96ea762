"""The arithmetic of one cost as a list of steps: each a figure for every party, or one figure, with its formula.

The steps are worked exactly, in fractions, as they are written down. Whoever shows a computation reads them:
the command that explains a figure, the exhibit, and the workbook, which prints the same steps as live formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from agreement_builder.costs.apportion import apportion, exact_sum
from agreement_builder.costs.bounds import clamp

Figures = tuple[Fraction, ...]


class Unit(StrEnum):
    """What the figures of a step are."""

    FIGURE = "figure"
    SHARE = "share"
    PERCENT = "percent"
    DOLLARS = "dollars"


class Op(StrEnum):
    """How a step follows from those before it. Figures for all parties go together one by one."""

    GIVEN = "given"
    SUM = "sum"
    LARGEST = "largest"
    MEAN = "mean"
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    LESSER = "lesser"
    GREATER = "greater"
    IF_ABOVE = "if_above"
    BOUND = "bound"
    DISTRIBUTE = "distribute"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place, its label, its unit, its formula, and its figures.

    `single`: one figure for all, not one for each party. `paths`: where given figures
    stand in the answers, by party (`""`: of none).
    """

    place: int
    label: str
    unit: Unit
    op: Op
    operands: tuple[int, ...]
    figures: Figures
    single: bool
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def figure(self) -> Fraction:
        """The figure of a step that has one."""
        return self.figures[0]


@dataclass(slots=True)
class Sheet:
    """The steps so far, for these parties in this order.

    `unpriced` is the party, if it is one of them, that pays no price while a price is worked: it needs no figures.
    """

    parties: tuple[str, ...]
    steps: list[Step] = field(default_factory=list)
    unpriced: str | None = None

    def given(
        self, label: str, unit: Unit, figures: Sequence[Fraction | Decimal | int], paths: Mapping[str, str] = {}
    ) -> Step:
        """A step whose figures are stated, one for each party."""
        return self._add(
            Step(
                len(self.steps), label, unit, Op.GIVEN, (), tuple(Fraction(figure) for figure in figures), False, paths
            )
        )

    def stated(self, label: str, unit: Unit, figure: Fraction | Decimal | int, path: str = "") -> Step:
        """A step with one figure, which is stated."""
        paths = {"": path} if path else {}
        return self._add(Step(len(self.steps), label, unit, Op.GIVEN, (), (Fraction(figure),), True, paths))

    def work(self, label: str, unit: Unit, op: Op, *operands: Step) -> Step:
        """A step that follows from `operands`."""
        figures = WORK[op](*(step.figures for step in operands))
        single = op in (Op.SUM, Op.LARGEST) or all(step.single for step in operands)
        places = tuple(step.place for step in operands)
        return self._add(Step(len(self.steps), label, unit, op, places, figures, single))

    def _add(self, step: Step) -> Step:
        self.steps.append(step)
        return step


def _each(rule: Callable[..., Fraction]) -> Callable[..., Figures]:
    """The rule worked for every party; a single figure goes with each of them."""

    def worked(*operands: Figures) -> Figures:
        longest = max(map(len, operands))
        columns = [one if len(one) == longest else one * longest for one in operands]
        return tuple(rule(*row) for row in zip(*columns, strict=True))

    return worked


def _distribute(total: Figures, shares: Figures, unit: Figures) -> Figures:
    """The total in whole units by largest remainder; what is less than a unit goes to the largest share.

    A total below zero, which is paid back, is divided as if it were above.
    """
    sign = -1 if total[0] < 0 else 1
    units, rest = divmod(abs(total[0]), unit[0])
    parts = [part * unit[0] for part in apportion(int(units), shares)]
    if rest:
        parts[max(range(len(shares)), key=lambda place: (shares[place], -place))] += rest
    return tuple(sign * part for part in parts)


def _round(figures: Figures, unit: Figures) -> Figures:
    """Each figure as the nearest multiple of the unit, a half upward."""
    return tuple((figure / unit[0] + Fraction(1, 2)) // 1 * unit[0] for figure in figures)


WORK: Mapping[Op, Callable[..., Figures]] = {
    Op.SUM: lambda figures: (exact_sum(figures),),
    Op.LARGEST: lambda figures: (max(figures),),
    Op.MEAN: _each(lambda *row: sum(row, Fraction(0)) / len(row)),
    Op.ADD: _each(lambda *row: sum(row, Fraction(0))),
    Op.SUBTRACT: _each(lambda one, other: one - other),
    Op.MULTIPLY: _each(lambda one, other: one * other),
    Op.DIVIDE: _each(lambda one, other: one / other),
    Op.LESSER: _each(min),
    Op.GREATER: _each(max),
    Op.IF_ABOVE: _each(lambda one, limit, then, otherwise: then if one > limit else otherwise),
    Op.BOUND: lambda shares, least, most: clamp(shares, least, most),
    Op.DISTRIBUTE: _distribute,
    Op.ROUND: _round,
}
"""How each operation works out the figures."""
