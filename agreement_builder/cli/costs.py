"""`costs`: who pays what in a fiscal year, how each figure came about, and what a change would do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import ANSWERS, CLEAN
from agreement_builder.cli.report import print_findings, print_json

if TYPE_CHECKING:
    from agreement_builder.answers.load import AnswersFile
    from agreement_builder.costs.account import YearAccount
    from agreement_builder.costs.compare import Comparison
    from agreement_builder.costs.whatif import Change
    from agreement_builder.errors import Finding

YEAR_HELP = """The fiscal year: 2027 or 2027-28 begins on July 1, 2027, and so does FY2028, named for the year in which
it ends. 2027..2031 is a range, all is every year that the terms speak of. The first fiscal year if not given."""


@click.command()
@options.ANSWERS
@click.option("--year", metavar="FY", help=YEAR_HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A workbook (.xlsx) to write, with formulas.")
@click.option("--force", is_flag=True, help="Overwrite a workbook that was edited since.")
@click.option(
    "--what-if",
    "what_if",
    multiple=True,
    metavar="PATH=VALUE",
    help="Show what a change would do, such as funding.first_budget=210000; may be repeated.",
)
@click.option("--without", metavar="PARTY", help="Show what would change if this party (by its key) took no part.")
@options.SETTINGS
@options.DATE
@options.JSON
def command(
    answers: Path,
    year: str | None,
    output: Path | None,
    force: bool,
    what_if: tuple[str, ...],
    without: str | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    as_json: bool,
) -> int:
    """Tell who pays what by ANSWERS, for each cost, and how each figure came about.

    With --what-if or --without, tell what each party would pay before and after that change, and the difference.
    Figures that are open are named; where only the cost is open, a round sum is divided. The exit code is 3 while a
    cost has no amounts because an answer is open. The path of the workbook goes to stderr.
    """
    from agreement_builder.answers.load import load_answers
    from agreement_builder.costs.account import account
    from agreement_builder.costs.whatif import change

    if output is not None:
        _demand_workbook(output, force=force)
    file = load_answers(answers, settings)
    changed = change(file, what_if, without) if what_if or without else None
    years = _years(year, file)
    before = [account(file.answers, one) for one in years]
    after = [account(changed.answers, one) for one in years] if changed is not None else before
    found = _open(file, after)
    _tell(file, before, changed, as_json=as_json)
    print_findings(found)
    if output is not None:
        _write(output, file if changed is None else changed.file, after, date)
    return ANSWERS if found else CLEAN


def _years(text: str | None, file: AnswersFile) -> tuple[int | None, ...]:
    from agreement_builder.costs.fiscal import fiscal_years

    if text is None:
        return (file.answers.funding.first_fiscal_year,)
    try:
        return fiscal_years(text, file.answers)
    except ValueError as fault:
        raise click.BadParameter(str(fault), param_hint="--year") from None


def _tell(file: AnswersFile, before: list[YearAccount], changed: Change | None, *, as_json: bool) -> None:
    from agreement_builder.costs.account import account
    from agreement_builder.costs.compare import Comparison
    from agreement_builder.writers.costs.data import comparison_data, costs_data
    from agreement_builder.writers.costs.page import comparison_page, costs_page, party_names

    if changed is None:
        if as_json:
            print_json({"file": file.file, "years": [costs_data(file.answers, one) for one in before]})
        else:
            click.echo("\n\n".join(costs_page(file.answers, one) for one in before), nl=False)
        return
    compared: list[Comparison] = [Comparison(one, account(changed.answers, one.year)) for one in before]
    if as_json:
        told = {"file": file.file, "change": changed.words, "notes": list(changed.notes)}
        print_json({**told, "years": [comparison_data(one) for one in compared]})
        return
    names = {**party_names(changed.answers), **party_names(file.answers)}
    words = "\n".join((changed.words, *changed.notes))
    click.echo("\n\n".join(comparison_page(one, names, words) for one in compared), nl=False)


def _open(file: AnswersFile, accounts: list[YearAccount]) -> list[Finding]:
    """A finding for each answer without which a cost has no amounts."""
    from agreement_builder.errors import error

    names = {path: line.terms.name for one in accounts for line in one.lines for path in line.open}
    found = []
    for path in dict.fromkeys(path for one in accounts for path in one.open):
        note = file.notes.get(path)
        message = f"This answer is open, so there are no amounts yet: {names.get(path, 'a cost')}."
        hint = f"Who will know: {note}." if note else "Answer it, or try a figure with --set."
        found.append(error("cost-open", file.where(path), message, hint))
    return found


def _demand_workbook(output: Path, *, force: bool) -> None:
    from agreement_builder.cli.files import may_write
    from agreement_builder.errors import OutputRefusal, Where, error

    if output.suffix.lower() != ".xlsx":
        message = f"The name does not say that it is a workbook: it ends with {output.suffix or 'no dot and letters'}."
        raise OutputRefusal([error("output-format", Where(str(output)), message, "Name it .xlsx.")])
    may_write(output, force=force)


def _write(output: Path, file: AnswersFile, accounts: list[YearAccount], date: dt.datetime | None) -> None:
    from agreement_builder.wholefile import write_whole
    from agreement_builder.writers.xlsx.book import write_workbook

    write_whole(output, write_workbook(file.answers, accounts, options.day(date)))
    click.echo(str(output.resolve()), err=True)
