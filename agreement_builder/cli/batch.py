"""`batch`: a draft for each row of a table of answers, and a report on all of them."""

from __future__ import annotations

import datetime as dt
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.batch_report import REPORT, Outcome, Report, Result, demand_report
from agreement_builder.cli.ending import INTERRUPTED
from agreement_builder.cli.progress import bar
from agreement_builder.cli.report import print_findings

if TYPE_CHECKING:
    from agreement_builder.answers.batch import Batch
    from agreement_builder.cli.batch_row import RowMaker


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder of the drafts.")
@click.option("--from", "base", type=click.Path(path_type=Path), help="Answers file with which every row begins.")
@options.LIBRARY
@options.DATE
@click.option("--format", "kind", type=click.Choice(["docx", "text"]), default="docx", help="Word or plain text.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own, or a folder with one.")
@click.option("--no-annex", is_flag=True, help="Leave off the annex: statutory checklist and questions for counsel.")
@click.option("--force", is_flag=True, help="Overwrite drafts and answers that were edited since.")
@options.JSON
def command(
    table: Path,
    folder: Path,
    base: Path | None,
    library: Path | None,
    date: dt.datetime | None,
    kind: str,
    template: Path | None,
    no_annex: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Make a draft for each row of TABLE, a CSV file, and a report on all of them.

    The first row of TABLE names its columns: draft (the name of the draft), from (an answers file, in place of
    --from), and paths of answers such as parties.andover.name. An empty cell leaves the answer of the base; ! leaves
    it open, with the note that follows. Beside each draft its answers are saved.

    Called again, it makes only what is missing or has changed. A draft keeps its date unless --date gives another.
    The path of the report is printed on stdout; everything else goes to stderr.
    """
    from agreement_builder.answers.batch import read_batch
    from agreement_builder.cli.batch_row import Order, RowMaker, base_text
    from agreement_builder.library.known import library_answers
    from agreement_builder.library.load import load_library
    from agreement_builder.writers.docx.template import read_template

    _demand_folder(folder)
    demand_report(folder / REPORT, table, force=force)
    loaded = load_library(library, template)
    batch = read_batch(_content(table), str(table), library_answers(loaded))
    look = read_template(loaded.template) if kind == "docx" else None
    order = Order(kind=kind, annex=not no_annex, date=options.day(date), dated=date is not None, force=force)
    _demand_base(base, batch)
    text = base_text(base) if base is not None else ""
    inputs = {path.resolve() for path in (table, base) if path is not None}
    maker = RowMaker(folder, loaded, order, table.parent, text, inputs, look)
    folder.mkdir(exist_ok=True)
    return _finished(batch, maker, as_json=as_json)


def _finished(batch: Batch, maker: RowMaker, *, as_json: bool) -> int:
    """Make the drafts and report on them; the exit code."""
    outcomes, interrupted = _made(batch, maker)
    report = Report(maker.folder, batch.file, tuple(outcomes), maker.left_over(batch.rows))
    print_findings(batch.notes)
    report.tell(as_json=as_json)
    report.write()
    if not as_json:
        click.echo(str((maker.folder / REPORT).resolve()))
    if interrupted:
        click.echo("Interrupted. Call it again to go on; what is made stays.", err=True)
    return INTERRUPTED if interrupted else report.code


def _made(batch: Batch, maker: RowMaker) -> tuple[list[Outcome], bool]:
    """What became of each row, and whether an interrupt came before the last."""
    # The command line collects no garbage, since most commands are over at once; ten thousand drafts are not.
    gc.enable()
    outcomes: list[Outcome] = []
    try:
        with bar("Making the drafts", batch.rows) as rows:
            for row in rows:
                outcome = maker.make(row)
                outcomes.append(outcome)
    except KeyboardInterrupt:
        done = len(outcomes)
        outcomes += [Outcome(row.number, row.draft, Result.NOT_REACHED) for row in batch.rows[done:]]
        return outcomes, True
    return outcomes, False


def _content(table: Path) -> bytes:
    from agreement_builder.errors import TableRefusal, Where, error

    where = Where(str(table))
    try:
        return table.read_bytes()
    except FileNotFoundError:
        message, hint = "There is no such file.", "Check its name."
    except OSError as fault:
        message, hint = (
            f"The file cannot be read: {fault.strerror}.",
            "Check its name and permissions; close it in Excel.",
        )
    raise TableRefusal([error("table-unreadable", where, message, hint)])


def _demand_base(base: Path | None, batch: Batch) -> None:
    """Raise TableRefusal if a row has no base."""
    from agreement_builder.errors import TableRefusal, Where, error

    if base is None and any(not row.base for row in batch.rows):
        message = "There is no base: neither --from nor a column from, in every row, says where the answers begin."
        hint = "Name an answers file with --from; its answers hold where a row has no cell."
        raise TableRefusal([error("table-base", Where(batch.file), message, hint)])


def _demand_folder(folder: Path) -> None:
    """Raise OutputRefusal unless the folder is there and can be written, or can be made."""
    from agreement_builder.errors import OutputRefusal, Where, error

    if folder.exists() and not folder.is_dir():
        message, hint = "This is a file, and not a folder for drafts.", "Name a folder with -o."
    elif not folder.exists() and not folder.parent.is_dir():
        message, hint = f"There is no folder {folder.parent}.", "Make the folder first, or choose another."
    elif not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        message, hint = "The folder is read-only.", "Choose another folder."
    else:
        return
    raise OutputRefusal([error("output-folder", Where(str(folder)), message, hint)])
