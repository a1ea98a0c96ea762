"""Files as results: written whole or not at all, and never over somebody's edits."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

from agreement_builder.errors import OutputRefusal, Where, error

OURS = b"<cp:lastModifiedBy>Agreement Builder</cp:lastModifiedBy>"
"""What the properties of a draft say until Word or LibreOffice saves it."""


def may_write(path: Path, *, force: bool) -> None:
    """Raise OutputRefusal if `path` cannot be written, or holds a draft that somebody has edited."""
    where = Where(str(path))
    if path.is_dir():
        message = "This is a folder, not a file."
        raise OutputRefusal([error("output-folder", where, message, f"Name a file in it: {path / 'draft.docx'}")])
    if not path.parent.is_dir():
        message = f"There is no folder {path.parent}."
        raise OutputRefusal([error("output-folder", where, message, "Make the folder first, or choose another.")])
    if (path.exists() and not os.access(path, os.W_OK)) or not os.access(path.parent, os.W_OK):
        message = "The file or its folder is read-only."
        raise OutputRefusal([error("output-unwritable", where, message, "Choose another name or folder.")])
    if path.exists() and not force and _edited(path):
        message = "This file was saved by another program since, so it may hold somebody's edits."
        hint = "Write the draft under another name, or add --force to overwrite it."
        raise OutputRefusal([error("output-edited", where, message, hint)])


def _edited(path: Path) -> bool:
    """Whether a file is anything but a draft as the program wrote it. Text is always ours to write again."""
    if path.suffix.lower() != ".docx" or path.stat().st_size == 0:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return OURS not in archive.read("docProps/core.xml")
    except (OSError, zipfile.BadZipFile, KeyError):
        return True


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all; raises OutputRefusal."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        message = f"The file cannot be written: {fault.strerror}."
        hint = "Close it if it is open in Word, or choose another name or folder."
        raise OutputRefusal([error("output-unwritable", Where(str(path)), message, hint)]) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
