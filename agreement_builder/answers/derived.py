"""Facts that follow from the answers: what clauses may read of a model beyond its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.adjustment import Cap, Escalator, Floor, PhaseIn
from agreement_builder.answers.costline import CostLine, Nature, cost_time
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import BOARDS, Governance
from agreement_builder.answers.grants import Program
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.management import Management, hands_over, leases, lends, sells
from agreement_builder.answers.measure import Measure
from agreement_builder.answers.meetings import FinanceCommittee, WorkingGroup
from agreement_builder.answers.party import (
    BOARD_KINDS,
    MUNICIPAL_KINDS,
    Party,
    Ratifier,
    short_name,
    the_name,
)
from agreement_builder.answers.payment import Payment, due_days, suspends
from agreement_builder.answers.pricing import Hourly, InKind, KeptFees, Stepped
from agreement_builder.answers.service import Service, service_title
from agreement_builder.answers.sharing import PRICED, BlendPart
from agreement_builder.answers.term import Term


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from the answers: how, and what it is; `asks` is the question where it has no value.

    `reads` are the fields from which it follows, where they are others than the one it asks for.
    """

    of: Callable[[Any], object]
    meaning: str
    asks: str = ""
    reads: tuple[str, ...] = ()

    @property
    def origins(self) -> tuple[str, ...]:
        """The fields of the model from which it follows."""
        return self.reads or (self.asks,)


def limit_unit(limit: Floor | Cap) -> str:
    """The unit in which a floor or cap is stated."""
    return next((u for u in ("percent", "dollars", "growth") if getattr(limit, u, None) is not None), "none")


def _range(rule: Escalator) -> str:
    given = [name for name in ("least", "most") if getattr(rule, name) is not None]
    return "both" if len(given) == 2 else (given or ["none"])[0]


