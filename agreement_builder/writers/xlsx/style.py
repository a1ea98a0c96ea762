"""Writing, the workbook: the looks of cells, and text that is never taken for a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agreement_builder.costs.sheet import Unit

NUMBERS = {
    Unit.DOLLARS: "$#,##0.00;-$#,##0.00",
    Unit.SHARE: "0.00##%",
    Unit.PERCENT: '0.00##"%"',
}
INPUT = {"bg_color": "#FFF2CC", "font_color": "#1F3864", "border": 1, "border_color": "#BF9000"}
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "column": {"bold": True, "text_wrap": True, "valign": "top", "align": "right", "bottom": 1},
    "bold": {"bold": True},
    "plain": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "faint": {"font_color": "#7F7F7F", "text_wrap": True, "valign": "top", "font_size": 9},
    "beside": {"font_color": "#7F7F7F", "font_size": 9},
    "input": INPUT,
    "helper": {"font_color": "#7F7F7F"},
    "result": {"bold": True, "bg_color": "#E2EFDA"},
    "total": {"bold": True, "top": 1},
}
"""The looks by name; an input is what the answers state and a reader may change."""


@dataclass(slots=True)
class Style:
    """The formats of one workbook, each made once."""

    book: Any
    made: dict[tuple[str, str], Any]

    def text(self, look: str) -> Any:
        """A format for text."""
        return self._format(look, "@" if look == "input" else "")

    def number(self, look: str, unit: Unit, figures: Sequence[Fraction] = ()) -> Any:
        """A format for figures in a unit."""
        whole = all(figure.denominator == 1 for figure in figures)
        return self._format(look, NUMBERS.get(unit) or ("#,##0" if whole else "#,##0.0000"))

    def _format(self, look: str, pattern: str) -> Any:
        if (look, pattern) not in self.made:
            entries = LOOKS[look] | ({"num_format": pattern} if pattern else {})
            self.made[look, pattern] = self.book.add_format(entries)
        return self.made[look, pattern]
