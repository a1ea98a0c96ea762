"""Routes of authority: whether some statute lets each party share this service with these parties."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding

RULES = ("route-none", "route-unknown", "route-by-hand")


def _run(draft: Draft) -> Iterator[Finding]:
    yield from (finding for finding in draft.composition.findings if finding.rule in RULES)


CHECK = Check(
    rules=RULES,
    explain="""Public bodies may share a service only by a route that some statute opens to them.

Who the parties are and what they share fix the route: municipalities share by an interlocal agreement, a town and
its own board of education by a cooperative agreement, and so on; `agreement-builder route` shows which apply and
why. `route-none`: a party is of a kind that no route reaches, so that it could not be bound. `route-unknown`: a
route named in the answers does not exist. `route-by-hand`: a note that the routes were chosen in the answers,
with the reason given there.""",
    run=_run,
)
