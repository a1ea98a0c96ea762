"""What a file should say: the edition in its record, written again, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Clause, Definition, Term
from agreement_builder.document.walk import clauses, flat
from agreement_builder.edition import Edition
from agreement_builder.readers.docx.page import Line, Piece
from agreement_builder.readers.docx.read import read_page
from agreement_builder.record.record import Record
from agreement_builder.verifying.verification import Part
from agreement_builder.writers.docx.body import CLAUSE
from agreement_builder.writers.docx.ooxml import Ids, blank_tag
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import write_edition

COVER = "cover"
"""The name of the part before the first clause."""

ENDINGS = ("End of Agreement", "End of Annex")
"""Words that the writer puts after a table at the end of a file."""

HEADING = "agreement heading"
"""The style of headings that have no number."""

_CONTENTS = ("toc ", "contents")


@dataclass(frozen=True, slots=True)
class Expected:
    """The lines that a file should have, each with the name of its part (a bookmark of ours, or made up).

    `parts` are by name, in order. Paragraphs added to a `roomy` part belong to it: it has no bookmark that would say
    where it ends. `labels` are the shown results of cross-references by bookmark, and `paths` those of the answers to
    blanks by the tag of their control.
    """

    lines: tuple[tuple[str, Line], ...]
    parts: dict[str, Part]
    roomy: frozenset[str]
    labels: dict[str, str]
    paths: dict[str, str]
    extents: dict[str, int]

    def name(self, line: Line) -> str:
        """The part that a line is in by its bookmarks: of several the innermost; empty if it is in none."""
        known = [name for name in line.clauses if name in self.extents]
        return min(known, key=lambda name: self.extents[name], default="")


def expect(record: Record, template: WordTemplate) -> Expected:
    """What a file with this record should say, written on the template."""
    page = read_page(write_edition(record.edition, template, final=record.final))
    lines = [line for line in page.lines if not passed_over(line)]
    if lines and lines[-1].text in ENDINGS:
        lines.pop()
    known = dict(_clauses(record.edition, template.scheme))
    extents = Counter(name for line in lines for name in line.clauses if name in known)
    found = Expected((), {}, frozenset(), _labels(lines), _paths(record.edition), dict(extents))
    named = list(_named(lines, found))
    parts = {name: known.get(name) or Part(_between(name, line)) for name, line in reversed(named)}
    counted = Counter(name for name, _ in named)
    roomy = {n for n in parts if n not in known and (n == COVER or counted[n] > 1)}
    order = dict.fromkeys(name for name, _ in named)
    return replace(found, lines=tuple(named), parts={name: parts[name] for name in order}, roomy=frozenset(roomy))


def passed_over(line: Line) -> bool:
    """Whether a line is not compared: it has no words, or belongs to the table of contents."""
    return not line.text.strip() or line.style.startswith(_CONTENTS)


def said(line: Line, labels: dict[str, str]) -> str:
    """The words of a line without the white space around them, as `shown`."""
    return shown(line.pieces, labels).strip()


def shown(pieces: Iterable[Piece], labels: dict[str, str]) -> str:
    """The words of pieces, with references as they were built: programs compute their results anew."""
    found = []
    for target, group in groupby(pieces, key=lambda piece: piece.target):
        words = "".join(piece.text for piece in group)
        found.append(labels.get(target, words) if target else words)
    return "".join(found)


def _named(lines: Iterable[Line], expected: Expected) -> Iterator[tuple[str, Line]]:
    """Each line with the name of its part: that of its bookmark, or of the heading that it stands under."""
    here = COVER
    begun = False
    for count, line in enumerate(lines):
        name = expected.name(line)
        begun = begun or bool(name)
        if not name and begun and _heads(line):
            here = f"{line.style}:{count}"
        yield name or here, line


def _heads(line: Line) -> bool:
    return line.style in ("heading 1", HEADING, "agreement exhibit")


def _between(name: str, line: Line) -> str:
    """How what stands outside of the clauses is called, by its first line."""
    if name == COVER:
        return "Cover"
    number, words = line.after.rstrip("."), line.text.strip()
    if line.style == "heading 1":
        return f"Heading of {number}"
    return f"{number}, {words}" if number else words


def _clauses(edition: Edition, scheme: Scheme) -> Iterator[tuple[str, Part]]:
    """Every clause and definition by the bookmark that the writer gives it, in the writer's order."""
    ids = Ids()
    for clause in clauses(edition.document):
        where = _where(edition, clause, scheme)
        for block in clause.blocks:
            if isinstance(block, Definition):
                term = next((one.term for one in flat(block.content) if isinstance(one, Term)), block.clause)
                name = ids.name(CLAUSE, block.clause)
                yield name, Part(f"{where}, “{term}”", block.clause, block.clause, block.version)
        yield ids.name(CLAUSE, clause.topic), Part(where, clause.topic, clause.id, clause.version)


def _where(edition: Edition, clause: Clause, scheme: Scheme) -> str:
    place = edition.index.where(clause.topic, scheme)
    return place if place == clause.heading or not clause.heading else f"{place}, {clause.heading}"


def _labels(lines: Iterable[Line]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        for target, pieces in groupby(line.pieces, key=lambda piece: piece.target):
            if target:
                found.setdefault(target, "".join(piece.text for piece in pieces))
    return found


def _paths(edition: Edition) -> dict[str, str]:
    return {blank_tag(blank.path): blank.path for blank, _ in edition.index.blanks}
