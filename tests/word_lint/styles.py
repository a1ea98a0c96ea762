"""Styles: every style named is defined, and of the kind its use calls for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.word_lint.package import (
    NUMBERING_PART,
    STYLES_PART,
    Element,
    Finding,
    Package,
    attr,
    child_val,
    w,
)

_BODY_TEXT_LEVEL = "9"
_HEADING_NAME = re.compile(r"heading [1-9]", re.IGNORECASE)
_ANY_KIND = None
_KIND_BY_USE = {
    "pStyle": "paragraph",
    "rStyle": "character",
    "tblStyle": "table",
    "numStyleLink": "numbering",
    "styleLink": "numbering",
    "next": "paragraph",
    "basedOn": _ANY_KIND,
    "link": _ANY_KIND,
}


@dataclass(frozen=True)
class StyleSheet:
    """The styles of a document by id."""

    styles: dict[str, Element]

    @classmethod
    def of(cls, package: Package) -> "StyleSheet":
        found = package.each_in([STYLES_PART], "style")
        return cls({attr(style, "styleId"): style for _, style in found})

    def lineage(self, style_id: str) -> Iterator[Element]:
        """The style and those it is based on, nearest first; a circle is walked once."""
        visited: set[str] = set()
        while style_id in self.styles and style_id not in visited:
            visited.add(style_id)
            yield self.styles[style_id]
            style_id = child_val(self.styles[style_id], "basedOn") or ""

    def inherited(self, style_id: str, *path: str) -> str | None:
        """The ``w:val`` of a property as the nearest style of the lineage sets it."""
        steps = "/".join(map(w, path))
        settings = (style.find(steps) for style in self.lineage(style_id))
        return next((attr(found, "val") for found in settings if found is not None), None)

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph has an outline level, its own or its style's, as Word's navigation shows."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return False
        style_id = child_val(properties, "pStyle") or ""
        level = child_val(properties, "outlineLvl") or self.inherited(style_id, "pPr", "outlineLvl")
        if level is not None:
            return level != _BODY_TEXT_LEVEL
        names = (child_val(style, "name") or "" for style in self.lineage(style_id))
        return any(_HEADING_NAME.fullmatch(name) for name in names)


def undefined_styles(package: Package) -> Iterator[Finding]:
    sheet = StyleSheet.of(package)
    kinds = {style_id: attr(style, "type") for style_id, style in sheet.styles.items()}
    users = [*package.stories, STYLES_PART, NUMBERING_PART]
    for use, wanted in _KIND_BY_USE.items():
        for part, element in package.each_in(users, use):
            style_id = attr(element, "val")
            if style_id not in kinds:
                yield Finding(part, f"w:{use} names an undefined style: {style_id}")
            elif wanted not in (_ANY_KIND, kinds[style_id]):
                yield Finding(part, f"w:{use} names a {kinds[style_id]} style: {style_id}")
