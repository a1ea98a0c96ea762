"""All checks, in the order in which their findings are told."""

from __future__ import annotations

from agreement_builder.checks import (
    blanks,
    citations,
    decisions,
    headings,
    limits,
    measures,
    payers,
    references,
    requirements,
    routes,
    signatures,
    terms,
    transfers,
)
from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity

CHECKS: tuple[Check, ...] = (
    decisions.CHECK,
    routes.CHECK,
    requirements.CHECK,
    references.CHECK,
    terms.CHECK,
    citations.CHECK,
    signatures.CHECK,
    headings.CHECK,
    measures.CHECK,
    limits.CHECK,
    payers.CHECK,
    blanks.CHECK,
    transfers.CHECK,
)

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(draft: Draft) -> list[Finding]:
    """Every finding of every check, errors first, otherwise in the order of the checks."""
    found = [finding for each in CHECKS for finding in each.run(draft)]
    return sorted(dict.fromkeys(found), key=lambda finding: _WEIGHT[finding.severity])
