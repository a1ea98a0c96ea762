"""Called by `linting/library.py` for every clause: its words, held to plain modern legal English.

The text is read once, with everything that is not prose blotted out in place, so that a place in it is a place in
the file. The words of the text are then looked up in the lists of `plain_words.py`; a pattern is tried only where
one of its words occurs. Whether "shall" states a duty is judged by `duties.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.errors import Finding, Where, error, warning
from agreement_builder.library.clause import Clause
from agreement_builder.linting.duties import PRINTED, is_duty, is_promise
from agreement_builder.linting.plain_words import ARCHAIC, COUPLETS, GENDER, SPELLING, Wordlist

LONGEST = 60
"""The most words of a sentence that a reader takes in at one reading."""

_NOT_PROSE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\]\([^()\n]*\)|^ *[0-9]+\.(?= )|[*\[]|[\"“”](?!\*\*)", re.DOTALL | re.MULTILINE
)
_PARTY = re.compile(r"\b(?:lead|party|other)\.(?:the_)?name\b")
_BRANCHES = {"if": "{", "elif": "|", "else": "|", "endif": "}"}
_TAG_NAME = re.compile(r"[a-z]+")
_NOT_LINE_END = re.compile(r"[^\n]")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_WORD = re.compile(r"[a-z]+")

_ARCHAIC, _COUPLETS = Wordlist(ARCHAIC), Wordlist(COUPLETS)
_GENDER, _SPELLING = Wordlist(GENDER), Wordlist(SPELLING)
_ANY = Wordlist({**ARCHAIC, **COUPLETS, **GENDER, **SPELLING})
_AND_OR = re.compile(r"\band/or\b|\bor/and\b|(?<=[A-Za-z]{3})\((?:s|es|ies)\)", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:shall|will)\b", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<!\w)(\w+)['’](\w+)")
_SHORT_IS = ("he", "here", "how", "it", "let", "she", "that", "there", "what", "where", "who")
_FIGURE = re.compile(
    r"(?<![-–.\w])(?:\$\s?[0-9][0-9,.]*"
    r"|\(?(?!100[\s-]*(?:%|percent))[0-9][0-9,.]*\)?[\s-]*"
    r"(?:%|(?:percent|dollars?|(?:(?:business|calendar|working)\s+)?(?:day|week|month|year)s?)\b))",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\n\s*\n|[{|}]|[^\s{|}]+")
_BLOCK = re.compile(r"\n\s*\n|\n(?= *\. )")
_IN_WORD = re.compile(rf"[\w{PRINTED}]")
_SENTENCE_END = re.compile(r"[.!?][)'’]*$")
_MARKS = re.compile(rf"[{{|}}{PRINTED}]")
_SHORTENED = re.compile(r"(?:[A-Za-z]\.){2,}|(?:No|Nos|Conn|Gen|Stat|Inc|St|Dr|Mr|Ms|v)\.")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text whose every character stands where it stands in the file, its lower-case words, and where it begins."""

    text: str
    words: frozenset[str]
    start: Where

    def at(self, place: int) -> Where:
        """The place in the file of a place in the text."""
        line = self.start.line
        if line is None or self.start.field is not None:
            return self.start
        return Where(self.start.file, line + self.text.count("\n", 0, place))

    def hits(self, words: Wordlist) -> Iterator[tuple[Where, str, str]]:
        """Where each word of the list stands, as it is written there, and what to do."""
        if words.may_occur(self.words):
            yield from ((self.at(place), written, what) for place, written, what in words.hits(self.text))


def passage(text: str, start: Where) -> Passage:
    """A text with everything that is not prose blotted out."""
    plain = _NOT_PROSE.sub(_blotted, text)
    return Passage(plain, frozenset(_WORD.findall(plain.lower())), start)


def _blotted(found: re.Match[str]) -> str:
    """As many spaces, ended by a mark: what a printed fact stands for, a branch, the end of an item's number."""
    text, mark = found[0], " "
    if text.startswith("{{"):
        mark = "Party" if _PARTY.search(text) else PRINTED
    elif text.startswith("{%"):
        name = _TAG_NAME.search(text)
        mark = _BRANCHES.get(name[0] if name else "", " ")
    elif text.endswith("."):
        mark = "."
    blank = text[: -len(mark)]
    return (_NOT_LINE_END.sub(" ", blank) if "\n" in blank else " " * len(blank)) + mark


def prose_findings(clause: Clause) -> Iterator[Finding]:
    """Every place where a clause departs from plain modern legal English."""
    body = passage(clause.text, Where(clause.file, clause.line))
    yield from _words(body)
    yield from _contractions(body)
    yield from _modals(body, recital=clause.topic == "recitals")
    yield from _long_sentences(body)
    if not clause.meta.authorities:
        yield from _figures(body)
    for entry in ("title", "summary", "note"):
        text = str(getattr(clause.meta, entry))
        yield from _words(passage(_QUOTED.sub(" ", text), clause.where(entry)))


