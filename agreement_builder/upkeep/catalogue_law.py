"""The law in the catalogue: routes, requirements, questions for counsel, and every authority."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.library.law import Step
from agreement_builder.library.model import Library
from agreement_builder.upkeep.tables import code, said, table


def routes(library: Library) -> Iterator[str]:
    """Every route, by state: when it applies, on what it rests, and the steps outside the text."""
    for state, file in library.routing.items():
        for route in file.routes:
            yield f"- **{state} {route.id}** {said(route.title)}{' (experimental)' if file.experimental else ''}"
            yield f"  - applies when {code(route.when)}"
            yield f"  - law: {', '.join(map(code, route.authorities))}"
            yield from (f"  - approval: {_step(step)}" for step in route.approvals)
            yield from (f"  - filing: {_step(step)}" for step in route.filings)


def requirements(library: Library) -> Iterator[str]:
    """Every requirement, with the clauses that meet it or the condition that does."""
    for state, rows in library.requirements.items():
        for row in rows:
            met = [code(clause.id) for clause in library.clauses.values() if row.id in clause.meta.satisfies]
            yield f"- {code(row.id)} ({state}): {said(row.says)}"
            yield f"  - law: {code(row.authority)}; if not met: {row.severity}"
            if row.routes:
                yield f"  - only on route {', '.join(row.routes)}"
            if row.services:
                yield f"  - only for {', '.join(service.meaning for service in row.services)}"
            if row.applies is not None:
                yield f"  - only when {code(row.applies)}"
            if row.holds is not None:
                yield f"  - met when {code(row.holds)}"
            if met:
                yield f"  - met by {', '.join(met)}"


def steps(library: Library) -> Iterator[str]:
    """Every step that a service asks for beside those of the routes."""
    for state, rows in library.steps.items():
        for row in rows:
            services = ", ".join(service.meaning for service in row.services)
            yield f"- {'filing' if row.filing else 'approval'} ({state}, {services}): {_step(row)}"
            yield f"  - law: {code(row.authority)}"
            if row.applies is not None:
                yield f"  - only when {code(row.applies)}"


def counsel(library: Library) -> Iterator[str]:
    """Every question that the library leaves to counsel."""
    for state, rows in library.counsel.items():
        for row in rows:
            yield f"- {code(row.id)} ({state}): {said(row.asks)}"
            if row.services:
                yield f"  - only for {', '.join(service.meaning for service in row.services)}"
            if row.applies is not None:
                yield f"  - only when {code(row.applies)}"
            if row.authorities:
                yield f"  - law: {', '.join(map(code, row.authorities))}"


def authorities(library: Library) -> Iterator[str]:
    """Every authority, by the file of law that holds it, with the state of the law to which it was checked."""
    for place, file in enumerate(library.law):
        yield from (*([""] if place else []), f"### {file.jurisdiction}", "")
        yield from (f"Checked through: {said(file.checked_through)}. Checked on {file.checked_on}.", "")
        rows = (
            [code(row.id), said(row.citation), said(row.title), str(row.status), str(row.confidence)]
            for row in file.authorities
        )
        yield from table(("authority", "citation", "title", "status", "confidence"), rows)


def _step(step: Step) -> str:
    kinds = ", ".join(code(str(kind)) for kind in step.parties)
    return f"{said(step.says)}{f' ({kinds})' if kinds else ''}"
