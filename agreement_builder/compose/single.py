"""One clause by itself, for scripts that reuse the library."""

from __future__ import annotations

from agreement_builder.answers.facts import Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.blanks import BlankValues
from agreement_builder.compose.ground import ground
from agreement_builder.compose.text import compose_text
from agreement_builder.document.tree import Block
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library


def compose_clause(clause: Clause, file: AnswersFile, library: Library) -> tuple[Block, ...]:
    """The blocks of one clause filled with these answers, whether or not a draft would choose it.

    `library` knows the routes and choices that its text may read.

    Raises LibraryRefusal if its text is at fault, and UndecidedFact if it decides on an unanswered fact.
    """
    reading = Reading()
    facts = ground(library, file).facts
    names = {**facts.names(reading), "blanks": BlankValues(clause, file, reading)}
    return compose_text(clause, names, reading)
