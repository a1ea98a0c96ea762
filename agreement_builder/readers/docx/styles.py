"""The styles of a file: their names, the look of their letters, and the lists that they are bound to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agreement_builder.writers.docx.ooxml import PPR, VAL, Element, w

_OFF = frozenset({"0", "false", "off", "none"})


class Styles:
    """The styles by their ids, of a file that may lack them."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        for style in () if root is None else root.iterchildren(w("style")):
            name = style.get(w("styleId")) or ""
            self._styles.setdefault(name, style)
            if (style.get(w("default")) or "0") not in _OFF:
                self._default.setdefault(style.get(w("type")) or "", name)
        self.name = cache(self._name)
        self.letters = cache(self._letters)
        self.bound = cache(self._bound)

    def of(self, properties: Element | None) -> str:
        """The id of the style of a paragraph with these properties, which is the default style if they name none."""
        found = val(properties, "pStyle")
        return found if found in self._styles else self._default.get("paragraph", "")

    def _name(self, style: str) -> str:
        return (val(self._styles.get(style), "name") or style).lower()

    def _letters(self, style: str) -> tuple[bool, bool]:
        """Whether a character style makes letters bold, and whether italic."""
        holders = [one.find(w("rPr")) for one in self._chain(style)]
        bold, italic = (next((on for h in holders if (on := switch(h, name)) is not None), False) for name in "bi")
        return bold, italic

    def _bound(self, style: str) -> tuple[str | None, int | None, str]:
        """The numbering and the level that a paragraph style asks for, and the id of the style that says so."""
        level: int | None = None
        for one in self._chain(style):
            numbered = child(child(one, PPR), w("numPr"))
            found = val(numbered, "ilvl")
            level = number(found) if level is None and found is not None else level
            if (numbering := val(numbered, "numId")) is not None:
                return numbering, level, one.get(w("styleId")) or ""
        return None, level, ""

    def _chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on; a circle is walked once."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = val(self._styles[style], "basedOn") or ""


def child(element: Element | None, tag: str) -> Element | None:
    """The first child with a tag, of an element that may be absent."""
    return None if element is None else element.find(tag)


def val(element: Element | None, name: str) -> str | None:
    """The `w:val` of a child; None if there is none."""
    found = child(element, w(name))
    return None if found is None else found.get(VAL)


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property such as `b` is on; None if nothing is said of it."""
    found = child(properties, w(name))
    return None if found is None else (found.get(VAL) or "1") not in _OFF


def number(text: str | None, otherwise: int = 0) -> int:
    """The number that an attribute gives, and another if it gives none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise
