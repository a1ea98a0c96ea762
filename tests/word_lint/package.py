"""A .docx opened for inspection: every part parsed once, and the few questions all rules ask of it."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from lxml import etree

Element: TypeAlias = etree._Element
T = TypeVar("T")

MAIN_PART = "word/document.xml"
STYLES_PART = "word/styles.xml"
NUMBERING_PART = "word/numbering.xml"

_W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STORY_ROOTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")
_PREVIEW_LENGTH = 40


class Finding(NamedTuple):
    """What a check saw and in which part; the rule it belongs to is added by ``lint``."""

    part: str
    message: str


def w(local: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{_W_NS}}}{local}"


def attr(element: Element, local: str) -> str:
    """A ``w:`` attribute, empty when absent."""
    return element.get(w(local), "")


def child_val(element: Element, local: str) -> str | None:
    """The ``w:val`` of a direct child, or None when there is no such child."""
    child = element.find(w(local))
    return None if child is None else attr(child, "val")


def is_on(value: str | None) -> bool:
    """Read an on/off attribute that is present; Word takes a missing value for "on"."""
    return value not in ("0", "false", "off")


def is_inside(element: Element, *locals_: str) -> bool:
    """Whether any ancestor is one of the named elements."""
    return next(element.iterancestors(*map(w, locals_)), None) is not None


def preview(text: str) -> str:
    """Text as it may be quoted in a message: escaped and cut to a readable length."""
    return repr(text if len(text) <= _PREVIEW_LENGTH else text[:_PREVIEW_LENGTH] + "…")


def repeats(items: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    """Every item whose key an earlier item already used."""
    seen: set[str] = set()
    for item in items:
        if key(item) in seen:
            yield item
        seen.add(key(item))


@dataclass(frozen=True)
class Package:
    """The entries of the zip file and what their XML parsed to."""

    entries: tuple[str, ...]
    parts: dict[str, Element]
    malformed: dict[str, str]

    @classmethod
    def load(cls, source: str | Path | bytes) -> "Package":
        """Read a package from a file or from memory; anything but a zip raises ``BadZipFile``."""
        parts: dict[str, Element] = {}
        malformed: dict[str, str] = {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            entries = tuple(archive.namelist())
            for name in dict.fromkeys(entries):
                if not name.endswith((".xml", ".rels")):
                    continue
                try:
                    parts[name] = etree.fromstring(archive.read(name), parser)
                except etree.XMLSyntaxError as error:
                    malformed[name] = str(error)
        return cls(entries, parts, malformed)

    @cached_property
    def stories(self) -> dict[str, Element]:
        """The parts that hold readable text: body, headers, footers, notes and comments."""
        roots = {w(local) for local in _STORY_ROOTS}
        return {name: root for name, root in self.parts.items() if root.tag in roots}

    def each(self, *locals_: str) -> Iterator[tuple[str, Element]]:
        """Every element of the given names in every story, with its part, in document order."""
        return self.each_in(self.stories, *locals_)

    def each_in(self, names: Iterable[str], *locals_: str) -> Iterator[tuple[str, Element]]:
        """Like ``each``, over the named parts; parts the package does not have are passed over."""
        tags = [w(local) for local in locals_]
        for name in names:
            if name in self.parts:
                for element in self.parts[name].iter(*tags):
                    yield name, element
