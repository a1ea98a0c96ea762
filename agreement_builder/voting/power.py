"""What the votes of the parties can bring about: who decides or blocks alone, who is outvoted, whether a tie can be.

All parties attend and each casts its votes as one. Numbers are exact. Sums of votes are found by setting bits of
one integer, so that 400 parties with tens of thousands of votes take a moment. Votes in proportion to dollars have
too many sums for that; with more than a score of parties such a question has no exact answer in reasonable time, and
`None` is returned.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

MOST_BITS = 1 << 22
"""The highest sum of votes, in whole units, for which all sums are found as bits."""

MOST_SUBSETS = 20
"""The highest number of parties for which all sums are found one by one."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes of each party and what carries a motion.

    A motion carries with more than `part` of all votes (where `reached`: with `part` or more), in favor of which are
    at least `parties` parties, and, where `second` holds a weight for each party, with more than half of these too.
    """

    votes: tuple[Fraction, ...]
    part: Fraction = Fraction(1, 2)
    reached: bool = False
    parties: int = 1
    second: tuple[Fraction, ...] = ()

    def carries(self, favor: Collection[int]) -> bool:
        """Whether the parties at these places carry a motion."""
        sought, given = self.part * sum(self.votes), sum((self.votes[place] for place in favor), Fraction(0))
        enough = given >= sought if self.reached else given > sought
        voting = sum(self.votes[place] > 0 for place in favor)
        if not enough or voting < self.parties:
            return False
        return not self.second or 2 * sum((self.second[place] for place in favor), Fraction(0)) > sum(self.second)


def deciding(ballot: Ballot) -> tuple[int, ...]:
    """The places of the parties that carry a motion alone."""
    return tuple(place for place in range(len(ballot.votes)) if ballot.carries((place,)))


def blocking(ballot: Ballot) -> tuple[int, ...]:
    """The places of the parties without which all the others together carry no motion."""
    everyone = range(len(ballot.votes))
    return tuple(out for out in everyone if not ballot.carries([place for place in everyone if place != out]))


def outvoting(ballot: Ballot, party: int, cost: Sequence[Fraction]) -> tuple[int, ...]:
    """Parties that carry a motion against `party`, as few as possible; empty if the others cannot.

    They are taken by their votes, the most first, and of equal votes the one that bears the least `cost`. Where
    nothing but votes counts no fewer parties could do it.
    """
    others = sorted(
        (place for place in range(len(ballot.votes)) if place != party),
        key=lambda place: (-ballot.votes[place], cost[place], place),
    )
    for number in range(1, len(others) + 1):
        if ballot.carries(others[:number]):
            return tuple(sorted(others[:number]))
    return ()


def tie_possible(ballot: Ballot) -> bool | None:
    """Whether the votes of all parties can fall into two equal halves; None where nobody can tell."""
    units = whole(ballot.votes)
    total = sum(units)
    if total % 2 or not total:
        return False
    sums = sums_of(units)
    return None if sums is None else bool(sums >> (total // 2) & 1) if isinstance(sums, int) else total // 2 in sums


def powerless(ballot: Ballot) -> tuple[int, ...] | None:
    """The places of the parties whose votes never decide, whatever the others do; None where nobody can tell.

    Only for a ballot on which nothing but votes counts, or on which a second party must agree with one that could not
    carry the motion anyhow.
    """
    votes_alone = Ballot(ballot.votes, ballot.part, ballot.reached)
    if ballot.second or ballot.parties > 2 or (ballot.parties == 2 and deciding(votes_alone)):
        return None
    units = whole(ballot.votes)
    total = sum(units)
    need = -(-ballot.part.numerator * total // ballot.part.denominator)
    if not ballot.reached and need * ballot.part.denominator == ballot.part.numerator * total:
        need += 1
    found = []
    for place, own in enumerate(units):
        sums = sums_of([unit for other, unit in enumerate(units) if other != place])
        if sums is None:
            return None
        low, high = max(need - own, 0), need
        if isinstance(sums, int):
            # Beside one party with very many votes the others have few bits; a mask of its votes would fill memory.
            mask = (1 << min(high - low, sums.bit_length())) - 1
            decides = own > 0 and bool((sums >> low) & mask)
        else:
            decides = any(low <= given < high for given in sums)
        if not decides:
            found.append(place)
    return tuple(found)


def whole(votes: Sequence[Fraction]) -> list[int]:
    """The votes in the same proportions as the smallest whole numbers for which their denominators allow."""
    unit = lcm(*(vote.denominator for vote in votes)) if votes else 1
    return [int(vote * unit) for vote in votes]


def sums_of(units: Sequence[int]) -> int | set[int] | None:
    """Every sum that some of the units make: as bits of an integer, or, if these would be too many, as a set.

    None if there are too many of both.
    """
    if sum(units) <= MOST_BITS:
        bits = 1
        for unit in units:
            bits |= bits << unit
        return bits
    if len(units) > MOST_SUBSETS:
        return None
    sums = {0}
    for unit in units:
        sums |= {given + unit for given in sums}
    return sums
