"""Drafting notes as Word comments: why a clause is here, its id and version, and the law it rests on."""

from __future__ import annotations

import datetime as dt

from agreement_builder.compose.select import Chosen, Reason
from agreement_builder.drafting import Draft
from agreement_builder.library.model import Library
from agreement_builder.writers.docx import ooxml
from agreement_builder.writers.docx.ooxml import Node

AUTHOR = "Agreement Builder"
INITIALS = "AB"


def clause_notes(draft: Draft) -> dict[str, list[str]]:
    """The paragraphs of the note on each section, by its key; of all clauses of which it consists."""
    notes: dict[str, list[str]] = {}
    for chosen in draft.composition.chosen:
        if chosen.clause is not None:
            note = [chosen.clause.meta.note] if chosen.clause.meta.note else []
            notes.setdefault(chosen.place, []).extend((*note, _why(chosen), *_authorities(chosen, draft.library)))
    return notes


def _why(chosen: Chosen) -> str:
    clause = chosen.clause
    assert clause is not None  # noqa: S101 - the caller passes filled topics only
    why = f"Clause {clause.id}, version {clause.meta.version}: {chosen.reason}"
    if chosen.label:
        return f"Alternative {chosen.label}, if counsel chooses this: {chosen.only_if}. {why}."
    if chosen.reason is Reason.BY_HAND:
        return f"{why} ({chosen.by_hand})."
    facts = ", ".join(f"{path} is {value}" for path, value in chosen.facts.items() if value is not None)
    return f"{why} ({facts})." if facts and chosen.reason is Reason.CONDITION else f"{why}."


def _authorities(chosen: Chosen, library: Library) -> list[str]:
    clause = chosen.clause
    if clause is None or not clause.meta.authorities:
        return []
    rows = [library.authorities[name] for name in clause.meta.authorities if name in library.authorities]
    checked = {library.checked[row.id] for row in rows}
    cited = "; ".join(f"{row.citation} ({row.title})" for row in rows)
    return [f"Law: {cited}. Checked: {'; '.join(sorted(checked))}."]


class Notes:
    """The comments of one document, in the order in which they are anchored."""

    def __init__(self, style: str, mark_style: str, date: dt.date, first: int = 0) -> None:
        self.style, self.mark_style, self.date, self.next = style, mark_style, date, first
        self.comments: list[Node] = []

    def anchor(self, p: Node, paragraphs: list[str]) -> None:
        """Put a comment with these paragraphs on the whole text of `p`."""
        number = self.next
        self.next += 1
        p.content.insert(1, f'<w:commentRangeStart w:id="{number}"/>')
        mark = self._marked(f'<w:commentReference w:id="{number}"/>')
        p.content.append(f'<w:commentRangeEnd w:id="{number}"/>{mark}')
        self.comments.append(self._comment(number, paragraphs))

    def _comment(self, number: int, paragraphs: list[str]) -> Node:
        date = f"{self.date.isoformat()}T00:00:00Z"
        comment = ooxml.element("comment", id=number, author=AUTHOR, initials=INITIALS, date=date)
        for place, text in enumerate(paragraphs):
            p = ooxml.paragraph(comment, self.style)
            if place == 0:
                p.content.append(self._marked("<w:annotationRef/>"))
            ooxml.run(p, text)
        return comment

    def _marked(self, mark: str) -> str:
        return f"<w:r><w:rPr>{ooxml.style_mark('rStyle', self.mark_style)}</w:rPr>{mark}</w:r>"
