"""The passport of a section: why its clauses stand there, in words, and short enough to be read at a glance."""

import re
from statistics import median

import pytest

from agreement_builder.compose.reasons import Reasons
from agreement_builder.compose.select import Chosen, Reason
from agreement_builder.drafting import Draft
from agreement_builder.writers.docx.passport import FACTS, OTHERS, clause_passports
from tests import drafts

TELLING = (
    "bolton-building-inspection",
    "crcog-rpip-it",
    "hebron-superintendent",
    "winchester-waste",
    "costs of their own",
    "left to counsel",
    "nothing decided",
)
"""Drafts under several laws and models, with costs of their own, and with much that is open."""


def passport(content: Draft, place: str) -> list[str]:
    return clause_passports(content)[place]


def chosen(content: Draft, topic: str) -> Chosen:
    return next(one for one in content.composition.chosen if one.slot.topic == topic)


def test_it_says_clause_version_facts_alternatives_note_and_law() -> None:
    note = chosen(drafts.make(), "withdrawal").clause
    assert note is not None
    assert passport(drafts.make(), "withdrawal") == [
        f"Clause withdrawal/fiscal-year-end, version {note.meta.version}. Chosen by the answers:",
        "– When notice of withdrawal may be given: notice may be given on any day",
        "– When a withdrawal takes effect: at the end of a fiscal year, after notice",
        "Not chosen:",
        "– any-time: on the day that the notice runs out.",
        "– by-consent: A party leaves only by an amendment that every other party has ratified.",
        "– window: Notice of withdrawal only in stated months, of every year or of stated years.",
        "– and 4 others: agreement-builder why ANSWERS 6.8",
        note.meta.note,
        "Law (through the 2024 sessions): Conn. Gen. Stat. § 7-339c(a).",
    ]


def test_a_clause_without_rivals_needs_two_sentences() -> None:
    assert passport(drafts.make(), "words-of-agreement") == [
        "Clause words-of-agreement/standard, version 1.0. The only clause for this topic."
    ]


def test_a_choice_by_hand_gives_its_reason() -> None:
    by_hand = drafts.make("clauses.disputes={use: disputes/principals, reason: the insurer asks for it}")
    first, *_ = passport(by_hand, "disputes")
    assert first == "Clause disputes/principals, version 1.1. Chosen by hand: the insurer asks for it."


def test_alternatives_for_counsel_bear_their_letters_and_notes() -> None:
    told = passport(drafts.named("left to counsel"), "disputes")
    assert told[0] == "Alternative A, for counsel to choose: clause disputes/mediation, version 1.1."
    assert told[1] == "Alternative B, for counsel to choose: clause disputes/principals, version 1.1."
    assert any(line.startswith("A: ") for line in told)
    assert not [line for line in told if line.startswith(("– mediation", "– principals"))]


def test_alternatives_that_differ_in_their_text_alone_are_named_together() -> None:
    assert passport(drafts.named("left to counsel"), "performance")[0] == (
        "Alternatives A and B, for counsel to choose: clause performance/measured, version 1.1."
    )


def test_what_waits_for_an_answer_says_for_which() -> None:
    content = drafts.make("management.model={open: the boards will say}")
    waiting = [
        line for lines in clause_passports(content).values() for line in lines if "once this is answered" in line
    ]
    assert "Another may stand here once this is answered: Structure of the service" in waiting


def test_a_clause_for_the_service_alone_names_the_service() -> None:
    assert passport(drafts.make(), "exclusions")[1] == "– Service that the parties share: building inspection"


def test_a_section_of_several_clauses_says_no_fact_twice() -> None:
    told = passport(drafts.make(), "quorum")
    assert [line.partition(",")[0] for line in told if line.startswith("Clause ")] == [
        "Clause quorum/parties", "Clause votes/per-party", "Clause majority/simple",
    ]  # fmt: skip
    assert len(told) == len(set(told))


def test_the_section_of_definitions_says_why_they_are_here() -> None:
    told = passport(drafts.make(), "defined-terms")
    assert [line for line in told if re.fullmatch(r"\d+ definitions, each here because a clause uses its term\.", line)]


def test_a_cost_with_a_rule_of_its_own_tells_its_own_facts() -> None:
    told = passport(drafts.named("costs of their own"), "cost-garage")
    assert "– Kind of cost: rent or another payment from one party to another" in told


def test_laws_checked_to_another_day_stand_apart() -> None:
    content = drafts.named("monroe-woodbury-dog-control")
    told = [line for lines in clause_passports(content).values() for line in lines if line.startswith("Law (")]
    assert any("N.Y. Gen. Mun. Law §" in line for line in told)
    assert all("Conn." not in line or "N.Y." not in line for line in told)


# Laws of all of them


@pytest.mark.parametrize("name", TELLING)
def test_facts_that_chose_a_clause_are_read_by_its_condition_and_true(name: str) -> None:
    content = drafts.named(name)
    reasons = Reasons(content.library, content.file.answers)
    for one in content.composition.chosen:
        because = reasons.because(one)
        if one.clause is None or one.reason is not Reason.CONDITION:
            assert because == ()
            continue
        condition = one.clause.condition
        assert {path for path, _ in because} <= ({"service.kind"} if condition is None else set(condition.facts()))
        assert because or one.label
        assert not [words for _, words in because if "not answered" in words]


@pytest.mark.parametrize("name", TELLING)
def test_an_alternative_that_was_not_chosen_needs_another_answer_or_stands_behind(name: str) -> None:
    content = drafts.named(name)
    reasons = Reasons(content.library, content.file.answers)
    for one in content.composition.chosen:
        verdicts = {weighed.clause.id: weighed.verdict for weighed in one.considered}
        for other in reasons.instead(one):
            holds = verdicts[other.clause.id] is True or other.clause.condition is None
            assert bool(other.needs) is not holds, other.clause.id
            assert bool(other.applies) is bool(other.needs)


@pytest.mark.parametrize("name", TELLING)
def test_passports_are_short(name: str) -> None:
    told = [lines for lines in clause_passports(drafts.named(name)).values() if not lines[0].startswith("Alternative")]
    lengths = [len(" ".join(lines).split()) for lines in told]
    assert median(lengths) < 100
    assert max(lengths) < 250
    assert all(sum(line.startswith("– ") for line in lines) <= 9 * FACTS + OTHERS + 1 for lines in told)
