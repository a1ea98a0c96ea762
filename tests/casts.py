"""Casts of parties for tests: one for each way in which public bodies come together, the first of which leads."""

from __future__ import annotations

from collections.abc import Mapping

from tests.samples import GONE

_BODY = {
    "town": ("Town of {}", "town_council", "Town Manager"),
    "board_of_education": ("{} Board of Education", "governing_board", "Chair"),
    "regional_school_district": ("Regional School District {}", "governing_board", "Chair"),
    "council_of_governments": ("{} Council of Governments", "governing_board", "Executive Director"),
    "regional_educational_service_center": ("{} Service Center", "governing_board", "Executive Director"),
    "other_state_unit": ("Town of {}", "town_meeting", "Town Manager"),
}


def party(key: str, kind: str, state: str = "CT") -> dict[str, object]:
    """A party of this kind, fully answered."""
    name, body, office = _BODY[kind]
    return {
        "id": key,
        "name": name.format(key.capitalize()),
        "kind": kind,
        "state": state,
        "legislative_body": body,
        "chief_executive": office,
        "address": f"1 Main Street, {key.capitalize()}",
    }


def _cast(*kinds: str) -> list[dict[str, object]]:
    keys = ("bolton", "andover", "ashford", "willington")
    return [
        party(key, kind, "MA" if kind == "other_state_unit" else "CT") for key, kind in zip(keys, kinds, strict=False)
    ]


CASTS: Mapping[str, list[dict[str, object]]] = {
    "towns": _cast("town", "town"),
    "three towns": _cast("town", "town", "town"),
    "town and board": _cast("town", "board_of_education"),
    "boards": _cast("board_of_education", "regional_school_district"),
    "center and boards": _cast("regional_educational_service_center", "board_of_education", "board_of_education"),
    "council leads": _cast("council_of_governments", "town", "town"),
    "council takes part": _cast("town", "town", "council_of_governments"),
    "towns and their boards": _cast("town", "town", "board_of_education", "board_of_education"),
    "across the line": _cast("town", "other_state_unit"),
}

NO_LEAD: Mapping[str, object] = {
    "management.lead": GONE,
    "management.staff": "each_keeps",
    "management.equipment": "each_owns",
}
NOBODY: Mapping[str, object] = {"management.lead": GONE, "management.staff": GONE, "management.equipment": GONE}


def rule_of(path: str, rule: str, keys: list[str]) -> dict[str, object]:
    """A whole answer in the place of a rule on governance (`governance.seats.rule`), with figures for these parties."""
    population = {"of": "population", "source": "2020 Decennial Census", "values": dict.fromkeys(keys, 12_000)}
    figures: dict[str, dict[str, object]] = {
        "governance.seats.equal": {"each": 1},
        "governance.seats.population": {"measure": population},
        "governance.seats.tiers": {"measure": population, "tiers": [{"above": 0, "seats": 1}]},
        "governance.seats.stated": {"seats": dict.fromkeys(keys, 2)},
        "governance.seats.caucus": {"caucuses": [{"name": "All Parties", "parties": keys, "seats": 3}]},
        "governance.votes.by_measure": {"measure": population},
        "governance.votes.stated": {"votes": dict.fromkeys(keys, 2)},
        "governance.quorum.stated": {"number": 2},
        "governance.quorum.share": {"percent": 50},
        "governance.majority.double_majority": {"second": "residents"},
        "governance.appointment.by.by_kind": {"appointers": [{"kind": "town", "by": "the board of selectmen"}]},
        "governance.appointment.terms.years": {"years": 3, "first": [1, 3]},
        "governance.appointment.unfilled.principal_serves": {"days": 30},
        "governance.appointment.absence.vacated": {"meetings": 3},
    }
    return {"rule": rule, **figures.get(path.replace(".rule", f".{rule}"), {})}


COMMITTEES = [
    {"rule": "working_group"},
    {"rule": "finance"},
    {"rule": "stated", "name": "the fleet committee", "members": "mechanics", "task": "advises on repairs"},
]

STRUCTURES: Mapping[str, Mapping[str, object]] = {
    "shared": {"management.model": "lead_agency"},
    "priced": {
        "management.model": "lead_agency",
        "funding.shares": {"method": "charges", "prices": [{"item": "Use", "unit": "visit", "price": 100}]},
        "leaving.property": "lead_keeps",
    },
    "grant": {"management.model": "lead_agency", "funding.grant": "rpip"},
    "governed": {
        "management.model": "lead_agency",
        "governance.further_seats": [{"holder": "the University"}],
        "governance.matters": [{"matter": "budget", "carries": {"rule": "two_thirds"}}],
        "governance.committees": COMMITTEES,
    },
    "mutual": {"management.model": "mutual_assistance", **NO_LEAD},
    **{
        entity: {"management.model": "separate_entity", **NOBODY, "choices.entity": entity}
        for entity in (
            "municipal_district",
            "health_district",
            "resource_recovery_authority",
            "economic_development_commission",
        )
    },
}
"""The structures under which a service is provided, as overrides of complete answers."""


def shares_of(method: str, keys: list[str]) -> dict[str, object]:
    """Figures for a method of sharing among these parties, the first of which leads."""
    values = {key: place for place, key in enumerate(keys, 2)}
    measure = {"of": "population", "source": "2020 Decennial Census", "values": values}
    percents = dict.fromkeys(keys[1:], 10)
    return {
        "equal": {},
        "fixed": {"percents": {keys[0]: 100 - 10 * len(percents), **percents}},
        "measure": {"measure": measure},
        "blend": {"parts": [{"weight": 50}, {"weight": 50, "measure": measure}]},
        "amounts": {"amounts": dict.fromkeys(keys[1:], 1000), "increase": 2},
        "charges": {"prices": [{"item": "Use", "unit": "visit", "price": 100}]},
    }[method] | {"method": method}
