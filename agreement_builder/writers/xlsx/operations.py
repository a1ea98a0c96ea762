"""Writing, the workbook: each operation of a cost's arithmetic as live formulas.

Only functions that Excel and LibreOffice share are used. A workbook counts in binary fractions, so what is compared
or cut off is rounded first, at a place where exact figures do not differ from one another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agreement_builder.costs.sheet import Op, Step, Unit
from agreement_builder.writers.xlsx.cells import Cells, Column, Single

Formula = Callable[[int], str]
"""The formula of the party in a place; a single figure has that of place 0."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A figure, or one of every party, on the way to a step: its label, its formula and its exact figures."""

    label: str
    unit: Unit
    formula: Formula
    figures: tuple[Fraction, ...]


Put = Callable[[Helper, bool], Cells]
"""Puts a helper on the sheet (True: as a single figure); where it stands."""


def formula_of(step: Step, operands: Sequence[Step], at: Sequence[Cells], put: Put) -> Formula:
    """The formula of a worked step over the cells of its operands."""
    match step.op:
        case Op.SUM | Op.LARGEST:
            name = "SUM" if step.op is Op.SUM else "MAX"
            return lambda _: f"={name}({_whole(at[0])})"
        case Op.ADD | Op.SUBTRACT | Op.MULTIPLY | Op.DIVIDE:
            sign = _SIGNS[step.op]
            return lambda place: "=" + sign.join(cells.at(place) for cells in at)
        case Op.MEAN | Op.LESSER | Op.GREATER:
            name = _NAMES[step.op]
            return lambda place: f"={name}({','.join(cells.at(place) for cells in at)})"
        case Op.IF_ABOVE:
            digits = 12 if operands[0].unit is Unit.SHARE else 6
            one, limit, then, other = at
            return lambda place: (
                f"=IF(ROUND({one.at(place)}-{limit.at(place)},{digits})>0,{then.at(place)},{other.at(place)})"
            )
        case Op.ROUND:
            return _rounded(step, at)
        case Op.BOUND:
            return _bound(operands, at, put)
        case Op.DISTRIBUTE:
            return _distribute(step, operands, at, put)
    raise ValueError(f"{step.op} has no formula")


_SIGNS = {Op.ADD: "+", Op.SUBTRACT: "-", Op.MULTIPLY: "*", Op.DIVIDE: "/"}
_NAMES = {Op.MEAN: "AVERAGE", Op.LESSER: "MIN", Op.GREATER: "MAX"}


def _whole(cells: Cells) -> str:
    return cells.all if isinstance(cells, Column) else cells.at()


def _rounded(step: Step, at: Sequence[Cells]) -> Formula:
    """The nearest multiple of the unit, a half upward, for figures below zero too."""
    figure, unit = at
    places = 2 if step.unit is Unit.DOLLARS else 12
    return lambda place: f"=ROUND(INT(ROUND({figure.at(place)}/{unit.at(place)}+0.5,6))*{unit.at(place)},{places})"


# The whole in units, by largest remainder


