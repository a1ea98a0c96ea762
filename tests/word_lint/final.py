"""Execution copies: nothing in them may tell of a draft, of its review or of what was open."""

import re
from collections.abc import Iterator

from tests.word_lint.package import STYLES_PART, Element, Finding, Package, attr, child_val, preview, w

_VML = "{urn:schemas-microsoft-com:vml}"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
_DRAFT = re.compile(r"\bdrafts?\b|\bfor review\b|\bopen points?\b|\bannex\b", re.IGNORECASE)
_TEXT_PARTS = re.compile(r"docProps/(?:core|app|custom)\.xml")
_BLANK_STYLE = "Agreement Blank"


def comments(package: Package) -> Iterator[Finding]:
    for name in package.entries:
        if re.search(r"(?:^|/)(?:comments|people)[^/]*\.xml$", name):
            yield Finding(name, "is a part for comments")
    for part, mark in package.each(*_MARKS):
        yield Finding(part, f"marks comment {attr(mark, 'id')}")


def revisions(package: Package) -> Iterator[Finding]:
    for part, change in package.each(*_REVISIONS):
        yield Finding(part, f"holds a tracked change by {attr(change, 'author')}")


def watermarks(package: Package) -> Iterator[Finding]:
    for part, story in package.stories.items():
        for shape in story.iter(f"{_VML}shape", f"{_VML}textpath"):
            yield Finding(part, f"holds a drawn shape: {preview(shape.get('id') or shape.get('string') or '')}")


def highlights(package: Package) -> Iterator[Finding]:
    blanks = {
        attr(style, "styleId")
        for _, style in package.each_in((STYLES_PART,), "style")
        if child_val(style, "name") == _BLANK_STYLE
    }
    for part, mark in package.each("rStyle", "pStyle"):
        if attr(mark, "val") in blanks:
            yield Finding(part, f"uses the style {_BLANK_STYLE}")
    for part, mark in package.each("highlight"):
        yield Finding(part, f"is highlighted in {attr(mark, 'val')}")


def blanks(package: Package) -> Iterator[Finding]:
    for part, control in package.each("sdtPr"):
        if (child_val(control, "tag") or "").startswith("blank:"):
            yield Finding(part, f"holds a blank: {child_val(control, 'tag')}")
        elif control.find(w("showingPlcHdr")) is not None:
            yield Finding(part, f"holds a control that nobody filled: {child_val(control, 'tag')}")


def brackets(package: Package) -> Iterator[Finding]:
    for part, paragraph in package.each("p"):
        if re.search(r"[\[\]]", _shown(paragraph)):
            yield Finding(part, f"holds a bracket: {preview(_shown(paragraph))}")


def traces_of_review(package: Package) -> Iterator[Finding]:
    for part, paragraph in package.each("p"):
        if _DRAFT.search(_shown(paragraph)):
            yield Finding(part, f"tells of its review: {preview(_shown(paragraph))}")
    for name, root in package.parts.items():
        told = " ".join(str(text) for text in root.itertext()) if _TEXT_PARTS.fullmatch(name) else ""
        if _DRAFT.search(told):
            yield Finding(name, f"tells of its review: {preview(told)}")


def _shown(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))
