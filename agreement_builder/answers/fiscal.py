"""Fiscal years of the answers. One runs from July 1 to June 30, and is known by the calendar year of its July 1."""

from __future__ import annotations

import datetime as dt


def fiscal_year(day: dt.date) -> int:
    """The fiscal year in which a day falls: 2027 for July 1, 2027 to June 30, 2028."""
    return day.year if day.month >= 7 else day.year - 1


def fiscal_year_shown(year: int) -> str:
    """`2027-28` for the fiscal year that begins on July 1, 2027."""
    return f"{year}-{(year + 1) % 100:02d}"
