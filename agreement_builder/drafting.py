"""The pipeline on one page: a library and answers make a draft."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.compose import Composition, compose
from agreement_builder.document.index import Index, build_index
from agreement_builder.document.tree import Document
from agreement_builder.library.model import Library
from agreement_builder.version import VERSION


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: the document with its index, what it was made of, and the day it bears."""

    composition: Composition
    index: Index
    file: AnswersFile
    library: Library
    date: dt.date

    @property
    def document(self) -> Document:
        """The agreement."""
        return self.composition.document

    @property
    def id(self) -> str:
        """Identifies what the draft was made of: the same answers, library, date and version, the same id."""
        return draft_id(self.file, self.library.version, VERSION, self.date)


def draft_id(file: AnswersFile, library: str, program: str, date: dt.date) -> str:
    """The id of the draft that these answers make with these versions on this day."""
    left = (file.open_notes, file.counsel_notes)
    # What an answers file does not use must not change the ids of all drafts.
    unused = {"dismissed"} if not file.answers.dismissed else None
    made_of = (
        file.answers.model_dump_json(exclude=unused),
        *(repr(sorted(notes.items())) for notes in left if notes or notes is file.open_notes),
        library,
        date.isoformat(),
        program,
    )
    digest = hashlib.sha256("\n".join(made_of).encode()).hexdigest().upper()
    return f"AB-{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def draft(library: Library, file: AnswersFile, date: dt.date, *, annex: bool = True) -> Draft:
    """The draft of these answers, dated `date`; with the annex for the reviewer, unless it is left off.

    Raises LibraryRefusal if the text of a chosen clause is at fault.
    """
    composition = compose(library, file, annex=annex)
    return Draft(composition, build_index(composition.document, library.terms), file, library, date)
