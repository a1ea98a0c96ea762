"""Write the Word template of the interlocal agreement: templates/interlocal/agreement.docx.

The template holds the look and nothing else: page, styles, legal numbering, header, footer and cover. The
same source gives the same bytes. A town may restyle the file in Word: the writer of agreements relies only on

  * style *names* ("heading 1", "Agreement Item"): Word and LibreOffice may rename style ids;
  * {{ title }}, {{ parties }}, {{ status }} and {{ document_id }}, one run each;
  * the paragraphs {{ contents }} and {{ agreement }}, which it replaces whole;
  * the level texts "Article %1", "Section %1.%2", "(%3)" and "(%4)", which cross-references quote.

A heading follows its number on the same line ("ARTICLE 1 DEFINITIONS") and needs no leading break or dash:
the number is set in regular weight and the heading in bold, so the two stay apart.
"""

import io
import shlex
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree
from lxml.etree import _Element as Element

DEFAULT_OUTPUT = Path(__file__).resolve().parents[1] / "templates" / "interlocal" / "agreement.docx"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

# Properties are written in the notation that `w` reads: "jc=center" is <w:jc w:val="center"/>, "spacing
# after=60 line=264" is one element with two attributes, "tabs/tab=right pos=9360" is a w:tab inside w:tabs.
# They stand in schema order. Lengths are in twentieths of a point, font sizes in half points.


@dataclass(frozen=True)
class Level:
    """One level of a numbered list: the paragraph style that carries it and how its number looks."""

    style: str
    format: str
    text: str
    suffix: str  # what stands between number and text
    ppr: str = "ind left=0 firstLine=0"
    rpr: str = ""


STEP, LIGHT = "ind left=720 hanging=720", "b=0; bCs=0; spacing=20"
LISTS: Mapping[int, tuple[Level, ...]] = {
    1: (
        Level("heading 1", "decimal", "Article %1", "space", rpr=LIGHT),
        Level("heading 2", "decimal", "Section %1.%2", "tab", "ind left=1440 hanging=1440"),
        Level("Agreement Item", "lowerLetter", "(%3)", "tab", "ind left=1440 hanging=720"),
        Level("Agreement Subitem", "lowerRoman", "(%4)", "tab", "ind left=2160 hanging=720"),
    ),
    2: (Level("Agreement Recital", "upperLetter", "%1.", "tab", STEP),),
    3: (Level("Agreement Exhibit", "upperLetter", "Exhibit %1", "space", rpr=LIGHT),),
    4: (Level("Agreement Party", "decimal", "(%1)", "tab", STEP),),
}
PLACES = {
    level.style: f"numPr/ilvl={depth}; numPr/numId={number}"
    for number, levels in LISTS.items()
    for depth, level in enumerate(levels)
}


@dataclass(frozen=True)
class Style:
    """A style; "numPr" among its paragraph properties stands for its place in LISTS."""

    name: str
    ppr: str = ""
    rpr: str = ""
    based_on: str = ""  # the default style of its kind when empty
    next: str = ""
    tblpr: str = ""
    regions: tuple[tuple[str, str, str], ...] = ()  # parts of a table, each with run and cell properties


TEXT, KEEP, BOLD, SMALL = "Agreement Text", "keepNext; keepLines", "b; bCs", "sz=20; szCs=20"
HEAD, HIGH = "b; bCs; caps; sz=24; szCs=24", "spacing before=400 after=200; jc=center"
GREY, TITLE = "color=595959; sz=17; szCs=17", "b; bCs; caps; spacing=20; sz=34; szCs=34"
RULE = "single sz=4 space=0 color=A6A6A6"
RULES = f"tblBorders/top={RULE}; tblBorders/bottom={RULE}; tblBorders/insideH={RULE}"
HEADER_ROW = ("firstRow", BOLD, "shd=clear color=auto fill=EDEDED; vAlign=bottom")
TOTAL_ROW = ("lastRow", BOLD, "tcBorders/top=single sz=12 space=0 color=595959")
CELL = "tblInd w=0 type=dxa; tblCellMar/left w=108 type=dxa; tblCellMar/right w=108 type=dxa"

