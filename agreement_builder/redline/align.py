"""Alignment: which member of the old sequence is which of the new one, and what came, went or moved.

Second step of a redline. What has the same identity is the same; only what has no counterpart of its identity within
the same section is compared by its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T")

LIKE = 0.5
"""How alike the words of two paragraphs must be, from 0 to 1, to be taken for one that was edited."""


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One step of an alignment, in the order in which it is shown.

    Both `old` and `new`: the same member. Only one: it was removed or added; or, if `moved`, it stands elsewhere in
    the other sequence.
    """

    old: T | None
    new: T | None
    moved: bool = False


Pairs = list[tuple[int, int]]


def by_key(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """The places of equal keys, in the order of the old sequence; the n-th of a key is the n-th in the other."""
    places = {key: place for place, key in enumerate(_counted(new))}
    return [(place, places[key]) for place, key in enumerate(_counted(old)) if key in places]


def _counted(keys: Iterable[Hashable]) -> Iterator[tuple[Hashable, int]]:
    seen: Counter[Hashable] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1


def in_place(pairs: Pairs) -> Pairs:
    """As many of the pairs as can be without any crossing another."""
    ends: list[int] = []
    chains: list[list[int]] = []
    back: list[int] = []
    for place, (_, new) in enumerate(pairs):
        length = bisect_left(ends, new)
        back.append(chains[length - 1][-1] if length else -1)
        if length == len(ends):
            ends.append(new)
            chains.append([])
        ends[length] = new
        chains[length].append(place)
    found: Pairs = []
    place = chains[-1][-1] if chains else -1
    while place >= 0:
        found.append(pairs[place])
        place = back[place]
    return found[::-1]


def steps(old: Sequence[T], new: Sequence[T], fixed: Pairs, moved: Iterable[tuple[int, int]] = ()) -> Iterator[Step[T]]:
    """All members of both sequences: what went stands before what came, between two that stayed in place."""
    apart = list(moved)
    out, came = {a for a, _ in apart}, {b for _, b in apart}
    done = gone = 0
    for a, b in (*fixed, (len(old), len(new))):
        yield from (Step(old[place], None, place in out) for place in range(gone, a))
        yield from (Step(None, new[place], place in came) for place in range(done, b))
        if a < len(old):
            yield Step(old[a], new[b])
        gone, done = a + 1, b + 1


def filled(old: Sequence[T], new: Sequence[T], fixed: Pairs, likeness: Callable[[T, T], float]) -> Pairs:
    """The pairs, and between them those of members that are enough alike, as alike as can be in all."""
    found: Pairs = []
    gone = done = 0
    for a, b in (*fixed, (len(old), len(new))):
        found += [(gone + x, done + y) for x, y in _alike(old[gone:a], new[done:b], likeness)]
        if a < len(old):
            found.append((a, b))
        gone, done = a + 1, b + 1
    return found


def _alike(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> Pairs:
    """The pairs without crossing that are most alike in sum."""
    if not old or not new:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[likeness(a, b) for b in new] for a in old]
    for x in range(len(old) - 1, -1, -1):
        for y in range(len(new) - 1, -1, -1):
            pair = best[x + 1][y + 1] + like[x][y] if like[x][y] >= LIKE else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], pair)
    found: Pairs = []
    x = y = 0
    while x < len(old) and y < len(new):
        if like[x][y] >= LIKE and best[x][y] == best[x + 1][y + 1] + like[x][y]:
            found.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return found


def alike(old: Sequence[str], new: Sequence[str]) -> float:
    """How alike two sequences of words are, from 0 to 1."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()
