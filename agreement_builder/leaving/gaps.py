"""What becomes of property when one party leaves, and the events of leaving for which the agreement has no rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.settling import (
    AppraisedOnLeaving,
    LiabilityKind,
    NothingMore,
    OwnPiecesBack,
    PaidOut,
    Receiver,
)
from agreement_builder.answers.withdrawal import rule_of
from agreement_builder.leaving.days import end_of_fiscal_year
from agreement_builder.leaving.effect import counted
from agreement_builder.leaving.payments import shares_cost
from agreement_builder.leaving.terms import entity_of


@dataclass(frozen=True, slots=True)
class Gap:
    """One event without a rule: a short name, what is missing, and the answer that would close it."""

    event: str
    says: str
    hint: str


_PROPERTY_AT_END = {
    "by_share": "what was bought together is divided in the shares in which it was paid for",
    "lead_keeps": "the lead agency keeps what was bought together and credits each other with its share of the value",
    "equal": "the value of what was bought together is divided in equal parts",
    "appraisal": "an appraiser values what was bought together, debts come first, and recent payments decide",
}


def buys_together(answers: Answers) -> bool:
    """Whether the parties own property together beyond what a lead agency buys for a shared cost."""
    return answers.choices.get("equipment_joint") == "joint_register"


def property_at_end(answers: Answers) -> str | None:
    """What becomes of property when the agreement ends for all; None where nothing says so."""
    if entity_of(answers) is None and shares_cost(answers):
        stated = answers.leaving.property
        return f"the agreement ends, and {_PROPERTY_AT_END[stated]}" if stated is not None else None
    return "the agreement ends; each party keeps its own property, and what was bought together is divided"


def property_rule(answers: Answers) -> str | None:
    """What a party gets of the property when it leaves; None where nothing says so."""
    if entity_of(answers) is not None:
        return "it receives the property that it lent, and has no claim on what the separate body owns"
    if len(answers.parties) == 2:
        return property_at_end(answers)
    if not shares_cost(answers):
        return None if buys_together(answers) else "each party keeps its own property"
    match answers.leaving.exit_property:
        case None:
            return None
        case PaidOut(years=years):
            value = "its share of the appraised value, less debt of which it pays no further share"
            return f"the others pay it {value}, within {counted(years, 'year')}"
        case AppraisedOnLeaving(contribution_years=length, years=years):
            return (
                f"an appraiser values the property, debts come first, its part follows the payments of the last "
                f"{counted(length, 'fiscal year')}, and the others pay it within {counted(years, 'year')}"
            )
        case OwnPiecesBack():
            return "it takes back what it lent and the pieces that it paid for alone; the rest stays without payment"
    return "it takes back what it lent; its part of shared property stays with the service without payment"


def gaps(answers: Answers, party: str | None = None, last: dt.date | None = None) -> tuple[Gap, ...]:
    """The events without a rule; `party` and its `last` day add those that depend on who leaves and when."""
    return (*_ownership(answers), *_people(answers), *_timing(answers, party, last))


def _ownership(answers: Answers) -> list[Gap]:
    found = []
    if property_rule(answers) is None:
        says = "No rule says what becomes of its part of the property that the parties have bought together."
        hint = (
            "Answer leaving.property and leaving.exit_property."
            if shares_cost(answers)
            else "State it in a clause of your own."
        )
        found.append(Gap("assets", says, hint))
    debt = any(liability.kind is LiabilityKind.DEBT for liability in answers.leaving.liabilities)
    if not debt and entity_of(answers) is None and buys_together(answers) and not shares_cost(answers):
        says = "No rule says who goes on paying a debt for property that the parties have bought together."
        found.append(Gap("debt", says, "List the debt under leaving.liabilities."))
    return found


def _people(answers: Answers) -> list[Gap]:
    by_law = entity_of(answers) == "health_district"
    returns = getattr(answers.management.transfer, "return_months", None) is not None
    employs = answers.management.model is Model.LEAD_AGENCY and answers.management.staff == "lead_employs"
    if by_law or returns or not (employs or answers.management.model is Model.SEPARATE_ENTITY):
        return []
    says = "No rule says what becomes of the employees whose work falls away with the party."
    return [Gap("staff", says, "Ask the personnel officers; state it in a clause of your own.")]


def _timing(answers: Answers, party: str | None, last: dt.date | None) -> list[Gap]:
    found = []
    leaving = answers.leaving
    unstated = rule_of(leaving.taking_back) in ("", "unstated") and leaving.withdrawal != "consent"
    if unstated:
        says = "No rule says whether the party may take its notice back."
        hint = "Answer leaving.taking_back."
        if entity_of(answers) is not None:
            says = "No rule says whether the party may rescind its vote."
            hint = "Ask counsel, since the statute of the separate body governs."
        found.append(Gap("notice taken back", says, hint))
    if last is not None and last != end_of_fiscal_year(fiscal_year(last)) and shares_cost(answers):
        says = "The party leaves within a fiscal year, and no rule says which part of that year's payment it owes."
        found.append(Gap("part of a year", says, "Set leaving.withdrawal to fiscal_year_end."))
    payment = leaving.payment
    if payment is None:
        says = "It is left open what a party that leaves pays beyond what it owes."
        found.append(Gap("payment on leaving", says, "Answer leaving.payment."))
    to_lead = payment is not None and not isinstance(payment, NothingMore) and payment.to is Receiver.LEAD
    if party is not None and party == answers.management.lead and to_lead and len(answers.parties) > 2:
        says = "The payment on leaving goes to the lead agency, and it is the lead agency that leaves."
        found.append(Gap("payment of the lead agency", says, "Set leaving.payment.to to by_share or equally."))
    return found
