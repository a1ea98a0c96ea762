"""The words of one paragraph, with what tracked changes, controls and fields say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from agreement_builder.readers.docx.fields import Fields
from agreement_builder.readers.docx.page import Mark, Piece
from agreement_builder.readers.docx.ranges import TAGS, Ranges
from agreement_builder.readers.docx.styles import Styles, child, switch, val
from agreement_builder.writers.docx.ooxml import ID, Element, w

MARKS = {
    w("ins"): Mark.INSERTED,
    w("del"): Mark.DELETED,
    w("moveFrom"): Mark.MOVED_FROM,
    w("moveTo"): Mark.MOVED_TO,
}
"""The elements of tracked changes, around runs or in the properties of a paragraph or row."""

SDT, AUTHOR = w("sdt"), w("author")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _RPR, _SIMPLE, _BOX = w("r"), w("rPr"), w("fldSimple"), w("txbxContent")
_WRAPPERS = frozenset(map(w, ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent", "ruby", "rubyBase")))
_TEXT, _INSTRUCTION = frozenset({w("t"), w("delText")}), frozenset({w("instrText"), w("delInstrText")})
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_BREAK, _SYMBOL, _FIELD, _COMMENT = w("br"), w("sym"), w("fldChar"), w("commentReference")
_DRAWN = frozenset(map(w, ("drawing", "pict", "object")))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class Around:
    """What is around an element: a tracked change with its author, and the tag of a control."""

    mark: Mark = Mark.KEPT
    author: str = ""
    control: str = ""

    def changed(self, element: Element) -> Around:
        """What is around the content of an element of a tracked change, or of any other element."""
        mark = MARKS.get(str(element.tag))
        if mark is None:
            return self
        return replace(self, mark=mark.within(self.mark), author=element.get(AUTHOR) or "")

    def controlled(self, control: Element) -> Around:
        """What is around the content of a content control."""
        tag = val(control.find(w("sdtPr")), "tag")
        return replace(self, control=tag) if tag else self


def alternative(element: Element) -> Iterator[Element]:
    """What stands in the place of an element: of two drawings for newer and older programs, the content of one."""
    if element.tag != _ALTERNATIVES:
        yield element
        return
    for choice in element.iterchildren("{*}Choice", "{*}Fallback"):
        yield from choice
        return


class Words:
    """Reads paragraphs: their pieces one after the other, and the text boxes that hang on them."""

    def __init__(self, styles: Styles, fields: Fields, ranges: Ranges | None) -> None:
        self._styles, self._fields, self._ranges = styles, fields, ranges
        self.pieces: list[Piece] = []
        self.boxes: list[tuple[Element, Around]] = []

    def read(self, parent: Element, around: Around) -> None:
        """Take in what stands in a paragraph, or in what groups runs within it."""
        for given in parent:
            for element in alternative(given):
                self._element(element, around)

    def _element(self, element: Element, around: Around) -> None:
        tag = element.tag
        if tag == _RUN:
            self._run(element, around)
        elif tag in TAGS:
            if self._ranges is not None:
                self._ranges.mark(element)
        elif tag in MARKS:
            self.read(element, around.changed(element))
        elif tag == SDT:
            if (content := element.find(w("sdtContent"))) is not None:
                self.read(content, around.controlled(element))
        elif tag == _SIMPLE:
            self._fields.begin(element.get(w("instr")) or "")
            self.read(element, around)
            self._fields.mark("end")
        elif tag in _WRAPPERS:
            self.read(element, around)
        elif isinstance(tag, str) and tag.startswith(_MATH):
            self._add("".join(text.text or "" for text in element.iter(f"{_MATH}t")), around, bold=False, italic=False)

    def _run(self, run: Element, around: Around) -> None:
        bold, italic = self._letters(run.find(_RPR))
        for given in run:
            for element in alternative(given):
                tag = element.tag
                if tag == _FIELD:
                    self._fields.mark(element.get(w("fldCharType")) or "")
                elif tag in _INSTRUCTION:
                    self._fields.instruct(element.text or "")
                elif tag == _COMMENT:
                    if self._ranges is not None:
                        self._ranges.comment(element.get(ID) or "")
                elif tag in _WRAPPERS:
                    self.read(element, around)
                elif tag in _DRAWN:
                    self.boxes += [(box, around) for box in _boxes(element)]
                elif text := _text(element):
                    self._add(text, around, bold=bold, italic=italic)

    def _add(self, text: str, around: Around, *, bold: bool, italic: bool) -> None:
        if not self._fields.shown or not text:
            return
        if self._ranges is not None:
            self._ranges.worded = True
        target = self._fields.target
        self.pieces.append(Piece(text, around.mark, around.author, around.control, target, bold, italic))

    def _letters(self, properties: Element | None) -> tuple[bool, bool]:
        if properties is None:
            return False, False
        styled = self._styles.letters(val(properties, "rStyle") or "")
        bold, italic = switch(properties, "b"), switch(properties, "i")
        return styled[0] if bold is None else bold, styled[1] if italic is None else italic


def _boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes in a drawing, outermost only, each once."""
    for given in drawing:
        for element in alternative(given):
            if element.tag == _BOX:
                yield element
            elif isinstance(element.tag, str):
                yield from _boxes(element)


def _text(element: Element) -> str:
    tag = element.tag
    if tag in _TEXT:
        # Word drops the outer space of a text that does not ask to keep it, and takes a line end for a space.
        text = (element.text or "").translate(_BLANKS)
        return text if element.get(_SPACE) == "preserve" else text.strip(" ")
    if tag == _BREAK:
        return "\n" if (element.get(w("type")) or "textWrapping") == "textWrapping" else ""
    if tag == _SYMBOL:
        return _symbol(element.get(w("char")) or "")
    return _SIGNS.get(str(tag), "")


def _symbol(code: str) -> str:
    """The sign of a symbol font: a bullet where only that font says what it is."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign if sign.isprintable() else "•"


def paragraph_change(properties: Element | None) -> tuple[Mark, str]:
    """What is tracked of a paragraph itself, by the properties of its mark, and who changed it."""
    mark, author = Mark.KEPT, ""
    for element in () if (inner := child(properties, _RPR)) is None else inner:
        if (one := MARKS.get(str(element.tag))) is not None:
            mark, author = one.within(mark), element.get(AUTHOR) or author
    return mark, author
