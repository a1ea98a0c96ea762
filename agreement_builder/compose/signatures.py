"""Signature blocks: who signs for each kind of party, and which vote stands behind the signature."""

from __future__ import annotations

from agreement_builder.answers.party import LegislativeBody, Party, PartyKind, Ratifier, label
from agreement_builder.answers.state import state_name
from agreement_builder.compose.words import title_words
from agreement_builder.document.tree import Blank, Inline, Signature, Value

_ACTING = {
    PartyKind.TOWN: "a {state} town",
    PartyKind.CITY: "a {state} city",
    PartyKind.BOROUGH: "a {state} borough",
    PartyKind.DISTRICT: "a {state} special district",
    PartyKind.COUNTY: "a {state} county",
    PartyKind.VILLAGE: "a {state} village",
    PartyKind.BOARD_OF_EDUCATION: "a local board of education",
    PartyKind.REGIONAL_SCHOOL_DISTRICT: "a regional school district",
    PartyKind.COUNCIL_OF_GOVERNMENTS: "a regional council of governments",
    PartyKind.SERVICE_CENTER: "a regional educational service center",
    PartyKind.HEALTH_DISTRICT: "a district department of health",
    PartyKind.OTHER_STATE_UNIT: "a unit of local government of {state}",
}
OFFICE = {
    PartyKind.BOARD_OF_EDUCATION: "Chair of the Board",
    PartyKind.REGIONAL_SCHOOL_DISTRICT: "Chair of the Board",
    PartyKind.COUNCIL_OF_GOVERNMENTS: "Executive Director",
    PartyKind.SERVICE_CENTER: "Executive Director",
    PartyKind.HEALTH_DISTRICT: "Director of Health",
}
"""The office that usually signs for a body without a chief elected officer."""


def sign(party: Party) -> Signature:
    """The signature block of a party: signature, name, title, the vote that authorizes it, and the date."""
    return Signature(
        party=party.id,
        name=(Value(party.name, f"parties.{party.id}.name"),),
        capacity=(Value(_ACTING[party.kind].format(state=state_name(party.state)), f"parties.{party.id}.kind"),),
        lines=(("By", ()), ("Name", ()), ("Title", (_title(party),)), (_vote(party), ()), ("Signed on", ())),
    )


def _title(party: Party) -> Inline:
    path = f"parties.{party.id}.chief_executive"
    if party.chief_executive is not None:
        return Value(party.chief_executive, path)
    if party.kind in OFFICE:
        return Value(OFFICE[party.kind], f"parties.{party.id}.kind")
    return Blank(path, label(party, "chief_executive"))


def _vote(party: Party) -> str:
    if party.ratified_by is Ratifier.SELECTMEN:
        return "Ratified by the Board of Selectmen on"
    if party.kind in OFFICE:
        return "Approved by its board on"
    if party.legislative_body is None or party.legislative_body in (
        LegislativeBody.DISTRICT_COMMITTEE,
        LegislativeBody.GOVERNING_BOARD,
    ):
        return "Ratified on"
    return f"Ratified by the {title_words(party.legislative_body)} on"
