"""Tables of data files: comma-separated text to rows of one model, or to every fault with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from agreement_builder.answers.faults import findings as model_findings
from agreement_builder.errors import Finding, Where, error, nearest
from agreement_builder.yamltext import Yaml, unprintable

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Row(Generic[M]):
    """One row, and the line of the file on which it ends."""

    line: int
    value: M


def read_table(text: str, file: str, model: type[M]) -> tuple[list[Row[M]], list[Finding]]:
    """The rows of a table whose first line names fields of the model, and every fault; empty cells are not given."""
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), strict=True)
    rows: list[Row[M]] = []
    found: list[Finding] = []
    try:
        columns = next(reader, [])
        found += _column_faults(columns, file, model)
        if not found:
            for cells in reader:
                if cells:
                    row, faults = _row(cells, columns, model, Where(file, reader.line_num))
                    found += faults
                    rows += [Row(reader.line_num, row)] if row is not None else []
    except csv.Error as fault:
        message = f"This is not a table of comma-separated values: {fault}."
        hint = "Put a cell that holds a comma or a quote in quotes, and close every quote."
        found.append(error("table-syntax", Where(file, reader.line_num), message, hint))
    return rows, found


def _column_faults(columns: list[str], file: str, model: type[BaseModel]) -> Iterator[Finding]:
    where = Where(file, 1)
    for place, column in enumerate(columns):
        if column not in model.model_fields:
            message = f'The column "{column}" is not known here, so it would have no effect.'
            yield error("table-column", where, message, nearest(column, model.model_fields))
        elif column in columns[:place]:
            yield error("table-column", where, f'The column "{column}" stands there twice.', "Keep one of the two.")
    for name, info in model.model_fields.items():
        if info.is_required() and name not in columns:
            message = f'The column "{name}" is missing.'
            yield error("table-column", where, message, "The first line names the columns, with commas between them.")


def _row(cells: list[str], columns: list[str], model: type[M], where: Where) -> tuple[M | None, list[Finding]]:
    if len(cells) != len(columns):
        message = f"The row has {len(cells)} cells, and the table has {len(columns)} columns."
        return None, [error("table-row", where, message, "Put a cell that holds a comma in quotes.")]
    given = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if cell.strip()}
    for name, cell in given.items():
        if bad := unprintable(cell):
            message = f"The cell holds the character {bad}, which no agreement can print."
            return None, [
                error("character", replace(where, field=name), message, "Delete it and type the words again.")
            ]
    try:
        return model.model_validate(given), []
    except ValidationError as fault:
        told = model_findings(
            fault, model, Yaml(given, {(name,): (where.line or 1, 1) for name in model.model_fields}), where.file or ""
        )
        return None, [replace(finding, where=replace(finding.where, column=None)) for finding in told]
