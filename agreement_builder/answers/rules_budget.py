"""Rules across the answers on the budget: its days in order, and bodies that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from agreement_builder.answers.budget import Adoption, Proposer, SecondTry
from agreement_builder.answers.capital import NoReserve
from agreement_builder.answers.fault import Fault
from agreement_builder.answers.governance import BOARDS, Body
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.settlement import Surplus


def place_in_year(day: str) -> tuple[int, str]:
    """Sorts days (MM-DD) from July 1 to June 30."""
    return (int(day[:2]) - 7) % 12, day


def _days(answers: Answers) -> Iterator[Fault]:
    """The steps of the budget calendar follow one another between July 1 and June 30."""
    budget = answers.funding.budget
    steps = [(name, getattr(budget, name)) for name in ("proposed_by", "reviewed_by", "adopted_by")]
    if isinstance(budget.second_try, SecondTry):
        steps += [(f"second_try.{name}", getattr(budget.second_try, name)) for name in ("meet_by", "agree_by")]
    known = [(name, day) for name, day in steps if day is not None]
    for (before, first), (name, second) in pairwise(known):
        if place_in_year(second) <= place_in_year(first):
            message = (
                f"{name} is {second}, which in a fiscal year from July 1 to June 30 does not come after {before} "
                f"({first}). The budget could not be made in that order."
            )
            yield Fault(f"funding.budget.{name}", "budget-days", message, f"Give a day after {first}.")


def _bodies(answers: Answers) -> Iterator[Fault]:
    """Only a board proposes as a board, and only a board that decides adopts."""
    budget, body = answers.funding.budget, answers.governance.body
    if answers.management.model is not Model.LEAD_AGENCY or body is None:
        return
    if budget.proposer is Proposer.BOARD and body not in BOARDS:
        message = f"The board is to propose the budget, but the body that oversees the service is {body}."
        hint = "Let the head of the service or the lead agency propose, or choose a board in governance.body."
        yield Fault("funding.budget.proposer", "budget-body", message, hint)
    if budget.adoption is Adoption.BOARD and body is not Body.GOVERNING_BOARD:
        message = f"A governing board is to adopt the budget, but the body that oversees the service is {body}."
        hint = "Choose another way of adoption, or a governing board where a statute gives one."
        yield Fault("funding.budget.adoption", "budget-body", message, hint)


def _second_try(answers: Answers) -> Iterator[Fault]:
    """A second try needs something that was tried: a budget that is agreed or adopted for all."""
    budget = answers.funding.budget
    if budget.adoption is Adoption.EACH_PARTY and isinstance(budget.second_try, SecondTry):
        message = "A second try at the budget is described, but nothing is agreed or adopted for all parties."
        hint = "Remove funding.budget.second_try, or choose another funding.budget.adoption."
        yield Fault("funding.budget.second_try", "budget-body", message, hint)


def _surplus(answers: Answers) -> Iterator[Fault]:
    """A surplus goes into a reserve that exists."""
    funding = answers.funding
    if answers.management.model is Model.SEPARATE_ENTITY or funding.settlement.surplus is not Surplus.RESERVE:
        return
    if isinstance(funding.reserve, NoReserve):
        message = "A surplus is to go into the reserve, but there is none."
        hint = "Describe the reserve under funding.reserve, or let the surplus be credited or refunded."
        yield Fault("funding.settlement.surplus", "surplus-reserve", message, hint)


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (_days, _bodies, _second_try, _surplus)
"""The rules of this module, in the order in which their findings are told."""
