"""Measuring: jobs take turns, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(slots=True)
class Job(Generic[Result]):
    """What is measured in `rounds` rounds; where these are more than one, an unmeasured run goes before."""

    run: Callable[[], Result]
    rounds: int
    times: list[float] = field(default_factory=list)
    result: Result | None = None

    @property
    def ms(self) -> float:
        """The median of the milliseconds."""
        return median(self.times) * 1000

    def measure(self) -> None:
        """Run it once more."""
        gc.collect()
        start = perf_counter()
        self.result = self.run()
        self.times.append(perf_counter() - start)


def take_turns(*jobs: Job[Result]) -> None:
    """Measure the jobs in turns, each in as many rounds as it asks for."""
    for job in jobs:
        if job.rounds > 1:
            job.run()
    for turn in range(max(job.rounds for job in jobs)):
        for job in jobs:
            if turn < job.rounds:
                job.measure()


def command(words: Sequence[str | Path]) -> Callable[[], None]:
    """What runs a command and demands that it ends with the code 0."""

    def run() -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr.decode()}")

    return run
