"""The ledger: every open point of a draft, numbered in its order, and those that somebody dismissed.

It gathers what the checks find, the blanks, what is left to counsel, the defaults taken and the assumptions made. A
point has a key that stays the same from draft to draft, under which the answers file keeps that it was dismissed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.dismissal import BLANK_POINT, unnumbered
from agreement_builder.answers.origin import pattern_of
from agreement_builder.checks.run import check
from agreement_builder.compose.ruled import bracketed_label
from agreement_builder.document.tree import Blank
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity, note
from agreement_builder.ledger.assumed import assumptions_of
from agreement_builder.ledger.defaults import Default, defaults_of
from agreement_builder.ledger.places import Places
from agreement_builder.ledger.point import Dismissed, Kind, Ledger, Point

KINDS = tuple(Kind)
"""The kinds in the order in which points of one place stand."""

FIRM = (Kind.ERROR, Kind.COUNSEL)
"""What cannot be dismissed: a fault stays one, and counsel's choice leaves alternatives in the text."""

REOPENED = " It was dismissed, but said something else then:"
"""What follows a point that is open again."""


def ledger_of(draft: Draft, findings: Iterable[Finding] | None = None) -> Ledger:
    """The open points of a draft, numbered from 1 in its order, and those dismissed, numbered by themselves.

    `findings` are those of its checks, which are run if they are not given.
    """
    places = Places(draft)
    points = _ordered(_points(draft, check(draft) if findings is None else findings, places), places)
    still, dismissed = [], [Dismissed(one, _reason(draft, one)) for one in _ruled(draft, places)]
    for point in points:
        dismissal = draft.file.answers.dismissed.get(point.key)
        if dismissal is None or point.kind in FIRM:
            still.append(point)
        elif point.kind is not Kind.BLANK and dismissal.holds(point.says):
            dismissed.append(Dismissed(point, dismissal.reason))
        else:
            still.append(replace(point, says=f"{point.says}{REOPENED} “{dismissal.said}”"))
    dismissed.sort(key=lambda one: _at(one.point, places))
    return Ledger(
        tuple(replace(point, number=number) for number, point in enumerate(still, 1)),
        tuple(replace(one, point=replace(one.point, number=n)) for n, one in enumerate(dismissed, 1)),
    )


def said_by(point: Point) -> str:
    """What a point says itself, without the remark that it was dismissed once."""
    return point.says.partition(REOPENED)[0]


def defaults_taken(draft: Draft) -> dict[str, Default]:
    """The defaults of a draft by the keys of their points."""
    return {f"{Kind.DEFAULT}:{one.path}": one for one in defaults_of(draft, Places(draft))}


def dismissal_findings(draft: Draft, ledger: Ledger) -> Iterator[Finding]:
    """A note for each dismissal without effect: it matches no point, or one that cannot be dismissed."""
    kinds = {point.key: point.kind for point in ledger.open}
    known = {*kinds, *(one.point.key for one in ledger.dismissed)}
    for key in draft.file.answers.dismissed:
        where = draft.file.yaml.where(draft.file.file, ("dismissed", key))
        if key not in known:
            message = f'"{key}" was dismissed, and this draft has no such point, so the entry has no effect.'
            yield note("dismissal-idle", where, message, "Remove it, or leave it for the day the point comes back.")
        elif kinds.get(key) in FIRM:
            yield note("dismissal-firm", where, f'"{key}" cannot be dismissed. {why_firm(kinds[key])}', HOW_FIRM)


HOW_FIRM = "Settle it in the answers."


def why_firm(kind: Kind) -> str:
    """Why points of a kind cannot be dismissed."""
    if kind is Kind.ERROR:
        return "It is an error, which makes the agreement wrong whoever looks away."
    return "It is left to counsel, and until it is answered its alternatives or its blank stand in the text."


def _points(draft: Draft, findings: Iterable[Finding], places: Places) -> Iterator[Point]:
    found = list(findings)
    yield from _of_findings(draft, found, places)
    deciding = {one.where.field for one in found if one.rule == "decision-open"}
    yield from _blanks(draft, places, deciding)
    for one in assumptions_of(draft, places):
        key = f"{Kind.ASSUMPTION}:{one.name}"
        yield _point(key, draft, places, one.place, one.path, one.says, one.settle)
    for default in defaults_of(draft, places):
        says = f"{default.asks}{'' if default.asks.endswith('?') else '.'} The default was taken: {default.meaning}."
        settle = f"Confirm it, or answer {default.path}."
        key = f"{Kind.DEFAULT}:{default.path}"
        yield _point(key, draft, places, default.place, default.path, says, settle)


