"""An edition: one state of an agreement, as it is compared with another or kept in the record of a file.

A draft holds the whole library from which it was made. An edition holds only what was made of it, so that it
can be read back from a file years later, when that library is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.compose import Composition
from agreement_builder.document.index import Index
from agreement_builder.document.tree import Document
from agreement_builder.drafting import Draft
from agreement_builder.version import VERSION


@dataclass(frozen=True, slots=True)
class Trace:
    """What stands behind a section: its clauses, by id with their versions, and the facts that were read for it.

    The facts, with their values as text (None: not answered), are those that chose among the alternatives and those
    that its text prints or asks.
    """

    clauses: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of an agreement, without the annex for its reviewer.

    `library` and `program` are the versions it was made with. `traces` are by the key of a section (its topic) and
    by the id of a definition; a topic that nothing fills has the trace of the choice that left it empty.
    """

    document: Document
    index: Index
    file: AnswersFile
    library: str
    program: str
    date: dt.date
    id: str
    traces: Mapping[str, Trace] = field(default_factory=dict)


def edition_of(draft: Draft) -> Edition:
    """The edition that a draft is of."""
    document = replace(draft.document, annexes=())
    traces = _traces(draft.composition)
    return Edition(document, draft.index, draft.file, draft.library.version, VERSION, draft.date, draft.id, traces)


def _traces(composition: Composition) -> dict[str, Trace]:
    clauses: dict[str, dict[str, str]] = {}
    facts: dict[str, dict[str, str | None]] = {}
    for one in composition.chosen:
        read = facts.setdefault(one.place, {})
        made = clauses.setdefault(one.place, {})
        for considered in one.considered:
            read.update(considered.facts)
        if one.clause is not None:
            made[one.clause.id] = one.clause.meta.version
            read.update(composition.read.get(one.clause.id, {}))
    for clause in composition.definitions:
        clauses[clause.id] = {clause.id: clause.meta.version}
        facts[clause.id] = dict(composition.read.get(clause.id, {}))
    return {place: Trace(clauses[place], facts[place]) for place in clauses}
