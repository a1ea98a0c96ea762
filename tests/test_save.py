"""Saving answers: what is written, what is kept, and that a file is written whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_builder.answers.base import Choice
from agreement_builder.answers.load import COUNSEL, left_note, load_answers, open_note, parse_answers
from agreement_builder.answers.paths import steps
from agreement_builder.answers.save import HEADER, end_list, leave_open, leave_to_counsel, set_value, with_room
from agreement_builder.answers.source import child_of
from agreement_builder.errors import AnswersRefusal, OutputRefusal
from agreement_builder.wholefile import write_whole
from agreement_builder.yamltext import read_yaml, unprintable

BOLTON = Path(__file__).parent.parent / "examples" / "bolton-building-inspection" / "answers.yaml"

REMARKED = """\
# kept: the whole file
service:
  kind: other   # what we share
  measures:
  - measure: "a"    # first
    target:   b

  # on the second
  - measure: 'c'

# who leads
management:
  model: lead_agency    # agreed in May

# who pays
funding:
  shares: {method: measure,   # by census
    measure: {of: population, values: {a: 1}}}
  # budget unknown
  first_budget: {open: ask Ann}   # soon
  note: |
    two
    lines

# the end
"""


def read(text: str) -> object:
    return read_yaml(text, "test", AnswersRefusal).value


def at(text: str, path: str) -> object:
    value: object = read(text)
    for step in steps(path):
        value = child_of(value, step)
    return value


def without(text: str, *lines: str) -> str:
    """The text less lines that must be in it."""
    for line in lines:
        assert f"{line}\n" in text
        text = text.replace(f"{line}\n", "", 1)
    return text


def test_a_new_file_begins_with_remarks_and_names_its_schema() -> None:
    text = set_value("", "service.kind", "dispatch")
    assert text == HEADER + "\nservice:\n  kind: dispatch\n"
    assert "# yaml-language-server: $schema=answers.schema.json\n" in text
    assert "{open: the town clerk knows}" in text


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("management.lead", "bolton", "  lead: bolton"),
        ("service.measures[3]", {"measure": "new"}, "  - measure: new"),
        ("service.measures[2].target", "x, y", "    target: x, y"),
        ("funding.fees", "kept", "  fees: kept"),
    ],
)
def test_an_added_answer_leaves_every_other_line_as_it_was(path: str, value: object, line: str) -> None:
    assert without(set_value(REMARKED, path, value), line) == REMARKED


def test_a_new_group_stands_apart_at_the_end_of_the_answers() -> None:
    text = set_value(REMARKED, "term.start", dt.date(2027, 7, 1))
    assert text == REMARKED.replace("lines\n", "lines\n\nterm:\n  start: 2027-07-01\n")


def test_an_answer_is_added_before_the_remarks_of_the_next_group() -> None:
    text = set_value(REMARKED, "management.lead", "bolton")
    assert "  model: lead_agency    # agreed in May\n  lead: bolton\n\n# who pays\n" in text


def test_a_changed_answer_keeps_the_remark_beside_it() -> None:
    assert "  kind: dispatch   # what we share\n" in set_value(REMARKED, "service.kind", "dispatch")
    assert "    target:   d\n" in set_value(REMARKED, "service.measures[1].target", "d")
    assert "  first_budget: 185000.00   # soon\n" in set_value(REMARKED, "funding.first_budget", Decimal("185000.00"))


def test_a_figure_in_braces_is_added_within_them() -> None:
    text = set_value(REMARKED, "funding.shares.measure.values.b", 2)
    assert text == REMARKED.replace("values: {a: 1}", "values: {a: 1, b: 2}")


def test_a_group_takes_the_place_of_a_note_and_its_remark_stays() -> None:
    text = set_value("funding:\n  shares: {open: Ann}  # by May\n  fees: kept\n", "funding.shares.method", "equal")
    assert text == "funding:\n  shares:  # by May\n    method: equal\n  fees: kept\n"


def test_a_note_takes_the_place_of_a_group_and_the_rest_stays() -> None:
    text = leave_open("a:\n  b:  # why\n    c: 1\n    d: [1]\n  e: 2 # two\n", "a.b", "Ann: knows, it")
    assert text == "a:\n  b: {open: 'Ann: knows, it'}  # why\n  e: 2 # two\n"


def test_an_empty_answer_is_filled_in_place() -> None:
    assert set_value("a:\n  b:   # who\n  c: 1\n", "a.b", "x") == "a:\n  b: x   # who\n  c: 1\n"
    assert set_value("a: {b: , c: 1}\n", "a.b", "x, y") == "a: {b: 'x, y' , c: 1}\n"
    assert set_value("a: {}\nb: []\n", "a.c", 1) == "a:\n  c: 1\nb: []\n"
    assert set_value("a: {}\nb: []\n", "b[1].c", 1) == "a: {}\nb:\n  - c: 1\n"
    assert set_value("a:\n  -\n  - c\n", "a[1]", -5) == "a:\n  - -5\n  - c\n"


DEEP = """\
# ours
leaving:
  window:   # by the charter
    rule: months
    terms:
    - id: first   # agreed
      months: [11, 12]
      each:
        bolton: {notice: 12}   # two years were asked

      # of the others
    - id: second
      each:
        andover:
          notice: 24
