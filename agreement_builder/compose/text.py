"""The text of a clause as blocks: filled with facts, then read as markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agreement_builder.answers.facts import Reading
from agreement_builder.compose.admission import Source
from agreement_builder.compose.fill import fill
from agreement_builder.compose.markup import MarkupFault, parse, place_values
from agreement_builder.document import tree
from agreement_builder.errors import LibraryRefusal, Where, error
from agreement_builder.library.clause import Clause


def compose_text(clause: Clause, names: Mapping[str, object], reading: Reading) -> tuple[tree.Block, ...]:
    """The blocks of one clause, filled with `names`.

    Raises LibraryRefusal if its text is at fault, UndecidedFact if it decides on an unanswered fact.
    """
    source = Source(clause.text, clause.file, clause.line, frozenset(clause.meta.blanks))
    return read_markup(source, names, reading)


def read_markup(source: Source, names: Mapping[str, object], reading: Reading) -> tuple[tree.Block, ...]:
    """The blocks of a text, filled with `names`; raises as `compose_text`."""
    filled = fill(source, names, reading)
    try:
        blocks = parse(filled.text)
    except MarkupFault as fault:
        line = _line_of(filled.text, fault.line, source)
        raise LibraryRefusal([error("clause-markup", Where(source.file, line), fault.message, fault.hint)]) from None
    return place_values(blocks, filled.values)


def _line_of(filled: str, line: int, source: Source) -> int:
    """The line of the file that holds the words which stand on `line` of the filled text."""
    lines = filled.split("\n")
    pieces = re.split("\ue000[0-9]+\ue001", lines[line].strip() if line < len(lines) else "")
    longest = max(pieces, key=len).strip()
    for pattern in (r"\{\{[^{}]*\}\}".join(map(re.escape, pieces)), re.escape(longest)):
        for place, text in enumerate(source.text.split("\n")):
            if longest and re.search(pattern, text):
                return source.line + place
    return min(source.line + line, source.line + source.text.count("\n"))
