"""Two programs that are not ours read the drafts: the Open XML SDK validator, and LibreOffice.

Both come with `.ci/install-tools`. Without them these tests are skipped; where CI is set, they fail.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from agreement_builder.document import brackets
from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Alternatives, Block, Chart, Item, Paragraph, Table
from agreement_builder.document.walk import block_runs, items_in, plain, runs
from agreement_builder.drafting import Draft
from agreement_builder.ledger.table import annotated
from agreement_builder.writers.docx.template import read_template
from agreement_builder.writers.docx.write import write_docx
from tests import drafts
from tests.outside import errors, need
from tests.wordfile import BODY, NUMBERING, pack, unpack

PRINTED = (
    *drafts.EXAMPLES,
    "two parties",
    "six parties",
    "seven parties",
    "twelve parties",
    "other choices",
    "blend",
    "left to counsel",
)
_ARTICLE = '<w:pStyle w:val="Heading1"/>'
_ROMAN = (f'<w:numFmt w:val="decimal"/>{_ARTICLE}', f'<w:numFmt w:val="upperRoman"/>{_ARTICLE}')
RESTYLED: dict[str, tuple[tuple[str, str], ...]] = {
    "roman": (_ROMAN,),
    "roman, legal sections": (_ROMAN, ('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading2"/><w:isLgl/>')),
    "items in capitals": (('"lowerLetter"', '"upperLetter"'), ('"(%4)"', '"%4)"')),
}
"""Changes of the template's numbering under which Bolton's draft is printed too."""

every_print = pytest.mark.parametrize("name", [*PRINTED, *RESTYLED])
_LONG_WORD = re.compile("[a-z]{4,}")
_SPACE = re.compile(r"\s+")


# The Open XML SDK


@pytest.mark.word
@pytest.mark.parametrize("name", drafts.EVERY_NAME)
def test_the_validator_finds_no_error_in_a_draft(name: str, tmp_path: Path) -> None:
    assert errors(drafts.word_of(name), tmp_path) == []


@pytest.mark.word
def test_the_validator_finds_no_error_in_a_final_copy(tmp_path: Path) -> None:
    assert errors(drafts.word_of("complete", final=True), tmp_path) == []


@pytest.mark.word
def test_the_validator_finds_no_error_in_the_template(tmp_path: Path) -> None:
    assert errors(drafts.shipped_template().content, tmp_path) == []


@pytest.mark.word
def test_the_validator_does_find_a_planted_error(tmp_path: Path) -> None:
    parts = unpack(drafts.word_of("complete"))
    parts[BODY] = parts[BODY].replace(b"<w:pPr>", b'<w:pPr><w:jc w:val="sideways"/>', 1)
    assert errors(pack(parts), tmp_path)


# LibreOffice counts numbers and recomputes references itself


@dataclass(frozen=True)
class Print:
    """A draft, the numbering of its template, and the text of each page that LibreOffice makes of it."""

    draft: Draft
    scheme: Scheme
    pages: list[str]

    @cached_property
    def text(self) -> str:
        """The text of all pages without headers and footers."""
        kept = []
        for page in self.pages:
            lines = [line for line in page.split("\n") if line.strip()]
            if "Page" in lines[-1]:
                assert self.draft.id in lines[-1]
                assert words(lines[0]) == words(plain(self.draft.document.title))
                lines = lines[1:-1]
            kept += lines
        return words("\n".join(kept))


def words(text: str) -> str:
    """The text without white space and capitals, which layout and style change."""
    return _SPACE.sub("", text).casefold()


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Print]:
    """Every draft on the shipped template, and Bolton's on the restyled ones, printed in one run."""
    need(shutil.which("soffice") is not None, "LibreOffice")
    need(shutil.which("pdftotext") is not None, "pdftotext")
    folder = tmp_path_factory.mktemp("office")
    made: dict[str, tuple[Draft, Scheme, Path]] = {}
    for place, name in enumerate([*PRINTED, *RESTYLED]):
        draft, path = drafts.named(name) if name in PRINTED else drafts.make(), folder / f"{place}.docx"
        template = read_template(_template(folder, name))
        path.write_bytes(write_docx(draft, template))
        made[name] = (draft, template.scheme, path)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    files = [path for _, _, path in made.values()]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {
        name: Print(draft, scheme, _pages(path.with_suffix(".pdf"))) for name, (draft, scheme, path) in made.items()
    }


def _template(folder: Path, name: str) -> Path:
    parts = unpack(drafts.shipped_template().content)
    for old, new in RESTYLED.get(name, ()):
        assert old in parts[NUMBERING].decode()
        parts[NUMBERING] = parts[NUMBERING].decode().replace(old, new).encode()
    (folder / "template.docx").write_bytes(pack(parts))
    return folder / "template.docx"


