"""Tokens: what a paragraph holds, cut so that two of them can be compared word by word.

A text with the look of its run is a token, which is cut into words where it is compared; so is a whole
cross-reference, a whole content control, a drawing. What stands in no run of its own, such as the beginning of a field
that ends in another paragraph, is carried along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from agreement_builder.writers.docx.ooxml import NAMESPACE, PPR, VAL, Element, w

_WORDS = re.compile(r"\s+|\(\d+\)|\$?\d+(?:[.,]\d+)*%?|[^\W_]+(?:[’'-][^\W_]+)*|[\W_]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; two are equal if `says` and `look` are.

    `says` is a word, or what a field, control or drawing shows and refers to. `look` is the run's properties and the
    link in which it stands. `runs` are its elements, none for a word, which is written anew.
    """

    says: tuple[str, ...]
    look: tuple[str, str]
    runs: tuple[Element, ...] = ()

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, str]]:
        """By what it is compared."""
        return self.says, self.look

    @property
    def words(self) -> str:
        """The words that it shows."""
        return self.says[-1]

    @property
    def refers(self) -> bool:
        """Whether it is a field, such as a cross-reference."""
        return self.says[0] == "field"

    @property
    def fixed(self) -> bool:
        """Whether it is carried along and never marked."""
        return self.says[0] == "fixed"


@dataclass(slots=True)
class Content:
    """A paragraph in parts: its properties, its tokens, and the bookmarks that begin and end in it.

    `starts` stand before its text and `ends` after it.
    """

    properties: Element | None
    tokens: list[Token]
    starts: list[Element]
    ends: list[Element]

    @property
    def words(self) -> list[str]:
        """The words that it shows, without spaces."""
        found = (_WORDS.findall(token.words) if token.says[0] == "word" else (token.words,) for token in self.tokens)
        return [word for words in found for word in words if word.strip()]

    @property
    def cut(self) -> list[Token]:
        """Its tokens, with text cut into words."""
        return [
            part
            for token in self.tokens
            for part in (
                [Token(("word", word), token.look) for word in _WORDS.findall(token.words)]
                if token.says[0] == "word"
                else (token,)
            )
        ]


def content_of(p: Element) -> Content:
    """The parts of a paragraph."""
    found = Content(p.find(PPR), [], [], [])
    for token in _tokens(p, "", found):
        found.tokens.append(token)
    return found


def _tokens(around: Element, link: str, found: Content) -> Iterator[Token]:
    field: list[Element] = []
    depth = 0
    for child in around:
        kind = _kind(child)
        if field and kind in ("hyperlink", "sdt"):
            yield from _unfinished(field, link)
            field, depth = [], 0
        if kind == "bookmarkStart":
            found.starts.append(child)
        elif kind == "bookmarkEnd":
            found.ends.append(child)
        elif kind == "hyperlink":
            yield from _tokens(child, etree.tostring(_empty(child), encoding="unicode"), found)
        elif kind == "sdt":
            yield _control(child, link)
        elif kind == "r":
            marks = [mark.get(w("fldCharType")) for mark in child.iter(w("fldChar"))]
            depth += marks.count("begin") - marks.count("end")
            if field or marks:
                field.append(child)
                if depth <= 0:
                    yield _field(field, link)
                    field, depth = [], 0
            else:
                yield from _run(child, link)
        elif kind != "pPr":
            yield _mark(child, link)
    if field:
        yield from _unfinished(field, link)


def _unfinished(runs: list[Element], link: str) -> Iterator[Token]:
    """The runs of a field that ends in another paragraph: its marks as they are, then what it shows here."""
    for run in runs:
        if run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None:
            yield _mark(run, link)
        else:
            yield from _run(run, link)


def _mark(run: Element, link: str) -> Token:
    return Token(("fixed", etree.tostring(run, encoding="unicode"), ""), ("", link), (run,))


def _kind(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _empty(element: Element) -> Element:
    alone = etree.Element(element.tag, nsmap={"w": NAMESPACE})
    alone.attrib.update(element.attrib)
    return alone


def _look(run: Element) -> str:
    properties = run.find(w("rPr"))
    return "" if properties is None else etree.tostring(properties, encoding="unicode")


def _run(run: Element, link: str) -> Iterator[Token]:
    look = (_look(run), link)
    for part in run:
        kind = _kind(part)
        if kind == "t" and part.text:
            yield Token(("word", part.text), look)
        elif kind in ("br", "tab") and not part.attrib:
            yield Token(("word", "\n" if kind == "br" else "\t"), look)
        elif kind != "rPr":
            alone = deepcopy(run)
            alone[:] = [deepcopy(inner) for inner in (run.find(w("rPr")), part) if inner is not None]
            yield Token(("drawing", etree.tostring(part, encoding="unicode"), ""), look, (alone,))


def _control(control: Element, link: str) -> Token:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    words = "".join(text.text or "" for text in control.iter(w("t")))
    return Token(("control", "" if tag is None else tag.get(VAL, ""), words), ("", link), (control,))


def _field(runs: list[Element], link: str) -> Token:
    instruction = "".join(text.text or "" for run in runs for text in run.iter(w("instrText")))
    if not instruction:
        # The end of a field that began in another paragraph.
        return _mark(runs[0], link)
    words = "".join(text.text or "" for run in runs for text in run.iter(w("t")))
    return Token(("field", instruction.strip(), words), (_look(runs[-1]), link), tuple(runs))


def flat(token: Token) -> Iterator[Token]:
    """The token; of a control what stands in it."""
    if token.says[0] != "control":
        yield token
        return
    for control in token.runs:
        for run in control.iter(w("r")):
            yield from _run(run, token.look[1])


def run_of(words: str, look: str, *, deleted: bool) -> Element:
    """A run of words with a look; of deleted words."""
    run = etree.Element(w("r"), nsmap={"w": NAMESPACE})
    if look:
        run.append(etree.fromstring(look))
    for piece in re.split(r"([\n\t])", words):
        if piece in ("\n", "\t"):
            etree.SubElement(run, w("br" if piece == "\n" else "tab"))
        elif piece:
            text = etree.SubElement(run, w("delText" if deleted else "t"))
            text.text = piece
            if piece != piece.strip():
                text.set(_SPACE, "preserve")
    return run
