"""The day on which a withdrawal takes effect, with each step on the way to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agreement_builder.answers.withdrawal import OpenEveryYear, OpenSomeYears, Withdrawal
from agreement_builder.leaving.days import Window, add_months, fiscal_year_end, is_open, next_open
from agreement_builder.leaving.terms import LeavingTerms

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ORDINALS = {2: "second", 3: "third", 21: "21st", 22: "22nd", 23: "23rd"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is so, and the day to which it leads (None: it moves no day)."""

    says: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """When a withdrawal takes effect.

    `counted` is the day from which the notice counts: the day given, or the next on which notice may be given.
    `day` is the last day of membership; None where no rule fixes it.
    """

    counted: dt.date
    day: dt.date | None
    steps: tuple[Step, ...]


def effect(terms: LeavingTerms, notice: dt.date) -> Effect:
    """The effect of a notice that the last party receives on the day `notice`."""
    steps = [Step(f"{terms.begins}; the terms are those of {terms.source}", notice)]
    if terms.withdrawal is None:
        steps.append(Step("Neither the answers nor a statute fix the day; the separate body sets the terms"))
        return Effect(notice, None, tuple(steps))
    if terms.withdrawal is Withdrawal.CONSENT:
        says = "A party leaves only by an amendment that every other party ratifies"
        steps.append(Step(f"{says}, at the end of the fiscal year that it names"))
        return Effect(notice, None, tuple(steps))
    counted = _counted(terms, notice, steps)
    day = counted + dt.timedelta(days=terms.days) if terms.days else add_months(counted, terms.months)
    if terms.runs is None:
        steps.append(Step(f"The notice runs for {_length(terms)}", day))
    if terms.no_effect_before is not None and day < terms.no_effect_before:
        day = terms.no_effect_before
        steps.append(Step("No withdrawal takes effect before the first years of the service are over", day))
    late = terms.withdrawal is Withdrawal.FISCAL_YEAR_END and day != fiscal_year_end(day)
    if late:
        day = fiscal_year_end(day)
    if terms.runs is not None:
        steps.append(Step(f"{terms.runs}; the last day of membership is", day))
    elif late:
        steps.append(Step("A withdrawal takes effect only at the end of a fiscal year", day))
    return Effect(counted, day, tuple(steps))


def _counted(terms: LeavingTerms, notice: dt.date, steps: list[Step]) -> dt.date:
    """The first day, from the day of the notice on, on which notice may be given."""
    day = notice
    if terms.no_notice_before is not None and day < terms.no_notice_before:
        day = terms.no_notice_before
        steps.append(Step(f"No {terms.act} counts so early; the first day for one is", day))
    if not is_open(terms.window, day):
        day = next_open(terms.window, day)
        steps.append(Step(f"Notice may be given only in {window_words(terms.window)}; the next day for one is", day))
    return day


def window_words(window: Window) -> str:
    """`December of 2029 and of every second year after it`; `any month` where notice may be given always."""
    match window:
        case OpenEveryYear(months=months):
            return f"{_names(months)} of a year"
        case OpenSomeYears(months=months, first_year=first, every=every):
            return f"{_names(months)} of {first} and of every {_ORDINALS.get(every, f'{every}th')} year after it"
    return "any month"


def _names(months: tuple[int, ...]) -> str:
    names = [MONTHS[month - 1] for month in months]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _length(terms: LeavingTerms) -> str:
    return counted(terms.days, "day") if terms.days else counted(terms.months, "month")


def counted(count: int, unit: str) -> str:
    """`1 month`, `6 months`."""
    return f"{count} {unit}{'' if count == 1 else 's'}"
