"""The table of shares while costs are asked: what `costs` says once all is answered, and never an error before."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement_builder.answers.load import parse_answers
from agreement_builder.costs.account import costs_of
from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.needs import unsound
from agreement_builder.interview.shares import (
    HEAD,
    MOST_ROWS,
    PartySeen,
    SharesSeen,
    moved,
    shares_table,
    shown_rows,
    title,
)
from agreement_builder.yamltext import read_yaml
from tests import drafts
from tests.costs_random import random_agreement
from tests.samples import answers_data, measure
from tests.terms_random import every_term

CENSUS = {"bolton": 4858, "andover": 3151, "ashford": 4191, "willington": 5566}


def raw_of(data: object) -> dict[str, Any]:
    """Data as it is read from a file."""
    value = read_yaml(json.dumps(data, default=str), "answers", AnswersRefusal).value
    assert isinstance(value, dict)
    return value


def towns(shares: dict[str, object], parties: int = 4, **funding: object) -> dict[str, Any]:
    """Answers of towns under Bolton so far; of the money only what is given."""
    data = answers_data(parties=parties)
    return raw_of({**data, "funding": {"shares": shares, **funding}})


def cents(seen: SharesSeen | None) -> dict[str, int | None]:
    assert seen is not None
    return {row.party: row.cents for row in seen.rows}


def places(data: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*here, key)
        yield from places(data[key], (*here, key))


# What is whole


def agrees(data: dict[str, Any]) -> None:
    """Whole answers are seen as `costs` tells them, to the cent."""
    file = parse_answers(json.dumps(data, default=str))
    line = costs_of(file).lines[0]
    seen = shares_table(raw_of(data))
    assert line.terms.id == "operating"
    if line.open or line.terms.shares is None or line.terms.shares.method == "own":
        assert seen is None or seen.missing
        return
    assert cents(seen) == dict(line.charges)
    assert seen is not None
    assert (seen.cost, seen.round_sum, seen.missing, seen.supposed) == (line.cost, line.illustrated, (), ())
    if line.shares is not None:
        assert [row.share for row in seen.rows] == list(line.shares.figures)


@pytest.mark.parametrize("name", drafts.EXAMPLES)
def test_every_example_is_seen_as_costs_tells_it(name: str) -> None:
    text = drafts.EXAMPLES[name].read_text(encoding="utf-8")
    raw, line = read_yaml(text, name, AnswersRefusal).value, costs_of(parse_answers(text)).lines[0]
    assert isinstance(raw, dict)
    seen = shares_table(raw)
    assert seen is None or seen.missing or cents(seen) == dict(line.charges)


@settings(max_examples=150)
@given(st.integers(0, 2**40))
def test_whole_answers_are_seen_as_costs_tells_them(seed: int) -> None:
    agrees(every_term(seed))


@settings(max_examples=60)
@given(st.integers(0, 2**40))
def test_whole_terms_of_money_are_seen_as_costs_tells_them(seed: int) -> None:
    value = random_agreement(seed).yaml.value
    agrees(json.loads(json.dumps(value, default=str)))


@settings(max_examples=150)
@given(st.integers(0, 2**40), st.data())
def test_without_some_of_the_answers_it_never_fails_and_shows_no_figure_of_who_gave_none(
    seed: int, data: st.DataObject
) -> None:
    raw = raw_of(every_term(seed))
    found = [place for place in places(raw) if place[0] in ("funding", "parties", "management", "term")]
    for _ in range(data.draw(st.integers(1, 3))):
        *walk, last = data.draw(st.sampled_from(found))
        target: Any = raw
        for step in walk:
            target = target[step] if isinstance(target, list) and step < len(target) else _at(target, step)
        if isinstance(target, dict):
            target.pop(last, None)
    if unsound(raw):
        return
    seen = shares_table(raw)
    if seen is None:
        return
    shown = [row for row in seen.rows if row.cents is not None]
    assert len(shown) >= (1 if seen.priced else 2)
    values = raw["funding"]["shares"].get("measure", {}).get("values")
    if values:
        assert {row.party for row in shown} <= set(values)
    for width in (20, 40, 80):
        assert moved(None, seen, width)


def _at(target: Any, step: Any) -> Any:
    return target.get(step) if isinstance(target, dict) else None


# What is not whole


def test_before_two_parties_have_figures_nothing_is_seen() -> None:
    figures: dict[str, object] = {}
    seen = []
    for party, figure in CENSUS.items():
        figures[party] = figure
        seen.append(shares_table(towns({"method": "measure", "measure": measure(figures)})))
    assert [table is None for table in seen] == [True, False, False, False]
    assert [table.missing for table in seen if table] == [("Ashford", "Willington"), ("Willington",), ()]
    assert cents(seen[1]) == {"bolton": 6065676, "andover": 3934324, "ashford": None, "willington": None}


@pytest.mark.parametrize(
    "shares",
    [{}, {"method": "own"}, {"method": "rate"}, {"method": "hourly"}, {"method": "measure", "measure": {"of": "calls"}},
     {"method": "charges", "prices": [{"item": "Use"}]}, {"method": "amounts", "amounts": {}},
     {"method": "measure", "measure": measure({"bolton": 0, "andover": 0})}],
)  # fmt: skip
def test_where_a_figure_would_have_to_be_made_up_nothing_is_seen(shares: dict[str, object]) -> None:
    assert shares_table(towns(shares)) is None


def test_before_two_parties_have_names_nothing_is_seen() -> None:
    raw = towns({"method": "equal"})
    assert shares_table(raw) is not None
    assert shares_table({**raw, "parties": raw["parties"][:1]}) is None
    assert shares_table({"funding": raw["funding"]}) is None
    assert shares_table({}) is None


def test_percentages_are_seen_as_they_are_given_and_what_is_left_is_nobodys_yet() -> None:
    seen = shares_table(towns({"method": "fixed", "percents": {"bolton": 40, "andover": "27.5"}}))
    assert cents(seen) == {"bolton": 4000000, "andover": 2750000, "ashford": None, "willington": None}


def test_amounts_are_seen_one_by_one() -> None:
    seen = shares_table(towns({"method": "amounts", "amounts": {"andover": 75000}}))
    assert cents(seen) == {"andover": 7500000, "ashford": None, "willington": None}
    assert seen is not None
    assert seen.priced


def test_a_blend_that_has_one_part_says_what_becomes_of_the_rest() -> None:
    parts = [{"weight": 60, "measure": measure(CENSUS)}]
    seen = shares_table(towns({"method": "blend", "parts": parts}, first_budget=200000))
    assert seen is not None
    assert seen.supposed == ("funding.shares.parts[2].weight",)
    assert "shared equally until the other parts are given" in moved(None, seen)[-1]
    assert sum(row.cents or 0 for row in seen.rows) == seen.cost == 20_000_000


@pytest.mark.parametrize(
    "unfinished",
    [{"rule": "cap", "party": "bolton"}, {"rule": "credit"}, {"rule": "phase_in", "before": {"method": "alternating"}}],
)
def test_an_adjustment_counts_when_it_is_finished(unfinished: dict[str, object]) -> None:
    whole = {"rule": "cap", "party": "bolton", "percent": 10}
    seen = shares_table(towns({"method": "equal"}, adjustments=[unfinished, whole, None]))
    assert cents(seen) == {"bolton": 1_000_000, **dict.fromkeys(("andover", "ashford", "willington"), 3_000_000)}


def test_what_else_is_unfinished_does_not_matter() -> None:
    raw = towns({"method": "equal"})
    for group in ("service", "governance", "term", "leaving", "risk"):
        raw[group] = {}
    assert cents(shares_table(raw)) == dict.fromkeys(CENSUS, 2_500_000)


def test_the_answers_are_left_as_they_are() -> None:
    raw = towns({"method": "measure", "measure": measure({"bolton": 1, "andover": 2})})
    before = copy.deepcopy(raw)
    shares_table(raw)
    assert raw == before


# How it moves


def seen_with(cost: int | None, values: dict[str, int] = CENSUS) -> SharesSeen:
    more = {} if cost is None else {"first_budget": cost}
    found = shares_table(towns({"method": "measure", "measure": measure(values)}, **more))
    assert found is not None
    return found


def test_the_table_reads_well_and_shows_what_changes() -> None:
    lines = moved(seen_with(None), seen_with(185000), 80)
    assert "\n".join(lines) == (
        "What each party pays of the $185,000.00 of the first fiscal year:\n"
        "Party        Share        Pays       Change\n"
        "Bolton      27.34%  $50,587.08  +$23,242.71\n"
        "Andover     17.74%  $32,811.83  +$15,075.71\n"
        "Ashford     23.59%  $43,641.51  +$20,051.51\n"
        "Willington  31.33%  $57,959.58  +$26,630.07"
    )


def test_on_a_narrow_screen_a_party_takes_two_lines() -> None:
    lines = moved(seen_with(None), seen_with(185000), 40)
    assert lines[2:4] == ("Bolton", "  27.34%  $50,587.08  +$23,242.71")
    assert max(map(len, lines)) <= 40


def test_what_is_missing_is_said() -> None:
    lines = moved(None, seen_with(None, {"bolton": 4858, "andover": 3151}))
    assert lines[0] == "What each party pays of every $100,000.00, as the cost is not known yet:"
    assert lines[-1] == "Counted as zero until given: Ashford, Willington."
    assert lines[4].split() == ["Ashford", "no", "figure", "yet"]


def test_what_does_not_move_has_no_change() -> None:
    assert [row[3] for row in shown_rows(seen_with(185000), seen_with(185000))] == [""] * 4
    assert "Change" not in "\n".join(moved(seen_with(185000), seen_with(185000)))


def many(count: int, cost: int) -> SharesSeen:
    rows = tuple(PartySeen(f"p{n}", f"Place {n}", Fraction(1, count), cost + n) for n in range(count))
    return SharesSeen(rows, cost * count)


def test_of_many_parties_the_largest_are_shown_and_the_others_added_up() -> None:
    rows = shown_rows(many(42, 100), many(42, 300))
    assert len(rows) == MOST_ROWS
    assert rows[0] == ("Place 41", "2.38%", "$3.41", "+$2.00")
    assert rows[-1] == ("and 31 others", "73.81%", "$97.65", "+$62.00")
    assert len(shown_rows(None, many(MOST_ROWS, 1))) == MOST_ROWS
    assert len(HEAD) == len(rows[0])


def test_a_price_has_no_shares() -> None:
    seen = shares_table(towns({"method": "amounts", "amounts": {"andover": 75000, "ashford": 1, "willington": 2}}))
    assert seen is not None
    assert title(seen) == "What each party pays in the first fiscal year, $75,003.00 in all:"
    assert "%" not in "\n".join(moved(None, seen))
