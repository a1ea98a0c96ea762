"""One clause into somebody else's python-docx document, with that document's own styles."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Inches
from docx.text.paragraph import Paragraph as WordParagraph

from agreement_builder.document.figures import figures_table
from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Alternatives, Blank, Block, Chart, Emphasis, Inline, Item, Table, Term
from agreement_builder.document.walk import plain


def insert_clause(
    document: WordDocument,
    heading: str,
    blocks: tuple[Block, ...],
    labels: dict[str, str] | None = None,
    heading_style: str = "Heading 2",
) -> None:
    """Append a clause: its heading, then its paragraphs, with items lettered as typed text.

    The document keeps its own styles and numbering, so letters are words here and not fields; a reference
    shows its label from `labels`, or its target in brackets. Blanks are bracketed and highlighted.
    """
    names = {style.name for style in document.styles}
    document.add_paragraph(heading, style=heading_style if heading_style in names else None)
    count = 0
    for block in blocks:
        if isinstance(block, Item):
            count += 1
            _item(document, block, (1, 1, count), labels or {})
        elif isinstance(block, Table):
            _table(document, block, labels or {})
        elif isinstance(block, Alternatives):
            raise TypeError("a clause by itself has no alternatives")
        elif isinstance(block, Chart):
            document.add_paragraph(block.caption)
            _table(document, figures_table(block), labels or {})
        else:
            _write(document.add_paragraph(), block.content, labels or {})


def _item(document: WordDocument, item: Item, number: tuple[int, ...], labels: dict[str, str]) -> None:
    paragraph = document.add_paragraph(f"{Scheme().own(number)}\t")
    paragraph.paragraph_format.left_indent = Inches(0.5 * (len(number) - 2))
    paragraph.paragraph_format.first_line_indent = Inches(-0.5)
    _write(paragraph, item.content, labels)
    for place, child in enumerate(item.children, 1):
        _item(document, child, (*number, place), labels)


def _table(document: WordDocument, table: Table, labels: dict[str, str]) -> None:
    word_table = document.add_table(rows=0, cols=len(table.columns))
    header = word_table.add_row().cells
    for cell, column in zip(header, table.columns, strict=True):
        cell.text = column.heading
    for row in table.rows:
        for cell, content in zip(word_table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], content, labels)


def _write(paragraph: WordParagraph, content: tuple[Inline, ...], labels: dict[str, str]) -> None:
    for inline in content:
        match inline:
            case Blank():
                paragraph.add_run(plain((inline,))).font.highlight_color = WD_COLOR_INDEX.YELLOW
            case Term(term):
                paragraph.add_run("“")
                paragraph.add_run(term).bold = True
                paragraph.add_run("”")
            case Emphasis(inner):
                paragraph.add_run(plain(inner, labels)).italic = True
            case _:
                paragraph.add_run(plain((inline,), labels))
