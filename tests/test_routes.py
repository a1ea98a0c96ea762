"""Routes of authority: worked out from who the parties are and what they share, and overridden with a reason."""

from __future__ import annotations

import pytest

from agreement_builder.compose.annex import why
from agreement_builder.compose.ground import Ground, ground
from agreement_builder.library.law import AuthorityStatus
from agreement_builder.library.load import load_library
from tests.samples import GONE, make_answers

LIBRARY = load_library()
TOWN, BOARD, REGION = "town", "board_of_education", "regional_school_district"
COUNCIL, CENTER, HEALTH, ELSEWHERE = (
    "council_of_governments",
    "regional_educational_service_center",
    "health_district",
    "other_state_unit",
)


def made(*kinds: str, **overrides: object) -> Ground:
    """The ground of parties of these kinds, the first of which leads."""
    parties = [
        {"id": f"party_{place}", "name": f"Party {place}", "kind": kind}
        | ({"state": "MA"} if kind == ELSEWHERE else {})
        for place, kind in enumerate(kinds, 1)
    ]
    answers = {"parties": parties, "management.lead": "party_1"}
    return ground(LIBRARY, make_answers(answers | {path.replace("__", "."): v for path, v in overrides.items()}))


def routes(*kinds: str, **overrides: object) -> str:
    return "".join(f"{found.route.id} " for found in made(*kinds, **overrides).routes).strip()


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ((TOWN, TOWN), "A"),
        ((TOWN, "city", "borough", "district"), "A"),
        ((TOWN, ELSEWHERE), "A H"),
        ((TOWN, BOARD), "B"),
        ((BOARD, TOWN), "B"),
        ((BOARD, BOARD), "C"),
        ((REGION, BOARD), "C"),
        ((TOWN, BOARD, TOWN, BOARD), "A B C"),
        ((CENTER, BOARD), "D"),
        ((CENTER, BOARD, REGION), "C D"),
        ((COUNCIL, TOWN, TOWN), "E"),
        ((TOWN, TOWN, COUNCIL), "A E"),
        ((COUNCIL, HEALTH), "E"),
        ((TOWN, HEALTH), ""),
        ((CENTER, COUNCIL), "E"),
    ],
)
def test_the_parties_fix_the_route(kinds, found):
    assert routes(*kinds) == found


def test_under_mutual_assistance_no_party_leads_and_the_interlocal_act_applies():
    without = {"management__model": "mutual_assistance", "management__lead": GONE, "management__staff": "each_keeps"}
    without |= {"management__equipment": "each_owns", "funding__shares": {"method": "own"}}
    assert routes(TOWN, TOWN, COUNCIL, **without) == "A E"


def test_an_incentive_grant_adds_its_route():
    assert routes(COUNCIL, TOWN, TOWN, funding__grants=[{"program": "rpip", "applicant": "party_1"}]) == "E F"
    assert routes(TOWN, TOWN, funding__grants=[{"program": "other", "applicant": "party_1"}]) == "A"


@pytest.mark.parametrize(
    ("entity", "found"),
    [
        ("municipal_district", "G"),
        ("health_district", "GH"),
        ("resource_recovery_authority", "GW"),
        ("economic_development_commission", "GE"),
    ],
)
def test_a_separate_body_rests_on_its_own_chapter_and_not_on_the_interlocal_act(entity, found):
    separate = {"management__model": "separate_entity", "management__lead": GONE, "management__staff": GONE}
    separate |= {"management__equipment": GONE, "choices__entity": entity}
    assert routes(TOWN, TOWN, **separate) == found


def test_an_open_structure_leaves_the_routes_open_and_names_what_decides():
    base = made(TOWN, TOWN, management__model=GONE)
    assert "management.model" in base.waiting


def test_a_party_that_no_route_reaches_is_named():
    base = made(TOWN, TOWN, HEALTH)
    found = [(finding.rule, finding.where.field) for finding in base.findings]
    assert found == [("route-none", "parties.party_3.kind")]


@pytest.mark.parametrize("kind", [BOARD, REGION, COUNCIL, CENTER])
def test_a_body_that_is_no_public_agency_is_not_carried_by_the_interlocal_act(kind):
    """§ 7-339a names municipalities and units of other states only."""
    (act,) = [route for route in LIBRARY.routes("CT") if route.id == "A"]
    assert kind not in act.covers


def test_routes_chosen_by_hand_replace_those_worked_out_and_carry_the_reason():
    base = made(TOWN, TOWN, routes={"use": ["B"], "reason": "Counsel says so."})
    assert [(found.route.id, found.by_hand) for found in base.routes] == [("B", "Counsel says so.")]
    assert why(base.routes[0]) == "Chosen by hand: Counsel says so."
    assert "route-by-hand" in {finding.rule for finding in base.findings}


def test_why_a_route_applies_is_told_by_the_facts_that_speak_for_it():
    (found,) = made(TOWN, BOARD).routes
    assert "a town's own board of education: 1" in why(found)
    assert ": 0" not in why(found)


def test_every_authority_that_a_route_recites_is_in_force():
    for routing in LIBRARY.routing.values():
        for route in routing.routes:
            for name in route.authorities:
                assert LIBRARY.authorities[name].status is AuthorityStatus.IN_FORCE


def test_every_kind_of_party_is_covered_by_some_route_of_its_state():
    covered = {kind for routing in LIBRARY.routing.values() for route in routing.routes for kind in route.covers}
    assert {TOWN, BOARD, REGION, COUNCIL, CENTER, HEALTH, ELSEWHERE, "city", "borough", "district"} <= covered
