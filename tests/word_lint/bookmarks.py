"""Bookmarks: names, ids and extents.

Word compares bookmark names without regard to case and keeps only the first of two equal ones, so a
repeated name silently redirects every reference to the second.
"""

import re
from collections.abc import Iterator

from tests.word_lint.package import Finding, Package, attr, preview, repeats
from tests.word_lint.ranges import Range, ranges_by_id

_WELL_FORMED_NAME = re.compile(r"[^\W\d]\w{0,39}")


def bookmark_names(package: Package) -> frozenset[str]:
    """All bookmark names, case-folded as Word looks them up."""
    return frozenset(attr(start, "name").casefold() for _, start in package.each("bookmarkStart"))


def duplicate_names(package: Package) -> Iterator[Finding]:
    starts = package.each("bookmarkStart")
    for part, start in repeats(starts, lambda found: attr(found[1], "name").casefold()):
        yield Finding(part, f"bookmark name used again: {attr(start, 'name')}")


def duplicate_ids(package: Package) -> Iterator[Finding]:
    for part, start in repeats(package.each("bookmarkStart"), lambda found: attr(found[1], "id")):
        yield Finding(part, f"bookmark id {attr(start, 'id')} used again by {attr(start, 'name')}")


def malformed_names(package: Package) -> Iterator[Finding]:
    """A name is at most 40 letters, digits and underscores, and does not begin with a digit."""
    for part, start in package.each("bookmarkStart"):
        if not _WELL_FORMED_NAME.fullmatch(attr(start, "name")):
            yield Finding(part, f"not a bookmark name Word accepts: {preview(attr(start, 'name'))}")


def unpaired(package: Package) -> Iterator[Finding]:
    for part, bookmark_id, extent in _extents(package):
        if not extent.is_paired:
            counts = f"{len(extent.starts)} start(s), {len(extent.ends)} end(s)"
            yield Finding(part, f"bookmark {bookmark_id} is not paired: {counts}")


def ends_before_start(package: Package) -> Iterator[Finding]:
    for part, bookmark_id, extent in _extents(package):
        if extent.is_reversed:
            yield Finding(part, f"bookmark {bookmark_id} ends before it starts")


def _extents(package: Package) -> Iterator[tuple[str, str, Range]]:
    for part, story in package.stories.items():
        for bookmark_id, extent in ranges_by_id(story, "bookmarkStart", "bookmarkEnd").items():
            yield part, bookmark_id, extent
