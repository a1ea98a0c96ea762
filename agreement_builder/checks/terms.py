"""Defined terms: used and never defined, defined and never used, defined twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agreement_builder.checks.rule import Check, section
from agreement_builder.document.index import Use
from agreement_builder.document.terms import Phrases, forms
from agreement_builder.document.tree import Emphasis, Inline, Text
from agreement_builder.document.walk import flat
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, error, warning

_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][a-z]\w*(?:[ -][A-Z][a-z]\w*)*")
_SENTENCE_ENDS = ".?!:”"


def _run(draft: Draft) -> Iterator[Finding]:
    index = draft.index
    for term, uses in index.uses.items():
        if term not in index.definitions and not draft.composition.undecided.isdisjoint(draft.library.defined_in[term]):
            continue
        if term not in index.definitions and (use := _sure_use(term, uses)) is not None:
            message = f"“{term}” is used as a defined term and is defined nowhere in this agreement."
            hint = f'Add a clause that defines **"{term}"**, or write the word in small letters.'
            yield error("term-undefined", section(draft, use.run.place), message, hint)
    for term, places in index.definitions.items():
        if len(places) > 1:
            where = " and ".join(str(section(draft, place)) for place in places)
            message = f"“{term}” is defined {len(places)} times ({where}); a reader cannot tell which holds."
            yield error("term-twice", section(draft, places[1]), message, "Keep one definition.")
        if term not in index.uses:
            message = f"“{term}” is defined and never used."
            yield warning("term-unused", section(draft, places[0]), message, "Drop the definition, or use the term.")
    yield from _capitals(draft)


def _sure_use(term: str, uses: tuple[Use, ...]) -> Use | None:
    """The first use that is one: a single word that begins a sentence or a caption may be an ordinary word."""
    if " " in term:
        return uses[0]
    wanted = set(forms(term))
    return next((use for use in uses if wanted & set(_words_within(_literal(use.run.content)))), None)


def _words_within(text: str) -> Iterator[str]:
    """Each capitalized word that does not only begin a sentence."""
    for words in _capitalized(text):
        yield from re.split(r"[ -]", words)


def _capitals(draft: Draft) -> Iterator[Finding]:
    """Words capitalized like defined terms, within a sentence, that are neither terms nor known names."""
    known = _known(tuple(sorted({*draft.index.definitions, *draft.library.terms, *draft.library.proper_names})))
    told: set[str] = set()
    for run in draft.index.runs:
        text = _literal(run.content)
        if all(words in known for words in _capitalized(text)):
            continue
        for start, name in known.find(text):
            text = text[:start] + "x" * len(name) + text[start + len(name) :]
        for words in _capitalized(text):
            if words not in told:
                told.add(words)
                message = f"“{words}” is capitalized like a defined term and is defined nowhere."
                hint = "Define it, write it in small letters, or add it to proper-names.yaml if it is a name."
                yield warning("term-undefined", section(draft, run.place), message, hint)


def _capitalized(text: str) -> Iterator[str]:
    """The runs of capitalized words, without the word that only begins a sentence."""
    for match in _CAPITAL.finditer(text):
        words = match.group()
        if match.start() == 0 or text[match.start() - 1].isspace():
            before = text[: match.start()].rstrip()
            if not before or before[-1] in _SENTENCE_ENDS:
                words = words.partition(" ")[2]
        if words:
            yield words


def _literal(content: tuple[Inline, ...]) -> str:
    """The library's own words; what comes from answers, and a leading caption, as neutral marks."""
    words = []
    for place, inline in enumerate(content):
        match inline:
            case Text(text):
                words.append(text)
            case Emphasis() if place == 0:
                words.append("x. ")
            case Emphasis(inner):
                words.extend(part.text for part in flat(inner) if isinstance(part, Text))
            case _:
                words.append("x")
    return "".join(words)


@lru_cache(maxsize=16)
def _known(names: tuple[str, ...]) -> Phrases:
    return Phrases({form for name in names for form in forms(name)})


CHECK = Check(
    rules=("term-undefined", "term-twice", "term-unused"),
    explain="""A capitalized term means what its definition says, so each has exactly one definition and some use.

A term used and never defined leaves its meaning to argument; one defined twice has two meanings; one defined
and never used makes the reader look for what is not there. Definitions in the folder `definitions` are pulled
in by themselves when a clause uses the term. A capitalized word that is a name belongs in proper-names.yaml.""",
    run=_run,
)
