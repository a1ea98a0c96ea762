"""Rules that cross fields: names that clash, shares that do not add up, dates that contradict.

Each rule yields (path, rule id, message, hint); all of them run, so that every contradiction is told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from agreement_builder.answers import rules_budget, rules_grants, rules_payment
from agreement_builder.answers.fault import Fault
from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.governance import Body
from agreement_builder.answers.management import Equipment, Model, Staff
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import LegislativeBody
from agreement_builder.answers.risk import Liability
from agreement_builder.answers.rules_costs import cost_faults
from agreement_builder.answers.rules_governance import RULES as RULES_OF_GOVERNANCE
from agreement_builder.answers.rules_leaving import RULES as RULES_OF_LEAVING
from agreement_builder.answers.rules_management import RULES as RULES_OF_MANAGEMENT
from agreement_builder.answers.sharing import PRICED, WITHOUT_COST
from agreement_builder.answers.term import Effect, Length
from agreement_builder.answers.windup import Property
from agreement_builder.errors import nearest


def faults(answers: Answers) -> list[Fault]:
    """Every contradiction in the answers."""
    return [fault for rule in RULES for fault in rule(answers)]


def _parties(answers: Answers) -> Iterator[Fault]:
    names = Counter(party.name.casefold() for party in answers.parties)
    keys = Counter(party.id for party in answers.parties)
    for place, party in enumerate(answers.parties, 1):
        if names[party.name.casefold()] > 1:
            message = f'Two parties have the name "{party.name}"; the agreement could not tell them apart.'
            yield Fault(f"parties[{place}].name", "party-twice", message, "Give each its full name in law.")
        if keys[party.id] > 1:
            message = f'Two parties have the key "{party.id}"; answers that use it would be ambiguous.'
            yield Fault(f"parties[{place}].id", "party-twice", message, "Give each party its own key.")
        delegated = party.ratified_by is not None and party.legislative_body is not None
        if delegated and party.legislative_body is not LegislativeBody.TOWN_MEETING:
            message = f"ratified_by is given for {party.name}, whose legislative body is not a town meeting."
            hint = "Only a town meeting may leave its vote to the selectmen (§ 7-339c(b)): remove ratified_by."
            yield Fault(f"parties[{place}].ratified_by", "delegation", message, hint)


def _lead(answers: Answers) -> Iterator[Fault]:
    management = answers.management
    if management.lead is not None and party_by_id(answers, management.lead) is None:
        message = f'The lead agency "{management.lead}" is not the key of a party.'
        yield Fault("management.lead", "party-unknown", message, nearest(management.lead, _keys(answers)))
    if management.lead is not None and management.model in (Model.MUTUAL_ASSISTANCE, Model.SEPARATE_ENTITY):
        message = f"A lead agency is named, but where {management.model.meaning}, no party leads."
        hint = "Remove management.lead, or set management.model to lead_agency."
        yield Fault("management.lead", "lead-contradiction", message, hint)
    if management.model is Model.MUTUAL_ASSISTANCE:
        yield from _without_lead(answers, LEAD_ONLY, "under mutual assistance no party leads and no cost is shared")
    if management.model is Model.SEPARATE_ENTITY:
        yield from _without_lead(answers, ENTITY_BARS, "a body of its own provides the service and no party leads")


VOTES_BY_COST: Mapping[str, tuple[str, ...]] = {
    "governance.votes.rule": ("by_share",),
    "governance.quorum.rule": ("share",),
    "governance.majority.second": ("cost",),
}
"""Rules of the board, by their written path, that count by shares of a common cost."""


LEAD_ONLY: Mapping[str, tuple[str, ...]] = {
    "management.staff": (Staff.LEAD_EMPLOYS, Staff.CONTRACTOR),
    "management.equipment": (Equipment.LEAD_OWNS,),
    **VOTES_BY_COST,
    "governance.body": (Body.COMMITTEE,),
    "governance.officers.rule": ("lead",),
    "leaving.property": (Property.LEAD_KEEPS, Property.EQUAL, Property.APPRAISAL),
}
"""Choices, by their written path, that speak of a lead agency or of shares of a common cost."""


ENTITY_BARS: Mapping[str, tuple[str, ...]] = {p: c for p, c in LEAD_ONLY.items() if p not in VOTES_BY_COST}
"""Those of them that mean nothing where a body of its own provides the service."""


def _without_lead(answers: Answers, barred: Mapping[str, tuple[str, ...]], because: str) -> Iterator[Fault]:
    """Answers that mean nothing without a lead agency."""
    for path, choices in barred.items():
        if (given := _given(answers, path)) in choices:
            message = f"{path} is {given}, but {because}."
            hint = "Give another answer, or set management.model to lead_agency."
            yield Fault(path, "lead-contradiction", message, hint)


def _given(answers: Answers, path: str) -> object:
    """The answer at a written path; None where it is not given, or a chosen alternative does not have it."""
    found: object = answers
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def _keys(answers: Answers) -> list[str]:
    return [party.id for party in answers.parties]


BY_SHARE_ONLY: Mapping[str, tuple[str, ...]] = {
    **VOTES_BY_COST,
    "leaving.property": (Property.BY_SHARE, Property.EQUAL, Property.APPRAISAL),
    "risk.liability": (Liability.SHARED_COST,),
}
"""Choices, by their written path, that speak of shares of a common cost."""


def _mutual(answers: Answers) -> Iterator[Fault]:
    """Under mutual assistance no party provides, so there is no common cost and nobody to pay a price to."""
    shares = answers.funding.shares
    mutual = answers.management.model is Model.MUTUAL_ASSISTANCE
    if mutual and shares is not None and shares.method not in WITHOUT_COST:
        message = f"funding.shares is {shares.method}, but under mutual assistance no cost is shared and no price paid."
        hint = f"Write method: {' or '.join(WITHOUT_COST)}, or set management.model to lead_agency."
        yield Fault("funding.shares", "lead-contradiction", message, hint)


def _priced(answers: Answers) -> Iterator[Fault]:
    """Answers that mean nothing where a price is paid and no cost is shared."""
    shares = answers.funding.shares
    model = answers.management.model
    if shares is None or shares.method not in PRICED or model is Model.MUTUAL_ASSISTANCE:
        return
    if model is None and shares.method in WITHOUT_COST:
        # It may become mutual assistance, where property may well be shared.
        return
    for path, choices in BY_SHARE_ONLY.items():
        if (given := _given(answers, path)) in choices:
            message = f"{path} is {given}, but the others pay {shares.method} and have no shares of a cost."
            yield Fault(path, "share-contradiction", message, "Give another answer, or another method of sharing.")


def _effect(answers: Answers) -> Iterator[Fault]:
    """Who brings the agreement into force."""
    term, keys = answers.term, _keys(answers)
    for place, key in enumerate(term.effect_parties or (), 1):
        if key not in keys:
            path = f"term.effect_parties[{place}]"
            yield Fault(path, "party-unknown", f'"{key}" is not the key of a party.', nearest(key, keys))
    if term.effect is Effect.NUMBER and term.effect_count is not None and term.effect_count > len(keys):
        message = f"The agreement waits for {term.effect_count} approvals, but has {len(keys)} parties."
        yield Fault("term.effect_count", "effect", message, "Give a number up to that of the parties.")
    lead = answers.management.lead
    if term.effect is Effect.NAMED and term.effect_parties and lead in keys and lead not in term.effect_parties:
        message = "The agreement could take effect without the lead agency, so that nobody would provide the service."
        yield Fault("term.effect_parties", "effect", message, f"Add {lead} to the parties that must approve.")


def _dates(answers: Answers) -> Iterator[Fault]:
    term, funding = answers.term, answers.funding
    if term.start and term.end and term.end <= term.start:
        message = f"The term ends on {term.end}, which is not after its beginning on {term.start}."
        yield Fault("term.end", "dates", message, "Correct one of the two dates.")
    if term.end and term.length is Length.UNTIL_TERMINATED:
        message = "A last day is given, but the agreement continues until terminated."
        yield Fault("term.end", "dates", message, "Remove term.end, or set term.length to fixed.")
    if term.start and funding.first_fiscal_year is not None:
        begins = fiscal_year(term.start)
        if funding.first_fiscal_year < begins:
            message = (
                f"The first fiscal year begins on July 1, {funding.first_fiscal_year}, and is over before "
                f"service begins on {term.start}."
            )
            hint = f"The fiscal year in which service begins is {begins}."
            yield Fault("funding.first_fiscal_year", "dates", message, hint)


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (
    _parties,
    _lead,
    cost_faults,
    _mutual,
    _priced,
    _effect,
    _dates,
    *RULES_OF_MANAGEMENT,
    *RULES_OF_LEAVING,
    *RULES_OF_GOVERNANCE,
    *rules_budget.RULES,
    *rules_payment.RULES,
    *rules_grants.RULES,
)
"""All rules, in the order in which their findings are told."""
