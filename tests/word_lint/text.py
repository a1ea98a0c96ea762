"""Run text: deleted text, white space, characters Word cannot show, and placeholders left behind."""

import re
from collections.abc import Iterator

from lxml import etree

from tests.word_lint.package import Element, Finding, Package, is_inside, preview, w

_TEXT = ("t", "delText", "instrText", "delInstrText")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_WHITESPACE = " \t\r\n"
_BREAK = re.compile(r"[\t\r\n]")
_PLACEHOLDER = re.compile(r"\{\{|\}\}")

# Legal XML, but only ever the trace of a wrong decoding: C1 controls, line separators, byte order marks.
_CONTROL_CHARACTER = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffd]")

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_COLOUR = re.compile(r"auto|[0-9A-Fa-f]{6}")
_LONG_HEX = re.compile(r"[0-9A-Fa-f]{8}")
_PARAGRAPH_ID = re.compile(r"[0-7][0-9A-Fa-f]{7}")
_HEX_ATTRIBUTES = {
    w("color"): _COLOUR,
    w("fill"): _COLOUR,
    f"{_W14}paraId": _PARAGRAPH_ID,
    f"{_W14}textId": _PARAGRAPH_ID,
} | {w(f"rsid{use}"): _LONG_HEX for use in ("R", "RPr", "RDefault", "P", "Del", "Tr", "Sect")}
_HEX_ELEMENTS = {
    w("color"): _COLOUR,
    w("nsid"): _LONG_HEX,
    w("tmpl"): _LONG_HEX,
    w("rsid"): _LONG_HEX,
    w("rsidRoot"): _LONG_HEX,
}


def misplaced_deleted_text(package: Package) -> Iterator[Finding]:
    """Deleted runs hold ``w:delText`` in place of ``w:t``, and no other runs do."""
    for part, text in package.each("t"):
        if is_inside(text, "del"):
            yield Finding(part, f"live text inside w:del: {preview(text.text or '')}")
    for part, text in package.each("delText"):
        if not is_inside(text, "del", "moveFrom"):
            yield Finding(part, f"deleted text outside w:del: {preview(text.text or '')}")


def unpreserved_space(package: Package) -> Iterator[Finding]:
    for part, element in package.each(*_TEXT):
        text = element.text or ""
        if text != text.strip(_XML_WHITESPACE) and element.get(_XML_SPACE) != "preserve":
            yield Finding(part, f"Word drops the outer space without xml:space: {preview(text)}")


def breaks_in_text(package: Package) -> Iterator[Finding]:
    """Breaks and tabs are elements, ``w:br`` and ``w:tab``; as characters they are only white space."""
    for part, element in package.each("t", "delText"):
        if _BREAK.search(element.text or ""):
            yield Finding(part, f"line break or tab inside text: {preview(element.text or '')}")


def control_characters(package: Package) -> Iterator[Finding]:
    for part, root in package.parts.items():
        found = set(_CONTROL_CHARACTER.findall(etree.tostring(root, encoding="unicode")))
        for character in sorted(found):
            yield Finding(part, f"holds the control character U+{ord(character):04X}")


def malformed_hex(package: Package) -> Iterator[Finding]:
    """Colours and identifiers are hexadecimal numbers of a fixed length."""
    for part, root in package.parts.items():
        for element in root.iter("*"):
            for name, value in element.items():
                pattern = _HEX_ATTRIBUTES.get(name)
                if name == w("val"):
                    pattern = _HEX_ELEMENTS.get(str(element.tag))
                if pattern and not pattern.fullmatch(value):
                    yield Finding(part, f"{etree.QName(name).localname} is not hexadecimal: {preview(value)}")


def unreplaced_placeholders(package: Package) -> Iterator[Finding]:
    """Looks at whole paragraphs, as a placeholder may be split over runs, and at alternative texts."""
    for part, story in package.stories.items():
        for text in (*_paragraph_texts(story), *_attribute_values(story)):
            if _PLACEHOLDER.search(text):
                yield Finding(part, f"placeholder left in: {preview(text)}")


def _paragraph_texts(story: Element) -> Iterator[str]:
    for paragraph in story.iter(w("p")):
        yield "".join(element.text or "" for element in paragraph.iter(*map(w, _TEXT)))


def _attribute_values(story: Element) -> Iterator[str]:
    for element in story.iter("*"):
        yield from element.values()
