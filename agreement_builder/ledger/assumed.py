"""Assumptions: what the program supplied without an answer that would have asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.compose.signatures import OFFICE
from agreement_builder.compose.words import dollars
from agreement_builder.costs.account import account
from agreement_builder.costs.line import ILLUSTRATION, stated_at
from agreement_builder.costs.terms import OPERATING
from agreement_builder.drafting import Draft
from agreement_builder.ledger.places import Places
from agreement_builder.library.outline import ExhibitKind


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption: its name, the path of the answer that would take its place, what it is, and what to do."""

    name: str
    path: str
    place: str
    says: str
    settle: str


def assumptions_of(draft: Draft, places: Places) -> Iterator[Assumption]:
    """What the program assumed for this draft."""
    yield from _routes(draft, places)
    yield from _measures(draft, places)
    yield from _offices(draft)
    yield from _round_sums(draft)


def _routes(draft: Draft, places: Places) -> Iterator[Assumption]:
    found = draft.composition.routes
    if not found or draft.file.answers.routes is not None:
        return
    named = " and ".join(f"{one.route.id} ({one.route.title})" for one in found)
    says = (
        f"The program took {'route' if len(found) == 1 else 'routes'} {named} as the authority for this agreement, "
        "from the kinds of the parties, their structure and the service."
    )
    settle = "Counsel confirms it; or choose by hand under routes:, with the reason."
    place = next((place for one in found if (place := places.that_reads(f"routes.{one.route.id}"))), "")
    yield Assumption("routes", "routes", place, says, settle)


def _measures(draft: Draft, places: Places) -> Iterator[Assumption]:
    service = draft.file.answers.service
    count = len(draft.library.measures(service.kind))
    place = places.of_answer("service.measures")
    if service.measures is None and count and place in draft.index.exhibits:
        says = f"The {count} performance measures are those that the library suggests for such a service."
        yield Assumption(
            "measures", "service.measures", place, says, "Confirm them, or name your own under service.measures."
        )


def _offices(draft: Draft) -> Iterator[Assumption]:
    """The offices that usually sign for a body, where nobody said who does."""
    blank = {blank.path for blank, _ in draft.index.blanks}
    for party in draft.file.answers.parties:
        path = f"parties.{party.id}.chief_executive"
        if party.chief_executive is None and party.kind in OFFICE and path not in blank:
            says = f"The {OFFICE[party.kind]} is taken to sign for the {party.name}."
            yield Assumption(path, path, "signatures", says, f"Confirm it, or answer {path}.")


def _round_sums(draft: Draft) -> Iterator[Assumption]:
    """The costs that are not known, of which an exhibit divides a round sum as an example."""
    exhibits = {outline.kind: outline.id for outline in draft.library.outline.exhibits}
    for line in account(draft.file.answers).lines:
        terms, own = line.terms, line.terms.id == OPERATING
        if not line.illustrated or line.shares is None:
            continue
        place = exhibits.get(ExhibitKind.COST_SHARES if own else ExhibitKind.COST_LINES, "")
        if place in draft.index.exhibits:
            path = terms.cost_path if line.year is None else stated_at(terms, line.year)
            of = "this agreement" if own else terms.name
            says = f"The cost of {of} is not known, so the example divides a round sum of {dollars(ILLUSTRATION)}."
            yield Assumption(path, path, place, says, f"Answer {path}, or confirm that the example stays.")
