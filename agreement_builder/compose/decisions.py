"""Open decisions: what waits for an answer, told once for each question and not again for its consequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import field_at
from agreement_builder.answers.shape import options_at
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.compose.cases import Cases
from agreement_builder.errors import Finding, error, warning
from agreement_builder.library.model import Library
from agreement_builder.library.service import ChoiceSpec


@dataclass(slots=True)
class OpenDecisions:
    """By the path of each unanswered fact, what depends on it; and the ids of all clauses that wait for one.

    `in_case` has what depends on it only if counsel takes certain options, with these in words.
    """

    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    clauses: set[str] = field(default_factory=set)
    in_case: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, path: str, what: str, clause: str | None = None, only_if: str = "") -> None:
        """Note that `what` depends on the fact at `path`, and with it the choice or the text of `clause`.

        `only_if` says with which choice of counsel it does.
        """
        if clause is not None:
            self.clauses.add(clause)
        if only_if:
            self.in_case.setdefault(path, {})[only_if] = None
        else:
            self.waiting.setdefault(path, {})[what] = None

    def findings(self, cases: Cases) -> Iterator[Finding]:
        """One finding for each question, with its choices."""
        file = cases.first.file
        for path, dependent in self.waiting.items():
            title, answer = _asked(path, cases.library)
            depend, hint = f"these depend on it: {', '.join(dependent)}.", f"Answer {answer}."
            message = f"{title} is not answered, and {depend}"
            if left_around(path, file.counsel_notes) is not None:
                message = f"{title} is left to counsel, and {depend} {cases.why_none(path)}"
                hint = f"Settle it with counsel before the draft. {hint}"
            yield error("decision-open", file.where(path), message, hint)
        for path, words in self.in_case.items():
            if path in self.waiting:
                continue
            title, answer = _asked(path, cases.library)
            first, *others = words
            more = f"; or one of {len(others)} other options" if others else ""
            message = f"{title} is not answered. It is needed if counsel chooses this: {first}{more}."
            yield warning("decision-open", file.where(path), message, f"Ask now, or answer {answer} after counsel.")


def _asked(path: str, library: Library) -> tuple[str, str]:
    """The question of an answer, and its path with the options that it has."""
    choice = library.choices.get(path.removeprefix(f"{CHOICES}."))
    info = field_at(Answers, path) if choice is None else None
    title = f"“{info.title}”" if info is not None and info.title else "An answer"
    if choice is not None:
        title = f"“{choice.ask}”"
    return title, f"{path}{_choices(path, choice)}"


def _choices(path: str, choice: ChoiceSpec | None) -> str:
    """` with one of: a (meaning); b (meaning)` for a closed choice or a tagged union."""
    found = choice.options.items() if choice is not None else options_at(Answers, path)
    words = "; ".join(f"{value} ({meaning})" for value, meaning in found)
    return f" with one of: {words}" if words else ""
