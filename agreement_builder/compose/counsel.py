"""What is left to counsel in a draft: each question with its options, and where the draft carries it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.answers.counsel import left_around
from agreement_builder.compose.cases import Cases, Option
from agreement_builder.document.tree import Blank, Document
from agreement_builder.document.walk import alternatives, runs


@dataclass(frozen=True, slots=True)
class LeftToCounsel:
    """One answer left to counsel, with its note.

    `options` are those between which counsel chooses, none where `why_none` says why the draft has no alternatives;
    `barred` are those that the other answers rule out, each with the reason. `places` are the topics and exhibits
    that carry alternatives, and `blanks` those in which a blank stands for the answer.
    """

    path: str
    question: str
    note: str
    options: tuple[Option, ...]
    why_none: str
    barred: tuple[tuple[Option, str], ...]
    places: tuple[str, ...]
    blanks: tuple[str, ...]


def left_to_counsel(cases: Cases, document: Document) -> Iterator[LeftToCounsel]:
    """All that is left to counsel, in the order of the answers."""
    several = [(place, path) for place, block in alternatives(document) for path in block.paths]
    blanks = [
        (run.place, inline.path) for run in runs(document) for inline in run.inlines if isinstance(inline, Blank)
    ] if cases.first.file.counsel_notes else []  # fmt: skip
    for path, note in cases.first.file.counsel_notes.items():
        barred = tuple((option, why) for option, why in cases.barred.items() if option.path == path)
        out = {option for option, _ in barred}
        options = tuple(option for option in cases.options(path) if option not in out)
        yield LeftToCounsel(
            path,
            cases.question(path),
            note,
            options,
            "" if options and path not in cases.many else cases.why_none(path),
            barred,
            _within(path, several),
            _within(path, blanks),
        )


def _within(path: str, found: list[tuple[str, str]]) -> tuple[str, ...]:
    """The places of what concerns an answer, or one that is part of it."""
    return tuple(dict.fromkeys(place for place, of in found if left_around(of, (path,)) is not None))
