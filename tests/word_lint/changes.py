"""Tracked changes: who made them, ids of their own, moves in pairs, and what accepting or rejecting must not break."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from tests.word_lint.package import Element, Finding, Package, attr, is_inside, preview, repeats, w
from tests.word_lint.ranges import ranges_by_id

WORDS = ("ins", "del", "moveFrom", "moveTo")
"""Changes of words, of the mark of a paragraph, or of a row."""

_COMES, _GOES = ("ins", "moveTo"), ("del", "moveFrom")
_FATES = dict.fromkeys(_COMES, _COMES) | dict.fromkeys(_GOES, _GOES)
"""The kinds of change that come and go together."""

_PROPERTIES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")
_RANGES = {"moveFromRangeStart": "moveFromRangeEnd", "moveToRangeStart": "moveToRangeEnd"}
MARKED = (*WORDS, *_PROPERTIES, *_RANGES)
_LIVE = ("t", "tab", "br", "drawing", "pict", "delText")


def missing_attribution(package: Package) -> Iterator[Finding]:
    for part, change in package.each(*MARKED):
        for name in ("author", "date"):
            if not attr(change, name).strip():
                yield Finding(part, f"{_name(change)} {attr(change, 'id')} has no {name}")


def duplicate_ids(package: Package) -> Iterator[Finding]:
    """Ids of changes are unique in the whole file; the two ends of a range share theirs."""
    for part, change in repeats(package.each(*MARKED), lambda found: attr(found[1], "id")):
        yield Finding(part, f"{_name(change)} has the id of an earlier change: {attr(change, 'id')}")


def unpaired_moves(package: Package) -> Iterator[Finding]:
    """A move is a range it comes from and a range it goes to, of one name, each with a start and an end."""
    for part, story in package.stories.items():
        ends: dict[str, list[str]] = defaultdict(list)
        for start, end in _RANGES.items():
            for number, extent in ranges_by_id(story, start, end).items():
                if not extent.is_paired or extent.is_reversed:
                    yield Finding(part, f"{start} {number} has no end of its own after it")
            for mark in story.iter(w(start)):
                ends[attr(mark, "name")].append(start)
        for name, starts in ends.items():
            if sorted(starts) != sorted(_RANGES):
                yield Finding(part, f"the move {name!r} does not lead from one place to another: {starts}")
        yield from (Finding(part, f"{one} outside of a move") for one in _stray_moves(story))


def _stray_moves(story: Element) -> Iterator[str]:
    """Moved words and paragraphs that stand in no range of their kind."""
    opened: set[str] = set()
    kinds = {"moveFrom": "moveFromRangeStart", "moveTo": "moveToRangeStart"}
    for element in story.iter(*map(w, (*kinds, *_RANGES, *_RANGES.values()))):
        name = _name(element)
        if name in _RANGES:
            opened.add(name)
        elif name in _RANGES.values():
            opened.discard(name.replace("End", "Start"))
        elif kinds[name] not in opened and not is_inside(element, "rPr"):
            yield name


def nested_changes(package: Package) -> Iterator[Finding]:
    """Within words that are changed nothing is changed: programs differ on what is left of it."""
    for part, change in package.each(*WORDS):
        if is_inside(change, *WORDS):
            yield Finding(part, f"{_name(change)} {attr(change, 'id')} lies in another change")


def misplaced_deleted_instructions(package: Package) -> Iterator[Finding]:
    """The instruction of a deleted field is ``w:delInstrText``, and that of no other field is."""
    for part, text in package.each("instrText", "delInstrText"):
        if is_inside(text, "del") != (_name(text) == "delInstrText"):
            yield Finding(part, f"{_name(text)} in the wrong place: {preview(text.text or '')}")


def cut_fields(package: Package) -> Iterator[Finding]:
    """A field is changed whole: a half of one would be left when the change is accepted or rejected."""
    for part, story in package.stories.items():
        opened: list[tuple[str, ...]] = []
        for mark in story.iter(w("fldChar")):
            within = tuple(_name(e) for e in mark.iterancestors(*map(w, WORDS)))
            kind = attr(mark, "fldCharType")
            if kind == "begin":
                opened.append(within)
            elif opened and opened[-1] != within:
                yield Finding(part, f"a field whose beginning and {kind} are changed otherwise")
            if kind == "end" and opened:
                opened.pop()


def changed_last_paragraphs(package: Package) -> Iterator[Finding]:
    """The last paragraph of a cell or of the body cannot be joined with one after it: it stays, empty."""
    for part, holder in package.each("tc", "body"):
        row = next(holder.iterancestors(w("tr")), None)
        if row is not None and _row_change(row):
            continue
        blocks = [child for child in holder if child.tag in map(w, ("p", "tbl", "sdt"))]
        if blocks and blocks[-1].tag == w("p") and _mark(blocks[-1]):
            yield Finding(part, f"the last paragraph of a {_name(holder)} is {_mark(blocks[-1])}")


def unmarked_words_of_rows(package: Package) -> Iterator[Finding]:
    """LibreOffice goes by the words of a changed row; a mark of the row alone does nothing there."""
    for part, row in package.each("tr"):
        change = _row_change(row)
        if change:
            for run in row.iter(w("r")):
                if any(run.find(w(name)) is not None for name in _LIVE) and not is_inside(run, *_FATES[change]):
                    yield Finding(part, f"words of a row that is {change} are not: {preview(_text(run))}")


def live_words_in_changed_paragraphs(package: Package) -> Iterator[Finding]:
    """A paragraph whose mark is changed goes with all its words, or they join the next one."""
    for part, p in package.each("p"):
        change = _mark(p)
        if not change:
            continue
        for run in p.iter(w("r")):
            if not is_inside(run, *_FATES[change]) and any(run.find(w(name)) is not None for name in _LIVE):
                yield Finding(part, f"words of a paragraph that is {change} are not: {preview(_text(run))}")


def _name(element: Element) -> str:
    return etree.QName(element).localname


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t"), w("delText")))


def _mark(p: Element) -> str:
    """How the mark of a paragraph is changed; empty if it is not."""
    return _first(p.find(f"{w('pPr')}/{w('rPr')}"))


def _row_change(row: Element) -> str:
    return _first(row.find(w("trPr")))


def _first(holder: Element | None) -> str:
    found = (name for name in WORDS if holder is not None and holder.find(w(name)) is not None)
    return next(found, "")
