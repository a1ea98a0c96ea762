"""Why a topic is filled as it is, in words: the facts that made its clause the one, and what would make it another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from agreement_builder.answers.facts import Reading
from agreement_builder.answers.model import Answers
from agreement_builder.compose.cases import Case
from agreement_builder.compose.fact_words import FactWords
from agreement_builder.compose.select import Chosen, Considered, Reason
from agreement_builder.library.clause import Clause
from agreement_builder.library.condition import Atom
from agreement_builder.library.model import Library

_SIGN_WORDS = {"<": "fewer than", "<=": "at most", ">": "more than", ">=": "at least"}
BASIC = 100
"""A fact that decides on more clauses than these belongs to the whole agreement: how the service is organized."""

_SERVICE = "service.kind"
"""The fact by which a clause is chosen that is written for a service and has no condition."""

_MANY = 3
"""More options than these are not listed."""


@dataclass(frozen=True, slots=True)
class Instead:
    """An alternative that was not chosen, and when it would be, in words: empty where it stands if no other does.

    `answers` says it without the questions, where these are those that chose the clause in its place, and is empty
    otherwise. `needs` are the facts that would have to be others. `remote` is whether one of these does not even arise,
    or decides so much that nobody would change it for the sake of one section.
    """

    clause: Clause
    applies: str = ""
    answers: str = ""
    needs: tuple[str, ...] = ()
    remote: bool = False


class Reasons:
    """The reasons for the choices of one draft."""

    def __init__(self, library: Library, answers: Answers) -> None:
        self._library, self._service = library, str(answers.service.kind)
        self.words = FactWords(library, answers)
        self._names: dict[int, tuple[Reading, Mapping[str, object]]] = {}
        # A note asks for the reasons of a choice, and for what stands against it, several times.
        self._weighed: dict[int, tuple[Chosen, dict[str, str], tuple[Instead, ...]]] = {}

    def because(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        """The facts that chose the clause, by their paths as a condition has them: the most telling first.

        Empty where no condition chose it. A fact on which no alternative differs is left out, and so is one on which
        the whole agreement depends, unless there is no other.
        """
        _, found, others = self._of(chosen)
        differing = {path for other in others for path in other.needs}
        telling = {path: words for path, words in found.items() if path in differing} or found
        telling = {path: words for path, words in telling.items() if self._readers[path] <= BASIC} or telling
        return tuple(sorted(telling.items(), key=lambda pair: self._readers[pair[0]]))

    def instead(self, chosen: Chosen) -> tuple[Instead, ...]:
        """The alternatives not chosen, those first that need the fewest other answers."""
        _, _, others = self._of(chosen)
        return tuple(sorted(others, key=lambda one: (one.remote, len(one.needs))))

    def open(self, chosen: Chosen) -> tuple[str, ...]:
        """The questions whose answers may still put another clause in its place."""
        waiting = (weighed.facts.items() for weighed in chosen.considered if weighed.verdict is None)
        paths = dict.fromkeys(path for facts in waiting for path, value in facts if value is None)
        return tuple(dict.fromkeys(self.words.question(path) for path in paths))

    @cached_property
    def _readers(self) -> Counter[str]:
        """How many clauses are chosen by each fact: the fewer, the more it tells of one of them."""
        clauses = (clause.condition for clause in self._library.clauses.values() if clause.condition is not None)
        return Counter(path for condition in clauses for path in condition.facts())

    def _of(self, chosen: Chosen) -> tuple[Chosen, dict[str, str], tuple[Instead, ...]]:
        """What decided, and the alternatives; with the choice, so that its id is that of no other."""
        if id(chosen) not in self._weighed:
            known = self._deciding(chosen)
            others = tuple(self._instead(chosen, one, known) for one in chosen.rejected)
            self._weighed[id(chosen)] = (chosen, known, others)
        return self._weighed[id(chosen)]

    def _deciding(self, chosen: Chosen) -> dict[str, str]:
        """The facts for which the condition of the chosen clause holds, in words; none that counsel is to settle."""
        clause = chosen.clause
        if clause is None or chosen.reason is not Reason.CONDITION:
            return {}
        if clause.condition is None:
            return {_SERVICE: self.words.fact(_SERVICE, self._service)}
        lookup, read = self._lookup(chosen)
        found: dict[str, str] = {}
        for atom in clause.condition.deciding(lookup):
            value = lookup(atom.path)
            if chosen.case is None or not chosen.case.settles(read()):
                found[atom.path] = self.words.fact(atom.path, _as_text(value))
        return found

    def _instead(self, chosen: Chosen, one: Considered, known: Container[str]) -> Instead:
        clause = one.clause
        if clause.condition is None:
            return Instead(clause)
        lookup, _ = self._lookup(chosen)
        ways = clause.condition.unmet(lookup)
        best = min(ways, key=len)
        if not best:
            return Instead(clause)
        needs = tuple(dict.fromkeys(atom.path for atom in best))
        answers = self._all(best, questions=False) if all(path in known for path in needs) else ""
        remote = any(self._readers[path] > BASIC or _does_not_arise(lookup(path)) for path in needs)
        return Instead(clause, "; or ".join(self._all(way) for way in ways), answers, needs, remote)

    def _all(self, atoms: Iterable[Atom], *, questions: bool = True) -> str:
        return "; and ".join(dict.fromkeys(self._atom(atom) if questions else self._says(atom) for atom in atoms))

    def _atom(self, atom: Atom) -> str:
        question = self.words.question(atom.path)
        return f"{question}{'' if question.endswith('?') else ':'} {self._says(atom)}"

    def _says(self, atom: Atom) -> str:
        """What the fact would have to be."""
        listed = [str(one) for one in atom.value] if isinstance(atom.value, list) else [str(atom.value)]
        options = [self.words.value(atom.path, one) for one in listed]
        match atom.sign:
            case "":
                return self.words.truth(atom.path, atom.holds)
            case "==" | "!=" | "in" | "not in":
                wanted = atom.holds is (atom.sign in ("==", "in"))
                some = "; or ".join(
                    options if len(options) <= _MANY else [options[0], f"one of {len(options) - 1} others"]
                )
                return some if wanted else f"other than: {some}"
        if atom.holds:
            return f"{_SIGN_WORDS[atom.sign]} {options[0]}"
        return f"not {_SIGN_WORDS[atom.sign]} {options[0]}"

    def _lookup(self, chosen: Chosen) -> tuple[Callable[[str], object], Callable[[], str]]:
        """Gives the value of a fact in the case in which the clause was chosen; and the path that was read last."""
        case = chosen.case
        assert case is not None  # noqa: S101 - whatever selection chose, it chose in a case
        reading, names = self._names_in(case)
        if chosen.about is not None:
            names = {**names, **chosen.about.names(case.facts, reading)}

        def value(path: str) -> object:
            return case.facts.value(path, names, reading)

        return value, lambda: reading.last

    def _names_in(self, case: Case) -> tuple[Reading, Mapping[str, object]]:
        if id(case) not in self._names:
            reading = Reading()
            self._names[id(case)] = (reading, case.facts.names(reading))
        return self._names[id(case)]


def _does_not_arise(value: object) -> bool:
    """Whether it is the value of a choice that does not concern the agreement."""
    return isinstance(value, str) and not value


def _as_text(value: object) -> str | None:
    """A value as the text as which facts are recorded."""
    reading, path = Reading(), "service"
    reading.note(path, value)
    return reading.facts.get(path)
