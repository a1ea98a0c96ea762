"""The facts of one cost and of one of its adjustments, for the clauses that are filled for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agreement_builder.answers.adjustment import Adjustment, Bearer, Cap, LesserOf
from agreement_builder.answers.costline import CostLine, Nature
from agreement_builder.answers.facts import Reading, Unanswered, View
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import Party, the_name
from agreement_builder.answers.phrases import rule_phrase
from agreement_builder.answers.sharing import PRICED, Alternating

OPERATING = CostLine.model_construct(id="operating", name="Net Cost", nature=Nature.OPERATING)
"""What stands for the operating cost, whose terms are those of the whole group."""


def operating_cost(answers: Answers) -> CostLine:
    """The operating cost as a cost line."""
    funding = answers.funding
    terms = {"shares": funding.shares, "adjustments": funding.adjustments, "cost": funding.first_budget}
    return OPERATING.model_copy(update=terms)


def line_names(answers: Answers, line: CostLine, path: str, reading: Reading, entity: str = "") -> dict[str, object]:
    """The facts of a cost that stands at `path` in the answers; `entity` is the kind of separate body."""
    paying = paying_parties(answers, line)
    every = len(paying) == len(answers.parties)
    return {
        "line": View(line, path, reading, known="line"),
        "payers": tuple(View(party, f"parties.{party.id}", reading, party.name) for party in paying),
        "each_payer": "Each Party" if every else _each_of(answers, paying),
        "payer_count": len(paying),
        "turns": _turns(answers, line, reading),
        "payee": _payee(answers, line, path, entity),
        "the_cost": "the Net Cost" if line.id == OPERATING.id else "this cost",
        "first_year": "the first Fiscal Year" + ("" if line.id == OPERATING.id else " of this cost"),
    }


def adjustment_names(
    answers: Answers, line: CostLine, adjustment: Adjustment, path: str, reading: Reading
) -> Mapping[str, object]:
    """The facts of an adjustment that stands at `path`, beside those of its cost."""
    key = getattr(adjustment, "party", None)
    party = party_by_id(answers, key)
    paying = _limited(answers, line, adjustment)
    every = "Each Party" if len(paying) == len(answers.parties) else _each_of(answers, paying)
    subject = every if party is None else the_name(party)[:1].upper() + the_name(party)[1:]
    other = next((rule for name in ("then", "before", "other") if (rule := getattr(adjustment, name, None))), None)
    return {
        "adjustment": View(adjustment, path, reading, known="adjustment"),
        "limited_to": subject,
        "other_rule": rule_phrase(other, answers.parties) if other is not None else "",
    }


def paying_parties(answers: Answers, line: CostLine) -> tuple[Party, ...]:
    """The parties that pay the cost, in their order: under a price all that take part but the one that is paid."""
    payee = line.paid_to or answers.management.lead
    priced = line.shares is not None and line.shares.method in PRICED
    return tuple(
        party
        for party in answers.parties
        if (line.parties is None or party.id in line.parties) and not (priced and party.id == payee)
    )


def _limited(answers: Answers, line: CostLine, adjustment: Adjustment) -> Sequence[Party]:
    """Those to which the adjustment applies if it names no party: not the one that bears what they do not pay."""
    paying = paying_parties(answers, line)
    if not (isinstance(adjustment, LesserOf) or (isinstance(adjustment, Cap) and adjustment.excess is Bearer.PROVIDER)):
        return paying
    payee = line.paid_to or answers.management.lead
    return tuple(party for party in paying if party.id != payee)


def _turns(answers: Answers, line: CostLine, reading: Reading) -> tuple[View, ...]:
    order = line.shares.order if isinstance(line.shares, Alternating) else ()
    found = (party_by_id(answers, key) for key in order)
    return tuple(View(party, f"parties.{party.id}", reading, party.name) for party in found if party is not None)


def _each_of(answers: Answers, paying: Sequence[Party]) -> str:
    lead = answers.management.lead
    if lead is not None and [party.id for party in paying] == [p.id for p in answers.parties if p.id != lead]:
        return "Each Recipient Party" if len(paying) > 1 else "The Recipient Party"
    names = list(_names(paying))
    if len(names) == 1:
        return names[0][:1].upper() + names[0][1:]
    return f"Each of {', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}" if names else "Each Party"


def _names(parties: Sequence[Party]) -> Iterator[str]:
    return (the_name(party) for party in parties)


def _payee(answers: Answers, line: CostLine, path: str, entity: str) -> object:
    """The one that is paid, as a sentence names it."""
    if line.paid_to is not None and line.paid_to != answers.management.lead:
        party = party_by_id(answers, line.paid_to)
        return the_name(party) if party is not None else Unanswered(f"{path}.paid_to", "Party that is paid")
    match answers.management.model:
        case Model.LEAD_AGENCY:
            return "the Lead Agency"
        case Model.SEPARATE_ENTITY:
            return (
                f"the {entity.replace('_', ' ').title()}" if entity else Unanswered("choices.entity", "Separate body")
            )
        case _:
            paying = paying_parties(answers, line)
            return the_name(paying[0]) if len(paying) == 1 else "the Party that provides what is paid for"
