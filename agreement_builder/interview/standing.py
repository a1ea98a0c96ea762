"""What the shipped facts tell of a party: what it is, which body binds it, who signs, which council serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agreement_builder.answers.party import LegislativeBody, PartyKind
from agreement_builder.interview.suggestion import Suggestion
from agreement_builder.library.bodies import Body
from agreement_builder.library.places import FormOfGovernment, Municipality

_BODY_OF_KIND: Mapping[str, LegislativeBody] = {
    PartyKind.BOARD_OF_EDUCATION: LegislativeBody.GOVERNING_BOARD,
    PartyKind.REGIONAL_SCHOOL_DISTRICT: LegislativeBody.GOVERNING_BOARD,
    PartyKind.COUNCIL_OF_GOVERNMENTS: LegislativeBody.GOVERNING_BOARD,
    PartyKind.SERVICE_CENTER: LegislativeBody.GOVERNING_BOARD,
    PartyKind.HEALTH_DISTRICT: LegislativeBody.GOVERNING_BOARD,
}
"""The legislative body of the kinds of party that have only one."""

_MEANINGS = {str(kind): kind.meaning for kind in PartyKind}

_SELECTMEN = (FormOfGovernment.SELECTMEN_TOWN_MEETING, FormOfGovernment.SELECTMEN_RTM)


def shipped_line(body: Body | None, party: Mapping[str, Any], field: str) -> Suggestion | None:
    """What is known of a field of a party in the answers; `body` is what it can only be, or None."""
    if field == "legislative_body" and (only := _BODY_OF_KIND.get(str(party.get("kind")))) is not None:
        return Suggestion(str(only), f"by the kind of party, {_MEANINGS[str(party['kind'])]}", sure=True)
    if body is None:
        return None
    own = body.municipality
    match field:
        case "kind":
            fact = "own_board" if body.board_of is not None else "kind"
            return Suggestion(str(body.kind), _sources(body, fact), sure=True)
        case "state":
            return Suggestion(body.place.state, _sources(body, "name"), sure=True)
        case "legislative_body" if own is not None and own.legislative_body is not None:
            source = f"{_sources(body, 'legislative_body')}; the charter decides"
            return Suggestion(str(own.legislative_body), source, sure=False)
        case "chief_executive" if own is not None:
            return _chief_executive(body, own)
    return None


def _chief_executive(body: Body, row: Municipality) -> Suggestion | None:
    form = row.form_of_government
    if form in _SELECTMEN:
        title = "First Selectman"
    elif form is FormOfGovernment.COUNCIL_MANAGER:
        title = "City Manager" if row.kind is PartyKind.CITY else "Town Manager"
    elif form is FormOfGovernment.MAYOR_COUNCIL:
        title = "Mayor"
    else:
        return None
    doubt = f" ({row.note})" if row.note.startswith("probable") else ""
    source = f"by its form of government, {form.meaning}{doubt}: {_sources(body, 'form_of_government')}"
    return Suggestion(title, source, sure=False)


def _sources(body: Body, fact: str) -> str:
    """The sources of a fact in words; where none is named, what the library says."""
    return "; ".join(source.words for source in body.place.sources_of(body.row, fact)) or "the clause library"


def council_sentence(bodies: Sequence[Body]) -> str | None:
    """The council in whose area all the bodies lie, with what the law lets it do; None if there is none."""
    if len(bodies) < 2 or any(not body.towns or body.kind is PartyKind.COUNCIL_OF_GOVERNMENTS for body in bodies):
        return None
    state = bodies[0].place
    if any(body.place is not state for body in bodies):
        return None
    towns = {town for body in bodies for town in body.towns}
    for council in state.organizations:
        if council.kind is PartyKind.COUNCIL_OF_GOVERNMENTS and towns <= set(council.members):
            short = f" ({council.short_name})" if council.short_name else ""
            notes = state.sources.councils if state.sources is not None else ()
            law = " ".join(f"{note.says.removesuffix('.')} ({note.citation})." for note in notes)
            return f"All parties lie in the area of the {council.name}{short}. {law}".strip()
    return None
