"""Words: two paragraphs compared token by token, as an attorney would mark the change by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from agreement_builder.redline.tokens import Token

KEPT_LEAST = 0.3
"""With less than this part of its words kept, a paragraph is struck and written anew; scattered words tell nothing."""


@dataclass(slots=True)
class Edit:
    """What stands at one point: the same tokens in both (`kept`), or what was struck and what was put there."""

    kept: bool
    old: list[Token]
    new: list[Token]


def edits(old: Sequence[Token], new: Sequence[Token]) -> list[Edit]:
    """The edits that lead from the old tokens to the new; what is kept is the same in both."""
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new], autojunk=False)
    found = [Edit(tag == "equal", list(old[a:b]), list(new[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]
    return _anew(_joined(found))


def _joined(found: list[Edit]) -> list[Edit]:
    """The edits, without what is kept between two changes only because a space or a small word is the same."""
    joined: list[Edit] = []
    for place, edit in enumerate(found):
        between = edit.kept and 0 < place < len(found) - 1
        small = between and _small(edit, joined[-1], found[place + 1])
        before = joined[-1] if joined else None
        if before is not None and not before.kept and (small or not edit.kept):
            before.old += edit.old
            before.new += edit.new
        else:
            joined.append(Edit(edit.kept and not small, list(edit.old), list(edit.new)))
    return joined


def _small(kept: Edit, before: Edit, after: Edit) -> bool:
    if any(token.says[0] != "word" for token in kept.new):
        return False
    words = [token for token in kept.new if token.words.strip() and token.words[0].isalnum()]
    changed = min(_words(before), _words(after))
    return not words or (len(words) == 1 and changed > 2)


def _words(edit: Edit) -> int:
    return sum(token.words[:1].isalnum() for token in (*edit.old, *edit.new))


def _anew(found: list[Edit]) -> list[Edit]:
    """One strike and one insertion, where little else is kept."""
    kept = sum(_length(edit.new) for edit in found if edit.kept)
    most = max(sum(_length(edit.old) for edit in found), sum(_length(edit.new) for edit in found))
    if kept >= KEPT_LEAST * most or sum(not edit.kept for edit in found) < 2:
        return found
    fixed = {id(token) for edit in found if edit.kept for token in edit.new if token.fixed}
    if not fixed:
        return [Edit(False, [t for edit in found for t in edit.old], [t for edit in found for t in edit.new])]
    return found


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.words.strip()) for token in tokens)
