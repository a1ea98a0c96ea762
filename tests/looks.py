"""What a Word file looks like: paragraphs with style, number and runs, and tables, without the ids that tell nothing.

Two files that look alike differ in nothing that a reader sees or that Word computes; bookmarks are looked up by what
they cover. Comments are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from functools import cached_property

from lxml import etree

from tests.wordfile import NUMBERING, STYLES, Element, W, WordFile, val

_SILENT = {W + name for name in (
    "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "sdtPr",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")}  # fmt: skip
_ON_PAGES = {W + name for name in ("keepNext", "keepLines", "cantSplit", "spacing", "tabs")}
"""What only places paragraphs on the page, of which no redline tells."""

_FOR_READERS = {W + name for name in ("tblCaption", "tblDescription")}
"""What screen readers say of a table, of which no redline tells either."""

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VOLATILE = {W + "rsidR", W + "rsidRDefault", W + "rsidP", W + "rsidRPr", W + "rsidTr", _XML_SPACE}


@dataclass(frozen=True)
class Look:
    """One paragraph, cell, row or table in the order of reading; `runs` are words with their properties."""

    kind: str
    style: str = ""
    number: str = ""
    properties: str = ""
    runs: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        return "".join(words for words, _ in self.runs)


@dataclass
class _Counter:
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 9))
    begun: set[tuple[str, int]] = field(default_factory=set)


class Looks:
    """The looks of a file's stories; `strictly`: with what is no matter of words, style, numbers and tables."""

    def __init__(self, content: bytes, *, strictly: bool = True) -> None:
        self.file, self.strictly = WordFile(content), strictly

    @cached_property
    def body(self) -> list[Look]:
        return list(self._blocks(self.file.body, _Counter()))

    @cached_property
    def margins(self) -> dict[str, list[Look]]:
        """Headers and footers by the name of their part."""
        stories = self.file.stories("header", "footer")
        return {name: list(self._blocks(root, _Counter())) for name, root in stories.items()}

    @cached_property
    def covered(self) -> dict[str, str]:
        """The words of the paragraphs that each bookmark reaches into, without those before and after it."""
        found: dict[str, list[str]] = {}
        opened: dict[str, str] = {}
        for element in self.file.body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
            if element.tag == f"{W}bookmarkStart":
                name = self._name(str(element.get(f"{W}name")))
                opened[str(element.get(f"{W}id"))] = name
                found.setdefault(name, [])
            elif element.tag == f"{W}bookmarkEnd":
                opened.pop(str(element.get(f"{W}id")), None)
            else:
                for name in opened.values():
                    found[name].append(element.text or "")
        return {name: "".join(words) for name, words in found.items()}

    def _name(self, bookmark: str) -> str:
        """The name of a bookmark; of what moved, the place where it was has a name of its own."""
        return bookmark if self.strictly else bookmark.replace("_was_Ref_", "_Ref_")

    @cached_property
    def controls(self) -> Counter[str]:
        """How often each control of words occurs, by its tag."""
        return Counter(val(control, "sdtPr/tag") or "" for control in self.file.body.iter(f"{W}sdt"))

    # Blocks

    def _blocks(self, holder: Element, counter: _Counter) -> Iterator[Look]:
        for element in holder:
            if element.tag == W + "p":
                yield self._paragraph(element, counter)
            elif element.tag == W + "tbl":
                yield from self._table(element, counter)
            elif element.tag == W + "sdt":
                content = element.find(W + "sdtContent")
                yield Look("control", val(element, "sdtPr/tag") or "")
                yield from self._blocks(content if content is not None else element, counter)
                yield Look("end of control")
            elif element.tag == W + "sectPr":
                yield Look("section", properties=self._plain(element))

    def _table(self, table: Element, counter: _Counter) -> Iterator[Look]:
        yield Look("table", properties=self._plain(table.find(W + "tblPr")) + self._plain(table.find(W + "tblGrid")))
        for row in table.iterchildren(W + "tr"):
            yield Look("row", properties=self._plain(row.find(W + "trPr")))
            for cell in row.iterchildren(W + "tc"):
                yield Look("cell", properties=self._plain(cell.find(W + "tcPr")))
                yield from self._blocks(cell, counter)
        yield Look("end of table")

    def _paragraph(self, p: Element, counter: _Counter) -> Look:
        style = val(p, "pPr/pStyle") or ""
        properties = p.find(W + "pPr")
        aside = {W + "pStyle", W + "rPr", W + "numPr"} | (set() if self.strictly else _ON_PAGES)
        drawn = "".join(self._plain(e) for e in properties if e.tag not in aside) if properties is not None else ""
        return Look("p", self.file.style_names.get(style, style), self._number(p, style, counter), drawn, self._runs(p))

    # Words

    def _runs(self, p: Element) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for words, look in self._pieces(p, ""):
            if found and found[-1][1] == look:
                found[-1] = (found[-1][0] + words, look)
            elif words:
                found.append((words, look))
        return tuple(found)

    def _pieces(self, holder: Element, around: str) -> Iterator[tuple[str, str]]:
        for element in holder:
            if element.tag in _SILENT:
                continue
            if element.tag == W + "r":
                look = self._plain(element.find(W + "rPr"))
                if element.find(W + "commentReference") is None:
                    yield from ((self._mark(inner), around + look) for inner in element if inner.tag not in _SILENT)
            elif element.tag == W + "hyperlink":
                yield from self._pieces(element, f"{around}<link {self._name(element.get(W + 'anchor', ''))}>")
            elif element.tag == W + "sdt":
                content = element.find(W + "sdtContent")
                yield from self._pieces(content if content is not None else element, around)
            else:
                yield f"<{etree.QName(element).localname}>", around

    def _mark(self, element: Element) -> str:
        """What a part of a run shows."""
        name = etree.QName(element).localname
        match name:
            case "t" | "delText":
                return element.text or ""
            case "instrText" | "delInstrText":
                return f"{{{self._name((element.text or '').strip())}}}"
            case "fldChar":
                return f"<{element.get(W + 'fldCharType')}>"
            case "drawing" | "pict":
                return f"<{name} {self._drawn(element)}>"
        return f"<{name}{''.join(f' {v}' for _, v in sorted(element.items()))}>"

    def _drawn(self, element: Element) -> str:
        """A picture or chart by the content of its part, and otherwise by its XML without ids."""
        related = [v for e in element.iter() for k, v in e.items() if k.startswith(_REL)]
        if related:
            return " ".join(hashlib.sha256(self._part(one)).hexdigest()[:12] for one in related)
        return re.sub(r' (id|o:spid|w14:\w+)="[^"]*"', "", etree.tostring(element, encoding="unicode"))

    def _part(self, relation: str) -> bytes:
        rels = self.file.root("word/_rels/document.xml.rels")
        target = next(str(r.get("Target")) for r in rels if r.get("Id") == relation)
        return self.file.parts[f"word/{target}"]

    # Properties and numbers

    def _plain(self, element: Element | None) -> str:
        """Properties as text, without what is only of the editing, and nothing where there are none."""
        if element is None:
            return ""
        silent = set() if self.strictly else _ON_PAGES | _FOR_READERS
        inner = "".join(self._plain(one) for one in element if one.tag not in silent)
        name = etree.QName(element).localname
        if name in ("rPr", "pPr", "trPr") and not inner:
            return ""
        told = {k: v for k, v in element.items() if k not in _VOLATILE}
        drawn = "".join(f" {etree.QName(k).localname}={v}" for k, v in sorted(told.items()) if not k.startswith(_REL))
        return f"<{name}{drawn}>{inner}"

    @cached_property
    def _lists(self) -> dict[str, tuple[str, dict[int, int]]]:
        """By the id of a numbering: its abstract one, and the levels that it begins anew."""
        found = {}
        for num in self.file.root(NUMBERING).iter(W + "num"):
            anew = {
                int(str(o.get(W + "ilvl"))): int(val(o, "startOverride") or 1) for o in num.iter(W + "lvlOverride")
            }  # fmt: skip
            found[str(num.get(W + "numId"))] = (val(num, "abstractNumId") or "", anew)
        return found

    @cached_property
    def _bound(self) -> dict[str, tuple[str, int]]:
        """By the id of a style: its numbering and level, its own or of the style on which it is based."""
        styles = {str(s.get(W + "styleId")): s for s in self.file.root(STYLES).iter(W + "style")}
        found = {}
        for name in styles:
            one, number, level = name, None, None
            while one in styles and number is None:
                number = val(styles[one], "pPr/numPr/numId")
                level = level or val(styles[one], "pPr/numPr/ilvl")
                one = val(styles[one], "basedOn") or ""
            if number is not None:
                found[name] = (number, int(level or 0))
        return found

    def _number(self, p: Element, style: str, counter: _Counter) -> str:
        """The counts of the paragraph's list down to its level, as Word would count; empty without a number."""
        number, level = self._bound.get(style, (None, 0))
        number = val(p, "pPr/numPr/numId") or number
        level = int(val(p, "pPr/numPr/ilvl") or level)
        if number in (None, "0") or number not in self._lists:
            return ""
        abstract, anew = self._lists[str(number)]
        counts = counter.counts[abstract]
        if level in anew and (str(number), level) not in counter.begun:
            counter.begun.add((str(number), level))
            counts[level] = anew[level] - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        return f"{abstract}:" + ".".join(map(str, counts[: level + 1]))


