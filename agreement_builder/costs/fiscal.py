"""Fiscal years: how people write them, and which of them the answers speak of.

A fiscal year is known by the calendar year in which it begins, on July 1: 2027 runs to June 30, 2028.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreement_builder.answers.adjustment import Escalator, PhaseIn
from agreement_builder.answers.fiscal import fiscal_year_shown
from agreement_builder.answers.model import Answers
from agreement_builder.answers.pricing import Stepped
from agreement_builder.answers.rules_costs import last_fiscal_year
from agreement_builder.answers.sharing import Alternating
from agreement_builder.costs.terms import Terms, terms_of

LONGEST = 60
"""The most fiscal years that are worked out at once."""

_YEAR = re.compile(r"([0-9]{4})(?:\s*[-–/]\s*([0-9]{2}|[0-9]{4}))?\Z")
_ENDING = re.compile(r"FY\s*('?[0-9]{2}|[0-9]{4})\Z", re.IGNORECASE)


def fiscal_years(text: str, answers: Answers) -> tuple[int | None, ...]:
    """The fiscal years that `text` names: one, a range `2027..2031`, or `all`; None is a first one not known yet.

    Raises ValueError, in words for the one who wrote it, if the text can be read in two ways or in none.
    """
    words = text.strip()
    if words.lower() == "all":
        return all_years(answers)
    first, dots, last = (part.strip() for part in words.partition(".."))
    if not dots:
        return (fiscal_year_of(first),)
    years = tuple(range(fiscal_year_of(first), fiscal_year_of(last) + 1))
    if not years:
        raise ValueError(f'"{words}" ends before it begins.')
    if len(years) > LONGEST:
        raise ValueError(f'"{words}" has {len(years)} fiscal years; at most {LONGEST} are worked out at once.')
    return years


def fiscal_year_of(text: str) -> int:
    """`2027` and `2027-28` begin on July 1, 2027; so does `FY2028`, which is named for the year in which it ends.

    Raises ValueError if the text can be read in two ways or in none.
    """
    words = text.strip()
    if ending := _ENDING.match(words):
        year = int(ending[1].lstrip("'"))
        return (year if year > 99 else 2000 + year) - 1
    found = _YEAR.match(words)
    if found is None:
        raise ValueError(f'"{words}" is no fiscal year. Write 2027 or 2027-28 for July 1, 2027 to June 30, 2028.')
    first = int(found[1])
    if found[2] is None:
        return first
    if len(found[2]) == 4:
        raise ValueError(
            f'"{words}" may mean one fiscal year or several. Write {fiscal_year_shown(first)} for one, '
            f"or {first}..{found[2]} for all that begin in those years."
        )
    if int(found[2]) != (first + 1) % 100:
        raise ValueError(f'"{words}" is longer than a fiscal year. For several write {first}..20{found[2]}.')
    return first


def all_years(answers: Answers) -> tuple[int | None, ...]:
    """From the first fiscal year to the end of a fixed term, or else to the last year that a cost speaks of."""
    terms = terms_of(answers)
    known = [one.first for one in terms if one.first is not None]
    if not known:
        return (None,)
    last = last_fiscal_year(answers)
    if last is None:
        last = max((year for one in terms for year in _spoken_of(one)), default=min(known))
    return tuple(range(min(known), min(max(last, min(known)), min(known) + LONGEST - 1) + 1))


def _spoken_of(terms: Terms) -> Iterator[int]:
    """The fiscal years that the terms of a cost name, or up to which they change."""
    yield from terms.costs
    if terms.last is not None:
        yield terms.last
    first = terms.first
    match terms.shares:
        case Stepped(amounts=amounts):
            yield from (year for listed in amounts.values() for year in listed)
        case Alternating(order=order, years_each=years_each) if first is not None:
            yield first + len(order) * years_each - 1
    for one in terms.adjustments:
        if isinstance(one, Escalator):
            yield from one.changes
        if isinstance(one, PhaseIn) and first is not None:
            yield first + len(one.percents)
    if first is not None:
        yield first
