"""Word files with tracked changes, written by hand: paragraphs and tables on the styles and lists of a draft."""

from __future__ import annotations

from functools import lru_cache

from tests import drafts
from tests.wordfile import BODY, W, pack, unpack

_ROOT = f'<w:document xmlns:w="{W.strip("{}")}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
_BY = 'w:author="{}" w:date="2026-11-23T00:00:00Z"'
COMMENTS = "word/comments.xml"
READ = ("_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml")
"""The parts, beside the body and the comments, from which a file is read."""


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    parts = unpack(drafts.word_of("bolton-building-inspection"))
    return {name: parts[name] for name in READ}


def docx(*blocks: str, comments: str = "", **parts: bytes) -> bytes:
    """A .docx with these blocks of XML as its body, on the styles and lists of a draft."""
    body = f"{_ROOT}<w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    told = f'<w:comments xmlns:w="{W.strip("{}")}">{comments}</w:comments>'
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return pack({**_parts(), BODY: body.encode(), COMMENTS: told.encode(), **named})


def p(style: str, *content: str, mark: str = "", properties: str = "") -> str:
    """A paragraph in the style with this id; `mark` is the change of the paragraph itself (`ins`, `del`)."""
    run = f'<w:rPr><w:{mark} w:id="1" {_BY.format("A")}/></w:rPr>' if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{run}</w:pPr>{"".join(content)}</w:p>'


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    """A run as it stands in a deletion."""
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def change(kind: str, *content: str, by: str = "A") -> str:
    """A tracked change (`ins`, `del`, `moveFrom`, `moveTo`) around runs."""
    return f'<w:{kind} w:id="2" {_BY.format(by)}>{"".join(content)}</w:{kind}>'


def field(instruction: str, shown: str, name: str = "instrText") -> str:
    """A complex field in three runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:{name}>{instruction}</w:{name}></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, mark: str = "", properties: str = "") -> str:
    """A row of cells; `mark` is the change of the row itself."""
    change = f'<w:{mark} w:id="3" {_BY.format("A")}/>' if mark else ""
    return f"<w:tr><w:trPr>{properties}{change}</w:trPr>{''.join(cells)}</w:tr>"


def tc(*blocks: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def comment(number: int, *texts: str, by: str = "A") -> str:
    """A comment in paragraphs."""
    return f'<w:comment w:id="{number}" {_BY.format(by)}>{"".join(p("CommentText", r(t)) for t in texts)}</w:comment>'


def commented(number: int, *content: str) -> str:
    """Content in the range of a comment."""
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{"".join(content)}{end}'


def bookmark(name: str, *content: str, number: int = 1) -> str:
    """Content between the two ends of a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{"".join(content)}<w:bookmarkEnd w:id="{number}"/>'
