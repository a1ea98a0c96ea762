"""Choices left to counsel: the draft carries the alternatives, and tells where it cannot."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from agreement_builder.accounts import why
from agreement_builder.checks.run import check
from agreement_builder.compose.counsel import LeftToCounsel
from agreement_builder.document import tree
from agreement_builder.document.walk import alternatives
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Severity
from agreement_builder.interview.needs import needs
from agreement_builder.writers.text import write_text
from tests import check_cases, drafts
from tests.command import call
from tests.samples import GONE, answers_data, clause_file, make_answers, make_draft, make_library
from tests.wordfile import WordFile, text_of, val

GOLDEN = drafts.ROOT / "tests" / "golden" / "counsel.txt"
LEFT = {"counsel": "the insurers differ"}


def told(draft: Draft, rule: str) -> list[Finding]:
    return [finding for finding in check(draft) if finding.rule == rule]


def several(draft: Draft) -> dict[str, tree.Alternatives]:
    return dict(alternatives(draft.document))


# What the draft carries


def test_the_alternatives_of_the_bolton_draft_are_the_golden_file():
    lines = write_text(drafts.make(*drafts.VARIANTS["left to counsel"])).split("\n")
    begin = [place for place, line in enumerate(lines) if line.startswith("[FOR COUNSEL TO DECIDE:")]
    text = "\n".join(
        line for place in begin for line in (*lines[place - 2 : lines.index("[END OF ALTERNATIVES]", place) + 1], "")
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text.split("\n") == GOLDEN.read_text(encoding="utf-8").split("\n"), "renew it with UPDATE_GOLDEN=1"


MEDIATED, TALKED = 'risk.disputes == "mediation"', 'risk.disputes == "principals"'
SECTIONS = {
    "clauses/alpha/standard.md": None,
    "clauses/alpha/mediated.md": clause_file(
        "1. *A.* See [Section](#beta).\n1. *B.* So.", when=MEDIATED, summary="A mediator."
    ),
    "clauses/alpha/talked.md": clause_file(
        "1. *A.* They talk.\n1. *B.* They sue.", when=TALKED, title="Talks", summary="Talks."
    ),
    "clauses/beta/always.md": clause_file(
        "1. *C.* More.\n1. *D.* And more, under [Section](#alpha/b).", title="Beta", when="count >= 2"
    ),
}


def small(tmp_path: Path, files: dict[str, str | None], **overrides: object) -> Draft:
    given = {path.replace("__", "."): value for path, value in overrides.items()}
    return make_draft(make_library(tmp_path, files), make_answers(given))


def test_a_section_carries_each_alternative_with_its_letter_its_option_and_what_it_does(tmp_path):
    draft = small(tmp_path, SECTIONS, risk__disputes=LEFT)
    assert list(several(draft)) == ["alpha"]
    first, second = several(draft)["alpha"].members
    assert (first.label, first.follows_from) == ("A", "it goes to a mediator before anyone may sue")
    assert (second.label, second.clause, second.heading) == ("B", "alpha/talked", "Talks")
    assert (first.summary, second.summary, first.heading) == ("A mediator.", "Talks.", "")


def test_items_are_numbered_anew_in_each_alternative_and_references_lead_to_the_section(tmp_path):
    draft = small(tmp_path, SECTIONS, risk__disputes=LEFT)
    text = write_text(draft)
    assert [line[:3] for line in text.split("\n") if re.match(r"\([a-z]\)", line)] == ["(a)", "(b)"] * 3
    assert "See Section 1.3." in text
    assert "under Section 1.2(b)" in text
    assert not told(draft, "reference-broken") + told(draft, "reference-ambiguous")


def test_options_that_lead_to_the_same_text_leave_no_brackets(tmp_path):
    alpha = {"clauses/alpha/standard.md": clause_file("{% if risk.disputes %}So.{% endif %}")}
    draft = small(tmp_path, alpha, risk__disputes=LEFT)
    assert several(draft) == {}
    assert "So." in write_text(draft)
    (finding,) = told(draft, "counsel-decides")
    assert "No text of this draft depends on it." in finding.message


def test_options_with_the_same_text_share_an_alternative(tmp_path):
    text = '{% if governance.body in ["none", "principals"] %}No board.{% else %}A board.{% endif %}'
    draft = small(tmp_path, {"clauses/alpha/standard.md": clause_file(text)}, governance__body=LEFT)
    board, none = several(draft)["alpha"].members
    assert len(board.follows_from.split("; or ")) == 3
    assert len(none.follows_from.split("; or ")) == 2
    assert board.summary == ""  # both are of one clause, which says nothing of the difference


def test_an_optional_topic_that_one_option_fills_has_nothing_as_its_other_alternative(tmp_path):
    beta = {"clauses/beta/mediated.md": clause_file("They mediate.", title="Beta", when=MEDIATED)}
    draft = small(tmp_path, beta, risk__disputes=LEFT)
    assert [bool(member.blocks) for member in several(draft)["beta"].members] == [True, False]
    assert "Nothing stands here then; strike a section that is left empty.]" in " ".join(write_text(draft).split())


def test_two_choices_give_every_combination_that_differs(tmp_path):
    text = (
        '{% if risk.disputes == "mediation" %}{% if term.length == "fixed" %}Fixed.{% else %}Open.{% endif %}'
        "{% else %}Talks.{% endif %}"
    )
    alpha = {"clauses/alpha/standard.md": clause_file(text)}
    draft = small(tmp_path, alpha, risk__disputes=LEFT, term__length=LEFT, term__end=GONE)
    block = several(draft)["alpha"]
    assert block.paths == ("risk.disputes", "term.length")
    assert [member.follows_from.count("; and ") for member in block.members] == [1, 1, 0]


def test_more_than_twelve_alternatives_are_not_worked_out(tmp_path):
    text = "{% if governance.body == 'none' %}A{% endif %}{% if leaving.property == 'equal' %}B{% endif %}C."
    draft = small(
        tmp_path, {"clauses/alpha/standard.md": clause_file(text)}, governance__body=LEFT, leaving__property=LEFT
    )
    assert several(draft) == {}
    (finding,) = told(draft, "decision-open")
    assert finding.where.field == "governance.body"
    assert "more than 12 alternatives" in finding.message


def test_a_term_may_be_defined_in_each_alternative(tmp_path):
    texts = ('The *Way* (the **"Way"**) is talk.', 'The *Way* (the **"Way"**) is suit.')
    files = {
        "clauses/alpha/standard.md": None,
        "clauses/alpha/a.md": clause_file(texts[0], when=MEDIATED),
        "clauses/alpha/b.md": clause_file(texts[1], when=TALKED),
        "clauses/beta/always.md": clause_file("They go the Way.", title="Beta", when="count >= 2"),
    }
    draft = small(tmp_path, files, risk__disputes=LEFT)
    assert draft.index.definitions["Way"] == ("alpha",)
    assert not told(draft, "term-twice")


@pytest.mark.parametrize(("second", "met"), [("quiet", True), ("", False)])
def test_a_requirement_is_met_if_every_alternative_meets_it(tmp_path, second, met):
    files = {
        **check_cases.requirement(),
        "clauses/alpha/standard.md": None,
        "clauses/alpha/a.md": clause_file("Talk.", when=MEDIATED, satisfies=["quiet"]),
        "clauses/alpha/b.md": clause_file("Sue.", when=TALKED, satisfies=[second] if second else []),
    }
    draft = small(tmp_path, files, risk__disputes=LEFT)
    (verdict,) = draft.composition.checklist.verdicts
    assert verdict.met is met
    unmet = told(draft, "requirement-unmet")
    assert [("it ends with the chief executive officers" in finding.message) for finding in unmet] == [True] * (not met)


# Where alternatives cannot be worked out


def test_what_shapes_the_agreement_waits_and_says_why():
    draft = drafts.make("management.model={counsel: n}")
    (finding,) = [one for one in told(draft, "decision-open") if one.where.field == "management.model"]
    assert "left to counsel" in finding.message
    assert "Most of the agreement rests on it" in finding.message
    assert "Settle it with counsel before the draft." in finding.hint


@pytest.mark.parametrize(
    ("settings", "field", "reason"),
    [
        (("funding.shares={counsel: n}",), "funding.shares", "Each of its forms asks for terms of its own"),
        (("management.lead={counsel: n}",), "management.lead", "no choice among fixed options"),
    ],
)
def test_other_answers_that_decide_wait_too(settings, field, reason):
    (finding,) = [one for one in told(drafts.make(*settings), "counsel-decides") if one.where.field == field]
    assert reason in finding.message


def test_a_choice_on_which_the_statutes_rest_waits():
    path = drafts.EXAMPLES["winchester-waste"]
    draft = drafts.make("choices.entity={counsel: n}", path=path)
    (finding,) = [one for one in told(draft, "decision-open") if one.where.field == "choices.entity"]
    assert "statutes" in finding.message


def test_a_figure_left_to_counsel_is_a_blank_that_says_so():
    draft = drafts.make("leaving.notice_months={counsel: n}")
    label = "Months of notice before withdrawal: for counsel to decide"
    assert f"[{label}]" in re.sub(r"\s+", " ", write_text(draft))
    assert any(label in finding.message for finding in told(draft, "blank-open"))


def test_an_option_that_the_other_answers_rule_out_is_no_alternative():
    draft = drafts.make(*drafts.VARIANTS["mutual assistance"], "management.staff={counsel: n}")
    (left,) = draft.composition.counsel
    assert isinstance(left, LeftToCounsel)
    assert {option.value for option, _ in left.barred} == {"lead_employs", "contractor"}
    (finding,) = told(draft, "counsel-decides")
    assert "is ruled out by the other answers" in finding.message


def test_a_whole_group_may_be_left_to_counsel():
    draft = drafts.make("risk={counsel: n}")
    assert set(several(draft)) == {"liability", "disputes"}
    (finding,) = told(draft, "counsel-decides")
    assert "There are alternatives in Section 7.2, Section 7.5." in finding.message


def test_a_blank_of_a_clause_left_to_counsel_is_told_by_its_question():
    (finding,) = told(drafts.make("blanks.disputes.talk_days={counsel: n}"), "counsel-decides")
    assert "How many days do the chief executive officers have to settle a dispute?" in finding.message


def test_what_is_left_to_counsel_is_not_asked_again(library):
    raw = answers_data({"risk.disputes": LEFT, "leaving.notice_months": LEFT})
    found = needs(raw, library)
    assert {"risk.disputes", "leaving.notice_months"} <= set(found.notes)
    assert not {"risk.disputes", "leaving.notice_months"} & found.missing


def test_what_only_one_option_asks_is_a_warning_that_names_the_option():
    draft = drafts.make("term.length={counsel: n}", "term.renewal=")
    (finding,) = told(draft, "decision-open")
    assert (finding.severity, finding.where.field) == (Severity.WARNING, "term.renewal")
    assert "it ends on a stated day unless it is renewed" in finding.message


# Findings, accounts, commands


def test_each_answer_left_to_counsel_is_told_with_its_note_its_options_and_the_sections():
    draft = drafts.make(*drafts.VARIANTS["left to counsel"])
    found = {finding.where.field: finding for finding in told(draft, "counsel-decides")}
    assert len(found) == 4
    disputes = found["risk.disputes"]
    assert "the insurers differ" in disputes.message
    assert "There are alternatives in Section 7.5." in disputes.message
    assert "mediation (it goes to a mediator before anyone may sue)" in disputes.hint
    assert "“Board”" in found["governance.body"].message


def test_the_annex_lists_what_is_left_to_counsel_with_the_sections():
    draft = drafts.make(*drafts.VARIANTS["left to counsel"])
    (annex,) = draft.document.annexes
    table = next(block for block in annex.blocks if isinstance(block, tree.Table))
    assert table.caption == "Choices that the parties leave to counsel"
    assert tree.Reference("disputes") in next(row for row in table.rows if row[0][0].text == "Disputes")[2]  # type: ignore[union-attr]


def test_the_account_of_a_section_names_the_alternatives_and_takes_none_for_decided():
    account = why(drafts.make("risk.disputes={counsel: n}"), "disputes")
    assert [one.clause.id for one in account.alternatives if one.clause] == [
        "disputes/mediation",
        "disputes/principals",
    ]
    assert account.decided["risk.disputes"] is None
    assert not {"disputes/mediation", "disputes/principals"} & {one.clause.id for one in account.others}


def test_a_final_copy_is_refused_while_something_is_left_to_counsel(tmp_path):
    output = tmp_path / "final.docx"
    file = tmp_path / "answers.yaml"
    file.write_text(drafts.BOLTON.read_text(encoding="utf-8"), encoding="utf-8")
    ran = call("build", file, "-o", output, "--final", "--set", "risk.disputes={counsel: n}")
    assert ran.code == 1
    assert "[counsel-decides]" in ran.err
    assert not output.exists()


def test_a_draft_with_alternatives_is_made_and_counts_them(tmp_path):
    ran = call("build", drafts.BOLTON, "-o", tmp_path / "draft.docx", "--set", "risk.disputes={counsel: n}")
    assert ran.code == 0
    assert "1 choice for counsel, " in ran.err.splitlines()[-2]
    shown = call("why", drafts.BOLTON, "disputes", "--set", "risk.disputes={counsel: n}")
    assert "Left to counsel; this is one of the alternatives:" in shown.out


def test_the_id_of_a_draft_follows_what_is_left_to_counsel_and_no_more():
    left = [drafts.make(f"risk.disputes={{{key}: {note}}}").id for key in ("open", "counsel") for note in ("n", "m")]
    assert len({drafts.make().id, *left}) == 5


# Word


def test_in_word_each_alternative_is_led_by_a_highlighted_line_and_counted_anew():
    draft = drafts.make(*drafts.VARIANTS["left to counsel"])
    file = WordFile(drafts.word_of("left to counsel"))
    paragraphs = [(file.style(p), text_of(p), p) for p in file.paragraphs]
    lines = [words for _, words, _ in paragraphs]
    begin = next(n for n, words in enumerate(lines) if words.startswith("[FOR COUNSEL TO DECIDE: Disputes"))
    end = lines.index("[END OF ALTERNATIVES]", begin)
    numbers: list[set[str]] = []
    for style, words, p in paragraphs[begin : end + 1]:
        if words.startswith("[ALTERNATIVE"):
            numbers.append(set())
        if style == "Agreement Item":
            numbers[-1].add(val(p, "pPr/numPr/numId") or "")
        else:
            assert val(p, "r/rPr/rStyle") == drafts.shipped_template().styles.blank
    assert numbers[0] == {""} or "" not in numbers[0]
    assert all(len(used) == 1 for used in numbers)
    assert numbers[0] != numbers[1]
    assert len(several(draft)["disputes"].members) == len(numbers) == 2
