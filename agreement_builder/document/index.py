"""The index: everything that can be known about a document by reading it once.

Numbers of sections and items, definitions, uses of terms, references and blanks are computed here, beside
the tree and never in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agreement_builder.document.numbering import Scheme
from agreement_builder.document.terms import Terms, terms_finder
from agreement_builder.document.tree import Alternatives, Blank, Block, Clause, Document, Item, Reference, Term, Text
from agreement_builder.document.walk import Run, clauses, items_in, runs


@dataclass(frozen=True, slots=True)
class Use:
    """Something found in the paragraph `run`: a term, the target of a reference, a blank."""

    what: str
    run: Run


@dataclass(frozen=True, slots=True)
class Index:
    """Facts about one document.

    `numbers` gives the number of every target that a reference can name: `(7, 2)` for a section, `(7, 2, 1)`
    for a captioned item, `(1,)` for an exhibit (whose ids are in `exhibits`). `definitions` maps a term to
    the places that define it (one for all alternatives of a place); `uses` to the paragraphs, outside its
    definition, that use it. `runs` are all paragraphs in reading order.
    """

    numbers: dict[str, tuple[int, ...]]
    exhibits: frozenset[str]
    articles: dict[str, int]
    places: dict[str, str]
    definitions: dict[str, tuple[str, ...]]
    uses: dict[str, tuple[Use, ...]]
    references: tuple[Use, ...]
    blanks: tuple[tuple[Blank, str], ...]
    runs: tuple[Run, ...]

    def label(self, target: str, scheme: Scheme) -> str:
        """The label of a target: `Section 7.2`, `Section 7.2(b)`, `Exhibit A`.

        Raises KeyError for a target that the document does not have.
        """
        number = self.numbers[target]
        return scheme.exhibit_label(number[0]) if target in self.exhibits else scheme.full(number)

    def labels(self, scheme: Scheme) -> dict[str, str]:
        """The label of every target."""
        return {target: self.label(target, scheme) for target in self.numbers}

    def where(self, place: str, scheme: Scheme) -> str:
        """How a place is named to a person: its label, or its heading where it has no number."""
        return self.label(place, scheme) if place in self.numbers else self.places.get(place, place)


def build_index(document: Document, terms: Iterable[str] = ()) -> Index:
    """The index of `document`; uses are found of the terms it defines and of `terms` (known elsewhere)."""
    numbers, articles = _numbers(document)
    exhibits = frozenset(exhibit.id for exhibit in document.exhibits)
    for count, exhibit in enumerate(document.exhibits, 1):
        numbers[exhibit.id] = (count,)
    paragraphs = tuple(runs(document))
    definitions: dict[str, list[Run]] = {}
    references: list[Use] = []
    blanks: list[tuple[Blank, str]] = []
    for run in paragraphs:
        for inline in run.inlines:
            match inline:
                case Term(term):
                    _define(definitions.setdefault(term, []), run)
                case Reference(target):
                    references.append(Use(target, run))
                case Blank():
                    blanks.append((inline, run.place))
                case _:
                    pass
    return Index(
        numbers=numbers,
        exhibits=exhibits,
        articles=articles,
        places=_places(document),
        definitions={term: tuple(run.place for run in found) for term, found in definitions.items()},
        uses=_uses(paragraphs, terms_finder(tuple(sorted({*definitions, *terms})))),
        references=tuple(references),
        blanks=tuple(blanks),
        runs=paragraphs,
    )


def _define(found: list[Run], run: Run) -> None:
    """Add a definition, unless it stands in another alternative than one before it: a term is defined in either."""
    if not any(run.alternative and other.alternative not in ("", run.alternative) for other in found):
        found.append(run)


def _numbers(document: Document) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
    numbers: dict[str, tuple[int, ...]] = {}
    articles: dict[str, int] = {}
    for major, article in enumerate(document.articles, 1):
        articles[article.id] = major
        for minor, clause in enumerate(article.clauses, 1):
            numbers.update(dict.fromkeys((clause.topic, *clause.continued), (major, minor)))
            _number_items(clause, clause.blocks, (major, minor), numbers)
    return numbers, articles


def _number_items(
    clause: Clause,
    blocks: tuple[Block, ...],
    above: tuple[int, ...],
    numbers: dict[str, tuple[int, ...]],
    before: int = 0,
) -> None:
    """Number the items, of which `before` come before these; each alternative as if it stood alone."""
    place = before
    for block in blocks:
        if isinstance(block, Alternatives):
            for member in block.members:
                _number_items(clause, member.blocks, above, numbers, place)
            place += items_in(block)
        elif isinstance(block, Item):
            place += 1
            if block.anchor is not None:
                numbers.setdefault(f"{clause.topic}/{block.anchor}", (*above, place))
            _number_items(clause, block.children, (*above, place), numbers)


def _places(document: Document) -> dict[str, str]:
    places = {clause.topic: clause.heading for clause in clauses(document)}
    places.update({exhibit.id: exhibit.heading for exhibit in document.exhibits})
    places["signatures"] = "Signatures"
    places["title"] = "Title"
    return places


def _uses(paragraphs: tuple[Run, ...], terms: Terms) -> dict[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = {}
    for run in paragraphs:
        own = {inline.term for inline in run.inlines if isinstance(inline, Term)}
        for term in terms.used("".join(inline.text for inline in run.inlines if isinstance(inline, Text))):
            if term not in own:
                found.setdefault(term, []).append(Use(term, run))
    return {term: tuple(uses) for term, uses in found.items()}
