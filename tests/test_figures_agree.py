"""One figure everywhere: the cents of a party are the same in the draft, the account, the schedule and the workbook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import openpyxl
import pytest

from agreement_builder.answers.adjustment import Cap, Floor, Minimum
from agreement_builder.answers.load import AnswersFile, parse_answers
from agreement_builder.answers.party import short_name
from agreement_builder.answers.payment import PAYMENTS
from agreement_builder.costs.account import YearAccount, account
from agreement_builder.costs.line import LineYear, line_year
from agreement_builder.costs.schedule import schedule
from agreement_builder.costs.shown import cents_shown
from agreement_builder.costs.terms import terms_of
from agreement_builder.document.tree import Block, Chart, Emphasis, Paragraph, Table, Unit, Value
from agreement_builder.document.walk import flat
from agreement_builder.drafting import Draft
from agreement_builder.library.load import load_library
from agreement_builder.writers.costs.data import costs_data
from agreement_builder.writers.text import write_text
from agreement_builder.writers.xlsx.book import write_workbook
from tests.command import call
from tests.costs_random import EVERY, agreement
from tests.costs_samples import random_answers
from tests.samples import DATE, make_draft

SEEDS = range(30)
Cents = Mapping[str, int]


@lru_cache(maxsize=128)
def terms(name: str) -> AnswersFile:
    """The agreement of a seed, or of a method and an adjustment."""
    if name.isdecimal():
        return parse_answers(json.dumps(random_answers(int(name)), indent=1))
    method, _, adjustment = name.partition(" ")
    return agreement(method, adjustment)


@lru_cache(maxsize=128)
def drafted(name: str) -> Draft:
    return make_draft(load_library(), terms(name))


NAMES = [*map(str, SEEDS), *(" ".join(pair) for pair in EVERY)]
every = pytest.mark.parametrize("name", NAMES)


def in_dollars(words: str) -> int:
    """The cents of `$1,250.00`; of `($1,250.00)`, which is owed to a party, below zero."""
    cents = int(Decimal(re.sub(r"[^0-9.]", "", words)).scaleb(2))
    return -cents if words.startswith(("(", "-", "−", "–")) else cents


def cells(table: Table) -> list[list[str]]:
    return [["".join(part.text for part in flat(cell) if hasattr(part, "text")) for cell in row] for row in table.rows]


def exhibits(name: str) -> Iterator[tuple[LineYear, Block]]:
    """Each block of the exhibits on costs, with the cost and fiscal year of which it tells."""
    answers = terms(name).answers
    by_heading = {f"{one.name}.": one for one in terms_of(answers)}
    for exhibit in drafted(name).document.exhibits:
        here = account(answers).lines[0]
        for block in exhibit.blocks:
            match block:
                case Paragraph((Emphasis((Value(text, path),)),)) if path.endswith(".name"):
                    here = line_year(by_heading[text], by_heading[text].first)
            yield here, block


def by_name(name: str, charges: Cents, *, short: bool = False) -> dict[str, int]:
    """The cents of the parties by the name that is printed."""
    parties = {party.id: party for party in terms(name).answers.parties}
    return {short_name(parties[key]) if short else parties[key].name: cents for key, cents in charges.items()}


# The exhibits


@every
def test_the_tables_of_the_exhibits_show_the_cents_of_the_account(name):
    for line, block in exhibits(name):
        if not isinstance(block, Table) or not re.search(r"hares of|^Example of amounts|^Payments of|^Amounts for",
                                                         block.caption):  # fmt: skip
            continue
        rows = {row[0]: row[1:] for row in cells(block)}
        charges = by_name(name, line.charges)
        if block.caption.startswith("Payments of"):
            shown = {party: sum(map(in_dollars, amounts)) for party, amounts in rows.items()}
        elif block.caption.startswith("Amounts for"):
            shown = {party: in_dollars(amounts[0]) for party, amounts in rows.items()}
            if line.terms.adjustments:
                assert "before" in block.caption
                continue
        else:
            shown = {party: in_dollars(amounts[-1]) for party, amounts in rows.items()}
        assert shown.pop("Total") == sum(charges.values())
        assert shown.items() <= charges.items()
        assert not any(cents for party, cents in charges.items() if party not in shown)


@every
def test_the_payments_of_the_exhibit_are_those_of_the_schedule(name):
    frequency = terms(name).answers.funding.payment.frequency
    assert frequency is not None
    for line, block in exhibits(name):
        if not isinstance(block, Table):
            continue
        found = schedule(line, PAYMENTS[frequency])
        if block.caption.startswith("Payments of"):
            assert found is not None
            shown = {row[0]: tuple(map(in_dollars, row[1:])) for row in cells(block)[:-1]}
            paid = {row.party: row.payments for row in found.rows}
            assert shown == by_name(name, paid)  # type: ignore[arg-type]
        if block.caption.startswith("Amounts for") and block.columns[-1].heading == "Payments":
            assert found is not None
            counted = {row[0]: re.findall(r"(\d+) of (\S+?)(?:;|$)", row[-1]) for row in cells(block)[:-1]}
            shown = {party: sum(int(count) * in_dollars(each) for count, each in of_party)
                     for party, of_party in counted.items()}  # fmt: skip
            assert shown == by_name(name, {row.party: row.cents for row in found.rows})


@every
def test_the_last_step_of_a_worked_example_is_what_each_party_pays(name):
    for line, block in exhibits(name):
        if isinstance(block, Table) and block.caption.startswith("Worked example"):
            charges = by_name(name, line.charges, short=True)
            columns = [column.heading for column in block.columns[2:]]
            row = next(row for row in reversed(cells(block)) if line.result is not None and row[2].count("$"))
            assert dict(zip(columns, map(in_dollars, row[2:]), strict=True)).items() <= charges.items()


@every
def test_the_chart_shows_the_cents_of_the_account(name):
    operating, *others = account(terms(name).answers).lines
    lines = {line.terms.name: line for line in others}
    lines |= dict.fromkeys(("Net Cost", "Price of the Service"), operating)
    for _, block in exhibits(name):
        if isinstance(block, Chart) and block.unit is Unit.DOLLARS:
            for series in block.series:
                charges = by_name(name, lines[series.name].charges, short=True)
                drawn = zip(block.categories, series.figures, strict=True)
                assert {party: int(figure * 100) for party, figure in drawn if figure} == {
                    party: cents for party, cents in charges.items() if cents}  # fmt: skip


@every
def test_the_amounts_of_limits_stand_in_the_draft(name):
    text = write_text(drafted(name))
    for line in account(terms(name).answers).lines:
        for rule in line.terms.adjustments:
            if isinstance(rule, Cap | Floor | Minimum) and rule.dollars is not None:
                assert cents_shown(int(rule.dollars * 100)) in text


# Outside the draft


@every
def test_the_data_and_the_schedule_hold_the_cents_of_the_account(name):
    answers = terms(name).answers
    worked = account(answers)
    data = json.loads(json.dumps(costs_data(answers, worked)))
    for line, told in zip(worked.lines, data["costs"], strict=True):
        assert told["charges_cents"] == dict(line.charges)
        found = schedule(line, 4)
        assert {row.party: row.cents for row in found.rows} == dict(line.charges) if found else line.open
    assert {party["id"]: party["paid_cents"] for party in data["parties"]} == worked.paid
    if payments := data["payments_of_operating_cost"]:
        assert {party: sum(each) for party, each in payments.items()} == dict(worked.lines[0].charges)


@pytest.mark.parametrize("name", NAMES[::10])
def test_the_command_tells_the_cents_of_the_account(name, tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(json.dumps(terms(name).yaml.value, default=str))
    (told,) = call("costs", path, "--json").json["years"]
    worked = account(terms(name).answers)
    assert [one["charges_cents"] for one in told["costs"]] == [dict(line.charges) for line in worked.lines]


def columns_of(content: bytes, worked: YearAccount, names: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The figures of the first sheet, as they were saved: by the head of the column, the cents by party."""
    rows = list(openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets[0].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Party")
    found: dict[str, dict[str, int]] = {}
    for row, party in zip(rows[head + 1 :], worked.parties, strict=False):
        assert row[0] == names[party]
        for label, figure in zip(rows[head][1:], row[1:], strict=True):
            if label is not None and figure is not None:
                found.setdefault(str(label), {})[party] = round(float(str(figure)) * 100)
    return found


@every
def test_the_workbook_holds_the_cents_of_the_account(name):
    answers = terms(name).answers
    worked = account(answers)
    names = {party.id: short_name(party) for party in answers.parties}
    found = columns_of(write_workbook(answers, [worked], DATE), worked, names)
    for line in worked.lines:
        if line.charges:
            round_sum = ", of a round sum (not in the total)" if line.illustrated else ""
            assert found[f"{line.terms.name}{round_sum}"] == dict(line.charges)
    assert found["Total"] == dict(worked.paid)
    payments = schedule(worked.lines[0], 4)
    for number in range(4):
        if payments and f"Operating cost, payment {number + 1}" in found:
            of_number = {row.party: row.payments[number] for row in payments.rows}
            assert found[f"Operating cost, payment {number + 1}"] == of_number
