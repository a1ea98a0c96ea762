"""What marks a Word file as a draft, what a final copy leaves out, and what every copy says about itself."""

import datetime as dt
import re

import pytest

from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import options_at
from agreement_builder.drafting import Draft
from agreement_builder.library.clause import Clause
from agreement_builder.version import VERSION
from tests import drafts
from tests.word_lint import lint
from tests.wordfile import BODY, STYLES, W, WordFile, fields, text_of, val

VML = "{urn:schemas-microsoft-com:vml}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
every_draft = pytest.mark.parametrize("name", drafts.EVERY_NAME)


@pytest.fixture(scope="module")
def bolton() -> Draft:
    return drafts.make()


@pytest.fixture(scope="module")
def file() -> WordFile:
    return WordFile(drafts.word_of("bolton-building-inspection"))


@pytest.fixture(scope="module")
def final() -> WordFile:
    return WordFile(drafts.word_of("complete", final=True))


# A draft


@every_draft
def test_each_section_bears_one_comment_with_author_and_date(name: str) -> None:
    draft, file = drafts.named(name), WordFile(drafts.word_of(name))
    sections: dict[str, list[Clause]] = {}
    for choice in draft.composition.chosen:
        if choice.clause is not None:
            sections.setdefault(choice.place, []).append(choice.clause)
    comments = [c for c in file.root("word/comments.xml") if c.get(f"{W}author") == "Agreement Builder: clauses"]
    assert len(comments) == len(sections)
    for comment, clauses in zip(comments, sections.values(), strict=True):
        assert comment.get(f"{W}initials") == "ABC"
        assert comment.get(f"{W}date") == f"{drafts.DAY}T00:00:00Z"
        assert all(clause.id in text_of(comment) and clause.meta.version in text_of(comment) for clause in clauses)


@every_draft
def test_a_comment_on_clauses_lies_on_the_first_paragraph_of_its_section(name: str) -> None:
    file = WordFile(drafts.word_of(name))
    starts = {covered[0] for key, covered in file.bookmarks.items() if key.startswith("_ila_")}
    starts |= {p for p in file.paragraphs if text_of(p) == "Signatures"}
    ids = {c.get(f"{W}id") for c in file.root("word/comments.xml") if c.get(f"{W}initials") == "ABC"}
    marked = [p for p in file.paragraphs for e in p.iter(f"{W}commentRangeStart") if e.get(f"{W}id") in ids]
    assert len(marked) == len(ids)
    assert set(marked) <= starts


@every_draft
def test_the_watermark_stands_in_every_header(name: str) -> None:
    headers = WordFile(drafts.word_of(name)).stories("header")
    assert headers
    for header in headers.values():
        (shape,) = header.iter(f"{VML}shape")
        assert shape.get("id", "").startswith("PowerPlusWaterMarkObject")
        assert [path.get("string") for path in shape.iter(f"{VML}textpath")] == ["DRAFT"]


def test_nothing_makes_word_ask_whether_to_update(file: WordFile, final: WordFile) -> None:
    for each in (file, final):
        assert not [name for name, part in each.parts.items() if re.search(rb"updateFields|w:dirty", part)]


def test_the_cover_says_that_it_is_a_draft_and_of_which_day(file: WordFile) -> None:
    assert "Draft of November 23, 2026, for review by counsel" in [t for _, t in file.styled("Agreement Cover")]


# What every copy says about itself


@pytest.mark.parametrize("name", ["file", "final"])
def test_footers_hold_the_document_id_and_page_numbers(name: str, request: pytest.FixtureRequest) -> None:
    each: WordFile = request.getfixturevalue(name)
    draft = drafts.make() if name == "file" else drafts.complete()
    footers = list(each.stories("footer").values())
    assert all(draft.id in text_of(footer) for footer in footers)
    codes = [{f.instruction for p in footer.iter(f"{W}p") for f in fields(p)} for footer in footers]
    assert {"PAGE", "NUMPAGES"} in codes


def test_the_properties_name_the_draft_its_makers_and_its_day(bolton: Draft, file: WordFile) -> None:
    core = file.root("docProps/core.xml")
    found = {str(e.tag): e.text for e in core}
    assert found[f"{DC}title"] == "Interlocal Agreement for Building Inspection Services"
    assert found[f"{DC}identifier"] == bolton.id
    assert found[f"{DC}creator"] == found[f"{CP}lastModifiedBy"] == "Agreement Builder"
    assert found[f"{DC}language"] == "en-US"
    assert found[f"{CP}version"] == f"{VERSION}, library {bolton.library.version}"
    stamp = dt.datetime.combine(drafts.DAY, dt.time()).isoformat() + "Z"
    assert found[f"{DCTERMS}created"] == found[f"{DCTERMS}modified"] == stamp


# A final copy


def test_a_final_copy_has_no_comment(final: WordFile) -> None:
    assert not [name for name in final.parts if "comments" in name]
    assert not [*final.body.iter(f"{W}commentReference", f"{W}commentRangeStart")]


def test_a_final_copy_has_no_watermark(final: WordFile) -> None:
    assert not [shape for root in final.stories("header", "document").values() for shape in root.iter(f"{VML}shape")]


def test_a_final_copy_has_no_control_highlight_or_bracket(final: WordFile) -> None:
    blank_style = next(key for key, name in final.style_names.items() if name == "Agreement Blank")
    assert final.blanks == []
    assert not [e for e in final.body.iter(f"{W}rStyle", f"{W}highlight", f"{W}shd") if e.get(f"{W}val") == blank_style]
    for root in final.stories("document", "header", "footer").values():
        assert not [text_of(p) for p in root.iter(f"{W}p") if re.search(r"[\[\]]|\bdraft\b", text_of(p), re.IGNORECASE)]


def test_a_final_copy_says_no_more_than_its_draft_but_the_status(final: WordFile) -> None:
    draft = WordFile(drafts.word_of("complete"))
    before, after = ([text_of(p) for p in each.paragraphs] for each in (draft, final))
    (annex,) = drafts.complete().document.annexes
    agreement = before[: before.index(annex.heading)]
    assert after[len(agreement) :] == ["End of Agreement"]
    differing = [(one, other) for one, other in zip(agreement, after, strict=False) if one != other]
    assert differing == [("Draft of November 23, 2026, for review by counsel", "November 23, 2026")]


def test_nothing_is_left_open_in_the_complete_answers() -> None:
    assert drafts.open_paths(drafts.complete()) == []


# Soundness


@every_draft
@pytest.mark.parametrize("as_final", [False, True], ids=["draft", "final"])
def test_lint_finds_nothing(name: str, as_final: bool) -> None:
    assert lint(drafts.word_of(name, final=as_final)) == []


def test_every_method_of_funding_and_every_model_of_management_is_among_the_variants() -> None:
    answers = [drafts.named(name).file.answers for name in drafts.EVERY_NAME]
    assert {a.funding.shares.method for a in answers if a.funding.shares} == dict(
        options_at(Answers, "funding.shares")
    ).keys()
    assert {a.management.model for a in answers if a.management.model} == set(Model)
    assert max(len(a.parties) for a in answers) >= 12


def test_only_the_styles_of_the_template_are_used(file: WordFile) -> None:
    used = {p.get(f"{W}val") for p in file.root(BODY).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= {s.get(f"{W}styleId") for s in file.root(STYLES).iter(f"{W}style")}
    assert all(val(p, "pPr/pStyle") for p in file.paragraphs)
