"""What the votes of the board come to: who decides or blocks alone, who is outvoted, and whether votes can tie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from agreement_builder.answers.governance import BOARDS
from agreement_builder.answers.management import Model
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import the_name
from agreement_builder.answers.rosters import seats_at_start
from agreement_builder.answers.seats import Standing
from agreement_builder.answers.votes import (
    DoubleMajority,
    MajorityOfAll,
    MajorityOfCast,
    Second,
    StatedVotes,
    ThreeQuarters,
    Tie,
    TwoThirds,
    VotePerMember,
    VotePerParty,
    VotesByMeasure,
    VotesByShare,
)
from agreement_builder.checks.rule import Check, section
from agreement_builder.costs.account import account
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity
from agreement_builder.voting.power import Ballot, blocking, deciding, outvoting, powerless, tie_possible

HALF = Fraction(1, 2)


class Board(NamedTuple):
    """The names of the parties as in a sentence, then those of further members who vote, and the ballot of all."""

    names: tuple[str, ...]
    ballot: Ballot


FIXED_VOTES = {"k12_service": "joint_superintendent"}
"""Choices of the library under which a clause of its own fixes how the board votes, whatever the answers."""


def has_board(answers: Answers) -> bool:
    """Whether the parties have a body with seats and votes; the board of a separate entity has its own law."""
    return answers.governance.body in BOARDS and answers.management.model is not Model.SEPARATE_ENTITY


def cost_shares(answers: Answers) -> list[Fraction] | None:
    """The share of the cost of each party in order, adding up to 1; None where there are none or figures are open."""
    line = account(answers).lines[0]
    return None if line.shares is None or line.open else list(line.shares.figures)


def board_of(answers: Answers) -> Board | None:
    """The ballot of an ordinary motion; None where there is no board, or a rule or figure is open."""
    fixed = any(answers.choices.get(choice) == option for choice, option in FIXED_VOTES.items())
    votes = _votes(answers) if has_board(answers) and not fixed else None
    if votes is None or not any(votes):
        return None
    guests = [seat for seat in answers.governance.further_seats if seat.standing is Standing.VOTING]
    names = (*(the_name(party) for party in answers.parties), *(guest.holder for guest in guests))
    votes += tuple(Fraction(guest.seats) for guest in guests)
    weighted = not isinstance(answers.governance.votes, VotePerParty | VotePerMember)
    match answers.governance.majority:
        case MajorityOfCast():
            return Board(names, Ballot(votes, parties=2 if weighted else 1))
        case MajorityOfAll():
            return Board(names, Ballot(votes))
        case TwoThirds():
            return Board(names, Ballot(votes, Fraction(2, 3), reached=True))
        case ThreeQuarters():
            return Board(names, Ballot(votes, Fraction(3, 4), reached=True))
        case DoubleMajority(second=Second.COST):
            shares = cost_shares(answers)
            each = (Fraction(1),) * len(votes)
            return Board(names, Ballot(each, second=(*shares, *_nothing(guests)))) if shares is not None else None
    return None


def _nothing(guests: Sequence[object]) -> list[Fraction]:
    """What further members pay."""
    return [Fraction(0)] * len(guests)


def _votes(answers: Answers) -> tuple[Fraction, ...] | None:
    keys = [party.id for party in answers.parties]
    match answers.governance.votes:
        case VotePerParty():
            return (Fraction(1),) * len(keys)
        case VotePerMember():
            seats = seats_at_start(answers)
            return tuple(Fraction(seats[key]) for key in keys) if seats is not None else None
        case VotesByShare():
            shares = cost_shares(answers)
            return tuple(shares) if shares is not None else None
        case VotesByMeasure(measure=Measure(values=values)):
            figures = [figure for key in keys if (figure := values.get(key)) is not None]
            return tuple(Fraction(figure) for figure in figures) if len(figures) == len(keys) else None
        case StatedVotes(votes=stated):
            return tuple(Fraction(stated.get(key, 0)) for key in keys)
    return None


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    board = board_of(answers)
    if board is None:
        return
    where, alone = section(draft, "votes"), deciding(board.ballot)
    for place in alone:
        message = f"{_start(board.names[place])} can carry every motion alone, so the other votes decide nothing."
        hint = "Give it fewer votes, ask for a larger majority, or for a double majority (governance.majority)."
        yield Finding("vote-alone", Severity.WARNING, where, message, hint)
    blockers = blocking(board.ballot)
    if blockers and not alone and len(blockers) < len(board.names):
        message = _blocked(board.names, blockers)
        hint = "If that is not meant, ask for a smaller majority or change the votes; if it is, say so in the note."
        yield Finding("vote-block", Severity.WARNING, where, message, hint)
    yield from _outvoted(draft, board, cost_shares(answers))
    if not alone:
        for place in powerless(board.ballot) or ():
            message = f"The votes of {board.names[place]} never change a result, whatever the others do."
            yield Finding(
                "vote-empty",
                Severity.WARNING,
                where,
                message,
                "Give it more votes, or another majority; or tell it so.",
            )
    plain = isinstance(answers.governance.majority, MajorityOfCast)
    if plain and answers.governance.tie is Tie.UNSTATED and tie_possible(board.ballot):
        message = "The votes of all parties can be equal for and against, and the agreement does not say what then is."
        yield Finding("vote-tie", Severity.WARNING, where, message, "Answer governance.tie: fails, chair or dispute.")


def _outvoted(draft: Draft, board: Board, shares: Sequence[Fraction] | None) -> Iterator[Finding]:
    """Whether parties that together pay less than the one that pays most can carry a motion against it."""
    if shares is None or list(shares).count(max(shares)) > 1:
        return
    where, payer = section(draft, "votes"), max(range(len(shares)), key=lambda place: shares[place])
    costs = [*shares, *_nothing(board.names[len(shares) :])]
    others = outvoting(board.ballot, payer, costs)
    together = sum((costs[place] for place in others), Fraction(0))
    if others and together < shares[payer]:
        most, pay = board.names[payer], "together they pay" if len(others) > 1 else "it pays"
        message = (
            f"{_listed(board.names, others)} can outvote {most}: {pay} {_percent(together)} of the cost, and {most} "
            f"alone {_percent(shares[payer])}."
        )
        hint = "A double majority of parties and cost protects both, or a reserved matter for the budget."
        yield Finding("payer-outvoted", Severity.WARNING, where, message, hint)


def _blocked(names: Sequence[str], places: Sequence[int]) -> str:
    each = "each block every motion" if len(places) > 1 else "block every motion alone"
    return f"{_listed(names, places)} can {each}, and no other party can."


def _listed(names: Sequence[str], places: Sequence[int]) -> str:
    words = [names[place] for place in places]
    if len(words) > 5:
        words = [*words[:4], f"{len(words) - 4} others"]
    return _start(" and ".join(filter(None, [", ".join(words[:-1]), words[-1]])))


def _start(name: str) -> str:
    return name[:1].upper() + name[1:]


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g}%"


CHECK = Check(
    rules=("vote-alone", "vote-block", "payer-outvoted", "vote-empty", "vote-tie"),
    explain="""The votes of a board can come to something that nobody meant, and only arithmetic shows it.

All parties are taken to attend and to cast their votes as one. `vote-alone`: one party carries every motion.
`vote-block`: some parties, and not all, can stop every motion. `payer-outvoted`: others who together pay less can
carry a motion against the party that pays most; one that paid about 70 percent of a fire district and had two votes
of six asked for a veto and then left. `vote-empty`: the votes of a party never change a result. `vote-tie`: votes can
be equal, and nothing is said of it. Change the votes, the majority or the rule for equal votes, or reserve the
matters that count (governance.matters).""",
    run=_run,
)
