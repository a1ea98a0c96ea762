"""Read by `prose.py` in linting: the words that a clause does without, each with what to write instead.

A remedy is the plain words, several parted by ` / `; or, if it begins with a capital, a sentence that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

ARCHAIC: dict[str, str] = {
    "witnesseth": "Leave it out; the words of agreement need no herald.",
    "whereas": "State the fact as a sentence of its own, without it.",
    "in witness whereof": "Leave it out; the signatures speak for themselves.",
    "know all men": "Leave it out, with the words that follow it.",
    "now therefore": "Write “The Parties agree as follows.”",
    "party of the first part": "Use the party's name or its defined term.",
    "party of the second part": "Use the party's name or its defined term.",
    "hereinabove": "above / in [Section](#topic)",
    "hereinbefore": "above / in [Section](#topic)",
    "hereinbelow": "below / in [Section](#topic)",
    "hereinafter": "Leave it out and define the term in bold.",
    "hereafter": "after this / later",
    "heretofore": "until now / before",
    "herein": "in this Agreement / in this section",
    "hereof": "of this Agreement / of this section",
    "hereto": "to this Agreement",
    "hereby": "Leave it out; the verb does the act.",
    "herewith": "with this",
    "hereunder": "under this Agreement",
    "therein": "in it",
    "thereof": "of it / its",
    "thereto": "to it",
    "thereunder": "under it",
    "therefrom": "from it",
    "therewith": "with it",
    "whereof": "of which",
    "wherein": "in which",
    "aforesaid": "Leave it out, or name the thing again.",
    "aforementioned": "Leave it out, or name the thing again.",
    "said": "the / that",
    "such": "the / this / these",
    "to wit": "namely",
    "forthwith": "at once / without delay",
    "notwithstanding anything to the contrary": "Name the section that yields: despite [Section](#topic).",
    "provided that": "if / but / except that",
    "provided however": "but",
    "provided further": "Begin a new sentence.",
    "pursuant to": "under",
    "prior to": "before",
    "subsequent to": "after",
    "in the event that": "if",
    "for the purpose of": "to",
    "for the purposes of": "to",
    "deem": "treat as / consider",
    "deems": "treats as / considers",
    "deemed": "Say what is so (counts as, is treated as), or what follows from it.",
    "deeming": "treating as / considering",
}
COUPLETS: dict[str, str] = {
    "null and void": "void",
    "each and every": "each / every",
    "any and all": "all / any",
    "by and between": "between",
    "by and among": "among",
    "terms and conditions": "terms",
    "cease and desist": "stop",
    "full force and effect": "effect",
    "force and effect": "effect",
    "save and except": "except",
    "indemnify and hold harmless": "indemnify",
    "hold harmless": "indemnify",
    "due and payable": "due",
    "sole and exclusive": "only / exclusive",
    "made and entered into": "made",
    "agree and covenant": "agree",
    "covenant and agree": "agree",
    "right title and interest": "title / rights",
}
_PERSON = "Repeat the noun (the Official), or write that person, they or their."
GENDER: dict[str, str] = {
    **dict.fromkeys(("he", "she", "his", "her", "him", "hers", "himself", "herself"), _PERSON),
    "chairman": "chair",
    "chairmen": "chairs",
    "chairwoman": "chair",
    "vice chairman": "vice chair",
    "councilman": "council member",
    "councilmen": "council members",
    "manpower": "staff",
    "manned": "staffed",
    "workman": "worker",
    "workmen": "workers",
    "foreman": "supervisor",
    "foremen": "supervisors",
    "fireman": "firefighter",
    "firemen": "firefighters",
    "policeman": "police officer",
    "policemen": "police officers",
    "spokesman": "spokesperson",
}

_IZE = """
amortis apologis authoris capitalis categoris centralis computeris criticis digitis emphasis finalis formalis
itemis legalis localis maximis minimis mobilis modernis neutralis normalis optimis organis penalis prioritis
realis recognis regularis reorganis specialis stabilis standardis subsidis summaris utilis
"""
_OR = (
    "armour behaviour colour endeavour favour harbour honour humour labour neighbour odour rumour savour vapour vigour"
)
_OTHERS = """
acknowledgement/acknowledgment acknowledgements/acknowledgments ageing/aging aluminium/aluminum amongst/among
analyse/analyze analysed/analyzed analysing/analyzing artefact/artifact cancelled/canceled cancelling/canceling
centimetre/centimeter centre/center centred/centered centres/centers cheque/check cheques/checks
counselling/counseling counsellor/counselor counsellors/counselors defence/defense enrol/enroll
enrolment/enrollment fibre/fiber fibres/fibers fuelled/fueled fulfil/fulfill fulfilment/fulfillment
fulfils/fulfills grey/gray instalment/installment instalments/installments judgement/judgment
judgements/judgments kerb/curb kilometre/kilometer kilometres/kilometers labelled/labeled labelling/labeling
levelled/leveled licence/license licences/licenses litre/liter litres/liters manoeuvre/maneuver metre/meter
metres/meters modelled/modeled modelling/modeling mould/mold offence/offense offences/offenses
paediatric/pediatric plough/plow practise/practice practised/practiced practising/practicing programme/program
programmes/programs sceptical/skeptical signalled/signaled skilful/skillful storey/story storeys/stories
totalled/totaled travelled/traveled travelling/traveling tyre/tire tyres/tires whilst/while wilful/willful
wilfully/willfully
"""
SPELLING: dict[str, str] = {
    **{
        stem + end: stem[:-1] + "z" + end
        for stem in _IZE.split()
        for end in ("e", "ed", "es", "er", "ing", "ation", "ations")
    },
    **{
        stem + end: stem[:-2] + "r" + end
        for stem in _OR.split()
        for end in ("", "s", "ed", "ing", "able", "ably", "hood", "hoods", "al", "er", "ers", "ite")
    },
    **dict(pair.split("/") for pair in _OTHERS.split()),
    "per cent": "percent",
}

_BEFORE = "the of to in by for from under with on at upon any all"
_BEFORE_SAID = "|".join(rf"(?<=\b{word}\s)" for word in _BEFORE.split())
_AFTER_VERB = "an? and at by for he how if in it its nothing of on she so that the there they this to what with yes"
_MEANT: dict[str, re.Pattern[str]] = {
    "said": re.compile(
        rf"said\s+(?-i:[A-Z])|(?:{_BEFORE_SAID}|(?<!.)|(?<=[.;]\s))"
        rf"said\s+(?!(?:{_AFTER_VERB.replace(' ', '|')})\b)[a-z]",
        re.IGNORECASE,
    ),
    "such": re.compile(
        r"(?<!\bno\s)(?<!\bone\s)(?<!\bother\s)such\s+(?!(?:as|an?|that)\b)[^\W\d](?!(?:[^\s.;:]*\s+){1,4}?as\b)",
        re.IGNORECASE,
    ),
    "provided that": re.compile(r"provided,?\s+that\b(?!\s+(?:day|week|month|quarter|season|year)\b)", re.IGNORECASE),
    "for the purpose of": re.compile(r"for\s+the\s+purpose\s+of\s+\w+ing\b", re.IGNORECASE),
    "for the purposes of": re.compile(r"for\s+the\s+purposes\s+of\s+\w+ing\b", re.IGNORECASE),
    "cease and desist": re.compile(r"cease\s+and\s+desist\b(?!\s+orders?\b)", re.IGNORECASE),
}
"""Words that have sound uses too (such as, provided that year, a cease and desist order): the uses that are meant."""


class Wordlist:
    """Words and phrases to find in a text, each with its remedy."""

    def __init__(self, remedies: Mapping[str, str]) -> None:
        self.remedies = remedies
        self._single = frozenset(phrase for phrase in remedies if " " not in phrase)
        self._phrases = [frozenset(phrase.split()) for phrase in remedies if " " in phrase]
        # A phrase is looked for only where its longest, and so most likely its rarest, word stands.
        self._heads = frozenset(max(phrase.split(), key=len) for phrase in remedies if " " in phrase)

    def may_occur(self, words: frozenset[str]) -> bool:
        """Whether the lower-case words of a text hold a word of the list, or all words of a phrase."""
        if not self._single.isdisjoint(words):
            return True
        return not self._heads.isdisjoint(words) and any(phrase <= words for phrase in self._phrases)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.remedies, key=len, reverse=True)
        words = "|".join(phrase.replace(" ", r",?\s+") for phrase in longest_first)
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    def hits(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where each stands, as it is written there, and what to do."""
        for found in self._pattern.finditer(text):
            phrase = " ".join(found[0].lower().replace(",", "").split())
            meant = _MEANT.get(phrase)
            if meant is None or meant.match(text, found.start()):
                yield found.start(), " ".join(found[0].split()), remedy(self.remedies[phrase])


def words_of(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


def remedy(plain: str) -> str:
    """A remedy of the lists as a sentence."""
    if plain[0].isupper():
        return plain
    return f"Write {' or '.join(f'“{words}”' for words in plain.split(' / '))}."
