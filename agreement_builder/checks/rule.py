"""What a check is: an id, an explanation, and a function from a draft to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agreement_builder.document.numbering import Scheme
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where

SCHEME = Scheme()
"""Findings name sections as the shipped template numbers them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `rules` are the ids of its findings; `explain` says why it matters and what to do."""

    rules: tuple[str, ...]
    explain: str
    run: Callable[[Draft], Iterator[Finding]]


def section(draft: Draft, place: str) -> Where:
    """The place of a topic or exhibit in the draft, as `Section 7.2`."""
    return Where(section=draft.index.where(place, SCHEME))
