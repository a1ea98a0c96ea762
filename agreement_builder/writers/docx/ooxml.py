"""A small typed layer of WordprocessingML: the constructs that python-docx lacks, built with lxml.

Every function appends to a parent and keeps the order of children that the schema demands. Elements are
built on ids of styles resolved once: a look-up of a style for each paragraph is what makes other writers slow.
"""

from __future__ import annotations

import hashlib
import re
from itertools import count

from lxml import etree

Element = etree._Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"([\n\t])")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_]")
MAX_NAME = 40
MAX_TAG = 64


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{NAMESPACE}}}{name}"


P, R, T, TAB, BR = w("p"), w("r"), w("t"), w("tab"), w("br")
PPR, RPR, PSTYLE, RSTYLE = w("pPr"), w("rPr"), w("pStyle"), w("rStyle")
VAL, ID, NAME, TYPE = w("val"), w("id"), w("name"), w("type")
FLD_CHAR, FLD_TYPE, INSTR = w("fldChar"), w("fldCharType"), w("instrText")
BOOKMARK_START, BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")


def child(parent: Element, name: str, **attributes: str | int) -> Element:
    """A new last child `w:name` with `w:` attributes; a trailing underscore of an attribute is dropped."""
    element = etree.SubElement(parent, w(name))
    for key, value in attributes.items():
        element.set(w(key.rstrip("_")), str(value))
    return element


def body() -> Element:
    """An empty container for paragraphs and tables."""
    return etree.Element(w("body"), nsmap={"w": NAMESPACE})


def paragraph(parent: Element, style: str) -> Element:
    """A new paragraph in the style with this id."""
    p = etree.SubElement(parent, P)
    properties = etree.SubElement(p, PPR)
    etree.SubElement(properties, PSTYLE).set(VAL, style)
    return p


def keep_with_next(p: Element, *, keep: bool = True) -> None:
    """Keep a paragraph on the page of the one after it, or let it go though its style keeps it."""
    properties = p[0]
    element = properties.makeelement(w("keepNext"))
    if not keep:
        element.set(VAL, "0")
    properties.insert(1, element)


def run(parent: Element, text: str, style: str | None = None, *, italic: bool = False) -> Element:
    """A run of text; line ends become breaks and tabs become tabs."""
    r = etree.SubElement(parent, R)
    if style is not None or italic:
        properties = etree.SubElement(r, RPR)
        if style is not None:
            etree.SubElement(properties, RSTYLE).set(VAL, style)
        if italic:
            etree.SubElement(properties, w("i"))
    for piece in _BREAKS.split(text) if "\n" in text or "\t" in text else (text,):
        if piece == "\n":
            etree.SubElement(r, BR)
        elif piece == "\t":
            etree.SubElement(r, TAB)
        elif piece:
            t = etree.SubElement(r, T)
            t.text = piece
            if piece[0].isspace() or piece[-1].isspace():
                t.set(_XML_SPACE, "preserve")
    return r


def field(parent: Element, instruction: str, shown: str) -> None:
    """A complex field with its cached result.

    Neither the field nor the settings ask for an update: Word would greet its user with a warning.
    """
    _field_mark(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, R), INSTR)
    code.text = f" {instruction} "
    code.set(_XML_SPACE, "preserve")
    _field_mark(parent, "separate")
    run(parent, shown)
    _field_mark(parent, "end")


def field_open(parent: Element, instruction: str) -> None:
    """The beginning of a field whose result spans paragraphs."""
    _field_mark(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, R), INSTR)
    code.text = f" {instruction} "
    code.set(_XML_SPACE, "preserve")
    _field_mark(parent, "separate")


def field_close(parent: Element) -> None:
    """The end of a field begun by `field_open`."""
    _field_mark(parent, "end")


def _field_mark(parent: Element, kind: str) -> None:
    etree.SubElement(etree.SubElement(parent, R), FLD_CHAR).set(FLD_TYPE, kind)


class Ids:
    """Hands out the ids and names of one document; a new one for each, so that equal input gives equal bytes."""

    def __init__(self) -> None:
        self._bookmarks = count(1)
        self._controls = count(100_001)
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def bookmark(self) -> int:
        """The next bookmark id."""
        return next(self._bookmarks)

    def control(self) -> int:
        """The next id of a content control."""
        return next(self._controls)

    def name(self, prefix: str, key: str) -> str:
        """The bookmark name for `key`: letters, figures and underscores, 40 at most, one for each key."""
        known = self._names.get((prefix, key))
        if known is not None:
            return known
        name = prefix + _NOT_NAME.sub("_", key)
        if len(name) > MAX_NAME or name.lower() in self._taken:
            name = f"{name[: MAX_NAME - 9]}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        self._taken.add(name.lower())
        self._names[(prefix, key)] = name
        return name


def bookmark_start(p: Element, number: int, name: str, *, first: bool = False) -> None:
    """Begin a bookmark at the end of what the paragraph holds so far, or before all of its text."""
    start = p.makeelement(BOOKMARK_START)
    start.set(ID, str(number))
    start.set(NAME, name)
    if first:
        p.insert(1 if len(p) and p[0].tag == PPR else 0, start)
    else:
        p.append(start)


def bookmark_end(p: Element, number: int) -> None:
    """End a bookmark at the end of the paragraph."""
    etree.SubElement(p, BOOKMARK_END).set(ID, str(number))


def blank_control(parent: Element, ids: Ids, path: str, label: str, style: str) -> None:
    """An inline content control that shows `[label]`, tagged `blank:path`.

    The brackets are literal, so that they survive whatever drops the control; a control around whole
    paragraphs would not survive LibreOffice.
    """
    control = child(parent, "sdt")
    properties = child(control, "sdtPr")
    child(child(properties, "rPr"), "rStyle", val=style)
    child(properties, "alias", val=label[:MAX_TAG])
    child(properties, "tag", val=_tag(f"blank:{path}"))
    child(properties, "id", val=ids.control())
    child(properties, "showingPlcHdr")
    child(properties, "text")
    run(child(control, "sdtContent"), f"[{label}]", style)


def _tag(text: str) -> str:
    if len(text) <= MAX_TAG:
        return text
    return f"{text[: MAX_TAG - 9]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"
