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

VARIANTS: Mapping[str, Mapping[str, Mapping[str, object]]] = {
    "leaving.window": {
        "always": {},
        "every_year": {"months": [7, 12]},
        "interval": {"months": [12], "first_year": 2029},
    },
    "leaving.lock_in": {"none": {}, "effect": {"years": 2}, "notice": {"years": 2}},
    "leaving.taking_back": {"unstated": {}, "final": {}, "months": {"months": 6}, "consent": {}},
    "leaving.payment": {
        "none": {},
        "percent": {"percent": 30},
        "step_down": {"percents": [67, 33], "to": "equally"},
        "amount": {"amount": 1000, "to": "equally"},
    },
    "leaving.exit_property": {
        "stays": {},
        "paid_out": {"years": 3},
        "appraisal": {"contribution_years": 10},
        "own_pieces": {},
    },
    "leaving.least": {
        "two": {},
        "number": {"parties": 3},
        "named": {"parties": ["bolton"], "then": "renegotiate"},
    },
    "term.retroactive": {"none": {}, "date": {"date": "2026-07-01"}},
    "term.buy_in": {"case_by_case": {}, "none": {}, "share_of_value": {}, "amount": {"amount": 1000}},
}
"""Answers with variants, by path and rule: what each rule asks."""

LISTS: Mapping[str, object] = {
    "leaving.liabilities": [
        {"id": "bonds", "kind": "debt", "words": "the bonds of 2027"},
        {"id": "closing", "kind": "closing", "words": "the plant", "share": {"rule": "equal"}},
        {"id": "testing", "kind": "monitoring", "words": "the plant", "share": {"rule": "percent", "percent": 50},
         "until": {"rule": "years_after_closing", "years": 30}},
        {"id": "pension", "kind": "pension", "words": "the inspector",
         "until": {"rule": "years_after_leaving", "years": 10}},
        {"id": "claims", "kind": "claims", "words": "the work of the service"},
        {"id": "lease", "kind": "other", "words": "the rent of the office"},
    ],
    "leaving.events": [
        {"id": "full", "event": "the plant is full"},
        {"id": "part", "event": "the shop closes", "effect": "part_ends", "part": "repairs"},
    ],
    "leaving.further_years": 2,
    "term.conditions": [
        {"id": kind, "kind": kind, "words": "the union"}
        for kind in ("bargaining", "budget", "filing", "grant", "state_approval", "other")
    ],
    "term.holdover_days": 90,
}  # fmt: skip
"""Every kind of member of the lists on coming in and leaving, and numbers that are zero by default."""


def variant(path: str, rule: str) -> dict[str, object]:
    """The answer at `path` under this rule, complete."""
    return {"rule": rule, **VARIANTS[path][rule]}


GRANT: Mapping[str, object] = {"program": "rpip", "applicant": "bolton", "self_funded": [0, 50]}
SUSPENSION: Mapping[str, object] = {"after_days": 60, "then": {"rule": "suspension", "notice_days": 60}}


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
    "described": {
        "management.model": "lead_agency",
        "management.levels": [{"rule": "hours", "what": "Officer present", "parties": ["andover"], "hours": 12}],
        "management.division": [{"rule": "kept", "function": "legal proceedings"}],
        "management.things": [{"rule": "lent", "what": "a van", "owner": "andover", "receiver": "bolton"}],
        "management.reports": [
            {"name": "a report on cases", "frequency": "quarterly", "days": 30, "content": ["cases"]}
        ],
    },
    "listed": {"management.model": "lead_agency", **LISTS},
    "mutual": {"management.model": "mutual_assistance", **NO_LEAD, "funding.shares": {"method": "own"}},
    "mutual, described": {
        "management.model": "mutual_assistance",
        **NO_LEAD,
        "funding.shares": {"method": "own"},
        "management.levels": [
            {"rule": "response", "what": "Help", "within": 2, "unit": "hour", "after": "the request"}
        ],
    },
    "grant": {"management.model": "lead_agency", "funding.grants": [GRANT]},
    "other grant": {"management.model": "lead_agency", "funding.grants": [{**GRANT, "program": "other"}]},
    "suspension": {"management.model": "lead_agency", "funding.late": [SUSPENSION]},
    "governed": {
        "management.model": "lead_agency",
        "governance.further_seats": [{"holder": "the University"}],
        "governance.matters": [{"matter": "budget", "carries": {"rule": "two_thirds"}}],
        "governance.committees": COMMITTEES,
    },
    **{
        entity: {"management.model": "separate_entity", **NOBODY, "choices.entity": entity}
        for entity in (
            "municipal_district",
            "health_district",
            "resource_recovery_authority",
            "economic_development_commission",
        )
    },
    "district, described": {
        "management.model": "separate_entity",
        **NOBODY,
        "choices.entity": "municipal_district",
        "management.levels": [{"rule": "times", "what": "Clinics", "number": 4, "each": "year"}],
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
        "formula": {"terms": [{"measure": measure}, {"measure": measure | {"of": "calls"}, "unit": 100}]},
        "alternating": {"order": keys},
        "amounts": {"amounts": dict.fromkeys(keys[1:], 1000), "increase": 2},
        "stepped": {"amounts": {key: {2027: 1000, 2028: 1100} for key in keys[1:]}, "afterwards": "last"},
        "rate": {"measure": measure, "rate": 3},
        "charges": {"prices": [{"item": "Use", "unit": "visit", "price": 100}]},
        "hourly": {"rates": [{"work": "Clerk", "rate": 60}], "overhead": 10},
        "cost_plus": {"percent": 5},
        "fees": {
            "tiers": [{"up_to": 20000, "kept": 100}, {"kept": 50}],
            "applies": "part",
            "minimum": 15000,
            "minimum_due": "12-01",
        },
        "in_kind": {"hours": 120, "rate": 50},
        "own": {},
    }[method] | {"method": method}


STAFF: Mapping[str, str] = {
    **dict.fromkeys(("lent", "split"), "each_keeps"),
    **dict.fromkeys(("panel", "majority_consent", "named_consent", "positions", "whole_staff"), "lead_employs"),
}
"""The employer of the staff under whom a rule on staff has a meaning."""


def ruled(rule: str, keys: list[str]) -> dict[str, object]:
    """Figures for a rule on management among these parties, the first of which leads."""
    other = keys[1]
    parts = [{"party": key, "percent": 100 if n == 0 else 0} for n, key in enumerate(keys)]
    return {
        "split": {"positions": [{"title": "Assessor", "weekly_hours": 35, "parts": parts}]},
        "named_consent": {"parties": [other]},
        "positions": {"positions": [{"title": "Clerk", "employer": other, "number": 1}]},
        "whole_staff": {"employers": [other], "day": {"rule": "between", "first": "2027-10-01", "last": "2027-12-01"}},
    }.get(rule, {}) | {"rule": rule}
