"""Writing, the workbook: who pays what in a fiscal year, by formulas into the sheets of the costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from agreement_builder.answers.model import Answers
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.costs.account import YearAccount, for_itself
from agreement_builder.costs.apportion import installments
from agreement_builder.costs.sheet import Unit
from agreement_builder.costs.terms import OPERATING
from agreement_builder.writers.costs.page import year_words
from agreement_builder.writers.xlsx.cells import Column, quoted
from agreement_builder.writers.xlsx.linesheet import LineSheet
from agreement_builder.writers.xlsx.style import Style


@dataclass(slots=True)
class Summary:
    """The sheet of all parties and costs, one block of rows for each fiscal year."""

    sheet: Any
    style: Style
    answers: Answers
    names: Mapping[str, str]
    _row: int = 0

    def begin(self, title: str) -> None:
        """Write the title."""
        self.sheet.write_string(0, 0, title, self.style.text("title"))
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, 60, 16)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self._row = 2

    def year(self, account: YearAccount, sheets: Sequence[LineSheet]) -> None:
        """Write the block of a fiscal year."""
        block = _Block(self, account, sheets, self._row + 2)
        self.sheet.write_string(self._row, 0, year_words(account.year), self.style.text("bold"))
        self._row = block.write()
        for line in account.lines:
            for words in _notes(line.terms.name, line.open, line.illustrated, line.terms.cost_path):
                self.sheet.write_string(self._row, 0, words, self.style.text("plain"))
                self._row += 1
        self._row += 1


def _notes(name: str, waits: Sequence[str], illustrated: bool, cost_path: str) -> list[str]:
    if waits:
        return [f"{name}: no amounts yet; these answers are open: {', '.join(waits)}."]
    return [f"{name}: the cost is not known ({cost_path}), so a round sum is divided."] if illustrated else []


@dataclass(slots=True)
class _Block:
    """The rows of one fiscal year: `first` is the row of the first party."""

    summary: Summary
    account: YearAccount
    sheets: Sequence[LineSheet]
    first: int
    _col: int = 1

    def write(self) -> int:
        """Write the rows; the next free row."""
        self._text(self.first - 1, 0, "Party", "head")
        for place, party in enumerate(self.account.parties):
            self._text(self.first + place, 0, self.summary.names[party], "plain")
        self._text(self._last + 1, 0, "Total", "total")
        counted = [sheet for sheet in self.sheets if sheet.line in self.account.counted]
        for sheet in counted:
            self._of_line(sheet, sheet.line.terms.name)
        total = self._col
        last = max(self._col - 1, 1)
        self._column("Total", [(f"=SUM({self._cell(row, 1)}:{self._cell(row, last)})", self.account.paid[party])
                               for row, party in self._rows])  # fmt: skip
        kept = [sheet for sheet in counted if for_itself(sheet.line) and sheet.line.terms.payee in self.account.parties]
        if kept:
            self._net(total, kept)
        self._payments()
        for sheet in self.sheets:
            if sheet not in counted:
                self._of_line(sheet, f"{sheet.line.terms.name}, of a round sum (not in the total)")
        return self._last + 3

    @property
    def _last(self) -> int:
        return self.first + len(self.account.parties) - 1

    @property
    def _rows(self) -> list[tuple[int, str]]:
        return list(enumerate(self.account.parties, self.first))

    def _cell(self, row: int, col: int) -> str:
        return str(xl_rowcol_to_cell(row, col))

    def _text(self, row: int, col: int, words: str, look: str) -> None:
        self.summary.sheet.write_string(row, col, words, self.summary.style.text(look))

    def _column(self, head: str, formulas: Sequence[tuple[str, int] | None]) -> None:
        """A column of formulas with their cents (None: nothing), and its sum."""
        self._text(self.first - 1, self._col, head, "column")
        plain, bold = (self.summary.style.number(look, Unit.DOLLARS) for look in ("plain", "total"))
        for row, formula in enumerate(formulas, self.first):
            if formula is not None:
                self.summary.sheet.write_formula(row, self._col, formula[0], plain, formula[1] / 100)
        reach = f"{self._cell(self.first, self._col)}:{self._cell(self._last, self._col)}"
        total = sum(formula[1] for formula in formulas if formula is not None) / 100
        self.summary.sheet.write_formula(self._last + 1, self._col, f"=SUM({reach})", bold, total)
        self._col += 1

    def _of_line(self, sheet: LineSheet, head: str) -> None:
        places = {party: place for place, party in enumerate(sheet.line.sheet.parties)}
        formulas = [
            (f"={sheet.result.elsewhere(places[party])}", sheet.line.charges[party]) if party in places else None
            for party in self.account.parties
        ]
        self._column(head, formulas)

    def _net(self, total: int, kept: Sequence[LineSheet]) -> None:
        """What a party receives for its prices and rents, and what remains."""
        account = self.account
        received = []
        for party in account.parties:
            parts = [_sum_of(sheet) for sheet in kept if sheet.line.terms.payee == party]
            received.append((f"={'+'.join(parts) or '0'}", account.paid[party] - account.net[party]))
        self._column("Receives", received)
        self._column("Net", [(f"={self._cell(row, total)}-{self._cell(row, total + 1)}", account.net[party])
                             for row, party in self._rows])  # fmt: skip

    def _payments(self) -> None:
        """The payments of the operating cost, which differ by a cent at most."""
        frequency = self.summary.answers.funding.payment.frequency
        sheet = next((one for one in self.sheets if one.line.terms.id == OPERATING), None)
        if frequency is None or sheet is None or sheet.line.illustrated or min(sheet.line.charges.values()) < 0:
            return
        count = PAYMENTS[frequency]
        places = {party: place for place, party in enumerate(sheet.line.sheet.parties)}
        for number in range(1, count + 1) if count > 1 else []:
            formulas: list[tuple[str, int] | None] = []
            for party in self.account.parties:
                if party not in places:
                    formulas.append(None)
                    continue
                cents = f"ROUND({sheet.result.elsewhere(places[party])}*100,0)"
                formula = f"=(INT({cents}/{count})+IF({number}<=MOD({cents},{count}),1,0))/100"
                formulas.append((formula, installments(sheet.line.charges[party], count)[number - 1]))
            self._column(f"Operating cost, payment {number}", formulas)


def _sum_of(sheet: LineSheet) -> str:
    result = sheet.result
    where = result.all if isinstance(result, Column) else result.at()
    return f"SUM({quoted(sheet.name)}!{where})"
