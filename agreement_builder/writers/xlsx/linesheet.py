"""Writing, the workbook: one cost of one fiscal year as a sheet, every step a column or a labelled cell."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from agreement_builder.costs.line import LineYear
from agreement_builder.costs.sheet import Op, Step, Unit
from agreement_builder.writers.costs.page import year_words
from agreement_builder.writers.xlsx.cells import Cells, Column, Single
from agreement_builder.writers.xlsx.operations import Formula, Helper, formula_of
from agreement_builder.writers.xlsx.style import Style

HEAD = 4
"""The row, from 0, of the labels above the parties' figures."""

WIDTH = 16
FOLDED = {"level": 1, "hidden": True}
ADDS_UP, DOES_NOT = "adds up", "does not add up: write a new workbook with this answer"


@dataclass(slots=True)
class LineSheet:
    """One sheet; `cells` says where each step stands, `inputs` where each input of the whole workbook does."""

    sheet: Any
    name: str
    line: LineYear
    names: Mapping[str, str]
    style: Style
    inputs: dict[Hashable, Cells]
    cells: dict[int, Cells] = field(default_factory=dict)
    _stated: dict[Hashable, Cells] = field(default_factory=dict)
    _checks: list[tuple[Step, list[Step]]] = field(default_factory=list)
    _folded: set[int] = field(default_factory=set)
    _col: int = 1
    _row: int = 0

    @property
    def result(self) -> Cells:
        """Where the amounts stand."""
        if self.line.result is None:
            raise ValueError("a cost without amounts has no sheet")
        return self.cells[self.line.result.place]

    def write(self) -> None:
        """Write the whole sheet."""
        parties = self.line.sheet.parties
        self._row = HEAD + len(parties) + 4
        self.sheet.write_string(0, 0, self.line.terms.name, self.style.text("title"))
        self.sheet.write_string(1, 0, year_words(self.line.year), self.style.text("plain"))
        self.sheet.write_string(2, 0, self._basis(), self.style.text("plain"))
        self.sheet.write_string(HEAD, 0, "Party", self.style.text("head"))
        for place, party in enumerate(parties):
            self.sheet.write_string(HEAD + 1 + place, 0, self.names[party], self.style.text("plain"))
        self.sheet.write_string(self._row - 1, 0, "Figures for all parties", self.style.text("head"))
        for step in self.line.sheet.steps:
            self.cells[step.place] = self._step(step)
        self._sum()
        self._check()
        self.sheet.set_column(0, 0, 34)
        for col in range(1, max(self._col, 3)):
            self.sheet.set_column(col, col, WIDTH, None, FOLDED if col in self._folded else None)
        self.sheet.freeze_panes(HEAD + 1, 1)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)

    def _basis(self) -> str:
        if self.line.illustrated:
            return f"The cost is not known ({self.line.terms.cost_path}); a round sum is divided in its place."
        payee = self.names.get(self.line.terms.payee or "")
        return f"Paid to {payee}." if payee and self.line.terms.priced else ""

    # Steps

    def _step(self, step: Step) -> Cells:
        if step.op is Op.GIVEN:
            return self._given(step)
        steps = self.line.sheet.steps
        operands = [steps[place] for place in step.operands]
        formula = formula_of(step, operands, [self.cells[place] for place in step.operands], self._helper)
        if step.op is Op.DISTRIBUTE:
            self._checks.append((step, operands))
        look = "result" if self.line.result is not None and step.place == self.line.result.place else "plain"
        figures = step.figures
        if not step.single and len(figures) != len(self.line.sheet.parties):
            figures = figures * len(self.line.sheet.parties)
        return self._formulas(step.label, step.unit, figures, formula, look, single=step.single)

    def _helper(self, helper: Helper, single: bool) -> Cells:
        """Put a helper on the sheet, folded away until a reader unfolds it."""
        if single:
            self.sheet.set_row(self._row, None, None, FOLDED)
        else:
            self._folded.add(self._col)
        return self._formulas(helper.label, helper.unit, helper.figures, helper.formula, "helper", single=single)

    def _given(self, step: Step) -> Cells:
        """A stated figure, written once: a second step with it, here or on another sheet, refers to the first."""
        key = (tuple(step.paths.items()) or step.label, step.figures, step.unit, step.single)
        if key in self._stated:
            return self._stated[key]
        known = self.inputs.get((key, self.line.sheet.parties)) if step.paths else None
        where = ", ".join(sorted({path.removesuffix(f".{party}") for party, path in step.paths.items()})[:2])
        if known is not None:
            found = self._formulas(step.label, step.unit, step.figures, lambda place: f"={known.elsewhere(place)}",
                                   "plain", single=step.single)  # fmt: skip
        else:
            found = self._numbers(step, where)
            if step.paths:
                self.inputs[key, self.line.sheet.parties] = found
        self._stated[key] = found
        return found

    # Cells

    def _place(self, label: str, note: str, *, single: bool) -> Cells:
        """The next free place, with its label and where its figures come from."""
        if single:
            self.sheet.write_string(self._row, 0, label, self.style.text("plain"))
            if note:
                self.sheet.write_string(self._row, 2, note, self.style.text("beside"))
            self._row += 1
            return Single(self.name, self._row - 1, 1)
        self.sheet.write_string(HEAD, self._col, label, self.style.text("column"))
        if note:
            self.sheet.write_string(HEAD - 1, self._col, note, self.style.text("faint"))
        self._col += 1
        return Column(self.name, self._col - 1, HEAD + 1, HEAD + len(self.line.sheet.parties))

    def _numbers(self, step: Step, where: str) -> Cells:
        found = self._place(step.label, f"from {where}" if where else "", single=step.single)
        parties = self.line.sheet.parties
        for place, figure in enumerate(step.figures):
            stated = bool(step.paths.get("" if step.single else parties[place]))
            look = self.style.number("input" if stated else "plain", step.unit, step.figures)
            self.sheet.write_number(*_at(found, place), float(figure), look)
        return found

    def _formulas(
        self, label: str, unit: Unit, figures: Sequence[Fraction], formula: Formula, look: str, *, single: bool
    ) -> Cells:
        found = self._place(label, "", single=single)
        for place, figure in enumerate(figures):
            shape = self.style.number(look, unit, figures)
            self.sheet.write_formula(*_at(found, place), formula(place), shape, float(figure))
        return found

    def _sum(self) -> None:
        """The sum of the amounts below them."""
        result = self.result
        if isinstance(result, Column):
            row = HEAD + 1 + len(self.line.sheet.parties)
            total = sum(self.line.charges.values()) / 100
            self.sheet.write_string(row, 0, "Total", self.style.text("total"))
            look = self.style.number("total", Unit.DOLLARS)
            self.sheet.write_formula(row, result.col, f"=SUM({result.all})", look, total)

    def _check(self) -> None:
        """Whether the shares still make a whole, and the amounts the cost, whatever was changed."""
        for step, (total, shares, _) in self._checks:
            result, parts, whole = (self.cells[one.place] for one in (step, shares, total))
            sums = [f"SUM({cells.all if isinstance(cells, Column) else cells.at()})" for cells in (result, parts)]
            holds = f"AND(ABS({sums[0]}-{whole.at()})<0.005,ABS({sums[1]}-1)<1E-9)"
            self.sheet.write_string(self._row, 0, f"Check: {step.label}", self.style.text("plain"))
            words = f'=IF({holds},"{ADDS_UP}","{DOES_NOT}")'
            self.sheet.write_formula(self._row, 1, words, self.style.text("plain"), ADDS_UP)
            self._row += 1


def _at(cells: Cells, place: int) -> tuple[int, int]:
    return (cells.row, cells.col) if isinstance(cells, Single) else (cells.first + place, cells.col)
