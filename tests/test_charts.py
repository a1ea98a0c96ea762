"""A chart is native in Word, holds its figures twice (drawn, and in the workbook behind it), and is a table in text."""

import io
import posixpath
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from agreement_builder.document.figures import figures_table
from agreement_builder.document.index import build_index
from agreement_builder.document.tree import Chart, Series, Unit
from agreement_builder.document.walk import block_runs
from agreement_builder.drafting import Draft
from agreement_builder.writers.docx.chart import workbook_bytes
from agreement_builder.writers.docx.insert import insert_clause
from agreement_builder.writers.docx.plot import CHART, MAIN, column
from agreement_builder.writers.docx.template import WordTemplate, read_template
from agreement_builder.writers.docx.write import write_docx
from agreement_builder.writers.text import clause_text, write_text
from tests import drafts
from tests.outside import errors, need
from tests.word_lint import lint
from tests.wordfile import BODY, Element, W, WordFile, pack, text_of, unpack

C, A = f"{{{CHART}}}", f"{{{MAIN}}}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TOWNS = ("Town of Bolton", 'Borough of "A & B" <East>', "=1+1", "Town of 🏛️ Élm’s “Own”")


def series(name: str, *figures: str) -> Series:
    return Series(name, tuple(map(Decimal, figures)))


ONE = Chart(
    "What each Party pays",
    "Bolton pays the most.",
    Unit.DOLLARS,
    TOWNS,
    (series("Amount", "51200.55", "33200", "0", "58499.35"),),
)
STACKED = Chart(
    'Pay & "rent" < all',
    "Wages are the larger part\nof every amount & share.",
    Unit.DOLLARS,
    TOWNS,
    (series("Wages & pay", "500", "300", "400", "600"), series("Rent", "50", "30", "40", "60")),
)
SHARES = Chart("Shares", "Equal shares.", Unit.PERCENT, TOWNS[:2], (series("Share", "50", "50"),))
CREDIT = Chart("Settled", "Bolton is paid.", Unit.DOLLARS, TOWNS[:2], (series("Due", "-1200.5", "1200.5"),))
MANY = Chart(
    "Many",
    "All alike.",
    Unit.PERCENT,
    tuple(f"Town of Place Number {n}" for n in range(1, 61)),
    tuple(Series(f"Part {n}", (Decimal("0.01"),) * 60) for n in range(1, 31)),
)
CHARTS = (ONE, STACKED, SHARES, CREDIT, MANY)
every_chart = pytest.mark.parametrize("place", range(len(CHARTS)))


def charted() -> Draft:
    """Bolton's draft with these charts in its first exhibit, and no other."""
    draft = drafts.make()
    first, *others = draft.document.exhibits
    blocks = tuple(block for block in first.blocks if not isinstance(block, Chart))
    document = replace(draft.document, exhibits=(replace(first, blocks=(*blocks, *CHARTS)), *others))
    return replace(draft, composition=replace(draft.composition, document=document), index=build_index(document))


@lru_cache(maxsize=1)
def content() -> bytes:
    return write_docx(charted(), drafts.shipped_template())


@lru_cache(maxsize=1)
def file() -> WordFile:
    return WordFile(content())


def drawings() -> list[Element]:
    return list(file().body.iter(f"{WP}inline"))


def related(part: str, relation: str | None) -> str:
    """The part to which a relation of another leads."""
    path = PurePosixPath(part)
    rels = file().root(f"{path.parent}/_rels/{path.name}.rels")
    (target,) = [str(rel.get("Target")) for rel in rels if rel.get("Id") == relation]
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"{path.parent}/{target}")


def chart_part(place: int) -> str:
    reference = drawings()[place].find(f".//{C}chart")
    assert reference is not None
    return related(BODY, reference.get(f"{R}id"))


def cached(place: int) -> list[tuple[str, list[str], list[Decimal]]]:
    """Name, categories and figures of each series, as they are drawn before the workbook is opened."""
    found = []
    for one in file().root(chart_part(place)).iter(f"{C}ser"):
        name, names, figures = (
            [str(v.text) for v in one.iterfind(f"{C}{what}//{C}v")] for what in ("tx", "cat", "val")
        )
        found.append((name[0], names, [Decimal(figure) for figure in figures]))
    return found


def sheet(place: int) -> openpyxl.worksheet.worksheet.Worksheet:
    part = chart_part(place)
    data = file().root(part).find(f"{C}externalData")
    assert data is not None
    book = openpyxl.load_workbook(io.BytesIO(file().parts[related(part, data.get(f"{R}id"))]))
    return book["Figures"]


# The package


def test_every_chart_is_a_part_of_its_own_with_a_workbook_of_its_own() -> None:
    assert [chart_part(place) for place in range(len(CHARTS))] == [
        f"word/charts/chart{n}.xml" for n in range(1, len(CHARTS) + 1)
    ]
    assert len([name for name in file().parts if name.startswith("word/embeddings/")]) == len(CHARTS)


