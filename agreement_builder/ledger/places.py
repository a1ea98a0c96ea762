"""Where a point stands in the draft: by the label of a section, or by an answer that is printed or read there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from agreement_builder.answers.origin import origins, pattern_of
from agreement_builder.checks.rule import SCHEME
from agreement_builder.document.tree import Blank, Value
from agreement_builder.document.walk import clauses
from agreement_builder.drafting import Draft
from agreement_builder.errors import Where


class Places:
    """The places of one draft: the keys of its sections, the ids of its exhibits, `title` and `signatures`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The position of each place in reading order; first that of no place, of the agreement as a whole."""
        document = self.draft.document
        names = ["", "title", *(clause.topic for clause in clauses(document)), "signatures"]
        return {name: at for at, name in enumerate([*names, *(exhibit.id for exhibit in document.exhibits)])}

    def of_finding(self, where: Where) -> str:
        """The place that a finding names by its label, else that of the answer which it names; empty if neither is."""
        for label in (where.section or "").split(", "):
            if (place := self._labels.get(label)) is not None:
                return place
        return self.of_answer(where.field) if where.field else ""

    def of_answer(self, path: str) -> str:
        """The place in which the answer at a written path, or a part of it, is printed first, else first read."""
        for printed, place in self._printed.items():
            if printed == path or printed.startswith((f"{path}.", f"{path}[")):
                return place
        return self.that_reads(path) or ""

    def that_reads(self, path: str) -> str | None:
        """The first place that goes by the answer at a written path, or a part of it; None if none does."""
        own = pattern_of(path)
        found = self._read.get(own)
        inner = (place for pattern, place in self._read.items() if pattern.startswith(f"{own}."))
        return min((place for place in (found, *inner) if place is not None), key=self._at, default=None)

    def name(self, place: str) -> str:
        """How a place is named to a person: `Section 7.2`, `Signatures`."""
        return self.draft.index.where(place, SCHEME) if place else ""

    def _at(self, place: str) -> int:
        return self.order.get(place, len(self.order))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        labels: dict[str, str] = {}
        for place in self.draft.index.places:
            labels.setdefault(self.name(place), place)
        return labels

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        """By path the first place of each value and blank."""
        printed: dict[str, str] = {}
        for run in self.draft.index.runs:
            for inline in run.inlines:
                if isinstance(inline, Value | Blank):
                    printed.setdefault(inline.path, run.place)
        return printed

    @cached_property
    def _read(self) -> Mapping[str, str]:
        """By the pattern of an answer the first place that goes by it, in the choice of its clause or in its text.

        What was only read to leave a topic without a clause is not among them: the draft does not speak of it.
        """
        read: dict[str, str] = {}
        for facts, place in self._facts():
            for fact in facts:
                own = pattern_of(fact)
                for pattern in (own, *origins(own)):
                    if pattern not in read or self._at(place) < self._at(read[pattern]):
                        read[pattern] = place
        return read

    def _facts(self) -> Iterator[tuple[Iterable[str], str]]:
        composition, outline = self.draft.composition, self.draft.library.outline
        for one in composition.chosen:
            if one.clause is not None:
                yield composition.read.get(one.clause.id, {}), one.place
                yield from ((considered.facts, one.place) for considered in one.considered)
        for clause in composition.definitions:
            yield composition.read.get(clause.id, {}), outline.definitions or ""
        yield from (((path,), place) for path, place in self._printed.items())
