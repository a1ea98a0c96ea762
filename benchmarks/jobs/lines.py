"""The rivals' job, read off our own Word file: the same paragraphs, tables, styles and words.

The agreement is written once with a variable such as `{{ v12 }}` in the place of every value, and read back
as lines. What the rivals write is thereby ours by construction, and they are spared all thinking.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

import docx

from agreement_builder.document.tree import Blank, Value
from agreement_builder.drafting import Draft
from agreement_builder.writers.docx.ooxml import Element, w
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import write_docx

Node = TypeVar("Node")

P, R, T = w("p"), w("r"), w("t")
_SIGNS = {w("tab"): "\t", w("br"): "\n"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look: plain, `italic` or `bold`."""

    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in the style of this name."""

    style: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What a rival is to write, with variables, and their values."""

    all: tuple[Line | Grid, ...]
    values: dict[str, str]


def lines_of(draft: Draft, template: WordTemplate) -> Lines:
    """What we write for this draft."""
    names: dict[str, str] = {}
    composition = replace(draft.composition, document=_with_variables(draft.document, names))
    content = write_docx(replace(draft, composition=composition), template, final=True)
    return Lines(tuple(_lines(content)), {name: words for words, name in names.items()})


def _with_variables(node: Node, names: dict[str, str]) -> Node:
    """The tree with a variable in the place of every value and blank; `names` gives the variable of each."""
    match node:
        case Value(words, path):
            return Value(_variable(names, words), path)  # type: ignore[return-value]
        case Blank(path, label):
            return Value(_variable(names, f"[{label}]"), path)  # type: ignore[return-value]
        case tuple():
            return tuple(_with_variables(part, names) for part in node)  # type: ignore[return-value]
        case _ if is_dataclass(node) and not isinstance(node, type):
            parts = {part.name: _with_variables(getattr(node, part.name), names) for part in fields(node)}
            return replace(node, **parts)
    return node


def _variable(names: dict[str, str], words: str) -> str:
    return f"{{{{ {names.setdefault(words, f'v{len(names)}')} }}}}"


def _lines(content: bytes) -> Iterator[Line | Grid]:
    document = docx.Document(io.BytesIO(content))
    styles = {style.style_id: str(style.name) for style in document.styles}
    for element in document.element.body:
        if element.tag == P:
            yield _line(element, styles)
        elif element.tag == w("sdt"):
            yield from (_line(p, styles) for p in element.iter(P))
        elif element.tag == w("tbl"):
            yield Grid(
                tuple(
                    tuple(tuple(_line(p, styles) for p in cell.iter(P)) for cell in row.iter(w("tc")))
                    for row in element.iter(w("tr"))
                )
            )


def _line(p: Element, styles: dict[str, str]) -> Line:
    style = p.find(f"*/{w('pStyle')}")
    pieces: list[Piece] = []
    for r in p.iter(R):
        words, look = _words(r), _look(r)
        if words and pieces and pieces[-1].look == look:
            pieces[-1] = Piece(pieces[-1].words + words, look)
        elif words:
            pieces.append(Piece(words, look))
    return Line(styles[str(style.get(w("val")))] if style is not None else "Normal", tuple(pieces))


def _words(r: Element) -> str:
    return "".join(_SIGNS.get(str(part.tag), (part.text or "") if part.tag == T else "") for part in r)


def _look(r: Element) -> str:
    properties = r.find(w("rPr"))
    if properties is None:
        return ""
    if properties.find(w("i")) is not None:
        return "italic"
    return "bold" if properties.find(w("rStyle")) is not None else ""


def size_of(content: bytes) -> tuple[int, int]:
    """The paragraphs and the words of a Word file's body."""
    body: Element = docx.Document(io.BytesIO(content)).element.body
    texts = ["".join(_words(r) for r in p.iter(R)) for p in body.iter(P)]
    return len(texts), sum(len(text.split()) for text in texts)
