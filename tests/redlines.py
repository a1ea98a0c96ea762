"""A redline by hand, with one of everything: what its text and its HTML are tested on."""

from functools import lru_cache
from html import escape

from agreement_builder.readers.docx.page import Page
from agreement_builder.readers.docx.read import read_page
from tests.marked import change, comment, commented, docx, gone, p, r, table, tc, tr

ARTICLE, SECTION, ITEM, SUBITEM, TEXT = "Heading1", "Heading2", "AgreementItem", "AgreementSubitem", "AgreementText"
CELL, CAPTION, CONTENTS = "AgreementCell", "AgreementCaption", "Toc1"
WAS_TEXT = '<w:pPrChange w:id="7" w:author="A"><w:pPr><w:pStyle w:val="AgreementText"/></w:pPr></w:pPrChange>'


def moved(kind: str, name: str, *paragraphs: tuple[str, str]) -> str:
    """Paragraphs (style and words) that moved together, at their old or their new place."""
    number = {"moveFrom": 31, "moveTo": 32}[kind]
    start = f'<w:{kind}RangeStart w:id="{number}" w:author="A" w:name="{name}"/>'
    end = f'<w:{kind}RangeEnd w:id="{number}"/>'
    blocks = [p(style, change(kind, r(words)), mark=kind) for style, words in paragraphs]
    return f"{start}{''.join(blocks)}{end}"


@lru_cache(maxsize=1)
def by_hand() -> Page:
    """The page of a redline in which words, paragraphs, rows, sections and a style changed, and two sections moved."""

    def cells(*texts: str) -> str:
        return "".join(tc(p(CELL, text)) for text in texts)

    def coming(kind: str, *texts: str) -> str:
        write = gone if kind == "del" else r
        return tr(*(tc(p(CELL, change(kind, write(text)), mark=kind)) for text in texts), mark=kind)

    costs = table(
        tr(cells(r("Party"), r("Share")), properties="<w:tblHeader/>"),
        tr(cells(r("Bolton"), r("40%"))),
        tr(cells(r("Andover"), change("del", gone("30")) + change("ins", r("35")) + r("%"))),
        coming("ins", "Willington", "25%"),
        coming("del", "Ashford", "30%"),
    )
    moving = ((SECTION, "Records"), (TEXT, "The Lead Agency shall keep the records of the Service."))
    blocks = (
        p("AgreementHeading", r("Contents")),
        p(CONTENTS, change("del", gone("Old entry"))),
        p("Title", r("Agreement for Inspection")),
        p(ARTICLE, r("The Service")),
        p(SECTION, r("Standards")),
        p(TEXT, r("First.")),
        p(TEXT, r("Second.")),
        p(ITEM, r("Each inspection:")),
        p(
            SUBITEM,
            commented(1, r("within "), change("del", gone("five")), change("ins", r("ten")), r(" days;")),
        ),
        p(ITEM, commented(2, change("ins", r(escape("A new item with <b>tags</b> & signs.")))), mark="ins"),
        p(SECTION, change("del", gone("Office")), mark="del"),
        p(TEXT, change("del", gone("The office is in the town hall.")), mark="del"),
        moved("moveFrom", "m1", *moving),
        p(ARTICLE, r("Money")),
        p(SECTION, r("Cost")),
        p(ITEM, r("Rounded to cents."), properties=WAS_TEXT),
        p(CAPTION, r("Shares of the Cost")),
        costs,
        moved("moveTo", "m1", *moving),
        p(SECTION, r("Payment")),
        p(TEXT, r("Paid in July.")),
    )  # fmt: skip
    told = comment(1, "This was changed.", "Days to inspect: 10 (was 5).") + comment(2, escape("Indexed <why>"))
    return read_page(docx(*blocks, comments=told))
