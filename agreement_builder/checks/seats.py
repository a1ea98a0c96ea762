"""Whether the seats of the board leave no party out, follow the statute that fixes them, and can make a quorum."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import in_state, the_name
from agreement_builder.answers.rosters import seats_at_start
from agreement_builder.answers.seats import CaucusSeats, SeatsByPopulation, Standing
from agreement_builder.answers.votes import QuorumOfShares, StatedQuorum
from agreement_builder.checks.power import has_board
from agreement_builder.checks.rule import Check, section
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity, Where

STATUTORY = {"health_district": (1, 10_000, 10_000, 5), "municipal_district": (2, 5_000, 5_000, 0)}
"""First members, size above which there are more, step, and highest number (0: none) by the chapter of the entity:
Conn. Gen. Stat. §§ 19a-241 and 7-330.
"""


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    yield from _statute(draft, answers)
    if has_board(answers):
        yield from _unseated(draft, answers)
        yield from _quorum(draft, answers)


def _unseated(draft: Draft, answers: Answers) -> Iterator[Finding]:
    """Parties without a member."""
    seats, numbers = answers.governance.seats, seats_at_start(answers)
    if isinstance(seats, CaucusSeats):
        grouped = {key for caucus in seats.caucuses for key in caucus.parties}
        numbers = {party.id: int(party.id in grouped) for party in answers.parties}
    for party in answers.parties:
        if numbers is not None and not numbers[party.id]:
            own = in_state(party, answers.jurisdiction) and answers.jurisdiction == "CT"
            message = f"{the_name(party)[:1].upper()}{the_name(party)[1:]} has no member on the board"
            message += ", and every Connecticut party must be represented (§ 7-339d)." if own else "."
            severity = Severity.ERROR if own else Severity.WARNING
            hint = f"Give {party.id} a number under governance.seats, or put it into a group."
            yield Finding("party-unseated", severity, section(draft, "seats"), message, hint)


def _quorum(draft: Draft, answers: Answers) -> Iterator[Finding]:
    """A quorum that all together could not make."""
    quorum = answers.governance.quorum
    where = section(draft, "quorum")
    match quorum:
        case StatedQuorum(number=number) if (members := _members(answers)) is not None and number > members:
            message = f"A quorum of {number} can never attend: the board has {members} members who may vote."
            yield Finding("quorum-reach", Severity.ERROR, where, message, "Lower governance.quorum.number.")
        case QuorumOfShares(percent=percent) if percent >= 100:
            message = "More than 100% of the cost can never be represented."
            yield Finding("quorum-reach", Severity.ERROR, where, message, "Lower governance.quorum.percent.")


def _members(answers: Answers) -> int | None:
    """The members of the board who may vote, seats that wait for something among them; None where figures are open."""
    seats, numbers = answers.governance.seats, seats_at_start(answers)
    guests = sum(guest.seats for guest in answers.governance.further_seats if guest.standing is Standing.VOTING)
    if isinstance(seats, CaucusSeats):
        return sum(caucus.seats for caucus in seats.caucuses) + guests
    return sum(numbers.values()) + guests if numbers is not None else None


def _statute(draft: Draft, answers: Answers) -> Iterator[Finding]:
    """Seats of a district that differ from those that its chapter fixes."""
    fixed = STATUTORY.get(answers.choices.get("entity") or "")
    seats = answers.governance.seats
    if fixed is None or seats is None or answers.management.model != "separate_entity":
        return
    given = (seats.first, seats.above, seats.step, seats.most) if isinstance(seats, SeatsByPopulation) else None
    if given != fixed:
        first, above, step, most = fixed
        message = "The statute fixes the seats on the board of this body, and the answers give others."
        hint = (
            f"Set governance.seats to rule: population, first: {first}, above: {above}, step: {step}, most: {most}, "
            "or remove it."
        )
        where = Where(draft.file.file or None, field="governance.seats")
        yield Finding("seats-statute", Severity.ERROR, where, message, hint)


CHECK = Check(
    rules=("party-unseated", "quorum-reach", "seats-statute"),
    explain="""A board seats every party, in numbers that the law allows, and can come together.

`party-unseated`: a party has no member. Every Connecticut party to an interlocal agreement must be represented on a
board that it creates (Conn. Gen. Stat. § 7-339d). `quorum-reach`: the quorum asks for more than the whole board, so
that no vote could ever be taken. `seats-statute`: the seats of a district department of health (§ 19a-241) or of a
municipal district (§ 7-330) are fixed by law, and the answers give others.""",
    run=_run,
)
