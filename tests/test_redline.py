"""A redline is both drafts at once: accepting all of it gives the new one, and rejecting all of it the old one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from agreement_builder.drafting import Draft
from tests import drafts, looks
from tests.pairs import pair
from tests.redlined import changes, faults, plain, redline
from tests.wordfile import BODY, W, pack, unpack

FOUR = drafts.EXAMPLES["four-towns-fire-marshal"]
DISPATCH = drafts.EXAMPLES["new-london-dispatch"]
SEED = 0
"""The pairs of the suite are of one seed; many more were tried with others."""

COMMENTS = "word/comments.xml"


# Random pairs


@pytest.mark.parametrize("example", drafts.EXAMPLES)
def test_accepting_gives_the_new_draft_and_rejecting_the_old_one(example: str) -> None:
    """Also: each change is by the author on the day, a comment names its cause, and nothing breaks the lint."""
    made = pair(example, SEED)
    assert faults(redline(made.old, made.new), made.old, made.new) == [], str(made)


def test_the_pairs_of_a_seed_are_always_the_same() -> None:
    first, again = (pair("crcog-rpip-it", 7) for _ in range(2))
    assert str(first) == str(again)
    assert (first.old.id, first.new.id) == (again.old.id, again.new.id)


# Pairs that were made to be hard


def turned() -> str:
    """The parties of Bolton's agreement in the other order."""
    parties = drafts.answers().answers.model_dump(mode="json", exclude_none=True)["parties"]
    return json.dumps(parties[::-1])


HARD: Mapping[str, tuple[Callable[[], Draft], Callable[[], Draft]]] = {
    "parties in another order": (drafts.make, lambda: drafts.make(f"parties={turned()}")),
    "two parties to twelve": (lambda: drafts.named("two parties"), lambda: drafts.named("twelve parties")),
    "shares to prices": (drafts.make, lambda: drafts.named("charges")),
    "a lead agency to mutual assistance": (drafts.make, lambda: drafts.named("mutual assistance")),
    "left to counsel": (drafts.make, lambda: drafts.named("left to counsel")),
    "decided by counsel": (lambda: drafts.named("left to counsel"), drafts.make),
    "every blank filled": (drafts.make, drafts.complete),
    "two agreements": (drafts.make, lambda: drafts.make(path=FOUR)),
    "a heading that another section takes over": (
        lambda: drafts.named("eastern-highlands-health-district"),
        lambda: drafts.named("lebanon-animal-control"),
    ),
    "a reference gone, and what it led to still there": (
        lambda: drafts.make(path=DISPATCH),
        lambda: drafts.make("service.kind=facilities_grounds", path=DISPATCH),
    ),
}
"""Old and new drafts, by what is hard about them."""


@pytest.mark.parametrize("name", HARD)
def test_pairs_that_have_little_in_common_hold_too(name: str) -> None:
    old, new = (made() for made in HARD[name])
    assert faults(redline(old, new), old, new) == []


# What is marked


@pytest.mark.parametrize("name", ["bolton-building-inspection", "left to counsel", "twelve parties"])
def test_a_redline_of_a_draft_with_itself_has_no_change(name: str) -> None:
    content = redline(drafts.named(name), drafts.named(name))
    assert changes(content) == []
    assert COMMENTS not in unpack(content)
    assert looks.differences(content, plain(drafts.named(name))) == []


def test_only_the_words_that_changed_are_marked() -> None:
    content = redline(drafts.make(), drafts.make("blanks.review.years=7"))
    body = etree.fromstring(unpack(content)[BODY])
    told = [
        (etree.QName(change).localname, "".join(text.text or "" for text in change.iter(f"{W}t", f"{W}delText")))
        for change in body.iter(f"{W}ins", f"{W}del", f"{W}pPrChange")
    ]
    assert told == [("del", "five (5)"), ("ins", "seven (7)")]


def test_equal_pairs_give_equal_bytes() -> None:
    old, new = drafts.make(), drafts.named("twelve parties")
    assert redline(old, new) == redline(old, new)


# What is held against a redline finds what is wrong with it


def planted(part: str, old: str, new: str) -> list[str]:
    """The faults of a redline in which the first of these words is another."""
    before, after = drafts.make(), drafts.make("blanks.review.years=7", "risk.disputes=principals")
    parts = unpack(redline(before, after))
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new, 1).encode()
    return faults(pack(parts), before, after)


@pytest.mark.parametrize(("part", "old", "new", "found"), [
    (BODY, ">seven (7)<", ">eight (8)<", "accepted: "),
    (BODY, ">five (5)<", ">six (6)<", "rejected: "),
    (BODY, ' w:author="Counsel &amp; Clerk"', ' w:author="Somebody"', "not by the author"),
    (BODY, 'w:date="2027-03-01', 'w:date="2027-03-02', "not by the author"),
    (BODY, "AgreementItem", "AgreementText", "accepted: "),
])  # fmt: skip
def test_a_planted_fault_is_found(part: str, old: str, new: str, found: str) -> None:
    assert any(fault.startswith(found) for fault in planted(part, old, new))


def test_a_change_without_a_cause_is_found() -> None:
    before, after = drafts.make(), drafts.make("blanks.review.years=7")
    parts = unpack(redline(before, after))
    comments = etree.fromstring(parts[COMMENTS])
    for comment in comments:
        for reason in comment[1:]:
            comment.remove(reason)
    parts[COMMENTS] = etree.tostring(comments)
    assert [fault for fault in faults(pack(parts), before, after) if fault.startswith("nothing tells the cause of")]
