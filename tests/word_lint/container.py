"""The zip container: entries, well-formed XML and the relationships between parts."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from tests.word_lint.package import MAIN_PART, Finding, Package, repeats

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def duplicate_entries(package: Package) -> Iterator[Finding]:
    """Part names are compared without regard to case, so ``Document.xml`` repeats ``document.xml``."""
    for name in repeats(package.entries, str.casefold):
        yield Finding(name, "the package holds this part more than once")


def malformed_xml(package: Package) -> Iterator[Finding]:
    for name, error in package.malformed.items():
        yield Finding(name, error)


def missing_document(package: Package) -> Iterator[Finding]:
    if MAIN_PART not in package.entries:
        yield Finding(MAIN_PART, "the package has no main document")


def missing_relationship_targets(package: Package) -> Iterator[Finding]:
    for name, root in package.parts.items():
        for relationship in root.iter(_RELATIONSHIP):
            target = relationship.get("Target", "")
            if relationship.get("TargetMode") != "External" and _resolve(name, target) not in package.entries:
                yield Finding(name, f"{relationship.get('Id')} leads to a missing part: {target}")


def _resolve(relationships_part: str, target: str) -> str:
    """The zip entry a target means, taken relative to the part that owns the relationships."""
    folder = posixpath.dirname(posixpath.dirname(relationships_part))
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
