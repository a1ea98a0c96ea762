"""What a library consists of, as plain data by kind and id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from pydantic import BaseModel

from agreement_builder.library.model import Library

Record = Mapping[str, object]


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    def model_dump(self, *, mode: str) -> dict[str, Any]: ...


def records(library: Library) -> dict[str, Mapping[str, Record]]:
    """Clauses (without their texts), law, choices and outline; a new kind of record is a line here."""
    return {
        "clauses": {clause.id: _dump(clause.meta) for clause in library.clauses.values()},
        "authorities": _named(library.authorities.values()),
        "requirements": _named(r for rows in library.requirements.values() for r in rows),
        "routes": {f"{state} {route.id}": _dump(route) for state, f in library.routing.items() for route in f.routes},
        "steps": {f"{state} {step.says}": _dump(step) for state, rows in library.steps.items() for step in rows},
        "counsel": _named(q for rows in library.counsel.values() for q in rows),
        "choices": _named(library.choices.values()),
        "measures": {
            f"{file.service or 'every service'}": {"measures": [m.model_dump() for m in file.measures]}
            for file in library.services
        },
        "topics": dict(_topics(library)),
        "articles": {a.id: {"heading": a.heading} for a in library.outline.articles},
        "exhibits": _named(library.outline.exhibits),
    }


def _named(rows: Iterable[_Named]) -> dict[str, Record]:
    return {row.id: row.model_dump(mode="json") for row in rows}


def _dump(model: BaseModel) -> Record:
    return model.model_dump(mode="json")


def _topics(library: Library) -> Iterator[tuple[str, Record]]:
    outline = library.outline
    for front in outline.front:
        yield front.topic, {"article": "opening parts", **_dump(front)}
    for article in outline.articles:
        for slot in article.topics:
            yield slot.topic, {"article": article.id, **_dump(slot)}
    yield outline.closing.topic, {"article": "signatures", **_dump(outline.closing)}
