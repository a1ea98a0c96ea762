"""What a written .docx holds, read back with nothing but zip and lxml."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pytest

from agreement_builder.document.tree import Alternatives, Block, Clause, Definition, Item, Table, Term
from agreement_builder.document.walk import block_runs, clauses, flat, plain, runs
from agreement_builder.drafting import Draft
from agreement_builder.ledger.table import annotated
from agreement_builder.writers.docx.ooxml import MAX_TAG, Ids
from tests import drafts
from tests.word_lint import lint
from tests.wordfile import Element, W, WordFile, text_of, val

NUMBERED = ("heading 1", "heading 2", "Agreement Item", "Agreement Subitem", "Agreement Exhibit")
HOSTILE_NAMES = (
    'Town of "A & B" <East> &amp; &#65;',
    "*Town* of __Under__ **Bold** [Section](#purpose) `code`",
    "{{ 7 * 7 }} {% if x %} {{ agreement }} $HOME %s",
    "עיריית חיפה, بلدية حيفا",
    "Town of 🏛️ Élm’s “Own” – 東京 \\n",
)
BRACKETS = re.compile(r"\[(FOR COUNSEL TO DECIDE:|ALTERNATIVE [A-L]:|END OF ALTERNATIVES)")
every_draft = pytest.mark.parametrize("name", drafts.EVERY_NAME)


@lru_cache(maxsize=64)
def read(name: str, final: bool = False) -> WordFile:
    return WordFile(drafts.word_of(name, final=final))


@pytest.fixture(scope="module")
def bolton() -> Draft:
    return drafts.make()


@pytest.fixture(scope="module")
def bolton_file() -> WordFile:
    return read("bolton-building-inspection")


# Numbers and references


@every_draft
def test_numbered_paragraphs_hold_the_words_of_the_tree_and_no_typed_number(name: str) -> None:
    draft = drafts.named(name)
    wanted = [pair for article in draft.document.articles for pair in _article(draft, article.heading, article.clauses)]
    wanted += [("Agreement Exhibit", exhibit.heading) for exhibit in draft.document.exhibits]
    assert read(name).styled(*NUMBERED) == wanted


def _article(draft: Draft, heading: str, sections: tuple[Clause, ...]) -> list[tuple[str, str]]:
    found = [("heading 1", heading)]
    for clause in sections:
        found.append(("heading 2", clause.heading))
        for item in _items(clause.blocks):
            found.append(("Agreement Item", plain(item.content, drafts.shown(draft))))
            found += [("Agreement Subitem", plain(child.content, drafts.shown(draft))) for child in item.children]
    return found


def _items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Alternatives):
            yield from (item for member in block.members for item in _items(member.blocks))
        elif isinstance(block, Item):
            yield block


@pytest.mark.parametrize("name", [name for name in drafts.EVERY_NAME if name != "left to counsel"])
def test_no_paragraph_is_numbered_but_by_its_style(name: str) -> None:
    assert not [text_of(p) for p in read(name).paragraphs if p.find(f"{W}pPr/{W}numPr") is not None]


@every_draft
def test_every_reference_shows_the_label_of_the_index_before_any_update(name: str) -> None:
    draft, file = drafts.named(name), read(name)
    shown = [field.result for field in file.fields if field.instruction.startswith("REF ")]
    there = [target for target in drafts.referred(draft) if target in draft.index.numbers]
    assert shown == [drafts.shown(draft)[target] for target in there]


@every_draft
def test_every_reference_leads_to_the_paragraph_that_word_counts_under_its_label(name: str) -> None:
    file = read(name)
    counted = file.counted(drafts.shipped_template().scheme)
    for field in file.fields:
        _, bookmark, *switches = field.instruction.split()
        assert switches == ["\\w", "\\h"]
        (target,) = file.bookmarks[bookmark]
        assert counted[target] == field.result


@every_draft
def test_every_entry_of_the_contents_links_to_its_heading(name: str) -> None:
    file = read(name)
    counted = file.counted(drafts.shipped_template().scheme)
    for p in file.paragraphs:
        if file.style(p) in ("toc 1", "toc 2"):
            link = p.find(f"{W}hyperlink")
            assert link is not None
            (target,) = file.bookmarks[str(link.get(f"{W}anchor"))]
            assert text_of(p).split() == f"{counted[target]} {text_of(target)}".split()
    headings = [p for p in counted if file.style(p) in ("heading 1", "heading 2", "Agreement Exhibit")]
    assert len(file.styled("toc 1", "toc 2")) == len(headings)


# Anchors, blanks, definitions


@every_draft
def test_each_clause_lies_in_a_hidden_bookmark_over_its_whole_paragraphs(name: str) -> None:
    draft, file, ids = drafts.named(name), read(name), Ids()
    for clause in clauses(draft.document):
        covered = file.bookmarks[ids.name("_ila_", clause.topic)]
        wanted = [plain(content, drafts.shown(draft)) for content in block_runs(clause.blocks)]
        in_article = any(clause in article.clauses for article in draft.document.articles)
        words = [text_of(p) for p in covered if not BRACKETS.match(text_of(p))]
        assert words == ([clause.heading] if in_article else []) + wanted


@every_draft
def test_clause_bookmarks_begin_before_the_first_word_and_end_after_the_last(name: str) -> None:
    file = read(name)
    starts = [e for e in file.body.iter(f"{W}bookmarkStart") if str(e.get(f"{W}name")).startswith("_ila_")]
    ends = {e.get(f"{W}id"): e for e in file.body.iter(f"{W}bookmarkEnd")}
    assert starts
    for start in starts:
        assert not any(text_of(before) for before in start.itersiblings(preceding=True))
        assert not any(text_of(after) for after in ends[start.get(f"{W}id")].itersiblings())


@every_draft
def test_each_pulled_definition_has_its_own_bookmark(name: str) -> None:
    draft, file, ids = drafts.named(name), read(name), Ids()
    for clause in clauses(draft.document):
        for block in clause.blocks:
            if isinstance(block, Definition):
                (p,) = file.bookmarks[ids.name("_ila_", block.clause)]
                assert text_of(p) == plain(block.content, drafts.shown(draft))
                assert file.style(p) == "Agreement Definition"


@every_draft
def test_each_open_blank_is_a_control_with_its_path_and_bracketed_words(name: str) -> None:
    draft = drafts.named(name)
    wanted = [(f"blank:{blank.path}", f"[{blank.label}]") for blank, _ in draft.index.blanks]
    found = read(name).blanks
    broken = {f"blank:{use.what}" for use in draft.index.references if use.what not in draft.index.numbers}
    assert [(tag[:40], words) for tag, words in found if tag not in broken] == [(t[:40], words) for t, words in wanted]
    assert all(len(tag) <= MAX_TAG for tag, _ in found)


@every_draft
def test_each_term_is_marked_where_it_is_defined(name: str) -> None:
    draft, file = drafts.named(name), read(name)
    marked = [
        text_of(r)
        for p in file.paragraphs
        for r in p.iter(f"{W}r")
        if file.style_names.get(val(r, "rPr/rStyle") or "") == "Agreement Term"
        and file.style(p) != "Agreement Signature"
    ]
    assert marked == [i.term for run in runs(draft.document) for i in flat(run.content) if isinstance(i, Term)]


# Tables and signatures


@every_draft
def test_no_row_of_signatures_splits(name: str) -> None:
    rows = signature_table(read(name)).findall(f"{W}tr")
    assert len(rows) == 1 + (len(drafts.named(name).document.signatures) + 1) // 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@every_draft
def test_signatures_stay_with_each_other_where_they_fit_on_a_page(name: str) -> None:
    file = read(name)
    words, *rows = signature_table(file).iter(f"{W}tr")
    assert {val(p, "pPr/keepNext") for p in words.iter(f"{W}p")} == {None}
    paragraphs = [p for row in rows for p in row.iter(f"{W}p") if text_of(p)]
    let_go = [p for p in paragraphs if val(p, "pPr/keepNext") == "0"]
    style = next(s for s in file.root("word/styles.xml").iter(f"{W}style") if val(s, "name") == "Agreement Signature")
    assert style.find(f"{W}pPr/{W}keepNext") is not None
    assert {file.style(p) for p in paragraphs} == {"Agreement Signature"}
    assert let_go == ([] if len(drafts.named(name).document.signatures) <= 6 else paragraphs)


def signature_table(file: WordFile) -> Element:
    return next(t for t in file.body.iter(f"{W}tbl") if any("By:" in text_of(p) for p in t.iter(f"{W}p")))


def test_the_words_before_the_signatures_stay_with_them(bolton: Draft, bolton_file: WordFile) -> None:
    closing = bolton.document.closing
    assert closing is not None
    for p in bolton_file.bookmarks[f"_ila_{closing.topic}"]:
        assert p.find(f"{W}pPr/{W}keepNext") is not None


@every_draft
def test_each_schedule_repeats_its_header_row_and_describes_itself(name: str) -> None:
    draft, file = drafts.named(name), read(name)
    tabled = (*draft.document.exhibits, *annotated(draft).document.annexes)
    wanted = [block for exhibit in tabled for block in exhibit.blocks if isinstance(block, Table)]
    schedules = [t for t in file.body.iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblCaption") is not None]
    assert [val(t, "tblPr/tblCaption") for t in schedules] == [table.caption for table in wanted]
    for table, schedule in zip(wanted, schedules, strict=True):
        header, *rows = schedule.findall(f"{W}tr")
        assert header.find(f"{W}trPr/{W}tblHeader") is not None
        assert [text_of(cell) for cell in header.iter(f"{W}tc")] == [column.heading for column in table.columns]
        assert [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in rows] == [
            [plain(cell, drafts.shown(draft)) for cell in row] for row in table.rows
        ]
        assert val(schedule, "tblPr/tblDescription") == table.summary


# Names from answers


@pytest.fixture(scope="module")
def hostile() -> tuple[Draft, WordFile]:
    ids = ("bolton", "andover", "ashford", "willington")
    quoted = [name.replace("'", "''") for name in HOSTILE_NAMES]
    settings = [f"parties.{key}.name='{name}'" for key, name in zip(ids, quoted[1:], strict=True)]
    settings += [f"service.name='{quoted[0]}'"]
    draft = drafts.make(*settings)
    return draft, WordFile(drafts.word(draft))


@pytest.mark.parametrize("name", HOSTILE_NAMES[1:])
def test_a_name_with_marks_of_any_language_arrives_as_it_was_typed(name: str, hostile: tuple[Draft, WordFile]) -> None:
    _, file = hostile
    places = ("Agreement Cover", "Agreement Signature", "Agreement Cell")
    assert [style for style, text in file.styled(*places) if text == name] == [*places, "Agreement Cell"]
    assert any(name in text and text != name for _, text in file.styled("Agreement Party"))


def test_a_title_with_marks_arrives_as_it_was_typed(hostile: tuple[Draft, WordFile]) -> None:
    _, file = hostile
    title = f"Interlocal Agreement for {HOSTILE_NAMES[0]}"
    assert [text for _, text in file.styled("Title")] == [title, title]
    assert title in {text_of(root) for root in file.stories("header").values()}
    assert title in file.root("docProps/core.xml").itertext()


def test_hostile_names_plant_no_defect(hostile: tuple[Draft, WordFile]) -> None:
    draft, _ = hostile
    defects = [defect for defect in lint(drafts.word(draft)) if defect.rule != "unreplaced-placeholder"]
    assert defects == []
