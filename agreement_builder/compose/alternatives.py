"""Alternatives for counsel: what stands at one place in several cases, put together, compared and lettered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agreement_builder.compose.cases import Case, Option, in_words
from agreement_builder.compose.select import Chosen, Considered
from agreement_builder.document.numbering import letters
from agreement_builder.document.tree import Alternative, Alternatives, Block

Settled = tuple[Option, ...]
"""Options of different choices, all of which are taken."""


@dataclass(frozen=True, slots=True)
class Version:
    """What stands at a place in one case, or in all cases in which the same does; no blocks where nothing does.

    `chosen` is the choice of its clause, where a clause stands there.
    """

    cases: tuple[Settled, ...]
    blocks: tuple[Block, ...]
    chosen: Chosen | None = None
    heading: str = ""

    @property
    def clause(self) -> str:
        """The id of its clause, or nothing."""
        return self.chosen.clause.id if self.chosen is not None and self.chosen.clause is not None else ""

    @property
    def summary(self) -> str:
        """What its clause does, in one line."""
        return self.chosen.clause.meta.summary if self.chosen is not None and self.chosen.clause is not None else ""


def merged(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that differ, each with all cases in which it stands; choices that tell none apart are left out."""
    given = tuple(versions)
    if len(given) == 1:
        return given
    found: dict[tuple[str, tuple[Block, ...]], Version] = {}
    for version in given:
        known = found.get((version.clause, version.blocks), version)
        cases = known.cases if known is version else (*known.cases, *version.cases)
        found[version.clause, version.blocks] = replace(known, cases=cases)
    every = {case for version in found.values() for case in version.cases}
    return tuple(replace(version, cases=_short(version.cases, every)) for version in found.values())


def _short(cases: tuple[Settled, ...], every: set[Settled]) -> tuple[Settled, ...]:
    """The cases without the choices whose options all lead to the same."""
    for path in dict.fromkeys(option.path for case in cases for option in case):
        without = {_less(case, path): None for case in cases}
        for rest in without:
            mine = {case for case in cases if _less(case, path) == rest}
            if mine == {case for case in every if _less(case, path) == rest} and len(mine) > 1:
                every = {case for case in every if case not in mine} | {rest}
                cases = tuple(dict.fromkeys(rest if case in mine else case for case in cases))
    return cases


def _less(case: Settled, path: str) -> Settled:
    return tuple(option for option in case if option.path != path)


def bracketed(versions: Sequence[Version], heading: str = "") -> tuple[Block, ...]:
    """The one version as it is; several as alternatives, in a section with the heading."""
    if len(versions) == 1:
        return versions[0].blocks
    questions = {option.path: option.question for v in versions for case in v.cases for option in case}
    # One clause says the same of all texts that it may have.
    differ = len({version.clause for version in versions}) > 1
    members = tuple(
        Alternative(
            label=_label(place),
            follows_from=_words(version.cases, alone=len(questions) == 1),
            summary=version.summary if differ else "",
            heading=version.heading if version.heading != heading else "",
            clause=version.clause,
            version=version.chosen.clause.meta.version if version.chosen and version.chosen.clause else "",
            blocks=version.blocks,
        )
        for place, version in enumerate(versions)
    )
    return (Alternatives(tuple(questions), " ".join(map(_sentence, questions.values())), members),)


def _sentence(question: str) -> str:
    return question if question.endswith((".", "?")) else f"{question}."


def joined(before: tuple[Block, ...], more: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a section with those of a further topic; alternatives that follow from the same become one."""
    match before, more:
        case (*rest, Alternatives() as one), (Alternatives() as other,) if _follow(one) == _follow(other):
            pairs = zip(one.members, other.members, strict=True)
            return (*rest, replace(one, members=tuple(_both(first, second) for first, second in pairs)))
    return (*before, *more)


def _follow(block: Alternatives) -> tuple[str, ...]:
    return (*block.paths, *(member.follows_from for member in block.members))


def _both(first: Alternative, second: Alternative) -> Alternative:
    summary = " ".join(dict.fromkeys(part.summary for part in (first, second) if part.summary))
    return replace(first, summary=summary, blocks=(*first.blocks, *second.blocks))


def _label(place: int) -> str:
    return letters(place + 1).upper()


def _words(cases: Iterable[Settled], *, alone: bool) -> str:
    """From which options a version follows, in words; the question itself is said where there are several."""
    if alone:
        return "; or ".join(dict.fromkeys(option.meaning for case in cases for option in case))
    return "; or ".join(map(in_words, cases))


def choices_of(versions: Sequence[Version]) -> list[Chosen]:
    """What was chosen in each version; with its letter and what it follows from, where there are several."""
    several = len(versions) > 1
    return [
        replace(version.chosen, label=_label(place) if several else "", follows=version.cases if several else ())
        for place, version in enumerate(versions)
        if version.chosen is not None
    ]


def unsettled(chosen: Chosen) -> Chosen:
    """The choice, with facts that are settled in its case alone as what they are: not answered."""
    case = chosen.case
    if case is None or not case.settled:
        return chosen
    return replace(chosen, considered=tuple(_weighed(one, case) for one in chosen.considered))


def _weighed(one: Considered, case: Case) -> Considered:
    return replace(one, facts={path: None if case.settles(path) else value for path, value in one.facts.items()})
