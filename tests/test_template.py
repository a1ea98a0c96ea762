"""A template that cannot carry a draft is refused by the name of what it lacks; a restyled one is honoured."""

import base64
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from agreement_builder.errors import Finding, TemplateRefusal
from agreement_builder.library.load import load_library
from agreement_builder.writers.docx.template import STYLE_NAMES, WordTemplate, read_template
from agreement_builder.writers.docx.write import write_docx
from tests import drafts
from tests.word_lint import lint
from tests.wordfile import BODY, NUMBERING, STYLES, W, WordFile, pack, text_of, unpack, val

SHIPPED = drafts.ROOT / "templates" / "interlocal" / "agreement.docx"
LOGO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
Edit = tuple[str, str, str]


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., Path]:
    """The shipped template with edits (part, old, new), each of which changes something."""

    def edited(*edits: Edit) -> Path:
        parts = unpack(SHIPPED.read_bytes())
        for part, old, new in edits:
            before = parts[part].decode()
            assert old in before, f"{old} is not in {part}"
            parts[part] = before.replace(old, new).encode()
        path = tmp_path / "agreement.docx"
        path.write_bytes(pack(parts))
        return path

    return edited


def refused(path: Path) -> list[Finding]:
    with pytest.raises(TemplateRefusal) as caught:
        read_template(path)
    findings = list(caught.value.findings)
    assert findings
    assert all(finding.where.file == str(path) and finding.hint for finding in findings)
    return findings


def written(path: Path) -> tuple[WordTemplate, WordFile]:
    """The Bolton draft on the template at `path`, in which lint finds nothing."""
    template = read_template(path)
    content = write_docx(drafts.make(), template)
    assert lint(content) == []
    return template, WordFile(content)


def placeholder(name: str) -> str:
    return f"{{{{ {name} }}}}"


def renamed(style: str) -> Edit:
    return STYLES, f'<w:name w:val="{style}"/>', '<w:name w:val="Something Else"/>'


# Files that are no template


def test_a_missing_style_is_named(template: Callable[..., Path]) -> None:
    for style, kind in STYLE_NAMES.values():
        (finding,) = refused(template(renamed(style)))
        assert finding.rule == "template-style"
        assert f'{kind} style named "{style}"' in finding.message


def test_all_missing_styles_are_named_at_once(template: Callable[..., Path]) -> None:
    findings = refused(template(*(renamed(style) for style, _ in STYLE_NAMES.values())))
    assert [f.rule for f in findings] == ["template-style"] * len(STYLE_NAMES)
    for style, _ in STYLE_NAMES.values():
        assert any(f'"{style}"' in f.message for f in findings)


def test_a_style_of_the_wrong_kind_does_not_count(template: Callable[..., Path]) -> None:
    edit = (STYLES, 'w:type="character" w:customStyle="1" w:styleId="AgreementTerm"',
            'w:type="paragraph" w:customStyle="1" w:styleId="AgreementTerm"')  # fmt: skip
    (finding,) = refused(template(edit))
    assert 'character style named "Agreement Term"' in finding.message


PARTS = unpack(SHIPPED.read_bytes())
TYPES = PARTS["[Content_Types].xml"].replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")


