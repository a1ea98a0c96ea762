"""Who would pay what by the answers so far: the small table that is seen while costs are asked, and how it moves.

It is worked by the same engine as `costs`, on the answers with what is missing supposed. A party without a figure
counts as zero and is marked; where a price would have to be supposed, there is nothing to see.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agreement_builder.answers.load import put
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import short_name
from agreement_builder.answers.paths import named, steps
from agreement_builder.answers.service import ServiceKind
from agreement_builder.costs.line import LineYear, line_year
from agreement_builder.costs.shown import cents_shown, difference_shown
from agreement_builder.costs.terms import terms_of
from agreement_builder.errors import Where
from agreement_builder.interview.needs import supposed
from agreement_builder.interview.question import Raw
from agreement_builder.yamltext import Path

MOST_ROWS = 12
"""Parties that are shown one by one; of more, the largest."""

HEAD = ("Party", "Share", "Pays", "Change")
"""The columns of the table; the last is empty where nothing was seen before."""

_TAKEN = ("shares", "first_budget", "budgets", "adjustments", "first_fiscal_year")
"""The answers of `funding` on which the operating cost rests."""

_SHARED_PARTS = "parts"
"""The one list of a method of which a part may be supposed: what is left of a blend is shared equally until told."""


@dataclass(frozen=True, slots=True)
class PartySeen:
    """What one party would pay: its share of a divided cost, and cents; both None while its figure is not given."""

    party: str
    name: str
    share: Fraction | None
    cents: int | None


@dataclass(frozen=True, slots=True)
class SharesSeen:
    """What each party would pay of the operating cost in the first fiscal year.

    `cost` is what is divided, in cents (of a price, what the parties pay in all); `round_sum`: the cost is not known,
    and a round sum is divided in its place. `supposed` has the paths of further answers that are supposed.
    """

    rows: tuple[PartySeen, ...]
    cost: int
    round_sum: bool = False
    priced: bool = False
    supposed: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parties whose figures are not given yet; they count as zero."""
        return tuple(row.name for row in self.rows if row.cents is None)


def shares_table(raw: Raw) -> SharesSeen | None:
    """What each party would pay by the answers so far, which are sound, as `unsound` has it.

    None where there is nothing to see: fewer than two parties have names, no method is chosen or each party bears its
    own cost, too few figures are given (of two parties, or of one that pays a price), or a price is still open.
    """
    parties = [one for one in raw.get("parties") or () if isinstance(one, Mapping) and one.get("name")]
    given = _group(_group(raw, "funding"), "shares")
    if len(parties) < 2 or given.get("method") in (None, "own"):
        return None
    whole, _ = supposed(raw)
    funding = {name: whole["funding"][name] for name in _TAKEN if name in whole["funding"]}
    funding["adjustments"] = _finished(_group(raw, "funding").get("adjustments"), funding.get("adjustments"))
    management = {name: value for name, value in _group(whole, "management").items() if name in ("model", "lead")}
    # What is shared has no effect on who pays, and may be unsound while it is being answered.
    service = {"kind": str(ServiceKind.OTHER)}
    data = {"service": service, "parties": whole["parties"], "management": management, "funding": funding}
    keys = [str(party["id"]) for party in whole["parties"]]
    missing, others = set[str](), []
    for place in _stand_ins(given, funding["shares"], ("funding", "shares")):
        party = _party_in(place, keys)
        if party is not None:
            missing.add(party)
        elif _SHARED_PARTS in place:
            others.append(named(data, place))
        else:
            return None
    try:
        line = _worked(data, keys, missing)
    except (ValueError, ArithmeticError):
        # A stand-in has made of sound answers what cannot be worked: figures of which none is above zero.
        return None
    return None if line is None else _seen(line, data, missing, tuple(others))


