"""What is told of a file that came back: of what it was made, and exactly which parts of it were changed, and how."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from agreement_builder.edition import edition_of
from agreement_builder.readers.docx.record import record_of
from agreement_builder.record.record import record_xml
from agreement_builder.redline.causes.causes import Causes
from agreement_builder.redline.write import redline_docx
from agreement_builder.verifying.verification import Filled, Part, State, Verification
from agreement_builder.verifying.verify import verify
from tests import drafts
from tests.command import call
from tests.drafts import EXAMPLES
from tests.outside import need
from tests.wordfile import BODY, pack, unpack

Edit = Callable[[str], str]

AMENDMENT = "Section 6.5, Amendment"
ADDRESSES = "Exhibit C, Addresses for Notices"
ADDRESS = "[Address for notices, Town of Bolton]"
SENTENCE = " A Party may propose an amendment in writing to every other Party."
BUILT = [*list(EXAMPLES)[::9], "left to counsel", "costs of their own"]
WHO = 'w:author="Reviewer" w:date="2026-12-01T09:30:00Z"'
T = '<w:t xml:space="preserve">'


@cache
def sent() -> bytes:
    return drafts.word_of("bolton-building-inspection")


def edited(*edits: Edit) -> bytes:
    """The draft with its body changed; every edit changes something."""
    parts = unpack(sent())
    for edit in edits:
        before = parts[BODY].decode()
        parts[BODY] = edit(before).encode()
        assert parts[BODY].decode() != before
    return pack(parts)


def told(*edits: Edit) -> Verification:
    return verify(edited(*edits), drafts.shipped_template())


def only(found: Verification) -> Part:
    """The one part that differs; nothing was added."""
    (part,) = found.differing
    assert not found.added
    assert not found.as_built
    return part


def put(old: str, new: str) -> Edit:
    return lambda body: body.replace(old, new, 1)


def inserted(words: str) -> str:
    return f'<w:ins w:id="9001" {WHO}><w:r>{T}{words}</w:t></w:r></w:ins>'


def deleted(words: str) -> str:
    return f'<w:del w:id="9002" {WHO}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def paragraph(content: str, *, tracked: bool = False) -> str:
    mark = f'<w:rPr><w:ins w:id="9003" {WHO}/></w:rPr>' if tracked else ""
    return f'<w:p><w:pPr><w:pStyle w:val="AgreementItem"/>{mark}</w:pPr>{content}</w:p>'


def span(body: str, topic: str) -> tuple[int, int]:
    """Where the paragraphs of a clause begin and end."""
    name = body.index(f'w:name="_ila_{topic}"')
    number = re.findall(r'w:id="(\d+)"', body[:name])[-1]
    return body.rindex("<w:p>", 0, name), body.index("</w:p>", body.index(f'<w:bookmarkEnd w:id="{number}"/>')) + 6


def cut(body: str) -> str:
    start, end = span(body, "amendment")
    return body[:start] + body[end:]


def struck(body: str) -> str:
    """The clause deleted with tracking, but for its paragraph marks."""
    start, end = span(body, "amendment")
    run = re.compile(r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*)</w:t></w:r>")
    gone = run.sub(
        rf'<w:del w:id="9002" {WHO}><w:r>\1<w:delText xml:space="preserve">\2</w:delText></w:r></w:del>',
        body[start:end],
    )
    return body[:start] + gone + body[end:]


def moved(body: str) -> str:
    start, end = span(body, "amendment")
    rest = body[:start] + body[end:]
    _, spot = span(rest, "payment")
    return rest[:spot] + body[start:end] + rest[spot:]


def after(topic: str, xml: str) -> Edit:
    def edit(body: str) -> str:
        _, end = span(body, topic)
        return body[:end] + xml + body[end:]

    return edit


def without_bookmark(body: str) -> str:
    return re.sub(r'<w:bookmarkStart w:id="\d+" w:name="_ila_amendment"/>', "", body)


UNTRACKED = put("may propose an amendment in writing", "may ask for an amendment in writing")
TRACKED = put(
    f"{T}{SENTENCE}</w:t></w:r>",
    f"{T} A Party may propose an amendment </w:t></w:r>{deleted('in writing')}{inserted('by letter')}"
    f"<w:r>{T} to every other Party.</w:t></w:r>",
)


# As built


@pytest.mark.parametrize("name", BUILT)
@pytest.mark.parametrize("final", [False, True])
def test_a_draft_that_nobody_changed_is_as_built(name: str, final: bool) -> None:
    found = verify(drafts.word_of(name, final=final), drafts.shipped_template())
    assert found.as_built
    assert (found.differing, found.added, found.elsewhere) == ((), (), ())
    assert found.record.final is final
    assert found.id_follows is (None if found.record.shortened else True)


SAME: dict[str, Edit] = {
    "split runs": put(
        f"{T}{SENTENCE}",
        f'{T} A Party may</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00AB12CD">{T} propose</w:t></w:r>'
        f"<w:r>{T} an amendment in writing to every other Party. ",
    ),
    "revision ids": lambda body: body.replace("<w:p>", '<w:p w:rsidR="00A1" w:rsidRDefault="00A2">'),
    "results of fields": lambda body: body.replace(">Section 6.", ">§ 9."),
    "empty paragraph": put("<w:sectPr", "<w:p/><w:sectPr"),
    "no bookmarks": lambda body: re.sub(r' w:name="_ila_[^"]*"', ' w:name="gone"', body),
    "a lost bookmark": without_bookmark,
    "heading of the annex": put("Annex for Review:", "For the town attorney:"),
    "text of the annex": put("This annex is for the reviewing attorney.", "Read this."),
}


@pytest.mark.parametrize("edit", SAME.values(), ids=SAME)
def test_what_says_the_same_is_as_built(edit: Edit) -> None:
    assert told(edit).as_built


def test_styles_and_parts_that_were_renamed_are_no_change() -> None:
    parts = unpack(sent())
    for name in (BODY, "word/styles.xml", "word/numbering.xml"):
        parts[name] = (
            parts[name].replace(b'"AgreementItem"', b'"AgreementItem0"').replace(b'"Heading2"', b'"berschrift2"')
        )
    parts = dict(reversed(parts.items()))
    assert verify(pack(parts), drafts.shipped_template()).as_built


# Changed


def test_a_tracked_change_is_told_with_its_author() -> None:
    part = only(told(TRACKED))
    assert (part.label, part.key, part.clause) == (AMENDMENT, "amendment", "amendment/legislative-and-exhibits")
    assert (part.state, part.tracked, part.authors) == (State.CHANGED, True, ("Reviewer",))
    assert [words.removeprefix("Process.") for words in part.was] == [SENTENCE]
    assert [words.removeprefix("Process.") for words in part.now] == [SENTENCE.replace("in writing", "by letter")]


def test_a_change_without_tracking_is_told_as_such() -> None:
    part = only(told(UNTRACKED))
    assert (part.label, part.state, part.tracked, part.authors) == (AMENDMENT, State.CHANGED, False, ())


def test_a_tracked_change_does_not_hide_one_that_is_not() -> None:
    part = only(told(put("A Party waives", "A Party gives up"), TRACKED))
    assert (part.state, part.tracked, part.authors) == (State.CHANGED, False, ("Reviewer",))
    assert len(part.was) == len(part.now) == 2


def test_a_change_taken_back_by_a_tracked_one_is_told() -> None:
    found = told(put(f"{T}{SENTENCE}</w:t></w:r>", f"{T}{SENTENCE}</w:t></w:r><w:r>{T} Twice.</w:t></w:r>"),
                 put(f"<w:r>{T} Twice.</w:t></w:r>", deleted(" Twice.")))  # fmt: skip
    part = only(found)
    assert (part.state, part.tracked) == (State.CHANGED, False)


@pytest.mark.parametrize("edit", [cut, struck])
def test_a_clause_that_was_deleted_is_told(edit: Edit) -> None:
    part = only(told(edit))
    assert (part.label, part.state) == (AMENDMENT, State.DELETED)
    assert part.tracked is (edit is struck)


def test_a_clause_that_was_moved_is_told_and_no_other() -> None:
    part = only(told(moved))
    assert (part.label, part.state, part.moved) == (AMENDMENT, State.AS_BUILT, True)


def test_a_clause_that_was_moved_without_its_bookmark_is_found_by_its_words() -> None:
    part = only(told(moved, without_bookmark))
    assert (part.label, part.state, part.moved) == (AMENDMENT, State.AS_BUILT, True)


def test_a_clause_that_was_changed_and_lost_its_bookmark_is_found_by_its_words() -> None:
    part = only(told(UNTRACKED, without_bookmark))
    assert (part.label, part.state) == (AMENDMENT, State.CHANGED)
    assert len(part.was) == 1


@pytest.mark.parametrize("tracked", [False, True])
def test_new_text_outside_of_all_clauses_is_told_with_its_place(tracked: bool) -> None:
    words = inserted("Dogs stay out.") if tracked else f"<w:r>{T}Dogs stay out.</w:t></w:r>"
    found = told(after("amendment", paragraph(words, tracked=tracked)))
    (added,) = found.added
    assert found.differing == ()
    assert not found.as_built
    assert (added.after, added.paragraphs, added.tracked) == (AMENDMENT, ("Dogs stay out.",), tracked)
    assert added.authors == (("Reviewer",) if tracked else ())


def test_a_definition_is_told_by_its_term() -> None:
    part = only(told(put(" means the amount that a ", " means what a ")))
    assert part.label == "Section 1.1, Defined Terms, “Contribution”"
    assert part.clause == "definitions/contribution"


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("$27,344.37", "$37,344.37", "Exhibit A, Shares of the Cost"),
        ("Interlocal Agreement for", "Interlocal Contract for", "Cover"),
        (">Funding<", ">Money<", "Heading of Article 5"),
        (">Signatures<", ">Signature Page<", "Signatures"),
        (">Performance Measures<", ">Measures<", "Exhibit B, Performance Measures"),
    ],
)
def test_what_stands_outside_of_the_clauses_is_compared_too(old: str, new: str, label: str) -> None:
    # The contents repeat the headings.
    found = told(lambda body: new.join(body.rsplit(old, 1)) if old.startswith(">") else body.replace(old, new, 1))
    assert only(found).label == label


# Blanks


def test_a_blank_that_was_filled_is_told_by_the_path_of_its_answer() -> None:
    part = only(told(put(ADDRESS, "222 Bolton Center Road")))
    assert (part.label, part.state, part.tracked) == (ADDRESSES, State.FILLED, False)
    assert part.filled == (Filled("parties.bolton.address", "222 Bolton Center Road"),)


def test_a_blank_that_was_filled_with_tracking_is_told_with_its_author() -> None:
    def filled(body: str) -> str:
        start = body.rindex("<w:r>", 0, body.index(f"{ADDRESS}</w:t>"))
        end = body.index("</w:r>", start) + 6
        gone = body[start:end].replace("w:t>", "w:delText>")
        return f'{body[:start]}<w:del w:id="9002" {WHO}>{gone}</w:del>{inserted("1 Elm")}{body[end:]}'

    part = only(told(filled))
    assert (part.state, part.tracked, part.authors) == (State.FILLED, True, ("Reviewer",))
    assert part.filled == (Filled("parties.bolton.address", "1 Elm"),)


def test_a_blank_in_a_sentence_is_known_though_its_control_is_gone() -> None:
    body = unpack(sent())[BODY].decode()
    path = "blanks.standards.inspection_days"
    (control,) = [one for one in re.findall(r"<w:sdt>.*?</w:sdt>", body) if f'"blank:{path}"' in one]
    part = only(told(put(control, "<w:r><w:t>ninety</w:t></w:r>")))
    assert part.state is State.FILLED
    assert part.filled == (Filled(path, "ninety"),)


def test_a_blank_filled_in_a_clause_that_was_changed_too_is_still_told() -> None:
    part = only(told(put(ADDRESS, "222 Bolton Center Road"), put("Where notices are sent", "Where mail is sent")))
    assert part.state is State.CHANGED
    assert part.filled == (Filled("parties.bolton.address", "222 Bolton Center Road"),)


# Comments, and what the file was made of


def commented(content: bytes) -> bytes:
    parts = unpack(content)
    number = 1 + max(map(int, re.findall(rb'<w:comment [^>]*w:id="(\d+)"', parts["word/comments.xml"])))
    comment = f'<w:comment w:id="{number}" {WHO}><w:p><w:r><w:t>Which rate?</w:t></w:r></w:p></w:comment>'
    parts["word/comments.xml"] = parts["word/comments.xml"].replace(
        b"</w:comments>", f"{comment}</w:comments>".encode()
    )
    mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    text = put("Figures in exhibits.</w:t></w:r>", f"Figures in exhibits.</w:t></w:r>{mark}")(parts[BODY].decode())
    parts[BODY] = text.encode()
    return pack(parts)


def test_comments_of_others_are_told_and_are_no_change() -> None:
    found = verify(commented(sent()), drafts.shipped_template())
    assert found.as_built
    (part,) = [part for part in found.parts if part.comments]
    (comment,) = part.comments
    assert (part.label, comment.author, comment.paragraphs) == (AMENDMENT, "Reviewer", ("Which rate?",))


def test_a_redline_is_as_built_if_its_end_is_the_new_draft() -> None:
    back = put(inserted("by letter"), inserted("in writing"))
    parts = unpack(edited(TRACKED, put(deleted("in writing"), deleted("orally")), back))
    assert not verify(pack(parts), drafts.shipped_template()).as_built
    annexes = [annex.heading for annex in drafts.make().document.annexes]
    parts["customXml/item1.xml"] = record_xml(record_of(sent()), redline_of="AB-OLD", annexes=annexes).encode()
    found = verify(pack(parts), drafts.shipped_template())
    assert found.as_built
    assert (found.as_dict()["kind"], found.as_dict()["redline_of"]) == ("redline", "AB-OLD")
    parts[BODY] = parts[BODY].replace(b"A Party waives", b"A Party gives up")
    assert only(verify(pack(parts), drafts.shipped_template())).label == AMENDMENT


def test_the_comments_of_a_redline_are_its_own_and_later_ones_are_told() -> None:
    old, new = edition_of(drafts.make()), edition_of(drafts.make("leaving.notice_months=18"))
    causes = Causes(old, new, drafts.shipped_library())
    redline = redline_docx(old, new, causes, drafts.shipped_template(), author="Reviewer")
    found = verify(redline, drafts.shipped_template())
    assert found.as_built
    assert found.record.redline_of == old.id
    assert not [part for part in found.parts if part.comments]
    later = verify(commented(redline), drafts.shipped_template())
    assert [comment.paragraphs for part in later.parts for comment in part.comments] == [("Which rate?",)]


def test_an_id_that_does_not_follow_from_the_record_is_told() -> None:
    forged = record_xml(replace(record_of(sent()), id="AB-0000-0000-0000"))
    found = verify(pack({**unpack(sent()), "customXml/item1.xml": forged.encode()}), drafts.shipped_template())
    assert found.id_follows is False
    assert not found.as_built


def test_the_cover_of_another_template_is_not_compared() -> None:
    content = edited(put("Interlocal Agreement for", "Interlocal Contract for"))
    assert [part.label for part in verify(content, drafts.shipped_template()).differing] == ["Cover"]
    own = replace(drafts.shipped_template(), content=pack(unpack(drafts.shipped_template().content)))
    found = verify(content, own)
    assert not found.same_template
    assert found.as_built


# The command


def test_the_command_says_of_what_a_draft_was_made(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(sent())
    done = call("verify", "d.docx", cwd=tmp_path)
    assert done.code == 0
    draft = drafts.make()
    for words in (draft.id, draft.library.version, "November 23, 2026", "answers.yaml", "the same as the shipped one"):
        assert words in done.out
    assert "as built" in done.out


def test_the_command_tells_changes_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(edited(TRACKED, put(ADDRESS, "222 Bolton Center Road"), moved))
    done = call("verify", "d.docx", cwd=tmp_path)
    assert done.code == 1
    assert f"{AMENDMENT} (amendment/legislative-and-exhibits 1.1)\n  moved to another place\n  changed" in done.out
    assert "[-in writing-] {+by letter+}" in done.out
    assert "parties.bolton.address: 222 Bolton Center Road" in done.out
    data = call("verify", "d.docx", "--json", cwd=tmp_path)
    assert data.code == 1
    assert [part["part"] for part in data.json["differing"]] == [AMENDMENT, ADDRESSES]
    assert data.json["as_built"] is False


def test_the_answers_of_a_file_are_written_out_and_make_the_same_draft(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(sent())
    assert call("verify", "d.docx", "--answers", "a.yaml", cwd=tmp_path).code == 0
    built = call("build", "a.yaml", "-o", "again.docx", "--date", "2026-11-23", cwd=tmp_path)
    assert drafts.make().id in built.err
    again = call("verify", "d.docx", "--answers", "a.yaml", cwd=tmp_path)
    assert again.code == 2
    assert "[output-edited]" in again.err


def test_answers_that_changed_since_are_told_by_their_paths(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(sent())
    text = drafts.BOLTON.read_text()
    (tmp_path / "same.yaml").write_text(f"# a remark\n{text}")
    same = call("verify", "d.docx", "--against", "same.yaml", cwd=tmp_path)
    assert same.code == 0
    assert "same.yaml still says the same." in same.out
    (tmp_path / "other.yaml").write_text(text.replace("bolton: 4858", "bolton: 4859"))
    other = call("verify", "d.docx", "--against", "other.yaml", "--json", cwd=tmp_path)
    assert other.code == 1
    assert other.json["against"]["differing"] == ["funding.shares.measure.values.bolton"]


@pytest.mark.parametrize("content", [None, b"", b"no zip", pack({"word/document.xml": b"<a/>"})])
def test_what_is_no_file_of_ours_is_refused_by_name(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "d.docx").write_bytes(content)
    done = call("verify", "d.docx", cwd=tmp_path)
    assert done.code == 2
    assert "\nd.docx\n" in f"\n{done.err}"  # what is going on is told before it where the machine is slow
    assert done.out == ""


# Saved by LibreOffice


@pytest.mark.office
def test_a_save_by_libreoffice_loses_nothing_and_changes_nothing(tmp_path: Path) -> None:
    need(shutil.which("soffice") is not None, "LibreOffice")
    before = {
        "same": sent(),
        "final": drafts.word_of("complete", final=True),
        "edited": commented(edited(TRACKED, put(" means the amount that a ", " means what a "), put(ADDRESS, "1 Elm"))),
        "moved": edited(moved),
    }
    for name, content in before.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    files = [tmp_path / f"{name}.docx" for name in before]
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved", *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, content in before.items():
        saved = (tmp_path / "saved" / f"{name}.docx").read_bytes()
        assert record_of(saved) == record_of(content)
        one, other = (verify(each, drafts.shipped_template()).as_dict() for each in (content, saved))
        assert one == other, name
    assert verify((tmp_path / "saved" / "same.docx").read_bytes()).as_built
