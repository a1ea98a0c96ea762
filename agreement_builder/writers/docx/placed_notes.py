"""Where comments stand: those on clauses on the heading; those on open points also on a blank or above alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from agreement_builder.answers.counsel import left_around
from agreement_builder.document.index import Index
from agreement_builder.document.tree import Document
from agreement_builder.document.walk import alternatives, clauses
from agreement_builder.ledger.point import Kind, Point
from agreement_builder.writers.docx.notes import Notes
from agreement_builder.writers.docx.ooxml import Node

BEGINNING = ""
"""The place of what concerns the agreement as a whole: its first paragraph."""

SIGNATURES = "signatures"


class PlacedNotes:
    """Puts the comments on sections, `texts` by their keys, and on open points; without `notes` it puts none."""

    def __init__(
        self,
        document: Document,
        index: Index,
        notes: Notes | None,
        texts: Mapping[str, list[str]],
        points: Iterable[Point],
    ) -> None:
        self._notes = notes
        self._heads = _heads(document)
        self._texts = {self._heads[key]: text for key, text in texts.items() if key in self._heads}
        self._on_blank: dict[tuple[str, str], list[Point]] = {}
        self._on_bracket: dict[tuple[str, str], list[Point]] = {}
        self._on_head: dict[str, list[Point]] = {}
        blanks = [(self._at(place), blank.path) for blank, place in index.blanks if place != "title"]
        brackets = [(self._at(place), path) for place, block in alternatives(document) for path in block.paths]
        for point in points if notes is not None else ():
            place = self._at(point.place)
            above = _part_of(point, place, brackets) if point.kind is Kind.COUNSEL else None
            blank = _part_of(point, place, blanks) if point.kind in (Kind.COUNSEL, Kind.BLANK) else None
            if above is not None:
                self._on_bracket.setdefault((place, above), []).append(point)
            elif blank is not None:
                self._on_blank.setdefault((place, blank), []).append(point)
            else:
                self._on_head.setdefault(place, []).append(point)

    def head(self, p: Node, place: str) -> None:
        """On the heading of a place: that on its clauses, and then what stands on nothing within it."""
        if self._notes is not None:
            if place in self._texts:
                self._notes.anchor(p, self._texts.pop(place))
            self._notes.anchor_points(p, self._on_head.pop(place, []))

    def bracket(self, p: Node, place: str, paths: Iterable[str]) -> None:
        """On the line above alternatives that follow from these answers."""
        if self._notes is not None:
            found = [point for path in paths for point in self._on_bracket.pop((self._at(place), path), [])]
            self._notes.anchor_points(p, found)

    @contextmanager
    def around(self, p: Node, place: str, path: str) -> Iterator[None]:
        """On the blank that is written to the end of `p` meanwhile, if it is the first of this path in its place."""
        found = self._on_blank.pop((self._at(place), path), [])
        numbers = self._notes.begin(p, found) if self._notes is not None else []
        yield
        if self._notes is not None:
            self._notes.end(p, numbers)

    def _at(self, key: str) -> str:
        """The place on whose heading a key stands: of a topic, an exhibit, the signatures or the whole agreement."""
        return self._heads.get(key, BEGINNING)


def _part_of(point: Point, place: str, found: Iterable[tuple[str, str]]) -> str | None:
    """The first path of a place that is that of the point, or of a part of it."""
    return next((path for at, path in found if at == place and left_around(path, (point.path,)) is not None), None)


def _heads(document: Document) -> dict[str, str]:
    """For each key that a point may have, the key of the place on whose heading it can stand."""
    found = {key: clause.topic for clause in clauses(document) for key in (clause.topic, *clause.continued)}
    if document.closing is not None:
        found[document.closing.topic] = SIGNATURES
    found |= {exhibit.id: exhibit.id for exhibit in document.exhibits}
    if document.closing is not None or document.signatures:
        found[SIGNATURES] = SIGNATURES
    return found
