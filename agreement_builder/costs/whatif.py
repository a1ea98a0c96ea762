"""What if: the answers with some of them changed, or without one of the parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreement_builder.answers.load import AnswersFile, revised
from agreement_builder.answers.model import Answers
from agreement_builder.costs.account import account
from agreement_builder.costs.compare import Comparison
from agreement_builder.costs.without import without_party


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the answers: in words, with what else had to change, and the answers after it."""

    words: str
    notes: tuple[str, ...]
    file: AnswersFile

    @property
    def answers(self) -> Answers:
        """The answers after the change."""
        return self.file.answers


def change(file: AnswersFile, settings: Sequence[str] = (), without: str | None = None) -> Change:
    """The answers with each `path=value` of `settings` put in, and then without the party `without`.

    Raises AnswersRefusal if a path leads nowhere, or if the changed answers contradict themselves.
    """
    changed = revised(file, settings, "--what-if") if settings else file
    words = [f"What if {' and '.join(settings)}"] if settings else []
    notes: tuple[str, ...] = ()
    if without is not None:
        rest = without_party(changed.answers, without)
        changed = replace(changed, answers=rest.answers)
        words.append(f"{'w' if words else 'W'}ithout {without}")
        notes = rest.changes
    return Change(", ".join(words) or "No change", notes, changed)


def compare_costs(
    file: AnswersFile, settings: Sequence[str] = (), without: str | None = None, year: int | None = None
) -> Comparison:
    """What a change does to the costs of the fiscal year that begins in `year` (left out: the first one).

    `settings` are changes `path=value`, `without` the key of a party that takes no part. Raises AnswersRefusal.
    """
    year = file.answers.funding.first_fiscal_year if year is None else year
    changed = change(file, settings, without)
    return Comparison(account(file.answers, year), account(changed.answers, year))
