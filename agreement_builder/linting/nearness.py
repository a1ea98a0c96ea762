"""Names that are nearly the same, as a slip of the hand makes them."""

from __future__ import annotations

import re
from collections.abc import Collection

_SIGNS = re.compile(r"[^a-z0-9/]+")
_SHORT = 4
"""Parts of a name with fewer letters, such as the states `ct` and `ca`, differ by one letter rightly."""


def nearly_same(name: str, known: Collection[str]) -> str | None:
    """The path that `name` is probably meant to be, different only in case, signs or one letter; or None.

    It is one of `known`, or, where only the folder is nearly a known one, the same name in that folder.
    """
    for other in known:
        mine, theirs = name.split("/"), other.split("/")
        if len(mine) == len(theirs) and all(a == b or alike(a, b) for a, b in zip(mine, theirs, strict=True)):
            return other
    folders = {other.rpartition("/")[0] for other in known}
    mine_in = name.rpartition("/")[0]
    if mine_in in folders:
        return None
    folder = next((other for other in sorted(folders) if other and alike(mine_in, other)), None)
    return f"{folder}/{name.rpartition('/')[2]}" if folder is not None else None


def alike(one: str, other: str) -> bool:
    """Whether two names differ only in case, signs or one letter."""
    a, b = _bare(one), _bare(other)
    return a == b or (min(len(a), len(b)) >= _SHORT and _one_slip(a, b))


def _bare(name: str) -> str:
    return _SIGNS.sub("", name.lower().removesuffix(".md").removesuffix(".yaml"))


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter more, less or other, or two neighbors in the other order, make `a` into `b`."""
    same = next((n for n, (mine, theirs) in enumerate(zip(a, b, strict=False)) if mine != theirs), min(len(a), len(b)))
    mine, theirs = a[same:], b[same:]
    swapped = len(mine) > 1 and mine[1::-1] + mine[2:] == theirs
    return swapped or mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:]
