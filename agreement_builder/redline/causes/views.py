"""Views: one part of an agreement as its document has it, and as it is composed by itself for a trial."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreement_builder.answers.phrases import joined
from agreement_builder.compose.parts import Parts
from agreement_builder.document.tree import (
    Alternatives,
    Article,
    Blank,
    Block,
    Clause,
    Definition,
    Document,
    Exhibit,
    Inline,
    Signature,
    Term,
    Value,
)
from agreement_builder.document.walk import block_runs, clauses, flat
from agreement_builder.edition import Edition

Content = tuple[Inline, ...]

MOST = 3
"""How many parts are named in one sentence."""


@dataclass(frozen=True, slots=True)
class View:
    """One part. `key` is that of its trace, if it has one."""

    key: str
    in_document: Callable[[Document], object]
    in_parts: Callable[[Parts], object]


def of_section(place: str) -> View:
    """The section with this key, without the definitions that are pulled into it."""
    return View(place, lambda document: _section(document, place), lambda parts: _said(parts.section(place)))


def of_definition(clause: str) -> View:
    """The definition that the clause gives."""
    return View(clause, lambda document: _definition(document, clause), lambda parts: parts.definition(clause))


def of_exhibit(exhibit: str) -> View:
    """The exhibit with this id."""
    return View(
        exhibit,
        lambda document: next((one for one in document.exhibits if one.id == exhibit), None),
        lambda parts: parts.exhibits.get(exhibit),
    )


def of_title() -> View:
    """The title of the agreement, with the service on the cover."""
    return View("title", lambda document: (document.title, document.service), lambda parts: parts.title)


def of_parties() -> View:
    """The signature blocks, which have the names of the parties as the cover does."""
    return View("signatures", lambda document: document.signatures, lambda parts: parts.signatures)


def seen(part: object, old: Content | None, new: Content | None) -> object:
    """The part as a whole, or, of one paragraph, whether it holds the old and the new content."""
    if old is None and new is None:
        return part
    # Comparing ends at the first word that differs; hashing would go through all of it.
    held = tuple(_contents(part))
    return old in held, new in held


def printed(old: object, new: object) -> tuple[str, ...]:
    """The paths of the values and blanks in the paragraphs that one of two parts has alone."""
    before, after = frozenset(_contents(old)), frozenset(_contents(new))
    return tuple(
        dict.fromkeys(
            inline.path for content in before ^ after for inline in flat(content) if isinstance(inline, Value | Blank)
        )
    )


def _contents(part: object) -> Iterator[Content]:
    match part:
        case Exhibit(blocks=blocks):
            yield from block_runs(blocks)
        case (str(), tuple() as blocks):
            yield from block_runs(blocks)
        case Definition(content=content):
            yield content
        case Alternatives():
            yield from block_runs((part,))
        case tuple():
            for inner in part:
                if isinstance(inner, Signature):
                    yield from (inner.name, inner.capacity, *(content for _, content in inner.lines))
                elif isinstance(inner, tuple):
                    yield inner


def _section(document: Document, place: str) -> object:
    return _said(next((one for one in clauses(document) if one.topic == place), None))


def _said(section: Clause | None) -> tuple[str, tuple[Block, ...]] | None:
    """The heading and the text of a section."""
    if section is None:
        return None
    return section.heading, tuple(block for block in section.blocks if _defined(block) is None)


def _defined(block: Block) -> str | None:
    """The clause that gives the definition which a block is; None if it is none."""
    if isinstance(block, Alternatives):
        return next((found for one in block.members for inner in one.blocks if (found := _defined(inner))), None)
    return block.clause if isinstance(block, Definition) else None


def _definitions(document: Document) -> Iterator[tuple[str, Block]]:
    for section in clauses(document):
        for block in section.blocks:
            clause = _defined(block)
            if clause is not None:
                yield clause, block


def _definition(document: Document, clause: str) -> Block | None:
    return next((block for found, block in _definitions(document) if found == clause), None)


def _term(block: Block) -> str | None:
    inlines = (inline for content in block_runs((block,)) for inline in flat(content))
    return next((inline.term for inline in inlines if isinstance(inline, Term)), None)


# Terms and their users


def term_of(clause: str, edition: Edition) -> str | None:
    """The term that a definition of the edition defines; None if it has no such definition."""
    block = _definition(edition.document, clause)
    return _term(block) if block is not None else None


def users(term: str, edition: Edition) -> Mapping[str, tuple[Content, ...]]:
    """The paragraphs that use a term, by the keys of sections and exhibits, and by the ids of definitions."""
    defined = {_term(block): clause for clause, block in _definitions(edition.document)}
    found: dict[str, tuple[Content, ...]] = {}
    for use in edition.index.uses.get(term, ()):
        terms = (inline.term for inline in use.run.inlines if isinstance(inline, Term))
        key = next((defined[own] for own in terms if own in defined), use.run.place)
        found[key] = (*found.get(key, ()), use.run.content)
    return found


def of_place(place: str, edition: Edition) -> View:
    """The part with this key in an edition that has it."""
    if place in edition.index.exhibits:
        return of_exhibit(place)
    if place in ("title", "signatures"):
        return of_title() if place == "title" else of_parties()
    return of_definition(place) if _definition(edition.document, place) is not None else of_section(place)


def named(place: str, edition: Edition) -> str:
    """A part as the subject of a sentence: `The section “Withdrawal”`."""
    term = term_of(place, edition)
    if term is not None:
        return f"The definition of “{term}”"
    if place in ("title", "signatures"):
        return f"The {place}"
    heading = edition.index.places.get(place, place)
    return f"The {'exhibit' if place in edition.index.exhibits else 'section'} “{heading}”"


def listed(places: Sequence[str], edition: Edition) -> str:
    """Several parts as the subject of a sentence: so many are named, and the others counted."""
    few = places[:MOST]
    if len(places) > 1 and all(named(place, edition).startswith("The section ") for place in few):
        first, *others = (named(place, edition).removeprefix("The section ") for place in few)
        first = f"The sections {first}"
    else:
        first, *others = (named(place, edition) for place in few)
        others = [f"{other[:1].lower()}{other[1:]}" for other in others]
    return joined([first, *others, *([f"{len(places) - MOST} more"] if len(places) > MOST else [])])


# Order


def article(key: str, edition: Edition) -> Article | None:
    """The article with this id."""
    return next((one for one in edition.document.articles if one.id == key), None)


def before(target: str, old: Edition, new: Edition) -> Iterator[tuple[str, bool]]:
    """What stands before a section or exhibit in one edition alone, in its article; whether that is the new one."""
    place = target.partition("/")[0]
    sides = [_preceding(place, edition) for edition in (old, new)]
    yield from ((one, True) for one in sides[1] if one not in sides[0])
    yield from ((one, False) for one in sides[0] if one not in sides[1])


def _preceding(place: str, edition: Edition) -> tuple[str, ...]:
    document = edition.document
    lists = [tuple(one.id for one in document.exhibits)]
    lists += [tuple(clause.topic for clause in one.clauses) for one in document.articles]
    continued = {name: clause.topic for clause in clauses(document) for name in clause.continued}
    place = continued.get(place, place)
    return next((keys[: keys.index(place)] for keys in lists if place in keys), ())
