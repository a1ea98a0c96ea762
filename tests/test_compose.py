"""Composition: definitions that are pulled in, numbers that follow, drafts that are equal for equal input."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import field_at
from agreement_builder.answers.vocabulary import fact_annotation, fact_exists
from agreement_builder.checks.run import check
from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Blank, Clause, Definition, Document, Item, Paragraph, Table, Text, Value
from agreement_builder.document.walk import flat, plain, runs
from agreement_builder.drafting import Draft, draft
from agreement_builder.errors import LibraryRefusal
from agreement_builder.library.model import Library
from agreement_builder.writers.docx.write import write_docx
from tests.drafts import shipped_template
from tests.samples import DATE, GONE, OPTIONAL, OUTLINE, POPULATION, clause_file, make_answers, make_draft, measure

Maker = Callable[..., Library]
WIDGET = clause_file('**"Widget"** means a thing made of Parts.')
PART = clause_file('**"Part"** means a part.')
ANVIL = clause_file('**"Anvil"** means an anvil.')
DEFINITIONS = {
    "clauses/definitions/widget.md": WIDGET,
    "clauses/definitions/part.md": PART,
    "clauses/definitions/anvil.md": ANVIL,
}


def alpha(text: str, **files: str) -> dict[str, str]:
    return {"clauses/alpha/standard.md": clause_file(text), **files}


def defined(made: Draft) -> list[str]:
    (clause,) = [c for article in made.document.articles for c in article.clauses if c.topic == "defined-terms"]
    return [block.clause for block in clause.blocks if isinstance(block, Definition)]


# Definitions


@pytest.mark.parametrize(
    ("text", "pulled"),
    [
        ("No term.", []),
        ("An Anvil.", ["definitions/anvil"]),
        ("A Part.", ["definitions/part"]),
        ("A Widget.", ["definitions/part", "definitions/widget"]),
        ("Two Widgets and an Anvil.", ["definitions/anvil", "definitions/part", "definitions/widget"]),
        ("A Widgetry and a non-Part.", []),
        ("The Part's place.", ["definitions/part"]),
    ],
)
def test_definitions_are_pulled_in_where_they_are_used_and_in_order(make_library: Maker, text, pulled):
    made = make_draft(make_library(alpha(text, **DEFINITIONS)), make_answers())
    assert defined(made) == pulled
    assert sorted(clause.id for clause in made.composition.definitions) == pulled


def test_a_term_in_an_answer_pulls_no_definition(make_library: Maker):
    made = make_draft(
        make_library(alpha("{{ service.name }}", **DEFINITIONS)), make_answers({"service.name": "Widget"})
    )
    assert defined(made) == []


@pytest.mark.parametrize("text", ['1. **"Widget"** means a thing.', '**"Widget"** means a thing.\n\nAnd more.'])
def test_a_definition_of_which_a_part_would_be_lost_is_refused(make_library: Maker, text):
    library = make_library(alpha("A Widget.", **{"clauses/definitions/widget.md": clause_file(text)}))
    with pytest.raises(LibraryRefusal) as caught:
        make_draft(library, make_answers())
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.line) == ("clause-markup", 5)
    assert finding.where.file.endswith("definitions/widget.md")


# Texts


def test_the_faults_of_all_texts_are_told_at_once(make_library: Maker):
    library = make_library(
        {
            "clauses/alpha/standard.md": clause_file("# A heading"),
            "clauses/beta/standard.md": clause_file("{{ nothing }}"),
            "clauses/signing/standard.md": clause_file("**bold**"),
        }
    )
    with pytest.raises(LibraryRefusal) as caught:
        make_draft(library, make_answers())
    rules = [finding.rule for finding in caught.value.findings]
    assert sorted(rules) == ["clause-fact", "clause-markup", "clause-markup"]


def test_a_text_that_waits_for_an_answer_says_so_in_its_place(make_library: Maker):
    library = make_library(alpha("{% if funding.fees == 'kept' %}Kept.{% else %}Not kept.{% endif %}"))
    made = make_draft(library, make_answers({"funding.fees": GONE}))
    (block,) = made.document.articles[0].clauses[1].blocks
    assert isinstance(block, Paragraph)
    (blank,) = block.content
    assert isinstance(blank, Blank)
    assert blank.path == "funding.fees"
    assert [finding.where.field for finding in check(made) if finding.rule == "decision-open"] == ["funding.fees"]


def test_a_title_that_waits_for_an_answer_is_a_blank(make_library: Maker, tmp_path):
    library = make_library()
    outline = library.outline.model_copy(update={"title": "{% if funding.fees == 'kept' %}A{% else %}B{% endif %}"})
    made = make_draft(dataclasses.replace(library, outline=outline), make_answers({"funding.fees": GONE}))
    assert [type(inline) for inline in made.document.title] == [Blank]
    assert "decision-open" in {finding.rule for finding in check(made)}


@pytest.mark.parametrize(("fees", "exhibits"), [("kept", ["exhibit-costs"]), ("credited", []), (GONE, [])])
def test_an_exhibit_is_there_where_its_condition_holds(make_library: Maker, fees, exhibits):
    made = make_draft(make_library(), make_answers({"funding.fees": fees}))
    assert [exhibit.id for exhibit in made.document.exhibits] == exhibits


def test_parties_sign_in_the_order_in_which_they_are_named(library: Library):
    file = make_answers(parties=4)
    signed = [signature.party for signature in make_draft(library, file).document.signatures]
    assert signed == [party.id for party in file.answers.parties]


# Equal input, equal draft


def test_equal_input_makes_an_equal_draft(library: Library, bolton: AnswersFile):
    one, other = make_draft(library, bolton), make_draft(library, bolton)
    assert (one.document, one.index, one.id) == (other.document, other.index, other.id)


def test_the_id_of_a_draft_changes_with_whatever_it_was_made_of(library: Library, make_library: Maker):
    file = make_answers()
    noted = make_answers({"leaving.termination": {"open": "counsel"}})
    made = [
        make_draft(library, file),
        make_draft(library, make_answers({"leaving.notice_months": 6})),
        make_draft(library, noted),
        make_draft(library, make_answers({"leaving.termination": {"open": "the clerk"}})),
        draft(library, file, DATE + dt.timedelta(days=1)),
        make_draft(make_library({"clauses/purpose/standard.md": clause_file("Another.")}, overlay=True), file),
    ]
    assert len({each.id for each in made}) == len(made)


# Numbers


def targets_in_order(document: Document) -> Iterator[str]:
    """What can be referred to, in the order of reading."""
    for article in document.articles:
        for clause in article.clauses:
            yield from (clause.topic, *clause.continued)
            yield from anchors(clause)
    for exhibit in document.exhibits:
        yield exhibit.id


def anchors(clause: Clause) -> Iterator[str]:
    for item in (block for block in clause.blocks if isinstance(block, Item)):
        for each in (item, *item.children):
            if each.anchor is not None:
                yield f"{clause.topic}/{each.anchor}"


@settings(max_examples=40)
@given(dropped=st.sets(st.sampled_from(OPTIONAL)), mutual=st.booleans())
def test_labels_are_unique_and_in_the_order_of_the_document_whatever_is_open(library: Library, dropped, mutual):
    gone = {*dropped, "leaving.property"} if mutual else dropped
    made = make_draft(library, make_answers(dict.fromkeys(gone, GONE), mutual=mutual))
    index = made.index
    targets = list(targets_in_order(made.document))
    assert sorted(targets) == sorted(index.numbers)
    continued = {topic for article in made.document.articles for each in article.clauses for topic in each.continued}
    labels = {target: label for target, label in index.labels(Scheme()).items() if target not in continued}
    assert len(set(labels.values())) == len(labels)
    sections = [index.numbers[target] for target in targets if target not in index.exhibits]
    assert sections == sorted(sections)
    exhibits = [index.numbers[target] for target in targets if target in index.exhibits]
    assert exhibits == [(count,) for count in range(1, len(exhibits) + 1)]


def test_sections_are_numbered_without_gaps(library: Library, bolton: AnswersFile):
    made = make_draft(library, bolton)
    for major, article in enumerate(made.document.articles, 1):
        assert made.index.articles[article.id] == major
        numbers = [made.index.numbers[clause.topic] for clause in article.clauses]
        assert numbers == [(major, minor) for minor in range(1, len(numbers) + 1)]


def test_a_caption_is_labelled_by_its_place_among_the_items(make_library: Maker):
    text = "1. *One.* x\n1. *Two.* x\n   1. *Inner.* x\n\nWords between.\n\n1. *Three.* x"
    made = make_draft(make_library(alpha(text)), make_answers())
    labels = made.index.labels(Scheme())
    wanted = {"one": "(a)", "two": "(b)", "inner": "(b)(i)", "three": "(c)"}
    assert {name: labels[f"alpha/{name}"] for name in wanted} == {k: f"Section 1.2{v}" for k, v in wanted.items()}


# Where printed words come from

BLEND = {
    "method": "blend",
    "parts": [{"weight": 50}, {"weight": 25, "measure": measure(POPULATION)},
              {"weight": 25, "measure": measure(POPULATION, "permits")}],
}  # fmt: skip
BY_MEASURE = {"method": "measure", "measure": measure(POPULATION)}


@pytest.mark.parametrize("shares", [{"method": "equal"}, BY_MEASURE, BLEND], ids=lambda shares: shares["method"])
def test_every_value_and_blank_names_the_answer_it_comes_from(library: Library, shares):
    overrides = {"funding.shares": shares, "parties.ashford.address": GONE, "term.start": GONE}
    overrides |= {"service.measures": [{"measure": "Inspections"}], "blanks": {"payment": {"due_days": 30}}}
    made = make_draft(library, make_answers(overrides, parties=4))
    printed = [i for run in runs(made.document) for i in flat(run.content) if isinstance(i, (Value, Blank))]
    assert len(printed) > 40
    for inline in printed:
        assert names_an_answer(inline.path), inline


def names_an_answer(path: str) -> bool:
    """Whether a path leads to a question, to a figure of one, to a blank, or to a fact that follows from one."""
    if path.startswith("blanks.") or field_at(Answers, path) is not None or fact_exists(path):
        return True
    figures, of_a_party, _ = path.partition(".values.")
    if of_a_party:
        return field_at(Answers, f"{figures}.values") is not None
    return path.startswith("parties.") and bool(fact_annotation(f"party.{path.split('.')[2]}"))


def test_the_exhibit_of_costs_adds_up(library: Library):
    overrides = {"funding.shares": BY_MEASURE, "funding.first_budget": "100000.01"}
    made = make_draft(library, make_answers(overrides, parties=4))
    (exhibit,) = [each for each in made.document.exhibits if each.id == "exhibit-costs"]
    tables = [block for block in exhibit.blocks if isinstance(block, Table)]
    assert all(table.total for table in tables)
    assert [plain(cell) for cell in tables[0].rows[-1]] == ["Total", "17,766", "100.00%", "$100,000.01"]
    assert [plain(row[2]) for row in tables[0].rows[:-1]] == ["27.34%", "17.74%", "23.59%", "31.33%"]


def test_the_tree_of_the_shipped_example_prints_only_what_an_agreement_may_hold(library: Library, bolton: AnswersFile):
    for run in runs(make_draft(library, bolton).document):
        for inline in flat(run.content):
            if isinstance(inline, Text):
                assert not set("{}\ue000\ue001") & set(inline.text)


# Sections that continue


def continued(alone: bool = False) -> dict[str, str | None]:
    """Alpha, unless beta stands alone, and beta under it; gamma refers to beta."""
    under = "{topic: alpha, optional: true}, {topic: beta, under: alpha, heading: Both}, gamma"
    return {
        "templates/interlocal/outline.yaml": OUTLINE.replace("alpha, {topic: beta, optional: true}", under),
        "clauses/alpha/standard.md": clause_file("First.", when="count > 9" if alone else "count > 1"),
        "clauses/beta/standard.md": clause_file("Second.", title="Beta"),
        "clauses/gamma/standard.md": clause_file("As [Section](#beta) says.", title="Gamma"),
    }


@pytest.mark.parametrize(("alone", "heading", "words"), [(False, "Both", "First. Second."), (True, "Beta", "Second.")])
def test_a_topic_under_another_continues_its_section_or_begins_its_own(make_library: Maker, alone, heading, words):
    made = make_draft(make_library(continued(alone)), make_answers())
    section = made.document.articles[0].clauses[1]
    assert section.heading == heading
    assert " ".join(plain(block.content) for block in section.blocks if isinstance(block, Paragraph)) == words
    assert made.index.label("beta", Scheme()) == "Section 1.2"
    assert not [finding for finding in check(made) if finding.rule == "reference-broken"]


def test_a_reference_to_a_topic_under_another_leads_to_its_section_in_word(make_library: Maker):
    written = write_docx(make_draft(make_library(continued()), make_answers()), shipped_template())
    body = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    (name,) = re.findall(r"REF (\S+) ", body)
    assert f'w:name="{name}"' in body


def test_a_topic_stands_under_an_earlier_one_of_its_article(make_library: Maker):
    outline = OUTLINE.replace("alpha, {topic: beta, optional: true}", "{topic: beta, under: alpha}, alpha")
    with pytest.raises(LibraryRefusal, match="begins no earlier section"):
        make_library({"templates/interlocal/outline.yaml": outline})
