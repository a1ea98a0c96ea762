"""What `?` tells at a question: why it is asked, who knows, what the law says, and what each choice does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agreement_builder.answers.paths import steps
from agreement_builder.interview.consequences import Consequence, consequences, in_line, shortened
from agreement_builder.interview.knowing import knows
from agreement_builder.interview.question import Option, Question, Raw
from agreement_builder.interview.statutes import Statute, statutes
from agreement_builder.interview.uses import Uses, uses
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library

MOST_NAMED = 5
"""So many sections are named; more are counted."""

MOST_TOLD = 3
"""So many sections that an option chooses are told; more are counted."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question is asked and what its answer does; whatever there is nothing to say about is empty.

    `what` is the help; `why` whole sentences; `knows` who usually knows, as the end of a sentence; `choices` the
    options, each with what it does to the draft in sentences; `example` an answer as it may be typed.
    """

    what: str
    why: tuple[str, ...]
    knows: str
    statutes: tuple[Statute, ...]
    choices: tuple[tuple[Option, tuple[str, ...]], ...]
    example: str


def explained(question: Question, raw: Raw, library: Library) -> Explanation:
    """The explanation of a question in an interview that has these answers so far."""
    effects = consequences(question, raw, library)
    found = uses(question, raw, library, effects)
    state = raw.get("jurisdiction")
    return Explanation(
        what=question.help,
        why=tuple(_why(found)),
        knows=knows(question.path, library, _measured(question, raw)) or "",
        statutes=statutes(question, found, state if isinstance(state, str) else "CT", _service(raw), library),
        choices=tuple((o, tuple(_effects(effects.get(o.value)))) for o in question.options),
        example=question.example,
    )


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation in whole lines, each a sentence or more, which read well aloud."""
    if explanation.what:
        yield explanation.what
    yield from explanation.why
    if explanation.knows:
        yield f"Who usually knows: {explanation.knows}."
    for statute in explanation.statutes:
        said = " ".join(_sentence(words) for words in statute.says)
        doubt = "" if statute.verified else " Nobody has verified this reading."
        yield f"The statute says ({statute.citation}): {said}{doubt}"
    checked = tuple(dict.fromkeys(statute.checked for statute in explanation.statutes))
    if checked:
        yield f"Law as of: {'; '.join(checked)}."
    told = [(option, effects) for option, effects in explanation.choices if effects]
    if told:
        yield "What each choice does to the draft:"
        for place, (option, effects) in enumerate(explanation.choices, 1):
            yield f"{place}. {_sentence(option.meaning)} {' '.join(effects)}".rstrip()
    if explanation.example:
        yield _sentence(f"For example: {explanation.example}")


def _service(raw: Raw) -> str | None:
    service = raw.get("service")
    kind = service.get("kind") if isinstance(service, dict) else None
    return kind if isinstance(kind, str) else None


def _why(found: Uses) -> Iterator[str]:
    if found.route:
        yield "The statutes on which the agreement rests depend on it."
    if found.chooses:
        yield f"It decides {_sections(found.chooses)}."
    if found.has_exhibits:
        yield f"It decides whether the draft has {_exhibits(found.has_exhibits)}."
    if found.words:
        yield f"The words of {_sections(found.words)} go by it."
    places = ["the title of the agreement"] if found.title else []
    places += [_sections(found.prints)] if found.prints else []
    places += [_exhibits(found.in_exhibits)] if found.in_exhibits else []
    places += ["the signature pages"] if found.signatures else []
    if places:
        yield f"It is printed in {_and(places)}."
    if len(found.asks) == 1:
        yield f"Whether this is asked depends on it: {found.asks[0]}"
    elif found.asks:
        yield f"Whether {len(found.asks)} further questions are asked depends on it."


def _sections(clauses: Iterable[Clause]) -> str:
    return _named("section", list(dict.fromkeys(clause.title for clause in clauses)))


def _exhibits(headings: Iterable[str]) -> str:
    return _named("exhibit", list(headings))


def _named(noun: str, titles: list[str]) -> str:
    """`the section Withdrawal`, `the sections Staff and Payment`, and so many others."""
    if len(titles) == 1:
        return f"the {noun} {titles[0]}"
    more = len(titles) - MOST_NAMED
    named = titles if more <= 1 else [*titles[:MOST_NAMED], f"{more} others"]
    return f"the {noun}s {_and(named)}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _effects(found: Consequence | None) -> Iterator[str]:
    """What an option does, in sentences."""
    if found is None:
        return
    if found.about:
        yield in_line(found)
        return
    for clause in found.clauses[:MOST_TOLD]:
        yield shortened(clause)
    if (more := len(found.clauses) - MOST_TOLD) > 0:
        yield f"It chooses {more} more {'section' if more == 1 else 'sections'}."
    if not found.clauses and found.maybe:
        yield f"With other answers it may bring {_sections(found.maybe)}."
    if found.exhibits:
        yield f"It adds {_exhibits(found.exhibits)}."
    if found.without:
        few = found.without[:MOST_TOLD]
        yield f"The draft has no {'section' if len(few) == 1 else 'sections'} {_or(few)}."


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _measured(question: Question, raw: Raw) -> str | None:
    """What the measure counts to which a figure belongs that is asked for."""
    found: object = raw
    way = steps(question.path)
    groups: list[object] = []
    for step in way:
        if isinstance(found, list):
            known = {str(m.get("id")): m for m in found if isinstance(m, dict)}
            found = (found[step] if step < len(found) else None) if isinstance(step, int) else known.get(step)
        else:
            found = found.get(step) if isinstance(found, dict) else None
        groups.append(found)
    measured = [group.get("of") for group in groups if isinstance(group, dict) and "of" in group]
    return str(measured[-1]) if measured else None
