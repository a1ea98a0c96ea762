"""A small typed layer of WordprocessingML: the constructs that python-docx lacks, written as text.

Every function appends to a parent and keeps the order of children that the schema demands. Elements are
built on ids of styles resolved once: a look-up of a style for each paragraph is what makes other writers slow.
So is an object for each element, and most of what stands in a paragraph is written at once.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from lxml import etree

Element = etree._Element
"""An element that was read."""

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BREAKS = re.compile(r"([\n\t])")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_]")
MAX_NAME = 40
MAX_TAG = 64


@cache
def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{NAMESPACE}}}{name}"


PPR, VAL, ID = w("pPr"), w("val"), w("id")


def escaped(text: str) -> str:
    """The text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """The text as it stands within the quotes of an attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@dataclasses.dataclass(slots=True)
class Node:
    """An element `w:name` that is being written; what it holds is finished XML or nodes."""

    name: str
    attributes: str = ""
    content: list[Node | str] = dataclasses.field(default_factory=list)

    @property
    def inner(self) -> str:
        """What it holds, as XML in which the prefix `w` is that of WordprocessingML."""
        return "".join([part if isinstance(part, str) else part.xml for part in self.content])

    @property
    def xml(self) -> str:
        """The element as XML."""
        opening, inner = f"<w:{self.name}{self.attributes}", self.inner
        return f"{opening}>{inner}</w:{self.name}>" if inner else f"{opening}/>"

    @property
    def nodes(self) -> list[Node]:
        """The nodes that it holds."""
        return [part for part in self.content if isinstance(part, Node)]

    def all(self, name: str) -> Iterator[Node]:
        """Every node of this name within it, in order."""
        for node in self.nodes:
            if node.name == name:
                yield node
            yield from node.all(name)


def element(name: str, **attributes: str | int) -> Node:
    """An empty element `w:name` with `w:` attributes."""
    values = [f' w:{key}="{quoted(value) if isinstance(value, str) else value}"' for key, value in attributes.items()]
    return Node(name, "".join(values))


def child(parent: Node, name: str, **attributes: str | int) -> Node:
    """A new last child `w:name` with `w:` attributes."""
    node = element(name, **attributes)
    parent.content.append(node)
    return node


@cache
def style_mark(name: str, style: str) -> str:
    """The element `w:name` that gives a paragraph or run the style with this id (which a template chooses)."""
    return f'<w:{name} w:val="{quoted(style)}"/>'


def body() -> Node:
    """An empty container for paragraphs and tables."""
    return Node("body")


def paragraph(parent: Node, style: str) -> Node:
    """A new paragraph in the style with this id."""
    p = Node("p", content=[Node("pPr", content=[style_mark("pStyle", style)])])
    parent.content.append(p)
    return p


def properties(node: Node) -> Node:
    """The properties of a paragraph, table or row, with which it begins."""
    first = node.content[0]
    if isinstance(first, str):
        raise TypeError("a paragraph, table or row begins with its properties")
    return first


def last(parent: Node) -> Node:
    """The last of the nodes in a container that holds nothing else."""
    node = parent.content[-1]
    if isinstance(node, str):
        raise TypeError("a container of paragraphs and tables holds no text")
    return node


def keep_lines(p: Node) -> None:
    """Keep the lines of a paragraph on one page."""
    properties(p).content.insert(1, "<w:keepLines/>")


def keep_with_next(p: Node, *, keep: bool = True) -> None:
    """Keep a paragraph on the page of the one after it, or let it go though its style keeps it."""
    properties(p).content.insert(1, "<w:keepNext/>" if keep else '<w:keepNext w:val="0"/>')


def run(parent: Node, text: str, style: str | None = None, *, italic: bool = False) -> None:
    """A run of text; line ends become breaks and tabs become tabs."""
    look = (style_mark("rStyle", style) if style is not None else "") + ("<w:i/>" if italic else "")
    parent.content.append(f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_words(text)}</w:r>")


def _words(text: str) -> str:
    if "\n" in text or "\t" in text:
        signs = {"\n": "<w:br/>", "\t": "<w:tab/>"}
        return "".join(signs.get(piece) or _words(piece) for piece in _BREAKS.split(text))
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{space}>{escaped(text)}</w:t>" if text else ""


def field(parent: Node, instruction: str, shown: str) -> None:
    """A complex field with its cached result.

    Neither the field nor the settings ask for an update: Word would greet its user with a warning.
    """
    field_open(parent, instruction)
    run(parent, shown)
    field_close(parent)


def field_open(parent: Node, instruction: str) -> None:
    """The beginning of a field whose result may span paragraphs."""
    parent.content.append(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_close(parent: Node) -> None:
    """The end of a field begun by `field_open`."""
    parent.content.append('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


class Ids:
    """Hands out the ids and names of one document; a new one for each, so that equal input gives equal bytes."""

    def __init__(self) -> None:
        self._bookmarks = count(1)
        self._controls = count(100_001)
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def bookmark(self) -> int:
        """The next bookmark id."""
        return next(self._bookmarks)

    def control(self) -> int:
        """The next id of a content control."""
        return next(self._controls)

    def name(self, prefix: str, key: str) -> str:
        """The bookmark name for `key`: letters, figures and underscores, 40 at most, one for each key."""
        known = self._names.get((prefix, key))
        if known is not None:
            return known
        name = prefix + _NOT_NAME.sub("_", key)
        if len(name) > MAX_NAME or name.lower() in self._taken:
            name = f"{name[: MAX_NAME - 9]}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        self._taken.add(name.lower())
        self._names[(prefix, key)] = name
        return name


def bookmark_start(p: Node, number: int, name: str, *, first: bool = False) -> None:
    """Begin a bookmark at the end of what the paragraph holds so far, or before all of its text."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    if first:
        p.content.insert(1 if p.name == "p" else 0, start)
    else:
        p.content.append(start)


def bookmark_end(p: Node, number: int) -> None:
    """End a bookmark at the end of the paragraph."""
    p.content.append(f'<w:bookmarkEnd w:id="{number}"/>')


def blank_control(parent: Node, ids: Ids, path: str, label: str, style: str) -> None:
    """An inline content control that shows `[label]`, tagged `blank:path`.

    The brackets are literal, so that they survive whatever drops the control; a control around whole
    paragraphs would not survive LibreOffice.
    """
    control = child(parent, "sdt")
    settings = child(control, "sdtPr")
    child(child(settings, "rPr"), "rStyle", val=style)
    child(settings, "alias", val=label[:MAX_TAG])
    child(settings, "tag", val=blank_tag(path))
    child(settings, "id", val=ids.control())
    child(settings, "showingPlcHdr")
    child(settings, "text")
    run(child(control, "sdtContent"), f"[{label}]", style)


def blank_tag(path: str) -> str:
    """The tag of the control of a blank: `blank:path`, of which Word takes 64 characters."""
    text = f"blank:{path}"
    if len(text) <= MAX_TAG:
        return text
    return f"{text[: MAX_TAG - 9]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"
