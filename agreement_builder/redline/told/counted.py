"""How much changed in a redline, in words."""

from __future__ import annotations

from collections.abc import Mapping

from agreement_builder.redline.told.digest import Digest, Same
from agreement_builder.redline.told.kinds import Kind

NOTHING = "Nothing changed: the two drafts say the same."

_ORDER = (Kind.REWORDED, Kind.ADDED, Kind.STRUCK, Kind.MOVED, Kind.MOVED_REWORDED, Kind.RESTYLED)


def counted(changes: Mapping[Kind, int]) -> str:
    """The changes of a section or of all: `2 paragraphs reworded, 1 added; 1 row added`."""
    told = [f"{count} {{}}{kind}" for kind in _ORDER if (count := changes.get(kind, 0))]
    if told:
        told[0] = told[0].format("paragraph " if told[0].startswith("1 ") else "paragraphs ")
    rows = [
        f"{count} {'row' if count == 1 else 'rows'} {kind.removeprefix('row ')}"
        for kind in (Kind.ROW_REWORDED, Kind.ROW_ADDED, Kind.ROW_STRUCK)
        if (count := changes.get(kind, 0))
    ]
    return "; ".join(part for part in (", ".join(one.format("") for one in told), ", ".join(rows)) if part)


def total(digest: Digest) -> str:
    """One sentence on the whole redline."""
    sections = sum(section.counted for section in digest.sections)
    if not sections:
        return NOTHING
    return f"In {sections} {'section' if sections == 1 else 'sections'}: {counted(digest.changes)}."


def unchanged(same: Same) -> str:
    """What is not shown: `5 paragraphs and 1 table unchanged`."""
    parts = [
        f"{count} {word if count == 1 else word + 's'}"
        for count, word in ((same.paragraphs, "paragraph"), (same.tables, "table"))
        if count
    ]
    return f"{' and '.join(parts)} unchanged"


def unchanged_rows(count: int) -> str:
    """Rows that are not shown: `4 rows unchanged`."""
    return f"{count} {'row' if count == 1 else 'rows'} unchanged"


def beginning(words: str) -> str:
    """The first words of a paragraph, for its reader to know it again."""
    short = words if len(words) <= 60 else words[:60].rpartition(" ")[0] + " ..."
    return f"“{short}”"
