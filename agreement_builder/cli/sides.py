"""The two sides of a redline: answers, a draft built earlier, or a library, as they are named on the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from agreement_builder.answers.load import AnswersFile
    from agreement_builder.edition import Edition
    from agreement_builder.library.model import Library


class Kind(Enum):
    """What a side is, by its name."""

    ANSWERS = "answers"
    DRAFT = "draft"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its path, and the settings laid over its answers."""

    path: Path
    settings: tuple[str, ...] = ()
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        from agreement_builder.library.folder import SHIPPED

        library = self.path.is_dir() or (str(self.path) == SHIPPED and not self.path.exists())
        draft = self.path.suffix.lower() == ".docx"
        object.__setattr__(self, "kind", Kind.LIBRARY if library else Kind.DRAFT if draft else Kind.ANSWERS)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both editions; `library` is that of the new one, if it is at hand."""

    old: Edition
    new: Edition
    library: Library | None


def read_sides(old: Side, new: Side, answers: Path | None, library: Path | None, date: dt.date) -> Sides:
    """The editions that two sides name. Drafts made here bear the date; one built earlier keeps its own.

    Where a side is a library, its answers are those in the file `answers`, or else those of the other side. Raises
    Refusal with what is wrong with either side.
    """
    from agreement_builder.errors import Refusal

    _answerable(old, new, answers)
    found: list[tuple[Edition, Library | None]] = []
    refused: list[Refusal] = []
    for side, other in ((old, new), (new, old)):
        try:
            found.append(_edition(side, other, answers, library, date))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise type(refused[0])(dict.fromkeys(finding for refusal in refused for finding in refusal.findings))
    (before, _), (after, at_hand) = found
    return Sides(before, after, at_hand)


def _answerable(old: Side, new: Side, answers: Path | None) -> None:
    from agreement_builder.errors import AnswersRefusal, Where, error

    if old.kind is new.kind is Kind.LIBRARY and answers is None:
        message = "Both sides are libraries, and no answers are named, so there is nothing to draft with them."
        hint = "Name the answers: --answers FILE."
        raise AnswersRefusal([error("redline-sides", Where("redline"), message, hint)])


def _edition(
    side: Side, other: Side, answers: Path | None, folder: Path | None, date: dt.date
) -> tuple[Edition, Library | None]:
    """The edition of a side, and the library with which it was made here."""
    from agreement_builder.answers.load import load_answers, revised
    from agreement_builder.drafting import draft
    from agreement_builder.edition import edition_of
    from agreement_builder.library.folder import load_folder
    from agreement_builder.library.load import load_library

    if side.kind is Kind.DRAFT and not side.settings:
        return read_draft(side.path), None
    library = load_folder(side.path) if side.kind is Kind.LIBRARY else load_library(folder)
    if side.kind is Kind.ANSWERS:
        file = load_answers(side.path, side.settings)
    else:
        file = _answers_of(side if side.kind is Kind.DRAFT else other, answers)
        file = revised(file, side.settings, "--set") if side.settings else file
    return edition_of(draft(library, file, date, annex=False)), library


def _answers_of(side: Side, answers: Path | None) -> AnswersFile:
    from agreement_builder.answers.load import load_answers

    if answers is not None:
        return load_answers(answers)
    return read_draft(side.path).file if side.kind is Kind.DRAFT else load_answers(side.path)


def read_draft(path: Path) -> Edition:
    """The edition in a draft built earlier; says so on stderr if somebody edited the file since.

    Raises DraftRefusal that names the file.
    """
    from agreement_builder.cli.verify import verification_of

    found = verification_of(path)
    edited = len(found.differing) + len(found.added)
    if edited:
        parts = f"{edited} part{'' if edited == 1 else 's'}"
        told = f"{path} was edited since it was built ({parts}). The redline compares what was built."
        click.echo(f"{told} For the edits: agreement-builder verify {path}", err=True)
    return found.record.edition
