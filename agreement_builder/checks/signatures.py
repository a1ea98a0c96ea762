"""Parties that have no place to sign."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, error


def _run(draft: Draft) -> Iterator[Finding]:
    signed = {signature.party for signature in draft.document.signatures}
    for party in draft.file.answers.parties:
        if party.id not in signed:
            message = f"{party.name} is a party and has no signature block."
            where = draft.file.where(f"parties.{party.id}")
            yield error("signature-missing", where, message, "Add a signature block for the party.")


CHECK = Check(
    rules=("signature-missing",),
    explain="""Every party signs. A party without a signature block would not be bound.""",
    run=_run,
)
