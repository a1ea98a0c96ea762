"""From a Word file to the record of what it was made of, wherever in the file the record came to lie."""

from __future__ import annotations

from lxml import etree

from agreement_builder.edition import Edition
from agreement_builder.errors import DraftRefusal, Where, error
from agreement_builder.readers.docx.package import Package
from agreement_builder.record.record import MAKER, Record, holds_record, read_record


def record_of(content: bytes) -> Edition:
    """The edition that a Word file of ours was made of; of a redline, the new one.

    Raises DraftRefusal: the bytes are no Word file, it is none of ours, or its record is lost or damaged.
    """
    return whole_record_of(content).edition


def whole_record_of(content: bytes) -> Record:
    """As `record_of`, with all that the record says."""
    parts = list(Package(content).beside())
    found = list(dict.fromkeys(part for part in parts if holds_record(part)))
    if not found:
        raise _without_record(_properties(parts))
    first, *others = [read_record(part) for part in found]
    if any(other != first for other in others):
        message = "The file holds the records of two drafts, so it cannot be told which of them it should follow."
        hint = "Take the file as it was before one draft was put into the other."
        raise DraftRefusal([error("record-twice", Where(), message, hint)])
    return first


def _without_record(left: dict[str, str]) -> DraftRefusal:
    if not left:
        message = (
            "The file holds no record, so Agreement Builder did not make it, or it was copied into a new document."
        )
        hint = "Name a Word file that Agreement Builder made, as Word or LibreOffice saved it."
        return DraftRefusal([error("record-missing", Where(), message, hint)])
    draft, library, date = (left.get(f"{MAKER} {fact}", "unknown") for fact in ("draft", "library", "date"))
    message = (
        f"The record of the file was removed. Its properties still say that it was draft {draft} of {date}, made with "
        f"version {library} of the clause library."
    )
    hint = "Ask for the file as it was before its hidden data were removed, or build that draft again and compare."
    return DraftRefusal([error("record-removed", Where(), message, hint)])


def _properties(parts: list[bytes]) -> dict[str, str]:
    """Our own properties of the file, by name; empty if it has none."""
    found: dict[str, str] = {}
    for part in parts:
        if MAKER.encode() not in part:
            continue
        try:
            root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError):
            continue
        for one in root.iterchildren("{*}property"):
            if (name := one.get("name") or "").startswith(MAKER):
                found[name] = "".join(str(text) for text in one.itertext())[:60]
    return found