def differences(found: bytes, wanted: bytes, *, strictly: bool = True) -> list[str]:
    """How the first file looks other than the second, each in a line; empty if they look alike."""
    one, other = Looks(found, strictly=strictly), Looks(wanted, strictly=strictly)
    told = list(_between(one.body, other.body))
    for name in sorted(one.margins.keys() | other.margins.keys()):
        told += [f"{name}: {line}" for line in _between(one.margins.get(name, []), other.margins.get(name, []))]
    for name, words in other.covered.items():
        if name.startswith("_Ref_") and one.covered.get(name) != words:
            told.append(f"bookmark {name} covers {one.covered.get(name)!r}, not {words!r}")
    if more := one.controls - other.controls:
        told.append(f"controls that should not be there: {dict(more)}")
    return told


def _between(found: list[Look], wanted: list[Look]) -> Iterator[str]:
    matcher = SequenceMatcher(None, found, wanted, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield f"{_told(found[i:j], wanted[k:m])} where there should be {_told(wanted[k:m], found[i:j])}"


def _told(looks: list[Look], others: list[Look]) -> str:
    """Looks as text, without what is the same in those they are held against."""
    told = []
    for place, look in enumerate(looks):
        other = others[place] if place < len(others) else None
        parts = {f.name: getattr(look, f.name) for f in fields(look)}
        told.append({k: v for k, v in parts.items() if v and (other is None or v != getattr(other, k))})
    return str(told)
