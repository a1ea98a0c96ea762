"""One question: what is asked, how it may be answered, and where the answer is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic.fields import FieldInfo

from agreement_builder.answers.shape import Shape, Single, shape_of
from agreement_builder.library.clause import BlankSpec

Raw = Mapping[str, Any]
"""The data of an answers file as it is read, notes of open answers included."""


class Kind(StrEnum):
    """What an answer must be. The words that a blank of a clause uses for it are among these."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DOLLARS = "dollars"
    PERCENT = "percent"
    DATE = "date"
    MONTH_DAY = "month_day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers to choose from, with its meaning in one line."""

    value: str
    meaning: str

    @property
    def words(self) -> str:
        """The option in one line: its meaning, with its word before it unless the meaning says it."""
        word = self.value.replace("_", " ")
        said = re.findall(r"\w+", self.meaning.casefold().replace("-", ""))
        return self.meaning if set(word.split()) <= set(said) else f"{word}: {self.meaning}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire: its name, and that it is number `place` of `of`."""

    name: str
    place: int
    of: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `path` is the written path of its answer, and tells it from all others.

    An empty line takes `default`, as it would be typed; where there is none it ends a list (`end` says what
    is then written), or leaves the answer open. `open_path` is what is left open: the answer itself, or the
    group that cannot be without it; None where an answer is needed. `decides`: clauses are chosen by it.
    """

    path: str
    title: str
    section: Section
    help: str = ""
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    example: str = ""
    default: str | None = None
    source: str = ""
    """Where the default is known from, if not from the model: in words, with its date."""
    open_path: str | None = None
    about: str = ""
    decides: bool = False
    spec: BlankSpec | None = None
    end: tuple[tuple[str, object], ...] | None = None
    tag: str = ""
    """Of a question that chooses a member of a union: the field that tells the members apart."""
    listed: str = ""
    """The list to which the answer adds a member; whether there is another is asked after it."""
    at: str = ""
    """Where the answer is written, if not at `path`; `form` makes what is written of the answer."""
    form: Callable[[Any], object] = lambda value: value

    @property
    def full_title(self) -> str:
        """The short name with what it is about: `Town of Bolton: Kind of party`."""
        return f"{self.about}: {self.title}" if self.about else self.title

    def answered(self, words: str) -> str:
        """The short name with an answer after it."""
        return f"{self.full_title}{'' if self.full_title.endswith('?') else ':'} {words}"

    def in_words(self, value: str) -> str:
        """A value as it stands in the file, in words: an option by its meaning."""
        return next((option.words for option in self.options if option.value == value), value)

    @property
    def may_be_open(self) -> bool:
        """Whether the answer itself may be left open, so that an empty line does so."""
        return self.open_path == self.path


YES_NO = (Option("yes", "yes"), Option("no", "no"))


def kind_of(shape: Shape) -> tuple[Kind, tuple[Option, ...]]:
    """What an answer of this shape takes, and its options if it is a closed choice."""
    if not isinstance(shape, Single):
        return Kind.TEXT, ()
    if shape.kind == "yes_no":
        return Kind.CHOICE, YES_NO
    kind = Kind.TEXT if shape.kind == "key" else Kind(shape.kind)
    return kind, tuple(Option(*option) for option in shape.options)


def field_question(info: FieldInfo, path: str, section: Section, **more: Any) -> Question:
    """The question that a model field asks; it may be left open where the model does not require it."""
    kind, options = kind_of(shape_of(info.annotation, tuple(info.metadata)))
    given: dict[str, Any] = {
        "title": info.title or path,
        "help": info.description or "",
        "kind": kind,
        "options": options,
        "example": str(info.examples[0]) if info.examples else "",
        "open_path": None if info.is_required() else path,
    }
    return Question(path=path, section=section, **(given | more))
