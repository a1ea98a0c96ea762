"""Lists for clauses to loop over: what the answers say of parties by key, with the parties themselves in place.

The answers name parties by keys, which are never printed; a clause prints names. So each list has here a model of
what one member shows, and a function that makes the members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from agreement_builder.answers.base import Answer
from agreement_builder.answers.meetings import StatedCommittee
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import Party, the_name
from agreement_builder.answers.seats import (
    CaucusSeats,
    EqualSeats,
    SeatsByPopulation,
    SeatsByTiers,
    StatedSeats,
    Upon,
)
from agreement_builder.answers.votes import ConsentOf, DoubleMajority, MatterKind, NumberOf, StatedVotes
from agreement_builder.voting.seats import stepped, tiered


class PartyNumber(Answer):
    """A party, and a number that it has."""

    party: Party
    number: int


class SharedSeats(Answer):
    """A group of parties and the members that they share."""

    name: str
    parties: tuple[Party, ...]
    seats: int


class Guest(Answer):
    """A further member: who, how many, and from and until when (empty: from the beginning, to the end)."""

    holder: str
    seats: int
    votes: bool
    begins: str
    ends: str


class ReservedMatter(Answer):
    """A matter that needs more: the matter in words, the sum for spending, and what it needs.

    `path` is that of the answer, by which a sum left open is known.
    """

    path: str
    matter: str
    what: str
    spending: bool
    dollars: Decimal | None
    rule: str
    second: str
    number: int
    parties: tuple[Party, ...]


def seats_at_start(answers: Answers) -> dict[str, int] | None:
    """The members of each party, by its key, under the rule and the figures of the answers.

    None where the rule is not given, a figure is open, or groups of parties share members.
    """
    keys = [party.id for party in answers.parties]
    seats = answers.governance.seats
    match seats:
        case EqualSeats(each=each):
            return dict.fromkeys(keys, each)
        case StatedSeats(seats=stated):
            return {key: stated.get(key, 0) for key in keys}
        case SeatsByPopulation(measure=measure) | SeatsByTiers(measure=measure):
            figures = {key: measure.values.get(key) for key in keys}
            known = {key: figure for key, figure in figures.items() if figure is not None}
            if len(known) < len(keys):
                return None
            if isinstance(seats, SeatsByTiers):
                tiers = [(tier.above, tier.seats) for tier in seats.tiers]
                return {key: tiered(figure, tiers) for key, figure in known.items()}
            return {
                key: stepped(figure, first=seats.first, above=seats.above, step=seats.step, most=seats.most)
                for key, figure in known.items()
            }
    return None


def _opening_seats(answers: Answers) -> tuple[PartyNumber, ...]:
    return _numbers(answers, seats_at_start(answers) or {})


def _stated_votes(answers: Answers) -> tuple[PartyNumber, ...]:
    votes = answers.governance.votes
    return _numbers(answers, votes.votes if isinstance(votes, StatedVotes) else {})


def _numbers(answers: Answers, numbers: dict[str, int]) -> tuple[PartyNumber, ...]:
    return tuple(PartyNumber(party=p, number=numbers[p.id]) for p in answers.parties if p.id in numbers)


def _caucuses(answers: Answers) -> tuple[SharedSeats, ...]:
    seats = answers.governance.seats
    groups = seats.caucuses if isinstance(seats, CaucusSeats) else ()
    return tuple(SharedSeats(name=g.name, parties=_parties(answers, g.parties), seats=g.seats) for g in groups)


def _guests(answers: Answers) -> tuple[Guest, ...]:
    found = []
    for seat in answers.governance.further_seats:
        party = party_by_id(answers, seat.holder)
        found.append(
            Guest(
                holder=the_name(party) if party is not None else seat.holder,
                seats=seat.seats,
                votes=seat.standing == "voting",
                begins=seat.begins.event if isinstance(seat.begins, Upon) else "",
                ends=seat.ends.event if isinstance(seat.ends, Upon) else "",
            )
        )
    return tuple(found)


def _matters(answers: Answers, *, consent: bool) -> tuple[ReservedMatter, ...]:
    found = []
    for place, matter in enumerate(answers.governance.matters, 1):
        carries = matter.carries
        if isinstance(carries, ConsentOf | NumberOf) is not consent:
            continue
        named = carries.parties if isinstance(carries, ConsentOf | NumberOf) else ()
        found.append(
            ReservedMatter(
                path=f"governance.matters[{place}]",
                matter=matter.matter,
                what=matter.text or matter.matter.meaning,
                spending=matter.matter is MatterKind.SPENDING and matter.text is None,
                dollars=matter.dollars,
                rule=carries.rule,
                second=carries.second if isinstance(carries, DoubleMajority) else "",
                number=carries.number if isinstance(carries, NumberOf) else 0,
                parties=_parties(answers, named),
            )
        )
    return tuple(found)


def _parties(answers: Answers, keys: Iterable[str]) -> tuple[Party, ...]:
    return tuple(party for key in keys if (party := party_by_id(answers, key)) is not None)


def _committees(answers: Answers) -> tuple[StatedCommittee, ...]:
    return tuple(c for c in answers.governance.committees if isinstance(c, StatedCommittee))


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of facts: the model of its members, what it is, how it is made, and the path of the answers behind it."""

    model: type[BaseModel]
    meaning: str
    of: Callable[[Answers], tuple[BaseModel, ...]]
    path: str


ROSTERS: dict[str, Roster] = {
    "opening_seats": Roster(
        PartyNumber,
        "each party with its number of members at the start; empty where figures are open",
        _opening_seats,
        "governance.seats",
    ),
    "stated_votes": Roster(
        PartyNumber, "each party with its stated number of votes", _stated_votes, "governance.votes.votes"
    ),
    "shared_seats": Roster(
        SharedSeats, "the groups of parties that share members", _caucuses, "governance.seats.caucuses"
    ),
    "guests": Roster(Guest, "the further members of the board", _guests, "governance.further_seats"),
    "reserved_votes": Roster(
        ReservedMatter,
        "matters that need more than the usual majority of the board",
        lambda answers: _matters(answers, consent=False),
        "governance.matters",
    ),
    "reserved_consents": Roster(
        ReservedMatter,
        "matters that need the consent of certain parties",
        lambda answers: _matters(answers, consent=True),
        "governance.matters",
    ),
    "stated_committees": Roster(
        StatedCommittee, "the committees that are described in words", _committees, "governance.committees"
    ),
}
"""The lists by the name that clauses use."""
