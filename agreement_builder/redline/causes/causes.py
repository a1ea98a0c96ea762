"""The causes of changes: from what two editions were made of to why a section, definition or exhibit reads otherwise.

Nothing is guessed where it can be tried: the answers of the old edition are composed with the library of the new one,
which tells what the library changed from what the answers did, and of these each is tried (see `inquiry`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from agreement_builder.compose.words import long_date
from agreement_builder.edition import Edition, Trace
from agreement_builder.library.model import Library
from agreement_builder.redline.causes import views
from agreement_builder.redline.causes.differences import Difference, How
from agreement_builder.redline.causes.inquiry import WHOLE, Inquiry, Two
from agreement_builder.redline.causes.said import Sayings
from agreement_builder.redline.causes.views import Content, View


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
        self._inquiry = Inquiry(old, new, library)
        compared = self._inquiry.compared
        self._known: dict[object, tuple[Cause, ...]] = {}
        self._words = Sayings(compared.old.answers, compared.new.answers, self._inquiry.library)

    # What differs at all

    @cached_property
    def all(self) -> tuple[Cause, ...]:
        """All in which what the editions were made of differs: answers in their order, clauses, the rest."""
        return tuple(
            dict.fromkeys(
                (
                    *map(self._answer, self._inquiry.compared.differences),
                    *self._all_clauses(),
                    *self._make(),
                    *self._day(),
                )
            )
        )

    def _answer(self, one: Difference) -> Cause:
        return Cause(CauseKind.ANSWER, one.path, self._words.line(one))

    def _all_clauses(self) -> Iterator[Cause]:
        versions: list[dict[str, str]] = [{}, {}]
        for found, edition in zip(versions, (self._old, self._new), strict=True):
            for trace in edition.traces.values():
                found.update(trace.clauses)
        yield from _versions(*versions)
        if not self._inquiry.same_make and self._inquiry.middle is not None:
            for place in self._inquiry.middle.traces:
                yield from self._by_make(views.of_place(place, self._inquiry.middle), WHOLE)

    def _make(self) -> Iterator[Cause]:
        """That the library or the program is another."""
        old, new = self._old, self._new
        if old.library != new.library:
            says = f"The clause library is now version {new.library} (was {old.library})."
            yield Cause(CauseKind.LIBRARY, "", says)
        if old.program != new.program:
            says = f"The draft was built by version {new.program} of the program (was {old.program})."
            yield Cause(CauseKind.PROGRAM, "", says)

    def _day(self) -> Iterator[Cause]:
        old, new = self._old, self._new
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
        """Why a term is used, or is so no longer: which parts use it, and why the first of them reads otherwise."""
        there, elsewhere = (self._new, self._old) if came else (self._old, self._new)
        before, after = views.users(term, elsewhere), views.users(term, there)
        others = [other for other in after if other not in before]
        # Sections before definitions, which need one another and would lead from each to the next.
        others.sort(key=lambda other: views.term_of(other, there) is not None)
        if not others:
            return
        verb = "uses" if len(others) == 1 else "use"
        says = f"{views.listed(others, there)} {'now' if came else 'no longer'} {verb} “{term}”."
        yield Cause(CauseKind.USE, term, says)
        first = others[0]
        if views.term_of(first, there) is not None:
            yield from self._of_definition(first, (), None, None, asked)
            return
        for content in after[first]:
            yield from self._of(views.of_place(first, there), (), *((None, content) if came else (content, None)))

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
        return tuple(dict.fromkeys(self._numbered(target))) or self.of_section(target.partition("/")[0])

    def _numbered(self, target: str) -> Iterator[Cause]:
        for place, came in views.before(target, self._old, self._new):
            edition = self._new if came else self._old
            says = f"{views.named(place, edition)} {'now stands' if came else 'no longer stands'} before it."
            yield Cause(CauseKind.SECTION, place, says)
            yield from self._of(views.of_place(place, edition))

    # How it is found

    def _of(
        self, view: View, paths: Iterable[str] = (), old: Content | None = None, new: Content | None = None
    ) -> tuple[Cause, ...]:
        before, after = (view.in_document(edition.document) for edition in (self._old, self._new))
        if before is None or after is None:
            # What came or went as a whole has one set of causes.
            old = new = None
        known = (view.key, tuple(paths), old, new)
        if known not in self._known:
            # Two sections that change places ask each other: the one that asked first has no cause to tell yet.
            self._known[known] = ()
            self._known[known] = self._found(view, *known[1:])
        return self._known[known]

    def _found(self, view: View, paths: tuple[str, ...], old: Content | None, new: Content | None) -> tuple[Cause, ...]:
        answers = self._inquiry.by_answers(view, paths, (old, new))
        found = [*self._by_make(view, (old, new)), *map(self._answer, answers)]
        if not found and (old is not None or new is not None):
            return self._of(view, paths)
        return tuple(found) or self._elsewhere(view)

    def _elsewhere(self, view: View) -> tuple[Cause, ...]:
        """The causes of what is not seen in the text of a part: that it moved, or has another number."""
        before, after = (view.in_document(edition.document) for edition in (self._old, self._new))
        if before is None or before != after:
            return tuple(self._make()) or self.all
        moved = [one for one in self._inquiry.compared.differences if one.how is How.REORDERED]
        return tuple(map(self._answer, moved)) or tuple(dict.fromkeys(self._numbered(view.key))) or self.all

    def _by_make(self, view: View, two: Two) -> Iterator[Cause]:
        """What the library changed at a part, or the program where the library is the same."""
        middle = self._inquiry.middle
        if self._inquiry.same_make or (middle is not None and not self._inquiry.by_make(view, two)):
            return
        traces = [edition.traces.get(view.key, Trace()) for edition in (self._old, middle or self._new)]
        versions = tuple(_versions(traces[0].clauses, traces[1].clauses))
        yield from versions
        if not versions and middle is not None:
            yield from self._make() if self._old.library == self._new.library else _otherwise(view, *traces)


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
