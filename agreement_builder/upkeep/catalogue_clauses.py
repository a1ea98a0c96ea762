"""The clauses in the catalogue: topics in the order of the outline, definitions, and what the clauses ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreement_builder.library.clause import BlankSpec, Clause, Status
from agreement_builder.library.model import DEFINITIONS, Library
from agreement_builder.library.outline import Slot
from agreement_builder.library.service import ChoiceSpec
from agreement_builder.upkeep.tables import code, said, table


def topics(library: Library) -> Iterator[str]:
    """Every topic of the outline with its alternatives, by article."""
    outline = library.outline
    groups: list[tuple[str, Iterable[Slot]]] = [("Opening parts", outline.front)]
    groups += [(f"Article: {article.heading}", article.topics) for article in outline.articles]
    groups.append(("Signatures", (outline.closing,)))
    for place, (heading, slots) in enumerate(groups):
        yield from (*([""] if place else []), f"### {said(heading)}")
        for slot in slots:
            yield from ("", f"**{slot.topic}**{' (may be left out)' if slot.optional else ''}", "")
            for clause in library.topics.get(slot.topic, ()):
                yield from _alternative(clause, library, chosen_when(clause, slot, library))
            if slot.topic not in library.topics:
                yield "No alternative yet."


def definitions(library: Library) -> Iterator[str]:
    """Every definition."""
    yield from _all(library.topics.get(DEFINITIONS, ()), library, "where a clause uses its term")


def strays(library: Library) -> Iterator[str]:
    """Clauses whose topic no outline places."""
    placed = {slot.topic for slot in library.outline.slots()} | {DEFINITIONS}
    yield from _all((c for c in library.clauses.values() if c.topic not in placed), library, "never")


def questions(library: Library) -> Iterator[str]:
    """Every blank, with the clauses that ask for it."""
    asked: dict[tuple[str, BlankSpec], list[str]] = {}
    for clause in library.clauses.values():
        for name, spec in clause.meta.blanks.items():
            asked.setdefault((f"blanks.{clause.topic}.{name}", spec), []).append(clause.id)
    rows = (
        [code(path), said(spec.ask), str(spec.type), ", ".join(_link(name) for name in names)]
        for (path, spec), names in asked.items()
    )
    yield from table(("blank", "question", "type", "asked by"), rows)


def services(library: Library) -> Iterator[str]:
    """Every service for which the library asks or suggests something: its choices and measures."""
    for place, file in enumerate(library.services):
        heading = file.service.meaning if file.service is not None else "every service"
        yield from (*([""] if place else []), f"### {said(heading[0].upper() + heading[1:])}", "", said(file.about))
        if file.choices:
            yield from ("", *(line for choice in file.choices for line in _choice(choice)))
        rows = ([said(measure.measure), said(measure.target or "")] for measure in file.measures)
        measures = list(table(("suggested measure", "target"), rows))
        yield from ("", *measures) if measures else ()


def chosen_when(clause: Clause, slot: Slot, library: Library) -> str:
    """In words, when a draft has the clause."""
    others = [other for other in library.topics[slot.topic] if other.id != clause.id]
    meta = clause.meta
    default = slot.default == clause.id
    if meta.status is Status.RETIRED:
        return "never, as it is retired"
    if meta.when is not None:
        return f"when {code(meta.when)}{', and where no other applies' if default else ''}"
    if meta.services:
        return "for its services"
    if not others:
        return "always"
    if default or (slot.default is None and not slot.optional and all(o.condition or o.meta.services for o in others)):
        return "where no other applies"
    return "only by hand"


def _all(clauses: Iterable[Clause], library: Library, when: str) -> Iterator[str]:
    for clause in clauses:
        yield from _alternative(clause, library, when)


def _alternative(clause: Clause, library: Library, when: str) -> Iterator[str]:
    meta = clause.meta
    yield f"- {_link(clause.id)}: {said(meta.summary)}"
    yield f"  - chosen {when}"
    if meta.services:
        yield f"  - only for {', '.join(service.meaning for service in meta.services)}"
    if meta.jurisdictions:
        yield f"  - only in {', '.join(meta.jurisdictions)}"
    if meta.satisfies:
        yield f"  - meets {', '.join(map(code, meta.satisfies))}"
    cited = [library.authorities[name].citation for name in meta.authorities if name in library.authorities]
    if cited:
        yield f"  - law: {'; '.join(map(said, cited))}"


def _choice(choice: ChoiceSpec) -> Iterator[str]:
    yield f"- {code(f'choices.{choice.id}')}: {said(choice.ask)}"
    if choice.applies is not None:
        yield f"  - asked when {code(choice.applies)}"
    for option, meaning in choice.options.items():
        yield f"  - {code(option)}: {said(meaning)}{' (taken while not answered)' if option == choice.default else ''}"


def _link(clause_id: str) -> str:
    return f"[{clause_id}]({clause_id}.md)"
