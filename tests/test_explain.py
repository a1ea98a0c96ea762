"""Every rule that a finding may name is explained, and nothing else is."""

import re

import pytest

from agreement_builder.checks.run import CHECKS
from agreement_builder.errors import LibraryRefusal
from agreement_builder.explanations import READING, explain, explanations
from tests import sources

USED = {rule for module in sources.MODULES for rule in sources.rules(module)}


def test_every_rule_of_the_source_is_explained() -> None:
    assert USED - set(explanations()) == set()


def test_every_explained_rule_occurs_in_the_source() -> None:
    assert set(explanations()) - USED == set()


def test_no_rule_is_explained_twice() -> None:
    rules = [rule for group in READING for rule in group] + [rule for check in CHECKS for rule in check.rules]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("rule", sorted(USED))
def test_a_rule_is_a_few_small_words_joined_by_hyphens(rule: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)


@pytest.mark.parametrize("rule", sorted(explanations()))
def test_an_explanation_says_in_one_line_what_is_wrong_and_then_why(rule: str) -> None:
    summary, *rest = explain(rule).splitlines()
    assert len(summary) <= 120
    assert summary.endswith(".")
    assert " ".join(rest).strip() or len(summary.split(". ")) > 1
    assert max(map(len, explain(rule).splitlines())) <= 120


def test_an_unknown_rule_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(LibraryRefusal, match="blank-opne") as caught:
        explain("blank-opne")
    assert caught.value.findings[0].hint == 'Did you mean "blank-open"?'
