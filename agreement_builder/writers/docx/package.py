"""The package: parts to one zip file, the same bytes for the same parts.

python-docx stamps the current time on every entry; here entries are sorted and dated 1980, the first day a
zip file knows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from agreement_builder.writers.docx.ooxml import NAMESPACE, Node

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEFAULTS = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": "application/xml"}


def add_comments(document: WordDocument, comments: list[Node]) -> None:
    """Put `comments` into the comments part, which is made where the template has none."""
    if not comments:
        return
    xml = f'<w:comments xmlns:w="{NAMESPACE}">{"".join(comment.xml for comment in comments)}</w:comments>'
    part = comments_part(document)
    if part is None:
        blob = encoded(f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{xml}")
        package = document.part.package
        part = Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
    else:
        part.element.extend(etree.fromstring(xml))  # type: ignore[attr-defined]


def comments_part(document: WordDocument) -> Part | None:
    """The comments part of a document, if it has one."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS:
            part: Part = relation.target_part
            return part
    return None


def package_bytes(document: WordDocument, blocks: Mapping[bytes, str]) -> bytes:
    """The document as the bytes of a .docx file, with `blocks` of XML in the places of their marks."""
    package = document.part.package
    if package is None:
        raise AssertionError("a document that was opened has a package")
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    entries: dict[str, bytes] = {"_rels/.rels": package.rels.xml}
    for part in parts:
        entries[part.partname.membername] = _filled(document, blocks) if part is document.part else part.blob
        if len(part.rels):
            entries[part.partname.rels_uri.membername] = part.rels.xml
    entries["[Content_Types].xml"] = _content_types(parts)
    return zip_bytes(entries)


def _filled(document: WordDocument, blocks: Mapping[bytes, str]) -> bytes:
    blob: bytes = document.part.blob
    if document.element.nsmap.get("w") != NAMESPACE:  # no program known writes another prefix, but one may
        blob = re.sub(rb"<([A-Za-z][^\s/>]*)", rf'<\1 xmlns:w="{NAMESPACE}"'.encode(), blob, count=1)
    for mark, xml in blocks.items():
        blob = blob.replace(mark, encoded(xml), 1)
    return blob


def encoded(xml: str) -> bytes:
    """The bytes of XML; raises ValueError for a character that XML cannot hold."""
    if bad := _NOT_XML.search(xml):
        raise ValueError(f"U+{ord(bad.group()):04X} cannot stand in a Word file")
    return xml.encode()


def zip_bytes(entries: dict[str, bytes]) -> bytes:
    """A zip file of the entries: sorted, [Content_Types].xml first, and without a trace of when or where."""
    order = sorted(entries, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, entries[name], compresslevel=6)
    return stream.getvalue()


def _content_types(parts: list[Part]) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    defaults = dict(_DEFAULTS)
    overrides = []
    for part in parts:
        extension = part.partname.ext.lower()
        if extension not in _DEFAULTS and defaults.setdefault(extension, part.content_type) == part.content_type:
            continue
        overrides.append((str(part.partname), part.content_type))
    for extension, kind in sorted(defaults.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name, kind in overrides:
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
