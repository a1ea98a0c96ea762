"""Cases: the answers as they are, and as they would be under each option of a choice that is left to counsel.

A choice is settled only where something depends on it, so what does not is composed once. `leaves` follows the
choices on which one thing depends to the cases in which it depends on none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import ValidationError

from agreement_builder.answers.counsel import left_around, options_of, why_none, with_answer
from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import field_at
from agreement_builder.answers.rules import faults
from agreement_builder.answers.shape import Options
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.compose.ground import Ground, ground
from agreement_builder.library.model import Library

T = TypeVar("T")

MOST = 12
"""How many alternatives one place of a draft may carry; more cannot be compared by a reader."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, with the question and the meaning of the option in words."""

    path: str
    value: str
    question: str
    meaning: str

    @property
    def words(self) -> str:
        """The question with the option as its answer."""
        return f"{self.question} {self.meaning}" if self.question.endswith("?") else f"{self.question}: {self.meaning}"


@dataclass(frozen=True, eq=False)
class Case:
    """The answers with what is settled of the choices left to counsel, and the facts that follow."""

    settled: tuple[Option, ...]
    file: AnswersFile
    base: Ground
    reading: Reading = field(default_factory=Reading)

    @property
    def facts(self) -> Facts:
        """The facts of the case."""
        return self.base.facts

    @cached_property
    def names(self) -> dict[str, object]:
        """The names that a clause may use; readings are recorded in `reading`."""
        return self.facts.names(self.reading)

    @property
    def words(self) -> str:
        """What is settled, in words."""
        return in_words(self.settled)

    def settles(self, path: str) -> bool:
        """Whether the choice is settled in this case."""
        return any(option.path == path for option in self.settled)

    def unsettled(self) -> dict[str, str | None]:
        """The facts read last, those that are settled in this case alone as what they are: not answered."""
        return {path: None if self.settles(path) else value for path, value in self.reading.facts.items()}


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """What was found in one case."""

    case: Case
    found: T


def in_words(options: Iterable[Option]) -> str:
    """Options of several choices, each with its question."""
    return "; and ".join(option.words for option in options)


class Cases:
    """The cases of one set of answers; `first` is that of the answers as they are, on the ground `base` if it is known.

    `barred` has the options that the other answers rule out, with what they contradict. `many` has the choices that
    have too many alternatives with others.
    """

    def __init__(self, library: Library, file: AnswersFile, base: Ground | None = None) -> None:
        self.library = library
        self.first = Case((), file, base or ground(library, file))
        self.barred: dict[Option, str] = {}
        self.many: set[str] = set()
        self._under: dict[tuple[Option, ...], Case | None] = {(): self.first}

    def options(self, path: str) -> tuple[Option, ...]:
        """The options of a choice that is left to counsel, if a draft can carry the alternatives."""
        if left_around(path, self.first.file.counsel_notes) is None:
            return ()
        return tuple(Option(path, value, self.question(path), meaning) for value, meaning in self._options(path))

    def question(self, path: str) -> str:
        """The question that an answer answers, in words."""
        choice = self.library.choices.get(path.removeprefix(f"{CHOICES}."))
        if choice is not None:
            return choice.ask
        if path.startswith("blanks.") and (asked := self._asked(path)):
            return asked
        info = field_at(Answers, path)
        return info.title if info is not None and info.title else path

    def _asked(self, path: str) -> str:
        """The question of a blank of one of the clauses; empty if none has it."""
        _, topic, *name = path.split(".")
        specs = (clause.meta.blanks.get(".".join(name)) for clause in self.library.topics.get(topic, ()))
        return next((spec.ask for spec in specs if spec is not None), "")

    def why_none(self, path: str) -> str:
        """Why a draft does not carry the alternatives of an answer that is left to counsel."""
        if path in self.many:
            return f"With what else is left to counsel there are more than {MOST} alternatives to compare."
        if self._options(path):
            return "None of its options goes with the other answers."
        if path.startswith(f"{CHOICES}."):
            return "The statutes on which the agreement rests follow from it, so it comes before everything else."
        return why_none(path)

    def _options(self, path: str) -> Options:
        choice = self.library.choices.get(path.removeprefix(f"{CHOICES}.")) if path.startswith(CHOICES) else None
        if choice is None:
            return options_of(path)
        routes = self.library.routes(self.first.file.answers.jurisdiction)
        rests = any(path in self.library.conditions[route.when].facts() for route in routes)
        return () if rests else tuple(choice.options.items())

    def under(self, case: Case, path: str | None) -> list[Case]:
        """The case under each option of a choice, but for those that the other answers rule out."""
        if path is None or case.settles(path):
            return []
        found = (self._case(case, option) for option in self.options(path))
        return [one for one in found if one is not None]

    def leaves(self, look: Callable[[Case], tuple[T, str | None]], begin: Case | None = None) -> list[Leaf[T]]:
        """What `look` finds in each case that it tells apart, in the order of the options.

        `look` returns what it finds and the path of a choice that it would still need. Where there are more than
        MOST cases, what it finds in the first alone, and the choices are noted as too many.
        """
        if not self.first.file.counsel_notes:
            return [Leaf(begin or self.first, look(begin or self.first)[0])]
        waiting = [begin or self.first]
        found: list[Leaf[T]] = []
        while waiting:
            case = waiting.pop(0)
            result, path = look(case)
            below = self.under(case, path)
            if not below:
                found.append(Leaf(case, result))
            waiting = [*below, *waiting]
            if len(found) + len(waiting) > MOST:
                self.many |= {option.path for one in waiting for option in one.settled}
                case = begin or self.first
                return [Leaf(case, look(case)[0])]
        return found

    def truths(self, condition: str) -> set[bool | None]:
        """What a condition of the library's data comes to, in whichever case."""

        def look(case: Case) -> tuple[bool | None, str | None]:
            verdict, read = case.base.weighing(condition)
            return verdict, self.open_among(read.items()) if verdict is None else None

        return {leaf.found for leaf in self.leaves(look)}

    def open_among(self, read: Iterable[tuple[str, str | None]]) -> str | None:
        """The first of these facts that is open and can be settled by one of several options."""
        return next((path for path, value in read if value is None and self.options(path)), None)

    def _case(self, case: Case, option: Option) -> Case | None:
        settled = (*case.settled, option)
        if settled not in self._under:
            self._under[settled] = self._settled(case, option)
        return self._under[settled]

    def _settled(self, case: Case, option: Option) -> Case | None:
        """The case with one option more; None if the answers contradict it."""
        before = case.file.answers
        try:
            answers = with_answer(before, option.path, option.value)
        except ValidationError as fault:
            self.barred.setdefault(option, str(fault.errors()[0]["msg"]))
            return None
        new = next(_beyond(faults(answers), faults(before)), None)
        if new is not None:
            self.barred.setdefault(option, new)
            return None
        file = replace(case.file, answers=answers)
        return Case((*case.settled, option), file, ground(self.library, file))


def _beyond(found: Iterable[tuple[str, str, str, str]], known: Iterable[tuple[str, str, str, str]]) -> Iterator[str]:
    """The messages of the faults that are not known yet."""
    seen = {(path, rule) for path, rule, _, _ in known}
    return (message for path, rule, message, _ in found if (path, rule) not in seen)
