"""The figures of a measure that count for a fiscal year: of one day, or the average of the newest years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.phrases import sentence
from agreement_builder.costs.sheet import Op, Sheet, Step, Unit


class OpenFigures(Exception):
    """A computation needs figures that are not known yet; `paths` says where they stand in the answers."""

    def __init__(self, *paths: str) -> None:
        super().__init__(*paths)
        self.paths = paths


def measured(sheet: Sheet, measure: Measure, path: str, year: int | None) -> Step:
    """The figure of each party that counts in the fiscal year `year`; raises OpenFigures if one is not known.

    Of figures by year the newest `average` years count that lie at least `lag` years back. Where none lie so
    far back, the oldest count: a first fiscal year needs a share, whatever records begin late.
    """
    name = sentence(measure.called)
    if not measure.years:
        return known(sheet, name, measure.values, f"{path}.values")
    recorded = sorted(measure.years)
    newest = [one for one in recorded if year is None or one <= year - measure.lag] or recorded[: measure.average]
    counted = newest[-measure.average :]
    steps = [known(sheet, f"{name}, {one}", measure.years[one], f"{path}.years.{one}") for one in counted]
    if len(steps) == 1:
        return steps[0]
    label = f"{name}, average of {counted[0]} to {counted[-1]}"
    return sheet.work(label, Unit.FIGURE, Op.MEAN, *steps)


def known(
    sheet: Sheet,
    label: str,
    figures: Mapping[str, Decimal | None],
    path: str,
    unit: Unit = Unit.FIGURE,
    *,
    needed: bool = True,
) -> Step:
    """A given step from figures by party; raises OpenFigures if one is open. Not `needed`: who has none has zero."""
    missing = [
        f"{path}.{key}"
        for key in sheet.parties
        if figures.get(key) is None and (needed or key in figures) and key != sheet.unpriced
    ]
    if missing:
        raise OpenFigures(*missing)
    values = [figures.get(key) or 0 for key in sheet.parties]
    return sheet.given(label, unit, values, {key: f"{path}.{key}" for key in sheet.parties if key in figures})
