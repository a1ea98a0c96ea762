"""A document, or a part of one, with its blanks changed: under other labels, or filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from agreement_builder.document.tree import Blank, Inline

Part = TypeVar("Part")


def relabelled(part: Part, change: Callable[[Blank], Inline]) -> Part:
    """The document, or what is given of it, with each blank changed, wherever it stands."""
    changed: Part = _mapped(part, change)
    return changed


def _mapped(part: Any, change: Callable[[Blank], Inline]) -> Any:
    """The part with its blanks changed; itself where it has none."""
    if isinstance(part, Blank):
        return change(part)
    if isinstance(part, tuple):
        members = tuple(_mapped(member, change) for member in part)
        return part if all(new is old for new, old in zip(members, part, strict=True)) else members
    if not is_dataclass(part) or isinstance(part, type):
        return part
    pairs = ((each.name, getattr(part, each.name)) for each in fields(part))
    new = {name: mapped for name, old in pairs if (mapped := _mapped(old, change)) is not old}
    return replace(part, **new) if new else part
