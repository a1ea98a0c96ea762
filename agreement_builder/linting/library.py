"""All faults of a library: those of loading, and those that only its texts show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from agreement_builder.answers.paths import choices_of, models_of
from agreement_builder.answers.vocabulary import CHOICES, added_name, fact_annotation, fact_exists
from agreement_builder.checks.citations import forms_in, placed_citation_findings
from agreement_builder.compose.admission import Source
from agreement_builder.compose.fill import MARK, refuse_faults
from agreement_builder.compose.markup import MarkupFault, parse
from agreement_builder.document.tree import Block, Item, Reference
from agreement_builder.document.walk import block_runs, flat
from agreement_builder.errors import Finding, LibraryRefusal, Where, error, nearest, warning
from agreement_builder.library.clause import Clause
from agreement_builder.library.condition import Condition
from agreement_builder.library.law import AuthorityStatus
from agreement_builder.library.load import read_library
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.linting.law import law_findings
from agreement_builder.linting.places import places_findings
from agreement_builder.linting.prose import prose_findings

_PRINTED = re.compile(r"\{\{.*?\}\}")
_GROUPS = frozenset(("parties", "lead", "others"))
_TAG = re.compile(r"\{%.*?%\}")
_TAG_LINE = re.compile(r"^[^\S\n]*(?:\{%[^{}]*%\}[^\S\n]*)+$", re.MULTILINE)


def lint_library(overlay: Path | None = None) -> tuple[Library | None, list[Finding]]:
    """The library (None if it has no outline) and every fault of every file, by file and line."""
    library, findings = read_library(overlay)
    if library is None:
        return None, findings
    broken = {finding.where.file for finding in findings}
    found = [
        *findings,
        *places_findings(library, overlay),
        *(finding for finding in lint(library) if finding.where.file not in broken),
    ]
    return library, sorted(found, key=lambda finding: (finding.where.file or "", finding.where.line or 0))


def lint(library: Library) -> Iterator[Finding]:
    """Every fault that the texts and names of a loaded library show."""
    anchors = _anchors(library)
    for clause in library.clauses.values():
        yield from _text(clause)
        yield from _names(clause, library)
        yield from _references(clause, library, anchors)
        yield from prose_findings(clause)
        if clause.condition is not None:
            yield from condition_findings(clause.condition, clause.where("when"), library)
    yield from _outline(library)
    yield from law_findings(library)


def _text(clause: Clause) -> Iterator[Finding]:
    try:
        refuse_faults(Source(clause.text, clause.file, clause.line, frozenset(clause.meta.blanks)))
        parse(skeleton(clause.text))
    except LibraryRefusal as refusal:
        yield from refusal.findings
    except MarkupFault as fault:
        yield error("clause-markup", Where(clause.file, clause.line + fault.line), fault.message, fault.hint)
    yield from _printed_groups(clause)
    for blank in clause.meta.blanks:
        if f"blanks.{blank}" not in clause.text:
            message = f'The blank "{blank}" is declared, and the text never prints it.'
            yield warning("blank-unused", clause.where(f"blanks.{blank}"), message, "Print it or drop it.")


def _printed_groups(clause: Clause) -> Iterator[Finding]:
    """Places where a text prints a whole group of answers, which can be compiled and never filled."""
    for place, line in enumerate(clause.text.split("\n")):
        for printed in _PRINTED.findall(line):
            path = printed.strip("{}- ").partition("|")[0].strip()
            if path in _GROUPS or any(nested for a in fact_annotation(path) for nested in models_of(a)):
                message = f"{printed} prints a whole group of answers."
                hint = f"Print one of its answers, such as {path}.name, or go through it with for."
                yield error("clause-fill", Where(clause.file, clause.line + place), message, hint)


@lru_cache(maxsize=8192)
def skeleton(text: str) -> str:
    """The text with every branch in it and a mark in place of every printed fact, line for line."""
    text = _TAG_LINE.sub("", text)
    return _TAG.sub("", _PRINTED.sub(MARK.format(0), text))


def _blocks(clause: Clause) -> tuple[Block, ...]:
    try:
        return parse(skeleton(clause.text))
    except MarkupFault:
        return ()


def _anchors(library: Library) -> set[str]:
    """Every `topic/caption` that some alternative has."""
    found = set()
    for clause in library.clauses.values():
        for block in _blocks(clause):
            if isinstance(block, Item):
                names = (block.anchor, *(child.anchor for child in block.children))
                found |= {f"{clause.topic}/{name}" for name in names if name is not None}
    return found


def _references(clause: Clause, library: Library, anchors: set[str]) -> Iterator[Finding]:
    targets = library.outline.targets()
    for content in block_runs(_blocks(clause)):
        for inline in flat(content):
            if isinstance(inline, Reference) and inline.target not in targets and inline.target not in anchors:
                message = f'The text refers to "{inline.target}", which is no topic, captioned item or exhibit.'
                where = _at(clause, f"(#{inline.target})")
                yield error("clause-reference", where, message, nearest(inline.target, targets))


def _at(clause: Clause, words: str) -> Where:
    """The place of the line of the text that holds `words`."""
    line = next((n for n, text in enumerate(clause.text.split("\n")) if words in text), 0)
    return Where(clause.file, clause.line + line)


def _names(clause: Clause, library: Library) -> Iterator[Finding]:
    outline_topics = library.outline.topics
    if clause.topic not in outline_topics and clause.topic != DEFINITIONS:
        message = f'The outline has no topic "{clause.topic}", so this clause can never be chosen.'
        place = f"put the line - {clause.topic} under topics: of an article in templates/interlocal/outline.yaml"
        hint = f"{nearest(clause.topic, outline_topics)} If the topic is new, {place}."
        yield warning("clause-topic", Where(clause.file, 1), message, hint)
    for name in clause.meta.authorities:
        row = library.authorities.get(name)
        if row is None:
            message = f'There is no authority "{name}".'
            yield error("clause-authority", clause.where("authorities"), message, nearest(name, library.authorities))
        elif row.status is AuthorityStatus.REPEALED:
            message = f"The authority {row.citation} is {row.status_note}."
            yield error("citation-repealed", clause.where("authorities"), message, "Rest on the law in force.")
    known = library.requirement_ids
    for name in clause.meta.satisfies:
        if name not in known:
            message = f'There is no requirement "{name}".'
            yield error("clause-requirement", clause.where("satisfies"), message, nearest(name, known))
    yield from _citations(clause, library)


def _citations(clause: Clause, library: Library) -> Iterator[Finding]:
    """The findings of citations, each told once, at the line on which the first begins.

    Each citation is judged by the law of its own state where the clause is offered there.
    """
    states = clause.meta.jurisdictions or tuple(sorted(law.jurisdiction for law in library.law))
    told: set[str] = set()
    for text, start in ((clause.meta.note, clause.where("note")), (clause.text, Where(clause.file))):
        for form in forms_in(text, library):
            state = form.jurisdiction if form.jurisdiction in states else states[0]
            for place, finding in placed_citation_findings(text, library, state, start, (form,)):
                if finding.message not in told:
                    told.add(finding.message)
                    at = Where(clause.file, clause.line + text.count("\n", 0, place))
                    yield finding if start.field else replace(finding, where=at)


def condition_findings(condition: Condition, where: Where, library: Library) -> Iterator[Finding]:
    """Facts of a condition that do not exist, and words that a fact can never be."""
    for path in condition.facts():
        if not fact_exists(path) and not added_name(path):
            message = f'The condition reads "{path}", which is no fact.'
            yield error("condition-fact", where, message, "The facts are listed by: agreement-builder library facts")
    for path, word in condition.comparisons():
        choices = [str(choice) for annotation in fact_annotation(path) for choice in choices_of(annotation)]
        spec = library.choices.get(path.removeprefix(f"{CHOICES}."))
        choices = list(spec.options) if spec is not None else choices
        if choices and word not in choices:
            message = f'The condition compares {path} with "{word}", which it never is.'
            yield error("condition-choice", where, message, nearest(word, choices))


def _outline(library: Library) -> Iterator[Finding]:
    for slot in library.outline.slots():
        where = library.where(slot.topic)
        if slot.topic not in library.topics:
            yield error(
                "outline-topic",
                where,
                f'The topic "{slot.topic}" has no clause.',
                nearest(slot.topic, library.topics),
            )
        elif slot.default is not None and slot.default not in library.clauses:
            message = f'The default "{slot.default}" is not a clause.'
            yield error("outline-default", where, message, nearest(slot.default, library.clauses))
    seen: set[str] = set()
    for slot in library.outline.slots():
        if slot.topic in seen:
            where = library.where(slot.topic)
            yield error("outline-twice", where, f'The topic "{slot.topic}" stands in the outline twice.', "Keep one.")
        seen.add(slot.topic)
    for text, condition in library.conditions.items():
        yield from condition_findings(condition, library.where(text), library)
