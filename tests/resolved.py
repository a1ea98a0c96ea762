"""A Word file with every tracked change accepted or rejected, as Word would leave it: written for the tests alone.

It shares nothing with the program, so that a fault in what the program believes of tracked changes is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from lxml import etree

from tests.wordfile import BODY, Element, W, pack, unpack

COMMENTS = "word/comments.xml"
STORIES = ("word/document", "word/header", "word/footer")
_RUNS = ("ins", "del", "moveFrom", "moveTo")
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
_PROPERTIES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange")
_MARKS = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
_CONTROLS = {
    f"customXml{kind}Range{end}": change
    for kind, change in (("Ins", "ins"), ("Del", "del"), ("MoveFrom", "moveFrom"), ("MoveTo", "moveTo"))
    for end in ("Start", "End")
}
"""Around each tag of a content control that comes or goes, by the kind of change."""

UNKNOWN = ("cellIns", "cellDel", "cellMerge", "numberingChange", "tblPrExChange")
"""Changes which our redlines never hold and this module cannot resolve."""


class Reading(Enum):
    """The two ways to settle all changes, each with the kinds of change that go and of which the words stay."""

    ACCEPTED = ("del", "moveFrom"), ("ins", "moveTo")
    REJECTED = ("ins", "moveTo"), ("del", "moveFrom")


def resolved(content: bytes, reading: Reading) -> bytes:
    """The file with all its changes settled in this way."""
    parts = unpack(content)
    for name in parts:
        if name.startswith(STORIES) and name.endswith(".xml"):
            root = etree.fromstring(parts[name])
            settle(root, reading)
            parts[name] = _written(root)
    if COMMENTS in parts:
        body, comments = etree.fromstring(parts[BODY]), etree.fromstring(parts[COMMENTS])
        _drop_comments(body, comments)
        parts |= {BODY: _written(body), COMMENTS: _written(comments)}
    return pack(parts)


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_comments(body: Element, comments: Element) -> None:
    """A comment goes with the mark that refers to it; half of its range is none."""
    referred = {mark.get(W + "id") for mark in body.iter(W + "commentReference")}
    starts, ends = ({e.get(W + "id") for e in body.iter(W + name)} for name in ("commentRangeStart", "commentRangeEnd"))
    for mark in list(body.iter(W + "commentRangeStart", W + "commentRangeEnd")):
        if mark.get(W + "id") not in referred & starts & ends:
            _take_out(mark)
    for comment in list(comments):
        if comment.get(W + "id") not in referred:
            _take_out(comment)


def settle(root: Element, reading: Reading) -> None:
    """Settle all changes of one story."""
    assert not list(root.iter(*(W + name for name in UNKNOWN)))
    gone, kept = reading.value
    _rows(root, gone)
    _properties(root, reading)
    ended = [p for p in root.iter(W + "p") if any(p.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in gone)]
    _controls(root, gone)
    for element in list(root.iter(*(W + name for name in _RANGES))):
        _take_out(element)
    for element in _changes(root, gone):
        _take_out(element)
    for element in _changes(root, kept):
        _unwrap(element)
    for element in root.iter(W + "delText"):
        element.tag = W + "t"
    for element in root.iter(W + "delInstrText"):
        element.tag = W + "instrText"
    _marks(root)
    for p in reversed(ended):
        _join(p)


def _take_out(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _unwrap(element: Element) -> None:
    for inner in list(element):
        element.addprevious(inner)
    _take_out(element)


def _changes(root: Element, names: tuple[str, ...]) -> list[Element]:
    """The changes of words of these kinds, innermost first; not the marks of paragraphs and rows."""
    found = [e for name in names for e in root.iter(W + name) if _parent(e) not in ("rPr", "trPr")]
    return sorted(found, key=lambda element: -len(list(element.iterancestors())))


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else etree.QName(parent).localname


def _rows(root: Element, gone: tuple[str, ...]) -> None:
    for row in list(root.iter(W + "tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            table = row.getparent()
            assert table is not None
            table.remove(row)
            if table.find(W + "tr") is None:
                _take_out(table)


def _controls(root: Element, gone: tuple[str, ...]) -> None:
    """A control whose tags come or go leaves what it holds, of which the changes are marked by themselves."""
    starts = {W + name: change for name, change in _CONTROLS.items() if name.endswith("Start")}
    for control in list(root.iter(W + "sdt")):
        before = control.getprevious()
        if before is not None and starts.get(str(before.tag)) in gone:
            content = control.find(W + "sdtContent")
            for inner in list(content) if content is not None else ():
                control.addprevious(inner)
            _take_out(control)
    for mark in list(root.iter(*(W + name for name in _CONTROLS))):
        _take_out(mark)


def _properties(root: Element, reading: Reading) -> None:
    """Changed properties: the new ones stand beside the record of the old ones."""
    for name in _PROPERTIES:
        for change in list(root.iter(W + name)):
            holder = change.getparent()
            assert holder is not None
            if reading is Reading.REJECTED:
                before = change[0] if len(change) else etree.Element(name)
                aside = [e for e in holder if name == "pPrChange" and e.tag in (W + "rPr", W + "sectPr")]
                holder[:] = [*before, *aside]
            else:
                holder.remove(change)


def _marks(root: Element) -> None:
    """Take the marks of changed paragraphs and rows off, and what they leave without content."""
    for name in _RUNS:
        for mark in list(root.iter(W + name)):
            _take_out(mark)
    for holder in [*root.iter(f"{W}rPr"), *root.iter(f"{W}trPr")]:
        if not len(holder) and _parent(holder) in ("pPr", "tr"):
            _take_out(holder)


def _join(p: Element) -> None:
    """Join a paragraph whose mark is gone with the next: it takes the properties of that one.

    Before a table a paragraph without words vanishes; one at the end of its cell cannot, and stays.
    """
    following = p.getnext()
    while following is not None and following.tag in (*(W + name for name in _MARKS), *(W + name for name in _RANGES)):
        following = following.getnext()
    content = [e for e in p if e.tag != W + "pPr"]
    if following is None and _parent(p) == "sdtContent" and p.getprevious() is not None and not _words(content):
        previous = p.getprevious()
        assert previous is not None
        previous.extend(content)
        _take_out(p)
    elif following is not None and following.tag == W + "p":
        place = 1 if following.find(W + "pPr") is not None else 0
        following[place:place] = content
        _take_out(p)
    elif following is not None and not _words(content):
        for element in content:
            following.addprevious(element)
        _take_out(p)


def _words(content: list[Element]) -> bool:
    """Whether anything is left that prints."""
    return any(True for element in content for _ in _runs(element))


def _runs(element: Element) -> Iterator[Element]:
    return element.iter(W + "r")
