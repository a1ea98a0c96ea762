"""What a rule across the answers tells: one contradiction, where it stands and what to do."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One contradiction, at the written path of the answer that most likely causes it."""

    path: str
    rule: str
    message: str
    hint: str
