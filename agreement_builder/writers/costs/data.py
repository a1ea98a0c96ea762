"""The costs of a fiscal year as plain data, for `--json`: every step with its exact figures, amounts in cents."""

from __future__ import annotations

from collections.abc import Mapping

from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.compose.words import fiscal_year
from agreement_builder.costs.account import YearAccount
from agreement_builder.costs.compare import Amounts, Comparison
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule
from agreement_builder.costs.sheet import Step
from agreement_builder.costs.shown import figure_shown


def costs_data(answers: Answers, account: YearAccount) -> dict[str, object]:
    """The account of a fiscal year; exact figures are fractions as text, `4858/17766`."""
    frequency = answers.funding.payment.frequency
    found = schedule(account.lines[0], PAYMENTS[frequency]) if frequency is not None and account.lines else None
    return {
        "year": account.year,
        "fiscal_year": fiscal_year(account.year) if account.year is not None else None,
        "parties": [
            {
                "id": party.id,
                "name": party.name,
                "paid_cents": account.paid[party.id],
                "received_cents": account.received[party.id],
                "net_cents": account.net[party.id],
            }
            for party in answers.parties
        ],
        "payments_of_operating_cost": {row.party: list(row.payments) for row in found.rows} if found else None,
        "costs": [_line(line) for line in account.lines],
        "open": list(account.open),
    }


def _line(line: LineYear) -> dict[str, object]:
    shares = line.shares
    return {
        "id": line.terms.id,
        "name": line.terms.name,
        "method": line.terms.shares.method if line.terms.shares is not None else None,
        "paid_to": line.terms.payee,
        "cost_cents": line.cost,
        "illustrated": line.illustrated,
        "borne_cents": line.borne,
        "charges_cents": dict(line.charges),
        "shares": None if shares is None else _by_party(line.sheet.parties, shares),
        "open": list(line.open),
        "steps": [_step(step, line.sheet.parties) for step in line.sheet.steps],
    }


def _step(step: Step, parties: tuple[str, ...]) -> dict[str, object]:
    return {
        "place": step.place,
        "label": step.label,
        "unit": str(step.unit),
        "op": str(step.op),
        "operands": list(step.operands),
        "figures": {"exact": str(step.figure), "shown": figure_shown(step.figure, step.unit)}
        if step.single
        else _by_party(parties, step),
        "from": dict(step.paths),
    }


def _by_party(parties: tuple[str, ...], step: Step) -> Mapping[str, object]:
    return {
        party: {"exact": str(figure), "shown": figure_shown(figure, step.unit)}
        for party, figure in zip(parties, step.figures, strict=True)
    }


def comparison_data(comparison: Comparison) -> dict[str, object]:
    """Before, after and difference in cents, by party, in all and for each cost; null: takes no part."""
    return {
        "year": comparison.before.year,
        "parties": {
            party: {
                **_amounts(comparison.total(party)),
                "costs": {line: _amounts(comparison.of_line(line, party)) for line in comparison.lines},
            }
            for party in comparison.parties
        },
        "open": list(comparison.after.open),
    }


def _amounts(amounts: Amounts) -> dict[str, object]:
    return {
        "before_cents": amounts.before,
        "after_cents": amounts.after,
        "difference_cents": amounts.difference,
    }
