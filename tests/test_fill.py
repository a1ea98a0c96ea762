"""Filling: which part of Jinja a clause may use, and what becomes of facts that are not answered."""

from __future__ import annotations

import pytest

from agreement_builder.answers.facts import Facts, Reading, UndecidedFact
from agreement_builder.compose.admission import Source
from agreement_builder.compose.fill import compiled
from agreement_builder.compose.text import read_markup
from agreement_builder.compose.words import FILTERS
from agreement_builder.document.tree import Blank, Block, Paragraph, Value
from agreement_builder.document.walk import block_runs, plain
from agreement_builder.errors import Finding, LibraryRefusal
from tests.samples import GONE, make_answers

BLANKS = frozenset({"days", "rate"})


def refused(text: str) -> tuple[Finding, ...]:
    """The findings of compiling, which needs no answers; the text begins on line 11 of its file."""
    with pytest.raises(LibraryRefusal) as caught:
        compiled(Source(text, "clauses/alpha/x.md", 11, BLANKS))
    return caught.value.findings


def blocks(text: str, overrides: dict[str, object] | None = None) -> tuple[Block, ...]:
    facts, reading = Facts(make_answers(overrides).answers), Reading()
    return read_markup(Source(text, "x.md", 1), facts.names(reading), reading)


def words(text: str, overrides: dict[str, object] | None = None) -> list[str]:
    return [plain(content) for content in block_runs(blocks(text, overrides))]


FORBIDDEN = {
    "a call": "{{ lead.name() }}",
    "a call with arguments": "{{ lead.name.format(lead) }}",
    "a call of a helper of Jinja": "{{ namespace() }}",
    "range": "{% for n in range(10) %}x{% endfor %}",
    "range as a fact": "{{ range }}",
    "cycler": "{{ cycler }}",
    "the template itself": "{{ self }}",
    "the class": "{{ lead.__class__ }}",
    "the class of a text": "{{ lead.name.__class__.__mro__ }}",
    "the class of a constant": '{{ "".__class__ }}',
    "the class of brackets": "{{ ().__class__ }}",
    "the model behind a fact": "{{ lead._model }}",
    "a hidden name": "{{ _x }}",
    "the sink of values": "{{ _sink.values }}",
    "the sink under a loop's name": "{% for _sink in parties %}{{ _sink.values }}{% endfor %}",
    "a method of a text": "{{ lead.name.upper }}",
    "a method of a derived text": "{{ lead.short.upper }}",
    "format of a derived text": "{{ lead.the_name.format }}",
    "a part of a date": "{{ term.start.year }}",
    "attr": '{{ lead | attr("__class__") }}',
    "map": "{{ parties | map }}",
    "set": "{% set x = 1 %}",
    "a block set": "{% set x %}y{% endset %}",
    "with": "{% with x = 1 %}y{% endwith %}",
    "a macro": "{% macro m() %}x{% endmacro %}",
    "a call block": "{% call lead() %}x{% endcall %}",
    "a filter block": "{% filter upper %}x{% endfilter %}",
    "autoescape": "{% autoescape true %}x{% endautoescape %}",
    "import": '{% import "x" as y %}',
    "from import": '{% from "x" import y %}',
    "include": '{% include "x" %}',
    "extends": '{% extends "x" %}',
    "a block": "{% block b %}x{% endblock %}",
    "do": "{% do lead %}",
    "loops three deep": "{% for a in parties %}" * 3 + "x" + "{% endfor %}" * 3,
    "a recursive loop": "{% for a in parties recursive %}x{% endfor %}",
    "a filtered loop": "{% for a in parties if a.name %}x{% endfor %}",
    "a loop over pairs": "{% for a, b in parties %}x{% endfor %}",
    "multiplication without end": "{{ 'a' * 10**9 }}",
    "addition": "{{ count + 1 }}",
    "concatenation": '{{ lead.name ~ "x" }}',
    "a minus": "{{ -count }}",
    "an unknown filter": "{{ lead.name | upper }}",
    "a filter with arguments": "{{ count | number(2) }}",
    "a filter with a named argument": "{{ count | number(a=2) }}",
    "a filter with spread arguments": "{{ count | number(*parties) }}",
    "a test": "{{ lead.name is defined }}",
    "a test in a decision": "{% if lead is none %}x{% endif %}",
    "a conditional expression": '{{ "a" if count else "b" }}',
    "a subscript": '{{ lead["name"] }}',
    "a subscript by number": "{{ parties[0] }}",
    "a slice": "{{ parties[0:1] }}",
    "a tuple": "{{ (1, 2) }}",
    "a dictionary": '{{ {"a": 1} }}',
    "a printed text": '{{ "words" }}',
    "a printed number": "{{ 5 }}",
    "a printed truth": "{{ true }}",
    "a printed comparison": "{{ count == 2 }}",
    "a printed list": "{{ [count] }}",
    "a counter of a loop outside of it": "{{ loop.index }}",
    "a helper of a loop": "{% for a in parties %}{{ loop.cycle }}{% endfor %}",
    "a tag that is not closed": "{% if count %}x",
    "a tag that was not opened": "x{% endif %}",
    "braces without content": "{{ }}",
    "braces that are not closed": "{{ lead.name",
}


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_clause_may_not_use_it(text):
    findings = refused(f"Harmless words.\n\n{text}\n")
    for finding in findings:
        assert finding.rule.startswith("clause-")
        assert finding.where.file == "clauses/alpha/x.md"
        assert finding.where.line in (13, 14)
        assert finding.message
        assert finding.hint


