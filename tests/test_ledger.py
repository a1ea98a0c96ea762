"""The ledger: what is open in a draft, in which order, and what a dismissal does to it and to the page."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement_builder.answers.dismissal import Dismissal
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import steps
from agreement_builder.answers.shape import Single, shape_at
from agreement_builder.checks.run import check
from agreement_builder.compose.ruled import RULE
from agreement_builder.document.tree import Blank, Reference, Table, Value
from agreement_builder.document.walk import block_runs, plain
from agreement_builder.drafting import Draft
from agreement_builder.errors import Severity, Where, error, warning
from agreement_builder.ledger.ledger import REOPENED, defaults_taken, dismissal_findings, ledger_of, said_by
from agreement_builder.ledger.places import Places
from agreement_builder.ledger.point import Kind, Ledger, Point
from agreement_builder.ledger.rows import ALIKE, ROW
from agreement_builder.ledger.table import with_ledger
from agreement_builder.ledger.words import WORDS, counted, finding_of, grouped, still_told
from agreement_builder.writers.text import write_text
from tests import drafts
from tests.word_lint import lint
from tests.wordfile import WordFile, text_of

TELLING = (
    "bolton-building-inspection", "crcog-rpip-it", "eastconn-k12", "winchester-waste", "left to counsel",
    "nothing decided", "blend", "costs of their own", "mutual assistance", "complete",
)  # fmt: skip
"""Drafts with every kind of point among them."""

telling = pytest.mark.parametrize("name", TELLING)
ADDRESS = "blank:parties.bolton.address"
COUNSEL = "risk.disputes={counsel: the insurers differ}"


def dismissing(*keys: str, said: str | None = None, reason: str = "settled by hand") -> str:
    """A setting that dismisses the points with these keys."""
    entry = {"reason": reason} if said is None else {"reason": reason, "said": said}
    return f"dismissed={json.dumps(dict.fromkeys(keys, entry))}"


def of_kind(ledger: Ledger, kind: Kind) -> dict[str, Point]:
    return {point.path: point for point in ledger.open if point.kind is kind}


def keys(ledger: Ledger) -> list[str]:
    return [point.key for point in ledger.open]


def agreement(draft: Draft) -> str:
    """The words of the agreement alone: without the line that holds the id of the draft."""
    title, _, *rest = write_text(draft, final=True).splitlines()
    return "\n".join([title, *rest])


# What is open


@telling
def test_points_are_numbered_from_one_and_each_has_a_key_of_its_own(name: str) -> None:
    ledger = ledger_of(drafts.named(name))
    assert [point.number for point in ledger.open] == list(range(1, len(ledger.open) + 1))
    assert len(set(keys(ledger))) == len(ledger.open)
    assert all(point.says.strip() and point.settle.strip() for point in ledger.open)


@telling
def test_points_stand_in_the_order_of_the_draft_and_within_a_place_by_kind(name: str) -> None:
    draft = drafts.named(name)
    order = Places(draft).order
    assert {point.place for point in ledger_of(draft).open} <= set(order)
    found = [(order[point.place], list(Kind).index(point.kind)) for point in ledger_of(draft).open]
    assert found == sorted(found)


@telling
def test_every_error_and_warning_of_the_checks_is_a_point_and_no_note_is(name: str) -> None:
    draft = drafts.named(name)
    told = [one for one in check(draft) if one.severity is not Severity.NOTE and one.rule != "blank-open"]
    of_findings = [p for p in ledger_of(draft).open if p.kind in (Kind.ERROR, Kind.WARNING, Kind.COUNSEL)]
    assert Counter(one.message for one in told) == Counter(point.says for point in of_findings)


@telling
def test_every_blank_is_one_point_unless_a_choice_for_counsel_or_an_error_says_it(name: str) -> None:
    draft = drafts.named(name)
    ledger = ledger_of(draft)
    elsewhere = {point.path for point in ledger.open if point.kind in (Kind.ERROR, Kind.COUNSEL, Kind.WARNING)}
    assert set(of_kind(ledger, Kind.BLANK)) == set(drafts.open_paths(draft)) - elsewhere


def test_a_blank_that_stands_in_several_places_names_the_others() -> None:
    point = of_kind(ledger_of(drafts.make()), Kind.BLANK)["parties.andover.chief_executive"]
    assert point.place == "parties"
    assert point.where.section == "Parties"
    assert point.says.startswith("[Title of the officer who signs, Town of Andover] is not filled: the town clerk")
    assert point.says.endswith(" It stands in Signatures, Exhibit C as well.")


def test_what_is_left_to_counsel_is_one_point_at_its_first_place() -> None:
    ledger = ledger_of(drafts.make(COUNSEL, "leaving.notice_months={counsel: the budgets}"))
    choices = of_kind(ledger, Kind.COUNSEL)
    assert choices["risk.disputes"].key == "counsel:risk.disputes"
    assert {path: point.place for path, point in choices.items()} == {
        "risk.disputes": "disputes", "leaving.notice_months": "withdrawal",
    }  # fmt: skip
    assert "leaving.notice_months" not in of_kind(ledger, Kind.BLANK)


def test_a_text_that_waits_for_a_decision_is_an_error_and_no_blank_beside_it() -> None:
    ledger = ledger_of(drafts.make("leaving.withdrawal={open: the councils}"))
    (point,) = of_kind(ledger, Kind.ERROR).values()
    assert point.key == "decision-open:leaving.withdrawal"
    assert "leaving.withdrawal" not in of_kind(ledger, Kind.BLANK)


def test_a_warning_stands_at_the_section_that_it_names_or_whose_answer_it_names() -> None:
    power = [p for p in ledger_of(drafts.named("crcog-rpip-it")).open if p.kind is Kind.WARNING]
    assert [(p.key, p.place) for p in power] == [("payer-outvoted:quorum", "quorum")]
    measures = [p for p in ledger_of(drafts.named("blend")).open if p.kind is Kind.WARNING]
    assert {p.place for p in measures} == {"exhibit-costs"}


def test_findings_of_one_rule_on_one_answer_have_keys_that_do_not_depend_on_their_order() -> None:
    draft = drafts.make()
    where = Where("a.yaml", 3, field="leaving.notice_months")
    found = [warning("late", where, "One in Section 6.8."), warning("late", where, "Another."), error("x", where, "Y.")]
    own = {point.key for point in ledger_of(draft, found).open if point.path == where.field}
    assert own == {p.key for p in ledger_of(draft, found[::-1]).open if p.path == where.field}
    assert len(own) == 3
    moved = [replace(found[0], message="One in Section 7.9."), *found[1:]]
    assert own == {point.key for point in ledger_of(draft, moved).open if point.path == where.field}


# Defaults and assumptions


@pytest.mark.parametrize("name", ["bolton-building-inspection", "crcog-rpip-it", "eastconn-k12", "winchester-waste"])
def test_accepting_every_default_leaves_the_agreement_as_it_is_and_no_default_open(name: str) -> None:
    path = drafts.EXAMPLES[name]
    draft = drafts.make(path=path)
    taken = defaults_taken(draft)
    accepted = drafts.make(*(f"{one.path}={json.dumps(one.value)}" for one in taken.values()), path=path)
    assert taken
    assert agreement(accepted) == agreement(draft)
    assert not of_kind(ledger_of(accepted), Kind.DEFAULT)


def others(path: str, default: object) -> list[str]:
    """The options of a closed choice beside its default; empty where it is no closed choice."""
    choice = drafts.shipped_library().choices.get(path.removeprefix("choices."))
    shape = shape_at(Answers, path)
    closed = shape.options if isinstance(shape, Single) else ()
    return [option for option in (choice.options if choice is not None else dict(closed)) if option != default]


def test_a_default_is_a_point_because_another_answer_would_change_the_words() -> None:
    before, asked = agreement(drafts.make()), 0
    for taken in defaults_taken(drafts.make()).values():
        for option in others(taken.path, taken.value)[:1]:
            asked += 1
            assert agreement(drafts.make(f"{taken.path}={option}")) != before, taken.path
    assert asked > 20


def test_a_default_that_somebody_answers_is_no_point() -> None:
    answered = ledger_of(drafts.make("governance.quorum={rule: parties}", "choices.insurance=own"))
    assert not {"governance.quorum", "choices.insurance"} & set(of_kind(answered, Kind.DEFAULT))


def test_a_default_says_the_question_and_what_was_taken() -> None:
    found = of_kind(ledger_of(drafts.make()), Kind.DEFAULT)
    assert found["governance.quorum"].says == (
        "Quorum. The default was taken: more than half of the parties attend."
    )  # fmt: skip
    assert found["choices.insurance"].says == (
        "Who insures the service? The default was taken: each party insures itself."
    )
    assert found["governance.quorum"].place == "quorum"


@pytest.mark.parametrize("left", ["{open: the board knows}", "{counsel: compare the charters}"])
def test_a_default_that_was_left_open_or_to_counsel_is_no_default_taken(left: str) -> None:
    assert "choices.insurance" not in of_kind(ledger_of(drafts.make(f"choices.insurance={left}")), Kind.DEFAULT)


@pytest.mark.parametrize(
    "path", ["management.start_up", "funding.reserve", "choices.data", "leaving.notice_days", "parties.bolton.state"]
)
def test_a_default_of_which_the_draft_says_nothing_is_no_point(path: str) -> None:
    assert path not in of_kind(ledger_of(drafts.make()), Kind.DEFAULT)


def test_the_routes_are_an_assumption_until_somebody_chooses_them() -> None:
    (point,) = (p for p in ledger_of(drafts.make()).open if p.key == "assumption:routes")
    assert "route A (Interlocal agreement among municipalities)" in point.says
    assert point.place == "authority"
    chosen = drafts.make("routes={use: [A], reason: counsel has looked}")
    assert "assumption:routes" not in keys(ledger_of(chosen))


def test_the_round_sum_in_an_example_is_an_assumption_until_the_cost_is_known() -> None:
    key = "assumption:funding.first_budget"
    (point,) = (p for p in ledger_of(drafts.make()).open if p.key == key)
    assert point.says.endswith("so the example divides a round sum of $100,000.00.")
    assert point.place == "exhibit-costs"
    assert key not in keys(ledger_of(drafts.named("budgeted")))


def test_measures_that_the_library_suggests_are_an_assumption() -> None:
    assert "assumption:measures" not in keys(ledger_of(drafts.make()))
    suggested = ledger_of(drafts.make("service={kind: building_inspection}"))
    (point,) = (p for p in suggested.open if p.key == "assumption:measures")
    assert point.place == "exhibit-measures"
    assert re.search(r"The \d+ performance measures", point.says)


def test_the_office_that_usually_signs_is_an_assumption_where_no_blank_asks_for_it() -> None:
    path = drafts.EXAMPLES["eastconn-k12"]
    party = next(p.id for p in drafts.make(path=path).file.answers.parties if p.chief_executive is not None)
    settings = (f"parties.{party}.chief_executive=", dismissing(f"blank:parties.{party}.chief_executive"))
    found = {p.key: p for p in ledger_of(drafts.make(*settings, path=path)).open}
    assert found[f"assumption:parties.{party}.chief_executive"].place == "signatures"


# Dismissing


def test_a_dismissed_point_is_not_open_in_the_next_draft_and_keeps_its_reason() -> None:
    before, after = ledger_of(drafts.make()), ledger_of(drafts.make(dismissing("default:governance.quorum")))
    assert set(keys(before)) - set(keys(after)) == {"default:governance.quorum"}
    assert [(one.point.key, one.reason) for one in after.dismissed] == [
        ("default:governance.quorum", "settled by hand")
    ]


@settings(max_examples=12)
@given(st.sets(st.sampled_from(keys(ledger_of(drafts.make())))))
def test_every_point_is_either_open_or_dismissed(away: set[str]) -> None:
    everything = set(keys(ledger_of(drafts.make())))
    draft = drafts.make(dismissing(*sorted(away))) if away else drafts.make()
    ledger = ledger_of(draft)
    assert {one.point.key for one in ledger.dismissed} == away
    assert set(keys(ledger)) == everything - away
    assert [point.number for point in ledger.open] == list(range(1, len(ledger.open) + 1))
    assert list(dismissal_findings(draft, ledger)) == []


def test_a_point_that_says_something_else_than_when_it_was_dismissed_is_open_again() -> None:
    said = "Quorum. The default was taken: another number."
    (point,) = (p for p in ledger_of(drafts.make(dismissing("default:governance.quorum", said=said))).open
                if p.key == "default:governance.quorum")  # fmt: skip
    assert point.says.endswith(f"{REOPENED} “{said}”")
    assert said_by(point) == "Quorum. The default was taken: more than half of the parties attend."


def test_numbers_of_sections_do_not_open_a_dismissed_point_again() -> None:
    dismissal = Dismissal(reason="x", said="See Section 7.2(b) and Exhibit A,  which differ.")
    assert dismissal.holds("See Section 9.10 and Exhibit C, which differ.")
    assert not dismissal.holds("See Section 9.10 and Exhibit C, which agree.")
    assert not Dismissal(reason="x", said="It pays 7.2 percent.").holds("It pays 9.1 percent.")


def test_what_was_dismissed_with_its_own_words_stays_dismissed() -> None:
    draft = drafts.named("blend")
    (first, *_) = (p for p in ledger_of(draft).open if p.kind is Kind.WARNING)
    again = drafts.make(*drafts.VARIANTS["blend"], dismissing(first.key, said=first.says))
    assert first.key not in keys(ledger_of(again))
    assert first.says not in [one.message for one in still_told(check(again), ledger_of(again))]
    assert len(still_told(check(draft), ledger_of(draft))) == len(check(draft))


def test_an_error_and_a_choice_for_counsel_stay_open_whatever_the_file_says() -> None:
    away = ("decision-open:leaving.withdrawal", "counsel:risk.disputes")
    draft = drafts.make("leaving.withdrawal={open: n}", COUNSEL, dismissing(*away))
    ledger = ledger_of(draft)
    assert set(away) <= set(keys(ledger))
    assert {one.rule for one in dismissal_findings(draft, ledger)} == {"dismissal-firm"}


def test_a_dismissal_that_matches_nothing_is_told_in_a_note() -> None:
    draft = drafts.make(dismissing("blank:parties.nobody.address"))
    (found,) = dismissal_findings(draft, ledger_of(draft))
    assert (found.rule, found.severity) == ("dismissal-idle", Severity.NOTE)
    assert '"blank:parties.nobody.address"' in found.message


# Blanks filled by hand


def test_a_dismissed_blank_is_a_rule_to_write_on() -> None:
    draft = drafts.make(dismissing(ADDRESS, "blank:parties.andover.chief_executive", "blank:term.start"))
    assert not {"parties.bolton.address", "term.start"} & set(drafts.open_paths(draft))
    values = [one for run in draft.index.runs for one in run.inlines if isinstance(one, Value) and one.text == RULE]
    assert {value.path for value in values} == {
        "parties.bolton.address", "parties.andover.chief_executive", "term.start",
    }  # fmt: skip
    assert next(one.point.key for one in ledger_of(draft).dismissed) == "blank:parties.andover.chief_executive"


def test_a_signature_line_that_is_filled_by_hand_is_as_wide_as_the_others() -> None:
    draft = drafts.make(dismissing("blank:parties.andover.chief_executive"))
    andover = next(one for one in draft.document.signatures if one.party == "andover")
    assert dict(andover.lines)["Title"] == ()


def test_a_draft_with_a_rule_for_a_blank_is_another_draft() -> None:
    assert drafts.make(dismissing(ADDRESS)).id != drafts.make().id
    assert drafts.make("dismissed={}").id == drafts.make().id


def test_a_blank_that_asks_for_something_else_now_is_a_blank_again() -> None:
    said = of_kind(ledger_of(drafts.make()), Kind.BLANK)["parties.bolton.address"].says
    same = drafts.make(dismissing(ADDRESS, said=said))
    renamed = drafts.make(dismissing(ADDRESS, said=said), "parties.bolton.name=Town of New Bolton")
    assert "parties.bolton.address" not in drafts.open_paths(same)
    assert "parties.bolton.address" in drafts.open_paths(renamed)
    assert REOPENED in of_kind(ledger_of(renamed), Kind.BLANK)["parties.bolton.address"].says


def test_neither_what_counsel_fills_nor_what_decides_becomes_a_rule() -> None:
    away = dismissing("blank:leaving.notice_months", "blank:management.model")
    for setting in ("leaving.notice_months={counsel: n}", "management.model={open: n}"):
        path = setting.partition("=")[0]
        assert path in {one.path for one, _ in drafts.make(setting, away).index.blanks if isinstance(one, Blank)}


# Tables


def tables(draft: Draft, ledger: Ledger) -> list[Table]:
    (annex,) = with_ledger(draft.document, ledger).annexes
    old = draft.document.annexes[0].blocks
    return [block for block in annex.blocks if isinstance(block, Table) and block not in old]


def numbers(cell: str) -> list[int]:
    """The numbers that a cell of the first column names."""
    ranges = (part.partition("–") for part in cell.split(", "))
    return [number for first, _, last in ranges for number in range(int(first), int(last or first) + 1)]


@telling
def test_the_tables_name_every_open_point_once(name: str) -> None:
    draft = drafts.named(name)
    ledger = ledger_of(draft)
    found = [n for table in tables(draft, ledger) if table.caption.startswith("Open points")
             for row in table.rows for n in numbers(plain(row[0]))]  # fmt: skip
    assert sorted(found) == [point.number for point in ledger.open]


@telling
def test_the_tables_lead_only_to_sections_that_are_there(name: str) -> None:
    draft = drafts.named(name)
    cells = [one for table in tables(draft, ledger_of(draft)) for run in block_runs((table,)) for one in run]
    assert {one.target for one in cells if isinstance(one, Reference)} <= set(draft.index.numbers)


def test_the_ledger_stands_before_the_other_tables_of_the_annex() -> None:
    draft = drafts.make(dismissing(ADDRESS))
    (annex,) = with_ledger(draft.document, ledger_of(draft)).annexes
    captions = [block.caption for block in annex.blocks if isinstance(block, Table)]
    assert captions[:4] == [
        "Open points: Blanks (17)", "Open points: Assumptions (2)", "Open points: Defaults taken (41)",
        "Points that were dismissed (1)",
    ]  # fmt: skip
    assert len(captions) > 4


def test_a_draft_without_an_annex_and_a_final_copy_have_no_ledger() -> None:
    bare = replace(drafts.make().document, annexes=())
    assert with_ledger(bare, ledger_of(drafts.make())) == bare
    assert "Open points" not in write_text(drafts.make(), final=True)
    assert "Open points: Blanks (18)" in write_text(drafts.make())


def test_both_writers_take_the_ledger_that_they_are_given() -> None:
    few = Ledger(ledger_of(drafts.make()).open[:1])
    assert "1 open point: 1 blank;" in write_text(drafts.make(), ledger=few)


def test_the_word_draft_has_the_ledger_and_stays_sound() -> None:
    content = drafts.word(drafts.make(dismissing(ADDRESS)))
    words = [text_of(paragraph) for paragraph in WordFile(content).paragraphs]
    assert (
        "60 open points: 17 blanks, 2 assumptions, 41 defaults; 1 dismissed; a final copy is made once none is left."
        in words
    )
    assert "Points that were dismissed (1)" in words
    assert lint(content) == []


def test_a_ledger_of_more_than_five_hundred_points_is_read_in_a_hundred_rows() -> None:
    draft = drafts.make(*drafts._parties(500))
    ledger = ledger_of(draft)
    assert len(ledger.open) > 500
    assert sum(len(table.rows) for table in tables(draft, ledger)) < 100
    (first, *_) = (table.rows for table in tables(draft, ledger))
    assert plain(first[0][0]) == f"1–{ROW}"
    assert plain(first[0][1]).startswith(
        "Title of the officer who signs: Town of Place Number 1; Town of Place Number 2;"
    )


def test_few_blanks_alike_have_rows_of_their_own() -> None:
    draft = drafts.make()
    blanks = next(table for table in tables(draft, ledger_of(draft)) if "Blanks" in table.caption)
    assert sum("Address for notices" in plain(row[1]) for row in blanks.rows) == 4 <= ALIKE


# Words


@telling
def test_the_count_names_each_kind_that_there_is(name: str) -> None:
    ledger = ledger_of(drafts.named(name))
    told = counted(ledger)
    assert told.startswith(f"{len(ledger.open) or 'no'} open point")
    for kind, points in grouped(ledger.open):
        words = WORDS[kind]
        assert f"{len(points)} {words.one if len(points) == 1 else words.several}" in told


@telling
def test_a_point_of_a_finding_is_told_as_that_finding(name: str) -> None:
    draft = drafts.named(name)
    told = {(f.rule, f.severity, f.message) for f in check(draft) if f.rule != "blank-open"}
    for point in ledger_of(draft).open:
        if point.kind in (Kind.ERROR, Kind.WARNING, Kind.COUNSEL):
            one = finding_of(point)
            assert (one.rule, one.severity, one.message) in told


def test_every_path_of_a_point_can_be_walked() -> None:
    assert all(steps(point.path) for point in ledger_of(drafts.make()).open)
