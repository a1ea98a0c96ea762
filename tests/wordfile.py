"""Reading a .docx back: its parts, paragraphs, fields, bookmarks and controls, and the numbers Word would count."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from agreement_builder.document.numbering import Scheme

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_LEVELS = ("heading 1", "heading 2", "Agreement Item", "Agreement Subitem")


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def text_of(element: Element) -> str:
    """The words as shown: without the instructions of fields, tabs as tabs and breaks as line ends."""
    words = {f"{W}tab": "\t", f"{W}br": "\n"}
    shown = (e.text or "" if e.tag == f"{W}t" else words[e.tag] for e in element.iter(f"{W}t", *words) if _in_run(e))
    return "".join(shown)


def _in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}r"


def val(element: Element, path: str) -> str | None:
    """The `w:val` at a path such as `pPr/pStyle`."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


@dataclass(frozen=True)
class Field:
    """A complex field within one paragraph: its instruction and the result that is shown before any update."""

    instruction: str
    result: str


class WordFile:
    """A .docx by its bytes."""

    def __init__(self, content: bytes) -> None:
        self.parts = unpack(content)

    def root(self, part: str) -> Element:
        return etree.fromstring(self.parts[part])

    @cached_property
    def body(self) -> Element:
        return self.root(BODY)[0]

    @cached_property
    def style_names(self) -> dict[str, str]:
        styles = self.root(STYLES).iter(f"{W}style")
        return {str(style.get(f"{W}styleId")): val(style, "name") or "" for style in styles}

    def stories(self, *kinds: str) -> dict[str, Element]:
        """The parts of the kinds `header`, `footer` or others."""
        wanted = re.compile(rf"word/(?:{'|'.join(kinds)})[^/]*\.xml")
        return {name: self.root(name) for name in self.parts if wanted.fullmatch(name)}

    def style(self, p: Element) -> str:
        return self.style_names[val(p, "pPr/pStyle") or ""]

    @cached_property
    def paragraphs(self) -> list[Element]:
        return list(self.body.iter(f"{W}p"))

    def styled(self, *names: str) -> list[tuple[str, str]]:
        """Style and words of every paragraph in one of these styles, in order."""
        return [(self.style(p), text_of(p)) for p in self.paragraphs if self.style(p) in names]

    @cached_property
    def fields(self) -> list[Field]:
        return [field for p in self.paragraphs for field in fields(p)]

    @cached_property
    def bookmarks(self) -> dict[str, list[Element]]:
        """The paragraphs of each bookmark, from the one where it starts to the one where it ends."""
        places = {p: place for place, p in enumerate(self.paragraphs)}
        ends = {e.get(f"{W}id"): places[_paragraph(e)] for e in self.body.iter(f"{W}bookmarkEnd")}
        return {
            str(start.get(f"{W}name")): self.paragraphs[places[_paragraph(start)] : ends[start.get(f"{W}id")] + 1]
            for start in self.body.iter(f"{W}bookmarkStart")
        }

    @cached_property
    def blanks(self) -> list[tuple[str, str]]:
        """Tag and words of every control of a blank, in order."""
        controls = self.body.iter(f"{W}sdt")
        found = [(val(control, "sdtPr/tag") or "", text_of(control)) for control in controls]
        return [(tag, words) for tag, words in found if tag.startswith("blank:")]

    def counted(self, scheme: Scheme) -> dict[Element, str]:
        """The full number that Word counts for each numbered paragraph, from nothing but its style."""
        count, exhibits, found = [0, 0, 0, 0], 0, {}
        for p in self.paragraphs:
            name = self.style(p)
            if name in _LEVELS:
                level = _LEVELS.index(name)
                count[level] += 1
                count[level + 1 :] = [0] * (3 - level)
                found[p] = scheme.full(tuple(count[: level + 1]))
            elif name == "Agreement Exhibit":
                exhibits += 1
                found[p] = scheme.exhibit_label(exhibits)
        return found


def _paragraph(element: Element) -> Element:
    return next(above for above in element.iterancestors(f"{W}p"))


def fields(p: Element) -> Iterator[Field]:
    """The complex fields that begin and end in this paragraph; none lies within another."""
    state, instruction, result = "", "", ""
    for element in p.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}fldChar":
            state = str(element.get(f"{W}fldCharType"))
            if state == "begin":
                instruction, result = "", ""
            elif state == "end" and instruction:
                yield Field(instruction.strip(), result)
        elif element.tag == f"{W}instrText":
            instruction += element.text or ""
        elif state == "separate":
            result += element.text or ""
