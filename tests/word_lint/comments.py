"""Comments: the range, the reference mark and the body must agree on one id."""

from collections.abc import Iterator

from tests.word_lint.package import Finding, Package, attr, w
from tests.word_lint.ranges import ranges_by_id


def broken_ranges(package: Package) -> Iterator[Finding]:
    for part, story in package.stories.items():
        for comment_id, extent in ranges_by_id(story, "commentRangeStart", "commentRangeEnd").items():
            if not extent.is_paired:
                yield Finding(part, f"the range of comment {comment_id} lacks its start or its end")
            elif extent.is_reversed:
                yield Finding(part, f"the range of comment {comment_id} ends before it starts")


def missing_bodies(package: Package) -> Iterator[Finding]:
    bodies = {attr(comment, "id") for _, comment in package.each("comment")}
    for part, mark in package.each("commentRangeStart", "commentReference"):
        if attr(mark, "id") not in bodies:
            yield Finding(part, f"marks comment {attr(mark, 'id')}, which does not exist")


def unreferenced_bodies(package: Package) -> Iterator[Finding]:
    referenced = {attr(mark, "id") for _, mark in package.each("commentReference")}
    for part, comment in package.each("comment"):
        if attr(comment, "id") not in referenced:
            yield Finding(part, f"no text refers to comment {attr(comment, 'id')}")


def missing_attribution(package: Package) -> Iterator[Finding]:
    for part, comment in package.each("comment"):
        for name in ("author", "date"):
            if not attr(comment, name).strip():
                yield Finding(part, f"comment {attr(comment, 'id')} has no {name}")


def empty_bodies(package: Package) -> Iterator[Finding]:
    for part, comment in package.each("comment"):
        if not "".join(text.text or "" for text in comment.iter(w("t"))).strip():
            yield Finding(part, f"comment {attr(comment, 'id')} says nothing")
