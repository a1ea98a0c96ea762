"""`library new`: the skeleton of a clause, written where the library that one owns will find it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from agreement_builder.library.model import Library

OUTLINE = Path("templates") / "interlocal" / "outline.yaml"


@click.command("new")
@click.argument("clause_id", metavar="TOPIC/NAME")
@click.option(
    "--library",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder with your own clauses/; this folder if not given.",
)
def command(clause_id: str, folder: Path) -> None:
    """Begin a clause: a file with every entry explained, which is valid as it stands.

    The path of the file is printed on stdout; what to do next goes to stderr.
    """
    from agreement_builder.errors import LibraryRefusal
    from agreement_builder.library.load import read_library
    from agreement_builder.library.place import layout
    from agreement_builder.upkeep.skeleton import new_clause

    # A folder that is not there yet is made: this is how one's own library begins.
    parted = not folder.exists() or layout(folder).parted
    topics_here = not parted and _holds_topics(folder)
    library, findings = read_library(folder if folder.exists() and (parted or topics_here) else None)
    if library is None:
        raise LibraryRefusal(findings)
    made = new_clause(library, clause_id)
    target = (folder if topics_here else folder / "clauses") / f"{clause_id}.md"
    _write(target, made.text.encode())
    for line in (*made.advice, *([] if made.placed else _outline(library, folder, topics_here=topics_here))):
        click.echo(line, err=True)
    click.echo(f"Then test it with: agreement-builder library lint {folder}", err=True)
    click.echo(str(target.resolve()))


def _holds_topics(folder: Path) -> bool:
    """Whether clauses stand in folders right below this one."""
    for path in folder.glob("*/*.md"):
        if path.is_file():
            with path.open("rb") as stream:
                if stream.read(3) == b"---":
                    return True
    return False


def _outline(library: Library, folder: Path, *, topics_here: bool) -> list[str]:
    """What to do first where the folder has no outline that could be changed."""
    if (folder / OUTLINE).is_file():
        return []
    first = [f"Move the topics of {folder} into {folder / 'clauses'} first."] if topics_here else []
    return [*first, f"The folder has no outline of its own yet: copy {library.outline_file} to {folder / OUTLINE}."]


def _write(target: Path, content: bytes) -> None:
    """Write the file and the folders that it needs, or nothing at all; raises OutputRefusal."""
    from agreement_builder.errors import OutputRefusal, Where, error

    where = Where(str(target))
    if os.path.lexists(target):
        hint = "Open that file and change it, or give the new clause another name."
        raise OutputRefusal([error("clause-exists", where, "There is a file of this name already.", hint)])
    missing = [parent for parent in target.parents if not parent.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"The folder {target.parent} cannot be made: {fault.strerror}."
        hint = "Check that no file has that name and that you may write there, or choose another folder."
        raise OutputRefusal([error("output-unwritable", where, message, hint)]) from None
    try:
        write_whole(target, content)
    except OutputRefusal:
        for parent in missing:
            parent.rmdir()
        raise
