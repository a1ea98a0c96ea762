"""Trials: what a part of the new draft would be, had one answer stayed as it was.

That an answer is the cause of a change is not guessed from what a clause might read: the part is composed again
without the change of that answer, and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from agreement_builder.answers.load import COUNSEL, OPEN, AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules import faults
from agreement_builder.compose.parts import Parts
from agreement_builder.errors import LibraryRefusal
from agreement_builder.library.model import Library
from agreement_builder.redline.causes.differences import Compared, Difference, Left
from agreement_builder.redline.causes.edits import put_back, put_forward

Look = Callable[[Parts], object]
"""What is looked at in the parts of a document."""

Likely = Callable[[tuple[Difference, ...]], tuple[Difference, ...]]
"""Those of some differences that concern what is looked at, as far as that is known without a trial."""


class Trials:
    """Trials over the differences of two answers files, all with one library."""

    def __init__(self, library: Library, compared: Compared) -> None:
        self.library, self._compared = library, compared
        self.old, self.new = Parts(library, compared.old), Parts(library, compared.new)
        self._without: dict[tuple[Difference, ...], Parts | None] = {}
        self._alone: dict[tuple[Difference, ...], Parts | None] = {}

    def behind(self, look: Look, among: Iterable[Difference], likely: Likely) -> tuple[Difference, ...]:
        """Those differences without which what is looked at would not be what it is in the new draft.

        Where any of several would do, all of these. Of answers that can only change together, `likely` tells those
        that matter.
        """
        tried = tuple(among)
        new = look(self.new)
        found = {one for one in tried if self._differs(look, self.without((one,)), new)}
        bound = tuple(one for one in tried if one in self._bound)
        if bound and (self.without(self._bound) is None or self._differs(look, self.without(self._bound), new)):
            found.update(likely(bound) or (bound if not found else ()))
        if not found:
            old = look(self.old)
            found = {one for one in tried if self._differs(look, self.alone((one,)), old)}
        return tuple(one for one in tried if one in found)

    @cached_property
    def _bound(self) -> tuple[Difference, ...]:
        """The differences that cannot be undone alone without a contradiction."""
        return tuple(one for one in self._compared.differences if self.without((one,)) is None)

    @staticmethod
    def _differs(look: Look, parts: Parts | None, other: object) -> bool:
        try:
            return parts is not None and look(parts) != other
        except LibraryRefusal:
            return False

    def without(self, some: tuple[Difference, ...]) -> Parts | None:
        """The new draft without these differences; None if its answers would contradict themselves."""
        if some not in self._without:
            edits = [edit for one in some for edit in one.edits]
            answers = put_back(self._compared.new.answers, edits)
            marks = {mark.path: mark.before for one in some for mark in one.marks}
            self._without[some] = self._parts(self._compared.new, answers, marks)
        return self._without[some]

    def alone(self, some: tuple[Difference, ...]) -> Parts | None:
        """The old draft with these differences; None if its answers would contradict themselves."""
        if some not in self._alone:
            edits = [edit for one in some for edit in one.edits]
            answers = put_forward(self._compared.old.answers, edits)
            marks = {mark.path: mark.after for one in some for mark in one.marks}
            self._alone[some] = self._parts(self._compared.old, answers, marks)
        return self._alone[some]

    def _parts(self, file: AnswersFile, answers: Answers, marks: dict[str, Left | None]) -> Parts | None:
        if faults(answers):
            return None
        notes = [
            {path: note for path, note in given.items() if path not in marks}
            | {path: left.note for path, left in marks.items() if left is not None and left.to == to}
            for to, given in ((OPEN, file.open_notes), (COUNSEL, file.counsel_notes))
        ]
        return Parts(self.library, replace(file, answers=answers, open_notes=notes[0], counsel_notes=notes[1]))
