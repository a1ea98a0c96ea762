"""Rules on coming in, staying and leaving: answers that cannot all be so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from agreement_builder.answers.fault import Fault
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.settling import AmountOnLeaving, LiabilityKind, PercentOnLeaving, Receiver, StepDown
from agreement_builder.answers.sharing import PRICED
from agreement_builder.answers.term import Length, PreconditionKind
from agreement_builder.answers.windup import EventEffect, LeastNamed, LeastNumber
from agreement_builder.answers.withdrawal import Withdrawal, rule_of
from agreement_builder.errors import nearest


def _notice(answers: Answers) -> Iterator[Fault]:
    leaving = answers.leaving
    if leaving.notice_days and leaving.notice_months is not None:
        message = f"Notice is given as {leaving.notice_months} months and as {leaving.notice_days} days."
        yield Fault("leaving.notice_days", "exit-contradiction", message, "Keep one of the two.")
    if leaving.withdrawal is Withdrawal.CONSENT:
        given = {"window": rule_of(leaving.window) not in ("", "always")}
        given |= {"lock_in": rule_of(leaving.lock_in) not in ("", "none"), "notice_days": leaving.notice_days > 0}
        given |= {"taking_back": rule_of(leaving.taking_back) not in ("", "unstated")}
        for name in (name for name, stated in given.items() if stated):
            message = f"leaving.{name} is stated, but a party leaves by consent of all others, so no notice runs."
            yield Fault(f"leaving.{name}", "exit-contradiction", message, f"Remove leaving.{name}.")


def _payment(answers: Answers) -> Iterator[Fault]:
    leaving, model = answers.leaving, answers.management.model
    payment, back = leaving.payment, rule_of(leaving.taking_back)
    if model is not None and model is not Model.LEAD_AGENCY and rule_of(payment) not in ("", "none"):
        message = f"A payment on leaving is stated, but where {model.meaning}, no clause can collect it."
        hint = "Remove leaving.payment, or set management.model to lead_agency."
        yield Fault("leaving.payment", "exit-contradiction", message, hint)
    if isinstance(payment, PercentOnLeaving | AmountOnLeaving) and payment.due == "notice" and back == "final":
        message = "The payment comes back if the notice is taken back, but a notice cannot be taken back."
        hint = "Set leaving.payment.due to leaving, or let a notice be taken back."
        yield Fault("leaving.payment.due", "exit-contradiction", message, hint)
    if isinstance(payment, StepDown) and any(
        later > earlier for earlier, later in zip(payment.percents, payment.percents[1:], strict=False)
    ):
        message = "The percentages of the payment after leaving rise from one year to the next; they should fall."
        yield Fault("leaving.payment.percents", "exit-contradiction", message, "Put the largest first.")
    priced = answers.funding.shares is not None and answers.funding.shares.method in PRICED
    to = payment.to if isinstance(payment, PercentOnLeaving | AmountOnLeaving | StepDown) else None
    if priced and model is Model.LEAD_AGENCY and to is not None and to is not Receiver.LEAD:
        message = "Where a price is paid, the other parties bear no cost that a party leaves behind; the provider does."
        yield Fault("leaving.payment.to", "exit-contradiction", message, "Set leaving.payment.to to lead.")


def _property(answers: Answers) -> Iterator[Fault]:
    stated = rule_of(answers.leaving.exit_property) or "stays"
    if stated != "stays" and not _shares_cost(answers):
        message = f"leaving.exit_property is {stated}, but no property is bought with shares of a common cost."
        yield Fault("leaving.exit_property", "exit-contradiction", message, "Remove leaving.exit_property.")
    elif stated != "stays" and len(answers.parties) == 2:
        message = f"leaving.exit_property is {stated}, but between two parties a withdrawal ends the agreement."
        hint = "Remove leaving.exit_property; leaving.property divides what there is."
        yield Fault("leaving.exit_property", "exit-contradiction", message, hint)
    entity = answers.management.model is Model.SEPARATE_ENTITY
    for liability in answers.leaving.liabilities:
        if liability.share.rule == "as_before" and not entity and not _shares_cost(answers):
            message = f'A party bears "{liability.id}" in its share of the cost, but the parties share no cost.'
            path = f"leaving.liabilities.{liability.id}.share"
            yield Fault(path, "exit-contradiction", message, "Let the share be equal or a percentage.")
    bought = rule_of(answers.term.buy_in)
    if bought == "share_of_value" and not _shares_cost(answers):
        message = "A new party is to pay its share of shared property, but the parties share no cost."
        yield Fault("term.buy_in", "exit-contradiction", message, "Give another answer to term.buy_in.")


def _shares_cost(answers: Answers) -> bool:
    """Whether the parties share a cost, as far as is known."""
    shares, model = answers.funding.shares, answers.management.model
    return model in (None, Model.LEAD_AGENCY) and (shares is None or shares.method not in PRICED)


def _membership(answers: Answers) -> Iterator[Fault]:
    least, keys = answers.leaving.least, [party.id for party in answers.parties]
    if isinstance(least, LeastNumber) and least.parties > len(keys):
        message = f"The agreement needs {least.parties} parties to go on, but has {len(keys)}."
        yield Fault("leaving.least.parties", "membership", message, "Give a number up to that of the parties.")
    if answers.management.model is Model.SEPARATE_ENTITY:
        given = {"least": rule_of(least) not in ("", "two"), "events": bool(answers.leaving.events)}
        for name in (name for name, stated in given.items() if stated):
            message = f"leaving.{name} is stated, but a separate body ends only as its statute and its members say."
            yield Fault(f"leaving.{name}", "exit-contradiction", message, f"Remove leaving.{name}.")
    if isinstance(least, LeastNamed):
        for place, key in enumerate(least.parties, 1):
            if key not in keys:
                path = f"leaving.least.parties[{place}]"
                yield Fault(path, "party-unknown", f'"{key}" is not the key of a party.', nearest(key, keys))


def _lists(answers: Answers) -> Iterator[Fault]:
    """Members of lists: keys given once, and words where the kind has none."""
    leaving, term = answers.leaving, answers.term
    yield from _once("leaving.liabilities", (liability.id for liability in leaving.liabilities))
    yield from _once("leaving.events", (event.id for event in leaving.events))
    yield from _once("term.conditions", (condition.id for condition in term.conditions))
    unworded = [
        *(f"leaving.liabilities.{one.id}.words" for one in leaving.liabilities
          if one.kind is LiabilityKind.OTHER and one.words is None),
        *(f"term.conditions.{one.id}.words" for one in term.conditions
          if one.kind is PreconditionKind.OTHER and one.words is None),
        *(f"leaving.events.{one.id}.part" for one in leaving.events
          if one.effect is EventEffect.PART_ENDS and one.part is None),
    ]  # fmt: skip
    for path in unworded:
        yield Fault(path, "words-missing", "No words say what this is, so it cannot be drafted.", "Describe it.")


def _once(path: str, keys: Iterable[str]) -> Iterator[Fault]:
    for key, times in Counter(keys).items():
        if times > 1:
            message = f'"{key}" is the key of two members of this list; it could not be told which is meant.'
            yield Fault(path, "key-twice", message, "Give each its own key.")


def _holdover(answers: Answers) -> Iterator[Fault]:
    term = answers.term
    if term.holdover_days and term.length is Length.UNTIL_TERMINATED:
        message = "A holdover follows the end of a fixed term, but the agreement continues until terminated."
        yield Fault("term.holdover_days", "dates", message, "Remove term.holdover_days.")


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (
    _notice,
    _payment,
    _property,
    _membership,
    _lists,
    _holdover,
)
"""All rules on leaving, in the order in which their findings are told."""
