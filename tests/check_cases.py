"""For every rule of the checks a draft that breaks it and one that does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agreement_builder.checks.run import check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity
from tests.samples import GONE, OUTLINE, TOWNS, clause_file, make_answers, make_draft, make_library, town

KEPT, CREDITED = 'funding.fees == "kept"', 'funding.fees == "credited"'


@dataclass(frozen=True)
class Side:
    """A draft of the small library: files changed, answers changed, and what is done to the draft afterwards."""

    files: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, object] = field(default_factory=dict)
    change: Callable[[Draft], Draft] = lambda draft: draft

    def findings(self, folder: Path) -> list[Finding]:
        made = make_draft(make_library(folder, self.files), make_answers(self.answers))
        return check(self.change(made))


@dataclass(frozen=True)
class Case:
    """`bad` breaks `rule` (and with it only the rules in `also`), at a place that holds `where`; `good` breaks none."""

    rule: str
    severity: Severity
    where: str
    bad: Side
    good: Side
    also: frozenset[str] = frozenset()


def alpha(text: str, **front: object) -> dict[str, str]:
    return {"clauses/alpha/standard.md": clause_file(text, **front)}


def beta(text: str, name: str = "standard", **front: object) -> dict[str, str]:
    return {f"clauses/beta/{name}.md": clause_file(text, **{"title": "Beta", **front})}


def names(*words: str) -> dict[str, str]:
    return {"clauses/proper-names.yaml": f"names: [{', '.join(('Connecticut', *words))}]\n"}


def by_hand(topic: str, use: str) -> dict[str, object]:
    return {f"clauses.{topic}": {"use": use, "reason": "For the test."}}


def requirement(extra: str = "") -> dict[str, str]:
    text = "jurisdiction: CT\nrequirements:\n  - {id: quiet, says: It must be quiet., severity: error, authority: good,"
    return {"clauses/requirements/ct.yaml": f"{text} remedy: Say so.{extra}}}\n"}


def moving(first: str, *, waits: bool = True) -> dict[str, object]:
    day = {"rule": "between", "first": first, "last": "2027-12-01"}
    moved = {"rule": "whole_staff", "employers": ["andover"], "day": day, "after_bargaining": waits}
    return {"management.transfer": moved}


def unsigned(made: Draft) -> Draft:
    document = dataclasses.replace(made.document, signatures=made.document.signatures[1:])
    return dataclasses.replace(made, composition=dataclasses.replace(made.composition, document=document))


PRICED = {
    "funding.shares": {"method": "charges", "prices": [{"item": "Use", "unit": "visit", "price": 100}]},
    "leaving.property": "lead_keeps",
}
SHELTER = {
    "clauses/services/general.yaml": "about: Tests.\nchoices:\n  - {id: shelter, ask: Where?, options: {town: in town, "
    "farm: on a farm}}\n"
}
BARGAINING = {
    "clauses/services/general.yaml": "about: Tests.\nchoices:\n  - {id: bargaining, ask: How?, "
    "options: {effects: later, before_start: first, none_affected: none}}\n"
}
DAYS = {"days": {"ask": "How many days?", "label": "number of days", "type": "integer", "min": 5, "max": 90}}
IN_DAYS = alpha("The parties wait {{ blanks.days | number }} days.", blanks=DAYS)
IF_KEPT = f"{{% if {KEPT} %}}It is kept.{{% else %}}It is not.{{% endif %}}"
IF_MEDIATED = '{% if risk.disputes == "mediation" %}It is mediated.{% else %}It is not.{% endif %}'
TWO_CAPTIONS = "1. *Same.* It is here.\n1. *Same.* It is there.\n1. *Other.* It is under [Section](#alpha/{})."
EMPTY_ARTICLE = OUTLINE.replace(
    "[defined-terms, alpha, ", "[defined-terms, alpha]}\n  - {id: two, heading: Second, topics: ["
)
THREE = [town(key) for key in TOWNS[:3]]
JOINT = {
    "clauses/services/general.yaml": "about: Tests.\nchoices:\n  - {id: equipment_joint, ask: Together?, options: "
    "{own_rule: no, joint_register: yes}}\n"
}
MUTUAL = {
    "management.model": "mutual_assistance", "management.lead": GONE, "management.staff": "each_keeps",
    "management.equipment": "each_owns",
}  # fmt: skip
WINDOW = {"rule": "every_year", "months": [12]}
E, W = Severity.ERROR, Severity.WARNING

CASES = {
    "a choice waits for an answer": Case(
        "decision-open", E, "funding.fees",
        Side(beta("It is kept.", when=KEPT), {"funding.fees": GONE}),
        Side(beta("It is kept.", when=KEPT)),
    ),
    "a text waits for an answer": Case(
        "decision-open", E, "funding.fees",
        Side(alpha(IF_KEPT), {"funding.fees": GONE}), Side(alpha(IF_KEPT)),
        also=frozenset({"blank-open"}),
    ),
    "two alternatives apply": Case(
        "selection-ambiguous", E, "beta",
        Side(beta("It is one.", "one", when=CREDITED) | beta("It is two.", "two", when="count == 2")),
        Side(beta("It is one.", "one", when=CREDITED) | beta("It is two.", "two", when="count == 3")),
    ),
    "no alternative applies": Case(
        "topic-unfilled", E, "alpha", Side(alpha("It is kept.", when=KEPT)), Side(alpha("It is so.", when=CREDITED))
    ),
    "a choice by hand for no topic": Case(
        "topic-unknown", E, "clauses.alfa",
        Side(answers=by_hand("alfa", "alpha/standard")), Side(answers=by_hand("alpha", "alpha/standard")),
    ),
    "a choice by hand of no clause": Case(
        "clause-unknown", E, "clauses.alpha.use",
        Side(answers=by_hand("alpha", "alpha/standrd")), Side(answers=by_hand("alpha", "alpha/standard")),
    ),
    "a value for no topic": Case(
        "blank-unknown", E, "blanks.alfa.days",
        Side(IN_DAYS, {"blanks": {"alpha": {"days": 30}, "alfa": {"days": 30}}}),
        Side(IN_DAYS, {"blanks": {"alpha": {"days": 30}}}),
    ),
    "a value that no clause of the topic asks for": Case(
        "blank-unknown", E, "blanks.alpha.dayz",
        Side(IN_DAYS, {"blanks": {"alpha": {"days": 30, "dayz": 30}}}),
        Side(IN_DAYS | {"clauses/alpha/other.md": clause_file("{{ blanks.dayz }}", when=KEPT, blanks={
            "dayz": {"ask": "How many?", "label": "days"}})}, {"blanks": {"alpha": {"days": 30, "dayz": "30"}}}),
    ),
    "a choice of the library that is none of its options": Case(
        "choice-value", E, "choices.shelter",
        Side(SHELTER, {"choices": {"shelter": "moon"}}), Side(SHELTER, {"choices": {"shelter": "town"}}),
    ),
    "a choice that the library does not have": Case(
        "choice-unknown", E, "choices.shelfter",
        Side(SHELTER, {"choices": {"shelfter": "town"}}), Side(SHELTER, {"choices": {"shelter": "farm"}}),
    ),
    "nothing follows late payment": Case(
        "late-unstated", W, "funding.late", Side(answers={"funding.late": []}), Side(),
    ),
    "a fund without a cap": Case(
        "reserve-uncapped", W, "funding.reserve",
        Side(answers={"funding.reserve": {"rule": "replacement"}}),
        Side(answers={"funding.reserve": {"rule": "replacement", "cap": 50000}}),
    ),
    "a budget that carries over without a cap": Case(
        "carried-over-uncapped", W, "funding.budget.fallback",
        Side(answers={"funding.budget.fallback": {"rule": "carried_over"}}),
        Side(answers={"funding.budget.fallback": {"rule": "carried_over", "cap": 0}}),
    ),
    "a payment before the service begins": Case(
        "payment-before-start", W, "funding.payment",
        Side(answers={"term.start": "2027-08-01"}), Side(answers={"term.start": "2027-07-31"}),
    ),
    "a term that has no effect where a price is paid": Case(
        "term-idle", W, "funding.capital",
        Side(answers={"funding.capital": {"rule": "consent"}, **PRICED}),
        Side(answers={"funding.capital": {"rule": "consent"}}),
    ),
    "an applicant who may not apply": Case(
        "grant-applicant", E, "funding.grants[1].applicant",
        Side(answers={"funding.grants": [{"program": "rpip", "applicant": "bolton"}]}),
        Side(answers={"funding.grants": [{"program": "other", "applicant": "bolton"}]}),
    ),
    "a party that no route reaches": Case(
        "route-none", E, "parties.bolton.kind",
        Side(answers={"parties.bolton.kind": "health_district"}), Side(answers={"parties.bolton.kind": "city"}),
    ),
    "a state whose law is not in the library": Case(
        "route-none", E, "jurisdiction", Side(answers={"jurisdiction": "VT"}), Side(),
    ),
    "a route by hand that there is not": Case(
        "route-unknown", E, "routes.use[2]",
        Side(answers={"routes": {"use": ["A", "Z"], "reason": "Counsel says so."}}), Side(),
        also=frozenset({"route-by-hand"}),
    ),
    "a route by hand": Case(
        "route-by-hand", Severity.NOTE, "routes",
        Side(answers={"routes": {"use": ["A"], "reason": "Counsel says so."}}), Side(),
    ),
    "a demand of the law on another route": Case(
        "requirement-unmet", E, "quiet",
        Side(requirement(", routes: [A]")), Side(requirement(", routes: [B]")),
    ),
    "a demand of the law unmet": Case(
        "requirement-unmet", E, "quiet",
        Side(requirement()), Side(requirement() | alpha("They are quiet.", satisfies=["quiet"])),
    ),
    "a demand of the law unmet by the facts": Case(
        "requirement-unmet", E, "quiet",
        Side(requirement(", holds: count > 2")), Side(requirement(", holds: count < 3")),
    ),
    "a demand of the law that applies": Case(
        "requirement-unmet", E, "quiet",
        Side(requirement(", applies: count < 3")), Side(requirement(", applies: count > 2")),
    ),
    "a demand of the law on this service": Case(
        "requirement-unmet", E, "quiet",
        Side(requirement(", services: [building_inspection]")), Side(requirement(", services: [dispatch]")),
    ),
    "a demand of the law that rests on nothing known": Case(
        "requirement-unmet", E, "quiet",
        Side({"clauses/requirements/ct.yaml": requirement()["clauses/requirements/ct.yaml"].replace("good", "bad")}),
        Side(requirement() | alpha("They are quiet.", satisfies=["quiet"])),
    ),
    "a window that holds a party longer than its notice": Case(
        "notice-window", W, "leaving.window",
        Side(answers={"leaving.window": WINDOW, "leaving.notice_months": 24}),
        Side(answers={"leaving.window": WINDOW, "leaving.notice_months": 18}),
    ),
    "a term that ends within a fiscal year": Case(
        "term-midyear", W, "term.end",
        Side(answers={"term.end": "2032-12-31"}), Side(answers={"term.end": "2033-06-30"}),
    ),
    "a withdrawal within a fiscal year": Case(
        "withdrawal-midyear", W, "leaving.withdrawal",
        Side(answers={"parties": THREE, "leaving.withdrawal": "any_time"}),
        Side(answers={"leaving.withdrawal": "any_time"}),
    ),
    "property together that no rule divides when one leaves": Case(
        "exit-gap", W, "leaving",
        Side(JOINT, {"parties": THREE, "choices": {"equipment_joint": "joint_register"}, **MUTUAL,
                     "funding.shares": {"method": "own"},
                     "leaving.liabilities": [{"id": "loan", "kind": "debt", "words": "the loan",
                                            "share": {"rule": "equal"}}]}),
        Side(JOINT, {"parties": THREE, "choices": {"equipment_joint": "joint_register"}}),
    ),
    "a number to begin and none to go on": Case(
        "membership-unsaid", W, "term.effect_count",
        Side(answers={"parties": THREE, "term.effect": "number", "term.effect_count": 3}),
        Side(answers={"parties": THREE, "term.effect": "number", "term.effect_count": 2}),
    ),
    "named parties to begin and none to go on": Case(
        "membership-unsaid", W, "term.effect_parties",
        Side(answers={"parties": THREE, "term.effect": "named", "term.effect_parties": ["bolton", "andover"]}),
        Side(answers={"parties": THREE, "term.effect": "named", "term.effect_parties": ["bolton"]}),
    ),
    "a membership that each party can end": Case(
        "membership-fragile", W, "leaving.least",
        Side(answers={"parties": THREE, "leaving.least": {"rule": "number", "parties": 3}}),
        Side(answers={"parties": THREE, "leaving.least": {"rule": "named", "parties": ["bolton"]}}),
    ),
    "a reference to a topic that is not there": Case(
        "reference-broken", E, "Section 1.2",
        Side(alpha("It is in [Section](#beta).")), Side(alpha("It is in [Section](#beta).") | beta("It is here.")),
    ),
    "a reference to a caption that is not there": Case(
        "reference-broken", E, "Section 1.2",
        Side(alpha("1. *One.* It is [Section](#alpha/two).")), Side(alpha("1. *One.* It is [Section](#alpha/one).")),
    ),
    "a reference to an exhibit that is not there": Case(
        "reference-broken", E, "Section 1.2",
        Side(alpha("It is in [Exhibit](#exhibit-costs).")),
        Side(alpha("It is in [Exhibit](#exhibit-costs).") | {"templates/interlocal/outline.yaml": OUTLINE.replace(
            "kind: cost-shares", "kind: notice-addresses").replace("kept", "credited")}),
    ),
    "a reference to one of two captions": Case(
        "reference-ambiguous", E, "Section 1.2",
        Side(alpha(TWO_CAPTIONS.format("same"))), Side(alpha(TWO_CAPTIONS.format("other"))),
    ),
    "a term that another alternative defines": Case(
        "term-undefined", E, "Section 1.2",
        Side(alpha("It is a Widget.") | beta('A **"Widget"** is a thing.', when=KEPT)),
        Side(alpha("It is a Widget.") | beta('A **"Widget"** is a thing.', when=CREDITED)),
    ),
    "a word in capitals that nobody defines": Case(
        "term-undefined", W, "Section 1.2",
        Side(alpha("It is a Grand Widget.")), Side(alpha("It is a Grand Widget.") | names("Grand Widget")),
    ),
    "a term defined twice": Case(
        "term-twice", E, "Section 1.3",
        Side(alpha('A **"Widget"** is a thing.') | beta('A **"Widget"** is a thing too.\n\nIt is a Widget.')),
        Side(alpha('A **"Widget"** is a thing.') | beta("It is a Widget.")),
    ),
    "a term that nobody uses": Case(
        "term-unused", W, "Section 1.2",
        Side(alpha('A **"Widget"** is a thing.')), Side(alpha('A **"Widget"** is a thing.\n\nIt is a Widget.')),
    ),
    "a law that is repealed": Case(
        "citation-repealed", E, "Section 1.2",
        Side(alpha("They rest on section 7-339f.")), Side(alpha("They rest on section 7-148cc.")),
    ),
    "a repealed law in a drafting note": Case(
        "citation-repealed", E, "Section 1.2",
        Side(alpha("They rest.", note="See section 7-339f.")), Side(alpha("They rest.", note="See section 7-148cc.")),
    ),
    "a law of another state": Case(
        "citation-foreign", E, "Section 1.2",
        Side(alpha("They rest on the General Municipal Law.") | names("General Municipal Law")),
        Side(alpha("They rest on the general law.")),
    ),
    "a law that nobody checked": Case(
        "citation-unknown", W, "Section 1.2",
        Side(alpha("They rest on section 9-999.")), Side(alpha("They rest on section 7-148cc.")),
    ),
    "a party that does not sign": Case("signature-missing", E, "parties.bolton", Side(change=unsigned), Side()),
    "one heading for two sections": Case(
        "heading-twice", W, "Section 1.3", Side(beta("It is so.", title="ALPHA")), Side(beta("It is so."))
    ),
    "a section without text": Case(
        "section-empty", E, "Section 1.2",
        Side(alpha("{% if count == 3 %}They are three.{% endif %}")),
        Side(alpha("{% if count == 2 %}They are two.{% endif %}")),
    ),
    "an article without sections": Case(
        "section-empty", E, "Article 2",
        Side({"templates/interlocal/outline.yaml": EMPTY_ARTICLE}),
        Side({"templates/interlocal/outline.yaml": EMPTY_ARTICLE} | beta("It is here.")),
    ),
    "a blank that nobody has answered": Case(
        "blank-open", W, "blanks.alpha.days", Side(IN_DAYS), Side(IN_DAYS, {"blanks": {"alpha": {"days": 30}}})
    ),
    "a choice left to counsel": Case(
        "counsel-decides", W, "risk.disputes",
        Side(alpha(IF_MEDIATED), {"risk.disputes": {"counsel": "the insurers"}}), Side(alpha(IF_MEDIATED)),
    ),
    "an answer left open": Case(
        "blank-open", W, "service.name",
        Side(alpha("It is {{ service.name }}."), {"service.name": {"open": "the clerk knows"}}),
        Side(alpha("It is {{ service.name }}.")),
    ),
    "employees move before the service begins": Case(
        "transfer-early", W, "management.transfer.day.first",
        Side(answers=moving("2027-06-01")), Side(answers=moving("2027-07-01")),
    ),
    "employees move though no work of a unit is affected": Case(
        "transfer-bargaining", W, "choices.bargaining",
        Side(BARGAINING, moving("2027-07-01") | {"choices.bargaining": "none_affected"}),
        Side(BARGAINING, moving("2027-07-01") | {"choices.bargaining": "effects"}),
    ),
    "employees move before bargaining is finished, though no work does": Case(
        "transfer-bargaining", W, "management.transfer.after_bargaining",
        Side(BARGAINING, moving("2027-07-01", waits=False) | {"choices.bargaining": "before_start"}),
        Side(BARGAINING, moving("2027-07-01") | {"choices.bargaining": "before_start"}),
    ),
}  # fmt: skip

VALUES = {
    "text": ("integer", "soon"), "not whole": ("integer", 1.5), "true": ("integer", True), "too small": ("integer", 4),
    "too large": ("integer", 91), "not a number": ("integer", "NaN"), "without end": ("integer", "Infinity"),
    "monstrous": ("integer", "1e999999999"), "negative": ("percent", -1), "parts of a cent": ("dollars", "5.005"),
    "no day": ("date", "2027-02-30"), "no date": ("date", "soon"), "a number for text": ("text", 5),
}  # fmt: skip
FIT = {"integer": 30, "percent": "12.5%", "dollars": "$1,250.50", "date": "2027-07-01", "text": "the office"}
DECLARED = {
    "integer": DAYS["days"],
    **{kind: {"ask": "Q?", "label": "label", "type": kind} for kind in FIT if kind != "integer"},
}


def of_kind(kind: str, value: object) -> Side:
    text = alpha("The parties wait {{ blanks.days }}.", blanks={"days": DECLARED[kind]})
    return Side(text, {"blanks": {"alpha": {"days": value}}})


THREE = {"parties": [town(key) for key in TOWNS[:3]]}
FOUR = {"parties": [town(key) for key in TOWNS]}


EACH = {"governance.votes": {"rule": "per_member"}}


def seated(*numbers: int, votes: str = "per_member") -> dict[str, object]:
    """Stated numbers of members, in the order of the towns."""
    seats = {"rule": "stated", "seats": dict(zip(TOWNS, numbers, strict=False))}
    return {"governance.seats": seats, "governance.votes": {"rule": votes}}


def paid(*percents: int) -> dict[str, object]:
    return {"funding.shares": {"method": "fixed", "percents": dict(zip(TOWNS, percents, strict=False))}}


SEPARATE = {
    "clauses/services/general.yaml": "about: Tests.\nchoices:\n  - {id: entity, ask: Which?, options: "
    "{health_district: a health district, municipal_district: a district}}\n"
}
DISTRICT = {
    "management": {"model": "separate_entity"}, "choices": {"entity": "health_district"}, "leaving.property": GONE
}  # fmt: skip
UNENDING: Mapping[str, object] = {"term.length": "until_terminated", "term.end": GONE}
BY_LAW = {
    "rule": "population",
    "measure": {"of": "population", "source": "Estimate", "values": {"bolton": 4858, "andover": 3151}},
}

CASES |= {
    "one party decides alone": Case("vote-alone", W, "votes", Side(answers=seated(3, 1)), Side(answers=seated(2, 2))),
    "one party blocks alone": Case(
        "vote-block", W, "votes", Side(answers=THREE | seated(2, 1, 1)), Side(answers=THREE | seated(2, 2, 1))
    ),
    "those who pay less outvote the one that pays most": Case(
        "payer-outvoted", W, "votes",
        Side(answers=THREE | seated(2, 2, 2) | paid(70, 20, 10)),
        Side(answers=THREE | seated(2, 2, 2) | paid(36, 32, 32)),
    ),
    "votes that never decide": Case(
        "vote-empty", W, "votes", Side(answers=FOUR | seated(3, 3, 3, 1)), Side(answers=FOUR | seated(3, 3, 2, 2)),
    ),
    "equal votes of which nothing is said": Case(
        "vote-tie", W, "votes", Side(answers={"governance.tie": "unstated"}), Side(answers={"governance.tie": "chair"})
    ),
    "a party without a member": Case(
        "party-unseated", E, "seats",
        Side(answers=seated(2, 0, votes="per_party")), Side(answers=seated(2, 1, votes="per_party")),
    ),
    "a party in no group": Case(
        "party-unseated", E, "seats",
        Side(answers=EACH | {"governance.seats": {"rule": "caucus", "caucuses": [
            {"name": "All", "parties": ["bolton"], "seats": 2}]}}),
        Side(answers=EACH | {"governance.seats": {"rule": "caucus", "caucuses": [
            {"name": "All", "parties": ["bolton", "andover"], "seats": 2}]}}),
    ),
    "a quorum larger than the board": Case(
        "quorum-reach", E, "quorum",
        Side(answers={"governance.quorum": {"rule": "stated", "number": 3}}),
        Side(answers={"governance.quorum": {"rule": "stated", "number": 2}}),
    ),
    "a quorum of more than all of the cost": Case(
        "quorum-reach", E, "quorum",
        Side(answers={"governance.quorum": {"rule": "share", "percent": 100}}),
        Side(answers={"governance.quorum": {"rule": "share", "percent": 50}}),
    ),
    "seats that the statute does not give": Case(
        "seats-statute", E, "governance.seats",
        Side(SEPARATE, DISTRICT | UNENDING), Side(SEPARATE, DISTRICT | UNENDING | {"governance.seats": BY_LAW}),
    ),
    "an agreement that ends before its body": Case(
        "term-of-body", W, "term.length",
        Side(SEPARATE, DISTRICT | {"governance.seats": BY_LAW}),
        Side(SEPARATE, DISTRICT | UNENDING | {"governance.seats": BY_LAW}),
    ),
}  # fmt: skip

CASES |= {
    f"a value that is {name}": Case(
        "blank-value", E, "blanks.alpha.days", of_kind(kind, value), of_kind(kind, FIT[kind]), frozenset({"blank-open"})
    )
    for name, (kind, value) in VALUES.items()
}
