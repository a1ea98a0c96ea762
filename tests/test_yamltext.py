"""YAML as plain data: what is read, what is refused, and where."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from agreement_builder.errors import AnswersRefusal, Finding
from agreement_builder.yamltext import MAX_DEPTH, Yaml, dotted, read_yaml, unprintable

NESTED = "a:\n  b: [1, 2]\n  c:\n    - d: x\n      e: y\n"
BOMB = "a: &a [x, x]\n" + "".join(f"k{n}: &k{n} [*{'a' if n == 0 else f'k{n - 1}'}, *a]\n" for n in range(30))


def read(text: str, first_line: int = 1) -> Yaml:
    return read_yaml(text, "f.yaml", AnswersRefusal, first_line)


def refused(text: str) -> tuple[Finding, ...]:
    with pytest.raises(AnswersRefusal) as caught:
        read(text)
    return caught.value.findings


def test_every_value_knows_its_line_and_column():
    lines = read(NESTED).lines
    assert lines["a", "b"] == (2, 3)
    assert lines["a", "b", 1] == (2, 10)
    assert lines["a", "c", 0, "e"] == (5, 7)


def test_lines_count_from_the_line_on_which_the_text_begins():
    assert read(NESTED, first_line=11).lines["a", "b"] == (12, 3)


def test_a_value_that_is_not_given_is_placed_at_the_mapping_around_it():
    where = read(NESTED).where("f.yaml", ("a", "c", 0, "missing", "deeper"))
    assert (where.line, where.column, where.field) == (4, 7, "a.c[1].missing.deeper")


def test_a_path_is_written_with_positions_from_one():
    assert dotted(("parties", 0, "name")) == "parties[1].name"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("06043", "06043"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        ("12:30", "12:30"),
        ("2027-07-01", "2027-07-01"),
        ("'12'", "12"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("9" * 40, "9" * 40),
    ],
)
def test_words_are_those_of_yaml_1_2(written, value):
    result = read(f"a: {written}").value["a"]
    assert (result, type(result)) == (value, type(value))


@pytest.mark.parametrize("written", ["0.10", "27.34", "-1.50", "0.1234567890123456789012345678901"])
def test_decimals_stay_exact(written):
    result = read(f"a: {written}").value["a"]
    assert isinstance(result, Decimal)
    assert str(result) == written


def test_an_empty_file_holds_nothing():
    assert read("").value is None
    assert read("# only a comment\n").value is None


REFUSED = {
    "a list that is not closed": ("a: 1\nb: [\n", "yaml-syntax", 3),
    "a colon in plain text": ("a: 1\nb: c: d\n", "yaml-syntax", 2),
    "a tab as indentation": ("a:\n\tb: 1\n", "yaml-syntax", 2),
    "half a surrogate pair": ('a: 1\nb: "\\ud800"\n', "yaml-syntax", 2),
    "a tag": ("a: 1\nb: !!python/object:os.system x\n", "yaml-tag", 2),
    "a tag at a key": ("a: 1\n!!str b: 1\n", "yaml-tag", 2),
    "an anchor": ("a: 1\nb: &x 1\n", "yaml-anchor", 2),
    "an anchor at a key": ("a: 1\n&x b: 1\n", "yaml-anchor", 2),
    "an alias": ("a: 1\nb: *x\n", "yaml-anchor", 2),
    "a key given twice": ("a: 1\nb: 2\na: 3\n", "yaml-duplicate", 3),
    "a key given twice within a group": ("a:\n  b: 1\n  b: 2\n", "yaml-duplicate", 3),
    "a second document": ("a: 1\n---\nb: 2\n", "yaml-documents", 2),
    "a list as a key": ("a: 1\n[x, y]: 2\n", "yaml-key", 2),
    "a mapping as a key": ("a: 1\nb: {{ c }}\n", "yaml-key", 2),
    "a raw control character": ("a: 1\nb: x\x07y\n", "yaml-character", 2),
    "a control character after other scripts": ("a: " + "é" * 80 + "\nb: x\x07y\n\n\n\n", "yaml-character", 2),
    "an escaped control character": ('a: 1\nb: "\\a"\n', "character", 2),
    "a reversal of direction": ("a: 1\nb: evil\u202etxt\n", "character", 2),
    "an isolate of direction": ("a: 1\nb: evil\u2066txt\n", "character", 2),
    "a reversal of direction in a key": ('a: 1\n"b\\u202e": 1\n', "character", 2),
    "a private-use character": ("a: 1\nb: \ue0000\ue001\n", "character", 2),
    "a private-use character of a higher plane": ("a: 1\nb: \U000f0000\n", "character", 2),
    "values nested too deep": ("a: 1\nb: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "yaml-depth", 2),
    "a hundred thousand brackets": ("a: 1\nb: " + "[" * 100_000, "yaml-depth", 2),
    "a hundred thousand closed brackets": ("[" * 100_000 + "]" * 100_000, "yaml-depth", 1),
    "a hundred thousand braces": ("{a: " * 100_000, "yaml-depth", 1),
}


@pytest.mark.parametrize(("text", "rule", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_form_does_not_need_is_refused_with_its_line_and_a_way_out(text, rule, line):
    findings = refused(text)
    assert [(finding.rule, finding.where.line) for finding in findings] == [(rule, line)]
    assert findings[0].where.file == "f.yaml"
    assert findings[0].message
    assert findings[0].hint


def test_the_deepest_nesting_that_is_read_is_the_limit():
    text = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    value = read(text).value
    for _ in range(MAX_DEPTH):
        (value,) = value
    assert value == "x"


def test_ten_megabytes_are_refused_unread():
    (finding,) = refused("a: " + "x" * 10_000_000)
    assert (finding.rule, finding.where.file) == ("yaml-size", "f.yaml")
    assert finding.hint


def test_a_bomb_of_aliases_is_refused_and_never_grows():
    findings = refused(BOMB)
    assert {finding.rule for finding in findings} == {"yaml-anchor"}
    assert {finding.where.line for finding in findings} == set(range(1, 32))


def test_all_refusals_of_a_file_are_told_at_once_in_the_order_of_its_lines():
    findings = refused('a: !x 1\nb: &y 2\nc: 1\nc: 2\n? [z]\n: 1\nd: "\\a"\n')
    rules = ["yaml-tag", "yaml-anchor", "yaml-duplicate", "yaml-key", "character"]
    assert [finding.rule for finding in findings] == rules
    assert [finding.where.line for finding in findings] == [1, 2, 4, 5, 7]


def test_a_fault_of_syntax_does_not_hide_what_stands_before_it():
    assert [finding.rule for finding in refused("a: !x 1\nb: [\nc: 1\n")] == ["yaml-tag", "yaml-syntax"]


@pytest.mark.parametrize(
    "text", ["שלום עולם", "مرحبا", "中文字", "한국어", "😀", "👩\u200d👧", "é e\u0301", "“x” – y", "a\tb"]
)
def test_letters_of_every_script_and_emoji_are_read(text):
    assert read(f"a: {text}").value == {"a": text}


@pytest.mark.parametrize(
    ("text", "named"),
    [("a\x07", "U+0007"), ("\x7f", "U+007F"), ("\x85", "U+0085"), ("a\r", "U+000D"), ("\u202e", "U+202E"),
     ("\u2069", "U+2069"), ("\ue000", "U+E000"), ("\U0010fffd", "U+10FFFD"), ("\ud800", "U+D800"),
     ("\ufffe", "U+FFFE"), ("a\n\tb", ""), ("", ""), ("é\u200f", "")],
)  # fmt: skip
def test_the_character_that_no_document_can_carry_is_named(text, named):
    assert unprintable(text) == named


@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]), max_size=40).filter(lambda t: not unprintable(t)))
@example("no")
@example("06043")
@example("a: b, [c] {d} # e & * ! | > ' \" % @ `")
def test_text_written_by_a_yaml_writer_comes_back_as_it_was(text):
    written = yaml.safe_dump({"a": text}, allow_unicode=True, default_style='"')
    assert read(written).value == {"a": text}


@given(st.recursive(st.integers(-(10**9), 10**9) | st.booleans() | st.text("abc xyz"), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3))))  # fmt: skip
def test_json_is_read_as_json(value):
    assert read(json.dumps({"top": value})).value == {"top": value}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_findings(text):
    findings: tuple[Finding, ...] = ()
    try:
        read(text)
    except AnswersRefusal as refusal:
        findings = refusal.findings
    assert all(finding.message and finding.hint and finding.where.file for finding in findings)