# the end
risk: {liability: each_own}
"""


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("leaving.window.terms.second.each.andover.share", Decimal("2.5"), "          share: 2.5"),
        ("leaving.window.terms[2].each.norwich", {"notice": 1}, "        norwich:\n          notice: 1"),
        ("leaving.window.terms.second.each.norwich.notice", 1, "        norwich:\n          notice: 1"),
        ("leaving.window.terms.first.each.norwich.years.2027", 5,
         "        norwich:\n          years:\n            2027: 5"),
        ("leaving.window.terms[3]", {"id": "third", "each": {}}, "    - id: third\n      each: {}"),
        ("leaving.window.terms[3].each.bolton.steps[1].rule", "free",
         "    - each:\n        bolton:\n          steps:\n            - rule: free"),
    ],
)  # fmt: skip
def test_an_answer_deep_within_groups_lists_and_tables_leaves_every_other_line(
    path: str, value: object, line: str
) -> None:
    assert without(set_value(DEEP, path, value), line) == DEEP


def test_a_figure_deep_within_braces_is_added_within_them() -> None:
    text = set_value(DEEP, "leaving.window.terms.first.each.bolton.years", {"2027": 5})
    assert text == DEEP.replace("{notice: 12}", "{notice: 12, years: {2027: 5}}")


@pytest.mark.parametrize("path", ["leaving.window.terms", "leaving.window.terms.first.months", "service.measures"])
def test_a_list_is_begun_and_ended_without_touching_what_it_holds(path: str) -> None:
    text = DEEP if path.startswith("leaving") else REMARKED
    begun = with_room(text, path)
    assert at(begun, path) == [*at(text, path), None]  # type: ignore[misc]
    assert end_list(begun, path) == text
    assert end_list(text, path) == text
    assert end_list(begun.replace("\n", "\r\n"), path) == text.replace("\n", "\r\n")


def test_a_list_of_a_year_is_begun_and_ended() -> None:
    text = set_value("", "g.years.2027[1].a", 1)
    assert "\n    2027:\n" in text
    assert end_list(with_room(text, "g.years.2027"), "g.years.2027") == text


def test_the_room_in_a_list_is_taken_by_the_next_member() -> None:
    begun = with_room(DEEP, "leaving.window.terms")
    text = set_value(begun, "leaving.window.terms[3]", {"id": "third"})
    assert without(text, "    - id: third") == DEEP
    assert end_list(text, "leaving.window.terms") == text


def test_a_list_without_members_is_ended_as_an_empty_list() -> None:
    assert end_list("a:\n  b: 1\n", "a.c") == "a:\n  b: 1\n  c: []\n"
    assert end_list("a:\n  c: {open: Ann}  # x\n", "a.c") == "a:\n  c: []  # x\n"


def test_line_ends_of_windows_and_a_missing_last_line_end_are_kept_sound() -> None:
    assert set_value("a: 1\r\nb:\r\n  c: 2 # x\r\n", "b.d", 3) == "a: 1\r\nb:\r\n  c: 2 # x\r\n  d: 3\r\n"
    assert set_value("a: 1", "b.c", 2) == "a: 1\n\nb:\n  c: 2\n"


def test_a_member_is_named_by_its_id_or_by_its_position() -> None:
    text = set_value("parties:\n  - id: bolton\n    name: x\n", "parties.bolton.name", "Town of Bolton")
    assert text == "parties:\n  - id: bolton\n    name: Town of Bolton\n"
    assert set_value(text, "parties[1].name", "x") == "parties:\n  - id: bolton\n    name: x\n"


def test_every_kind_of_answer_is_read_back_as_it_was_saved() -> None:
    class Word(Choice):
        NO = "no", "the word"

    text = ""
    values = {"a": "06043", "b": "yes", "c": "1e3", "d": "{open}", "e": "# x", "f": "2027-07-01", "g": "~", "h": "="}
    for key, value in values.items():
        text = set_value(text, f"blanks.x.{key}", value)
    text = set_value(text, "blanks.x.i", Decimal("10.50"))
    text = set_value(text, "blanks.x.j", dt.date(2027, 7, 1))
    text = set_value(text, "blanks.x.k", Word.NO)
    text = set_value(text, "blanks.x.l", "two\nlines")
    expected = {**values, "i": Decimal("10.50"), "j": "2027-07-01", "k": "no", "l": "two\nlines"}
    assert read(text) == {"blanks": {"x": expected}}


LINES = st.text(min_size=1, max_size=60).filter(lambda t: "\n" not in t and not unprintable(t) and t == t.strip())


@given(LINES, LINES)
def test_any_line_of_text_survives_save_and_load(line: str, other: str) -> None:
    text = BOLTON.read_text(encoding="utf-8")
    saved = set_value(text, "parties.bolton.chief_executive", line)
    saved = leave_open(saved, "parties.andover.address", other)
    saved = set_value(saved, "funding.shares.measure.source", other)
    saved = set_value(saved, "service.measures[7]", {"measure": line, "target": other})
    file = parse_answers(saved)
    assert file.answers.parties[0].chief_executive == line
    assert file.open_notes["parties.andover.address"] == other
    assert file.answers.service.measures[6].measure == line
    assert file.answers.funding.shares.measure.source == other  # type: ignore[union-attr]
    assert saved.startswith(text[: text.index("service:")])


NAMES = st.sampled_from(["a", "b", "c", "d-e"])
DATA = st.recursive(
    st.integers(-5, 5) | st.sampled_from(["x", "y z", "#", None]),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3) | st.lists(inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, DATA, max_size=4), st.lists(NAMES, min_size=1, max_size=3), DATA)
def test_a_value_set_anywhere_leaves_the_other_answers(data: dict, walk: list[str], value: object) -> None:
    text = ""
    for key, inner in data.items():
        text = set_value(text, key, inner)
    path = ".".join(walk)
    try:
        changed = set_value(text, path, value)
    except AnswersRefusal:
        return
    assert at(changed, path) == value
    others = {k: v for k, v in (read(changed) or {}).items() if k != walk[0]}  # type: ignore[attr-defined]
    assert others == {k: v for k, v in data.items() if k != walk[0]}


@pytest.mark.parametrize(
    "path", ["service.kind.deeper", "service.measures[9].measure", "service[1]", "parties.no.name"]
)
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(AnswersRefusal):
        set_value(BOLTON.read_text(encoding="utf-8"), path, "x")


def test_a_character_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(AnswersRefusal) as refusal:
        set_value("", "service.name", "a\u202eb")
    assert refusal.value.findings[0].rule == "character"


def test_a_file_is_saved_and_read_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    text = BOLTON.read_text(encoding="utf-8")
    write_whole(path, text.encode())
    path.chmod(0o640)
    write_whole(path, set_value(text, "term.start", dt.date(2027, 7, 1)).encode())
    assert load_answers(path).answers.term.start == dt.date(2027, 7, 1)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.yaml"
    write_whole(path, b"old: 1\n")
    for name in ("fsync", "replace"):

        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, name, fail)
            with pytest.raises(OutputRefusal, match="No space left on device"):
                write_whole(path, b"new: 2\n")
        assert path.read_text() == "old: 1\n"
        assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputRefusal, match="cannot be written"):
        write_whole(tmp_path / "none" / "answers.yaml", b"a: 1\n")


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("a: 1\n")
    link = tmp_path / "answers.yaml"
    link.symlink_to("real.yaml")
    write_whole(link, b"a: 2\n")
    assert link.is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "a: 2\n"


def test_a_choice_is_left_to_counsel_where_it_stands_and_every_other_byte_is_kept() -> None:
    text = "risk:\n  # Ask the insurer.\n  disputes: mediation  # as before\n  liability: each_own\n"
    left = leave_to_counsel(text, "risk.disputes", "the insurers differ")
    assert left == text.replace("mediation", "{counsel: the insurers differ}")
    assert set_value(left, "risk.disputes", "mediation") == text
    assert left_note(at(left, "risk.disputes")) == (COUNSEL, "the insurers differ")


def test_what_is_left_to_counsel_becomes_a_group_and_a_topic_named_counsel_stays_one() -> None:
    assert "counsel" not in set_value("risk: {counsel: later}\n", "risk.disputes", "mediation")
    text = "blanks:\n  counsel:  # who pays\n    days: 5\n"
    assert set_value(text, "blanks.review.years", 4) == text + "  review:\n    years: 4\n"


def test_a_note_is_read_back_as_a_note() -> None:
    assert open_note(at(leave_open("", "a.b", ""), "a.b")) == ""
    assert open_note(at(leave_open("", "a.b", "no"), "a.b")) == "no"
