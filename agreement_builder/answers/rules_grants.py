"""Rules across the answers on grants: who applies, and what the parties fund themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from agreement_builder.answers.fault import Fault
from agreement_builder.answers.grants import Program
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.errors import nearest

LEAST_AT_END = 50
"""The percentage that the parties fund themselves by the end of an incentive grant, at least (§ 4-124s)."""


def _applicants(answers: Answers) -> Iterator[Fault]:
    """The applicant is a party."""
    for place, grant in enumerate(answers.funding.grants, 1):
        if party_by_id(answers, grant.applicant) is None:
            message = f'"{grant.applicant}" is not the key of a party.'
            keys = [party.id for party in answers.parties]
            path = f"funding.grants[{place}].applicant"
            yield Fault(path, "party-unknown", message, nearest(grant.applicant, keys))


def _taper(answers: Answers) -> Iterator[Fault]:
    """What the parties fund themselves never falls, and reaches half by the end of an incentive grant."""
    for place, grant in enumerate(answers.funding.grants, 1):
        path = f"funding.grants[{place}].self_funded"
        for year, (first, second) in enumerate(pairwise(grant.self_funded), 2):
            if second < first:
                message = f"The self-funded share falls from {first}% to {second}% in year {year} of the grant."
                yield Fault(f"{path}[{year}]", "grant-taper", message, "A grant tapers off, so let the share rise.")
        if grant.program is Program.RPIP and grant.self_funded and grant.self_funded[-1] < LEAST_AT_END:
            message = (
                f"By the end of the incentive grant the parties fund {grant.self_funded[-1]}% themselves; the statute "
                f"asks for at least {LEAST_AT_END}% (§ 4-124s)."
            )
            yield Fault(path, "grant-taper", message, f"Let the last percentage be {LEAST_AT_END} or more.")


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (_applicants, _taper)
"""The rules of this module, in the order in which their findings are told."""
