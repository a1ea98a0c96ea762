"""`redline`: what changed from one draft to another, as tracked changes with their causes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.files import kind_of, may_write
from agreement_builder.cli.progress import progress
from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from agreement_builder.cli.sides import Sides
    from agreement_builder.edition import Edition

FORMATS = ("docx", "text", "html")


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write: .docx, .txt or .html; if not given, a .docx in this folder, named like NEW.",
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="Word, text or HTML; by the name of the output.")
@click.option("--whole", is_flag=True, help="Text and HTML: the whole agreement, not only what changed.")
@click.option("--answers", type=click.Path(path_type=Path), help="The answers, where OLD and NEW are libraries.")
@click.option("--author", default="Agreement Builder", show_default=True, help="Whose changes these are.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own, or a folder with one.")
@options.LIBRARY
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one answer of NEW for this run.")
@options.DATE
@click.option("--force", is_flag=True, help="Overwrite a file that was edited since.")
def command(
    old: Path,
    new: Path,
    output: Path | None,
    kind: str | None,
    whole: bool,
    answers: Path | None,
    author: str,
    template: Path | None,
    library: Path | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    force: bool,
) -> int:
    """Mark up what changed from OLD to NEW.

    Each is an answers file, a draft (.docx) that was built earlier, or a library (a folder, or the word `shipped`).
    Accepting all changes gives the new draft, rejecting all the old one; each change has a comment with its cause.
    The path of the redline is printed on stdout; everything else goes to stderr.
    """
    from agreement_builder.cli.sides import Side, read_sides

    kind = kind_of(output, kind, FORMATS)
    target = output or (None if kind != "docx" else Path(f"{new.stem}-redline.docx"))
    if target is not None:
        may_write(target, force=force)
    day = options.day(date)
    with progress("Composing both drafts"):
        sides = read_sides(Side(old), Side(new, settings), answers, library, day)
    with progress("Comparing the drafts"):
        made = _Made(sides, template, library)
        content = made.content(kind, author, day, whole=whole)
    if target is None:
        click.echo(content.decode(), nl=False)
    else:
        write_whole(target, content)
    made.tell()
    if target is not None:
        click.echo(str(target.resolve()))
    return 0


class _Made:
    """One redline on a template: that of the library of the new side, or of the one named, or the shipped one."""

    def __init__(self, sides: Sides, template: Path | None, library: Path | None) -> None:
        from agreement_builder.library.load import load_library
        from agreement_builder.redline.causes.causes import Causes

        at_hand = sides.library if sides.library is not None and template is None else load_library(library, template)
        self.old, self.new, self.template = sides.old, sides.new, at_hand.template
        self.causes = Causes(self.old, self.new, sides.library or at_hand)

    def content(self, kind: str, author: str, date: dt.date, *, whole: bool) -> bytes:
        """The bytes of the file."""
        from agreement_builder.redline.write import redline_docx
        from agreement_builder.writers.docx.template import read_template

        template = read_template(self.template)
        word = redline_docx(self.old, self.new, self.causes, template, author=author, date=date)
        if kind == "docx":
            return word
        from agreement_builder.document.walk import plain
        from agreement_builder.readers.docx.read import read_page
        from agreement_builder.redline.told.html import redline_html
        from agreement_builder.redline.told.text import redline_text

        write = redline_html if kind == "html" else redline_text
        title, old, new = plain(self.new.document.title), _named(self.old), _named(self.new)
        return write(read_page(word), title=title, old=old, new=new, whole=whole).encode()

    def tell(self) -> None:
        """What differs between the two, on stderr."""
        click.echo(f"From {_named(self.old)} to {_named(self.new)}:", err=True)
        for cause in self.causes.all:
            click.echo(f"  {cause.says}", err=True)
        if not self.causes.all:
            click.echo("  Nothing differs in what they were made of.", err=True)


def _named(edition: Edition) -> str:
    from agreement_builder.compose.words import long_date

    return f"draft {edition.id} of {long_date(edition.date)}"
