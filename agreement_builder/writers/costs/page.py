"""The costs of a fiscal year as a page of text: who pays what, then how each cost came about."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import short_name
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.compose.words import fiscal_year
from agreement_builder.costs.account import YearAccount, for_itself
from agreement_builder.costs.compare import Comparison
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.schedule import schedule
from agreement_builder.costs.shown import cents_shown, difference_shown, figure_shown
from agreement_builder.costs.told import ROUNDING, Telling, Told

WIDTH = 100
"""Characters of a line."""

Rows = Sequence[Sequence[str]]


def costs_page(answers: Answers, account: YearAccount) -> str:
    """Who pays what in the fiscal year, and step by step how each cost came about."""
    names = party_names(answers)
    lines = [*_heading(account), "", *_summary(answers, account, names)]
    told = [line for line in account.lines if _has_amounts(line)]
    for line in told:
        lines += ["", *_steps(line, names)]
    if told:
        lines += ["", *textwrap.wrap(ROUNDING, WIDTH)]
    return "\n".join(lines) + "\n"


def party_names(answers: Answers) -> Mapping[str, str]:
    """The short name of each party, by its key."""
    return {party.id: short_name(party) for party in answers.parties}


def year_words(year: int | None) -> str:
    """`Fiscal year 2027-28 (July 1, 2027 to June 30, 2028)`."""
    if year is None:
        return "First fiscal year (not settled yet)"
    return f"Fiscal year {fiscal_year(year)} (July 1, {year} to June 30, {year + 1})"


def _heading(account: YearAccount) -> Iterator[str]:
    words = year_words(account.year)
    yield words
    yield "=" * len(words)


# Who pays what


def _summary(answers: Answers, account: YearAccount, names: Mapping[str, str]) -> Iterator[str]:
    counted = [line for line in account.counted if _has_amounts(line)]
    others = [line for line in account.lines if _has_amounts(line) and line not in account.counted]
    if not account.lines:
        yield "No cost arises in this fiscal year."
    if counted:
        yield "Who pays what"
        yield from _table(*_amounts(account, counted, names))
        yield from _payments(answers, account.lines[0], names)
    if others:
        yield from ["", "What each party pays of a round sum, in place of a cost that is not known"]
        yield from _table(*_charges(account, others, names))
    if notes := list(_notes(account, names)):
        yield from ["", *notes] if counted else notes


def _has_amounts(line: LineYear) -> bool:
    """Whether there is anything to pay: figures are known, and not each party bears its own cost."""
    return bool(line.charges) and line.terms.shares is not None and line.terms.shares.method != "own"


def _amounts(
    account: YearAccount, counted: Sequence[LineYear], names: Mapping[str, str]
) -> tuple[list[str], list[list[str]]]:
    """The table of the parties by costs, with its last row for the sums."""
    several = len(counted) > 1
    receives = {party: account.paid[party] - account.net[party] for party in account.parties}
    head = ["", *(line.terms.name for line in counted)]
    head += (["Total"] if several else []) + (["Receives", "Net"] if any(receives.values()) else [])
    rows = []
    for party in account.parties:
        cells = [cents_shown(line.charges[party]) if party in line.charges else "" for line in counted]
        cells += [cents_shown(account.paid[party])] if several else []
        cells += [cents_shown(receives[party]), cents_shown(account.net[party])] if any(receives.values()) else []
        rows.append([names[party], *cells])
    sums = [sum(line.charges.values()) for line in counted]
    sums += [sum(account.paid.values())] if several else []
    sums += [sum(receives.values()), sum(account.net.values())] if any(receives.values()) else []
    return head, [*rows, ["Total", *map(cents_shown, sums)]]


def _charges(
    account: YearAccount, lines: Sequence[LineYear], names: Mapping[str, str]
) -> tuple[list[str], list[list[str]]]:
    """A table of the parties by costs that are not added up."""
    rows = [
        [names[party], *(cents_shown(line.charges[party]) if party in line.charges else "" for line in lines)]
        for party in account.parties
    ]
    totals = ["Total", *(cents_shown(sum(line.charges.values())) for line in lines)]
    return ["", *(line.terms.name for line in lines)], [*rows, totals]


def _payments(answers: Answers, line: LineYear, names: Mapping[str, str]) -> Iterator[str]:
    """The payments of the operating cost, where there is more than one a year."""
    frequency = answers.funding.payment.frequency
    found = schedule(line, PAYMENTS[frequency]) if frequency is not None else None
    if found is None or frequency is None or PAYMENTS[frequency] == 1 or not found.budgeted:
        return
    yield ""
    yield f"Payments of the operating cost ({frequency})"
    rows = [[names[row.party], _in_parts(row.payments)] for row in found.rows]
    yield from _table(["", "Payments"], rows, total=False)


def _in_parts(payments: Sequence[int]) -> str:
    """`1 of $12,646.62, 3 of $12,646.61`."""
    return ", ".join(f"{times} of {cents_shown(cents)}" for cents, times in Counter(payments).items())


def _notes(account: YearAccount, names: Mapping[str, str]) -> Iterator[str]:
    """What a reader of the table must know of each cost."""
    for words in _remarks(account, names):
        yield from textwrap.wrap(words, WIDTH, subsequent_indent="  ", break_long_words=False)


def _remarks(account: YearAccount, names: Mapping[str, str]) -> Iterator[str]:
    for line in account.lines:
        name = line.terms.name
        if line.charges and not _has_amounts(line):
            yield f"{name}: each party bears its own, and nobody pays another."
            continue
        if line.open:
            yield f"{name}: no amounts yet; these answers are open: {', '.join(line.open)}."
            continue
        if line.illustrated:
            where = line.terms.cost_path
            yield (
                f"{name}: the cost is not known ({where} is open), so the amounts show what each party pays of "
                f"every {cents_shown(line.cost)}."
            )
        payee = names.get(line.terms.payee or "", "")
        if for_itself(line) and payee:
            yield f"{name}: paid to {payee}."
        if line.borne:
            bearer = payee or "the body that is paid"
            yield f"{name}: {cents_shown(line.borne)} more is borne by {bearer}, because of a cap or a lesser amount."


# How it came about


def _steps(line: LineYear, names: Mapping[str, str]) -> Iterator[str]:
    telling = Telling(line, names)
    heading = f"How the amounts of {line.terms.name} came about"
    yield heading
    yield "-" * len(heading)
    for told in telling.steps:
        yield from textwrap.wrap(f"({told.number}) {told.label}: {told.words}", WIDTH, subsequent_indent="    ")
    columns = [told for told in telling.steps if not told.step.single]
    if columns:
        yield ""
        yield from _table(*_figures(line, columns, names), total=False)


def _figures(
    line: LineYear, columns: Sequence[Told], names: Mapping[str, str]
) -> tuple[list[str], list[list[str]]]:  # fmt: skip
    head = ["", *(f"({told.number})" for told in columns)]
    rows = [
        [names[party], *(figure_shown(told.step.figures[place], told.step.unit) for told in columns)]
        for place, party in enumerate(line.sheet.parties)
    ]
    return head, rows


# What a change does


def comparison_page(comparison: Comparison, names: Mapping[str, str], change: str) -> str:
    """Before, after and the difference of each party, in all and for each cost that changes."""
    lines = [*_heading(comparison.before), "", change, ""]
    head = ["", "Before", "After", "Difference"]
    lines += ["All costs", *_table(head, _compared(comparison, None, names))]
    known = {line.terms.id: line.terms.name for year in (comparison.after, comparison.before) for line in year.lines}
    changed = [line for line in comparison.lines if comparison.changes(line)]
    for line in changed if len(comparison.lines) > 1 else []:
        lines += ["", known[line], *_table(head, _compared(comparison, line, names))]
    if not changed:
        lines += ["", "Nobody pays another amount."]
    lines += ["", *_notes(comparison.after, names)]
    return "\n".join(lines).rstrip() + "\n"


def _compared(comparison: Comparison, line: str | None, names: Mapping[str, str]) -> list[list[str]]:
    rows, sums, known = [], [0, 0], True
    for party in comparison.parties:
        amounts = comparison.total(party) if line is None else comparison.of_line(line, party)
        unknown = "" if amounts.known else "open"
        shown = [unknown if cents is None else cents_shown(cents) for cents in (amounts.before, amounts.after)]
        known = known and amounts.known
        rows.append([names[party], *shown, _difference(amounts.difference)])
        sums = [sums[0] + (amounts.before or 0), sums[1] + (amounts.after or 0)]
    totals = [*map(cents_shown, sums), difference_shown(sums[1] - sums[0])] if known else ["open"] * 3
    return [*rows, ["Total", *totals]]


def _difference(cents: int | None) -> str:
    return "open" if cents is None else difference_shown(cents)


# Tables


def _table(head: Sequence[str], rows: Rows, *, total: bool = True) -> Iterator[str]:
    """A table in lines of text, the first column to the left; too wide for a line, it goes on below itself."""
    columns = list(zip(head, *rows, strict=True))
    first, rest = columns[0], columns[1:]
    label = max(map(len, first))
    while rest:
        widths: list[int] = []
        for column in rest:
            width = max(max(map(len, column[1:]), default=0), min(max(map(len, column[0].split()), default=0), 24))
            if widths and label + sum(widths) + 2 * (len(widths) + 1) + width > WIDTH:
                break
            widths.append(width)
        shown, rest = rest[: len(widths)], rest[len(widths) :]
        yield from _part(first, shown, [label, *widths], total=total)
        if rest:
            yield ""


def _part(
    first: Sequence[str], columns: Sequence[Sequence[str]], widths: Sequence[int], *, total: bool
) -> Iterator[str]:
    heads = [textwrap.wrap(column[0], width) or [""] for column, width in zip((first, *columns), widths, strict=True)]
    deep = max(map(len, heads))
    for level in range(deep):
        cells = [[""] * (deep - len(words)) + words for words in heads]
        yield _aligned([words[level] for words in cells], widths)
    yield "  ".join("-" * width for width in widths)
    for place in range(1, len(first)):
        if total and place == len(first) - 1:
            yield "  ".join("-" * width for width in widths)
        yield _aligned([column[place] for column in (first, *columns)], widths)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    left, *others = zip(cells, widths, strict=True)
    return "  ".join([left[0].ljust(left[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
