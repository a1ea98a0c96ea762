"""Markup: the small part of Markdown that a clause may use, and the tree that it becomes."""

from __future__ import annotations

import pytest

from agreement_builder.compose.markup import MarkupFault, parse
from agreement_builder.document.tree import Block, Emphasis, Item, Paragraph, Reference, Term, Text
from agreement_builder.errors import LibraryRefusal
from tests.samples import clause_file, make_answers, make_draft


def refused(text: str) -> MarkupFault:
    with pytest.raises(MarkupFault) as caught:
        parse(text)
    assert caught.value.hint
    return caught.value


def only(text: str) -> Block:
    (block,) = parse(text)
    return block


OUTSIDE = {
    "a heading": ("# x", "a heading"),
    "an underlined heading": ("x\n===", "a heading"),
    "a paragraph with a rule below": ("x\n---", "a heading"),
    "a rule": ("***", "a rule"),
    "a table": ("| a | b |\n|---|---|\n| 1 | 2 |", "a table"),
    "HTML in a line": ("<b>x</b>", "HTML"),
    "HTML of its own": ("<div>\nx\n</div>", "HTML"),
    "a comment": ("<!-- x -->", "HTML"),
    "an image": ("![a](b)", "an image"),
    "bullets": ("- a", "a bulleted list"),
    "bullets with stars": ("* a", "a bulleted list"),
    "bullets with plus": ("+ a", "a bulleted list"),
    "a quotation": ("> a", "a quotation block"),
    "fenced code": ("```\nx\n```", "a code block"),
    "indented code": ("    x", "a code block"),
    "code in a line": ("`x`", "code"),
    "a forced break by spaces": ("a  \nb", "a forced line break"),
    "a forced break by backslash": ("a\\\nb", "a forced line break"),
    "a definition of a link": ("[Section]: #topic", "defines a link"),
    "a footnote": ("[^1]: note", "defines a link"),
    "a link to the web": ("[Section](https://x.y)", "not a reference"),
    "an address in angle brackets": ("<https://x.y>", "not a reference"),
    "a link to nothing": ("[Section]()", "not a reference"),
    "a link to an empty topic": ("[Section](#)", "not a reference"),
    "a link with spaces": ("[Section](<#a b>)", "not a reference"),
    "a reference in other words": ("[here](#topic)", "“here”"),
    "bold without quotation marks": ("**bold**", "Bold type"),
    "bold of two terms": ('**"A" and "B"**', "Bold type"),
    "bold with half a quotation": ('**"A**', "Bold type"),
    "a list that begins elsewhere": ("5. a", "5."),
    "a year at the beginning of a line": ("1986. was a good year", "1986."),
    "items three deep": ("1. a\n   1. b\n      1. c", "two deep"),
    "a second paragraph in an item": ("1. a\n\n   b", "second paragraph"),
    "an item without text": ("1.\n1. a", "no text"),
    "a heading in an item": ("1. # x", "a heading"),
    "bullets in an item": ("1. a\n   - b", "a bulleted list"),
    "a quotation in an item": ("1. > x", "a quotation block"),
}


@pytest.mark.parametrize(("text", "named"), OUTSIDE.values(), ids=OUTSIDE.keys())
def test_what_is_outside_the_subset_is_refused_by_name(text, named):
    assert named in refused(text).message


@pytest.mark.parametrize(("text", "line"), [("a\n\n# x", 2), ("a\n\nb\n\n- c", 4), ("1. a\n1. b\n\n   c", 3)])
def test_what_is_refused_is_told_with_its_line(text, line):
    assert refused(text).line == line


def test_a_refusal_names_the_line_of_the_file(make_library):
    text = "{% if count == 2 %}\nWords.\n{% endif %}\n\n{{ lead.name }} is\na **bold** one.\n"
    library = make_library({"clauses/alpha/standard.md": clause_file(text)})
    with pytest.raises(LibraryRefusal) as caught:
        make_draft(library, make_answers())
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.line) == ("clause-markup", 10)
    assert finding.where.file.endswith("clauses/alpha/standard.md")
    assert finding.hint


