"""The merge: every block of both editions in the order in which a redline shows them.

Sections are aligned first, then the blocks of each, so that a section that moved is one move and not many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from agreement_builder.redline import tables
from agreement_builder.redline.align import Pairs, alike, by_key, filled, in_place, steps
from agreement_builder.redline.blocks import Block, Group, groups
from agreement_builder.redline.identity import Identity
from agreement_builder.writers.docx.body import TARGET

MOVE_LEAST = 20
"""A paragraph with fewer letters than this is told as removed and added, not as moved."""

_NUMBERED = frozenset({"item", "subitem", "heading"})

_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="([^"]*)" w:name="([^"]*)"')


@dataclass(eq=False, slots=True)
class Entry:
    """A block as it is shown: the same in both editions, of one of them, or moved (with the name of the move).

    `other` is the entry of the same block at its other place. `place` is that of the section in which it stands.
    """

    old: Block | None
    new: Block | None
    move: str = ""
    other: Entry | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """The place in which it is shown."""
        return self.identity.place

    @property
    def identity(self) -> Identity:
        """What it is: in the new edition, if it stands there."""
        block = self.new if self.new is not None else self.old
        if block is None:
            raise ValueError("an entry has a block")
        return block.identity

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, the old one first."""
        return tuple(block for block in (self.old, self.new) if block is not None)


def merged(old: Sequence[Block], new: Sequence[Block]) -> list[Entry]:
    """The entries of a redline from the old blocks to the new."""
    entries = _Merge().entries(groups(_told_apart(old, new)), groups(new))
    return _with_one_end(entries)


