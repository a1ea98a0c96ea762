"""The report on a batch: what became of each row, as a table for people, a CSV file, and JSON for programs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import click

from agreement_builder.cli.ending import ANSWERS, CLEAN, FINDINGS, LIBRARY, USAGE
from agreement_builder.cli.report import print_findings, print_json
from agreement_builder.errors import Finding, OutputRefusal, Severity, Where, error
from agreement_builder.wholefile import write_whole

REPORT = "report.csv"
HEAD = ("row", "draft", "result", "date", "errors", "warnings", "open blanks", "first message")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet program would take for a formula."""
MOST_TOLD = 20
"""Rows of which the findings are told on the screen; the report has all."""
MOST_SHOWN = 40
"""Rows of the table on the screen."""
WEIGHT = (CLEAN, FINDINGS, USAGE, ANSWERS, LIBRARY)
"""Exit codes of rows, the lightest first: the batch ends with the heaviest."""


class Result(StrEnum):
    """What became of a row."""

    MADE = "made"
    WITH_ERRORS = "made with errors"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the date and the findings of its draft, or why it was refused; `code` as an exit code.

    `paths` are those of the draft and of its answers.
    """

    row: int
    draft: str
    result: Result
    date: str = ""
    findings: tuple[Finding, ...] = ()
    code: int = CLEAN
    paths: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        """Errors, warnings and open blanks."""
        found = Counter(f.severity for f in self.findings if f.rule != "blank-open")
        blanks = sum(finding.rule == "blank-open" for finding in self.findings)
        return found[Severity.ERROR], found[Severity.WARNING], blanks

    @property
    def first(self) -> str:
        """The first finding in one line, errors before warnings; open blanks are only counted."""
        told = sorted(
            (f for f in self.findings if f.rule != "blank-open"),
            key=lambda f: (f.severity is not Severity.ERROR, f.severity is not Severity.WARNING),
        )
        return f"{told[0]} {told[0].hint}".strip() if told else ""


@dataclass(frozen=True)
class Report:
    """What became of all rows of a table; `left_over` names drafts of earlier calls that no row makes any more."""

    folder: Path
    table: str
    outcomes: tuple[Outcome, ...]
    left_over: tuple[str, ...] = ()

    @cached_property
    def code(self) -> int:
        """The exit code: the heaviest of all rows."""
        return max((outcome.code for outcome in self.outcomes), key=WEIGHT.index, default=CLEAN)

    @property
    def summary(self) -> str:
        """`3 made, 1 unchanged, 1 refused`."""
        counts = Counter(outcome.result for outcome in self.outcomes)
        return ", ".join(f"{counts[result]} {result}" for result in Result if counts[result])

    def tell(self, *, as_json: bool) -> None:
        """Print it: JSON on stdout, or a table and what was refused on stderr."""
        if as_json:
            print_json(self.as_dict())
            return
        refused = [outcome for outcome in self.outcomes if outcome.result is Result.REFUSED]
        for outcome in refused[:MOST_TOLD]:
            print_findings(outcome.findings)
        if len(refused) > MOST_TOLD:
            click.echo(f"{len(refused) - MOST_TOLD} more rows were refused; {REPORT} says why.", err=True)
        for line in self.lines():
            click.echo(line, err=True)

    def lines(self) -> Iterator[str]:
        """The table, of all rows if they are few, else of those that need somebody; then how many there are."""
        head = ("Row", "Draft", "Result", "Errors", "Warnings", "Open blanks")
        wanted = list(self.outcomes)
        if len(wanted) > MOST_SHOWN:
            wanted = [outcome for outcome in wanted if outcome.code != CLEAN][:MOST_SHOWN]
        rows = [(str(one.row), one.draft, str(one.result), *map(str, one.counts)) for one in wanted]
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        for cells in (head, tuple("-" * width for width in widths), *rows) if rows else ():
            yield "  ".join(
                cell.ljust(width) if 0 < place < 3 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
            ).rstrip()
        if 0 < len(rows) < len(self.outcomes):
            yield f"Of {len(self.outcomes):,} rows, {len(rows)} that need somebody are shown; {REPORT} has all."
        yield f"{self.summary}."
        if self.left_over:
            names = ", ".join(self.left_over[:MOST_TOLD])
            yield f"From earlier calls, and in no row any more: {names}."

    def as_dict(self) -> dict[str, object]:
        """The report as plain data, with every finding."""
        return {
            "table": self.table,
            "folder": str(self.folder),
            "results": dict(Counter(str(outcome.result) for outcome in self.outcomes)),
            "left_over": list(self.left_over),
            "rows": [_row(outcome) for outcome in self.outcomes],
        }

    def write(self) -> None:
        """Write it as CSV, for Excel and others; raises OutputRefusal."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(HEAD)
        for one in self.outcomes:
            cells = (one.row, one.draft, one.result, one.date, *one.counts, one.first)
            writer.writerow([_harmless(str(cell)) for cell in cells])
        write_whole(self.folder / REPORT, stream.getvalue().encode("utf-8-sig"))


def demand_report(path: Path, table: Path, *, force: bool) -> None:
    """Raise OutputRefusal if a report would take the place of the table, or of a file that is no report."""
    if path.is_file() and path.resolve() != table.resolve():
        with path.open("rb") as stream:
            ours = stream.read(100).decode("utf-8-sig", "replace").startswith(",".join(HEAD))
        if ours or force:
            return
    elif not path.exists():
        return
    message = "A report is written here, and this is another file."
    raise OutputRefusal([error("output-edited", Where(str(path)), message, "Move it, or choose another folder.")])


def _row(outcome: Outcome) -> dict[str, object]:
    errors, warnings, blanks = outcome.counts
    draft, answers = outcome.paths or (None, None)
    return {
        "row": outcome.row,
        "draft": outcome.draft,
        "result": str(outcome.result),
        "date": outcome.date or None,
        "file": draft,
        "answers": answers,
        "errors": errors,
        "warnings": warnings,
        "open_blanks": blanks,
        "findings": [finding.as_dict() for finding in outcome.findings],
    }


def _harmless(cell: str) -> str:
    """The cell as text that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