def _group(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    group = data.get(name)
    return group if isinstance(group, Mapping) else {}


def _stand_ins(given: Any, whole: Any, here: Path) -> Iterator[Path]:
    """The places of the single values that were supposed."""
    # What is left open on purpose is None in the whole, and not supposed.
    if isinstance(whole, Mapping):
        held = given if isinstance(given, Mapping) else {}
        for key, inner in whole.items():
            yield from _stand_ins(held.get(key), inner, (*here, key))
    elif isinstance(whole, list):
        held_list = given if isinstance(given, list) else []
        for place, inner in enumerate(whole):
            member = held_list[place] if place < len(held_list) else None
            yield from _stand_ins(member, inner, (*here, place))
    elif whole is not None and (given is None or isinstance(given, Mapping)):
        yield here


def _finished(given: Any, whole: Any) -> list[Any]:
    """The adjustments of which nothing had to be supposed; the others count when they are finished.

    Percentages that add up to 100 are whole: a zero that stands in for a party changes nothing.
    """
    pairs = zip(given, whole, strict=False) if isinstance(given, list) and isinstance(whole, list) else ()
    return [one for answered, one in pairs if not any(_value_at(one, place) for place in _stand_ins(answered, one, ()))]


def _value_at(data: Any, place: Path) -> Any:
    for step in place:
        data = data[step]
    return data


def _party_in(place: Sequence[str | int], keys: Sequence[str]) -> str | None:
    """The party whose figure stands at a place."""
    return next((step for step in reversed(place) if isinstance(step, str) and step in keys), None)


def _worked(data: dict[str, Any], keys: Sequence[str], missing: set[str]) -> LineYear | None:
    """The operating cost in its first fiscal year, with zero for each figure of a party that is open.

    These parties are added to `missing`. None if something else is open. Raises ValueError, ArithmeticError.
    """
    known: set[str] = set()
    while True:
        answers = Answers.model_validate(data)
        line = line_year(terms_of(answers)[0], answers.funding.first_fiscal_year)
        if not line.open:
            return line
        for path in line.open:
            party = _party_in(steps(path), keys)
            if party is None or path in known or put(data, path, 0, Where()):
                return None
            known.add(path)
            missing.add(party)


def _seen(line: LineYear, data: Mapping[str, Any], missing: set[str], others: tuple[str, ...]) -> SharesSeen | None:
    answers = Answers.model_validate(data)
    shown = [party for party in answers.parties if party.id in line.charges]
    if len([party for party in shown if party.id not in missing]) < (1 if line.terms.priced else 2):
        return None
    shares: Mapping[str, Fraction] = {}
    if line.shares is not None:
        shares = dict(zip(line.sheet.parties, line.shares.figures, strict=True))
    rows = tuple(
        PartySeen(party.id, short_name(party), None, None)
        if party.id in missing
        else PartySeen(party.id, short_name(party), shares.get(party.id), line.charges[party.id])
        for party in shown
    )
    return SharesSeen(rows, line.cost, line.illustrated, line.terms.priced, others)


# How it is told


def moved(before: SharesSeen | None, after: SharesSeen, width: int = 80) -> tuple[str, ...]:
    """The table in plain lines of at most `width` characters, with what each party pays more or less than `before`.

    A party takes two lines where its name would not fit beside its figures. Below 36 characters figures may
    be longer than a line.
    """
    rows = shown_rows(before, after)
    widths = [max(len(row[place]) for row in (HEAD, *rows)) for place in range(4)]
    if not any(row[1] for row in rows):
        widths[1] = 0
    if not any(row[3] for row in rows):
        widths[3] = 0
    columns = [place for place in (1, 2, 3) if widths[place]]
    figures = sum(widths[place] + 2 for place in columns)
    lines = [*textwrap.wrap(title(after), width)]
    beside = widths[0] + figures <= width
    for row in (HEAD, *rows) if beside else rows:
        cells = "".join(f"  {row[place].rjust(widths[place])}" for place in columns)
        lines += [f"{row[0].ljust(widths[0])}{cells}".rstrip()] if beside else _apart(row[0], cells, width)
    for note in notes(after):
        lines += textwrap.wrap(note, width)
    return tuple(lines)


def _apart(name: str, cells: str, width: int) -> list[str]:
    """A party in two lines: its name, cut if it is longer than the line, and its figures."""
    return [name if len(name) <= width else f"{name[: width - 3]}...", f"  {cells.strip()}"]


def shown_rows(before: SharesSeen | None, after: SharesSeen) -> tuple[tuple[str, str, str, str], ...]:
    """The rows under HEAD, in words: name, share, dollars, and the change in dollars against `before`.

    Of more than MOST_ROWS parties the largest come first, and the others are added up in the last row. A change is
    empty where it is nothing, or was not seen before.
    """
    earlier = {row.party: row.cents for row in before.rows} if before is not None else {}
    rows = after.rows
    rest: tuple[PartySeen, ...] = ()
    if len(rows) > MOST_ROWS:
        largest = sorted(after.rows, key=lambda row: (-(row.cents or 0), row.cents is None))
        rows, rest = tuple(largest[: MOST_ROWS - 1]), tuple(largest[MOST_ROWS - 1 :])
    found = [_shown(row.name, [row], earlier) for row in rows]
    if rest:
        found.append(_shown(f"and {len(rest)} others", rest, earlier))
    return tuple(found)


def _shown(name: str, rows: Sequence[PartySeen], earlier: Mapping[str, int | None]) -> tuple[str, str, str, str]:
    known = [row for row in rows if row.cents is not None]
    if not known:
        return name, "", "no figure yet", ""
    shares = [row.share for row in known if row.share is not None]
    share = f"{float(sum(shares) * 100):.2f}%" if shares else ""
    both = [(earlier[row.party], row.cents) for row in known if earlier.get(row.party) is not None]
    change = sum((after or 0) - (before or 0) for before, after in both)
    dollars = cents_shown(sum(row.cents or 0 for row in known))
    return name, share, dollars, difference_shown(change) if change else ""


def title(seen: SharesSeen) -> str:
    """What the table shows, in a sentence."""
    if seen.priced:
        return f"What each party pays in the first fiscal year, {cents_shown(seen.cost)} in all:"
    if seen.round_sum:
        return f"What each party pays of every {cents_shown(seen.cost)}, as the cost is not known yet:"
    return f"What each party pays of the {cents_shown(seen.cost)} of the first fiscal year:"


def notes(seen: SharesSeen) -> Iterator[str]:
    """What the reader of the table must know: the figures that are not given yet."""
    if seen.missing:
        names = ", ".join(seen.missing[:MOST_ROWS])
        more = f" and {len(seen.missing) - MOST_ROWS} others" if len(seen.missing) > MOST_ROWS else ""
        yield f"Counted as zero until given: {names}{more}."
    if seen.supposed:
        yield "The rest is shared equally until the other parts are given."
