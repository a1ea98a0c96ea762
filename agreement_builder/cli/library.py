"""`library`: list, show and lint the clauses."""

from __future__ import annotations

from pathlib import Path

import click

from agreement_builder.cli import library_diff, library_new, library_pages, library_show, options
from agreement_builder.cli.ending import CLEAN, LIBRARY
from agreement_builder.cli.library_show import summary_of
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings, print_json, summary


@click.group()
def command() -> None:
    """List, show, lint, compare and count the clauses, begin a new one, and list the facts that they may use."""


for _one in (library_new.command, library_show.command, library_diff.command, library_pages.stats):
    command.add_command(_one)
command.add_command(library_pages.catalogue)


@command.command("list")
@click.option("--topic", help="Only the alternatives of this topic.")
@options.LIBRARY
@options.JSON
def list_clauses(topic: str | None, library: Path | None, as_json: bool) -> None:
    """List the clauses by topic, with what each is for."""
    from agreement_builder.errors import LibraryRefusal, Where, error, nearest
    from agreement_builder.library.load import load_library

    loaded = load_library(library)
    if topic is not None and topic not in loaded.topics:
        raise LibraryRefusal(
            [error("clause-unknown", Where(), f'There is no topic "{topic}".', nearest(topic, loaded.topics))]
        )
    clauses = [c for c in loaded.clauses.values() if topic in (None, c.topic)]
    if as_json:
        print_json({"version": loaded.version, "clauses": [summary_of(clause) for clause in clauses]})
        return
    last = ""
    for clause in clauses:
        if clause.topic != last:
            click.echo(("\n" if last else "") + clause.topic)
            last = clause.topic
        click.echo(f"  {clause.id:44} {clause.meta.summary}")
    click.echo(f"\n{len(clauses)} clauses over {len({c.topic for c in clauses})} topics, library {loaded.version}")


@command.command("lint")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@options.LIBRARY
@options.JSON
def lint_command(folder: Path | None, library: Path | None, as_json: bool) -> int:
    """Test every file of the library; FOLDER (or --library) is one of your own, laid over the shipped one.

    Of your own files it also tells which add to the shipped library, which replace a file of it, and which nothing
    reads.
    """
    from agreement_builder.errors import Severity
    from agreement_builder.linting.library import lint_library
    from agreement_builder.linting.overlay import lint_overlay

    if None not in (folder, library) and folder != library:
        raise click.UsageError(f"FOLDER is {folder} and --library is {library}; name one of them.")
    folder = folder or library
    with progress("Testing every clause"):
        loaded, findings = lint_library(folder)
        own = lint_overlay(folder) if folder is not None else []
    notes = [finding for finding in own if finding.severity is Severity.NOTE]
    findings += [finding for finding in own if finding.severity is not Severity.NOTE]
    if as_json:
        told = {"findings": [finding.as_dict() for finding in findings]}
        print_json(told | ({"overlay": [finding.as_dict() for finding in notes]} if folder is not None else {}))
    else:
        print_findings([*notes, *findings], to_stdout=True)
        count = len(loaded.clauses) if loaded is not None else 0
        click.echo(f"{count} clauses: {summary(findings)}.")
    return LIBRARY if exit_code(findings) else CLEAN


@command.command("facts")
@options.LIBRARY
@options.JSON
def facts_command(library: Path | None, as_json: bool) -> None:
    """List the facts that conditions and texts of clauses may use, routes and choices among them."""
    from agreement_builder.library.load import load_library

    facts = load_library(library).vocabulary()
    if as_json:
        print_json(facts)
    else:
        for path, meaning in facts.items():
            click.echo(f"{path:36} {meaning}")
