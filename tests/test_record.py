"""The record in a Word file: nothing is lost in it, nothing foreign gets through, and every loss is told."""

import base64
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.written import LEFT_OUT, written
from agreement_builder.document.index import build_index
from agreement_builder.edition import Edition, edition_of
from agreement_builder.errors import DraftRefusal
from agreement_builder.readers.docx.record import record_of, whole_record_of
from agreement_builder.record import record
from agreement_builder.record.record import read_record, record_facts, record_xml
from agreement_builder.record.tree_codec import MAX_DEPTH, UnfitTree, document_json, document_of
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import write_docx, write_edition
from tests import drafts
from tests.outside import errors
from tests.word_lint import lint
from tests.wordfile import pack, unpack

PROPERTIES = "docProps/custom.xml"
CHANGED = ("left to counsel", "costs of their own", "two parties", "nothing decided", "other service")


@cache
def edition(name: str = "bolton-building-inspection") -> Edition:
    return edition_of(drafts.named(name))


@cache
def recorded() -> bytes:
    return record_xml(edition(), annexes=("Annex",), template="0123").encode()


def part_of(content: bytes) -> str:
    """The name of the part that holds the record."""
    (name,) = [name for name, blob in unpack(content).items() if b"<record xmlns" in blob]
    return name


def rules(act: Callable[[], object]) -> list[str]:
    with pytest.raises(DraftRefusal) as refused:
        act()
    return [finding.rule for finding in refused.value.findings]


# Without loss


@pytest.mark.parametrize("name", [*drafts.EXAMPLES, *CHANGED])
def test_an_edition_is_read_back_as_it_was(name: str) -> None:
    one = edition(name)
    back = read_record(record_xml(one).encode()).edition
    assert back.document == one.document
    assert back.index == one.index
    assert (back.library, back.program, back.date, back.id) == (one.library, one.program, one.date, one.id)
    assert back.traces == one.traces
    assert back.file.answers == one.file.answers
    assert (back.file.open_notes, back.file.counsel_notes) == (one.file.open_notes, one.file.counsel_notes)


def test_what_is_told_beside_the_edition_is_read_back_too() -> None:
    xml = record_xml(edition(), redline_of="AB-1", annexes=("A", "B"), template="x", author='O"Hara & Son')
    back = read_record(xml.encode())
    assert (back.redline_of, back.annexes, back.template, back.author) == ("AB-1", ("A", "B"), "x", 'O"Hara & Son')
    assert (back.final, back.shortened) == (False, False)


@pytest.mark.parametrize("name", CHANGED)
def test_answers_written_out_read_back_to_the_same_and_are_written_the_same_again(name: str) -> None:
    file = edition(name).file
    text = written(file)
    back = parse_answers(text)
    assert (back.answers, back.notes) == (file.answers, file.notes)
    assert written(back) == text


def test_answers_that_no_file_gave_are_written_out_too() -> None:
    file = replace(edition().file, yaml=parse_answers(written(edition().file)).yaml)
    assert written(replace(file, yaml=type(file.yaml)(None))) != ""
    assert parse_answers(written(replace(file, yaml=type(file.yaml)(None)))).answers == file.answers


@pytest.mark.parametrize(
    "word", ["yes", "No", "null", "1.50", "06043", "2026-07-01", "a: b", "# x", "it's", "[x]", "-", "é, ü"]
)
def test_words_that_look_like_something_else_stay_words(word: str) -> None:
    file = parse_answers(written(edition().file).replace("Building Inspection Services", json.dumps(word)))
    assert file.answers.service.name == word
    assert parse_answers(written(file)).answers == file.answers


def test_the_record_names_no_folder() -> None:
    one = replace(edition(), file=replace(edition().file, file=r"C:\Users\someone\Desktop\answers.yaml"))
    assert read_record(record_xml(one).encode()).edition.file.file == "answers.yaml"
    assert "someone" not in record_xml(one)


