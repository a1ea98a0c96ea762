"""Many agreements from one table: each row is a draft, and its cells are answers laid over those of a base.

A cell that is empty leaves the answer of the base; `!` leaves it open, with the note that follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreement_builder.answers.cell import CellFault, read_cell
from agreement_builder.answers.columns import DRAFT, FROM, Column, columns_of
from agreement_builder.answers.keys import key_of
from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import locate, steps
from agreement_builder.answers.save import leave_open, set_value
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, shape_at
from agreement_builder.answers.source import child_of
from agreement_builder.answers.spreadsheet import Record, Records, read_records, spot
from agreement_builder.errors import AnswersRefusal, Finding, TableRefusal, Where, error, nearest
from agreement_builder.yamltext import Path, dotted, read_yaml, unprintable

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)
_SUFFIXES = (".docx", ".txt", ".yaml")
_LONGEST_NAME = 100
_BREAKS = '\\/:*?"<>|'
"""What no name of a file may hold on Windows."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One agreement: the number of its row, the name of its draft, the file of its base (empty: that of all rows).

    `cells` has the columns whose cells are not empty, with their text. A row with `faults` gives no draft.
    """

    file: str
    number: int
    draft: str
    base: str
    cells: tuple[tuple[Column, str], ...]
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """A table of answers: its rows in order, and what was noticed in reading it."""

    file: str
    rows: tuple[BatchRow, ...]
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAnswers:
    """The answers of a row: the text to save, with the remarks of its base, and the same read."""

    text: str
    file: AnswersFile


def read_batch(content: bytes, file: str = "answers.csv", known: Mapping[str, Single] | None = None) -> Batch:
    """The rows of a table saved as CSV; its first row names the columns by the paths of answers, `draft` and `from`.

    `known` has the blanks and choices of the library by path, as `library_answers` gives them, so that columns for
    them are tested. Without a column `draft` a draft is named after the first cell of its row. A row at fault
    carries its faults. Raises TableRefusal if the table cannot be read or a column is not known.
    """
    records = read_records(content, file)
    columns, found = columns_of(records.columns, known, file)
    names = [name.casefold() for name in records.columns]
    found = [*records.faults, *found]
    if found:
        raise TableRefusal(found)
    places = {name: names.index(name) for name in (DRAFT, FROM) if name in names}
    rows: list[BatchRow] = []
    taken: dict[str, int] = {}
    for record in records.rows:
        name, faults = _name(record, places.get(DRAFT), records, file, taken)
        cells = tuple((column, record.cells[column.place]) for column in columns if record.cells[column.place])
        base = record.cells[places[FROM]] if FROM in places else ""
        rows.append(BatchRow(file, record.number, name, base, cells, (*record.faults, *faults)))
        taken.setdefault(name.casefold(), record.number)
    return Batch(file, tuple(rows), records.notes)


def answers_of_row(row: BatchRow, base: str, file: str = "") -> RowAnswers:
    """The answers of a row, laid over the text of its base; `file` is the name under which they will be saved.

    Raises AnswersRefusal with every fault, each at its row and column.
    """
    found = list(row.faults)
    text = base
    for column, cell in sorted(row.cells, key=_order):
        try:
            text = _with_cell(text, column, cell, row)
        except CellFault as fault:
            found.append(error("table-cell", _spot(row, column), fault.message, fault.hint))
        except AnswersRefusal as refusal:
            found += [replace(finding, where=_spot(row, column)) for finding in refusal.findings]
    found += _same_answer(row, text)
    try:
        answers = parse_answers(text, file or f"{row.draft}.yaml")
    except AnswersRefusal as refusal:
        # What follows from a cell that could not be read is told when it can be.
        told = {finding.where.section for finding in found}
        found += [finding for finding in placed(row, text, refusal.findings) if finding.where.section not in told]
    if found:
        raise AnswersRefusal(found)
    return RowAnswers(text, answers)


def placed(row: BatchRow, text: str, findings: Sequence[Finding]) -> list[Finding]:
    """Findings on the answers of a row, at the cell that gave the answer; at the row where the base gave it."""
    raw = read_yaml(text, row.file, AnswersRefusal).value
    cells = {locate(raw, column.path): column for column, _ in row.cells}
    found = []
    for finding in findings:
        place = locate(raw, finding.where.field or "")
        around = [path for path in cells if path == place[: len(path)]]
        inside = [path for path in cells if place and path[: len(place)] == place]
        column = cells[max(around, key=len)] if around else cells[inside[0]] if inside else None
        where = spot(row.file, row.number, column.place if column is not None else None, finding.where.field)
        found.append(replace(finding, where=where))
    return found


# Names


def _name(
    record: Record, place: int | None, records: Records, file: str, taken: Mapping[str, int]
) -> tuple[str, list[Finding]]:
    """The name of a row's draft, and what is wrong with it."""
    where = spot(file, record.number, 0 if place is None else place, DRAFT)
    if place is None:
        name = _plain_name(record.cells[0])
        problem = "" if name else f"the first cell, of {records.columns[0] or 'no name'}, gives none"
    else:
        name = record.cells[place]
        ending = next((end for end in _SUFFIXES if name.casefold().endswith(end)), "")
        name = name[: len(name) - len(ending)].rstrip() if ending else name
        problem = _name_problem(name)
    if record.faults:
        return name, []
    if problem:
        hint = "Give each row a name of its own in a column draft: letters, figures, blanks, hyphens and points."
        return name, [error("table-name", where, f"The draft has no name that a file can have: {problem}.", hint)]
    if (first := taken.get(name.casefold())) is not None:
        message = f'The draft of row {first} has the name "{name}" already; one would overwrite the other.'
        return name, [error("table-name", where, message, "Give each row a name of its own in a column draft.")]
    return name, []


