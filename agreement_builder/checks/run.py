"""All checks, in the order in which their findings are told."""

from __future__ import annotations

from agreement_builder.checks import (
    blanks,
    carried_over,
    citations,
    counsel,
    decisions,
    exit_gaps,
    first_payment,
    grants,
    headings,
    idle_terms,
    late_payment,
    limits,
    measures,
    membership,
    midyear,
    notice_windows,
    payers,
    power,
    references,
    requirements,
    reserve,
    routes,
    seats,
    signatures,
    terms,
    transfers,
)
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity

CHECKS: tuple[Check, ...] = (
    decisions.CHECK,
    counsel.CHECK,
    routes.CHECK,
    requirements.CHECK,
    notice_windows.CHECK,
    midyear.CHECK,
    exit_gaps.CHECK,
    membership.CHECK,
    seats.CHECK,
    power.CHECK,
    references.CHECK,
    terms.CHECK,
    citations.CHECK,
    signatures.CHECK,
    headings.CHECK,
    measures.CHECK,
    limits.CHECK,
    payers.CHECK,
    grants.CHECK,
    carried_over.CHECK,
    reserve.CHECK,
    late_payment.CHECK,
    first_payment.CHECK,
    idle_terms.CHECK,
    blanks.CHECK,
    transfers.CHECK,
)

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(draft: Draft) -> list[Finding]:
    """Every finding of every check, errors first, otherwise in the order of the checks."""
    found = [finding for each in CHECKS for finding in each.run(draft)]
    return sorted(dict.fromkeys(found), key=lambda finding: _WEIGHT[finding.severity])