# What the public reads


def test_a_final_copy_holds_no_notes_and_no_reasons() -> None:
    draft = drafts.make(
        "risk.disputes={counsel: the insurers differ}",
        "clauses.withdrawal={use: withdrawal/any-time, reason: Bolton wants out}",
        "routes={use: [A], reason: we dislike the other}",
    )
    back = whole_record_of(drafts.word(draft, final=True))
    assert back.final
    assert back.shortened
    text = written(back.edition.file)
    assert not [words for words in ("insurers", "wants out", "dislike", "town clerk") if words in text]
    assert back.edition.file.notes == {}
    assert back.edition.file.answers.clauses["withdrawal"].reason == LEFT_OUT
    notes = [clause.note for article in back.edition.document.articles for clause in article.clauses]
    assert set(notes) == {""}
    assert not whole_record_of(drafts.word(draft)).shortened


def test_a_final_copy_that_leaves_nothing_out_is_not_shortened() -> None:
    bare = replace(edition(), file=replace(edition().file, open_notes={}, counsel_notes={}))
    assert not read_record(record_xml(bare, final=True).encode()).shortened
    assert read_record(record_xml(edition(), final=True).encode()).shortened


# Damage and strangers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"kind: town\n", b"kind: city\n"),
        (b'library="', b'library="0'),
        (b'date="2026-11', b'date="2026-12'),
        (b'draft="AB-', b'draft="AB-0'),
        (b'file="answers', b'file="other'),
        (b"<document>e", b"<document>f"),
        (b"</document>", b"AAAA</document>"),
        (b"<document>", b"<document2>"),
    ],
)
def test_whatever_is_changed_in_a_record_is_found(old: bytes, new: bytes) -> None:
    xml = recorded()
    assert old in xml
    changed = xml.replace(old, new, 1).replace(b"</document>", b"</document2>" if b"2>" in new else b"</document>", 1)
    assert rules(lambda: read_record(changed)) == ["record-damaged"]


def test_a_newer_form_is_told_from_damage() -> None:
    assert rules(lambda: read_record(recorded().replace(b'format="1"', b'format="2"'))) == ["record-newer"]


