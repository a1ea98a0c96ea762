"""Where the shipped library stands: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """The shipped folder `clauses`, `templates` or `examples`."""
    installed = PACKAGE / "_data" / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder
