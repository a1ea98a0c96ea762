"""From the folder `places` of the library to `Places`, or to every fault of its files.

It is read apart from the clauses and only by what asks for it: a draft does not need it and does not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from agreement_builder.answers.faults import findings as model_findings
from agreement_builder.errors import Finding, LibraryRefusal, Where, error, nearest
from agreement_builder.library.place import lay, layout, shipped
from agreement_builder.library.places import FACTS, Municipality, Organization, Places, SourcesFile, StatePlaces
from agreement_builder.library.table import Row, read_table
from agreement_builder.yamltext import MAX_BYTES, Yaml, read_yaml

PLACES = "places"
"""The folder of the clause library that holds municipalities and regional bodies."""

_FILE = re.compile(r"([a-z]{2})-(municipalities\.csv|boroughs\.csv|organizations\.csv|sources\.yaml)\Z")

R = TypeVar("R", Municipality, Organization)
Rows = list[tuple[str, Row[R]]]
"""Rows with the file in which each stands."""

_Sourced = tuple[str, int, tuple[str, ...]]
"""The file and the line of a row, and the keys of its sources."""


def load_places(overlay: Path | None = None, *, clauses: Path | None = None) -> Places:
    """The municipalities and regional bodies of the shipped library, with the files of `overlay` laid over them.

    `clauses` replaces the shipped folder of clauses. Raises LibraryRefusal with every fault.
    """
    places, findings = read_places(overlay, clauses=clauses)
    if findings:
        raise LibraryRefusal(findings)
    return places


def read_places(overlay: Path | None = None, *, clauses: Path | None = None) -> tuple[Places, list[Finding]]:
    """As `load_places`, with the faults beside what could be read; LibraryRefusal only if a folder is missing."""
    folders = [clauses or shipped("clauses"), *([layout(overlay).clauses] if overlay is not None else [])]
    states: dict[str, dict[str, Path]] = {}
    for name, path in lay(folder / PLACES for folder in folders).items():
        if match := _FILE.match(name):
            states.setdefault(match[1].upper(), {})[match[2]] = path
    read = {state: _State(state, files).read() for state, files in states.items()}
    return Places({state: places for state, (places, _) in read.items()}), [f for _, fs in read.values() for f in fs]


def is_read_as_places(name: str) -> bool:
    """Whether a file of the folder is read, by its name."""
    return _FILE.match(name) is not None


class _State:
    """The reading of one state's files."""

    def __init__(self, state: str, files: Mapping[str, Path]) -> None:
        self.state, self.files = state, files
        self.findings: list[Finding] = []

    def read(self) -> tuple[StatePlaces, list[Finding]]:
        sources = self.sources()
        towns = self.table("municipalities.csv", Municipality)
        boroughs = self.table("boroughs.csv", Municipality)
        bodies = self.table("organizations.csv", Organization)
        if not self.findings:
            self.findings += _twice([*towns, *boroughs], bodies)
            self.findings += _unknown_towns(towns, boroughs, bodies)
            sourced = [(file, row.line, row.value.sources) for file, row in (*towns, *boroughs)]
            sourced += [(file, row.line, row.value.sources) for file, row in bodies]
            self.findings += _unknown_sources(sourced, sources)
        municipalities = tuple(row.value for _, row in (*towns, *boroughs))
        return StatePlaces(self.state, municipalities, tuple(row.value for _, row in bodies), sources), self.findings

    def table(self, name: str, model: type[R]) -> Rows[R]:
        path = self.files.get(name)
        text = self.text(path) if path is not None else None
        if path is None or text is None:
            return []
        rows, found = read_table(text, str(path), model)
        self.findings += found
        return [(str(path), row) for row in rows]

    def sources(self) -> SourcesFile | None:
        path = self.files.get("sources.yaml")
        text = self.text(path) if path is not None else None
        if path is None or text is None:
            return None
        yaml = Yaml(None)
        try:
            yaml = read_yaml(text, str(path), LibraryRefusal)
            file = SourcesFile.model_validate(yaml.value)
        except LibraryRefusal as refusal:
            self.findings += refusal.findings
        except ValidationError as fault:
            self.findings += model_findings(fault, SourcesFile, yaml, str(path))
        else:
            self.findings += _source_faults(file, self.state, yaml, str(path))
            return file
        return None

    def text(self, path: Path) -> str | None:
        try:
            raw = path.read_bytes()
            if len(raw) <= MAX_BYTES:
                return raw.decode("utf-8-sig")
            message = f"The file has {len(raw):,} bytes, and the limit is {MAX_BYTES:,}."
            self.findings.append(error("library-file", Where(str(path)), message, "Keep one state in a file."))
        except (OSError, UnicodeDecodeError) as fault:
            message = f"The file cannot be read as UTF-8 text ({type(fault).__name__})."
            self.findings.append(error("library-file", Where(str(path)), message, "Save it again as CSV UTF-8."))
        return None


def _source_faults(file: SourcesFile, state: str, yaml: Yaml, name: str) -> Iterator[Finding]:
    if file.jurisdiction != state:
        message = f"The file is named for {state}, and says that it is of {file.jurisdiction}."
        yield error("places-state", yaml.where(name, ("jurisdiction",)), message, "Make the two agree.")
    for key, source in file.sources.items():
        for place, fact in enumerate(source.tells):
            if fact not in FACTS:
                where = yaml.where(name, ("sources", key, "tells", place))
                yield error("places-source", where, f'"{fact}" is no fact of the tables.', nearest(fact, FACTS))


def _twice(municipalities: Rows[Municipality], bodies: Rows[Organization]) -> Iterator[Finding]:
    """A name that two rows have, since it could not be told whose facts are meant."""
    seen: dict[str, int] = {}
    named = [(file, row.line, row.value.full_name) for file, row in municipalities]
    named += [(file, row.line, row.value.full_name) for file, row in bodies]
    for file, line, name in named:
        if name.casefold() in seen:
            message = f'"{name}" stands there twice (first on line {seen[name.casefold()]}), and only one could count.'
            yield error("places-twice", Where(file, line, field="name"), message, "Keep the row that is right.")
        seen.setdefault(name.casefold(), line)


def _unknown_towns(
    towns: Rows[Municipality], boroughs: Rows[Municipality], bodies: Rows[Organization]
) -> Iterator[Finding]:
    known = {row.value.name for _, row in towns if row.value.within is None}
    named = [(file, row.line, "members", row.value.members) for file, row in bodies]
    for file, row in (*towns, *boroughs):
        if row.value.within is not None:
            named.append((file, row.line, "within", (row.value.within,)))
    for file, line, column, names in named:
        for name in names:
            if name not in known:
                message = f'"{name}" is none of the municipalities of the state.'
                yield error("places-unknown", Where(file, line, field=column), message, nearest(name, known))
        yield from _repeated(names, Where(file, line, field=column))


def _repeated(names: Sequence[str], where: Where) -> Iterator[Finding]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error("places-twice", where, f'"{name}" is named twice in the cell.', "Name it once.")


def _unknown_sources(rows: Sequence[_Sourced], sources: SourcesFile | None) -> Iterator[Finding]:
    known = sources.sources if sources is not None else {}
    for file, line, keys in rows:
        for key in keys:
            if key not in known:
                message = f'The source "{key}" is described nowhere, so nobody could tell where the facts come from.'
                hint = nearest(key, known) or "Describe it in the file of sources of the state."
                yield error("places-source", Where(file, line, field="sources"), message, hint)
