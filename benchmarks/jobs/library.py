"""A made-up clause library of any size, the same for the same size, with answers that fit it.

A clause is as long as the shipped ones (62 words on average, as written) and denser in everything that costs
work: three captioned items, two or three facts and a blank, a reference, a term of its own and uses of others,
a note and the law behind it. Every second topic has two alternatives, so that there is something to choose,
and two definitions stand by to be pulled in.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from agreement_builder.library.load import DATA_FOLDERS
from agreement_builder.library.place import shipped

# fmt: off
FIRST = ["Annual", "Central", "Common", "Daily", "Early", "Final", "General", "Interim", "Joint", "Local",
         "Mutual", "Neutral", "Open", "Primary", "Regular", "Shared", "Urgent"]
SECOND = ["Access", "Budget", "Claim", "Dispatch", "Equipment", "Facility", "Grant", "Highway", "Incident",
          "Journal", "Kennel", "Lease", "Machine", "Notice", "Office", "Permit", "Quarry"]
THIRD = ["Account", "Bulletin", "Catalog", "Docket", "Estimate", "File", "Guide", "History", "Index", "Ledger",
         "Manual", "Plan", "Record", "Schedule", "Table", "Unit", "Voucher"]
# fmt: on
"""Three lists of 17 words make 4,913 terms."""

VERBS = ["keep", "review", "publish", "complete", "correct", "deliver", "store", "maintain", "print", "sign"]
THINGS = ["vehicles", "buildings", "wages", "supplies", "inspections", "repairs", "contracts", "hearings"]
CAPTIONS = ["Upkeep", "Duty", "Reports", "Timing", "Custody", "Copies", "Access", "Changes"]
CLAUSES_PER_ARTICLE = 8
EVERY_FIFTH_BLANK_IS_OPEN = 5

TEXT = (
    "1. *{caption}.* {{{{ lead.the_name | sentence }}}} shall {verb} until the end of each quarter"
    ' the **"{term}"** of the {things} under this Agreement.\n'
    "1. *Notice.* Within {{{{ blanks.days | number }}}} days every Party receives a copy,"
    " as [Section](#{other}) demands for the {before}.\n"
    "1. *Remedy.* After {{{{ leaving.notice_months | number }}}} months without the {term}, {closing}.\n"
)
CLOSINGS = (
    "any Party may inspect the books",
    'the Fiscal Year closes{% if management.model == "lead_agency" %} for {{ lead.the_name }}{% endif %}',
    "the Net Cost leaves it out",
)
FRONT = """\
---
title: {title}
summary: Stands around the sections.
satisfies: [{satisfies}]
---
"""
PARTIES = """\
This **"Agreement"** is among the following (each a **"Party"** and together the **"Parties"**):

{% for party in parties %}
1. {{ party.the_name }}, acting by its {{ party.chief_executive }}{% if loop.last %}.{% else %};{% endif %}

{% endfor %}
"""
DEFINED = (
    ("fiscal-year", '**"Fiscal Year"** means the year that begins on July 1 and ends on the following June 30.'),
    ("net-cost", '**"Net Cost"** means the cost of the services in a Fiscal Year, less the fees of that year.'),
)
TOWNS = (("bolton", 4858), ("andover", 3151), ("ashford", 4191), ("willington", 5566))


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a made-up library stands: `root` as an overlay, its two folders, and the answers."""

    root: Path

    @property
    def clauses(self) -> Path:
        return self.root / "clauses"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def answers(self) -> Path:
        return self.root / "answers.yaml"


def write_library(root: Path, count: int) -> Folders:
    """A library whose agreement has `count` sections, with its answers, under the folder `root`."""
    folders = Folders(root)
    law = shipped("clauses")
    for name in DATA_FOLDERS:
        shutil.copytree(law / name, folders.clauses / name)
    for name in ("citation-forms.yaml", "proper-names.yaml"):
        shutil.copy(law / name, folders.clauses / name)
    shutil.copytree(shipped("templates"), folders.templates)
    _write_openings(folders.clauses, law)
    for number in range(count):
        _write_topic(folders.clauses, number, count)
    topics = [_topic(number) for number in range(count)]
    (folders.templates / "interlocal" / "outline.yaml").write_text(_outline(topics), encoding="utf-8")
    folders.answers.write_text(_answers(topics), encoding="utf-8")
    return folders


