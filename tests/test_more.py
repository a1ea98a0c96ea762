"""What more can be said than a draft needs: offered part by part, and asked as anything else."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import suppress
from pathlib import Path

import pytest

from agreement_builder.answers.load import load_answers
from agreement_builder.drafting import draft
from agreement_builder.interview.entry import State
from agreement_builder.interview.plain import PlainAsker
from agreement_builder.interview.question import Question
from agreement_builder.interview.reply import ReplyFault
from agreement_builder.interview.session import Session
from agreement_builder.library.model import Library
from tests.test_interview import likely

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def whole(library: Library, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of an example with nothing left to ask."""
    path = tmp_path_factory.mktemp("more") / "answers.yaml"
    path.write_bytes((EXAMPLES / "bolton-building-inspection/answers.yaml").read_bytes())
    session = Session(path, library)
    while session.entry is not None:
        session.submit("")
    return session.text


@pytest.fixture
def session(whole: str, tmp_path: Path, library: Library) -> Session:
    path = tmp_path / "answers.yaml"
    path.write_text(whole, encoding="utf-8")
    return Session(path, library)


def lines(question: Question) -> list[str]:
    """Lines that may answer a question, the most telling first."""
    if question.options:
        return [option.value for option in reversed(question.options)]
    return [line for line in (likely(question), "bolton, andover", "3", "2", "1", "51", "2028", "12-01") if line]


def answer(session: Session) -> bool:
    """Whether one of the likely lines is taken."""
    assert session.entry is not None
    usual = [""] if session.entry.state is State.MISSING else []
    for line in (*usual, *lines(session.entry.question)):
        with suppress(ReplyFault):
            session.submit(line)
            return True
    return False


def test_of_all_that_is_offered_something_can_be_said_and_the_draft_has_it(session: Session, whole: str) -> None:
    offers = [entry.path for entry in session.agenda.offers]
    assert {"funding.reserve", "governance.quorum", "leaving.window", "management.hiring"} <= set(offers)
    unsaid = []
    for path in offers:
        session.path.write_text(whole, encoding="utf-8")
        session = Session(session.path, session.library)
        assert session.go_to(path)
        if not answer(session):
            unsaid.append(path)
            continue
        assert path not in {entry.path for entry in session.agenda.offers}
        for _ in range(40):
            if session.entry is None:
                break
            assert answer(session), session.entry.path
        assert session.entry is None, path
        made = draft(session.library, load_answers(session.path), dt.date(2026, 11, 23))
        assert {finding.rule for finding in made.composition.findings} <= {"decision-open"}, path
    # Days of notice stand in place of months, which are given here.
    assert unsaid == ["leaving.notice_days"]


def test_the_plus_sign_lists_what_more_can_be_said_in_the_part_and_goes_to_one_of_it(session: Session) -> None:
    session.go_to("leaving.withdrawal")
    number = [entry.path for entry in session.offers].index("leaving.window") + 1
    reader, writer = io.StringIO(f"+\n+ {number}\nq\n"), io.StringIO()
    PlainAsker(session, reader, writer).run()
    shown = writer.getvalue()
    assert "A plus sign (+) lists " in shown
    assert f"  {number:>2}. When notice of withdrawal may be given\n" in shown
    assert shown.rstrip().endswith("says nothing of it, and goes on.\nAnswer: q")


def test_an_empty_line_says_nothing_of_what_is_offered(session: Session, whole: str) -> None:
    session.go_to("governance.quorum")
    session.submit("")
    assert session.entry is None
    assert session.text == whole


def test_what_the_draft_does_not_speak_of_is_not_offered(session: Session) -> None:
    offers = {entry.path for entry in session.agenda.offers}
    assert not {"term.end", "term.renewal", "funding.lines", "funding.adjustments", "service.measures"} & offers
