"""The way to the figures of one cost, told in numbered sentences, with the steps that matter.

Stated constants and sums are told within the sentence that uses them; what is left are the steps that matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agreement_builder.costs.line import LineYear
from agreement_builder.costs.sheet import Op, Step, Unit
from agreement_builder.costs.shown import figure_shown

ROUNDING = (
    "All figures are computed exactly and shown rounded. Where a cost is divided, each amount is first rounded down "
    "to the cent; the cents left over go one each to the largest remainders, a tie to the party that is named first. "
    "A price or a raised cost is rounded to the nearest cent."
)
"""The rule of rounding, said once."""

_JOINS = {Op.ADD: " plus ", Op.SUBTRACT: " less ", Op.MULTIPLY: " times ", Op.DIVIDE: " divided by "}
_SIGNS = {Op.ADD: " + ", Op.SUBTRACT: " - ", Op.MULTIPLY: " x ", Op.DIVIDE: " / "}


@dataclass(frozen=True, slots=True)
class Told:
    """One numbered step: its label and how it came about; `step` holds its figures.

    `how` tells it without figures of a party; it is empty for figures that are stated.
    """

    number: int
    label: str
    words: str
    how: str
    step: Step


@dataclass(frozen=True)
class Telling:
    """The steps of one cost in one fiscal year; `names` are the names of the parties by key."""

    line: LineYear
    names: Mapping[str, str]
    _numbers: dict[int, int] = field(default_factory=dict)

    @cached_property
    def steps(self) -> tuple[Told, ...]:
        """The steps that are told, in the order in which they are worked."""
        if self.line.result is None:
            return ()
        shown = [step for step in self.line.sheet.steps if step.place in self._reached and self._is_told(step)]
        self._numbers.update({step.place: number for number, step in enumerate(shown, 1)})
        return tuple(
            Told(
                self._numbers[step.place],
                step.label,
                self._sentence(step),
                "" if step.op is Op.GIVEN else self._how(step),
                step,
            )
            for step in shown
        )

    @cached_property
    def _reached(self) -> Mapping[int, int]:
        """The steps behind the result, with how often each is used."""
        uses: Counter[int] = Counter()
        waiting = [self.line.result.place] if self.line.result is not None else []
        uses.update(waiting)
        while waiting:
            step = self.line.sheet.steps[waiting.pop()]
            # The bounds of a share are told by the limits they rest on.
            operands = step.operands if step.op is not Op.BOUND else step.operands[:1]
            bounds = () if step.op is not Op.BOUND else step.operands[1:]
            waiting += [place for place in operands if place not in uses]
            uses.update((*operands, *bounds))
        return uses

    @cached_property
    def _bounds(self) -> frozenset[int]:
        """The steps that hold the least and the largest share of each party."""
        return frozenset(place for step in self.line.sheet.steps if step.op is Op.BOUND for place in step.operands[1:])

    def _of(self, step: Step) -> list[Step]:
        return [self.line.sheet.steps[place] for place in step.operands]

    def _is_told(self, step: Step) -> bool:
        if step.op is Op.GIVEN:
            return not step.single and (bool(step.paths) or len(set(step.figures)) > 1)
        if step.op in (Op.SUM, Op.LARGEST):
            return False
        if step.place in self._bounds:
            return not set(step.figures) <= {0} and not set(step.figures) <= {1}
        return step.place == (self.line.result.place if self.line.result else -1) or not self._within(step)

    def _within(self, step: Step) -> bool:
        """Whether the only use of a step is to be rounded, so that both are one sentence."""
        users = [
            one
            for one in self.line.sheet.steps
            if step.place in one.operands and (one.place in self._reached)
        ]  # fmt: skip
        return len(users) == 1 and users[0].op is Op.ROUND and users[0].operands[0] == step.place

    # Words

    def _sentence(self, step: Step) -> str:
        words = self._how(step)
        if step.single:
            return f"{words} = {figure_shown(step.figure, step.unit)}."
        if step.op is Op.GIVEN or step.place in self._bounds:
            return f"{words}."
        working = self._example(step)
        return f"{words}; for {self._shown_name}: {working}{' = ' if working else ''}{self._figure(step)}."

    @cached_property
    def _shown(self) -> int:
        """The place of the party whose working is told: the first that pays something, else the first."""
        figures = self.line.result.figures if self.line.result is not None else ()
        return next((place for place, figure in enumerate(figures) if figure), 0)

    @property
    def _shown_name(self) -> str:
        key = self.line.sheet.parties[self._shown]
        return self.names.get(key, key)

    def _figure(self, step: Step) -> str:
        """The figure of the party whose working is told."""
        return figure_shown(step.figure if step.single else step.figures[self._shown], step.unit)

    def _example(self, step: Step) -> str:
        """The working of one party, in figures."""
        operands = self._of(step)
        if step.op is Op.ROUND:
            inner = operands[0]
            return self._figure(inner) if inner.place in self._numbers else self._example(inner) or self._figure(inner)
        if step.op is Op.DISTRIBUTE:
            return f"{self._figure(operands[1])} of {self._figure(operands[0])}"
        if step.op is Op.MULTIPLY and _is_part(operands):
            share, whole = sorted(operands, key=lambda one: one.unit is not Unit.SHARE)
            return f"{self._figure(share)} of {self._figure(whole)}"
        if step.op in _SIGNS:
            return _SIGNS[step.op].join(map(self._figure, operands))
        return ""

    def _how(self, step: Step) -> str:
        operands = self._of(step)
        if step.place in self._bounds:
            return f"set by {'; '.join(dict.fromkeys(self._limits(step)))}"
        match step.op:
            case Op.GIVEN:
                return f"stated in {_common(step)}" if step.paths else "fixed by the rules"
            case Op.MEAN:
                return f"the mean of {self._list(operands)}"
            case Op.LESSER | Op.GREATER:
                which = "lesser" if step.op is Op.LESSER else "greater"
                return f"the {which} of {self._list(operands)}"
            case Op.IF_ABOVE:
                return self._threshold(*operands)
            case Op.BOUND:
                return self._bounded(*operands)
            case Op.ROUND:
                inner = operands[0]
                words = self._how(inner) if inner.place not in self._numbers else self._called(inner)
                return f"{words}, rounded {_unit_words(operands[1])}"
            case Op.DISTRIBUTE:
                return f"{self._called(operands[1])} of {self._called(operands[0])}, settled {_unit_words(operands[2])}"
            case Op.MULTIPLY if _is_part(operands):
                share, whole = sorted(operands, key=lambda one: one.unit is not Unit.SHARE)
                return f"{self._called(share)} of {self._called(whole)}"
        return _JOINS.get(step.op, ", ").join(map(self._called, operands))

    def _bounded(self, shares: Step, low: Step, high: Step) -> str:
        least = "" if set(low.figures) <= {0} else f"no less than {self._called(low)}"
        most = "" if set(high.figures) <= {1} else f"no more than {self._called(high)}"
        limits = " and ".join(filter(None, (least, most)))
        return f"{self._called(shares)}, but {limits}; the others bear the difference in proportion to their shares"

    def _threshold(self, watched: Step, limit: Step, then: Step, otherwise: Step) -> str:
        if watched.single and limit.single:
            above = watched.figure > limit.figure
            verdict, counts = ("is above", then) if above else ("is not above", otherwise)
            return f"{self._called(counts)}, since {self._called(watched)} {verdict} {self._called(limit)}"
        return (
            f"{self._called(then)} where {self._called(watched)} is above {self._called(limit)}, "
            f"else {self._called(otherwise)}"
        )

    def _limits(self, bound: Step) -> Iterator[str]:
        """The stated limits on which a bound rests."""
        waiting, seen = [bound], set[int]()
        while waiting:
            step = waiting.pop(0)
            if step.place in seen:
                continue
            seen.add(step.place)
            if step.op is Op.GIVEN and step.paths and step.label.startswith(("Limit", "Largest increase")):
                yield self._called(step)
            waiting += [one for one in self._of(step) if one.place not in self._numbers]

    def _list(self, steps: list[Step]) -> str:
        called = [self._called(step) for step in steps]
        return f"{', '.join(called[:-1])} and {called[-1]}" if len(called) > 1 else called[0]

    def _called(self, step: Step) -> str:
        """How another sentence speaks of a step."""
        if step.place in self._numbers:
            return f"({self._numbers[step.place]})"
        value = figure_shown(step.figures[0], step.unit)
        if step.place in self._bounds:
            return value
        operands = self._of(step)
        match step.op:
            case Op.SUM if operands[0].op is Op.GIVEN and operands[0].place not in self._numbers:
                return value
            case Op.SUM:
                return f"the sum of {self._called(operands[0])}, {value}"
            case Op.LARGEST:
                return f"the largest of {self._called(operands[0])}, {value}"
            case Op.GIVEN if step.paths:
                article = "" if ":" in step.label else "the "
                return f"{article}{step.label[:1].lower()}{step.label[1:]}, {value}"
            case Op.GIVEN if step.single or len(set(step.figures)) == 1:
                return value
        return f"({self._how(step)})"


def _is_part(operands: list[Step]) -> bool:
    """Whether a product is a part of a whole: a share of dollars."""
    return len(operands) == 2 and {one.unit for one in operands} == {Unit.SHARE, Unit.DOLLARS}


def _unit_words(unit: Step) -> str:
    if unit.unit is Unit.DOLLARS:
        return "to the cent" if not unit.paths else f"to multiples of {figure_shown(unit.figure, unit.unit)}"
    return f"to multiples of {figure_shown(unit.figure, unit.unit)}"


def _common(step: Step) -> str:
    """Where given figures stand in the answers, without the keys of the parties."""
    paths = {path.removesuffix(f".{party}") for party, path in step.paths.items()}
    return ", ".join(sorted(paths)[:3]) + (" and elsewhere" if len(paths) > 3 else "")
