"""What the rules of records mean: why a file cannot tell what it was made of, and what to do about it."""

from __future__ import annotations

RECORDS: dict[tuple[str, ...], str] = {
    ("record-missing", "record-removed"): """The file does not say from which answers it was made.

Every Word file that Agreement Builder makes holds a record of its answers, the version of its library and its date.
Word and LibreOffice keep it. It is absent from a file that somebody else made, from one copied into a new document,
and from one whose hidden data were removed (in Word: File, Info, Inspect Document).""",
    ("record-damaged",): """The record in the file is not what the program wrote.

The record bears a digest of itself, so that a damaged one cannot pass for another draft. Compare the file with the
draft that was sent, or build that again from its answers.""",
    ("record-newer", "record-answers"): """Another version of Agreement Builder made the file.

A later version may write its record in another form, and answers may get other names from version to version. Use
the version that made the file; its record names it.""",
    ("record-twice",): """The file holds two records that say different things.

This happens where one draft was inserted into another. Nobody can say which of them the text should follow: take
the file as it was before the other was put into it.""",
    ("redline-sides",): """A redline of two libraries needs the answers that are drafted with them.

A library by itself is no agreement. Name an answers file with --answers, or name answers or a draft as one side: their
answers are then drafted with the library of the other.""",
}
"""Explanations of the rules of records, and of what is compared by them."""
