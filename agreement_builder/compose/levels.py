"""The exhibit of service levels: for each level the parties that have it and what is promised."""

from __future__ import annotations

from agreement_builder.answers.levels import Clock, OpenHours, ResponseTime, ServiceLevel, Times, WeeklyHours
from agreement_builder.answers.model import Answers
from agreement_builder.compose.cells import Cell, given, text
from agreement_builder.compose.words import figures
from agreement_builder.document.tree import Align, Block, Column, Inline, Table, Text, Value


def level_blocks(answers: Answers) -> tuple[Block, ...]:
    """The table of levels, in the order of the answers; a blank for each figure that is not known yet."""
    rows = tuple(
        (
            (Value(level.what, f"management.levels[{place}].what"),),
            _parties(answers, level),
            _promise(level, f"management.levels[{place}]", place),
        )
        for place, level in enumerate(answers.management.levels, 1)
    )
    columns = (Column("Matter", Align.LEFT, 38), Column("Parties", Align.LEFT, 27), Column("Level", Align.LEFT, 35))
    summary = "For each matter the parties that have the level, and the hours, time or number that is promised."
    return (Table("Levels of the Service", summary, columns, rows),)


def _parties(answers: Answers, level: ServiceLevel) -> Cell:
    if not level.parties:
        return text("All")
    names = {party.id: party.name for party in answers.parties}
    cell: list[Inline] = []
    for position, key in enumerate(level.parties):
        cell += [Text("; ")] if position else []
        cell.append(Value(names[key], f"parties.{key}.name"))
    return tuple(cell)


def _promise(level: ServiceLevel, path: str, place: int) -> Cell:
    """What is promised, in words."""
    match level:
        case WeeklyHours(hours=hours, persons=persons):
            shown = None if hours is None else figures(hours)
            number = given(shown, f"{path}.hours", f"Hours a week, service level {place}")
            together = f", {persons} persons together" if persons > 1 else ""
            return Text("At least "), number, Text(f" {'hour' if hours == 1 else 'hours'} a week{together}")
        case OpenHours():
            return _open_hours(level, path, place)
        case ResponseTime(within=within, unit=unit, after=after):
            noun = unit.replace("_", " ") + ("" if within == 1 else "s")
            number = given(
                None if within is None else figures(within), f"{path}.within", f"Time, service level {place}"
            )
            start = given(after, f"{path}.after", f"What the time runs from, service level {place}")
            return Text("Within "), number, Text(f" {noun} after "), start
        case Times(number=times, each=each):
            shown = None if times is None else figures(times)
            number = given(shown, f"{path}.number", f"Number of times, service level {place}")
            noun = "time" if times == 1 else "times"
            return Text("At least "), number, Text(f" {noun} in each {_SPANS[each]}")


_SPANS = {"week": "week", "month": "month", "quarter": "quarter of the Fiscal Year", "year": "Fiscal Year"}


def _open_hours(level: OpenHours, path: str, place: int) -> Cell:
    days = ", ".join(day.meaning for day in level.days) if level.days is not None else None
    opens = clock_words(level.opens) if level.opens is not None else None
    closes = clock_words(level.closes) if level.closes is not None else None
    return (
        given(days, f"{path}.days", f"Days of the week, service level {place}"),
        Text(", from "),
        given(opens, f"{path}.opens", f"Beginning of the hours, service level {place}"),
        Text(" to "),
        given(closes, f"{path}.closes", f"End of the hours, service level {place}"),
    )


def clock_words(clock: Clock) -> str:
    """A time by the clock of 24 hours as Americans write it: `8:30 a.m.` for `08:30`; noon and midnight in words."""
    hours, _, minutes = clock.partition(":")
    if minutes == "00" and hours in ("00", "12", "24"):
        return "noon" if hours == "12" else "midnight"
    hour = int(hours)
    return f"{(hour - 1) % 12 + 1}:{minutes} {'a.m.' if hour < 12 else 'p.m.'}"
