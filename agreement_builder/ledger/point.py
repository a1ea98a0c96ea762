"""An open point: one thing in a draft that somebody has to settle before it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agreement_builder.errors import Where


class Kind(StrEnum):
    """What is not settled about a point."""

    ERROR = "error"
    COUNSEL = "counsel"
    BLANK = "blank"
    WARNING = "warning"
    ASSUMPTION = "assumption"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Point:
    """One open point. `number` counts from 1 in the order of the draft; `key` names it in the answers file.

    `key` stays the same from draft to draft. `place` is the key of the section in which it stands: a topic, the id
    of an exhibit, `title` or `signatures`; empty where it concerns the agreement as a whole. `path` is that of the
    answer which would settle it, if one would. `says` is the point in a sentence or two, and `settle` what to do.
    """

    number: int
    key: str
    kind: Kind
    where: Where
    place: str
    path: str
    says: str
    settle: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A point that somebody set aside, with the reason that the answers file gives."""

    point: Point
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The open points of a draft in order, and those dismissed."""

    open: tuple[Point, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
