"""What is printed comes out literally, whatever it is: no answer can be taken for markup or for Jinja."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreement_builder.answers.facts import Facts, Reading
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.admission import Source
from agreement_builder.compose.blanks import BlankValues
from agreement_builder.compose.text import read_markup
from agreement_builder.document.tree import Block, Emphasis, Inline, Item, Paragraph, Term, Text, Value
from agreement_builder.library.clause import BlankSpec, Clause, FrontMatter
from agreement_builder.yamltext import unprintable
from tests.samples import make_answers

NASTY = st.text("*_`#[](){}<>&%\\\"'!|~-+=.:1 \n\t\u00a0aé中😀", max_size=30)
TEXT = (NASTY | st.text(max_size=30)).filter(lambda text: not unprintable(text) and text.strip())
CLAUSE = Clause("alpha/x", "alpha", FrontMatter(title="T", summary="S", blanks={"b": BlankSpec(ask="Q", label="L")}),
                None, "", "x.md", 1)  # fmt: skip
FRAMES = {
    "alone": "{{ blanks.b }}",
    "in a sentence": "Before {{ blanks.b }} after.",
    "at the end": "Before {{ blanks.b }}",
    "within a word": "pre{{ blanks.b }}post",
    "in emphasis": "*{{ blanks.b }}* after",
    "within emphasis": "before *a {{ blanks.b }} b* after",
    "in quotation marks": 'the "{{ blanks.b }}"',
    "before an apostrophe": "{{ blanks.b }}'s",
    "in an item": "1. {{ blanks.b }}\n1. next",
    "in an inner item": "1. a\n   1. {{ blanks.b }}",
    "after a reference": "[Section](#beta) {{ blanks.b }}",
    "after a definition": '**"Term"** means {{ blanks.b }}',
    "through a filter": "{{ blanks.b | figures }}",
    "in a choice": "{% if count == 2 %}{{ blanks.b }}{% endif %}",
}
PLAIN = "Plain"
"""A harmless value, to see what the tree is without the nasty one."""


BASE = make_answers().answers


def answering(**answers: object) -> AnswersFile:
    """The answers with values put in directly, as the reader of files would let them through."""
    return AnswersFile(BASE.model_copy(update=answers))


def tree(frame: str, text: str) -> tuple[Block, ...]:
    file = answering(blanks={"alpha": {"b": text}})
    reading = Reading()
    names = {**Facts(file.answers).names(reading), "blanks": BlankValues(CLAUSE, file, reading)}
    return read_markup(Source(frame, "x.md", 1, frozenset({"b"})), names, reading)


def inlines(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        yield inline
        if isinstance(inline, Emphasis):
            yield from inlines(inline.content)


def replaced(content: tuple[Inline, ...], text: str) -> tuple[Inline, ...]:
    """The content with every value's text changed to `text`."""
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Value(_, path):
                found.append(Value(text, path))
            case Emphasis(inner):
                found.append(Emphasis(replaced(inner, text)))
            case _:
                found.append(inline)
    return tuple(found)


def with_value(block: Block, text: str) -> Block:
    match block:
        case Paragraph(content):
            return Paragraph(replaced(content, text))
        case Item(content, children, anchor):
            inner = tuple(with_value(child, text) for child in children)
            return Item(replaced(content, text), tuple(c for c in inner if isinstance(c, Item)), anchor)
    raise AssertionError(block)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@given(TEXT)
@example("*Town* & [East](#x)")
@example("{{ lead.name }}")
@example("{% for a in parties %}{{ a }}{% endfor %}")
@example("1. a\n\n# b\n\n- c")
@example('"quoted" \'and\' **"Term"**')
@example("<w:p/>&amp;%s\\n")
def test_a_printed_value_changes_nothing_but_itself(frame, text):
    printed = tree(frame, text)
    assert printed == tuple(with_value(block, text) for block in tree(frame, PLAIN))


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_a_printed_value_is_one_value(frame):
    blocks = tree(frame, PLAIN)
    contents = [block.content for block in blocks] + [
        c.content for b in blocks if isinstance(b, Item) for c in b.children
    ]
    values = [inline for content in contents for inline in inlines(content) if isinstance(inline, Value)]
    assert values == [Value(PLAIN, "blanks.alpha.b")]


@given(st.lists(TEXT, min_size=2, max_size=2))
def test_two_values_side_by_side_stay_two(texts):
    pairs = zip(BASE.parties, texts, strict=True)
    file = answering(parties=tuple(party.model_copy(update={"name": text}) for party, text in pairs))
    reading = Reading()
    names = Facts(file.answers).names(reading)
    (paragraph,) = read_markup(Source("{% for p in parties %}{{ p.name }}{% endfor %}", "x.md", 1), names, reading)
    assert paragraph.content == (Value(texts[0], "parties.bolton.name"), Value(texts[1], "parties.andover.name"))


@given(TEXT)
def test_a_value_in_a_term_is_the_words_of_the_term(text):
    assert tree('**"{{ blanks.b }} Area"** is', text) == (Paragraph((Term(f"{text} Area"), Text(" is"))),)


@given(TEXT)
def test_an_anchor_does_not_depend_on_a_value(text):
    (item,) = tree("1. *Duties of {{ blanks.b }}.* Words.", text)
    assert item.anchor == "duties-of"
