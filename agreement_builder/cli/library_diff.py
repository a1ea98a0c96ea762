"""`library diff`: what differs between two libraries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import exit_code, print_findings, print_json

if TYPE_CHECKING:
    from agreement_builder.library.model import Library
    from agreement_builder.upkeep.comparing import Change, Entry, Part


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@options.JSON
def command(old: Path, new: Path, as_json: bool) -> int:
    """Tell what was added, removed and changed from the library OLD to the library NEW.

    Each is a folder, or the word `shipped`. A folder that is no whole library is laid over the shipped one.
    """
    from agreement_builder.library.folder import load_folder
    from agreement_builder.upkeep.comparing import compare_libraries

    with progress("Comparing the libraries"):
        before, after = load_folder(old), load_folder(new)
        comparison = compare_libraries(before, after)
    if as_json:
        print_json(comparison.as_dict())
        return exit_code(comparison.findings)
    for part in comparison.parts:
        if part:
            _print(part, before, after)
    print_findings(comparison.findings, to_stdout=True)
    if comparison.same:
        click.echo("The two libraries have the same clauses, law and outline.")
    return exit_code(comparison.findings)


def _print(part: Part, before: Library, after: Library) -> None:
    click.echo(click.style(part.kind.capitalize(), bold=True))
    for name in part.added:
        click.echo(f"  added: {name}{_about(name, part, after)}")
    for name in part.removed:
        click.echo(f"  removed: {name}{_about(name, part, before)}")
    for change in part.changed:
        _print_change(change)
    click.echo()


def _about(name: str, part: Part, library: Library) -> str:
    return f" ({library.clauses[name].meta.summary})" if part.kind == "clauses" else ""


def _print_change(change: Change) -> None:
    click.echo(f"  changed: {change.id}")
    for entry in change.entries:
        click.echo(f"    {entry.name}: {_entry(entry)}")
    if change.text:
        click.echo("    text:")
    for line in change.text:
        click.echo(f"      {line}")


def _entry(entry: Entry) -> str:
    """Sentences word by word, anything else as it was and is."""
    from agreement_builder.upkeep.worddiff import word_diff

    if isinstance(entry.old, str) and isinstance(entry.new, str) and " " in entry.old:
        return " ".join(word_diff(entry.old, entry.new)) or "(spaces only)"
    return f"{_plain(entry.old)} -> {_plain(entry.new)}"


def _plain(value: object) -> str:
    if value is None:
        return "(none)"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