@pytest.mark.parametrize(
    "content",
    [
        b"Just words.\n",
        b"",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        pack({"notes.txt": b"words"}),
        pack({"[Content_Types].xml": b"<nonsense"}),
        pack(PARTS | {"[Content_Types].xml": TYPES}),
        SHIPPED.read_bytes()[:4000],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
    ids=["text", "empty", "pdf", "zip", "broken zip of parts", "spreadsheet", "cut off", "doc of Word 97"],
)
def test_a_file_that_is_no_docx_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "agreement.docx"
    path.write_bytes(content)
    assert [f.rule for f in refused(path)] == ["template-file"]


@pytest.mark.parametrize("part", [BODY, STYLES, NUMBERING, "word/header-default.xml", "word/_rels/document.xml.rels"])
def test_a_docx_with_a_broken_or_missing_part_is_refused(part: str, tmp_path: Path) -> None:
    parts, path = unpack(SHIPPED.read_bytes()), tmp_path / "agreement.docx"
    path.write_bytes(pack(parts | {part: parts[part][: len(parts[part]) // 2]}))
    assert refused(path)
    path.write_bytes(pack({name: content for name, content in parts.items() if name != part}))
    assert refused(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert [f.rule for f in refused(tmp_path)] == ["template-file"]
    assert [f.rule for f in refused(tmp_path / "nothing.docx")] == ["template-file"]


# Numbering


@pytest.mark.parametrize(
    "style", ["heading 1", "heading 2", "Agreement Item", "Agreement Subitem", "Agreement Exhibit"]
)
def test_a_style_without_numbering_is_named(style: str, template: Callable[..., Path]) -> None:
    xml = unpack(SHIPPED.read_bytes())[STYLES].decode()
    start = xml.index(f'<w:name w:val="{style}"/>')
    number = re.compile(r"<w:numPr>.*?</w:numPr>").search(xml, start)
    assert number is not None
    whole = xml[start : number.end()]
    (finding,) = refused(template((STYLES, whole, whole.replace(number.group(), ""))))
    assert finding.rule == "template-numbering"
    assert f'"{style}"' in finding.message


def test_a_template_without_any_numbering_names_every_level(tmp_path: Path) -> None:
    document = Document(str(SHIPPED))
    for style in document.styles.element.iter(f"{W}numPr"):
        style.getparent().remove(style)
    document.save(str(tmp_path / "agreement.docx"))
    assert len(refused(tmp_path / "agreement.docx")) == 5


def test_a_list_format_that_cannot_be_counted_is_refused(template: Callable[..., Path]) -> None:
    (finding,) = refused(template((NUMBERING, 'w:val="lowerRoman"', 'w:val="hebrew1"')))
    assert '"Agreement Subitem"' in finding.message


def test_roman_articles_change_the_cached_labels(template: Callable[..., Path]) -> None:
    path = template((NUMBERING, '<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>',
                     '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/>'))  # fmt: skip
    found, file = written(path)
    results = [field.result for field in file.fields if field.instruction.startswith("REF ")]
    sections = [result for result in results if result.startswith("Section")]
    assert all(re.fullmatch(r"Section [IVX]+\.[0-9]+(\([a-z]\))?", result) for result in sections)
    assert results == [drafts.make().index.label(target, found.scheme) for target in drafts.referred(drafts.make())]


def test_legal_numbering_keeps_arabic_sections_below_roman_articles(template: Callable[..., Path]) -> None:
    path = template(
        (NUMBERING, '<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>',
         '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/>'),
        (NUMBERING, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading2"/><w:isLgl/>'),
    )  # fmt: skip
    found, file = written(path)
    assert [found.scheme.own((4,)), found.scheme.own((4, 2))] == ["Article IV", "Section 4.2"]
    contents = [text for _, text in file.styled("toc 1")]
    assert contents[0].startswith("Article I ")
    assert contents[3].startswith("Article IV ")
    results = [field.result for field in file.fields if field.instruction.startswith("REF ")]
    assert results == [drafts.shown(drafts.make())[target] for target in drafts.referred(drafts.make())]


# Placeholders


def test_an_unknown_placeholder_is_refused_with_the_nearest_known_one(template: Callable[..., Path]) -> None:
    (finding,) = refused(template((BODY, placeholder("status"), placeholder("statsu"))))
    assert finding.rule == "template-placeholder"
    assert "{{ statsu }}" in finding.message
    assert finding.hint == 'Did you mean "status"?'


@pytest.mark.parametrize("wrong", ["party.name", "title | upper", "title-2", "7 * 7", ""])
def test_what_is_no_plain_placeholder_is_refused(wrong: str, template: Callable[..., Path]) -> None:
    (finding,) = refused(template((BODY, placeholder("status"), placeholder(wrong))))
    assert finding.rule == "template-placeholder"


@pytest.mark.parametrize("wrong", ["{{ status }", "{ status }}", "{% if status %}"])
def test_a_part_of_a_placeholder_is_refused(wrong: str, template: Callable[..., Path]) -> None:
    (finding,) = refused(template((BODY, placeholder("status"), wrong)))
    assert finding.rule == "template-placeholder"


def test_a_template_without_a_place_for_the_agreement_is_refused(template: Callable[..., Path]) -> None:
    (finding,) = refused(template((BODY, placeholder("agreement"), "Here it begins.")))
    assert "{{ agreement }}" in finding.message


@pytest.mark.parametrize("name", ["agreement", "contents", "parties"])
def test_a_block_placeholder_stands_alone_in_the_body(name: str, template: Callable[..., Path]) -> None:
    edit = (BODY, placeholder(name), f"Here: {placeholder(name)}")
    assert any("does not stand alone" in f.message for f in refused(template(edit)))
    header = ("word/header-default.xml", placeholder("title"), placeholder(name))
    assert any("in the header does not stand alone" in f.message for f in refused(template(header)))


@pytest.mark.parametrize("name", ["agreement", "contents"])
def test_a_second_place_for_the_same_part_is_refused(name: str, template: Callable[..., Path]) -> None:
    (finding,) = refused(template((BODY, placeholder("status"), placeholder(name))))
    assert placeholder(name) in finding.message


def test_a_placeholder_that_word_has_cut_into_runs_is_found(template: Callable[..., Path]) -> None:
    pieces = "".join(
        f'<w:r><w:rPr><w:b w:val="{n % 2}"/></w:rPr><w:t>{piece}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for n, piece in enumerate(["As of {", "{ sta", "tus", " }", "}, signed"])
    )
    whole = '<w:r><w:t xml:space="preserve">{{ status }}</w:t></w:r>'
    _, file = written(template((BODY, whole, pieces)))
    assert "As of Draft of November 23, 2026, for review by counsel, signed" in [text_of(p) for p in file.paragraphs]


# What a town changes in its own template


def test_letterhead_font_and_logo_survive(tmp_path: Path) -> None:
    document = Document(str(SHIPPED))
    header = document.sections[0].header
    header.paragraphs[0].insert_paragraph_before("Office of the Town Clerk – Bolton")
    header.paragraphs[0].add_run().add_picture(io.BytesIO(LOGO))
    document.styles["Agreement Text"].font.name = "Garamond"
    path = tmp_path / "agreement.docx"
    document.save(str(path))
    _, file = written(path)
    root = next(root for root in file.stories("header").values() if "Town Clerk" in text_of(root))
    assert LOGO in file.parts.values()
    assert len(list(root.iter(f"{W}drawing"))) == len(list(root.iter(f"{W}pict"))) == 1
    style = next(s for s in file.root(STYLES).iter(f"{W}style") if val(s, "name") == "Agreement Text")
    assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Garamond"


def test_a_template_without_a_header_still_gets_its_watermark(template: Callable[..., Path]) -> None:
    xml = unpack(SHIPPED.read_bytes())[BODY].decode()
    path = template(*((BODY, found, "") for found in re.findall(r"<w:headerReference[^>]*>", xml)))
    _, file = written(path)
    assert any("PowerPlusWaterMark" in part.decode() for name, part in file.parts.items() if "header" in name)


def test_a_comment_of_the_template_is_kept_beside_ours(tmp_path: Path) -> None:
    document = Document(str(SHIPPED))
    document.add_comment(document.paragraphs[0].runs, text="Keep this.", author="Clerk", initials="C")
    path = tmp_path / "agreement.docx"
    document.save(str(path))
    _, file = written(path)
    comments = list(file.root("word/comments.xml"))
    assert text_of(comments[0]) == "Keep this."
    assert len({comment.get(f"{W}id") for comment in comments}) == len(comments) > 40


def test_renamed_ids_of_styles_do_not_matter(tmp_path: Path) -> None:
    parts = unpack(SHIPPED.read_bytes())
    reference = re.compile(rb'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="|w:styleId=")')
    for name in parts:
        if name.endswith(".xml"):
            parts[name] = reference.sub(rb"\1x_", parts[name])
    path = tmp_path / "agreement.docx"
    path.write_bytes(pack(parts))
    _, file = written(path)
    usual = WordFile(drafts.word_of("bolton-building-inspection"))
    assert [(file.style(p), text_of(p)) for p in file.paragraphs] == [
        (usual.style(p), text_of(p)) for p in usual.paragraphs
    ]


def test_a_folder_with_a_template_is_laid_over_the_shipped_one(template: Callable[..., Path]) -> None:
    path = template((BODY, "{{ between }} the", "by and among the"))
    for given in (path, path.parent):
        assert load_library(template=given).template == path


def test_the_tool_writes_the_shipped_template_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "again.docx"
    subprocess.run([sys.executable, drafts.ROOT / "tools" / "make_template.py", path], check=True)
    assert path.read_bytes() == SHIPPED.read_bytes()
