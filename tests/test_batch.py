"""A table of answers: what its cells may say, and that every fault is told at its row and column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agreement_builder as ab
from agreement_builder.answers.batch import Batch, answers_of_row, read_batch
from agreement_builder.answers.cell import CellFault, read_cell
from agreement_builder.answers.columns import columns_of
from agreement_builder.answers.keys import key_of
from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import shape_at
from agreement_builder.answers.spreadsheet import column_letters
from agreement_builder.errors import AnswersRefusal, Finding, TableRefusal
from agreement_builder.library.known import library_answers
from agreement_builder.library.model import Library
from agreement_builder.yamltext import unprintable
from tests import drafts

BASE = drafts.BOLTON.read_text(encoding="utf-8")
CENSUS = "funding.shares.measure.values"


def table(*rows: str, columns: str = "draft,parties.andover.name,leaving.notice_months") -> Batch:
    return read_batch("\n".join((columns, *rows)).encode(), "t.csv")


def refused(content: bytes, known: object = None) -> list[Finding]:
    with pytest.raises(TableRefusal) as caught:
        read_batch(content, "t.csv", known)  # type: ignore[arg-type]
    return list(caught.value.findings)


def faults_of(batch: Batch, row: int = 0, base: str = BASE) -> list[str]:
    with pytest.raises(AnswersRefusal) as caught:
        answers_of_row(batch.rows[row], base)
    return [str(finding) for finding in caught.value.findings]


def cell(path: str, text: str) -> object:
    shape = shape_at(Answers, path)
    assert shape is not None
    return read_cell(shape, text)


# What a row says


def test_a_row_changes_its_answers_and_keeps_the_rest_of_the_base_with_its_remarks() -> None:
    made = answers_of_row(table("a,Town of Coventry,18").rows[0], BASE)
    wanted = BASE.replace("Town of Andover\n", "Town of Coventry\n").replace("notice_months: 12", "notice_months: 18")
    assert made.text == wanted
    assert made.file.answers.parties[1].name == "Town of Coventry"
    assert made.file.answers.leaving.notice_months == 18


def test_an_empty_cell_leaves_the_answer_of_the_base() -> None:
    assert answers_of_row(table("a,,").rows[0], BASE).text == BASE


def test_an_exclamation_mark_leaves_open_with_the_note_that_follows() -> None:
    file = answers_of_row(table("a,,!", "b,,! the selectmen").rows[1], BASE).file
    assert file.answers.leaving.notice_months is None
    assert file.open_notes["leaving.notice_months"] == "the selectmen"


def test_the_public_verbs_make_drafts_of_the_rows(library: Library) -> None:
    content = b"draft,blanks.after-leaving.days,choices.building_records\nx,45,One System\n"
    batch = ab.read_batch(content, "t.csv", ab.library_answers(library))
    file = ab.answers_of_row(batch.rows[0], BASE).file
    assert file.answers.blanks["after-leaving"]["days"] == 45
    assert file.answers.choices["building_records"] == "one_system"


def test_a_party_is_added_by_the_position_after_the_last_and_gets_a_key() -> None:
    columns = f"draft,parties[5].kind,parties[5].name,{CENSUS}.coventry"
    made = answers_of_row(table("a,Town,Town of Coventry,12235", columns=columns).rows[0], BASE)
    added = made.file.answers.parties[4]
    assert (added.id, added.name, added.kind) == ("coventry", "Town of Coventry", "town")
    assert "\n  - id: coventry\n    kind: town\n    name: Town of Coventry\n" in made.text


def test_a_party_is_added_with_the_key_that_its_cell_says() -> None:
    columns = f"draft,parties[5].name,parties[5].id,parties[5].kind,{CENSUS}.guest"
    made = answers_of_row(table("a,Town of Coventry,guest,town,12235", columns=columns).rows[0], BASE)
    assert made.file.answers.parties[4].id == "guest"


def test_parties_may_be_made_from_nothing() -> None:
    columns = "draft,service.kind,parties[1].name,parties[1].kind,parties[2].name,parties[2].kind"
    row = table("a,building inspection,Town of Bolton,town,Town of Andover,town", columns=columns).rows[0]
    file = answers_of_row(row, "").file
    assert [party.id for party in file.answers.parties] == ["bolton", "andover"]


def test_two_parties_are_added_in_whatever_order_their_columns_stand() -> None:
    columns = "draft,parties[6].name,parties[5].name,parties[6].kind,parties[5].kind,funding.shares"
    made = answers_of_row(table("a,Town of Union,Town of Hebron,town,town,equal", columns=columns).rows[0], BASE)
    assert [party.id for party in made.file.answers.parties[4:]] == ["hebron", "union"]


def test_a_member_without_a_key_is_added_to_its_list() -> None:
    made = answers_of_row(table("a,Complaints", columns="draft,service.measures[7].measure").rows[0], BASE)
    assert made.file.answers.service.measures[6].measure == "Complaints"


def test_a_member_that_is_neither_there_nor_the_next_is_refused() -> None:
    assert "parties has 4" in faults_of(table("a,X", columns="draft,parties[6].name"))[0]
    (told,) = faults_of(table("a,X", columns="draft,parties.andovr.name"))
    assert told.startswith('t.csv, row 2, column B, parties.andovr.name: error: "andovr" is the key of no member')


def test_two_columns_for_one_answer_are_refused() -> None:
    batch = table("a,X,Y", columns="draft,parties.andover.name,parties[2].name")
    assert faults_of(batch)[0].startswith("t.csv, row 2, column C, parties[2].name: error: parties[2].name and")
    assert answers_of_row(table("a,X,", columns="draft,parties.andover.name,parties[2].name").rows[0], BASE)


def test_what_holds_others_comes_before_what_it_holds() -> None:
    columns = f"draft,{CENSUS}.andover,funding.shares.measure"
    cells = 'a,7,"{of: calls, values: {bolton: 1, andover: 2, ashford: 3, willington: 4}}"'
    shares = answers_of_row(table(cells, columns=columns).rows[0], BASE).file.answers.funding.shares
    assert shares.measure.values["andover"] == 7  # type: ignore[union-attr]


def test_every_fault_of_a_row_is_told_at_its_column() -> None:
    columns = "draft,leaving.notice_months,term.start,parties.bolton.kind,funding.first_budget"
    told = faults_of(table("a,twelve,soon,county seat,-5", columns=columns))
    assert [line.partition(": ")[0] for line in told] == [
        "t.csv, row 2, column D, parties.bolton.kind",
        "t.csv, row 2, column E, funding.first_budget",
        "t.csv, row 2, column C, term.start",
        "t.csv, row 2, column B, leaving.notice_months",
    ]


def test_a_fault_of_the_base_is_told_at_the_row() -> None:
    base = BASE.replace("notice_months: 12", "notice_months: twelve")
    assert faults_of(table("a,X,"), base=base)[0].startswith("t.csv, row 2, leaving.notice_months: error: ")
    assert answers_of_row(table("a,X,12").rows[0], base)


# Cells


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("term.start", "7/1/2027", "2027-07-01"),
        ("term.start", "July 1, 2027", "2027-07-01"),
        ("term.start", "1-Jul-2027", "2027-07-01"),
        ("term.start", "2027-07-01", "2027-07-01"),
        ("term.start", "13/1/2027", "13/1/2027"),
        ("term.start", "7/1/27", "7/1/27"),
        ("funding.budget.proposed_by", "31-Jan", "01-31"),
        ("funding.budget.proposed_by", "1/31", "01-31"),
        ("funding.budget.proposed_by", "January 31", "01-31"),
        ("funding.budget.proposed_by", "01-31", "01-31"),
        ("funding.budget.proposed_by", "31/1", "31/1"),
        ("funding.first_budget", "$185,000.50", Decimal("185000.50")),
        ("funding.first_budget", "-5", Decimal(-5)),
        ("leaving.notice_months", "12", 12),
        ("leaving.notice_months", "12.0", 12),
        ("leaving.notice_months", "twelve", "twelve"),
        ("service.kind", "Building Inspection", "building_inspection"),
        ("service.kind", "building", "building"),
        ("parties.bolton.name", "Town of Bolton: the old hall", "Town of Bolton: the old hall"),
        ("parties.bolton.address", "06043", "06043"),
        ("term.effect_parties", "bolton, andover", ["bolton", "andover"]),
        ("term.effect_parties", "[bolton, andover]", ["bolton", "andover"]),
        ("term.effect_parties", "bolton", ["bolton"]),
        ("funding.shares", "equal", {"method": "equal"}),
        ("funding.shares", "{method: equal}", {"method": "equal"}),
    ],
)
def test_a_cell_is_read_as_what_its_column_asks_for(path: str, text: str, value: object) -> None:
    assert cell(path, text) == value


@pytest.mark.parametrize("text", ["27,5", "1,25", "1.250,00", "$12,5", "1,2345"])
def test_a_figure_that_may_mean_two_is_refused(text: str) -> None:
    with pytest.raises(CellFault, match="may mean two figures"):
        cell("funding.first_budget", text)


def test_a_list_that_cannot_be_read_is_refused() -> None:
    assert "[table-cell]" in faults_of(table('a,"[bolton"', columns="draft,term.effect_parties"))[0]


LINES = st.text(min_size=1, max_size=60).map(str.strip).filter(lambda t: t and not unprintable(t) and "\n" not in t)


@settings(max_examples=40)
@given(LINES.filter(lambda text: not text.startswith("!")))
def test_any_line_of_text_in_a_cell_is_the_answer(line: str) -> None:
    quoted = line.replace('"', '""')
    made = answers_of_row(table(f'a,"{quoted}",').rows[0], BASE)
    assert made.file.answers.parties[1].name == line


# Columns


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("drft", "draft"),
        ("leving.notice_months", "leaving.notice_months"),
        ("leaving.notice_moths", "leaving.notice_months"),
        ("notice_months", "leaving.notice_months"),
        ("Notice months", "leaving.notice_months"),
        ("parties.bolton.nam", "parties.bolton.name"),
        ("parties[2].adress", "parties[2].address"),
        ("funding.shares.mesure.values.bolton", "funding.shares.measure.values.bolton"),
        ("blanks.after-leaving.dayz", "blanks.after-leaving.days"),
        ("choices.building_record", "choices.building_records"),
    ],
)
def test_a_column_that_is_no_path_is_refused_with_the_nearest_one(name: str, meant: str, library: Library) -> None:
    (finding,) = refused(
        f"row,{name}\nx,y\n".replace("row,", "parties.andover.name,").encode(), library_answers(library)
    )
    assert str(finding).startswith(f't.csv, row 1, column B: error: "{name}" is not the path of an answer')
    assert finding.hint == f'Did you mean "{meant}"?'


@pytest.mark.parametrize(
    "name",
    [
        "parties[0].name",
        "leaving..notice_months",
        "leaving[1]",
        "service.kind.deeper",
        "parties.bolton.name[1]",
        "[1]",
        ".",
    ],
)
def test_what_can_be_no_path_is_refused(name: str) -> None:
    assert [finding.rule for finding in refused(f"draft,{name}\nx,y\n".encode())] == ["table-column"]


def test_every_bad_column_is_told_at_once() -> None:
    found = refused(b"draft,leving.x,draft,,parties.a.name,parties.a.name\n1,2,3,4,5,6\n")
    assert [finding.where.section for finding in found] == [
        "row 1, column C", "row 1, column D", "row 1, column F", "row 1, column B"]  # fmt: skip


def test_every_blank_and_choice_of_the_library_may_be_a_column(library: Library) -> None:
    known = library_answers(library)
    assert len(known) > 300
    columns, found = columns_of(tuple(known), known, "t.csv")
    assert found == []
    assert len(columns) == len(known)


def test_a_column_without_a_library_may_name_any_blank() -> None:
    assert table("a,5", columns="draft,blanks.our-own.days").rows[0].cells[0][1] == "5"


# Names


def test_without_a_column_for_it_a_draft_is_named_after_its_first_cell() -> None:
    rows = table("Town of Andover", "Façade & Söhne", "'Ashford'", columns="parties.andover.name").rows
    assert [row.draft for row in rows] == ["town-of-andover", "facade-sohne", "ashford"]
    assert rows[0].cells[0][1] == "Town of Andover"


def test_the_suffix_of_a_name_is_taken_off() -> None:
    assert [row.draft for row in table("a.docx,,", "b.YAML,,", "St. Mary,,").rows] == ["a", "b", "St. Mary"]


@pytest.mark.parametrize(
    "name",
    ["", "../x", "a/b", "a\\b", "c:d", ".hidden", "-o", "con", "NUL.x", "x.", "a?", "n" * 101, "a\u202eb", ".docx"],
)
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    rows = table(f"{name},X,", "good,Y,").rows
    assert [[finding.rule for finding in row.faults] for row in rows] == [["table-name"], []]


def test_a_name_that_is_taken_is_refused_whatever_its_capitals() -> None:
    rows = table("andover,,", "Andover,,").rows
    assert rows[0].faults == ()
    assert "The draft of row 2 has the name" in rows[1].faults[0].message


def test_keys_of_added_members_differ() -> None:
    assert key_of("Town of Bolton", ["bolton"]) == "bolton_2"
    assert key_of("", ["a"], "line") == "line_2"


# The file


def rewritten(text: str, **how: str) -> bytes:
    separated = text.replace(",", how.get("separator", ",")).replace("\n", how.get("newline", "\n"))
    return (how.get("start", "") + separated).encode(how.get("encoding", "utf-8"))


PLAIN = "draft,parties.andover.name\na,Town of Añdover\n"


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16"},
        {"newline": "\r\n"},
        {"newline": "\r"},
        {"separator": ";"},
        {"separator": "\t", "encoding": "utf-16"},
        {"separator": ";", "newline": "\r\n", "encoding": "cp1252"},
        {"separator": ";", "newline": "\r\n", "start": "sep=;\r\n"},
        {"start": "\n,,\n"},
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saves_it(how: dict[str, str]) -> None:
    batch = read_batch(rewritten(PLAIN, **how), "t.csv")
    assert [(row.draft, row.cells[0][1]) for row in batch.rows] == [("a", "Town of Añdover")]
    assert [note.rule for note in batch.notes] == (["table-windows"] if how.get("encoding") == "cp1252" else [])


def test_a_table_of_windows_is_told_with_a_word_to_look_at() -> None:
    (note,) = read_batch(rewritten(PLAIN, encoding="cp1252"), "t.csv").notes
    assert '"Añdover" in line 2' in note.hint
    assert "CSV UTF-8" in note.hint


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "table-empty"),
        (b"\n\n", "table-empty"),
        (b"draft,parties.andover.name\n,\n", "table-empty"),
        (drafts.shipped_template().content, "table-encoding"),
        (b"draft\n\x81\xff\n", "table-encoding"),
        (b"draft\n\0\n", "table-encoding"),
        (b'draft,"parties\nx\n', "table-quotes"),
        (b"x" * 50_000_001, "table-size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused(content: bytes, rule: str) -> None:
    assert [finding.rule for finding in refused(content)] == [rule]


def test_a_cell_in_quotation_marks_may_hold_separators_and_line_ends() -> None:
    batch = read_batch(b'draft,service.description\na,"one, and ""two""\r\nand three"\nb,x\n', "t.csv")
    assert [(row.number, row.cells[0][1]) for row in batch.rows] == [(2, 'one, and "two"\nand three'), (3, "x")]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    batch = read_batch(b"draft,term.start\r\n,\r\n\r\na,x\r\n;;\r\nb,y\r\n", "t.csv")
    assert [(row.number, row.draft) for row in batch.rows] == [(4, "a"), (5, ";;"), (6, "b")]


def test_empty_cells_at_the_end_of_a_row_or_of_the_first_row_may_be_missing() -> None:
    assert [len(row.cells) for row in table("a,X", "b").rows] == [1, 0]
    assert table("a,X,12,,", columns="draft,parties.andover.name,leaving.notice_months,,").rows[0].faults == ()


def test_a_row_that_is_longer_than_the_first_is_at_fault_and_the_others_are_not() -> None:
    rows = table("a,X,12", "b,1 Main Street,Andover,12", "c,Y,6").rows
    assert [bool(row.faults) for row in rows] == [False, True, False]
    assert str(rows[1].faults[0]).startswith('t.csv, row 3, column D: error: "12" stands in a column without a name')


def test_a_row_with_a_quotation_mark_amiss_is_at_fault_and_the_others_are_not() -> None:
    rows = table("a,X,12", 'b,"the "old" hall",12', "c,Y,6").rows
    assert [[fault.rule for fault in row.faults] for row in rows] == [[], ["table-quotes"], []]
    assert "line 3 of the file" in rows[1].faults[0].message


@pytest.mark.parametrize("begun", ['b,"open', 'b,"' + "x" * 200_000 + '"'])
def test_a_cell_without_an_end_is_told_with_what_was_not_read(begun: str) -> None:
    rows = table("a,X,12", begun, "c,Y,6").rows
    assert [row.number for row in rows] == [2, 3]
    assert "nothing below it was read" in rows[1].faults[0].message


def test_ten_thousand_rows_are_read() -> None:
    rows = table(*(f"town-{n},Town of Place {n},{n % 60 + 1}" for n in range(10_000))).rows
    assert len(rows) == 10_000
    assert not any(row.faults for row in rows)


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
