"""Percentages of the parties that make a whole: they are set aside, and come back, with one another in mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreement_builder.interview.agenda import Agenda
from agreement_builder.interview.entry import State
from agreement_builder.interview.particulars import WHOLES, rest


def table_of(path: str) -> str:
    """The table of percentages that make a whole in which a place is; empty if it is in none."""
    table = path.rpartition(".")[0]
    return table if any(table.endswith(f".{name}") for _, name in WHOLES) else ""


def together(kept: Iterable[str]) -> Iterator[list[str]]:
    """What is kept, by written path; percentages that make a whole come back together."""
    groups: dict[str, list[str]] = {}
    for path in kept:
        if "=" not in path:
            groups.setdefault(table_of(path) or path, []).append(path)
    yield from groups.values()


def crowding_out(now: Agenda, before: Agenda) -> list[str]:
    """The percentages that leave nothing for a party which has just come to them."""
    known = {entry.path for entry in before.entries}
    tables = dict.fromkeys(table_of(entry.path) for entry in now.missing() if entry.path not in known)
    found: list[str] = []
    for table in filter(None, tables):
        rows = [entry for entry in now.entries if table_of(entry.path) == table]
        given = [entry for entry in rows if entry.state is State.ANSWERED]
        if given and all(entry.path in known for entry in given) and rest(entry.line for entry in given) is None:
            found += [entry.path for entry in given]
    return found
