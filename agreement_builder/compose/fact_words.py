"""Facts in words: the question that a fact answers and what it says, for notes, accounts and causes of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pydantic import BaseModel

from agreement_builder.answers.derived import DERIVED_OF
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import steps
from agreement_builder.answers.phrases import sentence
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of, within
from agreement_builder.answers.vocabulary import CHOICES, DERIVED, KINDS, MEMBER_FACTS, ROUTES, vocabulary
from agreement_builder.compose.words import dollars, figures, long_date, month_day, percent
from agreement_builder.library.clause import BlankSpec
from agreement_builder.library.model import Library
from agreement_builder.library.service import ChoiceSpec

NOT_ANSWERED = "not answered"
"""What is said of a fact without a value."""

_BLANKS = "blanks"
_ALIASES = {
    "lead": "parties[1]", "party": "parties[1]", "line": "funding.lines[1]", "adjustment": "funding.adjustments[1]"
}  # fmt: skip
"""Names by which a clause speaks of one member of a list, with a path on which its questions are found."""

_ABOUT = {"lead": ("Lead agency",), "party": ("Party",)}
"""What they are called where it is not plain from the section which one is meant."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What is found at a path: the question, the members of lists on the way by name, and the shape of the answer.

    The tag of a group has the question of the group, and that of a member of a list none of its own.
    """

    title: str
    about: tuple[str, ...]
    shape: Shape | None


class FactWords:
    """Says facts in words: answers by their written paths, derived facts, and what the library adds.

    With `library` the questions of choices, blanks and routes are known; with `answers` the names of parties and of
    other members of lists.
    """

    def __init__(self, library: Library | None = None, answers: Answers | None = None) -> None:
        self._library, self._answers = library, answers
        self._names = {party.id: party.name for party in answers.parties} if answers is not None else {}
        # The notes of a draft ask for the same few facts again and again.
        self._places: dict[str, _Place] = {}

    def fact(self, path: str, value: str | None) -> str:
        """The question with the answer: `When a withdrawal takes effect: at the end of a fiscal year`."""
        question = self.question(path)
        return f"{question}{'' if question.endswith('?') else ':'} {self.value(path, value)}"

    def question(self, path: str) -> str:
        """The question, with the member of a list that it is about: `Town of Bolton: Kind of party`."""
        first, _, rest = path.partition(".")
        if first == CHOICES:
            choice = self._choice(rest)
            return choice.ask if choice is not None else _words(rest)
        if first == ROUTES:
            return self._route(rest)
        if first == _BLANKS:
            blank = self._blank(rest)
            return blank.ask if blank is not None else _words(rest.rpartition(".")[2])
        if first == "clauses":
            return f"Clause chosen by hand for {_words(rest.partition('.')[0])}"
        if (path in DERIVED and path not in Answers.model_fields) or path in MEMBER_FACTS or first == KINDS:
            return _question(vocabulary().get(path, path))
        place = self._place(path)
        about = ", ".join(place.about)
        if about and place.title.startswith("It "):
            return f"{sentence(about)} {place.title.removeprefix('It ')}"
        return sentence(": ".join(part for part in (about, place.title) if part))

    def value(self, path: str, value: str | None) -> str:
        """What a fact with this value as text says: a choice by its meaning, days and sums as an agreement has them."""
        if value is None:
            return NOT_ANSWERED
        first, _, rest = path.partition(".")
        if first == CHOICES:
            choice = self._choice(rest)
            said = choice.options.get(value) if choice is not None else None
            return said or value.replace("_", " ") or "does not arise here"
        if first == ROUTES:
            return "applies" if value == "True" else "does not apply"
        if first == _BLANKS:
            blank = self._blank(rest)
            return _single(str(blank.type), value) if blank is not None else value
        shape = self._place(path).shape
        match shape:
            case OneOf(options=options):
                return dict(options).get(value, value)
            case Single(kind="choice", options=options):
                return dict(options).get(value, value)
            case Single(kind="key"):
                return self._names.get(value, _words(value))
            case Single(kind=kind):
                return _single(kind, value)
        return {"True": "yes", "False": "no"}.get(value, value)

    def truth(self, path: str, holds: bool) -> str:
        """What a fact says that a condition asks by itself: `yes`, `applies`, or for a list that it has any."""
        first = path.partition(".")[0]
        if first == ROUTES:
            return self.value(path, str(holds))
        if path in ROSTERS or isinstance(self._place(path).shape, Many | Table):
            return "at least one" if holds else "none"
        return "yes" if holds else "no"

    def _choice(self, name: str) -> ChoiceSpec | None:
        return self._library.choices.get(name) if self._library is not None else None

    def _route(self, rest: str) -> str:
        name = rest.partition(".")[0]
        routing = self._library.routing.values() if self._library is not None else ()
        title = next((route.title for routes in routing for route in routes.routes if route.id == name), "")
        return f"Route {name} of authority{f' ({title})' if title else ''}"

    def _blank(self, rest: str) -> BlankSpec | None:
        topic, _, name = rest.partition(".")
        clauses = self._library.topics.get(topic, ()) if self._library is not None else ()
        return next((clause.meta.blanks[name] for clause in clauses if name in clause.meta.blanks), None)

    def _place(self, path: str) -> _Place:
        if path not in self._places:
            self._places[path] = self._found(path)
        return self._places[path]

    def _found(self, path: str) -> _Place:
        first, dot, rest = path.partition(".")
        given: object = self._answers
        about: list[str] = []
        if first in _ALIASES:
            path, given = f"{_ALIASES[first]}{dot}{rest}", None
        shapes: list[Shape] = [Group(model=Answers)]
        title = ""
        for step in steps(path):
            given = _member(given, step)
            if any(isinstance(shape, Many | Table) for shape in shapes):
                about.append(self._named(title, step, given))
                title = ""
            elif not any(isinstance(shape, OneOf) and shape.tag == step for shape in shapes):
                title = _title(shapes, str(step)) or _words(str(step))
            shapes = [inner for shape in shapes for inner in within(shape, step)]
        if first in _ALIASES:
            about[:1] = _ABOUT.get(first, ())
        return _Place(title, tuple(about), shapes[0] if shapes else None)

    def _named(self, listed: str, step: str | int, given: object) -> str:
        """What a member of a list or a row of a table is called."""
        if isinstance(given, BaseModel):
            texts = (name for name, shape in fields_of(type(given)).items() if shape == Single())
            name = next((str(getattr(given, name)) for name in texts), "")
            if name:
                return name
        if isinstance(step, int):
            return f"{listed}, no. {step + 1}"
        return self._names.get(step, _words(step))


def _member(given: object, step: str | int) -> object:
    """The part of the answers at one step; None where there is none."""
    if isinstance(given, tuple):
        if isinstance(step, int):
            return given[step] if step < len(given) else None
        return next((one for one in given if getattr(one, "id", None) == step), None)
    if isinstance(given, dict):
        return given.get(step)
    return getattr(given, str(step), None) if isinstance(given, BaseModel) else None


def _models(shapes: list[Shape]) -> Iterator[type[BaseModel]]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield shape.model
        elif isinstance(shape, OneOf):
            yield from shape.members.values()


def _title(shapes: list[Shape], step: str) -> str:
    """The question of a field, or the meaning of a derived fact; empty where there is neither."""
    for model in _models(shapes):
        if step in model.model_fields:
            return model.model_fields[step].title or ""
        if step in DERIVED_OF.get(model, {}):
            return _question(DERIVED_OF[model][step].meaning)
    return ""


def _question(meaning: str) -> str:
    """The meaning of a derived fact as a question: without an example or remark after it."""
    short = meaning.partition(": ")[0].partition(" (")[0]
    return sentence(short.removeprefix("whether ").removeprefix("the "))


def _words(key: str) -> str:
    return sentence(key.replace("_", " ").replace("-", " "))


def _single(kind: str, value: str) -> str:
    """A value of a kind of answer as an agreement prints it; as it is, if it is not of that kind."""
    try:
        match kind:
            case "yes_no":
                return {"True": "yes", "False": "no"}.get(value, value)
            case "dollars":
                return dollars(Decimal(value)).removesuffix(".00")
            case "percent":
                return percent(value)
            case "integer" | "number":
                return figures(Decimal(value)) if len(value) > 4 else value
            case "date":
                return long_date(dt.date.fromisoformat(value))
            case "month_day":
                return month_day(value)
    except (ValueError, InvalidOperation):
        return value
    return value
