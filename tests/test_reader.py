"""A Word file is read as its reviewer sees it: words, changes, numbers of both readings, controls and clauses."""

import random
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from agreement_builder.errors import DraftRefusal
from agreement_builder.readers.docx.page import Line, Mark, Page, Piece
from agreement_builder.readers.docx.read import read_page
from agreement_builder.readers.docx.readings import accepted, rejected
from agreement_builder.writers.docx.contents import entries
from tests import drafts
from tests.marked import (
    COMMENTS,
    READ,
    bookmark,
    change,
    comment,
    commented,
    docx,
    field,
    gone,
    p,
    r,
    table,
    tc,
    tr,
)
from tests.outside import need
from tests.wordfile import BODY, NUMBERING, W, WordFile, pack, text_of, unpack

BOLTON = "bolton-building-inspection"
COUNSEL = "left to counsel"
SECTION, ITEM, SUBITEM, TEXT = "Heading2", "AgreementItem", "AgreementSubitem", "AgreementText"
HEADINGS = ("heading 1", "heading 2", "agreement exhibit")
SHAPE = "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"


def lines(*blocks: str, **parts: bytes) -> tuple[Line, ...]:
    return read_page(docx(*blocks, **parts)).lines


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def numbers(page: Page) -> list[tuple[str, str]]:
    return [(line.before, line.after) for line in page.lines]


# Drafts of ours


@pytest.mark.parametrize("name", [*drafts.EXAMPLES, COUNSEL])
def test_every_paragraph_of_a_draft_is_read_with_its_words_and_style(name: str) -> None:
    content = drafts.word_of(name)
    file, page = WordFile(content), read_page(content)
    told = [(file.style(one).lower(), text_of(one)) for one in file.paragraphs]
    assert [(line.style, line.text) for line in page.lines] == told


@pytest.mark.parametrize("name", drafts.EXAMPLES)
def test_the_numbers_are_those_that_word_counts_from_the_styles(name: str) -> None:
    content = drafts.word_of(name)
    file, page = WordFile(content), read_page(content)
    counted = file.counted(drafts.shipped_template().scheme)
    for paragraph, line in zip(file.paragraphs, page.lines, strict=True):
        full, own = counted.get(paragraph, ""), line.after
        if full:
            assert own == _own(full), line
        assert line.before == own


def _own(full: str) -> str:
    """The last part of a number as a reference shows it: `(b)` of `Section 7.2(b)`."""
    return full if "(" not in full else full[full.rindex("(") :]


@pytest.mark.parametrize("name", drafts.EXAMPLES)
def test_the_headings_have_the_labels_of_our_index(name: str) -> None:
    draft, page = drafts.named(name), read_page(drafts.word_of(name))
    told = [(line.after, line.text) for line in page.lines if line.style in HEADINGS]
    listed = entries(draft.document, drafts.shipped_template().scheme)
    assert told == [(label, heading) for _, label, heading, _ in listed]
    labels = draft.index.labels(drafts.shipped_template().scheme)
    assert [labels[key] for _, label, _, key in listed if key in labels] == [
        label for _, label, _, key in listed if key in labels
    ]


def test_alternatives_for_counsel_are_each_numbered_from_their_beginning() -> None:
    page = read_page(drafts.word_of(COUNSEL))
    sections: list[list[Line]] = [[]]
    for line in page.lines:
        if line.style in HEADINGS:
            sections.append([])
        sections[-1].append(line)
    carried = [one for one in sections if any(line.text.startswith("[FOR COUNSEL") for line in one)]
    assert any([line.after for line in one].count("(a)") > 1 for one in carried)


def test_every_blank_is_read_with_its_tag_and_every_reference_with_its_target() -> None:
    content = drafts.word_of(BOLTON)
    file, page = WordFile(content), read_page(content)
    pieces = [piece for line in page.lines for piece in line.pieces]
    assert [(piece.control, piece.text) for piece in pieces if piece.control] == file.blanks
    targets = [f.instruction.split()[1] for f in file.fields if f.instruction.startswith("REF ")]
    assert [piece.target for piece in pieces if piece.target] == targets


def test_every_clause_covers_the_paragraphs_of_its_bookmark() -> None:
    content = drafts.word_of(BOLTON)
    file, page = WordFile(content), read_page(content)
    covered: dict[str, list[str]] = {}
    for line in page.lines:
        for name in line.clauses:
            covered.setdefault(name, []).append(line.text)
    spans = {name: over for name, over in file.bookmarks.items() if name.startswith("_ila_")}
    assert covered == {name: [text_of(one) for one in over] for name, over in spans.items()}


