"""The Word template: read once, and refused with the names of what it lacks.

Styles are found by name, because a template saved by LibreOffice keeps names and renames ids. The numbering
scheme is read from it too, so that the labels in cross-references are those that Word will show.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from agreement_builder.document.numbering import FORMATS, Level, Scheme
from agreement_builder.errors import Finding, TemplateRefusal, Where, error
from agreement_builder.writers.docx.ooxml import VAL, Element, w
from agreement_builder.writers.docx.placeholders import placeholder_findings

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class StyleIds:
    """The id of each style that the writer uses; the comment beside it is the name that finds it."""

    article: str  # heading 1
    section: str  # heading 2
    item: str  # Agreement Item
    subitem: str  # Agreement Subitem
    text: str  # Agreement Text
    party: str  # Agreement Party
    recital: str  # Agreement Recital
    definition: str  # Agreement Definition
    heading: str  # Agreement Heading
    exhibit: str  # Agreement Exhibit
    caption: str  # Agreement Caption
    cell: str  # Agreement Cell
    cover: str  # Agreement Cover
    signature: str  # Agreement Signature
    contents1: str  # toc 1
    contents2: str  # toc 2
    comment_text: str  # annotation text
    comment_mark: str  # annotation reference
    blank: str  # Agreement Blank
    term: str  # Agreement Term
    table: str  # Agreement Table


STYLE_NAMES: dict[str, tuple[str, str]] = {
    "article": ("heading 1", "paragraph"),
    "section": ("heading 2", "paragraph"),
    "item": ("Agreement Item", "paragraph"),
    "subitem": ("Agreement Subitem", "paragraph"),
    "text": ("Agreement Text", "paragraph"),
    "party": ("Agreement Party", "paragraph"),
    "recital": ("Agreement Recital", "paragraph"),
    "definition": ("Agreement Definition", "paragraph"),
    "heading": ("Agreement Heading", "paragraph"),
    "exhibit": ("Agreement Exhibit", "paragraph"),
    "caption": ("Agreement Caption", "paragraph"),
    "cell": ("Agreement Cell", "paragraph"),
    "cover": ("Agreement Cover", "paragraph"),
    "signature": ("Agreement Signature", "paragraph"),
    "contents1": ("toc 1", "paragraph"),
    "contents2": ("toc 2", "paragraph"),
    "comment_text": ("annotation text", "paragraph"),
    "comment_mark": ("annotation reference", "character"),
    "blank": ("Agreement Blank", "character"),
    "term": ("Agreement Term", "character"),
    "table": ("Agreement Table", "table"),
}
"""The name and type of each style, by the field of StyleIds."""


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that can carry a draft: its bytes, the ids of its styles, its numbering, its text width.

    `width` is in twentieths of a point; `font` is the typeface of cells, for what is drawn among them, and
    `themed` says whether there are colors of a theme.
    """

    file: str
    content: bytes
    styles: StyleIds
    scheme: Scheme
    width: int
    font: str
    themed: bool

    @property
    def id(self) -> str:
        """Identifies the content of the file."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    def open(self) -> WordDocument:
        """A fresh copy to write into."""
        return docx.Document(io.BytesIO(self.content))


def read_template(path: Path) -> WordTemplate:
    """The template at `path`; raises TemplateRefusal with everything that it lacks."""
    content = _bytes(path)
    where = Where(str(path))
    try:
        document = docx.Document(io.BytesIO(content))
        styles_element: Element = document.styles.element
        numbering = numbering_of(document)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, AttributeError):
        hint = "Save it in Word as a document (.docx), not as .doc, .dotx or .odt."
        raise TemplateRefusal([error("template-file", where, "The template is not a Word document.", hint)]) from None
    found = _styles(styles_element)
    findings = [
        error(
            "template-style",
            where,
            f'The template has no {kind} style named "{name}".',
            "Add the style in Word (Styles pane, New Style), or start from the shipped template.",
        )
        for name, kind in STYLE_NAMES.values()
        if (name.lower(), kind) not in found
    ]
    findings += placeholder_findings(document, where)
    if findings:
        raise TemplateRefusal(findings)
    ids = StyleIds(**{f.name: found[STYLE_NAMES[f.name][0].lower(), STYLE_NAMES[f.name][1]] for f in fields(StyleIds)})
    scheme = _scheme(styles_element, numbering, ids, where)
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    themed = any(relation.reltype.endswith("/theme") for relation in document.part.rels.values())
    font = _font(styles_element, ids.cell, themed=themed)
    return WordTemplate(str(path), content, ids, scheme, width // 635, font, themed)


def _bytes(path: Path) -> bytes:
    where = Where(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TemplateRefusal(
                [error("template-file", where, "The template is larger than 50 MB.", "Shrink its pictures.")]
            )
        return path.read_bytes()
    except OSError as fault:
        message = f"The template cannot be read: {fault.strerror}."
        raise TemplateRefusal([error("template-file", where, message, "Check its name and permissions.")]) from None


def _styles(root: Element) -> dict[tuple[str, str], str]:
    found = {}
    for style in root.iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            found[(str(name.get(VAL)).lower(), str(style.get(w("type"))))] = str(style.get(w("styleId")))
    return found


def numbering_of(document: WordDocument) -> Element | None:
    """The lists of a document; None if it has none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            element: Element = relation.target_part.element
            return element
    return None


