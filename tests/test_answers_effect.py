"""No answer is without effect: whatever the models ask is read by a clause, a computation, an exhibit or a check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import models_of
from tests import sources
from tests.drafts import ROOT

TAGS = {"rule", "method"}
DEFINING = re.compile(r"answers/(?!derived|facts|members|phrases|rosters)")
"""Modules that only define and refuse answers: reading there has no effect on a draft."""


def models() -> Iterator[type[BaseModel]]:
    """Every model within the answers."""
    waiting: list[type[BaseModel]] = [Answers]
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            yield model
            waiting += [m for info in model.model_fields.values() for m in models_of(info.annotation)]


@cache
def readers() -> str:
    """The texts that read answers: clauses, outline, law, and the modules beyond the models."""
    files = [
        path
        for folder in ("clauses", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".md", ".yaml")
    ]
    files = [path for path in files if path.name != "CATALOGUE.md"]
    files += [ROOT / "agreement_builder" / name for name in sources.MODULES if not DEFINING.match(name)]
    return "\n".join(Path(path).read_text(encoding="utf-8") for path in files)


FIELDS = sorted({(model.__name__, name) for model in models() for name in model.model_fields} - {
    (model.__name__, tag) for model in models() for tag in TAGS
})  # fmt: skip


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_an_answer_is_read_beyond_its_model(model, name):
    assert re.search(rf"\.{name}\b|\b{name}=|[\"']{name}[\"']", readers()), f"{model}.{name} changes nothing"