def _words(prose: Passage) -> Iterator[Finding]:
    """Words and phrases for which there are plainer ones."""
    if _ANY.may_occur(prose.words):
        yield from _listed(prose)
    if "/" in prose.text or "(" in prose.text:
        for found in _AND_OR.finditer(prose.text):
            message = f"“{found[0]}” leaves open which of two things is agreed."
            hint = "Write “or”, or “a, b or both”; for (s), choose the singular or the plural."
            yield error("prose-and-or", prose.at(found.start()), message, hint)


def _listed(prose: Passage) -> Iterator[Finding]:
    for where, words, what in prose.hits(_ARCHAIC):
        message = f"“{words}” is old lawyers' wording: readers stumble over it, and it adds nothing in law."
        yield error("prose-archaic", where, message, what)
    for where, words, what in prose.hits(_COUPLETS):
        message = f"“{words}” says one thing twice, and a court may look for a difference."
        yield error("prose-couplet", where, message, what)
    for where, words, what in prose.hits(_GENDER):
        message = f"“{words}” makes a man or a woman of a person whom the agreement does not know."
        yield error("prose-gender", where, message, what)
    for where, words, what in prose.hits(_SPELLING):
        yield error("prose-spelling", where, f"“{words}” is British; the agreements' readers are American.", what)


def _contractions(prose: Passage) -> Iterator[Finding]:
    if "'" not in prose.text and "’" not in prose.text:
        return
    for found in _APOSTROPHE.finditer(prose.text):
        word, end = found[1].lower(), found[2].lower()
        if (
            end in ("re", "ve", "ll", "d", "m")
            or (end == "t" and word[-1] == "n")
            or (end == "s" and word in _SHORT_IS)
        ):
            message = f"“{found[0]}” is spoken English, which reads as careless in an agreement."
            hint = "Write the words out (do not, cannot, it is)."
            yield error("prose-contraction", prose.at(found.start()), message, hint)


def _modals(prose: Passage, *, recital: bool) -> Iterator[Finding]:
    """Each "shall" that states no duty of anyone, and each "will" that states one."""
    if prose.words.isdisjoint(("shall", "will")):
        return
    for found in _MODAL.finditer(prose.text):
        before, after = prose.text[max(found.start() - 800, 0) : found.start()], prose.text[found.end() :][:80]
        if found[0].lower() == "shall" and not is_duty(before, after):
            words = " ".join([*_MARKS.sub(" ", before).split()[-3:], found[0], *after.split()[:1]])
            message = f"“Shall” states a duty of a party, and “{words}” is no duty of anyone."
            hint = (
                "Write the present tense (is, means, takes effect) or “may”, or name who acts: “The Lead Agency shall”."
            )
            yield error("prose-shall", prose.at(found.start()), message, hint)
        elif found[0].lower() == "will" and not recital and is_promise(before):
            message = "“Will” may state a duty or foretell what happens, and the reader cannot tell which."
            hint = "Write “shall” for a duty, the present tense for a fact."
            yield warning("prose-will", prose.at(found.start()), message, hint)


def _figures(prose: Passage) -> Iterator[Finding]:
    for found in _FIGURE.finditer(prose.text):
        message = (
            f"“{' '.join(found[0].split())}” is fixed by the clause alone, so the parties are never asked about it."
        )
        hint = "Make it a blank of this clause, with the figure as its example; or name the statute under authorities."
        yield warning("prose-number", prose.at(found.start()), message, hint)


def _long_sentences(prose: Passage) -> Iterator[Finding]:
    if any(len(block.split()) > LONGEST for block in _BLOCK.split(prose.text)):
        for place, words in _sentences(prose.text):
            if words > LONGEST:
                message = f"This sentence has {words} words, and a reader holds no more than {LONGEST} at once."
                hint = "Part it in two, or set out what it lists as numbered items."
                yield warning("prose-long-sentence", prose.at(place), message, hint)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and how many words it has; of the branches of a choice the longest counts."""
    start, count = 0, 0
    choices: list[tuple[int, int, int]] = []
    for found in _PIECE.finditer(f"{text}\n\n"):
        piece = found[0]
        if piece == "{":
            choices.append((start, count, 0))
        elif piece in "|}":
            if choices:
                begun, before, longest = choices.pop()
                start, longest = begun if before else start, max(count, longest)
                count = before if piece == "|" else longest
                choices += [(begun, before, longest)] if piece == "|" else []
        else:
            if _IN_WORD.search(piece):
                start, count = (start if count else found.start()), count + 1
            if piece.isspace() or (_SENTENCE_END.search(piece) and not _SHORTENED.fullmatch(piece)):
                yield start, count
                count = 0
