"""The whole of the answers, and the places where one was left open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pydantic import Field

from agreement_builder.answers.base import Answer, Key, Line, Prose
from agreement_builder.answers.dismissal import Dismissal
from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import Governance
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.management import Management
from agreement_builder.answers.party import Party
from agreement_builder.answers.risk import Risk
from agreement_builder.answers.service import Service
from agreement_builder.answers.term import Term

BlankValue = bool | int | Decimal | dt.date | Prose
"""What may fill a clause's blank; the clause's own declaration says which of these it must be."""


class ClauseChoice(Answer):
    """An alternative chosen by hand instead of by its condition."""

    use: Line = Field(title="Clause to use", description="Its id, as `library list` shows it.")
    reason: Line = Field(title="Reason", description="Why; the reviewer reads it beside the clause.")


class RouteChoice(Answer):
    """Routes of authority chosen by hand instead of being worked out from the parties."""

    use: tuple[Line, ...] = Field(
        min_length=1,
        title="Routes to use",
        description="Their letters, as `agreement-builder route` shows them.",
        examples=["A"],
    )
    reason: Line = Field(title="Reason", description="Why counsel takes this view; the checklist prints it.")


class Answers(Answer):
    """What the parties agree, as far as they have answered."""

    jurisdiction: str = Field(
        default="CT",
        pattern=r"^[A-Z]{2}$",
        title="State whose law governs",
        description="Two letters. The library has the law of Connecticut (CT), and a beginning for New York (NY).",
    )
    service: Service = Field(title="Service", description="What the parties share.")
    parties: tuple[Party, ...] = Field(
        min_length=2,
        max_length=500,
        title="Parties",
        description="Two or more, in the order of the signatures.",
    )
    management: Management = Field(
        default_factory=Management, title="Management", description="Who provides the service, with what."
    )
    funding: Funding = Field(default_factory=Funding, title="Funding", description="Who pays what, and when.")
    governance: Governance = Field(
        default_factory=Governance, title="Governance", description="Who watches over the service."
    )
    term: Term = Field(default_factory=Term, title="Term", description="Beginning, length and renewal.")
    leaving: Leaving = Field(
        default_factory=Leaving, title="Change and end", description="Amendment, withdrawal and termination."
    )
    risk: Risk = Field(default_factory=Risk, title="Risk", description="Liability and disputes.")
    routes: RouteChoice | None = Field(
        default=None,
        title="Routes of authority chosen by hand",
        description="Left out, the program works out from the parties which statutes authorize the agreement.",
    )
    choices: dict[Key, Line | None] = Field(
        default_factory=dict,
        title="Choices of the clause library",
        description="By the name of the choice, as `agreement-builder library facts` lists them with their options.",
    )
    clauses: dict[str, ClauseChoice] = Field(
        default_factory=dict,
        title="Clauses chosen by hand",
        description="By topic: the alternative to use whatever the facts say, with the reason.",
    )
    blanks: dict[str, dict[Key, BlankValue | None]] = Field(
        default_factory=dict,
        title="Blanks",
        description="By topic: the values that single clauses ask for, such as a number of days.",
    )
    dismissed: dict[str, Dismissal] = Field(
        default_factory=dict,
        title="Open points set aside",
        description="By the key that `agreement-builder points` shows: why nothing is left to do about the point.",
    )


def party_by_id(answers: Answers, key: str | None) -> Party | None:
    """The party with this key, or None."""
    return next((party for party in answers.parties if party.id == key), None)
