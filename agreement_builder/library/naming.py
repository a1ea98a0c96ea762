"""Names of public bodies as people type them, brought to one form in which they can be compared.

`RSD 8`, `Region 8` and `Regional School District No. 8` name one body, as do `Capitol Region COG` and the name
that this stands for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from agreement_builder.answers.party import PartyKind

_SHORT = {
    "cog": "council of governments", "rsd": "regional school district", "boe": "board of education",
    "bd": "board", "ed": "education", "dept": "department", "dist": "district",
}  # fmt: skip
_DIRECTIONS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_REGION = re.compile(r"^(?:region|regional district|regional school district|regional school|school district)(?= \d)")

FORMS: tuple[tuple[str, PartyKind], ...] = (
    (r"(?:town and city|city and town|city) of (.+)", PartyKind.CITY),
    (r"(?:town and borough|borough) of (.+)", PartyKind.BOROUGH),
    (r"town of (.+)", PartyKind.TOWN),
    (r"village of (.+)", PartyKind.VILLAGE),
    (r"board of education of (?:the )?(?:(?:town|city|borough) of )?(.+)", PartyKind.BOARD_OF_EDUCATION),
    (r"(.+?) (?:board of education|public schools|schools|school district)", PartyKind.BOARD_OF_EDUCATION),
    (r"(.+) (?:town|township)", PartyKind.TOWN),
    (r"(.+) borough", PartyKind.BOROUGH),
)
"""The forms in which a name says what the body is, with the bare name as the group; in comparable form."""

KIND_WORDS: tuple[tuple[str, PartyKind], ...] = (
    ("regional school district", PartyKind.REGIONAL_SCHOOL_DISTRICT),
    ("council of governments", PartyKind.COUNCIL_OF_GOVERNMENTS),
    ("health (?:district|department)", PartyKind.HEALTH_DISTRICT),
    ("(?:fire|sewer|water|lake|tax) district", PartyKind.DISTRICT),
)
"""Words anywhere in a comparable name that say what the body is."""


@lru_cache(maxsize=8192)
def comparable(name: str) -> str:
    """The name in small letters without accents, points and articles, its usual abbreviations written out."""
    text = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    text = re.sub(r"(?<=[a-z])(?=\d)", " ", re.sub(r"[^a-z0-9]+", " ", text.encode("ascii", "ignore").decode()))
    words = text.split()
    if words[:1] == ["the"]:
        words = words[1:]
    if len(words) > 1 and words[-1] in ("ct", "conn", "connecticut"):
        words = words[:-1]
    return _REGION.sub("regional school district", " ".join(_written_out(words)))


def _written_out(words: list[str]) -> list[str]:
    found = []
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if following.isdigit() and word in ("no", "number", "num", "nr"):
            continue
        if word.isdigit():
            found.append(str(int(word)))
        elif word in _DIRECTIONS and following.isalpha():
            found.append(_DIRECTIONS[word])
        else:
            found.append(_SHORT.get(word, word))
    return found


def bare(name: str) -> tuple[str, PartyKind | None]:
    """A comparable name without the words that say what the body is, and what they say; None if they say nothing."""
    for form, kind in FORMS:
        if (match := re.fullmatch(form, name)) and not match[1].endswith((" of", " and")):
            return match[1], kind
    return name, None


def kind_in(name: str) -> PartyKind | None:
    """What a name says that the body is, however it is typed; None if it says nothing."""
    words = comparable(name)
    found = next((kind for word, kind in KIND_WORDS if re.search(rf"\b{word}\b", words)), None)
    return found or bare(words)[1]
