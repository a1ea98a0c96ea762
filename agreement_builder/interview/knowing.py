"""Who usually knows the answer to a question: a table for the answers of the models, the library for its own.

Each entry completes a sentence: "Who usually knows: the town clerk."
"""

from __future__ import annotations

from collections.abc import Mapping

from agreement_builder.answers.origin import pattern_of
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.library.clause import BlankSpec
from agreement_builder.library.model import Library

EXECUTIVES = "the chief executive officers: first selectmen, mayors or managers"
FINANCE = "the finance officers of the parties"
LEAD_FINANCE = "the finance officer of the party that provides the service"
DEPARTMENT = "the head of the department that provides the service"
PERSONNEL = "the personnel officer of the party that provides the service"
ATTORNEY = "the municipal attorney"
INSURER = "the municipal attorney, with the risk manager or the insurer"
CLERK = "the clerk of the party"
ASSESSOR = "the assessors of the parties"

KNOWS: Mapping[str, str] = {
    "service": EXECUTIVES,
    "service.description": DEPARTMENT,
    "service.measures": DEPARTMENT,
    "parties": EXECUTIVES,
    "parties.id": "you; any short name will do",
    "parties.kind": f"{CLERK}, or its charter",
    "parties.name": CLERK,
    "parties.state": CLERK,
    "parties.legislative_body": f"{CLERK}, or its charter",
    "parties.ratified_by": f"{CLERK}, or its attorney",
    "parties.chief_executive": CLERK,
    "parties.address": CLERK,
    "management": EXECUTIVES,
    "management.official": f"{ATTORNEY}, with the chief executive officers",
    "management.staff": PERSONNEL,
    "management.equipment": DEPARTMENT,
    "management.assignment": PERSONNEL,
    "management.hiring": PERSONNEL,
    "management.transfer": PERSONNEL,
    "management.start_up": DEPARTMENT,
    "management.levels": DEPARTMENT,
    "management.division": DEPARTMENT,
    "management.things": f"{DEPARTMENT}, with the finance officers",
    "management.premises": "the owner of the building and its finance officer",
    "management.reports": DEPARTMENT,
    "management.subcontracts": DEPARTMENT,
    "funding": FINANCE,
    "funding.shares": f"{EXECUTIVES}, with the finance officers",
    "funding.first_budget": LEAD_FINANCE,
    "funding.budgets": LEAD_FINANCE,
    "funding.lines.cost": LEAD_FINANCE,
    "funding.budget": f"{FINANCE}, who know the calendars and votes on the budgets",
    "funding.capital": LEAD_FINANCE,
    "governance": EXECUTIVES,
    "governance.appointment": f"{EXECUTIVES}, with the clerks",
    "term": EXECUTIVES,
    "term.conditions": f"{ATTORNEY}, with the chief executive officers",
    "term.retroactive": ATTORNEY,
    "term.buy_in": FINANCE,
    "leaving": f"{EXECUTIVES}, with the municipal attorney",
    "leaving.payment": FINANCE,
    "leaving.exit_property": FINANCE,
    "leaving.liabilities": INSURER,
    "leaving.property": FINANCE,
    "leaving.contribution_years": FINANCE,
    "leaving.amendment": ATTORNEY,
    "risk": INSURER,
    "routes": ATTORNEY,
    "clauses": ATTORNEY,
    "dismissed": ATTORNEY,
    "jurisdiction": ATTORNEY,
}
"""Who usually knows an answer, by its pattern or the beginning of it; the longest that fits counts."""

_MEASURED = ("measure.values", "measure.years", "measure.source", "measure.as_of")
FIGURES: Mapping[str, str] = {
    "net_grand_list": ASSESSOR,
    "equalized_net_grand_list": "the assessors, or the tables of the Office of Policy and Management",
    "grand_list": ASSESSOR,
    "population": "the town clerks, or the last federal census",
    "enrollment": "the superintendents of schools",
    "road_miles": "the public works directors",
    "employees": "the personnel officers of the parties",
    "users": "the heads of technology",
}
"""Who usually knows the figures of a measure, by what is measured; of any other the head of the department does."""

FALLBACK = ATTORNEY
"""Who usually knows what a clause asks that stands in no article."""


def knows(path: str, library: Library, measured: str | None = None) -> str | None:
    """Who usually knows the answer at a written path; None where nothing is asked there.

    `measured` is what a measure counts, for the figures of one.
    """
    first, *rest = path.split(".")
    if first == CHOICES:
        return _of_choice(rest[0], library)
    if first == "blanks":
        return _of_blank(*rest, library=library) if len(rest) == 2 else None
    pattern = pattern_of(path)
    if pattern.endswith(_MEASURED):
        return FIGURES.get(measured or "", DEPARTMENT)
    steps = pattern.split(".")
    beginnings = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((KNOWS[beginning] for beginning in beginnings if beginning in KNOWS), None)


def _of_choice(name: str, library: Library) -> str | None:
    for file in library.services:
        for choice in file.choices:
            if choice.id == name:
                return choice.knows or file.knows or FALLBACK
    return None


def _of_blank(topic: str, name: str, *, library: Library) -> str | None:
    specs = [c.meta.blanks[name] for c in library.topics.get(topic, ()) if name in c.meta.blanks]
    return blank_known_by(topic, specs[0], library) if specs else None


def blank_known_by(topic: str, spec: BlankSpec, library: Library) -> str:
    """Who usually knows what a blank of a clause on this topic asks."""
    articles = (a.knows for a in library.outline.articles for slot in a.topics if slot.topic == topic)
    return spec.knows or next(articles, None) or FALLBACK
