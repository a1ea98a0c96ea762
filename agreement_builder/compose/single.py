"""One clause by itself, for scripts that reuse the library."""

from __future__ import annotations

from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.blanks import BlankValues
from agreement_builder.compose.compose import compose_text
from agreement_builder.document.tree import Block
from agreement_builder.library.clause import Clause


def compose_clause(clause: Clause, file: AnswersFile) -> tuple[Block, ...]:
    """The blocks of one clause filled with these answers, whether or not a draft would choose it.

    Raises LibraryRefusal if its text is at fault, and UndecidedFact if it decides on an unanswered fact.
    """
    reading = Reading()
    names = {**Facts(file.answers).names(reading), "blanks": BlankValues(clause, file, reading)}
    return compose_text(clause, names, reading)
