"""Our whole build against docxtpl and python-docx: `python -m benchmarks.run`.

README.md beside this file says what each of them does and does not do.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from agreement_builder.answers.load import load_answers
from agreement_builder.checks.run import check
from agreement_builder.document.tree import Chart
from agreement_builder.drafting import Draft, draft
from agreement_builder.errors import Severity
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.library.load import load_library
from agreement_builder.writers.docx.template import WordTemplate, read_template
from agreement_builder.writers.docx.write import write_docx
from benchmarks.jobs import rivals
from benchmarks.jobs.library import Folders, write_library
from benchmarks.jobs.lines import Lines, lines_of, size_of
from benchmarks.jobs.measure import Job, command, take_turns

SIZES = {40: (15, 15), 400: (7, 5), 4000: (3, 1)}
"""By the number of clauses, in how many rounds we and docxtpl are measured, and in how many python-docx is."""

COMMAND_ROUNDS = 11
DATE = dt.date(2026, 11, 23)
EQUAL = 0.03
"""By how much the results may differ in size."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio that we hold ourselves to."""

    what: str
    ratio: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def __str__(self) -> str:
        demand = "at least" if self.at_least else "at most"
        return f"{'pass' if self.met else 'FAIL'}  {self.what}: {self.ratio:.2f} ({demand} {self.limit:g})"


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size; `first` is our build with nothing compiled yet."""

    clauses: int
    words: int
    first: float
    ours: float
    docxtpl: float
    straight: float

    @property
    def row(self) -> str:
        times = f"{self.ours:10,.1f} {self.docxtpl:10,.1f} {self.straight:12,.1f}"
        ratios = f"{self.docxtpl / self.ours:13.2f} {self.straight / self.ours:17.2f}"
        return f"{self.clauses:8,} {self.words:9,} {times} {ratios} {self.first:12,.1f}"


HEAD = (
    f"{'clauses':>8} {'words':>9} {'ours':>10} {'docxtpl':>10} {'python-docx':>12}"
    f" {'docxtpl/ours':>13} {'python-docx/ours':>17} {'ours, first':>12}"
)


def main() -> int:
    """Measure, and print the tables and the bars; 1 if a bar is missed."""
    start = perf_counter()
    print(f"CPython {platform.python_version()} on {platform.machine()}; medians in milliseconds\n")
    print("In process, warm")
    print(HEAD)
    sizes = []
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            sizes.append(in_process(Path(folder), count))
        print(sizes[-1].row, flush=True)
    few, many = sizes[0], sizes[-1]
    each = [size.ours / size.clauses for size in (few, many)]
    print(f"A clause costs us {each[0]:.3f} ms among {few.clauses}, {each[1]:.3f} ms among {many.clauses:,}.")
    bars = [Bar(f"docxtpl / our build, {s.clauses:,} clauses", s.docxtpl / s.ours, 2, at_least=True) for s in sizes]
    bars.append(Bar(f"our cost of a clause, {many.clauses:,} / {few.clauses}", each[1] / each[0], 1.3))
    with tempfile.TemporaryDirectory() as folder:
        bars += whole_commands(Path(folder), few.clauses)
    print("\nBars")
    print(*bars, sep="\n")
    print(f"\n{perf_counter() - start:.0f} seconds in all")
    return 0 if all(bar.met for bar in bars) else 1


def in_process(folder: Path, count: int) -> Size:
    """Our build, docxtpl and python-docx, for an agreement of `count` clauses."""
    folders = write_library(folder, count)
    library = load_library(clauses=folders.clauses, templates=folders.templates)
    answers, template = load_answers(folders.answers), read_template(library.template)

    def build() -> bytes:
        made = without_charts(draft(library, answers, DATE, annex=False))
        findings = check(made)
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise AssertionError("the made-up library makes a draft without errors")
        return write_docx(made, template, ledger=ledger_of(made, findings))

    first = Job(build, 1)
    take_turns(first)
    lines = lines_of(draft(library, answers, DATE, annex=False), template)
    empty = rivals.empty_template(template.content)
    filling = rivals.docxtpl_template(lines, empty)
    rounds, straight_rounds = SIZES[count]
    ours = Job(build, rounds)
    docxtpl = Job(lambda: rivals.fill_docxtpl(filling, lines.values), rounds)
    straight = Job(lambda: rivals.write_straight(lines, empty), straight_rounds)
    take_turns(ours, docxtpl, straight)
    words = demand_equal(ours, docxtpl, straight)
    return Size(count, words, first.ms, ours.ms, docxtpl.ms, straight.ms)


def without_charts(made: Draft) -> Draft:
    """The draft without its charts, which the rivals do not draw."""
    exhibits = tuple(
        replace(exhibit, blocks=tuple(block for block in exhibit.blocks if not isinstance(block, Chart)))
        for exhibit in made.document.exhibits
    )
    document = replace(made.document, exhibits=exhibits)
    return replace(made, composition=replace(made.composition, document=document))


def demand_equal(*jobs: Job[bytes]) -> int:
    """The words of the results, which must agree in words and paragraphs."""
    sizes = [size_of(job.result) for job in jobs if job.result is not None]
    for counts in zip(*sizes, strict=True):
        if max(counts) > (1 + EQUAL) * min(counts):
            raise AssertionError(f"the results are not of equal size: {sizes}")
    return sizes[0][1]


def whole_commands(folder: Path, count: int) -> list[Bar]:
    """Commands as a user starts them, each in a process of its own."""
    folders = write_library(folder, count)
    template, values = docxtpl_files(folders)
    ours = Path(sys.executable).with_name("agreement-builder")
    script = Path(rivals.__file__).with_name("fill_script.py")
    build: list[str | Path] = [ours, "build", folders.answers, "--library", folders.root, "-o", folder / "ours.docx"]
    build.append("--no-annex")  # The rivals write the agreement alone.
    fill: list[str | Path] = [sys.executable, script, template, values, folder / "docxtpl.docx"]
    jobs = {
        "python -c pass": Job(command([sys.executable, "-c", "pass"]), COMMAND_ROUNDS),
        "agreement-builder --help": Job(command([ours, "--help"]), COMMAND_ROUNDS),
        f"agreement-builder build, {count} clauses": Job(command(build), COMMAND_ROUNDS),
        f"docxtpl script, {count} clauses": Job(command(fill), COMMAND_ROUNDS),
    }
    take_turns(*jobs.values())
    bare, short, built, filled = (job.ms for job in jobs.values())
    print("\nWhole commands")
    for name, job in jobs.items():
        print(f"{name:40} {job.ms:8.1f}   {job.ms / bare:5.1f} x python -c pass")
    return [Bar("--help / bare interpreter", short / bare, 5), Bar("build / docxtpl script", built / filled, 2)]


def docxtpl_files(folders: Folders) -> tuple[Path, Path]:
    """The template and the values of docxtpl's command, which writes what our command builds."""
    library = load_library(folders.root)
    template: WordTemplate = read_template(library.template)
    lines: Lines = lines_of(draft(library, load_answers(folders.answers), DATE, annex=False), template)
    files = folders.root / "template.docx", folders.root / "values.json"
    files[0].write_bytes(rivals.docxtpl_template(lines, rivals.empty_template(template.content)))
    files[1].write_text(json.dumps(lines.values), encoding="utf-8")
    return files


if __name__ == "__main__":
    sys.exit(main())
