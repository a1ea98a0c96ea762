"""The rivals: docxtpl filling a ready template, and python-docx writing paragraph by paragraph.

Both start from our own lean Word template: python-docx's default one carries so many styles that it alone
would slow them down.
"""

from __future__ import annotations

import io
import re

import docx
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate

from agreement_builder.writers.docx.ooxml import w
from benchmarks.jobs.lines import Line, Lines

_VARIABLE = re.compile(r"\{\{ (v[0-9]+) \}\}")


def empty_template(content: bytes) -> bytes:
    """The Word template with nothing in its body but the settings of the page."""
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    for element in [part for part in body if part.tag != w("sectPr")]:
        body.remove(element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_straight(lines: Lines, empty: bytes, *, variables: bool = False) -> bytes:
    """The lines by python-docx as its documentation shows it, with values or `variables`."""
    values = {} if variables else lines.values
    document = docx.Document(io.BytesIO(empty))
    for line in lines.all:
        if isinstance(line, Line):
            _fill(document.add_paragraph(style=line.style), line, values)
            continue
        # The first row of the signatures is one cell over the whole width.
        table = document.add_table(rows=0, cols=max(map(len, line.rows)))
        for row in line.rows:
            for cell, (first, *rest) in zip(table.add_row().cells, row, strict=False):
                cell.paragraphs[0].style = first.style
                _fill(cell.paragraphs[0], first, values)
                for paragraph in rest:
                    _fill(cell.add_paragraph(style=paragraph.style), paragraph, values)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(paragraph: WordParagraph, line: Line, values: dict[str, str]) -> None:
    for piece in line.pieces:
        words = _VARIABLE.sub(lambda name: values.get(name[1], name[0]), piece.words)
        run = paragraph.add_run(words)
        if piece.look == "italic":
            run.italic = True
        elif piece.look == "bold":
            run.bold = True


def docxtpl_template(lines: Lines, empty: bytes) -> bytes:
    """The lines as a template of docxtpl."""
    return write_straight(lines, empty, variables=True)


def fill_docxtpl(template: bytes, values: dict[str, str]) -> bytes:
    """The template filled, with what `&` and `<` need to survive."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