def test_charts_and_workbooks_bear_their_content_types() -> None:
    types = {e.get("PartName") or e.get("Extension"): e.get("ContentType") for e in file().root("[Content_Types].xml")}
    assert types["/word/charts/chart1.xml"] == "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    assert types["xlsx"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_draft_without_charts_has_no_part_of_one() -> None:
    assert not [name for name in WordFile(drafts.word_of("two parties")).parts if "chart" in name or "embed" in name]


def test_python_docx_opens_the_file_and_follows_the_relations() -> None:
    part = docx.Document(io.BytesIO(content())).part
    charts = [rel.target_part for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CHART]
    assert [len(chart.rels) for chart in charts] == [1] * len(CHARTS)


def test_the_template_may_hold_charts_already(tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    parts = unpack(content())
    body = etree.fromstring(parts[BODY])
    mark = etree.SubElement(etree.SubElement(etree.Element(f"{W}p"), f"{W}r"), f"{W}t")
    mark.text = "{{agreement}}"
    paragraph = mark.getparent().getparent()  # type: ignore[union-attr]
    body[0].insert(0, paragraph)
    parts[BODY] = etree.tostring(body)
    again.write_bytes(pack(parts))
    written = WordFile(write_docx(charted(), read_template(again)))
    assert len([name for name in written.parts if name.startswith("word/charts/chart")]) == 2 * len(CHARTS)
    ids = [e.get("id") for e in written.body.iter(f"{WP}docPr")]
    assert len(set(ids)) == len(ids) == 2 * len(CHARTS)


def test_lint_finds_nothing() -> None:
    assert lint(content()) == []


@pytest.mark.word
def test_the_validator_finds_no_error(tmp_path: Path) -> None:
    assert errors(content(), tmp_path) == []


def test_equal_charts_give_equal_bytes() -> None:
    assert write_docx(charted(), drafts.shipped_template()) == content()
    assert workbook_bytes(STACKED) == workbook_bytes(replace(STACKED))


def test_a_workbook_bears_no_trace_of_the_time() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(ONE)))
    assert book.properties.created is not None
    assert {book.properties.created.year, book.properties.modified.year} == {1980}
    with ZipFile(io.BytesIO(workbook_bytes(ONE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# The drawing


@every_chart
def test_the_summary_is_the_alternative_text(place: int) -> None:
    named = drawings()[place].find(f"{WP}docPr")
    assert named is not None
    assert (named.get("descr"), named.get("title")) == (CHARTS[place].summary, CHARTS[place].caption)


@every_chart
def test_the_caption_stands_above_the_drawing(place: int) -> None:
    paragraphs = file().paragraphs
    own = paragraphs.index(next(drawings()[place].iterancestors(f"{W}p")))
    above = paragraphs[own - 1]
    assert (text_of(above), file().style(above)) == (CHARTS[place].caption, "Agreement Caption")


def test_no_two_drawings_share_an_id() -> None:
    ids = [e.get("id") for e in file().body.iter(f"{WP}docPr")]
    assert len(set(ids)) == len(CHARTS)


@every_chart
def test_a_chart_is_as_wide_as_the_text_and_fits_on_a_page(place: int) -> None:
    extent = drawings()[place].find(f"{WP}extent")
    assert extent is not None
    assert int(str(extent.get("cx"))) == drafts.shipped_template().width * 635
    assert 0 < int(str(extent.get("cy"))) <= 7.5 * 914400


# The figures


@every_chart
def test_the_drawn_figures_are_those_of_the_tree(place: int) -> None:
    chart = CHARTS[place]
    assert cached(place) == [(one.name, list(chart.categories), list(one.figures)) for one in chart.series]


@every_chart
def test_the_workbook_holds_what_is_drawn(place: int) -> None:
    (_, *names), *columns = ([cell.value for cell in column] for column in sheet(place).iter_cols())
    held = [(name, names, [Decimal(str(figure)) for figure in figures]) for name, *figures in columns]
    assert held == cached(place)


@every_chart
def test_each_series_is_bound_to_its_cells(place: int) -> None:
    chart, page = CHARTS[place], sheet(place)
    for one, wanted in zip(file().root(chart_part(place)).iter(f"{C}ser"), chart.series, strict=True):
        name, names, figures = (
            [str(f.text) for f in one.iterfind(f"{C}{what}//{C}f")] for what in ("tx", "cat", "val")
        )
        assert page[name[0].partition("!")[2].replace("$", "")].value == wanted.name
        assert [row[0].value for row in page[names[0].partition("!")[2].replace("$", "")]] == list(chart.categories)
        values = [row[0].value for row in page[figures[0].partition("!")[2].replace("$", "")]]
        assert [Decimal(str(value)) for value in values] == list(wanted.figures)


def test_an_answer_that_looks_like_a_formula_stays_words() -> None:
    cell = sheet(0)["A4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_sheet(place: int, letters: str) -> None:
    assert column(place) == letters


def test_figures_that_do_not_match_the_categories_are_refused() -> None:
    short = replace(ONE, series=(series("Amount", "1"),))
    with pytest.raises(ValueError, match="zip"):
        workbook_bytes(short)
    with pytest.raises(ValueError, match="zip"):
        figures_table(short)


# The look


def test_several_series_are_stacked_and_have_a_key() -> None:
    one, stacked = file().root(chart_part(0)), file().root(chart_part(1))
    assert [c.find(f".//{C}grouping").get("val") for c in (one, stacked)] == ["clustered", "stacked"]  # type: ignore[union-attr]
    assert [c.find(f".//{C}legend") is not None for c in (one, stacked)] == [False, True]


def test_the_scale_begins_at_zero_unless_a_figure_is_below() -> None:
    least = [[e.get("val") for e in file().root(chart_part(p)).iter(f"{C}min")] for p in range(len(CHARTS))]
    assert least == [["0"], ["0"], ["0"], [], ["0"]]


def test_series_are_told_apart_without_color() -> None:
    looks = [etree.tostring(one.find(f"{C}spPr")) for one in file().root(chart_part(4)).iter(f"{C}ser")]  # type: ignore[arg-type]
    assert len(set(looks)) >= 6
    assert all(first != second for first, second in pairwise(looks))


def test_without_a_theme_a_chart_has_the_font_of_cells_and_no_color_of_a_theme() -> None:
    root = file().root(chart_part(0))
    assert {e.get("typeface") for e in root.iter(f"{A}latin")} == {"Times New Roman"}
    assert list(root.iter(f"{A}schemeClr")) == []


def themed(tmp_path: Path) -> WordTemplate:
    """The shipped template with a theme, which names its font."""
    parts = unpack(drafts.shipped_template().content)
    theme = next(rel for rel in docx.Document().part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME)
    parts["word/theme/theme1.xml"] = theme.target_part.blob
    relation = f'<Relationship Id="rIdT" Type="{RELATIONSHIP_TYPE.THEME}" Target="theme/theme1.xml"/>'
    kind = f'<Override PartName="/word/theme/theme1.xml" ContentType="{CONTENT_TYPE.OFC_THEME}"/>'
    edits = (
        ("word/_rels/document.xml.rels", "</Relationships>", f"{relation}</Relationships>"),
        ("[Content_Types].xml", "</Types>", f"{kind}</Types>"),
        ("word/styles.xml", 'w:ascii="Times New Roman"', 'w:asciiTheme="minorHAnsi"'),
    )
    for part, old, new in edits:
        assert old in parts[part].decode()
        parts[part] = parts[part].decode().replace(old, new, 1).encode()
    (tmp_path / "themed.docx").write_bytes(pack(parts))
    return read_template(tmp_path / "themed.docx")


@pytest.mark.word
def test_a_theme_gives_font_and_colors(tmp_path: Path) -> None:
    written = write_docx(charted(), themed(tmp_path))
    root = WordFile(written).root("word/charts/chart1.xml")
    assert {e.get("typeface") for e in root.iter(f"{A}latin")} == {"+mn-lt"}
    assert {"tx1", "accent1"} <= {e.get("val") for e in root.iter(f"{A}schemeClr")}
    assert errors(written, tmp_path) == []


@pytest.mark.office
def test_libreoffice_draws_every_name_and_figure(tmp_path: Path) -> None:
    need(shutil.which("soffice") is not None, "LibreOffice")
    need(shutil.which("pdftotext") is not None, "pdftotext")
    (tmp_path / "charts.docx").write_bytes(content())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "charts.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    done = subprocess.run(["pdftotext", tmp_path / "charts.pdf", "-"], check=True, capture_output=True, text=True)
    for words in ("$51,200.55", "$33,200.00", "$58,499.35", '"A & B" <East>', "Wages & pay", "50%"):
        assert words in done.stdout


# Elsewhere


def test_a_chart_adds_no_paragraph_to_the_index() -> None:
    assert list(block_runs(CHARTS)) == []
    assert charted().index.runs == drafts.make().index.runs


def test_in_text_one_series_has_bars_beside_its_figures() -> None:
    assert clause_text((SHARES,)).splitlines() == [
        "Shares",
        "Party                      Share",
        "-------------------------  -----  ------------------------------",
        "Town of Bolton               50%  ##############################",
        'Borough of "A & B" <East>    50%  ##############################',
    ]


def test_in_text_several_series_and_credits_are_figures_alone() -> None:
    assert "-$1,200.50" in clause_text((CREDIT,))
    assert "#" not in clause_text((CREDIT, STACKED))
    assert clause_text((STACKED,)).splitlines()[3].split()[-2:] == ["$500", "$50"]


def test_the_text_of_a_draft_holds_its_charts() -> None:
    text = write_text(charted())
    assert all(chart.caption in text for chart in CHARTS)


def test_in_a_document_of_another_a_chart_is_a_table() -> None:
    document = docx.Document()
    insert_clause(document, "Costs", (ONE,))
    assert document.paragraphs[-1].text == "What each Party pays"
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Town of Bolton", "$51,200.55"]