@pytest.mark.parametrize("xml", [b"", b"<", b"<a/>", b"\xff\xfe", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"])
def test_what_is_no_record_is_refused(xml: bytes) -> None:
    assert rules(lambda: read_record(xml)) in (["record-damaged"], ["record-missing"])


def test_white_space_and_prefixes_of_another_program_are_no_damage() -> None:
    text = recorded().decode()
    windows = text.replace("\n", "\r\n")
    indented = text.replace("\n<answers", "\n    <answers").replace("<document>", "<document>\n      ")
    wrapped = re.sub(r"(<document>.{60})", r"\1\n      ", indented).replace("</answers>", "\n   </answers>")
    prefixed = re.sub(r"<(/?)(\w)", r"<\1q:\2", text.split("\n", 1)[1]).replace("xmlns=", "xmlns:q=")
    for one in (windows, indented, wrapped, prefixed):
        assert read_record(one.encode()) == read_record(recorded())
    assert read_record(prefixed.encode("utf-16")) == read_record(recorded())


def sealed(data: object, facts: dict[str, str] | None = None) -> bytes:
    """A record of this data whose digest is right."""
    packed = base64.b64encode(zlib.compress(json.dumps(data).encode())).decode()
    root = etree.fromstring(recorded())
    root.attrib.update(facts or {})
    answers, document = root
    document.text = packed
    known = dict(root.attrib)
    root.set("sha256", record._digest(known, answers.get("file", ""), answers.text or "", packed))
    return etree.tostring(root)


def contents() -> list[Any]:
    packed = etree.fromstring(recorded())[1].text or ""
    found: list[Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return found


def test_a_record_sealed_anew_is_read() -> None:
    assert read_record(sealed(contents())) == read_record(recorded())


def test_a_fact_that_a_later_version_adds_is_no_damage() -> None:
    assert read_record(sealed(contents(), {"mood": "good"})) == read_record(recorded())
    assert rules(lambda: read_record(recorded().replace(b"<record ", b'<record mood="good" '))) == ["record-damaged"]


@pytest.mark.parametrize(
    "data",
    [None, 1, "x", [], {}, [1, 2, 3, 4], [[], {}, [], []], ["[" * 3000, {}, [], []]],
    ids=repr,
)
def test_a_sealed_record_of_anything_else_is_damaged(data: object) -> None:
    assert rules(lambda: read_record(sealed(data))) == ["record-damaged"]


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("data", [None, [1], {"a": 1}, {"a": [{}, {"b": 1}]}, {"a": [[], []]}])
def test_traces_and_words_of_another_kind_are_damage(place: int, data: object) -> None:
    parts = contents()
    parts[place] = data
    assert rules(lambda: read_record(sealed(parts))) == ["record-damaged"]


def test_a_date_that_is_none_is_damage() -> None:
    assert rules(lambda: read_record(sealed(contents(), {"date": "soon"}))) == ["record-damaged"]


def test_a_record_that_grows_without_end_is_refused() -> None:
    bomb = base64.b64encode(zlib.compress(b" " * (record.MAX_DOCUMENT + 1))).decode()
    xml = re.sub(r"(?s)<document>.*</document>", f"<document>{bomb}</document>", recorded().decode())
    root = etree.fromstring(xml.encode())
    known = dict(root.attrib)
    root.set("sha256", record._digest(known, root[0].get("file", ""), root[0].text or "", bomb))
    assert rules(lambda: read_record(etree.tostring(root))) == ["record-damaged"]


def test_answers_of_another_version_are_told_with_what_is_not_understood() -> None:
    root = etree.fromstring(recorded())
    root[0].text = (root[0].text or "").replace("kind: building_inspection", "kind: dragon_keeping")
    known = dict(root.attrib)
    root.set("sha256", record._digest(known, root[0].get("file", ""), root[0].text, root[1].text or ""))
    assert rules(lambda: read_record(etree.tostring(root)))[:2] == ["record-answers", "answer-choice"]


NODES: list[Any] = [
    *(["Text"], ["Text", "x"], ["Text", 3], ["Blank", "", ""], ["Reference", "nowhere"], ["Item", []]),
    *(["Item", [], [], "a"], ["Emphasis", [["Emphasis", []]]], ["Table", "", "", [], []]),
    *(["Alternatives", [], "", []], ["Chart", "", "", "dollars", [], []]),
]
JUNK = st.sampled_from([None, True, 0, -1, 10**12, 1.5, "", "x", "\0", "Item", [], {}, "1E99", *NODES])


@settings(max_examples=30)
@given(st.sampled_from(["bolton-building-inspection", *CHANGED[:2]]), st.data())
def test_a_changed_tree_is_refused_or_can_be_printed(name: str, data: st.DataObject) -> None:
    tree = json.loads(document_json(edition(name).document))
    node = tree
    while (inner := [one for one in node if isinstance(one, list) and one]) and data.draw(st.integers(0, 6)):
        node = data.draw(st.sampled_from(inner))
    place = data.draw(st.integers(0, len(node) - 1))
    match data.draw(st.sampled_from(["put", "cut", "twice"])):
        case "put":
            node[place] = data.draw(JUNK)
        case "cut":
            del node[place]
        case _:
            node.insert(place, node[data.draw(st.integers(0, len(node) - 1))])
    try:
        document = document_of(tree)
    except UnfitTree:
        return
    changed = replace(edition(name), document=document, index=build_index(document))
    assert write_edition(changed, drafts.shipped_template())


def test_a_tree_that_is_nested_too_deeply_is_refused() -> None:
    deep: Any = ["Text", "x"]
    for _ in range(MAX_DEPTH):
        deep = ["Emphasis", [deep]]
    tree = json.loads(document_json(edition().document))
    tree[1] = [deep]
    with pytest.raises(UnfitTree):
        document_of(tree)


# In the file


def test_a_draft_holds_its_record_and_says_the_same_in_its_properties() -> None:
    content = drafts.word_of("bolton-building-inspection")
    assert record_of(content).document == edition().document
    custom = unpack(content)[PROPERTIES].decode()
    for name, value in record_facts(edition()).items():
        assert f'name="{name}"' in custom
        assert f">{value}<" in custom


def test_equal_drafts_have_equal_records() -> None:
    one, other = drafts.make(), drafts.draft(drafts.shipped_library(), drafts.answers(), drafts.DAY)
    assert drafts.word(one) == drafts.word(other)


def test_the_record_is_found_under_any_name() -> None:
    content = drafts.word_of("bolton-building-inspection")
    name = part_of(content)
    text = {other: blob.replace(b"item1.xml", b"item77.xml") for other, blob in unpack(content).items()}
    moved = {("customXml/item77.xml" if other == name else other): blob for other, blob in reversed(text.items())}
    assert name == "customXml/item1.xml"
    assert record_of(pack(moved)) == record_of(content)


def test_of_a_file_without_its_record_the_properties_still_tell() -> None:
    parts = unpack(drafts.word_of("bolton-building-inspection"))
    del parts["customXml/item1.xml"]
    with pytest.raises(DraftRefusal) as refused:
        record_of(pack(parts))
    (finding,) = refused.value.findings
    assert finding.rule == "record-removed"
    assert edition().id in finding.message
    assert edition().library in finding.message
    del parts[PROPERTIES]
    assert rules(lambda: record_of(pack(parts))) == ["record-missing"]


def test_two_records_that_differ_are_refused() -> None:
    parts = unpack(drafts.word_of("bolton-building-inspection"))
    parts["customXml/item9.xml"] = record_xml(edition("complete")).encode()
    assert rules(lambda: record_of(pack(parts))) == ["record-twice"]
    parts["customXml/item9.xml"] = parts["customXml/item1.xml"]
    assert record_of(pack(parts)).id == edition().id


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert rules(lambda: record_of(content)) == ["word-file"]


def templated(content: bytes) -> WordTemplate:
    return replace(drafts.shipped_template(), content=content)


def test_a_template_with_parts_of_its_own_keeps_them() -> None:
    """A town's template may have custom XML and properties, and may have been made from a draft."""
    parts = unpack(drafts.shipped_template().content)
    donor = unpack(drafts.word_of("complete"))
    for name in ("customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels", PROPERTIES):
        parts[name] = donor[name].replace(b"Agreement Builder version", b"Reviewed by")
    for name, kind in (("_rels/.rels", b"custom-properties"), ("word/_rels/document.xml.rels", b"customXml")):
        relation = next(one for one in re.findall(rb"<Relationship [^>]*/>", donor[name]) if kind in one)
        parts[name] = parts[name].replace(
            b"</Relationships>", re.sub(rb'Id="\w+"', b'Id="own1"', relation) + b"</Relationships>"
        )
    parts["[Content_Types].xml"] = donor["[Content_Types].xml"]
    content = write_docx(drafts.make(), templated(pack(parts)))
    assert record_of(content).id == edition().id
    custom = unpack(content)[PROPERTIES].decode()
    assert custom.count('name="Agreement Builder draft"') == 1
    assert 'name="Reviewed by"' in custom
    assert len(set(re.findall(r'pid="(\d+)"', custom))) == custom.count("<property")
    assert lint(content) == []


@pytest.mark.word
@pytest.mark.parametrize("final", [False, True])
def test_a_file_with_its_record_is_valid(final: bool, tmp_path: Any) -> None:
    assert errors(drafts.word_of("complete", final=final), tmp_path) == []
    assert lint(drafts.word_of("complete", final=final)) == []
