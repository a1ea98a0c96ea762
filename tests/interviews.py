"""Interviews held in memory: every question that is asked, with the answers so far, under several structures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.agenda import next_question
from agreement_builder.interview.question import Question
from agreement_builder.interview.written import written
from agreement_builder.library.load import load_library
from agreement_builder.yamltext import read_yaml
from tests.test_interview import STRUCTURES, likely

HELD = ("lead agency", "mutual assistance", "blend", "charges")
"""The structures under which interviews are held here."""

LIBRARY = load_library()


@cache
def asked(structure: str) -> tuple[tuple[Question, Mapping[str, Any]], ...]:
    """Every question of one interview, in order, with the answers that were given before it."""
    found, text = [], ""
    while True:
        raw = read_yaml(text, "answers", AnswersRefusal).value or {}
        assert isinstance(raw, dict)
        question = next_question(raw, LIBRARY)
        if question is None:
            return tuple(found)
        assert len(found) < 1000
        found.append((question, raw))
        line = STRUCTURES[structure].get(question.path, likely(question)) or question.default or ""
        text = written(text, question, line if line or question.end is not None else "!")
