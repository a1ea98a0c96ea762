"""Short keys made of names: what other answers call a party, or any member of a list that has a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from agreement_builder.answers.party import Party, PartyKind, short_name


def key_of(name: str, taken: Collection[str], noun: str = "party") -> str:
    """A short key made of the name, unlike those taken: `bolton` for `Town of Bolton`, then `bolton_2`.

    A name without a letter to begin with gives `party_3`, from the `noun` and the place after those taken.
    """
    plain = unicodedata.normalize(
        "NFKD", short_name(Party.model_construct(id="", name=name, kind=PartyKind.TOWN))
    ).casefold()
    key = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")[:36].strip("_")
    if not re.match("[a-z]", key):
        key = f"{noun}_{len(taken) + 1}"
    number, unique = 2, key
    while unique in taken:
        number, unique = number + 1, f"{key}_{number}"
    return unique
