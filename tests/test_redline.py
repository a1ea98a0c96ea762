"""A redline is both drafts at once: accepting all of it gives the new one, and rejecting all of it the old one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest

from agreement_builder.drafting import Draft
from tests import drafts, looks
from tests.pairs import pair
from tests.redlined import changes, faults, plain, redline

FOUR = drafts.EXAMPLES["four-towns-fire-marshal"]
SEED = 0
"""The pairs of the suite are of one seed; many more were tried with others."""


# Random pairs


@pytest.mark.parametrize("example", drafts.EXAMPLES)
def test_accepting_gives_the_new_draft_and_rejecting_the_old_one(example: str) -> None:
    """Also: each change is by the author on the day, and a comment names its cause; nothing breaks the lint."""
    made = pair(example, SEED)
    assert faults(redline(made.old, made.new), made.old, made.new) == [], str(made)


@pytest.mark.parametrize("name", ["bolton-building-inspection", "left to counsel", "twelve parties"])
def test_a_redline_of_a_draft_with_itself_has_no_change(name: str) -> None:
    content = redline(drafts.named(name), drafts.named(name))
    assert changes(content) == []
    assert looks.differences(content, plain(drafts.named(name))) == []


def test_the_pairs_of_a_seed_are_always_the_same() -> None:
    first, again = (pair("crcog-rpip-it", 7) for _ in range(2))
    assert (first.old_told, first.told, first.old.id, first.new.id) == (
        again.old_told,
        again.told,
        again.old.id,
        again.new.id,
    )


# Pairs that were made to be hard


def bolton(*settings: str) -> Draft:
    return drafts.make(*settings)


PARTIES = "[{}, {}, {}]"
HARD: dict[str, tuple[Draft, Draft]] = {}


@lru_cache(maxsize=1)
def hard() -> Mapping[str, tuple[Draft, Draft]]:
    """Old and new drafts, by what is hard about them."""
    names = drafts.named
    return {
        "parties in another order": (bolton(), bolton(f"parties={_turned()}")),
        "two parties to twelve": (names("two parties"), names("twelve parties")),
        "shares to prices": (bolton(), names("charges")),
        "prices to shares": (names("fees"), names("blend")),
        "a lead agency to mutual assistance": (bolton(), names("mutual assistance")),
        "another service": (bolton(), names("other service")),
        "left to counsel": (bolton(), names("left to counsel")),
        "decided by counsel": (names("left to counsel"), bolton()),
        "every blank filled": (bolton(), drafts.complete()),
        "every blank left open": (drafts.complete(), bolton()),
        "costs of their own": (bolton(), names("costs of their own")),
        "two agreements": (bolton(), drafts.make(path=FOUR)),
    }


def _turned() -> str:
    import json

    parties = drafts.answers().answers.model_dump(mode="json", exclude_none=True)["parties"]
    return json.dumps(parties[::-1])


@pytest.mark.parametrize("name", [
    "parties in another order", "two parties to twelve", "shares to prices", "prices to shares",
    "a lead agency to mutual assistance", "another service", "left to counsel", "decided by counsel",
    "every blank filled", "every blank left open", "costs of their own", "two agreements",
])  # fmt: skip
def test_pairs_that_have_little_in_common_hold_too(name: str) -> None:
    old, new = hard()[name]
    assert faults(redline(old, new), old, new) == []