def test_every_comment_is_read_with_its_words_and_its_place() -> None:
    content = drafts.word_of(BOLTON)
    page = read_page(content)
    named = {name for line in page.lines for name in line.comments}
    assert named == set(page.comments)
    root = WordFile(content).root("word/comments.xml")
    told = {one.get(f"{W}id"): [text_of(q) for q in one.iter(f"{W}p")] for one in root}
    assert {name: list(one.paragraphs) for name, one in page.comments.items()} == told
    assert all(one.author and one.date for one in page.comments.values())


# Tracked changes


def test_words_have_the_mark_and_the_author_of_their_change() -> None:
    (line,) = lines(
        p(TEXT, r("five "), change("del", gone("old "), by="B"), change("ins", r("new "), by="C"), r("end"))
    )
    assert line.pieces == (
        Piece("five "),
        Piece("old ", Mark.DELETED, "B"),
        Piece("new ", Mark.INSERTED, "C"),
        Piece("end"),
    )


def test_an_insertion_deleted_by_another_stands_in_neither_reading() -> None:
    (line,) = lines(p(TEXT, r("a"), change("ins", change("del", gone("b"), by="B"), by="C")))
    assert line.pieces == (Piece("a"), Piece("b", Mark.PASSING, "B"))
    assert texts(accepted(Page((line,), {}))) == texts(rejected(Page((line,), {}))) == ["a"]


def test_moved_paragraphs_know_both_places_by_one_name() -> None:
    def moved(kind: str, number: int) -> str:
        content = (
            f'<w:{kind}RangeStart w:id="{number}" w:author="A" w:name="move1"/>',
            change(kind, r("Moved.")),
            f'<w:{kind}RangeEnd w:id="{number}"/>',
        )
        return p(TEXT, *content, mark=kind)

    found = lines(moved("moveFrom", 8), p(TEXT, r("Between.")), moved("moveTo", 9))
    assert [(line.mark, line.move) for line in found] == [
        (Mark.MOVED_FROM, "move1"),
        (Mark.KEPT, ""),
        (Mark.MOVED_TO, "move1"),
    ]
    assert texts(accepted(Page(found, {}))) == ["Between.", "Moved."]
    assert texts(rejected(Page(found, {}))) == ["Moved.", "Between."]


def test_numbers_are_counted_in_each_reading_by_what_stands_in_it() -> None:
    page = read_page(
        docx(
            p("Heading1", r("One")),
            p(SECTION, r("First")),
            p(SECTION, change("ins", r("Added")), mark="ins"),
            p(ITEM, r("item")),
            p(ITEM, change("del", gone("dropped")), mark="del"),
            p(ITEM, r("next")),
            p(SUBITEM, r("below")),
            p(SECTION, r("Last")),
        )
    )
    assert numbers(page) == [
        ("Article 1", "Article 1"),
        ("Section 1.1", "Section 1.1"),
        ("", "Section 1.2"),
        ("(a)", "(a)"),
        ("(b)", ""),
        ("(c)", "(b)"),
        ("(i)", "(i)"),
        ("Section 1.2", "Section 1.3"),
    ]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next_one() -> None:
    page = read_page(docx(p(ITEM, r("one "), mark="del"), p(TEXT, r("two")), p(ITEM, r("three"))))
    assert texts(accepted(page)) == ["one two", "three"]
    assert [(line.style, line.after) for line in accepted(page).lines] == [
        ("agreement text", ""),
        ("agreement item", "(a)"),
    ]
    assert [line.before for line in rejected(page).lines] == ["(a)", "", "(b)"]


def test_a_tracked_change_of_style_gives_both_styles_and_numbers() -> None:
    was = '<w:pPrChange w:id="5" w:author="A"><w:pPr><w:pStyle w:val="AgreementItem"/></w:pPr></w:pPrChange>'
    block = f'<w:p><w:pPr><w:pStyle w:val="AgreementSubitem"/>{was}</w:pPr>{r("x")}</w:p>'
    page = read_page(docx(block))
    (line,) = page.lines
    assert (line.former, line.style, line.before, line.after) == ("agreement item", "agreement subitem", "(a)", "(i)")
    assert rejected(page).lines[0].style == "agreement item"


