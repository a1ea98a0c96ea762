"""The record of a file: what it was made of, as one part of custom XML, which other programs keep on saving.

The answers stand in it as text that anybody can read and take out. The document is packed, because a program that
saves the part may set its white space anew. One digest over all of it tells damage from another version.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.written import says_more_than_the_public_reads, written, written_for_the_public
from agreement_builder.document.index import build_index
from agreement_builder.document.tree import Article, Clause, Document, Front
from agreement_builder.edition import Edition, Trace
from agreement_builder.errors import AnswersRefusal, DraftRefusal, Where, error
from agreement_builder.record.tree_codec import UnfitTree, document_json, document_of

NAMESPACE = "urn:agreement-builder:record"
"""The namespace of the record, by which it is found whatever its part is called."""

FORMAT = 1
"""The number of the form that is written; records of a higher number are refused."""

MAKER = "Agreement Builder"
"""With what the names of our properties of a file begin."""

MAX_DOCUMENT = 10_000_000
"""Bytes of a document when unpacked; an agreement of four towns has a hundredth of them."""

_BEGINS = re.compile(rb"<(?:[\w.-]+:)?record\s")
_LEVEL = 3
_FACTS = ("format", "kind", "draft", "library", "program", "date", "redline-of", "notes", "template", "author")


@dataclass(frozen=True, slots=True)
class Record:
    """What a file says of its own making.

    `final` tells an execution copy. `redline_of` is the id of the old draft where the file is a redline, whose new
    state `edition` is; else it is empty. `shortened` tells that notes and reasons were left out of the answers, so
    that the id of the draft cannot be computed from them. `annexes` are the headings of what stands after the
    agreement for its reviewer, and `template` identifies the Word template; it is empty where it was not told.
    `author` is whose changes and comments those of a redline are.
    """

    edition: Edition
    final: bool = False
    redline_of: str = ""
    shortened: bool = False
    annexes: tuple[str, ...] = ()
    template: str = ""
    author: str = ""


def record_xml(
    edition: Edition,
    *,
    final: bool = False,
    redline_of: str = "",
    annexes: Iterable[str] = (),
    template: str = "",
    author: str = "",
) -> str:
    """The record of an edition as the text of a part of XML; the same text for the same edition.

    The record of a final copy, which becomes public, holds no notes and no reasons. `redline_of` is the id of the
    old draft of a redline, `annexes` are the headings of those that the file has, `template` identifies the Word
    template on which it was made, and `author` is whose changes those of a redline are.
    """
    shortened = final and says_more_than_the_public_reads(edition.file)
    facts = {
        "format": str(FORMAT),
        "kind": "final" if final else "draft",
        "draft": edition.id,
        "library": edition.library,
        "program": edition.program,
        "date": edition.date.isoformat(),
        "redline-of": redline_of,
        "notes": "left out" if shortened else "",
        "template": template,
        "author": author,
    }
    answers = written_for_the_public(edition.file) if final else written(edition.file)
    document = _packed(edition, final=final, annexes=annexes)
    name = file_name(edition.file.file)
    digest = _digest(facts, name, answers, document)
    shown = " ".join(f"{name}={quoteattr(value)}" for name, value in facts.items() if value)
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<record xmlns="{NAMESPACE}" {shown} sha256="{digest}">\n'
        f'<answers file={quoteattr(name)} xml:space="preserve">\n{escape(answers)}</answers>\n'
        f"<document>{document}</document>\n</record>\n"
    )


def file_name(path: str) -> str:
    """The name of a file without its folders, which say where somebody keeps it, on whatever system."""
    return re.split(r"[\\/]", path)[-1]


def record_facts(edition: Edition) -> dict[str, str]:
    """The few facts of a record that stand in the properties of the file too, should the record get lost."""
    return {
        f"{MAKER} draft": edition.id,
        f"{MAKER} library": edition.library,
        f"{MAKER} date": edition.date.isoformat(),
        f"{MAKER} version": edition.program,
    }


def read_record(xml: bytes) -> Record:
    """The record in the text of a part; raises DraftRefusal: it is none of ours, of a newer form, or damaged."""
    root = _root(xml)
    form = root.get("format", "")
    if form.isdecimal() and len(form) < 9 and int(form) > FORMAT:
        message = f"The record has the form {form}, and this version of the program reads forms up to {FORMAT}."
        hint = "Use the version of Agreement Builder that made the file, or a later one."
        raise DraftRefusal([error("record-newer", Where(), message, hint)])
    facts = dict.fromkeys(_FACTS, "") | {name: value for name, value in root.attrib.items() if "{" not in name}
    answers, document = root.find(f"{{{NAMESPACE}}}answers"), root.find(f"{{{NAMESPACE}}}document")
    if answers is None or document is None:
        raise _damaged("a part of it is missing")
    text, packed = answers.text or "", "".join((document.text or "").split())
    name = answers.get("file", "")
    if _digest(facts, name, text, packed) != root.get("sha256"):
        raise _damaged("it is not what it was when the file was written")
    return _read(facts, name, _lines(text), packed)


def holds_record(content: bytes) -> bool:
    """Whether a part is a record, whole or damaged; the part that describes it names its namespace too."""
    head = content[:4000].replace(b"\0", b"")
    return NAMESPACE.encode() in head and _BEGINS.search(head) is not None


def _root(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged("it is not XML") from None
    if root.tag != f"{{{NAMESPACE}}}record":
        message = "The part of XML is no record of Agreement Builder."
        hint = "Name a Word file that Agreement Builder made."
        raise DraftRefusal([error("record-missing", Where(), message, hint)])
    return root


def _read(facts: dict[str, str], name: str, answers: str, packed: str) -> Record:
    document, traces, terms, annexes = _unpacked(packed)
    try:
        date = dt.date.fromisoformat(facts["date"])
    except ValueError:
        raise _damaged("its date is none") from None
    try:
        file = parse_answers(answers, name or "answers.yaml")
    except AnswersRefusal as refusal:
        message = (
            f"Agreement Builder {facts['program'][:40]} made the file, and this version does not understand the "
            "answers in its record."
        )
        hint = "Use the version that made the file, or build the draft anew from its answers."
        raise DraftRefusal([error("record-answers", Where(), message, hint), *refusal.findings]) from None
    edition = Edition(
        document=document,
        index=build_index(document, terms),
        file=file,
        library=facts["library"],
        program=facts["program"],
        date=date,
        id=facts["draft"],
        traces=traces,
    )
    return Record(
        edition,
        facts["kind"] == "final",
        facts["redline-of"],
        bool(facts["notes"]),
        annexes,
        facts["template"],
        facts["author"],
    )


# The document, packed


def _packed(edition: Edition, *, final: bool, annexes: Iterable[str]) -> str:
    document = without_notes(edition.document) if final else edition.document
    traces = {place: [dict(trace.clauses), dict(trace.facts)] for place, trace in edition.traces.items()}
    # Other known terms than those that are used leave no mark in the index.
    terms = sorted(edition.index.uses.keys() - edition.index.definitions.keys())
    beside = json.dumps([traces, terms, list(annexes)], separators=(",", ":"))
    data = f"[{document_json(document)},{beside[1:]}"
    return base64.b64encode(zlib.compress(data.encode("ascii"), _LEVEL)).decode("ascii")


def without_notes(document: Document) -> Document:
    """The document without the drafting notes of its clauses."""

    def silent(clause: Clause) -> Clause:
        return replace(clause, note="") if clause.note else clause

    def front(one: Front) -> Front:
        return replace(one, clause=silent(one.clause))

    def article(one: Article) -> Article:
        return replace(one, clauses=tuple(map(silent, one.clauses)))

    return replace(
        document,
        fronts=tuple(map(front, document.fronts)),
        articles=tuple(map(article, document.articles)),
        closing=None if document.closing is None else silent(document.closing),
    )


def _unpacked(packed: str) -> tuple[Document, dict[str, Trace], tuple[str, ...], tuple[str, ...]]:
    try:
        inflating = zlib.decompressobj()
        content = inflating.decompress(base64.b64decode(packed, validate=True), MAX_DOCUMENT)
    except (binascii.Error, ValueError, zlib.error):
        raise _damaged("its document cannot be unpacked") from None
    if not inflating.eof:
        raise _damaged("its document is cut off, or larger than any agreement")
    try:
        parts = json.loads(content)
    except (ValueError, RecursionError):
        raise _damaged("its document is not what the program writes") from None
    if not isinstance(parts, list) or len(parts) != 4:
        raise _damaged("its document has other parts than it should")
    try:
        return document_of(parts[0]), _traces(parts[1]), _texts(parts[2]), _texts(parts[3])
    except UnfitTree as fault:
        raise _damaged(f"in its document, {fault}") from None


def _traces(data: object) -> dict[str, Trace]:
    if not isinstance(data, dict):
        raise UnfitTree("the traces are none")
    found = {}
    for place, trace in data.items():
        match trace:
            case [dict(clauses), dict(facts)] if _says(clauses, str) and _says(facts, str | None):
                found[place] = Trace(clauses, facts)
            case _:
                raise UnfitTree(f"the trace of {place[:40]} is none")
    return found


def _says(data: dict[str, Any], kind: Any) -> bool:
    return all(isinstance(value, kind) for value in data.values())


def _texts(data: object) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
        raise UnfitTree("a list of words is none")
    return tuple(data)


# The digest, and what is told


def _lines(text: str) -> str:
    """The text without the white space around it and at the ends of lines, which programs set as they like."""
    return "\n".join(line.rstrip() for line in re.split(r"\r\n?|\n", text)).strip("\n") + "\n"


def _digest(facts: dict[str, str], name: str, answers: str, document: str) -> str:
    # Only what is said counts, so that a fact which a later version adds leaves the digests of old records as they are.
    said = [f"{fact}={value}" for fact, value in sorted(facts.items()) if value and fact != "sha256"]
    return hashlib.sha256("\n".join((*said, name, _lines(answers), document)).encode()).hexdigest()


def _damaged(how: str) -> DraftRefusal:
    message = f"The record in the file is damaged: {how}."
    hint = "Compare the file by eye with the draft that was sent, or build that again from its answers."
    return DraftRefusal([error("record-damaged", Where(), message, hint)])
