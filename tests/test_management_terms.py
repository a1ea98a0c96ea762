"""Management terms as they stand in real agreements, stated as answers in our own words, are printed whole."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from agreement_builder.checks.run import check
from agreement_builder.errors import Severity
from agreement_builder.writers.text import write_text
from tests.samples import GONE, make_answers, make_draft


@dataclass(frozen=True)
class Terms:
    """Answers over the complete ones, of Bolton (which leads) and Andover, and words that the draft then holds."""

    answers: dict[str, object]
    words: tuple[str, ...]
    mutual: bool = False
    absent: tuple[str, ...] = field(default=())


TERMS = {
    "a city sells vehicles and leases its kennel to the provider, and the police union is heard first": Terms(
        {
            "service.kind": "animal_control",
            "choices.animal_officer": "shared",
            "choices.bargaining": "before_start",
            "management.things": [
                {"rule": "sold", "what": "two vehicles", "owner": "andover", "receiver": "bolton", "amount": 7000},
                {"rule": "leased", "what": "the kennel with 16 runs", "owner": "andover", "receiver": "bolton",
                 "amount": 20000},
            ],
            "management.transfer": {
                "rule": "positions",
                "positions": [{"title": "Animal Control Officer", "employer": "andover", "number": 2}],
                "return_months": 24,
            },
        },
        (
            "The Town of Andover sells to the Town of Bolton, for a price of $7,000.00 in all: two vehicles.",
            "for a rent of $20,000.00 for each Fiscal Year: the kennel with 16 runs.",
            "Animal Control Officer, employed by the Town of Andover, two (2) in number.",
            "No transfer takes effect before each Party concerned has met its duty to bargain under Section",
            "ends for the former employer within twenty-four (24) months after the transfer",
        ),
    ),
    "a county's officers come to a town's calls at all hours": Terms(
        {
            "service.kind": "animal_control",
            "choices.animal_officer": "shared",
            "management.levels": [
                {"rule": "response", "what": "Calls on bites at night", "parties": ["andover"], "within": 45,
                 "after": "the call of the police"},
                {"rule": "open", "what": "Office", "days": ["monday", "friday"], "opens": "08:30", "closes": "12:00"},
            ],
        },
        (
            "Calls on bites at night", "Within 45 minutes after the call of the police",
            "Monday, Friday, from 8:30 a.m. to noon", "keep a record from which every Party can see",
        ),
    ),
    "a building department may contract out at no added cost": Terms(
        {
            "management.subcontracts": {"rule": "free"},
            "funding.shares": {"method": "amounts", "amounts": {"andover": 15000}, "increase": 0},
            "leaving.property": "lead_keeps",
        },
        ("may contract with qualified persons for part of the Service, at no added cost to a Recipient Party",),
    ),
    "contracts above an amount need approval": Terms(
        {"management.subcontracts": {"rule": "approval", "above": 5000, "answer_days": 15}},
        (
            "for more than $5,000.00 in a Fiscal Year, only with the written approval",
            "does not answer within fifteen (15) days",
        ),
        absent=("may contract with qualified persons",),
    ),
    "no part is contracted out": Terms(
        {"management.subcontracts": {"rule": "barred"}},
        ("may not contract for any part of the Service",), absent=("may contract with qualified persons",),
    ),
    "staff of any party help any other, within a time": Terms(
        {"management.levels": [
            {"rule": "response", "what": "Plan review for another Party", "within": 5, "unit": "business_day",
             "after": "the plans arrive"},
        ]},
        ("Within 5 business days after the plans arrive", "as far as its own needs allow"),
        mutual=True,
    ),
    "a town's inspector does levels 1 and 2, and the county level 3 until that inspector is certified": Terms(
        {
            "service.kind": "fire_prevention",
            "management.division": [
                {"rule": "party", "function": "inspections of levels 1 and 2", "party": "andover"},
                {"rule": "handed_over", "function": "inspections of level 3", "party": "bolton", "successor": "andover",
                 "ready": "its inspector is certified for that level"},
            ],
        },
        (
            "inspections of levels 1 and 2: the Town of Andover;",
            "inspections of level 3: the Town of Bolton, until the Town of Andover takes it over when its inspector is"
            " certified for that level.",
            "is an act or omission of the Party that performs that function under this section",
            "except for the functions that Section",
        ),
    ),
    "functions that are not transferred, where each answers for what is done for it": Terms(
        {
            "service.kind": "water_wastewater",
            "choices.water_service": "stormwater",
            "choices.liability_follows": "served",
            "management.division": [
                {"rule": "kept", "function": "legal proceedings"},
                {"rule": "party", "function": "the yearly report on the permit", "party": "bolton"},
            ],
        },
        ("legal proceedings: each Party for itself;", "the yearly report on the permit: the Town of Bolton."),
        absent=("is an act or omission of the Party that performs that function",),
    ),
    "all employees of one party's department move between two days": Terms(
        {
            "management.transfer": {
                "rule": "whole_staff", "employers": ["andover"],
                "day": {"rule": "between", "first": "2027-10-01", "last": "2027-12-01"},
            },
            "management.start_up": {
                "rule": "hand_over", "list_days": 60, "meeting_months": 6,
                "milestones": [{"what": "the transfer of the scale house", "day": "2027-11-01"}],
            },
        },
        (
            "work in the department of one of these Parties", "the Town of Andover.",
            "no earlier than October 1, 2027 and no later than December 1, 2027",
            "the transfer of the scale house, by November 1, 2027.",
            "At least sixty (60) days before the Service Date",
        ),
    ),
    "hours of a landfill by the week": Terms(
        {"management.levels": [{"rule": "hours", "what": "Landfill open", "hours": 45, "parties": ["andover"]}]},
        ("At least 45 hours a week", "Town of Andover"),
    ),
    "a named officer is the service": Terms(
        {
            "service.kind": "human_resources",
            "management.person": {"rule": "named", "post": "interim director", "replace_days": 60},
        },
        (
            "do the work of interim director", "[Person who does the work]",
            "If no successor has been approved within sixty (60) days",
        ),
    ),
    "equipment that the provider buys up to an amount and places with a town": Terms(
        {
            "service.kind": "it_support",
            "management.things": [
                {"rule": "placed", "what": "terminals and a printer", "owner": "bolton", "receiver": "andover",
                 "amount": 20000},
            ],
        },
        (
            "The Town of Bolton shall buy, for not more than $20,000.00 in all, and place with the Town of"
            " Andover: terminals and a printer.", "This property remains that of the Town of Bolton.",
        ),
    ),
    "a customer buys its own licenses and lets the provider count them, and systems are parted by a day": Terms(
        {
            "service.kind": "it_support",
            "choices.it_licenses": "each_party",
            "management.start_up": {
                "rule": "plan", "days": 90,
                "milestones": [{"what": "the separation of the mail domain", "day": "2028-06-30"}],
            },
        },
        ("count", "the separation of the mail domain, by June 30, 2028.", "At least ninety (90) days before"),
    ),
    "experts help each other without a price": Terms(
        {
            "service.kind": "it_support",
            "management.division": [
                {"rule": "kept", "function": "the choice of programs"},
                {"rule": "party", "function": "the upkeep of the joint list of systems", "party": "andover"},
            ],
        },
        (
            "the choice of programs: each Party for itself;",
            "Each Party keeps for itself every function that is not on the list.",
        ),
        mutual=True,
    ),
    "a party leases its building to the provider": Terms(
        {"management.premises": {
            "rule": "lease", "owner": "andover", "building": "the kennel on Mill Road", "amount": 20000,
            "frequency": "quarterly", "leave_days": 60,
        }},
        (
            "The Town of Andover leases the kennel on Mill Road to the Lead Agency (the “Tenant”)",
            "rent of $20,000.00 for each Fiscal Year, in four equal quarterly installments.",
            "within sixty (60) days after the lease ends",
        ),
    ),
    "a district gives furniture for a children's program, which reports every month": Terms(
        {
            "service.kind": "childcare",
            "choices.childcare_program": "after_school",
            "choices.childcare_space": "school_rooms",
            "management.things": [
                {"rule": "lent", "what": "furniture and televisions", "owner": "andover", "receiver": "bolton"},
            ],
            "management.reports": [
                {"name": "a report on attendance", "frequency": "monthly", "days": 10,
                 "content": ["children enrolled", "children present each day"]},
                {"name": "a report on cost", "frequency": "quarterly", "days": 30},
            ],
        },
        (
            "The Town of Andover lends to the Town of Bolton for the Service, without rent: furniture",
            "A report on attendance, due within ten (10) days after the end of each month. It states:",
            "children enrolled;", "children present each day.",
            "A report on cost, due within thirty (30) days after the end of each quarter.",
        ),
    ),
    "a panel with outside members": Terms(
        {"management.hiring": {
            "rule": "panel", "members_each": 2, "others": [{"who": "a fire chief of another town"}], "candidates": 3,
        }},
        (
            "name two (2) members of the panel", "a fire chief of another town, one (1) in number.",
            "its best candidates, three (3) at the most",
        ),
    ),
    "one party approves the head": Terms(
        {"management.hiring": {"rule": "named_consent", "parties": ["andover"], "answer_days": 10}},
        ("the written approval of the Principal of each of these Parties", "within ten (10) days after"),
    ),
    "an office directs the work": Terms(
        {"management.direction": {"rule": "office", "party": "andover", "office": "Director of Public Works"}},
        ("The Director of Public Works of the Town of Andover directs the daily work", "personnel rules, subject to"),
    ),
    "the party served directs the work": Terms(
        {"management.direction": {"rule": "served"}}, ("directs what is done, where, and in which order",),
    ),
    "positions lent for part of the time": Terms(
        {
            "management.staff": "each_keeps",
            "management.assignment": {
                "rule": "lent", "bill_days": 30, "end_days": 60,
                "positions": [{"title": "Sanitarian", "party": "andover", "percent": 40}],
            },
        },
        ("Sanitarian of the Town of Andover, for 40% of the working time.", "written notice of sixty (60) days"),
    ),
    "one position split between two parties": Terms(
        {
            "management.staff": "each_keeps",
            "management.assignment": {"rule": "split", "positions": [
                {"title": "Assessor", "weekly_hours": 35, "parts": [
                    {"party": "bolton", "percent": "62.5"}, {"party": "andover", "percent": "37.5"}]},
            ]},
        },
        ("Assessor, with 35 hours a week in all: 62.5% for the Town of Bolton, 37.5% for the Town of Andover.",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS.keys())
def test_the_terms_are_printed_whole(library, terms):
    wanted = {"service.description": "A service.", "service.measures": [], **terms.answers}
    draft = make_draft(library, make_answers(wanted, mutual=terms.mutual))
    text = " ".join(write_text(draft).split())
    for words in terms.words:
        assert words in text
    for words in terms.absent:
        assert words not in text
    assert [str(f) for f in check(draft) if f.severity is Severity.ERROR] == []
    assert [str(f) for f in check(draft) if f.rule.startswith(("term-", "transfer-", "heading-", "section-"))] == []


def test_a_party_left_open_is_a_blank_where_it_is_printed(library):
    function = {"rule": "party", "function": "inspections", "party": {"open": "the chiefs will agree"}}
    draft = make_draft(library, make_answers({"management.division": [function]}))
    assert ("management.division[1].party", "Party that performs it, Division of the service 1") in [
        (blank.path, blank.label) for blank, _ in draft.index.blanks
    ]


def test_without_such_terms_their_sections_are_left_out(library):
    draft = make_draft(library, make_answers({"management.levels": GONE}))
    topics = {chosen.slot.topic for chosen in draft.composition.chosen if chosen.clause}
    assert topics.isdisjoint({"division", "service-levels", "holdings", "reports", "supervision", "named-person",
                              "subcontracts", "hiring", "transfer", "start-up"})  # fmt: skip