def test_rows_that_are_inserted_or_deleted_stand_in_one_reading_only() -> None:
    def cells(text: str) -> str:
        return tc(p("AgreementCell", r(text)))

    page = read_page(docx(table(tr(cells("kept")), tr(cells("in"), mark="ins"), tr(cells("out"), mark="del"))))
    assert texts(accepted(page)) == ["kept", "in"]
    assert texts(rejected(page)) == ["kept", "out"]
    assert [line.cell.place for line in rejected(page).lines if line.cell] == [(1, 1, 1), (1, 2, 1)]


def test_a_cell_whose_only_paragraph_is_deleted_stays_as_an_empty_one() -> None:
    page = read_page(docx(table(tr(tc(p(TEXT, change("del", gone("x")), mark="del")), tc(p(TEXT, r("y")))))))
    assert texts(accepted(page)) == ["", "y"]


# Tables, controls, fields and signs


def test_cells_know_their_place_their_columns_and_whether_they_head_their_columns() -> None:
    heading = tr(tc(p(TEXT, r("h")), properties='<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>")
    nested = tr(tc(p(TEXT, r("a"))), tc(table(tr(tc(p(TEXT, r("inner"))))), p(TEXT, r("b"))))
    found = [line.cell for line in lines(table(heading, nested)) if line.cell is not None]
    assert [cell.place for cell in found] == [(1, 1, 1), (1, 2, 1), (2, 1, 1), (1, 2, 2)]
    assert [(cell.columns, cell.heading) for cell in found[:2]] == [(2, True), (1, False)]


def test_controls_are_seen_within_paragraphs_and_around_them() -> None:
    def control(inner: str) -> str:
        return f'<w:sdt><w:sdtPr><w:tag w:val="blank:a"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'

    inline, block = lines(p(TEXT, r("x "), control(r("[A]"))), control(p(TEXT, r("[A]"))))
    assert inline.pieces == (Piece("x "), Piece("[A]", control="blank:a"))
    assert block.pieces == (Piece("[A]", control="blank:a"),)


def test_fields_show_their_result_and_references_their_target() -> None:
    simple = f'<w:fldSimple w:instr=" REF _Ref_c \\w ">{r("C")}</w:fldSimple>'
    was = change("del", field("REF _Ref_a", gone("A"), "delInstrText"))
    (line,) = lines(p(TEXT, was, field("ref _Ref_b \\h", r("B")), simple, field("PAGE", r("3"))))
    assert line.pieces == (
        Piece("A", Mark.DELETED, "A", target="_Ref_a"),
        Piece("B", target="_Ref_b"),
        Piece("C", target="_Ref_c"),
        Piece("3"),
    )


def test_the_result_of_a_field_over_paragraphs_is_read_and_a_broken_field_hides_nothing_after_it() -> None:
    begin, end = field("TOC", "|").split("|")
    assert texts(Page(lines(p(TEXT, begin, r("one")), p(TEXT, r("two"), end)), {})) == ["one", "two"]
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(Page(lines(p(TEXT, r("one"), broken), p(TEXT, r("two"))), {})) == ["one", "two"]


def test_breaks_hyphens_and_symbols_are_read_as_their_signs() -> None:
    signs = '<w:r><w:t>a</w:t><w:tab/><w:br/><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/><w:cr/></w:r>'
    symbols = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:font="X" w:char="00A7"/><w:sym w:char="zz"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    (line,) = lines(p(TEXT, signs, symbols, note))
    assert line.text == "a\t\n\u2011\n•§"


def test_a_text_box_is_read_once_after_the_paragraph_on_which_it_hangs() -> None:
    box = f"<w:pict><w:txbxContent>{p(TEXT, r('box'))}</w:txbxContent></w:pict>"
    found = lines(p(TEXT, r("before"), SHAPE.format(box, box), r(" after")), p(TEXT, r("next")))
    assert [line.text for line in found] == ["before after", "box", "next"]


def test_bold_and_italic_are_those_of_the_run_or_of_its_character_style() -> None:
    (line,) = lines(
        p(
            TEXT,
            r("a", "<w:b/>"),
            r("b", '<w:i w:val="1"/><w:b w:val="0"/>'),
            r("c", '<w:rStyle w:val="AgreementTerm"/>'),
        )
    )
    assert [(piece.bold, piece.italic) for piece in line.pieces] == [(True, False), (False, True), (True, False)]


# Ranges


def test_a_bookmark_of_ours_is_widened_to_whole_paragraphs() -> None:
    found = lines(
        p(TEXT, r("a"), '<w:bookmarkStart w:id="1" w:name="_ila_x"/>', r("b")),
        p(TEXT, r("c"), bookmark("other", r("d"), number=2)),
        p(TEXT, '<w:bookmarkEnd w:id="1"/>', r("e")),
    )
    assert [line.clauses for line in found] == [("_ila_x",), ("_ila_x",), ()]


def test_a_bookmark_that_libreoffice_begins_twice_is_one() -> None:
    again = '<w:bookmarkStart w:id="2" w:name="_ila_x"/><w:bookmarkEnd w:id="2"/>'
    found = lines(
        p(TEXT, '<w:bookmarkStart w:id="1" w:name="_ila_x"/>', r("a")), p(TEXT, r("b"), again), p(TEXT, r("c"))
    )
    assert [line.clauses for line in found] == [("_ila_x",), ("_ila_x",), ()]


def test_a_bookmark_without_an_end_and_a_second_of_the_same_name_reach_no_further() -> None:
    found = lines(
        p(TEXT, '<w:bookmarkStart w:id="1" w:name="_ila_x"/>', r("a")),
        p(TEXT, r("b")),
        p(TEXT, bookmark("_ila_y", r("c"), number=3)),
        p(TEXT, bookmark("_ila_y", r("d"), number=4)),
    )
    assert [line.clauses for line in found] == [("_ila_x",), (), ("_ila_y",), ()]


def test_a_comment_is_on_every_line_that_its_range_reaches() -> None:
    start, end = commented(3, "|").split("|")
    page = read_page(
        docx(p(TEXT, start, r("a")), p(TEXT, r("b"), end), p(TEXT, r("c")), comments=comment(3, "One", "Two"))
    )
    assert [line.comments for line in page.lines] == [("3",), ("3",), ()]
    assert page.comments["3"].paragraphs == ("One", "Two")


# Lists of others


def listed(levels: str, nums: str) -> bytes:
    return (
        f'<w:numbering xmlns:w="{W.strip("{}")}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f"{nums}</w:numbering>"
    ).encode()


def level(place: int, form: str, text: str, more: str = "") -> str:
    written = f'<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/>{written}</w:lvl>'


def num(number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{more}</w:num>'


def at(place: int, number: int = 4, text: str = "x") -> str:
    return p("Normal", r(text), properties=f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("levels", "nums", "places", "shown"),
    [
        (level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"), num(4), [0, 0, 1], "I. II. 2.1"),
        (level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2"), num(4), [0, 0, 1], "I. II. II.1"),
        (level(0, "bullet", "\uf0b7"), num(4), [0, 0], "• •"),
        (level(0, "decimalZero", "%1"), num(4), [0] * 2, "01 02"),
        (level(0, "none", "Note"), num(4), [0], "Note"),
        (level(0, "ordinalText", "%1)"), num(4), [0], "1)"),
        (
            level(0, "decimal", "%1") + level(1, "lowerLetter", "%2", '<w:lvlRestart w:val="0"/>'),
            num(4),
            [0, 1, 0, 1],
            "1 a 2 b",
        ),
        (
            level(0, "lowerLetter", "%1"),
            num(4, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="27"/></w:lvlOverride>'),
            [0, 0],
            "aa bb",
        ),
        (
            level(0, "upperRoman", "%1"),
            num(4, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="900000000"/></w:lvlOverride>'),
            [0],
            "900000000",
        ),
        (
            level(0, "decimal", "%1"),
            num(4, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "No. %1")}</w:lvlOverride>'),
            [0],
            "No. 1",
        ),
    ],
)
def test_a_list_is_counted_by_its_own_rules(levels: str, nums: str, places: list[int], shown: str) -> None:
    found = lines(*(at(place) for place in places), numbering=listed(levels, nums))
    assert " ".join(line.after for line in found) == shown


def test_a_second_use_of_a_list_counts_on_unless_it_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = listed(level(0, "decimal", "%1"), num(4) + num(5) + num(6, anew))
    found = lines(at(0), at(0, 5), at(0, 6), at(0, 6), numbering=numbering)
    assert [line.after for line in found] == ["1", "2", "1", "2"]


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    off = p(ITEM, r("x"), properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert [line.after for line in lines(p(ITEM, r("a")), off, p(ITEM, r("b")))] == ["(a)", "", "(b)"]


# Laws

CHANGES = st.sampled_from(["", "ins", "del", "moveFrom", "moveTo", "ins+del"])
WORDS = st.sampled_from(["one ", "two ", "three "])
STYLES = st.sampled_from([SECTION, ITEM, SUBITEM, TEXT])
MARKED = st.sampled_from(["", "", "ins", "del", "moveFrom", "moveTo"])


def _run(kind: str, text: str) -> str:
    if kind == "ins+del":
        return change("ins", change("del", gone(text)))
    inner = gone(text) if kind == "del" else r(text)
    return change(kind, inner) if kind else inner


runs = st.lists(st.builds(_run, CHANGES, WORDS), max_size=3).map("".join)
paragraph = st.builds(lambda style, content, mark: p(style, content, mark=mark), STYLES, runs, MARKED)
cell = st.lists(paragraph, min_size=0, max_size=2).flatmap(lambda some: runs.map(lambda c: tc(*some, p(TEXT, c))))
row = st.builds(
    lambda cells, mark: tr(*cells, mark=mark),
    st.lists(cell, min_size=1, max_size=2),
    st.sampled_from(["", "ins", "del"]),
)
block = st.one_of(paragraph, paragraph, st.lists(row, min_size=1, max_size=3).map(lambda rows: table(*rows)))


@settings(max_examples=60, deadline=None)
@given(st.lists(block, min_size=1, max_size=6).flatmap(lambda some: runs.map(lambda c: [*some, p(TEXT, c)])))
def test_a_page_in_one_reading_is_the_page_of_the_file_so_settled(blocks: list[str]) -> None:
    content = docx(*blocks)
    page = read_page(content)
    assert accepted(page).lines == read_page(settled(content, accept=True)).lines
    assert rejected(page).lines == read_page(settled(content, accept=False)).lines


def settled(content: bytes, *, accept: bool) -> bytes:
    """The file with all changes accepted, or all rejected, as Word does it to the elements of the file."""
    parts = unpack(content)
    root = etree.fromstring(parts[BODY])
    old, new = [f"{W}del", f"{W}moveFrom"], [f"{W}ins", f"{W}moveTo"]
    keep, drop = (new, old) if accept else (old, new)
    for tr_ in [e.getparent().getparent() for e in root.iter(*drop) if e.getparent().tag == f"{W}trPr"]:
        tr_.getparent().remove(tr_)
    dead = [e.getparent().getparent().getparent() for e in root.iter(*drop) if e.getparent().tag == f"{W}rPr"]
    for e in list(root.iter(*drop)):
        if e.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            e.getparent().remove(e)
    for e in list(root.iter(*keep)):
        if e.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            for inner in list(e):
                e.addprevious(inner)
        e.getparent().remove(e)
    for e in root.iter(f"{W}delText"):
        e.tag = f"{W}t"
    for empty in [e for e in root.iter(f"{W}tbl") if e.find(f"{W}tr") is None]:
        empty.getparent().remove(empty)
    for one in dead:
        _join(one)
    return pack({**parts, BODY: etree.tostring(root)})


def _join(paragraph: etree._Element) -> None:
    """Take the end of a paragraph away: its words go to the next one, and without words it is gone."""
    content = [e for e in paragraph if e.tag != f"{W}pPr"]
    after = paragraph.getnext()
    if content and (after is None or after.tag != f"{W}p"):
        for mark in paragraph.findall(f"{W}pPr/{W}rPr"):
            mark.getparent().remove(mark)
        return
    if content:
        place = 1 if after.find(f"{W}pPr") is not None else 0
        for e in reversed(content):
            after.insert(place, e)
    paragraph.getparent().remove(paragraph)


# Files that are no drafts


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a Word document"),
        (b"Dear counsel", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (pack({"a.txt": b"x"}), "no document"),
        (pack({BODY: b"<w:document"}), "not well-formed"),
        (pack({BODY: b"<document/>"}), "no document"),
        (pack({BODY: b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'}), "document type"),
        (pack({BODY: b'<?xml version="1.0" encoding="none"?><d/>'}), "not well-formed"),
        (b"0" * 50_000_001, "larger than 50 MB"),
        (pack({BODY: b" " * 50_000_001}), "larger than 50 MB"),
    ],
)
def test_bytes_that_are_no_word_file_are_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(DraftRefusal, match=words) as caught:
        read_page(content)
    assert [(finding.rule, bool(finding.hint)) for finding in caught.value.findings] == [("word-file", True)]


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    root = drafts.word_of(BOLTON)
    evil = f'<!DOCTYPE d [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
    comments = evil + b'<w:comments xmlns:w="%s">&a;</w:comments>' % W.strip("{}").encode()
    with pytest.raises(DraftRefusal, match="document type"):
        read_page(pack({**unpack(root), "word/comments.xml": comments}))


def test_a_file_nested_beyond_reason_is_refused() -> None:
    def nested(depth: int) -> bytes:
        return docx("<w:customXml>" * depth + p(TEXT, r("x")) + "</w:customXml>" * depth)

    assert [line.text for line in read_page(nested(40)).lines] == ["x"]
    with pytest.raises(DraftRefusal, match=r"hundreds of times|not well-formed"):
        read_page(nested(3_000))


def test_a_strict_document_of_word_is_read_like_any_other() -> None:
    parts = unpack(drafts.word_of(BOLTON))
    strict = {
        n: c.replace(W.strip("{}").encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for n, c in parts.items()
    }
    assert read_page(pack(strict)) == read_page(pack(parts))


def test_a_file_without_styles_lists_and_comments_is_read_all_the_same() -> None:
    (line, *_) = read_page(pack({BODY: unpack(docx(p(ITEM, r("x"))))[BODY]})).lines
    assert (line.text, line.style, line.after) == ("x", "", "")


@settings(max_examples=30, deadline=None)
@given(
    st.randoms(use_true_random=False), st.sampled_from([BODY, NUMBERING, "word/styles.xml", "word/comments.xml", ""])
)
def test_a_damaged_file_is_read_or_refused(rng: random.Random, part: str) -> None:
    content = _small()
    if part:
        parts = unpack(content)
        content = pack({**parts, part: _damaged(parts[part], rng)})
    else:
        content = _damaged(content, rng)
    try:
        found = read_page(content)
    except DraftRefusal:
        return
    assert isinstance(found, Page)


@lru_cache(maxsize=1)
def _small() -> bytes:
    """A draft without the parts that are not read."""
    parts = unpack(drafts.word_of(COUNSEL))
    return pack({name: parts[name] for name in (*READ, BODY, COMMENTS)})


def _damaged(content: bytes, rng: random.Random) -> bytes:
    """The content with some of its tags or figures changed, taken out or doubled: mostly still XML."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(content))
        kind = rng.randrange(4)
        if kind == 0:
            content = content[:start] + bytes([rng.randrange(256)]) + content[start + 1 :]
        elif kind == 1:
            end = min(len(content), start + rng.randrange(200))
            content = content[:start] + content[end:]
        else:
            tag = content.find(b"<w:", start)
            end = content.find(b">", tag) + 1
            if tag >= 0 and content[end - 2 : end] == b"/>":
                content = content[:tag] + content[tag:end] * rng.choice([0, 2]) + content[end:]
            else:
                content = content[:start] + content[start:].replace(b'"1"', b'"-7"', 3)
    return content


# LibreOffice


@pytest.mark.office
def test_libreoffice_shows_the_same_numbers_and_saves_what_is_read_alike(tmp_path: Path) -> None:
    need(shutil.which("soffice") is not None, "LibreOffice")
    content = drafts.word_of(COUNSEL)
    (tmp_path / "a.docx").write_bytes(content)
    for form in ("txt:Text (encoded):UTF8", "docx"):
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        folder = tmp_path / form[:3]
        subprocess.run(
            [*command, "--convert-to", form, "--outdir", folder, tmp_path / "a.docx"], check=True, capture_output=True
        )
    page = read_page(content)
    shown = [line.strip().lstrip("\ufeff") for line in (tmp_path / "txt" / "a.txt").read_text("utf-8").split("\n")]
    numbered = [f"{line.after} {line.text}" for line in page.lines if line.after]
    assert [line for line in numbered if " ".join(line.split()) not in {" ".join(s.split()) for s in shown}] == []
    assert _as_saved(read_page((tmp_path / "doc" / "a.docx").read_bytes())) == _as_saved(page)


def _as_saved(page: Page) -> list[tuple[object, ...]]:
    """What a save by LibreOffice keeps; it numbers comments anew."""

    def told(line: Line) -> list[tuple[str, ...]]:
        return sorted(page.comments[name].paragraphs for name in line.comments)

    return [(line.style, line.text, line.after, line.clauses, line.cell, told(line)) for line in page.lines]
