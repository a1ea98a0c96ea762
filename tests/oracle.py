"""Another program that compares Word files, Docxodus of python-redlines, as a judge of whether two say the same.

It comes with the extra `ci`; without it the tests that need it are skipped, and where CI is set they fail.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.outside import need
from tests.wordfile import BODY, Element, W, pack, unpack

_TAGS_OF_CONTROLS = tuple(
    f"{W}customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
)


@lru_cache(maxsize=1)
def engine(folder: Path) -> Any:
    """The engine, unpacked into a folder (a hundred megabytes)."""
    need(importlib.util.find_spec("python_redlines_docxodus") is not None, "python-redlines[docxodus]")
    from python_redlines import DocxodusEngine

    return DocxodusEngine(target_path=str(folder))


def revisions(old: bytes, new: bytes, folder: Path) -> list[str]:
    """What the second file says otherwise than the first, as the engine sees it; tracked changes in them are accepted.

    A blank is words here: to the engine a paragraph in which a control came or went is another paragraph.
    """
    files = [without_controls(content) for content in (old, new)]
    marked, _, _ = engine(folder).run_redline("Oracle", *files, detect_moves=False, detect_format_changes=False)
    return list(_told(etree.fromstring(unpack(marked)[BODY])))


def without_controls(content: bytes) -> bytes:
    """The file with what its controls hold, and without the controls."""
    parts = unpack(content)
    body = etree.fromstring(parts[BODY])
    for control in list(body.iter(f"{W}sdt")):
        inner = control.find(f"{W}sdtContent")
        for one in list(inner) if inner is not None else ():
            control.addprevious(one)
        _take_out(control)
    for mark in list(body.iter(*_TAGS_OF_CONTROLS)):
        _take_out(mark)
    return pack(parts | {BODY: etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _take_out(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _told(body: Element) -> Iterator[str]:
    for change in body.iter(f"{W}ins", f"{W}del"):
        kind = etree.QName(change).localname
        holder = change.getparent()
        within = "" if holder is None else etree.QName(holder).localname
        words = "".join(text.text or "" for text in change.iter(f"{W}t", f"{W}delText"))
        if within in ("rPr", "trPr"):
            yield f"{kind}: a {'paragraph' if within == 'rPr' else 'row'}"
        elif words.strip():
            yield f"{kind}: {words}"
