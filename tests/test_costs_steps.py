"""The steps of a cost: each says what it is, in which unit, and where its figures stand in the answers."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings

from agreement_builder.costs.account import account
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit
from tests.costs_samples import FIRST, SEEDS, random_answers
from tests.test_costs_laws import valid

CONSTANTS = {
    "Parts", "Share by turns", "No floor", "No cap", "Applies to", "None", "Nothing", "Least share before floors",
    "The whole", "One cent", "Round sum in place of the cost", "Amount of the year before", "Bears the credit",
    "Pays a price", "Nothing is paid",
}  # fmt: skip
"""What is given without standing in the answers."""


def answer(data: object, path: str) -> object:
    """The value at a written path of plain answers."""
    for step in re.findall(r"[^.\[\]]+", path):
        if isinstance(data, list):
            named = [member for member in data if isinstance(member, dict) and member.get("id") == step]
            data = named[0] if named else data[int(step) - 1]
        elif isinstance(data, dict):
            data = data[int(step)] if step not in data and step.isdigit() else data.get(step)
    return data


def sheets(seed: int) -> list[Sheet]:
    return [line.sheet for line in account(valid(seed), FIRST + 2).lines]


def meant(step: Step, stated: object) -> Fraction:
    """The figure that follows from what is stated: percentages are worked as parts of the whole."""
    figure = Fraction(Decimal(str(stated if stated is not None else 0)))
    if step.paths.get("", "").endswith(".places"):
        return Fraction(1, 10 ** (int(figure) + 2))
    if "factor" in step.label.lower():
        return 1 + figure / 100
    if step.label.endswith("passed on"):
        return 1 - figure / 100
    return figure / 100 if step.unit is Unit.SHARE else figure


@settings(max_examples=250)
@given(SEEDS)
def test_every_given_figure_stands_where_its_path_says(seed):
    data = random_answers(seed)
    for sheet in sheets(seed):
        for step in sheet.steps:
            for key, path in step.paths.items():
                place = 0 if key == "" else sheet.parties.index(key)
                stated = answer(data, path)
                if path.endswith((".unit", ".to")) and stated is None:
                    stated = 1
                past_the_list = step.label == "Amount of the fiscal year" and step.figures[place] == 0
                assert past_the_list or meant(step, stated) == step.figures[place], (step.label, path)


@settings(max_examples=250)
@given(SEEDS)
def test_every_figure_of_the_answers_has_its_path(seed):
    for sheet in sheets(seed):
        for step in sheet.steps:
            if step.op is Op.GIVEN and not step.paths:
                zero = not any(step.figures)
                assert step.label in CONSTANTS or zero, step.label
            if step.op is not Op.GIVEN:
                assert step.operands
                assert not step.paths


def units_fit(step: Step, of: list[Step]) -> bool:
    """Whether the unit of a step follows from those of its operands."""
    units = [one.unit for one in of]
    match step.op:
        case Op.SUM | Op.LARGEST | Op.MEAN | Op.ADD | Op.SUBTRACT | Op.LESSER | Op.GREATER | Op.ROUND | Op.BOUND:
            return set(units) == {step.unit}
        case Op.IF_ABOVE:
            return units[0] == units[1] and units[2] == units[3] == step.unit
        case Op.DISTRIBUTE:
            return units == [step.unit, Unit.SHARE, step.unit]
        case Op.MULTIPLY:
            dollars = units.count(Unit.DOLLARS)
            return dollars < 2 and (step.unit is Unit.DOLLARS) == bool(dollars)
        case Op.DIVIDE:
            plain = step.unit in (Unit.SHARE, Unit.FIGURE)
            return plain and (units[0] == units[1] or Unit.FIGURE in units)
        case Op.GIVEN:
            return True


@settings(max_examples=250)
@given(SEEDS)
def test_every_step_has_a_label_and_a_unit_that_fits_its_operation(seed):
    for sheet in sheets(seed):
        for place, step in enumerate(sheet.steps):
            assert step.place == place
            assert step.label[0].isupper() or step.label[0].isdigit()
            assert len(step.figures) == (1 if step.single else len(sheet.parties))
            operands = [sheet.steps[one] for one in step.operands]
            assert units_fit(step, operands), (step.label, step.op, step.unit, [one.unit for one in operands])


@settings(max_examples=250)
@given(SEEDS)
def test_the_result_is_a_step_of_the_sheet_and_holds_the_charges(seed):
    for line in account(valid(seed), FIRST + 2).lines:
        if line.open:
            assert line.result is None
            continue
        assert line.result is not None
        assert line.sheet.steps[line.result.place] is line.result
        assert line.result.unit is Unit.DOLLARS
        charged = zip(line.charges.values(), line.result.figures, strict=True)
        assert all(cents == dollars * 100 for cents, dollars in charged)
