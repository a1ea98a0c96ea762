"""Charts of a Word file: each a part of its own with the workbook in it that Word opens to edit the figures."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from itertools import count

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart

from agreement_builder.document.figures import decimals
from agreement_builder.document.tree import Chart
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import Node, quoted
from agreement_builder.writers.docx.package import encoded, zip_bytes
from agreement_builder.writers.docx.plot import CHART, MAIN, RELATIONS, SHEET, chart_xml, number_format
from agreement_builder.writers.docx.template import WordTemplate

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORKBOOK = "rId1"
"""The only relation of a chart part."""

_EMU = 635
"""English metric units in a twentieth of a point."""

_BAR, _SCALE, _KEY = 430, 600, 400
"""The height of a bar with the space around it, of the scale, and of the key, in twentieths of a point."""

_MOST = 10_800
"""The greatest height, so that a chart fits on a page: 7.5 inches in twentieths of a point."""

_UNDATED = dt.datetime(1980, 1, 1)


class Charts:
    """Takes charts into an open document, each as parts; the look is that of the template."""

    def __init__(self, document: WordDocument, template: WordTemplate) -> None:
        self.part, self.template = document.part, template
        self.numbers = count(_next_drawing(document))

    def draw(self, parent: Node, chart: Chart) -> None:
        """The caption, and below it the chart as wide as the text; its summary is the drawing's alternative text.

        Raises ValueError where a series has not one figure for each category.
        """
        styles = self.template.styles
        ooxml.run(ooxml.paragraph(parent, styles.caption), chart.caption)
        number = next(self.numbers)
        width, height = self.template.width * _EMU, _height(chart) * _EMU
        ooxml.paragraph(parent, styles.cell).content.append(
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{number}" name="Chart {number}" descr="{quoted(chart.summary)}"'
            f' title="{quoted(chart.caption)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{MAIN}"><a:graphicData uri="{CHART}">'
            f'<c:chart xmlns:c="{CHART}" xmlns:r="{RELATIONS}" r:id="{self._add(chart)}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _add(self, chart: Chart) -> str:
        """The id of the document's relation to a new part with this chart."""
        package = self.part.package
        book = Part(
            package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            workbook_bytes(chart),
            package,
        )
        xml = chart_xml(chart, _WORKBOOK, self.template.font, themed=self.template.themed)
        blob = encoded(f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{xml}")
        part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, blob, package)
        part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, _WORKBOOK)
        relation: str = self.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        return relation


def _next_drawing(document: WordDocument) -> int:
    """The number of the next drawing, after those that the template has in any of its parts."""
    parts = (part for part in document.part.package.iter_parts() if isinstance(part, XmlPart))
    ids = (int(drawing.get("id")) for part in parts for drawing in part.element.iter(f"{{{_DRAWING}}}docPr"))
    return 1 + max(ids, default=0)


def _height(chart: Chart) -> int:
    return min(_BAR * len(chart.categories) + _SCALE + (_KEY if len(chart.series) > 1 else 0), _MOST)


def workbook_bytes(chart: Chart) -> bytes:
    """The figures as a workbook: equal charts give equal bytes.

    Raises ValueError where a series has not one figure for each category.
    """
    from xlsxwriter import Workbook  # takes longer to load than a draft without charts takes to write

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _UNDATED})
        figures = book.add_format({"num_format": number_format(chart.unit, decimals(chart))})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, len(chart.series), 24)
        for row, name in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, name)
        for place, series in enumerate(chart.series, 1):
            sheet.write_string(0, place, series.name)
            for row, (_, figure) in enumerate(zip(chart.categories, series.figures, strict=True), 1):
                sheet.write_number(row, place, figure, figures)
    with zipfile.ZipFile(stream) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})
