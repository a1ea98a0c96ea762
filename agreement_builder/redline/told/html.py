"""A redline as one HTML file, for a screen, a printer or an e-mail: no script, nothing loaded from elsewhere.

All that matters stands in the elements themselves and in their own style, since e-mail programs drop style sheets.
No color says anything alone: what was added is underlined, what was struck is struck through, and a screen reader
hears the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from agreement_builder.readers.docx.page import Mark, Page, Piece, text_of
from agreement_builder.redline.told.counted import beginning, counted, total, unchanged, unchanged_rows
from agreement_builder.redline.told.digest import Away, Block, Digest, Passage, Same, Section, digest
from agreement_builder.redline.told.kinds import Kind
from agreement_builder.redline.told.rows import Box, Causes, Row, Rows

_BODY = (
    "margin:0 auto;padding:1em;max-width:62em;background:#ffffff;color:#1a1a1a;"
    "font-family:Georgia,'Times New Roman',serif;font-size:1em;line-height:1.45;overflow-wrap:anywhere"
)
_INS = "color:#0b5323;background:#e6f4ea;text-decoration:underline"
_DEL = "color:#8c1515;background:#fbeaea;text-decoration:line-through"
_QUIET = "margin:.6em 0;color:#555555;font-size:.9em"
_WORDS = "width:66%;vertical-align:top;padding:.35em .6em .35em .8em;border-left:3px solid #1a4f8b"
_CAUSES = "width:34%;vertical-align:top;padding:.35em .6em;background:#f2f2f2;color:#1a1a1a;font-size:.85em"
_CELL = "border:1px solid #767676;padding:.25em .5em;vertical-align:top;text-align:left"
_HIDDEN = (
    "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;"
    "font-size:1px;line-height:1px;color:#ffffff"
)
_SHEET = (
    "ins,del{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "@media print{body{max-width:none!important;padding:0!important;font-size:10.5pt!important}"
    "h1,h2,h3{break-after:avoid}tr{break-inside:avoid}a{color:inherit!important}}"
)
_ROW = {Kind.ROW_ADDED: "row added", Kind.ROW_STRUCK: "row struck"}


def redline_html(page: Page, *, title: str = "", old: str = "", new: str = "", whole: bool = False) -> str:
    """The redline that a page was read from, as a whole HTML document.

    Only what changed is shown, or, if `whole`, the whole agreement. `title` is that of the agreement; `old` and `new`
    say which drafts are compared.
    """
    made = digest(page, whole=whole)
    name = f"Changes to {title}" if title else "Changes"
    head = (
        '<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n<meta name="generator" content="Agreement Builder">\n'
        f"<title>{escape(name)}</title>\n<style>{_SHEET}</style>\n</head>\n"
    )
    body = "\n".join((*_opening(made, name, old, new), *_sections(made)))
    return f'{head}<body style="{_BODY}">\n{body}\n</body>\n</html>\n'


def _opening(made: Digest, name: str, old: str, new: str) -> Iterator[str]:
    yield f'<h1 style="font-size:1.5em;margin:.2em 0">{escape(name)}</h1>'
    if old and new:
        yield f"<p>From {escape(old)} to {escape(new)}.</p>"
    struck, added = _change("Struck words", Mark.DELETED), _change("added words", Mark.INSERTED)
    yield f"<p>{struck} are struck through, and {added} are underlined.</p>"
    yield f"<p><strong>{escape(total(made))}</strong></p>"
    listed = [(place, section) for place, section in enumerate(made.sections, 1) if section.counted]
    if listed:
        yield '<nav aria-labelledby="list"><h2 id="list" style="font-size:1.1em">List of changes</h2>\n<ul>'
        for place, section in listed:
            what = f" ({escape(section.what)})" if section.what else ""
            link = f'<a href="#part-{place}" style="color:#1a4f8b">{escape(section.name) or "Text"}</a>'
            yield f"<li>{link}{what}: {escape(counted(section.changes))}</li>"
        yield "</ul></nav>"
    if made.renumbered:
        yield f"<p>Only renumbered: {escape(', '.join(made.renumbered))}.</p>"


def _sections(made: Digest) -> Iterator[str]:
    yield "<main>"
    for place, section in enumerate(made.sections, 1):
        yield from _section(section, place)
    yield "</main>"


def _section(section: Section, place: int) -> Iterator[str]:
    level = 2 if section.level == 1 else 3
    look = "font-size:1.25em;border-bottom:2px solid #1a1a1a" if level == 2 else "font-size:1.05em"
    words = _words(section.heading, moved=section.kind is not Kind.REWORDED)
    what = f' <span style="font-weight:normal">({escape(section.what)})</span>' if section.what else ""
    label = f"{escape(section.label)}&nbsp; " if section.label else ""
    name = f"{label}{words}{what}" or "Text"
    yield f'<h{level} id="part-{place}" style="{look};margin:1.4em 0 .4em">{name}</h{level}>'
    if section.causes:
        yield _beside("", section.causes)
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Same():
            yield f'<p style="{_QUIET}">({escape(unchanged(block))})</p>'
        case Away():
            what = "paragraph" if block.count == 1 else "paragraphs"
            words = f"({block.count} {what} {block.moved}: {beginning(block.begins)})"
            yield _beside(f'<p style="margin:0">{escape(words)}</p>', block.causes)
        case Passage():
            yield _passage(block)
        case Rows():
            yield from _table(block)


def _passage(passage: Passage) -> str:
    label = f"{escape(passage.label)} " if passage.label else ""
    words = _words(passage.pieces, moved=passage.kind is Kind.MOVED)
    notes = f'<p style="{_QUIET}">({escape("; ".join(passage.notes))})</p>' if passage.notes else ""
    told = f'{notes}<p style="margin:0">{label}{words}</p>' if words else notes
    if passage.kind is Kind.SAME:
        return told.replace("margin:0", "margin:.6em 0")
    return _beside(told, passage.causes)


def _beside(told: str, causes: Causes) -> str:
    """What is told with its causes to the right, or by itself over the whole width."""
    if not causes:
        return f'<div style="{_WORDS.replace("width:66%;", "")};margin:.6em 0">{told}</div>'
    beside = f'<td style="{_CAUSES}">{_causes(causes)}</td>'
    words = f'<td style="{_WORDS}">{told}</td>' if told else ""
    table = 'role="presentation" style="width:100%;border-collapse:collapse;margin:.6em 0"'
    return f"<table {table}><tr>{words}{beside}</tr></table>"


def _causes(causes: Causes) -> str:
    told = (escape(paragraph) for cause in causes for paragraph in cause if paragraph)
    return "".join(f'<p style="margin:0 0 .3em">{one}</p>' for one in told)


def _table(table: Rows) -> Iterator[str]:
    columns = max((sum(box.columns for box in row.cells) for row in table.rows if not isinstance(row, int)), default=1)
    yield '<table style="border-collapse:collapse;width:100%;margin:.6em 0">'
    for row in table.rows:
        if isinstance(row, int):
            words = f"({escape(unchanged_rows(row))})"
            yield f'<tr><td colspan="{columns}" style="{_CELL};color:#555555;font-size:.9em">{words}</td></tr>'
        else:
            yield f"<tr>{''.join(_cells(row))}</tr>"
    yield "</table>"
    if table.causes:
        yield f'<div style="{_CAUSES.replace("width:34%;", "")};margin:0 0 .6em">{_causes(table.causes)}</div>'


def _cells(row: Row) -> Iterator[str]:
    name, scope = ("th", ' scope="col"') if row.heading else ("td", "")
    said = f"<strong>({_ROW[row.kind]})</strong> " if row.kind in _ROW else ""
    for place, box in enumerate(row.cells):
        span = f' colspan="{box.columns}"' if box.columns > 1 else ""
        words = "<br>".join(_box(box, row))
        yield f'<{name}{scope}{span} style="{_CELL}">{said if place == 0 else ""}{words}</{name}>'


def _box(box: Box, row: Row) -> Iterator[str]:
    mark = {Kind.ROW_ADDED: Mark.INSERTED, Kind.ROW_STRUCK: Mark.DELETED}.get(row.kind)
    for pieces in box.paragraphs:
        yield _change(text_of(pieces), mark) if mark is not None else _words(pieces)


def _words(pieces: Iterable[Piece], *, moved: bool = False) -> str:
    """The words with their marks; `moved`: without those of what moved as a whole, of which a note tells."""
    found = []
    for mark, group in groupby(pieces, key=lambda piece: piece.mark):
        if mark is Mark.KEPT or (moved and mark in (Mark.MOVED_FROM, Mark.MOVED_TO)):
            found.append("".join(_plain(piece) for piece in group))
        else:
            found.append(_change(text_of(group), mark))
    return "".join(found)


def _plain(piece: Piece) -> str:
    words = _lines(piece.text)
    words = f"<em>{words}</em>" if piece.italic else words
    return f"<strong>{words}</strong>" if piece.bold else words


def _change(words: str, mark: Mark) -> str:
    """Words that were struck or added, also for those who hear them."""
    name, look, said = ("del", _DEL, "struck") if mark.before else ("ins", _INS, "added")

    def hidden(text: str) -> str:
        return f'<span style="{_HIDDEN}">{text}</span>'

    return f'{hidden(f"[{said}: ")}<{name} style="{look}">{_lines(words)}</{name}>{hidden("]")}'


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>").replace("\t", "&emsp;")
