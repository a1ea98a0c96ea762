"""Whatever is agreed on seats, votes, leaving and payment: valid terms are worked, and spoiled ones are refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from random import Random

import pytest

from agreement_builder.answers.governance import BOARDS
from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.answers.rosters import seats_at_start
from agreement_builder.answers.rules import faults
from agreement_builder.checks.power import board_of
from agreement_builder.checks.run import check
from agreement_builder.costs.calendar import payments
from agreement_builder.errors import AnswersRefusal, Finding
from agreement_builder.leaving.departure import Departure, leave
from agreement_builder.voting.power import blocking, deciding, powerless, tie_possible
from agreement_builder.writers.text import write_text
from tests.costs_samples import FIRST, spoiled
from tests.samples import make_draft
from tests.terms_random import every_term


def valid(seed: int) -> Answers:
    answers = Answers.model_validate(every_term(seed))
    assert faults(answers) == [], seed
    return answers


def votes_keep_the_laws(answers: Answers) -> None:
    seats, board = seats_at_start(answers), board_of(answers)
    assert seats is None or set(seats) == {party.id for party in answers.parties}
    if board is None:
        return
    assert answers.governance.body in BOARDS
    ballot = board.ballot
    assert len(board.names) == len(ballot.votes)
    assert sum(ballot.votes) > 0
    alone, blockers = deciding(ballot), blocking(ballot)
    assert all(ballot.carries([place]) for place in alone)
    everyone = range(len(ballot.votes))
    for place in blockers:
        assert not ballot.carries([other for other in everyone if other != place])
    assert not set(powerless(ballot) or ()) & {*alone, *blockers}
    tie_possible(ballot)


def leaving_keeps_the_laws(answers: Answers, found: Departure) -> None:
    assert found.counted >= found.notice
    assert found.day is None or found.day >= found.notice
    assert found.follows
    assert all(step.says for step in found.steps)
    for owed in found.sums:
        assert found.party not in owed.to
        assert owed.cents is None or not owed.to or sum(owed.to.values()) == owed.cents
    assert all(one.year < other.year for one, other in zip(found.years, found.years[1:], strict=False))
    assert len(found.tails) >= len(answers.leaving.liabilities)
    assert json.dumps(found.as_dict())


def payments_keep_the_laws(answers: Answers) -> None:
    frequency = answers.funding.payment.frequency
    assert frequency is not None
    made = payments(answers.funding.payment, FIRST, 100_001)
    assert made is not None
    assert len(made) == PAYMENTS[frequency]
    days = [each.due for each in made]
    assert days == sorted(days)


def test_ten_thousand_random_terms_of_every_kind_are_worked_without_error():
    for seed in range(10_000):
        answers, rng = valid(seed), Random(seed)
        party = rng.choice(answers.parties).id
        notice = dt.date(2027, 7, 1) + dt.timedelta(days=rng.randrange(5 * 365))
        try:
            votes_keep_the_laws(answers)
            leaving_keeps_the_laws(answers, leave(AnswersFile(answers), party, notice))
            payments_keep_the_laws(answers)
        except Exception as fault:
            raise AssertionError(f"seed {seed}: {fault!r}") from fault


GROUPS = ("governance", "leaving", "term", "funding")
"""The groups of answers that are spoiled, one after another."""
OF_PAYMENT = ("payment", "late", "settlement")


def spoiled_text(seed: int) -> str:
    """An answers file in which one value of one group is exchanged, taken out, doubled or misspelled."""
    rng, data = Random(seed), every_term(seed)
    group = GROUPS[seed % len(GROUPS)]
    money = data["funding"]
    assert isinstance(money, dict)
    data["funding"] = kept = {name: money[name] for name in ("shares", "first_fiscal_year")}
    of_group = {name: money[name] for name in OF_PAYMENT} if group == "funding" else data[group]
    # `spoiled` takes every value of the group of this name.
    changed = spoiled({"funding": of_group}, rng)
    if group == "funding" and isinstance(changed.get("funding"), dict):
        changed["funding"] = {**kept, **changed["funding"]}  # type: ignore[dict-item]
    data.pop(group)
    return json.dumps(data | {group if name == "funding" else name: value for name, value in changed.items()}, indent=0)


def findings(text: str) -> Iterable[Finding]:
    try:
        parse_answers(text)
    except AnswersRefusal as refusal:
        return refusal.findings
    return ()


def test_ten_thousand_spoiled_terms_are_refused_with_a_place_and_a_hint():
    refused = 0
    for seed in range(10_000):
        found = tuple(findings(spoiled_text(seed)))
        assert all(str(finding.where) and finding.message and finding.hint for finding in found), seed
        refused += bool(found)
    assert refused > 6_000


@pytest.mark.parametrize("hundred", range(3))
def test_hundreds_of_random_terms_are_drafted_whole(library, hundred):
    """Without errors but those of law and of open answers, and without braces or blanks of the program's own."""
    for seed in range(hundred * 100, hundred * 100 + 100):
        made = make_draft(library, parse_answers(json.dumps(every_term(seed), indent=0)))
        told = check(made)
        assert all(finding.hint for finding in told), seed
        assert "{" not in write_text(made), seed
        errors = {finding.rule for finding in told if finding.severity.name == "ERROR"}
        assert errors <= {"party-unseated", "quorum-reach", "requirement-unmet"}, (seed, errors)