def _font(styles: Element, style: str, *, themed: bool) -> str:
    """The typeface of a paragraph style; one that the theme names is given as drawings name it (`+mn-lt`)."""
    for holder in (*_chain(styles, style), *styles.iter(w("rPrDefault"))):
        fonts = holder.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is None:
            continue
        if themed and (theme := fonts.get(w("asciiTheme"))) is not None:
            return "+mj-lt" if theme.startswith("major") else "+mn-lt"
        if (name := fonts.get(w("ascii"))) is not None:
            return str(name)
    return "+mn-lt" if themed else "Times New Roman"


def _scheme(styles: Element, numbering: Element | None, ids: StyleIds, where: Where) -> Scheme:
    """The levels to which the template binds articles, sections, items, subitems and exhibits."""
    findings: list[Finding] = []
    levels: list[Level] = []
    lists: set[str] = set()
    for place, (field, style) in enumerate((f, getattr(ids, f)) for f in ("article", "section", "item", "subitem")):
        bound = level_of(styles, numbering, style)
        if bound is None or bound[1] != place:
            name = STYLE_NAMES[field][0]
            message = f'The style "{name}" is not bound to level {place + 1} of a multilevel list.'
            hint = (
                "In Word: Multilevel List, Define New, More, Link level to style; or start from the shipped template."
            )
            findings.append(error("template-numbering", where, message, hint))
        else:
            lists.add(bound[0])
            levels.append(bound[2])
    exhibit = level_of(styles, numbering, ids.exhibit)
    if exhibit is None:
        message = 'The style "Agreement Exhibit" is not bound to a numbered list.'
        findings.append(error("template-numbering", where, message, "Bind it to a list such as Exhibit A, Exhibit B."))
    if len(lists) > 1:
        message = "Articles, sections and items are bound to different lists, so their numbers would not nest."
        findings.append(error("template-numbering", where, message, "Bind them to the levels of one multilevel list."))
    if findings or exhibit is None:
        raise TemplateRefusal(findings)
    return Scheme(tuple(levels), exhibit[2])


def level_of(styles: Element, numbering: Element | None, style: str) -> tuple[str, int, Level] | None:
    """The abstract list, the place of the level in it, and the level to which a style is bound."""
    number = next(
        (_val(s, "pPr/w:numPr/w:numId") for s in _chain(styles, style) if _val(s, "pPr/w:numPr/w:numId")),
        None,
    )
    if numbering is None or number is None:
        return None
    abstract_id = next(
        (_val(n, "abstractNumId") for n in numbering.findall(w("num")) if n.get(w("numId")) == number), None
    )
    for abstract in numbering.findall(w("abstractNum")):
        if abstract.get(w("abstractNumId")) == abstract_id:
            for level in abstract.findall(w("lvl")):
                if _val(level, "pStyle") == style:
                    text, shown = _val(level, "lvlText") or "", _val(level, "numFmt") or "decimal"
                    if shown not in FORMATS:
                        return None
                    legal = level.find(w("isLgl")) is not None
                    return str(abstract_id), int(level.get(w("ilvl")) or 0), Level(shown, text, legal)
    return None


def _chain(styles: Element, style: str) -> Iterator[Element]:
    """A style and those that it is based on."""
    by_id = {str(s.get(w("styleId"))): s for s in styles.iter(w("style"))}
    seen: set[str] = set()
    current: str | None = style
    while current is not None and current in by_id and current not in seen:
        seen.add(current)
        yield by_id[current]
        current = _val(by_id[current], "basedOn")


def _val(element: Element, path: str) -> str | None:
    found = element.find("/".join(w(step.removeprefix("w:")) for step in path.split("/")))
    return None if found is None else found.get(VAL)
