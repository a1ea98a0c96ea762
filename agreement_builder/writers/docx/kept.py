"""What a Word file keeps of its own making: the record as a part of custom XML, and a few facts as its properties.

The part is bound to nothing on the page: a program would write what stands there into it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from agreement_builder.record.record import NAMESPACE
from agreement_builder.writers.docx.package import encoded

_STORE = f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()}}}"
_STORES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties to which all of a user's own belong."""

_LIST = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"/>'


def add_record(document: WordDocument, xml: str, facts: Mapping[str, str]) -> None:
    """Put the record `xml` into a file, in place of one that it has, and `facts` among its properties by name."""
    package = document.part.package
    if package is None:
        raise AssertionError("a document that was opened has a package")
    _drop_records(document)
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if not taken & {_item(n), _item_properties(n)})
    item = Part(PackURI(_item(number)), CONTENT_TYPE.XML, encoded(xml), package)
    store = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<ds:datastoreItem xmlns:ds="{_STORES}" ds:itemID="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    name = PackURI(_item_properties(number))
    kind = CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES
    item.relate_to(Part(name, kind, encoded(store), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    _add_properties(package, facts)


def _item(number: int) -> str:
    return f"/customXml/item{number}.xml"


def _item_properties(number: int) -> str:
    return f"/customXml/itemProps{number}.xml"


def _drop_records(document: WordDocument) -> None:
    """Take out the records that a template has that was made from a draft."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relation.target_part.blob:
            document.part.rels.pop(key)


def _add_properties(package: Package, facts: Mapping[str, str]) -> None:
    relations = (one for one in package.rels.values() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    part = next((relation.target_part for relation in relations), None)
    if part is None:
        name, kind = PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
        part = Part(name, kind, _LIST.encode(), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    root = etree.fromstring(part.blob)
    for old in [one for one in root if one.get("name") in facts]:
        root.remove(old)
    first = 1 + max([int(one.get("pid", "1")) for one in root], default=1)
    for number, (fact, value) in enumerate(facts.items(), first):
        one = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_CUSTOM, pid=str(number), name=fact)
        etree.SubElement(one, f"{{{_TYPES}}}lpwstr").text = value
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