def _plain_name(text: str) -> str:
    """`town-of-andover` for `Town of Andover`."""
    letters = (one for one in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(one))
    kept = "".join(one if one.isalnum() else "-" for one in letters)
    return re.sub("-+", "-", kept).strip("-")[:_LONGEST_NAME].strip("-")


def _name_problem(name: str) -> str:
    if not name:
        return "the cell is empty"
    if bad := next((character for character in name if character in _BREAKS), ""):
        return f'"{name[:60]}" holds {bad}'
    if unprintable(name) or "\n" in name or "\t" in name:
        return "it holds a character that cannot be printed"
    if len(name.encode()) > _LONGEST_NAME:
        return f"it is longer than {_LONGEST_NAME} characters"
    if name[0] in ".-~" or name[-1] in ". " or _RESERVED.match(name):
        return f'"{name}" is not a name on every computer'
    return ""


# Cells


def _spot(row: BatchRow, column: Column) -> Where:
    return spot(row.file, row.number, column.place, column.path)


def _with_cell(text: str, column: Column, cell: str, row: BatchRow) -> str:
    """The text with the answer of one cell; raises CellFault or AnswersRefusal."""
    text = _with_members(text, column.path, row)
    if cell.startswith("!"):
        return leave_open(text, column.path, cell[1:].strip())
    return set_value(text, column.path, read_cell(column.shape, cell))


def _order(cell: tuple[Column, str]) -> tuple[int, list[int]]:
    """What holds others comes before what it holds, and a third member before a fourth."""
    walk = steps(cell[0].path)
    return len(walk), [step for step in walk if isinstance(step, int)]


def _with_members(text: str, path: str, row: BatchRow) -> str:
    """The text with the member of a list that the path names by the position after the last, where it has a key.

    Raises CellFault if the path names a member that is neither there nor the next.
    """
    data: Any = read_yaml(text, row.file, AnswersRefusal).value if text.strip() else None
    walk = steps(path)
    for place, step in enumerate(walk[:-1]):
        here = dotted(tuple(walk[: place + 1]))
        inner = child_of(data, step)
        if inner is None and (isinstance(data, list) or (isinstance(step, int) and not data)):
            members = [member for member in data or [] if member is not None]
            ids = [str(member["id"]) for member in members if isinstance(member, Mapping) and "id" in member]
            if not isinstance(step, int):
                near = nearest(step, ids) if ids else ""
                raise CellFault(
                    f'"{step}" is the key of no member of {dotted(tuple(walk[:place]))}.', near or "Use [1]."
                )
            if step != len(members):
                message = f"{here} cannot be added, since {dotted(tuple(walk[:place]))} has {len(members)}."
                raise CellFault(message, f"Add [{len(members) + 1}] first, in every row that has it.")
            if _has_key(shape_at(Answers, here)):
                return set_value(text, here, {"id": _key(row, here, ids, str(walk[place - 1]))})
        data = inner
    return text


def _key(row: BatchRow, member: str, taken: list[str], noun: str) -> str:
    """The key of a member that a row adds: as its cell says, or made of its name."""
    cells = {column.path: cell for column, cell in row.cells}
    noun = noun.removesuffix("ies") + "y" if noun.endswith("ies") else noun.removesuffix("s")
    return cells.get(f"{member}.id") or key_of(cells.get(f"{member}.name", ""), taken, noun)


def _has_key(shape: Shape | None) -> bool:
    match shape:
        case Group(model=model):
            return "id" in model.model_fields
        case OneOf(members=members):
            return any("id" in model.model_fields for model in members.values())
    return isinstance(shape, Many) and _has_key(shape.member)


def _same_answer(row: BatchRow, text: str) -> Iterator[Finding]:
    """A finding for each cell that gives an answer which another column gives as well."""
    raw = read_yaml(text, row.file, AnswersRefusal).value
    given: dict[Path, Column] = {}
    for column, _ in row.cells:
        other = given.setdefault(locate(raw, column.path), column)
        if other is not column:
            message = f"{column.path} and {other.path} are one answer, and both columns give it."
            yield error("table-cell", _spot(row, column), message, "Leave one of the two cells empty.")