# Typed numbers


@pytest.mark.parametrize(
    "text",
    ["See Section 5.", "See Section 7.2(b).", "See Section\n5.", "See Sections 5 and 6.", "See Article IV.",
     "Article 7", "See Exhibit A.", "*See Section 5.*", "1. See Section 5.", "Section 5 of it", "See Section\u00a05."],
)  # fmt: skip
def test_a_typed_number_of_a_section_is_refused(text):
    assert "typed" in refused(text).message


@pytest.mark.parametrize("text", ["(a) words", "(iv) words", "(1) words", "1. (a) words"])
def test_a_typed_number_of_an_item_is_refused(text):
    assert "typed" in refused(text).message


@pytest.mark.parametrize(
    "text",
    ["See section 7-148cc.", "Section 7-148cc says so.", "Section 7-339c(a) says so.", "sections 7-339a to 7-339l",
     "Section 12a", "the Article that", "an Exhibit Apart", "five (5) days", "(as amended) it"],
)  # fmt: skip
def test_a_section_of_a_statute_is_no_typed_number(text):
    assert only(text) == Paragraph((Text(text),))


# The tree


def test_paragraphs_are_parted_by_empty_lines_and_lines_are_joined():
    assert parse("a\nb\n\n\nc") == (Paragraph((Text("a b"),)), Paragraph((Text("c"),)))


def test_an_empty_text_has_no_blocks():
    assert parse(" \n\n") == ()


def test_items_are_numbered_by_the_program_whatever_is_typed():
    assert parse("1. a\n1. b") == parse("1. a\n2. b") == (Item((Text("a"),)), Item((Text("b"),)))


def test_items_hold_items():
    item = only("1. a\n   1. b\n\n   1. c")
    assert item == Item((Text("a"),), (Item((Text("b"),)), Item((Text("c"),))))


def test_words_between_lists_stand_where_they_were_written():
    kinds = [type(block) for block in parse("1. a\n\nwords\n\n1. b")]
    assert kinds == [Item, Paragraph, Item]


@pytest.mark.parametrize(
    ("caption", "anchor"),
    [("Notice.", "notice"), ("Notice of claims.", "notice-of-claims"), ("Lead Agency's share.", "lead-agency-s-share"),
     ("§ 7!", "7"), ("...", None)],
)  # fmt: skip
def test_an_item_is_anchored_by_its_caption(caption, anchor):
    assert only(f"1. *{caption}* Words.").anchor == anchor


def test_an_item_without_caption_has_no_anchor():
    assert only("1. Words *stressed* later.").anchor is None


def test_a_term_is_defined_in_bold_quotation_marks():
    for text in ('**"Service Area"**', "**“Service Area”**", '__"Service Area"__'):
        assert only(text) == Paragraph((Term("Service Area"),))


def test_a_term_is_defined_within_a_sentence():
    assert only('the day (the **"Day"**)').content == (Text("the day (the "), Term("Day"), Text(")"))


@pytest.mark.parametrize(
    ("text", "target"),
    [("[Section](#cost-sharing)", "cost-sharing"), ("[Section](#payment/due-date)", "payment/due-date"),
     ("[Exhibit](#exhibit-costs)", "exhibit-costs")],
)  # fmt: skip
def test_a_reference_names_a_topic_a_caption_or_an_exhibit(text, target):
    assert only(f"under {text}.").content == (Text("under "), Reference(target), Text("."))


def test_emphasis_holds_what_is_in_it():
    assert only("*a [Section](#b)*").content == (Emphasis((Text("a "), Reference("b"))),)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [('"a" and \'b\'', "“a” and ‘b’"), ("Party's", "Party’s"), ("a -- b ... (c)", "a -- b ... (c)"),
     ("&amp; < > & &#35;", "&amp; < > & &#35;"), ("\\*a\\* \\[b]", "*a* [b]"), ("https://x.y", "https://x.y")],
)  # fmt: skip
def test_quotation_marks_are_set_and_nothing_else_is_changed(typed, set_as):
    assert only(typed) == Paragraph((Text(set_as),))
