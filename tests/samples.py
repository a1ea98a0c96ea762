"""Small answers and small libraries for tests: complete ones, in which a test changes one thing."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import models_of
from agreement_builder.drafting import Draft, draft
from agreement_builder.library.load import load_library
from agreement_builder.library.model import Library

DATE = dt.date(2027, 1, 15)
TOWNS = ("bolton", "andover", "ashford", "willington")
POPULATION = {"bolton": 4858, "andover": 3151, "ashford": 4191, "willington": 5566}
GONE = object()
"""As the value of an override: the answer is left out."""


GROUPS = ("service", "management", "funding", "governance", "term", "leaving", "risk")
OPTIONAL = tuple(
    f"{group}.{name}"
    for group in GROUPS
    for model in models_of(Answers.model_fields[group].annotation)
    for name, info in model.model_fields.items()
    if not info.is_required() and info.default is None and info.default_factory is None
)
"""Every answer of these groups that may be missing."""


def town(key: str) -> dict[str, object]:
    """A town, fully answered."""
    return {
        "id": key,
        "name": f"Town of {key.capitalize()}",
        "kind": "town",
        "legislative_body": "town_council",
        "chief_executive": "Town Manager",
        "address": f"1 Main Street, {key.capitalize()}, Connecticut",
    }


_LEAD: dict[str, dict[str, object]] = {
    "service": {"kind": "building_inspection", "name": "Building Inspection Services", "description": "A service."},
    "management": {
        "model": "lead_agency",
        "lead": "bolton",
        "official": "joint",
        "staff": "lead_employs",
        "equipment": "lead_owns",
    },
    "funding": {
        "shares": {"method": "equal"},
        "first_budget": 100_000,
        "first_fiscal_year": 2027,
        "fees": "credited",
        "budget": {"proposed_by": "01-31", "reviewed_by": "02-28", "adoption": "each_party", "adopted_by": "03-31"},
        "payment": {"frequency": "quarterly", "invoice_days": 30},
        "late": [{"after_days": 0, "then": {"rule": "interest", "rate": 6}}],
        "settlement": {"stated_by": "10-31", "surplus": "credited", "deficit": "added", "pay_days": 45},
    },
    "governance": {
        "body": "advisory_board",
        "seats": {"rule": "equal", "each": 1},
        "votes": {"rule": "per_party"},
        "tie": "fails",
        "meetings": "quarterly",
    },
    "term": {"start": "2027-07-01", "effect": "all", "length": "fixed", "end": "2032-06-30", "renewal": "none"},
    "leaving": {
        "amendment": "legislative",
        "withdrawal": "fiscal_year_end",
        "notice_months": 12,
        "termination": "all",
        "property": "by_share",
    },
    "risk": {"liability": "each_own", "disputes": "mediation"},
}
_MUTUAL: dict[str, object] = {
    "management.model": "mutual_assistance",
    "management.lead": GONE,
    "management.staff": "each_keeps",
    "management.equipment": "each_owns",
    "funding.shares": {"method": "own"},
}


def answers_data(
    overrides: Mapping[str, object] | None = None, parties: int = 2, mutual: bool = False
) -> dict[str, object]:
    """Complete answers of two or four towns as plain data, changed by `overrides` (`leaving.notice_months`: 6)."""
    data: dict[str, object] = copy.deepcopy(_LEAD)  # type: ignore[assignment]
    data["parties"] = [town(key) for key in TOWNS[:parties]]
    for path, value in {**(_MUTUAL if mutual else {}), **(overrides or {})}.items():
        _put(data, path.split("."), value)
    return data


def _put(data: object, steps: list[str], value: object) -> None:
    first, *rest = steps
    if isinstance(data, list):
        _put(next(member for member in data if member["id"] == first), rest, value)
    elif rest:
        _put(data.setdefault(first, {}), rest, value)
    elif value is GONE:
        data.pop(first, None)
    else:
        data[first] = value


def answers_text(overrides: Mapping[str, object] | None = None, parties: int = 2, mutual: bool = False) -> str:
    """The same as the text of a file, one line a value; JSON is YAML."""
    return json.dumps(answers_data(overrides, parties, mutual), indent=1, ensure_ascii=False, default=str)


def make_answers(overrides: Mapping[str, object] | None = None, parties: int = 2, mutual: bool = False) -> AnswersFile:
    """The same, read."""
    return parse_answers(answers_text(overrides, parties, mutual))


def measure(values: Mapping[str, object], of: str = "population") -> dict[str, object]:
    """A measure with a source."""
    return {"of": of, "source": "2020 Decennial Census", "values": dict(values)}


def clause_file(text: str, title: str = "Alpha", **front: object) -> str:
    """The text of a clause file; `front` are further entries of its front matter."""
    entries = {"title": title, "summary": "For tests.", **front}
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in entries.items()) + f"---\n{text}\n"


OUTLINE = """\
id: mini
title: "Agreement on {{ service.kind | meaning }}"
definitions: defined-terms
front:
  - {kind: parties, topic: parties}
