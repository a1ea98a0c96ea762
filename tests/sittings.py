"""Whole interviews for several services: what is asked, what a person answers, and the file after each answer."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from agreement_builder.interview.known import known
from agreement_builder.interview.plain import Outcome, PlainAsker
from agreement_builder.interview.question import Question
from agreement_builder.interview.session import Session
from agreement_builder.library.load import load_library
from agreement_builder.library.load_places import load_places
from tests.test_interview import likely

BUILDING = {
    "service.kind": "building inspection",
    "parties[1].name": "Town of Bolton",
    "parties.bolton.address": "222 Bolton Center Road, Bolton",
    "parties[2].name": "Town of Andover",
    "parties.andover.address": "17 School Road, Andover",
    "management.model": "lead agency",
    "funding.shares": "measure",
    "funding.shares.measure.of": "population",
    "service.measures[2].target": "20",
    "service.measures[4].target": "! the building official will propose it",
    "service.measures[8].target": "",
    "blanks.availability.office": "the town hall of Bolton",
    "blanks.insurance.liability_limit": "$1,000,000",
    "blanks.insurance.auto_limit": "! the insurance agent knows",
}
"""A lead agency with an advisory board and a measure."""

DISPATCH = {
    "service.kind": "emergency dispatch",
    "parties[1].name": "Town of Waterford",
    "parties[2].name": "City of New London",
    "parties[3].name": "Town of East Lyme",
    "management.model": "lead agency",
    "governance.body": "governing board",
}
"""Three parties with a governing board."""

ANIMALS = {
    "service.kind": "animal control",
    "parties[1].name": "Town of Lebanon",
    "parties[2].name": "Town of Franklin",
    "management.model": "mutual assistance",
    "funding.shares": "own",
    "governance.body": "none",
    "service.measures": "own",
}
"""Mutual assistance, which asks least."""

SERVICES = {"building inspection": BUILDING, "dispatch": DISPATCH, "animal control": ANIMALS}


@dataclass(frozen=True)
class Step:
    """A question, the line that answers it, and the file before it."""

    question: Question
    line: str
    before: bytes


@dataclass(frozen=True)
class Interview:
    """All steps of one interview, the file at its end, and its transcript."""

    steps: tuple[Step, ...]
    data: bytes
    transcript: str


def line_for(answers: Mapping[str, str], question: Question) -> str:
    """What a person types: as given, else what is offered, the first choice, or the example."""
    if question.path in answers:
        return answers[question.path]
    if question.default is not None or question.end is not None:
        return ""
    if question.options:
        return "1"
    return question.example.removesuffix(".") if question.example else likely(question)


@cache
def interview(service: str) -> Interview:
    """The interview for a service, held in memory, with the answers file `answers.yaml`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.yaml"
        session = Session(path, load_library(), known(load_places(), [], []))
        steps: list[Step] = []

        class Person(io.StringIO):
            def readline(self, _: int = -1, /) -> str:
                assert session.entry is not None
                assert len(steps) < 300
                question = session.entry.question
                line = line_for(SERVICES[service], question)
                steps.append(Step(question, line, path.read_bytes() if path.exists() else b""))
                return f"{line}\n"

        shown = io.StringIO()
        assert PlainAsker(session, Person(), shown).run() is Outcome.FINISHED
        return Interview(tuple(steps), path.read_bytes(), shown.getvalue().replace(str(path), path.name))
