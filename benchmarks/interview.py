"""The time from an answer to the next question: `python -m benchmarks.interview`.

Complete interviews with the whole library and the shipped facts about municipalities; each answer is saved.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from agreement_builder.interview.known import known
from agreement_builder.interview.question import Kind, Question
from agreement_builder.interview.session import Session
from agreement_builder.library.load import load_library
from agreement_builder.library.load_places import load_places

LIMIT = 100
"""How many milliseconds the next question may take."""

TOWNS = (
    "Andover", "Bolton", "Columbia", "Coventry", "Ellington", "Hebron", "Mansfield", "Somers", "Stafford", "Tolland",
    "Vernon", "Willington",
)  # fmt: skip
ONE_MEASURE = {
    "service.measures": "own",
    "service.measures[1].measure": "Calls answered",
    "funding.first_fiscal_year": "2027",
    "term.end": "2032-06-30",
}


def _parties(count: int) -> dict[str, str]:
    names = {f"parties[{number}].name": f"Town of {town}" for number, town in enumerate(TOWNS[:count], 1)}
    return names | {f"parties[{count + 1}].name": ""}


INTERVIEWS: Mapping[str, Mapping[str, str]] = {
    "building inspection, lead agency, 2 towns": {"service.kind": "building_inspection", **_parties(2)},
    "dispatch, lead agency, 3 towns": {"service.kind": "dispatch", "funding.shares": "fixed", **_parties(3)},
    "fire prevention, mutual assistance, 4 towns": {
        "service.kind": "fire_prevention", "management.model": "mutual_assistance", "funding.shares": "own",
        **_parties(4),
    },
    "animal control, prices, 2 towns": {"service.kind": "animal_control", "funding.shares": "charges", **_parties(2)},
    "public health, 12 towns": {"service.kind": "public_health", "funding.shares": "measure", **_parties(12)},
}  # fmt: skip


def main() -> int:
    """Hold the interviews, and print the times."""
    library, facts = load_library(), known(load_places())
    print(f"CPython {platform.python_version()} on {platform.machine()}; milliseconds to the next question")
    print(f"{'':45} {'answers':>7} {'median':>7} {'95 %':>7} {'most':>7} {'most, CPU':>10}  at")
    for name, lines in INTERVIEWS.items():
        with tempfile.TemporaryDirectory() as folder:
            times = held(Session(Path(folder) / "answers.yaml", library, facts), {**ONE_MEASURE, **lines})
        waits = [wait for wait, _, _ in times]
        most, _, path = max(times)
        busy = max(cpu for _, cpu, _ in times)
        print(
            f"{name:45} {len(times):7} {median(waits):7.1f} {quantiles(waits, n=20)[-1]:7.1f} {most:7.1f}"
            f" {busy:10.1f}  {path}"
        )
    return 0


def held(session: Session, lines: Mapping[str, str]) -> list[tuple[float, float, str]]:
    """A complete interview: of each answer how long the next question took, of that on the processor, and its path."""
    found = []
    while (entry := session.entry) is not None:
        line = lines.get(entry.path)
        line = plausible(entry.question) if line is None else line
        began, busy = perf_counter(), process_time()
        session.submit(line)
        _ = session.entry
        found.append(((perf_counter() - began) * 1000, (process_time() - busy) * 1000, entry.path))
    return found


def plausible(question: Question) -> str:
    """A line that most questions of its kind take."""
    if question.default is not None or question.end is not None or question.may_be_open:
        return question.default or ("" if question.end is not None else _line(question))
    return _line(question)


def _line(question: Question) -> str:
    least = question.spec.min if question.spec is not None else None
    return {
        Kind.TEXT: question.example or "What is agreed",
        Kind.INTEGER: question.example or str(least or 12),
        Kind.NUMBER: "1,250",
        Kind.DOLLARS: "$185,000.00",
        Kind.PERCENT: str(least or 6),
        Kind.DATE: "July 1, 2027",
        Kind.MONTH_DAY: question.example or "July 1",
        Kind.CHOICE: "1",
    }[question.kind]


if __name__ == "__main__":
    sys.exit(main())
