"""Two libraries compared: what was added, removed and changed, entry by entry and word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from agreement_builder.errors import Finding, warning
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.upkeep.records import Record, records
from agreement_builder.upkeep.worddiff import word_diff


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a record, such as `when` or `blanks.days.ask`, in both libraries; None where there is none."""

    name: str
    old: object
    new: object

    def as_dict(self) -> dict[str, object]:
        """The entry as plain data."""
        return {"entry": self.name, "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one record: its entries, and, of a clause, the lines of its text word by word."""

    id: str
    entries: tuple[Entry, ...]
    text: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The change as plain data."""
        found: dict[str, object] = {"id": self.id, "entries": [entry.as_dict() for entry in self.entries]}
        return found | ({"text": list(self.text)} if self.text else {})


@dataclass(frozen=True, slots=True)
class Part:
    """The differences of one kind of record, such as `clauses`, by id."""

    kind: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def as_dict(self) -> dict[str, object]:
        """The part as plain data."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "changed": [change.as_dict() for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two libraries by kind, and what is wrong with the way in which one became the other."""

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not any(self.parts)

    def part(self, kind: str) -> Part:
        """The differences of one kind; raises KeyError if no library has such a kind."""
        return {part.kind: part for part in self.parts}[kind]

    def as_dict(self) -> dict[str, object]:
        """The comparison as plain data, for `--json`."""
        return {
            "same": self.same,
            **{part.kind: part.as_dict() for part in self.parts},
            "findings": [finding.as_dict() for finding in self.findings],
        }


def compare_libraries(old: Library, new: Library) -> Comparison:
    """What differs between two libraries; a clause whose words changed and whose version did not is a finding."""
    before, after = records(old), records(new)
    parts = [_clauses(old, new, before.pop("clauses"), after.pop("clauses"))]
    parts += [_part(kind, before[kind], after[kind]) for kind in before]
    both = [(old.clauses[clause_id], new.clauses[clause_id]) for clause_id in old.clauses if clause_id in new.clauses]
    return Comparison(tuple(parts), tuple(finding for pair in both for finding in _version(*pair)))


def _clauses(old: Library, new: Library, before: Mapping[str, Record], after: Mapping[str, Record]) -> Part:
    part = _part("clauses", before, after)
    entries = {change.id: change.entries for change in part.changed}
    texts = {
        clause_id: lines
        for clause_id, clause in old.clauses.items()
        if clause_id in new.clauses and (lines := word_diff(clause.text, new.clauses[clause_id].text))
    }
    differing = [clause_id for clause_id in old.clauses if clause_id in entries or clause_id in texts]
    changed = tuple(Change(name, entries.get(name, ()), texts.get(name, ())) for name in differing)
    return Part(part.kind, part.added, part.removed, changed)


def _part(kind: str, before: Mapping[str, Record], after: Mapping[str, Record]) -> Part:
    moved = _moved(list(before), list(after)) if kind == "topics" else {}
    changed = (
        Change(name, (*_entries(before[name], after[name]), *moved.get(name, ()))) for name in before if name in after
    )
    return Part(
        kind=kind,
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(change for change in changed if change.entries),
    )


def _entries(old: Record, new: Record) -> Iterator[Entry]:
    before, after = dict(_flat(old)), dict(_flat(new))
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Entry(name, before.get(name), after.get(name))


def _flat(value: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Every entry with its dotted name; what holds nothing is left out."""
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{above}{name}.")
        elif inner not in (None, "", [], ()):
            yield f"{above}{name}", inner


def _moved(before: list[str], after: list[str]) -> dict[str, tuple[Entry, ...]]:
    """The ids that stand elsewhere among those that both lists hold, with the one they follow."""
    old, new = [name for name in before if name in after], [name for name in after if name in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    still = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return {name: (Entry("after", _previous(old, name), _previous(new, name)),) for name in old if name not in still}


def _previous(names: list[str], name: str) -> str | None:
    place = names.index(name)
    return names[place - 1] if place else None


def _version(old: Clause, new: Clause) -> Iterable[Finding]:
    """The finding that a clause says something else under the number that it had, or under a lower one."""
    before, after = old.meta.version, new.meta.version
    words = word_diff(f"{old.title}\n{old.text}", f"{new.title}\n{new.text}")
    if number(after) < number(before):
        message = f"The version of {new.id} went back from {before} to {after}."
        yield warning("version-kept", new.where("version"), message, f"Number it above {before}.")
    elif words and before == after:
        message = f"The words of {new.id} changed, and its version is still {after}, so drafts cannot be told apart."
        yield warning("version-kept", new.where("version"), message, f"Number it up: version: {_next(after)}")


def number(version: str) -> tuple[int, ...]:
    """The parts of a version, so that 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def _next(version: str) -> str:
    major, minor = number(version)
    return f'"{major}.{minor + 1}"'
