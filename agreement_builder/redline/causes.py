"""The causes of changes: from what two editions were made of to why a section, definition or exhibit reads otherwise.

Nothing is guessed where it can be tried: the answers of the old edition are composed with the library of the new one,
which tells what the library changed from what the answers did, and of these each is tried by `trials`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from agreement_builder.compose.parts import Parts
from agreement_builder.compose.words import long_date
from agreement_builder.document.tree import Inline
from agreement_builder.drafting import draft
from agreement_builder.edition import Edition, Trace, edition_of
from agreement_builder.errors import LibraryRefusal
from agreement_builder.library.model import Library
from agreement_builder.redline import views
from agreement_builder.redline.behind import behind, within, written
from agreement_builder.redline.differences import Difference, compared
from agreement_builder.redline.said import Sayings
from agreement_builder.redline.trials import Trials
from agreement_builder.redline.views import View, seen

Content = tuple[Inline, ...]


class CauseKind(StrEnum):
    """What it is that differs."""

    ANSWER = "answer"
    CLAUSE = "clause"
    USE = "use"
    SECTION = "section"
    OUTLINE = "outline"
    LIBRARY = "library"
    PROGRAM = "program"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing from which a change follows.

    `name` is the path of an answer, the id of a clause, a term that a section uses, the key of a section that came or
    went, or empty. `says` is one line for the reader of the redline.
    """

    kind: CauseKind
    name: str
    says: str


