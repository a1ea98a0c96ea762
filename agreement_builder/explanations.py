"""What each rule means: why a finding matters and what to do about it."""

from __future__ import annotations

from agreement_builder.answers.explained_batch import TABLES
from agreement_builder.answers.explained_costs import MONEY
from agreement_builder.checks.run import CHECKS
from agreement_builder.errors import LibraryRefusal, Where, error, nearest
from agreement_builder.ledger.explained import POINTS
from agreement_builder.library.explained_places import KNOWN
from agreement_builder.readers.explained import WORD_FILES
from agreement_builder.record.explained import RECORDS

READING: dict[tuple[str, ...], str] = MONEY | {
    **TABLES,
    **KNOWN,
    **RECORDS,
    **WORD_FILES,
    **POINTS,
    (
        "yaml-syntax",
        "yaml-character",
        "yaml-documents",
        "yaml-key",
        "yaml-duplicate",
    ): """The file is not the plain YAML \
that a form needs.

YAML is names and values with a colon and a space between them, and groups set in by two spaces. A name given
twice, a second document or a list in place of a name would make the program guess, so it refuses. Put a value
in quotes if it begins with a mark such as { [ & * ! | > % @ or holds a colon followed by a space.""",
    (
        "yaml-tag",
        "yaml-anchor",
        "yaml-depth",
        "yaml-size",
    ): """The file uses a part of YAML that a form does not need.

Tags can build objects, anchors and aliases can grow without end, and neither says anything that plain values
cannot. A file with more than a million bytes or forty levels is not an answers file.""",
    ("character",): """A text holds a character that no agreement can print.

Control characters break Word files, and characters that reverse the direction of text can make a name look
like another. Letters of every script and emoji are accepted.""",
    ("file-missing", "file-encoding", "file-unreadable"): """The answers file cannot be read.

It must exist, be text in UTF-8, and be readable by you.""",
    (
        "answer-missing",
        "answer-unknown",
        "answer-type",
        "answer-choice",
        "answer-value",
    ): """An answer is not what its \
question asks.

A name that is no question would silently have no effect, so it is refused with the nearest known name. `schema`
prints every question with its type and choices. Leave an answer open with {open: who will know it}.""",
    (
        "party-twice",
        "party-unknown",
        "delegation",
        "lead-contradiction",
        "share-contradiction",
        "effect",
    ): """The answers about the parties contradict \
each other.

Each party has its own name and key; other answers use the key. Only a town meeting may leave its vote to the
selectmen (Conn. Gen. Stat. § 7-339c(b)). What speaks of a lead agency, or of shares of a cost, needs one. An
agreement can wait for no more approvals than it has parties.""",
    (
        "exit-contradiction",
        "membership",
        "key-twice",
        "words-missing",
    ): """The answers on coming in and leaving contradict each other.

A notice runs for months or for days; a party that leaves by consent gives none. A payment on leaving needs a lead
agency that collects it, and a division of shared property needs a shared cost and three parties. An agreement cannot
need more parties than it has. What is listed (liabilities, events, conditions) has a key of its own, and words where
its kind does not say what it is.""",
    (
        "figure-missing",
        "seats-tiers",
        "seats-twice",
        "votes-none",
        "matter",
        "terms-of-office",
        "votes-shared",
        "appointer-twice",
    ): """The answers on seats, votes and reserved matters do not fit the parties or each other.

A rule that gives seats or votes by figures needs one for every party, and some of them above zero. Tiers rise from
0. A party chooses members in one group only, and each kind of party has one appointer. First terms are no longer
than those that follow, and a member by office serves as long as the office. Where groups share members, each member
votes; where votes have weights, only parties do. A sum belongs to spending, words to another matter; a vote needs a
board, and no more parties can consent than are named.""",
    ("dates",): """Dates contradict each other.

A term ends after it begins, and the first fiscal year (July 1 to June 30) is not over before service begins. A cost
ends after it begins, and the costs of single fiscal years lie between.""",
    (
        "staff-contradiction",
        "transfer",
        "hiring",
        "position",
        "level",
        "division",
        "thing",
    ): """The answers on management contradict each other.

Who hires, which employees move and how staff are lent have a meaning only under the structure that they speak of;
elsewhere they would silently have no effect. Nobody moves, lends or sells to oneself. A panel has members, the
parts of a shared position make a whole, a person works at most 168 hours a week, and each function has one place
in the division of the service.""",
    ("budget-days", "budget-body", "surplus-reserve"): """The answers about the budget contradict each other.

The steps of a budget follow one another within a fiscal year, from July 1 to June 30: proposal, review, adoption,
second try. Only a board that exists proposes, and only a governing board adopts. A second try needs a budget that is
agreed or adopted for all. A surplus goes into a reserve only where there is one.""",
    (
        "payment-count",
        "payment-days",
        "payment-basis",
        "late-order",
        "late-body",
        "late-notice",
    ): """The answers about payment contradict each other.

There is one day for each payment, in the order of the fiscal year. An actual cost is paid only where a cost is
shared. Stages of late payment follow one another, each consequence once; a vote can be lost only on a board, and a
notice cannot come before the payment is late.""",
    ("grant-taper",): """What the parties fund themselves falls while the grant is paid, or stays too low.

A grant pays for the beginning. The self-funded share rises from year to year, and under the Regional Performance
Incentive Program it reaches at least half by the end of the grant (Conn. Gen. Stat. § 4-124s).""",
    ("set-form", "set-path"): """A --set or --what-if does not say which answer to change.

Write path=value, with the path as `check` prints it: leaving.notice_months=18, parties.bolton.address="...".""",
    ("cost-open",): """A cost has no amounts, because an answer that it is computed from is open.

A share needs the figure of every party, a price its units. Answer it, or try a figure for one run with --set. Where
only the cost itself is open, `costs` divides a round sum in its place and says so.""",
    ("without-party",): """The agreement cannot do without this party.

--without takes a party out of every list and figure. It needs the key of a party that does not lead, and two parties
must remain, with figures that still give shares.""",
    (
        "library-missing",
        "library-file",
        "outline-missing",
    ): """A folder or file of the library is missing or unreadable.

--library names a folder with clauses/ and templates/ in it, or a folder of topics.""",
    (
        "clause-front-matter",
        "clause-empty",
        "clause-syntax",
        "clause-fill",
        "clause-forbidden",
        "clause-fact",
        "clause-filter",
        "clause-blank",
        "clause-markup",
    ): """The file of a clause cannot be used.

A clause is front matter between two lines of --- and a text in a small part of Markdown, in which {{ fact }}
prints a fact and {% if %} and {% for %} choose and repeat. Clauses come from strangers, so nothing else is
admitted: no calls, no reaching into the program, no loops without end. clauses/README.md has the grammar.""",
    (
        "clause-reference",
        "clause-authority",
        "clause-requirement",
        "clause-topic",
        "blank-unused",
    ): """A clause names \
something that does not exist.

References lead to topics, captioned items or exhibits; authorities and requirements are those of the folders
of that name; a topic must stand in the outline to be chosen.""",
    (
        "prose-archaic",
        "prose-couplet",
        "prose-and-or",
        "prose-gender",
        "prose-spelling",
        "prose-contraction",
    ): """A clause uses words for which there are plainer ones.

Old lawyers' words (hereto, said, pursuant to) and couplets (null and void) say nothing that plain words do not,
and a court may look for a meaning in each. And/or leaves open what is agreed. The agreement knows no man or woman
before the offices are filled. It is written in American English, with words written out. The finding names the
word to use. Title, summary and note are held to the same words, but may quote them and use contractions.""",
    ("prose-shall", "prose-will"): """Shall states a duty of a party, a person or a body, and nothing else does.

So a reader finds every duty by one word. What is so, or happens by itself, stands in the present tense (this
Agreement takes effect, notice is in writing, Service means); a permission takes may. Will leaves open whether
it states a duty or a fact. The subject before the word is judged: name who acts.""",
    ("prose-long-sentence",): """A sentence has more than sixty words.

Conditions and exceptions get lost in it. Part it in two, or set out its members as numbered items, which count
as sentences of their own. A printed fact counts as one word, and of the branches of an if the longest.""",
    ("prose-number",): """A clause fixes a number of days, dollars or percent that nobody was asked about.

Parties differ in what they can keep. Make it a blank of the clause, with the usual figure as its example. A
number that a statute fixes stays; name the statute under authorities, and the rule is silent.""",
    (
        "condition-syntax",
        "condition-fact",
        "condition-choice",
    ): """The condition of a clause cannot be evaluated.

A condition compares facts with text or numbers, joined by and, or, not. `library facts` lists the facts. A
word that a fact can never be makes the condition false for ever.""",
    ("outline-topic", "outline-default", "outline-twice"): """The outline and the clauses do not fit together.

Every topic of the outline has at least one clause, its default is one of them, and no topic stands twice.""",
    ("requirement-authority", "requirement-orphan", "requirement-route"): """A requirement of law cannot be tested.

It rests on an authority of the library and on routes of its state, and some clause satisfies it or a condition on
facts holds it.""",
    ("law-authority", "law-twice", "clause-choice"): """The law or the choices of the library do not fit together.

Routes and questions for counsel name authorities that exist. Each route and each choice has a name of its own. A
choice of one service is read only by clauses for that service.""",
    (
        "clause-jurisdiction",
    ): """A clause rests on the law of a state in which it is not offered, or is offered too widely.

A citation belongs to a state. A clause that cites one says so under jurisdictions; clauses without citations are
shared by all states.""",
    (
        "template-file",
        "template-style",
        "template-numbering",
        "template-placeholder",
    ): """The Word template cannot \
carry the draft.

It is a .docx with the styles that the writer uses, found by name; its headings and items are levels of one
multilevel list; and it has a paragraph {{ agreement }}. Start from templates/interlocal/agreement.docx.""",
    (
        "output-folder",
        "output-unwritable",
        "output-edited",
        "output-format",
    ): """The result cannot be written there.

A file is written whole or not at all. A draft that somebody has changed in Word, or a file that is no draft, is
not overwritten unless --force says so: write the new draft under another name and compare. The name tells the
format: .docx for Word, .txt for text, .xlsx for the workbook of costs.""",
    ("clause-id", "clause-exists"): """A clause cannot be begun under this id.

The id is the path of the file: topic/name, in small letters, figures and hyphens. A skeleton never takes the
place of words that somebody wrote: to change a shipped clause, copy its file into your own folder.""",
    ("version-kept",): """A clause says something else under the version that it had.

Drafts name the version of each clause, and counsel approves words by it. Number the version up whenever the
words or the heading change.""",
    (
        "overlay-adds",
        "overlay-replaces",
        "overlay-behind",
        "overlay-near",
        "overlay-ignored",
    ): """What a file of your own does to the shipped library.

A file of a new name adds to the library, and one of a shipped name replaces the shipped file. Where the shipped
file has a higher version by now, or a later day of checking, yours may lack a change: compare the two with
library diff. A name that is nearly a shipped one adds a clause where you may have meant to replace one. A file
that is neither a clause in the folder of a topic, nor law, nor a template has no effect at all.""",
    ("answers-changed", "answer-placement"): """The questionnaire cannot save an answer in its file.

The file is written whole or not at all, with its comments, and only where the answer can be put in without
changing anything beside it. If another program has changed the file meanwhile, its words are kept: call `new`
again, which reads the file anew, or write the answer in by hand.""",
    ("section-unknown",): """The draft has no such section.

Sections go by their number (7.2) or topic (withdrawal).""",
    ("rule-unknown",): """There is no rule of that name.

The rule of a finding stands in brackets after it; `explain` without a name lists them all.""",
}
"""Explanations of rules that are not checks of a draft."""


def explanations() -> dict[str, str]:
    """The explanation of every rule, by its id."""
    found = {rule: text for rules, text in READING.items() for rule in rules}
    return found | {rule: check.explain for check in CHECKS for rule in check.rules}


def explain(rule: str) -> str:
    """The explanation of a rule; raises LibraryRefusal naming the nearest one if there is no such rule."""
    known = explanations()
    if rule not in known:
        raise LibraryRefusal([error("rule-unknown", Where(), f'There is no rule "{rule}".', nearest(rule, known))])
    return known[rule]
