"""Paragraphs: no blank lines, no empty headings, and table cells that end as Word requires."""

from collections.abc import Iterator

from tests.word_lint.package import MAIN_PART, Element, Finding, Package, is_inside, w
from tests.word_lint.styles import StyleSheet

_BLOCKS = frozenset(map(w, ("p", "tbl", "sdt")))


def stray_blanks(package: Package) -> Iterator[Finding]:
    """Space belongs to styles.  A table cell must hold a paragraph, even a blank one, and a section
    break needs one to stand on; blank headings are reported by ``empty_headings``."""
    sheet = StyleSheet.of(package)
    for part, paragraph in package.each_in([MAIN_PART], "p"):
        required = is_inside(paragraph, "tc") or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
        if not required and not _has_content(paragraph) and not sheet.is_heading(paragraph):
            yield Finding(part, f"blank paragraph after {_text_before(paragraph)!r}")


def empty_headings(package: Package) -> Iterator[Finding]:
    sheet = StyleSheet.of(package)
    for part, paragraph in package.each("p"):
        if sheet.is_heading(paragraph) and not _text(paragraph).strip():
            yield Finding(part, f"heading without text after {_text_before(paragraph)!r}")


def cells_without_final_paragraph(package: Package) -> Iterator[Finding]:
    """Word refuses to open a file in which a cell does not end with a paragraph."""
    for part, cell in package.each("tc"):
        last = _last_block(cell)
        if last is None or last.tag != w("p"):
            yield Finding(part, f"table cell does not end with a paragraph: {_text(cell)!r}")


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t"), w("delText")))


def _has_content(paragraph: Element) -> bool:
    """Whether any run holds more than its properties and white space: a picture, a break, a field."""
    silent = {w("rPr"), w("t"), w("delText"), w("lastRenderedPageBreak")}
    in_runs = (child for run in paragraph.iter(w("r")) for child in run.iterchildren("*"))
    return bool(_text(paragraph).strip()) or any(child.tag not in silent for child in in_runs)


def _text_before(paragraph: Element) -> str:
    """The text of the nearest preceding sibling that has any, to find the place in the document."""
    texts = map(_text, paragraph.itersiblings(preceding=True))
    return next((text[-40:] for text in texts if text.strip()), "")


def _last_block(container: Element) -> Element | None:
    block = next((child for child in reversed(container) if child.tag in _BLOCKS), None)
    if block is None or block.tag != w("sdt"):
        return block
    content = block.find(w("sdtContent"))
    return None if content is None else _last_block(content)
