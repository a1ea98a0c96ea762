"""Conditions: a small grammar, three truth values, and the facts that were read."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.answers.facts import Facts, Reading, Unanswered
from agreement_builder.library.condition import Atom, ConditionFault, parse_condition
from tests.samples import GONE, make_answers

VALUES = {"yes": True, "no": False, "n": 3, "d": Decimal("2.5"), "word": "credited", "none_of": (), "some": ("x",)}


def lookup(path: str) -> object:
    if path.startswith("open"):
        return Unanswered(path, "Label")
    return VALUES[path.removeprefix("group.")]


def truth(text: str) -> bool | None:
    return parse_condition(text).evaluate(lookup)


def of_answers(text: str, overrides: dict[str, object] | None = None) -> bool | None:
    facts, reading = Facts(make_answers(overrides).answers), Reading()
    names = facts.names(reading)
    return parse_condition(text).evaluate(lambda path: facts.value(path, names, reading))


# Grammar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("no", False),
        ("group.yes", True),
        ("not no", True),
        ("not not yes", True),
        ("(yes)", True),
        ("yes and not no", True),
        ("no or yes and no", False),
        ("(no or yes) and yes", True),
        ('word == "credited"', True),
        ('word != "credited"', False),
        ("word == 'kept'", False),
        ('word in ["kept", "credited"]', True),
        ('word not in ["kept"]', True),
        ("word in []", False),
        ("n == 3", True),
        ("n < 3", False),
        ("n <= 3", True),
        ("n > 2.5", True),
        ("n >= 4", False),
        ("d == 2.5", True),
        ("yes == true", True),
        ("no == False", True),
        ("some", True),
        ("none_of", False),
        ("n", True),
        ("  yes  ", True),
    ],
)
def test_the_grammar_says(text, value):
    assert truth(text) is value


REFUSED = [
    "", "a b", "a;b", "a\nb", "a ==", "== a", "a = b", "*a", "yield a", "a\x00", "(" * 3000 + "a" + ")" * 3000,
    "a()", "a.b()", "__import__('os')", "a(1)", "a.b(c=1)",
    "_a", "a._b", "a.__class__", "a.b.__class__.__mro__", 'a.__class__ == "x"',
    "a + 1", "a == 1 + 1", "a == 10**9", "a == -1", "'a' * 10**9", "-a", "~a", "a % 2", "a | b",
    "lambda: a", "(x := a)", 'f"{a}"', 'a == f"x"', "a if b else c", "[x for x in a]", "{a}", "{a: 1}", "(a, b)",
    "a[0]", "a[0:1]", 'a["x"]', "[a]", "await a", "a is b", "a is None", "a == None", "a == null", "a == b",
    '"x" == a', "1 < a < 3", "a == 1j", 'a == b"x"', "...", '"x"', "1", 'a in "abc"', 'a in ("x", "y")', "a in b",
    'a == ["x"]', 'a != ["x"]', "a in 3",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:30]))
def test_anything_else_is_refused(text):
    with pytest.raises(ConditionFault) as caught:
        parse_condition(text)
    assert len(str(caught.value)) > 10


def test_a_condition_that_nobody_could_follow_is_refused():
    with pytest.raises(ConditionFault, match="too long"):
        parse_condition(" and ".join(["a"] * 200))


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_refused(text):
    with suppress(ConditionFault):
        assert parse_condition(text).facts()


# Three truth values

ROWS = [
    ("yes", "yes", True, True), ("yes", "no", False, True), ("yes", "open", None, True),
    ("no", "yes", False, True), ("no", "no", False, False), ("no", "open", False, None),
    ("open", "yes", None, True), ("open", "no", False, None), ("open", "open", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "both", "either"), ROWS)
def test_the_truth_table_has_three_values(left, right, both, either):
    assert truth(f"{left} and {right}") is both
    assert truth(f"{left} or {right}") is either
    negated = {True: False, False: True, None: None}
    assert truth(f"not ({left} and {right})") is negated[both]
    assert truth(f"not ({left} or {right})") is negated[either]


@pytest.mark.parametrize("text", ["open", "not open", 'open == "x"', 'open != "x"', "open < 3", 'open in ["x"]'])
def test_an_unanswered_fact_leaves_the_condition_undecided(text):
    assert truth(text) is None


@pytest.mark.parametrize("text", ["word < 3", 'n > "x"', "some <= 3"])
def test_values_that_cannot_be_compared_do_not_hold(text):
    assert truth(text) is False


# What was read


def test_the_facts_of_a_condition_are_told_in_order_and_once():
    condition = parse_condition('b.c == "x" and (not a or b.c in ["y"]) and c.d.e > 3')
    assert condition.facts() == ("b.c", "a", "c.d.e")


def test_every_word_that_a_fact_is_compared_with_is_told():
    condition = parse_condition('a == "x" or not (b.c in ["y", "z"] and n > 3) and d')
    assert sorted(condition.comparisons()) == [("a", "x"), ("b.c", "y"), ("b.c", "z")]


def test_the_reading_stops_where_the_rest_cannot_matter():
    facts, reading = Facts(make_answers().answers), Reading()
    names = facts.names(reading)
    condition = parse_condition('management.model == "mutual_assistance" and risk.liability == "each_own"')
    assert condition.evaluate(lambda path: facts.value(path, names, reading)) is False
    assert reading.facts == {"management.model": "lead_agency"}


# Facts of real answers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count == 2", True),
        ('jurisdiction == "CT"', True),
        ('lead.short == "Bolton"', True),
        ('lead.the_name == "the Town of Bolton"', True),
        ("municipalities == 2", True),
        ("funding.first_budget > 99999.99", True),
        ('funding.shares.method == "equal"', True),
        ('funding.shares.measure.of == "population"', False),
    ],
)
def test_facts_come_from_the_answers(text, value):
    assert of_answers(text) is value


def test_what_hangs_on_an_open_answer_is_open():
    assert of_answers('funding.shares.method == "equal"', {"funding.shares": GONE}) is None
    without = {"management.lead": GONE}
    assert of_answers('lead.short == "Bolton"', without) is None


def test_a_fact_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        of_answers('funding.fee == "x"')


# What decided, and what would have to be otherwise

ATOMS = ["yes", "no", "open", "n == 3", "n > 3", 'word in ["kept"]', 'word != "kept"']
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: "({}) {} ({})".format(*parts)),
    ),
    max_leaves=8,
)


def holds(atom: Atom) -> bool:
    """Whether the fact is as the condition wants it."""
    right = f'"{atom.value}"' if isinstance(atom.value, str) else str(atom.value).replace("'", '"')
    text = f"{atom.path} {atom.sign} {right}" if atom.sign else atom.path
    return truth(text) is atom.holds


@given(CONDITIONS)
def test_what_decided_holds_and_stands_only_where_the_condition_does(text):
    found = parse_condition(text).deciding(lookup)
    assert all(holds(atom) for atom in found)
    assert bool(found) is (truth(text) is True)


@given(CONDITIONS)
def test_what_would_have_to_be_otherwise_does_not_hold_and_is_nothing_where_the_condition_holds(text):
    ways = parse_condition(text).unmet(lookup)
    assert (ways == ((),)) is (truth(text) is True)
    assert not [atom for way in ways for atom in way if holds(atom)]


def test_of_several_ways_in_which_a_condition_holds_the_first_decides():
    found = parse_condition('no or (yes and word == "credited") or n == 3').deciding(lookup)
    assert [atom.path for atom in found] == ["yes", "word"]


def test_each_way_in_which_a_condition_would_hold_names_only_what_is_missing():
    ways = parse_condition('(no or n > 3) and yes and word == "kept"').unmet(lookup)
    assert [[atom.path for atom in way] for way in ways] == [["no", "word"], ["n", "word"]]


def test_many_ways_are_cut_to_the_shortest_of_each_part():
    text = " and ".join(["(no or n > 3)"] * 5)
    assert len(parse_condition(text).unmet(lookup)) == 1
