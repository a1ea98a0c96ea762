"""Comments in Word: each open point at its place, each kind under its own author, and passports that stay short."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from agreement_builder.document.tree import Blank, Inline, Table
from agreement_builder.drafting import Draft
from agreement_builder.errors import Where
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.ledger.point import Kind, Ledger, Point
from agreement_builder.writers.docx.write import write_docx
from tests import drafts
from tests.command import call
from tests.word_lint import lint
from tests.wordfile import Element, W, WordFile, pack, text_of

CLAUSES, POINTS = "Agreement Builder: clauses", "Agreement Builder: open points"
TELLING = ("bolton-building-inspection", "crcog-rpip-it", "costs of their own", "left to counsel", "nothing decided")


def point(place: str, kind: Kind = Kind.WARNING, path: str = "", number: int = 1) -> Point:
    return Point(number, f"{kind}:{path or place}", kind, Where(), place, path, "Something is open.", "Settle it.")


def commented(content: Draft, *points: Point) -> WordFile:
    """The draft with comments on these open points alone; its file is sound."""
    found = write_docx(content, drafts.shipped_template(), ledger=Ledger(points), passports=False)
    assert lint(found) == []
    return WordFile(found)


def comments(file: WordFile) -> list[Element]:
    return list(file.root("word/comments.xml"))


def extents(file: WordFile) -> list[tuple[str, str, Element]]:
    """For each comment in reading order its words, the words on which it lies, and their paragraph."""
    told = {comment.get(f"{W}id"): text_of(comment) for comment in comments(file)}
    return [
        (told[start.get(f"{W}id")], _within(p, str(start.get(f"{W}id"))), p)
        for p in file.paragraphs
        for start in p.iter(f"{W}commentRangeStart")
    ]


def _within(p: Element, number: str) -> str:
    words, inside = "", False
    for element in p.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        if element.tag == f"{W}t":
            words += (element.text or "") if inside else ""
        elif element.get(f"{W}id") == number:
            inside = element.tag == f"{W}commentRangeStart"
    return words


def only(file: WordFile) -> tuple[str, Element]:
    """The words on which the only comment lies, and their paragraph."""
    ((_, words, p),) = extents(file)
    return words, p


def _cells(table: Table) -> Iterator[tuple[Inline, ...]]:
    return (cell for row in table.rows for cell in row)


# Places


def test_a_point_on_a_blank_lies_on_its_first_control_in_the_section() -> None:
    bolton = drafts.make()
    blank, place = bolton.index.blanks[-1]
    file = commented(bolton, point(place, Kind.BLANK, blank.path))
    assert only(file)[0] == f"[{blank.label}]"


def test_a_blank_in_a_signature_block_bears_its_comment() -> None:
    many = drafts.named("two parties")
    path = next(blank.path for blank, place in many.index.blanks if place == "signatures")
    words, p = only(commented(many, point("signatures", Kind.BLANK, path)))
    assert words.startswith("[")
    assert list(p.iterancestors(f"{W}tbl"))


def test_a_blank_in_a_cell_of_an_exhibit_bears_its_comment() -> None:
    bolton = drafts.make()
    cells = (
        (e.id, cell) for e in bolton.document.exhibits for t in e.blocks if isinstance(t, Table) for cell in _cells(t)
    )
    place, blank = next((place, inline) for place, cell in cells for inline in cell if isinstance(inline, Blank))
    words, p = only(commented(bolton, point(place, Kind.BLANK, blank.path)))
    assert words == f"[{blank.label}]"
    assert list(p.iterancestors(f"{W}tc"))


def test_a_blank_that_does_not_stand_in_the_section_leaves_its_comment_on_the_heading() -> None:
    assert only(commented(drafts.make(), point("withdrawal", Kind.BLANK, "term.nowhere")))[0] == "Withdrawal"


@pytest.mark.parametrize("kind", [Kind.WARNING, Kind.ERROR, Kind.DEFAULT, Kind.ASSUMPTION])
def test_any_other_point_lies_on_the_heading_of_its_section(kind: Kind) -> None:
    assert only(commented(drafts.make(), point("withdrawal", kind, "leaving.withdrawal")))[0] == "Withdrawal"


def test_a_point_on_a_topic_that_continues_a_section_lies_on_the_heading_of_that_section() -> None:
    bolton = drafts.make()
    section = next(c for a in bolton.document.articles for c in a.clauses if c.continued)
    assert only(commented(bolton, point(section.continued[0])))[0] == section.heading


def test_points_on_exhibits_and_signatures_lie_on_their_headings() -> None:
    bolton = drafts.make()
    exhibit = bolton.document.exhibits[0]
    found = extents(commented(bolton, point("signatures"), point(exhibit.id, number=2)))
    assert [words for _, words, _ in found] == ["Signatures", exhibit.heading]


@pytest.mark.parametrize("place", ["", "title", "no-such-topic"])
def test_what_concerns_the_whole_agreement_lies_on_its_first_paragraph(place: str) -> None:
    bolton = drafts.make()
    file = commented(bolton, point(place))
    words, p = only(file)
    assert p is next(p for p in file.paragraphs if file.style(p) == "Agreement Text")
    assert words.startswith("This Interlocal Agreement")


def test_a_choice_for_counsel_lies_on_the_line_above_its_alternatives() -> None:
    left = drafts.named("left to counsel")
    words, _ = only(commented(left, point("disputes", Kind.COUNSEL, "risk.disputes")))
    assert words.startswith("[FOR COUNSEL TO DECIDE: Disputes.")


def test_a_blank_left_to_counsel_bears_its_comment() -> None:
    left = drafts.named("left to counsel")
    path = "leaving.notice_months"
    place = next(place for blank, place in left.index.blanks if blank.path == path)
    assert "for counsel to decide" in only(commented(left, point(place, Kind.COUNSEL, path)))[0]


def test_a_comment_says_number_kind_what_is_open_and_what_to_do() -> None:
    file = commented(drafts.make(), point("withdrawal", Kind.DEFAULT, number=12))
    (told,) = [[text_of(p) for p in comment.iter(f"{W}p")] for comment in comments(file)]
    assert told == ["Open point 12 (default): Something is open.", "What to do: Settle it."]


def test_several_points_on_one_heading_stand_in_their_order_after_the_passport() -> None:
    points = tuple(point("withdrawal", number=number) for number in (3, 4, 5))
    file = WordFile(write_docx(drafts.make(), drafts.shipped_template(), ledger=Ledger(points)))
    told = [words.split(":")[0] for words, lies_on, _ in extents(file) if lies_on == "Withdrawal"]
    assert told[0].startswith("Clause withdrawal/")
    assert told[1:] == [f"Open point {number} (warning)" for number in (3, 4, 5)]


# All of a draft


@pytest.mark.parametrize("name", TELLING)
def test_every_open_point_of_a_draft_has_one_comment(name: str) -> None:
    file, ledger = WordFile(drafts.word_of(name)), ledger_of(drafts.named(name))
    told = [text_of(comment) for comment in comments(file) if comment.get(f"{W}author") == POINTS]
    assert ledger.open
    assert sorted(int(words.split()[2]) for words in told) == [point.number for point in ledger.open]


@pytest.mark.parametrize("name", TELLING)
def test_every_blank_that_is_open_bears_its_point(name: str) -> None:
    content = drafts.named(name)
    blanks = [point for point in ledger_of(content).open if point.kind is Kind.BLANK]
    on_brackets = [words for told, words, _ in extents(WordFile(drafts.word_of(name))) if "(blank)" in told]
    assert len(on_brackets) == len(blanks)
    assert all(words.startswith("[") and words.endswith("]") for words in on_brackets)


# Two authors


@pytest.mark.parametrize("author", [CLAUSES, POINTS])
def test_the_comments_of_one_author_go_and_leave_a_sound_file(author: str) -> None:
    file = WordFile(drafts.word_of(TELLING[0]))
    gone = {comment.get(f"{W}id") for comment in comments(file) if comment.get(f"{W}author") == author}
    assert 0 < len(gone) < len(comments(file))
    parts = dict(file.parts)
    for name in ("word/document.xml", "word/comments.xml"):
        root = file.root(name)
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference", "comment"):
            for element in [e for e in root.iter(f"{W}{tag}") if e.get(f"{W}id") in gone]:
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
        parts[name] = etree.tostring(root)
    assert lint(pack(parts)) == []


def test_without_notes_a_draft_keeps_the_comments_on_open_points(tmp_path: Path) -> None:
    made = tmp_path / "draft.docx"
    call("build", drafts.BOLTON, "-o", made, "--no-notes", "--date", str(drafts.DAY))
    bare, whole = WordFile(made.read_bytes()), WordFile(drafts.word_of(TELLING[0]))
    assert Counter(c.get(f"{W}author") for c in comments(bare)) == {POINTS: len(ledger_of(drafts.make()).open)}
    assert [text_of(p) for p in bare.paragraphs] == [text_of(p) for p in whole.paragraphs]
