"""Single parts of the document that a set of answers makes, each composed by itself and only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.cases import Cases
from agreement_builder.compose.compose import Composing, compose, for_counsel
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.exhibits import exhibits
from agreement_builder.compose.ground import suggested
from agreement_builder.compose.member import ADJUSTMENTS
from agreement_builder.compose.select import select
from agreement_builder.compose.signatures import sign
from agreement_builder.document import tree
from agreement_builder.document.tree import Clause, Document, Exhibit, Inline, Signature
from agreement_builder.library.model import Library


class Parts:
    """The parts of one document, as they stand before it is put together.

    So a section has its single item still as an item, and the section of definitions none of those that are pulled in.
    """

    def __init__(self, library: Library, file: AnswersFile) -> None:
        self._library, self._file = library, suggested(library, file)
        self._sections: dict[str, Clause | None] = {}
        self._definitions: dict[str, tree.Block | None] = {}

    @cached_property
    def _cases(self) -> Cases:
        return Cases(self._library, self._file)

    def section(self, place: str) -> Clause | None:
        """The section with this key; None if nothing fills it. Raises LibraryRefusal as `compose`."""
        if place not in self._sections:
            selection = select(self._cases, self._topics(place))
            found = Composing(self._cases, selection.open).sections(selection.chosen).get(place)
            self._sections[place] = for_counsel(found, self._file.counsel_notes)
        return self._sections[place]

    def definition(self, clause: str) -> tree.Block | None:
        """The definition that this clause gives, needed or not; None if the library has no such clause."""
        if clause not in self._definitions:
            source = self._library.clauses.get(clause)
            made = Composing(self._cases, OpenDecisions()).defined(source) if source is not None else None
            self._definitions[clause] = for_counsel(made, self._file.counsel_notes)
        return self._definitions[clause]

    @cached_property
    def exhibits(self) -> Mapping[str, Exhibit]:
        """The exhibits by their ids."""
        made = for_counsel(tuple(exhibits(self._cases)), self._file.counsel_notes)
        return {exhibit.id: exhibit for exhibit in made}

    @cached_property
    def title(self) -> tuple[Inline, ...]:
        """The title of the agreement."""
        line = Composing(self._cases, OpenDecisions()).line(self._library.outline.title, self._library.outline_file)
        return for_counsel(line, self._file.counsel_notes)

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The signature blocks."""
        return for_counsel(tuple(map(sign, self._file.answers.parties)), self._file.counsel_notes)

    @cached_property
    def document(self) -> Document:
        """The whole of it, put together, without the annex for the reviewer."""
        return compose(self._library, self._file, annex=False).document

    def _topics(self, place: str) -> frozenset[str]:
        """The topics that may have a part in a section: its own, and those that stand under the same one."""
        slots = {slot.topic: slot for slot in self._library.outline.slots()}
        if place not in slots:
            return frozenset(topic for topic, slot in slots.items() if slot.each is not None)
        first = slots[place].under or place
        found = {topic for topic, slot in slots.items() if first in (topic, slot.under)}
        each = {topic for topic, slot in slots.items() if slot.each is not None} if first == ADJUSTMENTS else set()
        return frozenset(found | each)
