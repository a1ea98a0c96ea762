"""The passport of a section: which clauses it is made of, why they were chosen, what else there was, and the law.

It is a Word comment that its reader takes in at a glance; what is too long for it is left to the command `why`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from agreement_builder.answers.phrases import joined
from agreement_builder.compose.reasons import Instead, Reasons
from agreement_builder.compose.select import Chosen, Reason
from agreement_builder.document.tree import Definition
from agreement_builder.document.walk import clauses
from agreement_builder.drafting import Draft

FACTS = 2
"""As many of the facts that chose a clause are said, the most telling ones."""

OTHERS = 3
"""As many of the alternatives that were not chosen are named, those to which the fewest other answers would lead."""

SHORT = 18
"""What an alternative does and when it would apply are both said in as many words; in more, what it does."""

TELLING = 4
"""An answer of as many words also says what the alternative does that it would choose."""

_REASONS = {
    Reason.CONDITION: "Chosen by the answers:",
    Reason.DEFAULT: "The usual clause.",
    Reason.ONLY: "The only clause for this topic.",
}


def clause_passports(draft: Draft) -> dict[str, list[str]]:
    """The paragraphs of the passport of each section, by its key."""
    reasons = Reasons(draft.library, draft.file.answers)
    found: dict[str, list[Chosen]] = {}
    for chosen in draft.composition.chosen:
        if chosen.clause is not None:
            found.setdefault(chosen.place, []).append(chosen)
    defined = _definitions(draft)
    return {
        place: [
            *_choices(reasons, chosen),
            *defined.get(place, ()),
            *_others(reasons, chosen, _section(draft, place)),
            *_notes(chosen),
            *_law(draft, chosen),
        ]
        for place, chosen in found.items()
    }


def _section(draft: Draft, place: str) -> str:
    """How a section is named to the command `why`: its number, or its topic."""
    number = draft.index.numbers.get(place, ())
    return ".".join(map(str, number)) if len(number) == 2 else place


def _definitions(draft: Draft) -> dict[str, list[str]]:
    """What is said of the definitions of a section, by its key."""
    found: dict[str, list[str]] = {}
    for clause in clauses(draft.document):
        count = sum(isinstance(block, Definition) for block in clause.blocks)
        if count:
            found[clause.topic] = [f"{count} definitions, each here because a clause uses its term."]
    return found


def _choices(reasons: Reasons, chosen: list[Chosen]) -> Iterator[str]:
    """The clauses of a section, those chosen for the same reason together, each reason with its facts."""
    settled = [one for one in chosen if not one.label]

    def key(one: Chosen) -> tuple[Reason, str, tuple[str, ...], tuple[str, ...]]:
        waiting = reasons.open(one) if one.reason is not Reason.CONDITION else ()
        return one.reason, one.by_hand, tuple(words for _, words in reasons.because(one)), waiting

    said: set[str] = set()
    for (reason, by_hand, because, waiting), group in groupby(settled, key=key):
        named, new = _named(group), [words for words in because if words not in said][:FACTS]
        said |= set(because)
        if reason is Reason.BY_HAND:
            yield f"{named}. Chosen by hand: {by_hand.removesuffix('.')}."
        elif because and not new:
            yield f"{named}. Chosen by the same answers."
        elif reason is Reason.CONDITION and not because:
            yield f"{named}. Written for this service or state."
        else:
            yield f"{named}. {_REASONS[reason]}"
            yield from (f"– {words}" for words in new)
        if waiting:
            yield f"Another may stand here once this is answered: {'; '.join(waiting)}"
    yield from _for_counsel([one for one in chosen if one.label])


def _for_counsel(chosen: list[Chosen]) -> Iterator[str]:
    """The alternatives between which counsel chooses, those of the same clauses together."""
    letters: dict[str, list[str]] = {}
    for label in dict.fromkeys(one.label for one in chosen):
        letters.setdefault(_named(one for one in chosen if one.label == label), []).append(label)
    for named, labels in letters.items():
        plural = "s" if len(labels) > 1 else ""
        yield f"Alternative{plural} {joined(labels)}, for counsel to choose: {named[:1].lower()}{named[1:]}."


def _notes(chosen: list[Chosen]) -> Iterator[str]:
    """The drafting notes, each once; those of alternatives for counsel with their letters."""
    letters: dict[str, list[str]] = {}
    for one in chosen:
        if one.clause is not None and one.clause.meta.note:
            letters.setdefault(one.clause.meta.note, []).append(one.label)
    for note, labels in letters.items():
        several = [label for label in dict.fromkeys(labels) if label]
        yield f"{joined(several)}: {note}" if several else note


def _named(group: Iterable[Chosen]) -> str:
    found = list(dict.fromkeys((c.clause.id, c.clause.meta.version) for c in group if c.clause is not None))
    if len(found) == 1:
        return f"Clause {found[0][0]}, version {found[0][1]}"
    return f"Clauses {joined([f'{name} ({version})' for name, version in found])}"


def _others(reasons: Reasons, chosen: list[Chosen], section: str) -> Iterator[str]:
    """The nearest of the alternatives that were not chosen, and how many more there are."""
    here = {one.clause.id for one in chosen if one.clause is not None}
    found = {other.clause.id: other for one in chosen for other in reasons.instead(one) if other.clause.id not in here}
    near = (other for other in found.values() if not other.remote)
    nearest = sorted(near, key=lambda other: len(other.needs))[:OTHERS]
    several = len({one.slot.topic for one in chosen}) > 1
    more = len(found) - len(nearest)
    if nearest:
        yield "Not chosen:"
        yield from (_other(other, several=several) for other in nearest)
    if more:
        also = (
            f"– and {more} other{'s' if more > 1 else ''}"
            if nearest
            else f"{more} other{'s' if more > 1 else ''} not chosen"
        )
        yield f"{also}: agreement-builder why ANSWERS {section}"


def _other(other: Instead, *, several: bool) -> str:
    """An alternative by its name, with its topic where there are several; what it does, or when it would apply."""
    name = other.clause.id if several else other.clause.id.partition("/")[2]
    words = other.clause.meta.summary
    if TELLING <= len(other.answers.split()) < len(words.split()):
        words = f"{other.answers}."
    elif other.applies and not other.answers and len(f"{words} {other.applies}".split()) < SHORT:
        words = f"{words} If: {other.applies}."
    return f"– {name}: {words}"


def _law(draft: Draft, chosen: list[Chosen]) -> Iterator[str]:
    """The authorities, those checked to the same state of the law together; the number alone where the code is said."""
    names = dict.fromkeys(name for one in chosen if one.clause is not None for name in one.clause.meta.authorities)
    rows = [draft.library.authorities[name] for name in names if name in draft.library.authorities]
    by_state: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        code, sign, number = row.citation.partition(" § ")
        by_state.setdefault(draft.library.checked[row.id], {}).setdefault(f"{code}{sign[:-1]}", []).append(number)
    for checked, codes in by_state.items():
        cited = "; ".join(
            f"{code[:-1]}{'§§' if len(numbers) > 1 else '§'} {', '.join(numbers)}" if numbers[0] else code
            for code, numbers in codes.items()
        )
        state = checked.partition(";")[0]
        yield f"Law ({state[max(state.find('through '), 0) :]}): {cited}."
