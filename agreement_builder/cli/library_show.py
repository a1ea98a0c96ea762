"""`library show`: one clause, on the screen or as a Word document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.files import may_write
from agreement_builder.cli.report import print_json
from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from agreement_builder.library.clause import Clause
    from agreement_builder.library.model import Library


def summary_of(clause: Clause) -> dict[str, object]:
    """What lists tell of a clause, as plain data."""
    return {
        "id": clause.id,
        "topic": clause.topic,
        "title": clause.meta.title,
        "summary": clause.meta.summary,
        "version": clause.meta.version,
        "status": str(clause.meta.status),
        "when": clause.meta.when,
        "services": [str(service) for service in clause.meta.services],
        "blanks": {name: spec.ask for name, spec in clause.meta.blanks.items()},
        "authorities": list(clause.meta.authorities),
        "satisfies": list(clause.meta.satisfies),
    }


@click.command("show")
@click.argument("clause_id")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the clause alone to this Word document (.docx)."
)
@options.LIBRARY
@options.DATE
@click.option("--force", is_flag=True, help="Overwrite a document that was edited since.")
@options.JSON
def command(
    clause_id: str, output: Path | None, library: Path | None, date: dt.datetime | None, force: bool, as_json: bool
) -> None:
    """Show one clause: what it is for, what it asks, the law behind it, and its text.

    In a Word document it is numbered, with blanks for what the answers decide and its note as a comment.
    """
    from agreement_builder.library.load import load_library
    from agreement_builder.library.model import clause_by_id

    if output is not None:
        _refuse_other_kinds(output)
        may_write(output, force=force)
    loaded = load_library(library)
    clause = clause_by_id(loaded, clause_id)
    if output is not None:
        _write(loaded, clause, output, options.day(date))
    elif as_json:
        print_json({**summary_of(clause), "note": clause.meta.note, "text": clause.text, "file": clause.file})
    else:
        _print(loaded, clause)


def _refuse_other_kinds(output: Path) -> None:
    from agreement_builder.errors import OutputRefusal, Where, error

    if output.suffix.lower() != ".docx":
        message = "A clause by itself is written as a Word document, and the name does not end with .docx."
        hint = f"Name it {output.stem}.docx, or leave -o out to read the text on the screen."
        raise OutputRefusal([error("output-format", Where(str(output)), message, hint)])


def _write(library: Library, clause: Clause, output: Path, date: dt.date) -> None:
    from agreement_builder.writers.docx.single import write_clause_docx
    from agreement_builder.writers.docx.template import read_template

    write_whole(output, write_clause_docx(library, clause, read_template(library.template), date))
    click.echo(str(output.resolve()))


def _print(library: Library, clause: Clause) -> None:
    meta = clause.meta
    click.echo(f"{clause.id}, version {meta.version} ({meta.status})\n{meta.title}: {meta.summary}")
    if meta.when:
        click.echo(f"Applies when {meta.when}")
    for name, spec in meta.blanks.items():
        click.echo(f"Asks ({name}): {spec.ask}")
    for name in meta.authorities:
        if (row := library.authorities.get(name)) is not None:
            click.echo(f"Law: {row.citation}, {row.title}, {row.status} (checked: {library.checked[name]})")
    if meta.note:
        click.echo(f"Note: {meta.note}")
    click.echo(f"\n{clause.text.strip()}")
