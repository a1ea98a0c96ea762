"""Numbers: how Word writes them, and how the labels of sections, items and exhibits follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.document.numbering import FORMATS, Level, Scheme, letters, roman

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
ROMAN_ARTICLES = Scheme(
    levels=(
        Level("upperRoman", "ARTICLE %1"),
        Level("decimal", "%1.%2", legal=True),
        Level("lowerLetter", "(%3)"),
        Level("lowerRoman", "(%4)"),
    )
)


def value_of(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-a if b > a else a for a, b in zip(values, [*values[1:], 0], strict=True))


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "i"),
        (4, "iv"),
        (9, "ix"),
        (14, "xiv"),
        (40, "xl"),
        (49, "xlix"),
        (90, "xc"),
        (400, "cd"),
        (1987, "mcmlxxxvii"),
    ],
)
def test_roman_numerals_are_those_of_rome(number, numeral):
    assert roman(number) == numeral


@given(st.integers(1, 3999))
def test_a_roman_numeral_has_its_value_and_no_letter_four_times(number):
    numeral = roman(number)
    assert value_of(numeral) == number
    assert not any(letter * 4 in numeral for letter in "ivxlcd")


@pytest.mark.parametrize(("number", "written"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa")])
def test_word_repeats_the_letter_after_z(number, written):
    assert letters(number) == written


@given(st.sampled_from(sorted(FORMATS)), st.integers(1, 300), st.integers(1, 300))
def test_different_numbers_are_written_differently(name, one, other):
    assert (FORMATS[name](one) == FORMATS[name](other)) is (one == other)


@pytest.mark.parametrize(
    ("number", "own", "full"),
    [
        ((7,), "Article 7", "Article 7"),
        ((7, 2), "Section 7.2", "Section 7.2"),
        ((7, 2, 2), "(b)", "Section 7.2(b)"),
        ((7, 2, 2, 4), "(iv)", "Section 7.2(b)(iv)"),
        ((12, 10, 27), "(aa)", "Section 12.10(aa)"),
    ],
)
def test_the_shipped_scheme_labels_articles_sections_and_items(number, own, full):
    assert (Scheme().own(number), Scheme().full(number)) == (own, full)


@pytest.mark.parametrize(
    ("number", "own", "full"),
    [
        ((4,), "ARTICLE IV", "ARTICLE IV"),
        ((4, 2), "4.2", "4.2"),
        ((4, 2, 1), "(a)", "4.2(a)"),
        ((4, 2, 1, 9), "(ix)", "4.2(a)(ix)"),
    ],
)
def test_a_legal_level_shows_inherited_numbers_in_figures(number, own, full):
    assert (ROMAN_ARTICLES.own(number), ROMAN_ARTICLES.full(number)) == (own, full)


def test_without_a_legal_level_inherited_numbers_keep_their_format():
    scheme = Scheme(levels=(Level("upperRoman", "ARTICLE %1"), Level("lowerLetter", "%1-%2")))
    assert scheme.own((4, 2)) == "IV-b"


def test_a_legal_level_keeps_the_format_of_its_own_number():
    scheme = Scheme(levels=(Level("upperRoman", "%1"), Level("upperLetter", "%1.%2", legal=True)))
    assert scheme.own((4, 2)) == "4.B"


@pytest.mark.parametrize(("number", "label"), [(1, "Exhibit A"), (26, "Exhibit Z"), (27, "Exhibit AA")])
def test_exhibits_are_lettered(number, label):
    assert Scheme().exhibit_label(number) == label


def test_exhibits_may_be_counted_in_another_way():
    assert Scheme(exhibit=Level("decimal", "Schedule %1")).exhibit_label(3) == "Schedule 3"
