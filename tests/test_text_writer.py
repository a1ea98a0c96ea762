"""The draft as plain text.

`tests/golden/bolton.txt` is the whole Bolton draft of November 23, 2026. It shows every change of wording or
numbering in a diff. Renew it after a change that is meant, and read the diff:

    UPDATE_GOLDEN=1 pytest tests/test_text_writer.py
"""

import os
import re

from agreement_builder.document.numbering import Level, Scheme
from agreement_builder.document.tree import Emphasis, Item, Paragraph, Reference, Text, Value
from agreement_builder.document.walk import plain, runs
from agreement_builder.writers.text import WIDTH, clause_text, write_text
from tests import drafts

GOLDEN = drafts.ROOT / "tests" / "golden" / "bolton.txt"
_ID = re.compile(r"AB-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}")


def masked(text: str) -> str:
    """The text without the document id, which changes with every file of the library."""
    return _ID.sub("AB-XXXX-XXXX-XXXX", text)


def squeezed(text: str) -> str:
    """The text without the line ends and capitals of the layout."""
    return " ".join(text.split()).casefold()


def test_the_bolton_draft_is_the_golden_file() -> None:
    text = masked(write_text(drafts.make()))
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text.split("\n") == GOLDEN.read_text(encoding="utf-8").split("\n"), "renew it with UPDATE_GOLDEN=1"


def test_the_text_bears_the_id_and_date_of_the_draft() -> None:
    draft = drafts.make()
    assert write_text(draft).split("\n")[1] == f"Draft of 2026-11-23   {draft.id}"


def test_every_word_of_every_draft_is_in_the_text() -> None:
    for name in drafts.EVERY_NAME:
        draft = drafts.named(name)
        text = squeezed(write_text(draft))
        for run in runs(draft.document):
            words = squeezed(plain(run.content, draft.index.labels(Scheme())))
            if run.place in draft.index.exhibits:  # its tables break words into lines within columns
                assert all(word in text for word in words.split())
            elif run.place != "signatures":
                assert words in text


def test_no_line_is_wider_than_the_page() -> None:
    for name in drafts.EVERY_NAME:
        assert max(map(len, write_text(drafts.named(name)).split("\n"))) <= WIDTH


def test_a_long_cell_of_a_table_goes_on_in_its_own_column() -> None:
    address = "Town Hall, " * 12 + "Bolton"
    lines = write_text(drafts.make(f"parties.bolton.address='{address}'")).split("\n")
    start = next(place for place, line in enumerate(lines) if re.match("Party +Officer", line))
    column = lines[start].index("Address")
    rows = lines[start + 2 : start + 6]
    assert rows[0].startswith("Town of Bolton")
    assert all(row[column:].startswith("Town Hall, ") and not row[:column].strip() for row in rows[1:3])


def test_sections_and_exhibits_stand_under_their_numbers() -> None:
    draft = drafts.make()
    lines = write_text(draft).split("\n")
    for major, article in enumerate(draft.document.articles, 1):
        assert f"ARTICLE {major}  {article.heading.upper()}" in lines
        for minor, clause in enumerate(article.clauses, 1):
            assert f"Section {major}.{minor}  {clause.heading}" in lines
    for letter, exhibit in zip("ABC", draft.document.exhibits, strict=False):
        assert f"EXHIBIT {letter}  {exhibit.heading.upper()}" in lines


def test_every_party_has_a_signature_block() -> None:
    draft = drafts.named("twelve parties")
    text = write_text(draft)
    for party in draft.file.answers.parties:
        block = text[text.index(f"{party.name.upper()}\n") :].split("\n\n")[0]
        assert all(f"  {label}: " in block for label in ("By", "Name", "Title", "Signed on"))


def test_the_numbers_follow_the_scheme_of_a_template() -> None:
    roman = Scheme(levels=(Level("upperRoman", "Article %1"), *Scheme().levels[1:]))
    text = write_text(drafts.make(), roman)
    assert "ARTICLE IV  " in text
    assert re.search(r"Section IV\.[0-9]", text)
    assert not re.search(r"Section [0-9]+\.[0-9]", text)


def test_names_with_marks_are_printed_literally() -> None:
    name = 'Town of *A* & "B" <c> {{ x }} עיר 🏛️'
    text = write_text(drafts.make(f"parties.bolton.name='{name}'"))
    assert name in text
    assert name.upper() in text


def test_a_clause_by_itself_is_lettered_and_shows_targets_for_references() -> None:
    inner = Item((Text("deeper"),))
    blocks = (
        Paragraph((Text("See "), Reference("budget"), Text("."))),
        Item((Emphasis((Text("One."),)), Text(" First.")), (inner,)),
        Item((Value("second & last", "x"),)),
    )
    text = clause_text(blocks)
    assert text == "See [budget].\n\n(a)  One. First.\n\n     (i)  deeper\n\n(b)  second & last\n"
    assert clause_text(blocks, {"budget": "Section 5.2"}).startswith("See Section 5.2.")
