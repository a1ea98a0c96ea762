"""Defined terms in running text: the forms in which a text may use them, and where it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_FIRST_WORD = re.compile(r".\w*", re.DOTALL)


def forms(term: str) -> tuple[str, ...]:
    """The forms in which a text may use a term: itself, its plural, and the singular of a plural term."""
    plural = term[:-1] + "ies" if term.endswith("y") else term + "s"
    return (term, plural, term[:-1]) if term.endswith("s") else (term, plural)


class Phrases:
    """Finds phrases in a text as whole words, the longest first; no slower for thousands than for ten.

    One pattern of all phrases would try each of them at every word. Here the word tells how long the phrases
    are that begin with it, and what stands there is looked up. `before` and `after` are the characters that,
    beside those of words, bind a phrase to what is around it.
    """

    def __init__(self, phrases: Iterable[str], before: str = "", after: str = "") -> None:
        self._phrases = {phrase for phrase in phrases if phrase}
        self._lengths: dict[str, list[int]] = {}
        for word, length in sorted({(_FIRST_WORD.findall(phrase)[0], -len(phrase)) for phrase in self._phrases}):
            self._lengths.setdefault(word, []).append(-length)
        initials = "".join(sorted({re.escape(word[0]) for word in self._lengths}))
        self._word = re.compile(rf"(?<![\w{before}])(?=([{initials}]\w*))" if initials else r"(?!)")
        self._end = re.compile(rf"(?![\w{after}])")

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._phrases

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each phrase begins, and the phrase, in order and without overlap."""
        free = 0
        for word in self._word.finditer(text):
            lengths = self._lengths.get(word[1])
            if lengths is None or (start := word.start()) < free:
                continue
            for length in lengths:
                phrase = text[start : start + length]
                if phrase in self._phrases and self._end.match(text, start + length):
                    yield start, phrase
                    free = start + length
                    break


class Terms:
    """Finds the uses of terms in a text, in any of their forms."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self._by_form = {form: term for term in terms for form in forms(term)} | {term: term for term in terms}
        self._phrases = Phrases(self._by_form, before="’'-", after="-")

    def used(self, text: str) -> list[str]:
        """The terms that `text` uses, in order, each use once."""
        return [self._by_form[form] for _, form in self._phrases.find(text)]


@lru_cache(maxsize=16)
def terms_finder(terms: tuple[str, ...]) -> Terms:
    """The finder of these terms, kept for the next draft from the same library."""
    return Terms(terms)
