"""Texts that loop over lists of answers, and names of parties from their keys."""

from __future__ import annotations

import pytest

from agreement_builder.document.tree import Blank
from agreement_builder.document.walk import block_runs
from tests.test_fill import blocks, refused, words

VAN = {"rule": "lent", "what": "a van", "owner": "andover", "receiver": "bolton"}
LOOP = "{{% for thing in management.things %}}\n1. {}\n\n{{% endfor %}}\n"


def things(*members: dict[str, object]) -> dict[str, object]:
    return {"management.things": list(members)}


def test_a_loop_over_a_list_prints_each_member():
    text = LOOP.format('{{ thing.what }} of {{ thing.owner | party }}{% if thing.rule == "sold" %}, sold{% endif %}')
    sold = {**VAN, "rule": "sold", "what": "a truck"}
    assert words(text, things(VAN, sold)) == ["a van of the Town of Andover", "a truck of the Town of Andover, sold"]


def test_what_only_another_rule_asks_is_left_alone_by_its_if():
    text = LOOP.format('{% if thing.rule == "sold" %}{{ thing.amount | dollars }}{% else %}free{% endif %}')
    assert words(text, things(VAN)) == ["free"]


def test_an_open_answer_of_a_member_is_a_blank_that_names_its_place():
    text = LOOP.format("{{ thing.owner | party }} gets {{ thing.amount | dollars }}")
    sold = {"rule": "sold", "what": "a truck", "owner": {"open": None}, "amount": {"open": None}}
    found = [inline for run in block_runs(blocks(text, things(sold))) for inline in run if isinstance(inline, Blank)]
    assert [blank.path for blank in found] == ["management.things[1].owner", "management.things[1].amount"]
    assert all(blank.label.endswith("Things that pass between parties 1") for blank in found)


def test_a_list_within_a_list_is_read_by_its_own_names():
    text = (
        "{% for report in management.reports %}\n1. {{ report.name }}: {% for line in report.content %}{{ line }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}\n\n{% endfor %}\n"
    )
    report = {"name": "a report", "content": ["cases", "hours"]}
    assert words(text, {"management.reports": [report]}) == ["a report: cases, hours"]


@pytest.mark.parametrize("inner", ["{{ thing.wath }}", "{{ thing.what.upper }}", "{{ thing._model }}"])
def test_a_name_that_no_member_has_is_refused(inner):
    (finding,) = refused(LOOP.format(inner))
    assert finding.rule in ("clause-fact", "clause-forbidden")