class _Merge:
    """One merge; `moves` counts the moves."""

    def __init__(self) -> None:
        self.moves = 0

    def entries(self, old: list[Group], new: list[Group]) -> list[Entry]:
        found = by_key([group.place for group in old], [group.place for group in new])
        fixed = in_place(found)
        apart = [pair for pair in found if pair not in fixed]
        moved = {pair: self.moved(old[pair[0]], new[pair[1]]) for pair in apart}
        was = {id(old[a]): entries for (a, _), (entries, _) in moved.items()}
        now = {id(new[b]): entries for (_, b), (_, entries) in moved.items()}
        entries: list[Entry] = []
        for step in steps(old, new, fixed, apart):
            if step.old is not None and step.new is not None:
                entries += self.inside(step.old.blocks, step.new.blocks)
            elif step.old is not None:
                entries += was.get(id(step.old)) or [Entry(block, None) for block in step.old.blocks]
            elif step.new is not None:
                entries += now.get(id(step.new)) or [Entry(None, block) for block in step.new.blocks]
        return entries

    def moved(self, old: Group, new: Group) -> tuple[list[Entry], list[Entry]]:
        """The entries of a section that moved, where it was and where it is."""
        name = self.next_move()
        was = [Entry(block, None, name) for block in old.blocks]
        now = [Entry(None, block, name) for block in new.blocks]
        for a, b in _inside(old.blocks, new.blocks):
            was[a].other, now[b].other = now[b], was[a]
        return was, now

    def inside(self, old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[Entry]:
        """The entries of a section that stayed."""
        found = by_key([block.identity for block in old], [block.identity for block in new])
        fixed = in_place(found)
        moved = [pair for pair in found if pair not in fixed and _moves(old[pair[0]], new[pair[1]])]
        taken = {id(block) for a, b in moved for block in (old[a], new[b])}
        fixed = filled(old, new, fixed, lambda a, b: 0.0 if {id(a), id(b)} & taken else _like(a, b))
        shown: dict[int, Entry] = {}
        for a, b in moved:
            was = Entry(old[a], None, self.next_move())
            now = Entry(None, new[b], was.move, was)
            was.other = now
            shown |= {id(old[a]): was, id(new[b]): now}
        for step in steps(old, new, fixed, moved):
            known = step.new if step.new is not None else step.old
            yield shown[id(known)] if step.moved else Entry(step.old, step.new)

    def next_move(self) -> str:
        self.moves += 1
        return f"move{self.moves}"


def _inside(old: Sequence[Block], new: Sequence[Block]) -> Pairs:
    fixed = in_place(by_key([block.identity for block in old], [block.identity for block in new]))
    return filled(old, new, fixed, _like)


def _moves(old: Block, new: Block) -> bool:
    return old.name == new.name == "p" and len("".join(new.words)) >= MOVE_LEAST and _like(old, new) > 0


def _like(old: Block, new: Block) -> float:
    """How alike two paragraphs are; of other kinds not at all: LibreOffice loses the number of what was an item."""
    kinds = {block.identity.kind for block in (old, new)}
    if old.name != "p" or new.name != "p" or "chart" in kinds or (len(kinds) > 1 and kinds & _NUMBERED):
        return 0.0
    return alike(old.words, new.words)


def _told_apart(old: Sequence[Block], new: Sequence[Block]) -> list[Block]:
    """The old blocks, in which a table that has other columns than its new one is another table, with its caption."""
    now = {block.identity: block for block in new if block.name == "tbl"}
    found = list(old)
    for place, block in enumerate(old):
        other = now.get(block.identity) if block.name == "tbl" else None
        if other is None or block.says == other.says or tables.same_columns(block.element, other.element):
            continue
        for at in (place - 1, place):
            if at == place or old[at].identity.kind == "caption":
                identity = old[at].identity
                found[at] = old[at].elsewhere(replace(identity, words=f"{identity.words} (before)"))
    return found


def _with_one_end(entries: list[Entry]) -> list[Entry]:
    """The entries, of which the last is a paragraph of both editions: the end of a file cannot come or go."""
    last_old = next((entry for entry in reversed(entries) if entry.old is not None), None)
    last_new = next((entry for entry in reversed(entries) if entry.new is not None), None)
    if last_old is None or last_new is None or last_old is last_new:
        return entries
    found = [split for entry in entries for split in _split(entry, last_old, last_new)]
    return [*found, Entry(last_old.old, last_new.new)]


def _split(entry: Entry, last_old: Entry, last_new: Entry) -> Iterator[Entry]:
    """The entry without the block that ends an edition; if it moved, its other place is a removal or addition."""
    if entry not in (last_old, last_new):
        yield entry
        return
    if entry.other is not None:
        entry.other.other, entry.other.move = None, ""
    left = Entry(None if entry is last_old else entry.old, None if entry is last_new else entry.new)
    if left.blocks:
        yield left


def kept_bookmarks(entries: Iterable[Entry]) -> frozenset[str]:
    """The ids of the bookmarks of the old edition whose names the new one does not have."""
    both = list(entries)
    names = {name for entry in both if entry.new is not None for _, name in _BOOKMARK.findall(entry.new.xml)}
    found = (pair for entry in both if entry.old is not None for pair in _BOOKMARK.findall(entry.old.xml))
    return frozenset(number for number, name in found if name not in names)


def with_names_of_moved(entries: list[Entry]) -> None:
    """Give the bookmarks of what moved names of their own where it was, and let what was there refer to these.

    A name can stand once in a file; if all changes are rejected, a reference of old leads to where the text was.
    """
    moved = {name for e in entries if e.move and e.old is not None for _, name in _BOOKMARK.findall(e.old.xml)}
    moved |= _elsewhere(entries)
    if not moved:
        return
    pattern = re.compile(rf'(?<=[" ])({"|".join(sorted(map(re.escape, moved)))})(?=[" ])')
    for entry in entries:
        if entry.old is not None:
            xml = pattern.sub(_was, entry.old.xml)
            if xml != entry.old.xml:
                entry.old = Block(entry.old.identity, entry.old.name, xml, entry.old.nsmap)


def _elsewhere(entries: list[Entry]) -> set[str]:
    """The names that references lead to at another paragraph than before: one section now holds what another held."""
    was = {name: e for e in entries if e.old is not None for _, name in _BOOKMARK.findall(e.old.xml)}
    now = {name: e for e in entries if e.new is not None for _, name in _BOOKMARK.findall(e.new.xml)}
    return {name for name, e in was.items() if name.startswith(TARGET) and now.get(name, e) is not e}


def _was(match: re.Match[str]) -> str:
    """Another name of at most 40 letters, hidden as ours are."""
    return f"_was{match.group(1)}"[:40]
