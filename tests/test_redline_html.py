"""A redline as HTML: whole in itself, safe, and to be read on a screen, on paper and by a screen reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement_builder.readers.docx.page import Cell, Comment, Line, Mark, Page, Piece
from agreement_builder.readers.docx.read import read_page
from agreement_builder.redline.told.html import redline_html
from tests import drafts
from tests.redlines import by_hand
from tests.test_redline_text import PAIRS, redline_of

VOID = frozenset({"meta", "br"})
TAGS = frozenset(re.findall(r"\w+", "html head meta title style body h1 h2 h3 p strong em nav ul li a main div"))
TAGS |= frozenset(("table", "tr", "td", "th", "ins", "del", "span", "br"))
ATTRIBUTES = frozenset(("lang", "charset", "name", "content", "style", "id", "href", "aria-labelledby"))
ATTRIBUTES |= frozenset(("role", "scope", "colspan"))


@dataclass
class Parsed(HTMLParser):
    """An HTML file as it is parsed: its elements with attributes, and its words by the elements around them."""

    source: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((tuple(self.open), data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, *, within: str = "", without: str = "") -> str:
        return "".join(
            data for around, data in self.words if (not within or within in around) and without not in around
        )


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_words_are_marked_with_elements_and_looks_that_need_no_color() -> None:
    parsed = Parsed(redline_html(by_hand()))
    assert "ten" in parsed.text(within="ins")
    assert "five" in parsed.text(within="del")
    assert all("text-decoration:underline" in one["style"] for one in parsed.all("ins"))
    assert all("text-decoration:line-through" in one["style"] for one in parsed.all("del"))


def test_a_screen_reader_hears_what_was_struck_and_added() -> None:
    assert "within [struck: five][added: ten] days;" in squeezed(Parsed(redline_html(by_hand())).text())


def test_the_language_the_title_and_the_headings_are_those_of_a_document() -> None:
    parsed = Parsed(redline_html(by_hand(), title="Agreement & more"))
    assert parsed.all("html") == [{"lang": "en-US"}]
    assert parsed.text(within="title") == "Changes to Agreement & more"
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_list_of_changes_leads_to_each_of_them() -> None:
    parsed = Parsed(redline_html(by_hand()))
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [one["href"] for one in parsed.all("a")]
    assert len(links) == 4
    assert {link.removeprefix("#") for link in links} <= set(ids)
    listed = squeezed(parsed.text(within="nav"))
    assert "Section 1.1 Standards: 1 paragraph reworded, 1 added" in listed
    assert "Section 2.2 (was 1.3) Records (moved here from Section 1.3): 2 paragraphs moved" in listed


def test_causes_stand_beside_their_changes_in_the_same_row() -> None:
    html = redline_html(by_hand())
    (row,) = [row for row in re.findall("<tr>.*?</tr>", html, re.DOTALL) if "days;" in row]
    assert "Days to inspect: 10 (was 5)." in row
    assert 'role="presentation"' in html


def test_rows_say_in_words_that_they_came_or_went_and_columns_have_headings() -> None:
    parsed = Parsed(redline_html(by_hand()))
    assert "(row added) [added: Willington]" in squeezed(parsed.text())
    assert "(row struck) [struck: Ashford]" in squeezed(parsed.text())
    assert [one["scope"] for one in parsed.all("th")] == ["col", "col"]


def test_only_what_changed_is_shown_unless_the_whole_is_asked_for() -> None:
    assert "Paid in July." not in redline_html(by_hand())
    assert "Paid in July." in redline_html(by_hand(), whole=True)
    assert "(3 paragraphs unchanged)" in redline_html(by_hand())


def test_a_redline_without_changes_says_so() -> None:
    parsed = Parsed(redline_html(read_page(drafts.word_of("bolton-building-inspection", final=True))))
    assert "Nothing changed: the two drafts say the same." in parsed.text()
    assert parsed.all("ins")[1:] == parsed.all("a") == []


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("whole", [False, True])
def test_the_file_needs_nothing_else_and_runs_nothing(name: str, whole: bool) -> None:
    html = redline_html(redline_of(name), whole=whole)
    parsed = Parsed(html)
    assert {tag for tag, _ in parsed.elements} <= TAGS
    assert {name for _, attributes in parsed.elements for name in attributes} <= ATTRIBUTES
    assert all(one["href"].startswith("#") for one in parsed.all("a"))
    assert "url(" not in html
    assert "@import" not in html


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=y>', "</p></td>", "&lt;b&gt;", "<!--", "]]>", "' onclick='x"]
)
pieces = st.lists(st.builds(Piece, words, st.sampled_from(Mark), bold=st.booleans(), italic=st.booleans()), max_size=3)
cells = st.none() | st.builds(Cell, st.integers(1, 2), st.integers(1, 3), st.integers(1, 2), st.sampled_from(Mark))
styles = st.sampled_from(["heading 1", "heading 2", "agreement item", "agreement subitem", "toc 1", "caption"])
lines = st.builds(
    lambda style, inner, mark, cell, number, comments, move, former: Line(
        style, tuple(inner), number, number, mark, (), cell, comments, former, "", move
    ),
    styles, pieces, st.sampled_from(Mark), cells, words, st.sampled_from([(), ("1",), ("1", "9")]),
    st.sampled_from(["", "m"]), st.sampled_from(["", "old"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=8), words, st.booleans())
def test_nothing_that_a_party_is_called_becomes_part_of_the_markup(found: list[Line], name: str, whole: bool) -> None:
    page = Page(tuple(found), {"1": Comment("1", name, "", (name, "", name))})
    html = redline_html(page, title=name, old=name, new=name, whole=whole)
    parsed = Parsed(html)
    assert {tag for tag, _ in parsed.elements} <= TAGS
    assert {attribute for _, attributes in parsed.elements for attribute in attributes} <= ATTRIBUTES
    if name:
        assert name in parsed.text(within="title")


def test_a_party_with_markup_in_its_name_is_shown_by_its_name() -> None:
    name = "Town of <script>alert(1)</script> & Co"
    line = Line("agreement text", (Piece("Town of Andover", Mark.DELETED), Piece(name, Mark.INSERTED)))
    html = redline_html(Page((line,), {}))
    assert "<script" not in html
    assert Parsed(html).text(within="ins").endswith(name)


def test_equal_pages_give_equal_files() -> None:
    assert redline_html(by_hand(), whole=True) == redline_html(by_hand(), whole=True)