DERIVED_OF: dict[type[BaseModel], dict[str, Derived]] = {
    Party: {
        "short": Derived(short_name, "the name without its form: Bolton", reads=("name",)),
        "the_name": Derived(the_name, "the name as it stands in a sentence: the Town of Bolton", reads=("name",)),
        "municipal": Derived(
            lambda party: party.kind in MUNICIPAL_KINDS,
            "whether it is a municipality or other local unit",
            reads=("kind",),
        ),
        "board": Derived(
            lambda party: party.kind in BOARD_KINDS, "whether it is a board of education", reads=("kind",)
        ),
        "delegated": Derived(
            lambda party: party.ratified_by is Ratifier.SELECTMEN,
            "whether selectmen vote by delegation",
            reads=("ratified_by",),
        ),
    },
    CostLine: {
        "of_service": Derived(
            lambda line: line.service is not None, "whether it belongs to a service that is named", reads=("service",)
        ),
        "time": Derived(
            cost_time, "the fiscal years in which the cost arises: in each Fiscal Year", reads=("first", "last")
        ),
        "priced": Derived(
            lambda line: None if line.shares is None else line.shares.method in PRICED,
            "whether a price is paid, and no common cost is divided",
            "shares",
        ),
        "rises": Derived(
            lambda line: any(one.rule == "escalator" for one in line.adjustments),
            "whether the cost or price rises by a percentage or an index",
            reads=("adjustments",),
        ),
        "adjustment_count": Derived(
            lambda line: len(line.adjustments), "the number of its adjustments", reads=("adjustments",)
        ),
    },
    Measure: {
        "called": Derived(
            lambda measure: measure.called, "the quantity as the agreement calls it", reads=("of", "name")
        ),
        "renewed": Derived(
            lambda measure: measure.renewed_on is not None,
            "whether a day for new figures is stated",
            reads=("renewed_on",),
        ),
    },
    Stepped: {
        "explained": Derived(
            lambda one: one.afterwards is not None, "whether it is said what follows the list", reads=("afterwards",)
        )
    },
    Hourly: {
        "in_blocks": Derived(lambda one: one.block is not None, "whether hours are bought in blocks", reads=("block",))
    },
    InKind: {
        "paid_beyond": Derived(
            lambda one: one.rate is not None, "whether hours beyond the free ones are paid", reads=("rate",)
        )
    },
    KeptFees: {
        "guaranteed": Derived(
            lambda one: one.minimum is not None, "whether a minimum is guaranteed", reads=("minimum",)
        ),
        "by_class": Derived(
            lambda one: bool(one.classes), "whether classes of fees have a division of their own", reads=("classes",)
        ),
    },
    BlendPart: {
        "measured": Derived(
            lambda part: part.measure is not None, "whether the part follows a measure", reads=("measure",)
        )
    },
    PhaseIn: {
        "stages": Derived(
            lambda one: len(one.percents), "the number of fiscal years of the phase-in", reads=("percents",)
        )
    },
    Floor: {
        "unit": Derived(limit_unit, "the unit of the limit: percent or dollars", reads=("percent", "dollars", "growth"))
    },
    Cap: {
        "unit": Derived(
            limit_unit, "the unit of the limit: percent, dollars or growth", reads=("percent", "dollars", "growth")
        )
    },
    Escalator: {
        "by": Derived(lambda one: "percent" if one.index is None else "index", "percent, or index", reads=("index",)),
        "range": Derived(
            _range, "the limits of the yearly increase: none, least, most or both", reads=("least", "most")
        ),
    },
    Management: {
        "sells": Derived(sells, "whether a party sells something to another", reads=("things",)),
        "leases": Derived(leases, "whether a party leases something to another", reads=("things",)),
        "lends": Derived(lends, "whether a party has something that stays another's", reads=("things",)),
        "hands_over": Derived(hands_over, "whether a function passes to another party later", reads=("division",)),
    },
    Funding: {
        "closing": Derived(
            lambda funding: any(line.nature is Nature.CLOSING for line in funding.lines),
            "whether a cost of closing is shared by a rule of its own",
            reads=("lines",),
        ),
        "rents": Derived(
            lambda funding: any(line.nature is Nature.RENT for line in funding.lines),
            "whether one party pays another a rent",
            reads=("lines",),
        ),
        "suspends": Derived(
            lambda funding: suspends(funding.late), "whether late payment may suspend the service", "late"
        ),
        "stages": Derived(
            lambda funding: None if funding.late is None else len(funding.late),
            "the number of stages of what follows late payment",
            "late",
        ),
        "charges_interest": Derived(
            lambda funding: any(stage.then.rule == "interest" for stage in funding.late or ()),
            "whether a late payment bears interest",
            "late",
            reads=("late",),
        ),
        "arrears": Derived(
            lambda funding: any(
                stage.then.rule in ("loss_of_vote", "deemed_withdrawal") for stage in funding.late or ()
            ),
            "whether arrears cost a party its vote or its place",
            "late",
            reads=("late",),
        ),
        "rpip": Derived(
            lambda funding: any(grant.program is Program.RPIP for grant in funding.grants),
            "whether an incentive grant (§ 4-124s) is counted on",
            reads=("grants",),
        ),
        "adjustment_count": Derived(
            lambda funding: len(funding.adjustments), "how many adjustments there are", reads=("adjustments",)
        ),
        "other_grants": Derived(
            lambda funding: sum(grant.program is Program.OTHER for grant in funding.grants),
            "the number of grants beside incentive grants",
            reads=("grants",),
        ),
    },
    Payment: {
        "due_days": Derived(
            due_days,
            "the days of the payments in the order of the fiscal year",
            "frequency",
            reads=("frequency", "basis"),
        )
    },
    Service: {
        "title": Derived(
            service_title,
            "the service as a title names it: Building Inspection Services",
            "name",
            reads=("kind", "name"),
        )
    },
    Leaving: {
        "liability_count": Derived(
            lambda leaving: len(leaving.liabilities), "how many liabilities outlive membership", reads=("liabilities",)
        ),
        "event_count": Derived(
            lambda leaving: len(leaving.events), "how many events end the agreement or a part", reads=("events",)
        ),
    },
    Term: {
        "condition_count": Derived(
            lambda term: len(term.conditions), "how many conditions precede the effective date", reads=("conditions",)
        ),
    },
    Governance: {
        "board": Derived(
            lambda governance: None if governance.body is None else governance.body in BOARDS,
            "whether the parties have a board or committee, with seats and votes",
            "body",
        ),
        "working_group": Derived(
            lambda governance: any(isinstance(one, WorkingGroup) for one in governance.committees),
            "whether a working group of staff meets",
            reads=("committees",),
        ),
        "finance_committee": Derived(
            lambda governance: any(isinstance(one, FinanceCommittee) for one in governance.committees),
            "whether the finance officers meet as a committee",
            reads=("committees",),
        ),
    },
}
"""Facts of one model beyond its fields."""
