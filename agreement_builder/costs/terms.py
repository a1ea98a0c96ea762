"""The costs of an agreement in one form: the operating cost and every cost line beside it, with who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from agreement_builder.answers.adjustment import Adjustment
from agreement_builder.answers.costline import CostLine, Nature
from agreement_builder.answers.model import Answers
from agreement_builder.answers.sharing import PRICED, Shares

OPERATING = "operating"
"""The key of the operating cost, to which `funding.shares` applies."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed on one cost.

    `path` is where its method and adjustments stand in the answers (`funding`, `funding.lines.closing`).
    `parties` are those that take part; `payee` is the party that is paid (None: a separate body, or nobody).
    `cost` is the cost of a year in dollars, `costs` that of single years. `first` and `last` bound its fiscal years.
    `yearly`: whether `cost` is that of every year, and not of the first one only.
    """

    id: str
    name: str
    nature: Nature
    path: str
    parties: tuple[str, ...]
    payee: str | None
    shares: Shares | None
    adjustments: tuple[Adjustment, ...]
    cost: Decimal | None
    cost_path: str
    costs: Mapping[int, Decimal | None]
    first: int | None
    last: int | None
    yearly: bool

    @property
    def priced(self) -> bool:
        """Whether the parties pay a price, and no common cost is divided."""
        return self.shares is not None and self.shares.method in PRICED

    @property
    def paying(self) -> tuple[str, ...]:
        """The parties for which amounts are computed: under a price all but the one that is paid."""
        return tuple(key for key in self.parties if not (self.priced and key == self.payee))

    def runs(self, year: int | None) -> bool:
        """Whether the cost arises in the fiscal year (None: the first one, not known yet)."""
        if year is None:
            return True
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def elapsed(self, year: int | None) -> int:
        """The whole fiscal years since the first one of this cost."""
        return max(year - self.first, 0) if year is not None and self.first is not None else 0


def terms_of(answers: Answers) -> tuple[Terms, ...]:
    """The operating cost, where it is shared or priced at all, and then the other costs in their order."""
    keys = tuple(party.id for party in answers.parties)
    funding, lead = answers.funding, answers.management.lead
    operating = Terms(
        id=OPERATING,
        name="Operating cost",
        nature=Nature.OPERATING,
        path="funding",
        parties=keys,
        payee=lead,
        shares=funding.shares,
        adjustments=funding.adjustments,
        cost=funding.first_budget,
        cost_path="funding.first_budget",
        costs=funding.budgets,
        first=funding.first_fiscal_year,
        last=None,
        yearly=False,
    )
    return (operating, *(_line(line, keys, lead, funding.first_fiscal_year) for line in funding.lines))


def _line(line: CostLine, keys: tuple[str, ...], lead: str | None, first: int | None) -> Terms:
    path = f"funding.lines.{line.id}"
    return Terms(
        id=line.id,
        name=line.name,
        nature=line.nature,
        path=path,
        parties=line.parties or keys,
        payee=line.paid_to or lead,
        shares=line.shares,
        adjustments=line.adjustments,
        cost=line.cost,
        cost_path=f"{path}.cost",
        costs=line.costs,
        first=line.first if line.first is not None else first,
        last=line.last,
        yearly=True,
    )
