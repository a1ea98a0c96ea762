"""Alignment and the comparison of words: nothing is lost, nothing is out of order, and what is marked reads well."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from agreement_builder.redline.align import LIKE, alike, by_key, filled, in_place, steps
from agreement_builder.redline.tokens import NAMESPACE, Token, content_of
from agreement_builder.redline.words import edits

KEYS = st.lists(st.sampled_from("abcdefgh"), max_size=12)
WORDS = st.lists(st.sampled_from(["the", "town", "pays", "shall", "not", " ", ",", "$1,200.50", "2027"]), max_size=20)


@given(KEYS, KEYS)
def test_each_member_of_both_sequences_is_shown_once_and_in_order(old: list[str], new: list[str]) -> None:
    shown = list(steps(list(enumerate(old)), list(enumerate(new)), in_place(by_key(old, new))))
    assert [step.old for step in shown if step.old is not None] == list(enumerate(old))
    assert [step.new for step in shown if step.new is not None] == list(enumerate(new))


@given(KEYS, KEYS)
def test_what_has_the_same_key_stands_once_on_each_side(old: list[str], new: list[str]) -> None:
    pairs = by_key(old, new)
    assert all(old[a] == new[b] for a, b in pairs)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert len(pairs) == sum(min(old.count(key), new.count(key)) for key in set(old))


@given(st.permutations(range(9)))
def test_no_more_members_could_have_stayed_in_place(order: list[int]) -> None:
    fixed = in_place(list(enumerate(order)))
    assert all(a < b for (_, a), (_, b) in pairwise(fixed))
    longest = [1] * len(order)
    for place, value in enumerate(order):
        longest[place] = 1 + max((longest[at] for at in range(place) if order[at] < value), default=0)
    assert len(fixed) == max(longest)


def test_what_went_stands_before_what_came() -> None:
    shown = list(steps("axb", "ayb", [(0, 0), (2, 2)]))
    assert [(step.old, step.new) for step in shown] == [("a", "a"), ("x", None), (None, "y"), ("b", "b")]


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_paragraphs_that_are_paired_by_their_words_are_alike_and_do_not_cross(
    old: list[list[str]], new: list[list[str]]
) -> None:
    pairs = filled(old, new, [], alike)
    assert all(alike(old[a], new[b]) >= LIKE for a, b in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def _tokens(text: str) -> list[Token]:
    root = etree.fromstring(f'<w:p xmlns:w="{NAMESPACE}"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>')
    return content_of(root).cut


def _told(old: str, new: str) -> str:
    """The edits as text: what is struck in [-...-], what is put there in {+...+}."""
    found = []
    for edit in edits(_tokens(old), _tokens(new)):
        before, after = ("".join(token.words for token in tokens) for tokens in (edit.old, edit.new))
        found.append(after if edit.kept else f"[-{before}-]" * bool(before) + f"{{+{after}+}}" * bool(after))
    return "".join(found)


@given(WORDS, WORDS)
def test_the_edits_hold_both_texts_whole(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    found = edits(_tokens(before), _tokens(after))
    assert "".join(token.words for edit in found for token in edit.old) == before
    assert "".join(token.words for edit in found for token in edit.new) == after


def test_equal_texts_have_no_edit() -> None:
    assert all(edit.kept for edit in edits(_tokens("The Town pays."), _tokens("The Town pays.")))


def test_a_sum_is_struck_as_a_whole_and_not_by_its_figures() -> None:
    assert _told("It pays $12,500.00 a year.", "It pays $12,750.00 a year.") == (
        "It pays [-$12,500.00-]{+$12,750.00+} a year."
    )


def test_a_space_between_two_changed_words_does_not_part_the_change() -> None:
    assert _told("after twelve (12) months", "after eighteen (18) months") == (
        "after [-twelve (12)-]{+eighteen (18)+} months"
    )


def test_a_text_of_which_little_is_left_is_written_anew() -> None:
    old, new = "The Board reviews the budget of the year.", "Any Principal may ask the head of a Party for reports."
    assert _told(old, new) == f"[-{old}-]{{+{new}+}}"
