"""Where a library stands: the shipped one within the package or beside it, one's own in two layouts of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agreement_builder.errors import LibraryRefusal, Where, error

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """The shipped folder `clauses`, `templates` or `examples`."""
    installed = PACKAGE / "_data" / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a folder of one's own holds clauses and templates; `parted` if it keeps them in two folders of that name.

    A folder that is not parted holds the topics themselves, and no templates.
    """

    clauses: Path
    templates: Path
    parted: bool


def layout(folder: Path) -> Layout:
    """The layout of a folder of one's own; raises LibraryRefusal if there is no such folder."""
    if not folder.is_dir():
        hint = "Name a folder with clauses/ and templates/ in it, or one that holds topics."
        raise LibraryRefusal([error("library-missing", Where(str(folder)), "There is no such folder.", hint)])
    parted = (folder / "clauses").is_dir() or (folder / "templates").is_dir()
    return Layout(folder / "clauses" if parted else folder, folder / "templates", parted)


def lay(folders: Iterable[Path]) -> dict[str, Path]:
    """Files by their path within a folder; a later folder's file replaces an earlier one's."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                files[relative.as_posix()] = path
    return dict(sorted(files.items()))
