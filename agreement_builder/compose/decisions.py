"""Open decisions: what waits for an answer, told once for each question and not again for its consequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import field_at
from agreement_builder.answers.shape import options_at
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.errors import Finding, error
from agreement_builder.library.model import Library
from agreement_builder.library.service import ChoiceSpec


@dataclass(slots=True)
class OpenDecisions:
    """By the path of each unanswered fact, what depends on it; and the ids of all clauses that wait for one."""

    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    clauses: set[str] = field(default_factory=set)

    def add(self, path: str, what: str, clause: str | None = None) -> None:
        """Note that `what` depends on the fact at `path`, and with it the choice or the text of `clause`."""
        self.waiting.setdefault(path, {})[what] = None
        if clause is not None:
            self.clauses.add(clause)

    def findings(self, file: AnswersFile, library: Library) -> Iterator[Finding]:
        """One finding for each question, with its choices."""
        for path, dependent in self.waiting.items():
            choice = library.choices.get(path.removeprefix(f"{CHOICES}."))
            info = field_at(Answers, path) if choice is None else None
            title = f"“{info.title}”" if info is not None and info.title else "An answer"
            if choice is not None:
                title = f"“{choice.ask}”"
            message = f"{title} is not answered, and these depend on it: {', '.join(dependent)}."
            yield error("decision-open", file.where(path), message, f"Answer {path}{_choices(path, choice)}.")


def _choices(path: str, choice: ChoiceSpec | None) -> str:
    """` with one of: a (meaning); b (meaning)` for a closed choice or a tagged union."""
    found = choice.options.items() if choice is not None else options_at(Answers, path)
    words = "; ".join(f"{value} ({meaning})" for value, meaning in found)
    return f" with one of: {words}" if words else ""
