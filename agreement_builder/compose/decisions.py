"""Open decisions: what waits for an answer, told once for each question and not again for its consequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agreement_builder.answers.base import Choice
from agreement_builder.answers.funding import METHODS
from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import choices_of, field_at
from agreement_builder.errors import Finding, error


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

    def findings(self, file: AnswersFile) -> Iterator[Finding]:
        """One finding for each question, with its choices."""
        for path, dependent in self.waiting.items():
            info = field_at(Answers, path)
            title = f"“{info.title}”" if info is not None and info.title else "An answer"
            message = f"{title} is not answered, and these depend on it: {', '.join(dependent)}."
            yield error("decision-open", file.where(path), message, f"Answer {path}{_choices(path)}.")


def _choices(path: str) -> str:
    """` with one of: a (meaning); b (meaning)` for a closed choice."""
    info = field_at(Answers, path)
    if info is None:
        return ""
    found = {str(choice): choice.meaning for choice in choices_of(info.annotation) if isinstance(choice, Choice)}
    if path == "funding.shares":
        found = METHODS
    words = "; ".join(f"{value} ({meaning})" for value, meaning in found.items())
    return f" with one of: {words}" if words else ""
