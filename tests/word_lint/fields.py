"""Fields and links: well-formed nesting, targets that exist, and no question when the file is opened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.word_lint.bookmarks import bookmark_names
from tests.word_lint.package import Element, Finding, Package, attr, is_inside, is_on, preview, w

_REFERENCE = re.compile(
    r'\s*(?:(?:REF|PAGEREF|NOTEREF)\s+|HYPERLINK\s+(?:\\[hmnt]\s+)*\\l\s+)"?(?P<bookmark>[^\s"]+)',
    re.IGNORECASE,
)
_DOCUMENT_START = "_top"


@dataclass
class _OpenField:
    instruction: str = ""
    has_result: bool = False


@dataclass
class _FieldScan:
    """One pass over a story: the instruction of every field, and where the field marks do not nest.

    Deleted instructions are left out, as the bookmark they name may be deleted with them.
    """

    instructions: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _open: list[_OpenField] = field(default_factory=list)

    @classmethod
    def of(cls, story: Element) -> "_FieldScan":
        scan = cls()
        for element in story.iter(w("fldChar"), w("instrText"), w("fldSimple")):
            if element.tag == w("fldSimple"):
                scan.instructions.append(attr(element, "instr"))
            elif element.tag == w("fldChar"):
                scan._mark(attr(element, "fldCharType"))
            elif not is_inside(element, "del"):
                scan._instruct(element.text or "")
        scan.faults.extend(f"field never ends: {preview(opened.instruction)}" for opened in scan._open)
        return scan

    def _instruct(self, text: str) -> None:
        if not self._open or self._open[-1].has_result:
            self.faults.append(f"instruction outside the code of a field: {preview(text)}")
        else:
            self._open[-1].instruction += text

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._open.append(_OpenField())
        elif not self._open:
            self.faults.append(f"field {kind} without a begin")
        elif kind == "end":
            self.instructions.append(self._open.pop().instruction)
        elif self._open[-1].has_result:
            self.faults.append(f"second separator in one field: {preview(self._open[-1].instruction)}")
        else:
            self._open[-1].has_result = True


def unbalanced(package: Package) -> Iterator[Finding]:
    for part, story in package.stories.items():
        for fault in _FieldScan.of(story).faults:
            yield Finding(part, fault)


def missing_targets(package: Package) -> Iterator[Finding]:
    """A reference to a bookmark that is gone prints "Error! Reference source not found."."""
    known = bookmark_names(package)
    for part, story in package.stories.items():
        for instruction in _FieldScan.of(story).instructions:
            reference = _REFERENCE.match(instruction)
            if reference and reference["bookmark"].casefold() not in known:
                yield Finding(part, f"field points at a missing bookmark: {preview(instruction)}")


def missing_anchors(package: Package) -> Iterator[Finding]:
    known = bookmark_names(package) | {"", _DOCUMENT_START}
    for part, link in package.each("hyperlink"):
        if attr(link, "anchor").casefold() not in known:
            yield Finding(part, f"hyperlink leads to a missing bookmark: {attr(link, 'anchor')}")


def prompts_on_open(package: Package) -> Iterator[Finding]:
    """Word asks the reader about updating fields when the settings or a field request an update."""
    for part, element in package.each_in(package.parts, "updateFields"):
        if is_on(element.get(w("val"))):
            yield Finding(part, "w:updateFields makes Word ask before it shows the document")
    for part, element in package.each("fldChar", "fldSimple"):
        dirty = element.get(w("dirty"))
        if dirty is not None and is_on(dirty):
            yield Finding(part, "a field marked w:dirty makes Word ask before it shows the document")
