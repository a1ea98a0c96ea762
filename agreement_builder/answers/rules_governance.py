"""Rules across the answers on governance: seats, votes and matters that contradict the parties or each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from agreement_builder.answers.appointment import ByKind, ByOffice, FixedTerms, WhileInOffice
from agreement_builder.answers.fault import Fault, missing_parties, no_parties
from agreement_builder.answers.governance import BOARDS
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.model import Answers
from agreement_builder.answers.seats import CaucusSeats, SeatsByPopulation, SeatsByTiers, Standing, StatedSeats
from agreement_builder.answers.votes import (
    ConsentOf,
    DoubleMajority,
    MatterKind,
    NumberOf,
    StatedVotes,
    VotePerMember,
    VotePerParty,
    VotesByMeasure,
)

SEATS, VOTES = "governance.seats", "governance.votes"


def _measured(answers: Answers, measure: Measure, path: str, what: str) -> Iterator[Fault]:
    yield from no_parties(answers, measure.values, f"{path}.values.{{key}}")
    yield from missing_parties(answers, measure.values, f"{path}.values", what)


def _seats(answers: Answers) -> Iterator[Fault]:
    match answers.governance.seats:
        case StatedSeats(seats=seats):
            yield from no_parties(answers, seats, f"{SEATS}.seats.{{key}}")
            yield from missing_parties(answers, seats, f"{SEATS}.seats", "its number of members")
        case SeatsByPopulation(measure=measure):
            yield from _measured(answers, measure, f"{SEATS}.measure", "its number of members")
        case SeatsByTiers(measure=measure, tiers=tiers):
            yield from _measured(answers, measure, f"{SEATS}.measure", "its number of members")
            sizes = [tier.above for tier in tiers]
            if sizes[0] != 0 or any(low >= high for low, high in pairwise(sizes)):
                message = "The tiers do not rise from 0, so that the tier of a party cannot be told."
                hint = "Begin with above: 0, and give each further tier a larger size."
                yield Fault(f"{SEATS}.tiers", "seats-tiers", message, hint)
        case CaucusSeats(caucuses=caucuses):
            for place, caucus in enumerate(caucuses, 1):
                yield from no_parties(answers, caucus.parties, f"{SEATS}.caucuses[{place}].parties[{{}}]")
            for key, times in Counter(key for caucus in caucuses for key in caucus.parties).items():
                if times > 1:
                    message = f'"{key}" stands in {times} groups, so that it would choose members twice.'
                    yield Fault(f"{SEATS}.caucuses", "seats-twice", message, "Name each party in one group, once.")


def _votes(answers: Answers) -> Iterator[Fault]:
    governance = answers.governance
    if isinstance(governance.seats, CaucusSeats) and not isinstance(governance.votes, VotePerMember | None):
        message = "Groups of parties share members, so that no party has members who could cast its vote."
        yield Fault(f"{VOTES}.rule", "votes-shared", message, "Set governance.votes to rule: per_member.")
    guests = any(seat.standing is Standing.VOTING for seat in governance.further_seats)
    if guests and not isinstance(governance.votes, VotePerMember | VotePerParty | None):
        message = "Votes are weighted by party, so that a further member who may vote has no weight."
        hint = "Let further members sit without a vote, or choose per_party or per_member."
        yield Fault(f"{VOTES}.rule", "votes-shared", message, hint)
    if guests and isinstance(governance.majority, DoubleMajority):
        message = "A double majority counts the parties alone, so that the vote of a further member has no effect."
        hint = "Let further members sit without a vote, or choose another majority."
        yield Fault("governance.majority.rule", "votes-shared", message, hint)
    match governance.votes:
        case StatedVotes(votes=votes):
            yield from no_parties(answers, votes, f"{VOTES}.votes.{{key}}")
            yield from missing_parties(answers, votes, f"{VOTES}.votes", "its number of votes")
            if not any(votes.values()):
                message = "No party has a vote, so that the board could never decide."
                yield Fault(f"{VOTES}.votes", "votes-none", message, "Give each party its number of votes.")
        case VotesByMeasure(measure=measure):
            yield from _measured(answers, measure, f"{VOTES}.measure", "its votes")
            figures = [figure for figure in measure.values.values() if figure is not None]
            if figures and len(figures) == len(measure.values) and not any(figures):
                message = "All figures are zero, so that no party has a vote."
                yield Fault(f"{VOTES}.measure.values", "votes-none", message, "Enter the figures.")


def _matters(answers: Answers) -> Iterator[Fault]:
    for place, matter in enumerate(answers.governance.matters, 1):
        path = f"governance.matters[{place}]"
        if matter.dollars is not None and matter.matter is not MatterKind.SPENDING:
            message = f"A sum in dollars is given for {matter.matter.meaning}, which has no such limit."
            yield Fault(f"{path}.dollars", "matter", message, "Remove dollars, or set matter to spending_above.")
        if matter.matter is MatterKind.OTHER and matter.text is None:
            message = "The matter is another one, but is not described, so that nobody could tell what it is."
            yield Fault(f"{path}.text", "matter", message, "Describe it under text, as a noun: the hours of the site.")
        carries = matter.carries
        if isinstance(carries, ConsentOf | NumberOf):
            yield from no_parties(answers, carries.parties, f"{path}.carries.parties[{{}}]")
        if isinstance(carries, NumberOf) and carries.number > len(set(carries.parties)):
            message = f"The consent of {carries.number} parties is needed, but {len(set(carries.parties))} are named."
            yield Fault(f"{path}.carries.number", "matter", message, "Name more parties, or ask for fewer of them.")
        body = answers.governance.body
        if body is not None and body not in BOARDS and not isinstance(carries, ConsentOf | NumberOf):
            message = f"{carries.rule} is a vote of a board, but the parties have none."
            hint = "Choose consent_of or number_of, or give governance.body a board."
            yield Fault(f"{path}.carries", "matter", message, hint)


def _appointment(answers: Answers) -> Iterator[Fault]:
    appointment = answers.governance.appointment
    match appointment.terms:
        case FixedTerms(years=years, first=first) if any(one > years for one in first):
            message = f"A first term is longer than the {years} years of the terms that follow."
            path = "governance.appointment.terms.first"
            yield Fault(path, "terms-of-office", message, "Give first terms of at most that length.")
        case FixedTerms() | WhileInOffice() if isinstance(appointment.by, ByOffice):
            message = "The chief executive officers are members by office, so that no other term can be set for them."
            yield Fault("governance.appointment.terms", "terms-of-office", message, "Remove terms, or set rule: own.")
    if isinstance(appointment.by, ByKind):
        kinds = Counter(appointer.kind for appointer in appointment.by.appointers)
        for kind, times in kinds.items():
            if times > 1:
                message = f"{times} appointers are given for {kind.meaning}, so that nobody knows who appoints."
                path = "governance.appointment.by.appointers"
                yield Fault(path, "appointer-twice", message, "Give each kind of party one appointer.")


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (_seats, _votes, _matters, _appointment)
"""The rules of this noun, in the order in which their findings are told."""
