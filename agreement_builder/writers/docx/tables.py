"""Tables: schedules with a repeated header row, and signature blocks that never split across a page."""

from __future__ import annotations

from collections.abc import Callable

from agreement_builder.document.tree import Align, Inline, Signature, Table
from agreement_builder.document.walk import plain
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import Node
from agreement_builder.writers.docx.template import StyleIds

ROWS_KEPT_TOGETHER = 3
"""As many rows of signatures as fit on a page with the words above them."""

WriteInlines = Callable[[Node, tuple[Inline, ...]], None]


def schedule(parent: Node, table: Table, styles: StyleIds, width: int, write: WriteInlines) -> None:
    """A table with its caption above it; `width` is in twentieths of a point."""
    ooxml.run(ooxml.paragraph(parent, styles.caption), table.caption)
    widths = [width * column.width // 100 for column in table.columns]
    element = _table(parent, widths, styles.table, header=True, total=table.total)
    properties = ooxml.properties(element)
    ooxml.child(properties, "tblCaption", val=table.caption)
    ooxml.child(properties, "tblDescription", val=table.summary)
    header = _row(element)
    ooxml.child(ooxml.properties(header), "tblHeader")
    for column, cell_width in zip(table.columns, widths, strict=True):
        p = ooxml.paragraph(_cell(header, cell_width), styles.cell)
        # A header alone at the foot of a page makes LibreOffice 25 lose the first row of a short table.
        ooxml.keep_with_next(p)
        _align(p, column.align)
        ooxml.run(p, column.heading)
    for place, cells in enumerate(table.rows):
        # A row is not kept whole: under a repeated header LibreOffice 25 then loses rows at the foot of a page.
        # Word keeps it whole all the same, by the lines of its cells.
        row = ooxml.child(element, "tr")
        for column, cell_width, content in zip(table.columns, widths, cells, strict=True):
            p = ooxml.paragraph(_cell(row, cell_width), styles.cell)
            ooxml.keep_lines(p)
            if table.total and place == len(table.rows) - 2:
                ooxml.keep_with_next(p)
            _align(p, column.align)
            write(p, content)


def signatures(
    parent: Node,
    blocks: tuple[Signature, ...],
    styles: StyleIds,
    width: int,
    write: WriteInlines,
    words: Callable[[Node], None],
) -> None:
    """The signature blocks, two beside each other in a row that stays on one page, below the closing words.

    `words` writes the closing words into the first row: LibreOffice keeps a heading with the table below it, but
    not with a paragraph that is itself kept with a table.

    The style keeps the rows together as well; where they could not fit on a page, that would tear all of them
    off the words above, and they are let go.
    """
    half = width // 2
    element = _table(parent, [half, width - half], None, header=False, total=False)
    opening = _cell(_row(element), width, columns=2)
    words(opening)
    for start in range(0, len(blocks), 2):
        row = _row(element)
        for place in (start, start + 1):
            cell = _cell(row, half)
            if place < len(blocks):
                _signature(cell, blocks[place], styles, half, write)
            else:
                ooxml.paragraph(cell, styles.cell)
    if len(blocks) > 2 * ROWS_KEPT_TOGETHER:
        kept = list(opening.all("p"))
        for p in element.all("p"):
            if not any(p is one for one in kept):
                ooxml.keep_with_next(p, keep=False)


def _signature(cell: Node, block: Signature, styles: StyleIds, width: int, write: WriteInlines) -> None:
    p = ooxml.paragraph(cell, styles.signature)
    _spacing_before(p, 360)
    ooxml.run(p, plain(block.name), styles.term)
    p = ooxml.paragraph(cell, styles.signature)
    write(p, block.capacity)
    for place, (label, content) in enumerate(block.lines):
        p = ooxml.paragraph(cell, styles.signature)
        if place == 0:
            _spacing_before(p, 360)
        if not content:
            # The schema wants the tabs before any spacing.
            tab = f'<w:tab w:val="right" w:leader="underscore" w:pos="{width - 360}"/>'
            ooxml.properties(p).content.insert(1, f"<w:tabs>{tab}</w:tabs>")
        ooxml.run(p, f"{label}: " if content else f"{label}:\t")
        if content:
            write(p, content)


def _spacing_before(p: Node, twips: int) -> None:
    ooxml.child(ooxml.properties(p), "spacing", before=twips)


def _align(p: Node, align: Align) -> None:
    if align is Align.RIGHT:
        ooxml.child(ooxml.properties(p), "jc", val="right")


def _table(parent: Node, widths: list[int], style: str | None, *, header: bool, total: bool) -> Node:
    element = ooxml.child(parent, "tbl")
    properties = ooxml.child(element, "tblPr")
    if style is not None:
        ooxml.child(properties, "tblStyle", val=style)
    ooxml.child(properties, "tblW", w=sum(widths), type="dxa")
    ooxml.child(properties, "tblLayout", type="fixed")
    # LibreOffice reads the bits of `val`, Word the attributes beside it.
    bits = 0x0600 | (0x0020 if header else 0) | (0x0040 if total else 0)
    ooxml.child(
        properties,
        "tblLook",
        val=f"{bits:04X}",
        firstRow=int(header),
        lastRow=int(total),
        firstColumn=0,
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    grid = ooxml.child(element, "tblGrid")
    for width in widths:
        ooxml.child(grid, "gridCol", w=width)
    return element


def _row(table: Node) -> Node:
    row = ooxml.child(table, "tr")
    ooxml.child(ooxml.child(row, "trPr"), "cantSplit")
    return row


def _cell(row: Node, width: int, *, columns: int = 1) -> Node:
    cell = ooxml.child(row, "tc")
    properties = ooxml.child(cell, "tcPr")
    ooxml.child(properties, "tcW", w=width, type="dxa")
    if columns > 1:
        ooxml.child(properties, "gridSpan", val=columns)
    return cell
