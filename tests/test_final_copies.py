"""The execution copy is clean: no comment, blank, mark or bracket, and no word of the draft that it was."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from agreement_builder.ledger.ledger import ledger_of
from tests import drafts
from tests.outside import errors
from tests.word_lint import FINAL_RULES, lint_final
from tests.word_lint.package import Finding, Package
from tests.wordfile import BODY, pack, unpack

FINISHED = (
    "bolton-building-inspection",
    "eastern-highlands-health-district",
    "crcog-joint-purchasing",
    "four-towns-fire-marshal",
    "windsor-bloomfield-landfill",
)
"""Examples under several laws and models, with costs of their own and boards."""

_SHAPE = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMark"/></w:pict></w:r>'
_CONTROL = '<w:sdtPr><w:tag w:val="blank:term.start"/></w:sdtPr><w:sdtContent><w:r><w:t>day</w:t></w:r></w:sdtContent>'
PLANTED: Mapping[str, str] = {
    "final-comment": '<w:commentRangeStart w:id="1"/>',
    "final-revision": '<w:ins w:id="9" w:author="Reviewer"><w:r><w:t>word</w:t></w:r></w:ins>',
    "final-watermark": _SHAPE,
    "final-highlight": '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>word</w:t></w:r>',
    "final-blank": f"<w:sdt>{_CONTROL}</w:sdt>",
    "final-bracket": "<w:r><w:t>[Effective date]</w:t></w:r>",
    "final-trace": "<w:r><w:t>Draft of July 1, 2027</w:t></w:r>",
}


@pytest.fixture(scope="module")
def final() -> bytes:
    return drafts.word(drafts.finished(FINISHED[0]), final=True)


@pytest.mark.parametrize("name", FINISHED)
def test_the_final_copy_of_finished_answers_is_clean(name: str) -> None:
    assert lint_final(drafts.word(drafts.finished(name), final=True)) == []


def test_no_point_is_open_in_finished_answers_and_one_is_in_the_example() -> None:
    assert ledger_of(drafts.finished(FINISHED[1])).open == ()
    assert ledger_of(drafts.named(FINISHED[1])).open


def test_a_draft_that_is_not_final_breaks_every_rule_but_that_on_tracked_changes() -> None:
    found = {defect.rule for defect in lint_final(drafts.word_of(FINISHED[0]))}
    assert found == {rule.name for rule in FINAL_RULES} - {"final-revision"}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_trace_of_a_draft_breaks_its_rule_alone(rule: str, final: bytes) -> None:
    package = Package.load(_planted(final, PLANTED[rule]))
    assert [one for one in PLANTED if _found(one, package)] == [rule]


def _found(rule: str, package: Package) -> list[Finding]:
    (check,) = (one.check for one in FINAL_RULES if one.name == rule)
    return list(check(package))


def _planted(content: bytes, xml: str) -> bytes:
    parts = unpack(content)
    parts[BODY] = parts[BODY].replace(b"<w:body>", f"<w:body><w:p>{xml}</w:p>".encode(), 1)
    return pack(parts)


@pytest.mark.parametrize("part", ["word/comments.xml", "word/people.xml"])
def test_a_part_for_comments_has_no_place_in_a_final_copy(part: str, final: bytes) -> None:
    assert "final-comment" in {one.rule for one in lint_final(pack(unpack(final) | {part: b"<none/>"}))}


def test_the_properties_of_a_final_copy_may_not_call_it_a_draft(final: bytes) -> None:
    parts = unpack(final)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"Interlocal Agreement", b"Draft Agreement")
    assert [one.rule for one in lint_final(pack(parts))] == ["final-trace"]


def test_every_rule_on_final_copies_is_exercised() -> None:
    assert set(PLANTED) == {rule.name for rule in FINAL_RULES}


@pytest.mark.word
@pytest.mark.parametrize("name", FINISHED[1:3])
def test_the_validator_finds_no_error_in_a_final_copy(name: str, tmp_path: Path) -> None:
    assert errors(drafts.word(drafts.finished(name), final=True), tmp_path) == []
