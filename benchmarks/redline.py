"""A redline against building its two drafts: `python -m benchmarks.redline`.

README.md beside this file says what is measured.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from agreement_builder.answers.load import AnswersFile, load_answers
from agreement_builder.checks.run import check
from agreement_builder.drafting import draft
from agreement_builder.edition import edition_of
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.library.load import load_library
from agreement_builder.library.place import shipped
from agreement_builder.redline.causes.causes import Causes
from agreement_builder.redline.write import redline_docx
from agreement_builder.writers.docx.template import read_template
from agreement_builder.writers.docx.write import write_docx
from benchmarks.jobs.measure import Job, command, take_turns
from benchmarks.run import Bar

EXAMPLE = "new-london-dispatch"
TOWNS = 30
"""With so many parties the draft of the example has forty pages."""

ROUNDS, COMMAND_ROUNDS = 15, 9
DATE = dt.date(2026, 11, 23)
BAR = 1.0
"""How often the time of building the draft twice (the old one and the new one) a redline may take at most."""

CHANGES: Mapping[str, tuple[str, ...]] = {
    "nothing": (),
    "one blank": ("blanks.review.years=7",),
    "three answers": ("leaving.notice_months=7", "risk.disputes=principals", "blanks.review.years=7"),
    "ten answers": (
        "leaving.notice_months=7", "risk.disputes=principals", "blanks.review.years=7", "governance.meetings=annual",
        "leaving.termination=majority", "leaving.amendment=legislative", "service.name=Calls and Dispatch",
        "term.start=2028-07-01", "funding.first_budget=950000", "risk.liability=indemnity",
    ),
    "parties in another order": (),
}  # fmt: skip
"""What differs between the two drafts, as settings; the last is made of the parties."""


def main() -> int:
    """Measure, and print the table and the bars; 1 if a bar is missed."""
    library = load_library()
    template = read_template(library.template)
    base = shipped("examples") / EXAMPLE / "answers.yaml"
    first = many_parties()
    old = load_answers(base, first)
    print(f"CPython {platform.python_version()} on {platform.machine()}; medians in milliseconds\n")
    print(f"{'what differs':26} {'both built':>10} {'redline':>8} {'redline / both built':>21}")
    bars = []
    for name, settings in CHANGES.items():
        new = load_answers(base, (*first, *(settings or turned(name))))

        def build(old: AnswersFile = old, new: AnswersFile = new) -> list[bytes]:
            made = [draft(library, file, DATE) for file in (old, new)]
            return [write_docx(one, template, ledger=ledger_of(one, check(one))) for one in made]

        def mark_up(old: AnswersFile = old, new: AnswersFile = new) -> bytes:
            before, after = (edition_of(draft(library, file, DATE, annex=False)) for file in (old, new))
            return redline_docx(before, after, Causes(before, after, library), template)

        both, marked = Job[object](build, ROUNDS), Job[object](mark_up, ROUNDS)
        take_turns(both, marked)
        ratio = marked.ms / both.ms
        print(f"{name:26} {both.ms:10,.1f} {marked.ms:8,.1f} {ratio:21.2f}", flush=True)
        bars.append(Bar(f"redline, {name} / two builds", ratio, BAR))
    with tempfile.TemporaryDirectory() as folder:
        bars.append(whole_commands(Path(folder), base, first))
    print("\nBars")
    print(*bars, sep="\n")
    return 0 if all(bar.met for bar in bars) else 1


def many_parties(*, turned: bool = False) -> tuple[str, ...]:
    """Settings that give the example so many towns; `turned`: in the other order."""
    keys = [f"town_{number}" for number in range(1, TOWNS + 1)]
    parties = [
        {"id": key, "name": f"Town of Place Number {n}", "kind": "town", "legislative_body": "town_meeting"}
        for n, key in enumerate(keys, 1)
    ]
    return (
        f"parties={json.dumps(parties[::-1] if turned else parties)}",
        f"management.lead={keys[0]}",
        "funding.shares={method: equal}",
    )


def turned(name: str) -> tuple[str, ...]:
    """The settings of a change that is made of the parties."""
    return many_parties(turned=True) if name.startswith("parties") else ()


def whole_commands(folder: Path, base: Path, first: tuple[str, ...]) -> Bar:
    """The commands as a user starts them, each in a process of its own."""
    ours = Path(sys.executable).with_name("agreement-builder")
    files = folder / "old.yaml", folder / "new.yaml"
    for file, settings in zip(files, (first, (*first, *CHANGES["three answers"])), strict=True):
        file.write_text(json.dumps(load_answers(base, settings).yaml.value, default=str), encoding="utf-8")
    builds = [command([ours, "build", file, "-o", file.with_suffix(".docx"), "--force"]) for file in files]
    marked = command([ours, "redline", *files, "-o", folder / "redline.docx", "--force"])

    def both() -> None:
        for build in builds:
            build()

    jobs = Job(both, COMMAND_ROUNDS), Job(marked, COMMAND_ROUNDS)
    take_turns(*jobs)
    built, once = jobs[0].ms, jobs[1].ms
    print(f"\nWhole commands, three answers\n{'both drafts built':26} {built:10,.1f}\n{'redline':26} {once:10,.1f}")
    return Bar("command redline / commands that build both", once / built, BAR)


if __name__ == "__main__":
    sys.exit(main())
