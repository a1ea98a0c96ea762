"""Redlines for tests, and what must be true of every one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from agreement_builder.drafting import Draft
from agreement_builder.edition import edition_of
from agreement_builder.ledger.point import Ledger
from agreement_builder.redline.causes.causes import Causes
from agreement_builder.redline.write import redline_docx
from agreement_builder.writers.docx.write import write_docx
from tests import drafts, looks
from tests.resolved import COMMENTS, Reading, resolved
from tests.word_lint import RULES, lint
from tests.word_lint.changes import MARKED
from tests.word_lint.package import Package
from tests.wordfile import BODY, Element, W, WordFile, unpack

_LEAVINGS = ("bookmark", "change", "field", "hyperlink", "comment", "cell", "stray", "deleted")
"""How the rules of the lint begin that accepting or rejecting may break."""

AUTHOR = "Counsel & Clerk"
DAY = dt.date(2027, 3, 1)


def redline(old: Draft, new: Draft) -> bytes:
    """The redline from one draft to another, by AUTHOR on DAY."""
    before, after = edition_of(old), edition_of(new)
    causes = Causes(before, after, new.library)
    return redline_docx(before, after, causes, drafts.shipped_template(), author=AUTHOR, date=DAY)


def plain(content: Draft) -> bytes:
    """The draft as Word file without comments and annex, which no redline has."""
    document = replace(content.document, annexes=())
    again = replace(content, composition=replace(content.composition, document=document))
    return write_docx(again, drafts.shipped_template(), ledger=Ledger(), passports=False)


def faults(content: bytes, old: Draft, new: Draft) -> list[str]:
    """Everything that is wrong with a redline from one draft to another."""
    found = [f"{defect.rule}: {defect.message}" for defect in lint(content)]
    found += [f"nothing tells the cause of: {words}" for words in uncaused(content)]
    found += [f"not by the author on the day: {change}" for change in misattributed(content)]
    for reading, of in ((Reading.ACCEPTED, new), (Reading.REJECTED, old)):
        settled = resolved(content, reading)
        name = reading.name.lower()
        found += [f"{name}, {line}" for line in _left(settled)]
        strictly = reading is Reading.ACCEPTED
        found += [f"{name}: {line}" for line in looks.differences(settled, plain(of), strictly=strictly)]
    return found


def _left(settled: bytes) -> Iterator[str]:
    """What settling the changes may leave: halves of fields and bookmarks, references to nothing, empty paragraphs."""
    package = Package.load(settled)
    for rule in RULES:
        if rule.name.startswith(_LEAVINGS):
            yield from (f"{rule.name}: {message}" for _, message in rule.check(package))


def changes(content: bytes) -> list[Element]:
    """Every change in the body, headers and footers."""
    file = WordFile(content)
    roots = [file.root(BODY), *file.stories("header", "footer").values()]
    return [change for root in roots for change in root.iter(*(W + name for name in MARKED))]


def misattributed(content: bytes) -> Iterator[str]:
    for change in changes(content):
        said = change.get(f"{W}author"), change.get(f"{W}date", "")[:10]
        if said != (AUTHOR, str(DAY)):
            yield f"{etree.QName(change).localname} by {said}"


def uncaused(content: bytes) -> Iterator[str]:
    """The words of changed paragraphs of the body over which no comment lies that names a cause."""
    part = unpack(content).get(COMMENTS)
    bodies = [] if part is None else list(etree.fromstring(part))
    telling = {str(comment.get(f"{W}id")) for comment in bodies if names_a_cause(comment)}
    opened: set[str] = set()
    for p in WordFile(content).paragraphs:
        starts = {str(mark.get(f"{W}id")) for mark in p.iter(f"{W}commentRangeStart")}
        ends = {str(mark.get(f"{W}id")) for mark in p.iter(f"{W}commentRangeEnd")}
        if _is_changed(p) and not (opened | starts) & telling:
            yield "".join(text.text or "" for text in p.iter(f"{W}t", f"{W}delText"))
        opened = (opened | starts) - ends


def names_a_cause(comment: Element) -> bool:
    """Whether the comment says, after what happened, why."""
    said = ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")]
    return len(said) > 1 and all(words.strip() for words in said)


def _is_changed(p: Element) -> bool:
    row = next(p.iterancestors(f"{W}tr"), None)
    marks = [*p.iter(*(W + name for name in MARKED))]
    marks += [] if row is None else [*row.iterfind(f"{W}trPr/{W}ins"), *row.iterfind(f"{W}trPr/{W}del")]
    return any(mark.find(f".//{W}commentReference") is None for mark in marks)
