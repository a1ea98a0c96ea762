"""Faults of the municipalities and regional bodies of a library: of their files, and of the law that these cite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agreement_builder.checks.citations import citation_findings
from agreement_builder.errors import Finding, Where
from agreement_builder.library.load_places import read_places
from agreement_builder.library.model import Library


def places_findings(library: Library, overlay: Path | None = None) -> Iterator[Finding]:
    """Every fault of the files in `places`, and of the citations in them."""
    places, findings = read_places(overlay)
    yield from findings
    for state, rows in places.states.items():
        for note in rows.sources.councils if rows.sources is not None else ():
            where = Where(f"places/{state.lower()}-sources.yaml", field="councils")
            yield from citation_findings(note.citation, library, state, where)
