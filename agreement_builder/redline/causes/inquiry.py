"""The inquiry into a change: what of it the library did, and which answers did the rest.

The old answers composed with the new library, the middle, tell the one from the other. Of the answers each is tried;
where the library is not at hand, the facts that were read for a section, and the paths of its values, have to do.
"""

from __future__ import annotations

from functools import cached_property

from agreement_builder.compose.parts import Parts
from agreement_builder.drafting import draft
from agreement_builder.edition import Edition, Trace, edition_of
from agreement_builder.errors import LibraryRefusal
from agreement_builder.library.model import Library
from agreement_builder.redline.causes.behind import behind, concerning, of_code, structural, within, written
from agreement_builder.redline.causes.differences import Difference, compared
from agreement_builder.redline.causes.trials import Trials
from agreement_builder.redline.causes.views import Content, View, printed, seen

Two = tuple[Content | None, Content | None]
"""The contents of one paragraph in the old and the new document; both None where a whole part is meant."""

WHOLE: Two = (None, None)


class Inquiry:
    """The inquiry into the changes between two editions; `library` is that of the new one, if it is at hand."""

    def __init__(self, old: Edition, new: Edition, library: Library | None) -> None:
        self._old, self._new = old, new
        self._library = library if library is not None and library.version == new.library else None
        self.compared = compared(old.file, new.file, self._library)
        self.same_make = (old.library, old.program) == (new.library, new.program)

    @property
    def library(self) -> Library | None:
        """The library of the new edition, if it is at hand."""
        return self._library

    @cached_property
    def middle(self) -> Edition | None:
        """The old answers with the library and program of the new edition; None where that cannot be told."""
        if self.same_make:
            return self._old
        if self._library is None:
            return None
        try:
            return edition_of(draft(self._library, self._old.file, self._new.date, annex=False))
        except LibraryRefusal:
            return None

    def by_make(self, view: View, two: Two = WHOLE) -> bool:
        """Whether the library or the program changed what is seen; False where that cannot be told."""
        return self.middle is not None and not _same(view, two, self._old, self.middle)

    def by_answers(self, view: View, paths: tuple[str, ...] = (), two: Two = WHOLE) -> tuple[Difference, ...]:
        """The answers that changed what is seen. `paths` are those of values that changed, if they are known."""
        among = self.compared.differences
        middle = self.middle
        if middle is not None and _same(view, two, middle, self._new):
            return ()
        if len(among) == 1 and middle is not None:
            return among
        if self._trials is not None and middle is not None:
            found = self._tried(self._trials, middle, view, two)
            if found:
                return found
        return self._told(view, paths)

    @cached_property
    def _trials(self) -> Trials | None:
        return Trials(self._library, self.compared) if self._library is not None else None

    def _tried(self, trials: Trials, middle: Edition, view: View, two: Two) -> tuple[Difference, ...]:
        among = self.compared.differences
        traces = middle.traces.get(view.key), self._new.traces.get(view.key)

        def likely(some: tuple[Difference, ...]) -> tuple[Difference, ...]:
            # What code builds from answers, such as an exhibit, has no trace.
            return behind(some, *traces) if any(traces) else some

        def look(parts: Parts) -> object:
            return seen(view.in_parts(parts), *two)

        clauses = [c for e in (middle, self._new) for c in e.traces.get(view.key, Trace()).clauses]
        first = within(among, written(view.key, clauses, trials.library))
        found = trials.behind(look, first, likely) if first else ()
        found = found or trials.behind(look, among, likely)
        if not found and look(trials.old) == look(trials.new):
            # What other parts hold, such as a reference to an item, has a part set otherwise.
            found = trials.behind(lambda parts: seen(view.in_document(parts.document), *two), among, likely)
        return found

    def _told(self, view: View, paths: tuple[str, ...]) -> tuple[Difference, ...]:
        """The answers of which the traces tell, and the values that are printed."""
        among = self.compared.differences
        parts = [view.in_document(edition.document) for edition in (self._old, self._new)]
        shown = (*paths, *printed(*parts))
        if view.key not in self._old.traces and view.key not in self._new.traces:
            return of_code(among, view.key, shown)
        traces = self._old.traces.get(view.key), self._new.traces.get(view.key)
        found = concerning(among, *traces, shown)
        # Where the library may be the cause, no answer is named that need not be.
        return found if found or not self.same_make else structural(among) or behind(among, *traces)


def _same(view: View, two: Two, one: Edition, other: Edition) -> bool:
    return seen(view.in_document(one.document), *two) == seen(view.in_document(other.document), *two)