STYLES: Mapping[str, tuple[Style, ...]] = {  # the first of each kind is the default
    "paragraph": (
        Style("Normal", "widowControl"),
        Style("Title", f"{KEEP}; spacing after=320; jc=center", TITLE),
        Style("Subtitle", "spacing before=360 after=360; jc=center", "i; iCs; sz=28; szCs=28"),
        Style("Agreement Cover", "spacing before=60 after=60; jc=center", "sz=26; szCs=26"),
        Style("heading 1", f"{KEEP}; numPr; {HIGH}; outlineLvl=0", HEAD, next=TEXT),
        Style("heading 2", f"{KEEP}; numPr; spacing before=240 after=100; outlineLvl=1", BOLD, next=TEXT),
        Style("Agreement Exhibit", f"{KEEP}; pageBreakBefore; numPr; {HIGH}; outlineLvl=0", HEAD, next=TEXT),
        Style("Agreement Heading", f"{KEEP}; {HIGH}", HEAD, next=TEXT),
        # Ragged right: LibreOffice runs justified lines that hold a number past the margin.
        Style(TEXT, "spacing after=150 line=264 lineRule=auto"),
        *(Style(f"Agreement {it}", "numPr", based_on=TEXT) for it in ("Party", "Recital", "Item", "Subitem")),
        Style("Agreement Definition", "ind left=720", based_on=TEXT),
        Style("Agreement Signature", f"{KEEP}; spacing after=60"),
        Style("Agreement Caption", f"{KEEP}; spacing before=240 after=100", f"{BOLD}; {SMALL}"),
        Style("Agreement Cell", "spacing before=50 after=50", "sz=21; szCs=21"),
        # The left tab of toc 2 stops a tab after "Section VIII.10" from running on to the dot leader.
        Style("toc 1", "tabs/tab=right leader=dot pos=9350; spacing before=140 after=40; ind right=720"),
        Style("toc 2", "tabs/tab=left pos=1940; spacing before=0; ind left=1940 hanging=1580", "", "toc 1"),
        Style("header", "jc=right", GREY),
        Style("footer", "tabs/tab=right pos=9360", GREY),
        Style("annotation text", rpr=SMALL),
        Style("footnote text", rpr=SMALL),
    ),
    "character": (
        Style("Default Paragraph Font"),
        Style("Agreement Blank", rpr="shd=clear color=auto fill=FFF2CC"),
        Style("Agreement Term", rpr=BOLD),
        Style("annotation reference", rpr="sz=16; szCs=16"),
        Style("footnote reference", rpr="vertAlign=superscript"),
        Style("Placeholder Text", rpr="color=595959"),
    ),
    "table": (
        Style("Normal Table", tblpr=CELL),
        Style("Agreement Table", tblpr=RULES, regions=(HEADER_ROW, TOTAL_ROW)),
    ),
}
COMMENT_IDS = {"annotation text": "CommentText", "annotation reference": "CommentReference"}  # as python-docx
FONT = 'rFonts ascii="{0}" hAnsi="{0}" eastAsia="{0}" cs="{0}"'.format("Times New Roman")
PAGE = "pgSz w=12240 h=15840; pgMar top=1440 right=1440 bottom=1440 left=1440 header=720 footer=720 gutter=0"
COVER_TITLE = "pBdr/bottom=single sz=8 space=14 color=A6A6A6; spacing before=2880 after=480"
SETTING = "compat/compatSetting uri=http://schemas.microsoft.com/office/word"
SETTINGS = (  # no updateFields: it makes Word ask a question at every opening
    "zoom percent=100; defaultTabStop=720; characterSpacingControl=doNotCompress; "
    f"{SETTING} name=compatibilityMode val=15; {SETTING} name=differentiateMultirowTableHeaders val=1; "
    f"{SETTING} name=overrideTableStyleFontSizeAndJustification val=1; "
    "themeFontLang=en-US; decimalSymbol=.; listSeparator=,"
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
CORE = f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title/><dc:language>en-US</dc:language>
 <dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>
 <dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""


def w(tag: str, notation: str = "", /, *children: Element, **attributes: int | str) -> Element:
    """A WordprocessingML element holding the properties of the notation, then the children."""
    qualified = {f"{{{W}}}{name}": str(value) for name, value in attributes.items()}
    element = etree.Element(f"{{{W}}}{tag}", qualified, {"w": W, "r": R})
    for item in filter(None, notation.split("; ")):
        path, *pairs = shlex.split(item)
        path, _, value = path.partition("=")
        *parents, leaf = path.split("/")
        target = element
        for step in (f"{{{W}}}{parent}" for parent in parents):
            inside = len(target) and target[-1].tag == step
            target = target[-1] if inside else etree.SubElement(target, step)
        val = {"val": value} if value else {}
        target.append(w(leaf, **val, **dict(pair.split("=") for pair in pairs)))
    element.extend(children)
    return element


def style_id(name: str) -> str:
    """The id of the style of that name."""
    return COMMENT_IDS.get(name, name.title().replace(" ", ""))


def text(content: str, tag: str = "t") -> Element:
    """A run of text."""
    element = w(tag)
    element.text = content
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", "", element)


def field(instruction: str) -> list[Element]:
    """A complex field. Word keeps PAGE and NUMPAGES current without being asked."""
    begin, separate, end = (w("r", f"fldChar fldCharType={kind}") for kind in ("begin", "separate", "end"))
    return [begin, text(f" {instruction} ", "instrText"), separate, text("1"), end]


def paragraph(style: str, *content: str | Element, direct: str = "") -> Element:
    """A paragraph of the named style, with direct formatting where the style is not enough."""
    runs = (text(each) if isinstance(each, str) else each for each in content)
    return w("p", "", w("pPr", f"pStyle={style_id(style)}; {direct}"), *runs)


def stories() -> dict[str, Element]:
    """Headers and footers; the first page is the cover."""
    page = [w("r", "tab"), text("Page "), *field("PAGE"), text(" of "), *field("NUMPAGES")]
    return {
        "header-default": w("hdr", "", paragraph("header", "{{ title }}")),
        "header-first": w("hdr", "", paragraph("header")),
        "footer-default": w("ftr", "", paragraph("footer", "{{ document_id }}", *page)),
        "footer-first": w("ftr", "", paragraph("footer", "{{ document_id }}")),
    }


def document() -> Element:
    """The cover, the contents, and the agreement from a fresh page."""
    section = w("sectPr", f"{PAGE}; titlePg")
    for position, name in enumerate(stories()):
        kind, pages = name.split("-")
        section.insert(position, w(f"{kind}Reference", type=pages))
        section[position].set(f"{{{R}}}id", f"rId{position + 1}")
    body = (
        paragraph("Title", "{{ title }}", direct=COVER_TITLE),
        paragraph("Subtitle", "{{ between }} the"),
        paragraph("Agreement Cover", "{{ parties }}"),
        paragraph("Agreement Cover", "{{ status }}", direct="spacing before=480"),
        paragraph("Agreement Heading", "Contents", direct="pageBreakBefore"),
        paragraph("Normal", "{{ contents }}"),
        paragraph("Title", "{{ title }}", direct="pageBreakBefore"),
        paragraph(TEXT, "{{ agreement }}"),
    )
    return w("document", "", w("body", "", *body, section))


def styles() -> Element:
    """The document defaults and every style."""
    run = w("rPr", f"{FONT}; sz=23; szCs=23; lang=en-US eastAsia=en-US bidi=ar-SA")
    every = (style(kind, this) for kind, group in STYLES.items() for this in group)
    return w("styles", "", w("docDefaults", "", w("rPrDefault", "", run), w("pPrDefault")), *every)


def style(kind: str, this: Style) -> Element:
    """One style, placed in the gallery if a clerk may want to apply it."""
    default = STYLES[kind][0]
    custom = this.name.startswith("Agreement ")
    flag = {"default": 1} if this is default else {"customStyle": 1} if custom else {}
    base = "" if this is default else f"; basedOn={style_id(this.based_on or default.name)}"
    after = f"; next={style_id(this.next)}" if this.next else ""
    shown = "; qFormat" if custom or this.name.startswith(("heading", "Normal", "Title", "Subtitle")) else ""
    element = w("style", f'name="{this.name}"{base}{after}{shown}', type=kind, **flag)
    element.set(f"{{{W}}}styleId", style_id(this.name))
    ppr = this.ppr.replace("numPr", PLACES.get(this.name, ""))
    element.extend(w(tag, it) for tag, it in (("pPr", ppr), ("rPr", this.rpr), ("tblPr", this.tblpr)) if it)
    element.extend(w("tblStylePr", "", w("rPr", r), w("tcPr", tc), type=part) for part, r, tc in this.regions)
    return element


def numbering() -> Element:
    """Every list definition before every instance: Word refuses a file that mixes them."""
    element = w("numbering")
    for n, levels in LISTS.items():
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        lvls = (lvl(depth, level) for depth, level in enumerate(levels))
        element.append(w("abstractNum", f"nsid=4147520{n}; multiLevelType={kind}", *lvls, abstractNumId=n))
    element.extend(w("num", f"abstractNumId={n}", numId=n) for n in LISTS)
    return element


def lvl(depth: int, this: Level) -> Element:
    """One level of a list."""
    number = f'numFmt={this.format}; pStyle={style_id(this.style)}; suff={this.suffix}; lvlText="{this.text}"'
    look = [w(tag, notation) for tag, notation in (("pPr", this.ppr), ("rPr", this.rpr)) if notation]
    return w("lvl", f"start=1; {number}; lvlJc=left", *look, ilvl=depth)


def package() -> Package:
    """The parts and their relationships; the stories come first, so that the nth story is rIdn."""
    opc, word = Package(), "officedocument.wordprocessingml"

    def part(name: str, kind: str, root: Element) -> Part:
        blob = etree.tostring(root, encoding="UTF-8", standalone=True)
        return Part(PackURI(f"/{name}.xml"), f"application/vnd.openxmlformats-{kind}+xml", blob, opc)

    body = part("word/document", f"{word}.document.main", document())
    core = part("docProps/core", "package.core-properties", etree.fromstring(CORE))
    app = part("docProps/app", "officedocument.extended-properties", etree.fromstring(APP))
    opc.relate_to(body, f"{R}/officeDocument")
    opc.relate_to(core, f"{PACKAGE}/relationships/metadata/core-properties")
    opc.relate_to(app, f"{R}/extended-properties")
    parts = stories() | {"styles": styles(), "numbering": numbering(), "settings": w("settings", SETTINGS)}
    for name, root in parts.items():
        kind = name.split("-")[0]
        body.relate_to(part(f"word/{name}", f"{word}.{kind}", root), f"{R}/{kind}")
    return opc


def main(output: Path = DEFAULT_OUTPUT) -> None:
    """Save, then zip again in sorted order with fixed dates, so that the same parts give the same bytes."""
    saved = io.BytesIO()
    package().save(saved)
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(output, "w") as target:
        for name in sorted(source.namelist()):  # [Content_Types].xml and _rels/.rels sort first
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