def _topic(number: int) -> str:
    return f"topic-{number:04}"


def _term(number: int) -> str:
    return f"{FIRST[number % 17]} {SECOND[number // 17 % 17]} {THIRD[number // 289 % 17]}"


def _write(folder: Path, topic: str, name: str, text: str) -> None:
    (folder / topic).mkdir(exist_ok=True)
    (folder / topic / f"{name}.md").write_text(text, encoding="utf-8")


def _write_openings(clauses: Path, law: Path) -> None:
    """The parts before and after the sections, the first of which satisfies all that the law demands."""
    files = sorted((law / "requirements").glob("ct*.yaml"))
    demanded = [yaml.safe_load(path.read_text(encoding="utf-8"))["requirements"] for path in files]
    every = ", ".join(requirement["id"] for requirements in demanded for requirement in requirements)
    for topic, text, satisfies in (
        ("bench-parties", PARTIES, every),
        ("bench-words", "The Parties agree as follows, with these meanings:\n", ""),
        ("bench-signing", "The Parties have signed this Agreement.\n", ""),
    ):
        _write(clauses, topic, "plain", FRONT.format(title=topic, satisfies=satisfies) + text)
    for name, text in DEFINED:
        _write(clauses, "definitions", name, FRONT.format(title=name, satisfies="") + text)


def _write_topic(clauses: Path, number: int, count: int) -> None:
    topic = _topic(number)
    if number % 2:
        _write(clauses, topic, "plain", _clause(number, count, when=None))
        return
    for name, model in (("lead", "lead_agency"), ("mutual", "mutual_assistance")):
        _write(clauses, topic, name, _clause(number, count, when=f'management.model == "{model}"'))


def _clause(number: int, count: int, when: str | None) -> str:
    front: dict[str, object] = {
        "title": _term(number),
        "summary": f"What is done with the paper number {number}.",
        "blanks": {"days": {"ask": "In how many days?", "label": f"days {number}", "type": "integer"}},
        "authorities": ["ct-7-339a"],
        "note": "A copy to every Party lets the others see early what the budget of the next year must carry.",
    }
    if when is not None:
        front["when"] = when
    text = TEXT.format(
        caption=CAPTIONS[number % len(CAPTIONS)],
        verb=VERBS[number % len(VERBS)],
        things=THINGS[number % len(THINGS)],
        term=_term(number),
        before=_term((number - 1) % count),
        other=_topic((number - 1) % count),
        closing=CLOSINGS[number % len(CLOSINGS)],
    )
    return f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n{text}"


def _outline(topics: list[str]) -> str:
    places = range(0, len(topics), CLAUSES_PER_ARTICLE)
    outline = {
        "id": "interlocal",
        "title": "Interlocal Agreement for {{ service.name }}",
        "definitions": "bench-words",
        "front": [{"kind": "parties", "topic": "bench-parties"}, {"kind": "words", "topic": "bench-words"}],
        "articles": [
            {"id": f"article-{n}", "heading": f"Part {n}", "topics": topics[p : p + CLAUSES_PER_ARTICLE]}
            for n, p in enumerate(places, 1)
        ],
        "closing": "bench-signing",
        "exhibits": [{"id": "costs", "kind": "cost-shares", "heading": "Shares of the Cost"}],
    }
    return yaml.safe_dump(outline, sort_keys=False)


def _answers(topics: list[str]) -> str:
    towns = dict(TOWNS)
    answered = ((place, topic) for place, topic in enumerate(topics) if place % EVERY_FIFTH_BLANK_IS_OPEN)
    answers = {
        "service": {"kind": "building_inspection", "name": "Building Inspection Services"},
        "parties": [
            {
                "id": town,
                "name": f"Town of {town.title()}",
                "kind": "town",
                "legislative_body": "town_meeting",
                "ratified_by": "town_meeting",
                "chief_executive": "First Selectman",
            }
            for town in towns
        ],
        "management": {"model": "lead_agency", "lead": "bolton", "official": "joint"},
        "funding": {"shares": {"method": "measure", "measure": {"of": "population", "values": towns}}},
        "leaving": {"notice_months": 12},
        "blanks": {topic: {"days": 10 + place % 50} for place, topic in answered},
    }
    return yaml.safe_dump(answers, sort_keys=False)
