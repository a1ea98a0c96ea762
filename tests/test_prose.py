"""The lint of prose: what each rule refuses and lets pass, the place that it tells, and the remedy that it names."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from agreement_builder.errors import Finding, Severity
from agreement_builder.library.clause import Clause
from agreement_builder.library.load import read_library
from agreement_builder.linting.library import lint_library
from agreement_builder.linting.plain_words import ARCHAIC, COUPLETS, GENDER, SPELLING
from agreement_builder.linting.prose import LONGEST, prose_findings
from tests import sources
from tests.command import call
from tests.samples import clause_file

WARNINGS = {"prose-will", "prose-long-sentence", "prose-number"}
RULES = sorted({rule for rule in sources.rules("linting/prose.py") if rule.startswith("prose-")})

REFUSED: tuple[tuple[str, str, str], ...] = (
    ("prose-archaic", "WITNESSETH that the Parties agree.", "Leave it out"),
    ("prose-archaic", "Whereas the Parties share a border, they agree.", "sentence of its own"),
    ("prose-archaic", "In witness whereof the Parties sign.", "Leave it out"),
    ("prose-archaic", "Now, therefore, the Parties agree.", "The Parties agree as follows."),
    ("prose-archaic", "A Party of the first part pays.", "defined term"),
    ("prose-archaic", "The terms herein bind each Party.", "“in this Agreement”"),
    ("prose-archaic", "The Parties hereto sign.", "“to this Agreement”"),
    ("prose-archaic", "The terms of said Agreement stay.", "“the”"),
    ("prose-archaic", "A copy of said notice is kept.", "“the”"),
    ("prose-archaic", "Such Party pays.", "“this”"),
    ("prose-archaic", "A Party that receives any such notice keeps it.", "“the”"),
    ("prose-archaic", "A Party answers forthwith.", "“without delay”"),
    ("prose-archaic", "Notwithstanding anything to the contrary, a Party may leave.", "Name the section that yields"),
    ("prose-archaic", "A Party may leave, provided that it pays.", "“if”"),
    ("prose-archaic", "A Party may leave; provided, however, it pays.", "“but”"),
    ("prose-archaic", "A Party acts pursuant to the law.", "“under”"),
    ("prose-archaic", "A Party pays prior\nto July 1.", "“before”"),
    ("prose-archaic", "A Party pays subsequent to the vote.", "“after”"),
    ("prose-archaic", "In the event that a Party leaves, the others stay.", "“if”"),
    ("prose-archaic", "A Party meets for the purpose of settling it.", "“to”"),
    ("prose-archaic", "Notice is deemed given on mailing.", "counts as"),
    ("prose-and-or", "A Party tells it by mail and/or by telephone.", "“or”"),
    ("prose-and-or", "The affected Party(ies) agree.", "singular or the plural"),
    ("prose-and-or", "The notice(s) are kept.", "singular or the plural"),
    ("prose-couplet", "An assignment is null and void.", "“void”"),
    ("prose-couplet", "Each and every Party signs.", "“each”"),
    ("prose-couplet", "A Party keeps any\nand all records.", "“all”"),
    ("prose-couplet", "This stays in full force and effect.", "“effect”"),
    ("prose-couplet", "A Party may indemnify and hold harmless another.", "“indemnify”"),
    ("prose-couplet", "A Party keeps all right, title and interest.", "“title”"),
    ("prose-couplet", "A Party must cease and desist from it.", "“stop”"),
    ("prose-gender", "The Official names his deputy.", "they or their"),
    ("prose-gender", "He or the deputy acts.", "Repeat the noun"),
    ("prose-gender", "The Board elects a chairman.", "“chair”"),
    ("prose-gender", "A Party lends manpower.", "“staff”"),
    ("prose-spelling", "The Parties agree on a programme.", "“program”"),
    ("prose-spelling", "The Board authorises it.", "“authorizes”"),
    ("prose-spelling", "The organisation of labour is left open.", "“organization”"),
    ("prose-spelling", "A licence is needed.", "“license”"),
    ("prose-contraction", "A Party that doesn't pay waits.", "Write the words out"),
    ("prose-contraction", "It’s the duty of each Party.", "Write the words out"),
    ("prose-will", "The Lead Agency will pay.", "“shall”"),
    ("prose-will", "On July 1, the members of the Board will meet.", "“shall”"),
    ("prose-number", "A Party answers within 30 days.", "blank"),
    ("prose-number", "A Party answers within thirty (30) business days.", "blank"),
    ("prose-number", "A Party gives 12-month notice, or 18 months.", "blank"),
    ("prose-number", "Interest runs at 6 percent.", "blank"),
    ("prose-number", "The limit is $1,000,000.", "blank"),
)
"""A rule, a sentence that breaks it, and words of the remedy."""

NO_DUTY = """
This Agreement shall take effect on July 1.
The term shall begin on July 1.
Notice shall be in writing.
Notice to a Party shall be in writing.
Payment shall be made to the Lead Agency.
The Contribution of each Party shall be paid.
A decision of the Board shall be final.
This Agreement shall be governed by the law of the State.
**"Service"** shall mean all inspections.
**"Party"** shall mean a town.
The Service shall include inspections.
**"Party"** shall include a successor town.
There shall be a Board.
Nothing in this Agreement shall limit a Party.
None of the provisions shall bind a Party.
No act of a Party shall waive a right.
Neither this Agreement nor any act shall waive it.
Funds received by the Lead Agency shall be kept apart.
Money that the Lead Agency receives shall be kept apart.
Property owned by a Party shall remain its own.
The Lead Agency's books shall be open.
On receipt of the notice the report shall be sent.
The Parties agree that the term shall be ten years.
The Lead Agency shall send a report, which shall state the cost.
{% if management.model == "lead_agency" %}This Agreement{% else %}Each Party{% endif %} shall end.
{% if management.model == "lead_agency" %}Each Party{% else %}The fee{% endif %} shall end.
This Agreement takes effect on July 1 and shall continue.
The share of {{ party.the_name }} shall be paid.
The Lead Agency shall be entitled to payment.
A Party shall have the right to inspect.
Board meetings shall be public.
All records shall be kept.
1. *Notice.* Any notice shall be sent by mail.
"""

DUTY = """
The Lead Agency shall pay.
The Lead Agency shall include it in the budget.
{{ lead.the_name | sentence }} shall pay.
The {{ party.chief_executive }} shall sign.
By {{ blanks.month_day }} of each year the Lead Agency shall send a report.
By June 30 of each year Recipient Parties shall pay.
Under [Section](#budget) Recipient Parties shall pay.
A Party that provides the Service shall comply.
A Party that believes that another has failed to perform this Agreement shall say so.
A Party that does not pay its Contribution when it is due shall pay interest.
Each Party whose Legislative Body is not a town meeting, or whose selectmen vote by delegation, shall give notice.
The Party in default shall cure it.
The Party to which a request is made shall answer.
The Party designated by the Board shall act.
The Party receiving the notice shall answer.
A Party unable to attend shall say so.
The Parties, acting by their Principals, shall agree.
On request, each Party, acting by its Principal, shall meet.
The Lead Agency keeps property bought with Contributions and shall pay each Party its share.
The Lead Agency shall, at its own cost, pay, and shall report.
{% if count > 2 %}The Lead Agency{% else %}The Party that proposed it{% endif %} shall send a copy.
The Lead Agency in consultation with the Board shall act.
After a Board meeting the Chair shall report.
If the vote fails the Board shall meet again.
The members of the Board shall meet.
The Board of Selectmen shall vote.
The Director of Health and the Tree Warden shall agree.
A majority of the members shall sign.
Each of the officers shall sign.
Neither shall disclose it.
None of them shall vote twice.
An employee who leaves shall return the keys, and they shall be kept.
It shall keep minutes.
The Board (or its delegate) shall meet.
The Lead Agency shall:
"""

SOUND = """
A Party may use equipment such as a radio, and such a radio stays its own.
No such notice is needed, and no Party asks for such information as the law protects.
The Board said that it agrees, and what it said in June stands.
The Service provided that year is paid for.
The purpose of this section is to help.
The zoning officer may issue a cease and desist order.
A Party tells the other in writing, by mail or both.
It rests on section 7-148cc(s) and on § 7-339c(a)(1).
The terms, and the conditions of the permit, stay.
The First Selectman or the board of selectmen acts; selectmen are named by office.
The Board elects a chair from its own members. Another mother is there.
The Parties promise to exercise care, to advise and to supervise, and comprise three towns.
A Party's staff keep workers' compensation, on thirty days' notice; the Parties' records stay.
A Party gives notice that it will suspend the Service.
The term will end on June 30. Staff serve at will.
The will of the voters of each Party governs.
By July 1 of 2027, in fiscal year 2027, under section 7-339a.
The shares add up to 100 percent.
A Party answers within {{ blanks.days | number }} days.
The fee is {{ blanks.fee | dollars }} and {{ blanks.rate | percent }} of the cost.
The whereabouts of heretics, a deemphasis and a hereditary theme are no matter.
"""
"""Sentences near to what is refused, which break no rule."""


def found(text: str, folder: Path, **front: object) -> list[Finding]:
    """The prose findings of a clause with this text, read from a file."""
    path = folder / "purpose" / "own.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(clause_file(text, **front), encoding="utf-8")
    library, _ = read_library(folder)
    assert library is not None
    return list(prose_findings(library.clauses["purpose/own"]))


@pytest.fixture(scope="module")
def pattern() -> Clause:
    """A clause of the shipped library without authorities, whose text a test replaces."""
    library, _ = read_library()
    assert library is not None
    return next(c for c in library.clauses.values() if not c.meta.authorities and c.topic != "recitals")


def findings(clause: Clause, text: str) -> list[Finding]:
    changed = Clause(clause.id, clause.topic, clause.meta, None, text, "own.md", 7)
    return [finding for finding in prose_findings(changed) if finding.where.field is None]


@pytest.mark.parametrize(("rule", "text", "remedy"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_sentence_is_refused_with_the_remedy(rule: str, text: str, remedy: str, pattern: Clause) -> None:
    refused = findings(pattern, text)
    assert {finding.rule for finding in refused} == {rule}
    assert all(remedy in finding.hint for finding in refused[:1])
    assert (refused[0].severity is Severity.WARNING) == (rule in WARNINGS)


@pytest.mark.parametrize("text", NO_DUTY.strip().split("\n"))
def test_shall_is_refused_where_nobody_has_a_duty(text: str, pattern: Clause) -> None:
    (refused,) = findings(pattern, text)
    assert (refused.rule, refused.severity) == ("prose-shall", Severity.ERROR)
    assert "present tense" in refused.hint


@pytest.mark.parametrize("text", DUTY.strip().split("\n"))
def test_shall_passes_where_it_states_a_duty(text: str, pattern: Clause) -> None:
    assert findings(pattern, text) == []


@pytest.mark.parametrize("text", SOUND.strip().split("\n"))
def test_a_sound_sentence_passes(text: str, pattern: Clause) -> None:
    assert findings(pattern, text) == []


def test_every_rule_has_a_sentence_that_breaks_it() -> None:
    elsewhere = {"prose-shall", "prose-long-sentence"}
    assert {rule for rule, _, _ in REFUSED} | elsewhere == set(RULES)


@pytest.mark.parametrize(
    ("rule", "words"),
    [("prose-archaic", ARCHAIC), ("prose-couplet", COUPLETS), ("prose-gender", GENDER), ("prose-spelling", SPELLING)],
)
def test_every_word_of_a_list_is_found_once(rule: str, words: dict[str, str], pattern: Clause) -> None:
    after = {"such": "such Party", "said": "said Party", "for the purpose of": "for the purpose of paying"}
    after["for the purposes of"] = "for the purposes of paying"
    for word, plain in words.items():
        (refused,) = findings(pattern, f"A Party may {after.get(word, word)}.")
        assert refused.rule == rule
        assert plain.split(" / ")[0] in refused.hint


def test_no_remedy_is_itself_refused(pattern: Clause) -> None:
    for words in (ARCHAIC, COUPLETS, GENDER, SPELLING):
        for plain in words.values():
            assert findings(pattern, plain.replace("[Section](#topic)", "it")) == []


def words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    "text",
    [
        f"A {words(LONGEST - 1)}.",
        f"A {words(40)}. The {words(40)}.",
        f"A {words(40)} at 8 a.m. and {words(10)}.",
        f"The list is:\n\n1. {words(40)};\n1. {words(40)}; and\n1. {words(40)}.",
        "A " + "{{ blanks.number_of_days | number }} " * (LONGEST - 1) + ".",
        f"A {{% if count > 2 %}}{words(40)}{{% elif count > 1 %}}{words(30)}{{% else %}}{words(20)}{{% endif %}} end.",
        f"{{% if count > 2 %}}A {words(40)}.{{% else %}}The {words(40)}.{{% endif %}} The {words(30)}.",
    ],
)
def test_a_sentence_of_sixty_words_passes_however_it_is_made(text: str, pattern: Clause) -> None:
    assert findings(pattern, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"A {words(LONGEST)}.", 7),
        (f"First.\n\nA {words(40)}\n{words(40)}.", 9),
        (f"First. It is.\nA {words(30)} at 8 a.m. and {words(30)}.", 8),
        (f"1. One.\n1. *Two.* {words(61)};", 8),
        (f"A {words(25)} {{% if count > 2 %}}{words(40)}{{% else %}}it{{% endif %}} end.", 7),
        (f"It is.\n{{% if count > 2 %}}\nA {words(61)}.\n{{% endif %}}", 9),
    ],
)
def test_a_longer_sentence_is_told_at_the_line_where_it_begins(text: str, line: int, pattern: Clause) -> None:
    (refused,) = findings(pattern, text)
    assert (refused.rule, refused.where.line, refused.severity) == ("prose-long-sentence", line, Severity.WARNING)
    assert "numbered items" in refused.hint


def test_a_finding_names_the_file_and_the_true_line(tmp_path: Path) -> None:
    text = "1. *One.* It is {{ service.name }}.\n{% if count > 2 %}\n1. The {{\n service.name }}, hereof.\n{% endif %}"
    (refused,) = found(text, tmp_path, blanks={"days": {"ask": "How many?", "label": "days"}})
    path = tmp_path / "purpose" / "own.md"
    assert refused.where.file == str(path)
    assert refused.where.line is not None
    assert "hereof" in path.read_text().split("\n")[refused.where.line - 1]


@pytest.mark.parametrize("entry", ["title", "summary", "note"])
def test_title_summary_and_note_are_held_to_plain_words_too(entry: str, tmp_path: Path) -> None:
    bad = {entry: "Hereof and/or thereof, each and every programme of the chairman"}
    refused = found("The Parties agree.", tmp_path, **bad)
    assert sorted({f.rule for f in refused}) == [
        "prose-and-or",
        "prose-archaic",
        "prose-couplet",
        "prose-gender",
        "prose-spelling",
    ]
    lines = (tmp_path / "purpose" / "own.md").read_text().split("\n")
    assert {finding.where.field for finding in refused} == {entry}
    assert all(lines[(finding.where.line or 0) - 1].startswith(entry) for finding in refused)


def test_a_note_may_quote_and_speak_freely(tmp_path: Path) -> None:
    note = 'Older forms say "hereinafter" and “null and void”. Notice shall wait 30 days; it won\'t hurt.'
    assert found("The Parties agree.", tmp_path, note=note) == []


def test_a_number_stands_where_the_clause_names_the_statute(tmp_path: Path) -> None:
    text = "The Board votes within 30 days."
    assert found(text, tmp_path, authorities=["ct-7-148cc"]) == []
    assert [finding.rule for finding in found(text, tmp_path)] == ["prose-number"]


def test_a_recital_may_say_what_a_party_will_do(pattern: Clause) -> None:
    text = "The Lead Agency will engage the staff."
    recital = Clause("recitals/own", "recitals", pattern.meta, None, text, "own.md", 7)
    assert [finding for finding in prose_findings(recital) if finding.where.field is None] == []


def test_the_marks_of_markdown_and_jinja_are_no_prose(pattern: Clause) -> None:
    text = (
        'The **"Service"** ([Section](#hereof-said), [Exhibit](#exhibit-and-or)) is {{ blanks.he | number }} *so*.\n'
        "{# hereby #}\n{% for party in parties %}\n"
        "1. {{ party.the_name }}'s records{% if loop.last %}.{% endif %}\n{% endfor %}"
    )
    assert findings(pattern, text) == []


@pytest.mark.parametrize(
    "text", ["{" * 300, "}" * 300 + " shall", "{% if" * 99, "|" * 999 + "shall", "(" * 999 + " shall"]
)
def test_a_broken_text_is_no_reason_to_stop(text: str, pattern: Clause) -> None:
    assert isinstance(findings(pattern, text), list)


def test_a_text_of_nothing_but_branches_takes_no_time(pattern: Clause) -> None:
    text = (
        "{% if count > 2 %}The Party{% else %}The fee{% endif %} " * 40
        + "led and shall. "
        + "bed ringing that " * 60
        + "shall."
    )
    begun = time.perf_counter()
    findings(pattern, text)
    assert time.perf_counter() - begun < 1


def test_the_shipped_library_is_in_plain_english() -> None:
    library, _ = read_library()
    assert library is not None
    assert [str(f) for clause in library.clauses.values() for f in prose_findings(clause)] == []


def test_the_whole_library_takes_less_than_a_tenth_of_a_second() -> None:
    library, _ = read_library()
    assert library is not None
    clauses = (list(library.clauses.values()) * 5)[:250]
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        assert sum(1 for clause in clauses for _ in prose_findings(clause)) >= 0
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.1


def test_any_folder_of_clauses_can_be_linted(tmp_path: Path) -> None:
    for folder in ("", "clauses"):
        base = tmp_path / (folder or "bare")
        root = tmp_path if folder else base
        (base / "purpose").mkdir(parents=True)
        (base / "purpose" / "own.md").write_text(clause_file("The Parties agree.\n\nA Party acts pursuant to law."))
        own = [f for f in lint_library(root)[1] if f.where.file == str(base / "purpose" / "own.md")]
        assert [(f.rule, f.where.line) for f in own] == [("prose-archaic", 7)]
    ran = call("library", "lint", tmp_path)
    assert f"{tmp_path}/clauses/purpose/own.md:7" in ran.out
    assert "[prose-archaic]" in ran.out
    assert "Write “under”." in ran.out
    assert ran.code == 4
