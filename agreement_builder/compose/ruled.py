"""Blanks that are filled by hand at signing: a rule to write on stands in their place.

Somebody dismissed them as open points, so they are neither marked nor listed any more.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.dismissal import BLANK_POINT
from agreement_builder.answers.load import AnswersFile
from agreement_builder.document.relabel import relabelled
from agreement_builder.document.tree import Blank, Document, Inline, Signature, Value
from agreement_builder.document.walk import runs

RULE = "_" * 15
"""The rule; it fits a cell of a table."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A blank that became a rule, and the place in which it stands first: a topic, an exhibit id, `signatures`."""

    blank: Blank
    place: str


def bracketed_label(label: str) -> str:
    """A blank's label as the draft shows it."""
    return f"[{label}]"


def ruled(document: Document, file: AnswersFile, waiting: Container[str]) -> tuple[Document, tuple[Ruled, ...]]:
    """The document with rules for the blanks that were dismissed, and these, each path once in reading order.

    A blank is still open if it bears another label than it did then, if counsel is to fill it, or if its answer
    decides (`waiting`): on a rule nobody can write what the text depends on.
    """
    dismissed = file.answers.dismissed
    found: dict[str, Ruled] = {}
    several = ((inline, run.place) for run in runs(document) for inline in run.inlines) if dismissed else ()
    for blank, place in several:
        if not isinstance(blank, Blank):
            continue
        dismissal = dismissed.get(f"{BLANK_POINT}{blank.path}")
        if dismissal is None or blank.path in waiting or left_around(blank.path, file.counsel_notes) is not None:
            continue
        if dismissal.said is None or bracketed_label(blank.label) in dismissal.said:
            found.setdefault(blank.path, Ruled(blank, place))

    def filled(blank: Blank) -> Inline:
        return Value(RULE, blank.path) if blank.path in found else blank

    if not found:
        return document, ()
    document = relabelled(document, filled)
    signatures = tuple(map(_with_whole_rules, document.signatures))
    return replace(document, signatures=signatures), tuple(found.values())


def _with_whole_rules(signature: Signature) -> Signature:
    """The signature block with nothing on a line that is a rule alone: writers draw it as wide as the others."""
    lines = tuple((label, () if _is_rule(content) else content) for label, content in signature.lines)
    return replace(signature, lines=lines)


def _is_rule(content: tuple[Inline, ...]) -> bool:
    match content:
        case (Value(text=words),):
            return words == RULE
    return False
