"""The catalogue: a page in Markdown that lists everything in a library.

A part of the page is a function from the library to lines; a new one is a line of `SECTIONS`. A part that has
nothing to list is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from agreement_builder.library.model import Library
from agreement_builder.upkeep import catalogue_clauses, catalogue_law, catalogue_terms

Section = Callable[[Library], Iterable[str]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Topics and their alternatives", catalogue_clauses.topics),
    ("Definitions", catalogue_clauses.definitions),
    ("Clauses that no outline places", catalogue_clauses.strays),
    ("Questions of single clauses", catalogue_clauses.questions),
    ("Services", catalogue_clauses.services),
    ("Answers with several forms", catalogue_terms.terms),
    ("Routes of authority", catalogue_law.routes),
    ("Requirements of law", catalogue_law.requirements),
    ("Steps of single services", catalogue_law.steps),
    ("Questions for counsel", catalogue_law.counsel),
    ("Authorities", catalogue_law.authorities),
)
"""The parts of the page, in order."""


def write_catalogue(library: Library) -> str:
    """The page, ending with a line end; equal libraries make equal pages."""
    parts = [(heading, lines) for heading, section in SECTIONS if (lines := list(section(library)))]
    return "\n".join(_page(library, parts)) + "\n"


def _page(library: Library, parts: list[tuple[str, list[str]]]) -> Iterator[str]:
    yield "# Catalogue"
    yield from (
        "",
        "Everything in the library, by the words of its files. This page is generated: change the files, then run",
    )
    yield from ("`agreement-builder library catalogue > clauses/CATALOGUE.md`.", "")
    for law in library.law:
        yield f"- Law of {law.jurisdiction} as of: {law.checked_through} (checked on {law.checked_on})."
    yield ""
    for heading, _ in parts:
        yield f"- [{heading}](#{heading.lower().replace(' ', '-')})"
    for heading, lines in parts:
        yield from ("", f"## {heading}", "", *lines)
