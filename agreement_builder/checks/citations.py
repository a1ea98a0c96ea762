"""Citations of statutes: repealed, of another state, or unknown to the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.document.tree import Text, Value
from agreement_builder.document.walk import clauses
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where, error, warning
from agreement_builder.library.law import SECTION, AuthorityStatus, CitationForm
from agreement_builder.library.model import Library


def _run(draft: Draft) -> Iterator[Finding]:
    jurisdiction = draft.file.answers.jurisdiction
    texts = list(_texts(draft))
    whole = "\n".join(text for _, text in texts)
    forms = forms_in(whole, draft.library)
    for place, text in texts:
        if any(form.may_occur(text) and form.regex.search(text) for form in forms):
            yield from citation_findings(text, draft.library, jurisdiction, section(draft, place), forms)


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every text that may cite, with its place: the words of the paragraphs, and the notes."""
    for run in draft.index.runs:
        yield run.place, "".join(inline.text for inline in run.inlines if isinstance(inline, (Text, Value)))
    for clause in clauses(draft.document):
        yield clause.topic, clause.note


def forms_in(text: str, library: Library) -> tuple[CitationForm, ...]:
    """The forms of citation that may occur in `text`."""
    return tuple(form for form in library.citation_forms if form.may_occur(text))


def citation_findings(
    text: str, library: Library, jurisdiction: str, where: Where, forms: Iterable[CitationForm] | None = None
) -> Iterator[Finding]:
    """The findings of every citation in `text`, for an agreement under the law of `jurisdiction`.

    `forms`, where they are known, are those that may occur in it.
    """
    for _, finding in placed_citation_findings(text, library, jurisdiction, where, forms):
        yield finding


def placed_citation_findings(
    text: str, library: Library, jurisdiction: str, where: Where, forms: Iterable[CitationForm] | None = None
) -> Iterator[tuple[int, Finding]]:
    """As `citation_findings`, each with the place in `text` where the citation begins."""
    for form in forms_in(text, library) if forms is None else forms:
        for match in form.regex.finditer(text):
            if form.jurisdiction != jurisdiction:
                cited = " ".join(match.group().split())
                message = f"“{cited}” cites the law of {form.jurisdiction}, which does not apply here."
                hint = f"Cite the law of {jurisdiction}, or nothing."
                yield match.start(), error("citation-foreign", where, message, hint)
            else:
                for number in SECTION.findall(" ".join(filter(None, match.groups()))):
                    yield from ((match.start(), finding) for finding in _cited(number, library, where))


def _cited(number: str, library: Library, where: Where) -> Iterator[Finding]:
    rows = library.sections.get(number)
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


CHECK = Check(
    rules=("citation-repealed", "citation-foreign", "citation-unknown"),
    explain="""An agreement cites only law that is in force and that governs it.

Much that is written about interlocal agreements quotes repealed sections (Connecticut repealed its list of
required contents in 2011) or another state's act. Every citation is looked up among the authorities, which
carry status, source and the date of checking. `citation-unknown` warns of a section that nobody has checked.""",
    run=_run,
)