def _point(key: str, draft: Draft, places: Places, place: str, path: str, says: str, settle: str) -> Point:
    where = replace(draft.file.where(path), section=places.name(place) or None)
    return Point(0, key, Kind(key.partition(":")[0]), where, place, path, says, settle)


def _of_findings(draft: Draft, findings: list[Finding], places: Places) -> Iterator[Point]:
    """The points of errors, warnings and what is left to counsel; those of blanks have their own."""
    told = [one for one in findings if one.severity is not Severity.NOTE and one.rule != "blank-open"]
    keys = [_key(one, places) for one in told]
    several = Counter(keys)
    for key, one in zip(keys, told, strict=True):
        place = places.of_finding(one.where)
        kind = Kind.ERROR if one.severity is Severity.ERROR else Kind.WARNING
        if one.rule == "counsel-decides":
            kind = Kind.COUNSEL
            place = next((p for left in draft.composition.counsel if left.path == one.where.field
                          for p in (*left.places, *left.blanks)), place)  # fmt: skip
        if several[key] > 1:
            key = f"{key}:{hashlib.sha256(unnumbered(one.message).encode()).hexdigest()[:6]}"
        yield Point(0, key, kind, one.where, place, one.where.field or "", one.message, one.hint)


def _key(finding: Finding, places: Places) -> str:
    """A key that depends neither on the order nor on the numbers of sections."""
    first = str(Kind.COUNSEL) if finding.rule == "counsel-decides" else finding.rule
    about = finding.where.field or places.of_finding(finding.where)
    return f"{first}:{about}" if about else first


def _blanks(draft: Draft, places: Places, deciding: set[str | None]) -> Iterator[Point]:
    """Each open blank once; not what counsel fills, nor what stands for a text that waits for a decision."""
    stands: dict[str, dict[str, None]] = {}
    blanks: dict[str, Blank] = {}
    for blank, place in draft.index.blanks:
        if blank.path not in deciding and left_around(blank.path, draft.file.counsel_notes) is None:
            blanks.setdefault(blank.path, blank)
            stands.setdefault(blank.path, {})[place] = None
    for path, blank in blanks.items():
        first, *others = stands[path]
        noted = draft.file.notes.get(path)
        says = f"{bracketed_label(blank.label)} is not filled" + (f": {noted.rstrip('.')}." if noted else ".")
        if others:
            says += f" It stands in {', '.join(map(places.name, others))} as well."
        yield _blank(draft, places, path, first, says)


def _blank(draft: Draft, places: Places, path: str, place: str, says: str) -> Point:
    settle = f"Answer {path}, or dismiss it if it is filled by hand at signing."
    return _point(f"{BLANK_POINT}{path}", draft, places, place, path, says, settle)


def _ruled(draft: Draft, places: Places) -> Iterator[Point]:
    for one in draft.composition.ruled:
        says = f"{bracketed_label(one.blank.label)} is filled by hand at signing."
        yield _blank(draft, places, one.blank.path, one.place, says)


def _reason(draft: Draft, point: Point) -> str:
    return draft.file.answers.dismissed[point.key].reason


def _ordered(points: Iterable[Point], places: Places) -> list[Point]:
    """The points by place, then kind; within these, what is asked of each member of a list stands together."""
    begun: dict[tuple[str, Kind, str], int] = {}
    given = list(points)
    for number, point in enumerate(given):
        begun.setdefault(_alike(point), number)
    return sorted(given, key=lambda point: (*_at(point, places), begun[_alike(point)]))


def _alike(point: Point) -> tuple[str, Kind, str]:
    return point.place, point.kind, pattern_of(point.path) if point.kind is Kind.BLANK else point.key


def _at(point: Point, places: Places) -> tuple[int, int]:
    return places.order.get(point.place, len(places.order)), KINDS.index(point.kind)
