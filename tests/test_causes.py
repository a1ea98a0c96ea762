"""The causes of changes: never none, never a wrong one, each a true difference in what two editions were made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreement_builder.answers.load import load_answers
from agreement_builder.document.walk import block_runs, clauses
from agreement_builder.drafting import draft
from agreement_builder.edition import Edition, edition_of
from agreement_builder.library.model import Library
from agreement_builder.redline.causes.causes import Cause, CauseKind, Causes, views
from agreement_builder.redline.causes.differences import compared
from agreement_builder.redline.causes.edits import put_back, put_forward
from agreement_builder.redline.causes.views import View
from tests import drafts, samples
from tests.drafts import BOLTON, DAY, EXAMPLES

FOUR = EXAMPLES["four-towns-fire-marshal"]
SEVERAL = (BOLTON, FOUR)
"""A draft with few answers, and one with many."""

SINGLE: Mapping[str, str] = {
    "leaving.notice_months": "7",
    "risk.disputes": "principals",
    "funding.first_budget": "185000.01",
    "management.official": "separate",
    "term.start": "2027-06-15",
    "service.name": "Inspection of Buildings",
    "leaving.termination": "majority",
    "leaving.amendment": "legislative",
    "choices.public_fees": "no_fees",
    "blanks.records.pass_days": "9",
    "governance.meetings": "annual",
    "funding.budget.proposed_by": "02-10",
    "management.equipment": "each_owns",
    "service.measures": "[{measure: Complaints received}]",
}
"""Answers, each with another value than any of these drafts has."""

Named = Callable[..., tuple[Cause, ...]]


@lru_cache(maxsize=64)
def edition(path: Path, *laid: str) -> Edition:
    """The edition of an example with settings laid over it."""
    return edition_of(drafts.make(*laid, path=path))


def paths(causes: tuple[Cause, ...]) -> set[str]:
    """The answers among causes."""
    return {cause.name for cause in causes if cause.kind is CauseKind.ANSWER}


def changed(old: Edition, new: Edition, causes: Causes) -> Iterator[tuple[str, View, Named]]:
    """Each section, definition and exhibit that one of two editions has alone, or has otherwise."""
    documents = old.document, new.document
    kinds: tuple[tuple[set[str], Callable[[str], View], Named], ...] = (
        ({c.topic for d in documents for c in clauses(d)}, views.of_section, causes.of_section),
        ({x.id for d in documents for x in d.exhibits}, views.of_exhibit, causes.of_exhibit),
        ({key for e in (old, new) for key in e.traces if key.startswith("definitions/")}, views.of_definition,
         causes.of_definition),
    )  # fmt: skip
    for keys, view, named in kinds:
        for key in sorted(keys):
            if view(key).in_document(old.document) != view(key).in_document(new.document):
                yield key, view(key), named
    if old.document.signatures != new.document.signatures:
        yield "signatures", views.of_parties(), lambda _: causes.of_parties()
    if old.document.title != new.document.title:
        yield "title", views.of_title(), lambda _: causes.of_title()


# Never none, never a wrong one


@pytest.mark.parametrize("path", SEVERAL, ids=lambda path: path.parent.name)
def test_an_edition_has_no_difference_from_itself(path: Path) -> None:
    one = edition(path)
    assert Causes(one, one, drafts.shipped_library()).all == ()


@pytest.mark.parametrize("name", SINGLE)
def test_the_one_answer_that_changed_is_the_cause_of_all(name: str) -> None:
    seen = 0
    for path in SEVERAL:
        old, new = edition(path), edition(path, f"{name}={SINGLE[name]}")
        for library in (drafts.shipped_library(), None):
            causes = Causes(old, new, library)
            assert paths(causes.all) == {name}
            for key, _, named in changed(old, new, causes):
                seen += 1
                assert paths(named(key)) == {name}, key
    assert seen > 0


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEVERAL),
    st.lists(st.sampled_from(list(SINGLE)), min_size=2, max_size=5, unique=True),
    st.sampled_from(list(drafts.VARIANTS)),
)
def test_whatever_changed_names_true_causes(path: Path, names: list[str], variant: str) -> None:
    laid = tuple(f"{name}={SINGLE[name]}" for name in names)
    pairs = [(edition(path), edition(path, *laid)), (edition(BOLTON, *drafts.VARIANTS[variant]), edition(path))]
    for old, new in (*pairs, *((new, old) for old, new in pairs)):
        causes = Causes(old, new, drafts.shipped_library())
        true = set(causes.all)
        assert len(true) == len(causes.all)
        for key, _, named in changed(old, new, causes):
            found = named(key)
            assert found, key
            assert {cause for cause in found if cause.kind is CauseKind.ANSWER} <= true
            assert len(found) == len(set(found))
        told = Causes(old, new)
        assert all(set(named(key)) for key, _, named in changed(old, new, told))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEVERAL), st.lists(st.sampled_from(list(SINGLE)), min_size=2, max_size=4, unique=True))
def test_an_answer_without_which_a_part_is_the_same_is_no_cause_of_it(path: Path, names: list[str]) -> None:
    """The oracle are whole drafts, of which each has all changes but one."""
    laid = [f"{name}={SINGLE[name]}" for name in names]
    old, new = edition(path), edition(path, *laid)
    without = {name: edition(path, *(one for one in laid if not one.startswith(f"{name}="))) for name in names}
    causes = Causes(old, new, drafts.shipped_library())
    for key, view, named in changed(old, new, causes):
        if key.startswith("definitions/"):
            continue
        after = view.in_document(new.document)
        needed = {name for name, other in without.items() if view.in_document(other.document) != after}
        assert paths(named(key)) == needed or not needed, key


def test_of_a_section_each_paragraph_has_its_own_causes() -> None:
    laid = ("leaving.withdrawal=any_time", "leaving.lock_in={rule: effect, years: 4}", "leaving.notice_months=18")
    old, new = edition(BOLTON), edition(BOLTON, *laid)
    causes = Causes(old, new, drafts.shipped_library())
    before, after = (
        [content for c in clauses(e.document) if c.topic == "withdrawal" for content in block_runs(c.blocks)]
        for e in (old, new)
    )
    whole = paths(causes.of_section("withdrawal"))
    each = [paths(causes.of_section("withdrawal", new=content)) for content in after if content not in before]
    assert each
    assert all(each)
    assert set.union(*each) <= whole
    assert any(found < whole for found in each)


# Answers


def test_a_party_that_was_added_is_one_cause() -> None:
    """Not one for each of its particulars, its figure, and its place in lists."""
    party = "{id: coventry, name: Town of Coventry, kind: town, legislative_body: town_council}"
    bolton = load_answers(BOLTON).answers
    others = ", ".join(
        f"{{id: {one.id}, name: {one.name}, kind: {one.kind}, legislative_body: {one.legislative_body},"
        f" chief_executive: {one.chief_executive or '{open: }'}}}"
        for one in bolton.parties
    )
    values = "bolton: 4858, andover: 3151, ashford: 4191, willington: 5566"
    share = "funding.shares={{method: measure, measure: {{of: population, source: Census, values: {{{}}}}}}}"
    old = edition(BOLTON, f"parties=[{others}]", share.format(values))
    new = edition(BOLTON, f"parties=[{others}, {party}]", share.format(f"{values}, coventry: 12235"))
    causes = Causes(old, new, drafts.shipped_library())
    assert [cause.says for cause in causes.all] == ["Party added: Town of Coventry (parties.coventry)."]
    back = Causes(new, old, drafts.shipped_library())
    assert [cause.says for cause in back.all] == ["Party removed: Town of Coventry (parties.coventry)."]


@pytest.mark.parametrize(
    ("laid", "says"),
    [
        (
            "leaving.notice_months=18",
            "Answer changed: months of notice before withdrawal, from 12 to 18 (leaving.notice_months).",
        ),
        (
            "risk.disputes={counsel: the insurers differ}",
            "Answer left to counsel (the insurers differ): disputes, which was “it goes to a mediator before anyone "
            "may sue” (risk.disputes).",
        ),
        (
            "funding.first_budget=185000",
            "Answer given: net cost budgeted for the first fiscal year, which was left open (the finance officer of "
            "Bolton will know when the budget is drawn up), is now $185,000 (funding.first_budget).",
        ),
        (
            "funding.shares={method: equal}",
            "Answer changed: method of sharing the cost, from “each party pays in proportion to a measure, such as "
            "population” to “all parties pay the same” (funding.shares).",
        ),
        (
            "parties.bolton.chief_executive=Town Manager",
            "Answer changed: Town of Bolton: title of the officer who signs, from “First Selectman” to “Town Manager” "
            "(parties.bolton.chief_executive).",
        ),
        (
            "clauses.disputes={use: disputes/principals, reason: counsel asked}",
            "Clause chosen by hand: for disputes the clause disputes/principals, because “counsel asked” "
            "(clauses.disputes).",
        ),
        (
            "funding.shares={method: measure, measure: {of: population, source: 2020 Decennial Census, as_of: "
            "2020-04-01, values: {bolton: 5000, andover: 3200, ashford: 4191, willington: 5566}}}",
            "Answer changed: figure of each party, Town of Bolton from 4858 to 5000; Town of Andover from 3151 to 3200 "
            "(funding.shares.measure.values).",
        ),
    ],
)  # fmt: skip
def test_an_answer_is_said_in_words(laid: str, says: str) -> None:
    causes = Causes(edition(BOLTON), edition(BOLTON, laid), drafts.shipped_library())
    assert says in [cause.says for cause in causes.all]


def test_measures_that_the_library_suggests_are_no_difference_when_they_are_written_out() -> None:
    library = drafts.shipped_library()
    suggested = library.measures(load_answers(BOLTON).answers.service.kind)
    listed = ", ".join(f"{{measure: '{one.measure}', target: '{one.target or ''}'}}" for one in suggested)
    listed = listed.replace(", target: ''", "")
    old, new = edition(BOLTON, "service.measures="), edition(BOLTON, f"service.measures=[{listed}]")
    assert Causes(old, new, library).all == ()


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(list(EXAMPLES.values())), st.sampled_from(list(EXAMPLES.values())))
def test_the_differences_make_each_answers_of_the_other(one: Path, other: Path) -> None:
    found = compared(load_answers(one), load_answers(other), drafts.shipped_library())
    edits = [edit for difference in found.differences for edit in difference.edits]
    for made, wanted in (
        (put_back(found.new.answers, edits), found.old),
        (put_forward(found.old.answers, edits), found.new),
    ):
        assert compared(replace(wanted, answers=made), wanted).differences == ()


# What follows from other parts


def test_a_definition_comes_because_a_section_uses_its_term() -> None:
    collected, free = edition(BOLTON), edition(BOLTON, "choices.public_fees=no_fees")
    for old, new, word in ((free, collected, "now"), (collected, free, "no longer")):
        use, *others = Causes(old, new, drafts.shipped_library()).of_definition("definitions/fees")
        assert (use.kind, use.name) == (CauseKind.USE, "Fees")
        assert use.says.endswith(f" {word} use “Fees”.")
        assert paths(tuple(others)) == {"choices.public_fees"}


def test_a_number_changes_because_of_the_section_before_it() -> None:
    old = edition(FOUR)
    new = edition(FOUR, "leaving.payment={rule: none}")
    causes = Causes(old, new, drafts.shipped_library())
    moved = [t for t, n in new.index.numbers.items() if t in old.index.numbers and old.index.numbers[t] != n]
    assert moved
    for target in moved:
        assert paths(causes.of_number(target)) == {"leaving.payment"}
        assert paths(causes.of_section(target.partition("/")[0])) == {"leaving.payment"}


def test_a_section_that_only_moved_names_the_order_of_the_answers() -> None:
    lines = [f"{{id: {key}, name: {key.title()}, nature: rent, covers: its use, paid_to: bolton, parties: [andover],"
             " shares: {method: amounts, amounts: {andover: 1200}}}" for key in ("garage", "yard")]  # fmt: skip
    old, new = (edition(BOLTON, f"funding.lines=[{', '.join(order)}]") for order in (lines, lines[::-1]))
    causes = Causes(old, new, drafts.shipped_library())
    assert [cause.says for cause in causes.all] == ["Order changed: costs with a rule of their own (funding.lines)."]
    assert paths(causes.of_section("cost-garage")) == paths(causes.of_number("cost-garage")) == {"funding.lines"}


# The library, the program, the day


Make = Callable[[str, str], Library]


@pytest.fixture
def overlaid(tmp_path: Path) -> Make:
    """The shipped library with other words in a clause, under another version or the same."""

    def make(text: str, version: str) -> Library:
        shipped = Path(drafts.shipped_library().clauses["disputes/mediation"].file).read_text(encoding="utf-8")
        head, body = shipped.split("\n---\n", 1)
        head = "\n".join(line for line in head.splitlines() if not line.startswith("version:"))
        files: dict[str, str | None] = {
            "clauses/disputes/mediation.md": f'{head}\nversion: "{version}"\n---\n{body.rstrip()}\n\n{text}\n'
        }
        return samples.make_library(tmp_path / version, files, overlay=True)

    return make


def of_library(library: Library, *laid: str) -> Edition:
    return edition_of(draft(library, drafts.answers(*laid), DAY))


def test_another_version_of_a_clause_is_the_cause_where_it_stands(overlaid: Make) -> None:
    library = overlaid("The mediator is paid in equal parts.", "9.1")
    old, new = edition(BOLTON, "leaving.notice_months=18"), of_library(library)
    was = drafts.shipped_library().clauses["disputes/mediation"].meta.version
    for at_hand in (library, None):
        causes = Causes(old, new, at_hand)
        (cause,) = causes.of_section("disputes")
        assert cause == Cause(
            CauseKind.CLAUSE, "disputes/mediation", f"Clause disputes/mediation is now version 9.1 (was {was})."
        )
        assert paths(causes.of_section("withdrawal")) == {"leaving.notice_months"}
        assert [one.kind for one in causes.all] == [CauseKind.ANSWER, CauseKind.CLAUSE, CauseKind.LIBRARY]


def test_other_words_under_the_same_version_are_said_to_be_so(overlaid: Make) -> None:
    version = drafts.shipped_library().clauses["disputes/mediation"].meta.version
    library = overlaid("The mediator is paid in equal parts.", version)
    causes = Causes(edition(BOLTON), of_library(library), library)
    (cause,) = causes.of_section("disputes")
    assert (cause.kind, cause.name) == (CauseKind.CLAUSE, "disputes/mediation")
    assert f"under the same version ({version})" in cause.says
    assert cause in causes.all


def test_without_the_library_another_library_is_named_before_a_wrong_answer(overlaid: Make) -> None:
    version = drafts.shipped_library().clauses["disputes/mediation"].meta.version
    old = edition(BOLTON, "leaving.notice_months=18")
    causes = Causes(old, of_library(overlaid("The mediator is paid in equal parts.", version)))
    assert [cause.kind for cause in causes.of_section("disputes")] == [CauseKind.LIBRARY]
    assert paths(causes.of_section("withdrawal")) == {"leaving.notice_months"}


def test_an_answer_and_a_version_are_both_named_where_both_changed(overlaid: Make) -> None:
    library = overlaid("The parties have {{ leaving.notice_months }} months.", "9.2")
    old, new = edition(BOLTON, "risk.disputes=principals"), of_library(library)
    causes = Causes(old, new, library)
    assert paths(causes.of_section("disputes")) == {"risk.disputes"}
    old = of_library(drafts.shipped_library(), "leaving.notice_months=18")
    causes = Causes(old, new, library)
    assert [cause.name for cause in causes.of_section("disputes")] == ["disputes/mediation", "leaving.notice_months"]


def test_the_day_and_the_program_are_named_where_nothing_else_differs() -> None:
    one = edition(BOLTON)
    other = replace(one, date=dt.date(2027, 2, 1), program="99.0")
    causes = Causes(one, other, drafts.shipped_library())
    assert [cause.kind for cause in causes.all] == [CauseKind.PROGRAM, CauseKind.DATE]
    assert causes.all[1].says == "The draft is dated February 1, 2027 (was November 23, 2026)."


def test_another_heading_of_an_article_is_of_the_outline(tmp_path: Path) -> None:
    outline = "templates/interlocal/outline.yaml"
    old = samples.make_library(tmp_path / "old")
    new = samples.make_library(tmp_path / "new", {outline: samples.OUTLINE.replace("heading: First", "heading: Other")})
    file = samples.make_answers()
    causes = Causes(*(edition_of(draft(library, file, DAY)) for library in (old, new)), new)
    (cause,) = causes.of_article("one")
    assert (cause.kind, cause.name) == (CauseKind.OUTLINE, "one")
    assert cause.says == "The outline of the library changed at the article “Other”."
    assert [one.kind for one in causes.all] == [CauseKind.LIBRARY]
