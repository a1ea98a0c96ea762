"""What the findings on files that are read back mean."""

from __future__ import annotations

WORD_FILES: dict[tuple[str, ...], str] = {
    ("word-file",): """The file cannot be read as a Word document.

Drafts, and what reviewers return, are Word Documents (.docx), as Word and LibreOffice save them. A file with a
password, an old .doc, or one of which only a part arrived has no text that could be read. Parts of a file that a
Word document never has, such as declared entities, are refused too: they can reach for other files.""",
}
"""Explanations by rule, for `explain`."""
