"""What the rules of tables of answers mean: why a fault of a table or a row matters and what to do about it."""

from __future__ import annotations

TABLES: dict[tuple[str, ...], str] = {
    (
        "table-unreadable",
        "table-size",
        "table-encoding",
        "table-windows",
        "table-empty",
    ): """The table of answers cannot be read, or not for certain.

A batch reads a table saved as CSV. In Excel choose Save As and the type CSV UTF-8 (Comma delimited): other types may
change letters with accents, and a workbook is not text. Its first row names the columns; each row below is a draft.""",
    ("table-column", "table-base"): """A column of the table, or the base of a row, is not known.

A column is named by the path of an answer as `check` prints it, such as leaving.notice_months; one that is no path
would silently have no effect. What no cell says, the base says: an answers file named with --from or in a column
from, beside the table.""",
    ("table-shape", "table-quotes"): """A row has another form than the first one.

A cell that holds the separator or a line end stands in quotation marks, and a quotation mark within it is doubled.
Where that was missed, cells are shifted and would answer other questions, so the row gives no draft.""",
    ("table-name",): """A draft has no name, or one that is taken or that no file can have.

Each row names its draft in the column draft, without a suffix; the name must do on Windows as well. Without that
column the draft is named after the first cell of its row.""",
    ("table-cell",): """A cell cannot be read as the answer that its column asks for.

A figure such as 27,5 would mean one thing in one country and another elsewhere. A list is written as in an answers
file. A member of a list is named by its key, or added by the position after the last. Each answer has one cell.""",
    ("batch-stale", "batch-fault"): """A draft does not hold what its row or its answers say by now.

A row that was refused leaves the draft of an earlier call as it was. Answers that were changed beside their row are
kept, and no draft is made of them unless `build` is called. Correct the row and call `batch` again: only what is
missing or has changed is made. A failure of the program stops one row and no other.""",
}
"""Explanations of the rules of tables and batches."""
