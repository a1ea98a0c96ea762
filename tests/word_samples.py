"""A small, sound .docx that uses every construct the lint knows, and the means to plant a defect in it."""

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

Parts = dict[str, bytes]
Mutation = Callable[[Parts], None]

BODY = "word/document.xml"
HEADER = "word/header1.xml"
COMMENTS = "word/comments.xml"
NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"

_REVISION = 'w:author="Drafter" w:date="2025-01-01T00:00:00Z"'
_TEMPLATE_STORE = "{EF278816-EC6F-A645-907D-7F25AECB1D4A}"
_ONE_PIXEL_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr></w:style>',
    '<w:style w:type="paragraph" w:styleId="Subclause"><w:name w:val="Subclause"/><w:basedOn w:val="Clause"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>',
)
_ABSTRACT_NUM = (
    '<w:abstractNum w:abstractNumId="90"><w:nsid w:val="1A2B3C4D"/><w:multiLevelType w:val="multilevel"/>'
    '<w:tmpl w:val="5E6F7A8B"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Clause"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Subclause"/>'
    '<w:lvlText w:val="(%2)"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
)
_NUM = '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def unspaced(text: str, element: str = "t") -> str:
    """A run whose text does not ask for its outer space to be kept."""
    return f"<w:r><w:{element}>{text}</w:{element}></w:r>"


def deleted(content: str) -> str:
    return f'<w:del w:id="32" {_REVISION}>{content}</w:del>'


def paragraph(content: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def bookmark(bookmark_id: int, name: str, content: str) -> str:
    start = f'<w:bookmarkStart w:id="{bookmark_id}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{bookmark_id}"/>'


def field_mark(kind: str, attributes: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{attributes}/></w:r>'


def simple_field(instruction: str, attributes: str = "") -> str:
    return f'<w:fldSimple w:instr="{instruction}"{attributes}>{run("1")}</w:fldSimple>'


def complex_field(instruction: str, result: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{field_mark('begin')}{code}{field_mark('separate')}{run(result)}{field_mark('end')}"


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def table(cell: str) -> str:
    grid = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    return f"<w:tbl>{grid}<w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"


_BLANK_PROPERTIES = (
    '<w:alias w:val="Effective date"/><w:tag w:val="blank:effective_date"/><w:id w:val="1001"/>'
    f'<w:dataBinding w:xpath="/date" w:storeItemID="{_TEMPLATE_STORE}"/><w:text/>'
)
_CONTENTS_PROPERTIES = (
    '<w:id w:val="1002"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
)
_CLAUSE = (
    run("As "),
    complex_field("REF _Ref_purpose \\w \\h", "1"),
    run(" says, from "),
    control(_BLANK_PROPERTIES, run("[Effective date]")),
    f'<w:ins w:id="31" {_REVISION}>{run(" on")}</w:ins>',
    f'<w:del w:id="30" {_REVISION}>{unspaced("off", "delText")}</w:del>',
)
_CONTENT = (
    control(_CONTENTS_PROPERTIES, paragraph(complex_field("PAGEREF _Ref_purpose \\h", "1"))),
    paragraph(bookmark(1, "_Ref_purpose", run("Purpose")), "Heading1"),
    paragraph("".join(_CLAUSE), "Clause"),
    paragraph(f'<w:hyperlink w:anchor="_Ref_purpose">{run("Go back")}</w:hyperlink>', "Subclause"),
    table(paragraph(run("Share")) + "<w:p/>"),
    paragraph(run("Signed")),
)


def build_sample() -> bytes:
    """The sound document.  ``lint`` has nothing to say about it."""
    document = Document()
    _add_styles(document)
    _add_numbering(document)
    section = document.element.body.sectPr
    for block in _CONTENT:
        section.addprevious(_parse(block))
    for _ in range(2):
        document.add_picture(BytesIO(_ONE_PIXEL_PNG))
    signed = document.add_paragraph("Reviewed")
    document.add_comment(signed.runs, text="By whom?", author="Reviewer", initials="R")
    document.sections[0].header.paragraphs[0].text = "Draft"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_styles(document: DocumentObject) -> None:
    document.styles.add_style("CommentReference", WD_STYLE_TYPE.CHARACTER)
    document.styles.add_style("CommentText", WD_STYLE_TYPE.PARAGRAPH)
    for style in _STYLES:
        document.styles.element.append(_parse(style))


def _add_numbering(document: DocumentObject) -> None:
    numbering = document.part.numbering_part.element
    numbering.find(qn("w:num")).addprevious(_parse(_ABSTRACT_NUM))
    numbering.append(_parse(_NUM))


def _parse(xml: str) -> BaseOxmlElement:
    return parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")[0]


def unpack(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Parts) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def swap(part: str, old: str, new: str) -> Mutation:
    """Replace the only occurrence of a string in one part."""

    def mutate(parts: Parts) -> None:
        content = parts[part].decode()
        assert content.count(old) == 1, f"{old!r} occurs {content.count(old)} times in {part}"
        parts[part] = content.replace(old, new).encode()

    return mutate


def remove(part: str, unwanted: str) -> Mutation:
    """Delete the only occurrence of a string from one part."""
    return swap(part, unwanted, "")


def add_blocks(*blocks: str) -> Mutation:
    """Add blocks at the end of the body."""
    return swap(BODY, "<w:sectPr ", "".join(blocks) + "<w:sectPr ")


def add(content: str, style: str = "Normal") -> Mutation:
    """Add one paragraph at the end of the body."""
    return add_blocks(paragraph(content, style))


def add_to_header(content: str) -> Mutation:
    """Add one paragraph at the end of the header."""
    return swap(HEADER, "</w:hdr>", f"{paragraph(content)}</w:hdr>")