def _distribute(step: Step, operands: Sequence[Step], at: Sequence[Cells], put: Put) -> Formula:
    total, shares, unit = operands
    total_at, unit_at = at[0].at(), at[2].at()
    units = abs(total.figure) // unit.figure
    # A figure with n digits before the point is known to 15 - n behind it; one more is given up to the working.
    digits = max(14 - len(str(units)), 2)
    exact = [units * share for share in shares.figures]
    whole = [Fraction(figure // 1) for figure in exact]
    rests = tuple(figure - floor for figure, floor in zip(exact, whole, strict=True))
    told = tuple(round(rest, digits) for rest in rests)
    label = step.label
    all_units = put(
        Helper(
            f"{label}: units", Unit.FIGURE, lambda _: f"=INT(ROUND(ABS({total_at})/{unit_at},4))", (Fraction(units),)
        ),
        True,
    )
    exact_at = put(Helper(f"{label}: units, exact", Unit.FIGURE,
                          lambda place: f"={all_units.at()}*{at[1].at(place)}", tuple(exact)), False)  # fmt: skip
    whole_at = put(Helper(f"{label}: whole units", Unit.FIGURE,
                          lambda place: f"=INT(ROUND({exact_at.at(place)},{digits}))", tuple(whole)),
                   False)  # fmt: skip
    rest_at = put(Helper(f"{label}: remainder", Unit.FIGURE,
                         lambda place: f"=ROUND({exact_at.at(place)}-{whole_at.at(place)},{digits})", told),
                  False)  # fmt: skip
    rank_at = put(Helper(f"{label}: rank of remainder", Unit.FIGURE, _rank(rest_at, digits), _ranks(rests)), False)
    left = units - sum(whole)
    left_at = put(Helper(f"{label}: units left over", Unit.FIGURE,
                         lambda _: f"={all_units.at()}-SUM({_whole(whole_at)})", (Fraction(left),)), True)  # fmt: skip
    places = 2 if step.unit is Unit.DOLLARS else 12
    more = _odd(step, operands, at, all_units, put)
    return lambda place: (
        f"=ROUND(IF({total_at}<0,-1,1)"
        f"*(({whole_at.at(place)}+IF({rank_at.at(place)}<={left_at.at()},1,0))*{unit_at}{more(place)}),{places})"
    )


def _odd(step: Step, operands: Sequence[Step], at: Sequence[Cells], units: Cells, put: Put) -> Formula:
    """What is less than a unit, which goes to the largest share: `+IF(...)`; nothing where the unit is a cent."""
    total, shares, unit = operands
    if not unit.paths or unit.unit is not Unit.DOLLARS:
        return lambda _: ""
    odd = put(Helper(f"{step.label}: less than a unit", Unit.DOLLARS,
                     lambda _: f"=ROUND(ABS({at[0].at()})-{units.at()}*{at[2].at()},2)",
                     (abs(total.figure) % unit.figure,)), True)  # fmt: skip
    rank = put(Helper(f"{step.label}: rank of share", Unit.FIGURE, _rank(at[1], 12), _ranks(shares.figures)), False)
    return lambda place: f"+IF({rank.at(place)}=1,{odd.at()},0)"


def _rank(cells: Cells, digits: int) -> Formula:
    """The rank from the largest down; of equal figures the one that comes first has the better rank."""
    if isinstance(cells, Single):
        return lambda _: "=1"
    return lambda place: (
        f"=SUMPRODUCT(--(ROUND({cells.all},{digits})>ROUND({cells.at(place)},{digits})))"
        f"+SUMPRODUCT(--(ROUND({cells.until(place)},{digits})=ROUND({cells.at(place)},{digits})))"
    )


def _ranks(figures: Sequence[Fraction]) -> tuple[Fraction, ...]:
    ordered = sorted(range(len(figures)), key=lambda place: (-figures[place], place))
    ranks = {place: Fraction(rank) for rank, place in enumerate(ordered, 1)}
    return tuple(ranks[place] for place in range(len(figures)))


# Floors and caps: one factor, found between the two bends around it


def _bound(operands: Sequence[Step], at: Sequence[Cells], put: Put) -> Formula:
    columns = [step.figures for step in operands]
    many = max(map(len, columns))
    shares, low, high = (one if len(one) == many else one * many for one in columns)
    share_at, low_at, given_at = at
    top = tuple(most if share else least for share, least, most in zip(shares, low, high, strict=True))
    top_at = put(Helper("Bound: cap, of who has a share", Unit.SHARE,
                        lambda place: f"=IF({share_at.at(place)}=0,{low_at.at(place)},{given_at.at(place)})", top),
                 False)  # fmt: skip
    figures = Bounds(*(tuple(map(float, one)) for one in (shares, low, top)))
    bends = _Bends(figures, (share_at, low_at, top_at), put)
    sides = [bends.column("floor", figures.low, low_at), bends.column("cap", figures.top, top_at)]
    factor = bends.factor([below for below, _ in sides], [above for _, above in sides])
    return lambda place: (
        f"=IF(SUM({_whole(top_at)})<=1+1E-12,{top_at.at(place)},IF(SUM({_whole(low_at)})>=1-1E-12,{low_at.at(place)},"
        f"MAX({low_at.at(place)},MIN({top_at.at(place)},{factor.at()}*{share_at.at(place)}))))"
    )


FAR = 1e15
"""A factor beyond every bend."""

NEAR = 1e-12
"""How near to 1 a sum of shares is one that a workbook takes for 1."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Shares with their floors and caps, as a workbook counts them: these helpers need not be exact."""

    shares: tuple[float, ...]
    low: tuple[float, ...]
    top: tuple[float, ...]

    def bends(self, limits: Sequence[float]) -> list[float]:
        """The factors at which the shares meet the limits."""
        return [limit / share if share else 0.0 for limit, share in zip(limits, self.shares, strict=True)]

    def reached(self, factor: float) -> float:
        """The sum of the bounded parts at a factor."""
        parts = zip(self.shares, self.low, self.top, strict=True)
        return math.fsum(max(least, min(most, factor * share)) for share, least, most in parts)


@dataclass(frozen=True, slots=True)
class _Bends:
    """The factors at which a party leaves its floor or meets its cap, and the sum of all parts at each of them."""

    figures: Bounds
    at: tuple[Cells, Cells, Cells]
    put: Put

    def _helper(self, label: str, unit: Unit, formula: Formula, figures: Iterable[float], *, single: bool) -> Cells:
        return self.put(Helper(f"Bound: {label}", unit, formula, tuple(map(Fraction, figures))), single)

    def _sum_at(self, factor: str) -> str:
        """The sum of the bounded parts as a formula, for the factor in a cell."""
        share, low, top = map(_whole, self.at)
        part = f"{factor}*{share}"
        return f"SUMPRODUCT(({part}<={low})*{low}+({part}>{low})*(({part}<{top})*{part}+({part}>={top})*{top}))"

    def column(self, name: str, limits: Sequence[float], limits_at: Cells) -> tuple[Cells, Cells]:
        """The bends of the floors or of the caps: those at which the sum is 1 at most, and those at which it is 1."""
        share = self.at[0]
        where = self.figures.bends(limits)
        sums = [self.figures.reached(one) for one in where]
        bend = self._helper(f"factor at the {name}", Unit.FIGURE,
                            lambda place: f"=IF({share.at(place)}=0,0,{limits_at.at(place)}/{share.at(place)})",
                            where, single=False)  # fmt: skip
        total = self._helper(f"sum at that factor ({name})", Unit.SHARE,
                             lambda place: f"={self._sum_at(bend.at(place))}", sums, single=False)  # fmt: skip
        under = [one if reached <= 1 + NEAR else 0.0 for one, reached in zip(where, sums, strict=True)]
        over = [one if reached >= 1 - NEAR else FAR for one, reached in zip(where, sums, strict=True)]
        return (
            self._helper(f"factor not too large ({name})", Unit.FIGURE,
                         lambda place: f"=IF({total.at(place)}<=1+{NEAR:.0E},{bend.at(place)},0)",
                         under, single=False),
            self._helper(f"factor large enough ({name})", Unit.FIGURE,
                         lambda place: f"=IF({total.at(place)}>=1-{NEAR:.0E},{bend.at(place)},{FAR:.0f})",
                         over, single=False),
        )  # fmt: skip

    def factor(self, below: Sequence[Cells], above: Sequence[Cells]) -> Cells:
        """The factor at which the sum is 1, on the straight line between the bends around it."""
        bends = [(bend, self.figures.reached(bend))
                 for limits in (self.figures.low, self.figures.top) for bend in self.figures.bends(limits)]  # fmt: skip
        lower = max((bend for bend, reached in bends if reached <= 1 + NEAR), default=0.0)
        upper = min((bend for bend, reached in bends if reached >= 1 - NEAR), default=FAR)
        low = self._single("bend below", f"=MAX(0,{','.join(map(_whole, below))})", lower)
        high = self._single("bend above", f"=MIN({','.join(map(_whole, above))})", upper)
        at_low, at_high = self.figures.reached(lower), self.figures.reached(upper)
        low_sum = self._single("sum at the bend below", f"={self._sum_at(low)}", at_low)
        high_sum = self._single("sum at the bend above", f"={self._sum_at(high)}", at_high)
        slope = at_high - at_low
        exact = lower + (1 - at_low) * (upper - lower) / slope if slope >= NEAR else lower
        words = f"=IF({high_sum}-{low_sum}<{NEAR:.0E},{low},{low}+(1-{low_sum})*({high}-{low})/({high_sum}-{low_sum}))"
        return self._helper("factor", Unit.FIGURE, lambda _: words, [exact], single=True)

    def _single(self, label: str, formula: str, figure: float) -> str:
        return self._helper(label, Unit.FIGURE, lambda _: formula, [figure], single=True).at()
