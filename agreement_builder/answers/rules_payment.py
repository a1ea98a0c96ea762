"""Rules across the answers on payment: as many days as payments, and stages of late payment in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from agreement_builder.answers.fault import Fault
from agreement_builder.answers.governance import BOARDS
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import (
    OF_ACTUAL_COST,
    PAYMENTS,
    CountedWithdrawal,
    Installments,
    LateStage,
    LossOfVote,
    Suspension,
)
from agreement_builder.answers.rules_budget import place_in_year
from agreement_builder.answers.sharing import PRICED


def _due(answers: Answers) -> Iterator[Fault]:
    """The stated days of payment: one for each payment, in the order of the fiscal year."""
    payment = answers.funding.payment
    if not isinstance(payment.basis, Installments) or not payment.basis.due:
        return
    path, due = "funding.payment.basis.due", payment.basis.due
    if payment.frequency is not None and len(due) != PAYMENTS[payment.frequency]:
        message = (
            f"{len(due)} days of payment are given, but with {payment.frequency} payment there are "
            f"{PAYMENTS[payment.frequency]} payments in a year."
        )
        yield Fault(path, "payment-count", message, "Give one day for each payment, or change the frequency.")
    for place, (first, second) in enumerate(pairwise(due), 2):
        if place_in_year(second) <= place_in_year(first):
            message = f"{second} does not come after {first} in a fiscal year from July 1 to June 30."
            hint = "Give the days in the order of the fiscal year, each once."
            yield Fault(f"{path}[{place}]", "payment-days", message, hint)


def _basis(answers: Answers) -> Iterator[Fault]:
    """An actual cost is paid only where a cost is shared by parties that pay a lead agency."""
    funding = answers.funding
    rule, model = funding.payment.basis.rule, answers.management.model
    if rule not in OF_ACTUAL_COST:
        return
    because = ""
    if model is Model.SEPARATE_ENTITY:
        because = "a body of its own draws its contributions from its budget"
    elif funding.shares is not None and funding.shares.method in PRICED and model is not Model.MUTUAL_ASSISTANCE:
        because = f"the others pay {funding.shares.method} and not a share of a cost"
    if because:
        message = f"The parties are to pay by {rule}, but {because}."
        yield Fault("funding.payment.basis", "payment-basis", message, "Choose on_invoice or installments.")


def _stages(answers: Answers) -> Iterator[Fault]:
    """The stages of late payment come one after another, each consequence once."""
    stages = answers.funding.late or ()
    for place, (first, second) in enumerate(pairwise(stages), 2):
        if second.after_days < first.after_days:
            message = (
                f"The stage {second.then.rule} begins after {second.after_days} days, before the stage "
                f"{first.then.rule} above it ({first.after_days} days)."
            )
            hint = "Put the stages in the order of their days."
            yield Fault(f"funding.late[{place}].after_days", "late-order", message, hint)
    counts = Counter(stage.then.rule for stage in stages)
    for rule in [rule for rule, count in counts.items() if count > 1]:
        places = [place for place, stage in enumerate(stages, 1) if stage.then.rule == rule]
        message = f"Two stages of late payment have the consequence {rule}; it would be unclear which applies."
        yield Fault(f"funding.late[{places[1]}].then", "late-order", message, "Keep one of them.")


def _consequences(answers: Answers) -> Iterator[Fault]:
    """Each consequence is possible under the structure of the service."""
    for place, stage in enumerate(answers.funding.late or (), 1):
        yield from _consequence(answers, stage, f"funding.late[{place}]")


def _consequence(answers: Answers, stage: LateStage, path: str) -> Iterator[Fault]:
    model, body = answers.management.model, answers.governance.body
    match stage.then:
        case LossOfVote() | CountedWithdrawal() if model is Model.SEPARATE_ENTITY:
            message = (
                f"{stage.then.rule} follows late payment, but the statute of a separate body fixes votes and leaving."
            )
            yield Fault(f"{path}.then", "late-body", message, "Choose interest or suspension.")
        case LossOfVote() if model is Model.LEAD_AGENCY and body is not None and body not in BOARDS:
            message = f"A party in arrears is to lose its vote, but there is no board on which it votes ({body})."
            yield Fault(f"{path}.then", "late-body", message, "Remove the stage, or choose a board in governance.body.")
        case Suspension(notice_days=int(notice)) if notice > stage.after_days:
            message = (
                f"Service may be suspended {stage.after_days} days after a payment was due, on {notice} days' notice; "
                "the notice would have to be given before the payment is late."
            )
            hint = f"Let the stage begin after {notice} days or more, or shorten the notice."
            yield Fault(f"{path}.after_days", "late-notice", message, hint)


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (_due, _basis, _stages, _consequences)
"""The rules of this module, in the order in which their findings are told."""
