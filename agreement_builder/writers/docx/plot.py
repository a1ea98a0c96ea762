"""The XML of a chart part: horizontal bars, stacked where there are several series.

Bars lie, because the names of towns are long. They are told apart by pattern and shade as well as by place, so
that a copy in black and white can be read; the colors are the theme's where the template has one.
"""

from __future__ import annotations

from decimal import Decimal

from agreement_builder.document.figures import decimals
from agreement_builder.document.tree import Chart, Series, Unit
from agreement_builder.writers.docx.ooxml import escaped, quoted

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

SHEET = "Figures"
"""The sheet of the workbook on which the figures stand: categories in column A, a series in each column after it."""

_FILLS = (("", 100), ("", 35), ("wdUpDiag", 100), ("", 0), ("dkHorz", 100), ("", 65))
"""Pattern (none: a solid fill) and strength in percent of each series; a seventh is like the first."""

_CATEGORIES, _VALUES = 500_001, 500_002
_SIZE = 1000
"""Of the letters, in hundredths of a point."""

_UNBROKEN = ' wrap="none"'
"""Keeps a figure on one line; LibreOffice would break it."""


def number_format(unit: Unit, places: int) -> str:
    """The format of figures with so many places, as spreadsheets write it."""
    number = "#,##0" + (f".{'0' * places}" if places else "")
    return f'"$"{number}' if unit is Unit.DOLLARS else f'{number}"%"'


def column(place: int) -> str:
    """The letters of a column of a sheet, counted from 0: `A`, `Z`, `AA`."""
    above, own = divmod(place, 26)
    return (column(above - 1) if above else "") + chr(ord("A") + own)


def chart_xml(chart: Chart, workbook: str, font: str, *, themed: bool) -> str:
    """The chart part; `workbook` is the id of its relation to the workbook that an editor of the chart opens."""
    plot = _Plot(chart, themed=themed)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    face = f'typeface="{quoted(font)}"'
    look = f"<a:solidFill>{plot.ink}</a:solidFill><a:latin {face}/><a:cs {face}/>"
    return (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}" xmlns:r="{RELATIONS}">'
        '<c:date1904 val="0"/><c:lang val="en-US"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot.bars()}{plot.axes()}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_letters('', look)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


class _Plot:
    """Writes the bars and axes of one chart."""

    def __init__(self, chart: Chart, *, themed: bool) -> None:
        self.chart, self.stacked = chart, len(chart.series) > 1
        self.below = any(figure < 0 for series in chart.series for figure in series.figures)
        self.format = number_format(chart.unit, decimals(chart))
        self.ink = '<a:schemeClr val="tx1"/>' if themed else '<a:srgbClr val="000000"/>'
        self.paper = '<a:schemeClr val="bg1"/>' if themed else '<a:srgbClr val="FFFFFF"/>'
        self.color = 'schemeClr val="accent1"' if themed else 'srgbClr val="404040"'

    def bars(self) -> str:
        """The series, each with the figures that are shown before the workbook is opened."""
        series = "".join(self._series(place, one) for place, one in enumerate(self.chart.series))
        grouping, overlap = ("stacked", '<c:overlap val="100"/>') if self.stacked else ("clustered", "")
        return (
            f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="60"/>{overlap}<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
        )

    def _series(self, place: int, series: Series) -> str:
        letter, rows = column(place + 1), len(self.chart.categories) + 1
        names, figures = _points(self.chart.categories), _points(tuple(map(_plain, series.figures)))
        return (
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
            f"<c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f>"
            f"<c:strCache>{_points((series.name,))}</c:strCache></c:strRef></c:tx>"
            f'{self._look(place)}<c:invertIfNegative val="0"/>{self._labels()}'
            f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${rows}</c:f><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
            f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${rows}</c:f><c:numCache>"
            f"<c:formatCode>{escaped(self.format)}</c:formatCode>{figures}</c:numCache></c:numRef></c:val></c:ser>"
        )

    def _look(self, place: int) -> str:
        pattern, strength = _FILLS[place % len(_FILLS)]
        shade = f'<a:lumMod val="{strength * 1000}"/><a:lumOff val="{(100 - strength) * 1000}"/>'
        color = f"<a:{self.color}>{shade if strength < 100 else ''}</a:{self.color.partition(' ')[0]}>"
        fill = f"<a:solidFill>{color}</a:solidFill>"
        if pattern:
            colors = f"<a:fgClr>{color}</a:fgClr><a:bgClr>{self.paper}</a:bgClr>"
            fill = f'<a:pattFill prst="{pattern}">{colors}</a:pattFill>'
        return f'<c:spPr>{fill}<a:ln w="6350"><a:solidFill>{self.ink}</a:solidFill></a:ln></c:spPr>'

    def _labels(self) -> str:
        """The figure at the end of each bar, but not where it would lie on the pattern of a bar or on a name."""
        if self.stacked or self.below:
            return ""
        other = "".join(f'<c:show{what} val="0"/>' for what in ("CatName", "SerName", "Percent", "BubbleSize"))
        return (
            f'<c:dLbls><c:numFmt formatCode="{quoted(self.format)}" sourceLinked="0"/>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(_UNBROKEN)}"
            f'<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>{other}</c:dLbls>'
        )

    def axes(self) -> str:
        """The names, the first on top and beside the bars below zero; and the scale, which begins at zero.

        Left to itself, Word begins the scale of nearly equal figures above zero, and bars would mislead.
        """
        least = "" if self.below else '<c:min val="0"/>'
        line = f'<c:spPr><a:ln w="6350"><a:solidFill>{self.ink}</a:solidFill></a:ln></c:spPr>'
        grid = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
        ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        whole = quoted(number_format(self.chart.unit, 0))
        return (
            f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}'
            f'<c:tickLblPos val="low"/>{line}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
            f'<c:delete val="0"/><c:axPos val="b"/><c:majorGridlines>{grid}</c:majorGridlines>'
            f'<c:numFmt formatCode="{whole}" sourceLinked="0"/>{ticks}<c:tickLblPos val="nextTo"/>'
            f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>'
        )


def _letters(setting: str, look: str = "") -> str:
    """How words are set; without a look they keep that of the whole chart."""
    return (
        f'<c:txPr><a:bodyPr{setting}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_SIZE}">{look}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def _points(values: tuple[str, ...]) -> str:
    points = (f'<c:pt idx="{place}"><c:v>{escaped(value)}</c:v></c:pt>' for place, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'


def _plain(figure: Decimal) -> str:
    return format(figure, "f")
