"""Writing, the workbook: a summary, a sheet for each cost and fiscal year, and a page that says how to read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.compose.words import fiscal_year, long_date
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.costs.told import ROUNDING
from agreement_builder.version import VERSION
from agreement_builder.writers.costs.page import party_names
from agreement_builder.writers.xlsx.cells import Cells, sheet_name
from agreement_builder.writers.xlsx.linesheet import LineSheet
from agreement_builder.writers.xlsx.style import Style
from agreement_builder.writers.xlsx.summary import Summary

README = (
    "Summary: what each party pays of each cost. Every figure is a formula into the sheet of the cost.",
    "Each cost has a sheet of its own. Every step of the computation is a column with a figure for each party, or one "
    "labelled cell below them; a step is a formula over the steps before it.",
    "Cells on a yellow ground are inputs: they hold what the answers state, and the line above them (or beside them) "
    "says where. Change one, and everything that follows from it changes. The helpers of a step, in gray, are folded "
    "away; the plus signs at the edge unfold them.",
    ROUNDING,
    "The figures stored in this file are exact, and the formulas agree with them to the cent.",
    "The workbook holds the steps that apply to the answers as they stand. What a changed answer would bring in "
    "besides, such as a party, an adjustment or a fiscal year, needs a new workbook; so does a change of the "
    "answers themselves, which this file does not reach.",
    "Where a check below the amounts says that they no longer add up, write a new workbook with the changed answer.",
)


def write_workbook(answers: Answers, accounts: Sequence[YearAccount], date: dt.date) -> bytes:
    """The workbook of these fiscal years, dated `date`; equal answers and date give equal bytes."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                             "strings_to_numbers": False})  # fmt: skip
    _properties(book, answers, date)
    style = Style(book, {})
    names = party_names(answers)
    summary = Summary(book.add_worksheet("Summary"), style, answers, names)
    summary.begin(f"Costs: {answers.service.name or 'shared service'}")
    taken, inputs = ["Summary", "Read me"], dict[Hashable, Cells]()
    for year in accounts:
        sheets = []
        for line in year.lines:
            if not line.charges:
                continue
            suffix = f" {fiscal_year(year.year)}" if len(accounts) > 1 and year.year is not None else ""
            taken.append(sheet_name(line.terms.name, suffix, taken))
            sheets.append(LineSheet(book.add_worksheet(taken[-1]), taken[-1], line, names, style, inputs))
            sheets[-1].write()
        summary.year(year, sheets)
    _readme(book.add_worksheet("Read me"), style, date)
    book.close()
    return stream.getvalue()


def write_costs(file: AnswersFile, date: dt.date, years: Sequence[int | None] = (None,)) -> bytes:
    """The workbook of the costs of these fiscal years (None: the first one), dated `date`."""
    return write_workbook(file.answers, [account(file.answers, year) for year in years], date)


def _properties(book: Any, answers: Answers, date: dt.date) -> None:
    # The author is what tells a workbook of ours from one that another program saved since.
    created = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    book.set_properties({"title": f"Costs: {answers.service.name or 'shared service'}",
                         "author": "Agreement Builder", "created": created})  # fmt: skip
    book.set_calc_mode("auto")


def _readme(sheet: Any, style: Style, date: dt.date) -> None:
    sheet.set_column(0, 0, 110)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "How to read this workbook", style.text("title"))
    sheet.write_string(1, 0, f"Agreement Builder {VERSION}, {long_date(date)}", style.text("plain"))
    for row, words in enumerate(README, 3):
        sheet.write_string(row, 0, words, style.text("wrap"))
