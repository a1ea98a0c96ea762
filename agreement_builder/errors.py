"""The lowest floor: what can be wrong, where, and how it is told.

Every fault of the library, the answers, the document, the template or the law is a `Finding`. Code that
can go on collects findings; code that cannot raises a `Refusal`, which carries *all* of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a final copy and makes the exit code non-zero."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Where:
    """A place: a file with line and column (from 1), a field of the answers, a section of the draft."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None
    section: str | None = None

    def __str__(self) -> str:
        spot = self.file or ""
        if self.line is not None:
            spot += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        return ", ".join(part for part in (spot, self.section, self.field) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its rule, severity, place, what is wrong and why it matters, and what to do."""

    rule: str
    severity: Severity
    where: Where
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        return f"{place}{self.severity}: {self.message} [{self.rule}]"

    def as_dict(self) -> dict[str, object]:
        """The finding as plain data, for `--json`; absent parts of the place are left out."""
        place = {name: value for name, value in asdict(self.where).items() if value is not None}
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "where": place,
            "message": self.message,
            "hint": self.hint,
        }


class Refusal(Exception):
    """Work that cannot go on; `findings` holds every reason found, never only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


class AnswersRefusal(Refusal):
    """The answers file cannot be read or contradicts itself."""


class TableRefusal(Refusal):
    """A table of answers cannot be read, or its columns are not the paths of answers."""


class LibraryRefusal(Refusal):
    """A clause, outline, authority or requirement file is at fault."""


class TemplateRefusal(Refusal):
    """The Word template cannot carry the draft."""


class OutputRefusal(Refusal):
    """The result cannot be written where it was asked for."""


class DraftRefusal(Refusal):
    """A file cannot be read as a draft."""


class FinalRefusal(Refusal):
    """A final copy was asked for while points are open."""


def error(rule: str, where: Where, message: str, hint: str = "") -> Finding:
    """A finding of severity error."""
    return Finding(rule, Severity.ERROR, where, message, hint)


def warning(rule: str, where: Where, message: str, hint: str = "") -> Finding:
    """A finding of severity warning."""
    return Finding(rule, Severity.WARNING, where, message, hint)


def note(rule: str, where: Where, message: str, hint: str = "") -> Finding:
    """A finding of severity note."""
    return Finding(rule, Severity.NOTE, where, message, hint)


def nearest(word: str, known: Iterable[str]) -> str:
    """`Did you mean "x"?` for the known word nearest to `word`; where none is near, a short list of them all."""
    words = sorted(set(known))
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    if len(words) > 12:
        return "Check its spelling."
    return "Known here: " + ", ".join(words) + "." if words else ""
