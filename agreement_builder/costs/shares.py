"""The share of each party under a method that divides a common cost."""

from __future__ import annotations

from agreement_builder.answers.phrases import sentence
from agreement_builder.answers.sharing import Alternating, Blend, ByMeasure, Equal, Fixed, Formula
from agreement_builder.costs.figures import known, measured
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit

DividingMethod = Equal | Fixed | ByMeasure | Blend | Formula | Alternating


def divided(sheet: Sheet, method: DividingMethod, path: str, year: int | None, elapsed: int) -> Step:
    """The shares, which add up to exactly 1, in the fiscal year `year`, which is the `elapsed`-th after the first.

    `path` is where the method stands in the answers. Raises OpenFigures if a figure is not known.
    """
    match method:
        case Equal():
            return _proportions(sheet, sheet.given("Parts", Unit.FIGURE, [1] * len(sheet.parties)))
        case Fixed(percents=percents):
            return _proportions(sheet, known(sheet, "Percentage", percents, f"{path}.percents", Unit.PERCENT))
        case ByMeasure(measure=measure):
            return _proportions(sheet, measured(sheet, measure, f"{path}.measure", year))
        case Blend():
            return _blend(sheet, method, path, year)
        case Formula():
            return _formula(sheet, method, path, year)
        case Alternating(order=order, years_each=years_each):
            payer = order[elapsed // years_each % len(order)]
            return sheet.given("Share by turns", Unit.SHARE, [int(key == payer) for key in sheet.parties])


def _proportions(sheet: Sheet, figures: Step, label: str = "Share") -> Step:
    total = sheet.work("Sum", figures.unit, Op.SUM, figures)
    return sheet.work(label, Unit.SHARE, Op.DIVIDE, figures, total)


def _blend(sheet: Sheet, method: Blend, path: str, year: int | None) -> Step:
    parts = []
    for place, part in enumerate(method.parts, 1):
        here = f"{path}.parts[{place}]"
        if part.measure is None:
            figures = sheet.given("Parts", Unit.FIGURE, [1] * len(sheet.parties))
            name = "Equal part"
        else:
            figures = measured(sheet, part.measure, f"{here}.measure", year)
            name = sentence(part.measure.called)
        share = _proportions(sheet, figures, f"{name}: share")
        weight = sheet.stated(f"{name}: weight", Unit.SHARE, part.weight / 100, f"{here}.weight")
        parts.append(sheet.work(f"{name}: weighted share", Unit.SHARE, Op.MULTIPLY, share, weight))
    return sheet.work("Share", Unit.SHARE, Op.ADD, *parts)


def _formula(sheet: Sheet, method: Formula, path: str, year: int | None) -> Step:
    points = []
    for place, term in enumerate(method.terms, 1):
        here = f"{path}.terms[{place}]"
        figures = measured(sheet, term.measure, f"{here}.measure", year)
        if term.unit != 1:
            unit = sheet.stated("Units of one point", Unit.FIGURE, term.unit, f"{here}.unit")
            label = f"Points for {term.measure.called}"
            figures = sheet.work(label, Unit.FIGURE, Op.DIVIDE, figures, unit)
        points.append(figures)
    return _proportions(sheet, sheet.work("Points", Unit.FIGURE, Op.ADD, *points))