def test_every_fault_of_a_text_is_told_with_its_line():
    findings = refused("{{ a }}\n{{ b() }}\n\n{% set c = 1 %}\n{{ count | d }}\n")
    assert [(finding.rule, finding.where.line) for finding in findings] == [
        ("clause-fact", 11),
        ("clause-forbidden", 12),
        ("clause-forbidden", 14),
        ("clause-filter", 15),
    ]


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        ("{{ fundng.fees }}", "clause-fact", '"funding"'),
        ("{{ count | nunber }}", "clause-filter", '"number"'),
        ("{{ blanks.dayz }}", "clause-blank", '"days"'),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known_one(text, rule, hint):
    (finding,) = refused(text)
    assert finding.rule == rule
    assert hint in finding.hint


@pytest.mark.parametrize("text", ["{{ blanks.other }}", "{{ blanks }}", "{{ blanks.days.real }}"])
def test_a_blank_is_printed_only_if_it_is_declared(text):
    assert [finding.rule for finding in refused(text)] == ["clause-blank"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ funding.fee }}",
        "{{ lead.nam }}",
        "{{ service }}",
        "{{ party.name }}",
        "{% for p in parties %}{{ p.nam }}{% endfor %}",
        "{% if fees %}x{% endif %}",
        "{% for stage in funding.late %}{{ stage.afterdays }}{% endfor %}",
        "{% for stage in funding.late %}{{ stage.then.days }}{% endfor %}",
        "{% for grant in funding.grants %}{% for part in grant.parts %}x{% endfor %}{% endfor %}",
        "{% for day in funding.payment.due_days %}{{ day.month }}{% endfor %}",
    ],
)
def test_a_fact_that_does_not_exist_is_refused(text):
    assert {finding.rule for finding in refused(text)} == {"clause-fact"}


@pytest.mark.parametrize("bad", ["\x07", "\x00", "\u202e", "\ue0000\ue001", "\U000f0000", "\x85", "\r"])
def test_a_character_that_no_agreement_can_print_is_refused_in_a_clause(bad):
    (finding,) = refused(f"Fine.\nNot {bad} fine {{{{ lead.name }}}}.\n")
    assert (finding.rule, finding.where.line) == ("character", 12)


# What is admitted


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ lead.name }} and {{ count | number }}", ["Town of Bolton and two (2)"]),
        ("{{ lead.the_name | sentence }}", ["The Town of Bolton"]),
        ("{{ term.start | long_date }}", ["July 1, 2027"]),
        ("{{ funding.first_budget | dollars }}", ["$100,000.00"]),
        ("{{ funding.first_fiscal_year | fiscal_year }}", ["2027-28"]),
        ("{{ governance.meetings | words }}", ["quarterly"]),
        ("{{ lead.legislative_body | title_words }}", ["Town Council"]),
        ("{% for p in parties %}{{ p.short }}{% if not loop.last %}, {% endif %}{% endfor %}", ["Bolton, Andover"]),
        ("{% for a in parties %}{% for b in others %}{{ b.short }}{{ loop.index }}{% endfor %}{% endfor %}",
         ["Andover1Andover1"]),
        ('{% if lead.kind == "town" and count < 3 %}yes{% else %}no{% endif %}', ["yes"]),
        ('{% if funding.fees in ["kept", "credited"] %}yes{% endif %}', ["yes"]),
        ("{% for stage in funding.late %}{{ stage.after_days | days }}, {{ stage.then.rate | percent }}{% endfor %}",
         ["zero (0) days, 6%"]),
        ('{% for stage in funding.late %}{% if stage.then.rule == "interest" %}yes{% endif %}{% endfor %}', ["yes"]),
        ("{% for day in funding.payment.due_days %}{{ day | month_day }}{% if loop.last %}.{% endif %} {% endfor %}",
         ["July 1 October 1 January 1 April 1."]),
        ("{# a remark for the next reader #}words", ["words"]),
    ],
)  # fmt: skip
def test_a_clause_may_print_choose_and_repeat(text, printed):
    assert words(text) == printed


