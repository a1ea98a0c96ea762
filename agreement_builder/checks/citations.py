"""Citations of statutes: repealed, of another state, or unknown to the library."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.document.tree import Blank, Reference
from agreement_builder.document.walk import clauses, flat, plain, runs
from agreement_builder.draft import Draft
from agreement_builder.errors import Finding, Where, error, warning
from agreement_builder.library.law import Authority, AuthorityStatus
from agreement_builder.library.model import Library

_SECTION = re.compile(r"[0-9]+[a-z]*-[0-9]+[a-z]*")


def _run(draft: Draft) -> Iterator[Finding]:
    for run in runs(draft.document):
        words = tuple(i for i in flat(run.content) if not isinstance(i, (Blank, Reference)))
        yield from citation_findings(
            plain(words), draft.library, draft.file.answers.jurisdiction, section(draft, run.place)
        )
    for clause in clauses(draft.document):
        where = section(draft, clause.topic)
        yield from citation_findings(clause.note, draft.library, draft.file.answers.jurisdiction, where)


def citation_findings(text: str, library: Library, jurisdiction: str, where: Where) -> Iterator[Finding]:
    """The findings of every citation in `text`, for an agreement under the law of `jurisdiction`."""
    for form in library.citation_forms:
        for match in re.finditer(form.pattern, text):
            if form.jurisdiction != jurisdiction:
                message = f"“{match.group().strip()}” cites the law of {form.jurisdiction}, which does not apply here."
                yield error("citation-foreign", where, message, f"Cite the law of {jurisdiction}, or nothing.")
            elif match.groups():
                for number in _SECTION.findall(match.group(1)):
                    yield from _cited(number, library, where)


def _cited(number: str, library: Library, where: Where) -> Iterator[Finding]:
    rows = sections(library).get(number)
    if not rows:
        message = f"§ {number} is not among the authorities, so nobody has checked what it says or whether it stands."
        yield warning(
            "citation-unknown",
            where,
            message,
            "Add it to clauses/authorities with source and date, or drop it.",
        )
        return
    if all(row.status is not AuthorityStatus.IN_FORCE for row in rows):
        row = rows[0]
        message = f"§ {number} ({row.title}) is {row.status}: {row.status_note}."
        yield error("citation-repealed", where, message, "Cite the law in force, or drop the citation.")


def sections(library: Library) -> dict[str, list[Authority]]:
    """The authorities by their bare section number, without subsections."""
    found: dict[str, list[Authority]] = {}
    for authority in library.authorities.values():
        for number in _SECTION.findall(authority.section):
            found.setdefault(number, []).append(authority)
    return found


CHECK = Check(
    rules=("citation-repealed", "citation-foreign", "citation-unknown"),
    explain="""An agreement cites only law that is in force and that governs it.

Much that is written about interlocal agreements quotes repealed sections (Connecticut repealed its list of
required contents in 2011) or another state's act. Every citation is looked up among the authorities, which
carry status, source and the date of checking. `citation-unknown` warns of a section that nobody has checked.""",
    run=_run,
)
