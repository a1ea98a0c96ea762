"""What a change of the answers does to the costs of a fiscal year: before, after and the difference, by party."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agreement_builder.costs.account import YearAccount


@dataclass(frozen=True)
class Amounts:
    """Cents of a party before and after a change; None where it takes no part, or a figure is open (not `known`)."""

    before: int | None
    after: int | None
    known: bool = True

    @property
    def difference(self) -> int | None:
        """What the party pays more (below zero: less); None while a figure behind either amount is open."""
        return (self.after or 0) - (self.before or 0) if self.known else None


@dataclass(frozen=True)
class Comparison:
    """The account of a fiscal year as it is agreed, and as it would be."""

    before: YearAccount
    after: YearAccount

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Those before, in their order, and those that join."""
        return tuple(dict.fromkeys((*self.before.parties, *self.after.parties)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The keys of the costs before and after."""
        found = (*self.before.lines, *self.after.lines)
        return tuple(dict.fromkeys(line.terms.id for line in found))

    def total(self, party: str) -> Amounts:
        """All costs of a party."""
        known = not self.before.open and not self.after.open
        before, after = (None if year.open else year.paid.get(party) for year in (self.before, self.after))
        return Amounts(before, after, known)

    def of_line(self, line: str, party: str) -> Amounts:
        """What a party pays of one cost."""
        known = not any(one.open for year in (self.before, self.after) for one in year.lines if one.terms.id == line)
        return Amounts(_charge(self.before, line, party), _charge(self.after, line, party), known)

    def changes(self, line: str) -> bool:
        """Whether anybody pays another amount of this cost, or that is not known."""
        return any(self.of_line(line, party).difference != 0 for party in self.parties)


def _charge(account: YearAccount, line: str, party: str) -> int | None:
    return next((one.charges.get(party) for one in account.lines if one.terms.id == line), None)