class Causes:
    """The causes of what differs between two editions; `library` is that of the new one, if it is at hand.

    Without it nothing can be tried, and causes are those answers that the facts behind a section tell of.
    Whatever is asked has an answer, as long as the editions were not made of the same.
    """

    def __init__(self, old: Edition, new: Edition, library: Library | None = None) -> None:
        self._old, self._new = old, new
        self._library = library if library is not None and library.version == new.library else None
        self._compared = compared(old.file, new.file, self._library)
        self._differences = self._compared.differences
        self._words = Sayings(self._compared.old.answers, self._compared.new.answers, self._library)

    # What differs at all

    @cached_property
    def all(self) -> tuple[Cause, ...]:
        """All in which what the editions were made of differs: answers in their order, clauses, the rest."""
        return tuple(dict.fromkeys((*map(self._answer, self._differences), *self._all_clauses(), *self._made())))

    def _answer(self, one: Difference) -> Cause:
        return Cause(CauseKind.ANSWER, one.path, self._words.line(one))

    def _all_clauses(self) -> Iterator[Cause]:
        versions: list[dict[str, str]] = [{}, {}]
        for found, edition in zip(versions, (self._old, self._new), strict=True):
            for trace in edition.traces.values():
                found.update(trace.clauses)
        yield from _versions(*versions)
        for place in self._middle.traces if self._middle is not self._old else ():
            for view in (views.of_section(place), views.of_definition(place)):
                yield from self._by_library(view, None, None)

    def _made(self) -> Iterator[Cause]:
        old, new = self._old, self._new
        if old.library != new.library:
            says = f"The clause library is now version {new.library} (was {old.library})."
            yield Cause(CauseKind.LIBRARY, "", says)
        if old.program != new.program:
            says = f"The draft was built by version {new.program} of the program (was {old.program})."
            yield Cause(CauseKind.PROGRAM, "", says)
        if old.date != new.date:
            says = f"The draft is dated {long_date(new.date)} (was {long_date(old.date)})."
            yield Cause(CauseKind.DATE, "", says)

    # What is behind a part

    def of_section(
        self, place: str, paths: Iterable[str] = (), *, old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        """Why a section (by its topic) came, went or reads otherwise.

        `old` and `new`: the contents of one paragraph of it, as the old and the new document have it (None: it has
        none there), of which alone the causes are then told. `paths` are those of values and blanks that changed,
        which help where nothing can be tried.
        """
        return self._of(views.of_section(place), paths, old, new)

    def of_exhibit(
        self, exhibit: str, paths: Iterable[str] = (), *, old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        """Why an exhibit (by its id) came, went or reads otherwise; `old` and `new` may be those of a cell."""
        return self._of(views.of_exhibit(exhibit), paths, old, new)

    def of_title(self, paths: Iterable[str] = ()) -> tuple[Cause, ...]:
        """Why the title of the agreement, or the service on its cover, reads otherwise."""
        return self._of(views.of_title(), paths)

    def of_parties(
        self, paths: Iterable[str] = (), *, old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        """Why the names of the parties on the cover, or the signature blocks, read otherwise."""
        return self._of(views.of_parties(), paths, old, new)

    def of_definition(
        self, clause: str, paths: Iterable[str] = (), *, old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        """Why a definition (by the id of its clause) came, went or reads otherwise."""
        return self._of_definition(clause, tuple(paths), old, new, frozenset())

    def _of_definition(
        self, clause: str, paths: tuple[str, ...], old: Content | None, new: Content | None, asked: frozenset[str]
    ) -> tuple[Cause, ...]:
        view = views.of_definition(clause)
        before, after = (views.term_of(clause, edition) for edition in (self._old, self._new))
        if before is not None and after is not None:
            return self._of(view, paths, old, new)
        term = before or after
        if term is None or asked & {clause}:
            return ()
        found = dict.fromkeys(self._of_uses(term, came=after is not None, asked=asked | {clause}))
        return tuple(found) or self._of(view, paths)

    def _of_uses(self, term: str, *, came: bool, asked: frozenset[str]) -> Iterator[Cause]:
        """Why a term is used, or is so no longer: which sections do, and why these read otherwise."""
        there, elsewhere = (self._new, self._old) if came else (self._old, self._new)
        before = views.users(term, elsewhere)
        others = [other for other in views.users(term, there) if other not in before]
        if others:
            subject = views.listed(others, there)
            verb = "uses" if len(others) == 1 else "use"
            says = f"{subject} {'now' if came else 'no longer'} {verb} “{term}”."
            yield Cause(CauseKind.USE, term, says)
        for other in others:
            yield from (
                self._of_definition(other, (), None, None, asked)
                if views.term_of(other, there) is not None
                else self.of_section(other)
            )

    def of_article(self, article: str) -> tuple[Cause, ...]:
        """Why the heading of an article (by its id) came, went, moved or reads otherwise."""
        before, after = (views.article(article, edition) for edition in (self._old, self._new))
        if (before and before.heading) == (after and after.heading):
            clauses = [{clause.topic for clause in one.clauses} if one else set() for one in (before, after)]
            if not all(clauses):
                found = dict.fromkeys(c for topic in sorted(clauses[0] ^ clauses[1]) for c in self.of_section(topic))
                return tuple(found) or self.all
        heading = (after or before).heading if after or before else article  # type: ignore[union-attr]
        return (Cause(CauseKind.OUTLINE, article, f"The outline of the library changed at the article “{heading}”."),)

    def of_number(self, target: str) -> tuple[Cause, ...]:
        """Why a section, item or exhibit has another number: what came, went or moved before it."""
        found: dict[Cause, None] = {}
        for place, came in views.before(target, self._old, self._new):
            edition = self._new if came else self._old
            says = f"{views.named(place, edition)} {'now stands' if came else 'no longer stands'} before it."
            found[Cause(CauseKind.SECTION, place, says)] = None
            causes = self.of_exhibit(place) if place in edition.index.exhibits else self.of_section(place)
            found |= dict.fromkeys(causes)
        return tuple(found) or self.of_section(target.partition("/")[0])

    # How it is found

    def _of(
        self, view: View, paths: Iterable[str] = (), old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        found = [*self._by_library(view, old, new), *map(self._answer, self._by_answers(view, tuple(paths), old, new))]
        if not found and (old is not None or new is not None):
            return self._of(view, paths)
        return tuple(found) or tuple(self._made()) or self.all

    @cached_property
    def _middle(self) -> Edition:
        """The old answers with the library and program of the new edition; the old one where that cannot be told."""
        old, new = self._old, self._new
        if self._library is None or (old.library, old.program) == (new.library, new.program):
            return old
        try:
            return edition_of(draft(self._library, old.file, new.date, annex=False))
        except LibraryRefusal:
            return old

    @cached_property
    def _trials(self) -> Trials | None:
        return Trials(self._library, self._compared) if self._library is not None else None

    def _by_library(self, view: View, old: Content | None, new: Content | None) -> Iterator[Cause]:
        known = self._library is not None
        before, after = self._old, self._middle if known else self._new
        if (before.library, before.program) == (self._new.library, self._new.program):
            return
        if known and seen(view.in_document(before.document), old, new) == seen(
            view.in_document(after.document), old, new
        ):
            return
        traces = before.traces.get(view.key, Trace()), after.traces.get(view.key, Trace())
        versions = tuple(_versions(traces[0].clauses, traces[1].clauses))
        if versions or not known:
            yield from versions
        elif before.library == self._new.library:
            yield from (one for one in self._made() if one.kind is CauseKind.PROGRAM)
        else:
            yield from _otherwise(view, *traces)

    def _by_answers(
        self, view: View, paths: tuple[str, ...], old: Content | None, new: Content | None
    ) -> tuple[Difference, ...]:
        among, trials = self._differences, self._trials

        traces = self._middle.traces.get(view.key), self._new.traces.get(view.key)

        def likely(some: tuple[Difference, ...]) -> tuple[Difference, ...]:
            # What code builds from answers, such as an exhibit, has no trace.
            return behind(some, *traces, paths) if trials is None or any(traces) else some

        if trials is None:
            return likely(among)
        middle, after = view.in_document(self._middle.document), view.in_document(self._new.document)
        if seen(middle, old, new) == seen(after, old, new):
            return ()
        if len(among) == 1:
            return among

        def look(parts: Parts) -> object:
            return seen(view.in_parts(parts), old, new)

        first = self._candidates(view)
        found = trials.behind(look, first, likely) if first else ()
        if not found:
            found = trials.behind(look, among, likely)
        # What is put together of parts, such as references to an item, may tell a part what it is.
        found = found or trials.behind(lambda parts: seen(view.in_document(parts.document), old, new), among, likely)
        return found or behind(among, *traces, paths)

    def _candidates(self, view: View) -> tuple[Difference, ...]:
        """The differences that may concern a part, as its clauses and conditions are written."""
        if self._library is None:
            return self._differences
        clauses = [
            clause
            for edition in (self._middle, self._new)
            for clause in edition.traces.get(view.key, Trace()).clauses
        ]  # fmt: skip
        return within(self._differences, written(view.key, clauses, self._library))


def _versions(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Cause]:
    """The clauses that both have in another version."""
    for clause, version in new.items():
        if clause in old and old[clause] != version:
            yield Cause(CauseKind.CLAUSE, clause, f"Clause {clause} is now version {version} (was {old[clause]}).")


def _otherwise(view: View, old: Trace, new: Trace) -> Iterator[Cause]:
    """What another library changed at a part, whose clauses have no other version."""
    came = [clause for clause in new.clauses if clause not in old.clauses]
    went = [clause for clause in old.clauses if clause not in new.clauses]
    for clause in came:
        instead = f" in place of {', '.join(went)}" if went else ""
        says = f"The library has clause {clause}, version {new.clauses[clause]}, here{instead}."
        yield Cause(CauseKind.CLAUSE, clause, says)
    if not came:
        for clause in went:
            yield Cause(CauseKind.CLAUSE, clause, f"The library no longer has clause {clause} here.")
    if not came and not went and new.clauses:
        for clause, version in new.clauses.items():
            says = f"The library changed what clause {clause} comes to, under the same version ({version})."
            yield Cause(CauseKind.CLAUSE, clause, says)
    if not new.clauses and not old.clauses:
        yield Cause(CauseKind.OUTLINE, view.key, "The outline of the library changed.")
