"""What several test files need: the shipped library, its example, and small ones made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from agreement_builder.answers.load import AnswersFile, load_answers
from agreement_builder.library.load import load_library
from agreement_builder.library.model import Library
from agreement_builder.library.place import shipped
from tests import samples

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped library."""
    return load_library()


@pytest.fixture(scope="session")
def bolton() -> AnswersFile:
    """The shipped example, read."""
    return load_answers(shipped("examples") / "bolton-building-inspection" / "answers.yaml")


@pytest.fixture
def make_answers() -> Callable[..., AnswersFile]:
    """Complete answers of two (or four) towns, changed by a mapping of written paths to values."""
    return samples.make_answers


@pytest.fixture
def make_library(tmp_path: Path) -> Callable[..., Library]:
    """A small complete library, or an overlay, written to the test's own folder and loaded."""

    def make(files: Mapping[str, str | None] | None = None, overlay: bool = False) -> Library:
        return samples.make_library(tmp_path, files, overlay)

    return make
