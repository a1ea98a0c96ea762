"""The parts of a Word file by what they are, from any bytes at all.

A file that comes back was made by a stranger's program: it is unpacked and parsed within limits, and what cannot
be read safely is refused in words.
"""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Iterator
from typing import NoReturn
from zipfile import BadZipFile, ZipFile

from lxml import etree

from agreement_builder.errors import DraftRefusal, Where, error
from agreement_builder.writers.docx.ooxml import NAMESPACE, Element

MAX_BYTES = 50_000_000
"""The largest file that is opened, and the largest of its parts that is unpacked."""

_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_TRANSITIONAL = (NAMESPACE.encode(), b"http://schemas.openxmlformats.org/officeDocument/2006/relationships")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_FAULTS = (BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError)

_SAVE_AS = "Open it in Word and save it as Word Document (.docx)."
_AGAIN = "Ask for the file again, or open it in Word and save it anew."


class Package:
    """The parts of a .docx, unpacked and parsed when they are asked for."""

    def __init__(self, content: bytes) -> None:
        if len(content) > MAX_BYTES:
            unreadable("The file is larger than 50 MB, and no agreement is.", "Take large pictures out of it.")
        if content.startswith(_COMPOUND):
            message = "The file is protected by a password, or it is of the old format .doc, and cannot be read."
            unreadable(message, "Take the password off in Word (File, Info), or save it as Word Document (.docx).")
        try:
            self._archive = ZipFile(io.BytesIO(content))
            self._names = {name.lower(): name for name in reversed(self._archive.namelist())}
        except _FAULTS:
            unreadable("The file is not a Word document (.docx), or only a part of it arrived.", _SAVE_AS)
        main = self._related("", "officeDocument") or "word/document.xml"
        found = self.root(main)
        if found is None:
            unreadable("The file has no document in it, though it may be a packed folder.", _SAVE_AS)
        self.document: Element = found
        self._main = main

    def related(self, kind: str) -> Element | None:
        """The part of the document of a kind (`styles`, `numbering`, `comments`); None if there is none."""
        name = self._related(self._main, kind)
        return None if name is None else self.root(name)

    def beside(self) -> Iterator[bytes]:
        """The XML parts that are none of Word's own: those of other programs, and the properties of the file."""
        for name in sorted(self._names):
            if name.endswith(".xml") and not name.startswith("word/") and (content := self._bytes(name)) is not None:
                yield content

    def root(self, name: str) -> Element | None:
        """The XML of a part; None if there is no such part. Raises DraftRefusal if it cannot be read safely."""
        content = self._bytes(name)
        if content is None:
            return None
        for strict, transitional in zip(_STRICT, _TRANSITIONAL, strict=True):
            content = content.replace(strict, transitional)
        # A document of Word's declares no entities; one that does could ask for files, or grow without end.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError):
            unreadable(f"A part of the file ({name}) is damaged: it is not well-formed XML.", _AGAIN)
        if root.getroottree().docinfo.doctype:
            unreadable(f"A part of the file ({name}) declares a document type, which no Word document does.", _AGAIN)
        return root

    def _bytes(self, name: str) -> bytes | None:
        own = self._names.get(name.lower())
        if own is None:
            return None
        try:
            with self._archive.open(own) as stream:
                content = stream.read(MAX_BYTES + 1)
        except _FAULTS:
            unreadable(f"A part of the file ({name}) is damaged and cannot be unpacked.", _AGAIN)
        if len(content) > MAX_BYTES:
            unreadable(f"A part of the file ({name}) is larger than 50 MB, and no agreement is.", _AGAIN)
        return content

    def _related(self, name: str, kind: str) -> str | None:
        """The part to which another leads by a relation of a kind; the package itself is the part without a name."""
        folder, file = posixpath.split(name)
        relations = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in () if relations is None else relations.iterchildren("{*}Relationship"):
            if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        return None


def unreadable(message: str, hint: str) -> NoReturn:
    """Raise DraftRefusal with this reason."""
    raise DraftRefusal([error("word-file", Where(), message, hint)])
