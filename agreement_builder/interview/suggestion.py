"""One answer that is known already, with its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer as it would be typed, where it comes from in words, and whether it may be taken without doubt."""

    line: str
    source: str
    sure: bool
