"""The account of a fiscal year: every cost, who pays what to whom, and the difference that a change makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agreement_builder.answers.costline import Nature
from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.costs.line import LineYear, line_year, stated_at
from agreement_builder.costs.sheet import Sheet
from agreement_builder.costs.terms import Terms, terms_of


@dataclass(frozen=True)
class YearAccount:
    """All costs of one fiscal year; `year` is that in which it begins, None while the first one is not known.

    Amounts are cents. A separate body that is paid is no party, so what it receives is in `paid` alone.
    """

    year: int | None
    parties: tuple[str, ...]
    lines: tuple[LineYear, ...]

    @cached_property
    def counted(self) -> tuple[LineYear, ...]:
        """The costs that are added up: those that are known. Where none is, the round sums in their place.

        A round sum beside known costs would make totals that nobody owes.
        """
        known = tuple(line for line in self.lines if not line.illustrated and not line.open)
        return known or self.lines

    @cached_property
    def paid(self) -> Mapping[str, int]:
        """What each party owes in all, its own part of what it provides included."""
        return {party: sum(line.charges.get(party, 0) for line in self.counted) for party in self.parties}

    @cached_property
    def received(self) -> Mapping[str, int]:
        """What each party receives from the others."""
        return {
            party: sum(
                sum(cents for key, cents in line.charges.items() if key != party)
                for line in self.counted
                if line.terms.payee == party
            )
            for party in self.parties
        }

    @cached_property
    def net(self) -> Mapping[str, int]:
        """What each party owes, less what it receives for costs that are no cost of its own: rents and prices.

        Of a divided cost the party that provides bears its own share; what it receives of it pays the cost.
        """
        kept = [line for line in self.counted if for_itself(line)]
        return {
            party: self.paid[party] - sum(sum(line.charges.values()) for line in kept if line.terms.payee == party)
            for party in self.parties
        }

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The paths of the figures that are not known, without which a cost has no amounts."""
        return tuple(dict.fromkeys(path for line in self.lines for path in line.open))


def account(answers: Answers, year: int | None = None) -> YearAccount:
    """The account of the fiscal year that begins on July 1 of `year`; left out, of the first fiscal year."""
    if year is None:
        year = answers.funding.first_fiscal_year
    lines = tuple(_line(terms, year) for terms in terms_of(answers) if terms.runs(year))
    return YearAccount(year, tuple(party.id for party in answers.parties), lines)


def costs_of(file: AnswersFile, year: int | None = None) -> YearAccount:
    """Who pays what in the fiscal year that begins on July 1 of `year`; left out, in the first fiscal year."""
    return account(file.answers, year)


def for_itself(line: LineYear) -> bool:
    """Whether the party that is paid may keep the payment: a price or a rent, and not its outlay for the others."""
    return line.terms.priced or line.terms.nature is Nature.RENT


def _line(terms: Terms, year: int | None) -> LineYear:
    """The cost in the year; where its rules look back, the years before are worked first.

    A largest increase over a year whose amounts are not known gives no amounts, unless a round sum is divided.
    """
    looks_back = any(one.rule == "cap" and one.growth is not None for one in terms.adjustments)
    before: Mapping[str, int] | None = None
    unknown: tuple[str, ...] = ()
    if looks_back and year is not None:
        for earlier in range(year - terms.elapsed(year), year):
            worked = line_year(terms, earlier, before)
            unknown = worked.open or ((stated_at(terms, earlier),) if worked.illustrated else ())
            before = None if unknown else worked.charges
    line = line_year(terms, year, before)
    if not unknown or line.illustrated or line.open:
        return line
    return LineYear(terms, year, Sheet(terms.paying), {}, open=unknown)
