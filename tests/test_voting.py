"""The arithmetic of boards agrees with counting by hand, whatever the order of the parties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.voting.power import (
    MOST_BITS,
    Ballot,
    blocking,
    deciding,
    outvoting,
    powerless,
    sums_of,
    tie_possible,
    whole,
)
from agreement_builder.voting.seats import stepped, tiered

HEALTH = {"first": 1, "above": 10_000, "step": 10_000, "most": 5}
DISTRICT = {"first": 2, "above": 5_000, "step": 5_000, "most": 0}


@pytest.mark.parametrize(
    ("people", "seats"),
    [
        (4_858, 1),
        (10_000, 1),
        (10_001, 2),
        (12_235, 2),
        (20_000, 2),
        (20_001, 3),
        (25_892, 3),
        (50_001, 5),
        (148_000, 5),
    ],
)
def test_a_health_district_counts_parts_of_ten_thousand_up_to_five(people, seats):
    assert stepped(people, **HEALTH) == seats


@pytest.mark.parametrize(("people", "seats"), [(1_361, 2), (5_000, 2), (5_001, 3), (10_224, 4), (100_000, 21)])
def test_a_municipal_district_counts_parts_of_five_thousand_without_end(people, seats):
    assert stepped(people, **DISTRICT) == seats


def test_southbury_has_two_seats_and_woodbury_one():
    assert [stepped(people, **HEALTH) for people in (18_567, 9_198)] == [2, 1]


TIERS = [(Decimal(0), 1), (Decimal(10_000), 2), (Decimal(30_000), 4)]


@pytest.mark.parametrize(("people", "seats"), [(0, 1), (10_000, 1), (10_001, 2), (30_000, 2), (30_001, 4)])
def test_a_tier_begins_above_its_size(people, seats):
    assert tiered(people, TIERS) == seats


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 9), st.integers(0, 10**5), st.integers(1, 10**5))
def test_a_larger_party_never_has_fewer_seats(one, other, first, above, step):
    small, large = sorted((one, other))
    rule = {"first": first, "above": above, "step": step, "most": 0}
    assert first <= stepped(small, **rule) <= stepped(large, **rule)


def votes(*numbers: int) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, numbers))


weights = st.lists(st.fractions(0, 20, max_denominator=4), min_size=1, max_size=8).filter(any)
ballots = st.builds(
    lambda numbers, part, reached, parties, second: Ballot(
        tuple(numbers), part, reached, parties, tuple(Fraction(i + 1) for i in range(len(numbers))) if second else ()
    ),
    weights,
    st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]),
    st.booleans(),
    st.integers(1, 2),
    st.booleans(),
)


def subsets(places):
    places = list(places)
    return chain.from_iterable(combinations(places, size) for size in range(len(places) + 1))


@pytest.mark.parametrize(
    ("ballot", "favor", "carried"),
    [
        (Ballot(votes(1, 1)), (0,), False),
        (Ballot(votes(1, 1)), (0, 1), True),
        (Ballot(votes(2, 1, 1)), (0,), False),
        (Ballot(votes(3, 1, 1)), (0,), True),
        (Ballot(votes(1, 1, 1), Fraction(2, 3)), (0, 1), False),
        (Ballot(votes(1, 1, 1), Fraction(2, 3), reached=True), (0, 1), True),
        (Ballot(votes(1, 1, 1, 1), Fraction(3, 4), reached=True), (0, 1), False),
        (Ballot(votes(1, 1, 1, 1), Fraction(3, 4), reached=True), (0, 1, 3), True),
        (Ballot(votes(4, 1), parties=2), (0,), False),
        (Ballot(votes(4, 1), parties=2), (0, 1), True),
        (Ballot(votes(4, 0, 1), parties=2), (0, 1), False),
        (Ballot(votes(1, 1, 1), second=votes(1, 1, 2)), (0, 1), False),
        (Ballot(votes(1, 1, 1), second=votes(1, 1, 2)), (0, 2), True),
        (Ballot(votes(1, 1, 1), second=votes(1, 1, 9)), (2,), False),
        (Ballot(()), (), False),
    ],
)
def test_a_motion_carries_as_counting_by_hand_says(ballot, favor, carried):
    assert ballot.carries(favor) is carried


@pytest.mark.parametrize(
    ("ballot", "found"),
    [
        (Ballot(votes(2, 1, 1)), ()),
        (Ballot(votes(3, 1, 1)), (1, 2)),
        (Ballot(votes(2, 2, 1)), ()),
        (Ballot(votes(2, 2, 2, 1)), (3,)),
        (Ballot(votes(4, 4, 1)), ()),
        (Ballot(votes(3, 3, 1), Fraction(2, 3), reached=True), (2,)),
        (Ballot(votes(1, 1, 0)), (2,)),
        (Ballot(votes(2, 1, 1), Fraction(3, 4), reached=True), ()),
        (Ballot(votes(6, 1, 1), Fraction(3, 4), reached=True), (1, 2)),
        (Ballot(votes(6, 1, 1), Fraction(3, 4)), ()),
        (Ballot(votes(3, 1, 1), parties=2), None),
        (Ballot(votes(2, 2, 1), parties=2), ()),
        (Ballot(votes(1, 1), parties=3), None),
        (Ballot(votes(1, 1), second=votes(1, 1)), None),
    ],
)
def test_who_never_decides_is_known_by_hand(ballot, found):
    assert powerless(ballot) == found


@pytest.mark.parametrize(
    ("numbers", "possible"), [((1, 1), True), ((2, 1, 1), True), ((3, 1), False), ((1, 1, 1), False), ((5, 1), False),
                              ((0, 0), False), ((2, 2, 2), False), ((3, 2, 1), True), ((4, 3, 3, 2), True)]
)  # fmt: skip
def test_a_tie_is_known_by_hand(numbers, possible):
    assert tie_possible(Ballot(votes(*numbers))) is possible
    assert tie_possible(Ballot(votes(*(MOST_BITS * number for number in numbers)))) is possible


def test_twenty_parties_with_large_votes_are_counted_one_by_one_and_more_are_not():
    large = votes(*(MOST_BITS + place for place in range(21)))
    assert powerless(Ballot(large[:20])) is not None
    assert tie_possible(Ballot(large)) is None
    assert isinstance(sums_of([MOST_BITS]), int)
    assert isinstance(sums_of([MOST_BITS, 1]), set)


@given(ballots)
def test_who_decides_and_who_blocks_is_what_all_subsets_say(ballot):
    everyone = range(len(ballot.votes))
    carried = [set(favor) for favor in subsets(everyone) if ballot.carries(favor)]
    assert deciding(ballot) == tuple(one for one in everyone if {one} in carried)
    assert blocking(ballot) == tuple(one for one in everyone if all(one in favor for favor in carried))


@given(ballots)
def test_a_party_is_powerless_if_no_subset_needs_it(ballot):
    found = powerless(ballot)
    everyone = range(len(ballot.votes))
    if found is not None:
        needed = {
            one
            for one in everyone
            for favor in subsets(place for place in everyone if place != one)
            if ballot.carries((*favor, one)) and not ballot.carries(favor)
        }
        assert set(found) == set(everyone) - needed


@given(weights)
def test_a_tie_is_possible_if_some_subset_has_half(numbers):
    half = sum(numbers, Fraction(0)) / 2
    assert tie_possible(Ballot(tuple(numbers))) == any(
        sum((numbers[place] for place in favor), Fraction(0)) == half for favor in subsets(range(len(numbers)))
    )


@given(ballots, st.data())
def test_those_who_outvote_a_party_carry_the_motion_without_it(ballot, data):
    party = data.draw(st.integers(0, len(ballot.votes) - 1))
    cost = data.draw(st.lists(st.fractions(0, 1), min_size=len(ballot.votes), max_size=len(ballot.votes)))
    others = outvoting(ballot, party, cost)
    rest = [place for place in range(len(ballot.votes)) if place != party]
    assert bool(others) == ballot.carries(rest)
    if others:
        assert party not in others
        assert ballot.carries(others)
    if others and not ballot.second:
        assert len(others) == min(len(favor) for favor in subsets(rest) if ballot.carries(favor))


@given(ballots, st.randoms(use_true_random=False))
def test_the_order_of_the_parties_does_not_matter(ballot, random):
    order = list(range(len(ballot.votes)))
    random.shuffle(order)
    second = tuple(ballot.second[place] for place in order) if ballot.second else ()
    other = Ballot(tuple(ballot.votes[place] for place in order), ballot.part, ballot.reached, ballot.parties, second)
    for found in (deciding, blocking, powerless):
        here, there = found(ballot), found(other)
        assert (None if there is None else {order[place] for place in there}) == (None if here is None else set(here))
    assert tie_possible(ballot) == tie_possible(other)


def test_four_hundred_parties_take_a_moment():
    ballot = Ballot(votes(*(place % 100 + 1 for place in range(400))))
    begun = perf_counter()
    assert (deciding(ballot), blocking(ballot), powerless(ballot), tie_possible(ballot)) == ((), (), (), True)
    assert perf_counter() - begun < 20


def test_votes_by_dollars_of_many_parties_are_not_guessed():
    large = votes(*(MOST_BITS + 2 * place for place in range(30)))
    assert tie_possible(Ballot(large)) is None
    assert powerless(Ballot(large)) is None
    assert tie_possible(Ballot(large[:2])) is False
    assert powerless(Ballot(large[:3])) == ()


def test_one_party_with_very_many_votes_is_not_counted_by_memory():
    assert powerless(Ballot(votes(802, 10**11, 1800), Fraction(2, 3), reached=True)) == (0, 2)
    assert powerless(Ballot(votes(10**11, 10**11, 1800))) == ()


def test_sums_are_the_same_as_bits_and_as_a_set():
    bits = sums_of([1, 2, 4])
    assert isinstance(bits, int)
    assert bits == 0b11111111
    assert sums_of([MOST_BITS, 1]) == {0, 1, MOST_BITS, MOST_BITS + 1}


def test_votes_become_whole_numbers_of_the_same_proportions():
    assert whole([Fraction(1, 2), Fraction(1, 3), Fraction(0)]) == [3, 2, 0]
