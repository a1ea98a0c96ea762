"""Content controls (``w:sdt``) and drawings: identity, names and the data they are bound to."""

from collections.abc import Iterator

from tests.word_lint.package import Element, Finding, Package, attr, child_val, preview, repeats, w

_LONGEST_NAME = 64
_BLOCKS = frozenset(map(w, ("p", "tbl")))
_DATASTORE_ITEM_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

# Word itself offers these stores: core properties, extended properties and cover page properties.
_BUILT_IN_STORES = frozenset(
    {
        "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
        "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
        "{55AF091B-3C7A-41E3-B477-F2FDAA23CFDA}",
    }
)


def duplicate_control_ids(package: Package) -> Iterator[Finding]:
    ids = ((part, child_val(control, "id")) for part, control in package.each("sdtPr"))
    given = ((part, control_id) for part, control_id in ids if control_id is not None)
    for part, control_id in repeats(given, lambda found: found[1]):
        yield Finding(part, f"content control id used again: {control_id}")


def overlong_control_names(package: Package) -> Iterator[Finding]:
    for part, control in package.each("sdtPr"):
        for kind in ("tag", "alias"):
            name = child_val(control, kind) or ""
            if len(name) > _LONGEST_NAME:
                yield Finding(part, f"{kind} is longer than {_LONGEST_NAME} characters: {preview(name)}")


def untagged_controls(package: Package) -> Iterator[Finding]:
    """A control is found again by its tag; only a building block such as a contents table has none."""
    for part, control in package.each("sdtPr"):
        if not child_val(control, "tag") and control.find(w("docPartObj")) is None:
            yield Finding(part, f"content control {child_val(control, 'id')} has no tag")


def plain_text_blocks(package: Package) -> Iterator[Finding]:
    """Word repairs a file, asking the reader, in which a plain-text control encloses paragraphs."""
    for part, control in package.each("sdtPr"):
        if control.find(w("text")) is not None and _encloses_blocks(control):
            yield Finding(part, f"plain-text control around whole paragraphs: {child_val(control, 'tag')}")


def missing_data_stores(package: Package) -> Iterator[Finding]:
    declared = (root.get(_DATASTORE_ITEM_ID, "") for root in package.parts.values())
    stores = _BUILT_IN_STORES.union(store.upper() for store in declared if store)
    for part, binding in package.each("dataBinding"):
        if attr(binding, "storeItemID").upper() not in stores:
            yield Finding(part, f"content control bound to a missing store: {attr(binding, 'storeItemID')}")


def duplicate_drawing_ids(package: Package) -> Iterator[Finding]:
    drawings = ((part, docpr) for part, story in package.stories.items() for docpr in story.iter(_DOC_PR))
    for part, docpr in repeats(drawings, lambda found: found[1].get("id", "")):
        yield Finding(part, f"drawing id used again: {docpr.get('id')}")


def _encloses_blocks(properties: Element) -> bool:
    return any(
        child.tag in _BLOCKS
        for content in properties.itersiblings(w("sdtContent"))
        for child in content.iterchildren("*")
    )