def test_a_member_of_a_list_within_a_member_of_a_list_is_read_by_its_fields():
    grants = [{"program": "other", "applicant": "bolton", "self_funded": [10, 20.5]}]
    inner = "{% for part in grant.self_funded %}{{ part | percent }} {% endfor %}"
    text = f"{{% for grant in funding.grants %}}{inner}{{% endfor %}}"
    assert words(text, {"funding.grants": grants}) == ["10% 20.5%"]


def test_an_open_field_of_a_member_of_a_list_is_a_blank_with_its_place():
    late = [{"after_days": 0, "then": {"rule": "interest", "rate": None}}]
    text = "{% for stage in funding.late %}{{ stage.then.rate | percent }}{% endfor %}"
    (paragraph,) = blocks(text, {"funding.late": late})
    assert [inline.path for inline in paragraph.content if isinstance(inline, Blank)] == ["funding.late[1].then.rate"]


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_leaves_an_open_value_open(name):
    assert blocks(f"{{{{ service.name | {name} }}}}", {"service.name": GONE}) == (
        Paragraph((Blank("service.name", "Name of the service in the title"),)),
    )


def test_a_printed_value_that_is_open_becomes_a_blank_named_after_its_question():
    overrides = {"parties.andover.address": GONE}
    (paragraph,) = blocks("To {% for party in others %}{{ party.address }}{% endfor %}.", overrides)
    assert Blank("parties.andover.address", "Address for notices, Town of Andover") in paragraph.content


@pytest.mark.parametrize(
    "text",
    [
        "{% if service.name %}x{% endif %}",
        "{% if not service.name %}x{% endif %}",
        '{% if service.name == "x" %}x{% endif %}',
        '{% if "x" == service.name %}x{% endif %}',
        '{% if service.name in ["x"] %}x{% endif %}',
        "{% if service.name > 1 %}x{% endif %}",
        "{% for letter in service.name %}x{% endfor %}",
    ],
)
def test_a_decision_on_an_open_answer_names_the_question(text):
    with pytest.raises(UndecidedFact) as caught:
        blocks(text, {"service.name": GONE})
    assert caught.value.path == "service.name"


def test_what_only_another_method_of_sharing_asks_for_is_open():
    (paragraph,) = blocks("{{ funding.shares.measure }}")
    assert isinstance(paragraph.content[0], Blank)
    with pytest.raises(UndecidedFact):
        blocks("{{ funding.shares.measure.source }}")


@pytest.mark.parametrize(
    "text",
    ["{{ lead }}", "{{ parties }}", "{{ service.measures }}", "{{ funding.shares }}",
     "{% for m in service.measures %}{{ m }}{% endfor %}", "{% for x in lead %}y{% endfor %}",
     '{% if count > "a" %}x{% endif %}'],
)  # fmt: skip
def test_what_cannot_be_printed_or_compared_is_the_clauses_fault(text):
    with pytest.raises(LibraryRefusal) as caught:
        blocks(text, {"service.measures": [{"measure": "x"}]})
    assert [finding.rule for finding in caught.value.findings] == ["clause-fill"]


@pytest.mark.parametrize("name", ["fiscal_year", "how_often", "long_date", "dollars", "installments"])
def test_a_filter_on_a_value_of_another_kind_is_the_clauses_fault(name):
    with pytest.raises(LibraryRefusal) as caught:
        blocks(f"{{{{ service.kind | {name} }}}}")
    assert [finding.rule for finding in caught.value.findings] == ["clause-fill"]


# Lines


@pytest.mark.parametrize("end", ["", "  ", "\t"])
def test_a_line_of_tags_alone_vanishes(end):
    text = f"1. a\n{{% if count == 2 %}}{end}\n1. b\n{{% endif %}}{end}\n1. c\n"
    assert words(text) == ["a", "b", "c"]
    joined = f"one\n{{% if count == 2 %}}{end}\ntwo\n{{% endif %}}{end}\nthree"
    assert words(joined) == ["one two three"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a {% if count == 2 %}b{% endif %}\nc", ["a b c"]),
        ("a {% if count == 3 %}b{% endif %}\nc", ["a c"]),
        ("a{% if count == 2 %}\nb{% endif %}\nc", ["a b c"]),
        ("1. a{% if count == 2 %}, b{% endif %}\n1. c", ["a, b", "c"]),
        ("1. {% if count == 2 %}a{% else %}b{% endif %}\n\n1. c", ["a", "c"]),
        ("a {% if count -%}\n b{% endif %}", ["a b"]),
    ],
)
def test_a_line_with_words_keeps_its_end(text, printed):
    assert words(text) == printed


def test_a_dropped_line_leaves_no_empty_paragraph():
    text = "one\n\n{% if count == 3 %}\nnever\n{% endif %}\n\ntwo\n"
    assert words(text) == ["one", "two"]


def test_a_value_knows_the_answer_it_comes_from():
    (paragraph,) = blocks("{{ lead.name }}{{ term.start }}")
    assert paragraph.content == (
        Value("Town of Bolton", "parties.bolton.name"),
        Value("2027-07-01", "term.start"),
    )
