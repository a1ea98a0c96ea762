"""Random walks through the questionnaire end in the state that the answers alone determine."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from random import Random

import pytest
import yaml

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.service import ServiceKind
from agreement_builder.drafting import draft
from agreement_builder.interview.needs import within
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.revise import read
from agreement_builder.interview.session import Session
from agreement_builder.library.model import Library
from agreement_builder.writers.text import write_text
from tests.test_interview import LEAD, MUTUAL, STRUCTURES, likely
from tests.walker import Walker, candidates, lines_of, replayed

DATE = dt.date(2026, 11, 23)

ENTITY = LEAD | {"management.model": "separate_entity"}
THREE = STRUCTURES["three parties"]
WALKS = {
    "a lead agency for three towns": (1, THREE | {"funding.shares": "fixed"}),
    "dispatch by an entity": (2, ENTITY | {"service.kind": "dispatch", "funding.shares": "measure"}),
    "mutual assistance in fire prevention": (3, MUTUAL | {"service.kind": "fire_prevention"}),
    "prices for animal control": (4, STRUCTURES["charges"] | {"service.kind": "animal_control"}),
    "a blend for another service": (5, STRUCTURES["blend"] | {"service.kind": "other"}),
}
STEPS = 40


def text_of(library: Library, text: str) -> str:
    """The draft of these answers in plain text."""
    return write_text(draft(library, parse_answers(text), DATE))


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_ends_in_the_state_that_the_answers_alone_determine(name: str, tmp_path: Path, library: Library) -> None:
    seed, usual = WALKS[name]
    walker = Walker(tmp_path / "answers.yaml", library, Random(seed), usual)
    for _ in range(STEPS):
        walker.step()
    walker.finish()
    walker.resume()
    session = walker.session
    straight = replayed(session.agenda, tmp_path / "straight.yaml", library)
    assert lines_of(session.agenda) == lines_of(straight.agenda), "\n".join(walker.told)
    active = yaml.safe_dump(read(session.text)[0], sort_keys=False, allow_unicode=True)
    assert text_of(library, session.text) == text_of(library, active)
    assert plain(text_of(library, session.text)) == plain(text_of(library, straight.text)), "\n".join(walker.told)


def plain(text: str) -> str:
    """The text without the identifier of the draft, which tells apart answers in another order."""
    return re.sub(r"AB(-[0-9A-F]{4})+", "", text)


MODELS = ("lead_agency", "mutual_assistance", "separate_entity")


@pytest.mark.parametrize("kind", [str(kind) for kind in ServiceKind])
def test_a_complete_interview_leaves_blank_only_what_was_left_open_on_purpose(
    kind: str, tmp_path: Path, library: Library
) -> None:
    rng = Random(kind)
    usual = LEAD | {"service.kind": kind, "management.model": rng.choice(MODELS)}
    session, opened = Session(tmp_path / "answers.yaml", library), 0
    while (entry := session.entry) is not None:
        clauses = {clause.topic for clause in session.agenda.needs.clauses}
        if entry.path.startswith("blanks."):
            assert entry.path.split(".")[1] in clauses, entry.path
        line = usual.get(entry.path) if entry.path != "funding.shares" else None
        if entry.question.may_be_open and rng.random() < 0.1 and entry.path not in usual:
            opened, line = opened + 1, "! the clerk knows"
        if line is None:
            line = next(candidates(entry.question, rng, {}), likely(entry.question))
        _take(session, line)
    made = draft(library, parse_answers(session.text), DATE)
    notes = parse_answers(session.text).open_notes
    blank = [one.path for one, _ in made.index.blanks]
    assert [path for path in blank if not any(within(path, note) for note in notes)] == []
    undecided = [f for f in made.composition.findings if f.rule == "decision-open"]
    assert [f for f in undecided if not any(within(f.where.field or "", note) for note in notes)] == []


def _take(session: Session, line: str) -> None:
    """Gives the line, or what is taken instead."""
    entry = session.entry
    assert entry is not None
    for one in (line, *candidates(entry.question, Random(0), {})):
        try:
            session.submit(one)
        except ReplyFault:
            continue
        return
    raise AssertionError(f"nothing is taken at {entry.path}")
