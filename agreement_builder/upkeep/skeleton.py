"""The skeleton of a new clause: every entry of its front matter explained, and a text that can be used at once."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from agreement_builder.errors import OutputRefusal, Where, error
from agreement_builder.library.clause import Clause
from agreement_builder.library.load import DATA_FOLDERS
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.library.outline import Slot

_PART = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(rf"(?P<topic>{_PART})/(?P<name>{_PART})")
_LONGEST = 60

NEVER = "count < 2"
"""A condition that no agreement meets, so that a clause begun today changes no draft."""

_EXAMPLE = 'management.model == "lead_agency" and count > 2'

ENTRIES: dict[str, tuple[str, str]] = {
    "title": ("The heading of the section.", "title: {title}"),
    "summary": (
        "One line for lists: what this alternative does, so that others can be told from it.",
        "summary: To be written.",
    ),
    "when": (
        "The condition under which it applies. Left out, the clause is chosen only as the default of the outline,\n"
        "as the only one of its topic, or by hand. The facts are listed by: agreement-builder library facts",
        "{when}",
    ),
    "services": ("Only for these services; left out, for all.", "# services: [building_inspection]"),
    "jurisdictions": ("Only for these states; left out, for all.", "# jurisdictions: [CT]"),
    "blanks": (
        "Questions that only this clause asks. The text prints the answer as {{ blanks.notice_days }}.\n"
        "ask: the question; label: what stands between the brackets while it is open; type: text, integer,\n"
        "dollars, percent or date; help, knows (who knows the answer), example, min and max may be left out.",
        "{blanks}",
    ),
    "satisfies": (
        "Requirements of law that it meets, by their ids in clauses/requirements/.",
        "# satisfies: [ct-withdrawal-process]",
    ),
    "authorities": (
        "Statutes on which it rests, by their ids in clauses/authorities/.",
        "# authorities: [ct-7-339c-a]",
    ),
    "note": (
        "The drafting note: why the clause is as it is. The reviewer reads it as a comment in Word.",
        "note: To be written.",
    ),
    "status": ("draft, reviewed, or retired (kept for old drafts, and never chosen).", "status: draft"),
    "version": ("Number it up when the words change.", 'version: "1.0"'),
}
"""What is said of each entry of the front matter, and how the skeleton begins with it."""

_BLANKS = """\
blanks:
  notice_days:
    ask: How many days of notice does a Party give?
    label: number of days
    type: integer
    help: Long enough for the others to prepare.
    knows: the head of the department that provides the service
    example: "30"
    min: 1
    max: 365"""

_TEXT = """\
1. *Notice.* A Party shall give every other Party {{ blanks.notice_days | number }} days' written notice.
1. *Effect.* This item says what follows from the notice.
"""
_DEFINITION = '**"{term}"** means what is to be written here.\n'


@dataclass(frozen=True, slots=True)
class NewClause:
    """The text of a clause file to begin with, and what its owner must do so that drafts can have the clause.

    `placed` is False while the outline does not know its topic.
    """

    id: str
    text: str
    placed: bool
    advice: tuple[str, ...]


def new_clause(library: Library, clause_id: str) -> NewClause:
    """The skeleton of a clause that the library does not have yet, without a fault as it stands.

    Raises OutputRefusal if the id cannot be one, or if the library has the clause.
    """
    topic, name = _parts(library, clause_id)
    slot = next((slot for slot in library.outline.slots() if slot.topic == topic), None)
    others = library.topics.get(topic, ())
    title = others[0].title if others and topic != DEFINITIONS else _words(topic if topic != DEFINITIONS else name)
    waits = bool(others) and topic != DEFINITIONS
    values = {
        "title": json.dumps(title, ensure_ascii=False),
        "when": f"when: {NEVER}  # never true; write the condition in its place" if waits else f"# when: {_EXAMPLE}",
        "blanks": _BLANKS if topic != DEFINITIONS else "\n".join(f"# {line}" for line in _BLANKS.split("\n")),
    }
    text = _DEFINITION.format(term=_words(name)) if topic == DEFINITIONS else _TEXT
    placed = slot is not None or topic == DEFINITIONS
    return NewClause(clause_id, _file(clause_id, values, text), placed, tuple(_advice(topic, name, slot, others)))


def _file(clause_id: str, values: dict[str, str], text: str) -> str:
    lines = [
        "---",
        f"# The clause {clause_id}. Lines that begin with # are remarks: delete them, and entries not needed.",
        "# The grammar of entries and text is in clauses/README.md.",
    ]
    for remark, entry in ENTRIES.values():
        lines += ["", *(f"# {line}" for line in remark.split("\n"))]
        lines.append(values[entry.strip("{}")] if entry.startswith("{") else entry.replace("{title}", values["title"]))
    return "\n".join([*lines, "---", text])


def _parts(library: Library, clause_id: str) -> tuple[str, str]:
    where = Where(field=clause_id)
    match = _ID.fullmatch(clause_id)
    if match is None or max(map(len, match.groups())) > _LONGEST:
        message = f'"{clause_id[:80]}" cannot be the id of a clause, which is also the path of its file.'
        hint = (
            f"Write topic/name in small letters, figures and hyphens, each of {_LONGEST} letters at most: fees/waived."
        )
        raise OutputRefusal([error("clause-id", where, message, hint)])
    if match["topic"] in DATA_FOLDERS:
        message = f'The folder "{match["topic"]}" holds law or choices, so a clause in it would not be read.'
        raise OutputRefusal(
            [error("clause-id", where, message, "Choose another topic: library list shows those in use.")]
        )
    if clause_id in library.clauses:
        clause = library.clauses[clause_id]
        message = f"The library has this clause, and a skeleton in its place would hide it: {clause.file}"
        hint = "Change that file, or a copy of it in your own folder; or give the new clause another name."
        raise OutputRefusal([error("clause-exists", where, message, hint)])
    return match["topic"], match["name"]


def _words(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split("-"))


def _advice(topic: str, name: str, slot: Slot | None, others: tuple[Clause, ...]) -> list[str]:
    if topic == DEFINITIONS:
        return ["A definition is taken into a draft by itself, where a clause uses the term."]
    if slot is None:
        return [
            f'The outline has no topic "{topic}" yet, so no draft can have the clause. Put this line under topics: of '
            "the article where it belongs, in templates/interlocal/outline.yaml beside clauses/:",
            f"      - {topic}",
        ]
    if not others:
        return [f'It is the only clause of the topic "{topic}", so drafts have it from now on.']
    found = [f"No draft changes yet: the condition is never true. Write your own under when: in {topic}/{name}.md."]
    free = [other for other in others if other.condition is None and not other.meta.services]
    if slot.optional and slot.default is None and len(others) == len(free) == 1:
        found.append(
            f"{others[0].id} was the only alternative of an optional topic. So that it is still chosen, give the topic "
            f"a default in the outline: {{topic: {topic}, optional: true, default: {others[0].id}}}"
        )
    return found
