"""Files as results: what a name says of the format, and what may not be written over."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from agreement_builder.errors import Finding, OutputRefusal, Where, error

OURS = b"<cp:lastModifiedBy>Agreement Builder</cp:lastModifiedBy>"
"""What the properties of a draft or a workbook say until another program saves it."""

_ID = rb"AB(?:-[0-9A-F]{4}){3}"
_TEXT_ID = re.compile(rb"^.*\n(?:(?:Draft of )?[0-9-]{10} +" + _ID + rb"\n|From draft " + _ID + rb" of )")
_PAGE_ID = re.compile(rb'<meta name="generator" content="Agreement Builder">')
_KINDS = {".docx": "docx", ".txt": "text", ".html": "html", ".htm": "html"}
_DRAFTS = ("docx", "text")


def kind_of(output: Path | None, asked: str | None, kinds: Collection[str] = _DRAFTS) -> str:
    """One of the kinds: as asked for, or by the name of the output; raises OutputRefusal if they disagree."""
    if output is None:
        return asked or "docx"
    named = _KINDS.get(output.suffix.lower())
    named = named if named in kinds else None
    if named is None and asked is None:
        message = f"The name does not say what to write: it ends with {output.suffix or 'no dot and letters'}."
        html = ", .html for HTML" if "html" in kinds else ""
        hint = f"Name it .docx for Word{html} or .txt for text, or add --format; save as PDF from Word."
    elif asked not in (None, named) and named is not None:
        message = f"The name says {named}, and --format says {asked}."
        hint = "Leave --format out, or give the file another name."
    else:
        return asked or named or "docx"
    raise OutputRefusal([error("output-format", Where(str(output)), message, hint)])


def may_write(path: Path, *, force: bool) -> None:
    """Raise OutputRefusal if `path` cannot be written, or holds a draft that somebody has edited."""
    try:
        found = _in_the_way(path, Where(str(path)), force=force)
    except OSError as fault:
        message = f"The file cannot be written: {fault.strerror}."
        found = error("output-unwritable", Where(str(path)), message, "Choose another name or folder.")
    if found is not None:
        raise OutputRefusal([found])


def _in_the_way(path: Path, where: Where, *, force: bool) -> Finding | None:
    if path.is_dir():
        message = "This is a folder, not a file."
        return error("output-folder", where, message, f"Name a file in it: {path / 'draft.docx'}")
    if not path.parent.is_dir():
        message = f"There is no folder {path.parent}."
        return error("output-folder", where, message, "Make the folder first, or choose another.")
    if path.exists() and not path.is_file():
        message = "This is a device or the like, not a file."
        return error("output-unwritable", where, message, "Leave -o out to print text on the screen.")
    if (path.exists() and not os.access(path, os.W_OK)) or not os.access(path.parent, os.W_OK):
        message = "The file or its folder is read-only."
        return error("output-unwritable", where, message, "Choose another name or folder.")
    if path.exists() and not force and _edited(path):
        message = "This file was saved by another program since, so it may hold somebody's edits."
        hint = "Write the draft under another name, or add --force to overwrite it."
        return error("output-edited", where, message, hint)
    return None


def _edited(path: Path) -> bool:
    """Whether a file is anything but what the program wrote; text is known by the id at its top, HTML by its maker."""
    if path.stat().st_size == 0:
        return False
    try:
        if path.suffix.lower() not in (".docx", ".xlsx"):
            with path.open("rb") as stream:
                begins = stream.read(1000)
            return _TEXT_ID.search(begins) is None and _PAGE_ID.search(begins) is None
        with zipfile.ZipFile(path) as archive:
            return OURS not in archive.read("docProps/core.xml")
    except (OSError, zipfile.BadZipFile, KeyError):
        return True
