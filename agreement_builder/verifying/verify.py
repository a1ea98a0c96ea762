"""From the bytes of a Word file to its verification."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.written import written
from agreement_builder.drafting import draft_id
from agreement_builder.library.place import shipped
from agreement_builder.readers.docx.page import Comment, Line, Page
from agreement_builder.readers.docx.read import read_page
from agreement_builder.readers.docx.readings import accepted, rejected
from agreement_builder.readers.docx.record import whole_record_of
from agreement_builder.record.record import Record
from agreement_builder.verifying.comparing import Lines, authors_of, compared
from agreement_builder.verifying.expected import COVER, Expected, expect, said
from agreement_builder.verifying.placing import NEW, placed
from agreement_builder.verifying.verification import Added, Part, State, Verification, moved
from agreement_builder.writers.docx.notes import AUTHOR
from agreement_builder.writers.docx.template import WordTemplate, read_template


def verify(content: bytes, template: WordTemplate | None = None) -> Verification:
    """What a Word file of ours was made of, and which of its parts no longer say what that gives.

    The cover is compared only if `template` (if none is given, the shipped one) is that of the file. Raises
    DraftRefusal: the bytes are no Word file, it is none of ours, or its record is lost or damaged.
    """
    record = whole_record_of(content)
    page = _with_comments_of_others(read_page(content), record)
    if template is None:
        template = read_template(shipped("templates") / "interlocal" / "agreement.docx")
    expected = expect(record, template)
    same_template = record.template in ("", template.id)
    agreement, others = placed(page.lines, expected, record.annexes)
    keyed = Page(tuple(agreement), page.comments)
    parts, added = _judged(keyed, expected, redline=bool(record.redline_of), cover=same_template)
    return Verification(
        record=record,
        answers=answers_digest(record.edition.file),
        id_follows=_id_follows(record),
        parts=tuple(parts),
        added=tuple(added),
        elsewhere=_comments(others, page),
        same_template=same_template,
    )


def answers_digest(file: AnswersFile) -> str:
    """The SHA-256 of the answers as they are written anew: the same for files that say the same."""
    return hashlib.sha256(written(file).encode()).hexdigest()


def _id_follows(record: Record) -> bool | None:
    if record.shortened:
        return None
    edition = record.edition
    return draft_id(edition.file, edition.library, edition.program, edition.date) == edition.id


def _judged(page: Page, expected: Expected, *, redline: bool, cover: bool) -> tuple[list[Part], list[Added]]:
    readings = [_by_name(line for line in one.lines) for one in (page, rejected(page), accepted(page))]
    marked, before, after = readings
    built = _by_name(replace(line, clauses=(name,)) for name, line in expected.lines)
    parts: dict[str, Part] = {}
    for name, part in expected.parts.items():
        lines = Lines(built[name], marked.get(name, ()), before.get(name, ()), after.get(name, ()))
        told = part if name == COVER and not cover else compared(part, lines, expected, redline=redline)
        parts[name] = replace(told, comments=_comments(lines.marked, page))
    added = _added(page, expected, readings)
    _find_moved(parts, added)
    for name in _out_of_order([name for name in after if name in parts], list(parts)):
        parts[name] = replace(parts[name], moved=True)
    return list(parts.values()), list(added.values())


def _by_name(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.clauses[0], []).append(line)
    return found


def _added(page: Page, expected: Expected, readings: Sequence[dict[str, list[Line]]]) -> dict[str, Added]:
    marked, before, after = readings
    found: dict[str, Added] = {}
    last = ""
    for line in page.lines:
        name = line.clauses[0]
        if not name.startswith(NEW):
            last = name
        elif name not in found and (words := [said(one, expected.labels) for one in after.get(name, ())]):
            where = expected.parts[last].label if last else ""
            tracked = name not in before
            found[name] = Added(where, tuple(words), tracked, authors_of(marked[name]), _comments(marked[name], page))
    return found


def _find_moved(parts: dict[str, Part], added: dict[str, Added]) -> None:
    """Take what was deleted, and added elsewhere with the same words, for moved."""
    words: dict[tuple[str, ...], str] = {one.paragraphs: name for name, one in added.items()}
    for name, part in parts.items():
        if part.state is State.DELETED and (where := words.pop(part.was, None)) is not None:
            parts[name] = moved(replace(part, comments=part.comments + added.pop(where).comments))


def _out_of_order(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """The fewest names that must be taken out for the rest to stand in order."""
    places = {name: place for place, name in enumerate(order)}
    ends: list[int] = []
    chains: list[list[str]] = []
    for name in names:
        spot = bisect_left(ends, places[name])
        chain = [*(chains[spot - 1] if spot else ()), name]
        ends[spot : spot + 1], chains[spot : spot + 1] = [places[name]], [chain]
    kept = set(chains[-1]) if chains else set()
    return [name for name in names if name not in kept]


def _with_comments_of_others(page: Page, record: Record) -> Page:
    """The page without the comments that the program wrote, under its own name or that of a redline's author."""

    def ours(comment: Comment) -> bool:
        # A redline bears a day and no time, which tells its comments from later ones of the same author.
        of_redline = bool(record.author) and comment.author == record.author and "T00:00:00" in comment.date
        return comment.author.startswith(AUTHOR) or of_redline

    return Page(page.lines, {name: comment for name, comment in page.comments.items() if not ours(comment)})


def _comments(lines: Iterable[Line], page: Page) -> tuple[Comment, ...]:
    """The comments on these lines, each once."""
    names = dict.fromkeys(name for line in lines for name in line.comments)
    return tuple(page.comments[name] for name in names if name in page.comments)
