"""Terms of governance that real agreements have fit into the answers, and print as clear rules that hold together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest

from agreement_builder.answers.governance import Governance
from agreement_builder.answers.paths import choices_of, models_of
from agreement_builder.answers.rosters import seats_at_start
from agreement_builder.checks.run import check
from agreement_builder.errors import AnswersRefusal, Severity
from agreement_builder.library.load import load_library
from agreement_builder.writers.text import write_text
from tests.casts import COMMITTEES, rule_of
from tests.samples import GONE, TOWNS, make_answers, make_draft, measure

LIBRARY = load_library()
KEYS = list(TOWNS)


def stated(*numbers: int) -> dict[str, object]:
    return {"rule": "stated", "seats": dict(zip(TOWNS, numbers, strict=False))}


def by_population(*people: int, **more: object) -> dict[str, object]:
    return {"rule": "population", "measure": measure(dict(zip(TOWNS, people, strict=False))), **more}


def printed(answers: Mapping[str, object]) -> str:
    """The draft of four towns as one line of text."""
    return " ".join(write_text(make_draft(LIBRARY, make_answers(answers, parties=4))).split())


TERMS: dict[str, tuple[dict[str, object], list[str]]] = {
    "the first selectmen of four towns are the board": (
        {"governance.appointment": {"by": {"rule": "principals"}}},
        [
            "Each Party has one (1) member on the Board",
            "appoints its Principal to the Board for as long as that officer",
        ],
    ),
    "two votes for each, whatever the share, on a joint committee": (
        {
            "governance.body": "committee",
            "governance.seats": {"rule": "equal", "each": 2},
            "governance.votes": {"rule": "per_member"},
            "governance.majority": {"rule": "unanimous"},
        },
        ["joint committee for the Service (the “Board”)", "Each member has one vote.", "no vote is against the motion"],
    ),
    "nine members, five of them of one town, drawn from its own board": (
        {
            "governance.seats": stated(5, 2, 1, 1),
            "governance.votes": {"rule": "per_member"},
            "governance.appointment": {"eligible": "own_members"},
        },
        ["the Town of Bolton, five (5) members;", "the Town of Willington, one (1) member.", "from among its own"],
    ),
    "two members appointed by the moderator, at first for one and three years": (
        {
            "governance.seats": {"rule": "equal", "each": 2},
            "governance.appointment": {
                "by": {"rule": "by_kind", "appointers": [{"kind": "town", "by": "the moderator of its town meeting"}]},
                "terms": {"rule": "years", "years": 3, "first": [1, 3]},
            },
        },
        [
            "for a town, by the moderator of its town meeting",
            "are one (1) year and three (3) years",
            "three (3) years.",
        ],
    ),
    "mayors of cities and moderators of towns appoint": (
        {
            "governance.appointment.by": {
                "rule": "by_kind",
                "appointers": [{"kind": "city", "by": "the mayor"}, {"kind": "town", "by": "the moderator"}],
            }
        },
        ["by the mayor; (ii) for a town, by the moderator; (iii) for any other Party, by its Legislative Body."],
    ),
    "three members of each on the committee of a landfill": (
        {"governance.body": "committee", "governance.seats": {"rule": "equal", "each": 3}},
        ["Each Party has three (3) members on the Board", "it shall lay the proposal before the Board"],
    ),
    "two of each, at most one elected, a conditional seat, and consent of two of three": (
        {
            "governance.seats": {"rule": "equal", "each": 2},
            "governance.appointment": {"eligible": "one_elected"},
            "governance.further_seats": [
                {
                    "holder": "the University",
                    "standing": "voting",
                    "begins": {"rule": "event", "event": "it commits its solid waste to the Service"},
                },
                {"holder": "the hospital of the University"},
            ],
            "governance.matters": [
                {
                    "matter": "fees",
                    "text": "the fee for mixed waste",
                    "carries": {"rule": "number_of", "number": 2, "parties": KEYS[1:]},
                },
                {"matter": "spending_above", "carries": {"rule": "two_thirds"}},
            ],
        },
        [
            "No more than one of the members for a Party may be an elected official.",
            "the University, with one (1) member who may vote, from the day on which it commits its solid waste",
            "the hospital of the University, with one (1) member without a vote.",
            "the fee for mixed waste: the consent of at least two (2) of the Town of Andover, the Town of Ashford and",
            "spending that is not in the budget, of more than [",
        ],
    ),
    "one vote for each board of health, and a member without a vote from each town": (
        {
            "governance.further_seats": [{"holder": key} for key in TOWNS],
            "governance.appointment": {"unfilled": {"rule": "principal_serves", "days": 30}},
        },
        [
            "the Town of Ashford, with one (1) member without a vote;",
            "empty for thirty (30) days, its Principal serves",
        ],
    ),
    "seats by population with the numbers at the start": (
        {"governance.seats": by_population(18_567, 9_198, 10_001, 60_000)},
        [
            "has one more for each additional 10,000 or part of that number. No Party has more than five (5) members.",
            "the Town of Bolton, two (2) members; (ii) the Town of Andover, one (1) member;",
            "the Town of Willington, five (5) members.",
        ],
    ),
    "groups of small towns share members": (
        {
            "governance.seats": {
                "rule": "caucus",
                "caucuses": [
                    {"name": "the valley towns", "parties": KEYS[:3], "seats": 2},
                    {"name": "the city group", "parties": KEYS[3:], "seats": 2},
                ],
            },
            "governance.votes": {"rule": "per_member"},
        },
        [
            "which are the Town of Bolton, the Town of Andover and the Town of Ashford: two (2) members",
            "the Principals of the Parties of a group choose its members",
        ],
    ),
    "members of one party who are divided": (
        {"governance.seats": stated(2, 1, 1, 1)},
        ["If they are divided, more than half of them decide; if they are divided equally, the Party has not voted."],
    ),
    "a party with one member": ({}, ["Each Party has one vote, which its member casts."]),
    "a party of several members in a double majority": (
        {
            "governance.votes": {"rule": "per_member"},
            "governance.majority": {"rule": "double_majority", "second": "residents"},
        },
        ["A Party is in favor if more than half of its members who vote are in favor."],
    ),
    "somebody calls the first meeting": ({}, ["shall call the first meeting of the Board promptly after"]),
    "short rules stand in one section": ({}, ["Section 4.5 Quorum and Votes (a) Quorum."]),
    "no joint body at all": (
        {
            "governance.body": "none",
            "governance.matters": [{"matter": "debt", "carries": {"rule": "consent_of", "parties": ["bolton"]}}],
        },
        ["This Agreement creates no board.", "a debt of more than one year: the consent of the Town of Bolton."],
    ),
}


@pytest.mark.parametrize("name", TERMS)
def test_terms_of_real_agreements_are_answers_and_are_printed(name):
    answers, phrases = TERMS[name]
    text = printed(answers)
    assert [phrase for phrase in phrases if phrase not in text] == []


def whole(answers: Mapping[str, object]) -> list[str]:
    """The errors of a draft of four towns, open decisions included."""
    made = make_draft(LIBRARY, make_answers(answers, parties=4))
    return [str(finding) for finding in check(made) if finding.severity is Severity.ERROR]


UNIONS = ("seats", "votes", "quorum", "majority", "officers", "appointment.by", "appointment.terms",
          "appointment.unfilled", "appointment.absence")  # fmt: skip


def rules(union: str) -> list[str]:
    """The rules among which a union of the governance answers chooses."""
    models: list[type] = [Governance]
    for name in union.split("."):
        models = [found for model in models for found in models_of(model.model_fields[name].annotation)]
    return [str(rule) for model in models for rule in choices_of(model.model_fields["rule"].annotation)]


@pytest.mark.parametrize("body", ["advisory_board", "committee", "governing_board"])
@pytest.mark.parametrize(("union", "rule"), [(union, rule) for union in UNIONS for rule in rules(union)])
def test_every_rule_of_governance_makes_a_whole_draft(union, rule, body):
    path = f"governance.{union}"
    answers = {"governance.body": body, path: rule_of(f"{path}.rule", rule, KEYS)}
    if rule == "caucus":
        answers["governance.votes"] = {"rule": "per_member"}
    assert whole(answers) == []


@pytest.mark.parametrize(("votes", "quorum"), list(product(rules("votes"), rules("quorum"))))
def test_every_quorum_goes_with_every_way_of_voting(votes, quorum):
    answers = {
        "governance.votes": rule_of("governance.votes.rule", votes, KEYS),
        "governance.quorum": rule_of("governance.quorum.rule", quorum, KEYS),
        "governance.committees": COMMITTEES,
    }
    assert whole(answers) == []


def test_each_member_of_a_union_says_in_its_first_line_what_it_does():
    for union in UNIONS:
        for model in models_of(Governance.model_fields[union.partition(".")[0]].annotation):
            assert (model.__doc__ or "").partition("\n")[0].endswith(".")


@pytest.mark.parametrize(
    ("seats", "numbers"),
    [
        ({"rule": "equal", "each": 2}, [2, 2, 2, 2]),
        (stated(5, 2, 1, 1), [5, 2, 1, 1]),
        (by_population(25_892, 12_235, 4_858, 10_000), [3, 2, 1, 1]),
        (by_population(3_647, 1_361, 6_658, 10_224, first=2, above=5_000, step=5_000, most=0), [2, 2, 3, 4]),
    ],
)
def test_seats_at_the_start_follow_the_rule(seats, numbers):
    answers = make_answers({"governance.seats": seats}, parties=4).answers
    assert seats_at_start(answers) == dict(zip(TOWNS, numbers, strict=True))


def test_seats_are_not_told_while_a_figure_is_open():
    seats = by_population(25_892, 12_235, 4_858)
    seats["measure"]["values"]["willington"] = None
    answers = {"governance.seats": seats}
    assert seats_at_start(make_answers(answers, parties=4).answers) is None
    assert "At the start" not in printed(answers)


BARE = {"rule": "consent_of", "parties": ["bolton"]}
WRONG: dict[str, tuple[dict[str, object], str, str]] = {
    "seats of a stranger": (
        {"governance.seats": {"rule": "stated", "seats": {"bolton": 1, "andover": 1, "boltn": 1}}},
        "party-unknown", "governance.seats.seats.boltn",
    ),
    "a party without a number": (
        {"governance.seats": {"rule": "stated", "seats": {"bolton": 1}}}, "figure-missing", "governance.seats.seats"
    ),
    "a party without a figure": (
        {"governance.seats": {"rule": "population", "measure": measure({"bolton": 1})}},
        "figure-missing", "governance.seats.measure.values",
    ),
    "tiers that do not rise": (
        {"governance.seats": {"rule": "tiers", "measure": measure({"bolton": 1, "andover": 2}),
                              "tiers": [{"above": 5, "seats": 1}]}},
        "seats-tiers", "governance.seats.tiers",
    ),
    "a party in two groups": (
        {"governance.votes": {"rule": "per_member"}, "governance.seats": {"rule": "caucus", "caucuses": [
            {"name": "a", "parties": ["bolton", "andover"], "seats": 1},
            {"name": "b", "parties": ["bolton"], "seats": 1},
        ]}},
        "seats-twice", "governance.seats.caucuses",
    ),
    "votes of parties that share members": (
        {"governance.seats": {"rule": "caucus", "caucuses": [
            {"name": "a", "parties": ["bolton", "andover"], "seats": 1}]}},
        "votes-shared", "governance.votes.rule",
    ),
    "a guest who votes without a weight": (
        {"governance.votes": {"rule": "by_share"},
         "governance.further_seats": [{"holder": "the University", "standing": "voting"}]},
        "votes-shared", "governance.votes.rule",
    ),
    "a guest who votes where parties are counted": (
        {"governance.majority": {"rule": "double_majority", "second": "residents"},
         "governance.further_seats": [{"holder": "the University", "standing": "voting"}]},
        "votes-shared", "governance.majority.rule",
    ),
    "a beginning without the lead agency": (
        {"term.effect": "named", "term.effect_parties": ["andover"]}, "effect", "term.effect_parties"
    ),
    "no votes at all": (
        {"governance.votes": {"rule": "stated", "votes": {"bolton": 0, "andover": 0}}},
        "votes-none", "governance.votes.votes",
    ),
    "a sum for a budget": (
        {"governance.matters": [{"matter": "budget", "dollars": 5, "carries": BARE}]},
        "matter", "governance.matters[1].dollars",
    ),
    "another matter without words": (
        {"governance.matters": [{"matter": "other", "carries": BARE}]}, "matter", "governance.matters[1].text"
    ),
    "more consents than parties": (
        {"governance.matters": [{"matter": "fees", "carries": {**BARE, "rule": "number_of", "number": 2}}]},
        "matter", "governance.matters[1].carries.number",
    ),
    "a vote without a board": (
        {"governance.body": "principals",
         "governance.matters": [{"matter": "fees", "carries": {"rule": "two_thirds"}}]},
        "matter", "governance.matters[1].carries",
    ),
    "consent of a stranger": (
        {"governance.matters": [{"matter": "fees", "carries": {"rule": "consent_of", "parties": ["boltn"]}}]},
        "party-unknown", "governance.matters[1].carries.parties[1]",
    ),
    "a first term that is too long": (
        {"governance.appointment.terms": {"rule": "years", "years": 2, "first": [1, 3]}},
        "terms-of-office", "governance.appointment.terms.first",
    ),
    "terms of members by office": (
        {"governance.appointment": {"by": {"rule": "principals"}, "terms": {"rule": "office"}}},
        "terms-of-office", "governance.appointment.terms",
    ),
    "two appointers of towns": (
        {"governance.appointment.by": {"rule": "by_kind", "appointers": [
            {"kind": "town", "by": "the mayor"}, {"kind": "town", "by": "the council"}]}},
        "appointer-twice", "governance.appointment.by.appointers",
    ),
    "votes by share where a price is paid": (
        {"governance.votes": {"rule": "by_share"}, "leaving.property": "lead_keeps",
         "funding.shares": {"method": "charges", "prices": [{"item": "Use", "unit": "visit", "price": 100}]}},
        "share-contradiction", "governance.votes.rule",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_contradiction_is_told_once_at_its_place(name):
    answers, rule, path = WRONG[name]
    with pytest.raises(AnswersRefusal) as refusal:
        make_answers(answers)
    (finding,) = refusal.value.findings
    assert (finding.rule, finding.where.field) == (rule, path)
    assert finding.hint


def test_a_board_waits_for_its_seats_and_votes():
    made = make_draft(LIBRARY, make_answers({"governance.seats": GONE, "governance.votes": GONE}))
    waiting = {finding.where.field for finding in check(made) if finding.rule == "decision-open"}
    assert waiting == {"governance.seats", "governance.votes"}
