"""The lint finds nothing in a sound document, and each planted defect by exactly its own rule."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.word_lint import RULES, lint
from tests.word_samples import (
    BODY,
    COMMENTS,
    NUMBERING,
    SETTINGS,
    STYLES,
    Mutation,
    Parts,
    add,
    add_blocks,
    add_to_header,
    bookmark,
    build_sample,
    complex_field,
    control,
    deleted,
    field_mark,
    pack,
    paragraph,
    remove,
    run,
    simple_field,
    swap,
    table,
    unpack,
    unspaced,
)


def drop_image(parts: Parts) -> None:
    del parts["word/media/image1.png"]


def drop_all_but_content_types(parts: Parts) -> None:
    for name in set(parts) - {"[Content_Types].xml"}:
        del parts[name]


def repeat_body_in_other_case(parts: Parts) -> None:
    parts["word/Document.xml"] = parts[BODY]


def add_setting(xml: str) -> Mutation:
    return swap(SETTINGS, "<w:defaultTabStop", f"{xml}<w:defaultTabStop")


def add_control(properties: str, tag: str = "added") -> Mutation:
    """Add a paragraph that holds a content control."""
    return add(control(f'<w:tag w:val="{tag}"/>{properties}', X))


def add_block_control(properties: str) -> Mutation:
    """Add a content control that holds a paragraph."""
    return add_blocks(control(f'<w:tag w:val="added"/>{properties}', paragraph(X)))


def add_cell(content: str) -> Mutation:
    return add_blocks(table(content), paragraph(X))


def add_amid(*blocks: str) -> Mutation:
    """Add blocks before a last paragraph."""
    return add_blocks(*blocks, paragraph(X))


def coloured(colour: str) -> str:
    return f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>x</w:t></w:r>'


X = run("x")
LONGEST_TAG = "n" * 64
LONGEST_BOOKMARK = "n" * 40
NEXT_INSTRUCTION = '</w:instrText><w:instrText xml:space="preserve">'
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
SECTION_BREAK = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
START, END = '<w:bookmarkStart w:id="2" w:name="second"/>', '<w:bookmarkEnd w:id="2"/>'
RANGE_START, RANGE_END = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
CLAUSE, NORMAL, NO_STYLE = (f'<w:pStyle w:val="{style}"/>' for style in ("Clause", "Normal", "NoSuchStyle"))
LIST_90, LIST_91, LIST_1, NO_LIST = (f'<w:numId w:val="{num}"/>' for num in (90, 91, 1, 0))
LEVEL_0, LEVEL_1 = (f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/>' for level in (0, 1))
BASED_ON_CLAUSE = '<w:basedOn w:val="Clause"/>'
NUM_OF_NOTHING = '<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num></w:numbering>'
CORE_PROPERTIES = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
SECOND_SEPARATOR = "".join(map(field_mark, ("begin", "separate", "separate", "end")))
REVISION = 'w:author="Drafter" w:date="2025-01-01T00:00:00Z"'
GONE = unspaced("x", "delText")
FROM_END = '<w:moveFromRangeEnd w:id="71"/>'
HALF_DELETED_FIELD = deleted(
    f"{field_mark('begin')}{unspaced('REF gone', 'delInstrText')}{field_mark('separate')}"
) + field_mark("end")


def inserted(content: str) -> str:
    return f'<w:ins w:id="33" {REVISION}>{content}</w:ins>'


def inside_mark(change: str, number: int) -> str:
    return f'<w:pPr><w:rPr><w:{change} w:id="{number}" {REVISION}/></w:rPr></w:pPr>'


def changed_paragraph(change: str, number: int, content: str) -> str:
    return f"<w:p>{inside_mark(change, number)}{content}</w:p>"


def changed_row(change: str, number: int, content: str, mark: str = "") -> str:
    row = f'<w:trPr><w:{change} w:id="{number}" {REVISION}/></w:trPr><w:tc><w:p>{mark}{content}</w:p></w:tc>'
    return table("<w:p/>").replace("</w:tbl>", f"<w:tr>{row}</w:tr></w:tbl>")


def moved(way: str, number: int, name: str) -> str:
    """A paragraph that a move takes from here or brings here."""
    words = f'<w:move{way} w:id="{number + 10}" {REVISION}>{X}</w:move{way}>'
    start = f'<w:move{way}RangeStart w:id="{number}" w:name="{name}" {REVISION}/>'
    return f'{start}{changed_paragraph(f"move{way}", number + 20, words)}<w:move{way}RangeEnd w:id="{number}"/>'


DELETED_FIELD = deleted(
    f"{field_mark('begin')}{unspaced('REF gone', 'delInstrText')}{field_mark('separate')}"
    f"{unspaced('1', 'delText')}{field_mark('end')}"
)

DEFECTS: dict[str, dict[str, Mutation]] = {
    "duplicate-zip-entry": {"name in other case": repeat_body_in_other_case},
    "malformed-xml": {
        "element left open": remove(BODY, "</w:body>"),
        "character XML forbids": add(run("a\x01b")),
    },
    "missing-document": {"nearly empty package": drop_all_but_content_types},
    "relationship-target": {"image gone": drop_image},
    "bookmark-name-duplicate": {
        "other case": add(bookmark(2, "_REF_Purpose", X)),
        "other story": add_to_header(bookmark(2, "_Ref_purpose", X)),
    },
    "bookmark-id-duplicate": {
        "same story": add(bookmark(1, "second", X)),
        "other story": add_to_header(bookmark(1, "second", X)),
    },
    "bookmark-name-form": {
        "too long": add(bookmark(2, LONGEST_BOOKMARK + "n", X)),
        "space": add(bookmark(2, "a b", X)),
        "leading digit": add(bookmark(2, "1a", X)),
    },
    "bookmark-unpaired": {"no end": add(START + X), "no start": add(X + END)},
    "bookmark-order": {"backwards": add(END + X + START)},
    "field-unbalanced": {
        "no end": add(field_mark("begin") + X),
        "no begin": add(X + field_mark("end")),
        "two separators": add(SECOND_SEPARATOR),
        "instruction outside": add(unspaced("PAGE", "instrText")),
    },
    "field-target": {
        "REF": swap(BODY, " REF _Ref_purpose", " REF _Ref_gone"),
        "PAGEREF": swap(BODY, "PAGEREF _Ref_purpose", "PAGEREF _Ref_gone"),
        "simple field in header": add_to_header(simple_field("NOTEREF _Ref_gone")),
        "HYPERLINK": add(complex_field('HYPERLINK \\l "gone"', "x")),
        "instruction in two pieces": swap(BODY, " REF _Ref", f" REF {NEXT_INSTRUCTION}_gone"),
    },
    "hyperlink-anchor": {"anchor gone": swap(BODY, 'w:anchor="_Ref_purpose"', 'w:anchor="_Ref_gone"')},
    "prompt-on-open": {
        "updateFields": add_setting("<w:updateFields/>"),
        "dirty field": add(simple_field("PAGE", ' w:dirty="true"')),
    },
    "comment-range": {
        "no end": remove(BODY, RANGE_END),
        "no start": remove(BODY, RANGE_START),
        "backwards": swap(BODY, f"{RANGE_START}{unspaced('Reviewed')}{RANGE_END}", RANGE_END + RANGE_START),
    },
    "comment-missing": {"no body": add('<w:r><w:commentReference w:id="7"/></w:r>')},
    "comment-unreferenced": {"no reference": remove(BODY, '<w:commentReference w:id="0"/>')},
    "comment-attribution": {
        "no author": swap(COMMENTS, ' w:author="Reviewer"', ' w:author=""'),
        "no date": swap(COMMENTS, ' w:date="', ' w:day="'),
    },
    "comment-empty": {"no words": swap(COMMENTS, "By whom?", "")},
    "sdt-id-duplicate": {"two blanks": add_control('<w:id w:val="1001"/>')},
    "sdt-name-length": {
        "tag": add_control("", tag=LONGEST_TAG + "n"),
        "alias": swap(BODY, '"Effective date"', f'"{LONGEST_TAG}n"'),
    },
    "sdt-untagged": {
        "no tag": remove(BODY, '<w:tag w:val="blank:effective_date"/>'),
        "empty tag": add_control("", tag=""),
    },
    "sdt-block-text": {"around a paragraph": add_block_control("<w:text/>")},
    "sdt-data-store": {"store gone": swap(BODY, 'w:storeItemID="{EF27', 'w:storeItemID="{0000')},
    "drawing-id-duplicate": {"two pictures": swap(BODY, '<wp:docPr id="2"', '<wp:docPr id="1"')},
    "undefined-style": {
        "paragraph": add(X, style="NoSuchStyle"),
        "wrong kind": add(X, style="CommentReference"),
        "style": swap(STYLES, '<w:link w:val="SubtitleChar"/>', '<w:link w:val="NoSuchStyle"/>'),
        "level": swap(NUMBERING, CLAUSE, NO_STYLE),
    },
    "undefined-num": {
        "style": swap(STYLES, LIST_90, LIST_91),
        "paragraph": add_blocks(f"<w:p><w:pPr><w:numPr>{LIST_91}</w:numPr></w:pPr>{X}</w:p>"),
    },
    "undefined-abstract-num": {"num": swap(NUMBERING, "</w:numbering>", NUM_OF_NOTHING)},
    "level-style-binding": {
        "style without a list": swap(NUMBERING, CLAUSE, NORMAL),
        "style of another list": swap(STYLES, LIST_90, LIST_1),
        "style of another level": swap(STYLES, f"{BASED_ON_CLAUSE}{LEVEL_1}", f"{BASED_ON_CLAUSE}{LEVEL_0}"),
    },
    "cell-end": {
        "empty cell": add_cell(""),
        "table last": add_cell(table("<w:p/>")),
        "empty control last": add_cell(control('<w:tag w:val="added"/>', "")),
    },
    "stray-blank-paragraph": {
        "nothing": add_blocks("<w:p/>"),
        "white space": add(run("  ")),
        "bookmark only": add(START + END),
    },
    "empty-heading": {"nothing": add("", style="Heading2"), "break only": add(PAGE_BREAK, style="Heading2")},
    "change-attribution": {
        "no author": add(deleted(GONE).replace(' w:author="Drafter"', "")),
        "no date": add_amid(moved("From", 71, "goes").replace("w:date", "w:day", 1), moved("To", 72, "goes")),
    },
    "change-id-duplicate": {
        "two deletions": add(deleted(GONE) + deleted(GONE)),
        "a paragraph and a row": add_amid(
            changed_row("ins", 62, inserted(X)), changed_paragraph("del", 62, deleted(GONE))
        ),
    },
    "change-nested": {"deleted in inserted": add(inserted(deleted(GONE)))},
    "change-move": {
        "from nowhere": add_amid(moved("To", 71, "goes")),
        "names differ": add_amid(moved("From", 71, "goes"), moved("To", 72, "went")),
        "no end": add_amid(moved("From", 71, "goes").replace(FROM_END, ""), moved("To", 72, "goes")),
        "words outside": add(f'<w:moveTo w:id="73" {REVISION}>{X}</w:moveTo>'),
    },
    "change-field": {"end not deleted": add(HALF_DELETED_FIELD)},
    "change-instruction": {
        "live in a deleted field": add(DELETED_FIELD.replace("delInstrText", "instrText").replace("REF gone", "PAGE")),
        "deleted in a live field": add(complex_field("PAGE", "1").replace("instrText", "delInstrText")),
    },
    "change-last-paragraph": {
        "of the body": add_blocks(changed_paragraph("ins", 61, inserted(X))),
        "of a cell": add_cell(changed_paragraph("ins", 61, inserted(X))),
    },
    "change-row": {
        "row alone": add_amid(changed_row("ins", 61, X)),
        "words otherwise": add_amid(changed_row("del", 61, inserted(X))),
    },
    "change-paragraph": {"live words": add_amid(changed_paragraph("ins", 61, X))},
    "deleted-text": {"w:t deleted": add(deleted(X)), "w:delText live": add(unspaced("x", "delText"))},
    "space-not-preserved": {
        "trailing": add(unspaced("x ")),
        "deleted": add(deleted(unspaced(" x", "delText"))),
    },
    "break-in-text": {"line break": add(run("a\nb")), "tab": add_to_header(run("a\tb"))},
    "control-character": {
        "dash of a wrong decoding": add(run("2025\x962030")),
        "byte order mark": swap(COMMENTS, "By whom?", "\ufeffBy whom?"),
    },
    "malformed-hex": {
        "colour": add(coloured("red")),
        "revision id": swap(BODY, 'w:rsidR="00FC693F"', 'w:rsidR="first"'),
    },
    "unreplaced-placeholder": {
        "one run": add(run("{{ party }")),
        "two runs": add_to_header(run("{") + run("{party")),
        "picture title": swap(BODY, '"Picture 1"', '"picture}}"'),
    },
}

HARMLESS: dict[str, Mutation] = {
    "row with all its words": add_amid(changed_row("del", 61, deleted(GONE))),
    "paragraph with all its words": add_amid(changed_paragraph("del", 61, deleted(GONE))),
    "row that goes with the last paragraphs of its cells": add_amid(
        changed_row("ins", 61, inserted(X), mark=inside_mark("ins", 62))
    ),
    "moved paragraph": add_amid(moved("From", 71, "goes"), moved("To", 72, "goes")),
    "longest bookmark name": add(bookmark(2, LONGEST_BOOKMARK, X)),
    "bookmark over two paragraphs": add_blocks(paragraph(START + X), paragraph(X + END)),
    "reference in other case": swap(BODY, " REF _Ref_purpose", " ref _REF_purpose"),
    "field in a field": add(f"{field_mark('begin')}{complex_field('PAGE', '1')}{field_mark('end')}"),
    "deleted field of a deleted bookmark": add(DELETED_FIELD),
    "link to the top": add(f'<w:hyperlink w:anchor="_top">{X}</w:hyperlink>'),
    "no update on open": add_setting('<w:updateFields w:val="false"/>'),
    "field up to date": add(simple_field("PAGE", ' w:dirty="0"')),
    "comment without a range": remove(BODY, RANGE_START + unspaced("Reviewed") + RANGE_END),
    "longest tag": add_control("", tag=LONGEST_TAG),
    "rich text around a paragraph": add_block_control(""),
    "core property": add_control(f'<w:dataBinding w:xpath="/a" w:storeItemID="{CORE_PROPERTIES}"/>'),
    "paragraph taken off its list": add_blocks(f"<w:p><w:pPr><w:numPr>{NO_LIST}</w:numPr></w:pPr>{X}</w:p>"),
    "cell ending in a control": add_cell(control('<w:tag w:val="added"/>', paragraph(X))),
    "page break": add(PAGE_BREAK),
    "section break": add_blocks(SECTION_BREAK),
    "deleted heading": add(deleted(unspaced("x", "delText")), style="Heading2"),
    "unbreakable outer space": add(unspaced("\xa0x")),
    "automatic colour": add(coloured("auto")),
    "single braces": add(run("{party}")),
}


@pytest.fixture(scope="session")
def sample() -> bytes:
    return build_sample()


def found_rules(content: bytes) -> set[str]:
    return {defect.rule for defect in lint(content)}


def changed(content: bytes, mutate: Mutation) -> bytes:
    parts = unpack(content)
    mutate(parts)
    return pack(parts)


def test_sound_document_is_clean(sample: bytes) -> None:
    assert lint(sample) == []


def test_path_is_read_like_content(sample: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(changed(sample, add_blocks("<w:p/>")))
    assert lint(path) == lint(str(path)) == lint(path.read_bytes()) != []


@pytest.mark.parametrize(
    ("rule", "mutate"),
    [
        pytest.param(rule, mutate, id=f"{rule}: {name}")
        for rule, plants in DEFECTS.items()
        for name, mutate in plants.items()
    ],
)
def test_planted_defect_breaks_only_its_rule(sample: bytes, rule: str, mutate: Mutation) -> None:
    assert found_rules(changed(sample, mutate)) == {rule}


@pytest.mark.parametrize("mutate", HARMLESS.values(), ids=HARMLESS.keys())
def test_near_miss_is_clean(sample: bytes, mutate: Mutation) -> None:
    assert lint(changed(sample, mutate)) == []


def test_every_rule_is_exercised() -> None:
    assert set(DEFECTS) == {rule.name for rule in RULES}


def test_entry_stored_twice_is_a_duplicate(sample: bytes) -> None:
    stream = BytesIO(sample)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(BODY, archive.read(BODY))
    assert found_rules(stream.getvalue()) == {"duplicate-zip-entry"}


def test_defect_names_part_and_place(sample: bytes) -> None:
    [defect] = lint(changed(sample, add_to_header(bookmark(2, "_Ref_purpose", X))))
    assert defect.part == "word/header1.xml"
    assert "_Ref_purpose" in defect.message