articles:
  - {id: one, heading: First, topics: [defined-terms, alpha, {topic: beta, optional: true},
      {topic: cost-adjustments, optional: true}, {topic: cost-adjustment, each: adjustment, optional: true},
      {topic: cost-line, each: cost, optional: true}, {topic: cost-method, each: cost, optional: true}]}
closing: signing
exhibits:
  - {id: exhibit-costs, kind: cost-shares, heading: Shares of the Cost, when: funding.fees == "kept"}
"""
AUTHORITIES = """\
jurisdiction: CT
checked_through: "acts of 2024"
checked_on: 2026-01-01
authorities:
  - {id: good, section: 7-148cc, citation: "§ 7-148cc", title: Joint performance, says: [It allows.],
     kind: authority, confidence: high, status: in force, source: a book}
  - {id: gone, section: 7-339f, citation: "§ 7-339f", title: Old list, says: [It listed.],
     kind: related, confidence: high, status: repealed, status_note: repealed in 2011, source: a book}
"""
FORMS = """\
forms:
  - {jurisdiction: CT, marks: [ection], pattern: '[Ss]ections?\\s+([0-9]+-[0-9]+[a-z]*)', example: section 7-148cc}
  - {jurisdiction: NY, marks: [General Municipal], pattern: 'General Municipal Law', example: General Municipal Law}
"""
ROUTES = """\
jurisdiction: CT
routes:
  - {id: A, title: Joint performance, when: municipalities >= 1, covers: [town, city, borough], authorities: [good]}
"""
MINI: dict[str, str] = {
    "templates/interlocal/outline.yaml": OUTLINE,
    "clauses/parties/standard.md": clause_file("The parties sign below.", title="Parties"),
    "clauses/defined-terms/standard.md": clause_file("These words have a meaning:", title="Words"),
    "clauses/alpha/standard.md": clause_file("The parties agree."),
    "clauses/signing/standard.md": clause_file("They have signed.", title="Signatures"),
    "clauses/authorities/ct.yaml": AUTHORITIES,
    "clauses/routes/ct.yaml": ROUTES,
    "clauses/citation-forms.yaml": FORMS,
    "clauses/proper-names.yaml": "names: [Connecticut]\n",
}
"""A complete library in which nothing is wrong: topics parties, defined-terms, alpha, beta (optional), signing."""


def make_library(folder: Path, files: Mapping[str, str | None] | None = None, overlay: bool = False) -> Library:
    """A library in `folder`: MINI with `files` (None: without that file), or `files` laid over the shipped one."""
    wanted = dict(files or {}) if overlay else {**MINI, **(files or {})}
    for name, text in wanted.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    if overlay:
        return load_library(folder)
    return load_library(clauses=folder / "clauses", templates=folder / "templates")


def make_draft(library: Library, file: AnswersFile) -> Draft:
    """The draft of a fixed day."""
    return draft(library, file, DATE)
