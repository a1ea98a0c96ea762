"""Placeholders of a template: `{{ title }}` and its like, in the body, headers and footers.

A closed list of words, never code: a template comes from strangers. Word cuts the words of a paragraph into
runs as it likes, so a placeholder is looked for in the paragraph's whole text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from docx.document import Document as WordDocument
from lxml import etree

from agreement_builder.errors import Finding, Where, error, nearest
from agreement_builder.writers.docx.ooxml import Element, w

WORDS = ("title", "service", "between", "status", "date", "document_id")
"""Placeholders that are replaced by words."""

PARTIES = "parties"
"""Its paragraph is repeated for each party."""

CONTENTS, AGREEMENT = "contents", "agreement"
"""Their paragraphs are replaced by the table of contents and by the agreement."""

_KNOWN = (*WORDS, PARTIES, CONTENTS, AGREEMENT)
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_STRAY = re.compile(r"\{\{|\}\}|\{%")


def stories(document: WordDocument) -> Iterator[tuple[str, Element]]:
    """The body and every header and footer that the document uses, by a name for people."""
    yield "the body", document.element.body
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("header", "footer") and not relation.is_external:
            yield f"the {kind}", relation.target_part.element


def placeholder_findings(document: WordDocument, where: Where) -> list[Finding]:
    """Unknown and misplaced placeholders, parts that stand twice, and the lack of `{{ agreement }}`."""
    findings: list[Finding] = []
    found: Counter[str] = Counter()
    for story, root in stories(document):
        for p in root.iter(w("p")):
            text = _text(p)
            for match in _PLACEHOLDER.finditer(text):
                found[match.group(1)] += 1
                alone = story == "the body" and text.strip() == match.group()
                findings += _placeholder(match.group(1), f"The placeholder {match.group()} in {story}", where, alone)
            if _STRAY.search(_PLACEHOLDER.sub("", text)):
                message = f"“{text.strip()[:60]}” in {story} holds a part of a placeholder."
                hint = "Write it whole, such as {{ title }}; nothing else is filled in a template."
                findings.append(error("template-placeholder", where, message, hint))
    for name in (CONTENTS, AGREEMENT):
        if found[name] > 1:
            message = f"The placeholder {{{{ {name} }}}} stands in the template {found[name]} times."
            findings.append(error("template-placeholder", where, message, "Keep one of them."))
    if AGREEMENT not in found:
        message = "The template has no paragraph {{ agreement }}, so the agreement would have no place in it."
        findings.append(error("template-placeholder", where, message, "Type {{ agreement }} where it is to begin."))
    return findings


def _placeholder(name: str, what: str, where: Where, alone: bool) -> Iterator[Finding]:
    if name not in _KNOWN:
        yield error("template-placeholder", where, f"{what} is not known.", nearest(name, _KNOWN))
    elif name not in WORDS and not alone:
        message = f"{what} does not stand alone in a paragraph of the body."
        yield error("template-placeholder", where, message, "Give it a paragraph of its own.")


def replace_words(document: WordDocument, words: Mapping[str, str]) -> None:
    """Put `words` in the place of their placeholders; a paragraph that thereby becomes empty is removed."""
    for _, root in stories(document):
        for p in list(root.iter(w("p"))):
            if "{{" not in _text(p):
                continue
            for match in reversed(list(_PLACEHOLDER.finditer(_text(p)))):
                if match.group(1) in words:
                    _replace(p, match.start(), match.end(), words[match.group(1)])
            if not _text(p).strip() and root is document.element.body:
                parent = p.getparent()
                if parent is not None:
                    parent.remove(p)


def repeat_parties(places: list[Element], names: list[str]) -> None:
    """Repeat each paragraph of `{{ parties }}` for every name."""
    for p in places:
        for name in names:
            again = copy.deepcopy(p)
            match = _PLACEHOLDER.search(_text(again))
            if match is not None:
                _replace(again, match.start(), match.end(), name)
            p.addprevious(again)
        _remove(p)


def block_places(document: WordDocument, name: str) -> list[Element]:
    """The paragraphs of the body that hold the block placeholder `name`."""
    root: Element = document.element.body
    return [p for p in root.iter(w("p")) if (m := _PLACEHOLDER.search(_text(p))) and m.group(1) == name]


def leave_mark(place: Element, name: str) -> bytes:
    """Put a mark in the place of a paragraph; the mark as XML, which no words of a document can equal."""
    mark = etree.Comment(f"agreement-builder {name}")
    place.addprevious(mark)
    _remove(place)
    return etree.tostring(mark, with_tail=False)


def _remove(p: Element) -> None:
    parent = p.getparent()
    if parent is not None:
        parent.remove(p)


def _texts(p: Element) -> list[Element]:
    return [t for t in p.iter(w("t")) if t.getparent() is not None]


def _text(p: Element) -> str:
    return "".join(t.text or "" for t in _texts(p))


def _replace(p: Element, start: int, end: int, words: str) -> None:
    """Replace the characters from `start` to `end` of the paragraph's text, in the run where they begin."""
    position = 0
    for t in _texts(p):
        text = t.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last or (first == last == 0 and start == end):
            put = words if position + first == start else ""
            t.text = text[:first] + put + text[last:]
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        position += len(text)
