"""`library stats` and `library catalogue`: the library in numbers, and everything in it on one page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.report import print_json

if TYPE_CHECKING:
    from agreement_builder.upkeep.counting import Stats


@click.command("stats")
@options.LIBRARY
@options.JSON
def stats(library: Path | None, as_json: bool) -> None:
    """Tell the library in numbers, and where it is thin."""
    from agreement_builder.library.load import load_library
    from agreement_builder.upkeep.counting import library_stats

    found = library_stats(load_library(library))
    if as_json:
        print_json(found.as_dict())
    else:
        _print(found)


def _print(found: Stats) -> None:
    for label, number in (
        ("topics", found.topics),
        ("alternatives", found.alternatives),
        ("definitions", found.definitions),
        ("questions of single clauses", found.blanks),
        ("words", found.words),
        ("requirements", found.requirements),
    ):
        click.echo(f"{label:<28} {number:>7,}")
    click.echo()
    for label, numbers in (
        ("clauses by status", found.statuses),
        ("clauses for one service alone", found.services),
        ("clauses for one state alone", found.jurisdictions),
        ("authorities by status", found.authorities),
    ):
        click.echo(f"{label}: {_counts(numbers)}")
    click.echo(f"oldest check of law: {found.oldest_check or 'never'}")
    _list("Topics with one alternative only", found.single)
    _list("Clauses that name no authority", found.unsupported)


def _counts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in numbers.items()) or "none"


def _list(heading: str, names: Iterable[str]) -> None:
    found = list(names)
    click.echo(f"\n{heading}: {len(found)}")
    indent = "  "
    for line in textwrap.wrap(
        ", ".join(found), 100, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    ):
        click.echo(line)


@click.command("catalogue")
@options.LIBRARY
def catalogue(library: Path | None) -> None:
    """Print a page in Markdown with every topic, alternative, question and authority."""
    from agreement_builder.library.load import load_library
    from agreement_builder.upkeep.catalogue import write_catalogue

    click.echo(write_catalogue(load_library(library)), nl=False)
