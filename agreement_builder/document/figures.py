"""The figures of a chart in words: as a table, for writers and readers that draw no bars."""

from __future__ import annotations

from decimal import Decimal

from agreement_builder.document.tree import Align, Chart, Column, Inline, Table, Text, Unit

_NAMES_WIDTH = 32
"""The share of a table's width (percent) that the names of its rows take."""


def decimals(chart: Chart) -> int:
    """How many places after the point its figures are shown with: none if all are whole, otherwise two."""
    return 0 if all(figure == int(figure) for series in chart.series for figure in series.figures) else 2


def shown(unit: Unit, figure: Decimal, places: int) -> str:
    """A figure with its unit: `$12,500.00`, `27.50%`."""
    number = f"{abs(figure):,.{places}f}"
    sign = "-" if figure < 0 else ""
    return f"{sign}${number}" if unit is Unit.DOLLARS else f"{sign}{number}%"


def figures_table(chart: Chart) -> Table:
    """The chart as a table: a row for each category, a column for each series.

    Raises ValueError where a series has not one figure for each category.
    """
    places, count = decimals(chart), max(len(chart.series), 1)
    each = (100 - _NAMES_WIDTH) // count
    columns = (
        Column("Party", Align.LEFT, 100 - each * len(chart.series)),
        *(Column(series.name, Align.RIGHT, each) for series in chart.series),
    )
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for name, *figures in zip(chart.categories, *(series.figures for series in chart.series), strict=True):
        cells = (Text(name), *(Text(shown(chart.unit, figure, places)) for figure in figures))
        rows.append(tuple((cell,) for cell in cells))
    return Table(chart.caption, chart.summary, columns, tuple(rows))
