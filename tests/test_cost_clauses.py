"""The clauses of each cost and each adjustment: every alternative composed, and read as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import options_at
from agreement_builder.checks.run import check
from agreement_builder.drafting import Draft
from agreement_builder.errors import Severity
from agreement_builder.library.load import load_library
from agreement_builder.writers.text import write_text
from tests.casts import shares_of
from tests.samples import TOWNS, make_answers, make_draft

LIBRARY = load_library()
KEYS = list(TOWNS)
EQUAL = {"method": "equal"}
FIXED = {"method": "fixed", "percents": {"bolton": 40, "andover": 20, "ashford": 20, "willington": 20}}

ADJUSTMENTS: dict[str, dict[str, object]] = {
    "floor-percent": {"rule": "floor", "party": "andover", "percent": 10},
    "floor-dollars": {"rule": "floor", "dollars": 100},
    "cap-percent": {"rule": "cap", "percent": 60},
    "cap-dollars": {"rule": "cap", "party": "andover", "dollars": 90000, "excess": "provider"},
    "cap-growth": {"rule": "cap", "growth": 5},
    "threshold-share": {"rule": "threshold", "watches": "share", "above": 70, "then": EQUAL},
    "threshold-cost": {"rule": "threshold", "watches": "cost", "above": 100000, "then": FIXED},
    "threshold-excess": {"rule": "threshold", "watches": "cost", "above": 1000, "then": EQUAL, "excess_only": True},
    "phase-in": {"rule": "phase_in", "before": EQUAL, "percents": [25, 50, 75]},
    "credit": {"rule": "credit", "party": "ashford", "dollars": 500, "reason": "the use of its garage"},
    "escalator-percent": {"rule": "escalator", "percent": 2.5},
    "escalator-index": {"rule": "escalator", "index": "the Index", "percent": 1, "least": 0, "most": 3},
    "minimum": {"rule": "minimum", "dollars": 1500},
    "lesser-of": {"rule": "lesser_of", "other": EQUAL},
    "rounding-shares": {"rule": "rounding", "of": "shares", "places": 1},
    "rounding-amounts": {"rule": "rounding", "of": "amounts", "to": 100},
}
"""An adjustment for each alternative of the topic cost-adjustment, by its name."""


def line(method: str, **more: object) -> dict[str, object]:
    return {
        "id": "boat", "name": "The Rescue Boat", "covers": "a rescue boat", "nature": "operating",
        "shares": shares_of(method, KEYS), "cost": 20000,
    } | more  # fmt: skip


def drafted(**overrides: object) -> Draft:
    return make_draft(LIBRARY, make_answers({path.replace("__", "."): v for path, v in overrides.items()}, parties=4))


def errors(draft: Draft) -> list[str]:
    return [str(f) for f in check(draft) if f.severity is Severity.ERROR]


def chosen(draft: Draft, topic: str) -> list[str]:
    return [c.clause.id for c in draft.composition.chosen if c.slot.topic == topic and c.clause is not None]


def lines() -> Iterator[tuple[str, dict[str, object]]]:
    for method, _ in options_at(Answers, "funding.shares"):
        yield method, line(method)
    yield "stepped, for the whole term", line("stepped", shares={
        "method": "stepped", "amounts": {key: dict.fromkeys(range(2027, 2032), 100) for key in KEYS[1:]}})  # fmt: skip
    yield "hourly, in blocks", line("hourly", shares=shares_of("hourly", KEYS) | {"block": 20, "carried_over": True})
    yield "in kind, unpaid", line("in_kind", shares={"method": "in_kind", "hours": 120})
    yield "rent", line("amounts", nature="rent", parties=["bolton"], paid_to="andover",
                       shares={"method": "amounts", "amounts": {"bolton": 900}})  # fmt: skip
    for name, adjustment in ADJUSTMENTS.items():
        yield name, line("charges" if name == "minimum" else "measure", adjustments=[adjustment])


LINES = dict(lines())


@pytest.mark.parametrize("name", LINES)
def test_a_cost_of_its_own_is_a_section_without_a_fault(name):
    draft = drafted(funding__lines=[LINES[name]])
    assert errors(draft) == []
    assert chosen(draft, "cost-line")
    assert chosen(draft, "cost-method")
    text = write_text(draft)
    assert "  The Rescue Boat" in text
    assert "the text depends on" not in text


def test_every_alternative_of_the_topics_of_costs_is_among_them():
    used = {one for row in LINES.values() for topic in ("cost-line", "cost-method", "cost-adjustment")
            for one in chosen(drafted(funding__lines=[row]), topic)}  # fmt: skip
    known = {c.id for topic in ("cost-line", "cost-method", "cost-adjustment") for c in LIBRARY.topics[topic]}
    assert used == known


def entity() -> Draft:
    return drafted(
        management__model="separate_entity", choices={"entity": "municipal_district"},
        management__lead=None, management__staff=None, management__equipment=None, funding__lines=[line("equal")],
    )  # fmt: skip


def test_a_cost_of_a_separate_body_is_paid_to_that_body():
    assert "shall pay the Municipal District its part" in " ".join(write_text(entity()).split())


def test_whoever_bears_the_excess_of_a_cap_is_not_limited_by_it():
    cap = {"rule": "cap", "percent": 20, "excess": "provider"}
    assert "Each Recipient Party pays at most 20%" in write_text(drafted(funding__adjustments=[cap]))


def test_the_order_of_adjustments_is_said_where_there_are_several():
    several = [ADJUSTMENTS["cap-percent"], ADJUSTMENTS["phase-in"]]
    assert "apply in this order" not in write_text(drafted(funding__adjustments=several[:1]))
    for funding in ({"funding__adjustments": several}, {"funding__lines": [line("measure", adjustments=several)]}):
        assert "apply in this order" in " ".join(write_text(drafted(**funding)).split())


@pytest.mark.parametrize("name", [name for name in ADJUSTMENTS if name != "minimum"])
def test_the_operating_cost_has_its_adjustments_in_a_section(name):
    draft = drafted(funding__adjustments=[ADJUSTMENTS[name]])
    assert errors(draft) == []
    assert chosen(draft, "cost-adjustment") == [f"cost-adjustment/{name}"]
    assert "  Adjustments\n" in write_text(draft)


def test_the_service_of_a_cost_and_the_day_of_new_figures_are_printed():
    measure = {"of": "calls", "source": "Records", "values": dict.fromkeys(KEYS, 5), "renewed_on": "12-01"}
    row = line("measure", service="animal control", shares={"method": "measure", "measure": measure})
    text = " ".join(write_text(drafted(funding__lines=[row])).split())
    assert "the cost of a rescue boat, as part of animal control, which arises" in text
    assert "after they are published, if they are published by December 1." in text


def test_without_adjustments_and_other_costs_there_is_no_such_section():
    text = write_text(drafted())
    assert "  Adjustments\n" not in text
    assert "OTHER COSTS" not in text


def test_adjustments_stand_in_the_order_of_the_answers():
    two = [ADJUSTMENTS["phase-in"], ADJUSTMENTS["cap-percent"]]
    assert chosen(drafted(funding__adjustments=two), "cost-adjustment") == [
        "cost-adjustment/phase-in", "cost-adjustment/cap-percent",
    ]  # fmt: skip
