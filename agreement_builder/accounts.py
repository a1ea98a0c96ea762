"""Why a section of a draft says what it says: the clause, its version, and the facts behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agreement_builder.compose.fact_words import FactWords
from agreement_builder.compose.reasons import Reasons
from agreement_builder.compose.select import Chosen, Considered, Reason
from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Definition
from agreement_builder.drafting import Draft
from agreement_builder.errors import AnswersRefusal, Where, error
from agreement_builder.library.clause import Clause
from agreement_builder.library.law import Authority

_NUMBER = re.compile(r"(?:section\s+)?([0-9]+)\.([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Why:
    """The account of one section: `decided` chose the clause, `filled` stands in its text.

    `others` were not chosen, and `applies` says in words when each would be, by its id. `alternatives` are those
    between which counsel chooses, of which `clause` is the first; `beside` are the further clauses of the section, each
    with an account under its own topic. `words` says facts in words.
    """

    label: str
    clause: Clause
    chosen: Chosen
    decided: dict[str, str | None]
    filled: dict[str, str | None]
    others: tuple[Considered, ...]
    authorities: tuple[Authority, ...]
    checked: tuple[str, ...]
    definitions: tuple[Clause, ...]
    words: FactWords
    applies: Mapping[str, str]
    alternatives: tuple[Chosen, ...] = ()
    beside: tuple[Clause, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The account as plain data, for `--json`."""
        return {
            "section": self.label,
            "clause": self.clause.id,
            "version": self.clause.meta.version,
            "file": self.clause.file,
            "reason": str(self.chosen.reason),
            "reason_given": self.chosen.by_hand or None,
            "decided_by": dict(self.decided),
            "filled_by": dict(self.filled),
            "in_words": {path: self.words.fact(path, value) for path, value in (self.decided | self.filled).items()},
            "alternatives": [
                {
                    "clause": c.clause.id,
                    "summary": c.clause.meta.summary,
                    "when": c.clause.meta.when,
                    "applies": self.applies.get(c.clause.id) or None,
                    "holds": c.verdict,
                }
                for c in self.others
            ],
            "authorities": [
                {"citation": a.citation, "title": a.title, "status": str(a.status)} for a in self.authorities
            ],
            "left_to_counsel": [
                {"alternative": one.label, "clause": one.clause.id if one.clause else None, "if": one.only_if}
                for one in self.alternatives
            ],
            "beside": [clause.id for clause in self.beside],
            "checked_through": list(self.checked),
            "note": self.clause.meta.note or None,
        }


def why(draft: Draft, section: str) -> Why:
    """The account of a section, named by its number (`7.2`, `Section 7.2`) or its topic (`withdrawal`).

    Raises AnswersRefusal if the draft has no such section.
    """
    topic = _topic(draft, section.strip())
    filled = [c for c in draft.composition.chosen if c.clause is not None and topic in (c.slot.topic, c.place)]
    chosen = next((c for c in filled if c.slot.topic == topic), next(iter(filled), None))
    if chosen is None or chosen.clause is None:
        raise AnswersRefusal(
            [error("section-unknown", Where(section=section), "The draft has no such section.", _hint(draft))]
        )
    clause = chosen.clause
    several = tuple(one for one in draft.composition.chosen if one.label and one.slot is chosen.slot)
    kept = {one.clause.id for one in several if one.clause is not None}
    rows = tuple(draft.library.authorities[a] for a in clause.meta.authorities if a in draft.library.authorities)
    checked = {draft.library.checked[row.id] for row in rows}
    reasons = Reasons(draft.library, draft.file.answers)
    return Why(
        label=draft.index.where(topic, Scheme()),
        clause=clause,
        chosen=chosen,
        decided=dict(chosen.facts) if chosen.reason is not Reason.ONLY else {},
        filled=dict(draft.composition.read.get(clause.id, {})),
        others=tuple(one for one in chosen.rejected if one.clause.id not in kept),
        authorities=rows,
        checked=tuple(sorted(checked)),
        definitions=_definitions(draft, topic),
        words=reasons.words,
        applies={one.clause.id: one.applies for one in reasons.instead(chosen)},
        alternatives=several,
        beside=tuple(one.clause for one in filled if one.clause is not None and one.slot is not chosen.slot),
    )


def _topic(draft: Draft, section: str) -> str:
    match = _NUMBER.match(section)
    if match is None:
        return section.lower()
    number = (int(match.group(1)), int(match.group(2)))
    return next((target for target, found in draft.index.numbers.items() if found == number), section)


def _hint(draft: Draft) -> str:
    ends: dict[int, int] = {}
    for number in draft.index.numbers.values():
        if len(number) == 2:
            ends[number[0]] = max(number[1], ends.get(number[0], 0))
    ranges = ", ".join(f"{major}.1 to {major}.{last}" for major, last in sorted(ends.items()))
    return f"Sections are {ranges}; the opening parts go by their topics, such as recitals."


def _definitions(draft: Draft, topic: str) -> tuple[Clause, ...]:
    for article in draft.document.articles:
        for clause in article.clauses:
            if clause.topic == topic:
                ids = [block.clause for block in clause.blocks if isinstance(block, Definition)]
                return tuple(draft.library.clauses[name] for name in ids)
    return ()
