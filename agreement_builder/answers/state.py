"""Names of the states, by the two letters that answers use."""

from __future__ import annotations

from collections.abc import Mapping

STATE_NAMES: Mapping[str, str] = {
    "CT": "Connecticut",
    "MA": "Massachusetts",
    "ME": "Maine",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NY": "New York",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "VT": "Vermont",
}
"""Connecticut, the states around it, and those beyond them with which its towns might share."""


def state_name(letters: str) -> str:
    """The name of a state; its letters where the name is not known here."""
    return STATE_NAMES.get(letters, letters)
