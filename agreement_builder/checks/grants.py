"""Grants: whether the party that is to apply is one that may."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.grants import Program
from agreement_builder.answers.model import party_by_id
from agreement_builder.answers.party import PartyKind
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, error

APPLICANTS = (PartyKind.COUNCIL_OF_GOVERNMENTS, PartyKind.SERVICE_CENTER)
"""Who may apply for an incentive grant (Conn. Gen. Stat. § 4-124s)."""


def _run(draft: Draft) -> Iterator[Finding]:
    answers = draft.file.answers
    for place, grant in enumerate(answers.funding.grants, 1):
        party = party_by_id(answers, grant.applicant)
        if grant.program is Program.RPIP and party is not None and party.kind not in APPLICANTS:
            message = f"{party.name} ({party.kind.meaning}) is to apply for an incentive grant, but may not."
            hint = "Name a council of governments or a regional educational service center that is a party."
            yield error("grant-applicant", draft.file.where(f"funding.grants[{place}].applicant"), message, hint)


CHECK = Check(
    rules=("grant-applicant",),
    explain="""A grant under the Regional Performance Incentive Program has a circle of applicants.

`grant-applicant`: only a council of governments or a regional educational service center may apply (Conn. Gen.
Stat. § 4-124s); older pages of the program name municipalities. A proposal by another party is refused, and with it
falls what the agreement counts on.""",
    run=_run,
)