def _pages(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def paragraphs(draft: Draft, scheme: Scheme) -> Iterator[str]:
    """Every paragraph of the articles with the numbers that our index gives it and what it refers to."""
    labels = drafts.shown(draft, scheme)
    for major, article in enumerate(draft.document.articles, 1):
        yield f"{scheme.own((major,))} {article.heading}"
        for minor, clause in enumerate(article.clauses, 1):
            yield f"{scheme.own((major, minor))} {clause.heading}"
            yield from _blocks(clause.blocks, (major, minor), scheme, labels)


def _blocks(
    blocks: tuple[Block, ...], number: tuple[int, ...], scheme: Scheme, labels: dict[str, str], count: int = 0
) -> Iterator[str]:
    for block in blocks:
        assert not isinstance(block, Table | Chart)
        if isinstance(block, Alternatives):
            yield brackets.opening(block)
            for member in block.members:
                yield brackets.lead(member)
                yield from _blocks(member.blocks, number, scheme, labels, count)
            yield brackets.END
            count += items_in(block)
        elif isinstance(block, Item):
            count += 1
            yield f"{scheme.own((*number, count))} {plain(block.content, labels)}"
            yield from _blocks(block.children, (*number, count), scheme, labels)
        else:
            yield plain(block.content, labels)


@pytest.mark.office
@every_print
def test_libreoffice_prints_every_number_and_reference_of_our_index(name: str, prints: dict[str, Print]) -> None:
    draft, scheme, rest = prints[name].draft, prints[name].scheme, prints[name].text
    wanted = [words(paragraph) for paragraph in paragraphs(draft, scheme)]
    rest = rest[rest.index("".join(wanted[:3])) :]
    for place, paragraph in enumerate(wanted):
        assert rest.startswith(paragraph), f"after {wanted[max(place - 1, 0)]}"
        rest = rest.removeprefix(paragraph)
    assert rest.startswith("signatures")
    for count, exhibit in enumerate(draft.document.exhibits, 1):
        heading = words(f"{scheme.exhibit_label(count)} {exhibit.heading}")
        assert heading in rest
        rest = rest[rest.index(heading) :]


@pytest.mark.office
@every_print
def test_the_contents_list_every_number_and_heading_in_order(name: str, prints: dict[str, Print]) -> None:
    document, scheme = prints[name].draft.document, prints[name].scheme
    wanted = "contents"
    for major, article in enumerate(document.articles, 1):
        wanted += words(f"{scheme.own((major,))} {article.heading}")
        for minor, clause in enumerate(article.clauses, 1):
            wanted += words(f"{scheme.own((major, minor))} {clause.heading}")
    for count, exhibit in enumerate(document.exhibits, 1):
        wanted += words(f"{scheme.exhibit_label(count)} {exhibit.heading}")
    assert wanted in prints[name].text


@pytest.mark.office
@every_print
def test_no_signature_block_is_cut_by_a_page(name: str, prints: dict[str, Print]) -> None:
    signatures, printed = prints[name].draft.document.signatures, 0
    for page in prints[name].pages:
        opened = sum(page.count(words) for words in {plain(signature.capacity) for signature in signatures})
        for label in ("By:", "Name:", "Title:", "Signed on:"):
            assert page.count(label) == opened, f"{label} on a page without the rest of its block:\n{page}"
        printed += opened
    assert printed == len(signatures)


@pytest.mark.office
@every_print
def test_the_words_before_the_signatures_stand_on_the_page_of_the_first(name: str, prints: dict[str, Print]) -> None:
    closing = prints[name].draft.document.closing
    assert closing is not None
    assert isinstance(closing.blocks[0], Paragraph)
    opening = words("Signatures" + plain(closing.blocks[0].content))
    (page,) = [page for page in prints[name].pages if opening in words(page)]
    assert "Signed on:" in page


@pytest.mark.office
@every_print
def test_no_word_of_agreement_or_annex_is_lost_in_print(name: str, prints: dict[str, Print]) -> None:
    """LibreOffice 25 drops the rows of a table of which only the header and one row stand at the foot of a page."""
    draft = prints[name].draft
    labels = draft.index.labels(prints[name].scheme)
    texts = [plain(run.content, labels) for run in runs(draft.document)]
    texts += [plain(cell, labels) for annex in annotated(draft).document.annexes for cell in block_runs(annex.blocks)]
    wanted = Counter(_LONG_WORD.findall(" ".join(texts).casefold()))
    assert wanted - Counter(_LONG_WORD.findall("\n".join(prints[name].pages).casefold())) == Counter()
