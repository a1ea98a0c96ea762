"""What the models and the library cannot tell about which questions are asked: each rule with its reason.

Everything else follows from the draft: what it would leave blank, or could not decide, is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agreement_builder.answers.management import Model
from agreement_builder.answers.party import LegislativeBody, PartyKind, Ratifier
from agreement_builder.answers.rules import BY_SHARE_ONLY, ENTITY_BARS, LEAD_ONLY
from agreement_builder.answers.sharing import PRICED, WITHOUT_COST
from agreement_builder.interview.question import Option, Raw

Party = Mapping[str, Any]

PARTY_FIELD_IF: Mapping[str, Callable[[Party], bool]] = {
    # Only a town meeting may leave its vote to others (§ 7-339c(b)).
    "ratified_by": lambda party: party.get("legislative_body") == LegislativeBody.TOWN_MEETING,
    # Every other kind of party is of Connecticut, which the model supposes.
    "state": lambda party: party.get("kind") == PartyKind.OTHER_STATE_UNIT,
}
"""Fields of a party that are asked of some parties only."""

PARTY_FIELDS_SUPPOSED: Mapping[str, str | None] = {"ratified_by": Ratifier.TOWN_MEETING, "state": None}
"""Fields of a party for which a draft supposes something while they are not answered, so that it does not
miss them; and the answer that an empty line takes.
"""

PARTY_STANDS_IN: Mapping[str, str] = {
    "legislative_body": LegislativeBody.TOWN_MEETING,
    "ratified_by": Ratifier.TOWN_MEETING,
}
"""What is supposed of every party while the needs of a draft are found.

A text that loops over the parties stops at the first that lacks a deciding answer, and would hide what it
asks of the others.
"""

STRUCTURE = "management.model"
"""The choice on which the texts of most clauses depend. It is asked after the service and the parties, so
while it is missing, what they need is found by supposing that one party leads.
"""

OVERSIGHT = "governance.body"
"""The choice on which the texts on the budget depend. It is asked after the money, so while it is missing, what
they need is found by supposing that a board advises.
"""


def offered(path: str, options: tuple[Option, ...], raw: Raw) -> tuple[Option, ...]:
    """The options of the question at `path` that have a meaning under the structure of the service chosen."""
    management, funding = _group(raw, "management"), _group(raw, "funding")
    barred: list[str] = []
    if management.get("model") == Model.MUTUAL_ASSISTANCE:
        barred += LEAD_ONLY.get(path, ())
        if path == "funding.shares":
            barred += (option.value for option in options if option.value not in WITHOUT_COST)
    if management.get("model") == Model.SEPARATE_ENTITY:
        barred += ENTITY_BARS.get(path, ())
    if _group(funding, "shares").get("method") in PRICED:
        barred += BY_SHARE_ONLY.get(path, ())
    return tuple(option for option in options if option.value not in barred)


def _group(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    group = raw.get(name)
    return group if isinstance(group, Mapping) else {}
