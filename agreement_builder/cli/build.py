"""`build`: the draft from an answers file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.files import kind_of, may_write
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings
from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from agreement_builder.drafting import Draft
    from agreement_builder.errors import Finding
    from agreement_builder.ledger.point import Ledger


@click.command()
@options.ANSWERS
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; if not given, a .docx in this folder, named like the answers.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["docx", "text"]),
    help="Word or plain text; by the name of the output.",
)
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own, or a folder with one.")
@options.shared
@click.option("--dry-run", is_flag=True, help="Tell what would be chosen, what is open and what would be written.")
@click.option(
    "--final", is_flag=True, help="The execution copy: no watermark, no notes; refused while a point is open."
)
@click.option("--no-annex", is_flag=True, help="Leave off the annex: statutory checklist and questions for counsel.")
@click.option("--no-notes", is_flag=True, help="Leave out the comments on clauses; those on open points stay.")
@click.option("--force", is_flag=True, help="Overwrite a file that was edited since.")
def command(
    answers: Path,
    output: Path | None,
    kind: str | None,
    template: Path | None,
    library: Path | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    dry_run: bool,
    final: bool,
    no_annex: bool,
    no_notes: bool,
    force: bool,
) -> int:
    """Make the draft from ANSWERS, and tell what is open or wrong in it.

    The path of the draft is printed on stdout; everything else goes to stderr.
    """
    kind = kind_of(output, kind)
    target = output or (None if kind == "text" else Path(answers.stem + ".docx"))
    if target is not None and not dry_run:
        may_write(target, force=force)
    draft = options.make_draft(answers, library, settings, date, template, annex=not no_annex)
    return finish(draft, target, kind, final=final, dry_run=dry_run, passports=not no_notes)


def finish(
    draft: Draft,
    target: Path | None,
    kind: str,
    *,
    final: bool,
    dry_run: bool,
    passports: bool = True,
    before_path: tuple[str, ...] = (),
) -> int:
    """Check the draft, write it and report; the exit code. `target` None means text on stdout.

    `passports` is whether a Word draft has the comments on its clauses.
    The lines `before_path` are told before the path of the draft, which is the last line.
    """
    from agreement_builder.checks.run import check
    from agreement_builder.ledger.ledger import ledger_of
    from agreement_builder.ledger.words import counted, still_told

    with progress("Checking and writing the draft"):
        found = check(draft)
        ledger = ledger_of(draft, found)
        content = _content(draft, kind, ledger, final=final, passports=passports)
    findings = still_told(found, ledger)
    if dry_run:
        _plan(draft, target, findings)
        click.echo(f"\n{draft.id}: {counted(ledger)}.")
        return exit_code(findings)
    print_findings(finding for finding in findings if finding.rule != "blank-open")
    if target is None:
        click.echo(content.decode(), nl=False)
    else:
        write_whole(target, content)
    click.echo(f"{draft.id}: {counted(ledger)}.", err=True)
    if ledger.open:
        click.echo(f"For the list: agreement-builder points {draft.file.file}", err=True)
    click.echo("".join(f"{line}\n" for line in before_path), err=True, nl=False)
    if target is not None:
        click.echo(str(target.resolve()))
    return exit_code(findings)


def _content(draft: Draft, kind: str, ledger: Ledger, *, final: bool, passports: bool) -> bytes:
    if final:
        _demand_settled(draft, ledger)
    if kind == "text":
        from agreement_builder.writers.text import write_text

        return write_text(draft, final=final, ledger=ledger).encode()
    from agreement_builder.writers.docx.template import read_template
    from agreement_builder.writers.docx.write import write_docx

    template = read_template(draft.library.template)
    return write_docx(draft, template, final=final, ledger=ledger, passports=passports)


def _demand_settled(draft: Draft, ledger: Ledger) -> None:
    """Raise FinalRefusal, with all of them, if points are open."""
    from agreement_builder.errors import FinalRefusal, Where, error
    from agreement_builder.ledger.words import finding_of, number

    if not ledger.open:
        return
    are = "is" if len(ledger.open) == 1 else "are"
    count = f"{number(len(ledger.open), 'point', 'points')} {are} open"
    message = f"A final copy cannot have an open point, and {count}, so nothing was written."
    hint = (
        f"Settle them, or set aside what needs no answer: agreement-builder points {draft.file.file}. "
        "Leave out --final to make a draft."
    )
    raise FinalRefusal([*map(finding_of, ledger.open), error("final-open", Where(draft.file.file), message, hint)])


def _plan(draft: Draft, target: Path | None, findings: list[Finding]) -> None:
    click.echo(f"{draft.id} would be written to {target.resolve() if target is not None else 'stdout'}.")
    click.echo("\nClauses:")
    for chosen in draft.composition.chosen:
        if chosen.clause is not None:
            facts = ", ".join(f"{path} is {value}" for path, value in chosen.facts.items() if value is not None)
            because = f"{chosen.reason}" + (f" ({facts})" if facts else "")
            because = f"alternative {chosen.label} for counsel, {because}" if chosen.label else because
            click.echo(f"  {chosen.clause.id} {chosen.clause.meta.version}: {because}")
    click.echo("\nFindings:")
    print_findings(findings, to_stdout=True)
