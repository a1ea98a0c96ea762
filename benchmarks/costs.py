"""The costs of a large agreement, worked out: `python -m benchmarks.costs`.

400 parties and 50 costs, of every kind of arithmetic: proportions, blends of averaged years, floors and caps, prices.
"""

from __future__ import annotations

import datetime as dt
import platform
import sys
from dataclasses import replace

from agreement_builder.answers.model import Answers
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.writers.costs.page import costs_page
from agreement_builder.writers.xlsx.book import write_workbook
from benchmarks.jobs.measure import Job, take_turns

PARTIES, LINES, ROUNDS = 400, 50, 5
YEAR = 2027
DATE = dt.date(2026, 11, 23)


def main() -> int:
    """Measure, and print the medians."""
    answers = made_up()
    found = account(answers, YEAR)
    jobs = {
        "the account of one fiscal year": Job[object](lambda: account(answers, YEAR), ROUNDS),
        "the account and its page of text": Job[object](lambda: costs_page(answers, account(answers, YEAR)), ROUNDS),
        "the workbook of 10 of the costs": Job[object](lambda: write_workbook(answers, [few(answers)], DATE), 1),
    }
    take_turns(*jobs.values())
    print(f"CPython {platform.python_version()} on {platform.machine()}; medians in milliseconds")
    print(f"{PARTIES} parties, {len(found.lines)} costs, {sum(len(line.sheet.steps) for line in found.lines)} steps\n")
    for name, job in jobs.items():
        print(f"{name:36} {job.ms:10,.1f}")
    return 0


def few(answers: Answers) -> YearAccount:
    """The account with its first ten costs."""
    found = account(answers, YEAR)
    return replace(found, lines=found.lines[:10])


def made_up() -> Answers:
    """The answers of the agreement; as a file they would be larger than a file may be."""
    keys = [f"town_{number}" for number in range(PARTIES)]
    figures = {key: 1000 + (place * 7919) % 9973 for place, key in enumerate(keys)}
    measure = {"of": "population", "source": "census", "values": figures}
    years = {year: {key: figure + year % 7 for key, figure in figures.items()} for year in range(2022, 2027)}
    calls = {"of": "calls", "source": "log", "years": years, "average": 5}
    kinds: list[dict[str, object]] = [
        {"shares": {"method": "measure", "measure": measure}, "cost": "1234567.89"},
        {
            "shares": {"method": "blend", "parts": [{"weight": 40, "measure": calls}, {"weight": 60}]},
            "cost": 869000,
            "adjustments": [{"rule": "escalator", "percent": 2}],
        },
        {
            "shares": {"method": "measure", "measure": calls},
            "cost": 400000,
            "adjustments": [{"rule": "floor", "dollars": 500}, {"rule": "cap", "dollars": 1500}],
        },
        {"shares": {"method": "rate", "measure": measure, "rate": "3.15"}},
    ]
    lines = [
        {"id": f"cost_{number}", "name": f"Cost {number}", "nature": "operating", **kinds[number % len(kinds)]}
        for number in range(LINES - 1)
    ]
    data = {
        "service": {"kind": "animal_control", "name": "Animal Control", "description": "A service."},
        "parties": [{"id": key, "name": f"Town of {key}", "kind": "town"} for key in keys],
        "management": {"model": "lead_agency", "lead": keys[0]},
        "funding": {
            "shares": kinds[0]["shares"],
            "first_budget": 5_000_000,
            "first_fiscal_year": YEAR - 2,
            "lines": lines,
        },
    }
    return Answers.model_validate(data)


if __name__ == "__main__":
    sys.exit(main())
