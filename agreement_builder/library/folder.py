"""A folder as a library: a whole one, one's own files over the shipped ones, or the shipped one by its word."""

from __future__ import annotations

from pathlib import Path

from agreement_builder.errors import LibraryRefusal, Where, error
from agreement_builder.library.load import DATA_FOLDERS, load_library, read_library
from agreement_builder.library.load_places import PLACES, is_read_as_places
from agreement_builder.library.model import Library
from agreement_builder.library.place import lay, layout, shipped

SHIPPED = "shipped"
"""The word for the shipped library where a folder is asked for."""

_OUTLINE = "interlocal/outline.yaml"


def load_folder(folder: Path | str) -> Library:
    """The library that a folder makes, or the shipped one for the word `shipped`.

    A folder with an outline and a clause for each topic that may not be left out is a library by itself; any other
    is laid over the shipped one. Raises LibraryRefusal if it is missing, holds nothing of a library, or is at fault.
    """
    if str(folder) == SHIPPED:
        return load_library()
    folder = Path(folder)
    own = layout(folder)
    if not any(is_read_as_clause(name) for name in lay([own.clauses])) and not lay([own.templates]):
        message = "The folder holds no clause, law, outline or template, so it is no library."
        hint = f"Name a folder with clauses/ and templates/ in it, one that holds topics, or the word {SHIPPED}."
        raise LibraryRefusal([error("library-missing", Where(str(folder)), message, hint)])
    if own.parted and own.clauses.is_dir() and (own.templates / _OUTLINE).is_file():
        library, findings = read_library(clauses=own.clauses, templates=own.templates)
        if library is not None and _fills_its_outline(library):
            if findings:
                raise LibraryRefusal(findings)
            return library
    return load_library(folder)


def _fills_its_outline(library: Library) -> bool:
    return all(slot.optional or slot.topic in library.topics for slot in library.outline.slots())


def is_read_as_clause(name: str) -> bool:
    """Whether a file of the folder of clauses is read, by its path in it: a clause, or a file of law, words or
    places.
    """
    topic, slash, rest = name.partition("/")
    if not slash:
        return name in top_files()
    if topic == PLACES:
        return is_read_as_places(rest)
    return rest.endswith(".yaml" if topic in DATA_FOLDERS else ".md")


def is_read_as_template(name: str) -> bool:
    """Whether a file of the folder of templates is read, by its path in it."""
    return name in lay([shipped("templates")])


def top_files() -> frozenset[str]:
    """The files that are read at the top of the folder of clauses."""
    return frozenset(path.name for path in shipped("clauses").glob("*.yaml"))
