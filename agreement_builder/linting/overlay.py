"""What each file of one's own does to the shipped library: adds to it, replaces a file of it, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agreement_builder.errors import Finding, LibraryRefusal, Where, note, warning
from agreement_builder.library.folder import is_read_as_clause, is_read_as_template, top_files
from agreement_builder.library.load import DATA_FOLDERS, read_library
from agreement_builder.library.load_places import PLACES
from agreement_builder.library.place import Layout, lay, layout, shipped
from agreement_builder.linting.nearness import alike, nearly_same
from agreement_builder.upkeep.comparing import number
from agreement_builder.yamltext import read_yaml

_HARMLESS = frozenset(("README.md", "CHANGELOG.md", "CATALOGUE.md", "CONTRIBUTING.md", "LICENSE", "LICENSE.md"))
"""Files for people, which nobody expects to be read as a part of the library."""


def lint_overlay(overlay: Path) -> list[Finding]:
    """A finding for each file of a folder of one's own, by file: added and replaced ones are notes.

    Warnings are files whose shipped original has moved on, whose name is suspiciously near that of a shipped
    one, or that nothing reads. Raises LibraryRefusal if there is no such folder.
    """
    own = layout(overlay)
    libraries = read_library()[0], read_library(overlay)[0]
    versions = {c.file: c.meta.version for library in libraries if library for c in library.clauses.values()}
    tiers = [_Tier(overlay, lay([own.clauses]), lay([shipped("clauses")]), is_read_as_clause, _clause_place, versions)]
    if own.parted:
        templates = lay([own.templates]), lay([shipped("templates")])
        tiers.append(_Tier(overlay, *templates, is_read_as_template, _template_place, versions))
    found = [*(finding for tier in tiers for finding in tier.findings()), *_outside(overlay, own)]
    return sorted(found, key=lambda finding: finding.where.file or "")


@dataclass(frozen=True, slots=True)
class _Tier:
    """The files of one's own folder of clauses, or of templates, beside the shipped ones; by path in the folder.

    `reads` tells whether a file has an effect at all, and `place` where one that has none belongs.
    """

    folder: Path
    own: Mapping[str, Path]
    shipped: Mapping[str, Path]
    reads: Callable[[str], bool]
    place: Callable[[str], str]
    versions: Mapping[str, str]

    def findings(self) -> Iterator[Finding]:
        for name, path in self.own.items():
            original = self.shipped.get(name)
            if not self.reads(name):
                if path.name not in _HARMLESS:
                    message = "Nothing reads this file, so it has no effect."
                    yield warning("overlay-ignored", Where(str(path)), message, self.place(name))
            elif original is None:
                yield self.added(name, path)
            elif not path.samefile(original):
                yield self.replaced(name, path, original)

    def added(self, name: str, path: Path) -> Finding:
        near = nearly_same(name, [known for known in self.shipped if self.reads(known)])
        where = Where(str(path))
        if near is not None:
            what = f"the shipped {near}" if near in self.shipped else f"the shipped topic {near.partition('/')[0]}"
            message = f"This file adds {name} beside {what}: the two names are nearly the same."
            hint = f"Call it {near} if that is meant, or give it a name that nobody mistakes for it."
            return warning("overlay-near", where, message, hint)
        return note("overlay-adds", where, f"This file adds {name} to the shipped library.")

    def replaced(self, name: str, path: Path, original: Path) -> Finding:
        where = Where(str(path))
        theirs, ours = self.state(original), self.state(path)
        told = f" ({theirs}; yours is {ours})" if theirs and ours else ""
        if theirs and ours and theirs.order > ours.order:
            message = f"The shipped {name}, which this file replaces, has moved on{told}."
            hint = f"Take over what it changed; to see the two: agreement-builder library diff shipped {self.folder}"
            return warning("overlay-behind", where, message, hint)
        if path.read_bytes() == original.read_bytes():
            message = f"This file replaces the shipped {name} by the same words{told}."
            return note("overlay-replaces", where, message, "Delete it, or it will hide later changes.")
        return note("overlay-replaces", where, f"This file replaces the shipped {name}{told}.")

    def state(self, path: Path) -> _State | None:
        """How far a file has come, if it says so: a clause by its version, a file of law by its day of checking."""
        version = self.versions.get(str(path))
        if version is not None:
            return _State(f"version {version}", number(version))
        try:
            value = read_yaml(path.read_text("utf-8-sig"), str(path), LibraryRefusal).value if _is_yaml(path) else None
            day = dt.date.fromisoformat(str(value.get("checked_on"))) if isinstance(value, dict) else None
        except (LibraryRefusal, OSError, ValueError):
            return None
        return _State(f"checked on {day}", (day.toordinal(),)) if day is not None else None


@dataclass(frozen=True, slots=True)
class _State:
    """How far a file has come, in words and in an order."""

    words: str
    order: tuple[int, ...]

    def __str__(self) -> str:
        return self.words


def _is_yaml(path: Path) -> bool:
    return path.suffix == ".yaml"


def _clause_place(name: str) -> str:
    folder, slash, _ = name.partition("/")
    if folder == PLACES:
        return f"The files of {PLACES}/ are named for their state, such as ny-municipalities.csv and ny-sources.yaml."
    if folder in DATA_FOLDERS:
        return f"The files of {folder}/ end with .yaml."
    if slash:
        return "The name of a clause ends with .md."
    return f"A clause stands in the folder of its topic; here stand only {', '.join(sorted(top_files()))}."


def _template_place(_: str) -> str:
    return f"Only these are read here: {', '.join(lay([shipped('templates')]))}."


def _outside(overlay: Path, own: Layout) -> Iterator[Finding]:
    """What stands beside clauses/ and templates/, each folder told once."""
    if not own.parted:
        for path in sorted(overlay.iterdir()):
            meant = next((name for name in ("clauses", "templates") if alike(path.name, name)), None)
            if meant is not None and path.is_dir():
                message = f"This folder is taken for a topic: the folder of that purpose is called {meant}."
                yield warning("overlay-near", Where(str(path)), message, f"Call it {meant}.")
        return
    for path in sorted(overlay.iterdir()):
        if path in (own.clauses, own.templates) or path.name.startswith(".") or path.name in _HARMLESS:
            continue
        count = len(lay([path])) if path.is_dir() else 1
        if path.is_dir() and count:
            message = f"Nothing reads this folder ({count} files): it is neither clauses/ nor templates/."
            hint = f"If it holds alternatives of a topic, move it to {own.clauses / path.name}."
            yield warning("overlay-ignored", Where(str(path)), message, hint)
        elif path.is_file():
            message = "Nothing reads this file: it is neither in clauses/ nor in templates/."
            hint = "Move it to clauses/TOPIC/ if it is a clause, or out of this folder."
            yield warning("overlay-ignored", Where(str(path)), message, hint)
