"""Answers kept for a choice that was changed: marked in the file, and out of the way of everything that reads it.

`lead: {inactive: bolton}` keeps an answer that no longer has a meaning. A group that is one of several forms keeps
what was said of another form beside its own: `shares: {method: equal, inactive: {fixed: {...}}}`. A group or list
that is left open keeps what was said of it: `seats: {open: the clerk knows, inactive: {rule: equal, each: 2}}`.
"""

from __future__ import annotations

from typing import Any

from agreement_builder.answers.paths import named
from agreement_builder.yamltext import Path

INACTIVE = "inactive"
"""The key that marks an answer as kept and without effect."""


def kept_value(value: object) -> tuple[object] | None:
    """The answer that is kept in place of one, or None if the value is an answer itself."""
    return (value[INACTIVE],) if isinstance(value, dict) and set(value) == {INACTIVE} else None


def kept_beside(value: object) -> object:
    """What a group keeps beside its own members; None if there is nothing."""
    return value.get(INACTIVE) if isinstance(value, dict) and len(value) > 1 else None


def lift_inactive(raw: Any) -> dict[str, Any]:
    """Take what is inactive out of the data; the answers by written path, those of another form as `path=form`.

    What is left open keeps the parts of its answer as forms, and a list as `path=`.
    """
    found: dict[str, Any] = {}

    def visit(value: Any, here: Path) -> None:
        for key, inner in list(value.items()) if isinstance(value, dict) else enumerate(value):
            there = (*here, key)
            kept = kept_value(inner) if isinstance(value, dict) else None
            if kept is not None:
                found[named(raw, there)] = kept[0]
                # As if it had never been given: not every field takes None.
                del value[key]
                continue
            if (forms := kept_beside(inner)) is not None:
                parts = forms if isinstance(forms, dict) else {"": forms}
                found.update({f"{named(raw, there)}={form}": group for form, group in parts.items()})
                del inner[INACTIVE]
            if isinstance(inner, dict | list):
                visit(inner, there)

    if isinstance(raw, dict):
        visit(raw, ())
    return found
