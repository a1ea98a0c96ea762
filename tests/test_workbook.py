"""The workbook computes what the program computes: LibreOffice works its formulas out anew, and they agree.

LibreOffice comes with `.ci/install-tools`. Without it these tests are skipped; where CI is set, they fail.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from agreement_builder.answers.load import AnswersFile, revised
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.errors import AnswersRefusal
from agreement_builder.writers.xlsx.book import write_workbook
from agreement_builder.writers.xlsx.cells import sheet_name
from agreement_builder.writers.xlsx.linesheet import ADDS_UP, DOES_NOT, HEAD
from tests.costs_random import DIVIDING, EVERY, agreement, random_agreement
from tests.samples import DATE, TOWNS, make_answers, measure

YEARS = (2027, 2029)
SEEDS = range(30)


def book_of(file: AnswersFile, *years: int) -> bytes:
    return write_workbook(file.answers, [account(file.answers, year) for year in years], DATE)


def opened(content: bytes, *, figures: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content), data_only=figures)


def agreements() -> dict[str, AnswersFile]:
    found = {f"{method}, {adjustment}": agreement(method, adjustment) for method, adjustment in EVERY}
    return found | {f"seed {seed}": random_agreement(seed) for seed in SEEDS}


# LibreOffice


def absent(tool: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{tool} of LibreOffice is missing: run .ci/install-tools")
    pytest.skip(f"{tool} of LibreOffice is not installed (.ci/install-tools)")


def batched(files: list[Path], size: int) -> Iterator[list[Path]]:
    """LibreOffice takes a limited number of files at once."""
    for start in range(0, len(files), size):
        yield files[start : start + size]


def recalculated(books: Mapping[str, Workbook], folder: Path) -> dict[str, Workbook]:
    """The workbooks as LibreOffice computes them; openpyxl saves formulas without figures, so nothing is taken over."""
    program = shutil.which("soffice") or absent("soffice")
    for name, book in books.items():
        book.save(folder / f"{name}.xlsx")
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "xlsx"]
    for files in batched(sorted(folder.glob("*.xlsx")), 60):
        subprocess.run([*command, "--outdir", folder / "out", *files], check=False, capture_output=True, timeout=600)
    if not (folder / "out").is_dir():
        absent("Calc")
    return {name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in books}


def agree(one: object, other: object, within: float) -> bool:
    if isinstance(one, str):
        return one == other
    return isinstance(other, int | float) and other == pytest.approx(one, rel=1e-7, abs=within)


def formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate) for cell in row if cell.data_type == "f")


@pytest.mark.office
def test_libreoffice_computes_every_figure_that_the_workbook_holds(tmp_path: Path) -> None:
    contents = {name: book_of(file, *YEARS) for name, file in agreements().items()}
    computed = recalculated({name: opened(content) for name, content in contents.items()}, tmp_path)
    different, compared = [], 0
    for name, content in contents.items():
        ours = opened(content, figures=True)
        for sheet, cell in formulas(opened(content)):
            compared += 1
            one, other = ours[sheet][cell].value, computed[name][sheet][cell].value
            rounded = "remainder" in str(ours[sheet].cell(HEAD + 1, ours[sheet][cell].column).value)
            if not agree(one, other, 1e-4 if rounded else 1e-7):
                different.append((name, sheet, cell, one, other))
    assert different == []
    assert compared > 5000


# What if: an input is changed in the workbook, and the same answer for the program


def inputs(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """The cell and the path of each input that is no percentage."""
    for column in range(2, sheet.max_column + 1):
        note = str(sheet.cell(HEAD, column).value or "")
        for place, key in enumerate(parties_of(sheet)):
            cell = sheet.cell(HEAD + 2 + place, column)
            if note.startswith("from ") and "%" not in cell.number_format and cell.data_type == "n":
                yield cell.coordinate, f"{note.removeprefix('from ')}.{key}"
    for row in range(HEAD + 2, sheet.max_row + 1):
        note = str(sheet.cell(row, 3).value or "")
        if note.startswith("from ") and "%" not in sheet.cell(row, 2).number_format:
            yield sheet.cell(row, 2).coordinate, note.removeprefix("from ")


def parties_of(sheet: Worksheet) -> list[str]:
    names = [str(sheet.cell(row, 1).value or "").lower() for row in range(HEAD + 2, HEAD + 2 + len(TOWNS))]
    return [name for name in names if name in TOWNS]


def changes(file: AnswersFile, book: Workbook) -> Iterator[tuple[str, str, str, Decimal]]:
    """Each input that may be changed by itself: its sheet, its cell, its path, and another figure."""
    sheet = book.worksheets[1]
    for cell, path in inputs(sheet):
        value = Decimal(str(sheet[cell].value))
        other = (value * Decimal("1.07")).quantize(Decimal("0.01"))
        try:
            changed = revised(file, [f"{path}={other}"], "--set")
        except AnswersRefusal:
            continue
        if steps_of(account(changed.answers, YEARS[0])) == steps_of(account(file.answers, YEARS[0])):
            yield sheet.title, cell, path, other


def steps_of(found: YearAccount) -> list[tuple[str, str]]:
    """The steps without their figures; where a change brings in other steps, it takes a new workbook."""
    return [(step.label, step.op) for line in found.lines for step in line.sheet.steps]


@pytest.mark.office
def test_an_input_changed_in_the_workbook_does_what_the_changed_answer_does(tmp_path: Path) -> None:
    books, wanted = {}, {}
    for name, file in agreements().items():
        content = book_of(file, YEARS[0])
        tried = list(changes(file, opened(content)))
        for number, (sheet, cell, path, value) in enumerate(tried[:1] + tried[-1:]):
            changed = opened(content)
            changed[sheet][cell].value = float(value)
            books[f"{name}, {number}"] = changed
            after = revised(file, [f"{path}={value}"], "--set")
            wanted[f"{name}, {number}"] = (path, account(after.answers, YEARS[0]).paid)
    computed = recalculated(books, tmp_path)
    different = []
    for name, (path, paid) in wanted.items():
        summary = computed[name]["Summary"]
        total = next(cell.column for cell in summary[4] if cell.value == "Total")
        found = {str(row[0].value).lower(): row[total - 1].value for row in summary.iter_rows(min_row=5, max_row=8)}
        amounts = {party: round(100 * float(str(value))) for party, value in found.items()}
        if amounts != dict(paid):
            different.append((name, path, amounts, dict(paid)))
    assert different == []
    assert len(wanted) > 80


@pytest.mark.office
def test_a_change_that_takes_other_steps_is_seen_by_the_check(tmp_path: Path) -> None:
    file = agreement("measure", "cap")
    content = book_of(file, YEARS[0])
    book = opened(content)
    sheet = book.worksheets[1]
    limit = next(cell for cell, path in inputs(sheet) if path.endswith("dollars"))
    sheet[limit].value = 0
    everyone = next(
        column for column in range(2, sheet.max_column) if sheet.cell(HEAD + 1, column).value == "Applies to"
    )
    for place in range(len(TOWNS)):
        sheet.cell(HEAD + 2 + place, everyone).value = 1
    verdicts = []
    for one in (opened(content), book):
        computed = recalculated({"check": one}, tmp_path)["check"].worksheets[1]
        rows = {str(row[0].value): row[1].value for row in computed.iter_rows()}
        verdicts.append(rows["Check: Amount"])
    assert verdicts == [ADDS_UP, DOES_NOT]


# The file


def test_equal_answers_and_date_give_equal_bytes_and_another_date_another_file() -> None:
    file = agreement("blend", "bounds")
    assert book_of(file, 2027) == book_of(file, 2027)
    other = write_workbook(file.answers, [account(file.answers, 2027)], dt.date(2027, 3, 3))
    assert other != book_of(file, 2027)


def test_no_part_of_the_file_bears_the_time_of_its_writing() -> None:
    with zipfile.ZipFile(BytesIO(book_of(agreement("equal", "none"), 2027))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "<cp:lastModifiedBy>Agreement Builder</cp:lastModifiedBy>" in core
    assert core.count(f"{DATE}T00:00:00Z") == 2


def test_text_that_looks_like_a_formula_stays_text() -> None:
    line = {"id": "x", "name": "=1+1", "nature": "rent", "paid_to": "bolton", "cost": 5,
            "shares": {"method": "equal"}}  # fmt: skip
    file = make_answers({"parties.bolton.name": "=HYPERLINK(A1)", "funding.lines": [line]})
    book = opened(book_of(file, 2027))
    texts = {cell.value for row in book["Summary"] for cell in row if cell.data_type == "s"}
    assert texts >= {"=HYPERLINK(A1)", "=1+1"}
    assert not any("HYPERLINK" in str(book[sheet][cell].value) for sheet, cell in formulas(book))
    assert book.sheetnames[2] == "=1+1"


def test_names_of_sheets_are_short_clean_and_each_its_own() -> None:
    taken = ["Summary"]
    for wanted in ("Vehicles: [new] / old?", "vehicles  new   old", "x" * 50, "x" * 50, "'", "summary", "History"):
        taken.append(sheet_name(wanted, " 2027-28", taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in taken)
    assert all(name.endswith((" 2027-28", ")")) for name in taken[1:])


def test_an_answer_stands_once_in_the_workbook_and_is_referred_to_in_later_years() -> None:
    file = agreement("amounts", "none")
    book = opened(book_of(file, *YEARS))
    first, second = book.worksheets[1], book.worksheets[2]
    noted = [column for column in range(2, 6) if str(first.cell(HEAD, column).value or "").endswith("shares.amounts")]
    assert len(noted) == 1
    assert str(second.cell(HEAD + 2, noted[0]).value).startswith("='Operating cost 2027-28'!")


def test_a_cost_whose_figures_are_open_has_no_sheet_and_a_line_in_the_summary() -> None:
    shares = {"method": "measure", "measure": measure({"bolton": {"open": "the clerk"}, "andover": 2})}
    book = opened(book_of(make_answers({"funding.shares": shares}), 2027))
    assert book.sheetnames == ["Summary", "Read me"]
    words = [str(cell.value) for row in book["Summary"] for cell in row if cell.value]
    assert any("funding.shares.measure.values.bolton" in word for word in words)


@pytest.mark.parametrize("method", DIVIDING)
def test_the_summary_holds_what_each_party_pays(method: str) -> None:
    file = agreement(method, "none")
    summary = opened(book_of(file, 2027), figures=True)["Summary"]
    shown = {str(row[0].value).lower(): round(100 * row[1].value) for row in summary.iter_rows(min_row=5, max_row=8)}
    assert shown == dict(account(file.answers, 2027).paid)
