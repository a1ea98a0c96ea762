"""Files written whole or not at all: the one way in which anything here reaches the disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from agreement_builder.errors import OutputRefusal, Where, error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all; one that was there keeps its permissions, and a link stays a link.

    Raises OutputRefusal if it cannot be written; the old file is then untouched.
    """
    where = Where(str(path))
    try:
        path = path.resolve()
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
        hint = "Close it if it is open in Word, check that the folder exists, or choose another name or folder."
        raise OutputRefusal([error("output-unwritable", where, message, hint)]) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
