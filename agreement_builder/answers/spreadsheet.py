"""A table saved as CSV by a spreadsheet program or a script: read as rows of cells, with every fault of its form.

Rows are counted as a spreadsheet counts them, from 1 and with those that are empty; columns have its letters.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.errors import Finding, TableRefusal, Where, error, warning

MAX_BYTES = 50_000_000
SEPARATORS = ",;\t"
"""Between cells: Excel takes the one of its country."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE_AS = "In Excel choose Save As, and the type CSV UTF-8 (Comma delimited)."


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its number, its cells without blanks around them, as many as there are columns, and its faults."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The table: the names of its columns, its rows that are not empty, and what was noticed in reading it.

    `faults` says what is wrong with the table as a whole: with its columns, or that it is empty.
    """

    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    faults: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def column_letters(place: int) -> str:
    """The letters of a column, counted from 0, in a spreadsheet: A, Z, AA."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def spot(file: str, row: int, column: int | None = None, field: str | None = None) -> Where:
    """A place in a table: `members.csv, row 3, column D`, and the answer that it holds."""
    where = f"row {row}" + (f", column {column_letters(column)}" if column is not None else "")
    return Where(file, section=where, field=field)


def read_records(content: bytes, file: str) -> Records:
    """The rows of a CSV file in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.

    A row of which the form is at fault has the fault; raises TableRefusal if the table cannot be read at all.
    """
    text, notes = _text(content, file)
    text, skipped = _without_separator_line(text)
    separator = skipped or _separator(text)
    head: tuple[str, ...] = ()
    rows = []
    for number, cells, fault in _parsed(text, separator, file, first=2 if skipped else 1):
        if not head:
            head = cells
            if fault is not None:
                raise TableRefusal([fault])
        elif fault is not None or any(cells):
            rows.append(_record(number, cells, fault, len(_trimmed(head)), file))
    columns = _trimmed(head)
    return Records(columns, tuple(rows), tuple(_head_faults(columns, rows, file)), tuple(notes))


def _text(content: bytes, file: str) -> tuple[str, list[Finding]]:
    where = Where(file)
    if len(content) > MAX_BYTES:
        message = f"The file has {len(content):,} bytes; a table of answers has at most {MAX_BYTES:,}."
        raise TableRefusal([error("table-size", where, message, "Make several tables of it.")])
    if content.startswith(_WORKBOOKS):
        raise TableRefusal([error("table-encoding", where, "This is a workbook, and not a CSV file.", _SAVE_AS)])
    notes = []
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            message = f"The file is neither text in UTF-8 nor in Windows-1252; the first such place is in line {line}."
            raise TableRefusal([error("table-encoding", where, message, _SAVE_AS)]) from None
        word = next((word for word in re.findall(r"\w+", text) if not word.isascii()), "")
        message = "The file is not text in UTF-8; it was read as Windows-1252, as Excel saves it in North America."
        hint = f'Check words with accents, such as "{word}" in line {line}. ' if word else ""
        notes.append(warning("table-windows", where, message, hint + _SAVE_AS))
    if "\0" in text:
        raise TableRefusal([error("table-encoding", where, "The file is not text.", _SAVE_AS)])
    return text, notes


def _without_separator_line(text: str) -> tuple[str, str]:
    """The text without the line `sep=;` with which it may begin, and the separator that this line names."""
    found = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    return (text[found.end() :], found[1]) if found and found[1] in SEPARATORS else (text, "")


def _separator(text: str) -> str:
    """The separator that gives the first line that is not empty most columns: a path holds none of them."""
    first = next((line for line in text.splitlines() if line.strip(SEPARATORS + " ")), "")
    return max(SEPARATORS, key=first.count)


def _parsed(
    text: str, separator: str, file: str, first: int
) -> Iterator[tuple[int, tuple[str, ...], Finding | None]]:  # fmt: skip
    """Each row that is not empty: its number, its cells, and what is wrong with its quotation marks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first - 1
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            cells = tuple(cell.strip().replace("\r\n", "\n") for cell in next(reader))
        except StopIteration:
            return
        except csv.Error as fault:
            yield number, (), _quotes(str(fault), spot(file, number), line)
            if "expected after" in str(fault):
                continue
            # Where a cell has no end, what follows it cannot be told from it.
            return
        if any(cells):
            yield number, cells, None


def _quotes(fault: str, where: Where, line: int) -> Finding:
    if "expected after" in fault:
        message = f"A quotation mark stands in the middle of a cell in quotation marks, about line {line} of the file."
        return error("table-quotes", where, message, 'Double each quotation mark within the cell: "the ""old"" hall".')
    if "limit" in fault:
        message = f"A cell has more than {csv.field_size_limit():,} characters, so nothing below it was read."
    else:
        message = f"A quotation mark, about line {line} of the file, is not closed, so nothing below it was read."
    return error("table-quotes", where, message, "Close it, or take it away.")


def _trimmed(head: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the columns, without empty ones at the end."""
    while head and not head[-1]:
        head = head[:-1]
    return head


def _record(number: int, cells: tuple[str, ...], fault: Finding | None, width: int, file: str) -> Record:
    """A row with as many cells as there are columns: Excel leaves out empty ones at its end."""
    faults = [fault] if fault is not None else []
    for place in range(width, len(cells)):
        if cells[place]:
            message = f'"{cells[place][:40]}" stands in a column without a name, so the row may be shifted.'
            hint = "Put a cell that holds the separator in quotation marks, or name the column."
            faults.append(error("table-shape", spot(file, number, place), message, hint))
    return Record(number, (*cells[:width], *[""] * (width - len(cells))), tuple(faults))


def _head_faults(columns: tuple[str, ...], rows: list[Record], file: str) -> Iterator[Finding]:
    if not columns:
        message = "The table is empty: its first row names the columns."
        yield error("table-empty", Where(file), message, "Begin it with draft, and the paths of answers.")
    elif not rows:
        message = "The table has names of columns, and no row below them."
        yield error("table-empty", Where(file), message, "Add a row for each agreement.")
    for place, name in enumerate(columns):
        where = spot(file, 1, place)
        if not name and any(row.cells[place] for row in rows):
            message = "The column has cells and no name, so nobody knows what they answer."
            yield error("table-column", where, message, "Write the path of the answer into its first row.")
        elif name and name.casefold() in (one.casefold() for one in columns[:place]):
            message = f'"{name}" is the name of another column already.'
            yield error("table-column", where, message, "Keep one of the two.")
